/* Follow-ups (随访, domain.md §4): contacts of the tiers, and which observed households have had none today. Register:
 * follow_up_rules (registers.h). */
#ifndef GATEPOST_FOLLOW_UP_RULES_H
#define GATEPOST_FOLLOW_UP_RULES_H
#include "gatepost/follow_up.h"
#include "gatepost/tier.h"

/* The tier's own contact with a household, now and by phone, by its keeper (verb follow_up.add); `follow_up` is as
 * stored. */
bool follow_up_tick(struct store *store, int64_t place_id, int64_t tier_id, enum follow_up_outcome outcome,
                    const char *words, struct follow_up *follow_up, struct err *err);
#endif
