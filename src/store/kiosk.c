/* A shared terminal's connection. Before it is shut, a window is made for every table it has need of: a temporary view
 * of the same name, which stands before the table, so that the statements of other files need not know. Then SQLite
 * asks of every statement it prepares. Why "denied" and never "ignored": what is ignored reads as NULL, and RETURNING
 * would give it all the same. */
#include "kiosk.h"
#include "database.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>

/* ---- asked of every statement ---- */

/* What people typed is no SQL: these are the functions our own statements use. */
static bool is_known_function(const char *name, const char *through)
{
    return kiosk_names(" count sum max min coalesce like own_volunteer ", name) ||
           (strcmp(name, "json_extract") == 0 && through != NULL && strcmp(through, "kiosk_act") == 0);
}

/* Asked of the file: whether somebody wrote to it, and which schema it has. With an argument either would be set. */
static bool is_question(const char *pragma, const char *argument)
{
    return argument == NULL && (strcmp(pragma, "data_version") == 0 || strcmp(pragma, "user_version") == 0);
}

/* `through`: the window, or the view of the schema, that reads it. A statement may call a part of itself so too; it
 * gets no more by that than the window has. */
static bool may_read(const struct store *store, const char *table, const char *column, const char *through)
{
    for (const struct kiosk_door *door = kiosk_doors; through != NULL && door->through != NULL; door++)
        if (strcmp(door->through, through) == 0 && strcmp(door->table, table) == 0 &&
            (column[0] == '\0' || kiosk_names(door->columns, column)))
            return true;
    const struct kiosk_opening *opening = kiosk_opening_find(table);
    if (opening == NULL)
        return false;
    if (store->snapshots && strcmp(opening->update, "*") == 0)
        return true;
    return column[0] == '\0' || kiosk_names(opening->read, column) ||
           (through != NULL && strcmp(through, table) == 0 && kiosk_names(opening->window, column));
}

static bool may_write(const struct store *store, const char *table, const char *column)
{
    const struct kiosk_opening *opening = kiosk_opening_find(table);
    if (!store->writing || opening == NULL)
        return false;
    return column == NULL ? opening->insert : kiosk_names(opening->update, column);
}

static int answer(void *context, int action, const char *one, const char *two, const char *schema, const char *through)
{
    const struct store *store = context;
    bool own = schema != NULL && strcmp(schema, "temp") == 0;
    bool good = false;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_TRANSACTION:
        good = true;
        break;
    case SQLITE_FUNCTION:
        good = is_known_function(two, through);
        break;
    case SQLITE_READ:
        good = own ? kiosk_opening_find(one) != NULL : may_read(store, one, two, through);
        break;
    case SQLITE_INSERT:
        good = !own && may_write(store, one, NULL);
        break;
    case SQLITE_UPDATE:
        good = !own && may_write(store, one, two);
        break;
    case SQLITE_PRAGMA:
        good = is_question(one, two);
        break;
    default: /* DELETE, ATTACH, DDL, whatever SQLite learns */
        break;
    }
    return good ? SQLITE_OK : SQLITE_DENY;
}

/* ---- windows ---- */

/* A column of the table as the window shows it. */
static void add_column(const struct kiosk_opening *opening, const struct statement *column, struct buffer *sql)
{
    const char *name = column_text(column, 1);
    bool is_text = strcmp(column_text(column, 2), "TEXT") == 0, not_null = column_integer(column, 3) != 0;
    if (!kiosk_names(opening->read, name) && !kiosk_names(opening->window, name))
        buffer_format(sql, "%s AS %s", !not_null ? "NULL" : is_text ? "''" : "0", name);
    else if (kiosk_shown_find(opening->table, name) != NULL)
        buffer_format(sql, "%s AS %s", kiosk_shown_find(opening->table, name), name);
    else
        buffer_format(sql, "t.%s AS %s", name, name);
}

