/* What a window cannot see: chains across the week that close a gap, and shifts of different days that change hands. */
#include "gatepost/memory.h"
#include "roster_fill_parts.h"
#include <stdlib.h>

/* ---- chains ---- */

/* Shifts reached from the gaps, nearest first: whoever holds `shift` would take the shift of `from` instead. */
struct link {
    int shift, from, person; /* from: index of a link, FILL_NONE: here is a gap */
};
struct chains {
    struct fill_state *state;
    struct link *links;
    int count;
    bool *reached; /* by shift */
    bool least_only;
};

static void reach(struct chains *chains, int shift, int from, int person)
{
    chains->reached[shift] = true;
    chains->links[chains->count++] = (struct link){shift, from, person};
}

static int place_of(const struct fill_state *state, int shift, int person)
{
    for (int place = state->first_place[shift]; place < state->first_place[shift + 1]; place++)
        if (state->person_of[place] == person)
            return place;
    return FILL_NONE;
}

/* Somebody whom no rule bars, the cheapest. */
static int free_person(const struct fill_state *state, int shift)
{
    int found = FILL_NONE;
    int64_t least = FILL_COST_NEVER;
    for (int person = 0; person < state->problem->person_count; person++) {
        if (!fill_fits(state, person, shift, FILL_NONE))
            continue;
        const int64_t cost = fill_cost(state, person, shift, FILL_NONE);
        if (cost < least) {
            least = cost;
            found = person;
        }
    }
    return found;
}

/* More stand there than are needed to run. */
static bool can_spare(const struct fill_state *state, int shift)
{
    const int beyond = state->first_place[shift] + state->problem->shifts[shift].missing_least;
    return beyond < state->first_place[shift + 1] && state->person_of[beyond] != FILL_OPEN;
}

/* The rules of one person know nothing of the others: a chain in which everybody moves once holds as a whole. */
static bool all_move_once(const struct chains *chains, int at, int person)
{
    for (; chains->links[at].from != FILL_NONE; at = chains->links[at].from) {
        if (chains->links[at].person == person)
            return false;
        for (int next = chains->links[at].from; next != FILL_NONE; next = chains->links[next].from)
            if (chains->links[next].from != FILL_NONE && chains->links[next].person == chains->links[at].person)
                return false;
    }
    return true;
}

/* From its far end to the gap: `comer` takes the place somebody leaves, who takes the next. FILL_NONE: nobody comes,
 * one less stands there. */
static bool walk(const struct chains *chains, int at, int comer)
{
    struct fill_state *state = chains->state;
    if (!all_move_once(chains, at, comer))
        return false;
    for (; at != FILL_NONE; at = chains->links[at].from) {
        const struct link link = chains->links[at];
        if (link.from != FILL_NONE)
            fill_take(state, place_of(state, link.shift, link.person));
        if (comer != FILL_NONE)
            fill_put(state, fill_open_place(state, link.shift), comer);
        fill_settle(state, link.shift);
        comer = link.person;
    }
    return true;
}

static void reach_holders(struct chains *chains, int at)
{
    struct fill_state *state = chains->state;
    const int shift = chains->links[at].shift;
    for (int person = 0; person < state->problem->person_count; person++) {
        if (!state->problem->may[(int64_t)person * state->problem->shift_count + shift])
            continue;
        const struct fill_holder *holder = &state->holders[person];
        for (int i = 0; i < holder->count; i++)
            if (holder->shifts[i] != shift && !chains->reached[holder->shifts[i]] &&
                fill_fits(state, person, shift, holder->shifts[i]))
                reach(chains, holder->shifts[i], at, person);
    }
}

static bool gap_at(const struct fill_state *state, int shift, bool least_only)
{
    const int place = fill_open_place(state, shift);
    return place != FILL_NONE && (!least_only || fill_place_is_least(state, place));
}

