/* A shared terminal's connection. Before it is shut, a window is made for every table it has need of: a temporary view
 * of the same name, which stands before the table, so that the statements of other files need not know. Then SQLite
 * asks of every statement it prepares. Why "denied" and never "ignored": what is ignored reads as NULL, and RETURNING
 * would give it all the same. Why windows read by a name that is drawn anew for each connection (store->passage):
 * SQLite says through which view something is read, and says the same of a part of a statement that calls itself so. */
#include "kiosk.h"
#include "database.h"
#include "gatepost/json.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

/* ---- asked of every statement ---- */

/* What people typed is no SQL: these are the functions our own statements use. row_was reads of what stood in a row,
 * and does so in a window alone. */
static bool is_known_function(const struct store *store, const char *name, const char *through)
{
    return kiosk_names(" count sum max min coalesce like here_volunteer own_volunteer ", name) ||
           (strcmp(name, "row_was") == 0 && through != NULL && strcmp(through, store->passage) == 0);
}

/* Asked of the file: whether somebody wrote to it, and which schema it has. With an argument either would be set. */
static bool is_question(const char *pragma, const char *argument)
{
    return argument == NULL && (strcmp(pragma, "data_version") == 0 || strcmp(pragma, "user_version") == 0);
}

/* `through`: the view or the named part of the statement that reads it. Without a column: how many rows there are. */
static bool may_read(const struct store *store, const char *table, const char *column, const char *through)
{
    if (through != NULL && strcmp(through, store->passage) == 0)
        return true;
    const struct kiosk_opening *opening = kiosk_opening_find(table);
    if (opening == NULL)
        return false;
    return column[0] == '\0' ? opening->read != NULL : kiosk_names(opening->read, column);
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
        good = is_known_function(store, two, through);
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

/* SQLite asks of no column that two tables are joined by without its being written out (USING, NATURAL), and a FULL
 * JOIN gives them all. */
bool kiosk_hears_all(const struct store *store, const char *sql)
{
    return !store->kiosk || (strcasestr(sql, "using") == NULL && strcasestr(sql, "natural") == NULL);
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
        buffer_format(sql, "%s AS %s", kiosk_shown_find(opening->table, name)->sql, name);
    else
        buffer_format(sql, "t.%s AS %s", name, name);
}

static bool add_rows(struct store *store, const struct kiosk_opening *opening, struct buffer *sql, struct err *err)
{
    char pragma[80];
    snprintf(pragma, sizeof pragma, "PRAGMA main.table_info(%s)", opening->table);
    struct statement *column = statement_take_text(store, pragma, err);
    if (column == NULL)
        return false;
    buffer_add(sql, "SELECT ");
    for (bool first = true; statement_row(column); first = false) {
        buffer_add(sql, first ? "" : ", ");
        add_column(opening, column, sql);
    }
    buffer_format(sql, " FROM main.%s t", opening->source != NULL ? opening->source : opening->table);
    if (opening->where != NULL)
        buffer_format(sql, " WHERE %s", opening->where);
    return statement_done(column, err);
}

static bool make_window(struct store *store, const struct kiosk_opening *opening, struct err *err)
{
    struct buffer sql = {0};
    bool good = true;
    buffer_format(&sql, "CREATE TEMP VIEW %s AS WITH %s AS (", opening->table, store->passage);
    if (opening->query != NULL)
        buffer_add(&sql, opening->query);
    else
        good = add_rows(store, opening, &sql, err);
    buffer_format(&sql, ") SELECT * FROM %s", store->passage);
    good = good && statement_script(store, buffer_text(&sql), err);
    buffer_release(&sql);
    return good;
}

/* What is all open, or only written, needs none. */
static bool needs_window(const struct kiosk_opening *opening)
{
    return opening->window != NULL;
}

static void here_volunteer(sqlite3_context *context, int count, sqlite3_value **values)
{
    const struct store *store = sqlite3_user_data(context);
    (void)count;
    (void)values;
    sqlite3_result_int64(context, store->volunteer_id);
}

static void own_volunteer(sqlite3_context *context, int count, sqlite3_value **values)
{
    const struct store *store = sqlite3_user_data(context);
    (void)count;
    (void)values;
    sqlite3_result_int64(context, store->volunteer_proven ? store->volunteer_id : 0);
}

/* row_was(before, column): NULL when there was no row, or it is no longer known. */
static void row_was(sqlite3_context *context, int count, sqlite3_value **values)
{
    const char *before = (const char *)sqlite3_value_text(values[0]);
    const char *column = (const char *)sqlite3_value_text(values[1]);
    struct json_object row = {0};
    (void)count;
    bool known = before != NULL && json_parse(&row, before, strlen(before), NULL);
    const struct json_member *was = known ? json_find(&row, column) : NULL;
    if (was != NULL && was->type == JSON_INTEGER)
        sqlite3_result_int64(context, was->integer);
    else if (was != NULL && was->type == JSON_TEXT)
        sqlite3_result_text(context, was->text, -1, SQLITE_TRANSIENT);
    json_release(&row);
}

static bool make_functions(struct store *store, struct err *err)
{
    static const struct {
        const char *name;
        int arguments;
        void (*run)(sqlite3_context *context, int count, sqlite3_value **values);
    } functions[] = {
        {"here_volunteer", 0, here_volunteer}, {"own_volunteer", 0, own_volunteer}, {"row_was", 2, row_was}};
    int code = SQLITE_OK;
    for (size_t i = 0; code == SQLITE_OK && i < sizeof functions / sizeof functions[0]; i++)
        code = sqlite3_create_function_v2(store->db, functions[i].name, functions[i].arguments, SQLITE_UTF8, store,
                                          functions[i].run, NULL, NULL, NULL);
    return code == SQLITE_OK || store_fail(store, code, err);
}

static bool draw_passage(struct store *store, struct err *err)
{
    unsigned char random[(PASSAGE_BYTES - 2) / 2];
    if (getrandom(random, sizeof random, 0) != sizeof random)
        return err_set(err, ERR_SYSTEM, _("The system gives no random numbers."));
    store->passage[0] = 'w';
    for (size_t i = 0; i < sizeof random; i++)
        snprintf(store->passage + 1 + 2 * i, 3, "%02x", random[i]);
    return true;
}

static bool make_windows(struct store *store, struct err *err)
{
    bool good = true;
    query_only(store, false); /* views are made; from now on the answer above takes its place */
    void *guard = sqlite3_commit_hook(store->db, NULL, NULL); /* a view is committed too, and without the lock */
    for (const struct kiosk_opening *opening = kiosk_openings; good && opening->table != NULL; opening++)
        good = !needs_window(opening) || make_window(store, opening, err);
    sqlite3_commit_hook(store->db, refuse_unlocked, guard);
    return good;
}

bool kiosk_shut(struct store *store, struct err *err)
{
    if (store->read_only)
        return err_set(err, ERR_ROLE, _("This session may only read."));
    /* Without recursive triggers REPLACE would take rows away past those that keep the audit. */
    bool good = kiosk_keys_salt(store, store->salt, err) && draw_passage(store, err) && make_functions(store, err) &&
                make_windows(store, err) && statement_script(store, "PRAGMA recursive_triggers=ON", err);
    statement_cache_release(&store->statements); /* prepared before anybody asked */
    settings_forget(store);
    store->kiosk = good;
    return good && sqlite3_set_authorizer(store->db, answer, store) == SQLITE_OK;
}

void kiosk_row_sql(const struct store *store, const char *table, struct buffer *sql)
{
    const struct kiosk_opening *opening = store->kiosk ? kiosk_opening_find(table) : NULL;
    if (opening != NULL && opening->update != NULL && opening->update[0] == '*')
        buffer_format(sql, "WITH %1$s AS (SELECT * FROM main.%2$s) SELECT * FROM %1$s WHERE id = :id", store->passage,
                      table);
    else
        buffer_format(sql, "SELECT * FROM main.%s WHERE id = :id", table);
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
