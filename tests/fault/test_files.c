/* Files that are not as they should be: a plain sentence, an unchanged file, and never "saved". */
#include "gatepost/buffer.h"
#include "gatepost/row.h"
#include "gatepost/words.h"
#include "src/store/database.h"
#include "tests/lib/store_file.h"
#include "tests/lib/vfs_shim.h"
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
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static struct store_file file;

static int make(void **state)
{
    (void)state;
    store_file_make(&file);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    vfs_hook = NULL;
    store_file_remove(&file);
    return 0;
}

static void read_all(struct buffer *bytes)
{
    char part[4096];
    size_t got = 0;
    buffer_clear(bytes);
    FILE *raw = fopen(file.path, "re");
    while (raw != NULL && (got = fread(part, 1, sizeof part, raw)) > 0)
        buffer_add_bytes(bytes, part, got);
    if (raw != NULL)
        fclose(raw);
}

static void overwrite(long offset, const char *bytes, size_t length)
{
    FILE *raw = fopen(file.path, "r+be");
    fseek(raw, offset, SEEK_SET);
    assert_int_equal(fwrite(bytes, 1, length, raw), length);
    fclose(raw);
}

/* Refused with these words, and not a byte of it changed. */
static void check_refused(enum store_kind kind, enum err_code code, const char *words)
{
    struct buffer before = {0}, after = {0};
    struct err err = {0};
    read_all(&before);
    assert_int_equal(store_look(file.path, NULL), kind);
    assert_null(store_open(file.path, 0, &err));
    assert_int_equal(err.code, code);
    if (strstr(err.text, words) == NULL)
        fail_msg("expected \"%s\" in: %s", words, err.text);
    assert_null(store_open(file.path, STORE_READ_ONLY, NULL));
    read_all(&after);
    assert_int_equal(before.length, after.length);
    assert_memory_equal(buffer_text(&before), buffer_text(&after), before.length);
    buffer_release(&before);
    buffer_release(&after);
}

