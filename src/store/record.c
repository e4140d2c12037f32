/* Rows of registers by their table of fields: SQL is put together from column names, which are constants. */
#include "gatepost/record.h"
#include "database.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "record_sql.h"
#include "table.h"
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MOST = 40 };

const struct record_field *record_find(const struct record_field *fields, const char *name)
{
    for (const struct record_field *field = fields; field->name != NULL; field++)
        if (strcmp(field->name, name) == 0)
            return field;
    return NULL;
}

bool record_is_text(const struct record_field *field)
{
    return field->kind == RECORD_TEXT || field->kind == RECORD_PHONE || field->kind == RECORD_DOCUMENT;
}

bool record_is_time(const struct record_field *field)
{
    return field->kind == RECORD_MOMENT || field->kind == RECORD_DEADLINE || field->kind == RECORD_BEGINNING;
}

bool record_is_day(const struct record_field *field)
{
    return field->kind == RECORD_DAY || field->kind == RECORD_DAY_AHEAD;
}

bool record_names_somebody(const struct record_field *field)
{
    if (field->kind != RECORD_ROW)
        return field->kind == RECORD_PERSON || field->kind == RECORD_OFFICER;
    const struct record_field *called = record_of_column(field->of, field->of->called);
    return called != NULL && (called->said == SAID_NAME || called->kind == RECORD_PERSON);
}

static bool is_wide(const struct record_field *field)
{
    return field->kind == RECORD_ID || field->kind == RECORD_AMOUNT || field->kind == RECORD_MONEY ||
           field->kind >= RECORD_MOMENT;
}

int64_t record_integer(const struct record_field *field, const void *record)
{
    const void *value = (const char *)record + field->offset;
    if (is_wide(field))
        return *(const int64_t *)value;
    return field->kind == RECORD_SWITCH ? *(const bool *)value : *(const int *)value;
}

void record_set_integer(const struct record_field *field, void *record, int64_t value)
{
    void *target = (char *)record + field->offset;
    if (is_wide(field))
        *(int64_t *)target = value;
    else if (field->kind == RECORD_SWITCH)
        *(bool *)target = value != 0;
    else
        *(int *)target = (int)value;
}

const struct record_field *record_of_column(const struct record_table *table, const char *column)
{
    for (const struct record_field *field = table->fields; field->name != NULL; field++)
        if (field->column != NULL && strcmp(field->column, column) == 0)
            return field;
    return NULL;
}

const struct record_table *record_table_find(const char *name)
{
    for (int i = 0; record_tables[i] != NULL; i++)
        if (strcmp(record_tables[i]->name, name) == 0)
            return record_tables[i];
    return NULL;
}

/* A key that is cut would bring the same row again and again. */
static const struct record_field *order_field(const struct record_table *table)
{
    const struct record_field *field = record_of_column(table, table->order);
    if (field == NULL || (record_is_text(field) && field->size > NAME_BYTES))
        die("%s cannot be listed by %s", table->name, table->order);
    return field;
}

/* ---- reading ---- */

static bool is_read(const struct record_field *field)
{
    return field->column != NULL || field->derived != NULL;
}

void record_select_sql(const struct record_table *table, struct buffer *sql)
{
    buffer_clear(sql);
    buffer_add(sql, "SELECT id, rev, voided");
    for (const struct record_field *field = table->fields; field->name != NULL; field++)
        if (is_read(field)) {
            buffer_add(sql, ", ");
            buffer_add(sql, field->column != NULL ? field->column : field->derived);
        }
    buffer_add(sql, " FROM ");
    buffer_add(sql, table->name);
    buffer_add(sql, " WHERE ");
}

static void read_field(const struct statement *statement, int column, const struct record_field *field, void *record)
{
    if (record_is_text(field))
        column_copy(statement, column, (char *)record + field->offset, field->size);
    else if (field->kind == RECORD_CHOICE)
        record_set_integer(field, record, name_index(field->choices, column_text(statement, column)));
    else if (field->kind == RECORD_ANSWER && column_is_null(statement, column))
        record_set_integer(field, record, -1);
    else
        record_set_integer(field, record, column_integer(statement, column));
}

