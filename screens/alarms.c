/* The alarms, newest first: what is open, or what was acknowledged or is over. Alarms of one rule and occasion are one
 * row, the newest of them, with a count; behind it stand its members. */
#include "screens/alarms.h"

#include "gatepost/alarm_rules.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/booklet.h"
#include "screens/incidents.h"
#include "screens/registry.h"
#include "screens/sound_test.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE = 64, LOOKED_MOST = 512 }; /* members of a large group are passed over: so many, then the search goes on */
enum { COLUMN_MARK, COLUMN_TIME, COLUMN_RULE, COLUMN_WORDS, COLUMN_STATE, COLUMN_OVER };

struct state {
    enum alarm_state shown;      /* of the groups */
    char rule[24], occasion[64]; /* of the members */
};

static bool is_open(const struct alarm *alarm)
{
    return !alarm->acknowledged_at && !alarm->cleared_at;
}

static void key(const void *row, struct list_key *key)
{
    const struct alarm *alarm = row;
    key->at = alarm->raised_at;
    key->id = alarm->id;
}

/* Adds what the window holds: all of it, or one row for each group. */
static void take_page(const struct alarm_window *window, struct list_page *page)
{
    for (int i = 0; i < window->count && page->count < page->most; i++) {
        key(&window->alarms[i], &page->reached);
        if (!window->grouped || window->alarms[i].members > 0)
            ((struct alarm *)page->rows)[page->count++] = window->alarms[i];
    }
}

static bool fetch_window(struct view *view, struct alarm_window *window, const struct list_key *anchor,
                         enum list_direction direction, struct list_page *page, struct err *err)
{
    window->alarms = memory_new(PAGE, sizeof *window->alarms);
    window->most = PAGE;
    window->newer = direction == LIST_UP;
    window->raised_at = anchor ? anchor->at : 0;
    window->id = anchor ? anchor->id : 0;
    bool read = true, more = true;
    page->count = 0;
    page->finished = false;
    for (int looked = 0; read && more && looked < LOOKED_MOST; looked += window->count) {
        read = alarm_window(application_store(view), window, err);
        take_page(window, page);
        page->finished = read && window->count < PAGE && page->count < page->most;
        more = !page->finished && page->count < page->most;
        window->raised_at = page->reached.at;
        window->id = page->reached.id;
    }
    free(window->alarms);
    return read;
}

static bool fetch_groups(struct view *view, const struct list_key *anchor, enum list_direction direction,
                         struct list_page *page, struct err *err)
{
    const struct state *state = view->state;
    struct alarm_window window = {.state = state->shown, .grouped = true};
    return fetch_window(view, &window, anchor, direction, page, err);
}

static bool fetch_members(struct view *view, const struct list_key *anchor, enum list_direction direction,
                          struct list_page *page, struct err *err)
{
    const struct state *state = view->state;
    struct alarm_window window = {.rule = state->rule, .occasion = state->occasion};
    return fetch_window(view, &window, anchor, direction, page, err);
}

/* The words of an alarm carry a name. */
static void write_words(const struct application *application, const struct alarm *alarm, struct cell *cell)
{
    struct buffer text = {0};
    buffer_add(&text, application_masks_names(application) ? _("(masked)") : alarm->words);
    if (alarm->members > 1)
        buffer_format(&text, " +%d", alarm->members - 1);
    text_copy(cell->text, sizeof cell->text, buffer_text(&text));
    buffer_release(&text);
}

/* Who took note of it and when; over without that: when its cause was gone. */
static void write_state(const struct application *application, const struct alarm *alarm, struct cell *cell)
{
    char when[TIME_SIZE], name[NAME_BYTES];
    if (alarm->acknowledged_at) {
        moment_label(alarm->acknowledged_at, when);
        application_mask(application, MASK_NAME, alarm->acknowledged_name, name, sizeof name);
        snprintf(cell->text, sizeof cell->text, _("%1$s, %2$s"), name, when);
    } else if (alarm->cleared_at) {
        moment_label(alarm->cleared_at, when);
        snprintf(cell->text, sizeof cell->text, _("over %s"), when);
    } else if (alarm->members > 1) {
        snprintf(cell->text, sizeof cell->text, _("%d open"),
                 alarm->members); /* where the words leave no room for it */
    } else {
        text_copy(cell->text, sizeof cell->text, _("open"));
    }
}

