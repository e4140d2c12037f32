/* The booklet of a household: one screen for all that is known of it (domain.md §4). */
#include "screens/booklet.h"

#include "gatepost/moment.h"
#include "gatepost/record_text.h"
#include "gatepost/time_line_words.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/look.h"
#include "screens/register.h"
#include <stdlib.h>
#include <string.h>

enum { COLUMN_TIME, COLUMN_KIND, COLUMN_WORDS, COLUMN_WHO };

/* ---- the ways in ---- */

void booklet_open(struct view *view, int64_t place_id)
{
    struct view *booklet = place_id ? ui_open(view->ui, &screen_booklet, &place_id) : NULL;
    if (booklet)
        booklet->opener = view; /* not the prompt that asked for the room: it closes with what it opened */
    else if (!place_id)
        ui_say(view->ui, MESSAGE_ERROR, "%s", _("This row names no household."));
}

static bool room_answered(struct view *view, const char *text, struct err *err)
{
    int64_t id = 0;
    if (!text)
        return true;
    if (!record_place(application_store(view), text, &id, err))
        return false;
    booklet_open(view, id);
    return true;
}

void booklet_ask(struct view *view)
{
    prompt_line(view, _("Booklet"), _("Room"), "", room_answered);
}

static bool open_booklet(struct view *view, const void *argument, struct err *err)
{
    struct booklet *state = view->state;
    state->place_id = *(const int64_t *)argument;
    state->cell = NO_CELL;
    if (!booklet_load(view, err)) /* a household that is not there opens nothing */
        return false;
    view->stale = false;
    return true;
}

/* ---- the list of lines ---- */

bool booklet_has_list(const struct view *view)
{
    enum booklet_tab tab = ((const struct booklet *)view->state)->tab;
    return tab != TAB_TEMPERATURE && tab != TAB_MEMBERS;
}

static void key(const void *row, struct list_key *key)
{
    struct time_line_key place = time_line_key_of(row);
    key->at = place.at;
    key->id = place.id;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    const struct booklet *state = view->state;
    struct time_line_key from = {0};
    struct time_line_window window = {
        .place_id = state->place_id,
        .kinds = booklet_kinds(state->tab),
        .anchor = anchor ? &from : NULL,
        .newer = direction == LIST_UP,
        .rows = page->rows,
        .most = page->most,
    };
    if (anchor)
        from = (struct time_line_key){anchor->at, anchor->id};
    bool read = time_line_window(application_store(view), &window, err);
    page->count = window.count;
    page->finished = window.finished;
    return read;
}

static void cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct time_line_row *line = row;
    char when[TIME_SIZE];
    switch (column) {
    case COLUMN_TIME:
        moment_label(line->at, when);
        text_copy(cell->text, sizeof cell->text, when);
        break;
    case COLUMN_KIND:
        text_copy(cell->text, sizeof cell->text, time_line_kind_words(line->kind));
        break;
    case COLUMN_WORDS:
        booklet_words(view, line, cell->text, sizeof cell->text);
        break;
    default:
        if (!time_line_says_who(line->kind))
            application_mask(application_of(view), MASK_NAME, line->who, cell->text, sizeof cell->text);
    }
}

static enum style row_style(const struct view *view, const void *row)
{
    const struct time_line_row *line = row;
    (void)view;
    return line->voided ? STYLE_VOID : line->alarming ? STYLE_WARNING : STYLE_NORMAL;
}

/* ---- the screen ---- */

const struct booklet_member *booklet_member(const struct view *view)
{
    const struct booklet *state = view->state;
    return state->member_count > 0 ? &state->members[state->selected] : NULL;
}

static void heading(const struct view *view, struct buffer *out)
{
    const struct booklet *state = view->state;
    buffer_format(out, ngettext("%1$s  (%2$d person)", "%1$s  (%2$d persons)", (unsigned long)state->member_count),
                  state->label, state->member_count);
}

/* The selected line whole: its column may be narrow. */
static void note(const struct view *view, struct buffer *out)
{
    const struct time_line_row *line = booklet_has_list(view) ? list_selected(&view->list) : NULL;
    char text[NOTE_BYTES * 2];
    if (!line)
        return;
    booklet_words(view, line, text, sizeof text);
    buffer_format(out, "%s  %s", time_line_kind_words(line->kind), text);
}

static void show_tab(struct view *view, enum booklet_tab tab)
{
    struct booklet *state = view->state;
    if (tab == state->tab)
        return;
    state->tab = tab;
    list_restart(&view->list, view);
}

static void run_tab(struct view *view)
{
    show_tab(view, (enum booklet_tab)view->running->argument);
}

static void run_turn(struct view *view)
{
    const struct booklet *state = view->state;
    show_tab(view, (enum booklet_tab)(((int)state->tab + (int)view->running->argument + TAB_COUNT) % TAB_COUNT));
}

