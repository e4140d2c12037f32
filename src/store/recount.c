/* What follows from other things, made anew and compared: the schema from this program's steps, tallies, presence,
 * search keys and names of the shared terminal from the records. All of it is made in a database in memory, in one pass
 * over each table. */
#include "recount.h"
#include "database.h"
#include "gatepost/search.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>

static struct store *open_fresh(struct err *err)
{
    struct store *fresh = database_open(":memory:", MODE_FILL, false, err);
    if (fresh == NULL)
        return NULL;
    if (statement_script(fresh, "PRAGMA foreign_keys=OFF; BEGIN", err) && migrate_run(fresh, 0, err))
        return fresh;
    database_close(fresh);
    return NULL;
}

/* ---- the schema ---- */

static const char objects_sql[] = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND "
                                  "name NOT LIKE 'sqlite_%' ORDER BY type, name";

static void tell_object(struct buffer *report, const char *format, const struct statement *object)
{
    buffer_format(report, format, column_text(object, 0), column_text(object, 1));
    buffer_add(report, "\n");
}

/* Both lists stand in the same order; the smaller one is what the other lacks. */
static bool compare_objects(struct statement *stored, struct statement *wanted, struct buffer *report)
{
    bool same = true, has_stored = statement_row(stored), has_wanted = statement_row(wanted);
    while (has_stored || has_wanted) {
        int order = !has_stored ? 1 : !has_wanted ? -1 : strcmp(column_text(stored, 0), column_text(wanted, 0));
        if (order == 0)
            order = strcmp(column_text(stored, 1), column_text(wanted, 1));
        if (order > 0)
            tell_object(report, _("the %s %s is missing"), wanted);
        else if (order < 0)
            tell_object(report, _("the %s %s does not belong here"), stored);
        else if (strcmp(column_text(stored, 2), column_text(wanted, 2)) != 0)
            tell_object(report, _("the %s %s was changed"), stored);
        else
            order = 2; /* alike */
        same = same && order == 2;
        if (order <= 0 || order == 2)
            has_stored = statement_row(stored);
        if (order >= 0)
            has_wanted = statement_row(wanted);
    }
    return same;
}

static bool check_schema(struct store *store, struct store *fresh, struct buffer *report, struct err *err)
{
    struct statement *stored = statement_take(store, objects_sql, err);
    struct statement *wanted = stored != NULL ? statement_take(fresh, objects_sql, err) : NULL;
    bool same = wanted != NULL && compare_objects(stored, wanted, report);
    bool read = stored != NULL && statement_done(stored, err);
    return wanted != NULL && statement_done(wanted, err) && read && same;
}

/* ---- tallies and presence ---- */

static const char crossings_sql[] =
    "SELECT day, checkpoint_id, direction, class, decision, abnormal, vehicle_id IS NOT NULL, voided IS NOT NULL, "
    "person_id, id, at, at / 900 FROM crossing";
static const char tally_sql[] =
    "INSERT INTO gate_tally VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1) ON CONFLICT DO UPDATE SET count = count + 1";
static const char tally_all_sql[] =
    "INSERT INTO gate_tally SELECT 0, checkpoint_id, direction, class, decision, abnormal, vehicle, voided, SUM(count) "
    "FROM gate_tally GROUP BY 2, 3, 4, 5, 6, 7, 8";
static const char quarter_sql[] =
    "INSERT INTO gate_quarter VALUES (?1, ?2, ?3, 1) ON CONFLICT DO UPDATE SET count = count + 1";
static const char presence_sql[] =
    "INSERT INTO presence VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (person_id) DO UPDATE SET "
    "crossing_id = excluded.crossing_id, at = excluded.at, direction = excluded.direction, class = excluded.class "
    "WHERE (excluded.at, excluded.crossing_id) > (presence.at, presence.crossing_id)";

