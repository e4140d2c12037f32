/* What keys and mouse do to a list. Nothing is read here: what lies beyond the window is wanted, the loop loads it. */
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "list_parts.h"
#include <string.h>

static bool has_first(const struct list *list)
{
    return list->at_first || list->sort_column >= 0;
}

static bool has_last(const struct list *list)
{
    return list->at_last || list->sort_column >= 0;
}

static bool goes_to_an_end(const struct list *list)
{
    return list->want == LIST_TO_FIRST || list->want == LIST_TO_LAST;
}

/* Puts selection and top there; beyond the window it is wanted. */
static void place(struct list *list, int selected, int top)
{
    bool above = top < 0 && !has_first(list);
    bool below = (top + list->capacity > list->count || selected >= list->count) && !has_last(list);
    if (above || below) {
        list->want = LIST_MOVE;
        list->want_selected = selected - list->selected;
        list->want_top = top - list->top;
        return;
    }
    list->want = LIST_STAY;
    list->want_selected = list->want_top = 0;
    list->selected = selected < 0 ? 0 : selected;
    list->top = top;
    list_clamp(list);
}

/* Moves the selection by `rows`; a page moves what is on the screen too. Moves beyond the window add up. */
static void move(struct list *list, int rows, bool page)
{
    if (goes_to_an_end(list))
        return;
    int selected = list->selected + list->want_selected + rows;
    int top = list->top + list->want_top + (page ? rows : 0);
    if (selected < top)
        top = selected;
    if (list->capacity > 0 && selected >= top + list->capacity)
        top = selected - list->capacity + 1;
    place(list, selected, top);
}

void list_step(struct list *list, int rows)
{
    move(list, rows, false);
}

void list_scroll(struct list *list, int rows)
{
    if (goes_to_an_end(list) || list->count == 0)
        return;
    int selected = list->selected + list->want_selected, top = list->top + list->want_top + rows;
    if (has_last(list) && top > list->count - list->capacity)
        top = list->count - list->capacity;
    if (has_first(list) && top < 0)
        top = 0;
    if (list->capacity > 0 && selected >= top + list->capacity)
        selected = top + list->capacity - 1;
    place(list, selected > top ? selected : top, top);
}

static int page_step(const struct list *list)
{
    return list->capacity > 1 ? list->capacity : 1;
}

static void run_up(struct view *view)
{
    move(&view->list, -1, false);
}
static void run_down(struct view *view)
{
    move(&view->list, 1, false);
}
static void run_page_up(struct view *view)
{
    move(&view->list, -page_step(&view->list), true);
}
static void run_page_down(struct view *view)
{
    move(&view->list, page_step(&view->list), true);
}

static void run_first(struct view *view)
{
    struct list *list = &view->list;
    list->want_selected = list->want_top = 0;
    list->want = has_first(list) ? LIST_STAY : LIST_TO_FIRST;
    if (has_first(list) && list->count > 0) {
        list->selected = list->top = 0;
        list_clamp(list);
    }
    list_watch(list);
}

static void run_last(struct view *view)
{
    struct list *list = &view->list;
    list->want_selected = list->want_top = 0;
    list->want = has_last(list) ? LIST_STAY : LIST_TO_LAST;
    if (has_last(list)) {
        list->selected = list->count - 1;
        list_clamp(list);
    }
}

void list_restart(struct list *list, struct view *view)
{
    list->loaded = list->searching = list->gather.active = false;
    list->want = LIST_STAY;
    list->want_selected = list->want_top = 0;
    view_stale(view);
}

static const char *why_no_filter(const struct view *view)
{
    return view->list.def->filter == NULL ? "" : NULL;
}

static void run_filter(struct view *view)
{
    view->list.filtering = true;
    view->list.filter.cursor = strlen(view->list.filter.text);
}

