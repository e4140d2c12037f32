/* What the booklet shows, read at once: the household, its members, the selected one's temperatures, the newest lines.
 */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "screens/booklet.h"
#include <stdlib.h>
#include <string.h>

enum { OBSERVATIONS_MOST = 40, READINGS_MOST = BOOKLET_DAYS * 2 };

static struct booklet_member *find_member(struct booklet *state, int64_t person_id)
{
    for (int i = 0; i < state->member_count; i++)
        if (state->members[i].person.id == person_id)
            return &state->members[i];
    return NULL;
}

static bool load_members(struct store *store, struct booklet *state, struct err *err)
{
    struct person *persons = memory_new(BOOKLET_MEMBERS, sizeof *persons);
    int count = 0;
    bool read = person_of_place(store, state->place_id, persons, BOOKLET_MEMBERS, &count, err);
    state->member_count = 0;
    for (int i = 0; read && i < count; i++)
        state->members[state->member_count++] = (struct booklet_member){.person = persons[i], .here = true};
    free(persons);
    return read;
}

/* Of two observations of one person the first holds: it runs, or is the newer. */
static bool load_observations(struct store *store, struct booklet *state, struct err *err)
{
    struct observation *observations = memory_new(OBSERVATIONS_MOST, sizeof *observations);
    int count = 0;
    bool read = observation_of_place(store, state->place_id, observations, OBSERVATIONS_MOST, &count, err);
    for (int i = 0; read && i < count; i++) {
        struct booklet_member *member = find_member(state, observations[i].person_id);
        struct person person;
        if (!member && observations[i].ended_at == 0 && state->member_count < BOOKLET_MEMBERS &&
            person_get(store, observations[i].person_id, &person, NULL)) {
            member = &state->members[state->member_count++];
            *member = (struct booklet_member){.person = person};
        }
        if (member && !member->observation.head.id)
            member->observation = observations[i];
    }
    free(observations);
    return read;
}

/* Whoever is observed comes first: the chart is about them. */
static int members_order(const void *one, const void *other)
{
    const struct booklet_member *a = one, *b = other;
    bool first = a->observation.head.id && !a->observation.ended_at;
    bool second = b->observation.head.id && !b->observation.ended_at;
    if (first != second)
        return first ? -1 : 1;
    return a->person.id < b->person.id ? -1 : a->person.id > b->person.id;
}

/* ---- temperatures ---- */

static const struct reading *reading_at(const struct reading *readings, int count, struct half_day half_day)
{
    for (int i = 0; i < count; i++)
        if (!half_day_compare((struct half_day){readings[i].day, readings[i].half}, half_day))
            return &readings[i];
    return NULL;
}

static void fill_cell(struct store *store, const struct observation *observation, struct half_day half_day,
                      const struct reading *reading, struct booklet_cell *cell)
{
    *cell = (struct booklet_cell){0};
    cell->sign = reading_sign_of(store, observation, half_day, reading, clock_now());
    reading_sign_text(cell->sign, reading, cell->text, sizeof cell->text);
    if (!reading)
        return;
    cell->reading_id = reading->head.id;
    if (reading->outcome == READING_VALUE)
        cell->tenths = reading_last_tenths(reading);
}

/* The days of the term, of a long one the last. */
static void choose_days(const struct observation *observation, int *first_day, int *count)
{
    *count = observation_day_count(observation);
    *first_day = observation->first_day;
    if (*count > BOOKLET_DAYS) {
        *first_day = clock_day_add(*first_day, *count - BOOKLET_DAYS);
        *count = BOOKLET_DAYS;
    }
}

static bool load_member_readings(struct store *store, struct booklet *state, struct booklet_member *member,
                                 struct err *err)
{
    const struct observation *observation = &member->observation;
    struct reading *readings = memory_new(READINGS_MOST, sizeof *readings);
    struct half_day now = half_day_now(store, clock_now());
    int first_day, days, count = 0;
    choose_days(observation, &first_day, &days);
    bool read = reading_list(store, observation->head.id, first_day, observation->last_day, readings, READINGS_MOST,
                             &count, err);
    bool chosen = member->person.id == state->selected_id;
    if (chosen) {
        state->first_day = first_day;
        state->day_count = days;
    }
    for (int i = 0; read && i < days * 2; i++) {
        struct half_day half_day = half_day_add((struct half_day){first_day, HALF_MORNING}, i);
        struct booklet_cell cell;
        fill_cell(store, observation, half_day, reading_at(readings, count, half_day), &cell);
        member->missed += cell.sign == SIGN_NOT_DONE;
        for (int back = 0; back < 2; back++)
            if (!half_day_compare(half_day, half_day_add(now, -back)))
                text_copy(member->last[1 - back], sizeof member->last[0], cell.text);
        if (chosen)
            state->cells[i] = cell;
    }
    free(readings);
    return read;
}

