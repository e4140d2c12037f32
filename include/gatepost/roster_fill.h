/* The fair fill (domain.md §6): who stands where, so that as few people as can be are missing, no rule is broken, and
 * hours and nights are spread evenly. Knows numbers only: no store, no clock, no chance – the same problem has the
 * same answer.
 *
 * Minimum-cost flow with local improvement. A flow over a whole week cannot keep rest and cap, which are about two
 * shifts of one person. Within a window of a day in which each person changes at most one shift it can: what the
 * person holds outside the window bars an edge or not, and what one more shift costs is known exactly. So the week is
 * filled window by window, least before wanted; then windows are freed and filled anew, wider and narrower ones, as
 * long as anything gets better. A filling never makes it worse, for what was freed is one of the ways to fill it.
 * Between, gaps are closed by chains (one person moves into the gap, the next into the place left), and pairs of
 * shifts on different days change hands where that is more even. */
#ifndef GATEPOST_ROSTER_FILL_H
#define GATEPOST_ROSTER_FILL_H
#include <stdbool.h>
#include <stdint.h>

enum { FILL_HELD_MOST = 64 }; /* shifts one person may hold in all */
struct fill_span {
    int64_t starts_at, ends_at; /* half-open */
};
struct fill_shift {
    struct fill_span span;
    int missing_least, missing_wanted; /* people still to find: to run at all; as wanted (>= missing_least) */
    int minutes, night_minutes;
};
struct fill_person {
    int base_minutes, base_nights;  /* what they have already in this week; of this week and the one before at night */
    int shifts_most;                /* still to take; INT_MAX: no limit */
    const struct fill_span *stands; /* shifts they have already, near enough for rest and cap */
    int stand_count;
};
struct fill_problem {
    const struct fill_shift *shifts;
    int shift_count;
    const struct fill_person *persons;
    int person_count;
    /* [person * shift_count + shift]: may take it, all else the same (availability, skill, leave). */
    const bool *may;
    /* the same: above 0 they would rather (a wish kept), below 0 they would rather not */
    const signed char *likes;
    int rest_minutes, cap_minutes; /* between two of a person; within 24 hours */
};
struct fill_answer {
    int *person_of; /* [place]: the person; places of shift i are first_place[i] .. first_place[i+1]-1; -1: open */
    int *first_place;
    int place_count;
    int open_least, open_wanted; /* people missing still: to run at all; as wanted (>= open_least) */
    /* Standard deviation of base and new minutes over the persons that may take any shift; of the night minutes over
     * those that may take any at night. */
    double minutes_deviation, nights_deviation;
};
/* The fair fill; false when it was told to stop, the answer is empty then. `go_on` (may be NULL) is asked some hundred
 * times a second. */
bool roster_fill(const struct fill_problem *problem, bool (*go_on)(void *context), void *context,
                 struct fill_answer *answer);
/* For comparison, what a careful person does by hand: shift by shift in order of time, least before wanted, the one who
 * has fewest hours so far of those whom no rule bars. */
void roster_fill_greedy(const struct fill_problem *problem, struct fill_answer *answer);
/* Every rule of the problem holds in the answer; for tests. */
bool roster_fill_holds(const struct fill_problem *problem, const struct fill_answer *answer);
void fill_answer_release(struct fill_answer *answer);
#endif
