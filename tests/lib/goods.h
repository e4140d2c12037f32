/* Goods, their ledger and requests of them with few words. */
#ifndef GATEPOST_TEST_GOODS_H
#define GATEPOST_TEST_GOODS_H
#include "gatepost/stock.h"

/* Each is one verb of the domain; the test fails when it is refused. Amounts in whole units. */
int64_t goods_add(struct store *store, const char *name, const char *unit);
int64_t stock_enter(struct store *store, int64_t goods_id, enum stock_kind kind, int64_t amount);
/* A request of the household for these things, taken by somebody: what is there of them is reserved. */
int64_t supply_taken(struct store *store, int64_t place_id, const char *items);
/* What is there, in whole units. */
int64_t stock_there(struct store *store, int64_t goods_id);
#endif
