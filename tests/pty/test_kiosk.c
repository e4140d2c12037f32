/* The shared terminal as a program on a real terminal: whatever is pressed there, nothing leads out and nothing stays
 * behind. */
#include "gatepost/utf8.h"
#include "tests/lib/canary.h"
#include "tests/lib/desk_pty.h"
#include "tests/lib/given_back.h"
#include "tests/lib/no_child.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const struct desk_options CHINESE = {0};
enum { QUIET_MS = 30 /* longer than the program waits for the rest of an escape sequence */ };

/* --- where they are --- */

static bool greets(const struct pty_terminal *pty, const void *name)
{
    return strstr(pty_row(pty, 0), name) != NULL;
}

static bool greets_nobody(const struct pty_terminal *pty, const void *name)
{
    return strstr(pty_row(pty, 0), name) == NULL && strstr(pty_row(pty, 0), "望江社区") != NULL;
}

static void see_greeting(struct pty_terminal *pty, const char *name)
{
    if (pty_wait(pty, greets, name, PTY_LIMIT_MS))
        return;
    desk_show(pty);
    fail_msg("%s is not greeted", name);
}

static void press(struct pty_terminal *pty, const char *keys)
{
    desk_keys(pty, keys);
    pty_settle(pty, QUIET_MS);
}

/* Somebody finds their shifts, and leaves them. Backspace behind Esc makes no Alt of it, however late the program is.
 */
static void use_it(struct pty_terminal *pty)
{
    pty_send(pty, "\033\177");
    pty_settle(pty, QUIET_MS);
    store_file_sql(&desk_file, "UPDATE pin_try SET count = 0"); /* what was no digits of anybody needs no wait */
    desk_keys(pty, "7301");
    see_greeting(pty, "章*安");
    pty_send(pty, "\033\177");
    assert_true(pty_wait(pty, greets_nobody, "章*安", PTY_LIMIT_MS));
    assert_no_child(pty->pid);
}

static void assert_no_secret(const struct pty_terminal *pty)
{
    const char *what = NULL;
    const char *at = canary_found(buffer_text(&pty->output), pty->output.length, &what);
    if (at != NULL)
        fail_msg("%s was sent to the terminal: %.60s", what, at);
}

/* Back on the terminal's own screen, and scrolled back: nothing of a person, not even masked. */
static void assert_nothing_left(struct pty_terminal *pty, const struct termios *before)
{
    assert_given_back(pty, before);
    for (int row = 0; row < pty->rows; row++)
        if (pty_row(pty, row)[0] != '\0' && strcmp(pty_row(pty, row), "x") != 0)
            fail_msg("left on the screen: %s", pty_row(pty, row));
    for (size_t i = 0; i < pty->scrolled.length; i++)
        if (pty->scrolled.bytes[i] != ' ' && pty->scrolled.bytes[i] != '\n')
            fail_msg("left to scroll back to: %s", buffer_text(&pty->scrolled));
    assert_no_secret(pty);
}

/* --- keys --- */

#define BYTES(text)           \
    {                         \
        text, sizeof text - 1 \
    }
static const struct {
    const char *bytes;
    size_t length;
} nasty[] = {
    BYTES("\x03"),                 /* Ctrl-C */
    BYTES("\x1a"),                 /* Ctrl-Z */
    BYTES("\x1c"),                 /* Ctrl-\ */
    BYTES("\x04\x04\x04"),         /* Ctrl-D */
    BYTES("\x13"),                 /* Ctrl-S */
    BYTES("\x11\x0e\x10\x0f\x12"), /* Ctrl-Q, N, P, O, R */
    BYTES("\x0c\x14\x18\x19\x16"), /* Ctrl-L, T, X, Y, V */
    BYTES("\0\0"),                 /* Ctrl-Space */
    BYTES("\x1d\x1e\x1f"),
    BYTES("\033OP"),
    BYTES("\033OQ\033OR\033OS\033[15~\033[17~\033[18~\033[19~\033[20~\033[21~\033[23~\033[24~"),
    BYTES("\033[[A\033[[B\033[[C\033[[D\033[[E"),
    BYTES("\033[1;2P\033[1;5Q\033[15;5~\033[24;6~"),
    BYTES("\033q\033x\033:\0331\0332\033\x03\033\x1a\033\r"), /* Alt */
    BYTES("\033\033\033"),
    BYTES("\033[M !!\033[M#!!"), /* the mouse, three ways */
    BYTES("\033[<0;5;5M\033[<0;5;5m\033[<64;5;5M\033[<2;1;1M"),
    BYTES("\033[32;5;5M"),
    BYTES("\033[200~7302\r1\r\033[201~"), /* a paste is no typing */
    BYTES("\033[200~\x03\x1a\033[A\033[201~"),
    BYTES("\033["),
    BYTES("\033O"),
    BYTES("\033[1"),
    BYTES("\033[<0;5"),
    BYTES("\033]52;c;"),
    BYTES("\033P+q"),
    BYTES("\033[A\033[B\033[C\033[D\033[H\033[F\033[2~\033[3~\033[5~\033[6~\t\033[Z"),
    BYTES("\x80\x9b\xff\xfe\xc0\xaf\xed\xa0\x80\xf4\x90\x80\x80"),
    BYTES("张伟明\xef\xbc\xa1\xf0\x9f\x98\x80\xe2\x80\xae\xc2\x9b"),
    BYTES("q:!/~?+-*.,;'\"\\$(){}[]<>|&#%@^_="),
    BYTES("\033[I\033[O\033[?1;2c\033[24;80R\033[>0;1;2c"), /* what terminals answer and report */
    BYTES("\r\n\r\n\x7f\x08\x7f\x08"),
};

