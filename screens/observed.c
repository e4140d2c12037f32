/* Pane 2: who is under observation now, from door to door, with the readings of the day. Who may be recorded how is
 * observation_rules.h's; how a cell is read half_day.h's. */
#include "screens/observed.h"

#include "gatepost/clock.h"
#include "gatepost/half_day.h"
#include "gatepost/memory.h"
#include "gatepost/observed_people.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/booklet.h"
#include "screens/history.h"
#include "screens/look.h"
#include "screens/observed_detail.h"
#include "screens/observed_row.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLICE_MS = 8 };

struct observed_state {
    struct observed_numbers numbers;
    bool counted;
    char word[CELL_BYTES];
    unsigned only; /* bits of enum observed_need: only who needs one of these */
    struct observed_moment moment;
    struct observed_detail detail;
    int64_t void_id, void_rev; /* while the reason is asked for */
    char void_what[CELL_BYTES];
};
/* ---- reading ---- */

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
    return (observed_needs(wanted->store, &wanted->state->moment, observed) & wanted->state->only) != 0;
}

static struct observed_window window_of(const struct observed_state *state, const struct record_key *anchor,
                                        struct wanted *wanted)
{
    struct observed_window window = {.next_from = state->moment.now,
                                     .word = state->word,
                                     .anchor = anchor,
                                     .keep = state->only ? keeps : NULL,
                                     .context = wanted};
    memcpy(window.halves, state->moment.halves, sizeof window.halves);
    return window;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    struct record_key from = {0};
    struct wanted wanted = {application_store(view), view->state};
    if (anchor)
        from = record_key_of_list(anchor);
    observed_take_moment(wanted.store, &((struct observed_state *)view->state)->moment);
    struct observed_window window = window_of(wanted.state, anchor ? &from : NULL, &wanted);
    window.backwards = direction == LIST_UP;
    window.budget_ms = SLICE_MS;
    window.most = page->most;
    window.rows = memory_new((size_t)page->most + 1, sizeof *window.rows);
    bool read = observed_window(wanted.store, &window, err);
    for (int i = 0; read && i < window.count; i++)
        observed_fill_row(wanted.store, &wanted.state->moment, &window.rows[i], (struct observed_row *)page->rows + i);
    page->count = window.count;
    page->finished = window.finished;
    list_key_of_record(&window.reached, &page->reached);
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
    observed_take_moment(wanted.store, &((struct observed_state *)view->state)->moment);
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
        observed_fill_row(wanted.store, &wanted.state->moment, &observed, shown);
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
        buffer_format(out, _("%1$d, %2$d missed, %3$d over"), state->numbers.observing, state->numbers.missing,
                      state->numbers.awaiting);
}

/* ---- keys ---- */

static const struct observed_row *selected(const struct view *view)
{
    return list_selected(&view->list);
}

const int64_t *observed_selected(const struct view *view)
{
    if (view->def == &screen_observations) {
        const struct record_head *head = register_selected(view);
        return head ? &head->id : NULL;
    }
    const struct observed_row *row = view->def == &screen_observed ? selected(view) : NULL;
    return row ? &row->id : NULL;
}

static void look(struct view *view)
{
    struct observed_state *state = view->state;
    const struct observed_row *row = selected(view);
    struct store *store = application_store(view);
    if (!row || state->detail.observation.head.id == row->id || !store_read_begin(store, NULL))
        return;
    observed_detail_load(store, row->id, &state->detail); /* a dozen reads, SQLite's locks taken once */
    store_read_end(store);
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

static void run_add(struct view *view)
{
    ui_open(view->ui, &screen_observation_form, NULL);
}

/* Orders are written down there, too. */
static void run_edit(struct view *view)
{
    struct register_open open = {.id = selected(view)->id};
    ui_open(view->ui, &screen_observation_form, &open);
}

static void run_release(struct view *view)
{
    struct register_open open = {.id = selected(view)->id};
    ui_open(view->ui, &screen_observation_release, &open);
}

/* The observation that was selected when the reason was asked: another may be by the time it comes. */
static bool void_answered(struct view *view, const char *reason, struct err *err)
{
    const struct observed_state *state = view->state;
    if (!reason)
        return true;
    if (!register_void(application_store(view), &observation_rules, state->void_id, state->void_rev, reason, err))
        return false;
    ui_say(view->ui, MESSAGE_GOOD, _("Voided: %s   Ctrl-Z undoes"), state->void_what);
    application_saved(view);
    return true;
}

static void run_void(struct view *view)
{
    struct observed_state *state = view->state;
    const struct observed_row *row = selected(view);
    char name[NAME_BYTES];
    application_mask(application_of(view), MASK_NAME, row->name, name, sizeof name);
    state->void_id = row->id;
    state->void_rev = row->rev;
    snprintf(state->void_what, sizeof state->void_what, "%s %s", row->place_label, name);
    prompt_line(view, state->void_what, _("Why void"), "", void_answered);
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

static const struct list_def list = {
    .columns = observed_columns,
    .column_count = OBSERVED_COLUMNS,
    .row_size = sizeof(struct observed_row),
    .fetch = fetch,
    .key = key,
    .reread = reread,
    .cell = observed_cell,
    .row_style = observed_row_style,
    .compare = observed_compare,
    .order_column = OBSERVED_ROOM,
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
    {.name = "observed.add",
     .verb = "observation.open",
     .label = N_("Observe"),
     .help = N_("Opens an observation; its household's flag denies out from then on."),
     .keys = {KEY_F(7), KEY_CTRL('N'), KEY_INSERT, 'a', KEY_ALT('7')},
     .priority = 85,
     .flags = ACTION_WRITES,
     .run = run_add,
     .opens = &screen_observation_form},
    {.name = "observed.edit",
     .verb = "observation.edit",
     .label = N_("Edit"),
     .help = N_("Corrects the selected observation, writes down orders; another basis day moves its whole term."),
     .keys = {KEY_F(2), 'e', KEY_ALT('2')},
     .priority = 65,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_edit,
     .opens = &screen_observation_form},
    {.name = "observed.release",
     .verb = "observation.release",
     .label = N_("Release"),
     .help = N_("Releases the selected person: shows the readings that are missing, and asks for the papers."),
     .keys = {KEY_CTRL('G')},
     .priority = 62,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_release,
     .opens = &screen_observation_release},
    {.name = "observed.void",
     .verb = "observation.void",
     .label = N_("Void"),
     .help = N_("Voids the selected observation, with a reason."),
     .keys = {KEY_DELETE, 'x'},
     .priority = 40,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_void},
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
    .title = N_("Observed now"),
    .state_size = sizeof(struct observed_state),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_OBSERVATION | TOPIC_PEOPLE | TOPIC_FOLLOW_UP | TOPIC_SUPPLY | TOPIC_SETTING | TOPIC_CLOCK |
              TOPIC_DAY | TOPIC_SESSION,
    .load = load,
    .is_idle = is_idle,
    .status = status,
    .look = look,
    .detail = detail,
};
