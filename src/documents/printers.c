#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/print_job.h"
#include "gatepost/process.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "printer_words.h"
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ASK_MS = 3000, SAID_BYTES_MOST = 1 << 16 };

struct printers_question {
    struct process helper;
    struct buffer lines, why;
    bool lines_open, why_open;
    int64_t until_ms;
};

/* Reads once, up to a bound: a helper that talks without end is cut short. *open: more may come. */
static void take(int descriptor, struct buffer *text, bool *open)
{
    char part[4096];
    ssize_t got = read(descriptor, part, sizeof part);
    if (got > 0 && text->length < SAID_BYTES_MOST)
        buffer_add_bytes(text, part, (size_t)got);
    *open = got > 0 || (got < 0 && errno == EINTR);
}

static bool is_answered(const struct printers_question *question)
{
    return !question->lines_open && !question->why_open;
}

bool printers_hear(struct printers_question *question, int budget_ms)
{
    int64_t until_ms = clock_real_ms() + budget_ms, left_ms = 0;
    if (until_ms > question->until_ms)
        until_ms = question->until_ms;
    while (!is_answered(question) && (left_ms = until_ms - clock_real_ms()) > 0) {
        struct pollfd polls[] = {
            {.fd = question->lines_open ? question->helper.output : -1, .events = POLLIN},
            {.fd = question->why_open ? question->helper.errors : -1, .events = POLLIN},
        };
        if (poll(polls, 2, (int)left_ms) < 0 && errno != EINTR)
            break;
        if (polls[0].revents != 0)
            take(question->helper.output, &question->lines, &question->lines_open);
        if (polls[1].revents != 0)
            take(question->helper.errors, &question->why, &question->why_open);
    }
    return is_answered(question) || clock_real_ms() >= question->until_ms;
}

/* The first reason that says something; each is followed by a blank or the end. */
static const char *say_reasons(char *reasons)
{
    for (char *next = NULL, *reason = strtok_r(reasons, " ", &next); reason != NULL;
         reason = strtok_r(NULL, " ", &next))
        if (printer_reason_words(reason)[0] != '\0')
            return printer_reason_words(reason);
    return "";
}

/* NAME TAB usual|- TAB ready|busy|stopped|refusing TAB reasons */
static bool parse_line(char *line, struct printer *printer)
{
    char *rest = line;
    const char *name = strsep(&rest, "\t"), *usual = strsep(&rest, "\t"), *state = strsep(&rest, "\t");
    if (rest == NULL || name[0] == '\0' || strlen(name) >= sizeof printer->name || !text_is_clean(name, strlen(name)))
        return false;
    bool refuses = strcmp(state, "refusing") == 0; /* whatever else is the matter with it */
    const char *reason = refuses ? "" : say_reasons(rest);
    *printer = (struct printer){.usual = strcmp(usual, "usual") == 0,
                                .ready = strcmp(state, "ready") == 0 || strcmp(state, "busy") == 0};
    text_copy(printer->name, sizeof printer->name, name);
    text_copy(printer->says, sizeof printer->says, reason[0] != '\0' ? reason : printer_state_words(state));
    return true;
}

static void parse_lines(struct buffer *lines, struct printer *printers, int *count)
{
    char *rest = lines->bytes;
    for (char *line; rest != NULL && *count < PRINTERS_MOST && (line = strsep(&rest, "\n")) != NULL;)
        if (parse_line(line, &printers[*count]))
            ++*count;
}

struct printers_question *printers_ask(struct err *err)
{
    static const char *const argv[] = {"gatepost-convert", "printers", NULL};
    struct printers_question *question = memory_new(1, sizeof *question);
    struct buffer path = {0};
    process_path("gatepost-convert", &path);
    bool started = process_start(&question->helper, buffer_text(&path), argv, PROCESS_NOTHING, err);
    buffer_release(&path);
    question->lines_open = question->why_open = true;
    question->until_ms = clock_real_ms() + ASK_MS;
    if (started)
        return question;
    printers_end(question, NULL, NULL, NULL, 0, NULL);
    return NULL;
}

bool printers_end(struct printers_question *question, struct printer *printers, int *count, char *why, size_t why_size,
                  struct err *err)
{
    struct buffer reason = {0};
    bool answered = is_answered(question), done = true;
    int code = process_end(&question->helper, !answered);
    if (printers != NULL) {
        *count = 0;
        text_copy(why, why_size, "");
        text_trim(&reason, buffer_text(&question->why));
        parse_lines(&question->lines, printers, count);
        if (!answered)
            text_copy(why, why_size, _("The print service does not answer."));
        else if (code != 0 && reason.length == 0)
            done = err_set(err, ERR_SYSTEM, _("The program that asks for printers (gatepost-convert) failed."));
        else if (*count == 0)
            text_copy(why, why_size, reason.length > 0 ? buffer_text(&reason) : _("No printer is set up."));
    }
    buffer_release(&reason);
    buffer_release(&question->lines);
    buffer_release(&question->why);
    free(question);
    return done;
}

bool printers_list(struct printer *printers, int *count, char *why, size_t why_size, struct err *err)
{
    *count = 0;
    text_copy(why, why_size, "");
    struct printers_question *question = printers_ask(err);
    if (question == NULL)
        return false;
    printers_hear(question, ASK_MS);
    return printers_end(question, printers, count, why, why_size, err);
}
