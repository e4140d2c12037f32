#include "tests/lib/made_up_desk.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct row {
    int64_t id;
};
struct made_up_desk made_up;

/* --- a list of row_count rows, the newest (highest id) first --- */

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    (void)view;
    made_up.loads++;
    if (made_up.fail_load)
        return err_set(err, ERR_DATABASE, "the disk is gone");
    int64_t id = direction == LIST_DOWN ? made_up.row_count : 1, step = direction == LIST_DOWN ? -1 : 1;
    if (anchor != NULL)
        id = anchor->id + step;
    struct row *rows = page->rows;
    for (; id >= 1 && id <= made_up.row_count && page->count < page->most; id += step)
        rows[page->count++].id = id;
    page->finished = id < 1 || id > made_up.row_count;
    return true;
}
static void row_key(const void *row, struct list_key *key)
{
    key->id = ((const struct row *)row)->id;
}
static void row_cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    (void)view;
    if (column == 0)
        snprintf(cell->text, sizeof cell->text, "%d", (int)((const struct row *)row)->id);
    else
        snprintf(cell->text, sizeof cell->text, "张伟明%d", (int)((const struct row *)row)->id);
}
static bool set_filter(struct view *view, const char *text, struct err *err)
{
    (void)view;
    if (strcmp(text, "bad") == 0)
        return err_set(err, ERR_INPUT, "cannot be understood");
    return true;
}
static const struct column columns[] = {
    {.heading = "No", .name = "no", .width = 6, .priority = 9, .right = true},
    {.heading = "Name", .name = "name", .width = 8, .grow = 1, .priority = 5},
};
static const struct list_def list_def = {
    .columns = columns,
    .column_count = 2,
    .row_size = sizeof(struct row),
    .fetch = fetch,
    .key = row_key,
    .cell = row_cell,
    .filter = set_filter,
    .empty = "Nothing here yet; F7 adds the first.",
    .empty_filtered = "Nothing matches.",
};

/* --- a form over it --- */

static bool save(struct view *view, struct err *err)
{
    if (strcmp(form_text(&view->form, "name"), "no") == 0)
        return err_field(err, ERR_INPUT, "name", "not this one");
    made_up.saves++;
    ui_say(view->ui, MESSAGE_GOOD, "saved %s", form_text(&view->form, "name"));
    form_clear(&view->form);
    return true;
}
static const struct field fields[] = {
    {.name = "name", .label = "Name", .width = 12, .flags = FIELD_REQUIRED},
    {.name = "temp", .label = "Temp", .width = 6, .flags = FIELD_REQUIRED},
    {.name = "remark", .label = "Remark", .width = 20, .flags = FIELD_SAME_LINE},
};
static const struct form_def form_def = {.draft = "entry", .fields = fields, .field_count = 3, .save = save};
static const struct screen_def form_screen = {
    .name = "form", .title = "New", .form = &form_def, .overlay = true, .columns = 50};

static void run_open(struct view *view)
{
    made_up.opened_id = ((const struct row *)list_selected(&view->list))->id;
    made_up.opened_times++;
}
static void run_new(struct view *view)
{
    ui_open(view->ui, &form_screen, NULL);
}
static void answered(struct view *view, bool yes)
{
    ui_say(view->ui, MESSAGE_PLAIN, "%s", yes ? "said yes" : "said no");
}
static void run_ask(struct view *view)
{
    prompt_confirm(view, "Really?", "Do it", answered);
}
static bool line_answered(struct view *view, const char *text, struct err *err)
{
    if (text != NULL && text[0] == '\0')
        return err_set(err, ERR_INPUT, "a reason is needed");
    ui_say(view->ui, MESSAGE_PLAIN, "reason: %s", text != NULL ? text : "none");
    return true;
}
static void run_reason(struct view *view)
{
    prompt_line(view, "Why", "Reason", "", line_answered);
}
static void run_text(struct view *view)
{
    prompt_text(view, "Long", "one two three\nfour\033[2J five");
}
/* A seal over everything, with one key of its own; while it lies there, what is below goes on working. */
static struct view *under_seal;
static void run_break(struct view *view)
{
    made_up.breaks++;
    view_close(view);
}
static bool seal_key(struct view *view, const struct key_event *event)
{
    if (event->key == '1')
        ui_open(view->ui, &form_screen, NULL); /* as long work does when it has ended */
    if (event->key == '2')
        view_close(under_seal);
    if (event->key == '3')
        ui_say(view->ui, MESSAGE_GOOD, "somebody's name");
    return false;
}
static const struct action seal_table[] = {
    {.name = "seal.break", .label = "Break", .help = "Breaks.", .keys = {KEY_ENTER}, .priority = 9, .run = run_break},
};
static void draw_seal(const struct view *view, struct canvas *canvas, struct rect rect)
{
    (void)view;
    canvas_text(canvas, rect.row, rect.column, rect.columns, "sealed here", STYLE_NORMAL);
}
static const struct screen_def seal_screen = {.name = "seal",
                                              .title = "Seal",
                                              .actions = ACTION_TABLE(seal_table),
                                              .sealed = true,
                                              .key = seal_key,
                                              .draw = draw_seal};
