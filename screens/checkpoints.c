/* The checkpoints: where this terminal stands, and their list. */
#include "gatepost/memory.h"
#include "gatepost/people_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/registry.h"
#include "screens/small_list.h"
#include <stdio.h>
#include <stdlib.h>

enum { MOST = 200 };
struct checkpoints {
    const struct screen_def *next; /* opened when one was chosen, NULL: nothing waits for it */
};
enum { COLUMN_HERE, COLUMN_NAME, COLUMN_ESTATE };

static int64_t row_id(const void *row)
{
    return ((const struct checkpoint *)row)->id;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    struct checkpoint *all = memory_new(MOST, sizeof *all);
    int count = 0;
    bool read = checkpoint_list(application_store(view), all, MOST, &count, err);
    if (read)
        small_list_page(page, all, count, sizeof *all, anchor, direction, row_id);
    free(all);
    return read;
}

static void key(const void *row, struct list_key *key)
{
    key->id = row_id(row);
}

static void cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct checkpoint *checkpoint = row;
    switch (column) {
    case COLUMN_HERE:
        text_copy(cell->text, sizeof cell->text, checkpoint->id == application_of(view)->checkpoint.id ? "*" : "");
        break;
    case COLUMN_NAME:
        text_copy(cell->text, sizeof cell->text, checkpoint->name);
        break;
    default:
        text_copy(cell->text, sizeof cell->text, checkpoint->estate);
    }
}

static bool open_checkpoints(struct view *view, const void *argument, struct err *err)
{
    (void)err;
    ((struct checkpoints *)view->state)->next = argument;
    return true;
}

static void run_stand(struct view *view)
{
    const struct checkpoint *checkpoint = list_selected(&view->list);
    const struct checkpoints *state = view->state;
    struct err err = {0};
    if (!application_stand_at(application_of(view), checkpoint->id, &err)) {
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
    ui_open(view->ui, &screen_checkpoint_form, list_selected(&view->list));
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
    [COLUMN_NAME] = {.heading = N_("Checkpoint"), .name = "name", .width = 12, .grow = 2, .most = 40, .priority = 9},
    [COLUMN_ESTATE] = {.heading = N_("Estate"), .name = "estate", .width = 8, .grow = 1, .most = 30, .priority = 5},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct checkpoint),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .empty = N_("Here stand the checkpoints of this community. F7 adds the first."),
};
static const struct action actions[] = {
    {.name = "checkpoint.stand",
     .label = N_("Stand"),
     .help = N_("This terminal stands at the selected checkpoint from now on."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW,
     .run = run_stand},
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
    .topics = TOPIC_CHECKPOINT,
};
