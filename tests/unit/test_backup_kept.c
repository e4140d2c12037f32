/* Which backups are kept, when one is made and by which desk, and that their absence rings. */
#include "gatepost/alarm.h"
#include "gatepost/backup.h"
#include "gatepost/backup_rules.h"
#include "gatepost/clock.h"
#include "gatepost/setting_table.h"
#include "gatepost/words.h"
#include "src/store/database.h"
#include "tests/lib/backups.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- which are kept ---- */

static void make_at(int day, int hour)
{
    struct civil_time civil = {.year = 2022, .month = 4, .day = day, .hour = hour};
    clock_fix(clock_at(&civil));
    backups_make_one();
}

static void the_newest_are_kept_and_the_last_of_each_day(void **state)
{
    (void)state;
    struct backup_file *files = NULL;
    int count = 0;
    for (int day = 7; day <= 11; day++)
        for (int hour = 8; hour <= 14; hour += 3)
            make_at(day, hour);
    make_at(13, 9); /* a clock that was wrong */
    clock_fix(BACKUPS_NOW);
    assert_int_equal(backup_thin(backups.store, backups.folder, 4, 4), 9);
    static const char *const kept[] = {"t-2022-04-13-0900.db", "t-2022-04-11-1400.db", "t-2022-04-11-1100.db",
                                       "t-2022-04-11-0800.db", "t-2022-04-10-1400.db", "t-2022-04-09-1400.db",
                                       "t-2022-04-08-1400.db"};
    assert_true(backup_list(backups.store, backups.folder, &files, &count, NULL));
    assert_int_equal(count, sizeof kept / sizeof kept[0]);
    for (int i = 0; i < count; i++) {
        assert_string_equal(files[i].name, kept[i]);
        assert_int_equal(files[i].state, BACKUP_GOOD);
    }
    free(files);
}

static void what_is_not_ours_stays(void **state)
{
    (void)state;
    char foreign[300];
    backups_put("t-2022-04-01-0800.db", "a letter that happens to be called so");
    backups_put("t-2022-04-01-0800.db.bak", "");
    backups_put("t-2022-13-01-0800.db", "");
    backups_path("t-2022-04-02-0800.db", foreign); /* another community's */
    assert_true(store_create(foreign, &(struct store_new){.zone = "+08:00"}, NULL));
    make_at(2, 7);
    char used[300];
    backups_path("t-2022-04-02-0700.db", used); /* somebody works with this one */
    store_close(store_open(used, 0, NULL));
    make_at(3, 8);
    make_at(11, 8);
    clock_fix(BACKUPS_NOW);
    assert_int_equal(backup_thin(backups.store, backups.folder, 1, 1), 1);
    assert_false(backups_hold("t-2022-04-03-0800.db"));
    static const char *const stay[] = {"t-2022-04-01-0800.db", "t-2022-04-01-0800.db.bak", "t-2022-13-01-0800.db",
                                       "t-2022-04-02-0800.db", "t-2022-04-02-0700.db",     "t-2022-04-11-0800.db"};
    for (size_t i = 0; i < sizeof stay / sizeof stay[0]; i++)
        assert_true(backups_hold(stay[i]));
    assert_false(backups_hold("t-2022-04-02-0800.db-shm")); /* not even looked into */
}

static void one_that_was_cut_short_is_marked(void **state)
{
    (void)state;
    struct backup_file *files = NULL;
    int count = 0;
    struct backup_made made = backups_make_one();
    assert_int_equal(truncate(made.path, made.bytes - 4096), 0);
    assert_true(backup_list(backups.store, backups.folder, &files, &count, NULL));
    assert_int_equal(count, 1);
    assert_int_equal(files[0].state, BACKUP_DAMAGED);
    free(files);
}

/* ---- when, and by whom ---- */

static void run(enum backup_when when, bool expected)
{
    struct err err = {0};
    struct backup_made backup = {0};
    bool made = !expected;
    if (!backup_run(backups.store, when, NULL, &backup, &made, &err))
        fail_msg("%s", err.text);
    assert_int_equal(made, expected);
}

