/* The settings: one line per row of the setting table. */
#include "gatepost/buffer.h"
#include "gatepost/habits.h"
#include "gatepost/memory.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/registry.h"
#include "screens/small_list.h"
#include <stdlib.h>

enum { VALUE_BYTES = 200 };
enum { COLUMN_LABEL, COLUMN_VALUE, COLUMN_HELP, COLUMN_NAME };
struct setting_row {
    int64_t id; /* place in the table, from 1 */
    char value[VALUE_BYTES];
};

static int64_t row_id(const void *row)
{
    return ((const struct setting_row *)row)->id;
}

static const struct setting *setting_of(const void *row)
{
    return &setting_table[row_id(row) - 1];
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    struct setting_row *all = memory_new((size_t)setting_count, sizeof *all);
    (void)err;
    for (int i = 0; i < setting_count; i++) {
        all[i].id = i + 1;
        setting_text(application_store(view), setting_table[i].name, all[i].value, VALUE_BYTES);
    }
    small_list_page(page, all, setting_count, sizeof *all, anchor, direction, row_id);
    free(all);
    return true;
}

static void key(const void *row, struct list_key *key)
{
    key->id = row_id(row);
}

static void cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    (void)view;
    if (column == COLUMN_LABEL)
        text_copy(cell->text, sizeof cell->text, _(setting_of(row)->label));
    else if (column == COLUMN_NAME)
        text_copy(cell->text, sizeof cell->text, setting_of(row)->name);
    else if (column == COLUMN_VALUE)
        text_copy(cell->text, sizeof cell->text, ((const struct setting_row *)row)->value);
    else
        text_copy(cell->text, sizeof cell->text, _(setting_of(row)->help));
}

static void note(const struct view *view, struct buffer *out)
{
    const void *row = list_selected(&view->list);
    buffer_add(out, row != NULL ? _(setting_of(row)->help) : "");
}

static bool store_value(struct view *view, const char *text, struct err *err)
{
    const struct setting *setting = *(const struct setting **)view->state;
    if (!setting_set(application_store(view), setting->name, text, err))
        return false;
    char now[VALUE_BYTES];
    setting_text(application_store(view), setting->name, now, sizeof now);
    application_saved(view);
    ui_say(view->ui, MESSAGE_GOOD, _("%1$s is now %2$s   Ctrl-Z undoes"), _(setting->label), now);
    return true;
}

static bool answered(struct view *view, const char *text, struct err *err)
{
    return !text || store_value(view, text, err);
}

static void run_edit(struct view *view)
{
    const void *row = list_selected(&view->list);
    *(const struct setting **)view->state = setting_of(row);
    prompt_line(view, _(setting_of(row)->help), _(setting_of(row)->label), ((const struct setting_row *)row)->value,
                answered);
}

static void run_reset(struct view *view)
{
    struct err err = {0};
    *(const struct setting **)view->state = setting_of(list_selected(&view->list));
    if (!store_value(view, NULL, &err))
        ui_say_err(view->ui, &err);
}

static const struct column columns[] = {
    [COLUMN_LABEL] = {.heading = N_("Setting"), .name = "label", .width = 21, .priority = 9},
    [COLUMN_VALUE] = {.heading = N_("Value"), .name = "value", .width = 14, .grow = 1, .most = 30, .priority = 9},
    [COLUMN_HELP] = {.heading = N_("Meaning"), .name = "help", .width = 20, .grow = 3, .priority = 3},
    [COLUMN_NAME] = {.heading = N_("In commands"), .name = "name", .width = 15, .priority = 4},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct setting_row),
    .fetch = fetch,
    .key = key,
    .cell = cell,
};
static const struct action actions[] = {
    {.name = "setting.edit",
     .label = N_("Edit"),
     .help = N_("Changes the selected setting."),
     .keys = {KEY_F(2), KEY_ENTER, 'e', 'o', KEY_ALT('2')},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .verb = "setting.set",
     .run = run_edit},
    {.name = "setting.reset",
     .label = N_("Default"),
     .help = N_("Puts the selected setting back to its default."),
     .keys = {KEY_DELETE, 'x'},
     .priority = 60,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .verb = "setting.set",
     .run = run_reset},
};
const struct screen_def screen_settings = {
    .name = "settings",
    .title = N_("Settings"),
    .state_size = sizeof(const struct setting *),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_SETTING,
    .note = note,
};
