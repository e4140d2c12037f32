#include "gatepost/people.h"
#include "gatepost/words.h"
#include "table.h"

static const char get_sql[] = "SELECT id, rev, plate, place_id, note FROM vehicle WHERE id = :id";
static const char rev_sql[] = "SELECT rev FROM vehicle WHERE id = :id";
static const char find_sql[] = "SELECT id FROM vehicle WHERE plate = :plate AND voided IS NULL";

bool vehicle_get(struct store *store, int64_t id, struct vehicle *vehicle, struct err *err)
{
    struct statement *statement = statement_take(store, get_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", id);
    bool found = statement_row(statement);
    if (found) {
        *vehicle = (struct vehicle){.id = column_integer(statement, 0), .rev = column_integer(statement, 1)};
        column_copy(statement, 2, vehicle->plate, sizeof vehicle->plate);
        vehicle->place_id = column_integer(statement, 3);
        column_copy(statement, 4, vehicle->note, sizeof vehicle->note);
    }
    if (!statement_done(statement, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("There is no vehicle %lld."), (long long)id);
}

bool vehicle_find(struct store *store, const char *plate, int64_t *id, struct err *err)
{
    struct statement *statement = statement_take(store, find_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "plate", plate);
    if (!table_integer(statement, id, err))
        return false;
    return *id != 0 || err_set(err, ERR_NOT_FOUND, _("There is no vehicle %s."), plate);
}

bool vehicle_save(struct store *store, struct vehicle *vehicle, struct err *err)
{
    const struct row_value values[] = {
        ROW_STR("plate", vehicle->plate),
        ROW_ID("place_id", vehicle->place_id),
        ROW_STR("note", vehicle->note),
    };
    return table_save(store, "vehicle", rev_sql, values, sizeof values / sizeof values[0], &vehicle->id, &vehicle->rev,
                      err);
}
