/* What the lines of the shift start share (shift_start.c), and those that have a file of their own. */
#ifndef GATEPOST_SHIFT_START_PART_H
#define GATEPOST_SHIFT_START_PART_H
#include "gatepost/people.h"
#include "gatepost/shift_start.h"

/* What comes behind it stands on a line of its own. */
void begin_entry(struct shift_said *said);
/* A name as it may be shown. */
void show_name(const struct shift_said *said, const char *name, char shown[NAME_BYTES]);

/* The numbers of the roster, then who is at which post now: what is short first. */
bool say_roster(struct store *store, int64_t now, struct shift_said *said, struct err *err);
#endif
