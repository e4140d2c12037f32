/* Waiting for the terminal: keys, signals and the descriptors that others watch, in one poll without wake-ups of its
 * own. */
#ifndef GATEPOST_UI_TERM_WAIT_H
#define GATEPOST_UI_TERM_WAIT_H
#include "gatepost/err.h"
#include "term_input.h"
#include <poll.h>
#include <signal.h>

enum { WAIT_SIGNALS = 7 };

struct term_wait {
    struct term_input input;
    struct key_event waiting; /* an event that wait_pending found; KEY_NONE: none */
    bool hung_up;             /* for good: every further event is KEY_HANGUP */
    int pipe_read;            /* the signal handlers write, the poll reads */
    struct sigaction before[WAIT_SIGNALS];
    bool resized;      /* the painting half takes note of it and clears it */
    bool wide_borders; /* the answer to the cursor query: box lines do not take one column */
};

/* Takes over the signals: SIGWINCH and SIGTERM/SIGHUP become events; those by which a key would stop or kill the
 * program do nothing. One at a time in a process. */
bool wait_open(struct term_wait *wait, struct err *err);
void wait_close(struct term_wait *wait);
/* True when an event is there already. */
bool wait_pending(struct term_wait *wait);
/* Reads on for at most 100 ms until the answer to a cursor query under way has come, so that the shell does not get it.
 */
void wait_for_answer(struct term_wait *wait);
/* The next event (terminal_ops.next). */
struct key_event wait_next(struct term_wait *wait, struct pollfd *watched, int count, int timeout_ms);
#endif
