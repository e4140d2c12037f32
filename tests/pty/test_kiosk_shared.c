/* The shared terminal beside others: the last place taken at once, killed in the middle, the file locked or out of
 * reach. Who was told that it is saved has it saved, and who pressed the key once need not press it again. */
#include "tests/lib/canary.h"
#include "tests/lib/desk_pty.h"
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <cmocka.h>

enum { QUIET_MS = 30, GIVEN_UP_MS = 11000 /* beyond what one try waits for the lock */ };
#define ARRIVED "SELECT count(*) FROM assignment WHERE arrived_at IS NOT NULL"
#define SAID_IN "签到成功"
#define ONE_MOMENT "请稍等：正在自动保存"

static struct pty_terminal *start(const char *terminal)
{
    return desk_start_kiosk(&(struct desk_options){.terminal = terminal});
}

static void find(struct pty_terminal *pty, const char *digits, const char *name)
{
    desk_keys(pty, digits);
    desk_see(pty, name);
}

/* As if nobody had signed in yet. */
static void forget_arrivals(void)
{
    store_file_sql(&desk_file,
                   "UPDATE assignment SET state = 'planned', arrived_at = NULL WHERE arrived_at IS NOT NULL");
}

static bool has_said(const struct pty_terminal *pty, const char *words)
{
    return strstr(buffer_text(&pty->output), words) != NULL;
}

static bool was_told(struct pty_terminal *pty)
{
    pty_settle(pty, 0);
    return has_said(pty, SAID_IN);
}

/* The moment differs from round to round; the terminal is gone with the program, what was read before still counts. */
static void test_killed_while_signing_in(void **state)
{
    int told = 0, saved = 0;
    (void)state;
    for (int round = 0; round < 12; round++) {
        struct pty_terminal *pty = start("hall");
        find(pty, "7301", "您好，章*安");
        desk_keys(pty, "1<Enter>");
        pty_settle(pty, round);
        bool seen = was_told(pty);
        pty_kill(pty, SIGKILL);
        assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 128 + SIGKILL);
        desk_end(pty);
        char *count = store_file_ask(&desk_file, ARRIVED);
        bool stored = strcmp(count, "1") == 0;
        free(count);
        assert_true(stored || !seen);
        told += seen;
        saved += stored;
        forget_arrivals();
    }
    print_message("# told %d times, saved %d times\n", told, saved);
    desk_expect("PRAGMA integrity_check", "ok");
}

/* Another program holds the lock. */
static int lock_held = -1;

static void hold_lock(void)
{
    char path[100];
    snprintf(path, sizeof path, "%s.lock", desk_file.path);
    lock_held = open(path, O_RDWR | O_CLOEXEC);
    assert_true(lock_held >= 0 && flock(lock_held, LOCK_EX) == 0);
}

static void let_go(void)
{
    if (lock_held >= 0)
        close(lock_held);
    lock_held = -1;
}

static void test_locked_file_is_waited_for(void **state)
{
    (void)state;
    struct pty_terminal *pty = start("hall");
    find(pty, "7301", "您好，章*安");
    hold_lock();
    desk_keys(pty, "1<Enter>");
    desk_see(pty, ONE_MOMENT);
    pty_wait_text(pty, SAID_IN, GIVEN_UP_MS);
    assert_false(was_told(pty));
    desk_see(pty, ONE_MOMENT);
    let_go();
    desk_see(pty, SAID_IN);
    desk_expect(ARRIVED, "1");
}

static bool is_in(const struct pty_terminal *pty, const void *sql)
{
    (void)pty;
    char *count = store_file_ask(&desk_file, sql);
    bool in = strcmp(count, "1") == 0;
    free(count);
    return in;
}

/* Whoever pressed the key has gone when it is saved at last. */
static void test_saved_for_whoever_has_gone(void **state)
{
    (void)state;
    struct pty_terminal *pty = start("hall");
    find(pty, "7301", "您好，章*安");
    hold_lock();
    desk_keys(pty, "1<Enter>");
    desk_see(pty, ONE_MOMENT);
    pty_send(pty, "\033\177");
    desk_keys(pty, "7302");
    let_go();
    desk_see(pty, "您好，孔*书");
    assert_true(pty_wait(pty, is_in, ARRIVED " AND volunteer_id = 1", PTY_LIMIT_MS));
}

static void test_folder_that_is_gone_for_a_moment(void **state)
{
    char away[80];
    (void)state;
    struct pty_terminal *pty = start("hall");
    find(pty, "7301", "您好，章*安");
    snprintf(away, sizeof away, "%s-away", desk_file.folder);
    assert_int_equal(rename(desk_file.folder, away), 0);
    desk_keys(pty, "1<Enter>");
    desk_see(pty, ONE_MOMENT);
    bool told = was_told(pty);
    assert_int_equal(rename(away, desk_file.folder), 0);
    assert_false(told);
    desk_see(pty, SAID_IN);
    desk_expect(ARRIVED, "1");
}

/* --- two of them, one place --- */

#define TAKEN                                                                              \
    "SELECT count(*) FROM assignment WHERE via = 'self' AND post_id = 2 AND starts_at = (" \
    "SELECT min(starts_at) FROM assignment WHERE via = 'self' AND post_id = 2)"
#define SAID_TAKEN "报名成功"
#define SAID_FASTER "刚被别人报名了"

/* Today's gap at the second post, by its number on the screen. */
static void take(struct pty_terminal *pty)
{
    for (int row = 0; row < pty->rows; row++)
        if (strstr(pty_row(pty, row), "今天") != NULL && strstr(pty_row(pty, row), "东门岗") != NULL) {
            char keys[] = {pty_row(pty, row)[strspn(pty_row(pty, row), " ")], '\r', '\0'};
            pty_send(pty, keys);
            return;
        }
    desk_see(pty, "a gap today");
}

static bool is_answered(const struct pty_terminal *pty, const void *argument)
{
    (void)argument;
    return has_said(pty, SAID_TAKEN) || has_said(pty, SAID_FASTER);
}

static void test_one_of_two_takes_the_last_place(void **state)
{
    (void)state;
    store_file_sql(&desk_file, "UPDATE post SET wanted = 1, least = 1");
    struct pty_terminal *one = start("hall"), *other = start("gate");
    find(one, "7309", "您好，陶*川");
    find(other, "7308", "您好，谢*云");
    desk_see(one, "今天");
    desk_see(other, "今天");
    take(one);
    take(other);
    assert_true(pty_wait(one, is_answered, NULL, PTY_LIMIT_MS) && pty_wait(other, is_answered, NULL, PTY_LIMIT_MS));
    assert_true(has_said(one, SAID_TAKEN) || has_said(other, SAID_TAKEN));
    desk_expect(TAKEN, "1");
}

static int forget(void **state)
{
    (void)state;
    let_go();
    desk_end_all();
    forget_arrivals();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_killed_while_signing_in, forget),
        cmocka_unit_test_teardown(test_locked_file_is_waited_for, forget),
        cmocka_unit_test_teardown(test_saved_for_whoever_has_gone, forget),
        cmocka_unit_test_teardown(test_folder_that_is_gone_for_a_moment, forget),
        cmocka_unit_test_teardown(test_one_of_two_takes_the_last_place, forget),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("kiosk beside others", tests, desk_setup_canaries, desk_teardown);
}
