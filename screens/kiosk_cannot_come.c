/* "I cannot come": own shifts ahead by number; those that look for a stand-in already are taken back so. One Enter is
 * enough: what it will do is said as soon as the number is typed, and the same number takes it back. */
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "screens/kiosk.h"
#include <stdio.h>

static bool is_ahead(const struct kiosk_shift *shift, int64_t now)
{
    return (shift->state == ASSIGNMENT_PLANNED || shift->state == ASSIGNMENT_CONFIRMED) && shift->shift.starts_at > now;
}

static bool load(struct kiosk *kiosk, struct err *err)
{
    int64_t now = clock_now();
    int count = 0;
    if (!kiosk_own(kiosk->store, kiosk->who.id, now, kiosk->own, KIOSK_SHIFTS, &kiosk->own_count, err))
        return false;
    for (int i = 0; i < kiosk->own_count; i++)
        if (is_ahead(&kiosk->own[i], now))
            kiosk->own[count++] = kiosk->own[i];
    kiosk->own_count = count;
    return true;
}

static void write_row(const struct kiosk *kiosk, int index, bool narrow, struct kiosk_row *row)
{
    const struct kiosk_shift *shift = &kiosk->own[index];
    char name[KIOSK_SHIFT_BYTES];
    kiosk_name_shift(shift, narrow, name);
    snprintf(row->text, sizeof row->text, "%s%s", name, shift->seeking ? _("  seeking") : "");
    row->style = shift->seeking ? STYLE_WARNING : STYLE_NORMAL;
}

static void draw(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    kiosk_numbered_below(kiosk, canvas, rect, _("Which shift can you not come to?"), _("You have no shift ahead."),
                         kiosk->own_count, write_row);
}

static void next(const struct kiosk *kiosk, struct buffer *out)
{
    char name[KIOSK_SHIFT_BYTES];
    int index = kiosk_numbered_next(kiosk, kiosk->own_count, out);
    if (index < 0)
        return;
    kiosk_name_shift(&kiosk->own[index], true, name);
    buffer_format(out, kiosk->own[index].seeking ? _("Coming: %s") : _("Not coming: %s"), name);
}

static bool run(struct kiosk *kiosk, const struct kiosk_deed *deed, struct err *err)
{
    return kiosk_cannot_come(kiosk->store, deed->who.id, &deed->shift, deed->flag, err);
}

static void done(struct kiosk *kiosk, const struct kiosk_deed *deed)
{
    char name[KIOSK_SHIFT_BYTES];
    kiosk_name_shift(&deed->shift, true, name);
    kiosk_succeed(kiosk, &kiosk_page_shifts,
                  deed->flag ? _("You cannot come: %s\nIt stays yours until somebody takes over.")
                             : _("You come after all: %s\nThank you!"),
                  name);
}

static void enter(struct kiosk *kiosk, const char *typed)
{
    int index = kiosk_numbered_entered(kiosk, typed, kiosk->own_count);
    if (index < 0)
        return;
    const struct kiosk_deed deed = {
        .run = run, .done = done, .shift = kiosk->own[index], .flag = !kiosk->own[index].seeking};
    kiosk_begin(kiosk, &deed);
}

static void step(struct kiosk *kiosk, int rows)
{
    kiosk_numbered_step(kiosk, kiosk->own_count, rows);
}

const struct kiosk_page kiosk_page_cannot_come = {.name = "cannot_come",
                                                  .typed_most = 2,
                                                  .empty = true,
                                                  .load = load,
                                                  .draw = draw,
                                                  .next = next,
                                                  .enter = enter,
                                                  .step = step};
