#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "print_parts.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PART_BYTES = 64 << 10, SAID_BYTES_MOST = 4096, LEAVE_MS = 150, LEAVING_MOST = 8 };

/* ---- starting ---- */

/* A file in memory instead of a pipe: nobody has to write while the helper reads. */
static int memory_file(const struct buffer *input, struct err *err)
{
    int memory = memfd_create("pages", MFD_CLOEXEC);
    size_t done = 0;
    while (memory >= 0 && done < input->length) {
        ssize_t written = write(memory, input->bytes + done, input->length - done);
        if (written < 0 && errno != EINTR) {
            int error = errno;
            close(memory);
            errno = error;
            memory = -1;
        }
        done += written > 0 ? (size_t)written : 0;
    }
    if (memory >= 0 && lseek(memory, 0, SEEK_SET) == 0)
        return memory;
    err_set(err, ERR_SYSTEM, _("There is no memory for the pages: %s."), strerror(errno));
    return -1;
}

static bool watch_pipes(struct print_helper *helper)
{
    struct epoll_event event = {.events = EPOLLIN};
    helper->watch = epoll_create1(EPOLL_CLOEXEC);
    return helper->watch >= 0 && epoll_ctl(helper->watch, EPOLL_CTL_ADD, helper->process.output, &event) == 0 &&
           epoll_ctl(helper->watch, EPOLL_CTL_ADD, helper->process.errors, &event) == 0;
}

bool print_helper_start(struct print_helper *helper, const char *const *argv, const struct buffer *input,
                        struct err *err)
{
    struct buffer path = {0};
    *helper = (struct print_helper){.process = {.input = -1, .output = -1, .errors = -1}, .watch = -1};
    helper->input = memory_file(input, err);
    if (helper->input < 0)
        return false;
    process_path("gatepost-convert", &path);
    bool started = process_start(&helper->process, buffer_text(&path), argv, helper->input, err);
    buffer_release(&path);
    if (started && !watch_pipes(helper)) {
        started = err_set(err, ERR_SYSTEM, _("The printing program cannot be watched: %s."), strerror(errno));
        print_helper_close(helper);
    }
    return started;
}

/* ---- what it says ---- */

static void take_line(struct print_helper *helper, const struct print_sink *sink)
{
    const char *line = buffer_text(&helper->line);
    if (!sink->line(sink->context, line) && helper->said.length < SAID_BYTES_MOST)
        buffer_format(&helper->said, "%s%s", helper->said.length > 0 ? " " : "", line);
    buffer_clear(&helper->line);
}

static void take_said(struct print_helper *helper, const struct print_sink *sink, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == '\n')
            take_line(helper, sink);
        else if (helper->line.length < SAID_BYTES_MOST)
            buffer_add_byte(&helper->line, bytes[i]);
    }
}

static void forget(struct print_helper *helper, int descriptor, bool *ended)
{
    epoll_ctl(helper->watch, EPOLL_CTL_DEL, descriptor, NULL);
    *ended = true;
}

static void read_errors(struct print_helper *helper, const struct print_sink *sink)
{
    char part[4096];
    ssize_t got = read(helper->process.errors, part, sizeof part);
    if (got > 0)
        take_said(helper, sink, part, (size_t)got);
    else if (got == 0 || errno != EINTR)
        forget(helper, helper->process.errors, &helper->errors_ended);
}

static bool read_output(struct print_helper *helper, const struct print_sink *sink, struct err *err)
{
    char part[PART_BYTES];
    ssize_t got = read(helper->process.output, part, sizeof part);
    if (got > 0)
        return sink->output(sink->context, part, (size_t)got, err);
    if (got == 0 || errno != EINTR)
        forget(helper, helper->process.output, &helper->output_ended);
    return true;
}

/* Both pipes are closed: it is at its end. */
static bool finish(struct print_helper *helper, const struct print_sink *sink, struct err *err)
{
    struct buffer reason = {0};
    if (helper->line.length > 0)
        take_line(helper, sink);
    int code = process_end(&helper->process, false);
    text_trim(&reason, buffer_text(&helper->said));
    if (code != 0 && code < 128 && reason.length > 0)
        err_set(err, ERR_SYSTEM, "%s", reason.bytes);
    else if (code != 0)
        err_set(err, ERR_SYSTEM, _("The program that makes the pages ended in the middle of its work (code %d)."),
                code);
    buffer_release(&reason);
    return code == 0;
}

bool print_helper_step(struct print_helper *helper, const struct print_sink *sink, int64_t until_ms, bool *ended,
                       struct err *err)
{
    *ended = false;
    for (int64_t left; (left = until_ms - clock_real_ms()) > 0;) {
        struct pollfd polls[] = {
            {.fd = helper->output_ended ? -1 : helper->process.output, .events = POLLIN},
            {.fd = helper->errors_ended ? -1 : helper->process.errors, .events = POLLIN},
        };
        if (helper->output_ended && helper->errors_ended)
            return *ended = finish(helper, sink, err);
        if (poll(polls, 2, (int)left) <= 0)
            return true;
        if (polls[1].revents != 0)
            read_errors(helper, sink);
        if (polls[0].revents != 0 && !read_output(helper, sink, err))
            return false;
        if (sink->is_enough != NULL && *sink->is_enough)
            return true;
    }
    return true;
}

/* ---- ending ---- */

/* Told to stop and not gone yet: they have a job to cancel at a printer. Their pipes stay open, so that a word they
 * say does not end them. */
static struct process leaving[LEAVING_MOST];

static bool is_gone(struct process *process, int wait_ms)
{
    int64_t until = clock_real_ms() + wait_ms;
    struct pollfd poll_output = {.fd = process->output, .events = 0}; /* POLLHUP when the other end is closed */
    while (!process_reap(process->pid)) {
        int64_t left = until - clock_real_ms();
        if (left <= 0)
            return false;
        if (poll(&poll_output, 1, (int)left) > 0)
            clock_rest_ms(1); /* closed, and about to end */
    }
    process->pid = 0;
    if (process->output >= 0)
        close(process->output);
    if (process->errors >= 0)
        close(process->errors);
    process->output = process->errors = -1;
    return true;
}

static void stop(struct process *process)
{
    struct process *free_place = NULL;
    for (int i = 0; i < LEAVING_MOST; i++)
        if (leaving[i].pid == 0 || is_gone(&leaving[i], 0))
            free_place = &leaving[i];
    kill(process->pid, SIGTERM);
    if (is_gone(process, LEAVE_MS))
        return;
    if (free_place != NULL) {
        *free_place = *process;
        return;
    }
    kill(process->pid, SIGKILL);
    process_end(process, false);
}

void print_helper_close(struct print_helper *helper)
{
    if (helper->process.pid != 0)
        stop(&helper->process);
    if (helper->watch >= 0)
        close(helper->watch);
    if (helper->input >= 0)
        close(helper->input);
    buffer_release(&helper->said);
    buffer_release(&helper->line);
    *helper = (struct print_helper){.process = {.input = -1, .output = -1, .errors = -1}, .input = -1, .watch = -1};
}
