#include "gatepost/process.h"
#include "gatepost/buffer.h"
#include "gatepost/words.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

void process_path(const char *name, struct buffer *path)
{
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    self[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(self, '/');
    if (slash != NULL)
        slash[1] = '\0';
    buffer_add(path, slash != NULL ? self : "");
    buffer_add(path, name);
}

static bool fail(const char *path, int error, struct err *err)
{
    return err_set(err, ERR_SYSTEM, _("%s cannot be started: %s."), path, strerror(error));
}

/* Signals as a new program expects them: none blocked, none ignored. */
static int spawn(pid_t *pid, const char *path, const char *const argv[], const posix_spawn_file_actions_t *files,
                 short flags)
{
    posix_spawnattr_t attributes;
    sigset_t none, usual;
    posix_spawnattr_init(&attributes);
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGINT);
    sigaddset(&usual, SIGPIPE);
    sigaddset(&usual, SIGTERM);
    sigaddset(&usual, SIGXFSZ);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, (short)(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | flags));
    int error = posix_spawn(pid, path, files, &attributes, (char *const *)argv, environ);
    posix_spawnattr_destroy(&attributes);
    return error;
}

struct pipes {
    int input[2], output[2], errors[2];
};

static void close_pair(int pair[2])
{
    for (int i = 0; i < 2; i++)
        if (pair[i] >= 0)
            close(pair[i]);
}

static bool open_pipes(struct pipes *pipes, bool input)
{
    *pipes = (struct pipes){{-1, -1}, {-1, -1}, {-1, -1}};
    return (!input || pipe2(pipes->input, O_CLOEXEC) == 0) && pipe2(pipes->output, O_CLOEXEC) == 0 &&
           pipe2(pipes->errors, O_CLOEXEC) == 0;
}

static int give_files(posix_spawn_file_actions_t *files, const struct pipes *pipes, int input)
{
    int error = 0;
    if (input == PROCESS_NOTHING)
        error = posix_spawn_file_actions_addopen(files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    else
        error = posix_spawn_file_actions_adddup2(files, input == PROCESS_PIPE ? pipes->input[0] : input, STDIN_FILENO);
    if (error == 0)
        error = posix_spawn_file_actions_adddup2(files, pipes->output[1], STDOUT_FILENO);
    if (error == 0)
        error = posix_spawn_file_actions_adddup2(files, pipes->errors[1], STDERR_FILENO);
    return error;
}

bool process_start(struct process *process, const char *path, const char *const argv[], int input, struct err *err)
{
    struct pipes pipes;
    posix_spawn_file_actions_t files;
    *process = (struct process){.input = -1, .output = -1, .errors = -1};
    posix_spawn_file_actions_init(&files);
    int error = open_pipes(&pipes, input == PROCESS_PIPE) ? give_files(&files, &pipes, input) : errno;
    if (error == 0)
        error = spawn(&process->pid, path, argv, &files, 0);
    posix_spawn_file_actions_destroy(&files);
    if (error != 0) {
        process->pid = 0;
        close_pair(pipes.input);
        close_pair(pipes.output);
        close_pair(pipes.errors);
        return fail(path, error, err);
    }
    process->input = pipes.input[1];
    process->output = pipes.output[0];
    process->errors = pipes.errors[0];
    if (pipes.input[0] >= 0)
        close(pipes.input[0]);
    close(pipes.output[1]);
    close(pipes.errors[1]);
    return true;
}

bool process_start_alone(pid_t *pid, const char *path, const char *const argv[], struct err *err)
{
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    int error = posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDWR, 0);
    for (int descriptor = STDOUT_FILENO; error == 0 && descriptor <= STDERR_FILENO; descriptor++)
        error = posix_spawn_file_actions_adddup2(&files, STDIN_FILENO, descriptor);
    if (error == 0)
        error = spawn(pid, path, argv, &files, POSIX_SPAWN_SETSID);
    posix_spawn_file_actions_destroy(&files);
    return error == 0 || fail(path, error, err);
}

bool process_reap(pid_t pid)
{
    pid_t ended = waitpid(pid, NULL, WNOHANG);
    return ended == pid || (ended < 0 && errno == ECHILD);
}

int process_end(struct process *process, bool stop)
{
    int *const descriptors[] = {&process->input, &process->output, &process->errors};
    int status = 0;
    if (process->pid == 0)
        return 0;
    for (int i = 0; i < 3; i++) {
        if (*descriptors[i] >= 0)
            close(*descriptors[i]);
        *descriptors[i] = -1;
    }
    if (stop)
        kill(process->pid, SIGTERM);
    while (waitpid(process->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    process->pid = 0;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