static const char *only_chart(const struct view *view)
{
    return ((const struct booklet *)view->state)->tab == TAB_TEMPERATURE ? NULL : "";
}

static void choose_member(struct view *view, int step)
{
    struct booklet *state = view->state;
    int next = state->selected + step;
    next = next >= state->member_count ? state->member_count - 1 : next;
    next = next < 0 ? 0 : next;
    if (next == state->selected || !state->member_count)
        return;
    state->selected_id = state->members[next].person.id;
    state->selected = next;
    state->cell_moved = false;
    view_stale(view);
}

static void run_cell(struct view *view)
{
    struct booklet *state = view->state;
    int next = state->cell + (int)view->running->argument;
    if (state->cell == NO_CELL || next < 0 || next >= state->day_count * 2)
        return;
    state->cell = next;
    state->cell_moved = true;
}

/* The tab stays: whoever goes from door to door looks at the same of each. */
static void run_household(struct view *view)
{
    struct booklet *state = view->state;
    char door[PLACE_SORT_BYTES];
    int64_t next = 0;
    bool back = view->running->argument < 0;
    struct err err = {0};
    place_sort_key(&state->place, door, sizeof door);
    if (!observation_next_place(application_store(view), door, state->place_id, back, &next, &err)) {
        ui_say_err(view->ui, &err);
    } else if (!next) {
        ui_say(view->ui, MESSAGE_PLAIN, "%s",
               back ? _("This is the first household under observation.")
                    : _("This is the last household under observation."));
    } else {
        state->place_id = next;
        state->selected_id = 0;
        state->cell_moved = false;
        list_restart(&view->list, view);
    }
}

static void run_edit(struct view *view)
{
    ui_open(view->ui, &screen_place_form, &((const struct booklet *)view->state)->place_id);
}

static void run_open(struct view *view)
{
    const struct booklet *state = view->state;
    const struct booklet_member *member = booklet_member(view);
    const struct time_line_row *line = list_selected(&view->list);
    if (booklet_has_list(view) && line)
        booklet_open_record(view, line->kind, line->id);
    else if (state->tab == TAB_TEMPERATURE)
        booklet_add_here(view);
    else if (member && member->observation.head.id)
        booklet_open_record(view, TIME_OBSERVATION, member->observation.head.id);
    else if (member)
        booklet_open_record(view, TIME_MEMBER, member->person.id);
}

static const char *why_not_open(const struct view *view)
{
    const struct booklet *state = view->state;
    if (state->tab == TAB_TEMPERATURE)
        return booklet_why_not_here(view);
    if (state->tab == TAB_MEMBERS)
        return booklet_why_no_member(view);
    return list_selected(&view->list) ? NULL : _("There is no row to do this with.");
}

static void run_look(struct view *view)
{
    const struct booklet *state = view->state;
    const struct booklet_member *member = booklet_member(view);
    if (member && !booklet_has_list(view))
        look_open(view, member->person.id, 0);
    else
        look_open(view, 0, state->place_id);
}

static void run_history(struct view *view)
{
    const struct booklet *state = view->state;
    const struct time_line_row *line = booklet_has_list(view) ? list_selected(&view->list) : NULL;
    if (line)
        history_open(view, time_line_table(line->kind), line->id, time_line_kind_words(line->kind));
    else
        history_open(view, "place", state->place_id, state->label);
}

/* A click goes to the part and the member under it; one in the part in view is the list's. */
static bool take_click(struct view *view, const struct key_event *event)
{
    const struct booklet *state = view->state;
    int member = booklet_member_under(view, event), tab = booklet_tab_under(view, event);
    bool clicks = event->mouse == MOUSE_CLICK || event->mouse == MOUSE_DOUBLE;
    if (!clicks || (tab < 0 && member < 0))
        return false;
    bool turns = tab >= 0 && tab != (int)state->tab;
    if (turns)
        show_tab(view, (enum booklet_tab)tab);
    if (member >= 0)
        choose_member(view, member - state->selected);
    return turns || member >= 0;
}

/* Where no list is in view its keys choose the member. */
static bool take_key(struct view *view, const struct key_event *event)
{
    if (event->key == KEY_MOUSE)
        return take_click(view, event);
    static const struct {
        int32_t key;
        int step;
    } steps[] = {{KEY_UP, -1},
                 {KEY_DOWN, 1},
                 {'k', -1},
                 {'j', 1},
                 {KEY_PAGE_UP, -8},
                 {KEY_PAGE_DOWN, 8},
                 {KEY_HOME, -BOOKLET_MEMBERS},
                 {KEY_END, BOOKLET_MEMBERS},
                 {'g', -BOOKLET_MEMBERS},
                 {'G', BOOKLET_MEMBERS}};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && !booklet_has_list(view); i++) {
        if (event->key == steps[i].key) {
            choose_member(view, steps[i].step);
            return true;
        }
    }
    return false;
}

