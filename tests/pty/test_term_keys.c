/* What a terminal sends becomes the right keys, whole and once, pastes and the mouse too; the answer of the cursor
 * query becomes none. */
#include "gatepost/buffer.h"
#include "tests/lib/term_child.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* --- keys --- */

static void test_keys_of_this_terminal(void **state)
{
    (void)state;
    static const struct {
        VTermKey key;
        VTermModifier modifier;
        const char *name;
    } KEYS[] = {
        {VTERM_KEY_UP, VTERM_MOD_NONE, "Up"},
        {VTERM_KEY_DOWN, VTERM_MOD_NONE, "Down"},
        {VTERM_KEY_LEFT, VTERM_MOD_NONE, "Left"},
        {VTERM_KEY_RIGHT, VTERM_MOD_NONE, "Right"},
        {VTERM_KEY_HOME, VTERM_MOD_NONE, "Home"},
        {VTERM_KEY_END, VTERM_MOD_NONE, "End"},
        {VTERM_KEY_PAGEUP, VTERM_MOD_NONE, "PgUp"},
        {VTERM_KEY_PAGEDOWN, VTERM_MOD_NONE, "PgDn"},
        {VTERM_KEY_INS, VTERM_MOD_NONE, "Ins"},
        {VTERM_KEY_DEL, VTERM_MOD_NONE, "Del"},
        {VTERM_KEY_ENTER, VTERM_MOD_NONE, "Enter"},
        {VTERM_KEY_TAB, VTERM_MOD_NONE, "Tab"},
        {VTERM_KEY_TAB, VTERM_MOD_SHIFT, "Shift-Tab"},
        {VTERM_KEY_LEFT, VTERM_MOD_CTRL, "Ctrl-Left"},
        {VTERM_KEY_RIGHT, VTERM_MOD_CTRL, "Ctrl-Right"},
        {VTERM_KEY_BACKSPACE, VTERM_MOD_NONE, "Backspace"},
    };
    struct pty_terminal *pty = term_start("keys", NULL);
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        pty_key(pty, KEYS[i].key, KEYS[i].modifier);
        term_expect(pty, "", KEYS[i].name);
    }
    for (int n = 1; n <= 12; n++) {
        char name[16];
        snprintf(name, sizeof name, "F%d", n);
        pty_key(pty, (VTermKey)VTERM_KEY_FUNCTION(n), VTERM_MOD_NONE);
        term_expect(pty, "", name);
    }
    pty_character(pty, '1', VTERM_MOD_ALT);
    term_expect(pty, "", "Alt-1");
    pty_character(pty, 's', VTERM_MOD_CTRL);
    term_expect(pty, "", "Ctrl-S");
    term_finish(pty);
}

static void test_keys_of_other_terminals(void **state)
{
    (void)state;
    static const char *const KEYS[][2] = {
        /* PuTTY, the Linux console, rxvt, cursor keys that ignore the application mode, the number pad */
        {"\033[11~\033[12~\033[13~\033[14~", "F1 F2 F3 F4"},
        {"\033[15~\033[17~\033[21~\033[24~", "F5 F6 F10 F12"},
        {"\033[[A\033[[B\033[[C\033[[D\033[[E", "F1 F2 F3 F4 F5"},
        {"\033[A\033[B\033[C\033[D", "Up Down Right Left"},
        {"\033Oc\033Od\033[7~\033[8~", "Ctrl-Right Ctrl-Left Home End"},
        {"\033[1~\033[4~\033[H\033[F", "Home End Home End"},
        {"\033Oq\033Oy\033Ol\033OM", "1 9 , Enter"},
        {"\033[1;2A\033[1;5D\033[5C", "Up Ctrl-Left Ctrl-Right"},
        {"\x08\x7f\r\n\n", "Backspace Backspace Enter Enter"},
        {"\x03\x1a\x11\x13\x1c", "Ctrl-C Ctrl-Z Ctrl-Q Ctrl-S Ctrl-\\"},
        {"\0331\0339", "Alt-1 Alt-9"},
        {"张é\xf0\xa0\xae\xb7", "张 é \xf0\xa0\xae\xb7"},
        /* nothing: unknown sequences, reports nobody asked for, bytes that are no UTF-8 */
        {"\033[99~\033[?1;2c\033[>0;95;0c\033[5;3R", ""},
        {"\xff\xc0\xaf\xed\xa0\x80\xe5\xbc"
         "a",
         "a"},
        {"\xc2\x85", ""},
    };
    struct pty_terminal *pty = term_start("keys", NULL);
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
        term_expect(pty, KEYS[i][0], KEYS[i][1]);
    term_finish(pty);
}

