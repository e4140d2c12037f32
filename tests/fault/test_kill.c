/* Four writers are killed in the middle of their work, fifty times. Every row that was acknowledged must be there: rows
 * are counted, because integrity_check says ok where rows are lost. */
#include "gatepost/audit.h"
#include "gatepost/buffer.h"
#include "gatepost/words.h"
#include "src/store/database.h"
#include "tests/lib/store_file.h"
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { WRITERS = 4, ROUNDS = 50, ROWS_MOST = 20000 };

static struct store_file file;
static int64_t acknowledged[ROWS_MOST];
static int acknowledged_count;

/* Saves rows until killed; says the id of each only after its commit. */
static _Noreturn void write_until_killed(int round, int number, int out)
{
    struct err err = {0};
    struct store *store = store_open(file.path, 0, &err);
    if (store == NULL || !store_sign_on(store, 1, "writer", false, &err))
        _exit(1);
    store->checkpoint_at = 60; /* so that many are killed around a checkpoint */
    for (int i = 0;; i++) {
        char name[60];
        snprintf(name, sizeof name, "%d-%d-%d", round, number, i);
        int64_t id = store_file_add(store, name, &err);
        if (id == 0 || write(out, &id, sizeof id) != sizeof id)
            _exit(1);
    }
}

static bool take_acknowledged(int in)
{
    int64_t id = 0;
    if (read(in, &id, sizeof id) != sizeof id)
        return false;
    assert_true(acknowledged_count < ROWS_MOST);
    acknowledged[acknowledged_count++] = id;
    return true;
}

/* Starts all, lets them acknowledge `rows` together, kills them all. */
static void run_round(int round, int rows)
{
    int pipes[2];
    pid_t writers[WRITERS];
    assert_int_equal(pipe2(pipes, O_CLOEXEC), 0);
    for (int i = 0; i < WRITERS; i++) {
        writers[i] = fork();
        if (writers[i] == 0)
            write_until_killed(round, i, pipes[1]);
    }
    close(pipes[1]);
    for (int i = 0; i < rows; i++)
        assert_true(take_acknowledged(pipes[0]));
    for (int i = 0; i < WRITERS; i++)
        kill(writers[i], SIGKILL);
    for (int i = 0; i < WRITERS; i++) {
        int status = 0;
        assert_int_equal(waitpid(writers[i], &status, 0), writers[i]);
        assert_true(WIFSIGNALED(status)); /* none gave up by itself */
    }
    while (take_acknowledged(pipes[0])) /* what they said before they died */
        ;
    close(pipes[0]);
}

static int count_lost(struct store *store)
{
    int lost = 0;
    for (int i = 0; i < acknowledged_count; i++) {
        struct statement *statement = statement_take(store, "SELECT 1 FROM officer WHERE id = :id", NULL);
        statement_integer(statement, "id", acknowledged[i]);
        lost += !statement_row(statement);
        assert_true(statement_done(statement, NULL));
    }
    return lost;
}

static void check_whole(void)
{
    struct buffer report = {0};
    struct audit_verdict verdict;
    struct store *store = store_file_open(&file, "check", false);
    assert_int_equal(count_lost(store), 0);
    assert_true(store_check(store, &report, NULL));
    assert_true(audit_verify(store, &verdict, NULL, NULL, NULL));
    assert_string_equal(verdict.what, "");
    buffer_release(&report);
    store_close(store);
}

static void no_acknowledged_row_is_lost(void **state)
{
    (void)state;
    unsigned random = 20220411;
    store_file_make(&file);
    for (int round = 0; round < ROUNDS; round++) {
        random = random * 1103515245u + 12345u;
        run_round(round, 1 + (int)(random >> 16) % 40);
        struct store *store = store_file_open(&file, "count", false);
        assert_int_equal(count_lost(store), 0);
        store_close(store);
    }
    check_whole();
    assert_true(acknowledged_count > ROUNDS * 5);
    print_message("# %d acknowledged rows, none lost\n", acknowledged_count);
    store_file_remove(&file);
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_acknowledged_row_is_lost)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
