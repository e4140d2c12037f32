/* The writer lock: nobody writes without it, waiting is told and ends. */
#include "gatepost/row.h"
#include "gatepost/words.h"
#include "src/store/database.h"
#include "tests/lib/store_file.h"
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static struct store_file file;
static struct store *store;
static char lock_path[120];

/* Another process that holds the lock file. */
static struct {
    pid_t process;
    int let_go; /* closing it ends the process */
} holder;

static int make(void **state)
{
    (void)state;
    store_file_make(&file);
    snprintf(lock_path, sizeof lock_path, "%s.lock", file.path);
    store = store_file_open(&file, "seat-1", false);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    writer_lock_give_up_ms = 10000;
    store_close(store);
    store_file_remove(&file);
    return 0;
}

static void hold(const char *path)
{
    int ready[2], end[2];
    char byte = 0;
    assert_int_equal(pipe2(ready, O_CLOEXEC), 0);
    assert_int_equal(pipe2(end, O_CLOEXEC), 0);
    holder.process = fork();
    if (holder.process == 0) { /* touches nothing of SQLite's */
        close(end[1]);
        int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0660);
        bool held = descriptor >= 0 && flock(descriptor, LOCK_EX) == 0;
        if (held && write(ready[1], "x", 1) == 1 && read(end[0], &byte, 1) == 0)
            _exit(0);
        _exit(1);
    }
    close(ready[1]);
    close(end[0]);
    holder.let_go = end[1];
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
}

static void let_go(void)
{
    int status = 0;
    close(holder.let_go);
    assert_int_equal(waitpid(holder.process, &status, 0), holder.process);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static int64_t officers(void)
{
    int64_t count = -1;
    assert_true(statement_integer_of(store, "SELECT COUNT(*) FROM officer", &count, NULL));
    return count;
}

static const char insert_sql[] = "INSERT INTO officer (name, role) VALUES ('x', 'gate')";

static void an_unlocked_write_is_refused(void **state)
{
    (void)state;
    struct err err = {0};
    assert_false(statement_run(store, insert_sql, &err));
    assert_int_equal(err.code, ERR_DATABASE);
    query_only(store, false); /* past the first guard the second one stands */
    err = (struct err){0};
    assert_false(statement_run(store, insert_sql, &err));
    assert_int_equal(err.code, ERR_DATABASE);
    query_only(store, true);
    assert_int_equal(officers(), 1);
    assert_int_equal(store_file_add(store, "王", &err), 2);
    assert_false(statement_run(store, insert_sql, &err)); /* closed again after a save */
    store_begin(store, "officer.add", NULL);
    store_rollback(store);
    assert_false(statement_run(store, insert_sql, &err)); /* and after a rollback */
    assert_int_equal(officers(), 2);
}

static struct {
    int calls, last_ms, end_after;
    char name[80];
} told;

static void hear(void *context, const char *name, int waited_ms)
{
    assert_ptr_equal(context, &told);
    assert_true(waited_ms > told.last_ms);
    told.calls++;
    told.last_ms = waited_ms;
    snprintf(told.name, sizeof told.name, "%s", name);
    if (told.calls == told.end_after)
        let_go();
}

static void a_wait_says_for_whom_and_is_given_up(void **state)
{
    (void)state;
    struct err err = {0};
    char expected[80];
    memset(&told, 0, sizeof told);
    hold(lock_path);
    store_on_wait(store, hear, &told);
    writer_lock_give_up_ms = 1200;
    assert_int_equal(store_file_add(store, "王", &err), 0);
    assert_int_equal(err.code, ERR_BUSY);
    assert_int_equal(told.calls, 2); /* at 500 and 1000 ms */
    snprintf(expected, sizeof expected, "process %d", (int)holder.process);
    assert_string_equal(told.name, expected);
    assert_non_null(strstr(err.text, expected));
    assert_non_null(strstr(err.text, "Not saved"));
    assert_false(store_in_transaction(store));
    let_go();
    assert_int_equal(store_file_add(store, "王", &err), 2);
}

static void a_wait_ends_when_the_other_is_done(void **state)
{
    (void)state;
    struct err err = {0};
    memset(&told, 0, sizeof told);
    told.end_after = 1;
    hold(lock_path);
    store_on_wait(store, hear, &told);
    assert_int_equal(store_file_add(store, "王", &err), 2);
    assert_int_equal(told.calls, 1);
}

static void a_killed_holder_holds_nothing(void **state)
{
    (void)state;
    hold(lock_path);
    assert_int_equal(kill(holder.process, SIGKILL), 0);
    waitpid(holder.process, NULL, 0);
    close(holder.let_go);
    assert_int_equal(store_file_add(store, "王", NULL), 2);
}

static void a_replaced_lock_file_is_noticed(void **state)
{
    (void)state;
    struct err err = {0};
    assert_int_equal(store_file_add(store, "王", NULL), 2); /* the old file is open here */
    assert_int_equal(unlink(lock_path), 0);
    hold(lock_path); /* the others lock the new one */
    writer_lock_give_up_ms = 100;
    assert_int_equal(store_file_add(store, "赵", &err), 0);
    assert_int_equal(err.code, ERR_BUSY);
    let_go();
    assert_int_equal(store_file_add(store, "赵", &err), 3);
    assert_int_equal(unlink(lock_path), 0); /* removed and not made again: we make it */
    assert_int_equal(store_file_add(store, "孙", &err), 4);
    assert_int_equal(access(lock_path, F_OK), 0);
}

static volatile sig_atomic_t signals;

static void count_signal(int number)
{
    (void)number;
    signals = signals + 1;
}

static void terminal_signals_wait_for_the_commit(void **state)
{
    (void)state;
    static const int numbers[] = {SIGHUP, SIGTERM, SIGINT, SIGTSTP, SIGQUIT};
    struct sigaction action = {.sa_handler = count_signal}, before[5];
    for (int i = 0; i < 5; i++)
        sigaction(numbers[i], &action, &before[i]);
    assert_true(store_begin(store, "officer.add", NULL));
    for (int i = 0; i < 5; i++)
        raise(numbers[i]);
    assert_int_equal(signals, 0);
    assert_true(store_commit(store, NULL));
    assert_int_equal(signals, 5);
    for (int i = 0; i < 5; i++)
        sigaction(numbers[i], &before[i], NULL);
}

/* Programs we start must not carry the lock on. */
static void the_lock_does_not_pass_to_other_programs(void **state)
{
    (void)state;
    assert_true((fcntl(store->lock.descriptor, F_GETFD) & FD_CLOEXEC) != 0);
    int watch = store_watch_descriptor(store);
    assert_true(watch >= 0 && (fcntl(watch, F_GETFD) & FD_CLOEXEC) != 0);
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, make, clear)
    const struct CMUnitTest tests[] = {
        TEST(an_unlocked_write_is_refused),
        TEST(a_wait_says_for_whom_and_is_given_up),
        TEST(a_wait_ends_when_the_other_is_done),
        TEST(a_killed_holder_holds_nothing),
        TEST(a_replaced_lock_file_is_noticed),
        TEST(terminal_signals_wait_for_the_commit),
        TEST(the_lock_does_not_pass_to_other_programs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
