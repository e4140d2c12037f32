/* Backups: one consistent moment, verified, never in anybody's way; what fails leaves nothing behind and takes nothing
 * away. */
#include "gatepost/alarm.h"
#include "gatepost/audit.h"
#include "gatepost/backup.h"
#include "gatepost/backup_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/row.h"
#include "gatepost/setting_table.h"
#include "gatepost/words.h"
#include "src/store/database.h"
#include "tests/lib/store_file.h"
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { NOW = 1649658720 /* 2022-04-11 14:32 +08:00 */, ROWS = 6000 };

static struct store_file file;
static struct store *store;
static char folder[120];

static int make(void **state)
{
    (void)state;
    clock_fix(NOW);
    store_file_make(&file);
    store = store_file_open(&file, "seat-1", false);
    snprintf(folder, sizeof folder, "%s/t-backups", file.folder);
    assert_true(backup_folder_make(folder, NULL));
    return 0;
}

static int clear(void **state)
{
    (void)state;
    store_close(store);
    store_file_remove(&file);
    return 0;
}

/* Several slices long. */
static void fill(void)
{
    struct err err = {0};
    assert_true(store_begin(store, "officer.add", &err));
    for (int i = 0; i < ROWS; i++) {
        char name[40];
        int64_t id = 0;
        snprintf(name, sizeof name, "officer %d", i);
        const struct row_value values[] = {ROW_STR("name", name), ROW_STR("role", "gate")};
        assert_true(row_insert(store, "officer", values, 2, &id, &err));
    }
    assert_true(store_commit(store, &err));
}

static void path_of(const char *name, char path[300])
{
    snprintf(path, 300, "%s/%s", folder, name);
}

static bool is_there(const char *name)
{
    char path[300];
    path_of(name, path);
    return access(path, F_OK) == 0;
}

static int count_files(void)
{
    int count = 0;
    DIR *directory = opendir(folder);
    assert_non_null(directory);
    for (const struct dirent *entry; (entry = readdir(directory)) != NULL;)
        count += entry->d_name[0] != '.';
    closedir(directory);
    return count;
}

static struct backup_made make_one(void)
{
    struct err err = {0};
    struct backup_made made = {0};
    if (!backup_make(store, folder, NULL, &made, &err))
        fail_msg("%s", err.text);
    return made;
}

static int64_t officers_of(const char *path)
{
    struct err err = {0};
    int64_t count = 0;
    struct store *copy = store_open(path, STORE_READ_ONLY, &err);
    if (copy == NULL || !statement_integer_of(copy, "SELECT COUNT(*) FROM officer", &count, &err))
        fail_msg("%s", err.text);
    store_close(copy);
    return count;
}

/* ---- what a backup is ---- */