static void a_foreign_file_is_left_alone(void **state)
{
    (void)state;
    store_file_sql(&file, "PRAGMA application_id=7; PRAGMA wal_checkpoint(TRUNCATE)");
    check_refused(STORE_FOREIGN, ERR_SCHEMA, "is no gatepost file");
    assert_int_equal(truncate(file.path, 0), 0);
    check_refused(STORE_FOREIGN, ERR_SCHEMA, "is no gatepost file");
    overwrite(0, "Dear neighbours,\n", 17);
    check_refused(STORE_FOREIGN, ERR_SCHEMA, "is no gatepost file");
    assert_int_equal(unlink(file.path), 0);
    struct err err = {0};
    assert_null(store_open(file.path, 0, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void a_newer_file_is_left_alone(void **state)
{
    (void)state;
    store_file_sql(&file, "PRAGMA user_version=999; PRAGMA wal_checkpoint(TRUNCATE)");
    check_refused(STORE_NEWER, ERR_SCHEMA, "newer gatepost");
}

/* The header still tells the old number while the upgrade stands in the -wal only. */
static void a_newer_file_is_known_by_its_wal_too(void **state)
{
    (void)state;
    struct err err = {0};
    store_file_sql(&file, "PRAGMA user_version=999");
    assert_int_equal(store_look(file.path, NULL), STORE_OURS);
    assert_null(store_open(file.path, 0, &err));
    assert_int_equal(err.code, ERR_SCHEMA);
    assert_non_null(strstr(err.text, "newer gatepost"));
}

static void a_file_cut_short_is_said_to_be_damaged(void **state)
{
    (void)state;
    struct stat status;
    assert_int_equal(stat(file.path, &status), 0);
    assert_int_equal(truncate(file.path, status.st_size / 2), 0);
    check_refused(STORE_OURS, ERR_DATABASE, "is damaged");
}

static void garbage_inside_is_found_by_check(void **state)
{
    (void)state;
    struct buffer report = {0};
    struct stat status;
    static char garbage[4096];
    memset(garbage, 0xA5, sizeof garbage);
    assert_int_equal(stat(file.path, &status), 0);
    for (long page = 20; page < status.st_size / 4096; page++)
        overwrite(page * 4096, garbage, sizeof garbage);
    struct store *store = store_open(file.path, 0, NULL);
    if (store != NULL) {
        assert_false(store_check(store, &report, NULL));
        store_close(store);
    }
    buffer_release(&report);
}

static void what_is_no_file_is_said(void **state)
{
    (void)state;
    struct err err = {0};
    assert_int_equal(store_look(file.folder, &err), STORE_UNREADABLE);
    assert_non_null(strstr(err.text, "it is a folder"));
    assert_null(store_open(file.folder, 0, NULL));
    assert_int_equal(unlink(file.path), 0);
    assert_int_equal(mkfifo(file.path, 0600), 0);
    assert_int_equal(store_look(file.path, &err), STORE_UNREADABLE); /* and does not wait for a writer */
    assert_non_null(strstr(err.text, "no plain file"));
}

/* ---- rights: in a process without root's, for root may do anything ---- */

static void check_as_nobody(int (*check)(void))
{
    int status = 0;
    pid_t process = fork();
    if (process == 0)
        _exit(geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0) ? 99 : check());
    assert_int_equal(waitpid(process, &status, 0), process);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static int sees_no_permission(void)
{
    struct err err = {0};
    if (store_look(file.path, &err) != STORE_UNREADABLE || strstr(err.text, "no permission") == NULL)
        return 1;
    return store_open(file.path, 0, &err) == NULL ? 0 : 2;
}

static void an_unreadable_file_is_said(void **state)
{
    (void)state;
    assert_int_equal(chmod(file.folder, 0777), 0);
    assert_int_equal(chmod(file.path, 0), 0);
    check_as_nobody(sees_no_permission);
}

static int opens_to_read_only(void)
{
    struct err err = {0};
    int64_t count = 0;
    if (store_open(file.path, 0, &err) != NULL || err.code != ERR_DATABASE ||
        strstr(err.text, "cannot be written") == NULL)
        return 1;
    struct store *store = store_open(file.path, STORE_READ_ONLY, &err);
    if (store == NULL || !statement_integer_of(store, "SELECT COUNT(*) FROM officer", &count, &err) || count != 1)
        return 2;
    int again_ms = 0;
    if (store_changed(store, &again_ms) != 0 || again_ms != 500 || store_begin(store, "x", &err) ||
        err.code != ERR_ROLE)
        return 3;
    store_close(store);
    return 0;
}

static void a_read_only_file_opens_when_asked(void **state)
{
    (void)state;
    assert_int_equal(chmod(file.path, 0444), 0);
    assert_int_equal(chmod(file.folder, 0777), 0);
    check_as_nobody(opens_to_read_only);
}

static void a_read_only_folder_opens_when_asked(void **state)
{
    (void)state;
    assert_int_equal(chmod(file.path, 0666), 0);
    assert_int_equal(chmod(file.folder, 0555), 0);
    check_as_nobody(opens_to_read_only);
    assert_int_equal(chmod(file.folder, 0700), 0);
}

/* ---- full disk and broken disk ---- */

static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes == 0 ? limit.rlim_max : bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void check_officers(struct store *store, int64_t expected)
{
    int64_t count = -1;
    assert_true(statement_integer_of(store, "SELECT COUNT(*) FROM officer", &count, NULL));
    assert_int_equal(count, expected);
}

static void a_full_disk_saves_nothing_and_says_so(void **state)
{
    (void)state;
    struct err err = {0};
    struct store *store = store_file_open(&file, "seat-1", false);
    signal(SIGXFSZ, SIG_IGN);
    limit_files(1); /* the lock file's byte still fits */
    assert_int_equal(store_file_add(store, "王", &err), 0);
    limit_files(0);
    assert_int_equal(err.code, ERR_DATABASE);
    assert_string_equal(err.text, "The disk is full: nothing was saved. Make room, then save again.");
    check_officers(store, 1);
    assert_int_equal(store_file_add(store, "王", &err), 2); /* with room again it goes on */
    store_close(store);
    store = store_file_open(&file, "seat-1", false);
    check_officers(store, 2);
    store_close(store);
}

static void a_full_disk_leaves_no_half_new_file(void **state)
{
    (void)state;
    struct err err = {0};
    char path[120];
    snprintf(path, sizeof path, "%s/second.db", file.folder);
    signal(SIGXFSZ, SIG_IGN);
    limit_files(40000);
    assert_false(store_create(path, &(struct store_new){.zone = "+08:00"}, &err));
    limit_files(0);
    assert_int_equal(err.code, ERR_DATABASE);
    assert_non_null(strstr(err.text, "The disk is full"));
    assert_int_equal(store_look(path, NULL), STORE_MISSING);
    assert_true(store_create(path, &(struct store_new){.zone = "+08:00"}, &err)); /* nothing stands in the way */
}

static enum vfs_call broken_call;
static int broken_code, broken_after;

static int break_wal(enum vfs_call call, bool wal, int slot, int flags)
{
    (void)slot;
    (void)flags;
    if (!wal || call != broken_call || broken_after-- > 0)
        return SQLITE_OK;
    return broken_code;
}

static void check_broken(enum vfs_call call, int code, int after)
{
    struct err err = {0};
    struct store *store = store_file_open(&file, "seat-1", false);
    int64_t before = 0;
    assert_true(statement_integer_of(store, "SELECT COUNT(*) FROM officer", &before, NULL));
    broken_call = call;
    broken_code = code;
    broken_after = after;
    vfs_hook = break_wal;
    assert_int_equal(store_file_add(store, "broken", &err), 0);
    vfs_hook = NULL;
    assert_int_equal(err.code, ERR_DATABASE);
    assert_non_null(strstr(err.text, "nothing was saved"));
    assert_false(store_in_transaction(store));
    check_officers(store, before);
    struct store *other = store_file_open(&file, "seat-2", false);
    check_officers(other, before);
    char name[20];
    snprintf(name, sizeof name, "after %d", (int)before);
    assert_true(store_file_add(other, name, &err) > 0); /* the lock was given back */
    assert_true(store_check(other, &(struct buffer){0}, NULL));
    store_close(other);
    store_close(store);
}

static void a_broken_disk_saves_nothing_and_says_so(void **state)
{
    (void)state;
    for (int after = 0; after < 6; after++)
        check_broken(VFS_WRITE, SQLITE_IOERR_WRITE, after);
    check_broken(VFS_WRITE, SQLITE_FULL, 3);
    check_broken(VFS_SYNC, SQLITE_IOERR_FSYNC, 0);
}

static int break_checkpoint(enum vfs_call call, bool wal, int slot, int flags)
{
    (void)slot;
    (void)flags;
    return !wal && (call == VFS_WRITE || call == VFS_SYNC) ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

/* The commit stands in the -wal: a checkpoint that fails takes nothing away. */
static void a_checkpoint_that_fails_loses_nothing(void **state)
{
    (void)state;
    struct store *store = store_file_open(&file, "seat-1", false);
    store->checkpoint_at = 1;
    vfs_hook = break_checkpoint;
    assert_int_equal(store_file_add(store, "王", NULL), 2);
    assert_true(store->checkpoint_at > 1); /* put off */
    vfs_hook = NULL;
    store->checkpoint_at = 1;
    assert_int_equal(store_file_add(store, "赵", NULL), 3);
    assert_int_equal(store->wal_frames, 0); /* carried out */
    store_close(store);
    store = store_file_open(&file, "seat-1", false);
    check_officers(store, 3);
    store_close(store);
}

int main(void)
{
    words_start(NULL, "en");
    vfs_shim_install();
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, make, clear)
    const struct CMUnitTest tests[] = {
        TEST(a_foreign_file_is_left_alone),
        TEST(a_newer_file_is_left_alone),
        TEST(a_newer_file_is_known_by_its_wal_too),
        TEST(a_file_cut_short_is_said_to_be_damaged),
        TEST(garbage_inside_is_found_by_check),
        TEST(what_is_no_file_is_said),
        TEST(an_unreadable_file_is_said),
        TEST(a_read_only_file_opens_when_asked),
        TEST(a_read_only_folder_opens_when_asked),
        TEST(a_full_disk_saves_nothing_and_says_so),
        TEST(a_full_disk_leaves_no_half_new_file),
        TEST(a_broken_disk_saves_nothing_and_says_so),
        TEST(a_checkpoint_that_fails_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
