/* Long work goes on by itself in slices, is painted often enough and not too often, and hears a key between two. */
#include "gatepost/clock.h"
#include "gatepost/view.h"
#include "tests/lib/made_up_desk.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

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
    struct ui *ui = ui_new(terminal, &made_up_hooks);
    assert_true(ui_open_desk(ui, made_up_panes, 1, &err));
    assert_non_null(ui_open(ui, &work_screen, NULL));
    ui_run(ui);
    ui_free(ui);
    assert_int_equal(terminal_script_failures(terminal), 0);
    terminal->ops->close(terminal);
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

#define TEST(name) cmocka_unit_test_setup(name, made_up_setup)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(long_work_goes_on_by_itself),
        TEST(long_work_may_close_its_screen),
        TEST(a_key_is_heard_between_slices),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, made_up_teardown);
}
