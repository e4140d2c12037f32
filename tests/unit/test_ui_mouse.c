/* The mouse points, runs, opens and scrolls what is under it; a list is copied for a chat. */
#include "gatepost/buffer.h"
#include "gatepost/view.h"
#include "tests/lib/made_up_desk.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void the_mouse_points_and_runs(void **state)
{
    (void)state;
    made_up_play(
        4, "click 7 45\nsee [>2 Watch<]\nkey Enter\ndouble 6 3\nsee [>1 Gate log<]\nclick 2 5\nsee alarms opened\n"
           "click 24 21\nsee [New]\nkey Esc Del\nclick 7 12\nsee said yes\n");
    assert_int_equal(made_up.opened_id, 99);
    /* Tabs of the small desk. */
    made_up_play(4, "size 40x12\nsee [>1 Gate log< 2 Watch 3 Supplies\nclick 3 19\nsee [>2 Watch< 1 Gate\nclick 3 18\n"
                    "see [>1 Gate log<\nclick 3 3\nsee [>1 Gate log<\n");
}

static void a_click_selects_and_another_opens(void **state)
{
    (void)state;
    made_up_play(1, "click 6 3\nsee >    99\n");
    assert_int_equal(made_up.opened_times, 0);
    made_up_play(1, "click 6 3\nclick 6 3\n");
    assert_int_equal(made_up.opened_id, 99);
    /* The second half of a double click is not for what the first one opened. */
    made_up_play(1, "click 5 3\ndouble 5 3\n");
    assert_int_equal(made_up.opened_times, 2);
    made_up_play(1, "click 7 3\ndouble 7 3\n");
    assert_int_equal(made_up.opened_id, 98);
    assert_int_equal(made_up.opened_times, 3);
    /* The selected row of another pane is only pointed at; below the last row is nothing. */
    made_up.row_count = 3;
    made_up_play(4, "click 5 45\nsee [>2 Watch<]\nclick 11 45\ndouble 11 45\n");
    assert_int_equal(made_up.opened_times, 3);
}

static void the_wheel_scrolls_what_is_under_it(void **state)
{
    (void)state;
    made_up_play(4,
                 "wheel down 8 50\nsee [>1 Gate log<]\nrow 5 │>   100 张伟明100                     │     97 张伟明97"
                 "                       │\nkey Enter\n");
    assert_int_equal(made_up.opened_id, 100);
    /* The selected record stays so while it is in sight. */
    made_up_play(1, "key Down Down Down Down Down\nwheel down 8 50\nrow 5 │     97 张伟明97"
                    "                                                              │\nsee >    95\nwheel down 8 50\n"
                    "see >    94\nwheel up 8 50\nwheel up 8 50\nwheel up 8 50\nrow 5 │    100 张伟明100"
                    "                                                             │\nsee >    94\n");
    /* To the end and no further; and as a picture of the list, over what the window held at first. */
    struct buffer script = {0};
    for (int i = 0; i < 60; i++)
        buffer_add(&script, "wheel down 8 50\n");
    buffer_add(&script, "see      1 张伟明1\ninvariants\nkey Enter\n");
    made_up_play(1, buffer_text(&script));
    assert_int_equal(made_up.opened_id, 17);
    buffer_release(&script);
    /* A text to read, and the menu. */
    made_up_play(
        4,
        "key F9\nwheel down 8 50\nsee Search\nwheel up 8 50\nclick 7 30\nsee >F7                     New\nkey Esc\n");
}

static void a_list_is_copied_as_far_as_a_chat_takes_it(void **state)
{
    (void)state;
    made_up_play(4, "key Ctrl-C\nrow 3 Gate log  2022-04-11 14:53\nrow 4 1. No 100  张伟明100\nsee 100 rows copied\n"
                    "copied 100. No 1  张伟明1\ncopied 100 in all.\nkey PgDn\nnot Gate log  2022\nsee 20. No 81\n"
                    "wheel down 8 8\nsee 23. No 78\nkey Ctrl-C\nsee [>1 Gate log<]\n");
    made_up.row_count = 345;
    made_up_play(1, "key Ctrl-C\ncopied 300. No 46  张伟明46\ncopied The first 300; 45 others are left out.\n"
                    "copied not 301.\n");
    made_up.row_count = 0;
    made_up_play(1, "key Ctrl-C\nsee ! There is nothing to copy.\n");
}

static void a_copy_that_cannot_be_read_is_none(void **state)
{
    (void)state;
    struct err err = {0};
    struct terminal *terminal =
        terminal_open_script("key Ctrl-C\nsee ! the disk is gone\nsee Gate log<\ncopied not Gate log\n", "s", &err);
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

static struct terminal_ops hasty_ops;

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
    hasty_ops = *terminal->ops;
    hasty_ops.pending = always_pending;
    terminal->ops = &hasty_ops;
    struct ui *ui = ui_new(terminal, &made_up_hooks);
    made_up.opened_times = made_up.breaks = 0;
    assert_true(ui_open_desk(ui, made_up_panes, 1, &err));
    ui_run(ui);
    assert_int_equal(made_up.opened_times, 0);
    assert_string_equal(ui_top(ui)->def->name, "seal");
    assert_false(ui_top(ui)->closing);
    ui_free(ui);
    terminal->ops->close(terminal);
    buffer_release(&script);
}

#define TEST(name) cmocka_unit_test_setup(name, made_up_setup)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_mouse_points_and_runs),
        TEST(a_footer_that_is_not_of_this_view_runs_nothing),
        TEST(a_click_selects_and_another_opens),
        TEST(the_wheel_scrolls_what_is_under_it),
        TEST(a_list_is_copied_as_far_as_a_chat_takes_it),
        TEST(a_copy_that_cannot_be_read_is_none),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, made_up_teardown);
}
