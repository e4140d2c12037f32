/* The process that mends the search keys of an import after its undo, its redo or the death of its program; the desk
 * itself never waits. */
#ifndef SCREENS_TIDY_PROCESS_H
#define SCREENS_TIDY_PROCESS_H
#include "screens/application.h"

/* Starts one when an import is untidy: each minute in which something changed, and behind an undo. */
void tidy_process_start(struct application *application);
/* At every wake-up: nothing unless one is running. */
void tidy_process_follow(struct application *application);
#endif
