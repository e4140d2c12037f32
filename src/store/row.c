/* Inserts and updates of editable rows: SQL built from the values, the stored row back as JSON, the audit, the search
 * keys. The row as it was stored, defaults and all, is read by its id: RETURNING builds a temporary table for each row
 * and costs four times as much. */
#include "gatepost/row.h"
#include "database.h"
#include "gatepost/json.h"
#include "gatepost/search.h"
#include "gatepost/words.h"
#include "kiosk.h"
#include <stdlib.h>
#include <string.h>

static int rev_column(const struct statement *statement)
{
    for (int i = 0; i < column_count(statement); i++)
        if (strcmp(column_name(statement, i), "rev") == 0)
            return i;
    return -1;
}

/* Columns that came with a later step of the schema: they stand in a snapshot only where they hold something, so that
 * what the audit hashed before the step still fits. */
static bool is_later_column(const char *name)
{
    static const char *const later[] = {"import_id", "pin_id",      "unix_user",     "company",     "company_phone",
                                        "driver_id", "usual_class", "trips_per_day", "expected_id", "line",
                                        "leader",    "needs",       "needs_note",    "reading_id"};
    for (size_t i = 0; i < sizeof later / sizeof later[0]; i++)
        if (strcmp(later[i], name) == 0)
            return true;
    return false;
}

void row_snapshot(const struct statement *statement, int64_t rev, struct buffer *json)
{
    int replaced = rev >= 0 ? rev_column(statement) : -1;
    buffer_clear(json);
    json_begin(json);
    for (int i = 0, count = column_count(statement); i < count; i++) {
        int type = sqlite3_column_type(statement->prepared, i);
        if (i == replaced)
            json_integer(json, column_name(statement, i), rev);
        else if (type == SQLITE_NULL && is_later_column(column_name(statement, i)))
            continue;
        else if (type == SQLITE_NULL)
            json_null(json, column_name(statement, i));
        else if (type == SQLITE_INTEGER)
            json_integer(json, column_name(statement, i), column_integer(statement, i));
        else
            json_text(json, column_name(statement, i), column_text(statement, i));
    }
    json_end(json);
}

/* Written and read whole is the table itself, also where the connection sees a window of it (kiosk.c). */
#define TABLE_ITSELF "main."

static struct statement *select_row(struct store *store, const char *table, int64_t id, struct err *err)
{
    buffer_clear(&store->text);
    kiosk_row_sql(store, table, &store->text);
    struct statement *statement = statement_take_text(store, buffer_text(&store->text), err);
    if (statement != NULL)
        statement_integer(statement, "id", id);
    return statement;
}

bool row_read(struct store *store, const char *table, int64_t id, int64_t rev, struct buffer *json, struct err *err)
{
    struct statement *statement = select_row(store, table, id, err);
    if (statement == NULL)
        return false;
    bool found = statement_row(statement);
    if (found)
        row_snapshot(statement, rev, json);
    if (!statement_done(statement, err))
        return false;
    return found ? true : err_set(err, ERR_NOT_FOUND, _("This record does not exist."));
}

/* Values live until the statement is done, so SQLite need not copy them. */
static void bind_values(struct statement *statement, const struct row_value *values, int count)
{
    for (int i = 0; i < count; i++) {
        const struct row_value *value = &values[i];
        int code = SQLITE_OK;
        if (value->type == ROW_INTEGER)
            code = sqlite3_bind_int64(statement->prepared, i + 1, value->integer);
        else if (value->type == ROW_TEXT && value->text != NULL)
            code = sqlite3_bind_text(statement->prepared, i + 1, value->text, -1, SQLITE_STATIC);
        else
            code = sqlite3_bind_null(statement->prepared, i + 1);
        if (code != SQLITE_OK)
            statement->code = code;
    }
}

/* Steps a change to its end; *changed tells how many rows it met. */
static bool run_change(struct statement *statement, int *changed, struct err *err)
{
    struct store *store = statement->store;
    statement_row(statement);
    if (!statement_done(statement, err))
        return false;
    *changed = statement_changes(store);
    return true;
}

static void insert_sql(struct buffer *sql, const char *table, const struct row_value *values, int count)
{
    buffer_clear(sql);
    buffer_format(sql, "INSERT INTO " TABLE_ITSELF "%s (", table);
    for (int i = 0; i < count; i++) {
        buffer_add(sql, i > 0 ? ", " : "");
        buffer_add(sql, values[i].column);
    }
    buffer_add(sql, ") VALUES (");
    for (int i = 0; i < count; i++) {
        buffer_add(sql, i > 0 ? ", :" : ":");
        buffer_add(sql, values[i].column);
    }
    buffer_add(sql, ")");
}

static void check_writing(const struct store *store)
{
    if (!store->writing)
        die("a row changed outside store_begin");
}

