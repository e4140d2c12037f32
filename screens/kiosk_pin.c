/* The own PIN at the shared terminal, and what is said to whoever has none. */
#include "gatepost/words.h"
#include "screens/kiosk.h"

/* ---- typed ---- */

static void draw(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    (void)kiosk;
    int row = kiosk_text(canvas, rect, rect.row + 1, STYLE_HEADING, "%s", _("Your PIN, please"));
    row = kiosk_text(canvas, rect, row + 1, STYLE_NORMAL, "%s", _("The desk gave it to you (4 digits)."));
    kiosk_text(canvas, rect, row, STYLE_NORMAL, "%s", _("Forgotten? The desk gives a new one."));
}

static void next(const struct kiosk *kiosk, struct buffer *out)
{
    (void)kiosk;
    buffer_add(out, _("PIN, Enter. Only Enter: my shifts"));
}

static void enter(struct kiosk *kiosk, const char *typed)
{
    struct err err = {0};
    if (typed[0] == '\0') {
        kiosk_show(kiosk, &kiosk_page_shifts);
        return;
    }
    if (kiosk_prove(kiosk->store, &kiosk->who, typed, &err)) {
        kiosk->proven = true;
        kiosk_show(kiosk, kiosk->then);
        return;
    }
    if (err.code == ERR_NOT_FOUND) /* changed since they were found */
        kiosk_reset(kiosk);
    kiosk_say_err(kiosk, &err);
}

const struct kiosk_page kiosk_page_pin = {
    .name = "pin", .typed_most = 12, .hidden = true, .empty = true, .draw = draw, .next = next, .enter = enter};

/* ---- none yet ---- */

static void draw_none(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    (void)kiosk;
    int row = kiosk_text(canvas, rect, rect.row + 1, STYLE_HEADING, "%s", _("You have no PIN yet"));
    row = kiosk_text(canvas, rect, row + 1, STYLE_NORMAL, "%s", _("Please ask for one at the desk."));
    kiosk_text(canvas, rect, row, STYLE_NORMAL, "%s", _("Then type your four digits again."));
}

static void next_none(const struct kiosk *kiosk, struct buffer *out)
{
    (void)kiosk;
    buffer_add(out, _("Enter: my shifts"));
}

static void enter_none(struct kiosk *kiosk, const char *typed)
{
    (void)typed;
    kiosk_show(kiosk, &kiosk_page_shifts);
}

static const struct kiosk_page page_none = {
    .name = "pin_none", .empty = true, .draw = draw_none, .next = next_none, .enter = enter_none};

void kiosk_ask_pin(struct kiosk *kiosk, const struct kiosk_page *then)
{
    kiosk->then = then;
    kiosk_show(kiosk, kiosk->proven ? then : kiosk->who.pin_id == 0 ? &page_none : &kiosk_page_pin);
}
