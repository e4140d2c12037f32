#include "term_wait.h"
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { WATCHED_MOST = 16, ANSWER_MS = 100, STUCK_SECONDS = 1 };

static int pipe_write = -1; /* for the handlers */
static volatile sig_atomic_t came_resize, came_continue, came_end;

static void tell_pipe(int signal_number)
{
    int kept = errno;
    if (signal_number == SIGWINCH) {
        came_resize = 1;
    } else if (signal_number == SIGCONT) {
        came_continue = 1;
    } else {
        came_end = 1;
        alarm(STUCK_SECONDS);
    }
    /* The byte only wakes the poll; a full pipe does too. */
    ssize_t written = write(pipe_write, "", 1);
    (void)written;
    errno = kept;
}

/* Told to end and still here: nobody reads the screen (a line that hangs), and a write to it waits for ever. */
static void throw_away_output(int signal_number)
{
    (void)signal_number;
    if (!came_end)
        return;
    tcflush(STDOUT_FILENO, TCOFLUSH);
    alarm(STUCK_SECONDS);
}

static void do_nothing(int signal_number)
{
    (void)signal_number;
}

static void die_by(int signal_number);

/* Handlers, not SIG_IGN: what is started from here gets its signals back. */
static const struct {
    int number;
    void (*handler)(int);
} SIGNALS[] = {
    {SIGWINCH, tell_pipe},
    {SIGCONT, tell_pipe},
    {SIGTERM, tell_pipe},
    {SIGHUP, tell_pipe},
    {SIGINT, do_nothing},
    {SIGQUIT, do_nothing},
    {SIGTSTP, do_nothing},
    {SIGPIPE, do_nothing},
    {SIGUSR1, do_nothing},
    {SIGUSR2, do_nothing},
    {SIGALRM, throw_away_output},
    {SIGSEGV, die_by},
    {SIGBUS, die_by},
    {SIGFPE, die_by},
    {SIGILL, die_by},
    {SIGABRT, die_by},
    {SIGXCPU, die_by},
};
enum { SIGNAL_COUNT = sizeof SIGNALS / sizeof *SIGNALS };
static struct sigaction before[SIGNAL_COUNT];

static void give_signals_back(void)
{
    for (int i = 0; i < SIGNAL_COUNT; i++)
        sigaction(SIGNALS[i].number, &before[i], NULL);
}

/* Not all that the hook does is allowed in a handler, but the process is lost anyway, and a second failure in here ends
 * it at once. The signal takes its course when this returns. */
static void die_by(int signal_number)
{
    void (*hook)(void) = die_hook;
    give_signals_back();
    die_hook = NULL;
    if (hook)
        hook();
    raise(signal_number);
}

bool wait_open(struct term_wait *wait, struct err *err)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return err_set(err, ERR_SYSTEM, _("The terminal cannot be watched: %s"), strerror(errno));
    wait->pipe_read = ends[0];
    pipe_write = ends[1];
    struct sigaction action = {.sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < SIGNAL_COUNT; i++) {
        action.sa_handler = SIGNALS[i].handler;
        sigaction(SIGNALS[i].number, &action, &before[i]);
    }
    return true;
}

static void hang_up(struct term_wait *wait)
{
    wait->hung_up = true;
    input_close(&wait->input);
}

static bool take(volatile sig_atomic_t *came)
{
    bool was = *came != 0;
    *came = 0;
    return was;
}

static void read_signals(struct term_wait *wait)
{
    char bytes[64];
    while (read(wait->pipe_read, bytes, sizeof bytes) > 0)
        continue;
    wait->resized |= take(&came_resize);
    wait->continued |= take(&came_continue);
    if (came_end)
        hang_up(wait);
}

