/* The terminal as the program found it. */
#ifndef TESTS_GIVEN_BACK_H
#define TESTS_GIVEN_BACK_H
#include "pty_terminal.h"

/* Fails the test unless the program, which has ended, left the line as it was and the terminal with its own screen,
 * visible cursor, plain pen, no mouse reports and no private mode on. */
void assert_given_back(struct pty_terminal *pty, const struct termios *before);
#endif
