/* The fair fill: in which order windows, chains and swaps come, and what the answer is worth. */
#include "gatepost/roster_fill.h"
#include "gatepost/memory.h"
#include "roster_fill_parts.h"
#include <math.h>
#include <stdlib.h>

enum { DAY_S = 86400, ROUNDS_MOST = 12 };

void fill_answer_release(struct fill_answer *answer)
{
    free(answer->person_of);
    free(answer->first_place);
    *answer = (struct fill_answer){0};
}

/* ---- what it is worth ---- */

/* night_only: those that may take a shift at night. */
static bool may_take_any(const struct fill_problem *problem, int person, bool night_only)
{
    for (int shift = 0; shift < problem->shift_count; shift++)
        if (problem->may[(int64_t)person * problem->shift_count + shift] &&
            (!night_only || problem->shifts[shift].night_minutes > 0))
            return true;
    return false;
}

static double deviation_of(const struct fill_state *state, bool nights)
{
    double sum = 0, squares = 0, count = 0;
    for (int person = 0; person < state->problem->person_count; person++) {
        if (!may_take_any(state->problem, person, nights))
            continue;
        const struct fill_holder *holder = &state->holders[person];
        const double value = (double)(nights ? holder->nights : holder->minutes);
        sum += value;
        squares += value * value;
        count++;
    }
    const double variance = count > 0 ? squares / count - sum / count * (sum / count) : 0;
    return variance > 0 ? sqrt(variance) : 0;
}

static void give(struct fill_state *state, struct fill_answer *answer)
{
    answer->minutes_deviation = deviation_of(state, false);
    answer->nights_deviation = deviation_of(state, true);
    answer->place_count = state->place_count;
    for (int place = 0; place < state->place_count; place++)
        if (state->person_of[place] == FILL_OPEN) {
            answer->open_wanted++;
            answer->open_least += fill_place_is_least(state, place);
        }
    answer->person_of = state->person_of;
    answer->first_place = state->first_place;
    state->person_of = state->first_place = NULL;
}

/* ---- the order of things ---- */

static void range_of(const struct fill_problem *problem, int64_t *first_at, int64_t *last_at)
{
    *first_at = INT64_MAX;
    *last_at = INT64_MIN;
    for (int i = 0; i < problem->shift_count; i++) {
        const int64_t at = problem->shifts[i].span.starts_at;
        *first_at = at < *first_at ? at : *first_at;
        *last_at = at > *last_at ? at : *last_at;
    }
}

/* Window after window over the whole time; the first begins `lead_s` before the first shift. */
static bool sweep(struct fill_state *state, int width_s, int lead_s, bool least_only)
{
    int64_t first_at, last_at;
    bool better = false;
    range_of(state->problem, &first_at, &last_at);
    if (state->problem->shift_count == 0)
        return false;
    for (int64_t from = first_at - lead_s; from <= last_at && fill_goes_on(state); from += width_s)
        better |= fill_window(state, from, from + width_s, least_only);
    return better;
}

/* Days cut at different hours see different things; in a third of a day somebody may get a second short shift. */
static bool improve(struct fill_state *state)
{
    bool better = false;
    for (int lead = 0; lead < DAY_S; lead += DAY_S / 3)
        better |= sweep(state, DAY_S, lead, false);
    better |= sweep(state, DAY_S / 3, 0, false);
    for (int beyond = 0; beyond < 2; beyond++) {
        better |= fill_close_gaps(state, !beyond);
        better |= fill_two_for_one(state, !beyond);
    }
    better |= fill_swap(state);
    return better;
}

bool roster_fill(const struct fill_problem *problem, bool (*go_on)(void *context), void *context,
                 struct fill_answer *answer)
{
    struct fill_state state;
    *answer = (struct fill_answer){0};
    fill_state_init(&state, problem);
    state.go_on = go_on;
    state.context = context;
    sweep(&state, DAY_S, 0, true);
    fill_close_gaps(&state, true);
    for (int round = 0; round < ROUNDS_MOST && improve(&state) && fill_goes_on(&state); round++)
        continue;
    const bool done = !state.stopped;
    if (done)
        give(&state, answer);
    fill_state_release(&state);
    return done;
}

/* ---- for comparison ---- */

