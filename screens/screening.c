/* How far a survey round has come (底数清、情况明、数据准; domain.md §3): a line for each building, grid, line or
 * responsible person, and every number opens the places it counts. */
#include "screens/screening.h"
#include "gatepost/clock.h"
#include "gatepost/labels.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/register.h"
#include "screens/registry.h"
#include "screens/small_list.h"
#include <stdio.h>
#include <string.h>

enum {
    GROUPS_MOST = 2000,
    CHEAP_MS = 20,
    REST_FACTOR = 10,
    BIT_SCREENED = 1 << SCREENING_DONE | 1 << SCREENING_VACANT
};
static const char *const by_labels[] = {N_("by building"), N_("by grid"), N_("by line"), N_("by person"), NULL};
/* The numbers of a line, by column. */
enum { COLUMN_GROUP, COLUMN_TOTAL, COLUMN_SCREENED, COLUMN_SHARE, COLUMN_NOT_YET, COLUMN_NOT_HOME, COLUMN_REFUSED };
enum { COLUMN_VACANT = COLUMN_REFUSED + 1, COLUMN_PERSONS };
static const struct number {
    int column;
    unsigned states;
} numbers[] = {
    {COLUMN_NOT_YET, 1 << SCREENING_NOT_YET}, {COLUMN_NOT_HOME, 1 << SCREENING_NOT_HOME},
    {COLUMN_REFUSED, 1 << SCREENING_REFUSED}, {COLUMN_VACANT, 1 << SCREENING_VACANT},
    {COLUMN_TOTAL, SCREENING_ALL_STATES},     {COLUMN_SCREENED, BIT_SCREENED},
};
enum { NUMBERS = sizeof numbers / sizeof numbers[0] };

struct row {
    int64_t id; /* place in the order, 1: all of them */
    struct screening_group group;
};
struct screening {
    struct survey_round round; /* id 0: there is none */
    enum screening_by by;
    int number;            /* of numbers[], the one the cursor is on */
    bool read;             /* rows are of this load */
    bool asked;            /* another grouping or round was asked for: count now */
    int64_t rest_until_ms; /* counting took long: not again before, whatever is saved elsewhere */
    struct screening_group groups[GROUPS_MOST];
    struct row rows[GROUPS_MOST + 1];
    int count;
};

/* ---- the round ---- */

/* Rounds the newest first; the one that goes on, else the newest. */
static bool find_round(struct view *view, struct err *err)
{
    struct screening *state = view->state;
    struct survey_round newest;
    struct record_window window = {.rows = &newest, .most = 1};
    struct err none = {0};
    if (survey_round_current(application_store(view), &state->round, &none))
        return true;
    if (none.code != ERR_NOT_FOUND)
        return err_set(err, none.code, "%s", none.text);
    if (!record_window(application_store(view), &survey_round_table, &window, err))
        return false;
    state->round = window.count ? newest : (struct survey_round){0};
    return true;
}

static bool open_screen(struct view *view, const void *argument, struct err *err)
{
    struct screening *state = view->state;
    const int64_t *id = argument;
    return !id || record_get(application_store(view), &survey_round_table, *id, &state->round, err);
}

/* Undone or corrected meanwhile; the first one may have been begun. */
static bool follow_round(struct view *view, struct err *err)
{
    struct screening *state = view->state;
    int64_t id = state->round.head.id;
    bool stands = id && record_get(application_store(view), &survey_round_table, id, &state->round, NULL) &&
                  !state->round.head.voided[0];
    return stands || find_round(view, err);
}

static void run_round(struct view *view)
{
    struct screening *state = view->state;
    struct record_key anchor;
    struct survey_round other;
    struct err err = {0};
    record_key_of(&survey_round_table, &state->round, &anchor);
    struct record_window window = {
        .anchor = &anchor, .backwards = view->running->argument > 0, .rows = &other, .most = 1};
    if (!record_window(application_store(view), &survey_round_table, &window, &err)) {
        ui_say_err(view->ui, &err);
    } else if (!window.count) {
        ui_say(view->ui, MESSAGE_PLAIN, "%s",
               view->running->argument > 0 ? _("This is the newest round.") : _("This is the first round."));
    } else {
        state->round = other;
        state->asked = true;
        view_stale(view);
    }
}

/* ---- rows ---- */

static bool read_rows(struct view *view, struct err *err)
{
    struct screening *state = view->state;
    int count = 0;
    if (!follow_round(view, err))
        return false;
    state->count = 0;
    if (!state->round.head.id)
        return true;
    state->rows[0] = (struct row){.id = 1};
    if (!screening_progress(application_store(view), state->round.head.id, state->by, state->groups, GROUPS_MOST,
                            &count, &state->rows[0].group.count, err))
        return false;
    for (int i = 0; i < count; i++)
        state->rows[i + 1] = (struct row){.id = i + 2, .group = state->groups[i]};
    state->count = count + 1;
    return true;
}

