/* For store_check. */
#ifndef GATEPOST_STORE_ROSTER_CHECK_H
#define GATEPOST_STORE_ROSTER_CHECK_H
#include "gatepost/buffer.h"
#include "gatepost/store.h"

/* Shifts: their states against their times and minutes, nobody at two posts at once, stand-ins, volunteers against
 * their persons; each finding is one line in `report`. One pass over each table. */
bool roster_rows_check(struct store *store, struct buffer *report, struct err *err);
#endif