static int by_beginning(const void *one, const void *other, void *context)
{
    const struct fill_shift *shifts = context;
    const int first = *(const int *)one, second = *(const int *)other;
    const int64_t at = shifts[first].span.starts_at, other_at = shifts[second].span.starts_at;
    return at != other_at ? (at < other_at ? -1 : 1) : first - second;
}

static void take_idlest(struct fill_state *state, int place)
{
    int found = FILL_NONE;
    for (int person = 0; person < state->problem->person_count; person++)
        if (fill_fits(state, person, state->shift_of[place], FILL_NONE) &&
            (found == FILL_NONE || state->holders[person].minutes < state->holders[found].minutes))
            found = person;
    if (found != FILL_NONE)
        fill_put(state, place, found);
}

void roster_fill_greedy(const struct fill_problem *problem, struct fill_answer *answer)
{
    struct fill_state state;
    *answer = (struct fill_answer){0};
    fill_state_init(&state, problem);
    int *order = memory_new((size_t)problem->shift_count + 1, sizeof *order);
    for (int i = 0; i < problem->shift_count; i++)
        order[i] = i;
    qsort_r(order, (size_t)problem->shift_count, sizeof *order, by_beginning, (void *)problem->shifts);
    for (int beyond = 0; beyond < 2; beyond++)
        for (int i = 0; i < problem->shift_count; i++)
            for (int place = state.first_place[order[i]]; place < state.first_place[order[i] + 1]; place++)
                if (fill_place_is_least(&state, place) == !beyond)
                    take_idlest(&state, place);
    free(order);
    give(&state, answer);
    fill_state_release(&state);
}

/* ---- every rule holds ---- */

static bool is_apart(const struct fill_problem *problem, struct fill_span one, struct fill_span other)
{
    const int64_t rest_s = (int64_t)problem->rest_minutes * 60;
    return one.ends_at + rest_s <= other.starts_at || other.ends_at + rest_s <= one.starts_at;
}

/* What a person has then, all of it. */
static int spans_of(const struct fill_problem *problem, const struct fill_answer *answer, int person,
                    struct fill_span *spans, bool *allowed)
{
    const struct fill_person *known = &problem->persons[person];
    int count = 0, taken = 0;
    for (int i = 0; i < known->stand_count; i++)
        spans[count++] = known->stands[i];
    for (int shift = 0; shift < problem->shift_count; shift++)
        for (int place = answer->first_place[shift]; place < answer->first_place[shift + 1]; place++)
            if (answer->person_of[place] == person) {
                spans[count++] = problem->shifts[shift].span;
                taken++;
                *allowed &= problem->may[(int64_t)person * problem->shift_count + shift];
            }
    *allowed &= taken <= known->shifts_most;
    return count;
}

/* Within the 24 hours from the beginning, and to the end, of each. */
static bool is_below_cap(const struct fill_problem *problem, const struct fill_span *spans, int count)
{
    for (int i = 0; i < 2 * count; i++) {
        const int64_t from = i % 2 == 0 ? spans[i / 2].starts_at : spans[i / 2].ends_at - DAY_S;
        int64_t seconds = 0;
        for (int k = 0; k < count; k++) {
            const int64_t begins = spans[k].starts_at > from ? spans[k].starts_at : from;
            const int64_t ends = spans[k].ends_at < from + DAY_S ? spans[k].ends_at : from + DAY_S;
            seconds += ends > begins ? ends - begins : 0;
        }
        if (seconds > (int64_t)problem->cap_minutes * 60)
            return false;
    }
    return true;
}

static bool person_holds(const struct fill_problem *problem, const struct fill_answer *answer, int person,
                         struct fill_span *spans)
{
    bool holds = true;
    const int count = spans_of(problem, answer, person, spans, &holds);
    const int stands = problem->persons[person].stand_count;
    if (count == stands)
        return holds;
    for (int i = stands; i < count; i++)
        for (int k = 0; k < i; k++)
            holds &= is_apart(problem, spans[i], spans[k]);
    return holds && is_below_cap(problem, spans, count);
}

bool roster_fill_holds(const struct fill_problem *problem, const struct fill_answer *answer)
{
    bool holds = true;
    for (int person = 0; person < problem->person_count && holds; person++) {
        const size_t most = (size_t)answer->place_count + (size_t)problem->persons[person].stand_count + 1;
        struct fill_span *spans = memory_new(most, sizeof *spans);
        holds = person_holds(problem, answer, person, spans);
        free(spans);
    }
    return holds;
}
