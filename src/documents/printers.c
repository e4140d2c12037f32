#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/print_job.h"
#include "gatepost/process.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "printer_words.h"
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

enum { ASK_MS = 3000, SAID_BYTES_MOST = 1 << 16 };

/* Reads once, up to a bound: a helper that talks without end is cut short. *open: more may come. */
static void take(int descriptor, struct buffer *text, bool *open)
{
    char part[4096];
    ssize_t got = read(descriptor, part, sizeof part);
    if (got > 0 && text->length < SAID_BYTES_MOST)
        buffer_add_bytes(text, part, (size_t)got);
    *open = got > 0 || (got < 0 && errno == EINTR);
}

/* What the helper says until it ends; false when its time is over. */
static bool hear(const struct process *helper, struct buffer *lines, struct buffer *why)
{
    bool lines_open = true, why_open = true;
    int64_t until = clock_real_ms() + ASK_MS;
    for (int64_t left; (lines_open || why_open) && (left = until - clock_real_ms()) > 0;) {
        struct pollfd polls[] = {{.fd = lines_open ? helper->output : -1, .events = POLLIN},
                                 {.fd = why_open ? helper->errors : -1, .events = POLLIN}};
        if (poll(polls, 2, (int)left) < 0 && errno != EINTR)
            break;
        if (polls[0].revents != 0)
            take(helper->output, lines, &lines_open);
        if (polls[1].revents != 0)
            take(helper->errors, why, &why_open);
    }
    return !lines_open && !why_open;
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
    const char *reason = say_reasons(rest);
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

bool printers_list(struct printer *printers, int *count, char *why, size_t why_size, struct err *err)
{
    static const char *const argv[] = {"gatepost-convert", "printers", NULL};
    struct buffer path = {0}, lines = {0}, said = {0}, reason = {0};
    struct process helper = {0};
    *count = 0;
    text_copy(why, why_size, "");
    process_path("gatepost-convert", &path);
    bool done = process_start(&helper, buffer_text(&path), argv, PROCESS_NOTHING, err);
    if (done) {
        bool ended = hear(&helper, &lines, &said);
        int code = process_end(&helper, !ended);
        text_trim(&reason, buffer_text(&said));
        parse_lines(&lines, printers, count);
        if (!ended)
            text_copy(why, why_size, _("The print service does not answer."));
        else if (code != 0 && reason.length == 0)
            done = err_set(err, ERR_SYSTEM, _("The program that asks for printers (gatepost-convert) failed."));
        else if (*count == 0)
            text_copy(why, why_size, reason.length > 0 ? buffer_text(&reason) : _("No printer is set up."));
    }
    buffer_release(&path);
    buffer_release(&lines);
    buffer_release(&said);
    buffer_release(&reason);
    return done;
}
