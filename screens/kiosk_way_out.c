/* The way out of the shared terminal: for the staff, by the PIN of a duty officer. */
#include "gatepost/words.h"
#include "screens/kiosk.h"

static void draw(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    (void)kiosk;
    int row = kiosk_text(canvas, rect, rect.row + 1, STYLE_HEADING, "%s", _("For the staff: end the shared terminal"));
    kiosk_text(canvas, rect, row + 1, STYLE_NORMAL, "%s", _("The PIN of a duty officer is needed."));
}

static void next(const struct kiosk *kiosk, struct buffer *out)
{
    (void)kiosk;
    buffer_add(out, _("PIN, Enter. Only Enter: start"));
}

static void enter(struct kiosk *kiosk, const char *typed)
{
    struct err err = {0};
    if (typed[0] == '\0')
        kiosk_reset(kiosk);
    else if (kiosk_way_out(kiosk->store, typed, &err))
        ui_quit(kiosk->ui, 0);
    else
        kiosk_say_err(kiosk, &err);
}

const struct kiosk_page kiosk_page_way_out = {
    .name = "way_out", .typed_most = 12, .hidden = true, .empty = true, .draw = draw, .next = next, .enter = enter};
