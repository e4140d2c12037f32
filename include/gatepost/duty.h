/* Duties of the clock (architecture.md §2.7): what changes rows because time passes, at one terminal at a time. */
#ifndef GATEPOST_DUTY_H
#define GATEPOST_DUTY_H
#include "gatepost/store.h"

/* Carries out what is due at `now`. Every desk calls it each minute; the one that takes the duty's lease does the work,
 * the others find nothing due. Duties compare facts with rows and so catch up by themselves after a pause. Nothing is
 * written when nothing is due or the store is read-only. */
bool duty_run(struct store *store, int64_t now, struct err *err);
/* A shared terminal has saved something (TOPIC_KIOSK) and may not judge it: the desk that keeps the lease of the alarms
 * reviews those it may have changed, the others leave it to that one. */
bool duty_follow_volunteers(struct store *store, int64_t now, struct err *err);
#endif
