/* Which record a change is about, and whom a number in it means, as people say it. */
#include "audit_names.h"
#include "gatepost/assignment.h"
#include "gatepost/clock.h"
#include "gatepost/crossing.h"
#include "gatepost/json.h"
#include "gatepost/mask.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/quantity.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "table.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_person(struct buffer *out, const char *name, bool masked)
{
    char shown[NAME_BYTES];
    mask_value(MASK_NAME, name, shown, sizeof shown);
    buffer_add(out, masked ? shown : name);
}

static void add_time(struct buffer *out, int64_t at)
{
    char when[TIME_SIZE];
    moment_label(at, when);
    buffer_add(out, when);
}

static void add_with_space(struct buffer *out, const char *text)
{
    if (text[0] != '\0')
        buffer_format(out, " %s", text);
}

static void add_crossing(const struct crossing *crossing, bool masked, struct buffer *out)
{
    add_time(out, crossing->at);
    add_with_space(out, crossing->direction == DIRECTION_IN ? _("In") : _("Out"));
    if (crossing->person_name[0] != '\0') {
        buffer_add(out, " ");
        add_person(out, crossing->person_name, masked);
    }
    add_with_space(out, crossing->person_name[0] != '\0' ? crossing->place_label : crossing->plate);
}

static bool add_place(struct store *store, int64_t id, struct buffer *out)
{
    struct place place;
    char label[PLACE_SORT_BYTES];
    if (!place_get(store, id, &place, NULL))
        return false;
    place_label(&place, false, label, sizeof label);
    buffer_add(out, label);
    return true;
}

static const struct {
    const char *table, *sql;
} name_queries[] = {
    {"person", "SELECT name FROM person WHERE id = :id"},
    {"officer", "SELECT name FROM officer WHERE id = :id"},
    {"vehicle", "SELECT plate FROM vehicle WHERE id = :id"},
    {"checkpoint", "SELECT name FROM checkpoint WHERE id = :id"},
    {"phrase", "SELECT text FROM phrase WHERE id = :id"},
    {"setting", "SELECT name FROM setting WHERE id = :id"},
    {"contact", "SELECT name FROM contact WHERE id = :id"},
    {"notice_read", "SELECT title FROM notice WHERE id = (SELECT notice_id FROM notice_read WHERE id = :id)"},
    {"import", "SELECT source FROM import WHERE id = :id"},
    {"import_complete", "SELECT source FROM import WHERE id = :id"},
};

bool audit_add_name(struct store *store, const char *table, int64_t id, bool masked, struct buffer *out)
{
    bool is_person = strcmp(table, "person") == 0 || strcmp(table, "contact") == 0;
    for (size_t i = 0; i < sizeof name_queries / sizeof name_queries[0]; i++) {
        if (strcmp(name_queries[i].table, table) != 0)
            continue;
        struct statement *statement = statement_take(store, name_queries[i].sql, NULL);
        if (statement == NULL)
            return false;
        statement_integer(statement, "id", id);
        bool found = statement_row(statement);
        if (found)
            add_person(out, column_text(statement, 0), masked && is_person);
        return statement_done(statement, NULL) && found;
    }
    return strcmp(table, "place") == 0 && add_place(store, id, out);
}

bool audit_name_meant(struct store *store, const char *column, int64_t id, bool masked, struct buffer *out)
{
    static const struct {
        const char *column, *table;
    } meant[] = {
        {"person_id", "person"},   {"merged_into", "person"}, {"place_id", "place"},
        {"vehicle_id", "vehicle"}, {"officer_id", "officer"}, {"checkpoint_id", "checkpoint"},
        {"purpose_id", "phrase"},  {"reason_id", "phrase"},   {"acknowledged_by", "officer"},
    };
    for (size_t i = 0; i < sizeof meant / sizeof meant[0]; i++)
        if (strcmp(meant[i].column, column) == 0)
            return audit_add_name(store, meant[i].table, id, masked, out);
    return false;
}

/* A flag is known by whom it is about. */
static bool add_flag(struct store *store, int64_t id, bool masked, struct buffer *out)
{
    struct flag flag;
    return flag_get(store, id, &flag, NULL) &&
           (flag.person_id != 0 ? audit_add_name(store, "person", flag.person_id, masked, out)
                                : add_place(store, flag.place_id, out));
}

/* A closing is known by the entry it closed. */
static bool add_closing(struct store *store, int64_t id, bool masked, struct buffer *out)
{
    struct crossing *crossing = memory_new(1, sizeof *crossing);
    int64_t entry = 0;
    struct statement *statement = statement_take(store, "SELECT crossing_id FROM closing WHERE id = :id", NULL);
    if (statement != NULL) {
        statement_integer(statement, "id", id);
        table_integer(statement, &entry, NULL);
    }
    bool found = crossing_get(store, entry, crossing, NULL);
    if (found)
        add_crossing(crossing, masked, out);
    free(crossing);
    return found;
}

/* ---- records of registers ---- */

static bool add_called(struct store *store, const struct record_table *table, int64_t id, bool masked,
                       struct buffer *out);

static void add_said(const struct record_field *field, const char *text, bool masked, struct buffer *out)
{
    char shown[NOTE_BYTES];
    text_copy(shown, sizeof shown, text);
    if (masked && field->said == SAID_NAME)
        mask_value(MASK_NAME, text, shown, sizeof shown);
    else if (masked && field->said == SAID_PLATE)
        mask_value(MASK_PLATE, text, shown, sizeof shown);
    else if (field->kind == RECORD_PHONE || field->kind == RECORD_DOCUMENT)
        mask_value(field->kind == RECORD_PHONE ? MASK_PHONE : MASK_ID, text, shown, sizeof shown);
    buffer_add(out, shown);
}