/* The present half-day, or the last of a term that is over. */
static void choose_cell(struct store *store, struct booklet *state)
{
    int cells = state->day_count * 2;
    if (state->cell_moved && state->cell >= 0 && state->cell < cells)
        return;
    struct half_day now = half_day_now(store, clock_now());
    state->cell_moved = false;
    state->cell = cells > 0 ? day_distance(state->first_day, now.day) * 2 + (int)now.half : NO_CELL;
    if (state->cell >= cells)
        state->cell = cells - 1;
    if (state->cell < 0)
        state->cell = cells > 0 ? 0 : NO_CELL;
}

static bool load_readings(struct store *store, struct booklet *state, struct err *err)
{
    state->first_day = state->day_count = 0;
    state->fever_line = setting_integer(store, "fever.line");
    for (int i = 0; i < state->member_count; i++)
        if (state->members[i].observation.head.id && !load_member_readings(store, state, &state->members[i], err))
            return false;
    choose_cell(store, state);
    return true;
}

struct half_day booklet_half_day(const struct view *view)
{
    const struct booklet *state = view->state;
    if (state->cell == NO_CELL)
        return half_day_now(application_store(view), clock_now());
    return half_day_add((struct half_day){state->first_day, HALF_MORNING}, state->cell);
}

/* ---- lines ---- */

unsigned booklet_kinds(enum booklet_tab tab)
{
    static const unsigned kinds[TAB_COUNT] = {[TAB_FOLLOW_UPS] = 1u << TIME_FOLLOW_UP,
                                              [TAB_VISITS] = 1u << TIME_VISIT,
                                              [TAB_SUPPLIES] = 1u << TIME_SUPPLY | 1u << TIME_ISSUED};
    return kinds[tab];
}

static bool load_part(struct store *store, int64_t place_id, unsigned kinds, int most, struct booklet_part *part,
                      struct err *err)
{
    struct time_line_window window = {.place_id = place_id, .kinds = kinds, .rows = part->rows, .most = most};
    if (!time_line_window(store, &window, err))
        return false;
    part->count = window.count;
    part->next_at = 0;
    return true;
}

/* What was agreed holds until somebody came in its place. */
static void find_next(struct booklet_part *part)
{
    int64_t newest = 0;
    for (int i = 0; i < part->count; i++) {
        const struct time_line_row *row = &part->rows[i];
        if (row->voided)
            continue;
        newest = newest ? newest : row->at;
        if (row->number > newest && (!part->next_at || row->number < part->next_at))
            part->next_at = row->number;
    }
}

static bool load_parts(struct store *store, struct booklet *state, struct err *err)
{
    int64_t place_id = state->place_id;
    if (!load_part(store, place_id, booklet_kinds(TAB_FOLLOW_UPS), BOOKLET_PREVIEW, &state->follow_ups, err) ||
        !load_part(store, place_id, booklet_kinds(TAB_VISITS), BOOKLET_PREVIEW, &state->visits, err) ||
        !load_part(store, place_id, 1u << TIME_CROSSING, 1, &state->crossings, err) ||
        !load_part(store, place_id, booklet_kinds(TAB_SUPPLIES), BOOKLET_PREVIEW, &state->supplies, err) ||
        !supply_need(store, place_id, clock_now(), &state->need, err) ||
        !load_part(store, place_id, 0, BOOKLET_PREVIEW, &state->records, err))
        return false;
    find_next(&state->follow_ups);
    find_next(&state->visits);
    return true;
}

/* ---- all of it ---- */

static void follow_selection(struct booklet *state)
{
    struct booklet_member *member = find_member(state, state->selected_id);
    if (!member && state->member_count > 0)
        member = &state->members[0];
    state->selected = member ? (int)(member - state->members) : 0;
    if (member && member->person.id != state->selected_id)
        state->cell_moved = false;
    state->selected_id = member ? member->person.id : 0;
}

bool booklet_load(struct view *view, struct err *err)
{
    struct booklet *state = view->state;
    struct store *store = application_store(view);
    if (!store_read_begin(store, err))
        return false;
    bool read = place_get(store, state->place_id, &state->place, err) && load_members(store, state, err) &&
                load_observations(store, state, err);
    if (read) {
        qsort(state->members, (size_t)state->member_count, sizeof state->members[0], members_order);
        place_label(&state->place, place_is_ambiguous(store, &state->place), state->label, sizeof state->label);
        follow_selection(state);
        read = load_readings(store, state, err) && load_parts(store, state, err);
    }
    if (read && !pairing_of_place(store, state->place_id, &state->pairing, NULL))
        state->pairing = (struct pairing){0};
    if (read)
        read = keeper_of_place(store, state->place_id, state->keepers, BOOKLET_KEEPERS, &state->keeper_count, err);
    store_read_end(store);
    return read;
}
