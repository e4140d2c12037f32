/* The start of the shared terminal: who is on which post, what is open, and the four digits. */
#include "gatepost/words.h"
#include "screens/kiosk.h"

static void draw(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    (void)kiosk;
    kiosk_text(canvas, rect, rect.row + 1, STYLE_NORMAL, "%s", _("Type the last four digits of your phone"));
}

static void next(const struct kiosk *kiosk, struct buffer *out)
{
    (void)kiosk;
    buffer_add(out, _("Four digits, and your shifts are shown."));
}

static void enter(struct kiosk *kiosk, const char *typed)
{
    struct kiosk_person people[KIOSK_PEOPLE];
    struct err err = {0};
    int count = 0;
    if (!kiosk_who(kiosk->store, typed, "", people, KIOSK_PEOPLE, &count, &err)) {
        kiosk_say_err(kiosk, &err);
        return;
    }
    if (count != 1) {
        kiosk_say(kiosk, "%s", _("Nobody has these four digits."));
        return;
    }
    kiosk->who = people[0];
    store_act_for(kiosk->store, kiosk->who.id, false);
    kiosk_show(kiosk, &kiosk_page_shifts);
}

const struct kiosk_page kiosk_page_start = {
    .name = "start",
    .typed_most = KIOSK_DIGITS,
    .full = true,
    .draw = draw,
    .next = next,
    .enter = enter,
};