static void add_choice(const struct record_field *field, const char *name, struct buffer *out)
{
    int choice = name_index(field->choices, name);
    buffer_add(out, choice >= 0 && field->labels != NULL ? words_context(field->labels[choice]) : name);
}

static void add_number(struct store *store, const struct record_field *field, int64_t value, bool masked,
                       struct buffer *out)
{
    static const char *const meant[] = {[RECORD_PLACE] = "place",
                                        [RECORD_PERSON] = "person",
                                        [RECORD_OFFICER] = "officer",
                                        [RECORD_CHECKPOINT] = "checkpoint"};
    char time[40];
    if (field->kind == RECORD_SWITCH || field->kind == RECORD_ANSWER) {
        buffer_add(out, value != 0 ? _("Yes") : _("No"));
    } else if (field->kind == RECORD_TEMPERATURE) {
        buffer_format(out, "%lld.%lld", (long long)value / 10, (long long)value % 10);
    } else if (field->kind == RECORD_AMOUNT) {
        amount_format(value, time);
        buffer_add(out, time);
    } else if (field->kind == RECORD_MONEY) {
        money_format(value, time);
        buffer_add(out, time);
    } else if (record_is_time(field)) {
        audit_time(value, time, sizeof time);
        buffer_add(out, time);
    } else if (record_is_day(field)) {
        buffer_format(out, "%04lld-%02lld-%02lld", (long long)value / 10000, (long long)value / 100 % 100,
                      (long long)value % 100);
    } else if (field->kind == RECORD_ROW) {
        if (!add_called(store, field->of, value, masked, out))
            buffer_format(out, "%lld", (long long)value);
    } else if (field->kind < RECORD_PLACE || !audit_add_name(store, meant[field->kind], value, masked, out)) {
        buffer_format(out, "%lld", (long long)value);
    }
}

void audit_add_field(struct store *store, const struct record_field *field, const struct json_member *member,
                     bool masked, struct buffer *out)
{
    struct buffer text = {0};
    if (member->type == JSON_INTEGER) {
        add_number(store, field, member->integer, masked, out);
    } else if (field->kind == RECORD_CHOICE) {
        add_choice(field, member->text, out);
    } else {
        add_said(field, member->text, masked, &text);
        buffer_format(out, _("\"%s\""), buffer_text(&text));
    }
    buffer_release(&text);
}

static bool add_column(struct store *store, const struct record_table *table, const char *column,
                       const struct json_object *row, bool masked, struct buffer *out)
{
    const struct record_field *field = record_of_column(table, column);
    const struct json_member *member = json_find(row, column);
    if (field == NULL || member == NULL || member->type == JSON_NULL || member->text[0] == '\0')
        return false;
    if (record_is_text(field))
        add_said(field, member->text, masked, out);
    else
        audit_add_field(store, field, member, masked, out);
    return true;
}

/* "contact 陈国梁": by the column its table names. */
static bool add_called(struct store *store, const struct record_table *table, int64_t id, bool masked,
                       struct buffer *out)
{
    const char *const columns[] = {table->called, table->or_called};
    struct buffer row = {0};
    struct json_object object = {0};
    bool said = false;
    if (table->called != NULL && row_read(store, table->name, id, -1, &row, NULL) &&
        json_parse(&object, buffer_text(&row), row.length, NULL))
        for (int i = 0; i < 2 && !said && columns[i] != NULL; i++)
            said = add_column(store, table, columns[i], &object, masked, out);
    json_release(&object);
    buffer_release(&row);
    return said;
}

/* "东门 04-11 22:00 马小军": one of the many shifts they have. */
static bool add_shift(struct store *store, int64_t id, bool masked, struct buffer *out)
{
    struct assignment shift;
    struct post post;
    char when[TIME_SIZE];
    if (!record_get(store, &assignment_table, id, &shift, NULL) ||
        !record_get(store, &post_table, shift.post_id, &post, NULL))
        return false;
    stamp_label(shift.starts_at, when);
    buffer_format(out, "%s %s ", post.name, when);
    return add_called(store, &assignment_table, id, masked, out);
}

static bool add_title(struct store *store, const char *table, int64_t id, bool masked, struct buffer *out)
{
    const struct record_table *records = record_table_find(table);
    struct person person;
    if (records == &assignment_table)
        return add_shift(store, id, masked, out);
    if (records != NULL)
        return add_called(store, records, id, masked, out);
    if (strcmp(table, "flag") == 0)
        return add_flag(store, id, masked, out);
    if (strcmp(table, "closing") == 0)
        return add_closing(store, id, masked, out);
    if (strcmp(table, "person") != 0 || !person_get(store, id, &person, NULL))
        return audit_add_name(store, table, id, masked, out);
    add_person(out, person.name, masked);
    add_with_space(out, person.place_label);
    return true;
}

void audit_add_record(struct store *store, const char *table, int64_t id, bool masked, struct buffer *out)
{
    struct crossing crossing;
    if (strcmp(table, "crossing") == 0 && crossing_get(store, id, &crossing, NULL)) {
        add_crossing(&crossing, masked, out);
        return;
    }
    buffer_format(out, "%s ", audit_table_words(table));
    if (!add_title(store, table, id, masked, out))
        buffer_format(out, "%lld", (long long)id);
}
