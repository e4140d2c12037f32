/* The gate log: who came in and went out, newest first. A new column is a row of `columns` and a case in cell(); a new
 * key a row of `actions`; a new rule belongs to domain/gate_assess.c or alarm_rules.c, not here. */
#include "gatepost/gate.h"
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/labels.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/flags.h"
#include "screens/gate_detail.h"
#include "screens/history.h"
#include "screens/incidents.h"
#include "screens/look.h"
#include "screens/registry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLICE_MS = 8, LATE_SECONDS = 600 };
enum {
    COLUMN_DATE,
    COLUMN_TIME,
    COLUMN_WAY,
    COLUMN_NAME,
    COLUMN_ROOM,
    COLUMN_TEMP,
    COLUMN_PURPOSE,
    COLUMN_POST,
    COLUMN_OFFICER,
    COLUMN_MARK,
    COLUMN_REMARK
};
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

/* The one word a row must not hide, the gravest first. */
static const char *mark_of(const struct crossing *crossing)
{
    if (crossing->voided[0])
        return words_context(N_("mark|void"));
    if (crossing->decision == DECISION_HELD)
        return words_context(N_("mark|held"));
    if (crossing->decision == DECISION_TURNED_AWAY)
        return words_context(N_("mark|away"));
    if (crossing->override_reason[0])
        return words_context(N_("mark|forced"));
    return crossing->entered_at - crossing->at > LATE_SECONDS ? words_context(N_("mark|late")) : "";
}

static void write_temperature(const struct crossing *crossing, struct cell *cell)
{
    char degrees[8] = "--";
    int tenths = crossing->retest_tenths ? crossing->retest_tenths : crossing->temp_tenths;
    if (tenths)
        temperature_format(tenths, degrees);
    static const char *const marks[] = {[ABNORMAL_NO] = "",
                                        [ABNORMAL_FIRST] =
                                            "*", /* the first reading was at the line, the second was not */
                                        [ABNORMAL_CONFIRMED] = "!"};
    snprintf(cell->text, sizeof cell->text, "%s%s", degrees, marks[crossing->abnormal]);
    if (crossing->abnormal == ABNORMAL_CONFIRMED && !crossing->voided[0])
        cell->style = STYLE_ALARM;
}

static void write_when(const struct crossing *crossing, int column, struct cell *cell)
{
    char when[TIME_SIZE];
    if (column == COLUMN_DATE)
        day_label(crossing->at, when);
    else
        time_label(crossing->at, when);
    text_copy(cell->text, sizeof cell->text, when);
}

/* Who it was; a vehicle that nobody is named with, by its plate. */
static void write_name(const struct application *application, const struct crossing *crossing, char *name, size_t size)
{
    if (crossing->person_name[0])
        application_mask(application, MASK_NAME, crossing->person_name, name, size);
    else
        application_mask(application, MASK_PLATE, crossing->plate, name, size);
}

static void cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct crossing *crossing = row;
    const struct application *application = application_of(view);
    const char *text = "";
    switch (column) {
    case COLUMN_DATE:
    case COLUMN_TIME:
        write_when(crossing, column, cell);
        return;
    case COLUMN_TEMP:
        write_temperature(crossing, cell);
        return;
    case COLUMN_NAME:
        write_name(application, crossing, cell->text, sizeof cell->text);
        return;
    case COLUMN_OFFICER:
        application_mask(application, MASK_NAME, crossing->officer_name, cell->text, sizeof cell->text);
        return;
    case COLUMN_ROOM:
        snprintf(cell->text, sizeof cell->text, "%s%s",
                 crossing->class == CLASS_VISITOR && crossing->place_label[0] ? words_context(N_("room|to ")) : "",
                 crossing->place_label);
        return;
    case COLUMN_WAY:
        text = _(direction_labels[crossing->direction]);
        break;
    case COLUMN_PURPOSE:
        text = crossing->purpose;
        break;
    case COLUMN_POST:
        text = crossing->checkpoint_name;
        break;
    case COLUMN_MARK:
        text = mark_of(crossing);
        break;
    default:
        text = crossing->voided[0] ? crossing->voided : crossing->remark;
    }
    text_copy(cell->text, sizeof cell->text, text);
}