static void cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct alarm *alarm = row;
    const struct application *application = application_of(view);
    char when[TIME_SIZE] = "";
    switch (column) {
    case COLUMN_MARK:
        text_copy(cell->text, sizeof cell->text, is_open(alarm) ? "!" : "");
        break;
    case COLUMN_TIME:
        moment_label(alarm->raised_at, when);
        text_copy(cell->text, sizeof cell->text, when);
        break;
    case COLUMN_RULE:
        text_copy(cell->text, sizeof cell->text, alarm_label(alarm->rule, alarm->occasion));
        break;
    case COLUMN_WORDS:
        write_words(application, alarm, cell);
        break;
    case COLUMN_STATE:
        write_state(application, alarm, cell);
        break;
    default:
        if (alarm->cleared_at)
            moment_label(alarm->cleared_at, when);
        text_copy(cell->text, sizeof cell->text, when);
    }
}

static enum style row_style(const struct view *view, const void *row)
{
    (void)view;
    return is_open(row) ? STYLE_ALARM : STYLE_MUTED;
}

/* ---- acknowledging ---- */

/* The next open one below, else above: F8 again acknowledges that. What was acknowledged moves away. */
static void select_next_open(struct list *list)
{
    const struct alarm *rows = (const void *)list->rows;
    int here = list->selected;
    if (here + 1 < list->count && is_open(&rows[here + 1]))
        list->selected = here + 1;
    else if (here > 0 && is_open(&rows[here - 1]))
        list->selected = here - 1;
}

/* Names what it was, so that an F8 too many is seen. */
static void say_acknowledged(struct view *view, const struct alarm *alarm, int count)
{
    char when[TIME_SIZE], name[NAME_BYTES];
    const struct application *application = application_of(view);
    time_label(clock_now(), when);
    application_mask(application, MASK_NAME, application->officer.name, name, sizeof name);
    const char *words = application->masked ? _("(masked)") : alarm->words;
    if (count > 1)
        ui_say(view->ui, MESSAGE_GOOD, _("Acknowledged %1$d alarms: [%2$s] %3$s … (%4$s %5$s)"), count,
               alarm_label(alarm->rule, alarm->occasion), words, name, when);
    else
        ui_say(view->ui, MESSAGE_GOOD, _("Acknowledged: [%1$s] %2$s (%3$s %4$s)"),
               alarm_label(alarm->rule, alarm->occasion), words, name, when);
}

static void acknowledge_group(struct view *view, const struct alarm *alarm)
{
    struct err err = {0};
    struct alarm noted = *alarm;
    int count = 0;
    const struct application *application = application_of(view);
    bool done = alarm_take_note_all(application->store, alarm->rule, alarm->occasion, alarm->id, &count, &err);
    if (count > 0)
        select_next_open(&view->list);
    if (!done)
        ui_say_err(view->ui, &err);
    else
        say_acknowledged(view, &noted, count);
    application_saved(view);
}

