/* The alarm rules about who is out or inside too long (domain.md §11); what the functions do says alarm_rules.h. */
#ifndef GATEPOST_PRESENCE_ALARMS_H
#define GATEPOST_PRESENCE_ALARMS_H
#include "gatepost/alarm_rules.h"

/* Visitors and couriers inside past the last curfew: rings anew at each curfew, all as one line. */
bool curfew_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                    struct err *err);
/* Residents out longer than quota.hours, unless an incident took them away since, while that is not a day ago: an alarm
 * of who never came back is done with when it is acknowledged. */
bool overdue_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                     struct err *err);
bool overdue_stands(struct store *store, int64_t subject, const char *occasion);
#endif
