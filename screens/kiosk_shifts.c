/* Own shifts, and those that are open, each with its number. */
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "screens/kiosk.h"
#include <string.h>

static bool load(struct kiosk *kiosk, struct err *err)
{
    return kiosk_own(kiosk->store, kiosk->who.id, clock_now(), kiosk->own, KIOSK_SHIFTS, &kiosk->own_count, err);
}

static void draw(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    int row = rect.row;
    for (int i = 0; i < kiosk->own_count; i++) {
        char when[KIOSK_WHEN_BYTES];
        kiosk_when(&kiosk->own[i].shift, clock_now(), rect.columns < 60, when);
        row = kiosk_text(canvas, rect, row, STYLE_NORMAL, "%d  %s  %s", i + 1, when, kiosk->own[i].post);
    }
}

static void next(const struct kiosk *kiosk, struct buffer *out)
{
    (void)kiosk;
    buffer_add(out, _("Type a number, then Enter. 9: more"));
}

static void enter(struct kiosk *kiosk, const char *typed)
{
    if (strcmp(typed, "9") == 0)
        kiosk_show(kiosk, &kiosk_page_more);
}

const struct kiosk_page kiosk_page_shifts = {
    .name = "shifts", .typed_most = 2, .load = load, .draw = draw, .next = next, .enter = enter};
