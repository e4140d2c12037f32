/* The locked desk: only the alarm bar is seen until somebody types their PIN. */
#ifndef SCREENS_LOCK_H
#define SCREENS_LOCK_H
#include "screens/application.h"

/* Locks when nobody has pressed a key for as long as the setting lock.minutes says. */
void lock_when_idle(struct application *application);
/* Milliseconds until that is due, -1: it is not going to be. */
int lock_due_ms(const struct application *application);
/* Why the desk cannot be locked now, NULL: it can. */
const char *lock_why_not(const struct view *view);
void lock_run(struct view *view);
/* The alarm bar of a locked desk: how many of which kind, and nobody's name. */
void lock_alert(const struct application *application, struct buffer *out);
#endif
