/* The gate log: who came in and went out, newest first. A new column is a row and a case in gate_row.c; a new key a
 * row of `actions`; a new rule belongs to domain/gate_assess.c or alarm_rules.c, not here. */
#include "gatepost/gate.h"
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/labels.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/booklet.h"
#include "screens/flags.h"
#include "screens/gate_detail.h"
#include "screens/gate_row.h"
#include "screens/history.h"
#include "screens/incidents.h"
#include "screens/look.h"
#include "screens/registry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLICE_MS = 8 };
struct gate {
    struct crossing_filter filter;
    struct gate_totals today;
    int64_t residents_out, visitors_in;
    int64_t matched, total;    /* of the filter (-1: the tallies cannot tell), and of all in the days it names */
    int64_t void_id, void_rev; /* while the reason is asked for */
    char void_what[CELL_BYTES * 2];
    struct gate_detail detail;
};

static bool open_gate(struct view *view, const void *argument, struct err *err)
{
    (void)argument;
    (void)err;
    crossing_filter_init(&((struct gate *)view->state)->filter);
    return true;
}

/* What the tallies know of the filter, without looking at a row. */
static void count_matches(struct store *store, struct gate *state)
{
    struct crossing_filter days;
    crossing_filter_init(&days);
    days.day_first = state->filter.day_first;
    days.day_last = state->filter.day_last;
    if (!crossing_tally_count(store, &days, &state->total))
        state->total = 0;
    if (!crossing_tally_count(store, &state->filter, &state->matched))
        state->matched = -1;
}

static bool load(struct view *view, struct err *err)
{
    struct gate *state = view->state;
    struct store *store = application_store(view);
    int day = clock_day(clock_now());
    state->detail.crossing_id = 0;
    if (!crossing_totals(store, day, day, 0, &state->today, err) ||
        !presence_counts(store, &state->residents_out, &state->visitors_in, err))
        return false;
    if (!crossing_filter_is_empty(&state->filter))
        count_matches(store, state);
    return true;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    const struct gate *state = view->state;
    struct crossing_place place = anchor ? (struct crossing_place){anchor->at, anchor->id} : (struct crossing_place){0};
    struct crossing_window window = {
        .filter = crossing_filter_is_empty(&state->filter) ? NULL : &state->filter,
        .anchor = anchor ? &place : NULL,
        .newer = direction == LIST_UP,
        .budget_ms = SLICE_MS,
        .rows = page->rows,
        .most = page->most,
    };
    if (!crossing_window(application_store(view), &window, err))
        return false;
    page->count = window.count;
    page->finished = window.finished;
    page->reached = (struct list_key){.at = window.reached.at, .id = window.reached.id};
    return true;
}

static void key(const void *row, struct list_key *key)
{
    const struct crossing *crossing = row;
    key->at = crossing->at;
    key->id = crossing->id;
}

static bool filter(struct view *view, const char *text, struct err *err)
{
    struct gate *state = view->state;
    struct crossing_filter parsed;
    crossing_filter_init(&parsed);
    if (!gate_filter_parse(application_store(view), text, &parsed, err))
        return false;
    state->filter = parsed;
    return true;
}

static void status(const struct view *view, struct buffer *out)
{
    const struct gate *state = view->state;
    if (crossing_filter_is_empty(&state->filter)) {
        buffer_format(out, _("in %1$lld out %2$lld still out %3$lld"), (long long)state->today.in,
                      (long long)state->today.out, (long long)state->residents_out);
        return;
    }
    /* 6/599 where it is known, else 46+/599: what was found so far. */
    const struct list *list = &view->list;
    bool exact = state->matched >= 0 || (list->at_first && list->at_last);
    buffer_format(out, "%lld%s/%lld", state->matched >= 0 ? (long long)state->matched : (long long)list->count,
                  exact ? "" : "+", (long long)state->total);
    if (list->searching) {
        char day[TIME_SIZE];
        day_label(list->reached.at, day);
        buffer_format(out, _("  searched back to %s"), day);
    }
}

