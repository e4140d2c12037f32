/* The fair fill (domain.md §6): who stands where, so that as few people as can be are missing, no rule is broken, and
 * hours and nights are spread evenly. Minimum-cost flow (successive shortest paths) with local improvement. Knows
 * numbers only: no store, no clock, no chance – the same problem has the same answer. */
#ifndef GATEPOST_ROSTER_FILL_H
#define GATEPOST_ROSTER_FILL_H
#include <stdbool.h>
#include <stdint.h>

struct fill_shift {
    int64_t starts_at, ends_at;
    int post;                          /* any number: the same post is the same */
    int missing_least, missing_wanted; /* people still to find: to run at all; beyond that, wanted (>= missing_least) */
    int minutes, night_minutes;
};
struct fill_person {
    int base_minutes, base_nights; /* what they have already in this week, and night minutes of the week before */
    int shifts_most;               /* still to take; INT_MAX: no limit */
};
struct fill_problem {
    const struct fill_shift *shifts;
    int shift_count;
    const struct fill_person *persons;
    int person_count;
    /* [person * shift_count + shift]: may take it, all else the same (availability, skill, own shifts that stand). */
    const bool *may;
    /* the same: above 0 they would rather (a wish kept), below 0 they would rather not */
    const signed char *likes;
    int rest_minutes, cap_minutes; /* between two of a person; within 24 hours */
    int overlap_minutes;           /* reserved: 0 */
};
struct fill_answer {
    int *person_of; /* [place]: the person; places of shift i are first_place[i] .. first_place[i+1]-1; -1: open */
    int *first_place;
    int place_count;
    int open_least, open_wanted;                /* people missing still */
    double minutes_deviation, nights_deviation; /* standard deviation over persons that may take any shift */
};
/* The fair fill; false when it was told to stop. `go_on` (may be NULL) is asked now and then. */
bool roster_fill(const struct fill_problem *problem, bool (*go_on)(void *context), void *context,
                 struct fill_answer *answer);
/* First come, first served, for comparison in the bench. */
void roster_fill_greedy(const struct fill_problem *problem, struct fill_answer *answer);
/* Every rule of the problem holds in the answer; for tests. */
bool roster_fill_holds(const struct fill_problem *problem, const struct fill_answer *answer);
void fill_answer_release(struct fill_answer *answer);
#endif
