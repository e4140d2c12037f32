/* The stack of views: opening, closing, focus, messages. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "ui_parts.h"
#include <stdlib.h>

struct ui *ui_new(struct terminal *terminal, const struct ui_hooks *hooks)
{
    struct ui *ui = memory_new(1, sizeof *ui);
    ui->terminal = terminal;
    ui->hooks = *hooks;
    ui->dirty = true;
    ui->key_ms = clock_monotonic_ms();
    ui->live_ms = ui->asked_ms = ui->painted_ms = ui->key_ms - 1000;
    int rows, columns;
    terminal->ops->size(terminal, &rows, &columns);
    canvas_init(&ui->canvas, rows, columns);
    ui->canvas.ascii = terminal->ascii;
    return ui;
}

static void view_free(struct view *view)
{
    if (view->def->form != NULL)
        form_keep_draft(view);
    if (view->def->close != NULL)
        view->def->close(view);
    if (view->def->list != NULL)
        list_release(&view->list);
    if (view->def->form != NULL)
        form_release(&view->form);
    free(view->state);
    free(view);
}

static bool is_sealed(const struct ui *ui)
{
    return ui->stack_count > 0 && ui->stack[ui->stack_count - 1]->def->sealed &&
           !ui->stack[ui->stack_count - 1]->closing;
}

/* The view that has the keyboard, or would have it if nothing were sealed. */
static struct view *top_below_seal(const struct ui *ui)
{
    for (int i = ui->stack_count - 1; i >= 0; i--)
        if (!ui->stack[i]->closing && !ui->stack[i]->def->sealed)
            return ui->stack[i];
    return ui->pane_count > 0 ? ui->panes[ui->focus] : NULL;
}

static struct view *view_new(struct ui *ui, const struct screen_def *def, const void *argument, struct err *err)
{
    struct view *view = memory_new(1, sizeof *view);
    view->def = def;
    view->ui = ui;
    view->opener = def->sealed ? NULL : top_below_seal(ui); /* what closes under a seal does not break it */
    view->state = memory_new(1, def->state_size);
    view->stale = true;
    if (def->list != NULL)
        list_init(&view->list, def->list);
    if (def->form != NULL)
        form_init(&view->form, def->form);
    if (def->open == NULL || def->open(view, argument, err))
        return view;
    if (def->form != NULL)
        view->form.dirty = false; /* what it did not open with is no draft */
    view_free(view);
    return NULL;
}

void ui_free(struct ui *ui)
{
    while (ui->stack_count > 0)
        view_free(ui->stack[--ui->stack_count]);
    while (ui->pane_count > 0)
        view_free(ui->panes[--ui->pane_count]);
    canvas_release(&ui->canvas);
    buffer_release(&ui->message);
    struct frame_text *frames[] = {&ui->frame, &ui->frame_next};
    for (int i = 0; i < 2; i++) {
        buffer_release(&frames[i]->left);
        buffer_release(&frames[i]->right);
        buffer_release(&frames[i]->alert);
    }
    free(ui);
}

void ui_quit(struct ui *ui, int exit_code)
{
    ui->quitting = true;
    ui->exit_code = exit_code;
}

void *ui_context(const struct ui *ui)
{
    return ui->hooks.context;
}

bool ui_open_desk(struct ui *ui, const struct screen_def *const *panes, int count, struct err *err)
{
    for (int i = 0; i < count && i < PANES_MOST; i++) {
        struct view *view = view_new(ui, panes[i], NULL, err);
        if (view == NULL)
            return false;
        view->opener = NULL;
        view->pane = i + 1;
        ui->panes[ui->pane_count++] = view;
    }
    ui->focus = 0;
    ui->dirty = true;
    return true;
}

struct view *ui_open(struct ui *ui, const struct screen_def *def, const void *argument)
{
    struct err err = {0};
    /* The last place is kept for a seal: a desk can always be locked. */
    if (ui->stack_count >= STACK_MOST - (def->sealed ? 0 : 1))
        err_set(&err, ERR_INPUT, "%s", _("Too many screens lie over each other; close one with Esc."));
    struct view *view = err.code == ERR_NONE ? view_new(ui, def, argument, &err) : NULL;
    if (view == NULL) {
        ui_say_err(ui, &err);
        return NULL;
    }
    view->wide = !def->overlay;
    bool below = is_sealed(ui);
    ui->stack[ui->stack_count++] = view;
    if (below) {
        ui->stack[ui->stack_count - 1] = ui->stack[ui->stack_count - 2];
        ui->stack[ui->stack_count - 2] = view;
    }
    ui->dirty = true;
    if (def->form != NULL)
        form_offer_draft(view);
    return view;
}

