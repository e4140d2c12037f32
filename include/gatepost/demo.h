/* The sample community of domain.md §1: 17 checkpoints, three estates, 1,200 households, all people invented; always
 * the same apart from dates, which end now. Also what the benchmark's files are made with. */
#ifndef GATEPOST_DEMO_H
#define GATEPOST_DEMO_H
#include "gatepost/store.h"

struct demo {
    int64_t crossings;                            /* 0: some 100,000 */
    int days;                                     /* 0: 14, or as many as closed management takes */
    bool without_roster;                          /* for tests of other topics: nobody rings for a post */
    int64_t now;                                  /* the last crossing is just before; UTC seconds */
    bool (*progress)(void *context, int percent); /* may be NULL; false stops */
    void *context;
};
/* For store_create's fill (context: struct demo *): all rows through the store's own verbs for rows, with audit and
 * tallies. */
bool demo_fill(struct store *store, void *demo, struct err *err);
#endif
