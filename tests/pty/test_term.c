/* What only a terminal shows: painting, colours, resizing; it is given back at every end, and nobody is woken idly. */
#include "gatepost/buffer.h"
#include "gatepost/canvas.h"
#include "tests/lib/given_back.h"
#include "tests/lib/term_child.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* --- painting --- */

static void test_box_and_wide_characters(void **state)
{
    (void)state;
    struct pty_terminal *pty = term_start("pictures", NULL);
    int row, column;
    assert_true(pty->alternate);
    assert_false(pty->cursor_visible);
    term_show(pty, 1, "└──────────────────┘"); /* the last thing painted */
    assert_string_equal(pty_row(pty, 2), "┌─[box]────────────┐");
    assert_string_equal(pty_row(pty, 3), "│王秀英进南门岗abc │");
    assert_string_equal(pty_row(pty, 5), "└──────────────────┘");
    pty_cursor(pty, &row, &column);
    assert_true(pty->cursor_visible);
    assert_int_equal(row, 3);
    assert_int_equal(column, 7);
    term_finish(pty);
}

static void test_overwritten_wide_characters_leave_nothing(void **state)
{
    (void)state;
    struct pty_terminal *pty = term_start("pictures", NULL);
    term_show(pty, 1, "王秀英进南门岗abc");
    term_show(pty, 2, " 王秀英进南门岗xy");
    assert_string_equal(pty_row(pty, 3), "  王秀英进南门岗xy");
    term_show(pty, 3, "0123中789");
    assert_string_equal(pty_row(pty, 3), "0123中789e\xcc\x81z");
    assert_string_equal(pty_row(pty, 2), "");
    term_show(pty, 1, "王秀英进南门岗abc");
    assert_string_equal(pty_row(pty, 3), "│王秀英进南门岗abc │");
    term_finish(pty);
}

static void test_only_what_changed_is_sent(void **state)
{
    (void)state;
    struct pty_terminal *pty = term_start("pictures", NULL);
    term_show(pty, 1, "王秀英进南门岗abc");
    pty_settle(pty, 50);
    size_t before = pty->output.length;
    pty_send(pty, "a");
    assert_true(pty_wait_text(pty, "keys: a;", PTY_LIMIT_MS));
    pty_settle(pty, 50);
    assert_in_range(pty->output.length - before, 1, 60);
    before = pty->output.length;
    pty_send(pty, "\x0c");
    assert_true(pty_wait_text(pty, "keys: a;", PTY_LIMIT_MS));
    pty_settle(pty, 100);
    assert_true(pty->output.length - before > 100);
    assert_string_equal(pty_row(pty, 3), "│王秀英进南门岗abc │");
    term_finish(pty);
}

static bool coloured(const struct pty_terminal *pty, int row)
{
    VTermScreenCell cell = pty_cell(pty, row, 0);
    return !VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg);
}

