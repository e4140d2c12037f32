/* Standing in: shifts whose volunteer cannot come, by number, with why not where somebody cannot. */
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "screens/kiosk.h"
#include <stdio.h>

static bool load(struct kiosk *kiosk, struct err *err)
{
    return kiosk_seekers(kiosk->store, kiosk->who.id, clock_now(), kiosk->open, KIOSK_SHIFTS, &kiosk->open_count, err);
}

static bool is_possible(const struct kiosk_shift *shift)
{
    return shift->why[0] == '\0';
}

static void write_row(const struct kiosk *kiosk, int index, bool narrow, struct kiosk_row *row)
{
    const struct kiosk_shift *shift = &kiosk->open[index];
    char name[KIOSK_SHIFT_BYTES];
    kiosk_name_shift(shift, narrow, name);
    snprintf(row->text, sizeof row->text, is_possible(shift) ? "%s  %s" : "%s  (%s)", name,
             is_possible(shift) ? shift->with : shift->why);
    row->style = is_possible(shift) ? STYLE_NORMAL : STYLE_MUTED;
}

static void draw(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    kiosk_numbered_below(kiosk, canvas, rect, _("These cannot come. Can you stand in?"),
                         _("Nobody needs a stand-in. Thank you!"), kiosk->open_count, write_row);
}

static void next(const struct kiosk *kiosk, struct buffer *out)
{
    char name[KIOSK_SHIFT_BYTES];
    int index = kiosk_numbered_next(kiosk, kiosk->open_count, out);
    if (index < 0)
        return;
    kiosk_name_shift(&kiosk->open[index], true, name);
    if (is_possible(&kiosk->open[index]))
        buffer_format(out, _("Standing in: %s"), name);
    else
        buffer_format(out, _("Not possible: %s"), kiosk->open[index].why);
}

static bool run(struct kiosk *kiosk, const struct kiosk_deed *deed, struct err *err)
{
    return kiosk_stand_in(kiosk->store, deed->who.id, &deed->shift, err);
}

static void done(struct kiosk *kiosk, const struct kiosk_deed *deed)
{
    char name[KIOSK_SHIFT_BYTES];
    kiosk_name_shift(&deed->shift, true, name);
    kiosk_succeed(kiosk, &kiosk_page_shifts, _("You stand in: %s\nThank you! The shift is yours now."), name);
}

static void enter(struct kiosk *kiosk, const char *typed)
{
    int index = kiosk_numbered_entered(kiosk, typed, kiosk->open_count);
    if (index < 0)
        return;
    if (!is_possible(&kiosk->open[index])) {
        kiosk_say(kiosk, _("Not possible: %s"), kiosk->open[index].why);
        return;
    }
    kiosk_begin(kiosk, &(struct kiosk_deed){.run = run, .done = done, .shift = kiosk->open[index]});
}

static void step(struct kiosk *kiosk, int rows)
{
    kiosk_numbered_step(kiosk, kiosk->open_count, rows);
}

const struct kiosk_page kiosk_page_stand_in = {.name = "stand_in",
                                               .typed_most = 2,
                                               .empty = true,
                                               .load = load,
                                               .draw = draw,
                                               .next = next,
                                               .enter = enter,
                                               .step = step};
