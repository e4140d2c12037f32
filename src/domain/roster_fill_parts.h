/* What the parts of the fair fill share: who holds what for now, what the rules say to one more, what it costs. */
#ifndef ROSTER_FILL_PARTS_H
#define ROSTER_FILL_PARTS_H
#include "gatepost/roster_fill.h"

struct fill_holder {
    int shifts[FILL_HELD_MOST], count; /* indexes, in no order */
    int64_t minutes, nights;           /* with the base */
};
struct fill_state {
    const struct fill_problem *problem;
    int *first_place, *person_of, *shift_of; /* by shift; by place; by place */
    int place_count;
    struct fill_holder *holders; /* by person */
    bool (*go_on)(void *context);
    void *context;
    bool stopped;
};
enum { FILL_OPEN = -1, FILL_NONE = -1 };
/* What an open place costs beyond anything evenness or a wish can: wanted, and to run at all. */
#define FILL_COST_WANTED INT64_C(10000000000)
#define FILL_COST_LEAST INT64_C(100000000000000)
#define FILL_COST_NEVER INT64_MAX

void fill_state_init(struct fill_state *state, const struct fill_problem *problem);
void fill_state_release(struct fill_state *state);
/* False from the moment on at which it was told to stop. */
bool fill_goes_on(struct fill_state *state);
void fill_put(struct fill_state *state, int place, int person);
/* The place is open then. Returns who held it. */
int fill_take(struct fill_state *state, int place);
bool fill_place_is_least(const struct fill_state *state, int place);
/* The first open place of a shift; FILL_NONE. */
int fill_open_place(const struct fill_state *state, int shift);
/* No rule speaks against this person taking the shift, if they gave up shift `without` (FILL_NONE: nothing). */
bool fill_fits(const struct fill_state *state, int person, int shift, int without);
/* By how much the whole gets dearer when the person takes the shift and gives up `without`: the squares of minutes and
 * of night minutes rise, a wish is kept or not. */
int64_t fill_cost(const struct fill_state *state, int person, int shift, int without);
/* Places at the beginning of a shift are held, those at its end open: a gap is one of `wanted` as long as it can be. */
void fill_settle(struct fill_state *state, int shift);

/* Fills the places of shifts that begin in [from_at, until_at) anew, as well as can be while everything else stands
 * still; least_only: only what is needed to run at all. True when it got better. */
bool fill_window(struct fill_state *state, int64_t from_at, int64_t until_at, bool least_only);
/* Closes gaps by chains of moves. True when it closed one. */
bool fill_close_gaps(struct fill_state *state, bool least_only);
/* Somebody gives up one shift for two gaps. True when anybody did. */
bool fill_two_for_one(struct fill_state *state, bool least_only);
/* Two persons change shifts where that is more even. True when any did. */
bool fill_swap(struct fill_state *state);
#endif
