/* The full-screen program. */
#ifndef GATEPOST_DESK_H
#define GATEPOST_DESK_H
#include "gatepost/command.h"

/* Runs the desk on this terminal until it is quit; returns the exit code. Signs the officer on (asks by name when none
 * was given). Also what the replay of test scripts calls. Frees the terminal. */
int desk_run(struct store *store, const struct global_options *global, struct terminal *terminal);
#endif
