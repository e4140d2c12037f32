#include "desk_pair.h"

#include "fixture.h"
#include "gatepost/canvas.h"
#include "gatepost/clock.h"
#include "gatepost/command.h"
#include "gatepost/terminal.h"
#include "gatepost/words.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { COMMAND_WORDS = 24 };

/* One desk runs in each process. */
static const struct desk_pair *pair;
static int reads_from, writes_to;
static struct terminal *terminal;
static const struct terminal_ops *shown_by;
static struct buffer shown[DESK_PAIR_ROWS];
static int pressed, rung, passage, failed_before, strays;
static char only[80];

const char *desk_pair_row(int row)
{
    return row < DESK_PAIR_ROWS ? buffer_text(&shown[row]) : "";
}

/* ---- between the script and the desk ---- */

static void show(struct terminal *to, const struct canvas *canvas)
{
    for (int i = 0; i < DESK_PAIR_ROWS; i++) {
        buffer_clear(&shown[i]);
        if (i < canvas->rows)
            canvas_row(canvas, i, &shown[i]);
    }
    if (!strstr(desk_pair_row(0), only) && strays++ == 0)
        fprintf(stderr, "another screen than %s: %s\n", only, desk_pair_row(0));
    shown_by->show(to, canvas);
}

static void bell(struct terminal *of)
{
    rung++;
    shown_by->bell(of);
}

static struct key_event next(struct terminal *from, struct pollfd *watched, int count, int timeout_ms)
{
    struct key_event event = shown_by->next(from, watched, count, timeout_ms);
    pressed += event.key != KEY_WAKE && event.key != KEY_HANGUP && event.key != KEY_RESIZE;
    return event;
}

/* ---- lines of its own ---- */

static const char *after(const char *line, const char *verb)
{
    size_t length = strlen(verb);
    return strncmp(line, verb, length) != 0 || (line[length] && line[length] != ' ') ? NULL
           : line[length]                                                            ? line + length + 1
                                                                                     : line + length;
}

/* A passage after which something was not as expected is named. */
static void begin_passage(const char *number)
{
    int failures = terminal_script_failures(terminal);
    if (failures > failed_before)
        fprintf(stderr, "in: %s\n\n", pair->words_of(passage));
    failed_before = failures;
    passage = atoi(number);
}

/* The time comes with it. The end of the file: the other desk has come to its end. */
static void take_turn(struct err *err)
{
    int64_t now;
    ssize_t got;
    do
        got = read(reads_from, &now, sizeof now);
    while (got < 0 && errno == EINTR);
    if (got == sizeof now)
        clock_fix(now);
    else if (got != 0)
        err_set(err, ERR_SYSTEM, "no turn: %s", strerror(errno));
}

static void hand(struct err *err)
{
    int64_t now = clock_now();
    if (write(writes_to, &now, sizeof now) != sizeof now)
        err_set(err, ERR_SYSTEM, "the other desk has gone: %s", strerror(errno));
    else
        take_turn(err);
}

/* Counted since it was asked last; without a number it is only counted anew. */
static void check_count(int *count, const char *number, struct err *err)
{
    if (number[0] && *count != atoi(number))
        err_set(err, ERR_INPUT, "%d times", *count);
    *count = 0;
}

static void check_only(const char *text, struct err *err)
{
    if (strays > 0)
        err_set(err, ERR_INPUT, "%d times another screen than %s", strays, only);
    strays = 0;
    snprintf(only, sizeof only, "%s", text);
}

static bool own_verb(void *context, const char *line, struct err *err)
{
    const char *rest;
    (void)context;
    if ((rest = after(line, "passage")))
        begin_passage(rest);
    else if (after(line, "wait"))
        take_turn(err);
    else if (after(line, "hand"))
        hand(err);
    else if ((rest = after(line, "pressed")))
        check_count(&pressed, rest, err);
    else if ((rest = after(line, "rung")))
        check_count(&rung, rest, err);
    else if ((rest = after(line, "only")))
        check_only(rest, err);
    else if ((rest = after(line, "check")))
        pair->check(rest, err);
    else if ((rest = after(line, "other")))
        fixture_other(pair->path, rest, err);
    else
        return false;
    return true;
}

/* ---- a command line ---- */

/* A process that opened no file before, which runs one after the other. */
struct request {
    int64_t now;
    char words[120];
};
static int asks_teller, hears_teller;

static void output_name(char *name, size_t size)
{
    snprintf(name, size, "%s/output", pair->folder);
}

static int run_command(struct request *request)
{
    char output[200], *argv[COMMAND_WORDS] = {"gatepost", "--db", (char *)pair->path, "--lang", (char *)pair->language};
    int argc = 5;
    output_name(output, sizeof output);
    for (char *rest = request->words, *word; (word = strsep(&rest, " ")) && argc < COMMAND_WORDS - 1;)
        argv[argc++] = word;
    clock_fix(request->now);
    words_switch(pair->language);
    if (!freopen(output, "w", stdout))
        return EXIT_FAILED;
    int code = command_main(argc, argv);
    fflush(stdout);
    return code;
}

