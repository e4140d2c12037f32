/* What volunteers did by themselves at a shared terminal (domain.md §7), as the audit has it. */
#ifndef GATEPOST_OWN_ACT_H
#define GATEPOST_OWN_ACT_H
#include "gatepost/store.h"

struct own_act {
    int64_t at; /* 0: none */
    char terminal[64];
};
/* The last one with a record. False only when it cannot be read. */
bool own_act_last(struct store *store, const char *table, int64_t row_id, struct own_act *act, struct err *err);
/* Assignments that have not ended and look for a stand-in because their volunteer said so there, by beginning; the
 * first `most`. */
bool own_act_seekers(struct store *store, int64_t now, int64_t *ids, int most, int *count, struct err *err);
#endif
