/* Another program, started without a shell: posix_spawn, never fork, and only the descriptors named here go along (all
 * others are O_CLOEXEC, architecture.md §4). A right that gatepost itself was installed with (set-group-id) does not go
 * along. Descriptors of the struct are O_CLOEXEC here; -1: none. */
#ifndef GATEPOST_PROCESS_H
#define GATEPOST_PROCESS_H
#include "gatepost/err.h"
#include <stddef.h>
#include <sys/types.h>

struct buffer;

struct process {
    pid_t pid;  /* 0: none, or waited for already */
    int input;  /* write end of its standard input, when input was PROCESS_PIPE */
    int output; /* read end of its standard output */
    int errors; /* read end of its standard error */
};
enum { PROCESS_PIPE = -1, PROCESS_NOTHING = -2 }; /* for `input`: a pipe of ours, /dev/null, or a descriptor to give */

/* Path of one of the project's programs ("gatepost-convert"): beside the running one, whatever PATH says. */
void process_path(const char *name, struct buffer *path);
/* Starts path with argv (ends with NULL). ERR_SYSTEM. The caller ends it with process_end in every case. */
bool process_start(struct process *process, const char *path, const char *const argv[], int input, struct err *err);
/* Starts it in a session of its own with /dev/null for all three descriptors; nobody waits for it but process_reap. */
bool process_start_alone(pid_t *pid, const char *path, const char *const argv[], struct err *err);
/* True when a program started alone has ended (or is not ours); never waits. */
bool process_reap(pid_t pid);
/* The same; *code gets its exit code, 128 + n for signal n, -1 when it is not ours. */
bool process_reap_code(pid_t pid, int *code);
/* Kills a program started alone and whatever it has started itself; it is reaped as ever. */
void process_kill_alone(pid_t pid);
/* Cuts a line into the words of a command, in place: blanks part them, "…" keeps blanks within one; nothing else means
 * anything, there is no shell. argv ends with NULL; ERR_INPUT: more than `most` words with that, or an open quote. */
bool process_words(char *line, char *argv[], int most, struct err *err);
/* Closes the pipes, waits for the end and gives the exit code, 128 + n for signal n. `stop`: SIGTERM first. 0 when none
 * was started. */
int process_end(struct process *process, bool stop);
#endif