static void test_signal_keys_do_nothing_from_outside(void **state)
{
    (void)state;
    struct pty_terminal *pty = term_start("keys", NULL);
    static const int SIGNALS[] = {SIGINT, SIGQUIT, SIGTSTP, SIGPIPE};
    for (size_t i = 0; i < sizeof SIGNALS / sizeof *SIGNALS; i++) {
        pty_kill(pty, SIGNALS[i]);
        term_expect(pty, "a", "a");
    }
    term_finish(pty);
}

/* Milliseconds from a lone Esc to the screen that says so, the best of several: the machine may be slow, the rule is
 * not. */
static int64_t escape_ms(struct pty_terminal *pty)
{
    int64_t best = INT64_MAX;
    for (int i = 0; i < 8; i++) {
        int64_t before = pty_now_ms();
        pty_send(pty, "\033");
        assert_true(pty_wait_text(pty, "keys: Esc;", PTY_LIMIT_MS));
        int64_t took = pty_now_ms() - before;
        best = took < best ? took : best;
        pty_send(pty, "\x18");
        assert_true(pty_wait_text(pty, "keys:;", PTY_LIMIT_MS));
    }
    return best;
}

static const char *const OVER_SSH[] = {"SSH_CONNECTION=10.0.0.2 50000 10.0.0.1 22", NULL};

static void test_escape_is_quick_at_the_seat_and_patient_over_ssh(void **state)
{
    (void)state;
    struct pty_terminal *pty = term_start("keys", NULL);
    assert_in_range(escape_ms(pty), 24, 60);
    term_finish(pty);
    pty = term_start("keys", OVER_SSH);
    assert_in_range(escape_ms(pty), 99, 160);
    term_finish(pty);
}

static void test_split_sequence_over_ssh_is_one_key(void **state)
{
    (void)state;
    struct pty_terminal *pty = term_start("keys", OVER_SSH);
    pty_send(pty, "\033");
    pty_settle(pty, 20);
    term_expect(pty, "[A", "Up");
    pty_send(pty, "\033");
    pty_settle(pty, 20);
    pty_send(pty, "[1;");
    pty_settle(pty, 150);
    term_expect(pty, "5D", "Ctrl-Left");
    pty_send(pty, "\xe5\xbc");
    pty_settle(pty, 20);
    term_expect(pty, "\xa0", "张");
    term_finish(pty);
}

static void test_late_rest_of_a_sequence_is_never_typed(void **state)
{
    (void)state;
    static const char *const RESTS[][2] = {{"[A", ""}, {"OP", ""},   {"[1;5", "D"},
                                           {"[", "B"}, {"[2", "4~"}, {"[5;3R", ""}};
    struct pty_terminal *pty = term_start("keys", NULL);
    for (size_t i = 0; i < sizeof RESTS / sizeof *RESTS; i++) {
        pty_send(pty, "\033");
        assert_true(pty_wait_text(pty, "keys: Esc;", PTY_LIMIT_MS));
        pty_send(pty, RESTS[i][0]);
        pty_settle(pty, 10);
        term_expect(pty, RESTS[i][1], "Esc");
    }
    /* Typed after Esc: a bracket, and words that begin with O. */
    pty_send(pty, "\033");
    assert_true(pty_wait_text(pty, "keys: Esc;", PTY_LIMIT_MS));
    pty_send(pty, "[");
    assert_true(pty_wait_text(pty, "keys: Esc [;", PTY_LIMIT_MS));
    term_expect(pty, "Ok", "Esc [ O k");
    /* A late paste is still a paste. */
    pty_send(pty, "\033");
    assert_true(pty_wait_text(pty, "keys: Esc;", PTY_LIMIT_MS));
    term_expect(pty, "[200~q!\033[201~", "Esc paste<q!>");
    term_finish(pty);
}

static void test_paste_is_text(void **state)
{
    (void)state;
    struct pty_terminal *pty = term_start("keys", NULL);
    pty_paste(pty, "q1\r\n王\r二\n\033[A!\xff\t.");
    term_expect(pty, "", "paste<q1|王|二|^[A!?_.>");
    pty_paste(pty, "");
    term_expect(pty, "", "paste<>");
    /* The end mark in pieces, and a mark's beginning that is none. */
    pty_send(pty, "\033[200~a\033[20");
    pty_settle(pty, 20);
    pty_send(pty, "x\033[2");
    pty_settle(pty, 20);
    term_expect(pty, "01~b", "paste<a^[20x> b");
    term_finish(pty);
}

static void test_long_paste_is_bounded_and_ends(void **state)
{
    (void)state;
    struct pty_terminal *pty = term_start("keys", NULL);
    char block[1001];
    memset(block, 'q', 1000);
    block[1000] = '\0';
    pty_send(pty, "\033[200~");
    for (int i = 0; i < 1500; i++)
        pty_send(pty, block);
    pty_send(pty, "\033[201~\x18");
    assert_true(pty_wait_text(pty, "keys:;", PTY_LIMIT_MS));
    term_expect(pty, "z", "z");
    term_finish(pty);
}

