/* Windows of places. SQL knows the scopes that an index serves; everything else is looked at row by row, so that the
 * budget holds. */
#include "gatepost/place_list.h"
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "place.h"

enum { ROWS_BETWEEN_LOOKS = 16 };

const char *const place_scope_names[] = {"all",           "households", "enterprises", "small_places",
                                         "rented_houses", "mismatch",   "needs",       NULL};

/* Which index holds the order of a scope, and what it holds. Small parts would not be found by the order of all. */
#define WINDOW(index, where, compare, order)                                                      \
    PLACE_SELECT "INDEXED BY " index " WHERE (room_sort, id) " compare " (:sort, :id) AND " where \
                 " AND " PLACE_COUNTS("place") " ORDER BY room_sort " order ", id " order
#define BOTH(index, where)                                                  \
    {                                                                       \
        WINDOW(index, where, ">", "ASC"), WINDOW(index, where, "<", "DESC") \
    }
static const char *const window_sql[PLACE_SCOPE_COUNT][2] = {
    [PLACES_ALL] = BOTH("place_sort", "TRUE"),
    [PLACES_HOUSEHOLDS] = BOTH("place_sort", "kind = 'household'"),
    [PLACES_ENTERPRISES] = BOTH("place_enterprises", "kind = 'enterprise'"),
    [PLACES_SMALL] = BOTH("place_small", "kind = 'small_place'"),
    [PLACES_RENTED] = BOTH("place_rented", "kind = 'rented_house'"),
    [PLACES_MISMATCH] = BOTH("place_sort", "TRUE"),
    [PLACES_NEEDS] = BOTH("place_needy", "needs IS NOT NULL"),
};

bool place_is_mismatch(const struct place *place, int listed)
{
    if (place->kind != PLACE_HOUSEHOLD && place->kind != PLACE_RENTED)
        return false;
    if (place->reported_persons == 0)
        return place->occupancy == OCCUPANCY_VACANT && listed > 0;
    return place->reported_persons != listed;
}

bool place_in_scope(const struct place_row *row, enum place_scope scope)
{
    static const enum place_kind kinds[] = {[PLACES_HOUSEHOLDS] = PLACE_HOUSEHOLD,
                                            [PLACES_ENTERPRISES] = PLACE_ENTERPRISE,
                                            [PLACES_SMALL] = PLACE_SMALL,
                                            [PLACES_RENTED] = PLACE_RENTED};
    if (scope == PLACES_ALL)
        return true;
    if (scope == PLACES_MISMATCH)
        return place_is_mismatch(&row->place, row->listed);
    return scope == PLACES_NEEDS ? row->place.needs != 0 : row->place.kind == kinds[scope];
}

bool place_listed(struct store *store, int64_t place_id, int *listed, struct err *err)
{
    static const char count_sql[] = "SELECT COUNT(*) FROM person WHERE place_id = :place AND " PERSON_COUNTS("person");
    int64_t count = 0;
    struct statement *statement = statement_take(store, count_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "place", place_id);
    if (!table_integer(statement, &count, err))
        return false;
    *listed = (int)count;
    return true;
}

bool place_row_get(struct store *store, int64_t id, struct place_row *row, struct err *err)
{
    return place_get(store, id, &row->place, err) && place_listed(store, id, &row->listed, err);
}

static bool take_row(struct store *store, const struct statement *statement, struct place_list *list, bool *good,
                     struct err *err)
{
    struct place_row *row = &list->rows[list->count];
    place_read(statement, &row->place);
    place_sort_key(&row->place, list->reached_sort, sizeof list->reached_sort);
    list->reached_id = row->place.id;
    *good = place_listed(store, row->place.id, &row->listed, err);
    return *good && place_in_scope(row, list->scope) && (list->keep == NULL || list->keep(list->context, row));
}

bool place_list_read(struct store *store, struct place_list *list, struct err *err)
{
    int64_t until_ms = list->budget_ms > 0 ? clock_real_ms() + list->budget_ms : INT64_MAX;
    bool from_end = list->backwards && list->after_id == 0, good = true;
    list->count = 0;
    list->finished = false;
    struct statement *statement = statement_take(store, window_sql[list->scope][list->backwards], err);
    if (statement == NULL)
        return false;
    statement_text(statement, "sort", from_end ? TEXT_ABOVE_ALL : list->after_sort);
    statement_integer(statement, "id", list->after_id);
    for (int looked = 1; good && list->count < list->most; looked++) {
        list->finished = !statement_row(statement);
        if (list->finished)
            break;
        list->count += take_row(store, statement, list, &good, err);
        if (looked % ROWS_BETWEEN_LOOKS == 0 && clock_real_ms() >= until_ms)
            break;
    }
    return statement_done(statement, err) && good;
}