struct view *ui_top(const struct ui *ui)
{
    for (int i = ui->stack_count - 1; i >= 0; i--)
        if (!ui->stack[i]->closing)
            return ui->stack[i];
    return ui->pane_count > 0 ? ui->panes[ui->focus] : NULL;
}

struct view *ui_pane(const struct ui *ui, int number)
{
    return number >= 1 && number <= ui->pane_count ? ui->panes[number - 1] : NULL;
}

void ui_focus_pane(struct ui *ui, int number)
{
    if (number < 1 || number > ui->pane_count)
        return;
    if (ui->focus == number - 1)
        ui_zoom(ui, !ui->zoomed);
    ui->focus = number - 1;
    ui->dirty = true;
}

void ui_zoom(struct ui *ui, bool zoomed)
{
    ui->zoomed = zoomed;
    ui->dirty = true;
    if (ui->pane_count > 0 && ui->panes[ui->focus]->def->detail != NULL)
        view_stale(ui->panes[ui->focus]);
}

void ui_each(struct ui *ui, void (*visit)(struct view *view))
{
    for (int i = 0; i < ui->pane_count; i++)
        visit(ui->panes[i]);
    for (int i = 0; i < ui->stack_count; i++)
        visit(ui->stack[i]);
}

int ui_lowest_shown(const struct ui *ui)
{
    for (int i = ui->stack_count - 1; i >= 0; i--)
        if (!ui->stack[i]->def->overlay)
            return i;
    return ui->pane_count > 0 ? -1 : 0;
}

int ui_panes_shown(const struct ui *ui)
{
    int count = 0;
    for (int i = 0; i < ui->pane_count; i++)
        count += !ui->panes[i]->folded;
    return count;
}

bool ui_is_shown(const struct ui *ui, const struct view *view)
{
    return view->outer.rows > 0 && ui->size != LAYOUT_LINE;
}

/* A view that closes takes those with it that it opened; what was opened from it while it closed has its opener. */
void ui_close_marked(struct ui *ui)
{
    int kept = 0;
    struct view *closing[STACK_MOST];
    int closing_count = 0;
    for (int i = 0; i < ui->stack_count; i++) {
        struct view *view = ui->stack[i];
        for (int j = 0; j < closing_count; j++)
            view->closing |= view->opener == closing[j];
        if (view->closing)
            closing[closing_count++] = view;
        else
            ui->stack[kept++] = view;
    }
    if (closing_count == 0)
        return;
    ui->stack_count = kept;
    ui->dirty = true;
    while (closing_count > 0)
        view_free(closing[--closing_count]);
}

void view_close(struct view *view)
{
    if (view->pane == 0)
        view->closing = true;
}

void view_stale(struct view *view)
{
    view->stale = true;
}

void ui_stale_all(struct ui *ui)
{
    ui_each(ui, view_stale);
    ui->dirty = true;
}

static void search_again(struct view *view)
{
    view->list.slow = view->list.searching = false;
}

void ui_redraw(struct ui *ui)
{
    ui_each(ui, search_again);
    ui->terminal->ops->redraw(ui->terminal);
    ui_stale_all(ui);
}

bool ui_ascii(const struct ui *ui)
{
    return ui->terminal->ascii;
}

void ui_choose_borders(struct ui *ui, bool ascii)
{
    ui->terminal->ascii = ascii;
    ui->terminal->borders_chosen = true;
    ui_redraw(ui);
}

void ui_mouse(struct ui *ui, bool on)
{
    ui->mouse_on = on;
    ui->dirty = true;
}

void ui_say(struct ui *ui, enum message_kind kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_clear(&ui->message);
    buffer_vformat(&ui->message, format, arguments);
    va_end(arguments);
    ui->message_kind = kind;
    ui->dirty = true;
}

void ui_say_err(struct ui *ui, const struct err *err)
{
    ui_say(ui, MESSAGE_ERROR, "%s", err->text);
}

void ui_say_now(struct ui *ui, const char *text)
{
    ui_say(ui, MESSAGE_PLAIN, "%s", text);
    ui_arrange(ui);
    ui_paint(ui);
    buffer_clear(&ui->message); /* it holds for the wait alone */
    ui->dirty = true;
}

int64_t ui_idle_ms(const struct ui *ui)
{
    return clock_monotonic_ms() - ui->key_ms;
}

int view_tables(const struct view *view, const struct action_table *tables[5])
{
    int count = 0;
    tables[count++] = &view->def->actions;
    if (view->def->alone || view->def->sealed)
        return count;
    if (view->def->list != NULL)
        tables[count++] = &list_actions;
    else if (view->def->form != NULL && !view->def->own_keys)
        tables[count++] = &form_actions;
    tables[count++] = view->pane > 0 ? &desk_actions : &stack_actions;
    if (view->ui != NULL && view->ui->hooks.global_actions != NULL)
        tables[count++] = view->ui->hooks.global_actions;
    return count;
}
