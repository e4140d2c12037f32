/* Home observation at the gate (domain.md §4): what is said, and which exits were of somebody observed. */
#ifndef GATEPOST_GATE_OBSERVATION_H
#define GATEPOST_GATE_OBSERVATION_H
#include "gatepost/crossing.h"

/* Whether who went out was under observation then, or lives with somebody who was. */
bool gate_observed_exit(struct store *store, const struct crossing *crossing);
#endif
