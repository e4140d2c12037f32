/* The checkpoints: where this terminal stands, and the numbers of the day at each. */
#include "gatepost/gate_day.h"
#include "gatepost/moment.h"
#include "gatepost/people_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/day_step.h"
#include "screens/hours.h"
#include "screens/registry.h"
#include "screens/small_list.h"
#include <stdio.h>

enum {
    COLUMN_HERE,
    COLUMN_NAME,
    COLUMN_IN,
    COLUMN_OUT,
    COLUMN_AWAY,
    COLUMN_HELD,
    COLUMN_FEVER,
    COLUMN_CARS,
    COLUMN_BUSIEST,
    COLUMN_LAST,
    COLUMN_ESTATE
};
struct checkpoints {
    const struct screen_def *next; /* opened when one was chosen, NULL: nothing waits for it */
    int day;                       /* yyyymmdd, 0: today */
    struct gate_day numbers;
};

static int64_t row_id(const void *row)
{
    return ((const struct gate_day_line *)row)->checkpoint.id;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    struct checkpoints *state = view->state;
    if (!gate_day_read(application_store(view), day_shown(state->day), &state->numbers, err))
        return false;
    small_list_page(page, state->numbers.lines, state->numbers.count, sizeof *state->numbers.lines, anchor, direction,
                    row_id);
    return true;
}

static void key(const void *row, struct list_key *key)
{
    key->id = row_id(row);
}

/* A zero stays empty: what happened stands out. */
static void write_count(int64_t count, enum style style, struct cell *cell)
{
    if (count == 0)
        return;
    snprintf(cell->text, sizeof cell->text, "%lld", (long long)count);
    cell->style = style;
}

/* "14:31 李敏". */
static void write_last(const struct view *view, const struct gate_day_line *line, struct cell *cell)
{
    char when[TIME_SIZE], name[NAME_BYTES];
    if (!line->last_at)
        return;
    time_label(line->last_at, when);
    application_mask(application_of(view), MASK_NAME, line->last_officer, name, sizeof name);
    snprintf(cell->text, sizeof cell->text, "%s %s", when, name);
}

static void cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct gate_day_line *line = row;
    const struct checkpoint *checkpoint = &line->checkpoint;
    switch (column) {
    case COLUMN_HERE:
        text_copy(cell->text, sizeof cell->text, checkpoint->id == application_of(view)->checkpoint.id ? "*" : "");
        return;
    case COLUMN_NAME:
        text_copy(cell->text, sizeof cell->text, checkpoint->name);
        return;
    case COLUMN_IN:
        write_count(line->totals.in, STYLE_NORMAL, cell);
        return;
    case COLUMN_OUT:
        write_count(line->totals.out, STYLE_NORMAL, cell);
        return;
    case COLUMN_AWAY:
        write_count(line->totals.turned_away, STYLE_WARNING, cell);
        return;
    case COLUMN_HELD:
        write_count(line->totals.held, STYLE_ALARM, cell);
        return;
    case COLUMN_FEVER:
        write_count(line->totals.fevers, STYLE_ALARM, cell);
        return;
    case COLUMN_CARS:
        write_count(line->totals.vehicles, STYLE_NORMAL, cell);
        return;
    case COLUMN_BUSIEST:
        if (line->busiest_hour >= 0)
            gate_hour_label(line->busiest_hour, cell->text);
        return;
    case COLUMN_LAST:
        write_last(view, line, cell);
        return;
    default:
        text_copy(cell->text, sizeof cell->text, checkpoint->estate);
    }
}

/* One that was given up, but where somebody crossed on that day. */
static enum style row_style(const struct view *view, const void *row)
{
    (void)view;
    return ((const struct gate_day_line *)row)->checkpoint.voided[0] ? STYLE_VOID : STYLE_NORMAL;
}

static void heading(const struct view *view, struct buffer *out)
{
    day_heading(day_shown(((const struct checkpoints *)view->state)->day), out);
}

/* All together: it stands in the border, since 17 checkpoints fill the smallest screen. */
static void status(const struct view *view, struct buffer *out)
{
    const struct gate_totals *total = &((const struct checkpoints *)view->state)->numbers.total;
    buffer_format(out, _("all: in %1$lld out %2$lld away %3$lld fever %4$lld cars %5$lld"), (long long)total->in,
                  (long long)total->out, (long long)total->turned_away, (long long)total->fevers,
                  (long long)total->vehicles);
}

static bool open_checkpoints(struct view *view, const void *argument, struct err *err)
{
    (void)err;
    ((struct checkpoints *)view->state)->next = argument;
    return true;
}

static const char *stand_why_not(const struct view *view)
{
    const struct gate_day_line *line = list_selected(&view->list);
    return line && line->checkpoint.voided[0] ? _("This checkpoint was given up: nobody stands there any more.") : NULL;
}

