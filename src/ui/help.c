/* Help and menu: the actions in reach as a searchable list; Enter runs one. Made from the tables that dispatch. */
#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "ui_parts.h"
#include <stdlib.h>
#include <string.h>

enum { HELP_MOST = 160, KEYS_COLUMNS = 22, LABEL_COLUMNS = 10 };

struct help {
    const struct action *all[HELP_MOST]; /* in reach, the screen's own first */
    int all_count;
    const struct action *found[HELP_MOST]; /* of these, what matches the search */
    int count, selected, top;
    struct line_editor search;
    const struct action *chosen;
};

static bool label_matches(const struct action *action, const char *text)
{
    return text_contains(_(action->label), text) || text_contains(action->label, text);
}

static bool matches(const struct action *action, const char *text)
{
    struct buffer keys = {0};
    action_keys(action, &keys);
    bool match = text_contains(_(action->help), text) || text_contains(action->help, text) ||
                 text_contains(action->name, text) || text_contains(buffer_text(&keys), text);
    buffer_release(&keys);
    return match;
}

/* What is called so comes before what only mentions it: Enter must not run a neighbour. */
static void search(struct help *help)
{
    const char *text = help->search.text;
    help->count = help->selected = help->top = 0;
    for (int i = 0; i < help->all_count; i++)
        if (label_matches(help->all[i], text))
            help->found[help->count++] = help->all[i];
    for (int i = 0; i < help->all_count; i++)
        if (!label_matches(help->all[i], text) && matches(help->all[i], text))
            help->found[help->count++] = help->all[i];
}

/* The help has the movement keys too; the menu has what can be run. */
static void gather(struct help *help, const struct view *view, bool menu)
{
    const struct action_table *tables[5];
    int count = view_tables(view, tables);
    for (int t = 0; t < count; t++) {
        for (size_t i = 0; i < tables[t]->count && help->all_count < HELP_MOST; i++) {
            const struct action *action = &tables[t]->actions[i];
            const char *why = action->why_not != NULL ? action->why_not(view) : NULL;
            bool hidden = menu && (action->flags & ACTION_HIDDEN);
            if (!hidden && (why == NULL || why[0] != '\0'))
                help->all[help->all_count++] = action;
        }
    }
}

static bool open_help(struct view *view, const void *argument, struct err *err)
{
    struct help *help = view->state;
    (void)err;
    gather(help, view->opener, *(const bool *)argument);
    search(help);
    return true;
}

static void draw_entry(const struct action *action, struct canvas *canvas, struct rect line, bool selected)
{
    struct buffer keys = {0};
    enum style style = selected ? STYLE_SELECTED : STYLE_NORMAL;
    int at = line.column + 1, end = line.column + line.columns;
    action_keys(action, &keys);
    canvas_fill(canvas, line, style);
    if (selected)
        canvas_text(canvas, line.row, line.column, 1, ">", style);
    int keys_columns = line.columns < 50 ? KEYS_COLUMNS / 2 : KEYS_COLUMNS;
    canvas_field(canvas, line.row, at, keys_columns < end - at ? keys_columns : end - at, buffer_text(&keys),
                 selected ? style : STYLE_KEY);
    at += keys_columns + 1;
    if (at < end)
        canvas_field(canvas, line.row, at, LABEL_COLUMNS < end - at ? LABEL_COLUMNS : end - at, _(action->label),
                     style);
    at += LABEL_COLUMNS + 1;
    if (at < end)
        canvas_field(canvas, line.row, at, end - at, _(action->help), style);
    buffer_release(&keys);
}

static void draw_help(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct help *help = view->state;
    const char *label = _("Search: ");
    if (rect.rows < 1 || rect.columns < 4)
        return;
    int used = canvas_text(canvas, rect.row, rect.column + 1, rect.columns - 1, label, STYLE_FOCUS);
    line_draw(&help->search, canvas, rect.row, rect.column + 1 + used, rect.columns - 2 - used, true);
    int rows = rect.rows - 1, top = help->selected >= rows ? help->selected - rows + 1 : 0;
    for (int i = 0; i < rows && top + i < help->count; i++)
        draw_entry(help->found[top + i], canvas, (struct rect){rect.row + 1 + i, rect.column, 1, rect.columns},
                   top + i == help->selected);
    if (help->count == 0 && rows > 0)
        canvas_text(canvas, rect.row + 1, rect.column + 1, rect.columns - 1, _("Nothing matches."), STYLE_MUTED);
}

/* The search line keeps its keys; help says only which screen it is about. */
static void heading(const struct view *view, struct buffer *out)
{
    buffer_add(out, _(view->opener->def->title));
}