static void test_no_key_leads_out(void **state)
{
    (void)state;
    struct pty_terminal *pty = desk_start_kiosk(&CHINESE);
    for (size_t i = 0; i < sizeof nasty / sizeof nasty[0]; i++) {
        pty_send_bytes(pty, nasty[i].bytes, nasty[i].length);
        pty_settle(pty, QUIET_MS);
        desk_keys(pty, "7301");
        pty_send_bytes(pty, nasty[i].bytes, nasty[i].length);
        pty_settle(pty, QUIET_MS);
        use_it(pty);
        assert_true(pty->alternate);
    }
    assert_int_equal(pty->mouse, VTERM_PROP_MOUSE_NONE);
    assert_no_secret(pty);
    desk_expect("SELECT count(*) FROM assignment WHERE arrived_at IS NOT NULL", "0");
}

static void test_full_width_digits_count(void **state)
{
    (void)state;
    struct pty_terminal *pty = desk_start_kiosk(&CHINESE);
    desk_keys(pty, "７３０１");
    see_greeting(pty, "章*安");
}

static void test_every_size(void **state)
{
    static const int sizes[][2] = {{1, 1}, {1, 80}, {24, 1}, {2, 3}, {500, 500}, {12, 40}, {24, 80}};
    (void)state;
    struct pty_terminal *pty = desk_start_kiosk(&CHINESE);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        desk_keys(pty, "73");
        pty_resize(pty, sizes[i][0], sizes[i][1]);
        pty_settle(pty, QUIET_MS);
        desk_keys(pty, "01<Enter>");
        pty_settle(pty, QUIET_MS);
        press(pty, "<Esc>");
        assert_no_child(pty->pid);
    }
    use_it(pty);
}

/* --- signals and the end --- */

/* Nothing stops it from outside but what nobody can refuse: a stopped one would show somebody's shifts for ever. */
static void test_signals_neither_stop_nor_end_it(void **state)
{
    static const int numbers[] = {SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE, SIGUSR1, SIGUSR2, SIGALRM};
    (void)state;
    struct pty_terminal *pty = desk_start_kiosk(&CHINESE);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        pty_kill(pty, numbers[i]);
        use_it(pty);
    }
    pty_kill(pty, SIGSTOP);
    pty_kill(pty, SIGCONT);
    use_it(pty);
}

static void end_by(int signal_number)
{
    struct pty_terminal *pty = desk_start_kiosk(&(struct desk_options){.fails = true});
    struct termios before = pty_line(pty);
    desk_see(pty, "望江社区");
    desk_keys(pty, "7301");
    see_greeting(pty, "章*安");
    pty_kill(pty, signal_number);
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    assert_nothing_left(pty, &before);
    desk_end(pty);
}

static void test_a_signal_ends_it_without_a_trace(void **state)
{
    (void)state;
    end_by(SIGHUP);
    end_by(SIGTERM);
}

static void test_a_hang_up_ends_it(void **state)
{
    (void)state;
    struct pty_terminal *pty = desk_start_kiosk(&CHINESE);
    desk_keys(pty, "7301");
    see_greeting(pty, "章*安");
    pty_hang_up(pty);
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
}

/* A console without a second screen and without anything to scroll back by. */
static void test_a_plain_console_is_wiped(void **state)
{
    static const char *const environment[] = {"TERM=linux", NULL};
    (void)state;
    struct pty_terminal *pty = desk_start_kiosk(&(struct desk_options){.fails = true, .environment = environment});
    struct termios before = pty_line(pty);
    desk_see(pty, "望江社区");
    use_it(pty);
    desk_keys(pty, "7302");
    see_greeting(pty, "孔*书");
    pty_kill(pty, SIGTERM);
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    assert_nothing_left(pty, &before);
}

static int leave(void **state)
{
    (void)state;
    desk_end_all();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_no_key_leads_out, leave),
        cmocka_unit_test_teardown(test_full_width_digits_count, leave),
        cmocka_unit_test_teardown(test_every_size, leave),
        cmocka_unit_test_teardown(test_signals_neither_stop_nor_end_it, leave),
        cmocka_unit_test_teardown(test_a_signal_ends_it_without_a_trace, leave),
        cmocka_unit_test_teardown(test_a_hang_up_ends_it, leave),
        cmocka_unit_test_teardown(test_a_plain_console_is_wiped, leave),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("kiosk", tests, desk_setup_canaries, desk_teardown);
}
