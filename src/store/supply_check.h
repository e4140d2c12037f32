/* For store_check. */
#ifndef GATEPOST_STORE_SUPPLY_CHECK_H
#define GATEPOST_STORE_SUPPLY_CHECK_H
#include "gatepost/buffer.h"
#include "gatepost/store.h"

/* Requests against their lines, deliveries and steps, the stock against its ledger, errands against their money; each
 * finding is one line in `report`. One pass over each table. */
bool supply_rows_check(struct store *store, struct buffer *report, struct err *err);
#endif
