/* Entries the system closed at curfew: who is still inside, closed and opened again. */
#include "gatepost/presence.h"
#include "gatepost/row.h"
#include "gatepost/words.h"
#include "table.h"

/* The first condition is that of the index presence_stays in schema/007_presence.sql, word for word. */
#define STAYS                                                                                      \
    "SELECT x.person_id, x.crossing_id FROM presence x JOIN person p ON p.id = x.person_id WHERE " \
    "x.direction = 'in' AND x.class IN ('visitor', 'courier') AND x.at < :curfew AND " PERSON_COUNTS("p") " "
static const char stays_sql[] = STAYS "ORDER BY x.at, x.person_id LIMIT :most";
static const char untouched_sql[] =
    STAYS "AND NOT EXISTS (SELECT 1 FROM closing k WHERE k.crossing_id = x.crossing_id AND k.at >= :curfew) "
          "ORDER BY x.at, x.person_id LIMIT :most";
static const char of_crossing_sql[] =
    "SELECT id, crossing_id, at FROM closing WHERE crossing_id = :crossing AND voided IS NULL ORDER BY id DESC LIMIT 1";
/* A reopened batch lies behind a newer one only where somebody closed again since: the walk is short. */
static const char last_sql[] =
    "SELECT a.batch_id, k.at FROM closing k JOIN audit a ON a.table_name = 'closing' AND a.row_id = k.id AND "
    "a.change = 'insert' WHERE k.id = (SELECT id FROM closing WHERE voided IS NULL ORDER BY id DESC LIMIT 1)";
static const char of_batch_sql[] =
    "SELECT k.id FROM audit a JOIN closing k ON k.id = a.row_id WHERE a.batch_id = :batch AND a.change = 'insert' "
    "AND a.table_name = 'closing' AND k.voided IS NULL ORDER BY k.id LIMIT :most";

bool presence_must_leave(enum crossing_class class)
{
    return class == CLASS_VISITOR || class == CLASS_COURIER;
}

bool stay_list(struct store *store, int64_t curfew, bool untouched, struct stay *stays, int most, int *count,
               struct err *err)
{
    struct statement *statement = statement_take(store, untouched ? untouched_sql : stays_sql, err);
    *count = 0;
    if (statement == NULL)
        return false;
    statement_integer(statement, "curfew", curfew);
    statement_integer(statement, "most", most);
    while (*count < most && statement_row(statement))
        stays[(*count)++] = (struct stay){column_integer(statement, 0), column_integer(statement, 1)};
    return statement_done(statement, err);
}

bool closing_add(struct store *store, int64_t crossing_id, int64_t at, struct err *err)
{
    const struct row_value values[] = {ROW_INT("crossing_id", crossing_id), ROW_INT("at", at)};
    return row_insert(store, "closing", values, sizeof values / sizeof values[0], NULL, err);
}

bool closing_of_person(struct store *store, int64_t person_id, struct closing *closing, struct err *err)
{
    struct presence last;
    /* Who is in the register of presence has no closed entry as the last one; most are. */
    if (presence_get(store, person_id, &last, NULL))
        return err_set(err, ERR_NOT_FOUND, _("No entry of this person was closed by the system."));
    if (!presence_before(store, person_id, INT64_MAX, 0, &last, err))
        return false;
    struct statement *statement = statement_take(store, of_crossing_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "crossing", last.crossing_id);
    bool found = statement_row(statement) && last.direction == DIRECTION_IN;
    if (found)
        *closing =
            (struct closing){column_integer(statement, 0), column_integer(statement, 1), column_integer(statement, 2)};
    return statement_done(statement, err) &&
           (found || err_set(err, ERR_NOT_FOUND, _("No entry of this person was closed by the system.")));
}

bool closing_is_doubled(struct store *store, int64_t id, bool *doubled, struct err *err)
{
    int64_t count = 0;
    struct statement *statement = statement_take(
        store,
        "SELECT COUNT(*) FROM closing k JOIN closing other ON other.crossing_id = k.crossing_id AND other.id <> k.id "
        "WHERE k.id = :id AND k.voided IS NULL AND other.voided IS NULL",
        err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", id);
    if (!table_integer(statement, &count, err))
        return false;
    *doubled = count > 0;
    return true;
}

bool closing_last_batch(struct store *store, int64_t *batch, int64_t *at, struct err *err)
{
    struct statement *statement = statement_take(store, last_sql, err);
    if (statement == NULL)
        return false;
    bool found = statement_row(statement);
    if (found) {
        *batch = column_integer(statement, 0);
        *at = column_integer(statement, 1);
    }
    return statement_done(statement, err) &&
           (found || err_set(err, ERR_NOT_FOUND, _("The system has closed no entry.")));
}

bool closing_of_batch(struct store *store, int64_t batch, int64_t *ids, int most, int *count, struct err *err)
{
    struct statement *statement = statement_take(store, of_batch_sql, err);
    *count = 0;
    if (statement == NULL)
        return false;
    statement_integer(statement, "batch", batch);
    statement_integer(statement, "most", most);
    while (*count < most && statement_row(statement))
        ids[(*count)++] = column_integer(statement, 0);
    return statement_done(statement, err);
}