static void look(struct view *view)
{
    struct gate *state = view->state;
    const struct crossing *crossing = list_selected(&view->list);
    if (crossing)
        gate_detail_load(application_store(view), crossing, &state->detail);
}

static void detail(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct gate *state = view->state;
    const struct crossing *crossing = list_selected(&view->list);
    if (!crossing || state->detail.crossing_id != crossing->id)
        return;
    gate_detail_draw(application_of(view), &state->detail, crossing, canvas, rect);
}

static void run_add(struct view *view)
{
    if (application_of(view)->checkpoint.id) {
        ui_open(view->ui, &screen_gate_entry, NULL);
        return;
    }
    ui_open(view->ui, &screen_checkpoints, &screen_gate_entry);
    ui_say(view->ui, MESSAGE_PLAIN, "%s", _("At which gate does this terminal stand? Choose and press Enter."));
}

static const char *voided_why_not(const struct view *view)
{
    const struct crossing *crossing = list_selected(&view->list);
    return crossing && crossing->voided[0] ? _("This crossing is void already; Ctrl-O shows by whom.") : NULL;
}

static void run_edit(struct view *view)
{
    ui_open(view->ui, &screen_gate_edit, &((const struct crossing *)list_selected(&view->list))->id);
}

/* "14:30 out 张伟明 8-1-302". */
static void crossing_words(const struct application *application, const struct crossing *crossing, char *text,
                           size_t size)
{
    char when[TIME_SIZE], name[NAME_BYTES];
    moment_label(crossing->at, when);
    gate_write_name(application, crossing, name, sizeof name);
    snprintf(text, size, "%s %s %s%s%s", when, _(direction_labels[crossing->direction]), name,
             crossing->place_label[0] ? " " : "", crossing->place_label);
}

static bool void_answered(struct view *view, const char *reason, struct err *err)
{
    const struct gate *state = view->state;
    if (!reason)
        return true;
    if (!gate_void(application_store(view), state->void_id, state->void_rev, reason, err))
        return false;
    ui_say(view->ui, MESSAGE_GOOD, _("Void: %s; it stays in the log   Ctrl-Z undoes"), state->void_what);
    application_saved(view);
    return true;
}

static void run_void(struct view *view)
{
    struct gate *state = view->state;
    const struct crossing *crossing = list_selected(&view->list);
    state->void_id = crossing->id;
    state->void_rev = crossing->rev;
    crossing_words(application_of(view), crossing, state->void_what, sizeof state->void_what);
    char title[CELL_BYTES * 2 + 40];
    snprintf(title, sizeof title, _("Void: %s"), state->void_what);
    prompt_line(view, title, _("Reason"), "", void_answered);
}

static void run_history(struct view *view)
{
    const struct crossing *crossing = list_selected(&view->list);
    char when[TIME_SIZE], name[NAME_BYTES], what[NAME_BYTES + 60];
    moment_label(crossing->at, when);
    gate_write_name(application_of(view), crossing, name, sizeof name);
    snprintf(what, sizeof what, "%s %s", when, name);
    history_open(view, "crossing", crossing->id, what);
}

static void run_booklet(struct view *view)
{
    booklet_open(view, ((const struct crossing *)list_selected(&view->list))->place_id);
}

static void run_look(struct view *view)
{
    const struct crossing *crossing = list_selected(&view->list);
    look_open(view, crossing->person_id, crossing->place_id);
}

static const char *look_why_not(const struct view *view)
{
    const struct crossing *crossing = list_selected(&view->list);
    return crossing && !crossing->person_id && !crossing->place_id
               ? _("Nobody of the register stands in this line: there are no numbers to show.")
               : NULL;
}

/* Enter first shows the details, then opens what speaks at the gate for this person. */
static void run_open(struct view *view)
{
    const struct crossing *crossing = list_selected(&view->list);
    if (view->pane && !view->zoomed)
        ui_zoom(view->ui, true);
    else if (crossing->person_id || crossing->place_id)
        flags_open(view, crossing->person_id, crossing->place_id);
}