static void read_keys(struct term_wait *wait)
{
    size_t room;
    char *bytes = input_room(&wait->input, &room);
    if (room == 0)
        return;
    ssize_t count = read(STDIN_FILENO, bytes, room);
    if (count > 0)
        input_fed(&wait->input, (size_t)count, clock_real_ms());
    else if (count == 0 || (errno != EINTR && errno != EAGAIN))
        hang_up(wait);
}

/* Polls once: takes in what is there. True when a watched descriptor is ready. */
static bool poll_once(struct term_wait *wait, struct pollfd *watched, int count, int timeout_ms)
{
    struct pollfd all[2 + WATCHED_MOST] = {{.fd = STDIN_FILENO, .events = POLLIN},
                                           {.fd = wait->pipe_read, .events = POLLIN}};
    if (count > WATCHED_MOST)
        die("the terminal watches at most %d descriptors, not %d", WATCHED_MOST, count);
    for (int i = 0; i < count; i++) {
        all[2 + i] = watched[i];
        watched[i].revents = 0;
    }
    int ready = poll(all, 2 + (nfds_t)count, timeout_ms);
    if (ready < 0)
        return false; /* a signal came; its byte is in the pipe */
    if (all[1].revents)
        read_signals(wait);
    if (all[0].revents)
        read_keys(wait);
    else
        input_quiet(&wait->input, clock_real_ms());
    bool any = false;
    for (int i = 0; i < count; i++) {
        watched[i].revents = all[2 + i].revents;
        any |= watched[i].revents != 0;
    }
    return any;
}

/* An event from what was taken in so far. */
static bool take_event(struct term_wait *wait, struct key_event *event)
{
    *event = wait->waiting;
    wait->waiting = (struct key_event){0};
    if (event->key != KEY_NONE)
        return true;
    if (wait->resized || wait->continued) {
        event->key = KEY_RESIZE;
        return true;
    }
    if (input_next(&wait->input, event))
        return true;
    if (wait->input.answer_column > 0) {
        /* 3: the line took two columns; 4: its three bytes were no character to this terminal. */
        wait->wide_borders = wait->input.answer_column != 2;
        wait->input.answer_column = 0;
        if (wait->wide_borders) {
            event->key = KEY_RESIZE;
            return true;
        }
    }
    if (wait->hung_up)
        event->key = KEY_HANGUP;
    return wait->hung_up;
}

bool wait_pending(struct term_wait *wait)
{
    struct key_event event;
    if (!take_event(wait, &event)) {
        poll_once(wait, NULL, 0, 0);
        if (!take_event(wait, &event))
            return false;
    }
    wait->waiting = event;
    return true;
}

struct key_event wait_next(struct term_wait *wait, struct pollfd *watched, int count, int timeout_ms)
{
    struct key_event event;
    int64_t end = timeout_ms < 0 ? INT64_MAX : clock_real_ms() + timeout_ms;
    while (!take_event(wait, &event)) {
        int64_t now = clock_real_ms();
        int limit = timeout_ms < 0 ? -1 : end > now ? (int)(end - now) : 0;
        int decision = input_wait_ms(&wait->input, now);
        if (decision >= 0 && (limit < 0 || decision < limit))
            limit = decision;
        bool ready = poll_once(wait, watched, count, limit);
        if (take_event(wait, &event))
            break;
        if (ready || clock_real_ms() >= end) {
            event.key = KEY_WAKE;
            break;
        }
    }
    return event;
}

void wait_for_answer(struct term_wait *wait)
{
    int64_t end = clock_real_ms() + ANSWER_MS;
    struct key_event ignored;
    for (int64_t now = clock_real_ms(); wait->input.asked && !wait->hung_up && now < end; now = clock_real_ms()) {
        poll_once(wait, NULL, 0, (int)(end - now));
        while (input_next(&wait->input, &ignored))
            continue;
    }
}

void wait_close(struct term_wait *wait)
{
    alarm(0);
    give_signals_back();
    came_end = 0;
    close(wait->pipe_read);
    close(pipe_write);
    pipe_write = -1;
    input_release(&wait->input);
}
