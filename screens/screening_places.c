/* The households and places behind a number of the screening, in the order of their doors: Enter screens the selected
 * one, and the cursor comes back to the next. */
#include "gatepost/labels.h"
#include "gatepost/moment.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/booklet.h"
#include "screens/history.h"
#include "screens/look.h"
#include "screens/register.h"
#include "screens/registry.h"
#include "screens/screening.h"
#include <stdio.h>
#include <string.h>

enum { SLICE_MS = 8 };
enum {
    COLUMN_ROOM,
    COLUMN_STATE,
    COLUMN_TRIES,
    COLUMN_HEAD,
    COLUMN_PHONE,
    COLUMN_PERSONS,
    COLUMN_LAST,
    COLUMN_RESPONSIBLE,
    COLUMN_GRID,
    COLUMN_BY
};
static const struct {
    unsigned states;
    const char *label;
} parts[] = {
    {1 << SCREENING_NOT_YET, N_("Not yet")}, {1 << SCREENING_NOT_HOME, N_("Not home")},
    {1 << SCREENING_REFUSED, N_("Refuses")}, {1 << SCREENING_DONE | 1 << SCREENING_VACANT, N_("Screened")},
    {1 << SCREENING_VACANT, N_("Vacant")},   {SCREENING_ALL_STATES, N_("All")},
};
enum { PARTS = sizeof parts / sizeof parts[0] };
static const char *const state_labels[] = {N_("Not yet"), N_("Not home"), N_("Refuses"), N_("Screened"), N_("Vacant")};

struct screening_places {
    struct screening_names names;
    char words[CELL_BYTES];
    int64_t asked_id; /* the place whose form was opened from here, 0: none */
    int asked_tries;
    enum survey_how how; /* as the last one that was screened from here */
    char by_whom[NAME_BYTES];
};

static bool open_screen(struct view *view, const void *argument, struct err *err)
{
    struct screening_places *state = view->state;
    (void)err;
    if (argument) {
        state->names = *(const struct screening_names *)argument;
        return true;
    }
    state->names = (struct screening_names){.all = true, .states = 1 << SCREENING_NOT_YET};
    return survey_round_current(application_store(view), &state->names.round, err);
}

/* ---- rows ---- */

static void key(const void *row, struct list_key *key)
{
    const struct place *place = &((const struct screening_place *)row)->place;
    key->id = place->id;
    place_sort_key(place, key->text, sizeof key->text);
}

static bool keeps(void *context, const struct screening_place *row)
{
    return screening_place_matches(row, context);
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    struct screening_places *state = view->state;
    struct screening_window window = {
        .round_id = state->names.round.head.id,
        .by = state->names.by,
        .group = state->names.all ? NULL : &state->names.group,
        .states = state->names.states,
        .after_sort = anchor ? anchor->text : "",
        .after_id = anchor ? anchor->id : 0,
        .backwards = direction == LIST_UP,
        .keep = state->words[0] ? keeps : NULL,
        .context = state->words,
        .budget_ms = SLICE_MS,
        .rows = page->rows,
        .most = page->most,
    };
    bool read = screening_window(application_store(view), &window, err);
    page->count = window.count;
    page->finished = window.finished;
    page->reached = (struct list_key){.id = window.reached_id};
    text_copy(page->reached.text, sizeof page->reached.text, window.reached_sort);
    return read;
}

static bool filter(struct view *view, const char *text, struct err *err)
{
    struct screening_places *state = view->state;
    (void)err;
    text_copy(state->words, sizeof state->words, text);
    return true;
}

static const struct screening_place *selected(const struct view *view)
{
    return list_selected(&view->list);
}

