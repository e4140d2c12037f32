/* Whatever is typed: 150 runs of random keys and pieces of escape sequences leave a working desk, the terminal as it
 * was, and a sound file. */
#include "tests/lib/desk_pty.h"
#include "tests/lib/given_back.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* No Enter: nothing that asks is ever answered with yes. */
static void make_random_keys(char *keys, size_t size)
{
    static const char *const pieces[] = {"\033[",   "\033O", "\033",   "~", "M",    "A",    "1",         "9",
                                         ";",       "<",     "\033[M", "z", "张",   "\t",   "\033[200~", "\033[201~",
                                         "\033[5~", "\x80",  "\xff",   " ", "\x1a", "\x07", "\x0c"};
    size_t length = 0;
    while (length + 8 < size) {
        const char *piece = pieces[(size_t)random() % (sizeof pieces / sizeof pieces[0])];
        memcpy(keys + length, piece, strlen(piece));
        length += strlen(piece);
    }
    keys[length] = '\0';
}

static void test_any_keys_leave_a_working_desk(void **state)
{
    (void)state;
    struct pty_terminal *pty = desk_start(&(struct desk_options){.fails = true});
    struct termios before = pty_line(pty);
    desk_see(pty, "F10");
    srandom(20220411);
    for (int i = 0; i < 150; i++) {
        char keys[400];
        make_random_keys(keys, sizeof keys);
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