static void test_mouse_only_when_switched_on(void **state)
{
    (void)state;
    struct pty_terminal *pty = term_start("keys", NULL);
    assert_int_equal(pty->mouse, VTERM_PROP_MOUSE_NONE);
    term_finish(pty);
    pty = term_start("mouse", NULL);
    assert_int_equal(pty->mouse, VTERM_PROP_MOUSE_CLICK);
    vterm_mouse_move(pty->vterm, 3, 9, VTERM_MOD_NONE);
    vterm_mouse_button(pty->vterm, 1, true, VTERM_MOD_NONE);
    vterm_mouse_button(pty->vterm, 1, false, VTERM_MOD_NONE);
    term_expect(pty, "", "click:3:9");
    term_expect(pty, "\033[<0;200;2M\033[<0;200;2m\033[<0;200;2M\033[<0;200;2M",
                "click:1:199 double:1:199 click:1:199");
    term_expect(pty, "\033[<64;5;6M\033[<65;5;6M\033[<2;5;6M\033[<35;5;6M", "wheel-up:5:4 wheel-down:5:4");
    term_expect(pty, "\033[M !!\033[M#!!", "click:0:0");
    pty_send(pty, "q");
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    assert_int_equal(pty->mouse, VTERM_PROP_MOUSE_NONE);
    pty_free(pty);
}

/* --- the cursor query --- */

static void test_answer_of_the_cursor_query_is_no_key(void **state)
{
    (void)state;
    struct pty_terminal *pty = term_start("pictures", NULL);
    term_expect(pty, "", "");
    term_show(pty, 1, "┌─[box]");
    assert_non_null(strstr(buffer_text(&pty->output), "\033[6n"));
    assert_string_equal(pty_row(pty, 1), "keys:;");
    term_finish(pty);
}

static struct pty_terminal *start_mute(const char *mode)
{
    const char *arguments[] = {term_program, "child", mode, NULL};
    struct pty_options options = {.arguments = arguments, .mute = true};
    struct pty_terminal *pty = pty_start(&options);
    /* Painted although no answer has come. */
    assert_true(pty_wait_text(pty, "keys:;", PTY_LIMIT_MS));
    term_show(pty, 1, "┌─[box]");
    return pty;
}

static void test_two_column_borders_become_ascii(void **state)
{
    (void)state;
    struct pty_terminal *pty = start_mute("pictures");
    pty_send(pty, "\033[2;3R");
    assert_true(pty_wait_text(pty, "+-[box]", PTY_LIMIT_MS));
    assert_string_equal(pty_row(pty, 1), "keys:;");
    term_finish(pty);
    pty = start_mute("pictures");
    pty_send(pty, "\033[2;");
    pty_settle(pty, 50);
    pty_send(pty, "2R");
    term_expect(pty, "a", "a");
    assert_string_equal(pty_row(pty, 2), "┌─[box]────────────┐");
    term_finish(pty);
}

static void test_ascii_when_asked_for(void **state)
{
    (void)state;
    struct pty_terminal *pty = term_start("ascii", NULL);
    assert_null(strstr(buffer_text(&pty->output), "\033[6n"));
    term_finish(pty);
}

static void test_answer_after_the_end_does_not_reach_the_shell(void **state)
{
    (void)state;
    struct pty_terminal *pty = start_mute("pictures");
    pty_send(pty, "q");
    pty_send(pty, "\033[2;2R");
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    assert_true(pty_has_text(pty, "closed"));
    pty_free(pty);
}

int main(int count, char **arguments)
{
    term_begin(count, arguments);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_of_this_terminal),
        cmocka_unit_test(test_keys_of_other_terminals),
        cmocka_unit_test(test_signal_keys_do_nothing_from_outside),
        cmocka_unit_test(test_escape_is_quick_at_the_seat_and_patient_over_ssh),
        cmocka_unit_test(test_split_sequence_over_ssh_is_one_key),
        cmocka_unit_test(test_late_rest_of_a_sequence_is_never_typed),
        cmocka_unit_test(test_paste_is_text),
        cmocka_unit_test(test_long_paste_is_bounded_and_ends),
        cmocka_unit_test(test_mouse_only_when_switched_on),
        cmocka_unit_test(test_answer_of_the_cursor_query_is_no_key),
        cmocka_unit_test(test_two_column_borders_become_ascii),
        cmocka_unit_test(test_ascii_when_asked_for),
        cmocka_unit_test(test_answer_after_the_end_does_not_reach_the_shell),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("term keys", tests, NULL, NULL);
}
