/* Calls after release (domain.md §4): who is to be called today or should have been, the first released first. */
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/observation_calls.h"
#include "gatepost/utf8.h"
#include "screens/application.h"
#include "screens/booklet.h"
#include "screens/history.h"
#include "screens/look.h"
#include "screens/observations.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

enum { SLICE_MS = 8, CALLS_AT_ONCE = 32 };

struct call_row {
    struct observation_call call;
    char name[NAME_BYTES], phone[PHONE_SIZE], room[NAME_BYTES];
};

static void fill_row(struct store *store, const struct observation_call *call, struct call_row *row)
{
    struct person person = {0};
    struct place place;
    *row = (struct call_row){.call = *call};
    if (person_get(store, call->observation.person_id, &person, NULL)) {
        text_copy(row->name, sizeof row->name, person.name);
        text_copy(row->phone, sizeof row->phone, person.phone);
    }
    if (!place_get(store, call->observation.place_id, &place, NULL))
        return;
    place_label(&place, place_is_ambiguous(store, &place), row->room, sizeof row->room);
    if (!row->phone[0])
        text_copy(row->phone, sizeof row->phone, place.phone);
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    struct observation_call calls[CALLS_AT_ONCE];
    struct record_key from = {0};
    struct observation_calls_window window = {.now = clock_now(),
                                              .anchor = anchor ? &from : NULL,
                                              .backwards = direction == LIST_UP,
                                              .budget_ms = SLICE_MS,
                                              .calls = calls,
                                              .most = page->most < CALLS_AT_ONCE ? page->most : CALLS_AT_ONCE};
    if (anchor)
        from = record_key_of_list(anchor);
    if (!observation_calls(application_store(view), &window, err))
        return false;
    for (int i = 0; i < window.count; i++)
        fill_row(application_store(view), &calls[i], (struct call_row *)page->rows + i);
    page->count = window.count;
    page->finished = window.finished;
    list_key_of_record(&window.reached, &page->reached);
    return true;
}

static void key(const void *row, struct list_key *key)
{
    list_key_of_record(&((const struct call_row *)row)->call.key, key);
}

static void write_due(const struct observation_call *call, char *text, size_t size)
{
    if (call->overdue)
        snprintf(text, size, _("!since %02d-%02d"), call->due_day / 100 % 100, call->due_day % 100);
    else
        text_copy(text, size, _("today"));
}

static void cell(const struct view *view, const void *record, int column, struct cell *cell)
{
    const struct call_row *row = record;
    const char *name = view->list.def->columns[column].name;
    char when[TIME_SIZE] = "";
    if (!strcmp(name, "room"))
        text_copy(cell->text, sizeof cell->text, row->room);
    else if (!strcmp(name, "name"))
        application_mask(application_of(view), MASK_NAME, row->name, cell->text, sizeof cell->text);
    else if (!strcmp(name, "phone"))
        application_mask(application_of(view), MASK_PHONE, row->phone, cell->text, sizeof cell->text);
    else if (!strcmp(name, "day"))
        snprintf(cell->text, sizeof cell->text, "%d", row->call.day);
    else if (!strcmp(name, "due"))
        write_due(&row->call, cell->text, sizeof cell->text);
    else if (!strcmp(name, "released"))
        day_label(row->call.observation.ended_at, cell->text);
    else if (row->call.tried_at)
        moment_label(row->call.tried_at, when), text_copy(cell->text, sizeof cell->text, when);
}

static enum style row_style(const struct view *view, const void *row)
{
    (void)view;
    return ((const struct call_row *)row)->call.overdue ? STYLE_WARNING : STYLE_NORMAL;
}

static const struct observation_call *selected(const struct view *view)
{
    const struct call_row *row = list_selected(&view->list);
    return row ? &row->call : NULL;
}

static void run_call(struct view *view)
{
    struct follow_up follow_up;
    struct register_open open = {.preset = &follow_up};
    observation_call_begin(selected(view), &follow_up);
    ui_open(view->ui, &screen_follow_up_form, &open);
}

static void run_booklet(struct view *view)
{
    booklet_open(view, selected(view)->observation.place_id);
}

static void run_look(struct view *view)
{
    look_open(view, selected(view)->observation.person_id, 0);
}

static void run_history(struct view *view)
{
    char name[NAME_BYTES];
    observation_name(view, &selected(view)->observation, name, sizeof name);
    history_open(view, observation_table.name, selected(view)->observation.head.id, name);
}

static const struct column columns[] = {
    {.heading = N_("Room"), .name = "room", .width = 10, .grow = 1, .most = 24, .priority = 9},
    {.heading = N_("Name"), .name = "name", .width = 8, .grow = 1, .most = 16, .priority = 9},
    {.heading = N_("Phone"), .name = "phone", .width = 13, .priority = 8},
    {.heading = N_("Released"), .name = "released", .width = 8, .priority = 6},
    {.heading = N_("Days"), .name = "day", .width = 4, .priority = 8, .right = true},
    {.heading = N_("Due on"), .name = "due", .width = 12, .priority = 9},
    {.heading = N_("Last tried"), .name = "tried", .width = 11, .priority = 7},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct call_row),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .row_style = row_style,
    .empty = N_("Nobody is to be called today. Released people stand here on the days that the settings say."),
};
static const struct action actions[] = {
    {.name = "release_call.answer",
     .verb = "follow_up.add",
     .label = N_("Call"),
     .help = N_("Writes down the call of the selected person; without an answer it stays due."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 78,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_call,
     .opens = &screen_follow_up_form},
    {.name = "release_call.history",
     .label = N_("History"),
     .help = N_("Who changed what of the selected observation, and when."),
     .keys = {KEY_CTRL('O')},
     .priority = 30,
     .flags = ACTION_NEEDS_ROW,
     .run = run_history,
     .opens = &screen_history},
    LOOK_ACTION("release_call.look", run_look),
    BOOKLET_ACTION("release_call.booklet", run_booklet),
};
const struct screen_def screen_release_calls = {
    .name = "release_calls",
    .title = N_("Calls after release"),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_OBSERVATION | TOPIC_FOLLOW_UP | TOPIC_PEOPLE | TOPIC_SETTING | TOPIC_DAY | TOPIC_SESSION,
};
