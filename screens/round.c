/* The round (测温轮报, domain.md §4): who is observed, in the order of the doors, their last half-days as cells. The
 * grid is the entry form: the cursor stands in a cell. */
#include "screens/round.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/record_text.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/booklet.h"
#include "screens/history.h"
#include "screens/look.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <stdlib.h>

enum { SLICE_MS = 8, IDLE_MS = 30000 };

/* ---- the cursor ---- */

const struct round_row *round_selected(const struct view *view)
{
    return list_selected(&view->list);
}

static int halves_between(struct half_day from, struct half_day to)
{
    return day_distance(from.day, to.day) * 2 + (int)to.half - (int)from.half;
}

int round_place(const struct view *view)
{
    const struct round *state = view->state;
    return ROUND_CELLS - 1 - halves_between(state->at, state->newest);
}

const struct reading *round_reading(const struct view *view)
{
    struct round *state = view->state;
    const struct round_row *row = round_selected(view);
    int64_t id = row ? row->cells[round_place(view)].reading_id : 0;
    return id && record_get(application_store(view), &reading_table, id, &state->reading, NULL) ? &state->reading
                                                                                                : NULL;
}

void round_name(const struct view *view, const struct round_row *row, char *text, size_t size)
{
    const struct round *state = view->state;
    char name[NAME_BYTES], label[32];
    application_mask(application_of(view), MASK_NAME, row->name, name, sizeof name);
    half_day_label(state->at, label, sizeof label);
    snprintf(text, size, "%s %s", name, label);
}

/* The newest column is the one that is due; the cursor never leaves what is on the screen. */
static void show_half_day(struct view *view, struct half_day at)
{
    struct round *state = view->state;
    int shown = 0;
    for (int i = 0; i < ROUND_CELLS; i++)
        shown += list_column_width(view, COLUMN_CELLS + i) > 0;
    shown = shown > 0 ? shown : 1;
    state->at = at;
    if (half_day_compare(at, state->newest) > 0)
        state->newest = at;
    if (halves_between(at, state->newest) >= shown)
        state->newest = half_day_add(at, shown - 1);
    if (half_day_compare(state->newest, state->present) > 0 && half_day_compare(at, state->present) <= 0)
        state->newest = state->present;
    view_stale(view);
}

/* Another half-day has become due. Whoever is typing just now finishes the one they are at and goes on by hand. */
static void follow_clock(struct view *view)
{
    struct round *state = view->state;
    struct half_day present = half_day_now(application_store(view), clock_now());
    char label[32];
    if (half_day_compare(present, state->present) == 0)
        return;
    bool was_present = half_day_compare(state->at, state->present) == 0;
    bool busy = state->typed[0] || clock_monotonic_ms() - view->list.touched_ms < IDLE_MS;
    if (was_present && busy && state->begun)
        return;
    state->present = present;
    if (!was_present)
        return;
    state->newest = state->at = present;
    half_day_label(present, label, sizeof label);
    ui_say(view->ui, MESSAGE_WARNING, _("From now on %s is filled in."), label);
}

/* ---- rows ---- */

bool round_matches(const struct view *view, const struct observation *observation)
{
    const struct round *state = view->state;
    return !state->words[0] || record_matches(application_store(view), &observation_table, observation, state->words);
}

static bool keeps(void *context, const void *record)
{
    const struct view *view = context;
    const struct round *state = view->state;
    const struct observation *observation = record;
    struct store *store = application_store(view);
    struct reading reading;
    if (!round_matches(view, observation))
        return false;
    if (!state->open_only)
        return true;
    bool found = reading_of_cell(store, observation->head.id, state->at.day, state->at.half, &reading, NULL);
    return round_is_open(reading_sign_of(store, observation, state->at, found ? &reading : NULL, clock_now()));
}

/* In one snapshot: a page costs some hundred small reads, and each would take SQLite's locks anew. */
static bool read_rows(struct view *view, struct record_window *window, struct list_page *page, struct err *err)
{
    const struct round *state = view->state;
    const struct observation *found = window->rows;
    struct store *store = application_store(view);
    struct round_row *rows = page->rows;
    int64_t now = clock_now();
    if (!store_read_begin(store, err))
        return false;
    bool good = record_window(store, &observation_table, window, err);
    for (int i = 0; good && i < window->count; i++)
        good = round_fill(store, &found[i], state->newest, now, &rows[i], err);
    store_read_end(store);
    return good;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    const struct round *state = view->state;
    struct record_key from = {0};
    follow_clock(view);
    struct record_window window = {
        .scope = OBSERVATIONS_RUNNING,
        .anchor = anchor ? &from : NULL,
        .backwards = direction == LIST_UP,
        .keep = state->words[0] || state->open_only ? keeps : NULL,
        .context = view,
        .budget_ms = SLICE_MS,
        .rows = memory_new((size_t)page->most + 1, sizeof(struct observation)),
        .most = page->most,
    };
    if (anchor)
        from = record_key_of_list(anchor);
    bool read = read_rows(view, &window, page, err);
    page->count = window.count;
    page->finished = window.finished;
    list_key_of_record(&window.reached, &page->reached);
    free(window.rows);
    return read;
}