static const char *add_label(const struct view *view)
{
    static const char *const labels[TAB_COUNT] = {N_("Temp"),    N_("Contacts"), N_("Visit"),
                                                  N_("Request"), N_("Person"),   N_("New")};
    return labels[((const struct booklet *)view->state)->tab];
}

#define TAB_ACTION(name_, label_, help_, key_, tab_)                                                                 \
    {                                                                                                                \
        .name = (name_), .label = (label_), .help = (help_), .keys = {key_}, .flags = ACTION_HIDDEN, .run = run_tab, \
        .argument = (tab_)                                                                                           \
    }
#define ADD_ACTION(name_, label_, help_, key_, run_, form_, ...)                                              \
    {                                                                                                         \
        .name = (name_), .verb = (name_), .label = (label_), .help = (help_), .keys = {key_}, .priority = 20, \
        .flags = ACTION_WRITES, .run = run_, .opens = (form_), __VA_ARGS__                                    \
    }

static const struct column columns[] = {
    [COLUMN_TIME] = {.heading = N_("When"), .name = "time", .width = 11, .most = 16, .grow = 1, .priority = 9},
    [COLUMN_KIND] = {.heading = N_("Kind"), .name = "kind", .width = 8, .priority = 6, .zoomed_only = true},
    [COLUMN_WORDS] =
        {.heading = N_("Details"), .name = "words", .width = 18, .grow = 8, .priority = 9, .free_text = true},
    [COLUMN_WHO] = {.heading = N_("By"), .name = "who", .width = 8, .priority = 4, .zoomed_only = true},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct time_line_row),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .row_style = row_style,
    .empty = N_("Nothing stands here yet. F7 adds the first."),
};
static const struct action actions[] = {
    TAB_ACTION("booklet.temperature", N_("Temp"),
               N_("Part 1: the temperatures of the selected member; Up and Down "
                  "choose the member, Left and Right the half-day."),
               '1', TAB_TEMPERATURE),
    TAB_ACTION("booklet.contacts", N_("Contacts"), N_("Part 2: follow-ups of all tiers and the next one agreed."), '2',
               TAB_FOLLOW_UPS),
    TAB_ACTION("booklet.visits", N_("Visit"), N_("Part 3: visits of the teams and the next one agreed."), '3',
               TAB_VISITS),
    TAB_ACTION("booklet.supplies", N_("Supplies"),
               N_("Part 4: what this household asked for, how it stands and who brings it."), '4', TAB_SUPPLIES),
    TAB_ACTION("booklet.members", N_("People"), N_("Part 5: the members, their helper and what they need."), '5',
               TAB_MEMBERS),
    TAB_ACTION("booklet.records", N_("Records"), N_("Part 6: everything of this household in one time line."), '6',
               TAB_RECORDS),
    {.name = "booklet.turn",
     .label = N_("Part"),
     .help = N_("To the next part: temperatures, contacts, visits, supplies, members, records; digits go there "
                "directly."),
     .keys = {KEY_TAB},
     .priority = 61,
     .run = run_turn,
     .argument = 1},
    {.name = "booklet.turn_back",
     .label = N_("Part"),
     .help = N_("To the part before."),
     .keys = {KEY_BACK_TAB},
     .flags = ACTION_HIDDEN,
     .run = run_turn,
     .argument = -1},
    {.name = "booklet.open",
     .label = N_("Open"),
     .help = N_("Opens the selected line's record or the selected member; in the chart the chosen half-day."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 60,
     .run = run_open,
     .why_not = why_not_open},
    {.name = "booklet.edit",
     .label = N_("Edit"),
     .help = N_("Corrects the household itself: head, phone, needs, who is responsible."),
     .keys = {KEY_F(2), 'e', KEY_ALT('2')},
     .priority = 70,
     .flags = ACTION_WRITES,
     .verb = "household.edit",
     .run = run_edit,
     .opens = &screen_place_form},
    {.name = "booklet.add",
     .label = N_("New"),
     .help = N_("Adds to the part in view: a reading, a contact, a visit, a request, a member; in the records it shows "
                "all that can be added."),
     .keys = {KEY_F(7), KEY_CTRL('N'), KEY_INSERT, 'a', KEY_ALT('7')},
     .priority = 75,
     .flags = ACTION_WRITES,
     .verb = "follow_up.add", /* who may that, may the others */
     .run = booklet_add_here,
     .why_not = booklet_why_not_here,
     .label_now = add_label},
    {.name = "booklet.next",
     .label = N_("NextDoor"),
     .help = N_("To the next household under observation, from door to door."),
     .keys = {'>', KEY_CTRL_RIGHT},
     .priority = 63,
     .run = run_household,
     .argument = 1},
    {.name = "booklet.previous",
     .label = N_("PrevDoor"),
     .help = N_("To the household under observation before."),
     .keys = {'<', KEY_CTRL_LEFT},
     .priority = 62,
     .run = run_household,
     .argument = -1},
    {.name = "booklet.left",
     .label = N_("Left"),
     .help = N_("To the half-day before in the chart."),
     .keys = {KEY_LEFT, 'h'},
     .flags = ACTION_HIDDEN,
     .run = run_cell,
     .why_not = only_chart,
     .argument = -1},
    {.name = "booklet.right",
     .label = N_("Right"),
     .help = N_("To the half-day after in the chart."),
     .keys = {KEY_RIGHT, 'l'},
     .flags = ACTION_HIDDEN,
     .run = run_cell,
     .why_not = only_chart,
     .argument = 1},
    ADD_ACTION("observation.open", N_("Observe"), N_("Puts the selected member under observation."), '+',
               booklet_add_observation, &screen_observation_form, .why_not = booklet_why_not_observe),
    ADD_ACTION("observation.term", N_("Term"), N_("Extends or shortens the selected member's term, with a reason."),
               '-', booklet_change_term, &screen_observation_term, .why_not = booklet_why_not_release),
    ADD_ACTION("observation.release", N_("Release"),
               N_("Releases the selected member: shows the readings that are missing, and asks for the papers."),
               KEY_CTRL('G'), booklet_release, &screen_observation_release, .why_not = booklet_why_not_release),
    ADD_ACTION("pairing.add", N_("Helper"), N_("Gives this household its helper, or changes who it is."), '*',
               booklet_add_pairing, &screen_pairing_form),
    ADD_ACTION("supply.add", N_("Supplies"), N_("Takes a request of this household for supplies."), '@',
               booklet_add_supply, &screen_supply_form),
    ADD_ACTION("survey.add", N_("Survey"), N_("Writes down a survey of this household."), ';', booklet_add_survey,
               &screen_survey_form),
    ADD_ACTION("arrival.add", N_("Arrival"), N_("Writes down who came to this household from elsewhere."), ',',
               booklet_add_arrival, &screen_arrival_form),
    ADD_ACTION("pass.add", N_("Pass"), N_("Issues a pass to the selected member."), '7', booklet_add_pass,
               &screen_pass_form, .why_not = booklet_why_no_member),
    ADD_ACTION("parcel.add", N_("Parcel"), N_("Takes in a parcel for this household."), '8', booklet_add_parcel,
               &screen_parcel_form),
    ADD_ACTION("visitor.add", N_("Expected"), N_("Announces a visitor of this household."), '9', booklet_add_expected,
               &screen_expected_form),
    ADD_ACTION("incident.add", N_("Incident"), N_("Opens an incident about the selected member."), '0',
               booklet_add_incident, &screen_incident_form, .why_not = booklet_why_no_member),
    {.name = "booklet.flags",
     .label = N_("Flags"),
     .help = N_("Shows and changes what speaks at the gate for this household."),
     .keys = {'.'},
     .priority = 20,
     .run = booklet_open_flags,
     .opens = &screen_flags},
    {.name = "booklet.look",
     .label = N_("Full no."),
     .help =
         N_("Shows the full phones and ID number of the selected member or of the household for half a minute; that "
            "you looked is recorded."),
     .keys = {KEY_CTRL('D')},
     .priority = 28,
     .flags = ACTION_WRITES,
     .verb = "person.look",
     .run = run_look,
     .opens = &screen_look},
    {.name = "booklet.history",
     .label = N_("History"),
     .help = N_("Who changed what of the selected line's record, or of the household."),
     .keys = {KEY_CTRL('O')},
     .priority = 30,
     .run = run_history,
     .opens = &screen_history},
};
const struct screen_def screen_booklet = {
    .name = "booklet",
    .title = N_("Booklet"),
    .state_size = sizeof(struct booklet),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_GATE | TOPIC_PEOPLE | TOPIC_FLAG | TOPIC_SETTING | TOPIC_PASS | TOPIC_VISITOR | TOPIC_INCIDENT |
              TOPIC_NOTICE | TOPIC_SCREENING | TOPIC_OBSERVATION | TOPIC_FOLLOW_UP | TOPIC_SUPPLY | TOPIC_STOCK |
              TOPIC_CLOCK | TOPIC_SESSION,
    .open = open_booklet,
    .load = booklet_load,
    .heading = heading,
    .note = note,
    .draw = booklet_draw,
    .list_place = booklet_list_place,
    .key = take_key,
};
