/* The only place that reads for the screen: stale views that are shown, and slices of what takes long. */
#include "gatepost/clock.h"
#include "ui_parts.h"

enum { RETRY_MS = 1000 };

static bool load_view(struct view *view, struct err *err)
{
    bool whole = view->stale;
    bool ok = true;
    if (view->def->list != NULL && (view->def->draw == NULL || ui_list_place(view).rows > 0))
        ok = list_load(&view->list, view, err);
    if (whole && view->def->load != NULL && !view->def->load(view, err))
        ok = false;
    return ok;
}

static bool wants_load(const struct view *view)
{
    return view->stale || (view->def->list != NULL && view->list.want != LIST_STAY);
}

/* What tells whether it is still idle. */
static void load_folded(struct view *view)
{
    struct err err = {0};
    if (!view->stale || view->def->load == NULL || ui_lowest_shown(view->ui) >= 0)
        return;
    if (view->def->load(view, &err))
        view->stale = false;
    else
        ui_say_err(view->ui, &err);
}

static void load_shown(struct view *view)
{
    struct ui *ui = view->ui;
    struct err err = {0};
    if (view->folded)
        load_folded(view);
    if (!ui_is_shown(ui, view) || view->closing)
        return;
    if (wants_load(view)) {
        if (!load_view(view, &err)) {
            ui_say_err(ui, &err);
            ui->retry_ms = clock_monotonic_ms() + RETRY_MS;
        }
        view->stale = false;
        ui->dirty = true;
    }
    if (view->def->look != NULL && view->detail.rows > 0)
        view->def->look(view);
}

void ui_load(struct ui *ui)
{
    const struct ui_hooks *hooks = &ui->hooks;
    bool together = hooks->read_begin != NULL && hooks->read_begin(hooks->context);
    ui_each(ui, load_shown);
    if (together)
        hooks->read_end(hooks->context);
}

void ui_settle(struct view *view)
{
    struct err err = {0};
    if (view->list.want == LIST_STAY || !view->list.loaded)
        return;
    bool stale = view->stale;
    view->stale = false;
    if (!list_load(&view->list, view, &err))
        ui_say_err(view->ui, &err);
    view->stale = stale;
}

static bool work_on_list(struct view *view)
{
    if (view->def->list == NULL || !ui_is_shown(view->ui, view) || !view->list.searching)
        return false;
    if (list_work(&view->list, view))
        return true;
    view->ui->dirty = true;
    return false;
}

static bool work_on_screen(struct view *view)
{
    bool before = view->working;
    view->working = view->def->work != NULL && !view->closing && view->def->work(view);
    view->ui->dirty |= before && !view->working;
    return view->working;
}

bool ui_work(struct ui *ui)
{
    bool more = false;
    for (int i = 0; i < ui->pane_count + ui->stack_count; i++) {
        struct view *view = i < ui->pane_count ? ui->panes[i] : ui->stack[i - ui->pane_count];
        more |= work_on_list(view);
        more |= work_on_screen(view);
    }
    ui_close_marked(ui);
    return more;
}
