/* From a key to what it does: the editor that has the keyboard, the screen's own keys, the action tables. */
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "ui_parts.h"

const char *ui_why_not(const struct view *view, const struct action *action)
{
    const char *why = action->why_not != NULL ? action->why_not(view) : NULL;
    if (why != NULL)
        return why;
    if ((action->flags & ACTION_NEEDS_ROW) && view->def->list != NULL && list_selected(&view->list) == NULL)
        return _("There is no row to do this with.");
    const struct ui_hooks *hooks = &view->ui->hooks;
    if (hooks->allowed != NULL && !hooks->allowed(hooks->context, action, &why))
        return why != NULL ? why : _("This is not allowed here.");
    return NULL;
}

const struct action *ui_bound(const struct view *view, int32_t key)
{
    const struct action_table *tables[5];
    int count = view_tables(view, tables);
    for (int i = 0; i < count; i++) {
        const struct action *action = action_find(tables[i], key);
        if (action == NULL)
            continue;
        const char *why = action->why_not != NULL ? action->why_not(view) : NULL;
        if (why == NULL || why[0] != '\0')
            return action;
    }
    return NULL;
}

void ui_run_action(struct view *view, const struct action *action)
{
    struct ui *ui = view->ui;
    bool movement = action->flags & ACTION_HIDDEN;
    if (view->def->list != NULL && (!movement || view->list.want != LIST_MOVE))
        ui_settle(view);
    const char *why = ui_why_not(view, action);
    if (why != NULL) {
        if (why[0] != '\0')
            ui_say(ui, MESSAGE_ERROR, "%s", why);
        return;
    }
    if (!movement && !view->def->sealed) /* what was said under a seal is read when it is gone */
        buffer_clear(&ui->message);
    view->running = action;
    if (action->run != NULL)
        action->run(view);
    else if (view->def != action->opens) /* one who stands there already needs no second one over it */
        ui_open(ui, action->opens, NULL);
    view->running = NULL;
}

static bool has_editor(const struct view *view)
{
    return view->def->form != NULL || (view->def->list != NULL && view->list.filtering);
}

/* A key never acts on a row that is not yet there: rows wanted by keys before it are read first. */
static bool own_key(struct view *view, const struct key_event *event)
{
    if (view->def->list != NULL && view->list.filtering)
        return list_filter_key(&view->list, view, event);
    if (view->def->key == NULL)
        return false;
    if (view->def->list != NULL)
        ui_settle(view);
    return view->def->key(view, event);
}

void ui_key(struct ui *ui, const struct key_event *event)
{
    struct view *view = ui_top(ui);
    if (view == NULL)
        return;
    ui->dirty = true;
    if (view->def->list != NULL)
        view->list.touched_ms = clock_monotonic_ms();
    if (own_key(view, event) || view->closing)
        return;
    if (view->def->form != NULL && form_key(&view->form, view, event))
        return;
    bool plain = key_is_text(event->key);
    if (plain && has_editor(view))
        return;
    const struct action *action = ui_bound(view, event->key);
    if (action != NULL)
        ui_run_action(view, action);
}

/* --- panes --- */

static void run_pane(struct view *view)
{
    ui_focus_pane(view->ui, (int)view->running->argument);
}
static void run_step(struct view *view)
{
    struct ui *ui = view->ui;
    int next = (ui->focus + (int)view->running->argument + ui->pane_count) % ui->pane_count;
    if (next != ui->focus)
        ui_focus_pane(ui, next + 1);
}
static void run_zoom(struct view *view)
{
    ui_zoom(view->ui, !view->ui->zoomed);
}
static void run_unzoom(struct view *view)
{
    ui_zoom(view->ui, false);
}
static const char *not_zoomed(const struct view *view)
{
    return view->ui->zoomed ? NULL : "";
}
static const char *no_pane_2(const struct view *view)
{
    return view->ui->pane_count >= 2 ? NULL : "";
}
static const char *no_pane_3(const struct view *view)
{
    return view->ui->pane_count >= 3 ? NULL : "";
}
static const char *no_pane_4(const struct view *view)
{
    return view->ui->pane_count >= 4 ? NULL : "";
}
static void run_close(struct view *view)
{
    view_close(view);
}

static const struct action desk_table[] = {
    {.name = "desk.pane1",
     .label = N_("Pane 1"),
     .help = N_("To pane 1; again: as large as the screen."),
     .keys = {'1'},
     .flags = ACTION_HIDDEN,
     .run = run_pane,
     .argument = 1},
    {.name = "desk.pane2",
     .label = N_("Pane 2"),
     .help = N_("To pane 2; again: as large as the screen."),
     .keys = {'2'},
     .flags = ACTION_HIDDEN,
     .run = run_pane,
     .why_not = no_pane_2,
     .argument = 2},
    {.name = "desk.pane3",
     .label = N_("Pane 3"),
     .help = N_("To pane 3; again: as large as the screen."),
     .keys = {'3'},
     .flags = ACTION_HIDDEN,
     .run = run_pane,
     .why_not = no_pane_3,
     .argument = 3},
    {.name = "desk.pane4",
     .label = N_("Pane 4"),
     .help = N_("To pane 4; again: as large as the screen."),
     .keys = {'4'},
     .flags = ACTION_HIDDEN,
     .run = run_pane,
     .why_not = no_pane_4,
     .argument = 4},
    {.name = "desk.next",
     .label = N_("Next"),
     .help = N_("To the next pane."),
     .keys = {KEY_TAB},
     .flags = ACTION_HIDDEN,
     .run = run_step,
     .why_not = no_pane_2,
     .argument = 1},
    {.name = "desk.previous",
     .label = N_("Previous"),
     .help = N_("To the pane before."),
     .keys = {KEY_BACK_TAB},
     .flags = ACTION_HIDDEN,
     .run = run_step,
     .why_not = no_pane_2,
     .argument = -1},
    {.name = "desk.zoom",
     .label = N_("Zoom"),
     .help = N_("Makes the pane as large as the screen, with more columns and details; again: back."),
     .keys = {'z'},
     .run = run_zoom},
    {.name = "desk.unzoom",
     .label = N_("Back"),
     .help = N_("Shows all panes again."),
     .keys = {KEY_ESC},
     .priority = 64,
     .run = run_unzoom,
     .why_not = not_zoomed},
};
const struct action_table desk_actions = ACTION_TABLE(desk_table);

static const struct action stack_table[] = {
    {.name = "screen.close",
     .label = N_("Back"),
     .help = N_("Closes this screen; nothing typed is lost."),
     .keys = {KEY_ESC},
     .priority = 64,
     .run = run_close},
};
const struct action_table stack_actions = ACTION_TABLE(stack_table);