/* The one that was screened may still be on this list (not at home again): the next one is meant now. */
static bool load(struct view *view, struct err *err)
{
    struct screening_places *state = view->state;
    const struct screening_place *row = selected(view);
    struct screening_place asked;
    struct survey newest;
    struct list_key next = {0};
    int tries = 0;
    if (!state->asked_id)
        return true;
    if (!screening_place_get(application_store(view), state->names.round.head.id, state->asked_id, &asked, err))
        return false;
    if (asked.tries <= state->asked_tries)
        return true;
    if (survey_of_place(application_store(view), state->names.round.head.id, state->asked_id, &newest, &tries, NULL)) {
        state->how = newest.how;
        text_copy(state->by_whom, sizeof state->by_whom, newest.by_whom);
    }
    bool stays = row && row->place.id == state->asked_id && view->list.selected + 1 < view->list.count;
    state->asked_id = 0;
    if (!stays)
        return true;
    key(row + 1, &next);
    return list_show(&view->list, view, &next, err);
}

static void cell(const struct view *view, const void *data, int column, struct cell *cell)
{
    const struct screening_place *row = data;
    const struct application *application = application_of(view);
    switch (column) {
    case COLUMN_ROOM:
        place_label(&row->place, true, cell->text, sizeof cell->text);
        break;
    case COLUMN_STATE:
        text_copy(cell->text, sizeof cell->text, _(state_labels[row->state]));
        break;
    case COLUMN_TRIES:
        if (row->tries)
            snprintf(cell->text, sizeof cell->text, "%d", row->tries);
        break;
    case COLUMN_HEAD:
        application_mask(application, MASK_NAME, row->place.head, cell->text, sizeof cell->text);
        break;
    case COLUMN_PHONE:
        application_mask(application, MASK_PHONE, row->place.phone, cell->text, sizeof cell->text);
        break;
    case COLUMN_PERSONS:
        if (row->place.reported_persons)
            snprintf(cell->text, sizeof cell->text, "%d", row->place.reported_persons);
        break;
    case COLUMN_LAST:
        if (row->last_at)
            moment_label(row->last_at, cell->text);
        break;
    case COLUMN_RESPONSIBLE:
        application_mask(application, MASK_NAME, row->place.responsible, cell->text, sizeof cell->text);
        break;
    case COLUMN_GRID:
        text_copy(cell->text, sizeof cell->text, row->place.grid);
        break;
    default:
        application_mask(application, MASK_NAME, row->last_by, cell->text, sizeof cell->text);
    }
}

static enum style row_style(const struct view *view, const void *data)
{
    enum screening_state state = ((const struct screening_place *)data)->state;
    (void)view;
    return state == SCREENING_DONE || state == SCREENING_VACANT ? STYLE_MUTED : STYLE_NORMAL;
}

static const char *part_label(unsigned states)
{
    for (int i = 0; i < PARTS; i++)
        if (parts[i].states == states)
            return _(parts[i].label);
    return "";
}

static void heading(const struct view *view, struct buffer *out)
{
    const struct screening_places *state = view->state;
    char label[200], masked[NAME_BYTES];
    if (!state->names.all) {
        screening_group_label(state->names.by, &state->names.group, label, sizeof label);
        application_mask(application_of(view), MASK_NAME, state->names.group.name, masked, sizeof masked);
        bool person = state->names.by == SCREENING_PERSON && state->names.group.name[0];
        buffer_format(out, "%s  ", person ? masked : label);
    }
    buffer_add(out, part_label(state->names.states));
}

static void status(const struct view *view, struct buffer *out)
{
    buffer_add(out, ((const struct screening_places *)view->state)->names.round.name);
}

/* ---- keys ---- */

static void run_survey(struct view *view)
{
    struct screening_places *state = view->state;
    const struct screening_place *row = selected(view);
    struct survey survey;
    register_new(&survey_rules, &survey);
    survey.place_id = row->place.id;
    survey.round_id = state->names.round.head.id;
    survey.how = state->how;
    text_copy(survey.by_whom, sizeof survey.by_whom, state->by_whom);
    state->asked_id = row->place.id;
    state->asked_tries = row->tries;
    const struct register_open open = {.preset = &survey};
    ui_open(view->ui, &screen_survey_form, &open);
}

