/* The flow of one window: places on one side, persons on the other, each person at most once, every place may stay open
 * at its price. Successive shortest paths with potentials; as every edge carries one unit, the flow is an assignment,
 * and one path is the search of a place for a person, or for a place that had better stay open. */
#include "gatepost/memory.h"
#include "roster_fill_parts.h"
#include <stdlib.h>

struct window {
    struct fill_state *state;
    int *places, *before; /* by row: the place, who held it */
    int row_count, person_count;
    int *shifts, *shift_index; /* the shifts of the window; by row: which of them */
    int shift_count;
    int64_t *costs; /* [shift index * person_count + person] */
    /* the flow; persons first, the last column is staying open, which has room for all */
    int *row_of, *column_of, *came_from;
    int64_t *row_price, *column_price, *distance;
    bool *done;
};

static void window_init(struct window *window, struct fill_state *state)
{
    const size_t rows = (size_t)state->place_count + 1, columns = (size_t)state->problem->person_count + 1;
    *window = (struct window){.state = state, .person_count = state->problem->person_count};
    window->places = memory_new(rows, sizeof *window->places);
    window->before = memory_new(rows, sizeof *window->before);
    window->shifts = memory_new((size_t)state->problem->shift_count + 1, sizeof *window->shifts);
    window->shift_index = memory_new(rows, sizeof *window->shift_index);
    window->row_of = memory_new(columns, sizeof *window->row_of);
    window->column_of = memory_new(rows, sizeof *window->column_of);
    window->came_from = memory_new(columns, sizeof *window->came_from);
    window->row_price = memory_new(rows, sizeof *window->row_price);
    window->column_price = memory_new(columns, sizeof *window->column_price);
    window->distance = memory_new(columns, sizeof *window->distance);
    window->done = memory_new(columns, sizeof *window->done);
}

static void window_release(struct window *window)
{
    free(window->places);
    free(window->before);
    free(window->shifts);
    free(window->shift_index);
    free(window->costs);
    free(window->row_of);
    free(window->column_of);
    free(window->came_from);
    free(window->row_price);
    free(window->column_price);
    free(window->distance);
    free(window->done);
}

/* ---- what is free in it ---- */

/* Frees the places of a shift; somebody who is free already in this window keeps their other shift. */
static void gather_shift(struct window *window, int shift, bool least_only, bool *freed)
{
    struct fill_state *state = window->state;
    const int first_row = window->row_count;
    for (int place = state->first_place[shift]; place < state->first_place[shift + 1]; place++) {
        const int person = state->person_of[place];
        if ((person != FILL_OPEN && freed[person]) ||
            (person == FILL_OPEN && least_only && !fill_place_is_least(state, place)))
            continue;
        if (person != FILL_OPEN) {
            freed[person] = true;
            fill_take(state, place);
        }
        window->places[window->row_count] = place;
        window->before[window->row_count] = person;
        window->shift_index[window->row_count++] = window->shift_count;
    }
    if (window->row_count > first_row)
        window->shifts[window->shift_count++] = shift;
}

static void gather(struct window *window, int64_t from_at, int64_t until_at, bool least_only)
{
    const struct fill_problem *problem = window->state->problem;
    bool *freed = memory_new((size_t)problem->person_count + 1, sizeof *freed);
    for (int shift = 0; shift < problem->shift_count; shift++)
        if (problem->shifts[shift].span.starts_at >= from_at && problem->shifts[shift].span.starts_at < until_at)
            gather_shift(window, shift, least_only, freed);
    free(freed);
    window->costs = memory_new((size_t)window->shift_count * (size_t)window->person_count + 1, sizeof *window->costs);
    for (int i = 0; i < window->shift_count; i++)
        for (int person = 0; person < window->person_count; person++)
            window->costs[(int64_t)i * window->person_count + person] =
                fill_fits(window->state, person, window->shifts[i], FILL_NONE)
                    ? fill_cost(window->state, person, window->shifts[i], FILL_NONE)
                    : FILL_COST_NEVER;
}

