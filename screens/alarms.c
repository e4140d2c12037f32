/* The alarms: what is open first, then what was acknowledged or is over; newest first in both. */
#include "screens/alarms.h"

#include "gatepost/alarm_rules.h"
#include "gatepost/clock.h"
#include "gatepost/labels.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/registry.h"
#include <stdio.h>
#include <stdlib.h>

/* Open alarms stand above all others: their place in the list's order is moved by more than any time. */
static const int64_t open_shift = INT64_C(1) << 50;
enum { OPEN_MOST = 300, PAST_MOST = 64 };
enum { COLUMN_MARK, COLUMN_TIME, COLUMN_RULE, COLUMN_WORDS, COLUMN_STATE };

static bool is_open(const struct alarm *alarm)
{
    return !alarm->acknowledged_at && !alarm->cleared_at;
}

static void key(const void *row, struct list_key *key)
{
    const struct alarm *alarm = row;
    key->at = alarm->raised_at + (is_open(alarm) ? open_shift : 0);
    key->id = alarm->id;
}

/* True when alarm lies beyond the anchor in this direction. */
static bool is_beyond(const struct alarm *alarm, const struct list_key *anchor, enum list_direction direction)
{
    struct list_key place = {0};
    if (!anchor)
        return true;
    key(alarm, &place);
    bool lower = place.at < anchor->at || (place.at == anchor->at && place.id < anchor->id);
    bool same = place.at == anchor->at && place.id == anchor->id;
    return !same && lower == (direction == LIST_DOWN);
}

static void add_row(struct list_page *page, const struct alarm *alarm)
{
    ((struct alarm *)page->rows)[page->count++] = *alarm;
}

/* Adds open alarms beyond anchor; true when none is left. */
static bool fetch_open(struct view *view, const struct list_key *anchor, enum list_direction direction,
                       struct list_page *page, bool *finished, struct err *err)
{
    struct alarm *open = memory_new(OPEN_MOST, sizeof *open);
    int count = 0, total = 0;
    bool read = alarm_open_list(application_store(view), open, OPEN_MOST, &count, &total, err);
    int step = direction == LIST_DOWN ? 1 : -1, index = direction == LIST_DOWN ? 0 : count - 1;
    for (; read && index >= 0 && index < count && page->count < page->most; index += step) {
        if (is_beyond(&open[index], anchor, direction))
            add_row(page, &open[index]);
    }
    *finished = index < 0 || index >= count;
    free(open);
    return read;
}

/* Adds alarms that are not open any more beyond anchor. */
static bool fetch_past(struct view *view, const struct list_key *anchor, enum list_direction direction,
                       struct list_page *page, bool *finished, struct err *err)
{
    struct alarm *past = memory_new(PAST_MOST, sizeof *past);
    int64_t at = anchor && anchor->at < open_shift ? anchor->at : 0;
    int64_t id = at ? anchor->id : 0;
    bool read = true;
    *finished = false;
    while (read && !*finished && page->count < page->most) {
        int count = 0;
        read = alarm_window(application_store(view), at, id, direction == LIST_UP, past, PAST_MOST, &count, err);
        for (int i = 0; read && i < count && page->count < page->most; i++) {
            if (!is_open(&past[i]))
                add_row(page, &past[i]);
            at = past[i].raised_at;
            id = past[i].id;
        }
        *finished = count < PAST_MOST && page->count < page->most;
    }
    free(past);
    return read;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    bool anchor_open = anchor && anchor->at >= open_shift, finished = true;
    page->count = 0;
    page->finished = false;
    if (direction == LIST_DOWN) {
        if ((!anchor || anchor_open) && !fetch_open(view, anchor, direction, page, &finished, err))
            return false;
        if (finished && !fetch_past(view, anchor, direction, page, &page->finished, err))
            return false;
        return true;
    }
    if (!anchor_open && !fetch_past(view, anchor, direction, page, &finished, err))
        return false;
    return !finished || fetch_open(view, anchor, direction, page, &page->finished, err);
}

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
    } else {
        text_copy(cell->text, sizeof cell->text, _("open"));
    }
}

