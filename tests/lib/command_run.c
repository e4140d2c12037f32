#include "command_run.h"
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
/* cmocka.h wants some of the above before it. */
#include <cmocka.h>

enum { WORDS_MOST = 24 };

char command_program[PATH_MAX];
struct store_file command_file;
const char *command_variable;

struct command_result command_result;

struct store *command_store_open(void)
{
    struct err err = {0};
    struct store *store = store_open(command_file.path, 0, &err);
    if (store == NULL || !store_sign_on(store, 1, "test", false, &err))
        fail_msg("%s", err.text);
    return store;
}

int command_count(const char *sql)
{
    char *answer = store_file_ask(&command_file, sql);
    int count = atoi(answer);
    free(answer);
    return count;
}

void command_path(const char *name, char *path, size_t size)
{
    snprintf(path, size, "%s/%s", command_file.folder, name);
}

void command_read(const char *path, struct buffer *text)
{
    char bytes[4096];
    buffer_clear(text);
    FILE *stream = fopen(path, "re");
    assert_non_null(stream);
    for (size_t count; (count = fread(bytes, 1, sizeof bytes, stream)) > 0;)
        buffer_add_bytes(text, bytes, count);
    fclose(stream);
}

void command_write(const char *path, const char *text, size_t length)
{
    FILE *stream = fopen(path, "we");
    assert_non_null(stream);
    assert_int_equal(fwrite(text, 1, length, stream), length);
    assert_int_equal(fclose(stream), 0);
}

static char **environment_of_test(void)
{
    static char db[128], config[128];
    static char *list[] = {db,   config, "LANG=en_US.UTF-8", "HOME=/nonexistent", "PATH=/usr/bin:/bin", "TZ=UTC",
                           NULL, NULL};
    list[6] = (char *)command_variable;
    snprintf(db, sizeof db, "GATEPOST_DB=%s", command_file.path);
    snprintf(config, sizeof config, "XDG_CONFIG_HOME=%s", command_file.folder);
    return list;
}

pid_t command_start(const char *const *words, int input, int output, int error)
{
    char *argv[WORDS_MOST + 4] = {command_program};
    int count = 1;
    if (strcmp(words[0], "!") == 0) {
        argv[count++] = "--officer";
        argv[count++] = "李敏";
        words++;
    }
    for (; *words != NULL; words++) {
        assert_true(count < WORDS_MOST + 3);
        argv[count++] = (char *)*words;
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, 0);
    posix_spawn_file_actions_adddup2(&actions, output, 1);
    posix_spawn_file_actions_adddup2(&actions, error, 2);
    pid_t child = 0;
    int failed = posix_spawn(&child, command_program, &actions, NULL, argv, environment_of_test());
    posix_spawn_file_actions_destroy(&actions);
    assert_int_equal(failed, 0);
    return child;
}

int command_code(pid_t child)
{
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

int command_open(const char *path, int flags)
{
    int descriptor = open(path, flags | O_CLOEXEC, 0600);
    assert_true(descriptor >= 0);
    return descriptor;
}

int command_run(const char *input, const char *out_path, const char *const *words)
{
    char in[128], out[128], err[128];
    command_path("in", in, sizeof in);
    command_path("out", out, sizeof out);
    command_path("err", err, sizeof err);
    command_write(in, input, strlen(input));
    int descriptors[] = {command_open(in, O_RDONLY),
                         command_open(out_path != NULL ? out_path : out, O_WRONLY | O_CREAT | O_TRUNC),
                         command_open(err, O_WRONLY | O_CREAT | O_TRUNC)};
    command_result.code = command_code(command_start(words, descriptors[0], descriptors[1], descriptors[2]));
    for (int i = 0; i < 3; i++)
        close(descriptors[i]);
    if (out_path == NULL)
        command_read(out, &command_result.out);
    command_read(err, &command_result.err);
    return command_result.code;
}

int command_folder_make(void **state)
{
    (void)state;
    command_file = (struct store_file){.folder = "/tmp/gatepost-commands-XXXXXX"};
    if (mkdtemp(command_file.folder) == NULL)
        return -1;
    command_path("gate.db", command_file.path, sizeof command_file.path);
    return 0;
}

int command_register_make(void **state)
{
    if (command_folder_make(state) != 0)
        return -1;
    GIVES(0, "init", "--name", "望江社区", "--officer-name", "李敏", "--checkpoint-name", "南门", "--checkpoint-name",
          "东门");
    GIVES(0, "!", "household", "add", "--estate", "望江苑", "--room", "12-2-1203");
    GIVES(0, "!", "person", "add", "--name", "张伟明", "--room", "12-2-1203", "--phone", "13812345678");
    GIVES(0, "!", "person", "add", "--name", "张五妹", "--place-id", "1", "--phone", "13812345679");
    return 0;
}

void command_quota_off(void)
{
    GIVES(0, "!", "settings", "quota.days", "0");
}

int command_folder_remove(void **state)
{
    (void)state;
    buffer_release(&command_result.out);
    buffer_release(&command_result.err);
    store_file_remove(&command_file);
    return 0;
}

bool command_find_program(void)
{
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length <= 0)
        return false;
    self[length] = '\0';
    *strrchr(self, '/') = '\0';
    return snprintf(command_program, sizeof command_program, "%s/../../gatepost", self) < (int)sizeof command_program;
}
