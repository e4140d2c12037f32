/* What Ctrl-Z may take back in passing, and what it may not (architecture.md §2.8, domain.md §11). */
#ifndef GATEPOST_UNDO_RULES_H
#define GATEPOST_UNDO_RULES_H
#include "gatepost/row.h"

/* store_undo by who may do what is taken back (ERR_ROLE), except that a crossing stays whose alarm somebody took note
 * of: others have acted on it. ERR_DENIED says who, and that it is voided with a reason instead. Taking back what does
 * not touch the cause of the alarm is fine. */
bool undo_last(struct store *store, struct buffer *what, struct err *err);
/* What undo_last would take back, and whether the person is asked first: it is not the newest thing they did (that is
 * one of those which are never taken back), or it is more than 10 minutes old. `what` gets it in words. ERR_ROLE as
 * undo_last; ERR_NOT_FOUND when there is nothing. */
enum { UNDO_FRESH_SECONDS = 600 };
bool undo_prepare(struct store *store, struct undo_next *next, bool *asks, struct buffer *what, struct err *err);
/* store_redo by who may do it. */
bool redo_last(struct store *store, struct buffer *what, struct err *err);
#endif
