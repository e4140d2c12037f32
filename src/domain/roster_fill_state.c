/* Who holds what while the fill is looking, the rules of one more shift, and what it costs. */
#include "gatepost/memory.h"
#include "roster_fill_parts.h"
#include <stdlib.h>

enum {
    DAY_S = 86400,
    /* A wish is worth as much as this many minutes squared: it is kept unless the others have two shifts more. */
    LIKE_COST = 2 * 480 * 480
};

void fill_state_init(struct fill_state *state, const struct fill_problem *problem)
{
    *state = (struct fill_state){.problem = problem};
    state->first_place = memory_new((size_t)problem->shift_count + 1, sizeof *state->first_place);
    for (int i = 0; i < problem->shift_count; i++)
        state->first_place[i + 1] = state->first_place[i] + problem->shifts[i].missing_wanted;
    state->place_count = state->first_place[problem->shift_count];
    state->person_of = memory_new((size_t)state->place_count + 1, sizeof *state->person_of);
    state->shift_of = memory_new((size_t)state->place_count + 1, sizeof *state->shift_of);
    for (int i = 0; i < problem->shift_count; i++)
        for (int place = state->first_place[i]; place < state->first_place[i + 1]; place++) {
            state->person_of[place] = FILL_OPEN;
            state->shift_of[place] = i;
        }
    state->holders = memory_new((size_t)problem->person_count + 1, sizeof *state->holders);
    for (int i = 0; i < problem->person_count; i++) {
        state->holders[i].minutes = problem->persons[i].base_minutes;
        state->holders[i].nights = problem->persons[i].base_nights;
    }
}

void fill_state_release(struct fill_state *state)
{
    free(state->first_place);
    free(state->person_of);
    free(state->shift_of);
    free(state->holders);
    *state = (struct fill_state){0};
}

bool fill_goes_on(struct fill_state *state)
{
    if (!state->stopped && state->go_on != NULL && !state->go_on(state->context))
        state->stopped = true;
    return !state->stopped;
}

/* ---- who holds what ---- */

void fill_put(struct fill_state *state, int place, int person)
{
    const int shift = state->shift_of[place];
    struct fill_holder *holder = &state->holders[person];
    state->person_of[place] = person;
    holder->shifts[holder->count++] = shift;
    holder->minutes += state->problem->shifts[shift].minutes;
    holder->nights += state->problem->shifts[shift].night_minutes;
}

int fill_take(struct fill_state *state, int place)
{
    const int shift = state->shift_of[place], person = state->person_of[place];
    struct fill_holder *holder = &state->holders[person];
    for (int i = 0; i < holder->count; i++)
        if (holder->shifts[i] == shift)
            holder->shifts[i] = holder->shifts[--holder->count];
    holder->minutes -= state->problem->shifts[shift].minutes;
    holder->nights -= state->problem->shifts[shift].night_minutes;
    state->person_of[place] = FILL_OPEN;
    return person;
}

bool fill_place_is_least(const struct fill_state *state, int place)
{
    const int shift = state->shift_of[place];
    return place - state->first_place[shift] < state->problem->shifts[shift].missing_least;
}

int fill_open_place(const struct fill_state *state, int shift)
{
    for (int place = state->first_place[shift]; place < state->first_place[shift + 1]; place++)
        if (state->person_of[place] == FILL_OPEN)
            return place;
    return FILL_NONE;
}

void fill_settle(struct fill_state *state, int shift)
{
    int behind = state->first_place[shift];
    for (int place = behind; place < state->first_place[shift + 1]; place++) {
        if (state->person_of[place] == FILL_OPEN)
            continue;
        const int person = state->person_of[place];
        state->person_of[place] = FILL_OPEN;
        state->person_of[behind++] = person;
    }
}

/* ---- the rules ---- */

/* The shifts of one person that lie near enough to matter, with the one that is asked about. */
struct near {
    struct fill_span spans[2 * FILL_HELD_MOST];
    int count;
};

static int64_t shared_seconds(struct fill_span one, int64_t from_at, int64_t until_at)
{
    const int64_t from = one.starts_at > from_at ? one.starts_at : from_at;
    const int64_t until = one.ends_at < until_at ? one.ends_at : until_at;
    return until > from ? until - from : 0;
}

/* False when it is too near to `span`; kept when it lies within the same 24 hours. */
static bool near_add(struct near *near, struct fill_span span, struct fill_span other, int64_t rest_s)
{
    if (other.starts_at < span.ends_at + rest_s && span.starts_at < other.ends_at + rest_s)
        return false;
    if (other.starts_at < span.ends_at + DAY_S && span.starts_at < other.ends_at + DAY_S &&
        near->count < 2 * FILL_HELD_MOST)
        near->spans[near->count++] = other;
    return true;
}

/* The fullest 24 hours begin where a shift begins or end where one ends. */
static bool cap_holds(const struct near *near, int64_t cap_s)
{
    int64_t all = 0;
    for (int i = 0; i < near->count; i++)
        all += near->spans[i].ends_at - near->spans[i].starts_at;
    if (all <= cap_s)
        return true;
    for (int i = 0; i < 2 * near->count; i++) {
        const struct fill_span edge = near->spans[i / 2];
        const int64_t from = i % 2 == 0 ? edge.starts_at : edge.ends_at - DAY_S;
        int64_t seconds = 0;
        for (int k = 0; k < near->count; k++)
            seconds += shared_seconds(near->spans[k], from, from + DAY_S);
        if (seconds > cap_s)
            return false;
    }
    return true;
}

bool fill_fits(const struct fill_state *state, int person, int shift, int without)
{
    const struct fill_problem *problem = state->problem;
    const struct fill_holder *holder = &state->holders[person];
    const struct fill_person *known = &problem->persons[person];
    const int count = holder->count - (without != FILL_NONE);
    if (!problem->may[(int64_t)person * problem->shift_count + shift] || count >= known->shifts_most ||
        count >= FILL_HELD_MOST)
        return false;
    const struct fill_span span = problem->shifts[shift].span;
    const int64_t rest_s = (int64_t)problem->rest_minutes * 60;
    struct near near = {.spans = {span}, .count = 1};
    for (int i = 0; i < holder->count; i++)
        if (holder->shifts[i] != without && !near_add(&near, span, problem->shifts[holder->shifts[i]].span, rest_s))
            return false;
    for (int i = 0; i < known->stand_count; i++)
        if (!near_add(&near, span, known->stands[i], rest_s))
            return false;
    return cap_holds(&near, (int64_t)problem->cap_minutes * 60);
}

/* ---- what it costs ---- */

int64_t fill_cost(const struct fill_state *state, int person, int shift, int without)
{
    const struct fill_problem *problem = state->problem;
    const struct fill_holder *holder = &state->holders[person];
    const signed char *likes = &problem->likes[(int64_t)person * problem->shift_count];
    int64_t minutes = problem->shifts[shift].minutes, nights = problem->shifts[shift].night_minutes;
    int64_t like = likes[shift];
    if (without != FILL_NONE) {
        minutes -= problem->shifts[without].minutes;
        nights -= problem->shifts[without].night_minutes;
        like -= likes[without];
    }
    return minutes * (2 * holder->minutes + minutes) + nights * (2 * holder->nights + nights) - like * LIKE_COST;
}