static void apply_filter(struct list *list, struct view *view)
{
    struct err err = {0};
    if (!list->def->filter(view, list->filter.text, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    ui_say(view->ui, MESSAGE_PLAIN, "%s", "");
    list_restart(list, view);
}

bool list_filter_key(struct list *list, struct view *view, const struct key_event *event)
{
    if (!list->filtering)
        return false;
    if (event->key == KEY_ENTER) {
        list->filtering = false;
        return true;
    }
    if (event->key == KEY_ESC || event->key == KEY_CTRL('C')) {
        list->filtering = false;
        if (list->filter.text[0] == '\0')
            return true;
        line_set(&list->filter, "");
        apply_filter(list, view);
        return true;
    }
    char before[LINE_BYTES];
    memcpy(before, list->filter.text, sizeof before);
    bool refused = false, used = true;
    if (event->key == KEY_PASTE)
        refused = !line_paste(&list->filter, event->paste);
    else
        used = line_key(&list->filter, event->key, &refused);
    if (strcmp(before, list->filter.text) != 0)
        apply_filter(list, view);
    return used;
}

static const char *why_no_sort(const struct view *view)
{
    return view->list.def->compare == NULL ? "" : NULL;
}

/* By the next column that is on the screen; after the last one its own order. */
static void run_sort(struct view *view)
{
    struct list *list = &view->list;
    int widths[LIST_COLUMNS];
    list_widths(list->def, view->inside.columns > 0 ? view->inside.columns : 1000, view->wide, widths);
    if (list->sort_column >= 0 && !list->sort_reverse) {
        list_sort_by(list, view, list->sort_column);
        return;
    }
    int column = list->sort_column + 1;
    while (column < list->def->column_count && widths[column] == 0)
        column++;
    list_sort_by(list, view, column < list->def->column_count ? column : -1);
}

static const char *why_no_natural(const struct view *view)
{
    return view->list.filter.text[0] == '\0' && view->list.sort_column < 0 ? "" : NULL;
}

/* Esc in steps: first the filter goes, then the order. */
static void run_natural(struct view *view)
{
    struct list *list = &view->list;
    if (list->filter.text[0] != '\0') {
        line_set(&list->filter, "");
        apply_filter(list, view);
    } else {
        list_sort_by(list, view, -1);
    }
}

bool list_click(struct list *list, struct view *view, int row, int column)
{
    if (row > 0 && list->top + row - 1 < list->count) {
        bool again = list->selected == list->top + row - 1;
        list->selected = list->top + row - 1;
        list_clamp(list);
        return again;
    }
    if (row != 0 || list->def->compare == NULL)
        return false;
    int sorted = list_column_at(view, column);
    if (sorted >= 0)
        list_sort_by(list, view, sorted);
    return false;
}

static const struct action table[] = {
    {.name = "list.up",
     .label = N_("Up"),
     .help = N_("One row up."),
     .keys = {KEY_UP, 'k'},
     .flags = ACTION_HIDDEN,
     .run = run_up},
    {.name = "list.down",
     .label = N_("Down"),
     .help = N_("One row down."),
     .keys = {KEY_DOWN, 'j'},
     .flags = ACTION_HIDDEN,
     .run = run_down},
    {.name = "list.page-up",
     .label = N_("Page up"),
     .help = N_("One page up."),
     .keys = {KEY_PAGE_UP},
     .flags = ACTION_HIDDEN,
     .run = run_page_up},
    {.name = "list.page-down",
     .label = N_("Page dn"),
     .help = N_("One page down."),
     .keys = {KEY_PAGE_DOWN},
     .flags = ACTION_HIDDEN,
     .run = run_page_down},
    {.name = "list.first",
     .label = N_("First"),
     .help = N_("To the first row; new rows then appear by themselves."),
     .keys = {KEY_HOME, 'g'},
     .flags = ACTION_HIDDEN,
     .run = run_first},
    {.name = "list.last",
     .label = N_("Last"),
     .help = N_("To the last row."),
     .keys = {KEY_END, 'G'},
     .flags = ACTION_HIDDEN,
     .run = run_last},
    {.name = "list.filter",
     .label = N_("Filter"),
     .help = N_("Shows only the rows that match what you type; Enter keeps the filter, Esc ends it."),
     .keys = {KEY_F(4), 'f', KEY_ALT('4')},
     .priority = 60,
     .run = run_filter,
     .why_not = why_no_filter},
    {.name = "list.sort",
     .label = N_("Sort"),
     .help = N_("Sorts by the next column, then backwards; Esc returns to the list's own order."),
     .keys = {KEY_F(6), 's', KEY_ALT('6')},
     .priority = 40,
     .run = run_sort,
     .why_not = why_no_sort},
    {.name = "list.copy",
     .label = N_("Copy"),
     .help = N_("Makes a masked text of this list as it is filtered now, up to 300 rows, to paste into a chat."),
     .keys = {KEY_CTRL('C')},
     .priority = 8,
     .run = list_run_copy,
     .why_not = list_why_no_copy},
    {.name = "list.all",
     .label = N_("All"),
     .help = N_("Ends the filter, then the sort."),
     .keys = {KEY_ESC},
     .priority = 65,
     .run = run_natural,
     .why_not = why_no_natural},
};
const struct action_table list_actions = ACTION_TABLE(table);
