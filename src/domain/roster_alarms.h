/* What the alarm rules about the roster hold for (domain.md §6, §11); the rules themselves are rows in alarm_rules.c.
 * All are over as soon as they are not so. */
#ifndef GATEPOST_ROSTER_ALARMS_H
#define GATEPOST_ROSTER_ALARMS_H
#include "gatepost/alarm_rules.h"

/* Shifts with fewer people than they need, which run or begin within roster.uncovered_hours. The subject is the post,
 * the occasion the beginning: what begins at one time is one line. The words name post, shift and how many are missing.
 */
bool roster_uncovered_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                              struct err *err);
/* Shifts that run and where nobody of those who should be there has signed in roster.late_minutes behind the start.
 * Subject and occasion as above; the words name who should be there. */
bool roster_late_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                         struct err *err);
/* Who said at a shared terminal that they cannot come, and for whom nobody stands in yet: whoever said it at the desk
 * told somebody. The subject is the shift, the words name it and who should be there. */
bool roster_stand_in_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                             struct err *err);
/* Who has too little rest before a shift, or two at once: of shifts that run or begin within two days. The subject is
 * the later shift, the words name both and the hours between them. */
bool roster_rest_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                         struct err *err);

/* What a written row may have changed, and the review of that: once for a batch, in its transaction. */
enum roster_review { REVIEW_SHIFTS_NOW = 1, REVIEW_RESTS = 2, REVIEW_STAND_INS = 4 };
unsigned roster_alarms_touched(struct store *store, const char *table, int64_t id);
bool roster_alarms_review(struct store *store, unsigned review, int64_t now, struct err *err);
#endif