/* What a closing takes out of presence (schema/007_presence.sql): it must be the last the person was seen. */
static const char closings_sql[] = "SELECT c.person_id, c.id FROM closing k JOIN crossing c ON c.id = k.crossing_id "
                                   "WHERE k.voided IS NULL AND c.person_id IS NOT NULL";
/* Who is voided is nowhere; behind recount_keys, which brings the persons. */
static const char nowhere_sql[] =
    "DELETE FROM presence WHERE person_id IN (SELECT id FROM person WHERE voided IS NOT NULL)";
static const char closed_sql[] = "DELETE FROM presence WHERE person_id = ?1 AND crossing_id = ?2 AND direction = 'in'";

/* Puts columns of `row` into the parameters of a statement and runs it. */
static bool run_from(struct store *fresh, const char *sql, const struct statement *row, const int *columns, int count,
                     struct err *err)
{
    struct statement *insert = statement_take_text(fresh, sql, err);
    if (insert == NULL)
        return false;
    for (int i = 0; i < count; i++)
        sqlite3_bind_value(insert->prepared, i + 1, sqlite3_column_value(row->prepared, columns[i]));
    statement_row(insert);
    return statement_done(insert, err);
}

static bool recount_crossings(struct store *store, struct store *fresh, struct err *err)
{
    static const int kind[] = {0, 1, 2, 3, 4, 5, 6, 7}, seen[] = {8, 9, 10, 2, 3}, quarter[] = {11, 1, 2};
    struct statement *row = statement_take(store, crossings_sql, err);
    if (row == NULL)
        return false;
    bool good = true;
    while (good && statement_row(row)) {
        bool counts = column_integer(row, 7) == 0 && strcmp(column_text(row, 4), "admitted") == 0;
        good = run_from(fresh, tally_sql, row, kind, 8, err) &&
               (!counts || run_from(fresh, quarter_sql, row, quarter, 3, err)) &&
               (!counts || column_is_null(row, 8) || run_from(fresh, presence_sql, row, seen, 5, err));
    }
    return statement_done(row, err) && good && statement_run(fresh, tally_all_sql, err);
}

static bool recount_closings(struct store *store, struct store *fresh, struct err *err)
{
    static const int entry[] = {0, 1};
    bool good = true;
    struct statement *row = statement_take(store, closings_sql, err);
    if (row == NULL)
        return false;
    while (good && statement_row(row))
        good = run_from(fresh, closed_sql, row, entry, 2, err);
    return statement_done(row, err) && good;
}

/* ---- search keys ---- */

enum { COLUMNS_MOST = 32 };

static bool index_table(struct store *store, struct store *fresh, const char *table, struct err *err)
{
    char select[60], insert[60 + 4 * COLUMNS_MOST];
    int columns[COLUMNS_MOST], used = snprintf(insert, sizeof insert, "INSERT INTO %s VALUES (?", table);
    snprintf(select, sizeof select, "SELECT * FROM %s", table);
    struct statement *row = statement_take_text(store, select, err);
    if (row == NULL)
        return false;
    int count = column_count(row);
    bool good = count <= COLUMNS_MOST;
    for (int i = 0; good && i < count; i++) {
        columns[i] = i;
        used += snprintf(insert + used, sizeof insert - (size_t)used, "%s", i + 1 < count ? ", ?" : ")");
    }
    while (good && statement_row(row))
        good = run_from(fresh, insert, row, columns, count, err) &&
               search_index_row(fresh, table, column_integer(row, 0), err);
    return statement_done(row, err) && good;
}

static bool recount_keys(struct store *store, struct store *fresh, struct err *err)
{
    /* Which imports count comes first: rows of the others have no keys. */
    static const char *const tables[] = {"import_complete", "import_keys", "person",     "place",
                                         "vehicle",         "phrase",      "checkpoint", "officer"};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        if (!index_table(store, fresh, tables[i], err))
            return false;
    return true;
}