static bool make_window(struct store *store, const struct kiosk_opening *opening, struct err *err)
{
    struct buffer sql = {0};
    char pragma[80];
    snprintf(pragma, sizeof pragma, "PRAGMA main.table_info(%s)", opening->table);
    struct statement *column = statement_take_text(store, pragma, err);
    if (column == NULL)
        return false;
    buffer_format(&sql, "CREATE TEMP VIEW %s AS SELECT ", opening->table);
    for (bool first = true; statement_row(column); first = false) {
        buffer_add(&sql, first ? "" : ", ");
        add_column(opening, column, &sql);
    }
    buffer_format(&sql, " FROM main.%s t", opening->table);
    if (opening->where != NULL)
        buffer_format(&sql, " WHERE %s", opening->where);
    bool good = statement_done(column, err) && statement_script(store, buffer_text(&sql), err);
    buffer_release(&sql);
    return good;
}

/* What is all open, or only written, needs none. */
static bool needs_window(const struct kiosk_opening *opening)
{
    return opening->window[0] != '\0' || opening->where != NULL;
}

/* What was done to shifts, and what they were before: of the audit no more than somebody needs who takes back their own
 * doing. */
static const char acts_sql[] =
    "CREATE TEMP VIEW kiosk_act AS SELECT a.id AS id, a.row_id AS assignment_id, b.volunteer_id AS volunteer_id, b.at "
    "AS at, b.verb AS verb, json_extract(p.before, '$.state') AS state, json_extract(p.before, '$.seeking_at') AS "
    "seeking_at, json_extract(p.before, '$.not_signed_out') AS not_signed_out FROM main.audit a CROSS JOIN main.batch "
    "b ON b.id = a.batch_id LEFT JOIN main.audit_payload p ON p.audit_id = a.id AND p.before LIKE '{%' WHERE "
    "a.table_name = 'assignment'";

static void own_volunteer(sqlite3_context *context, int count, sqlite3_value **values)
{
    const struct store *store = sqlite3_user_data(context);
    (void)count;
    (void)values;
    sqlite3_result_int64(context, store->volunteer_proven ? store->volunteer_id : 0);
}

bool kiosk_shut(struct store *store, struct err *err)
{
    if (store->read_only)
        return err_set(err, ERR_ROLE, _("This session may only read."));
    int code =
        sqlite3_create_function_v2(store->db, "own_volunteer", 0, SQLITE_UTF8, store, own_volunteer, NULL, NULL, NULL);
    if (code != SQLITE_OK)
        return store_fail(store, code, err);
    query_only(store, false); /* views are made; from now on the answer below takes its place */
    bool good = true;
    void *guard = sqlite3_commit_hook(store->db, NULL, NULL); /* a view is committed too, and without the lock */
    for (const struct kiosk_opening *opening = kiosk_openings; good && opening->table != NULL; opening++)
        good = !needs_window(opening) || make_window(store, opening, err);
    good = good && statement_script(store, acts_sql, err);
    sqlite3_commit_hook(store->db, refuse_unlocked, guard);
    statement_cache_release(&store->statements); /* prepared before anybody asked */
    settings_forget(store);
    store->kiosk = good;
    return good && sqlite3_set_authorizer(store->db, answer, store) == SQLITE_OK;
}

/* ---- what is not seen is not written ---- */

static bool is_empty(const struct row_value *value)
{
    return value->type == ROW_NULL || (value->type == ROW_INTEGER && value->integer == 0) ||
           (value->type == ROW_TEXT && (value->text == NULL || value->text[0] == '\0'));
}

const struct row_value *kiosk_seen(const struct store *store, const char *table, const struct row_value *values,
                                   int *count, struct row_value seen[KIOSK_COLUMNS_MOST])
{
    int kept = 0;
    const struct kiosk_opening *opening = store->kiosk ? kiosk_opening_find(table) : NULL;
    if (opening == NULL)
        return values;
    for (int i = 0; i < *count; i++) {
        bool is_open = kiosk_names(opening->read, values[i].column) || kiosk_names(opening->window, values[i].column);
        if (!is_open && is_empty(&values[i]))
            continue;
        if (kept == KIOSK_COLUMNS_MOST)
            die("%s has more than %d columns", table, KIOSK_COLUMNS_MOST);
        seen[kept++] = values[i];
    }
    *count = kept;
    return seen;
}
