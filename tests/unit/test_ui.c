/* The desk and its panes at every size of screens.md rule 10: what is seen, what keys do to panes, lists, forms and
 * questions. */
#include "gatepost/buffer.h"
#include "gatepost/view.h"
#include "tests/lib/made_up_desk.h"
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

static void four_panes_at_120x40(void **state)
{
    (void)state;
    made_up_play(4,
                 "size 120x40\ninvariants\nsee [>1 Gate log<]\nsee [2 Watch]\nsee [3 Supplies]\nsee [4 Roster]\n"
                 "see gatepost\nsee !1 alarm\nsee F8 Alarms\nsee in 3 out 2\nsee F1 Help\nsee F10 Quit\ncursor none\n");
}

static void a_small_desk_looks_like_this(void **state)
{
    (void)state;
    made_up_play(4, "size 80x24\n"
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
    made_up_play(4,
                 "size 60x18\ninvariants\nsee [>1 Gate log<]\nsee [2 Watch]\nnot Supplies\nkey 3\nsee [>3 Supplies<]\n"
                 "see [4 Roster]\nnot Gate log\nsize 40x12\ninvariants\nsee [>3 Supplies< 1 Gate log\nkey Tab\n"
                 "see [>4 Roster<\nsize 80x24\nsee [1 Gate log]\nsee [>4 Roster<]\n");
}

static void the_alert_stays_on_the_smallest(void **state)
{
    (void)state;
    made_up_play(4, "size 20x5\nrow 1 !1 alarm\ninvariants\nkey Down F7\ntype abc\nsize 1x1\ninvariants\ntype d\n"
                    "size 80x24\nsee [abcd\ninvariants\n");
}

/* Nothing below is seen, reached or told of; what opens or closes meanwhile does not break it. */
static void a_seal_covers_everything(void **state)
{
    (void)state;
    made_up_play(
        4, "size 80x24\nkey F7\ntype abc\nsee [abc\nkey Ctrl-D\nsee sealed here\nnot [abc\nnot Gate log\nnot Name\n"
           "see Enter Break\nnot F10 Quit\nnot F9 Menu\nsee !1 alarm\nnot Alarms\n"
           "key F1 F2 F7 F8 F9 F10 Esc Ctrl-C Ctrl-Z Ctrl-D\nsee sealed here\nnot alarms opened\n"
           "click 2 3\nclick 5 5\nclick 24 40\ndouble 6 6\nwheel down 8 8\npaste xyz\nsee sealed here\n"
           "key 3\nnot somebody\nkey 1\nsee sealed here\nnot [abc\nkey 2\nsee sealed here\n"
           "size 40x12\nsee sealed here\nsize 80x24\n"
           "key Enter\nnot sealed here\nsee somebody\n");
    assert_int_equal(made_up.breaks, 1);
    assert_int_equal(made_up.opened_times, 0);
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
    made_up_play(1, buffer_text(&script));
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
    made_up_play(4, buffer_text(&script));
    buffer_release(&script);
}

static void digits_go_to_panes_and_zoom(void **state)
{
    (void)state;
    made_up_play(
        4, "key 2\nsee [>2 Watch<]\nkey ２\nsee [>2 Watch<]\nnot Gate\nkey Tab\nsee [>3 Supplies<]\nnot Gate\nkey Esc\n"
           "see [1 Gate log]\nkey Shift-Tab z\nsee [>2 Watch<]\nnot Gate\nkey z\nsee Gate\nkey 9\nsee [>2 Watch<]\n");
}

static void one_pane_fills_the_body(void **state)
{
    (void)state;
    made_up_play(
        1, "row 3 ┌─[>Gate log<]──────────────────────────────────────────────────────in 3 out 2─┐\ninvariants\n");
}

static void keys_pressed_fast_act_on_the_right_row(void **state)
{
    (void)state;
    made_up_play(1, "key Down Down Enter\n");
    assert_int_equal(made_up.opened_id, 98);
    made_up_play(1, "key End Up Enter\n");
    assert_int_equal(made_up.opened_id, 2);
    made_up_play(1, "key PgDn PgDn Enter\n");
    assert_int_equal(made_up.opened_id, 100 - 2 * 17);
}

static void a_live_change_keeps_the_record_selected(void **state)
{
    (void)state;
    struct err err = {0};
    struct terminal *terminal =
        terminal_open_script("key Down\nwake\nsee 101\nsee 张伟明101\nbell 1\nkey Enter\n", "live", &err);
    struct ui *ui = ui_new(terminal, &made_up_hooks);
    assert_true(ui_open_desk(ui, made_up_panes, 1, &err));
    made_up.changes = 1;
    made_up.ringing = true;
    made_up.row_count = 100;
    /* The new row is there when the loop is woken. */
    made_up.row_count = 101;
    assert_int_equal(ui_run(ui), 0);
    assert_int_equal(terminal_script_failures(terminal), 0);
    ui_free(ui);
    terminal->ops->close(terminal);
    assert_int_equal(made_up.opened_id, 100);
}

static void a_filter_is_always_in_sight(void **state)
{
    (void)state;
    made_up_play(
        4,
        "key F4\ntype zw\nsee Filter: zw\ncursor 3 18\nkey Enter\nsee Filter: zw\ncursor none\nkey Esc\nnot Filter:\n"
        "key f\ntype bad\nsee ! cannot be understood\nsee Filter: bad\nkey Esc\nnot Filter:\nnot understood\nkey F4 "
        "Down Enter\n");
    made_up_play(1, "key F4\ntype o1z\nsee Filter: o1z\n"); /* no letter or digit is a command there */
    assert_int_equal(made_up.opened_id, 0);
}

static void a_failed_reload_keeps_the_rows(void **state)
{
    (void)state;
    struct err err = {0};
    struct terminal *terminal =
        terminal_open_script("wake\nsee 张伟明100\nsee ! the disk is gone\nsee ! as of\n", "s", &err);
    struct ui *ui = ui_new(terminal, &made_up_hooks);
    assert_true(ui_open_desk(ui, made_up_panes, 1, &err));
    struct view *view = ui_pane(ui, 1);
    list_resize(&view->list, 17);
    assert_true(list_load(&view->list, view, &err));
    made_up.fail_load = true;
    ui_run(ui);
    assert_int_equal(terminal_script_failures(terminal), 0);
    ui_free(ui);
    terminal->ops->close(terminal);
}

static void an_empty_list_says_what_belongs_there(void **state)
{
    (void)state;
    made_up.row_count = 0;
    made_up_play(1,
                 "see Nothing here yet; F7 adds the first.\nkey Enter\nsee ! There is no row to do this with.\nkey F4\n"
                 "type x\nsee Nothing matches.\n");
}

static void a_forbidden_action_says_why(void **state)
{
    (void)state;
    made_up.allowed = false;
    made_up_play(1, "key F2\nsee ! read only\n");
}

static void a_form_is_filled_and_saved(void **state)
{
    (void)state;
    made_up_play(
        4, "key F7\nsee [New]\ntype no\nkey Enter\ntype 365\nkey Enter\nsee ! not this one\ncursor 5 25\nkey Ctrl-U\n"
           "type 刘洋\nkey Enter\nsee saved 刘洋\ninvariants\nkey Esc\nnot [New]\n");
    assert_int_equal(made_up.saves, 1);
    assert_true(made_up.erased >= 1);
}

static void typed_text_survives_as_a_draft(void **state)
{
    (void)state;
    made_up_play(1, "key F7\ntype zhang\nadvance 250\nkey F10\n");
    assert_string_equal(made_up.kept_draft, "name\tzhang\n@\tname\n");
    made_up_play(1, "key F7\nsee F3 brings it back\nsee [            ]\nkey F3\nsee [zhang\nkey Esc\n");
    assert_string_equal(made_up.kept_draft, "name\tzhang\n@\tname\n");
    made_up_play(1, "key F7\ntype li\n"); /* the terminal is gone */
    assert_string_equal(made_up.kept_draft, "name\tli\n@\tname\n");
}

static void a_paste_is_no_enter(void **state)
{
    (void)state;
    made_up_play(1, "key F7\npaste a\\nb\\n\nsee [a b \nkey Esc F4\npaste x\\ny\nsee Filter: x y\n");
    assert_int_equal(made_up.saves, 0);
}

static void questions_are_answered(void **state)
{
    (void)state;
    made_up_play(
        4,
        "key Del\nsee Really?\nsee [ Enter Do it ]\nsee [ Esc No ]\nkey Enter\nsee said yes\nnot Really?\nkey Del Esc\n"
        "see said no\nkey F2\nsee [Input  Why]\nkey Enter\nsee ! a reason is needed\ntype 因为\nkey Enter\n"
        "see reason: 因为\nkey F2 Esc\nsee reason: none\nkey Ctrl-O\nsee four?[2J five\nkey Esc\nnot four\n");
}

static void quitting_gives_the_exit_code(void **state)
{
    (void)state;
    assert_int_equal(made_up_play(4, "key F10\n"), 7);
}

static void a_wrong_expectation_fails(void **state)
{
    (void)state;
    struct err err = {0};
    struct terminal *terminal =
        terminal_open_script("see no such text\nrow 1 x\nnot gatepost\nkey Nokey\nfoo\nstyle F1 "
                             "alarm\nbell 3\ncursor 1 1\nscreen\nend\n",
                             "expected-failures", &err);
    struct ui *ui = ui_new(terminal, &made_up_hooks);
    assert_true(ui_open_desk(ui, made_up_panes, 1, &err));
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

#define TEST(name) cmocka_unit_test_setup(name, made_up_setup)

int main(void)
{
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
        TEST(quitting_gives_the_exit_code),
        TEST(a_wrong_expectation_fails),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, made_up_teardown);
}
