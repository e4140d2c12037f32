/* Crossings per hour of the day as bars, beside the mean of the seven days before. */
#include "screens/hours.h"

#include "gatepost/bars.h"
#include "gatepost/clock.h"
#include "gatepost/gate_day.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/day_step.h"
#include "screens/registry.h"
#include <stdio.h>
#include <stdlib.h>

enum { WORD_ROWS = 3 };
struct start {
    int day;
    int64_t checkpoint_id;
};
struct hours {
    struct start shown;
    struct checkpoint checkpoint; /* id 0: all */
    struct gate_hours numbers;
    int64_t read_at;
    int hour; /* chosen */
};

static bool open_hours(struct view *view, const void *argument, struct err *err)
{
    struct hours *state = view->state;
    struct civil_time now;
    (void)err;
    if (argument)
        state->shown = *(const struct start *)argument;
    clock_civil(clock_now(), &now);
    state->hour = now.hour;
    return true;
}

void hours_open(struct view *view, int day, int64_t checkpoint_id)
{
    ui_open(view->ui, &screen_hours, &(struct start){day, checkpoint_id});
}

static bool load(struct view *view, struct err *err)
{
    struct hours *state = view->state;
    struct store *store = application_store(view);
    state->checkpoint = (struct checkpoint){0};
    state->read_at = clock_now();
    if (state->shown.checkpoint_id && !checkpoint_get(store, state->shown.checkpoint_id, &state->checkpoint, err))
        return false;
    return gate_hours_read(store, day_shown(state->shown.day), state->shown.checkpoint_id, state->read_at,
                           &state->numbers, err);
}

static void heading(const struct view *view, struct buffer *out)
{
    const struct hours *state = view->state;
    day_heading(day_shown(state->shown.day), out);
    buffer_format(out, "  %s", state->checkpoint.id ? state->checkpoint.name : _("all checkpoints"));
}

static int64_t sum(const int64_t counts[DAY_HOURS])
{
    int64_t all = 0;
    for (int hour = 0; hour < DAY_HOURS; hour++)
        all += counts[hour];
    return all;
}

/* Three lines: the day, the week, what is drawn with what. */
static void draw_words(const struct hours *state, struct canvas *canvas, struct rect rect)
{
    const struct gate_hours *numbers = &state->numbers;
    bool today = !state->shown.day;
    char line[240], when[TIME_SIZE], hour[8], mean[24];
    time_label(state->read_at, when);
    int used = snprintf(line, sizeof line,
                        today ? _("Crossings until %4$s: %1$lld (in %2$lld, out %3$lld)")
                              : _("Crossings of the day: %1$lld (in %2$lld, out %3$lld)"),
                        (long long)numbers->total, (long long)sum(numbers->in), (long long)sum(numbers->out), when);
    if (numbers->busiest_hour >= 0) {
        gate_hour_label(numbers->busiest_hour, hour);
        snprintf(line + used, sizeof line - (size_t)used, _("   busiest %1$s: %2$lld"), hour,
                 (long long)numbers->busiest_count);
    }
    canvas_cut(canvas, rect.row, rect.column, rect.columns, line, STYLE_NORMAL);
    gate_mean_label(today ? numbers->week_until : numbers->week_total, numbers->week_days, mean);
    if (!numbers->week_days)
        text_copy(line, sizeof line, _("Nobody crossed on the 7 days before: nothing to compare with."));
    else
        snprintf(line, sizeof line,
                 today ? _("Mean of the days before (%1$d of 7), until this time: %2$s")
                       : _("Mean of the days before (%1$d of 7): %2$s"),
                 numbers->week_days, mean);
    canvas_cut(canvas, rect.row + 1, rect.column, rect.columns, line, STYLE_NORMAL);
    snprintf(line, sizeof line, _("%1$s this day   %2$s mean of the days before   %3$s both"), BARS_VALUE, BARS_MARK,
             BARS_BOTH);
    canvas_cut(canvas, rect.row + 2, rect.column, rect.columns, line, STYLE_MUTED);
}

