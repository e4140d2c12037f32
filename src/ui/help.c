/* Help and menu: actions as a searchable list; Enter runs one. Made from the tables that dispatch. */
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "help_parts.h"
#include <stdlib.h>
#include <string.h>

enum { KEYS_COLUMNS = 22, WHEEL_ROWS = 3 };

static bool open_help(struct view *view, const void *argument, struct err *err)
{
    struct help *help = view->state;
    (void)err;
    help->menu = *(const bool *)argument;
    help_gather(&help->entries, view->opener, help->menu);
    help_search(view);
    return true;
}

static void close_help(struct view *view)
{
    struct help *help = view->state;
    help_clear(help);
    free(help->lines);
    help_entries_release(&help->entries);
}

/* --- drawing --- */

/* What cannot be run now stands in brackets, for those who see no colours. */
static void draw_entry(const struct help_entry *entry, struct canvas *canvas, struct rect line, bool selected)
{
    const struct action *action = entry->action;
    bool possible = entry->why == NULL && entry->screen == NULL;
    enum style style = selected ? STYLE_SELECTED : possible ? STYLE_NORMAL : STYLE_MUTED;
    struct buffer keys = {0}, label = {0};
    int at = line.column + 1, end = line.column + line.columns;
    int keys_columns = line.columns < 50 ? KEYS_COLUMNS / 2 : KEYS_COLUMNS;
    action_keys(action, &keys);
    buffer_format(&label, possible ? "%s" : "(%s)", words_context(action->label));
    canvas_fill(canvas, line, style);
    if (selected)
        canvas_text(canvas, line.row, line.column, 1, ">", style);
    canvas_field(canvas, line.row, at, keys_columns < end - at ? keys_columns : end - at, buffer_text(&keys),
                 selected || !possible ? style : STYLE_KEY);
    at += keys_columns + 1;
    if (at < end)
        canvas_field(canvas, line.row, at, LABEL_COLUMNS < end - at ? LABEL_COLUMNS : end - at, buffer_text(&label),
                     style);
    at += LABEL_COLUMNS + 1;
    if (at < end)
        canvas_field(canvas, line.row, at, end - at, _(action->help), style);
    buffer_release(&keys);
    buffer_release(&label);
}

static int shown_rows(const struct view *view)
{
    return view->inside.rows > 1 ? view->inside.rows - 1 : 1;
}

static void draw_help(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct help *help = view->state;
    const char *label = _("Search: ");
    if (rect.rows < 1 || rect.columns < 4)
        return;
    int used = canvas_text(canvas, rect.row, rect.column + 1, rect.columns - 1, label, STYLE_FOCUS);
    line_draw(&help->search, canvas, rect.row, rect.column + 1 + used, rect.columns - 2 - used, true);
    for (int i = 0; i < rect.rows - 1 && help->top + i < help->count; i++) {
        const struct help_line *line = &help->lines[help->top + i];
        struct rect row = {rect.row + 1 + i, rect.column, 1, rect.columns};
        if (line->entry != NULL)
            draw_entry(line->entry, canvas, row, help->top + i == help->selected);
        else
            canvas_cut(canvas, row.row, row.column + 1, row.columns - 1, line->text, line->style);
    }
}

/* The search line keeps its keys; help says only which screen it is about. */
static void heading(const struct view *view, struct buffer *out)
{
    buffer_add(out, _(view->opener->def->title));
}

static void status(const struct view *view, struct buffer *out)
{
    const struct help *help = view->state;
    buffer_format(out, "%d/%d", help->found, help->entries.count);
}

static const struct help_entry *selected_entry(const struct help *help)
{
    return help->selected >= 0 ? help->lines[help->selected].entry : NULL;
}

/* How one gets to a screen that no key opens from here. */
static void add_way(const struct ui *ui, const struct screen_def *screen, struct buffer *out)
{
    struct buffer keys = {0};
    for (int i = 0; i < ui->pane_count; i++)
        if (ui->panes[i]->def == screen) {
            buffer_format(out, _("On the desk, pane %d: Esc leads back there."), i + 1);
            return;
        }
    for (int s = 0; s < ui->hooks.screen_count; s++)
        for (size_t i = 0; i < ui->hooks.screens[s]->actions.count; i++) {
            const struct action *action = &ui->hooks.screens[s]->actions.actions[i];
            if (action->opens != screen)
                continue;
            buffer_clear(&keys);
            key_name(action->keys[0], false, &keys);
            buffer_format(out, _("%2$s on the screen \"%1$s\" leads there."), _(ui->hooks.screens[s]->title),
                          buffer_text(&keys));
            buffer_release(&keys);
            return;
        }
    buffer_format(out, _("On the screen \"%s\"."), _(screen->title));
}