static enum style row_style(const struct view *view, const void *row)
{
    const struct crossing *crossing = row;
    (void)view;
    if (crossing->voided[0])
        return STYLE_VOID;
    return crossing->decision != DECISION_ADMITTED || crossing->override_reason[0] ? STYLE_WARNING : STYLE_NORMAL;
}

/* Rooms in their natural order, 2 before 10; other places behind them by name. */
static int compare_rooms(const char *one, const char *two)
{
    struct room first, second;
    char one_key[96], two_key[96];
    bool one_is = room_parse(one, &first, NULL), two_is = room_parse(two, &second, NULL);
    if (!one_is || !two_is)
        return one_is != two_is ? (two_is ? 1 : -1) : strcmp(one, two);
    room_sort_key(&first, one_key);
    room_sort_key(&second, two_key);
    return strcmp(one_key, two_key);
}

static int compare(const void *one, const void *two, int column)
{
    const struct crossing *a = one, *b = two;
    switch (column) {
    case COLUMN_NAME:
        return strcmp(a->person_name, b->person_name);
    case COLUMN_ROOM:
        return compare_rooms(a->place_label, b->place_label);
    case COLUMN_TEMP:
        return b->temp_tenths - a->temp_tenths;
    case COLUMN_PURPOSE:
        return strcmp(a->purpose, b->purpose);
    case COLUMN_POST:
        return strcmp(a->checkpoint_name, b->checkpoint_name);
    case COLUMN_OFFICER:
        return strcmp(a->officer_name, b->officer_name);
    case COLUMN_WAY:
        return (int)a->direction - (int)b->direction;
    default:
        return (a->at < b->at) - (a->at > b->at);
    }
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
        buffer_format(out, _("in %1$lld out %2$lld away %3$lld"), (long long)state->today.in,
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
    write_name(application, crossing, name, sizeof name);
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
    write_name(application_of(view), crossing, name, sizeof name);
    snprintf(what, sizeof what, "%s %s", when, name);
    history_open(view, "crossing", crossing->id, what);
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

static const struct column columns[] = {
    [COLUMN_DATE] = {.heading = N_("Date"), .name = "date", .width = 5, .priority = 7},
    [COLUMN_TIME] = {.heading = N_("Time"), .name = "time", .width = 5, .priority = 9},
    [COLUMN_WAY] = {.heading = N_("Way"), .name = "direction", .width = 3, .priority = 9},
    [COLUMN_NAME] = {.heading = N_("Name/car"), .name = "name", .width = 9, .grow = 1, .most = 20, .priority = 9},
    [COLUMN_ROOM] = {.heading = N_("Room"), .name = "room", .width = 11, .grow = 1, .most = 20, .priority = 8},
    [COLUMN_TEMP] = {.heading = N_("Temp"), .name = "temp", .width = 5, .priority = 8},
    [COLUMN_PURPOSE] = {.heading = N_("Purpose"),
                        .name = "purpose",
                        .width = 7,
                        .grow = 1,
                        .most = 20,
                        .priority = 5,
                        .free_text = true},
    [COLUMN_POST] = {.heading = N_("Gate"), .name = "checkpoint", .width = 6, .grow = 1, .most = 14, .priority = 6},
    [COLUMN_OFFICER] = {.heading = N_("By"), .name = "officer", .width = 6, .grow = 1, .most = 12, .priority = 4},
    [COLUMN_MARK] = {.heading = N_("Mark"), .name = "mark", .width = 6, .priority = 7},
    [COLUMN_REMARK] = {.heading = N_("Remark"),
                       .name = "remark",
                       .width = 8,
                       .grow = 2,
                       .most = 60,
                       .priority = 1,
                       .zoomed_only = true,
                       .free_text = true},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct crossing),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .row_style = row_style,
    .compare = compare,
    .order_column = COLUMN_TIME,
    .filter = filter,
    .filter_example = N_("Such as: temp>37.2 yesterday post:East"),
    .empty = N_("Everybody who comes in or goes out is logged here. F7 logs the first."),
    .empty_filtered = N_("Nothing matches this filter. Esc shows everything again."),
};
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
    {.name = "gate.history",
     .label = N_("History"),
     .help = N_("Who changed what of the selected crossing, and when."),
     .keys = {KEY_CTRL('O')},
     .priority = 30,
     .flags = ACTION_NEEDS_ROW,
     .run = run_history,
     .opens = &screen_history},
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
