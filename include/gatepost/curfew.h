/* The curfew (domain.md §2): visitors and couriers leave before it (setting curfew.time). Who is still inside is closed
 * by hand or by the clock's duty curfew.close_minutes later: marked as closed by the system, no real exit. Service
 * workers of the night, official duty and emergencies are not closed, nor who came in after the curfew. */
#ifndef GATEPOST_CURFEW_H
#define GATEPOST_CURFEW_H
#include "gatepost/presence.h"

/* The last curfew not after `at`; false when there is none. */
bool curfew_before(struct store *store, int64_t at, int64_t *curfew);
/* True for somebody inside since `since` whom the last curfew before `now` was for. */
bool curfew_is_past(struct store *store, enum crossing_class class, int64_t since, int64_t now);
/* How many a closing by hand would close now. ERR_INPUT when no curfew is set. */
bool curfew_count(struct store *store, int64_t now, int *count, struct err *err);

/* Closes who is inside past the last curfew, in one batch that undo takes back as one. Begins and commits. *count may
 * be 0: nobody was. *batch is its number, for presence_reopen. ERR_INPUT when no curfew is set; ERR_ROLE. */
bool presence_close(struct store *store, int *count, int64_t *batch, struct err *err);
/* Opens what a batch of closings closed; the people are inside again. Begins and commits. ERR_NOT_FOUND when nothing of
 * it is closed any more; ERR_ROLE. */
bool presence_reopen(struct store *store, int64_t batch, const char *reason, int *count, struct err *err);

/* The duty of the clock (duty.c): due while somebody whom it may close is inside curfew.close_minutes after a curfew.
 * It compares facts, so it catches up after a pause; what was closed and opened again it leaves alone. */
bool curfew_due(struct store *store, int64_t now);
bool curfew_run(struct store *store, int64_t now, struct err *err);
#endif