static void draw(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct hours *state = view->state;
    const struct gate_hours *numbers = &state->numbers;
    struct bar bars[DAY_HOURS] = {0};
    int days = numbers->week_days ? numbers->week_days : 1;
    if (rect.rows <= 0)
        return;
    for (int hour = 0; hour < DAY_HOURS; hour++) {
        snprintf(bars[hour].label, sizeof bars[hour].label, "%02d", hour % DAY_HOURS); /* % : gcc must see two digits */
        bars[hour].value = (numbers->in[hour] + numbers->out[hour]) * days;
        bars[hour].mark = numbers->week_sum[hour];
        bars[hour].chosen = hour == state->hour;
    }
    int words = rect.rows > 2 * WORD_ROWS ? WORD_ROWS : 0;
    if (words)
        draw_words(state, canvas, rect);
    bars_draw(canvas, (struct rect){rect.row + words, rect.column, rect.rows - words, rect.columns},
              &(struct bars){bars, DAY_HOURS, days});
}

/* The chosen hour in numbers. */
static void note(const struct view *view, struct buffer *out)
{
    const struct hours *state = view->state;
    const struct gate_hours *numbers = &state->numbers;
    char hour[8], mean[24];
    gate_hour_label(state->hour, hour);
    gate_mean_label(numbers->week_sum[state->hour], numbers->week_days, mean);
    buffer_format(out, _("%1$s: %2$lld (in %3$lld, out %4$lld)"), hour,
                  (long long)(numbers->in[state->hour] + numbers->out[state->hour]),
                  (long long)numbers->in[state->hour], (long long)numbers->out[state->hour]);
    if (numbers->week_days)
        buffer_format(out, _("   mean of the days before: %s"), mean);
}

static void run_day(struct view *view)
{
    day_step(view, &((struct hours *)view->state)->shown.day);
}

static void run_hour(struct view *view)
{
    struct hours *state = view->state;
    state->hour = (state->hour + (int)view->running->argument + DAY_HOURS) % DAY_HOURS;
}

/* Through all checkpoints together, then each in the order of the list. */
static void run_checkpoint(struct view *view)
{
    struct hours *state = view->state;
    struct checkpoint *all = memory_new(DAY_CHECKPOINTS, sizeof *all);
    struct err err = {0};
    int count = 0, at = 0;
    if (!checkpoint_list(application_store(view), all, DAY_CHECKPOINTS, &count, &err))
        ui_say_err(view->ui, &err);
    for (int i = 0; i < count; i++)
        if (all[i].id == state->shown.checkpoint_id)
            at = i + 1;
    at = (at + (int)view->running->argument + count + 1) % (count + 1);
    state->shown.checkpoint_id = at ? all[at - 1].id : 0;
    free(all);
    view_stale(view);
}

static const struct action actions[] = {
    {.name = "hours.left",
     .label = N_("Hour-"),
     .help = N_("To the hour before; its numbers stand below."),
     .keys = {KEY_LEFT, 'h'},
     .flags = ACTION_HIDDEN,
     .run = run_hour,
     .argument = -1},
    {.name = "hours.right",
     .label = N_("Hour+"),
     .help = N_("To the hour after; its numbers stand below."),
     .keys = {KEY_RIGHT, 'l'},
     .priority = 60,
     .run = run_hour,
     .argument = 1},
    {.name = "hours.up",
     .label = N_("Gate-"),
     .help = N_("The checkpoint before in the list; before the first one: all together."),
     .keys = {KEY_UP, 'k'},
     .flags = ACTION_HIDDEN,
     .run = run_checkpoint,
     .argument = -1},
    {.name = "hours.down",
     .label = N_("Gate+"),
     .help = N_("The next checkpoint of the list; behind the last one: all together."),
     .keys = {KEY_DOWN, 'j'},
     .priority = 59,
     .run = run_checkpoint,
     .argument = 1},
    DAY_ACTIONS("hours", run_day),
};
const struct screen_def screen_hours = {
    .name = "hours",
    .title = N_("Crossings by hour"),
    .state_size = sizeof(struct hours),
    .actions = ACTION_TABLE(actions),
    .topics = TOPIC_GATE | TOPIC_CHECKPOINT | TOPIC_DAY | TOPIC_CLOCK | TOPIC_SETTING | TOPIC_SESSION,
    .open = open_hours,
    .load = load,
    .heading = heading,
    .note = note,
    .draw = draw,
};
