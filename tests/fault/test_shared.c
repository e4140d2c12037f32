/* One file for a group of Unix users: each may open and save, whatever the umask of the others; nobody else may. */
#include "gatepost/draft.h"
#include "gatepost/words.h"
#include "src/store/database.h"
#include "tests/lib/store_file.h"
#include <dirent.h>
#include <grp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { POST_GROUP = 61001, OWN_GROUP = 61002, GUARD = 61003, CLERK = 61004, STRANGER = 61005 };

static struct store_file file;
static mode_t mask_before;

static int make(void **state)
{
    (void)state;
    mask_before = umask(077);
    store_file_make(&file);
    assert_int_equal(chmod(file.folder, 02770), 0);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    umask(mask_before);
    store_file_remove(&file);
    return 0;
}

static int save_and_draft(void)
{
    struct err err = {0};
    char name[40]; /* no two officers share one */
    snprintf(name, sizeof name, "志愿者 %d", (int)getpid());
    struct store *store = store_open(file.path, 0, &err);
    if (store == NULL || !store_sign_on(store, 1, "南门", false, &err) || store_file_add(store, name, &err) == 0 ||
        !draft_write(store, "gate_entry", "who=zwm", &err)) {
        fprintf(stderr, "# %s\n", err.text);
        return 1;
    }
    store_close(store);
    return 0;
}

/* How many files stand in the folder; each must be 0660 and of the folder's group. */
static int count_shared_files(void)
{
    struct stat folder, about;
    int count = 0;
    assert_int_equal(stat(file.folder, &folder), 0);
    DIR *directory = opendir(file.folder);
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        assert_int_equal(fstatat(dirfd(directory), entry->d_name, &about, 0), 0);
        if ((about.st_mode & 07777) != 0660 || about.st_gid != folder.st_gid)
            fail_msg("%s is %04o of group %d", entry->d_name, (unsigned)about.st_mode & 07777, (int)about.st_gid);
        count++;
    }
    closedir(directory);
    return count;
}

static void a_strict_umask_shuts_no_colleague_out(void **state)
{
    (void)state;
    assert_int_equal(save_and_draft(), 0);
    assert_int_equal(count_shared_files(), 5); /* the database, its -wal and -shm, the lock, a draft */
}

/* ---- as other users: only root may become them ---- */

static int run_as(uid_t user, bool in_group, int (*run)(void))
{
    int status = 0;
    gid_t group = POST_GROUP;
    pid_t process = fork();
    if (process == 0) {
        bool became = setgroups(in_group, &group) == 0 && setgid(OWN_GROUP) == 0 && setuid(user) == 0;
        _exit(became ? run() : 99);
    }
    assert_int_equal(waitpid(process, &status, 0), process);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static bool give_to_group(void)
{
    if (geteuid() != 0) {
        print_message("# only root can become other users\n");
        return false;
    }
    assert_int_equal(chown(file.path, GUARD, POST_GROUP), 0);
    assert_int_equal(chown(file.folder, 0, POST_GROUP), 0);
    assert_int_equal(chmod(file.folder, 02770), 0); /* chown takes the set-group bit away */
    return true;
}

static void users_of_the_group_save_in_turns(void **state)
{
    (void)state;
    if (!give_to_group())
        return;
    assert_int_equal(run_as(CLERK, true, save_and_draft), 0); /* not the owner: makes -wal, -shm and the lock */
    assert_int_equal(run_as(GUARD, true, save_and_draft), 0);
    assert_int_equal(run_as(CLERK, true, save_and_draft), 0); /* over the other one's draft */
    assert_int_equal(count_shared_files(), 5);
    char *count = store_file_ask(&file, "SELECT COUNT(*) FROM officer WHERE name LIKE '志愿者%'");
    assert_string_equal(count, "3");
    free(count);
}

static int is_refused(void)
{
    struct err err = {0};
    bool refused = store_open(file.path, 0, &err) == NULL && store_open(file.path, STORE_READ_ONLY, NULL) == NULL;
    return refused && strstr(err.text, "no permission") != NULL ? 0 : 1;
}

static void a_user_outside_the_group_is_refused_in_words(void **state)
{
    (void)state;
    if (!give_to_group())
        return;
    assert_int_equal(run_as(GUARD, true, save_and_draft), 0);
    assert_int_equal(run_as(STRANGER, false, is_refused), 0);
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_strict_umask_shuts_no_colleague_out, make, clear),
        cmocka_unit_test_setup_teardown(users_of_the_group_save_in_turns, make, clear),
        cmocka_unit_test_setup_teardown(a_user_outside_the_group_is_refused_in_words, make, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
