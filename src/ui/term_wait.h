/* Waiting for the terminal: keys, signals and the descriptors that others watch, in one poll without wake-ups of its
 * own. */
#ifndef GATEPOST_UI_TERM_WAIT_H
#define GATEPOST_UI_TERM_WAIT_H
#include "gatepost/err.h"
#include "term_input.h"
#include <poll.h>

struct term_wait {
    struct term_input input;
    struct key_event waiting; /* an event that wait_pending found; KEY_NONE: none */
    bool hung_up;             /* for good: every further event is KEY_HANGUP */
    int pipe_read;            /* the signal handlers write, the poll reads */
    /* The painting half takes note of these and clears them. */
    bool resized;
    bool continued;    /* after a stop: the line and the screen may be somebody else's */
    bool wide_borders; /* the answer to the cursor query: box lines do not take one column */
};

/* Takes over the signals: SIGWINCH, SIGCONT and SIGTERM/SIGHUP become events; those by which a key or a mistake would
 * stop or kill the program do nothing; those of a bug give the terminal back first (die_hook). One at a time in a
 * process. */
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
