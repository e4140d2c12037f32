/* Weeks to be filled, made by a number: 35 posts of three shifts a day, 160 volunteers of all kinds. For the tests of
 * the fair fill and for its bench. */
#ifndef FILL_WEEKS_H
#define FILL_WEEKS_H
#include "gatepost/roster_fill.h"

enum { FILL_POSTS = 35, FILL_SHIFTS = FILL_POSTS * 21, FILL_PERSONS = 160, FILL_WEEKS = 10 };
struct fill_week {
    struct fill_problem problem;
    struct fill_shift shifts[FILL_SHIFTS];
    struct fill_person persons[FILL_PERSONS];
    struct fill_span stands[FILL_PERSONS];
    bool may[FILL_PERSONS * FILL_SHIFTS];
    signed char likes[FILL_PERSONS * FILL_SHIFTS];
};
/* The same number makes the same week; the higher, the more hands there are for it. */
void fill_week_make(struct fill_week *week, int number);
#endif
