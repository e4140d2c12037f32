/* What else a volunteer may do, most of it behind the own PIN. */
#include "gatepost/words.h"
#include "screens/kiosk.h"
#include <stdlib.h>

static const struct choice {
    const char *label;
    const struct kiosk_page *page;
    bool needs_pin;
} choices[] = {
    {N_("I cannot come"), &kiosk_page_cannot_come, true},  {N_("Stand in for somebody"), &kiosk_page_stand_in, true},
    {N_("My paired household"), &kiosk_page_paired, true}, {N_("My hours"), &kiosk_page_hours, false},
    {N_("Notices"), &kiosk_page_notices, false},
};
enum { CHOICES = sizeof choices / sizeof choices[0] };

static void draw(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    (void)kiosk;
    for (int i = 0; i < CHOICES; i++)
        kiosk_text(canvas, rect, rect.row + i, STYLE_NORMAL, "%d  %s", i + 1, _(choices[i].label));
}

static void next(const struct kiosk *kiosk, struct buffer *out)
{
    (void)kiosk;
    buffer_format(out, _("Type a number from 1 to %d, then Enter."), CHOICES);
}

static void enter(struct kiosk *kiosk, const char *typed)
{
    int number = atoi(typed);
    if (number < 1 || number > CHOICES)
        return;
    const struct choice *choice = &choices[number - 1];
    bool asks = choice->needs_pin && !kiosk->proven;
    kiosk->then = choice->page;
    kiosk_show(kiosk, asks ? &kiosk_page_pin : choice->page);
}

const struct kiosk_page kiosk_page_more = {.name = "more", .typed_most = 1, .draw = draw, .next = next, .enter = enter};