static const int64_t *costs_of(const struct window *window, int row)
{
    return &window->costs[(int64_t)window->shift_index[row] * window->person_count];
}

static int64_t open_cost(const struct window *window, int row)
{
    return fill_place_is_least(window->state, window->places[row]) ? FILL_COST_LEAST : FILL_COST_WANTED;
}

/* ---- the flow ---- */

static void look_at(struct window *window, int column, int from, int64_t distance)
{
    if (distance < window->distance[column]) {
        window->distance[column] = distance;
        window->came_from[column] = from;
    }
}

/* The nearest column from here on; its distance is the length of the path. Staying open is the last of them, which is
 * always there, so that one is found. */
static int nearest(struct window *window, int row, int from, int64_t length)
{
    const int64_t *costs = costs_of(window, row), before = length - window->row_price[row];
    int found = window->person_count;
    look_at(window, found, from, before + open_cost(window, row));
    for (int column = 0; column < window->person_count; column++) {
        if (window->done[column])
            continue;
        if (costs[column] != FILL_COST_NEVER)
            look_at(window, column, from, before + costs[column] - window->column_price[column]);
        if (window->distance[column] < window->distance[found])
            found = column;
    }
    return found;
}

/* Prices follow the path, so that no edge is cheaper than its ends say. */
static void reprice(struct window *window, int row, int64_t length)
{
    window->row_price[row] += length;
    for (int column = 0; column < window->person_count; column++)
        if (window->done[column]) {
            window->row_price[window->row_of[column]] += length - window->distance[column];
            window->column_price[column] -= length - window->distance[column];
        }
}

static void augment(struct window *window, int row)
{
    const int open = window->person_count;
    for (int column = 0; column <= open; column++) {
        window->distance[column] = FILL_COST_NEVER;
        window->done[column] = false;
        window->came_from[column] = FILL_NONE;
    }
    int at_row = row, column = FILL_NONE;
    int64_t length = 0;
    for (;;) {
        column = nearest(window, at_row, column, length);
        length = window->distance[column];
        if (column == open || window->row_of[column] == FILL_NONE)
            break;
        window->done[column] = true;
        at_row = window->row_of[column];
    }
    reprice(window, row, length);
    while (column != FILL_NONE) {
        const int before = window->came_from[column], mover = before == FILL_NONE ? row : window->row_of[before];
        window->column_of[mover] = column;
        if (column != open)
            window->row_of[column] = mover;
        column = before;
    }
}

static void solve(struct window *window)
{
    for (int column = 0; column <= window->person_count; column++)
        window->row_of[column] = FILL_NONE;
    for (int row = 0; row < window->row_count; row++)
        augment(window, row);
}

/* ---- the answer ---- */

/* What stood before stays when the new one is no better: the sweeps come to an end. */
static bool settle(struct window *window)
{
    int64_t old_cost = 0, new_cost = 0;
    for (int row = 0; row < window->row_count; row++) {
        const int before = window->before[row], after = window->column_of[row];
        old_cost += before == FILL_OPEN ? open_cost(window, row) : costs_of(window, row)[before];
        new_cost += after == window->person_count ? open_cost(window, row) : costs_of(window, row)[after];
    }
    const bool better = new_cost < old_cost;
    for (int row = 0; row < window->row_count; row++) {
        const int person = better ? window->column_of[row] : window->before[row];
        if (person != FILL_OPEN && person != window->person_count)
            fill_put(window->state, window->places[row], person);
    }
    for (int i = 0; i < window->shift_count; i++)
        fill_settle(window->state, window->shifts[i]);
    return better;
}

bool fill_window(struct fill_state *state, int64_t from_at, int64_t until_at, bool least_only)
{
    struct window window;
    window_init(&window, state);
    gather(&window, from_at, until_at, least_only);
    solve(&window);
    const bool better = settle(&window);
    window_release(&window);
    return better;
}