void alarms_acknowledge(struct view *view)
{
    const struct alarm *alarm = list_selected(&view->list);
    struct err err = {0};
    if (!alarm || !is_open(alarm)) {
        ui_say(view->ui, MESSAGE_PLAIN, "%s", _("No open alarm is selected."));
        return;
    }
    if (alarm->members > 1) {
        acknowledge_group(view, alarm);
        return;
    }
    const struct application *application = application_of(view);
    if (!alarm_take_note(application->store, alarm->id, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    say_acknowledged(view, alarm, 1);
    select_next_open(&view->list);
    application_saved(view);
}

bool alarms_is_list(const struct view *view)
{
    return view->def == &screen_alarms || view->def == &screen_alarm_members;
}

/* ---- open and past, group and members ---- */

static bool open_groups(struct view *view, const void *argument, struct err *err)
{
    (void)argument;
    (void)err;
    ((struct state *)view->state)->shown = ALARM_OPEN;
    return true;
}

static bool open_members(struct view *view, const void *argument, struct err *err)
{
    const struct alarm *alarm = argument;
    struct state *state = view->state;
    (void)err;
    text_copy(state->rule, sizeof state->rule, alarm->rule);
    text_copy(state->occasion, sizeof state->occasion, alarm->occasion);
    return true;
}

static void show(struct view *view, enum alarm_state shown)
{
    struct state *state = view->state;
    if (state->shown == shown)
        return;
    state->shown = shown;
    list_release(&view->list);
    list_init(&view->list, view->def->list);
    view_stale(view);
}

static void run_switch(struct view *view)
{
    const struct state *state = view->state;
    show(view, state->shown == ALARM_OPEN ? ALARM_PAST : ALARM_OPEN);
}

static void run_show(struct view *view)
{
    show(view, (enum alarm_state)view->running->argument);
}

static const char *why_no_members(const struct view *view)
{
    const struct alarm *alarm = list_selected(&view->list);
    return alarm != NULL && alarm->members > 1 ? NULL : "";
}

static void run_members(struct view *view)
{
    ui_open(view->ui, &screen_alarm_members, list_selected(&view->list));
}

static void run_handle(struct view *view)
{
    const struct alarm *alarm = list_selected(&view->list);
    if (alarm != NULL && alarm->members > 1)
        run_members(view);
    else
        alarms_acknowledge(view);
}

/* The whole text: its column is narrow. */
static void note(const struct view *view, struct buffer *out)
{
    const struct alarm *alarm = list_selected(&view->list);
    char when[TIME_SIZE];
    if (alarm == NULL || application_masks_names(application_of(view)))
        return;
    buffer_format(out, "%s  %s", alarm_label(alarm->rule, alarm->occasion), alarm->words);
    if (alarm->members > 1)
        buffer_format(out, " +%d", alarm->members - 1);
    if (alarm->acknowledged_at == 0 || alarm->cleared_at == 0)
        return;
    moment_label(alarm->cleared_at, when);
    buffer_add(out, "  ");
    buffer_format(out, _("over %s"), when);
}

static void status(const struct view *view, struct buffer *out)
{
    buffer_format(out, _("%d open"), application_of(view)->alarms_open);
}

static void heading(const struct view *view, struct buffer *out)
{
    const struct state *state = view->state;
    buffer_add(out, state->shown == ALARM_OPEN ? _("open") : _("acknowledged or over"));
}

static void members_heading(const struct view *view, struct buffer *out)
{
    const struct state *state = view->state;
    buffer_add(out, alarm_label(state->rule, state->occasion));
}

/* Of what the alarm is about: an incident, or somebody at a gate. */
static void run_incident(struct view *view)
{
    const struct alarm *alarm = list_selected(&view->list);
    const struct alarm_rule *rule = alarm_rule_find(alarm->rule);
    struct crossing crossing;
    if (!strcmp(alarm->rule, "incident"))
        incident_show(view, alarm->subject);
    else if (rule && rule->concerns && crossing_get(application_store(view), alarm->subject, &crossing, NULL))
        incident_from_crossing(view, &crossing);
    else
        ui_say(view->ui, MESSAGE_PLAIN, "%s", _("This alarm is about nobody."));
}

static void run_booklet(struct view *view)
{
    booklet_open(view, booklet_place_of_alarm(application_store(view), list_selected(&view->list)));
}

static const struct column columns[] = {
    [COLUMN_MARK] = {.heading = N_("!"), .name = "mark", .width = 1, .priority = 9},
    [COLUMN_TIME] = {.heading = N_("Since"), .name = "time", .width = 11, .most = 16, .grow = 1, .priority = 9},
    [COLUMN_RULE] = {.heading = N_("Alarm"), .name = "rule", .width = 10, .grow = 1, .most = 20, .priority = 7},
    [COLUMN_WORDS] =
        {.heading = N_("About"), .name = "words", .width = 28, .grow = 4, .priority = 9, .free_text = true},
    [COLUMN_STATE] =
        {.heading = N_("Acknowledged"), .name = "state", .width = 18, .grow = 1, .most = 30, .priority = 5},
    [COLUMN_OVER] = {.heading = N_("Over since"), .name = "over", .width = 11, .most = 16, .grow = 1, .priority = 3},
};
#define ALARM_LIST(fetch_, empty_)                                                                                \
    {                                                                                                             \
        .columns = columns, .column_count = sizeof columns / sizeof columns[0], .row_size = sizeof(struct alarm), \
        .fetch = (fetch_), .key = key, .cell = cell, .row_style = row_style, .empty = (empty_)                    \
    }
static const struct list_def groups = ALARM_LIST(
    fetch_groups, N_("Alarms stand here: fever at a gate, a denial overridden, a wrong clock. There are none."));
static const struct list_def members = ALARM_LIST(fetch_members, N_("There are no alarms here."));

#define ALARM_INCIDENT                                                                                                 \
    {                                                                                                                  \
        .name = "alarm.incident", .verb = "incident.add", .label = N_("Suspect"),                                      \
        .help = N_("Opens an incident about whom the alarm is about, or shows the one there is."), .keys = {'+'},      \
        .priority = 45, .flags = ACTION_NEEDS_ROW | ACTION_WRITES, .run = run_incident, .opens = &screen_incident_form \
    }
static const struct action group_actions[] = {
    {.name = "alarm.handle",
     .label = N_("Handle"),
     .help = N_("Acknowledges the selected alarm with your name and the time; of a group, shows its members."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW,
     .run = run_handle},
    {.name = "alarm.members",
     .label = N_("Members"),
     .help = N_("Shows each alarm of this group by itself; F8 acknowledges all of them at once."),
     .keys = {KEY_RIGHT},
     .priority = 75,
     .flags = ACTION_NEEDS_ROW,
     .why_not = why_no_members,
     .run = run_members,
     .opens = &screen_alarm_members},
    {.name = "alarm.switch",
     .label = N_("Open/old"),
     .help = N_("Shows the alarms that were acknowledged or are over instead of the open ones, and back."),
     .keys = {KEY_TAB},
     .priority = 70,
     .run = run_switch},
    {.name = "alarm.show_open",
     .label = N_("Now open"),
     .help = N_("Shows the open alarms."),
     .keys = {'1'},
     .flags = ACTION_HIDDEN,
     .argument = ALARM_OPEN,
     .run = run_show},
    {.name = "alarm.show_past",
     .label = N_("Old"),
     .help = N_("Shows the alarms that were acknowledged or are over."),
     .keys = {'2'},
     .flags = ACTION_HIDDEN,
     .argument = ALARM_PAST,
     .run = run_show},
    {.name = "alarm.sound_test",
     .label = N_("Try it"),
     .help = N_("Rings and plays the sound of the alarm, then asks whether it was heard."),
     .keys = {KEY_CTRL('G')},
     .priority = 40,
     .flags = ACTION_WRITES,
     .run = sound_test_run,
     .verb = "alarm.sound_test"},
    ALARM_INCIDENT,
    BOOKLET_ACTION("alarm.booklet", run_booklet),
};
static const struct action member_actions[] = {
    {.name = "alarm.acknowledge",
     .label = N_("Confirm"),
     .help = N_("Acknowledges the selected alarm with your name and the time; F8 does the same here."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .verb = "alarm.acknowledge",
     .run = alarms_acknowledge},
    ALARM_INCIDENT,
    BOOKLET_ACTION("alarm.booklet", run_booklet),
};
const struct screen_def screen_alarms = {
    .name = "alarms",
    .title = N_("Alarms"),
    .state_size = sizeof(struct state),
    .open = open_groups,
    .actions = ACTION_TABLE(group_actions),
    .list = &groups,
    .topics = TOPIC_ALARM | TOPIC_CLOCK,
    .status = status,
    .heading = heading,
    .note = note,
};
const struct screen_def screen_alarm_members = {
    .name = "alarm_members",
    .title = N_("Alarms of one kind"),
    .state_size = sizeof(struct state),
    .open = open_members,
    .actions = ACTION_TABLE(member_actions),
    .list = &members,
    .topics = TOPIC_ALARM | TOPIC_CLOCK,
    .status = status,
    .heading = members_heading,
    .note = note,
};