static void status(const struct view *view, struct buffer *out)
{
    const struct help *help = view->state;
    buffer_format(out, "%d/%d", help->count, help->all_count);
}

/* The whole sentence: its line may be too short for it. */
static void note(const struct view *view, struct buffer *out)
{
    const struct help *help = view->state;
    if (help->count > 0)
        buffer_add(out, _(help->found[help->selected]->help));
}

static void run_chosen(struct view *view)
{
    const struct help *help = view->state;
    struct view *opener = view->opener;
    if (help->count == 0)
        return;
    view_close(view);
    ui_run_action(opener, help->found[help->selected]);
}

static bool help_mouse(struct view *view, const struct key_event *event)
{
    struct help *help = view->state;
    int rows = view->inside.rows - 1, top = help->selected >= rows ? help->selected - rows + 1 : 0;
    int index = top + event->row - view->inside.row - 1;
    if (event->mouse == MOUSE_WHEEL_UP && help->selected > 0)
        help->selected--;
    if (event->mouse == MOUSE_WHEEL_DOWN && help->selected + 1 < help->count)
        help->selected++;
    if ((event->mouse == MOUSE_CLICK || event->mouse == MOUSE_DOUBLE) && event->row > view->inside.row &&
        index < help->count)
        help->selected = index;
    if (event->mouse == MOUSE_DOUBLE)
        run_chosen(view);
    return true;
}

static bool help_key(struct view *view, const struct key_event *event)
{
    struct help *help = view->state;
    bool refused = false, used;
    if (event->key == KEY_MOUSE)
        return help_mouse(view, event);
    if (event->key == KEY_PASTE) {
        line_paste(&help->search, event->paste);
        used = true;
    } else {
        used = line_key(&help->search, event->key, &refused);
    }
    if (refused)
        view->ui->terminal->ops->bell(view->ui->terminal);
    if (used)
        search(help);
    return used;
}

static void run_move(struct view *view)
{
    struct help *help = view->state;
    int step = (int)view->running->argument, page = view->inside.rows > 2 ? view->inside.rows - 2 : 1;
    help->selected += step == 2 || step == -2 ? step / 2 * page : step;
    if (help->selected >= help->count)
        help->selected = help->count - 1;
    if (help->selected < 0)
        help->selected = 0;
}

static void run_close(struct view *view)
{
    view_close(view);
}

static const struct action table[] = {
    {.name = "help.run",
     .label = N_("Run"),
     .help = N_("Runs the selected command."),
     .keys = {KEY_ENTER},
     .priority = 99,
     .run = run_chosen},
    {.name = "help.close",
     .label = N_("Back"),
     .help = N_("Closes this list."),
     .keys = {KEY_ESC},
     .priority = 98,
     .run = run_close},
    {.name = "help.up",
     .label = N_("Up"),
     .help = N_("One row up."),
     .keys = {KEY_UP},
     .flags = ACTION_HIDDEN,
     .run = run_move,
     .argument = -1},
    {.name = "help.down",
     .label = N_("Down"),
     .help = N_("One row down."),
     .keys = {KEY_DOWN},
     .flags = ACTION_HIDDEN,
     .run = run_move,
     .argument = 1},
    {.name = "help.page-up",
     .label = N_("Page up"),
     .help = N_("One page up."),
     .keys = {KEY_PAGE_UP},
     .flags = ACTION_HIDDEN,
     .run = run_move,
     .argument = -2},
    {.name = "help.page-down",
     .label = N_("Page dn"),
     .help = N_("One page down."),
     .keys = {KEY_PAGE_DOWN},
     .flags = ACTION_HIDDEN,
     .run = run_move,
     .argument = 2},
};
#define HELP_SCREEN(screen_name, screen_title)                                                                         \
    {                                                                                                                  \
        .name = screen_name, .title = screen_title, .state_size = sizeof(struct help), .actions = ACTION_TABLE(table), \
        .overlay = true, .open = open_help, .draw = draw_help, .heading = heading, .status = status, .note = note,     \
        .key = help_key                                                                                                \
    }
static const struct screen_def screen_help = HELP_SCREEN("help", N_("Help"));
static const struct screen_def screen_menu = HELP_SCREEN("menu", N_("Menu"));

/* The key that opened one of the two, and the other's, close it. */
static void open_or_close(struct ui *ui, const struct screen_def *def, bool menu)
{
    struct view *top = ui_top(ui);
    if (top != NULL && (top->def == &screen_help || top->def == &screen_menu))
        view_close(top);
    else if (top != NULL)
        ui_open(ui, def, &menu);
}

void ui_open_help(struct ui *ui)
{
    open_or_close(ui, &screen_help, false);
}

void ui_open_menu(struct ui *ui)
{
    open_or_close(ui, &screen_menu, true);
}
