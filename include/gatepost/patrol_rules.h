/* Patrol notes are open until somebody says what was done (domain.md §1). */
#ifndef GATEPOST_PATROL_RULES_H
#define GATEPOST_PATROL_RULES_H
#include "gatepost/patrol.h"

/* Says what was done about it, and closes it (verb patrol.done). ERR_INPUT without words, ERR_CONFLICT when it is
 * closed already or `rev` (below 0: any) is not the version that stands. */
bool patrol_done(struct store *store, int64_t id, int64_t rev, const char *action, struct err *err);
/* Open again: what was done stays written. */
bool patrol_reopen(struct store *store, int64_t id, int64_t rev, struct err *err);
#endif
