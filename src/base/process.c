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
    posix_spawnattr_setflags(&attributes,
                             (short)(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_RESETIDS | flags));
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

static int code_of(int status)
{
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

bool process_reap_code(pid_t pid, int *code)
{
    int status = 0;
    pid_t ended = waitpid(pid, &status, WNOHANG);
    *code = ended == pid ? code_of(status) : -1;
    return ended == pid || (ended < 0 && errno == ECHILD);
}

bool process_reap(pid_t pid)
{
    int code;
    return process_reap_code(pid, &code);
}

void process_kill_alone(pid_t pid)
{
    if (pid > 0 && kill(-pid, SIGKILL) != 0)
        kill(pid, SIGKILL);
}

/* The word at `at`, ended with a zero in place; what follows it. NULL: a quote is open. */
static char *cut_word(char *at)
{
    char *to = at;
    bool quoted = false;
    for (; *at != '\0' && (quoted || (*at != ' ' && *at != '\t')); at++) {
        if (*at == '"')
            quoted = !quoted;
        else
            *to++ = *at;
    }
    char *next = *at != '\0' ? at + 1 : at;
    *to = '\0';
    return quoted ? NULL : next;
}

bool process_words(char *line, char *argv[], int most, struct err *err)
{
    int count = 0;
    char *at = line + strspn(line, " \t");
    while (at != NULL && *at != '\0' && count < most) {
        argv[count++] = at;
        at = cut_word(at);
        if (at != NULL)
            at += strspn(at, " \t");
    }
    if (at == NULL)
        return err_set(err, ERR_INPUT, _("A quotation mark is not closed in the command."));
    if (count == most)
        return err_set(err, ERR_INPUT, _("The command has too many words: at most %d."), most - 1);
    argv[count] = NULL;
    return true;
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
    return code_of(status);
}