static void cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct alarm *alarm = row;
    const struct application *application = application_of(view);
    const struct alarm_rule *rule = alarm_rule_find(alarm->rule);
    char when[TIME_SIZE];
    switch (column) {
    case COLUMN_MARK:
        text_copy(cell->text, sizeof cell->text, is_open(alarm) ? "!" : "");
        break;
    case COLUMN_TIME:
        moment_label(alarm->raised_at, when);
        text_copy(cell->text, sizeof cell->text, when);
        break;
    case COLUMN_RULE:
        text_copy(cell->text, sizeof cell->text, rule ? _(rule->label) : alarm->rule);
        break;
    case COLUMN_WORDS: /* the words of an alarm carry a name */
        text_copy(cell->text, sizeof cell->text, application->masked ? _("(masked)") : alarm->words);
        break;
    default:
        write_state(application, alarm, cell);
    }
}

static enum style row_style(const struct view *view, const void *row)
{
    (void)view;
    return is_open(row) ? STYLE_ALARM : STYLE_MUTED;
}

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

void alarms_acknowledge(struct view *view)
{
    const struct alarm *alarm = list_selected(&view->list);
    struct err err = {0};
    char when[TIME_SIZE];
    if (!alarm || !is_open(alarm)) {
        ui_say(view->ui, MESSAGE_PLAIN, "%s", _("No open alarm is selected."));
        return;
    }
    const struct application *application = application_of(view);
    if (!alarm_take_note(application->store, alarm->id, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    select_next_open(&view->list);
    time_label(clock_now(), when);
    ui_say(view->ui, MESSAGE_GOOD, _("Acknowledged by %1$s at %2$s."), application->officer.name, when);
    application_saved(view);
}

/* The whole text: its column is narrow. */
static void note(const struct view *view, struct buffer *out)
{
    const struct alarm *alarm = list_selected(&view->list);
    const struct alarm_rule *rule = alarm != NULL ? alarm_rule_find(alarm->rule) : NULL;
    if (alarm == NULL || application_of(view)->masked)
        return;
    buffer_format(out, "%s  %s", rule != NULL ? _(rule->label) : alarm->rule, alarm->words);
}

static void status(const struct view *view, struct buffer *out)
{
    buffer_format(out, _("%d open"), application_of(view)->alarms_open);
}

static const struct column columns[] = {
    [COLUMN_MARK] = {.heading = N_("!"), .name = "mark", .width = 1, .priority = 9},
    [COLUMN_TIME] = {.heading = N_("Since"), .name = "time", .width = 11, .most = 16, .grow = 1, .priority = 9},
    [COLUMN_RULE] = {.heading = N_("Alarm"), .name = "rule", .width = 10, .grow = 1, .most = 20, .priority = 7},
    [COLUMN_WORDS] =
        {.heading = N_("About"), .name = "words", .width = 20, .grow = 4, .priority = 9, .free_text = true},
    [COLUMN_STATE] =
        {.heading = N_("Acknowledged"), .name = "state", .width = 16, .grow = 1, .most = 30, .priority = 5},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct alarm),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .row_style = row_style,
    .empty = N_("Alarms stand here: fever at a gate, a denial overridden, a wrong clock. There are none."),
};
static const struct action actions[] = {
    {.name = "alarm.acknowledge",
     .label = N_("Confirm"),
     .help = N_("Acknowledges the selected alarm with your name and the time; F8 does the same here."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .verb = "alarm.acknowledge",
     .run = alarms_acknowledge},
};
const struct screen_def screen_alarms = {
    .name = "alarms",
    .title = N_("Alarms"),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_ALARM | TOPIC_CLOCK,
    .status = status,
    .note = note,
};
