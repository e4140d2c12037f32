/* A record about a household, or about one observed person of it. */
#ifndef GATEPOST_OBSERVED_PART_H
#define GATEPOST_OBSERVED_PART_H
#include "gatepost/store.h"

/* The household is that of the observation when none is said. ERR_INPUT with field "place" when there is none, with
 * "observation" when the observation is kept in another household. */
bool observed_complete(struct store *store, int64_t observation_id, int64_t *place_id, struct err *err);
#endif