void record_read(const struct statement *statement, const struct record_table *table, void *record)
{
    struct record_head *head = record;
    int column = 3;
    memset(record, 0, table->size);
    head->id = column_integer(statement, 0);
    head->rev = column_integer(statement, 1);
    column_copy(statement, 2, head->voided, sizeof head->voided);
    for (const struct record_field *field = table->fields; field->name != NULL; field++)
        if (is_read(field))
            read_field(statement, column++, field, record);
    if (table->derive != NULL)
        table->derive(record);
}

bool record_get(struct store *store, const struct record_table *table, int64_t id, void *record, struct err *err)
{
    record_select_sql(table, &store->text);
    buffer_add(&store->text, "id = :id");
    struct statement *statement = statement_take_text(store, buffer_text(&store->text), err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", id);
    bool found = statement_row(statement);
    if (found)
        record_read(statement, table, record);
    if (!statement_done(statement, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _(table->none), (long long)id);
}

bool record_found(struct store *store, struct statement *statement, const struct record_table *table, void *record,
                  const char *none, struct err *err)
{
    int64_t id = 0;
    if (statement == NULL || !table_integer(statement, &id, err))
        return false;
    return id != 0 ? record_get(store, table, id, record, err) : err_set(err, ERR_NOT_FOUND, "%s", none);
}

/* The ids first: a record is read with a statement of its own. */
bool record_found_all(struct store *store, struct statement *statement, const struct record_table *table, void *records,
                      int most, int *count, struct err *err)
{
    *count = 0;
    if (statement == NULL)
        return false;
    int64_t *ids = memory_new((size_t)most, sizeof *ids);
    int found = 0;
    while (found < most && statement_row(statement))
        ids[found++] = column_integer(statement, 0);
    bool good = statement_done(statement, err);
    for (; good && *count < found; *count += good)
        good = record_get(store, table, ids[*count], (char *)records + (size_t)*count * table->size, err);
    free(ids);
    return good;
}

bool record_with_text(struct store *store, const struct record_table *table, const char *column, const char *text,
                      void *record, struct err *err)
{
    record_select_sql(table, &store->text);
    buffer_format(&store->text, "%s = :text AND voided IS NULL ORDER BY id LIMIT 1", column);
    struct statement *statement = statement_take_text(store, buffer_text(&store->text), err);
    if (statement == NULL)
        return false;
    statement_text(statement, "text", text);
    bool found = statement_row(statement);
    if (found)
        record_read(statement, table, record);
    if (!statement_done(statement, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("There is no \"%.60s\"."), text);
}

bool record_recent(struct store *store, const struct record_table *table, const char *column, char texts[][NAME_BYTES],
                   int most, int *count, struct err *err)
{
    *count = 0;
    buffer_clear(&store->text);
    buffer_format(&store->text,
                  "SELECT said, COUNT(*), MAX(id) FROM (SELECT id, voided, %s AS said FROM %s ORDER BY id DESC LIMIT "
                  "400) recent WHERE said <> '' AND voided IS NULL GROUP BY said ORDER BY 2 DESC, 3 DESC LIMIT :most",
                  column, table->name);
    struct statement *statement = statement_take_text(store, buffer_text(&store->text), err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "most", most);
    while (*count < most && statement_row(statement))
        column_copy(statement, 0, texts[(*count)++], NAME_BYTES);
    return statement_done(statement, err);
}

/* ---- writing ---- */

static struct row_value value_of(const struct record_field *field, const void *record)
{
    const char *text = (const char *)record + field->offset;
    int64_t integer = 0;
    if (record_is_text(field))
        return (struct row_value)ROW_STR(field->column, field->nullable && text[0] == '\0' ? NULL : text);
    integer = record_integer(field, record);
    if (field->nullable && integer == 0)
        return (struct row_value){.column = field->column, .type = ROW_NULL};
    switch (field->kind) {
    case RECORD_CHOICE:
        return (struct row_value)ROW_STR(field->column, field->choices[integer]);
    case RECORD_NUMBER:
        return field->least > 0 ? (struct row_value)ROW_ID(field->column, integer)
                                : (struct row_value)ROW_INT(field->column, integer);
    case RECORD_SWITCH:
    case RECORD_AMOUNT:
    case RECORD_MONEY:
        return (struct row_value)ROW_INT(field->column, integer);
    case RECORD_ANSWER:
        return (struct row_value){
            .column = field->column, .type = integer < 0 ? ROW_NULL : ROW_INTEGER, .integer = integer};
    default:
        return (struct row_value)ROW_ID(field->column, integer);
    }
}

bool record_refuse_stale(struct store *store, const struct record_table *table, const void *record,
                         const struct record_head *standing, struct err *err)
{
    const struct record_head *head = record;
    return head->rev < 0 || head->rev == standing->rev || audit_conflict(store, table->name, standing->id, err);
}

static bool read_rev(struct store *store, const struct record_table *table, struct record_head *head, struct err *err)
{
    buffer_clear(&store->text);
    buffer_format(&store->text, "SELECT rev FROM %s WHERE id = :id", table->name);
    struct statement *statement = statement_take_text(store, buffer_text(&store->text), err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", head->id);
    return table_integer(statement, &head->rev, err);
}

bool record_save(struct store *store, const struct record_table *table, void *record, struct err *err)
{
    struct record_head *head = record;
    struct row_value values[COLUMNS_MOST];
    int count = 0;
    for (const struct record_field *field = table->fields; field->name != NULL; field++) {
        if (field->column == NULL)
            continue;
        if (count == COLUMNS_MOST)
            die("%s has more than %d columns", table->name, COLUMNS_MOST);
        values[count++] = value_of(field, record);
    }
    if (head->id != 0)
        return row_update(store, table->name, head->id, head->rev, values, count, err) &&
               read_rev(store, table, head, err);
    head->rev = 1;
    return row_insert(store, table->name, values, count, &head->id, err);
}

/* ---- windows ---- */

void record_key_of(const struct record_table *table, const void *record, struct record_key *key)
{
    const struct record_field *field = order_field(table);
    *key = (struct record_key){.id = ((const struct record_head *)record)->id};
    if (record_is_text(field))
        text_copy(key->text, sizeof key->text, (const char *)record + field->offset);
    else
        key->integer = record_integer(field, record);
}

void record_window_sql(const struct record_table *table, const struct record_window *window, struct buffer *sql)
{
    const struct record_scope *scope = &table->scopes[window->scope];
    bool turned = (table->turned >> window->scope & 1) != 0;
    bool down = (table->newest_first != turned) != window->backwards;
    record_select_sql(table, sql);
    buffer_format(sql, "(%s)", scope->where);
    if (window->column != NULL)
        buffer_format(sql, " AND %s = :value", window->column);
    if (window->anchor != NULL)
        buffer_format(sql, " AND (%s, id) %s (:order, :id)", table->order, down ? "<" : ">");
    buffer_format(sql, " ORDER BY %s %s, id %s", table->order, down ? "DESC" : "ASC", down ? "DESC" : "ASC");
}

static void bind_anchor(struct statement *statement, const struct record_table *table, const struct record_key *anchor)
{
    if (record_is_text(order_field(table)))
        statement_text(statement, "order", anchor->text);
    else
        statement_integer(statement, "order", anchor->integer);
    statement_integer(statement, "id", anchor->id);
}

bool record_window(struct store *store, const struct record_table *table, struct record_window *window, struct err *err)
{
    int64_t until_ms = window->budget_ms > 0 ? clock_real_ms() + window->budget_ms : INT64_MAX;
    window->count = 0;
    window->finished = false;
    record_window_sql(table, window, &store->text);
    struct statement *statement = statement_take_text(store, buffer_text(&store->text), err);
    if (statement == NULL)
        return false;
    if (window->column != NULL)
        statement_integer(statement, "value", window->value);
    if (strstr(table->scopes[window->scope].where, ":now") != NULL)
        statement_integer(statement, "now", window->now != 0 ? window->now : clock_now());
    if (window->anchor != NULL)
        bind_anchor(statement, table, window->anchor);
    while (window->count < window->most) {
        char *record = (char *)window->rows + (size_t)window->count * table->size;
        if (!statement_row(statement)) {
            window->finished = true;
            break;
        }
        record_read(statement, table, record);
        record_key_of(table, record, &window->reached);
        window->count += window->keep == NULL || window->keep(window->context, record);
        if (clock_real_ms() >= until_ms)
            break;
    }
    return statement_done(statement, err);
}
