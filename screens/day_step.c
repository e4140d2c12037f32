#include "screens/day_step.h"

#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/view.h"
#include "gatepost/words.h"

int day_shown(int day)
{
    return day ? day : clock_day(clock_now());
}

void day_heading(int day, struct buffer *out)
{
    struct civil_time civil;
    clock_civil(clock_day_start(day), &civil);
    if (civil.year != clock_day(clock_now()) / 10000)
        buffer_format(out, "%04d-", civil.year);
    buffer_format(out, "%02d-%02d %s", civil.month, civil.day, words_weekday(civil.weekday));
}

void day_step(struct view *view, int *day)
{
    int today = clock_day(clock_now()), wanted = clock_day_add(day_shown(*day), (int)view->running->argument);
    if (wanted > today) {
        ui_say(view->ui, MESSAGE_PLAIN, "%s", _("This is today; < shows the days before."));
        return;
    }
    *day = wanted == today ? 0 : wanted;
    view_stale(view);
}
