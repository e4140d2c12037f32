/* The real program on one real terminal: how it opens, looks, is resized and ends. */
#include "gatepost/utf8.h"
#include "tests/lib/desk_pty.h"
#include "tests/lib/given_back.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const struct desk_options PLAIN = {0};

/* --- the end --- */

/* Opens the entry form or not, ends by keys or a signal, compares. */
static void end_and_compare(const char *keys, int signal_number)
{
    struct pty_terminal *pty = desk_start(&(struct desk_options){.fails = true});
    struct termios before = pty_line(pty);
    desk_see(pty, "F10");
    assert_true(pty->alternate);
    assert_int_equal(pty->mouse, VTERM_PROP_MOUSE_CLICK);
    assert_false(pty_line(pty).c_lflag & (ICANON | ISIG | ECHO));
    desk_keys(pty, "<F7>");
    desk_see(pty, "New crossing");
    desk_keys(pty, keys);
    if (signal_number)
        pty_kill(pty, signal_number);
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    assert_given_back(pty, &before);
    desk_end(pty);
}

static void test_terminal_is_given_back(void **state)
{
    (void)state;
    end_and_compare("<F10><Enter>", 0);
    end_and_compare("zwm<^Q><Enter>", 0);
    end_and_compare("zwm", SIGTERM);
    end_and_compare("", SIGHUP);
}

static void click_at(struct pty_terminal *pty, int row, int column)
{
    vterm_mouse_move(pty->vterm, row, column, VTERM_MOD_NONE);
    vterm_mouse_button(pty->vterm, 1, true, VTERM_MOD_NONE);
    vterm_mouse_button(pty->vterm, 1, false, VTERM_MOD_NONE);
}

/* From the start it clicks; switched off it is the terminal's, also the next time. */
static void test_mouse_clicks_until_it_is_switched_off(void **state)
{
    (void)state;
    struct pty_terminal *pty = desk_start(&PLAIN);
    click_at(pty, 1, 3);
    desk_see(pty, "gatepost > Alarms");
    desk_keys(pty, "<F9>");
    desk_see(pty, "Search:");
    desk_keys(pty, "mouse<Enter>");
    desk_see(pty, "The mouse now selects text.");
    assert_int_equal(pty->mouse, VTERM_PROP_MOUSE_NONE);
    desk_quit(pty);
    pty = desk_start(&PLAIN);
    assert_int_equal(pty->mouse, VTERM_PROP_MOUSE_NONE);
    desk_keys(pty, "<F9>");
    desk_see(pty, "Search:");
    desk_keys(pty, "mouse<Enter>");
    desk_see(pty, "The mouse now clicks and scrolls.");
    assert_int_equal(pty->mouse, VTERM_PROP_MOUSE_CLICK);
    desk_quit(pty);
    pty = desk_start(&PLAIN);
    assert_int_equal(pty->mouse, VTERM_PROP_MOUSE_CLICK);
    desk_quit(pty);
}

/* Full numbers stand on the alternate screen as long as they are open: nothing of them can be scrolled back to. */
static void test_full_numbers_leave_nothing(void **state)
{
    (void)state;
    struct pty_terminal *pty = desk_start(&PLAIN);
    desk_keys(pty, "<^D>");
    desk_see(pty, "13812343821");
    assert_true(pty->alternate);
    desk_expect("SELECT count(*) FROM look", "1");
    desk_keys(pty, "<^C>"); /* closes, and copies nothing */
    desk_see_no_more(pty, "13812343821");
    desk_keys(pty, "<F10>");
    desk_see(pty, "Leave the desk?");
    desk_keys(pty, "<Enter>");
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    assert_false(pty->alternate);
    assert_false(pty_has_text(pty, "13812343821"));
    desk_end(pty);
}