static void test_colours_on_the_default_background(void **state)
{
    (void)state;
    struct pty_terminal *pty = term_start("pictures", NULL);
    term_show(pty, 4, "all styles");
    VTermScreenCell alarm = pty_cell(pty, 4 + STYLE_ALARM, 0), good = pty_cell(pty, 4 + STYLE_GOOD, 0);
    assert_true(coloured(pty, 4 + STYLE_ALARM));
    assert_true(VTERM_COLOR_IS_INDEXED(&alarm.fg));
    assert_int_equal(alarm.fg.indexed.idx & 7, 1);
    assert_true(alarm.attrs.reverse && alarm.attrs.bold);
    assert_true(VTERM_COLOR_IS_INDEXED(&good.fg));
    assert_int_equal(good.fg.indexed.idx & 7, 2);
    for (int style = 0; style < STYLE_COUNT; style++) {
        VTermScreenCell cell = pty_cell(pty, 4 + style, 0);
        assert_true(VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
    }
    assert_false(coloured(pty, 4 + STYLE_NORMAL));
    term_finish(pty);
}

static int count_coloured(const char *mode, const char *const *environment)
{
    struct pty_terminal *pty = term_start(mode, environment);
    int count = 0;
    term_show(pty, 4, "all styles");
    for (int style = 0; style < STYLE_COUNT; style++)
        count += coloured(pty, 4 + style);
    VTermScreenCell alarm = pty_cell(pty, 4 + STYLE_ALARM, 0), selected = pty_cell(pty, 4 + STYLE_SELECTED, 0),
                    field = pty_cell(pty, 4 + STYLE_FIELD, 0);
    assert_true(alarm.attrs.bold && alarm.attrs.reverse);
    assert_true(selected.attrs.reverse && !selected.attrs.bold);
    assert_true(field.attrs.underline);
    term_finish(pty);
    return count;
}

static void test_no_colour_keeps_the_meaning(void **state)
{
    (void)state;
    const char *const refused[] = {"NO_COLOR=1", NULL}, *const empty[] = {"NO_COLOR=", NULL},
                      *const plain[] = {"TERM=vt100", NULL};
    int normal = count_coloured("pictures", NULL);
    assert_true(normal > 0);
    assert_int_equal(count_coloured("pictures", refused), 0);
    assert_int_equal(count_coloured("pictures", empty), normal);
    assert_int_equal(count_coloured("never", NULL), 0);
    assert_int_equal(count_coloured("always", refused), normal);
    assert_int_equal(count_coloured("pictures", plain), 0);
}

static bool corners_stand(const struct pty_terminal *pty, const void *argument)
{
    (void)argument;
    return pty_cell(pty, 0, 0).chars[0] == 0x250c && pty_cell(pty, pty->rows - 1, 0).chars[0] == 0x2514 &&
           pty_cell(pty, 0, pty->columns - 1).chars[0] == 0x2510 &&
           pty_cell(pty, pty->rows - 1, pty->columns - 1).chars[0] == 0x2518;
}

static void test_resize_down_to_one_cell_and_up(void **state)
{
    (void)state;
    static const int SIZES[][2] = {{10, 30}, {1, 1}, {2, 1}, {1, 2}, {40, 120}, {24, 80}};
    struct pty_terminal *pty = term_start("pictures", NULL);
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        char size[40];
        pty_resize(pty, SIZES[i][0], SIZES[i][1]);
        /* The child says its size; in tiny screens only the beginning fits. */
        snprintf(size, sizeof size, "size %dx%d", SIZES[i][0], SIZES[i][1]);
        size[SIZES[i][1] < (int)strlen(size) ? SIZES[i][1] : (int)strlen(size)] = '\0';
        assert_true(pty_wait_text(pty, size, PTY_LIMIT_MS));
        pty_settle(pty, 50);
    }
    /* The last column of the last row is written without scrolling. */
    term_show(pty, 5, "┘");
    assert_true(pty_wait(pty, corners_stand, NULL, PTY_LIMIT_MS));
    pty_resize(pty, 40, 120);
    assert_true(pty_wait(pty, corners_stand, NULL, PTY_LIMIT_MS));
    term_finish(pty);
}

static void test_bell(void **state)
{
    (void)state;
    struct pty_terminal *pty = term_start("keys", NULL);
    assert_int_equal(pty->bells, 0);
    pty_send(pty, "~");
    term_expect(pty, "", "");
    assert_int_equal(pty->bells, 1);
    term_finish(pty);
}

/* --- the end --- */

static void end_and_compare(const char *keys, int signal_number, int status, const char *words)
{
    const char *arguments[] = {term_program, "child", "mouse", NULL};
    const char *const environment[] = {"ASAN_OPTIONS=handle_abort=0", NULL};
    struct pty_options options = {.arguments = arguments, .environment = environment};
    struct pty_terminal *pty = pty_start(&options);
    struct termios before = pty_line(pty);
    assert_true(pty_wait_text(pty, "keys:;", PTY_LIMIT_MS));
    assert_true(pty->alternate);
    assert_false(pty_line(pty).c_lflag & (ICANON | ISIG));
    pty_send(pty, keys);
    if (signal_number)
        pty_kill(pty, signal_number);
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), status);
    assert_given_back(pty, &before);
    assert_non_null(strstr(buffer_text(&pty->output), "\033[?2004h"));
    assert_true(pty_has_text(pty, words));
    pty_free(pty);
}