/* Behind recount_keys, which brings persons and officers. */
static bool recount_kiosk(struct store *store, struct store *fresh, struct err *err)
{
    static const int both[] = {0, 1};
    struct statement *salt = statement_take(store, "SELECT name, value FROM meta WHERE name = 'community_id'", err);
    if (salt == NULL)
        return false;
    bool good = !statement_row(salt) || run_from(fresh, "INSERT INTO meta VALUES (?1, ?2)", salt, both, 2, err);
    return statement_done(salt, err) && good && index_table(store, fresh, "volunteer", err) &&
           kiosk_keys_make(fresh, err);
}

/* ---- compared ---- */

static bool rows_same(struct statement *one, struct statement *other)
{
    bool has_one, has_other;
    while ((has_one = statement_row(one)) + (has_other = statement_row(other)) == 2)
        for (int i = 0; i < column_count(one); i++)
            if (strcmp(column_text(one, i), column_text(other, i)) != 0)
                return false;
    return !has_one && !has_other;
}

/* Rows whose import is between two states: its keys are being made or forgotten (import_tidy.c), and may be any. */
#define COUNTING "(SELECT id FROM import_complete WHERE voided IS NULL)"
#define UNTIDY                                                               \
    "(SELECT id FROM import_keys WHERE have <> 'all' OR id NOT IN " COUNTING \
    " UNION SELECT id FROM import_complete WHERE voided IS NULL AND id NOT IN (SELECT id FROM import_keys))"
#define WITHOUT_UNTIDY_ROWS                                                                    \
    "WHERE (kind, subject) NOT IN (SELECT 'person', id FROM person WHERE import_id IN " UNTIDY \
    " UNION ALL SELECT 'place', id FROM place WHERE import_id IN " UNTIDY ") "

static bool check_derived(struct store *store, struct store *fresh, struct buffer *report, struct err *err)
{
    static const char *const derived[][2] = {
        {"gate_tally", "SELECT * FROM gate_tally WHERE count <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8"},
        {"gate_quarter", "SELECT * FROM gate_quarter WHERE count <> 0 ORDER BY 1, 2, 3"},
        {"presence", "SELECT * FROM presence ORDER BY 1"},
        {"presence_tally", "SELECT * FROM presence_tally WHERE count <> 0 ORDER BY 1, 2"},
        {"search_key", "SELECT * FROM search_key " WITHOUT_UNTIDY_ROWS "ORDER BY 1, 2, 3"},
        {"search_subject", "SELECT * FROM search_subject " WITHOUT_UNTIDY_ROWS "ORDER BY 1, 2"},
        {"kiosk_name", "SELECT * FROM kiosk_name ORDER BY 1, 2"},
        {"kiosk_key", "SELECT * FROM kiosk_key ORDER BY 1, 2"},
    };
    bool good = true, read = true;
    for (size_t i = 0; read && i < sizeof derived / sizeof derived[0]; i++) {
        struct statement *one = statement_take(store, derived[i][1], err);
        struct statement *other = one != NULL ? statement_take(fresh, derived[i][1], err) : NULL;
        bool same = other != NULL && rows_same(one, other);
        read = one != NULL && statement_done(one, err);
        read = other != NULL && statement_done(other, err) && read;
        if (read && !same) {
            buffer_format(report, _("%s is not what follows from the records"), derived[i][0]);
            buffer_add(report, "\n");
        }
        good = good && same;
    }
    return read && good;
}

bool recount_check(struct store *store, struct buffer *report, struct err *err)
{
    struct store *fresh = open_fresh(err);
    if (fresh == NULL)
        return false;
    bool good = store_read_begin(store, err);
    if (good) {
        good = check_schema(store, fresh, report, err);
        good = recount_crossings(store, fresh, err) && recount_closings(store, fresh, err) &&
               recount_keys(store, fresh, err) && recount_kiosk(store, fresh, err) &&
               statement_run(fresh, nowhere_sql, err) && check_derived(store, fresh, report, err) && good;
        store_read_end(store);
    }
    database_close(fresh);
    return good;
}
