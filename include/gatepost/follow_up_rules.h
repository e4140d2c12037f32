/* Follow-ups (随访, domain.md §4): contacts of the tiers, and which observed households have had none today. Register:
 * follow_up_rules (registers.h). */
#ifndef GATEPOST_FOLLOW_UP_RULES_H
#define GATEPOST_FOLLOW_UP_RULES_H
#include "gatepost/follow_up.h"
#include "gatepost/observed.h"
#include "gatepost/tier.h"

/* The tier's own contact with a household, now and by phone, by its keeper (verb follow_up.add); `follow_up` is as
 * stored. */
bool follow_up_tick(struct store *store, int64_t place_id, int64_t tier_id, enum follow_up_outcome outcome,
                    const char *words, struct follow_up *follow_up, struct err *err);

/* What counts as a contact of a day (yyyymmdd): the day itself, for observations that began before the time of the
 * setting follow_up.time (before its end where that is empty). */
void follow_up_day(struct store *store, int day, struct contact_day *counted);
/* The observed households that nobody of a tier has reached on a day; tier_id 0: of every daily tier. Tries that
 * reached nobody are counted apart. Of the window, day, tier_id and missing are filled in here. */
bool follow_up_contactless(struct store *store, int64_t tier_id, int day, struct contact_window *window,
                           struct err *err);
bool follow_up_contactless_count(struct store *store, int64_t tier_id, int day, int64_t *count, struct err *err);
#endif
