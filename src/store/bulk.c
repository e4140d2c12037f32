/* Filling a new file: the indexes of gate log and audit, tallies and presence are made once at the end instead of with
 * each row, which takes two thirds of the time of a row. The same rows come out (tests/unit/test_demo.c counts both
 * ways). */
#include "database.h"

/* What stands in the schema comes back as it was: kept in a table only this connection sees. The audit's triggers stay:
 * it is append-only here too. */
static const char keep_sql[] =
    "CREATE TEMP TABLE bulk AS SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND "
    "((type = 'index' AND tbl_name IN ('crossing', 'audit')) OR (type = 'trigger' AND tbl_name = 'crossing'))";
static const char drops_sql[] = "SELECT 'DROP ' || type || ' ' || name FROM temp.bulk";
static const char creates_sql[] = "SELECT sql FROM temp.bulk ORDER BY type"; /* indexes first */
static const char forget_sql[] = "DROP TABLE temp.bulk";

static const char clear_sql[] =
    "DELETE FROM presence; DELETE FROM presence_tally; DELETE FROM gate_tally; DELETE FROM gate_quarter";
static const char tally_sql[] =
    "INSERT INTO gate_tally SELECT day, checkpoint_id, direction, class, decision, abnormal, vehicle_id IS NOT NULL, "
    "voided IS NOT NULL, COUNT(*) FROM crossing GROUP BY 1, 2, 3, 4, 5, 6, 7, 8";
static const char tally_all_sql[] =
    "INSERT INTO gate_tally SELECT 0, checkpoint_id, direction, class, decision, abnormal, vehicle, voided, SUM(count) "
    "FROM gate_tally GROUP BY 2, 3, 4, 5, 6, 7, 8";
static const char quarter_sql[] =
    "INSERT INTO gate_quarter SELECT at / 900, checkpoint_id, direction, COUNT(*) FROM crossing "
    "WHERE voided IS NULL AND decision = 'admitted' GROUP BY 1, 2, 3";
static const char presence_sql[] =
    "INSERT INTO presence SELECT c.person_id, c.id, c.at, c.direction, c.class FROM person p JOIN crossing c ON c.id = "
    "(SELECT l.id FROM crossing l WHERE l.person_id = p.id AND l.voided IS NULL AND l.decision = 'admitted' "
    "ORDER BY l.at DESC, l.id DESC LIMIT 1) AND NOT (c.direction = 'in' AND EXISTS (SELECT 1 FROM closing k "
    "WHERE k.crossing_id = c.id AND k.voided IS NULL)) WHERE p.voided IS NULL";

/* Runs each statement that the rows of `list_sql` spell out. */
static bool run_listed(struct store *store, const char *list_sql, struct err *err)
{
    struct buffer script = {0};
    struct statement *statement = statement_take(store, list_sql, err);
    if (statement == NULL)
        return false;
    while (statement_row(statement)) {
        buffer_add(&script, column_text(statement, 0));
        buffer_add(&script, ";");
    }
    bool done = statement_done(statement, err) && statement_script(store, buffer_text(&script), err);
    buffer_release(&script);
    return done;
}

bool store_bulk_begin(struct store *store, struct err *err)
{
    if (store->mode != MODE_FILL || !store->writing)
        die("store_bulk_begin outside the filling of a new file");
    return statement_script(store, keep_sql, err) && run_listed(store, drops_sql, err);
}

bool store_bulk_end(struct store *store, struct err *err)
{
    return statement_script(store, clear_sql, err) && run_listed(store, creates_sql, err) &&
           statement_script(store, tally_sql, err) && statement_script(store, tally_all_sql, err) &&
           statement_script(store, quarter_sql, err) && statement_script(store, presence_sql, err) &&
           statement_script(store, forget_sql, err);
}
