/* What the alarm rules about supplies hold for (domain.md §5, §11); the rules themselves are rows in alarm_rules.c. All
 * of them are over as soon as they are not so, and ring again when they are so again: their occasion is the review's.
 */
#ifndef GATEPOST_SUPPLY_ALARMS_H
#define GATEPOST_SUPPLY_ALARMS_H
#include "gatepost/alarm_rules.h"

/* Requests past their limit, and urgent ones that are nobody's for longer than the setting says. The subject is the
 * request; the words name its number, room, when it was asked for and what. */
bool supply_over_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                         struct err *err);
bool supply_over_stands(struct store *store, int64_t supply_id, const char *occasion);
bool supply_urgent_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                           struct err *err);
bool supply_urgent_stands(struct store *store, int64_t supply_id, const char *occasion);
/* Goods under their minimum; the subject is the goods, the words say how much there is and should be. */
bool stock_short_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                         struct err *err);
bool stock_short_stands(struct store *store, int64_t goods_id, const char *occasion);

/* A row was written by the running batch: alarms of a request that was taken, left at the door or given up, and of
 * goods that came, are over without waiting for the minute. */
bool supply_alarms_follow(struct store *store, const char *table, int64_t id, struct err *err);
#endif