static bool is_in_round(const struct observation *observation)
{
    return observation->head.id && observation->state == OBSERVATION_OBSERVING && !observation->head.voided[0];
}

static bool reread(struct view *view, void *row, bool *gone, struct err *err)
{
    struct round_row *shown = row;
    const struct round *state = view->state;
    struct store *store = application_store(view);
    struct observation observation;
    if (!record_get(store, &observation_table, shown->observation.head.id, &observation, err))
        return false;
    *gone = !is_in_round(&observation) || !keeps(view, &observation);
    return round_fill(store, &observation, state->newest, clock_now(), shown, err);
}

static void key(const void *row, struct list_key *key)
{
    list_key_of_record(&((const struct round_row *)row)->key, key);
}

static bool open_round(struct view *view, const void *argument, struct err *err)
{
    struct round *state = view->state;
    (void)err;
    if (argument)
        state->begin_at = *(const int64_t *)argument;
    state->present = half_day_now(application_store(view), clock_now());
    state->newest = state->at = state->present;
    return true;
}

/* Where the round begins: at whom it was opened for, else at the first who is due. */
static bool begin(struct view *view, struct err *err)
{
    struct round *state = view->state;
    struct store *store = application_store(view);
    struct observation found = {0};
    struct record_key place;
    struct round_search search = {.half_day = state->at};
    bool wrapped = false;
    state->begun = true;
    if (state->begin_at && !record_get(store, &observation_table, state->begin_at, &found, err))
        return false;
    if (!is_in_round(&found) && !round_next(store, &search, &found, &wrapped, err))
        return false;
    if (found.head.id == 0)
        return true;
    record_key_of(&observation_table, &found, &place);
    struct list_key at;
    list_key_of_record(&place, &at);
    return list_show(&view->list, view, &at, err);
}

static bool load(struct view *view, struct err *err)
{
    struct round *state = view->state;
    state->counts_old = state->begun;
    return state->begun || (round_counts(application_store(view), state->at, &state->counts, err) && begin(view, err));
}

/* The numbers are those of everybody: they are counted between keys. */
static bool work(struct view *view)
{
    struct round *state = view->state;
    struct err ignored = {0}; /* the next load tells */
    if (!state->counts_old)
        return false;
    state->counts_old = false;
    return round_counts(application_store(view), state->at, &state->counts, &ignored);
}

/* ---- keys ---- */

/* Somebody calls in the middle of the round: once they are found and written down it goes on where it was. */
static bool filter(struct view *view, const char *text, struct err *err)
{
    struct round *state = view->state;
    const struct round_row *row = round_selected(view);
    (void)err;
    if (!state->words[0])
        state->begin_at = row ? row->key.id : 0;
    state->begun = text[0] != '\0';
    text_copy(state->words, sizeof state->words, text);
    return true;
}

static void run_half_day(struct view *view)
{
    struct round *state = view->state;
    const struct round_row *row = round_selected(view);
    struct half_day at = half_day_add(state->at, (int)view->running->argument);
    round_leave(view);
    if (half_day_compare(at, half_day_add(state->present, 1)) > 0)
        ui_say(view->ui, MESSAGE_PLAIN, "%s", _("What comes behind that is not due yet."));
    else if (at.day < row->observation.first_day)
        ui_say(view->ui, MESSAGE_PLAIN, "%s", _("Before that this person was not observed."));
    else
        show_half_day(view, at);
}

static void run_which(struct view *view)
{
    struct round *state = view->state;
    state->open_only = !state->open_only;
    view->list.empty_here = state->open_only ? N_("Everybody is measured. Tab shows all of them.") : NULL;
    list_restart(&view->list, view);
}

static void run_edit(struct view *view)
{
    const struct round *state = view->state;
    const struct reading *reading = round_reading(view);
    struct reading preset;
    register_new(&reading_rules, &preset);
    preset.observation_id = round_selected(view)->key.id;
    preset.day = state->at.day;
    preset.half = state->at.half;
    struct register_open open = {.id = reading ? reading->head.id : 0, .preset = &preset};
    ui_open(view->ui, &screen_reading_form, &open);
}

static const char *no_reading(const struct view *view)
{
    return !round_selected(view) || round_reading(view) ? NULL : _("Nothing was entered in this cell yet.");
}

static void run_history(struct view *view)
{
    char name[NAME_BYTES * 2];
    round_name(view, round_selected(view), name, sizeof name);
    history_open(view, "reading", round_reading(view)->head.id, name);
}

static void run_booklet(struct view *view)
{
    booklet_open(view, round_selected(view)->observation.place_id);
}

static void run_look(struct view *view)
{
    look_open(view, round_selected(view)->observation.person_id, 0);
}

#define CELL(priority_)                                                                \
    {                                                                                  \
        .heading = N_("Half-day"), .name = "cell", .width = 8, .priority = (priority_) \
    }
