/* Hours of the volunteers: those at night apart, in a week and in all, without any weighting (domain.md §6). */
#include "gatepost/volunteer_hours.h"

#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/pinyin.h"
#include "gatepost/shift_time.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/registry.h"
#include "screens/volunteers.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VOLUNTEERS_MOST = 2000, WEEK_DAYS = 7 };
struct row {
    struct volunteer_span week, all;
    int place; /* in the order of the list */
};
struct volunteer_hours_list {
    int monday; /* of the week that is shown; 0: this one, also past Sunday */
    struct volunteer_span *spans;
    int count;
    int minutes, night_minutes, workers; /* of all together in the week */
    char words[CELL_BYTES];
};
enum {
    COLUMN_NAME,
    COLUMN_PLANNED,
    COLUMN_SHIFTS,
    COLUMN_HOURS,
    COLUMN_NIGHT,
    COLUMN_ALL_SHIFTS,
    COLUMN_ALL,
    COLUMN_ALL_NIGHT
};

static int monday_of(const struct volunteer_hours_list *state)
{
    return state->monday ? state->monday : week_first_day(clock_day(clock_now()));
}

int64_t volunteer_hours_selected(const struct view *view)
{
    const struct row *row = list_selected(&view->list);
    return row ? row->week.volunteer_id : 0;
}

/* ---- rows ---- */

static bool open_hours(struct view *view, const void *argument, struct err *err)
{
    struct volunteer_hours_list *state = view->state;
    (void)argument;
    (void)err;
    state->spans = memory_new(VOLUNTEERS_MOST, sizeof *state->spans);
    return true;
}

static void close_hours(struct view *view)
{
    free(((struct volunteer_hours_list *)view->state)->spans);
}

static bool read_week(struct view *view, struct err *err)
{
    struct volunteer_hours_list *state = view->state;
    int monday = monday_of(state);
    state->minutes = state->night_minutes = state->workers = 0;
    if (!volunteer_spans(application_store(view), monday, clock_day_add(monday, WEEK_DAYS - 1), state->spans,
                         VOLUNTEERS_MOST, &state->count, err))
        return false;
    if (state->count > VOLUNTEERS_MOST)
        state->count = VOLUNTEERS_MOST;
    for (int i = 0; i < state->count; i++) {
        state->minutes += state->spans[i].minutes;
        state->night_minutes += state->spans[i].night_minutes;
        state->workers += state->spans[i].minutes > 0;
    }
    return true;
}

/* Where the row of this key stands now; its own place where it has gone. */
static int place_of(const struct volunteer_hours_list *state, const struct list_key *key)
{
    for (int i = 0; i < state->count; i++)
        if (state->spans[i].volunteer_id == key->id)
            return i;
    return (int)key->at;
}

static bool is_meant(const struct view *view, const struct volunteer_span *span)
{
    const char *words = ((const struct volunteer_hours_list *)view->state)->words;
    return !words[0] || text_contains(span->name, words) || pinyin_spells(span->name, words, true);
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    const struct volunteer_hours_list *state = view->state;
    int step = direction == LIST_DOWN ? 1 : -1;
    if ((view->stale || !state->count) && !read_week(view, err))
        return false;
    int at = direction == LIST_DOWN ? 0 : state->count - 1;
    if (anchor)
        at = place_of(state, anchor) + step;
    page->count = 0;
    for (; at >= 0 && at < state->count && page->count < page->most; at += step) {
        struct row *row = (struct row *)page->rows + page->count;
        if (!is_meant(view, &state->spans[at]))
            continue;
        *row = (struct row){.week = state->spans[at], .place = at};
        if (!volunteer_span_of(application_store(view), row->week.volunteer_id, 0, 0, &row->all, err))
            return false;
        page->count++;
    }
    page->finished = at < 0 || at >= state->count;
    return true;
}

static void key(const void *data, struct list_key *key)
{
    const struct row *row = data;
    key->at = row->place;
    key->id = row->week.volunteer_id;
}

static void number(int value, char *text, size_t size)
{
    if (value)
        snprintf(text, size, "%d", value);
}

static void cell(const struct view *view, const void *data, int column, struct cell *cell)
{
    const struct row *row = data;
    char text[HOURS_BYTES] = "";
    switch (column) {
    case COLUMN_NAME:
        application_mask(application_of(view), MASK_NAME, row->week.name, cell->text, sizeof cell->text);
        return;
    case COLUMN_PLANNED:
        hours_text(row->week.planned_minutes, text);
        break;
    case COLUMN_SHIFTS:
        number(row->week.shifts, text, sizeof text);
        break;
    case COLUMN_HOURS:
        hours_text(row->week.minutes, text);
        break;
    case COLUMN_NIGHT:
        hours_text(row->week.night_minutes, text);
        break;
    case COLUMN_ALL_SHIFTS:
        number(row->all.shifts, text, sizeof text);
        break;
    case COLUMN_ALL:
        hours_text(row->all.minutes, text);
        break;
    default:
        hours_text(row->all.night_minutes, text);
        break;
    }
    text_copy(cell->text, sizeof cell->text, text);
}