static void run_seal(struct view *view)
{
    under_seal = ui_top(view->ui);
    ui_open(view->ui, &seal_screen, NULL);
}
static void status(const struct view *view, struct buffer *out)
{
    (void)view;
    buffer_add(out, "in 3 out 2");
}
static const struct action pane_table[] = {
    {.name = "row.open",
     .label = "Open",
     .help = "Opens.",
     .keys = {KEY_ENTER, 'o'},
     .priority = 50,
     .flags = ACTION_NEEDS_ROW,
     .run = run_open},
    {.name = "row.new", .label = "New", .help = "Adds a row.", .keys = {KEY_F(7)}, .priority = 70, .run = run_new},
    {.name = "row.ask", .label = "Ask", .help = "Asks.", .keys = {KEY_DELETE}, .priority = 30, .run = run_ask},
    {.name = "row.reason",
     .label = "Reason",
     .help = "Asks why.",
     .keys = {KEY_F(2)},
     .priority = 20,
     .flags = ACTION_WRITES,
     .run = run_reason},
    {.name = "row.text", .label = "Text", .help = "A text.", .keys = {KEY_CTRL('O')}, .priority = 10, .run = run_text},
};
#define PANE_SCREEN(pane_name, pane_title)                                                                           \
    {                                                                                                                \
        .name = pane_name, .title = pane_title, .actions = ACTION_TABLE(pane_table), .list = &list_def, .topics = 1, \
        .status = status                                                                                             \
    }
static const struct screen_def gate = PANE_SCREEN("gate", "Gate log"), watch = PANE_SCREEN("watch", "Watch"),
                               supply = PANE_SCREEN("supply", "Supplies"), roster = PANE_SCREEN("roster", "Roster");
const struct screen_def *const made_up_panes[] = {&gate, &watch, &supply, &roster};

/* --- the application --- */

static void run_help(struct view *view)
{
    ui_open_help(view->ui);
}
static void run_menu(struct view *view)
{
    ui_open_menu(view->ui);
}
static void run_quit(struct view *view)
{
    ui_quit(view->ui, 7);
}
static void run_alarms(struct view *view)
{
    ui_say(view->ui, MESSAGE_PLAIN, "alarms opened");
}
static const struct action global_table[] = {
    {.name = "app.help", .label = "Help", .help = "Help.", .keys = {KEY_F(1)}, .flags = ACTION_ALWAYS, .run = run_help},
    {.name = "app.menu", .label = "Menu", .help = "Menu.", .keys = {KEY_F(9)}, .flags = ACTION_ALWAYS, .run = run_menu},
    {.name = "app.quit",
     .label = "Quit",
     .help = "Quit.",
     .keys = {KEY_F(10)},
     .flags = ACTION_ALWAYS,
     .run = run_quit},
    {.name = "app.more", .label = "More", .help = "One more.", .keys = {KEY_CTRL('G')}, .run = run_new},
    {.name = "app.seal", .label = "Seal", .help = "Seals.", .keys = {KEY_CTRL('D')}, .run = run_seal},
    {.name = "alarm.open", .label = "Alarms", .help = "Alarms.", .keys = {KEY_F(8)}, .priority = 60, .run = run_alarms},
};
static const struct action_table globals = ACTION_TABLE(global_table);
static void frame(void *context, const struct view *view, struct frame *out)
{
    (void)context;
    (void)view;
    buffer_add(out->title_left, "gatepost");
    buffer_format(out->title_right, "%d", (int)(clock_now() % 1000));
    buffer_add(out->alert, "!1 alarm");
    out->alert_style = STYLE_ALARM;
}
static unsigned changed(void *context, const struct pollfd *watched, int count, bool *ring)
{
    (void)context;
    (void)watched;
    (void)count;
    unsigned now = made_up.changes;
    *ring = made_up.ringing;
    made_up.changes = 0;
    made_up.ringing = false;
    return now;
}
static void draft_write(void *context, const char *name, const char *text)
{
    (void)context;
    (void)name;
    free(made_up.kept_draft);
    made_up.kept_draft = memory_copy(text);
}
static char *draft_read(void *context, const char *name)
{
    (void)context;
    (void)name;
    return memory_copy(made_up.kept_draft);
}
static void draft_erase(void *context, const char *name)
{
    (void)context;
    (void)name;
    free(made_up.kept_draft);
    made_up.kept_draft = NULL;
    made_up.erased++;
}
static bool may(void *context, const struct action *action, const char **why)
{
    (void)context;
    if (made_up.allowed || !(action->flags & ACTION_WRITES))
        return true;
    *why = "read only";
    return false;
}
const struct ui_hooks made_up_hooks = {.frame = frame,
                                       .changed = changed,
                                       .draft_write = draft_write,
                                       .draft_read = draft_read,
                                       .draft_erase = draft_erase,
                                       .allowed = may,
                                       .global_actions = &globals};

int made_up_setup(void **state)
{
    (void)state;
    words_start(NULL, "en");
    clock_fix(1649660000);
    free(made_up.kept_draft);
    made_up = (struct made_up_desk){.row_count = 100, .allowed = true};
    return 0;
}

int made_up_teardown(void **state)
{
    (void)state;
    free(made_up.kept_draft);
    made_up.kept_draft = NULL;
    return 0;
}

int made_up_play(int pane_count, const char *script)
{
    struct err err = {0};
    struct terminal *terminal = terminal_open_script(script, "script", &err);
    assert_non_null(terminal);
    struct ui *ui = ui_new(terminal, &made_up_hooks);
    assert_true(ui_open_desk(ui, made_up_panes, pane_count, &err));
    int code = ui_run(ui);
    ui_free(ui);
    int failures = terminal_script_failures(terminal);
    terminal->ops->close(terminal);
    assert_int_equal(failures, 0);
    return code;
}
