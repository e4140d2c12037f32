/* The desk with four made-up panes through the scripted terminal, at every size of screens.md rule 10. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/view.h"
#include "gatepost/words.h"
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct row {
    int64_t id;
};
static int64_t row_count = 100;
static int64_t opened_id;
static int opened_times;
static int loads;
static bool allowed = true, fail_load;
static unsigned changes;
static bool ringing;
static char *kept_draft;
static int erased;

/* --- a list of row_count rows, the newest (highest id) first --- */

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    (void)view;
    loads++;
    if (fail_load)
        return err_set(err, ERR_DATABASE, "the disk is gone");
    int64_t id = direction == LIST_DOWN ? row_count : 1, step = direction == LIST_DOWN ? -1 : 1;
    if (anchor != NULL)
        id = anchor->id + step;
    struct row *rows = page->rows;
    for (; id >= 1 && id <= row_count && page->count < page->most; id += step)
        rows[page->count++].id = id;
    page->finished = id < 1 || id > row_count;
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

static int saves;
static bool save(struct view *view, struct err *err)
{
    if (strcmp(form_text(&view->form, "name"), "no") == 0)
        return err_field(err, ERR_INPUT, "name", "not this one");
    saves++;
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
    opened_id = ((const struct row *)list_selected(&view->list))->id;
    opened_times++;
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
static int breaks;
static void run_break(struct view *view)
{
    breaks++;
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
static const struct screen_def *const panes[] = {&gate, &watch, &supply, &roster};

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
    unsigned now = changes;
    *ring = ringing;
    changes = 0;
    ringing = false;
    return now;
}
static void draft_write(void *context, const char *name, const char *text)
{
    (void)context;
    (void)name;
    free(kept_draft);
    kept_draft = memory_copy(text);
}
static char *draft_read(void *context, const char *name)
{
    (void)context;
    (void)name;
    return memory_copy(kept_draft);
}
static void draft_erase(void *context, const char *name)
{
    (void)context;
    (void)name;
    free(kept_draft);
    kept_draft = NULL;
    erased++;
}
static bool may(void *context, const struct action *action, const char **why)
{
    (void)context;
    if (allowed || !(action->flags & ACTION_WRITES))
        return true;
    *why = "read only";
    return false;
}
static const struct ui_hooks hooks = {.frame = frame,
                                      .changed = changed,
                                      .draft_write = draft_write,
                                      .draft_read = draft_read,
                                      .draft_erase = draft_erase,
                                      .allowed = may,
                                      .global_actions = &globals};

static int setup(void **state)
{
    (void)state;
    words_start(NULL, "en");
    clock_fix(1649660000);
    row_count = 100;
    opened_id = opened_times = loads = saves = erased = breaks = 0;
    allowed = true;
    fail_load = ringing = false;
    changes = 0;
    free(kept_draft);
    kept_draft = NULL;
    return 0;
}

/* Runs a script over so many panes; returns the exit code. */
static int play(int pane_count, const char *script)
{
    struct err err = {0};
    struct terminal *terminal = terminal_open_script(script, "script", &err);
    assert_non_null(terminal);
    struct ui *ui = ui_new(terminal, &hooks);
    assert_true(ui_open_desk(ui, panes, pane_count, &err));
    int code = ui_run(ui);
    ui_free(ui);
    int failures = terminal_script_failures(terminal);
    terminal->ops->close(terminal);
    assert_int_equal(failures, 0);
    return code;
}

static void four_panes_at_120x40(void **state)
{
    (void)state;
    play(4, "size 120x40\ninvariants\nsee [>1 Gate log<]\nsee [2 Watch]\nsee [3 Supplies]\nsee [4 Roster]\n"
            "see gatepost\nsee !1 alarm\nsee F8 Alarms\nsee in 3 out 2\nsee F1 Help\nsee F10 Quit\ncursor none\n");
}

static void a_small_desk_looks_like_this(void **state)
{
    (void)state;
    play(4, "size 80x24\n"
            "row 3 ┌─[>1 Gate log<]────────────in 3 out 2─┬─[2 Watch]──────────────────in 3 out 2─┐\n"
            "row 4 │     No Name                          │     No Name                           │\n"
            "row 5 │>   100 张伟明100                     │    100 张伟明100                      │\n"
            "row 13 ├─[3 Supplies]──────────────in 3 out 2─┼─[4 Roster]─────────────────in 3 out 2─┤\n"
            "row 22 └──────────────────────────────────────┴───────────────────────────────────────┘\n"
            "row 24 F1 Help  F4 Filter  F7 New  F8 Alarms  F9 Menu  F10 Quit  Enter Open  Del Ask\n"
            "style >  selected\nstyle [>1 focus\nstyle !1 alarm\nstyle F1 key\nstyle Help label\n");
}

static void fewer_panes_where_it_is_smaller(void **state)
{
    (void)state;
    play(4, "size 60x18\ninvariants\nsee [>1 Gate log<]\nsee [2 Watch]\nnot Supplies\nkey 3\nsee [>3 Supplies<]\n"
            "see [4 Roster]\nnot Gate log\nsize 40x12\ninvariants\nsee [>3 Supplies< 1 Gate log\nkey Tab\n"
            "see [>4 Roster<\nsize 80x24\nsee [1 Gate log]\nsee [>4 Roster<]\n");
}

static void the_alert_stays_on_the_smallest(void **state)
{
    (void)state;
    play(4, "size 20x5\nrow 1 !1 alarm\ninvariants\nkey Down F7\ntype abc\nsize 1x1\ninvariants\ntype d\n"
            "size 80x24\nsee [abcd\ninvariants\n");
}

/* Nothing below is seen, reached or told of; what opens or closes meanwhile does not break it. */
static void a_seal_covers_everything(void **state)
{
    (void)state;
    play(4, "size 80x24\nkey F7\ntype abc\nsee [abc\nkey Ctrl-D\nsee sealed here\nnot [abc\nnot Gate log\nnot Name\n"
            "see Enter Break\nnot F10 Quit\nnot F9 Menu\nsee !1 alarm\nnot Alarms\n"
            "key F1 F2 F7 F8 F9 F10 Esc Ctrl-C Ctrl-Z Ctrl-D\nsee sealed here\nnot alarms opened\n"
            "click 2 3\nclick 5 5\nclick 24 40\ndouble 6 6\nwheel down 8 8\npaste xyz\nsee sealed here\n"
            "key 3\nnot somebody\nkey 1\nsee sealed here\nnot [abc\nkey 2\nsee sealed here\n"
            "size 40x12\nsee sealed here\nsize 80x24\n"
            "key Enter\nnot sealed here\nsee somebody\n");
    assert_int_equal(breaks, 1);
    assert_int_equal(opened_times, 0);
}

/* However many screens lie over each other, there is room for a seal. */
static void there_is_always_room_for_a_seal(void **state)
{
    (void)state;
    struct buffer script = {0};
    buffer_add(&script, "size 80x24\n");
    for (int i = 0; i < 20; i++)
        buffer_add(&script, "key Ctrl-G\n");
    buffer_add(&script, "see Too many screens\nkey Ctrl-D\nsee sealed here\n");
    play(1, buffer_text(&script));
    buffer_release(&script);
}

static void any_size_is_drawn(void **state)
{
    (void)state;
    struct buffer script = {0};
    for (int rows = 1; rows <= 26; rows += 1)
        for (int width = 1; width <= 82; width += 9)
            buffer_format(&script,
                          "size %dx%d\nkey Down F4\ntype z\nkey Esc F7\ntype 张\nkey F1\nkey Esc Esc F2\nkey "
                          "Esc Ctrl-O\nkey Esc z z\n",
                          width, rows);
    play(4, buffer_text(&script));
    buffer_release(&script);
}

static void digits_go_to_panes_and_zoom(void **state)
{
    (void)state;
    play(4,
         "key 2\nsee [>2 Watch<]\nkey ２\nsee [>2 Watch<]\nnot Gate\nkey Tab\nsee [>3 Supplies<]\nnot Gate\nkey Esc\n"
         "see [1 Gate log]\nkey Shift-Tab z\nsee [>2 Watch<]\nnot Gate\nkey z\nsee Gate\nkey 9\nsee [>2 Watch<]\n");
}

static void one_pane_fills_the_body(void **state)
{
    (void)state;
    play(1, "row 3 ┌─[>Gate log<]──────────────────────────────────────────────────────in 3 out 2─┐\ninvariants\n");
}

static void keys_pressed_fast_act_on_the_right_row(void **state)
{
    (void)state;
    play(1, "key Down Down Enter\n");
    assert_int_equal(opened_id, 98);
    play(1, "key End Up Enter\n");
    assert_int_equal(opened_id, 2);
    play(1, "key PgDn PgDn Enter\n");
    assert_int_equal(opened_id, 100 - 2 * 17);
}

static void a_live_change_keeps_the_record_selected(void **state)
{
    (void)state;
    struct err err = {0};
    struct terminal *terminal =
        terminal_open_script("key Down\nwake\nsee 101\nsee 张伟明101\nbell 1\nkey Enter\n", "live", &err);
    struct ui *ui = ui_new(terminal, &hooks);
    assert_true(ui_open_desk(ui, panes, 1, &err));
    changes = 1;
    ringing = true;
    row_count = 100;
    /* The new row is there when the loop is woken. */
    row_count = 101;
    assert_int_equal(ui_run(ui), 0);
    assert_int_equal(terminal_script_failures(terminal), 0);
    ui_free(ui);
    terminal->ops->close(terminal);
    assert_int_equal(opened_id, 100);
}

static void a_filter_is_always_in_sight(void **state)
{
    (void)state;
    play(4,
         "key F4\ntype zw\nsee Filter: zw\ncursor 3 18\nkey Enter\nsee Filter: zw\ncursor none\nkey Esc\nnot Filter:\n"
         "key f\ntype bad\nsee ! cannot be understood\nsee Filter: bad\nkey Esc\nnot Filter:\nnot understood\nkey F4 "
         "Down Enter\n");
    play(1, "key F4\ntype o1z\nsee Filter: o1z\n"); /* no letter or digit is a command there */
    assert_int_equal(opened_id, 0);
}

static void a_failed_reload_keeps_the_rows(void **state)
{
    (void)state;
    struct err err = {0};
    struct terminal *terminal =
        terminal_open_script("wake\nsee 张伟明100\nsee ! the disk is gone\nsee ! as of\n", "s", &err);
    struct ui *ui = ui_new(terminal, &hooks);
    assert_true(ui_open_desk(ui, panes, 1, &err));
    struct view *view = ui_pane(ui, 1);
    list_resize(&view->list, 17);
    assert_true(list_load(&view->list, view, &err));
    fail_load = true;
    ui_run(ui);
    assert_int_equal(terminal_script_failures(terminal), 0);
    ui_free(ui);
    terminal->ops->close(terminal);
}

static void an_empty_list_says_what_belongs_there(void **state)
{
    (void)state;
    row_count = 0;
    play(1, "see Nothing here yet; F7 adds the first.\nkey Enter\nsee ! There is no row to do this with.\nkey F4\n"
            "type x\nsee Nothing matches.\n");
}

static void a_forbidden_action_says_why(void **state)
{
    (void)state;
    allowed = false;
    play(1, "key F2\nsee ! read only\n");
}

static void a_form_is_filled_and_saved(void **state)
{
    (void)state;
    play(4, "key F7\nsee [New]\ntype no\nkey Enter\ntype 365\nkey Enter\nsee ! not this one\ncursor 5 25\nkey Ctrl-U\n"
            "type 刘洋\nkey Enter\nsee saved 刘洋\ninvariants\nkey Esc\nnot [New]\n");
    assert_int_equal(saves, 1);
    assert_true(erased >= 1);
}

static void typed_text_survives_as_a_draft(void **state)
{
    (void)state;
    play(1, "key F7\ntype zhang\nadvance 250\nkey F10\n");
    assert_string_equal(kept_draft, "name\tzhang\n@\tname\n");
    play(1, "key F7\nsee F3 brings it back\nsee [            ]\nkey F3\nsee [zhang\nkey Esc\n");
    assert_string_equal(kept_draft, "name\tzhang\n@\tname\n");
    play(1, "key F7\ntype li\n"); /* the terminal is gone */
    assert_string_equal(kept_draft, "name\tli\n@\tname\n");
}

static void a_paste_is_no_enter(void **state)
{
    (void)state;
    play(1, "key F7\npaste a\\nb\\n\nsee [a b \nkey Esc F4\npaste x\\ny\nsee Filter: x y\n");
    assert_int_equal(saves, 0);
}

static void questions_are_answered(void **state)
{
    (void)state;
    play(
        4,
        "key Del\nsee Really?\nsee [ Enter Do it ]\nsee [ Esc No ]\nkey Enter\nsee said yes\nnot Really?\nkey Del Esc\n"
        "see said no\nkey F2\nsee [Input  Why]\nkey Enter\nsee ! a reason is needed\ntype 因为\nkey Enter\n"
        "see reason: 因为\nkey F2 Esc\nsee reason: none\nkey Ctrl-O\nsee four?[2J five\nkey Esc\nnot four\n");
}

static void help_finds_and_runs(void **state)
{
    (void)state;
    play(
        4,
        "key F1\nsee [Help  Gate log]\nsee Search:\nsee Page up\ntype alarm\nnot Page up\nsee F8\nkey Enter\nsee "
        "alarms "
        "opened\n"
        "not Search\nkey F9\nsee [Menu  Gate log]\nnot Page up\ntype adds\nkey Enter\nsee [New]\nkey Esc F1\ntype zzz\n"
        "see Nothing matches.\nkey Enter Esc\nnot Search\n");
}

static void the_best_match_stands_first(void **state)
{
    (void)state;
    /* "Ask" is called so, "Reason" asks in its sentence. */
    play(1, "key F9\ntype ask\nrow 5 ││>Del                    Ask        Asks."
            "                                    ││\nsee Reason\nkey Ctrl-U\ntype f2\nsee >F2 \nkey Ctrl-U\n"
            "type ｃｔｒｌ－ｏ\nsee >Ctrl-O \nkey Ctrl-U\ntype row.text\nsee >Ctrl-O \nkey Ctrl-U\n"
            "type asks why\nsee >F2 \nnot Del\n");
}

static void what_cannot_be_run_says_why(void **state)
{
    (void)state;
    allowed = false;
    row_count = 0;
    play(1, "key F9\ntype reason\nsee (Reason)\nsee ! read only  Asks why.\nkey Enter\nsee ! read only\n"
            "see [Menu  Gate log]\nkey Ctrl-U\ntype open\nsee ! There is no row to do this with.\n");
    /* What means nothing here stays out: there are no panes 2 to 4, nothing is filtered. */
    play(1, "key F1\nsee Here: Gate log\nkey PgDn\nsee Pane 1\nnot Pane 2\nnot Ends the filter\n");
}

static void headings_and_habits_are_no_commands(void **state)
{
    (void)state;
    play(1, "key F1\nsee >Enter / o \nkey Up\nsee >Enter / o \nsee Here: Gate log\nkey PgDn PgDn PgDn PgDn PgDn\n"
            "see man gatepost\nkey Up\nsee >\ninvariants\n");
    /* A form's keys are found from a list, and say that they are not for here. */
    play(1, "key F9\ntype saves from\nsee (Save)\nsee ! There is no form here.\nkey Enter\nsee Search\n");
}

static void the_mouse_points_and_runs(void **state)
{
    (void)state;
    play(4, "click 7 45\nsee [>2 Watch<]\nkey Enter\ndouble 6 3\nsee [>1 Gate log<]\nclick 2 5\nsee alarms opened\n"
            "click 24 21\nsee [New]\nkey Esc Del\nclick 7 12\nsee said yes\n");
    assert_int_equal(opened_id, 99);
    /* Tabs of the small desk. */
    play(4, "size 40x12\nsee [>1 Gate log< 2 Watch 3 Supplies\nclick 3 19\nsee [>2 Watch< 1 Gate\nclick 3 18\n"
            "see [>1 Gate log<\nclick 3 3\nsee [>1 Gate log<\n");
}

static void a_click_selects_and_another_opens(void **state)
{
    (void)state;
    play(1, "click 6 3\nsee >    99\n");
    assert_int_equal(opened_times, 0);
    play(1, "click 6 3\nclick 6 3\n");
    assert_int_equal(opened_id, 99);
    /* The second half of a double click is not for what the first one opened. */
    play(1, "click 5 3\ndouble 5 3\n");
    assert_int_equal(opened_times, 2);
    play(1, "click 7 3\ndouble 7 3\n");
    assert_int_equal(opened_id, 98);
    assert_int_equal(opened_times, 3);
    /* The selected row of another pane is only pointed at; below the last row is nothing. */
    row_count = 3;
    play(4, "click 5 45\nsee [>2 Watch<]\nclick 11 45\ndouble 11 45\n");
    assert_int_equal(opened_times, 3);
}

static void the_wheel_scrolls_what_is_under_it(void **state)
{
    (void)state;
    play(4, "wheel down 8 50\nsee [>1 Gate log<]\nrow 5 │>   100 张伟明100                     │     97 张伟明97"
            "                       │\nkey Enter\n");
    assert_int_equal(opened_id, 100);
    /* The selected record stays so while it is in sight. */
    play(1, "key Down Down Down Down Down\nwheel down 8 50\nrow 5 │     97 张伟明97"
            "                                                              │\nsee >    95\nwheel down 8 50\n"
            "see >    94\nwheel up 8 50\nwheel up 8 50\nwheel up 8 50\nrow 5 │    100 张伟明100"
            "                                                             │\nsee >    94\n");
    /* To the end and no further; and as a picture of the list, over what the window held at first. */
    struct buffer script = {0};
    for (int i = 0; i < 60; i++)
        buffer_add(&script, "wheel down 8 50\n");
    buffer_add(&script, "see      1 张伟明1\ninvariants\nkey Enter\n");
    play(1, buffer_text(&script));
    assert_int_equal(opened_id, 17);
    buffer_release(&script);
    /* A text to read, and the menu. */
    play(4,
         "key F9\nwheel down 8 50\nsee Search\nwheel up 8 50\nclick 7 30\nsee >F7                     New\nkey Esc\n");
}

static void a_list_is_copied_as_far_as_a_chat_takes_it(void **state)
{
    (void)state;
    play(4, "key Ctrl-C\nrow 3 Gate log  2022-04-11 14:53\nrow 4 1. No 100  张伟明100\nsee 100 rows copied\n"
            "copied 100. No 1  张伟明1\ncopied 100 in all.\nkey PgDn\nnot Gate log  2022\nsee 20. No 81\n"
            "wheel down 8 8\nsee 23. No 78\nkey Ctrl-C\nsee [>1 Gate log<]\n");
    row_count = 345;
    play(1, "key Ctrl-C\ncopied 300. No 46  张伟明46\ncopied The first 300; 45 others are left out.\n"
            "copied not 301.\n");
    row_count = 0;
    play(1, "key Ctrl-C\nsee ! There is nothing to copy.\n");
}

static void a_copy_that_cannot_be_read_is_none(void **state)
{
    (void)state;
    struct err err = {0};
    struct terminal *terminal =
        terminal_open_script("key Ctrl-C\nsee ! the disk is gone\nsee Gate log<\ncopied not Gate log\n", "s", &err);
    struct ui *ui = ui_new(terminal, &hooks);
    assert_true(ui_open_desk(ui, panes, 1, &err));
    struct view *view = ui_pane(ui, 1);
    list_resize(&view->list, 17);
    assert_true(list_load(&view->list, view, &err));
    fail_load = true;
    ui_run(ui);
    assert_int_equal(terminal_script_failures(terminal), 0);
    ui_free(ui);
    terminal->ops->close(terminal);
}

/* --- long work: slices of 20 ms that count up to `wanted` --- */

static int slices, slices_wanted, paintings, escapes;
static bool close_when_done;
static struct terminal_ops counting_ops;
static const struct terminal_ops *script_ops;

static bool work_a_slice(struct view *view)
{
    if (slices == slices_wanted) {
        if (close_when_done)
            view_close(view);
        return false;
    }
    slices++;
    clock_advance_ms(20);
    return true;
}
static void draw_slices(const struct view *view, struct canvas *canvas, struct rect rect)
{
    char text[32];
    (void)view;
    snprintf(text, sizeof text, "%d slices", slices);
    canvas_text(canvas, rect.row, rect.column, rect.columns, text, STYLE_NORMAL);
}
static const struct screen_def work_screen = {
    .name = "work", .title = "Work", .overlay = true, .work = work_a_slice, .draw = draw_slices};

static void show_and_count(struct terminal *terminal, const struct canvas *canvas)
{
    paintings++;
    script_ops->show(terminal, canvas);
}
/* The terminal's user presses Esc while the fifth slice is done. */
static struct key_event press_escape(struct terminal *terminal, struct pollfd *watched, int count, int timeout_ms)
{
    if (slices == 5 && escapes++ == 0)
        return (struct key_event){.key = KEY_ESC};
    return script_ops->next(terminal, watched, count, timeout_ms);
}

static void play_work(const char *script, bool impatient)
{
    struct err err = {0};
    struct terminal *terminal = terminal_open_script(script, "work", &err);
    script_ops = terminal->ops;
    counting_ops = *script_ops;
    counting_ops.show = show_and_count;
    if (impatient)
        counting_ops.next = press_escape;
    terminal->ops = &counting_ops;
    slices = paintings = escapes = 0;
    struct ui *ui = ui_new(terminal, &hooks);
    assert_true(ui_open_desk(ui, panes, 1, &err));
    assert_non_null(ui_open(ui, &work_screen, NULL));
    ui_run(ui);
    ui_free(ui);
    assert_int_equal(terminal_script_failures(terminal), 0);
    terminal->ops->close(terminal);
}

static bool always_pending(struct terminal *terminal)
{
    (void)terminal;
    return true;
}

/* Keys and clicks that come faster than they are painted: the footer still shows what was there before. */
static void a_footer_that_is_not_of_this_view_runs_nothing(void **state)
{
    (void)state;
    struct err err = {0};
    struct buffer script = {0};
    buffer_add(&script, "key Ctrl-D\n");
    for (int column = 1; column <= 80; column++)
        buffer_format(&script, "click 24 %d\n", column);
    struct terminal *terminal = terminal_open_script(buffer_text(&script), "footer", &err);
    counting_ops = *terminal->ops;
    counting_ops.pending = always_pending;
    terminal->ops = &counting_ops;
    struct ui *ui = ui_new(terminal, &hooks);
    opened_times = breaks = 0;
    assert_true(ui_open_desk(ui, panes, 1, &err));
    ui_run(ui);
    assert_int_equal(opened_times, 0);
    assert_string_equal(ui_top(ui)->def->name, "seal");
    assert_false(ui_top(ui)->closing);
    ui_free(ui);
    terminal->ops->close(terminal);
    buffer_release(&script);
}

static void long_work_goes_on_by_itself(void **state)
{
    (void)state;
    slices_wanted = 100;
    close_when_done = false;
    play_work("see 100 slices\n", false);
    assert_int_equal(slices, 100);
    /* 2 s of work: painted at least each 60 ms, and never twice in 50 ms. */
    assert_in_range(paintings, 2000 / 60, 2000 / 50 + 2);
}

static void long_work_may_close_its_screen(void **state)
{
    (void)state;
    slices_wanted = 3;
    close_when_done = true;
    play_work("not slices\nsee Gate log\n", false);
    assert_int_equal(slices, 3);
}

static void a_key_is_heard_between_slices(void **state)
{
    (void)state;
    slices_wanted = 100;
    close_when_done = false;
    play_work("not slices\n", true);
    assert_int_equal(slices, 5);
}

static void quitting_gives_the_exit_code(void **state)
{
    (void)state;
    assert_int_equal(play(4, "key F10\n"), 7);
}

static void a_wrong_expectation_fails(void **state)
{
    (void)state;
    struct err err = {0};
    struct terminal *terminal =
        terminal_open_script("see no such text\nrow 1 x\nnot gatepost\nkey Nokey\nfoo\nstyle F1 "
                             "alarm\nbell 3\ncursor 1 1\nscreen\nend\n",
                             "expected-failures", &err);
    struct ui *ui = ui_new(terminal, &hooks);
    assert_true(ui_open_desk(ui, panes, 1, &err));
    /* What it says of its nine failures would look like ours in the summary of the tests. */
    int spoken = dup(STDERR_FILENO), nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(nowhere, STDERR_FILENO);
    ui_run(ui);
    dup2(spoken, STDERR_FILENO);
    close(spoken);
    close(nowhere);
    assert_int_equal(terminal_script_failures(terminal), 9);
    ui_free(ui);
    terminal->ops->close(terminal);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup(name, setup)
    const struct CMUnitTest tests[] = {
        TEST(four_panes_at_120x40),
        TEST(a_small_desk_looks_like_this),
        TEST(fewer_panes_where_it_is_smaller),
        TEST(the_alert_stays_on_the_smallest),
        TEST(a_seal_covers_everything),
        TEST(there_is_always_room_for_a_seal),
        TEST(any_size_is_drawn),
        TEST(digits_go_to_panes_and_zoom),
        TEST(one_pane_fills_the_body),
        TEST(keys_pressed_fast_act_on_the_right_row),
        TEST(a_live_change_keeps_the_record_selected),
        TEST(a_filter_is_always_in_sight),
        TEST(a_failed_reload_keeps_the_rows),
        TEST(an_empty_list_says_what_belongs_there),
        TEST(a_forbidden_action_says_why),
        TEST(a_form_is_filled_and_saved),
        TEST(typed_text_survives_as_a_draft),
        TEST(a_paste_is_no_enter),
        TEST(questions_are_answered),
        TEST(help_finds_and_runs),
        TEST(the_best_match_stands_first),
        TEST(what_cannot_be_run_says_why),
        TEST(headings_and_habits_are_no_commands),
        TEST(the_mouse_points_and_runs),
        TEST(a_footer_that_is_not_of_this_view_runs_nothing),
        TEST(a_click_selects_and_another_opens),
        TEST(the_wheel_scrolls_what_is_under_it),
        TEST(a_list_is_copied_as_far_as_a_chat_takes_it),
        TEST(a_copy_that_cannot_be_read_is_none),
        TEST(long_work_goes_on_by_itself),
        TEST(long_work_may_close_its_screen),
        TEST(a_key_is_heard_between_slices),
        TEST(quitting_gives_the_exit_code),
        TEST(a_wrong_expectation_fails),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(kept_draft);
    return failed;
}
