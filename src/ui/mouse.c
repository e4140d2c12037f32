/* The mouse: what is clicked gets the focus; a second click does what Enter does. */
#include "ui_parts.h"
#include <string.h>

enum { WHEEL_ROWS = 3 };

static bool within(struct rect rect, const struct key_event *event)
{
    return event->row >= rect.row && event->row < rect.row + rect.rows && event->column >= rect.column &&
           event->column < rect.column + rect.columns;
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

static void click_footer(struct ui *ui, struct view *top, const struct key_event *event)
{
    for (int i = 0; i < ui->footer_count; i++) {
        const struct footer_item *item = &ui->footer[i];
        if (event->column >= item->column && event->column < item->column + item->columns) {
            ui_run_action(top, item->action);
            return;
        }
    }
}

static void on_view(struct view *view, const struct key_event *event)
{
    if (view->def->key != NULL && view->def->key(view, event))
        return;
    if (view->def->form != NULL && form_key(&view->form, view, event))
        return;
    if (view->def->list == NULL || !within(view->inside, event))
        return;
    switch (event->mouse) {
    case MOUSE_CLICK:
    case MOUSE_DOUBLE:
        list_click(&view->list, view, event->row - view->inside.row, event->column - view->inside.column);
        if (event->mouse == MOUSE_DOUBLE && event->row > view->inside.row && !view->list.filtering)
            press(view, KEY_ENTER, 1);
        break;
    case MOUSE_WHEEL_UP:
        press(view, KEY_UP, WHEEL_ROWS);
        break;
    case MOUSE_WHEEL_DOWN:
        press(view, KEY_DOWN, WHEEL_ROWS);
        break;
    }
}

/* The pane under the pointer gets the focus. */
static struct view *view_under(struct ui *ui, const struct key_event *event)
{
    struct view *top = ui_top(ui);
    if (ui->stack_count > 0)
        return within(top->outer, event) ? top : NULL;
    for (int i = 0; i < ui->pane_count; i++) {
        if (!within(ui->panes[i]->outer, event))
            continue;
        if (i != ui->focus)
            ui_focus_pane(ui, i + 1);
        return ui->panes[i];
    }
    return NULL;
}

void ui_mouse_event(struct ui *ui, const struct key_event *event)
{
    struct view *top = ui_top(ui);
    bool click = event->mouse == MOUSE_CLICK;
    if (top == NULL || ui->size == LAYOUT_LINE)
        return;
    ui->dirty = true;
    if (click && event->row == ui->canvas.rows - 1) {
        click_footer(ui, top, event);
        return;
    }
    if (click && event->row == 1) {
        const struct action *alarms = find_name(top, "alarm.open");
        if (alarms != NULL)
            ui_run_action(top, alarms);
        return;
    }
    struct view *view = view_under(ui, event);
    if (view != NULL)
        on_view(view, event);
}
