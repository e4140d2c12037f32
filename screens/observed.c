/* Pane 2: who is under observation now, from door to door, with the readings of the day. Who may be recorded how is
 * observation_rules.h's; how a cell is read half_day.h's. */
#include "screens/observed.h"

#include "gatepost/clock.h"
#include "gatepost/half_day.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/observed_people.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/booklet.h"
#include "screens/history.h"
#include "screens/look.h"
#include "screens/observed_detail.h"
#include "screens/registry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLICE_MS = 8, TAIL = 4, DAY_SECONDS = 86400 };
enum { HALF_LAST = 2 }; /* behind the two of the day: the one that was missed last */
/* What somebody needs. Bits. */
enum need { NEED_READING = 1, NEED_RELEASE = 2, NEED_CARE = 4 };

struct observed_state {
    struct observed_numbers numbers;
    bool counted;
    char word[CELL_BYTES];
    unsigned only; /* bits of enum need: only who needs one of these */
    int64_t now;   /* the moment the rows are of */
    struct half_day halves[OBSERVED_HALVES];
    struct observed_detail detail;
};
struct observed_row {
    int64_t id, rev, person_id, place_id, next_at;
    char door[DOOR_BYTES], name[NAME_BYTES], phone[PHONE_SIZE], place_label[96];
    enum observation_kind kind;
    int day, days, last_day;
    unsigned needs;
    char cells[2][24]; /* morning and evening */
    bool abnormal[2];
};

/* ---- what a row says ---- */

static bool is_missing(struct store *store, const struct observed *observed, struct half_day missed)
{
    return observed->readings[HALF_LAST].head.id == 0 && half_day_belongs(store, &observed->observation, missed);
}

static unsigned needs_of(struct store *store, const struct observed_state *state, const struct observed *observed)
{
    unsigned needs = is_missing(store, observed, state->halves[HALF_LAST]) ? NEED_READING : 0;
    if (observation_awaits_release(&observed->observation, state->now))
        needs |= NEED_RELEASE;
    for (int i = 0; i < OBSERVED_HALVES; i++)
        if (observed->readings[i].head.id && observed->readings[i].abnormal)
            needs |= NEED_CARE;
    return needs;
}

static enum reading_sign write_cell(struct store *store, const struct observed_state *state,
                                    const struct observed *observed, int half, char *text, size_t size)
{
    const struct reading *reading = observed->readings[half].head.id ? &observed->readings[half] : NULL;
    enum reading_sign sign = reading_sign_of(store, &observed->observation, state->halves[half], reading, state->now);
    reading_sign_text(sign, reading, text, size);
    return sign;
}

/* While nothing is due there yet, the evening's cell has room for what is more urgent: the evening before that nobody
 * took, a term that is over or ends tonight. */
static void write_evening(struct store *store, const struct observed_state *state, const struct observed *observed,
                          unsigned needs, char *text, size_t size)
{
    enum reading_sign sign = write_cell(store, state, observed, HALF_EVENING, text, size);
    if (sign != SIGN_OUTSIDE && sign != SIGN_NOT_YET)
        return;
    if (needs & NEED_RELEASE)
        text_copy(text, size, words_context(N_("cell|end")));
    else if ((needs & NEED_READING) && state->halves[HALF_LAST].day < state->halves[HALF_EVENING].day)
        text_copy(text, size, words_context(N_("cell|?eve")));
    else if (observed->observation.last_day == clock_day(state->now))
        text_copy(text, size, words_context(N_("cell|ends")));
}

static void fill_row(struct store *store, const struct observed_state *state, const struct observed *observed,
                     struct observed_row *row)
{
    const struct observation *observation = &observed->observation;
    struct place place;
    *row = (struct observed_row){.id = observation->head.id,
                                 .rev = observation->head.rev,
                                 .person_id = observation->person_id,
                                 .place_id = observation->place_id,
                                 .next_at = observed->next_at,
                                 .kind = observation->kind,
                                 .last_day = observation->last_day};
    text_copy(row->door, sizeof row->door, observation->door);
    text_copy(row->name, sizeof row->name, observed->name);
    text_copy(row->phone, sizeof row->phone, observed->phone);
    text_copy(row->place_label, sizeof row->place_label, observed->place_label);
    if (place_get(store, observation->place_id, &place, NULL) && place_is_ambiguous(store, &place))
        place_label(&place, true, row->place_label, sizeof row->place_label);
    row->days = observation_day_count(observation);
    row->day = observation_day_number(observation, clock_day(state->now));
    row->day = row->day < 0 ? 0 : row->day > row->days ? row->days : row->day;
    row->needs = needs_of(store, state, observed);
    write_cell(store, state, observed, HALF_MORNING, row->cells[0], sizeof row->cells[0]);
    write_evening(store, state, observed, row->needs, row->cells[1], sizeof row->cells[1]);
    for (int i = 0; i < 2; i++)
        row->abnormal[i] = observed->readings[i].head.id && observed->readings[i].abnormal;
}