static void test_terminal_is_given_back(void **state)
{
    (void)state;
    end_and_compare("q", 0, 0, "closed");
    end_and_compare("", SIGTERM, 0, "closed");
    end_and_compare("", SIGHUP, 0, "closed");
    end_and_compare("!", 0, 128 + SIGABRT, "asked to");
}

static void test_hang_up_ends_the_program(void **state)
{
    (void)state;
    struct pty_terminal *pty = term_start("keys", NULL);
    pty_hang_up(pty);
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    pty_free(pty);
}

static void test_no_usable_terminal_is_said(void **state)
{
    (void)state;
    static const char *const TERMS[] = {"TERM=nosuchterminal", "TERM=", "TERM=dumb"};
    for (size_t i = 0; i < sizeof TERMS / sizeof *TERMS; i++) {
        const char *arguments[] = {term_program, "child", "keys", NULL};
        const char *const environment[] = {TERMS[i], NULL};
        struct pty_options options = {.arguments = arguments, .environment = environment};
        struct pty_terminal *pty = pty_start(&options);
        assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 5);
        assert_true(pty_has_text(pty, "No usable terminal"));
        pty_free(pty);
    }
    const char *arguments[] = {"/bin/sh", "-c", "\"$0\" child keys </dev/null", term_program, NULL};
    struct pty_options options = {.arguments = arguments};
    struct pty_terminal *pty = pty_start(&options);
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 5);
    assert_true(pty_has_text(pty, "No usable terminal"));
    pty_free(pty);
}

/* --- idle --- */

static long voluntary_switches(const struct pty_terminal *pty)
{
    char path[64], line[200];
    long count = -1;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pty->pid);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file))
        if (sscanf(line, "voluntary_ctxt_switches: %ld", &count) == 1)
            break;
    fclose(file);
    return count;
}

static void test_watched_descriptors_and_timeouts_wake(void **state)
{
    (void)state;
    struct pty_terminal *pty = term_start("keys", NULL);
    assert_true(pty_has_text(pty, "wakes 0"));
    pty_send(pty, "{");
    assert_true(pty_wait_text(pty, "wakes 1", PTY_LIMIT_MS));
    pty_send(pty, "}");
    assert_true(pty_wait_text(pty, "wakes 2", PTY_LIMIT_MS));
    /* The silence that decides about Esc is nobody else's wake-up. */
    pty_send(pty, "\033");
    assert_true(pty_wait_text(pty, "keys: Esc;", PTY_LIMIT_MS));
    assert_true(pty_has_text(pty, "wakes 2"));
    term_finish(pty);
}

static void test_idle_wakes_nobody(void **state)
{
    (void)state;
    struct pty_terminal *pty = term_start("keys", NULL);
    term_expect(pty, "a", "a");
    pty_settle(pty, 200);
    long before = voluntary_switches(pty);
    pty_settle(pty, 500);
    assert_true(before > 0);
    assert_int_equal(voluntary_switches(pty), before);
    term_finish(pty);
}

int main(int count, char **arguments)
{
    term_begin(count, arguments);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_box_and_wide_characters),
        cmocka_unit_test(test_overwritten_wide_characters_leave_nothing),
        cmocka_unit_test(test_only_what_changed_is_sent),
        cmocka_unit_test(test_colours_on_the_default_background),
        cmocka_unit_test(test_no_colour_keeps_the_meaning),
        cmocka_unit_test(test_resize_down_to_one_cell_and_up),
        cmocka_unit_test(test_bell),
        cmocka_unit_test(test_terminal_is_given_back),
        cmocka_unit_test(test_hang_up_ends_the_program),
        cmocka_unit_test(test_no_usable_terminal_is_said),
        cmocka_unit_test(test_watched_descriptors_and_timeouts_wake),
        cmocka_unit_test(test_idle_wakes_nobody),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("term", tests, NULL, NULL);
}
