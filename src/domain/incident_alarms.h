/* What the alarm rule about incidents holds for (domain.md §11); the rule itself is a row in alarm_rules.c. */
#ifndef GATEPOST_INCIDENT_ALARMS_H
#define GATEPOST_INCIDENT_ALARMS_H
#include "gatepost/alarm_rules.h"

/* Open incidents nothing was done about for the minutes of the setting; words name who and since when. */
bool incident_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                      struct err *err);
#endif