/* ---- reading ---- */

/* The day of the round: after midnight still yesterday, until the morning is due. */
static void take_moment(struct view *view)
{
    struct observed_state *state = view->state;
    struct store *store = application_store(view);
    state->now = clock_now();
    int day = half_day_now(store, state->now).day;
    state->halves[HALF_MORNING] = (struct half_day){day, HALF_MORNING};
    state->halves[HALF_EVENING] = (struct half_day){day, HALF_EVENING};
    state->halves[HALF_LAST] = half_day_missed_last(store, state->now);
}

static bool load(struct view *view, struct err *err)
{
    struct observed_state *state = view->state;
    struct store *store = application_store(view);
    int64_t now = clock_now();
    struct half_day missed = half_day_missed_last(store, now);
    state->detail = (struct observed_detail){0};
    state->counted = observed_count(store, missed, half_day_missed_at(store, missed), now, &state->numbers, err);
    return state->counted;
}

static bool is_idle(const struct view *view)
{
    const struct observed_state *state = view->state;
    return !state->counted || state->numbers.observing == 0;
}

/* As the window asks: with the state and the store at hand. */
struct wanted {
    struct store *store;
    const struct observed_state *state;
};

static bool keeps(void *context, const struct observed *observed)
{
    const struct wanted *wanted = context;
    return (needs_of(wanted->store, wanted->state, observed) & wanted->state->only) != 0;
}

static struct observed_window window_of(const struct observed_state *state, const struct record_key *anchor,
                                        struct wanted *wanted)
{
    struct observed_window window = {.next_from = state->now,
                                     .word = state->word,
                                     .anchor = anchor,
                                     .keep = state->only ? keeps : NULL,
                                     .context = wanted};
    memcpy(window.halves, state->halves, sizeof window.halves);
    return window;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    struct record_key from = {0};
    struct wanted wanted = {application_store(view), view->state};
    if (anchor) {
        from.id = anchor->id;
        text_copy(from.text, sizeof from.text, anchor->text);
    }
    take_moment(view);
    struct observed_window window = window_of(wanted.state, anchor ? &from : NULL, &wanted);
    window.backwards = direction == LIST_UP;
    window.budget_ms = SLICE_MS;
    window.most = page->most;
    window.rows = memory_new((size_t)page->most + 1, sizeof *window.rows);
    bool read = observed_window(wanted.store, &window, err);
    for (int i = 0; read && i < window.count; i++)
        fill_row(wanted.store, wanted.state, &window.rows[i], (struct observed_row *)page->rows + i);
    page->count = window.count;
    page->finished = window.finished;
    page->reached.id = window.reached.id;
    text_copy(page->reached.text, sizeof page->reached.text, window.reached.text);
    free(window.rows);
    return read;
}

/* The list begins just before a key whose id is one lower. */
static bool reread(struct view *view, void *row, bool *gone, struct err *err)
{
    struct observed_row *shown = row;
    struct observed observed;
    struct observation observation;
    struct record_key before = {0};
    struct wanted wanted = {application_store(view), view->state};
    if (!record_get(wanted.store, &observation_table, shown->id, &observation, err))
        return false;
    take_moment(view);
    before.id = shown->id - 1;
    text_copy(before.text, sizeof before.text, observation.door);
    struct observed_window window = window_of(wanted.state, &before, &wanted);
    window.keep = NULL;
    window.rows = &observed;
    window.most = 1;
    if (!observed_window(wanted.store, &window, err))
        return false;
    *gone = window.count == 0 || observed.observation.head.id != shown->id ||
            (wanted.state->only && !keeps(&wanted, &observed));
    if (!*gone)
        fill_row(wanted.store, wanted.state, &observed, shown);
    return true;
}

