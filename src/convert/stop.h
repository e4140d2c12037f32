/* SIGTERM and SIGINT while a job is at the printer: noted, so that it can be cancelled there. */
#ifndef GATEPOST_STOP_H
#define GATEPOST_STOP_H
#include "gatepost/err.h"

/* From now on the signals are noted; until then they end the program, since nothing is anywhere else yet. ERR_SYSTEM.
 */
bool stop_arm(struct err *err);
bool stop_is_asked(void);
/* Waits so long, less when a signal comes. */
void stop_wait(int ms);
/* Set when a signal came: for httpConnect2, which looks at it while it waits. */
int *stop_flag(void);
#endif