static bool close_one(struct chains *chains)
{
    struct fill_state *state = chains->state;
    chains->count = 0;
    for (int shift = 0; shift < state->problem->shift_count; shift++) {
        chains->reached[shift] = false;
        if (gap_at(state, shift, chains->least_only))
            reach(chains, shift, FILL_NONE, FILL_NONE);
    }
    for (int at = 0; at < chains->count; at++) {
        const int person = free_person(state, chains->links[at].shift);
        if (person != FILL_NONE && walk(chains, at, person))
            return true;
        if (chains->least_only && chains->links[at].from != FILL_NONE && can_spare(state, chains->links[at].shift) &&
            walk(chains, at, FILL_NONE))
            return true;
        reach_holders(chains, at);
    }
    return false;
}

bool fill_close_gaps(struct fill_state *state, bool least_only)
{
    const size_t shifts = (size_t)state->problem->shift_count + 1;
    struct chains chains = {.state = state, .least_only = least_only};
    chains.links = memory_new(shifts, sizeof *chains.links);
    chains.reached = memory_new(shifts, sizeof *chains.reached);
    bool any = false;
    while (fill_goes_on(state) && close_one(&chains))
        any = true;
    free(chains.links);
    free(chains.reached);
    return any;
}

/* ---- two for one ---- */

/* The next shift behind `behind` with a gap that this person could close. */
static int next_gap(const struct fill_state *state, int person, int behind, bool least_only)
{
    for (int shift = behind + 1; shift < state->problem->shift_count; shift++)
        if (state->problem->may[(int64_t)person * state->problem->shift_count + shift] &&
            gap_at(state, shift, least_only) && fill_fits(state, person, shift, FILL_NONE))
            return shift;
    return FILL_NONE;
}

/* What the holder of a place may not have beside it: two gaps, which the one place left open pays for. */
static bool take_two(struct fill_state *state, int place, bool least_only)
{
    const int person = fill_take(state, place);
    for (int one = next_gap(state, person, FILL_NONE, least_only); one != FILL_NONE;
         one = next_gap(state, person, one, least_only)) {
        const int one_place = fill_open_place(state, one);
        fill_put(state, one_place, person);
        const int other = next_gap(state, person, one, least_only);
        if (other != FILL_NONE) {
            fill_put(state, fill_open_place(state, other), person);
            fill_settle(state, state->shift_of[place]);
            return true;
        }
        fill_take(state, one_place);
    }
    fill_put(state, place, person);
    return false;
}

bool fill_two_for_one(struct fill_state *state, bool least_only)
{
    bool any = false;
    for (int place = 0; place < state->place_count && fill_goes_on(state); place++) {
        const int shift = state->shift_of[place];
        const bool can_go = least_only || can_spare(state, shift) || state->problem->shifts[shift].missing_least == 0;
        if (state->person_of[place] != FILL_OPEN && can_go)
            any |= take_two(state, place, least_only);
    }
    return any;
}

/* ---- swaps ---- */

static bool swap_places(struct fill_state *state, int one, int other)
{
    const int shift = state->shift_of[one], other_shift = state->shift_of[other];
    const int person = state->person_of[one], other_person = state->person_of[other];
    if (other_person == FILL_OPEN || person == other_person ||
        fill_cost(state, person, other_shift, shift) + fill_cost(state, other_person, shift, other_shift) >= 0 ||
        !fill_fits(state, person, other_shift, shift) || !fill_fits(state, other_person, shift, other_shift))
        return false;
    fill_take(state, one);
    fill_take(state, other);
    fill_put(state, one, other_person);
    fill_put(state, other, person);
    return true;
}

bool fill_swap(struct fill_state *state)
{
    bool any = false;
    for (int one = 0; one < state->place_count && fill_goes_on(state); one++)
        for (int other = one + 1; other < state->place_count && state->person_of[one] != FILL_OPEN; other++)
            if (state->shift_of[one] != state->shift_of[other] && swap_places(state, one, other))
                any = true;
    return any;
}
