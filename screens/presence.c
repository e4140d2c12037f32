/* Who is out and who is inside, longest first (domain.md §2): over the limit and past the curfew stand on top, in
 * words. From here people are logged in or out, and the entries of visitors closed after the curfew. */
#include "gatepost/clock.h"
#include "gatepost/curfew.h"
#include "gatepost/labels.h"
#include "gatepost/moment.h"
#include "gatepost/quota.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/booklet.h"
#include "screens/history.h"
#include "screens/registry.h"
#include <stdio.h>

enum { SLICE_MS = 8, OVER_MOST = 1000 };
enum { COLUMN_MARK, COLUMN_NAME, COLUMN_CLASS, COLUMN_ROOM, COLUMN_PHONE, COLUMN_SINCE, COLUMN_LONG, COLUMN_GATE };
struct presence_list {
    enum presence_side side;
    char word[CELL_BYTES];
    int64_t counts[PRESENCE_SIDES];
    int64_t out_limit, curfew; /* who was out or came in before these is over; 0: nobody */
    int over[PRESENCE_SIDES];
    int closing;       /* how many Ctrl-G would close; -1: no curfew is set */
    int64_t batch;     /* what Ctrl-U would open again, 0: nothing */
    int64_t closed_at; /* when that was closed */
};

static const char *const side_labels[] = {N_("Out: residents"), N_("Inside: visitors")};

/* Which side is shown first, an enum presence_side; NULL: who is out. */
static bool open_side(struct view *view, const void *argument, struct err *err)
{
    (void)err;
    if (argument)
        ((struct presence_list *)view->state)->side = *(const enum presence_side *)argument;
    return true;
}

static bool load(struct view *view, struct err *err)
{
    struct presence_list *state = view->state;
    struct store *store = application_store(view);
    int64_t now = clock_now(), limit = quota_out_seconds(store);
    struct err ignored = {0};
    state->out_limit = limit ? now - limit : 0;
    state->over[PRESENCE_OUT] = 0;
    if (!curfew_before(store, now, &state->curfew))
        state->curfew = 0;
    if (!curfew_count(store, now, &state->closing, &ignored))
        state->closing = -1;
    state->over[PRESENCE_INSIDE] = state->closing < 0 ? 0 : state->closing;
    if (!closing_last_batch(store, &state->batch, &state->closed_at, &ignored))
        state->batch = 0;
    return presence_counts(store, &state->counts[PRESENCE_OUT], &state->counts[PRESENCE_INSIDE], err) &&
           (!limit ||
            presence_since(store, PRESENCE_OUT, state->out_limit, OVER_MOST, &state->over[PRESENCE_OUT], err));
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    const struct presence_list *state = view->state;
    struct presence_place place = anchor ? (struct presence_place){anchor->at, anchor->id} : (struct presence_place){0};
    struct presence_window window = {.side = state->side,
                                     .word = state->word,
                                     .anchor = anchor ? &place : NULL,
                                     .later = direction == LIST_DOWN,
                                     .budget_ms = SLICE_MS,
                                     .rows = page->rows,
                                     .most = page->most};
    if (!presence_window(application_store(view), &window, err))
        return false;
    page->count = window.count;
    page->finished = window.finished;
    page->reached = (struct list_key){.at = window.reached.at, .id = window.reached.person_id};
    return true;
}

static void key(const void *row, struct list_key *key)
{
    const struct presence_row *person = row;
    key->at = person->at;
    key->id = person->person_id;
}

static bool is_over(const struct view *view, const struct presence_row *row)
{
    const struct presence_list *state = view->state;
    if (state->side == PRESENCE_OUT)
        return state->out_limit && row->at < state->out_limit;
    return state->curfew && presence_must_leave(row->class) && row->at < state->curfew;
}

static void cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct presence_row *person = row;
    const struct application *application = application_of(view);
    char when[TIME_SIZE];
    switch (column) {
    case COLUMN_MARK:
        text_copy(cell->text, sizeof cell->text, is_over(view, person) ? words_context(N_("mark|over")) : "");
        break;
    case COLUMN_NAME:
        application_mask(application, MASK_NAME, person->name, cell->text, sizeof cell->text);
        break;
    case COLUMN_CLASS:
        text_copy(cell->text, sizeof cell->text, _(class_labels[person->class]));
        break;
    case COLUMN_ROOM:
        text_copy(cell->text, sizeof cell->text, person->place_label);
        break;
    case COLUMN_PHONE:
        application_mask(application, MASK_PHONE, person->phone, cell->text, sizeof cell->text);
        break;
    case COLUMN_SINCE:
        moment_label(person->at, when);
        text_copy(cell->text, sizeof cell->text, when);
        break;
    case COLUMN_LONG:
        duration_label(clock_now() - person->at, when);
        text_copy(cell->text, sizeof cell->text, when);
        break;
    default:
        text_copy(cell->text, sizeof cell->text, person->checkpoint_name);
    }
}

