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
const char *missed_label_of(const char *occasion);
/* Terms that are complete, until somebody releases; the occasion is their last day. */
bool term_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                  struct err *err);
bool term_stands(struct store *store, int64_t observation_id, const char *occasion);
/* Abnormal readings of the last two days; the subject is the reading. */
bool abnormal_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                      struct err *err);
bool abnormal_stands(struct store *store, int64_t reading_id, const char *occasion);
/* Observed households nobody of a daily tier has reached today, from the time of the setting on until midnight. The
 * subject is the household, the occasion day and tier: a tier is one line. */
bool contactless_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                         struct err *err);
bool contactless_stands(struct store *store, int64_t place_id, const char *occasion);

/* A row was written by the running batch: alarms of an observation that was ended or extended, and of a household that
 * was reached, are over without waiting for the minute. */
bool observation_alarms_follow(struct store *store, const char *table, int64_t id, struct err *err);
#endif
