/* Backups are killed at every stage, while others save: the older ones stay, nothing that was saved is lost, and the
 * next one clears away what is left and is good. */
#include "gatepost/audit.h"
#include "gatepost/backup.h"
#include "gatepost/row.h"
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
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { ROUNDS = 12, ROWS = 4000 };

static struct store_file file;
static char folder[100];

/* The process reports each step and goes on only when it is told to: so the parent knows where it dies. */
struct stages {
    int out, in;
};

static bool report_and_wait(void *context, enum backup_step step, int percent)
{
    const struct stages *stages = context;
    char byte = (char)step;
    (void)percent;
    return write(stages->out, &byte, 1) == 1 && read(stages->in, &byte, 1) == 1;
}

static _Noreturn void back_up(struct stages stages)
{
    struct backup_made made;
    const struct backup_watch watch = {.progress = report_and_wait, .context = &stages};
    struct store *store = store_open(file.path, 0, NULL);
    _exit(store != NULL && backup_make(store, folder, &watch, &made, NULL) ? 0 : 1);
}

/* Kills a backup after so many steps, a row saved behind each; true when it had ended by itself before. */
static bool kill_after(int steps, int *saved)
{
    int reports[2], orders[2], status = 0;
    char byte = 0;
    assert_int_equal(pipe2(reports, O_CLOEXEC), 0);
    assert_int_equal(pipe2(orders, O_CLOEXEC), 0);
    pid_t process = fork();
    if (process == 0) {
        close(reports[0]);
        close(orders[1]);
        back_up((struct stages){reports[1], orders[0]});
    }
    close(reports[1]);
    close(orders[0]);
    struct store *store = store_file_open(&file, "seat-1", false);
    bool lives = true;
    for (int i = 0; lives && i < steps; i++) {
        char name[40];
        lives = read(reports[0], &byte, 1) == 1;
        snprintf(name, sizeof name, "%d after %d", steps, i);
        *saved += store_file_add(store, name, NULL) != 0;
        lives = lives && (i + 1 == steps || write(orders[1], &byte, 1) == 1);
    }
    kill(process, SIGKILL);
    assert_int_equal(waitpid(process, &status, 0), process);
    store_close(store);
    close(reports[0]);
    close(orders[1]);
    return WIFEXITED(status);
}

static int count_files(const char *part)
{
    int count = 0;
    DIR *directory = opendir(folder);
    assert_non_null(directory);
    for (const struct dirent *entry; (entry = readdir(directory)) != NULL;)
        count += strstr(entry->d_name, part) != NULL;
    closedir(directory);
    return count;
}

static void fill(void)
{
    struct err err = {0};
    struct store *store = store_file_open(&file, "fill", false);
    assert_true(store_begin(store, "officer.add", &err));
    for (int i = 0; i < ROWS; i++) {
        char name[40];
        int64_t id = 0;
        snprintf(name, sizeof name, "officer %d", i);
        const struct row_value values[] = {ROW_STR("name", name), ROW_STR("role", "gate")};
        assert_true(row_insert(store, "officer", values, 2, &id, &err));
    }
    assert_true(store_commit(store, &err));
    store_close(store);
}

/* A good one, put back as a new file: checked page by page, and its audit. */
static void make_a_good_one(int saved)
{
    struct err err = {0};
    struct backup_made made;
    struct backup_content content;
    char back[120];
    int64_t officers = 0;
    struct store *store = store_file_open(&file, "seat-2", false);
    if (!backup_make(store, folder, NULL, &made, &err))
        fail_msg("%s", err.text);
    store_close(store);
    snprintf(back, sizeof back, "%s/back.db", file.folder);
    if (!backup_restore(made.path, back, NULL, &content, &err))
        fail_msg("%s", err.text);
    store = store_open(back, STORE_READ_ONLY, &err);
    assert_true(statement_integer_of(store, "SELECT COUNT(*) FROM officer", &officers, &err));
    assert_int_equal(officers, 1 + ROWS + saved);
    store_close(store);
    assert_int_equal(unlink(back), 0);
}

static void a_killed_backup_takes_nothing_with_it(void **state)
{
    (void)state;
    int saved = 0, killed_half_way = 0;
    store_file_make(&file);
    snprintf(folder, sizeof folder, "%s/t-backups", file.folder);
    assert_true(backup_folder_make(folder, NULL));
    fill();
    make_a_good_one(saved);
    for (int round = 1; round <= ROUNDS; round++) {
        int before = count_files(".db");
        bool ended = kill_after(round, &saved);
        killed_half_way += !ended;
        assert_int_equal(count_files(".new-"), ended ? 0 : 1);
        assert_int_equal(count_files(".db"), before + ended);
        make_a_good_one(saved);
        assert_int_equal(count_files(".new-"), 0);
    }
    assert_true(killed_half_way >= 3);
    print_message("# %d backups were killed, %d rows saved meanwhile\n", killed_half_way, saved);
    store_file_remove(&file);
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_killed_backup_takes_nothing_with_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