static enum style row_style(const struct view *view, const void *row)
{
    return is_over(view, row) ? STYLE_WARNING : STYLE_NORMAL;
}

static bool filter(struct view *view, const char *text, struct err *err)
{
    struct presence_list *state = view->state;
    (void)err;
    text_copy(state->word, sizeof state->word, text);
    return true;
}

static void heading(const struct view *view, struct buffer *out)
{
    const struct presence_list *state = view->state;
    buffer_add(out, _(side_labels[state->side]));
}

static void add_over(const struct presence_list *state, enum presence_side side, struct buffer *out)
{
    int over = state->over[side];
    if (over)
        buffer_format(out, " (%s %d%s)", words_context(N_("mark|over")), over,
                      side == PRESENCE_OUT && over == OVER_MOST ? "+" : "");
}

static void status(const struct view *view, struct buffer *out)
{
    const struct presence_list *state = view->state;
    const struct list *list = &view->list;
    if (state->word[0]) {
        buffer_format(out, "%d%s/%lld", list->count, list->at_first && list->at_last ? "" : "+",
                      (long long)state->counts[state->side]);
        return;
    }
    buffer_format(out, _("out %lld"), (long long)state->counts[PRESENCE_OUT]);
    add_over(state, PRESENCE_OUT, out);
    buffer_add(out, "  ");
    buffer_format(out, _("inside %lld"), (long long)state->counts[PRESENCE_INSIDE]);
    add_over(state, PRESENCE_INSIDE, out);
}

static const struct presence_row *selected(const struct view *view)
{
    return list_selected(&view->list);
}

static void show_side(struct view *view, enum presence_side side)
{
    struct presence_list *state = view->state;
    state->side = side;
    list_restart(&view->list, view);
    view->list.want = LIST_TO_FIRST;
}

static void run_turn(struct view *view)
{
    const struct presence_list *state = view->state;
    show_side(view, state->side == PRESENCE_OUT ? PRESENCE_INSIDE : PRESENCE_OUT);
}

static void run_side(struct view *view)
{
    show_side(view, (enum presence_side)view->running->argument);
}

static void run_log(struct view *view)
{
    ui_open(view->ui, &screen_gate_entry, &selected(view)->person_id);
}

static const char *log_why_not(const struct view *view)
{
    return application_of(view)->checkpoint.id
               ? NULL
               : _("This terminal stands at no gate yet: choose one in the menu (F9, Post).");
}

static void run_edit(struct view *view)
{
    ui_open(view->ui, &screen_gate_edit, &selected(view)->crossing_id);
}

static void run_booklet(struct view *view)
{
    booklet_open(view, selected(view)->place_id);
}

static void run_history(struct view *view)
{
    char name[NAME_BYTES];
    application_mask(application_of(view), MASK_NAME, selected(view)->name, name, sizeof name);
    history_open(view, "crossing", selected(view)->crossing_id, name);
}