static void one_is_made_when_something_was_saved_and_time_has_passed(void **state)
{
    (void)state;
    assert_false(backup_wanted(backups.store, BACKUP_BY_CLOCK, BACKUPS_NOW)); /* made a moment ago */
    assert_true(backup_wanted(backups.store, BACKUP_AT_SIGNOFF, BACKUPS_NOW));
    clock_fix(BACKUPS_NOW + 3600);
    run(BACKUP_BY_CLOCK, true);
    run(BACKUP_AT_SIGNOFF, false); /* nothing since */
    clock_fix(BACKUPS_NOW + 7200);
    run(BACKUP_BY_CLOCK, false);
    store_file_add(backups.store, "later", NULL);
    run(BACKUP_BY_CLOCK, true);
    run(BACKUP_NOW, true);
    assert_int_equal(backups_count(), 3);
    assert_true(setting_set(backups.store, "backup.minutes", "0", NULL));
    clock_fix(BACKUPS_NOW + 90000);
    run(BACKUP_BY_CLOCK, false);
    run(BACKUP_AT_SIGNOFF, false);
}

static void of_two_desks_one_starts_it_and_one_makes_it(void **state)
{
    (void)state;
    struct err err = {0};
    struct store *other = store_file_open(&backups.file, "seat-2", false);
    struct backup_made backup;
    bool first = false, second = false, made = false, ours = false;
    int64_t done_at = 0;
    clock_fix(BACKUPS_NOW + 3600);
    assert_true(backup_claim(backups.store, clock_now(), &first, &err) &&
                backup_claim(other, clock_now(), &second, &err));
    assert_true(first && !second);
    assert_true(store_begin(other, "test", &err) && lease_take(other, "backup", 60, &ours, &done_at, &err) && ours &&
                store_commit(other, &err));
    run(BACKUP_BY_CLOCK, false);
    assert_false(backup_run(backups.store, BACKUP_NOW, NULL, &backup, &made, &err));
    assert_int_equal(err.code, ERR_BUSY);
    assert_int_equal(backups_count(), 0);
    clock_fix(BACKUPS_NOW + 3661); /* whoever had it died */
    run(BACKUP_BY_CLOCK, true);
    assert_true(backup_claim(other, clock_now(), &second, &err));
    assert_false(second);
    assert_int_equal(backups_count(), 1);
    store_close(other);
}

static int open_alarms(char words[200])
{
    struct alarm alarm = {0};
    int count = 0, total = 0;
    assert_true(alarm_open_list(backups.store, &alarm, 1, &count, &total, NULL));
    snprintf(words, 200, "%.199s", alarm.words);
    return total;
}

static void a_failure_rings_with_its_reason_until_one_is_made(void **state)
{
    (void)state;
    struct err err = {0};
    struct backup_made backup;
    char words[200], other[300];
    bool made = true;
    backups_path("usb", other);
    assert_int_equal(mkdir(other, 0770), 0);
    assert_true(setting_set(backups.store, "backup.folder", other, &err));
    assert_int_equal(rmdir(other), 0);
    assert_false(backup_run(backups.store, BACKUP_NOW, NULL, &backup, &made, &err));
    assert_non_null(strstr(err.text, "Is its disk plugged in?"));
    assert_int_equal(open_alarms(words), 1);
    assert_non_null(strstr(words, "Is its disk plugged in?"));
    assert_false(backup_wanted(backups.store, BACKUP_BY_CLOCK, BACKUPS_NOW + 599));
    assert_true(backup_wanted(backups.store, BACKUP_BY_CLOCK, BACKUPS_NOW + 600));
    assert_int_equal(mkdir(other, 0770), 0);
    run(BACKUP_NOW, true);
    assert_int_equal(open_alarms(words), 0);
}

static void changes_without_a_backup_ring(void **state)
{
    (void)state;
    char occasion[64], words[200];
    run(BACKUP_NOW, true);
    assert_false(
        backup_is_overdue(backups.store, BACKUPS_NOW + 900000, occasion, words)); /* a quiet week is no reason */
    clock_fix(BACKUPS_NOW + 900000);
    store_file_add(backups.store, "later", NULL);
    assert_false(backup_is_overdue(backups.store, BACKUPS_NOW + 900000 + 3 * 3600, occasion, words));
    assert_true(backup_is_overdue(backups.store, BACKUPS_NOW + 900000 + 3 * 3600 + 1, occasion, words));
    assert_string_equal(words, "no backup of what was saved since 04-22 00:32");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, backups_setup, backups_teardown)

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        TEST(the_newest_are_kept_and_the_last_of_each_day),
        TEST(what_is_not_ours_stays),
        TEST(one_that_was_cut_short_is_marked),
        TEST(one_is_made_when_something_was_saved_and_time_has_passed),
        TEST(of_two_desks_one_starts_it_and_one_makes_it),
        TEST(a_failure_rings_with_its_reason_until_one_is_made),
        TEST(changes_without_a_backup_ring),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