static void key(const void *row, struct list_key *key)
{
    const struct observed_row *observed = row;
    key->id = observed->id;
    text_copy(key->text, sizeof key->text, observed->door);
}

/* Words that mean who needs something, as the numbers of the title are called; others are names and rooms. */
static bool filter(struct view *view, const char *text, struct err *err)
{
    static const struct {
        const char *name, *word;
        unsigned needs;
    } words[] = {
        {"missing", N_("missing"), NEED_READING},
        {"awaiting", N_("awaiting"), NEED_RELEASE},
        {"abnormal", N_("abnormal"), NEED_CARE},
    };
    struct observed_state *state = view->state;
    (void)err;
    state->only = 0;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (!strcmp(text, words[i].name) || !strcmp(text, _(words[i].word)))
            state->only = words[i].needs;
    text_copy(state->word, sizeof state->word, state->only ? "" : text);
    return true;
}

static void status(const struct view *view, struct buffer *out)
{
    const struct observed_state *state = view->state;
    const struct list *list = &view->list;
    if (state->word[0] || state->only)
        buffer_format(out, "%d%s/%d", list->count, list->at_first && list->at_last ? "" : "+",
                      state->numbers.observing);
    else
        buffer_format(out, _("%1$d, missing %2$d, to release %3$d"), state->numbers.observing, state->numbers.missing,
                      state->numbers.awaiting);
}

/* ---- the list ---- */

enum {
    COLUMN_ROOM,
    COLUMN_NAME,
    COLUMN_DAY,
    COLUMN_MORNING,
    COLUMN_EVENING,
    COLUMN_TAIL,
    COLUMN_NEXT,
    COLUMN_KIND,
    COLUMN_UNTIL,
    COLUMN_COUNT
};

/* The last digits, by which a number is known among neighbours: no more of it. */
static void write_tail(const struct observed_row *row, char *text, size_t size)
{
    size_t length = strlen(row->phone);
    text_copy(text, size, length > TAIL ? row->phone + length - TAIL : "");
}

static void cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct observed_row *observed = row;
    char when[TIME_SIZE] = "";
    switch (column) {
    case COLUMN_ROOM:
        text_copy(cell->text, sizeof cell->text, observed->place_label);
        break;
    case COLUMN_NAME:
        application_mask(application_of(view), MASK_NAME, observed->name, cell->text, sizeof cell->text);
        break;
    case COLUMN_DAY:
        snprintf(cell->text, sizeof cell->text, "%d/%d", observed->day, observed->days);
        break;
    case COLUMN_MORNING:
    case COLUMN_EVENING:
        text_copy(cell->text, sizeof cell->text, observed->cells[column - COLUMN_MORNING]);
        if (observed->abnormal[column - COLUMN_MORNING])
            cell->style = STYLE_ALARM;
        break;
    case COLUMN_TAIL:
        write_tail(observed, cell->text, sizeof cell->text);
        break;
    case COLUMN_NEXT:
        if (observed->next_at)
            moment_label(observed->next_at, when);
        text_copy(cell->text, sizeof cell->text, when);
        break;
    case COLUMN_KIND:
        text_copy(cell->text, sizeof cell->text, _(observation_kind_labels[observed->kind]));
        break;
    default:
        snprintf(cell->text, sizeof cell->text, "%02d-%02d", observed->last_day / 100 % 100, observed->last_day % 100);
    }
}

static enum style row_style(const struct view *view, const void *row)
{
    (void)view;
    return ((const struct observed_row *)row)->needs ? STYLE_WARNING : STYLE_NORMAL;
}

static int compare(const void *one, const void *two, int column)
{
    const struct observed_row *a = one, *b = two;
    switch (column) {
    case COLUMN_NAME:
        return strcmp(a->name, b->name);
    case COLUMN_DAY:
        return b->day - a->day;
    case COLUMN_MORNING:
    case COLUMN_EVENING:
        return strcmp(b->cells[column - COLUMN_MORNING], a->cells[column - COLUMN_MORNING]);
    case COLUMN_NEXT:
        return (a->next_at > b->next_at) - (a->next_at < b->next_at);
    case COLUMN_KIND:
        return (int)a->kind - (int)b->kind;
    case COLUMN_UNTIL:
        return a->last_day - b->last_day;
    default:
        return strcmp(a->door, b->door);
    }
}