static void close_answered(struct view *view, bool yes)
{
    struct err err = {0};
    int64_t batch = 0;
    int count = 0;
    if (!yes)
        return;
    if (!presence_close(application_store(view), &count, &batch, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    application_saved(view);
    ui_say(view->ui, MESSAGE_GOOD,
           ngettext("%d entry closed by the system   Ctrl-Z undoes", "%d entries closed by the system   Ctrl-Z undoes",
                    (unsigned long)count),
           count);
}

static const char *close_why_not(const struct view *view)
{
    const struct presence_list *state = view->state;
    if (state->closing < 0)
        return _("No curfew is set: give it a time in the settings (curfew.time).");
    return state->closing ? NULL : _("No visitor or courier is inside past the curfew.");
}

static void run_close(struct view *view)
{
    const struct presence_list *state = view->state;
    struct buffer words = {0};
    char when[TIME_SIZE];
    near_label(state->curfew, when);
    buffer_format(&words,
                  ngettext("%1$d visitor or courier is inside since before the curfew (%2$s). Close the entry? It is "
                           "marked as closed by the system, not as leaving.",
                           "%1$d visitors and couriers are inside since before the curfew (%2$s). Close their entries? "
                           "They are marked as closed by the system, not as leaving.",
                           (unsigned long)state->closing),
                  state->closing, when);
    prompt_confirm(view, buffer_text(&words), _("Close"), close_answered);
    buffer_release(&words);
}

static void reopen_answered(struct view *view, bool yes)
{
    const struct presence_list *state = view->state;
    struct err err = {0};
    int count = 0;
    if (!yes)
        return;
    if (!presence_reopen(application_store(view), state->batch, _("opened again"), &count, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    application_saved(view);
    ui_say(view->ui, MESSAGE_GOOD,
           ngettext("%d entry is open again   Ctrl-Z undoes", "%d entries are open again   Ctrl-Z undoes",
                    (unsigned long)count),
           count);
}

static const char *reopen_why_not(const struct view *view)
{
    const struct presence_list *state = view->state;
    return state->batch ? NULL : _("The system has closed no entry.");
}

static void run_reopen(struct view *view)
{
    const struct presence_list *state = view->state;
    struct buffer words = {0};
    char when[TIME_SIZE];
    near_label(state->closed_at, when);
    buffer_format(&words, _("Open again what the system closed %s? These people count as inside once more."), when);
    prompt_confirm(view, buffer_text(&words), _("Reopen"), reopen_answered);
    buffer_release(&words);
}

static const struct column columns[] = {
    [COLUMN_MARK] = {.heading = N_("Mark"), .name = "mark", .width = 4, .priority = 9},
    [COLUMN_NAME] = {.heading = N_("Name"), .name = "name", .width = 9, .grow = 1, .most = 20, .priority = 9},
    [COLUMN_CLASS] = {.heading = N_("Class"), .name = "class", .width = 8, .priority = 4},
    [COLUMN_ROOM] = {.heading = N_("Room"), .name = "room", .width = 11, .grow = 1, .most = 20, .priority = 8},
    [COLUMN_PHONE] = {.heading = N_("Phone"), .name = "phone", .width = 13, .priority = 6},
    [COLUMN_SINCE] = {.heading = N_("Since"), .name = "since", .width = 11, .most = 16, .grow = 1, .priority = 8},
    [COLUMN_LONG] = {.heading = N_("How long"), .name = "long", .width = 11, .priority = 7},
    [COLUMN_GATE] = {.heading = N_("Gate"), .name = "checkpoint", .width = 6, .grow = 1, .most = 14, .priority = 5},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct presence_row),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .row_style = row_style,
    .filter = filter,
    .filter_example = N_("Such as: zwm   张伟明   12-2-1203   3821"),
    .empty = N_("Who is out, or inside as a visitor, follows from the gate log. Nobody is. Tab shows the other list."),
    .empty_filtered = N_("Nobody matches. Esc shows everybody again."),
};
static const struct action actions[] = {
    {.name = "presence.log",
     .label = N_("Log"),
     .help = N_("Logs the selected person in or out: opens the entry form filled in."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_log,
     .why_not = log_why_not,
     .opens = &screen_gate_entry,
     .verb = "gate.add"},
    {.name = "presence.turn",
     .label = N_("Out/In"),
     .help = N_("Turns between the residents who are out and the visitors who are inside."),
     .keys = {KEY_TAB, KEY_BACK_TAB, 'w'},
     .priority = 75,
     .run = run_turn},
    {.name = "presence.out",
     .label = N_("Out"),
     .help = N_("Residents and tenants who are out; over the limit of hours first."),
     .keys = {'1'},
     .flags = ACTION_HIDDEN,
     .run = run_side,
     .argument = PRESENCE_OUT},
    {.name = "presence.inside",
     .label = N_("Inside"),
     .help = N_("Visitors and all others who are inside; past the curfew first."),
     .keys = {'2'},
     .flags = ACTION_HIDDEN,
     .run = run_side,
     .argument = PRESENCE_INSIDE},
    {.name = "presence.edit",
     .label = N_("Edit"),
     .help = N_("Corrects the last crossing of the selected person."),
     .keys = {KEY_F(2), 'e', KEY_ALT('2')},
     .priority = 65,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_edit,
     .opens = &screen_gate_edit,
     .verb = "gate.edit"},
    {.name = "presence.close",
     .label = N_("Close"),
     .help = N_("Closes the entries of visitors and couriers inside past the curfew, as one; night service workers, "
                "official duty and emergencies stay."),
     .keys = {KEY_CTRL('G')},
     .priority = 70,
     .flags = ACTION_WRITES,
     .run = run_close,
     .why_not = close_why_not,
     .verb = "presence.close"},
    {.name = "presence.reopen",
     .label = N_("Reopen"),
     .help = N_("Takes back what the system closed last, at once or by the clock: they are inside again."),
     .keys = {KEY_CTRL('U')},
     .priority = 35,
     .flags = ACTION_WRITES,
     .run = run_reopen,
     .why_not = reopen_why_not,
     .verb = "presence.reopen"},
    BOOKLET_ACTION("presence.booklet", run_booklet),
    {.name = "presence.history",
     .label = N_("History"),
     .help = N_("Who changed what of the last crossing, and when."),
     .keys = {KEY_CTRL('O')},
     .priority = 30,
     .flags = ACTION_NEEDS_ROW,
     .run = run_history,
     .opens = &screen_history},
};
const struct screen_def screen_presence = {
    .name = "presence",
    .title = N_("Out and inside"),
    .state_size = sizeof(struct presence_list),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_GATE | TOPIC_PEOPLE | TOPIC_SETTING | TOPIC_CLOCK | TOPIC_SESSION,
    .open = open_side,
    .load = load,
    .heading = heading,
    .status = status,
};
