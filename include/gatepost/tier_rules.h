/* Tiers of follow-up and who of each keeps contact with a household (domain.md §4). Registers: tier_rules, keeper_rules
 * (registers.h): a new keeper of a household and tier ends the one before. */
#ifndef GATEPOST_TIER_RULES_H
#define GATEPOST_TIER_RULES_H
#include "gatepost/tier.h"

/* The four tiers a community begins with: cadre, medical staff, grid worker, volunteer, each daily, named in the
 * language spoken now. Inside a running transaction. */
bool tier_fill(struct store *store, struct err *err);
/* The same as a change of its own (verb tier.add), for files that have none; ERR_INPUT when there are some. */
bool tier_begin(struct store *store, struct err *err);
/* Makes this one (place_id and head are passed over) the keeper of its tier for every observed household of a building;
 * whoever was it before is ended. One batch (verb keeper.assign). *count: how many households changed. ERR_INPUT when
 * nobody is observed in that building. */
bool keeper_assign(struct store *store, const char *estate, const char *building, const struct keeper *keeper,
                   int *count, struct err *err);
#endif
