/* Requests that still have to be brought to a door, by who brings them, in the order of the doors: for the delivery
 * slip and the shopping list. */
#ifndef GATEPOST_DELIVERIES_H
#define GATEPOST_DELIVERIES_H
#include "gatepost/errand.h"

struct delivery {
    int64_t supply_id, place_id, helper_id; /* helper_id 0: nobody of the register */
    char helper[NAME_BYTES];                /* "": nobody has it yet */
    char door[PLACE_SORT_BYTES];
};
struct deliveries {
    struct delivery *rows; /* nobody's are the last */
    int count;
};
/* Of an errand; errand_id 0: all of them. ERR_NOT_FOUND: there is no such errand. */
bool deliveries_read(struct store *store, int64_t errand_id, struct deliveries *deliveries, struct err *err);
/* Row i is of another volunteer than the one before it. */
bool deliveries_begin_helper(const struct deliveries *deliveries, int i);
void deliveries_release(struct deliveries *deliveries);
#endif
