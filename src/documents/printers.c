#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "print_parts.h"
#include "printer_words.h"
#include <stdlib.h>
#include <string.h>

enum { ASK_MS = 3000, SAID_BYTES_MOST = 1 << 16 };

struct printers_question {
    struct print_helper helper;
    struct buffer lines, why;
    bool answered, failed;
    int64_t until_ms;
};

/* Up to a bound: a helper that talks without end is cut short. */
static bool take_lines(void *context, const char *bytes, size_t length, struct err *err)
{
    struct printers_question *question = context;
    (void)err;
    if (question->lines.length < SAID_BYTES_MOST)
        buffer_add_bytes(&question->lines, bytes, length);
    return true;
}

static bool take_why(void *context, const char *line)
{
    struct printers_question *question = context;
    if (question->why.length < SAID_BYTES_MOST)
        buffer_format(&question->why, "%s\n", line);
    return true;
}

bool printers_hear(struct printers_question *question, int budget_ms)
{
    const struct print_sink sink = {take_lines, take_why, question, NULL};
    int64_t until_ms = clock_real_ms() + budget_ms;
    struct err unseen = {0}; /* what it says itself counts */
    bool ended = false;
    if (until_ms > question->until_ms)
        until_ms = question->until_ms;
    if (!question->answered) {
        question->failed = !print_helper_step(&question->helper, &sink, until_ms, &ended, &unseen);
        question->answered = ended || question->failed;
    }
    return question->answered || clock_real_ms() >= question->until_ms;
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
    const struct buffer nothing = {0};
    struct printers_question *question = memory_new(1, sizeof *question);
    question->until_ms = clock_real_ms() + ASK_MS;
    if (print_helper_start(&question->helper, argv, &nothing, err))
        return question;
    printers_end(question, NULL, NULL, NULL, 0, NULL);
    return NULL;
}

bool printers_end(struct printers_question *question, struct printer *printers, int *count, char *why, size_t why_size,
                  struct err *err)
{
    struct buffer reason = {0};
    bool done = true;
    if (printers != NULL) {
        *count = 0;
        text_copy(why, why_size, "");
        text_trim(&reason, buffer_text(&question->why));
        parse_lines(&question->lines, printers, count);
        if (!question->answered)
            text_copy(why, why_size, _("The print service does not answer."));
        else if (question->failed && reason.length == 0)
            done = err_set(err, ERR_SYSTEM, _("The program that asks for printers (gatepost-convert) failed."));
        else if (*count == 0)
            text_copy(why, why_size, reason.length > 0 ? buffer_text(&reason) : _("No printer is set up."));
    }
    print_helper_close(&question->helper);
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