static void run_incident(struct view *view)
{
    incident_from_crossing(view, list_selected(&view->list));
}

static const struct list_def list = {
    .columns = gate_columns,
    .column_count = GATE_COLUMNS,
    .row_size = sizeof(struct crossing),
    .fetch = fetch,
    .key = key,
    .cell = gate_cell,
    .row_style = gate_row_style,
    .compare = gate_compare,
    .order_column = COLUMN_TIME,
    .filter = filter,
    .filter_example = N_("Such as: temp>37.2 yesterday post:East"),
    .empty = N_("Everybody who comes in or goes out is logged here. F7 logs the first."),
    .empty_filtered = N_("Nothing matches this filter. Esc shows everything again."),
};
static void run_presence(struct view *view)
{
    ui_open(view->ui, &screen_presence, NULL);
}

static const struct action actions[] = {
    {.name = "gate.add",
     .label = N_("Log"),
     .help = N_("Logs a person who comes in or goes out; known residents in 8 keys."),
     .keys = {KEY_F(7), KEY_CTRL('N'), KEY_INSERT, 'a', KEY_ALT('7')},
     .priority = 85,
     .flags = ACTION_WRITES,
     .verb = "gate.add",
     .run = run_add,
     .opens = &screen_gate_entry},
    {.name = "gate.open",
     .label = N_("Details"),
     .help = N_("Shows the details beside the log; again: the flags of this person."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 70,
     .flags = ACTION_NEEDS_ROW,
     .run = run_open},
    {.name = "gate.edit",
     .label = N_("Edit"),
     .help = N_("Corrects the selected crossing."),
     .keys = {KEY_F(2), 'e', KEY_ALT('2')},
     .priority = 65,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .verb = "gate.edit",
     .run = run_edit,
     .opens = &screen_gate_edit,
     .why_not = voided_why_not},
    {.name = "gate.void",
     .label = N_("Void"),
     .help = N_("Voids the selected crossing with a reason; it stays in the log, struck out."),
     .keys = {KEY_DELETE, 'x'},
     .priority = 40,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .verb = "gate.void",
     .run = run_void,
     .why_not = voided_why_not},
    {.name = "gate.incident",
     .verb = "incident.add",
     .label = N_("Suspect"),
     .help = N_("Opens an incident about the selected person, or shows the one there is."),
     .keys = {'+'},
     .priority = 25,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_incident,
     .opens = &screen_incident_form},
    {.name = "gate.presence",
     .label = N_("Who out"),
     .help = N_("Who is out and who is inside, longest first; closes the entries of visitors after the curfew."),
     .keys = {KEY_CTRL('W'), 'w'},
     .priority = 45,
     .run = run_presence,
     .opens = &screen_presence},
    {.name = "gate.history",
     .label = N_("History"),
     .help = N_("Who changed what of the selected crossing, and when."),
     .keys = {KEY_CTRL('O')},
     .priority = 30,
     .flags = ACTION_NEEDS_ROW,
     .run = run_history,
     .opens = &screen_history},
    {.name = "gate.hours",
     .label = N_("Hours"),
     .help = N_("Crossings per hour of today as bars, beside the mean of the week before."),
     .keys = {'|'},
     .priority = 28,
     .opens = &screen_hours},
    BOOKLET_ACTION("gate.booklet", run_booklet),
    LOOK_ACTION("gate.look", run_look, .why_not = look_why_not),
};
const struct screen_def screen_gate = {
    .name = "gate",
    .title = N_("Gate log"),
    .state_size = sizeof(struct gate),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_GATE | TOPIC_PEOPLE | TOPIC_FLAG | TOPIC_CHECKPOINT | TOPIC_DAY | TOPIC_SESSION,
    .open = open_gate,
    .load = load,
    .status = status,
    .look = look,
    .detail = detail,
};
