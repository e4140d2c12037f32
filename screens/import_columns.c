/* Import, second step: the file is read; which column is what. */
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/import.h"
#include "screens/registry.h"
#include "screens/small_list.h"
#include <stdio.h>
#include <stdlib.h>

enum { COLUMN_NUMBER, COLUMN_HEADING, COLUMN_FIELD, COLUMN_FIRST, COLUMN_SECOND };
enum { READ_MS = 40 };
struct import_columns {
    struct importer *importer;
    bool told;
};

static struct importer *importer_of(const struct view *view)
{
    return ((const struct import_columns *)view->state)->importer;
}

static bool open_columns(struct view *view, const void *argument, struct err *err)
{
    struct import_columns *state = view->state;
    (void)err;
    state->importer = (struct importer *)argument; /* taken over */
    return true;
}

static void close_columns(struct view *view)
{
    importer_free(importer_of(view));
}

/* A slice of reading; a file that turns out to be none says so on the form that named it. */
static bool work(struct view *view)
{
    struct import_columns *state = view->state;
    struct err err = {0};
    if (importer_phase(state->importer) != IMPORTER_READING)
        return false;
    if (!importer_step(state->importer, READ_MS, &err)) {
        ui_say_err(view->ui, &err);
        view_close(view);
        return true;
    }
    if (importer_phase(state->importer) == IMPORTER_MAPPING) {
        view_stale(view);
        ui_say(
            view->ui, MESSAGE_PLAIN, "%s",
            importer_heading_line(state->importer)
                ? _("Is every column understood? Ctrl-S goes on; Enter changes the selected one.")
                : _("No row of headings was recognised. Say with Enter what the columns are, then Ctrl-S. The text of "
                    "a chat goes in by the other choice: From, text from a chat."));
    }
    return true;
}

/* ---- the list of columns ---- */

static int64_t row_id(const void *row)
{
    return *(const int *)row + 1;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    const struct importer *importer = importer_of(view);
    int count = importer_phase(importer) == IMPORTER_READING ? 0 : importer_columns(importer);
    int *all = memory_new((size_t)count + 1, sizeof *all);
    (void)err;
    for (int i = 0; i < count; i++)
        all[i] = i;
    small_list_page(page, all, count, sizeof *all, anchor, direction, row_id);
    free(all);
    return true;
}

static void key(const void *row, struct list_key *key)
{
    key->id = row_id(row);
}

/* Phones and ID numbers stay masked here too; a column nobody knows yet is shown as it is. */
static void show_sample(const struct view *view, int column, int index, struct cell *cell)
{
    const struct importer *importer = importer_of(view);
    import_show_cell(view, importer, importer_field(importer, column), importer_sample(importer, column, index), cell);
}

static void cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct importer *importer = importer_of(view);
    int of_file = *(const int *)row, field = importer_field(importer, of_file);
    switch (column) {
    case COLUMN_NUMBER:
        snprintf(cell->text, sizeof cell->text, "%d", of_file + 1);
        break;
    case COLUMN_HEADING:
        text_copy(cell->text, sizeof cell->text, importer_heading(importer, of_file));
        break;
    case COLUMN_FIELD:
        text_copy(cell->text, sizeof cell->text,
                  field == IMPORT_NO_FIELD ? _("(not used)")
                                           : words_context(importer_register(importer)->fields[field].label));
        cell->style = field == IMPORT_NO_FIELD ? STYLE_MUTED : STYLE_GOOD;
        break;
    default:
        show_sample(view, of_file, column - COLUMN_FIRST, cell);
    }
}

/* ---- what can be done ---- */

static void run_field(struct view *view)
{
    struct import_choice choice = {importer_of(view), *(const int *)list_selected(&view->list)};
    ui_open(view->ui, &screen_import_field, &choice);
}

static void run_ignore(struct view *view)
{
    importer_map(importer_of(view), *(const int *)list_selected(&view->list), IMPORT_NO_FIELD);
    view_stale(view);
}

static void run_go_on(struct view *view)
{
    struct importer *importer = importer_of(view);
    struct err err = {0};
    if (importer_judge(importer, &err))
        ui_open(view->ui, &screen_import_rows, importer);
    else
        ui_say_err(view->ui, &err);
}

static const char *while_reading(const struct view *view)
{
    return importer_phase(importer_of(view)) == IMPORTER_READING ? _("The file is still being read.") : NULL;
}

static void status(const struct view *view, struct buffer *out)
{
    const struct importer *importer = importer_of(view);
    if (importer_phase(importer) == IMPORTER_READING)
        buffer_format(out, _("reading %d %%"), importer_percent(importer));
    else
        buffer_format(out, ngettext("%lld row", "%lld rows", (unsigned long)importer_rows(importer)),
                      (long long)importer_rows(importer));
}

