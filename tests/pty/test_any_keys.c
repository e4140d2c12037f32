/* Whatever is typed: 150 runs of random keys and pieces of escape sequences leave a working desk, the terminal as it
 * was, and a sound file. */
#include "tests/lib/any_keys.h"
#include "tests/lib/desk_pty.h"
#include "tests/lib/given_back.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static void test_any_keys_leave_a_working_desk(void **state)
{
    (void)state;
    struct pty_terminal *pty = desk_start(&(struct desk_options){.fails = true});
    struct termios before = pty_line(pty);
    desk_see(pty, "F10");
    srandom(20220411);
    for (int i = 0; i < 150; i++) {
        char keys[400];
        any_keys(keys, sizeof keys, NULL); /* no Enter: nothing that asks is ever answered with yes */
        pty_send(pty, keys);
        pty_settle(pty, 1);
    }
    pty_send(pty, "\033[201~");
    pty_kill(pty, SIGTERM);
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    assert_given_back(pty, &before);
    desk_end(pty);
    desk_expect("PRAGMA integrity_check", "ok");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_any_keys_leave_a_working_desk, desk_setup, desk_teardown),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("any keys", tests, NULL, NULL);
}