/* The text stands without borders for the terminal's own mouse, and goes to its clipboard. */
static void test_a_list_is_copied(void **state)
{
    (void)state;
    struct pty_terminal *pty = desk_start(&PLAIN);
    desk_keys(pty, "<^C>");
    desk_see(pty, "12 rows copied, names masked.");
    assert_int_equal(pty->mouse, VTERM_PROP_MOUSE_NONE);
    assert_non_null(strstr(pty_row(pty, 3), "1. 04-11  14:31  In  刘*  12-2-1203"));
    assert_ptr_equal(strstr(pty_row(pty, 3), "1."), pty_row(pty, 3));
    /* "Gate log  ", in base64. */
    assert_non_null(strstr(buffer_text(&pty->output), "\033]52;c;R2F0ZSBsb2cg"));
    desk_keys(pty, "<Esc>");
    desk_see(pty, "[>Gate log<]");
    assert_int_equal(pty->mouse, VTERM_PROP_MOUSE_CLICK);
    desk_quit(pty);
}

static void test_quitting_asks(void **state)
{
    (void)state;
    struct pty_terminal *pty = desk_start(&PLAIN);
    desk_keys(pty, "q<^Q>");
    desk_see(pty, "Leave the desk?");
    desk_keys(pty, "<Esc>");
    desk_see_no_more(pty, "Leave the desk?");
    desk_keys(pty, "<F7>");
    desk_see(pty, "New crossing");
    desk_quit(pty);
}

/* Ctrl-C, Ctrl-\, Ctrl-D, Ctrl-S, Ctrl-Q, Ctrl-Z: what ends, freezes or suspends other programs. */
static void test_control_keys_neither_end_nor_freeze(void **state)
{
    (void)state;
    struct pty_terminal *pty = desk_start(&PLAIN);
    desk_keys(pty, "<^C>"); /* copies */
    desk_see(pty, "12 rows copied");
    desk_keys(pty, "<^\\><^D><^S><^Z>");
    desk_see(pty, "nothing to undo");
    desk_keys(pty, "<Esc>");
    desk_see(pty, "[>Gate log<]");
    desk_keys(pty, "<F7>");
    desk_see(pty, "New crossing");
    desk_keys(pty, "<^C><^\\><^D><^S><^Z>zwm");
    desk_see(pty, "[zwm");
    desk_see(pty, "> 张伟明");
    static const int signals[] = {SIGINT, SIGQUIT, SIGTSTP};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        pty_kill(pty, signals[i]);
    desk_keys(pty, "<Enter>36");
    desk_see(pty, "[36 ");
    desk_quit(pty);
}

/* --- sizes --- */

static bool has_repainted(const struct pty_terminal *pty, const void *length)
{
    return pty->output.length > *(const size_t *)length;
}

static void wait_for_painting(struct pty_terminal *pty, const char *shown)
{
    size_t length = pty->output.length;
    assert_true(pty_wait(pty, has_repainted, &length, PTY_LIMIT_MS));
    if (shown != NULL)
        desk_see(pty, shown);
    if (pty->columns >= 40)
        desk_see(pty, "F1 Help"); /* in the last row, painted last */
    pty_settle(pty, 20);
}

/* Then paints everything anew on a terminal that has one column more than the program knows: there a line that is too
 * long would show. */
static void resize(struct pty_terminal *pty, int rows, int columns, const char *shown)
{
    pty_resize(pty, rows, columns);
    wait_for_painting(pty, shown);
    vterm_set_size(pty->vterm, rows, columns + 1);
    desk_keys(pty, "<^L>");
    wait_for_painting(pty, shown);
    for (int row = 0; row < rows; row++) {
        uint32_t beyond = pty_cell(pty, row, columns).chars[0];
        assert_true(beyond == 0 || beyond == ' ');
    }
}

static char *copy_screen(const struct pty_terminal *pty)
{
    struct buffer text = {0};
    for (int row = 2; row < pty->rows; row++) /* below the clock */
        buffer_format(&text, "%s\n", pty_row(pty, row));
    return buffer_take(&text);
}

