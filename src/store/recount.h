/* For store_check. */
#ifndef GATEPOST_STORE_RECOUNT_H
#define GATEPOST_STORE_RECOUNT_H
#include "gatepost/buffer.h"
#include "gatepost/store.h"

/* The schema against this program's, and tallies, presence and search keys against the records they follow from; each
 * finding is one line in `report`. One pass over each table: some ten seconds for ten million crossings. */
bool recount_check(struct store *store, struct buffer *report, struct err *err);
#endif