static void run_turn(struct view *view)
{
    struct screening_places *state = view->state;
    int at = PARTS - 1;
    for (int i = 0; i < PARTS; i++)
        if (parts[i].states == state->names.states)
            at = i;
    state->names.states = parts[(at + 1) % PARTS].states;
    view->list.want = LIST_TO_FIRST;
    view_stale(view);
}

static void run_booklet(struct view *view)
{
    booklet_open(view, selected(view)->place.id);
}

static void run_history(struct view *view)
{
    char label[200];
    place_label(&selected(view)->place, true, label, sizeof label);
    history_open(view, "place", selected(view)->place.id, label);
}

static void run_look(struct view *view)
{
    look_open(view, 0, selected(view)->place.id);
}

static const struct column columns[] = {
    [COLUMN_ROOM] = {.heading = N_("Room or name"), .name = "room", .width = 14, .grow = 2, .most = 36, .priority = 9},
    [COLUMN_STATE] = {.heading = N_("Outcome"), .name = "state", .width = 8, .priority = 9},
    [COLUMN_TRIES] = {.heading = N_("Tries"), .name = "tries", .width = 5, .priority = 8, .right = true},
    [COLUMN_HEAD] = {.heading = N_("Head"), .name = "head", .width = 8, .grow = 1, .most = 16, .priority = 8},
    [COLUMN_PHONE] = {.heading = N_("Phone"), .name = "phone", .width = 13, .priority = 7},
    [COLUMN_PERSONS] = {.heading = N_("Persons"), .name = "persons", .width = 7, .priority = 5, .right = true},
    [COLUMN_LAST] = {.heading = N_("Last try"), .name = "last", .width = 11, .priority = 6},
    [COLUMN_RESPONSIBLE] = {.heading = N_("In charge"), .name = "responsible", .width = 9, .most = 16, .priority = 5},
    [COLUMN_GRID] = {.heading = N_("Grid"), .name = "grid", .width = 6, .grow = 1, .most = 16, .priority = 3},
    [COLUMN_BY] = {.heading = N_("Asked by"), .name = "by", .width = 8, .grow = 1, .most = 16, .priority = 2},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct screening_place),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .row_style = row_style,
    .filter = filter,
    .empty = N_("There is no such place here. Tab shows the others."),
    .empty_filtered = N_("No place matches. Esc shows all again."),
};
static const struct action actions[] = {
    {.name = "screening.ask",
     .label = N_("Screen"),
     .help = N_("Screens the selected household or place; then the next one is selected."),
     .keys = {KEY_ENTER, KEY_F(7), KEY_CTRL('N'), KEY_INSERT, 'o', 'a', KEY_ALT('7')},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .verb = "survey.add",
     .run = run_survey,
     .opens = &screen_survey_form},
    {.name = "screening.which",
     .label = N_("Which"),
     .help = N_("Shows those not yet screened, not at home, those who refused, the screened, the vacant, or all."),
     .keys = {KEY_TAB},
     .priority = 67,
     .run = run_turn},
    {.name = "screening.history",
     .label = N_("History"),
     .help = N_("Who changed what of the selected place, and when."),
     .keys = {KEY_CTRL('O')},
     .priority = 30,
     .flags = ACTION_NEEDS_ROW,
     .run = run_history,
     .opens = &screen_history},
    BOOKLET_ACTION("screening.booklet", run_booklet),
    LOOK_ACTION("screening.look", run_look),
};
const struct screen_def screen_screening_places = {
    .name = "screening_places",
    .title = N_("To be screened"),
    .state_size = sizeof(struct screening_places),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_SCREENING | TOPIC_PEOPLE | TOPIC_SESSION,
    .open = open_screen,
    .load = load,
    .heading = heading,
    .status = status,
};
