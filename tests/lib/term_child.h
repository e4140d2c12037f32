/* The real terminal in a pseudo-terminal: the test program starts itself as `PROGRAM child MODE`, which draws a picture
 * and the names of the keys it gets. Modes: keys, pictures, mouse, ascii, always and never (colours). */
#ifndef GATEPOST_TEST_TERM_CHILD_H
#define GATEPOST_TEST_TERM_CHILD_H
#include "tests/lib/pty_terminal.h"

/* The test program, once it has begun. */
extern const char *term_program;

/* The first thing main does; as the child it does not return. */
void term_begin(int count, char **arguments);
/* A child that has painted and waits, and its end. */
struct pty_terminal *term_start(const char *mode, const char *const *environment);
void term_finish(struct pty_terminal *pty);
/* Sends bytes to a child that has got no key since it started or since the last call, and compares what it makes of
 * them. A `.` is sent behind them, so that a wrong further key shows. */
void term_expect(struct pty_terminal *pty, const char *bytes, const char *names);
/* Has it draw one of its pictures; this text stands in it. */
void term_show(struct pty_terminal *pty, int number, const char *text);
#endif