static void add_where(const struct ui *ui, const struct help_entry *entry, struct buffer *out)
{
    if (entry->door != NULL)
        buffer_format(out, _("On the screen \"%s\": Enter goes there."), _(entry->screen->title));
    else if (entry->screen != NULL)
        add_way(ui, entry->screen, out);
    else if (entry->why != NULL)
        buffer_add(out, entry->why);
}

/* Why it cannot be run, and the whole sentence: its line may be too short for it. */
static void note(const struct view *view, struct buffer *out)
{
    const struct help_entry *entry = selected_entry(view->state);
    struct buffer where = {0};
    if (entry == NULL)
        return;
    add_where(view->ui, entry, &where);
    if (where.length > 0)
        buffer_format(out, "! %s  ", buffer_text(&where));
    buffer_add(out, _(entry->action->help));
    buffer_release(&where);
}

/* --- keys --- */

static void go_to_screen(struct view *opener, const struct help_entry *entry)
{
    struct buffer keys = {0};
    struct ui *ui = opener->ui;
    ui_run_action(opener, entry->door);
    action_keys(entry->action, &keys);
    if (ui_top(ui) != NULL && ui_top(ui)->def == entry->screen)
        ui_say(ui, MESSAGE_PLAIN, _("Here: %1$s  %2$s"), buffer_text(&keys), words_context(entry->action->label));
    buffer_release(&keys);
}

static void run_chosen(struct view *view)
{
    const struct help_entry *entry = selected_entry(view->state);
    struct view *opener = view->opener;
    if (entry == NULL)
        return;
    if (entry->why != NULL || (entry->screen != NULL && entry->door == NULL)) {
        struct buffer why = {0};
        add_where(view->ui, entry, &why);
        ui_say(view->ui, MESSAGE_ERROR, "%s", buffer_text(&why));
        buffer_release(&why);
        return;
    }
    view_close(view); /* the entry lives until the loop frees the view */
    if (entry->screen != NULL)
        go_to_screen(opener, entry);
    else
        ui_run_action(opener, entry->action);
}

static void keep_in_sight(struct help *help, int rows)
{
    if (help->selected < help->top)
        help->top = help->selected;
    if (help->selected >= help->top + rows)
        help->top = help->selected - rows + 1;
    /* The heading over the first one. */
    if (help->top == 1 && help->selected < rows)
        help->top = 0;
}

static void scroll(struct help *help, int by, int rows)
{
    int most = help->count > rows ? help->count - rows : 0;
    help->top += by;
    help->top = help->top > most ? most : help->top;
    help->top = help->top < 0 ? 0 : help->top;
}

static int next_entry(const struct help *help, int from, int step)
{
    int at = from + step;
    while (at >= 0 && at < help->count && help->lines[at].entry == NULL)
        at += step;
    return at >= 0 && at < help->count ? at : -1;
}

/* Beyond the last action the words behind it come into sight. */
static void move(struct view *view, int by)
{
    struct help *help = view->state;
    int step = by < 0 ? -1 : 1, left = by * step, rows = shown_rows(view), next;
    ui_say(view->ui, MESSAGE_PLAIN, "%s", "");
    if (help->selected >= 0 && next_entry(help, help->selected, step) < 0) {
        scroll(help, by, rows);
        return;
    }
    for (; left > 0 && help->selected >= 0 && (next = next_entry(help, help->selected, step)) >= 0; left--)
        help->selected = next;
    if (help->selected >= 0)
        keep_in_sight(help, rows);
    else
        scroll(help, by, rows);
}

static bool help_mouse(struct view *view, const struct key_event *event)
{
    struct help *help = view->state;
    int index = help->top + event->row - view->inside.row - 1, rows = shown_rows(view);
    if (event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN) {
        scroll(help, event->mouse == MOUSE_WHEEL_UP ? -WHEEL_ROWS : WHEEL_ROWS, rows);
        return true;
    }
    bool on_entry = event->row > view->inside.row && event->row <= view->inside.row + rows && index < help->count &&
                    help->lines[index].entry != NULL;
    bool again = on_entry && index == help->selected;
    if (on_entry)
        help->selected = index;
    if (again || (on_entry && event->mouse == MOUSE_DOUBLE))
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
    if (!used)
        return false;
    ui_say(view->ui, MESSAGE_PLAIN, "%s", "");
    help_search(view);
    return true;
}

static void run_move(struct view *view)
{
    int step = (int)view->running->argument, page = shown_rows(view) > 1 ? shown_rows(view) - 1 : 1;
    move(view, step == 2 || step == -2 ? step / 2 * page : step);
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
        .overlay = true, .open = open_help, .close = close_help, .draw = draw_help, .heading = heading,                \
        .status = status, .note = note, .key = help_key                                                                \
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
