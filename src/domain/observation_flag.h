/* The flag of a household under observation (domain.md §2, §4): one, shared by all its observations. Inside a running
 * transaction. */
#ifndef GATEPOST_OBSERVATION_FLAG_H
#define GATEPOST_OBSERVATION_FLAG_H
#include "gatepost/observation_rules.h"

/* Whom to call about an observed household: its helper, else who follows it up, else who is on the call list; `text`
 * gets name and phone. */
void observation_call(struct store *store, int64_t place_id, char *text, size_t size);
/* Sets the flag of the observation's household, or takes over the one that stands; its number goes into the record. Who
 * was lost is found, and not wanted any more. */
bool observation_flag_set(struct store *store, struct observation *observation, struct err *err);
/* Voids it when nobody of the household is under observation any more; `observation` is the one that ended. */
bool observation_flag_clear(struct store *store, const struct observation *observation, struct err *err);
/* Who is lost is wanted at the gates. */
bool observation_wanted_set(struct store *store, const struct observation *observation, struct err *err);
/* ERR_INPUT where a flag that an observation needs would be cleared, or changed into another. `changed` NULL: cleared.
 */
bool observation_flag_refuse(struct store *store, const struct flag *flag, const struct flag *changed, struct err *err);
#endif
