/* What gatepost hears while something is printed: lines on standard output, each at once. */
#ifndef GATEPOST_PRINT_SAYS_H
#define GATEPOST_PRINT_SAYS_H
#include <stdbool.h>

/* "job 12" */
void says_job(int number);
/* "state processing": pending, processing, held, stopped, done, failed, cancelled. Said when it changes. */
void says_state(const char *state);
/* "reason media-empty", a keyword of IPP without -error, -warning, -report; "none" when there is no more. Said when it
 * changes. A printer's own text that is no keyword is said as "other". */
void says_reason(const char *keyword);
/* False: whoever asked is gone, a line could not be written or the pipe has no reader. */
bool says_is_heard(void);
#endif
