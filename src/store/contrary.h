/* For store_check: rows that must not be, found by queries. */
#ifndef GATEPOST_STORE_CONTRARY_H
#define GATEPOST_STORE_CONTRARY_H
#include "gatepost/buffer.h"
#include "gatepost/store.h"

/* Finds rows that must not be: a number and a word of each, told in `words` (%1$lld, %2$s). */
struct contrary {
    const char *sql, *words;
};
/* Runs them one behind the other; each row is one line in `report`. */
bool contraries_check(struct store *store, const struct contrary *contraries, int count, struct buffer *report,
                      struct err *err);
#endif
