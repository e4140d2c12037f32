/* The verbs of the parcel shelf beside add, edit and void (registers.h), see domain.md §2. */
#ifndef GATEPOST_PARCEL_RULES_H
#define GATEPOST_PARCEL_RULES_H
#include "gatepost/parcel.h"

enum { PARCELS_AT_ONCE = 64 }; /* so many of one household are handed out at a time */
/* Takes records off the shelf, all or none, in one batch: collected or delivered by whom, or taken back by whom.
 * ERR_CONFLICT says who had one before. */
bool parcel_hand_out(struct store *store, const int64_t *ids, int count, enum parcel_state state, const char *by,
                     struct err *err);
/* One that was handed out by mistake stands on the shelf again. */
bool parcel_put_back(struct store *store, int64_t id, struct err *err);
/* Days after which one that still stands there is marked (setting parcel.days). */
bool parcel_is_late(struct store *store, const struct parcel *parcel, int64_t now);
#endif
