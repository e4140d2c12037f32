/* The mouse: a click selects, another one on what is selected opens it, the wheel scrolls what is under the pointer. */
#include "gatepost/clock.h"
#include "ui_parts.h"
#include <string.h>

enum { WHEEL_ROWS = 3 };

static bool within(struct rect rect, const struct key_event *event)
{
    return event->row >= rect.row && event->row < rect.row + rect.rows && event->column >= rect.column &&
           event->column < rect.column + rect.columns;
}

static bool is_wheel(const struct key_event *event)
{
    return event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN;
}

static int wheel_rows(const struct key_event *event)
{
    return event->mouse == MOUSE_WHEEL_UP ? -WHEEL_ROWS : WHEEL_ROWS;
}

static const struct action *find_name(const struct view *view, const char *name)
{
    const struct action_table *tables[5];
    int count = view_tables(view, tables);
    for (int t = 0; t < count; t++)
        for (size_t i = 0; i < tables[t]->count; i++)
            if (strcmp(tables[t]->actions[i].name, name) == 0)
                return &tables[t]->actions[i];
    return NULL;
}

static void press(struct view *view, int32_t key, int times)
{
    struct key_event event = {.key = key};
    for (int i = 0; i < times && !view->closing; i++)
        ui_key(view->ui, &event);
}

/* What is no list scrolls as it does by keys: a text to read. */
static void scroll(struct view *view, const struct key_event *event)
{
    if (view->def->list != NULL && (view->def->draw == NULL || within(ui_list_place(view), event))) {
        view->list.touched_ms = clock_monotonic_ms();
        list_scroll(&view->list, wheel_rows(event));
    } else if (view->def->form == NULL && view == ui_top(view->ui)) {
        press(view, event->mouse == MOUSE_WHEEL_UP ? KEY_UP : KEY_DOWN, WHEEL_ROWS);
    }
}

/* What the footer shows may be of a view that keys behind this painting have closed: run here, it would take this
 * view's state for that one's. */
static bool is_of(const struct view *view, const struct action *action)
{
    const struct action_table *tables[5];
    int count = view_tables(view, tables);
    for (int t = 0; t < count; t++)
        for (size_t i = 0; i < tables[t]->count; i++)
            if (&tables[t]->actions[i] == action)
                return true;
    return false;
}

/* True when something was done and not only pointed at. */
static bool click_footer(struct ui *ui, struct view *top, const struct key_event *event)
{
    for (int i = 0; i < ui->footer_count; i++) {
        const struct footer_item *item = &ui->footer[i];
        if (event->column >= item->column && event->column < item->column + item->columns) {
            if (is_of(top, item->action))
                ui_run_action(top, item->action);
            return true;
        }
    }
    return false;
}

static bool click_alert(struct view *top)
{
    const struct action *alarms = find_name(top, "alarm.open");
    if (alarms != NULL)
        ui_run_action(top, alarms);
    return alarms != NULL;
}

static bool click_list(struct view *view, const struct key_event *event, bool had_focus)
{
    struct list *list = &view->list;
    struct rect place = ui_list_place(view);
    if (!within(place, event))
        return false;
    list->touched_ms = clock_monotonic_ms();
    ui_settle(view); /* the rows that are seen are those that are meant */
    int row = event->row - place.row;
    bool again = list_click(list, view, row, event->column - place.column) && had_focus;
    bool opens = row > 0 && row <= list->count - list->top && (again || event->mouse == MOUSE_DOUBLE);
    if (opens && !list->filtering)
        press(view, KEY_ENTER, 1);
    return opens;
}

static bool click_tab(struct view *view, const struct key_event *event)
{
    int tab = event->row == view->outer.row ? ui_tab_at(view, event->column) : -1;
    if (tab >= 0)
        ui_focus_pane(view->ui, tab + 1);
    return tab >= 0;
}

static bool on_view(struct view *view, const struct key_event *event, bool had_focus)
{
    if (view->def->key != NULL && view->def->key(view, event))
        return false;
    if (is_wheel(event)) {
        scroll(view, event);
        return false;
    }
    if (view->def->form != NULL) {
        form_key(&view->form, view, event);
        return false;
    }
    if (click_tab(view, event))
        return true;
    return view->def->list != NULL && click_list(view, event, had_focus);
}

/* What lies under the pointer: the view on top, or a pane. */
static struct view *view_under(struct ui *ui, const struct key_event *event)
{
    struct view *top = ui_top(ui);
    if (ui->stack_count > 0)
        return within(top->outer, event) ? top : NULL;
    for (int i = 0; i < ui->pane_count; i++)
        if (within(ui->panes[i]->outer, event))
            return ui->panes[i];
    return NULL;
}

static bool click(struct ui *ui, struct view *top, const struct key_event *event)
{
    if (event->row == ui->canvas.rows - 1)
        return click_footer(ui, top, event);
    if (event->row == 1)
        return click_alert(top);
    struct view *view = view_under(ui, event);
    if (view == NULL)
        return false;
    bool had_focus = view == top;
    if (!had_focus)
        ui_focus_pane(ui, view->pane);
    return on_view(view, event, had_focus);
}

/* A double click comes as a click and a second one. Where the first has done something already, the second would hit
 * what has taken its place. */
void ui_mouse_event(struct ui *ui, const struct key_event *event)
{
    struct view *top = ui_top(ui);
    if (top == NULL || ui->size == LAYOUT_LINE)
        return;
    ui->dirty = true;
    if (is_wheel(event)) {
        struct view *view = view_under(ui, event);
        if (view != NULL)
            on_view(view, event, view == top);
        return;
    }
    bool second = event->mouse == MOUSE_DOUBLE;
    if (second && ui->click_acted) {
        ui->click_acted = false;
        return;
    }
    int opened = ui->stack_count;
    bool acted = click(ui, top, event);
    ui->click_acted = !second && (acted || top->closing || ui->stack_count != opened);
}
