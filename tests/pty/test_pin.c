/* PINs on a real terminal: asked without echo, the terminal given back whatever happens; the desk locked. */
#include "tests/lib/desk_pty.h"
#include "tests/lib/fixture.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void set_pin(const char *line)
{
    struct err err = {0};
    if (!fixture_other(desk_file.path, line, &err))
        fail_msg("%s", err.text);
}

static struct pty_terminal *start_list(void)
{
    static char program[4096];
    const char *build = getenv("GATEPOST_BUILD");
    snprintf(program, sizeof program, "%s/gatepost", build != NULL ? build : "build");
    const char *arguments[] = {program,     "--db", desk_file.path, "--lang", "en",
                               "--officer", "李娜", "officer",      "list",   NULL};
    return pty_start(&(struct pty_options){.arguments = arguments});
}

static bool no_echo(const struct pty_terminal *pty, const void *argument)
{
    (void)argument;
    return (pty_line(pty).c_lflag & ECHO) == 0 && pty_has_text(pty, "PIN of");
}

static void test_a_command_asks_without_echo(void **state)
{
    (void)state;
    set_pin("pin.set 李娜 2468");
    struct pty_terminal *pty = start_list();
    assert_true(pty_wait(pty, no_echo, NULL, PTY_LIMIT_MS));
    pty_type(pty, "24\x7f\x7f"
                  "2468");
    pty_send(pty, "\r");
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    assert_true(pty_has_text(pty, "王秀英"));
    assert_null(strstr(buffer_text(&pty->output), "2468"));
    pty_free(pty);
}

static void test_ctrl_c_gives_the_echo_back(void **state)
{
    (void)state;
    set_pin("pin.set 李娜 2468");
    struct pty_terminal *pty = start_list();
    assert_true(pty_wait(pty, no_echo, NULL, PTY_LIMIT_MS));
    pty_send(pty, "24\x03");
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 130);
    assert_true((pty_line(pty).c_lflag & ECHO) != 0);
    assert_true((pty_line(pty).c_lflag & ISIG) != 0);
    pty_free(pty);
}

/* --officer with a PIN: the desk opens asking for it; locked, only that gets on. */
static void test_the_desk_asks_and_locks(void **state)
{
    (void)state;
    set_pin("pin.set 王秀英 2468");
    struct pty_terminal *pty = desk_start(&(struct desk_options){0});
    desk_see(pty, "nobody signed on");
    desk_keys(pty, "2468<Enter>");
    desk_see(pty, "On duty: 王秀英");
    desk_keys(pty, "<^\\>");
    desk_see(pty, "This desk is locked");
    assert_false(pty_has_text(pty, "刘洋"));
    desk_keys(pty, "<^C><^Z><F9>");
    desk_keys(pty, "2469<Enter>");
    desk_see(pty, "Wrong PIN");
    desk_keys(pty, "2468<Enter>");
    desk_see_no_more(pty, "This desk is locked");
    desk_see(pty, "刘洋");
    assert_null(strstr(buffer_text(&pty->output), "2468"));
    desk_quit(pty);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_command_asks_without_echo, desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(test_ctrl_c_gives_the_echo_back, desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(test_the_desk_asks_and_locks, desk_setup, desk_teardown),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