static void test_typing_survives_every_size(void **state)
{
    (void)state;
    struct pty_terminal *pty = desk_start(&(struct desk_options){.rows = 40, .columns = 120});
    desk_keys(pty, "<F7>");
    desk_see(pty, "New crossing");
    desk_keys(pty, "zwm<Enter>3");
    desk_see(pty, "Temp    [3 ");
    resize(pty, 24, 80, "Temp    [3 ");
    char *before = copy_screen(pty);
    resize(pty, 18, 60, "Temp    [3 ");
    resize(pty, 12, 40, "Temp    [3 ");
    assert_true(pty_has_text(pty, "[张伟明"));
    /* Below that the alarm stays, and the keyboard still belongs to the form. */
    resize(pty, 5, 20, "!1 [Fever]");
    resize(pty, 1, 1, NULL);
    desk_keys(pty, "6");
    resize(pty, 40, 120, "Temp    [36 ");
    desk_keys(pty, "<^U>3");
    resize(pty, 24, 80, "Temp    [3 ");
    char *after = copy_screen(pty);
    assert_string_equal(after, before);
    free(before);
    free(after);
    desk_keys(pty, "65<Enter>");
    desk_see(pty, "Saved ");
    desk_quit(pty);
}

/* --- colours --- */

static int find_row(const struct pty_terminal *pty, const char *text)
{
    for (int row = 0; row < pty->rows; row++)
        if (strstr(pty_row(pty, row), text) != NULL)
            return row;
    fail_msg("not on the screen: %s", text);
    return -1;
}

static void test_colour_and_none(void **state)
{
    (void)state;
    static const char *const no_colour[] = {"NO_COLOR=1", NULL};
    struct pty_terminal *pty = desk_start(&PLAIN);
    VTermScreenCell alarm = pty_cell(pty, 1, 0);
    assert_true(VTERM_COLOR_IS_INDEXED(&alarm.fg));
    assert_int_equal(alarm.fg.indexed.idx, 1);
    assert_true(VTERM_COLOR_IS_DEFAULT_BG(&alarm.bg));
    desk_quit(pty);
    pty = desk_start(&(struct desk_options){.environment = no_colour});
    assert_int_equal(pty_coloured_cells(pty), 0);
    /* The marks that stand for the colours: alarm, selected row, focus, the fevered row. */
    assert_int_equal(pty_cell(pty, 1, 0).chars[0], '!');
    int row = find_row(pty, ">04-11 14:31 In  刘洋");
    assert_non_null(strstr(pty_row(pty, row), "37.5!"));
    assert_true(pty_has_text(pty, ">Gate log<"));
    desk_keys(pty, "<Down>");
    desk_see(pty, ">04-11 14:30 Out 张伟明");
    assert_false(pty_has_text(pty, ">04-11 14:31"));
    assert_int_equal(pty_coloured_cells(pty), 0);
    desk_quit(pty);
    pty = desk_start(&(struct desk_options){.environment = no_colour, .more = "--color=always"});
    assert_true(pty_coloured_cells(pty) > 0);
    desk_quit(pty);
}

/* --- surroundings --- */

static void test_chinese_without_a_locale(void **state)
{
    (void)state;
    static const char *const bare[] = {"LC_ALL=C", "LANG=", NULL};
    struct pty_terminal *pty = desk_start(&(struct desk_options){.environment = bare, .language = "zh_CN"});
    desk_see(pty, "值班");
    desk_see(pty, "刘洋");
    assert_true(pty_has_text(pty, "┌─["));
    desk_keys(pty, "<F7>张");
    desk_see(pty, "[张 ");
    desk_see(pty, "> 张伟明");
    desk_end(pty);
}

static void test_no_usable_terminal_is_said(void **state)
{
    (void)state;
    static const char *const unknown[] = {"TERM=nosuchterminal", NULL};
    struct pty_terminal *pty = desk_start(&(struct desk_options){.environment = unknown, .fails = true});
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 5);
    assert_true(pty_has_text(pty, "No usable terminal: TERM=nosuchterminal cannot show a full screen;"));
    assert_null(strchr(buffer_text(&pty->output), '\033'));
    desk_end(pty);
    const char *build = getenv("GATEPOST_BUILD");
    char program[4096];
    snprintf(program, sizeof program, "%s/gatepost", build != NULL ? build : "build");
    const char *arguments[] = {"/bin/sh", "-c",           "\"$0\" --lang en --db \"$1\" >/dev/null",
                               program,   desk_file.path, NULL};
    struct pty_options options = {.arguments = arguments};
    pty = pty_start(&options);
    int code = pty_wait_end(pty, PTY_LIMIT_MS);
    bool said = pty_has_text(pty, "No usable terminal: input and output must both be a terminal.");
    pty_free(pty);
    assert_int_equal(code, 5);
    assert_true(said);
}

