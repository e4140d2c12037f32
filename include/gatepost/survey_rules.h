/* Verbs of survey rounds beside adding, editing and voiding (registers.h; domain.md §3). */
#ifndef GATEPOST_SURVEY_RULES_H
#define GATEPOST_SURVEY_RULES_H
#include "gatepost/survey.h"

/* The round is over: `day` (yyyymmdd, 0: today) is its last day. By rev (-1: whatever it is); ERR_CONFLICT when it has
 * ended already, ERR_INPUT when the day is before it began or to come. */
bool survey_round_end(struct store *store, int64_t id, int64_t rev, int day, struct err *err);
/* What Ctrl-Z would leave: no two rounds going on. For rows of survey_round; ERR_DENIED names the other one. */
bool survey_round_fits(struct store *store, const char *table, int64_t id, struct err *err);
#endif
