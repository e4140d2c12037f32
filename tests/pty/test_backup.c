/* Backups from a real desk: by key, at sign-off, and none when the terminal just goes away. */
#include "tests/lib/desk_pty.h"
#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static int count_backups(void)
{
    char folder[120];
    int count = 0;
    snprintf(folder, sizeof folder, "%s/t-backups", desk_file.folder);
    DIR *directory = opendir(folder);
    if (directory == NULL)
        return 0;
    for (const struct dirent *entry; (entry = readdir(directory)) != NULL;)
        count += entry->d_name[0] != '.';
    closedir(directory);
    return count;
}

static void log_resident(struct pty_terminal *pty)
{
    desk_keys(pty, "<F7>");
    desk_see(pty, "New crossing");
    desk_keys(pty, "zwm<Enter>365<Enter>");
    desk_see(pty, "Saved");
    desk_keys(pty, "<Esc>");
    desk_see_no_more(pty, "New crossing");
}

static void test_a_key_makes_one_and_the_desk_says_where(void **state)
{
    (void)state;
    struct pty_terminal *pty = desk_start(&(struct desk_options){.columns = 120, .rows = 40});
    desk_keys(pty, "<F9>Backups<Enter>");
    desk_see(pty, "last ");
    desk_keys(pty, "<F7>");
    desk_see(pty, "Backup made and checked: ");
    desk_see(pty, "verified");
    assert_int_equal(count_backups(), 1);
    desk_expect("SELECT value LIKE '%/t-backups/t-%.db' FROM meta WHERE name = 'backup_path'", "1");
    desk_quit(pty); /* nothing was saved since: no second one */
    desk_wait_for_work();
    assert_int_equal(count_backups(), 1);
}

static void test_the_duty_officer_leaves_a_backup_behind(void **state)
{
    (void)state;
    struct pty_terminal *pty = desk_start(&(struct desk_options){0});
    log_resident(pty);
    desk_quit(pty);
    desk_wait_for_work();
    assert_int_equal(count_backups(), 1);
    desk_expect("SELECT value FROM meta WHERE name = 'backup_failure'", "");
}

static void test_another_signs_on_and_a_backup_is_made(void **state)
{
    (void)state;
    struct pty_terminal *pty = desk_start(&(struct desk_options){0});
    log_resident(pty);
    desk_keys(pty, "<F9>Sign on<Enter>");
    desk_see(pty, "Who are you");
    desk_keys(pty, "李娜<Enter><Enter>");
    desk_see(pty, "On duty: 李娜");
    desk_quit(pty); /* a gate clerk: no handover */
    desk_wait_for_work();
    assert_int_equal(count_backups(), 1);
}

static void go_away(int signal_number)
{
    struct pty_terminal *pty = desk_start(&(struct desk_options){0});
    log_resident(pty);
    pty_kill(pty, signal_number);
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    desk_end(pty);
    desk_wait_for_work();
    assert_int_equal(count_backups(), 0);
}

static void test_a_desk_that_is_ended_starts_none(void **state)
{
    (void)state;
    go_away(SIGTERM);
}

static void test_a_terminal_that_goes_away_starts_none(void **state)
{
    (void)state;
    go_away(SIGHUP);
}

static void test_the_next_desk_catches_up(void **state)
{
    (void)state;
    go_away(SIGTERM);
    desk_backed_up_at(time(NULL) - 3700);
    struct pty_terminal *pty = desk_start(&(struct desk_options){.officer = "李娜"});
    desk_quit(pty);
    desk_wait_for_work();
    assert_int_equal(count_backups(), 1);
}

int main(void)
{
#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_a_key_makes_one_and_the_desk_says_where),
        DESK_TEST(test_the_duty_officer_leaves_a_backup_behind),
        DESK_TEST(test_another_signs_on_and_a_backup_is_made),
        DESK_TEST(test_a_desk_that_is_ended_starts_none),
        DESK_TEST(test_a_terminal_that_goes_away_starts_none),
        DESK_TEST(test_the_next_desk_catches_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
