/* Where every view stands. */
#include "list_parts.h"
#include "ui_parts.h"

enum { DETAIL_LEAST = 60 }; /* columns below which there is no room for details beside a list */

struct rect ui_list_place(const struct view *view)
{
    if (view->def->list == NULL || view->outer.rows <= 0)
        return (struct rect){0};
    if (view->def->draw == NULL)
        return view->inside;
    return view->def->list_place != NULL ? view->def->list_place(view, view->inside) : (struct rect){0};
}

static void place(struct view *view, struct rect outer)
{
    view->outer = outer;
    view->detail = (struct rect){0};
    struct rect box = outer;
    if (view->wide && view->def->detail != NULL && outer.columns >= DETAIL_LEAST) {
        view->detail = outer;
        view->detail.columns = outer.columns / 3;
        view->detail.column = outer.column + outer.columns - view->detail.columns;
        box.columns = outer.columns - view->detail.columns + 1;
    }
    view->inside = (struct rect){box.row + 1, box.column + 1, box.rows - 2, box.columns - 2};
    if (view->def->bare)
        view->inside = outer;
    else if (outer.rows <= 2 || outer.columns <= 2)
        view->inside = (struct rect){outer.row, outer.column, 0, 0};
    struct rect listed = ui_list_place(view);
    if (view->def->list != NULL && outer.rows > 0)
        list_resize(&view->list, listed.rows > 1 ? listed.rows - 1 : 0);
}

static int wanted_rows(const struct view *view, int columns)
{
    if (view->def->form != NULL && view->def->draw == NULL)
        return form_height(&view->form, view, columns);
    if (view->def->height != NULL)
        return view->def->height(view, columns);
    return view->ui->body.rows;
}

static void place_overlay(struct view *view, struct rect body)
{
    struct rect outer = body;
    int columns = view->def->columns > 0 ? view->def->columns + 2 : body.columns - 2;
    outer.columns = columns < body.columns && columns > 0 ? columns : body.columns;
    outer.column = body.column + (body.columns - outer.columns) / 2;
    int rows = wanted_rows(view, outer.columns - 2) + 2;
    /* Under the title line of what it lies on, where there is room for both. */
    outer.row = body.row + (rows < body.rows ? 1 : 0);
    outer.rows = rows < body.rows ? rows : body.rows;
    place(view, outer);
}

/* Which panes have a place on the desk; true when one has come that had none: its rows are to be read, what load() says
 * is known. */
static bool fold_panes(struct ui *ui)
{
    bool unfolded = false;
    for (int i = 0; i < ui->pane_count; i++) {
        struct view *view = ui->panes[i];
        bool folded = i != ui->focus && view->def->is_idle != NULL && view->def->is_idle(view);
        if (view->folded && !folded) {
            view->stale |= view->def->list == NULL;
            list_read_again(&view->list);
            unfolded = true;
        }
        view->folded = folded;
    }
    return unfolded;
}

static void place_panes(struct ui *ui)
{
    struct rect panes[PANES_MOST], nowhere = {0};
    int count = ui_panes_shown(ui), before = 0, at = 0;
    for (int i = 0; i < ui->focus; i++)
        before += !ui->panes[i]->folded;
    layout_panes(ui->body, ui->size, count, before, ui->zoomed, panes);
    for (int i = 0; i < ui->pane_count; i++) {
        ui->panes[i]->zoomed = ui->panes[i]->wide = ui->zoomed && i == ui->focus;
        place(ui->panes[i], ui->panes[i]->folded ? nowhere : panes[at++]);
    }
}

bool ui_arrange(struct ui *ui)
{
    bool unfolded = fold_panes(ui);
    int rows = ui->canvas.rows, columns = ui->canvas.columns;
    ui->size = layout_choose(rows, columns);
    ui->body = (struct rect){2, 0, rows > 4 ? rows - 4 : 0, columns};
    struct rect nowhere = {0};
    int lowest = ui_lowest_shown(ui);
    if (lowest < 0)
        place_panes(ui);
    else
        for (int i = 0; i < ui->pane_count; i++)
            place(ui->panes[i], nowhere);
    for (int i = 0; i < ui->stack_count; i++) {
        if (i < lowest || ui->size == LAYOUT_LINE)
            place(ui->stack[i], nowhere);
        else if (ui->stack[i]->def->overlay)
            place_overlay(ui->stack[i], ui->body);
        else
            place(ui->stack[i], ui->body);
    }
    return unfolded;
}
