/* Open posts (缺岗, domain.md §6): shifts on which fewer stand than they need to run, for the list, the command line
 * and the chat. */
#ifndef GATEPOST_ROSTER_GAPS_H
#define GATEPOST_ROSTER_GAPS_H
#include "gatepost/roster_week.h"

struct roster_gap {
    struct fit_shift shift;
    char post[NAME_BYTES], estate[64];
    int day;
    char span[SHIFT_SPAN_BYTES];
    enum post_needs needs;
    int least, there, missing; /* missing: to `least` */
    int seeking;               /* of those there: look for a stand-in */
};
struct roster_gaps {
    struct roster_gap *rows; /* by beginning, then in the order of the grid */
    int count, room;
    int missing; /* people, in all of them */
};
/* Of first_day to last_day and one post (0: all). Shifts that are over are no gaps. */
bool roster_gaps_read(struct store *store, int first_day, int last_day, int64_t post_id, int64_t now,
                      struct roster_gaps *gaps, struct err *err);
void roster_gaps_release(struct roster_gaps *gaps);
#endif
