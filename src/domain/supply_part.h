/* Lines of a request, shared by what is asked for (supply_rules.c) and what becomes of it (supply_move.c). */
#ifndef GATEPOST_SUPPLY_PART_H
#define GATEPOST_SUPPLY_PART_H
#include "gatepost/supply.h"

/* The lines of a request written as its items say: those that stay are kept, the others voided; only within what was
 * not delivered yet. */
bool supply_write_lines(struct store *store, const struct supply *supply, struct err *err);
/* Reserves in the stock what there is of the lines of somebody's request, or lets go of all of it. */
bool supply_reserve(struct store *store, int64_t supply_id, struct err *err);
bool supply_let_go(struct store *store, int64_t supply_id, struct err *err);
#endif
