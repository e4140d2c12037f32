/* What the alarm rules about home observation hold for (domain.md §4, §11); the rules themselves are rows in
 * alarm_rules.c. */
#ifndef GATEPOST_OBSERVATION_ALARMS_H
#define GATEPOST_OBSERVATION_ALARMS_H
#include "gatepost/alarm_rules.h"

/* Nobody tried to take a reading of one of the two half-days that were missed last. The subject is the observation, the
 * occasion the half-day: a whole round is one line. */
bool missed_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                    struct err *err);
bool missed_stands(struct store *store, int64_t observation_id, const char *occasion);
/* Terms that are complete, until somebody releases; the occasion is their last day. */
bool term_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                  struct err *err);
bool term_stands(struct store *store, int64_t observation_id, const char *occasion);
/* Abnormal readings of the last two days; the subject is the reading. */
bool abnormal_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                      struct err *err);
bool abnormal_stands(struct store *store, int64_t reading_id, const char *occasion);
#endif
