/* Backups: one consistent moment, verified, never in anybody's way; what fails leaves nothing behind and takes nothing
 * away; what is good is put back whole. */
#include "gatepost/audit.h"
#include "gatepost/backup.h"
#include "gatepost/buffer.h"
#include "gatepost/row.h"
#include "gatepost/words.h"
#include "src/store/database.h"
#include "tests/lib/backups.h"
#include "tests/lib/store_file.h"
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { ROWS = 6000 };

/* Several slices long. */
static void fill(void)
{
    struct err err = {0};
    assert_true(store_begin(backups.store, "officer.add", &err));
    for (int i = 0; i < ROWS; i++) {
        char name[40];
        int64_t id = 0;
        snprintf(name, sizeof name, "officer %d", i);
        const struct row_value values[] = {ROW_STR("name", name), ROW_STR("role", "gate")};
        assert_true(row_insert(backups.store, "officer", values, 2, &id, &err));
    }
    assert_true(store_commit(backups.store, &err));
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
    struct backup_made made = backups_make_one();
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
    assert_int_equal(backups_count(), 1); /* no log and no lock beside it: it can stand on a disk nobody may write */
}

static void another_one_in_the_same_minute_gets_its_own_name(void **state)
{
    (void)state;
    backups_make_one();
    assert_int_not_equal(store_file_add(backups.store, "later", NULL), 0);
    struct backup_made second = backups_make_one();
    assert_non_null(strstr(second.path, "t-2022-04-11-1432-2.db"));
    assert_int_equal(officers_of(second.path), 2);
    char first[300];
    backups_path("t-2022-04-11-1432.db", first);
    assert_int_equal(officers_of(first), 1);
}

static void a_file_that_is_there_is_never_replaced(void **state)
{
    (void)state;
    struct err err = {0};
    struct backup_made made;
    struct backup_content content;
    assert_false(backup_make_to(backups.store, backups.file.path, NULL, &made, &err));
    assert_non_null(strstr(err.text, "already"));
    made = backups_make_one();
    assert_false(backup_restore(made.path, backups.file.path, NULL, &content, &err));
    assert_non_null(strstr(err.text, "already"));
    assert_int_equal(officers_of(backups.file.path), 1);
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
    struct others others = {.writer = store_file_open(&backups.file, "seat-2", false)};
    others.writer->checkpoint_at = 1; /* a checkpoint is tried after each save */
    const struct backup_watch watch = {.progress = others_save, .context = &others};
    writer_lock_give_up_ms = 1; /* whoever waited for the backup would not have saved */
    bool done = backup_make(backups.store, backups.folder, &watch, &made, &err);
    writer_lock_give_up_ms = 10000;
    if (!done)
        fail_msg("%s", err.text);
    store_close(others.writer);
    assert_true(others.saved >= 3);
    assert_int_equal(officers_of(backups.file.path), ROWS + 1 + others.saved);
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
        assert_false(backup_make(backups.store, backups.folder, &watch, &made, &err));
        assert_int_equal(err.code, ERR_CANCELLED);
        assert_int_equal(backups_count(), 0);
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
    backups_make_one();
    fill();
    signal(SIGXFSZ, SIG_IGN);
    limit_files(700000);
    assert_false(backup_make(backups.store, backups.folder, NULL, &made, &err));
    limit_files(0);
    assert_int_equal(err.code, ERR_DATABASE);
    if (strstr(err.text, "the disk is full") == NULL)
        fail_msg("%s", err.text);
    assert_int_equal(backups_count(), 1);
    assert_true(backups_hold("t-2022-04-11-1432.db"));
}

static void a_folder_that_is_gone_is_said_and_not_made(void **state)
{
    (void)state;
    struct err err = {0};
    struct backup_made made;
    assert_int_equal(rmdir(backups.folder), 0);
    assert_false(backup_make(backups.store, backups.folder, NULL, &made, &err));
    assert_non_null(strstr(err.text, "it does not exist"));
    assert_int_not_equal(access(backups.folder, F_OK), 0);
    assert_true(backup_folder_make(backups.folder, NULL));
}

static void what_a_killed_one_left_is_cleared_away(void **state)
{
    (void)state;
    char living[60];
    backups_put("t-backup.new-999999999", "half");
    backups_put("t-backup.new-999999999-journal", "half");
    snprintf(living, sizeof living, "t-backup.new-%d", (int)getppid());
    backups_put(living, "another process is at it");
    backups_make_one();
    assert_false(backups_hold("t-backup.new-999999999"));
    assert_false(backups_hold("t-backup.new-999999999-journal"));
    assert_true(backups_hold(living));
}

/* ---- put back ---- */

static void a_backup_is_put_back_whole(void **state)
{
    (void)state;
    struct err err = {0};
    struct backup_content content;
    struct buffer report = {0};
    char path[300];
    struct backup_made made = backups_make_one();
    backups_path("back.db", path);
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
    assert_int_equal(officers_of(backups.file.path), 1);
}

static void check_not_restored(const char *backup, const char *words)
{
    struct err err = {0};
    struct backup_content content;
    char path[300];
    backups_path("back.db", path);
    int before = backups_count();
    assert_false(backup_restore(backup, path, NULL, &content, &err));
    if (strstr(err.text, words) == NULL)
        fail_msg("%s", err.text);
    assert_int_equal(backups_count(), before);
}

static void what_is_no_good_backup_is_not_put_back(void **state)
{
    (void)state;
    fill();
    struct backup_made made = backups_make_one();
    struct store_file backup = {0};
    snprintf(backup.path, sizeof backup.path, "%.79s", made.path);
    store_file_sql(&backup, "UPDATE officer SET name = 'somebody else' WHERE id = 17");
    check_not_restored(made.path, "changed behind the audit's back");
    made = backups_make_one();
    static const char garbage[4096] = {'x'};
    int descriptor = open(made.path, O_WRONLY | O_CLOEXEC);
    int end = (int)(made.bytes / 4096) - 10; /* far behind the schema, which stands at the beginning */
    for (int page = end - 100; page < end; page++)
        assert_int_equal(pwrite(descriptor, garbage, sizeof garbage, page * 4096L), sizeof garbage);
    close(descriptor);
    check_not_restored(made.path, "is not good");
    backups_put("letter.db", "Dear Sir");
    char letter[300];
    backups_path("letter.db", letter);
    check_not_restored(letter, "is no gatepost file");
    check_not_restored("/nonexistent/x.db", "There is no file");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, backups_setup, backups_teardown)

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        TEST(a_backup_is_the_whole_and_its_audit_holds),
        TEST(another_one_in_the_same_minute_gets_its_own_name),
        TEST(a_file_that_is_there_is_never_replaced),
        TEST(others_save_meanwhile_and_the_copy_is_one_moment),
        TEST(one_that_is_stopped_leaves_nothing),
        TEST(a_full_disk_takes_nothing_away),
        TEST(a_folder_that_is_gone_is_said_and_not_made),
        TEST(what_a_killed_one_left_is_cleared_away),
        TEST(a_backup_is_put_back_whole),
        TEST(what_is_no_good_backup_is_not_put_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