static void run_stand(struct view *view)
{
    const struct gate_day_line *line = list_selected(&view->list);
    const struct checkpoints *state = view->state;
    struct err err = {0};
    if (!application_stand_at(application_of(view), line->checkpoint.id, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    ui_say(view->ui, MESSAGE_GOOD, _("This terminal now stands at %s."), application_of(view)->checkpoint.name);
    ui_stale_all(view->ui);
    view_close(view);
    if (state->next)
        ui_open(view->ui, state->next, NULL);
}

static void run_add(struct view *view)
{
    ui_open(view->ui, &screen_checkpoint_form, NULL);
}

static void run_edit(struct view *view)
{
    ui_open(view->ui, &screen_checkpoint_form, &((const struct gate_day_line *)list_selected(&view->list))->checkpoint);
}

static void run_hours(struct view *view)
{
    const struct gate_day_line *line = list_selected(&view->list);
    hours_open(view, ((const struct checkpoints *)view->state)->day, line->checkpoint.id);
}

static void run_day(struct view *view)
{
    day_step(view, &((struct checkpoints *)view->state)->day);
}

static bool open_form(struct view *view, const void *argument, struct err *err)
{
    struct checkpoint *checkpoint = view->state;
    (void)err;
    if (argument) {
        *checkpoint = *(const struct checkpoint *)argument;
        form_set_text(&view->form, "name", checkpoint->name);
        form_set_text(&view->form, "estate", checkpoint->estate);
    }
    return true;
}

static bool save(struct view *view, struct err *err)
{
    struct checkpoint changed = *(struct checkpoint *)view->state;
    text_copy(changed.name, sizeof changed.name, form_text(&view->form, "name"));
    text_copy(changed.estate, sizeof changed.estate, form_text(&view->form, "estate"));
    if (!people_add_checkpoint(application_store(view), &changed, err))
        return false;
    ui_say(view->ui, MESSAGE_GOOD, _("Saved %s   Ctrl-Z undoes"), changed.name);
    application_saved(view);
    view_close(view);
    return true;
}

static const struct column columns[] = {
    [COLUMN_HERE] = {.heading = N_("here"), .name = "here", .width = 4, .priority = 9},
    [COLUMN_NAME] = {.heading = N_("Checkpoint"), .name = "name", .width = 11, .grow = 2, .most = 30, .priority = 9},
    [COLUMN_IN] = {.heading = N_("In"), .name = "in", .width = 5, .priority = 9, .right = true},
    [COLUMN_OUT] = {.heading = N_("Out"), .name = "out", .width = 5, .priority = 9, .right = true},
    [COLUMN_AWAY] = {.heading = N_("Away"), .name = "away", .width = 4, .priority = 8, .right = true},
    [COLUMN_HELD] = {.heading = N_("Kept"), .name = "held", .width = 4, .priority = 4, .right = true},
    [COLUMN_FEVER] = {.heading = N_("Fever"), .name = "fever", .width = 5, .priority = 8, .right = true},
    [COLUMN_CARS] = {.heading = N_("Cars"), .name = "vehicles", .width = 4, .priority = 6, .right = true},
    [COLUMN_BUSIEST] = {.heading = N_("Busy"), .name = "busiest", .width = 5, .priority = 7},
    [COLUMN_LAST] = {.heading = N_("Last by"), .name = "last", .width = 12, .grow = 1, .most = 24, .priority = 6},
    [COLUMN_ESTATE] = {.heading = N_("Estate"), .name = "estate", .width = 8, .grow = 1, .most = 30, .priority = 3},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct gate_day_line),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .row_style = row_style,
    .empty = N_("Here stand the checkpoints of this community. F7 adds the first."),
};
static const struct action actions[] = {
    {.name = "checkpoint.stand",
     .label = N_("Stand"),
     .help = N_("This terminal stands at the selected checkpoint from now on."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW,
     .run = run_stand,
     .why_not = stand_why_not},
    {.name = "checkpoint.hours",
     .label = N_("Hours"),
     .help = N_("Crossings per hour of the selected checkpoint as bars, beside the week before."),
     .keys = {'|'},
     .priority = 75,
     .flags = ACTION_NEEDS_ROW,
     .run = run_hours,
     .opens = &screen_hours},
    DAY_ACTIONS("checkpoint", run_day),
    {.name = "checkpoint.add",
     .label = N_("New"),
     .help = N_("Adds a checkpoint."),
     .keys = {KEY_F(7), KEY_CTRL('N'), KEY_INSERT, 'a', KEY_ALT('7')},
     .priority = 70,
     .flags = ACTION_WRITES,
     .verb = "checkpoint.add",
     .run = run_add,
     .opens = &screen_checkpoint_form},
    {.name = "checkpoint.edit",
     .label = N_("Edit"),
     .help = N_("Changes the name or the estate of the selected checkpoint."),
     .keys = {KEY_F(2), 'e', KEY_ALT('2')},
     .priority = 65,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .verb = "checkpoint.edit",
     .run = run_edit,
     .opens = &screen_checkpoint_form},
};
static const struct field fields[] = {
    {.name = "name", .label = N_("Name"), .hint = N_("South gate"), .width = 24, .flags = FIELD_REQUIRED},
    {.name = "estate", .label = N_("Estate"), .hint = N_("may stay empty"), .width = 24},
};
static const struct form_def form = {.fields = fields, .field_count = sizeof fields / sizeof fields[0], .save = save};

const struct screen_def screen_checkpoint_form = {
    .name = "checkpoint_form",
    .title = N_("Checkpoint"),
    .state_size = sizeof(struct checkpoint),
    .form = &form,
    .overlay = true,
    .columns = 60,
    .open = open_form,
};
const struct screen_def screen_checkpoints = {
    .name = "checkpoints",
    .title = N_("Checkpoints"),
    .state_size = sizeof(struct checkpoints),
    .open = open_checkpoints,
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_CHECKPOINT | TOPIC_GATE | TOPIC_OFFICER | TOPIC_DAY | TOPIC_SESSION,
    .heading = heading,
    .status = status,
};