static int64_t id_of(const void *row)
{
    return ((const struct row *)row)->id;
}

/* The counting walks all places: once a load, however many pages that takes. Of a very large register it rests in
 * between, and the next minute shows what was saved meanwhile. */
static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    struct screening *state = view->state;
    int64_t began_ms = clock_monotonic_ms();
    if (!state->read && (state->asked || began_ms >= state->rest_until_ms)) {
        if (!read_rows(view, err))
            return false;
        int64_t ended_ms = clock_monotonic_ms();
        state->rest_until_ms = ended_ms - began_ms > CHEAP_MS ? ended_ms + REST_FACTOR * (ended_ms - began_ms) : 0;
    }
    state->read = true;
    state->asked = false;
    small_list_page(page, state->rows, state->count, sizeof state->rows[0], anchor, direction, id_of);
    return true;
}

static bool load(struct view *view, struct err *err)
{
    (void)err;
    ((struct screening *)view->state)->read = false;
    return true;
}

static void key(const void *row, struct list_key *key)
{
    key->id = id_of(row);
}

static int64_t number_of(const struct screening_count *count, unsigned states)
{
    int64_t sum = 0;
    for (int state = 0; state < SCREENING_STATE_COUNT; state++)
        if (states >> state & 1)
            sum += count->places[state];
    return sum;
}

static void write_number(const struct view *view, const struct row *row, int index, struct cell *cell)
{
    const struct screening *state = view->state;
    const struct row *selected = list_selected(&view->list);
    bool chosen = index == state->number && selected && selected->id == row->id;
    int64_t number = number_of(&row->group.count, numbers[index].states);
    bool waits = index < 3 && number > 0;
    snprintf(cell->text, sizeof cell->text, chosen ? "[%lld]" : "%lld ", (long long)number);
    cell->style = waits && index == 0 ? STYLE_WARNING : STYLE_NORMAL;
}

static void write_share(const struct screening_count *count, char *text, size_t size)
{
    int64_t total = screening_total(count), tenths = total ? screening_screened(count) * 1000 / total : 0;
    snprintf(text, size, "%lld.%lld%%", (long long)tenths / 10, (long long)tenths % 10);
}

static void cell(const struct view *view, const void *data, int column, struct cell *cell)
{
    const struct screening *state = view->state;
    const struct row *row = data;
    if (column == COLUMN_GROUP && row->id == 1)
        text_copy(cell->text, sizeof cell->text, _("In all"));
    else if (column == COLUMN_GROUP && state->by == SCREENING_PERSON && row->group.name[0])
        application_mask(application_of(view), MASK_NAME, row->group.name, cell->text, sizeof cell->text);
    else if (column == COLUMN_GROUP)
        screening_group_label(state->by, &row->group, cell->text, sizeof cell->text);
    else if (column == COLUMN_SHARE)
        write_share(&row->group.count, cell->text, sizeof cell->text);
    else if (column == COLUMN_PERSONS)
        snprintf(cell->text, sizeof cell->text, "%lld", (long long)row->group.count.persons);
    for (int i = 0; i < NUMBERS; i++)
        if (numbers[i].column == column)
            write_number(view, row, i, cell);
}

static enum style row_style(const struct view *view, const void *data)
{
    const struct row *row = data;
    (void)view;
    if (row->id == 1)
        return STYLE_TITLE;
    return screening_screened(&row->group.count) == screening_total(&row->group.count) ? STYLE_MUTED : STYLE_NORMAL;
}

static void heading(const struct view *view, struct buffer *out)
{
    const struct screening *state = view->state;
    buffer_format(out, "%s  %s", state->round.head.id ? state->round.name : _("no round yet"), _(by_labels[state->by]));
}

static void status(const struct view *view, struct buffer *out)
{
    const struct screening *state = view->state;
    char share[32];
    if (!state->count)
        return;
    const struct screening_count *all = &state->rows[0].group.count;
    write_share(all, share, sizeof share);
    buffer_format(out, _("Screened %1$lld/%2$lld %3$s"), (long long)screening_screened(all),
                  (long long)screening_total(all), share);
}

/* ---- keys ---- */

static void run_number(struct view *view)
{
    struct screening *state = view->state;
    int steps[NUMBERS] = {COLUMN_TOTAL,    COLUMN_SCREENED, COLUMN_NOT_YET,
                          COLUMN_NOT_HOME, COLUMN_REFUSED,  COLUMN_VACANT};
    int at = 0;
    for (int i = 0; i < NUMBERS; i++)
        if (steps[i] == numbers[state->number].column)
            at = i;
    at = (at + (int)view->running->argument + NUMBERS) % NUMBERS;
    for (int i = 0; i < NUMBERS; i++)
        if (numbers[i].column == steps[at])
            state->number = i;
}

