/* The shared terminal as a program: `gatepost kiosk`. */
#ifndef GATEPOST_KIOSK_SEAT_H
#define GATEPOST_KIOSK_SEAT_H
#include "gatepost/desk.h"

/* Runs until an officer opens the way out or the terminal is gone; `store` was opened with STORE_KIOSK. Starts no other
 * program. Also what the replay of test scripts calls. Frees the terminal; returns the exit code. */
int kiosk_run(struct store *store, const struct global_options *global, struct terminal *terminal);
#endif