/* --- hostile text --- */

/* Another program has written into the file what ours would refuse. */
static void poison(void)
{
    static const char *const columns[] = {
        "UPDATE setting SET value=%s WHERE name='community.name'",
        "UPDATE person SET name=%s",
        "UPDATE phrase SET text=text||%s",
        "UPDATE crossing SET remark=%s",
        "UPDATE checkpoint SET name=%s WHERE id=2",
        "UPDATE officer SET name=%s WHERE id=2",
        "UPDATE flag SET say=%s",
        "UPDATE alarm SET words=%s",
        "UPDATE place SET head=%s",
    };
    /* Each evil thing first once, so that none is only in what a narrow column cuts off. */
    static const char *const orders[] = {
        "char(27)||']0;owned'||char(7)", "char(8238)", "char(8203)", "char(155)||'31m'", "x'FFC328'",
        "char(27)||'[2J'||char(13)"};
    enum { ORDERS = sizeof orders / sizeof orders[0] };
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        char value[600] = "CAST(''", sql[800];
        for (size_t j = 0; j < ORDERS; j++) {
            size_t length = strlen(value);
            snprintf(value + length, sizeof value - length, "||%s", orders[(i + j) % ORDERS]);
        }
        snprintf(value + strlen(value), sizeof value - strlen(value), "||'Z' AS TEXT)");
        snprintf(sql, sizeof sql, columns[i], value);
        store_file_sql(&desk_file, sql);
    }
}

static void assert_only_clean_bytes(const struct pty_terminal *pty)
{
    static const char *const evil[] = {"\033]", "\xE2\x80\xAE", "\xE2\x80\x8B", "\xC2\x9B", "\xFF", "\xC3(", "\007"};
    for (size_t i = 0; i < sizeof evil / sizeof evil[0]; i++)
        if (memmem(pty->output.bytes, pty->output.length, evil[i], strlen(evil[i])) != NULL)
            fail_msg("raw on the terminal: number %d", (int)i);
    assert_true(utf8_valid(pty->output.bytes, pty->output.length));
}

static void test_hostile_text_never_reaches_the_terminal(void **state)
{
    (void)state;
    poison();
    struct pty_terminal *pty = desk_start(&(struct desk_options){.rows = 40, .columns = 160});
    desk_see(pty, "]0;owned?");
    desk_keys(pty, "z");
    desk_see(pty, "[zoomed]");
    desk_keys(pty, "<^O>");
    desk_see(pty, "> History");
    desk_keys(pty, "<Esc>");
    desk_see_no_more(pty, "> History");
    desk_keys(pty, "<F8>");
    desk_see(pty, "> Alarms");
    desk_keys(pty, "<Esc>");
    desk_see(pty, "[zoomed]");
    desk_keys(pty, "<F7>");
    desk_see(pty, "New crossing");
    desk_keys(pty, "zwm");
    desk_see(pty, "Who     [zwm");
    desk_keys(pty, "<Enter>");
    desk_see_no_more(pty, "[zwm");
    desk_keys(pty, "365<Enter>");
    desk_see(pty, "Saved ");
    assert_only_clean_bytes(pty);
    desk_quit(pty);
}

int main(void)
{
#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_terminal_is_given_back),
        DESK_TEST(test_quitting_asks),
        DESK_TEST(test_a_list_is_copied),
        DESK_TEST(test_full_numbers_leave_nothing),
        DESK_TEST(test_mouse_clicks_until_it_is_switched_off),
        DESK_TEST(test_control_keys_neither_end_nor_freeze),
        DESK_TEST(test_typing_survives_every_size),
        DESK_TEST(test_colour_and_none),
        DESK_TEST(test_chinese_without_a_locale),
        DESK_TEST(test_no_usable_terminal_is_said),
        DESK_TEST(test_hostile_text_never_reaches_the_terminal),
    };
#undef DESK_TEST
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("desk", tests, NULL, NULL);
}