/* The most first: that is what one sorts hours for. */
static int compare(const void *one, const void *two, int column)
{
    const struct row *a = one, *b = two;
    switch (column) {
    case COLUMN_NAME:
        return strcmp(a->week.name, b->week.name);
    case COLUMN_PLANNED:
        return b->week.planned_minutes - a->week.planned_minutes;
    case COLUMN_SHIFTS:
        return b->week.shifts - a->week.shifts;
    case COLUMN_HOURS:
        return b->week.minutes - a->week.minutes;
    case COLUMN_NIGHT:
        return b->week.night_minutes - a->week.night_minutes;
    case COLUMN_ALL_SHIFTS:
        return b->all.shifts - a->all.shifts;
    case COLUMN_ALL:
        return b->all.minutes - a->all.minutes;
    default:
        return b->all.night_minutes - a->all.night_minutes;
    }
}

static enum style row_style(const struct view *view, const void *data)
{
    (void)view;
    return ((const struct row *)data)->week.left ? STYLE_MUTED : STYLE_NORMAL;
}

static bool filter(struct view *view, const char *text, struct err *err)
{
    (void)err;
    text_copy(((struct volunteer_hours_list *)view->state)->words, CELL_BYTES, text);
    return true;
}

/* ---- around the rows ---- */

static void heading(const struct view *view, struct buffer *out)
{
    int monday = monday_of(view->state), sunday = clock_day_add(monday, WEEK_DAYS - 1);
    if (monday / 10000 != clock_day(clock_now()) / 10000)
        buffer_format(out, "%04d ", monday / 10000);
    buffer_format(out, _("week %1$d  %2$02d-%3$02d ~ %4$02d-%5$02d"), week_number(monday), monday / 100 % 100,
                  monday % 100, sunday / 100 % 100, sunday % 100);
}

static void status(const struct view *view, struct buffer *out)
{
    const struct volunteer_hours_list *state = view->state;
    char hours[HOURS_BYTES], night[HOURS_BYTES];
    hours_text(state->minutes, hours);
    hours_text(state->night_minutes, night);
    buffer_format(out, _("%1$d worked %2$s, at night %3$s"), state->workers, hours[0] ? hours : "0",
                  night[0] ? night : "0");
}

static void run_week(struct view *view)
{
    struct volunteer_hours_list *state = view->state;
    int now = week_first_day(clock_day(clock_now()));
    int wanted = clock_day_add(monday_of(state), (int)view->running->argument * WEEK_DAYS);
    state->monday = wanted == now ? 0 : wanted;
    view->list.want = LIST_TO_FIRST;
    view_stale(view);
}

static const struct column columns[] = {
    [COLUMN_NAME] = {.heading = N_("Volunteer"), .name = "name", .width = 10, .grow = 1, .most = 24, .priority = 9},
    [COLUMN_PLANNED] = {.heading = N_("hours|Planned"), .name = "planned", .width = 8, .priority = 6, .right = true},
    [COLUMN_SHIFTS] = {.heading = N_("Shifts"), .name = "shifts", .width = 6, .priority = 7, .right = true},
    [COLUMN_HOURS] = {.heading = N_("hours|Worked"), .name = "hours", .width = 8, .priority = 9, .right = true},
    [COLUMN_NIGHT] = {.heading = N_("hours|At night"), .name = "night", .width = 8, .priority = 9, .right = true},
    [COLUMN_ALL_SHIFTS] =
        {.heading = N_("hours|All shifts"), .name = "all_shifts", .width = 10, .priority = 5, .right = true},
    [COLUMN_ALL] = {.heading = N_("hours|All worked"), .name = "all_hours", .width = 10, .priority = 8, .right = true},
    [COLUMN_ALL_NIGHT] =
        {.heading = N_("hours|All nights"), .name = "all_night", .width = 10, .priority = 8, .right = true},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct row),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .row_style = row_style,
    .compare = compare,
    .order_column = COLUMN_HOURS,
    .filter = filter,
    .empty = N_("Hours of volunteers stand here as soon as there are volunteers: F9, Volunteers, then F7."),
    .empty_filtered = N_("Nobody matches. Esc shows all again."),
};
static const struct action actions[] = {
    {.name = "volunteer_hours.week_before",
     .label = N_("Week-"),
     .help = N_("Shows the week before."),
     .keys = {'<', KEY_CTRL_LEFT},
     .priority = 68,
     .run = run_week,
     .argument = -1},
    {.name = "volunteer_hours.week_after",
     .label = N_("Week+"),
     .help = N_("Shows the week after."),
     .keys = {'>', KEY_CTRL_RIGHT},
     .priority = 67,
     .run = run_week,
     .argument = 1},
};
const struct screen_def screen_volunteer_hours = {
    .name = "volunteer_hours",
    .title = N_("Hours of the volunteers"),
    .state_size = sizeof(struct volunteer_hours_list),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_ROSTER | TOPIC_PEOPLE | TOPIC_DAY | TOPIC_SESSION,
    .open = open_hours,
    .close = close_hours,
    .heading = heading,
    .status = status,
};
