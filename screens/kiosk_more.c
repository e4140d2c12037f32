/* What else a volunteer may do, most of it behind the own PIN. */
#include "gatepost/words.h"
#include "screens/kiosk.h"
#include <stdio.h>

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

static void write_row(const struct kiosk *kiosk, int index, bool narrow, struct kiosk_row *row)
{
    const struct choice *choice = &choices[index];
    (void)narrow;
    if (choice->needs_pin && !kiosk->proven)
        snprintf(row->text, sizeof row->text, _("%s (PIN)"), _(choice->label));
    else if (choice->page == &kiosk_page_notices && kiosk->notice_count > 0)
        snprintf(row->text, sizeof row->text, "%s (%d)", _(choice->label), kiosk->notice_count);
    else
        snprintf(row->text, sizeof row->text, "%s", _(choice->label));
}

static void draw(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    kiosk_numbered(kiosk, canvas, rect, CHOICES, write_row);
}

static void next(const struct kiosk *kiosk, struct buffer *out)
{
    int index = kiosk_number(kiosk->typed, CHOICES);
    if (index >= 0)
        buffer_format(out, _("Enter: %s"), _(choices[index].label));
    else
        buffer_add(out, _("Number, Enter. Only Enter: my shifts"));
}

static void enter(struct kiosk *kiosk, const char *typed)
{
    int index = kiosk_number(typed, CHOICES);
    if (typed[0] == '\0')
        kiosk_show(kiosk, &kiosk_page_shifts);
    else if (index < 0)
        kiosk_say(kiosk, _("There is no number %s here."), typed);
    else if (choices[index].needs_pin)
        kiosk_ask_pin(kiosk, choices[index].page);
    else
        kiosk_show(kiosk, choices[index].page);
}

static void step(struct kiosk *kiosk, int rows)
{
    kiosk_numbered_step(kiosk, CHOICES, rows);
}

const struct kiosk_page kiosk_page_more = {.name = "more",
                                           .typed_most = 1,
                                           .empty = true,
                                           .load = kiosk_notices_load, /* to say how many */
                                           .draw = draw,
                                           .next = next,
                                           .enter = enter,
                                           .step = step};