static void run_turn(struct view *view)
{
    struct screening *state = view->state;
    state->by = (enum screening_by)((state->by + 1) % SCREENING_BY_COUNT);
    state->asked = true;
    view->list.want = LIST_TO_FIRST;
    view_stale(view);
}

static void run_open(struct view *view)
{
    const struct screening *state = view->state;
    const struct row *row = list_selected(&view->list);
    struct screening_names names = {.round = state->round,
                                    .by = state->by,
                                    .all = row->id == 1,
                                    .group = row->group,
                                    .states = numbers[state->number].states};
    ui_open(view->ui, &screen_screening_places, &names);
}

static void run_survey(struct view *view)
{
    ui_open(view->ui, &screen_survey_form, NULL);
}

static const char *no_round(const struct view *view)
{
    return ((const struct screening *)view->state)->round.head.id ? NULL
                                                                  : _("No survey round yet. F9, Rounds begins one.");
}

static const struct column columns[] = {
    [COLUMN_GROUP] = {.heading = N_("Where"), .name = "group", .width = 14, .grow = 1, .most = 40, .priority = 9},
    [COLUMN_TOTAL] = {.heading = N_("Total"), .name = "total", .width = 7, .priority = 8, .right = true},
    [COLUMN_SCREENED] = {.heading = N_("Screened"), .name = "screened", .width = 8, .priority = 8, .right = true},
    [COLUMN_SHARE] = {.heading = "%", .name = "share", .width = 6, .priority = 5, .right = true},
    [COLUMN_NOT_YET] = {.heading = N_("Not yet"), .name = "not_yet", .width = 7, .priority = 9, .right = true},
    [COLUMN_NOT_HOME] = {.heading = N_("Not home"), .name = "not_home", .width = 8, .priority = 9, .right = true},
    [COLUMN_REFUSED] = {.heading = N_("Refuses"), .name = "refused", .width = 7, .priority = 8, .right = true},
    [COLUMN_VACANT] = {.heading = N_("Vacant"), .name = "vacant", .width = 6, .priority = 4, .right = true},
    [COLUMN_PERSONS] = {.heading = N_("Persons"), .name = "persons", .width = 7, .priority = 3, .right = true},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct row),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .row_style = row_style,
    .empty = N_("No survey round yet. F9, Rounds, F7 begins the first; then every household is counted here."),
};
static const struct action actions[] = {
    {.name = "screening.names",
     .label = N_("Names"),
     .help = N_("Opens the households and places behind the number in brackets; there Enter screens them."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW,
     .run = run_open,
     .opens = &screen_screening_places},
    {.name = "screening.right",
     .label = N_("Figure"),
     .help = N_("To the number right of this one."),
     .keys = {KEY_RIGHT, 'l'},
     .priority = 66,
     .flags = ACTION_NEEDS_ROW,
     .run = run_number,
     .argument = 1},
    {.name = "screening.left",
     .label = N_("Figure"),
     .help = N_("To the number left of this one."),
     .keys = {KEY_LEFT, 'h'},
     .flags = ACTION_NEEDS_ROW | ACTION_HIDDEN,
     .run = run_number,
     .argument = -1},
    {.name = "screening.turn",
     .label = N_("Grouping"),
     .help = N_("Counts by building, grid, line or responsible person."),
     .keys = {KEY_TAB},
     .priority = 67,
     .run = run_turn},
    {.name = "screening.survey",
     .label = N_("New"),
     .help = N_("Screens a household, at the door or by phone; the form stays open for the next one."),
     .keys = {KEY_F(7), KEY_CTRL('N'), KEY_INSERT, 'a', KEY_ALT('7')},
     .priority = 75,
     .flags = ACTION_WRITES,
     .verb = "survey.add",
     .run = run_survey,
     .opens = &screen_survey_form},
    {.name = "screening.round_before",
     .label = N_("Round-"),
     .help = N_("Shows the round before this one."),
     .keys = {'<', KEY_CTRL_LEFT},
     .priority = 44,
     .run = run_round,
     .argument = -1,
     .why_not = no_round},
    {.name = "screening.round_after",
     .label = N_("Round+"),
     .help = N_("Shows the round after this one."),
     .keys = {'>', KEY_CTRL_RIGHT},
     .priority = 43,
     .run = run_round,
     .argument = 1,
     .why_not = no_round},
};
const struct screen_def screen_screening = {
    .name = "screening",
    .title = N_("Screening progress"),
    .state_size = sizeof(struct screening),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_SCREENING | TOPIC_PEOPLE | TOPIC_CLOCK | TOPIC_SESSION,
    .open = open_screen,
    .load = load,
    .heading = heading,
    .status = status,
};
