/* The event loop: all waiting keys, then what is stale, then one painting (architecture.md §2.5). */
#include "gatepost/clock.h"
#include "ui_parts.h"

enum {
    WATCHED_MOST = 16,
    LIVE_MS = 100,      /* changes elsewhere are shown at once, then at most this often */
    WORK_PAINT_MS = 50, /* how often what goes on by itself is shown */
    ASK_MS = 250,       /* with keys coming all the time, changes elsewhere are still asked for */
};

static int earlier(int one_ms, int64_t other_ms)
{
    if (other_ms < 0)
        other_ms = 0;
    return one_ms < 0 || other_ms < one_ms ? (int)other_ms : one_ms;
}

static int timeout_of(const struct ui *ui)
{
    int64_t now = clock_monotonic_ms();
    int timeout_ms = ui->hooks.timeout_ms != NULL ? ui->hooks.timeout_ms(ui->hooks.context) : -1;
    if (ui->live != 0)
        timeout_ms = earlier(timeout_ms, ui->live_ms + LIVE_MS - now);
    if (ui->retry_ms > 0)
        timeout_ms = earlier(timeout_ms, ui->retry_ms - now);
    for (int i = 0; i < ui->stack_count; i++) {
        int due_ms = form_draft_due_ms(ui->stack[i]);
        if (due_ms >= 0)
            timeout_ms = earlier(timeout_ms, due_ms);
    }
    return timeout_ms;
}

static void keep_due_drafts(struct ui *ui)
{
    for (int i = 0; i < ui->stack_count; i++)
        if (form_draft_due_ms(ui->stack[i]) == 0)
            form_keep_draft(ui->stack[i]);
}

static void mark_failed(struct view *view)
{
    if (view->def->list == NULL || view->list.failed_since != 0)
        view->stale = true;
}

static void retry_failed(struct ui *ui)
{
    if (ui->retry_ms == 0 || clock_monotonic_ms() < ui->retry_ms)
        return;
    ui->retry_ms = 0;
    ui_each(ui, mark_failed);
}

static void mark_live(struct view *view)
{
    if (view->def->topics & view->ui->live)
        view->stale = true;
}

/* Changes that were noticed become stale views, unless the last ones are too recent and no key waits for them. */
static void take_up_changes(struct ui *ui, bool key)
{
    int64_t now = clock_monotonic_ms();
    if (ui->live == 0 || (!key && now - ui->live_ms < LIVE_MS))
        return;
    ui_each(ui, mark_live);
    ui->live = 0;
    ui->live_ms = now;
    ui->dirty = true;
}

void ui_ring(struct ui *ui)
{
    ui->terminal->ops->bell(ui->terminal);
}

static void ask_for_changes(struct ui *ui, const struct pollfd *watched, int count, bool woken)
{
    int64_t now = clock_monotonic_ms();
    if (ui->hooks.changed == NULL || (!woken && now - ui->asked_ms < ASK_MS))
        return;
    bool ring = false;
    ui->asked_ms = now;
    ui->live |= ui->hooks.changed(ui->hooks.context, watched, count, &ring);
    if (ring)
        ui_ring(ui);
}

static void resize(struct ui *ui)
{
    int rows, columns;
    ui->terminal->ops->size(ui->terminal, &rows, &columns);
    canvas_init(&ui->canvas, rows, columns);
    ui->dirty = true;
}

static void handle(struct ui *ui, const struct key_event *event)
{
    switch (event->key) {
    case KEY_NONE:
    case KEY_WAKE:
        return;
    case KEY_HANGUP:
        ui_quit(ui, 0); /* ui_free keeps the drafts */
        return;
    case KEY_RESIZE:
        resize(ui);
        return;
    case KEY_MOUSE:
        ui->key_ms = clock_monotonic_ms();
        ui_mouse_event(ui, event);
        break;
    default:
        ui->key_ms = clock_monotonic_ms();
        ui_key(ui, event);
    }
    ui_close_marked(ui);
}

bool ui_say_progress(struct ui *ui, const char *text)
{
    bool go_on = true;
    ui_say_now(ui, text);
    while (go_on && ui->terminal->ops->pending(ui->terminal)) {
        struct key_event event = ui->terminal->ops->next(ui->terminal, NULL, 0, 0);
        go_on = event.key != KEY_ESC && event.key != KEY_CTRL('C') && event.key != KEY_HANGUP;
        if (event.key == KEY_HANGUP || event.key == KEY_RESIZE)
            handle(ui, &event);
    }
    return go_on;
}

static void paint(struct ui *ui)
{
    const struct view *top = ui_top(ui);
    ui->terminal->ops->mouse(ui->terminal, ui->mouse_on && !(top != NULL && top->def->bare));
    ui_arrange(ui); /* what was read may make an overlay higher */
    ui_paint(ui);
}

static void show(struct ui *ui)
{
    ui_arrange(ui);
    ui_load(ui);
    if (ui_arrange(ui)) { /* what was read may give a pane something to show */
        if (!ui->painted)
            paint(ui); /* the desk opens: its first pane and the numbers of all stand there, their rows follow */
        ui_load(ui);
        ui->dirty = true;
    }
    if (ui->dirty || ui_frame_changed(ui))
        paint(ui);
}

/* Waits for one event and does what it says. */
static void step(struct ui *ui, bool more_work)
{
    struct pollfd watched[WATCHED_MOST];
    int count = ui->hooks.watch != NULL ? ui->hooks.watch(ui->hooks.context, watched, WATCHED_MOST) : 0;
    struct key_event event = ui->terminal->ops->next(ui->terminal, watched, count, more_work ? 0 : timeout_of(ui));
    bool woken = event.key == KEY_WAKE && !more_work, key = event.key != KEY_WAKE;
    for (int i = 0; i < count; i++)
        woken |= watched[i].revents != 0;
    handle(ui, &event);
    ask_for_changes(ui, watched, count, woken);
    take_up_changes(ui, key);
    retry_failed(ui);
    keep_due_drafts(ui);
}

int ui_run(struct ui *ui)
{
    if (ui_top(ui) != NULL)
        show(ui);
    if (ui->hooks.started != NULL)
        ui->hooks.started(ui->hooks.context);
    while (!ui->quitting && ui_top(ui) != NULL) {
        bool more_work = false;
        if (!ui->terminal->ops->pending(ui->terminal)) {
            show(ui);
            more_work = ui_work(ui);
            if (more_work && clock_monotonic_ms() - ui->painted_ms >= WORK_PAINT_MS)
                ui->dirty = true;
            if (ui->dirty)
                show(ui);
        }
        step(ui, more_work);
    }
    ui_each(ui, form_keep_draft);
    return ui->exit_code;
}
