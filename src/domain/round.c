#include "gatepost/round.h"
#include "gatepost/clock.h"
#include "gatepost/observed_people.h"
#include "gatepost/utf8.h"

bool round_is_open(enum reading_sign sign)
{
    return sign == SIGN_DUE || sign == SIGN_NOT_DONE || sign == SIGN_NO_ANSWER || sign == SIGN_REFUSED;
}

static int place_in_grid(struct half_day half_day, struct half_day newest)
{
    int days = day_distance(half_day.day, newest.day);
    return ROUND_CELLS - 1 - (days * 2 + (int)newest.half - (int)half_day.half);
}

static bool fill_cells(struct store *store, struct half_day newest, int64_t now, struct round_row *row, struct err *err)
{
    struct reading readings[ROUND_CELLS + 2] = {0}; /* whole days: half a one more at each end */
    const struct reading *found[ROUND_CELLS] = {0};
    struct half_day oldest = half_day_add(newest, 1 - ROUND_CELLS);
    int count = 0;
    if (!reading_cells(store, row->observation.head.id, oldest.day, newest.day, readings,
                       sizeof readings / sizeof readings[0], &count, err))
        return false;
    for (int i = 0; i < count; i++) {
        int at = place_in_grid((struct half_day){readings[i].day, readings[i].half}, newest);
        if (at >= 0 && at < ROUND_CELLS)
            found[at] = &readings[i];
    }
    for (int i = 0; i < ROUND_CELLS; i++) {
        struct round_sign *cell = &row->cells[i];
        cell->sign =
            reading_sign_of(store, &row->observation, half_day_add(newest, i - ROUND_CELLS + 1), found[i], now);
        cell->reading_id = found[i] != NULL ? found[i]->head.id : 0;
        reading_sign_text(cell->sign, found[i], cell->text, sizeof cell->text);
    }
    return true;
}

bool round_fill(struct store *store, const struct observation *observation, struct half_day newest, int64_t now,
                struct round_row *row, struct err *err)
{
    struct observed_reach reach;
    *row = (struct round_row){.observation = *observation};
    record_key_of(&observation_table, observation, &row->key);
    if (!observed_reach(store, observation->person_id, observation->place_id, &reach, err))
        return false;
    text_copy(row->name, sizeof row->name, reach.name);
    text_copy(row->phone, sizeof row->phone, reach.phone);
    text_copy(row->room, sizeof row->room, reach.room);
    return fill_cells(store, newest, now, row, err);
}

static struct round_cell cell_of(struct store *store, struct half_day half_day)
{
    return (struct round_cell){half_day.day, half_day.half, half_day_missed_at(store, half_day)};
}

static bool search_from(struct store *store, const struct round_search *search, struct record_key behind,
                        struct observation *found, struct err *err)
{
    struct round_cell cell = cell_of(store, search->half_day);
    int64_t id = 0;
    do {
        if (!reading_next_open(store, &cell, &behind, &id, err))
            return false;
        if (id == 0) {
            *found = (struct observation){0};
            return true;
        }
        if (!record_get(store, &observation_table, id, found, err))
            return false;
        record_key_of(&observation_table, found, &behind);
    } while (search->keep != NULL && !search->keep(search->context, found));
    return true;
}

bool round_next(struct store *store, const struct round_search *search, struct observation *found, bool *wrapped,
                struct err *err)
{
    const struct record_key first = {.text = ""};
    *wrapped = false;
    if (!search_from(store, search, search->behind != NULL ? *search->behind : first, found, err))
        return false;
    if (found->head.id != 0 || search->behind == NULL)
        return true;
    *wrapped = true;
    return search_from(store, search, first, found, err);
}

bool round_counts(struct store *store, struct half_day half_day, struct round_counts *counts, struct err *err)
{
    struct round_cell cell = cell_of(store, half_day);
    return reading_counts(store, &cell, counts, err);
}