static const struct column columns[] = {
    [COLUMN_ROOM] = {.heading = N_("Room"), .name = "room", .width = 11, .grow = 2, .most = 20, .priority = 8},
    [COLUMN_NAME] = {.heading = N_("Name"), .name = "name", .width = 9, .grow = 1, .most = 16, .priority = 9},
    [COLUMN_DAY] = {.heading = N_("Day of"), .name = "day", .width = 6, .priority = 2},
    [COLUMN_PHONE] = {.heading = N_("Phone"), .name = "phone", .width = 11, .priority = 3},
    CELL(-12),
    CELL(-11),
    CELL(-10),
    CELL(-9),
    CELL(-8),
    CELL(-7),
    CELL(-6),
    CELL(-5),
    CELL(-4),
    CELL(-3),
    CELL(-2),
    CELL(-1),
    CELL(1),
    CELL(9),
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct round_row),
    .fetch = fetch,
    .reread = reread,
    .key = key,
    .cell = round_cell,
    .heading = round_column,
    .field = round_field,
    .post = round_post,
    .post_title = round_post_title,
    .row_style = round_row_style,
    .filter = filter,
    .filter_example = N_("Such as: zwm   12-2   close contact   !lost"),
    .empty = N_("Nobody is under observation. Observations are opened from the list of observations (F9)."),
    .empty_filtered = N_("Nobody matches. Esc shows everybody again."),
};
static const struct action actions[] = {
    {.name = "round.enter",
     .label = N_("Next"),
     .help =
         N_("Saves what was typed (365 is 36.5) and goes to the next person who is due; without anything typed only "
            "goes there."),
     .keys = {KEY_ENTER},
     .priority = 85,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = round_run_enter,
     .label_now = round_enter_label,
     .verb = "reading.add"},
    {.name = "round.no_answer",
     .label = N_("NoAnswer"),
     .help = N_("Nobody answered: saved at once, on to the next. A temperature later replaces it."),
     .keys = {'-'},
     .priority = 84,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = round_run_mark,
     .verb = "reading.add",
     .argument = READING_NO_ANSWER},
    {.name = "round.refused",
     .label = N_("Declined"),
     .help = N_("The person would not be measured: saved at once, on to the next."),
     .keys = {'/'},
     .priority = 83,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = round_run_mark,
     .verb = "reading.add",
     .argument = READING_REFUSED},
    {.name = "round.excused",
     .label = N_("Excused"),
     .help = N_("Need not be measured this time, such as in hospital: saved at once, on to the next."),
     .keys = {'*'},
     .priority = 82,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = round_run_mark,
     .verb = "reading.add",
     .argument = READING_EXCUSED},
    {.name = "round.earlier",
     .label = N_("Earlier"),
     .help = N_("One half-day back, to fill in what was missed; it is marked as entered late."),
     .keys = {KEY_LEFT, 'h'},
     .flags = ACTION_NEEDS_ROW | ACTION_HIDDEN,
     .run = run_half_day,
     .argument = -1},
    {.name = "round.later",
     .label = N_("Later"),
     .help = N_("One half-day on."),
     .keys = {KEY_RIGHT, 'l'},
     .flags = ACTION_NEEDS_ROW | ACTION_HIDDEN,
     .run = run_half_day,
     .argument = 1},
    {.name = "round.edit",
     .label = N_("Edit"),
     .help = N_("Opens the reading of this cell with its time, symptoms and how it came."),
     .keys = {KEY_F(2), 'e', KEY_ALT('2')},
     .priority = 70,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_edit,
     .opens = &screen_reading_form,
     .verb = "reading.edit"},
    {.name = "round.which",
     .label = N_("Which"),
     .help = N_("Shows everybody, or only who has no temperature in this half-day."),
     .keys = {KEY_TAB, KEY_BACK_TAB},
     .priority = 65,
     .run = run_which},
    {.name = "round.void",
     .label = N_("Void"),
     .help = N_("Voids the reading of this cell, with a reason."),
     .keys = {KEY_DELETE, 'x'},
     .priority = 40,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = round_run_void,
     .why_not = no_reading,
     .verb = "reading.void"},
    {.name = "round.history",
     .label = N_("History"),
     .help = N_("Who changed what of the reading in this cell, and when."),
     .keys = {KEY_CTRL('O')},
     .priority = 30,
     .flags = ACTION_NEEDS_ROW,
     .run = run_history,
     .why_not = no_reading,
     .opens = &screen_history},
    LOOK_ACTION("round.look", run_look),
    BOOKLET_ACTION("round.booklet", run_booklet),
};
const struct screen_def screen_round = {
    .name = "round",
    .title = N_("Temperature round"),
    .state_size = sizeof(struct round),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_OBSERVATION | TOPIC_PEOPLE | TOPIC_SETTING | TOPIC_CLOCK | TOPIC_SESSION,
    .open = open_round,
    .load = load,
    .work = work,
    .heading = round_heading,
    .status = round_status,
    .note = round_note,
    .draw = round_draw,
    .list_place = round_list_place,
    .key = round_key,
};