/* ---- keys ---- */

static const struct observed_row *selected(const struct view *view)
{
    return list_selected(&view->list);
}

const int64_t *observed_selected(const struct view *view)
{
    const struct observed_row *row = view->def == &screen_observed ? selected(view) : NULL;
    return row ? &row->id : NULL;
}

static void look(struct view *view)
{
    struct observed_state *state = view->state;
    const struct observed_row *row = selected(view);
    if (row && state->detail.observation.head.id != row->id)
        observed_detail_load(application_store(view), row->id, &state->detail);
}

static void detail(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct observed_state *state = view->state;
    const struct observed_row *row = selected(view);
    if (row && state->detail.observation.head.id == row->id)
        observed_detail_draw(application_of(view), &state->detail, canvas, rect);
}

static void run_booklet(struct view *view)
{
    booklet_open(view, selected(view)->place_id);
}

static void run_history(struct view *view)
{
    char name[NAME_BYTES];
    application_mask(application_of(view), MASK_NAME, selected(view)->name, name, sizeof name);
    history_open(view, "observation", selected(view)->id, name);
}

static void run_look(struct view *view)
{
    look_open(view, selected(view)->person_id, selected(view)->place_id);
}

static const struct column columns[COLUMN_COUNT] = {
    [COLUMN_ROOM] = {.heading = N_("Room"), .name = "room", .width = 9, .grow = 1, .most = 20, .priority = 9},
    [COLUMN_NAME] = {.heading = N_("Name"), .name = "name", .width = 8, .grow = 1, .most = 16, .priority = 9},
    [COLUMN_DAY] = {.heading = N_("Day n"), .name = "day", .width = 5, .priority = 8},
    [COLUMN_MORNING] = {.heading = N_("Morn"), .name = "morning", .width = 6, .priority = 8},
    [COLUMN_EVENING] = {.heading = N_("Eve"), .name = "evening", .width = 6, .priority = 8},
    [COLUMN_TAIL] = {.heading = N_("Tail"), .name = "tail", .width = 4, .priority = 4},
    [COLUMN_NEXT] = {.heading = N_("Next call"), .name = "next", .width = 11, .priority = 3},
    [COLUMN_KIND] = {.heading = N_("Kind"), .name = "kind", .width = 8, .priority = 5, .zoomed_only = true},
    [COLUMN_UNTIL] = {.heading = N_("Until"), .name = "until", .width = 5, .priority = 5, .zoomed_only = true},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .row_size = sizeof(struct observed_row),
    .fetch = fetch,
    .key = key,
    .reread = reread,
    .cell = cell,
    .row_style = row_style,
    .compare = compare,
    .order_column = COLUMN_ROOM,
    .filter = filter,
    .filter_example = N_("A name, a room; or: missing, awaiting, abnormal"),
    .empty = N_("Nobody is under home observation. F7 opens the first one; their readings then stand here."),
    .empty_filtered = N_("Nothing matches. Esc shows all again."),
};
static const struct action actions[] = {
    {.name = "observed.booklet",
     .label = N_("Booklet"),
     .help = N_("Opens the booklet of the selected person's household: everything that is known of it."),
     .keys = {KEY_ENTER, '#', 'o', 'b'},
     .priority = 70,
     .flags = ACTION_NEEDS_ROW,
     .run = run_booklet,
     .opens = &screen_booklet},
    {.name = "observed.history",
     .label = N_("History"),
     .help = N_("Who changed what of the selected observation, and when."),
     .keys = {KEY_CTRL('O')},
     .priority = 30,
     .flags = ACTION_NEEDS_ROW,
     .run = run_history,
     .opens = &screen_history},
    LOOK_ACTION("observed.look", run_look),
};
const struct screen_def screen_observed = {
    .name = "observed",
    .title = N_("Quarantine"),
    .state_size = sizeof(struct observed_state),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics =
        TOPIC_OBSERVATION | TOPIC_PEOPLE | TOPIC_FOLLOW_UP | TOPIC_SETTING | TOPIC_CLOCK | TOPIC_DAY | TOPIC_SESSION,
    .load = load,
    .is_idle = is_idle,
    .status = status,
    .look = look,
    .detail = detail,
};