bool row_insert(struct store *store, const char *table, const struct row_value *values, int count, int64_t *id,
                struct err *err)
{
    struct row_value seen[KIOSK_COLUMNS_MOST];
    check_writing(store);
    values = kiosk_seen(store, table, values, &count, seen);
    insert_sql(&store->text, table, values, count);
    struct statement *statement = statement_take_text(store, buffer_text(&store->text), err);
    if (statement == NULL)
        return false;
    bind_values(statement, values, count);
    int changed = 0;
    if (!run_change(statement, &changed, err))
        return false;
    int64_t new_id = statement_last_id(store);
    if (!row_read(store, table, new_id, -1, &store->after, err))
        return false;
    if (id != NULL)
        *id = new_id;
    return audit_insert(store, table, new_id, &store->after, err) &&
           (store->keys_later || search_index_row(store, table, new_id, err)) &&
           (strcmp(table, "person") == 0 || kiosk_keys_follow(store, table, new_id, err)); /* nobody's volunteer yet */
}

/* ---- update ---- */

/* True when the row that stands in `statement` has all these values already. */
static bool has_values(const struct statement *statement, const struct row_value *values, int count)
{
    for (int i = 0; i < count; i++) {
        int column = 0;
        while (column < column_count(statement) && strcmp(column_name(statement, column), values[i].column) != 0)
            column++;
        if (column == column_count(statement))
            die("no column %s", values[i].column);
        bool null = values[i].type == ROW_NULL || (values[i].type == ROW_TEXT && values[i].text == NULL);
        if (null != column_is_null(statement, column))
            return false;
        if (null)
            continue;
        if (values[i].type == ROW_INTEGER ? column_integer(statement, column) != values[i].integer
                                          : strcmp(column_text(statement, column), values[i].text) != 0)
            return false;
    }
    return true;
}

static void update_sql(struct buffer *sql, const char *table, const struct row_value *values, int count)
{
    buffer_clear(sql);
    buffer_format(sql, "UPDATE " TABLE_ITSELF "%s SET ", table);
    for (int i = 0; i < count; i++) {
        buffer_add(sql, values[i].column);
        buffer_add(sql, " = :");
        buffer_add(sql, values[i].column);
        buffer_add(sql, ", ");
    }
    buffer_add(sql, "rev = rev + 1 WHERE id = :id AND rev = :rev");
}

struct change {
    const char *table;
    int64_t id, rev;
    const struct row_value *values;
    int count;
};

/* Snapshot of the row before; *rev gets what it is now. */
static bool read_before(struct store *store, const struct change *change, int64_t *rev, bool *same, struct err *err)
{
    struct statement *statement = select_row(store, change->table, change->id, err);
    if (statement == NULL)
        return false;
    bool found = statement_row(statement);
    if (found) {
        *rev = column_integer(statement, rev_column(statement));
        *same = has_values(statement, change->values, change->count);
        row_snapshot(statement, -1, &store->before);
    }
    if (!statement_done(statement, err))
        return false;
    return found ? true : err_set(err, ERR_NOT_FOUND, _("This record does not exist."));
}

static bool run_update(struct store *store, const struct change *change, bool *found, struct err *err)
{
    int changed = 0;
    update_sql(&store->text, change->table, change->values, change->count);
    struct statement *statement = statement_take_text(store, buffer_text(&store->text), err);
    if (statement == NULL)
        return false;
    bind_values(statement, change->values, change->count);
    statement_integer(statement, "id", change->id);
    statement_integer(statement, "rev", change->rev);
    if (!run_change(statement, &changed, err))
        return false;
    *found = changed > 0;
    return !*found || row_read(store, change->table, change->id, -1, &store->after, err);
}

bool row_update(struct store *store, const char *table, int64_t id, int64_t rev, const struct row_value *values,
                int count, struct err *err)
{
    struct row_value seen[KIOSK_COLUMNS_MOST];
    check_writing(store);
    values = kiosk_seen(store, table, values, &count, seen);
    struct change change = {.table = table, .id = id, .rev = rev, .values = values, .count = count};
    int64_t now = 0;
    bool same = false, found = false;
    if (!read_before(store, &change, &now, &same, err))
        return false;
    if (rev >= 0 && rev != now)
        return audit_conflict(store, table, id, err);
    if (same)
        return true;
    change.rev = now;
    if (!run_update(store, &change, &found, err))
        return false;
    if (!found) /* cannot be under the writer lock */
        return audit_conflict(store, table, id, err);
    return audit_update(store, table, id, &store->before, &store->after, err) &&
           search_index_row(store, table, id, err) && kiosk_keys_follow(store, table, id, err);
}

bool row_void(struct store *store, const char *table, int64_t id, int64_t rev, const char *reason, struct err *err)
{
    if (reason == NULL || reason[strspn(reason, " \t")] == '\0')
        return err_field(err, ERR_INPUT, "reason", _("A reason is needed: it stays with the record."));
    const struct row_value values[] = {ROW_STR("voided", reason)};
    return row_update(store, table, id, rev, values, 1, err);
}