static const struct column columns[] = {
    [COLUMN_NUMBER] = {.heading = N_("No."), .name = "number", .width = 4, .priority = 5, .right = true},
    [COLUMN_HEADING] = {.heading = N_("Heading"), .name = "heading", .width = 10, .grow = 2, .most = 30, .priority = 8},
    [COLUMN_FIELD] = {.heading = N_("Is"), .name = "field", .width = 12, .grow = 1, .most = 24, .priority = 9},
    [COLUMN_FIRST] = {.heading = N_("First row"), .name = "first", .width = 12, .grow = 2, .most = 40, .priority = 7},
    [COLUMN_SECOND] =
        {.heading = N_("Second row"), .name = "second", .width = 12, .grow = 2, .most = 40, .priority = 3},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(int),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .empty = N_("The file is being read. Esc stops."),
};
static const struct action actions[] = {
    {.name = "import.go_on",
     .label = N_("Go on"),
     .help = N_("Compares every row with the register and shows what would be done; nothing is saved yet."),
     .keys = {KEY_CTRL('S')},
     .priority = 90,
     .run = run_go_on,
     .why_not = while_reading},
    {.name = "import.field",
     .label = N_("Change"),
     .help = N_("Says what the selected column is."),
     .keys = {KEY_ENTER, KEY_F(2), 'o', 'e', KEY_ALT('2')},
     .priority = 85,
     .flags = ACTION_NEEDS_ROW,
     .run = run_field,
     .why_not = while_reading},
    {.name = "import.ignore",
     .label = N_("Not used"),
     .help = N_("The selected column is not imported."),
     .keys = {KEY_DELETE, 'x'},
     .priority = 70,
     .flags = ACTION_NEEDS_ROW,
     .run = run_ignore,
     .why_not = while_reading},
};
const struct screen_def screen_import_columns = {
    .name = "import_columns",
    .title = N_("Import: columns"),
    .state_size = sizeof(struct import_columns),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_SESSION,
    .open = open_columns,
    .close = close_columns,
    .status = status,
    .work = work,
};

/* ---- choosing a field ---- */

static bool open_field(struct view *view, const void *argument, struct err *err)
{
    (void)err;
    *(struct import_choice *)view->state = *(const struct import_choice *)argument;
    return true;
}

/* What the column is by now comes first: Enter without looking changes nothing. Behind the last field: not used. */
static int field_at(const struct import_choice *choice, int position)
{
    int present = importer_field(choice->importer, choice->column);
    if (present == IMPORT_NO_FIELD)
        present = importer_register(choice->importer)->field_count;
    return position == 0 ? present : position <= present ? position - 1 : position;
}

static bool fetch_fields(struct view *view, const struct list_key *anchor, enum list_direction direction,
                         struct list_page *page, struct err *err)
{
    const struct import_choice *choice = view->state;
    int count = importer_register(choice->importer)->field_count + 1;
    int *all = memory_new((size_t)count, sizeof *all);
    (void)err;
    for (int i = 0; i < count; i++)
        all[i] = i;
    small_list_page(page, all, count, sizeof *all, anchor, direction, row_id);
    free(all);
    return true;
}

static void field_cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct import_choice *choice = view->state;
    const struct import_register *wanted = importer_register(choice->importer);
    int field = field_at(choice, *(const int *)row);
    (void)column;
    text_copy(cell->text, sizeof cell->text,
              field < wanted->field_count ? words_context(wanted->fields[field].label) : _("(not used)"));
}

static void run_choose(struct view *view)
{
    const struct import_choice *choice = view->state;
    int field = field_at(choice, *(const int *)list_selected(&view->list));
    if (field >= importer_register(choice->importer)->field_count)
        field = IMPORT_NO_FIELD;
    importer_map(choice->importer, choice->column, field);
    ui_stale_all(view->ui);
    view_close(view);
}

static int field_height(const struct view *view, int wide)
{
    const struct import_choice *choice = view->state;
    (void)wide;
    return importer_register(choice->importer)->field_count + 2;
}

static const struct column field_columns[] = {
    {.heading = N_("What is it?"), .name = "field", .width = 20, .grow = 1, .priority = 9},
};
static const struct list_def field_list = {
    .columns = field_columns,
    .column_count = 1,
    .row_size = sizeof(int),
    .fetch = fetch_fields,
    .key = key,
    .cell = field_cell,
};
static const struct action field_actions[] = {
    {.name = "import.choose",
     .label = N_("Choose"),
     .help = N_("The column is this."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 90,
     .flags = ACTION_NEEDS_ROW,
     .run = run_choose},
};
const struct screen_def screen_import_field = {
    .name = "import_field",
    .title = N_("Column"),
    .state_size = sizeof(struct import_choice),
    .actions = ACTION_TABLE(field_actions),
    .list = &field_list,
    .overlay = true,
    .columns = 34,
    .open = open_field,
    .height = field_height,
};