static void run_teller(int from, int to)
{
    struct request request;
    int status;
    while (read(from, &request, sizeof request) == sizeof request) {
        pid_t child = fork();
        if (child == 0)
            _exit(run_command(&request));
        bool ended = child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status);
        int code = ended ? WEXITSTATUS(status) : -1;
        if (write(to, &code, sizeof code) != sizeof code)
            return;
    }
}

int desk_pair_command(const char *words, struct buffer *out)
{
    struct request request = {.now = clock_now()};
    char name[200], part[4096];
    size_t length;
    int code = -1;
    snprintf(request.words, sizeof request.words, "%s", words);
    if (write(asks_teller, &request, sizeof request) != sizeof request ||
        read(hears_teller, &code, sizeof code) != sizeof code)
        return -1;
    output_name(name, sizeof name);
    FILE *file = fopen(name, "r");
    buffer_clear(out);
    while (file && (length = fread(part, 1, sizeof part, file)) > 0)
        buffer_add_bytes(out, part, length);
    if (file)
        fclose(file);
    return code;
}

/* ---- one desk ---- */

static int run_side(int number)
{
    const struct desk_side *side = &pair->sides[number];
    const struct global_options global = {
        .db = pair->path, .officer = side->officer, .terminal = side->name, .checkpoint = side->checkpoint};
    struct buffer script = {0};
    struct terminal_ops ops;
    struct err err = {0};
    int failures = 0;
    struct script_hooks hooks = {.verb = own_verb, .failures = &failures};
    buffer_format(&script, "size 120x40\n%s\nwake\n%spassage 0\n", number == 0 ? "wait" : "hand", side->script);
    words_switch(pair->language);
    terminal = terminal_open_script(buffer_text(&script), side->name, &err);
    terminal_script_hook(terminal, &hooks);
    shown_by = terminal->ops;
    ops = *shown_by;
    ops.show = show;
    ops.next = next;
    ops.bell = bell;
    terminal->ops = &ops;
    pressed = rung = passage = failed_before = strays = 0;
    only[0] = '\0';
    struct store *store = store_open(pair->path, 0, &err);
    if (!store || desk_run(store, &global, NULL, terminal) != EXIT_DONE) {
        fprintf(stderr, "%s: %s\n", side->name, err.text);
        failures++;
    }
    store_close(store);
    buffer_release(&script);
    for (int i = 0; i < DESK_PAIR_ROWS; i++)
        buffer_release(&shown[i]);
    return failures;
}

/* ---- the three processes ---- */

enum { TO_FIRST, TO_SECOND, TO_TELLER, FROM_TELLER, PIPES };

/* Keeps two ends: reads from the one, writes to the other. */
static void keep_ends(int pipes[PIPES][2], unsigned reads, unsigned writes)
{
    for (unsigned i = 0; i < PIPES; i++) {
        if (!(reads >> i & 1))
            close(pipes[i][0]);
        if (!(writes >> i & 1))
            close(pipes[i][1]);
    }
}

static pid_t start(int pipes[PIPES][2], bool teller)
{
    pid_t child = fork();
    if (child != 0)
        return child;
    if (teller) {
        keep_ends(pipes, 1U << TO_TELLER, 1U << FROM_TELLER);
        run_teller(pipes[TO_TELLER][0], pipes[FROM_TELLER][1]);
        _exit(0);
    }
    keep_ends(pipes, 1U << TO_SECOND, 1U << TO_FIRST);
    reads_from = pipes[TO_SECOND][0];
    writes_to = pipes[TO_FIRST][1];
    int failures = run_side(1);
    fflush(NULL);
    _exit(failures < 100 ? failures : 100);
}

static int end_of(pid_t child)
{
    int status = 0;
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int desk_pair_run(const struct desk_pair *of)
{
    int pipes[PIPES][2];
    pair = of;
    setenv("XDG_CONFIG_HOME", pair->folder, 1); /* whoever tests may have set up a sound */
    unsetenv("GATEPOST_SCRIPT_UPDATE");
    signal(SIGPIPE, SIG_IGN);
    fflush(NULL);
    for (int i = 0; i < PIPES; i++) {
        if (pipe(pipes[i]) != 0) {
            perror("pipe");
            exit(1);
        }
    }
    pid_t teller = start(pipes, true), other = start(pipes, false);
    keep_ends(pipes, 1U << TO_FIRST | 1U << FROM_TELLER, 1U << TO_SECOND | 1U << TO_TELLER);
    reads_from = pipes[TO_FIRST][0];
    writes_to = pipes[TO_SECOND][1];
    asks_teller = pipes[TO_TELLER][1];
    hears_teller = pipes[FROM_TELLER][0];
    int failures = run_side(0);
    close(reads_from);
    close(writes_to);
    close(asks_teller);
    close(hears_teller);
    return failures + end_of(other) + end_of(teller);
}
