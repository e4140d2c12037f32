/* Households under observation (domain.md §4) as the tiers, teams and helpers see them. */
#ifndef GATEPOST_OBSERVED_H
#define GATEPOST_OBSERVED_H
#include "gatepost/people.h"

/* The observed households of a building, in door order. */
bool observed_of_building(struct store *store, const char *estate, const char *building, int64_t *place_ids, int most,
                          int *count, struct err *err);
#endif