static void a_backup_is_the_whole_and_its_audit_holds(void **state)
{
    (void)state;
    struct err err = {0};
    struct stat status;
    struct audit_verdict verdict;
    fill();
    struct backup_made made = make_one();
    assert_non_null(strstr(made.path, "/t-backups/t-2022-04-11-1432.db"));
    assert_int_equal(stat(made.path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0660);
    assert_int_equal(status.st_size, made.bytes);
    assert_int_equal(officers_of(made.path), ROWS + 1);
    struct store *copy = store_open(made.path, STORE_READ_ONLY, &err);
    assert_true(audit_verify(copy, &verdict, NULL, NULL, &err));
    assert_int_equal(verdict.first_bad, 0);
    assert_int_equal(verdict.count, made.audit_count);
    store_close(copy);
    assert_int_equal(count_files(), 1); /* no log and no lock beside it: it can stand on a disk nobody may write */
}

static void another_one_in_the_same_minute_gets_its_own_name(void **state)
{
    (void)state;
    make_one();
    assert_int_not_equal(store_file_add(store, "later", NULL), 0);
    struct backup_made second = make_one();
    assert_non_null(strstr(second.path, "t-2022-04-11-1432-2.db"));
    assert_int_equal(officers_of(second.path), 2);
    char first[300];
    path_of("t-2022-04-11-1432.db", first);
    assert_int_equal(officers_of(first), 1);
}

static void a_file_that_is_there_is_never_replaced(void **state)
{
    (void)state;
    struct err err = {0};
    struct backup_made made;
    struct backup_content content;
    assert_false(backup_make_to(store, file.path, NULL, &made, &err));
    assert_non_null(strstr(err.text, "already"));
    made = make_one();
    assert_false(backup_restore(made.path, file.path, NULL, &content, &err));
    assert_non_null(strstr(err.text, "already"));
    assert_int_equal(officers_of(file.path), 1);
}

/* ---- while others work ---- */

struct others {
    struct store *writer;
    int saved;
    enum backup_step stop_at;
    bool stops;
};

static bool others_save(void *context, enum backup_step step, int percent)
{
    struct others *others = context;
    (void)percent;
    if (others->stops)
        return step != others->stop_at;
    char name[40];
    snprintf(name, sizeof name, "meanwhile %d", others->saved);
    others->saved += store_file_add(others->writer, name, NULL) != 0;
    return true;
}

static void others_save_meanwhile_and_the_copy_is_one_moment(void **state)
{
    (void)state;
    struct err err = {0};
    struct backup_made made;
    fill();
    struct others others = {.writer = store_file_open(&file, "seat-2", false)};
    others.writer->checkpoint_at = 1; /* a checkpoint is tried after each save */
    const struct backup_watch watch = {.progress = others_save, .context = &others};
    writer_lock_give_up_ms = 1; /* whoever waited for the backup would not have saved */
    bool done = backup_make(store, folder, &watch, &made, &err);
    writer_lock_give_up_ms = 10000;
    if (!done)
        fail_msg("%s", err.text);
    store_close(others.writer);
    assert_true(others.saved >= 3);
    assert_int_equal(officers_of(file.path), ROWS + 1 + others.saved);
    assert_int_equal(officers_of(made.path), ROWS + 1);
}

static void one_that_is_stopped_leaves_nothing(void **state)
{
    (void)state;
    fill();
    for (enum backup_step step = BACKUP_COPYING; step <= BACKUP_CHECKING; step++) {
        struct err err = {0};
        struct backup_made made;
        struct others others = {.stops = true, .stop_at = step};
        const struct backup_watch watch = {.progress = others_save, .context = &others};
        assert_false(backup_make(store, folder, &watch, &made, &err));
        assert_int_equal(err.code, ERR_CANCELLED);
        assert_int_equal(count_files(), 0);
    }
}

/* ---- what goes wrong ---- */

static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes == 0 ? limit.rlim_max : bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void a_full_disk_takes_nothing_away(void **state)
{
    (void)state;
    struct err err = {0};
    struct backup_made made;
    make_one();
    fill();
    signal(SIGXFSZ, SIG_IGN);
    limit_files(700000);
    assert_false(backup_make(store, folder, NULL, &made, &err));
    limit_files(0);
    assert_int_equal(err.code, ERR_DATABASE);
    if (strstr(err.text, "the disk is full") == NULL)
        fail_msg("%s", err.text);
    assert_int_equal(count_files(), 1);
    assert_true(is_there("t-2022-04-11-1432.db"));
}

static void a_folder_that_is_gone_is_said_and_not_made(void **state)
{
    (void)state;
    struct err err = {0};
    struct backup_made made;
    assert_int_equal(rmdir(folder), 0);
    assert_false(backup_make(store, folder, NULL, &made, &err));
    assert_non_null(strstr(err.text, "it does not exist"));
    assert_int_not_equal(access(folder, F_OK), 0);
    assert_true(backup_folder_make(folder, NULL));
}

static void put(const char *name, const char *text)
{
    char path[300];
    path_of(name, path);
    FILE *out = fopen(path, "we");
    assert_non_null(out);
    fputs(text, out);
    assert_int_equal(fclose(out), 0);
}

static void what_a_killed_one_left_is_cleared_away(void **state)
{
    (void)state;
    char living[60];
    put("t-backup.new-999999999", "half");
    put("t-backup.new-999999999-journal", "half");
    snprintf(living, sizeof living, "t-backup.new-%d", (int)getppid());
    put(living, "another process is at it");
    make_one();
    assert_false(is_there("t-backup.new-999999999"));
    assert_false(is_there("t-backup.new-999999999-journal"));
    assert_true(is_there(living));
}

/* ---- which are kept ---- */

static void make_at(int day, int hour)
{
    struct civil_time civil = {.year = 2022, .month = 4, .day = day, .hour = hour};
    clock_fix(clock_at(&civil));
    make_one();
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
    clock_fix(NOW);
    assert_int_equal(backup_thin(store, folder, 4, 4), 9);
    static const char *const kept[] = {"t-2022-04-13-0900.db", "t-2022-04-11-1400.db", "t-2022-04-11-1100.db",
                                       "t-2022-04-11-0800.db", "t-2022-04-10-1400.db", "t-2022-04-09-1400.db",
                                       "t-2022-04-08-1400.db"};
    assert_true(backup_list(store, folder, &files, &count, NULL));
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
    put("t-2022-04-01-0800.db", "a letter that happens to be called so");
    put("t-2022-04-01-0800.db.bak", "");
    put("t-2022-13-01-0800.db", "");
    path_of("t-2022-04-02-0800.db", foreign); /* another community's */
    assert_true(store_create(foreign, &(struct store_new){.zone = "+08:00"}, NULL));
    make_at(2, 7);
    char used[300];
    path_of("t-2022-04-02-0700.db", used); /* somebody works with this one */
    store_close(store_open(used, 0, NULL));
    make_at(3, 8);
    make_at(11, 8);
    clock_fix(NOW);
    assert_int_equal(backup_thin(store, folder, 1, 1), 1);
    assert_false(is_there("t-2022-04-03-0800.db"));
    static const char *const stay[] = {"t-2022-04-01-0800.db", "t-2022-04-01-0800.db.bak", "t-2022-13-01-0800.db",
                                       "t-2022-04-02-0800.db", "t-2022-04-02-0700.db",     "t-2022-04-11-0800.db"};
    for (size_t i = 0; i < sizeof stay / sizeof stay[0]; i++)
        assert_true(is_there(stay[i]));
    assert_false(is_there("t-2022-04-02-0800.db-shm")); /* not even looked into */
}

static void one_that_was_cut_short_is_marked(void **state)
{
    (void)state;
    struct backup_file *files = NULL;
    int count = 0;
    struct backup_made made = make_one();
    assert_int_equal(truncate(made.path, made.bytes - 4096), 0);
    assert_true(backup_list(store, folder, &files, &count, NULL));
    assert_int_equal(count, 1);
    assert_int_equal(files[0].state, BACKUP_DAMAGED);
    free(files);
}

/* ---- put back ---- */

static void a_backup_is_put_back_whole(void **state)
{
    (void)state;
    struct err err = {0};
    struct backup_content content;
    struct buffer report = {0};
    char path[300];
    struct backup_made made = make_one();
    path_of("back.db", path);
    if (!backup_restore(made.path, path, NULL, &content, &err))
        fail_msg("%s", err.text);
    assert_string_equal(content.community, "清河苑");
    assert_int_equal(content.audit_count, made.audit_count);
    assert_int_equal(content.crossings, 0);
    struct store *copy = store_open(path, 0, &err);
    assert_non_null(copy);
    assert_true(store_check(copy, &report, &err));
    assert_true(store_sign_on(copy, 1, "seat-1", false, &err));
    assert_int_equal(store_file_add(copy, "in the copy", &err), 2);
    store_close(copy);
    buffer_release(&report);
    assert_int_equal(officers_of(file.path), 1);
}

static void check_not_restored(const char *backup, const char *words)
{
    struct err err = {0};
    struct backup_content content;
    char path[300];
    path_of("back.db", path);
    int before = count_files();
    assert_false(backup_restore(backup, path, NULL, &content, &err));
    if (strstr(err.text, words) == NULL)
        fail_msg("%s", err.text);
    assert_int_equal(count_files(), before);
}

static void what_is_no_good_backup_is_not_put_back(void **state)
{
    (void)state;
    fill();
    struct backup_made made = make_one();
    struct store_file backup = {0};
    snprintf(backup.path, sizeof backup.path, "%.79s", made.path);
    store_file_sql(&backup, "UPDATE officer SET name = 'somebody else' WHERE id = 17");
    check_not_restored(made.path, "changed behind the audit's back");
    made = make_one();
    static const char garbage[4096] = {'x'};
    int descriptor = open(made.path, O_WRONLY | O_CLOEXEC);
    int end = (int)(made.bytes / 4096) - 10; /* far behind the schema, which stands at the beginning */
    for (int page = end - 100; page < end; page++)
        assert_int_equal(pwrite(descriptor, garbage, sizeof garbage, page * 4096L), sizeof garbage);
    close(descriptor);
    check_not_restored(made.path, "is not good");
    put("letter.db", "Dear Sir");
    char letter[300];
    path_of("letter.db", letter);
    check_not_restored(letter, "is no gatepost file");
    check_not_restored("/nonexistent/x.db", "There is no file");
}

/* ---- when, and by whom ---- */

static void run(enum backup_when when, bool expected)
{
    struct err err = {0};
    struct backup_made backup = {0};
    bool made = !expected;
    if (!backup_run(store, when, NULL, &backup, &made, &err))
        fail_msg("%s", err.text);
    assert_int_equal(made, expected);
}

static void one_is_made_when_something_was_saved_and_time_has_passed(void **state)
{
    (void)state;
    assert_false(backup_wanted(store, BACKUP_BY_CLOCK, NOW)); /* made a moment ago */
    assert_true(backup_wanted(store, BACKUP_AT_SIGNOFF, NOW));
    clock_fix(NOW + 3600);
    run(BACKUP_BY_CLOCK, true);
    run(BACKUP_AT_SIGNOFF, false); /* nothing since */
    clock_fix(NOW + 7200);
    run(BACKUP_BY_CLOCK, false);
    store_file_add(store, "later", NULL);
    run(BACKUP_BY_CLOCK, true);
    run(BACKUP_NOW, true);
    assert_int_equal(count_files(), 3);
    assert_true(setting_set(store, "backup.minutes", "0", NULL));
    clock_fix(NOW + 90000);
    run(BACKUP_BY_CLOCK, false);
    run(BACKUP_AT_SIGNOFF, false);
}

static void of_two_desks_one_starts_it_and_one_makes_it(void **state)
{
    (void)state;
    struct err err = {0};
    struct store *other = store_file_open(&file, "seat-2", false);
    struct backup_made backup;
    bool first = false, second = false, made = false, ours = false;
    int64_t done_at = 0;
    clock_fix(NOW + 3600);
    assert_true(backup_claim(store, clock_now(), &first, &err) && backup_claim(other, clock_now(), &second, &err));
    assert_true(first && !second);
    assert_true(store_begin(other, "test", &err) && lease_take(other, "backup", 60, &ours, &done_at, &err) && ours &&
                store_commit(other, &err));
    run(BACKUP_BY_CLOCK, false);
    assert_false(backup_run(store, BACKUP_NOW, NULL, &backup, &made, &err));
    assert_int_equal(err.code, ERR_BUSY);
    assert_int_equal(count_files(), 0);
    clock_fix(NOW + 3661); /* whoever had it died */
    run(BACKUP_BY_CLOCK, true);
    assert_true(backup_claim(other, clock_now(), &second, &err));
    assert_false(second);
    assert_int_equal(count_files(), 1);
    store_close(other);
}

static int open_alarms(char words[200])
{
    struct alarm alarm = {0};
    int count = 0, total = 0;
    assert_true(alarm_open_list(store, &alarm, 1, &count, &total, NULL));
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
    path_of("usb", other);
    assert_int_equal(mkdir(other, 0770), 0);
    assert_true(setting_set(store, "backup.folder", other, &err));
    assert_int_equal(rmdir(other), 0);
    assert_false(backup_run(store, BACKUP_NOW, NULL, &backup, &made, &err));
    assert_non_null(strstr(err.text, "Is its disk plugged in?"));
    assert_int_equal(open_alarms(words), 1);
    assert_non_null(strstr(words, "Is its disk plugged in?"));
    assert_false(backup_wanted(store, BACKUP_BY_CLOCK, NOW + 599));
    assert_true(backup_wanted(store, BACKUP_BY_CLOCK, NOW + 600));
    assert_int_equal(mkdir(other, 0770), 0);
    run(BACKUP_NOW, true);
    assert_int_equal(open_alarms(words), 0);
}

static void changes_without_a_backup_ring(void **state)
{
    (void)state;
    char occasion[64], words[200];
    run(BACKUP_NOW, true);
    assert_false(backup_is_overdue(store, NOW + 900000, occasion, words)); /* a quiet week is no reason */
    clock_fix(NOW + 900000);
    store_file_add(store, "later", NULL);
    assert_false(backup_is_overdue(store, NOW + 900000 + 3 * 3600, occasion, words));
    assert_true(backup_is_overdue(store, NOW + 900000 + 3 * 3600 + 1, occasion, words));
    assert_string_equal(words, "no backup of what was saved since 04-22 00:32");
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, make, clear)
    const struct CMUnitTest tests[] = {
        TEST(a_backup_is_the_whole_and_its_audit_holds),
        TEST(another_one_in_the_same_minute_gets_its_own_name),
        TEST(a_file_that_is_there_is_never_replaced),
        TEST(others_save_meanwhile_and_the_copy_is_one_moment),
        TEST(one_that_is_stopped_leaves_nothing),
        TEST(a_full_disk_takes_nothing_away),
        TEST(a_folder_that_is_gone_is_said_and_not_made),
        TEST(what_a_killed_one_left_is_cleared_away),
        TEST(the_newest_are_kept_and_the_last_of_each_day),
        TEST(what_is_not_ours_stays),
        TEST(one_that_was_cut_short_is_marked),
        TEST(a_backup_is_put_back_whole),
        TEST(what_is_no_good_backup_is_not_put_back),
        TEST(one_is_made_when_something_was_saved_and_time_has_passed),
        TEST(of_two_desks_one_starts_it_and_one_makes_it),
        TEST(a_failure_rings_with_its_reason_until_one_is_made),
        TEST(changes_without_a_backup_ring),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
