/* Which record a change is about, and whom a number in it means, as people say it. */
#include "audit_names.h"
#include "gatepost/clock.h"
#include "gatepost/crossing.h"
#include "gatepost/mask.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>

static void add_person(struct buffer *out, const char *name, bool masked)
{
    char shown[NAME_BYTES];
    mask_value(MASK_NAME, name, shown, sizeof shown);
    buffer_add(out, masked ? shown : name);
}

/* "07:50" today, "04-10 07:50" on other days. */
static void add_time(struct buffer *out, int64_t at)
{
    struct civil_time civil;
    clock_civil(at, &civil);
    if (clock_day(at) != clock_day(clock_now()))
        buffer_format(out, "%02d-%02d ", civil.month, civil.day);
    buffer_format(out, "%02d:%02d", civil.hour, civil.minute);
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
    {"import", "SELECT source FROM import WHERE id = :id"},
    {"import_complete", "SELECT source FROM import WHERE id = :id"},
};

/* The name alone, without where a person lives. */
static bool add_name(struct store *store, const char *table, int64_t id, bool masked, struct buffer *out)
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
            return add_name(store, meant[i].table, id, masked, out);
    return false;
}

/* A flag is known by whom it is about. */
static bool add_flag(struct store *store, int64_t id, bool masked, struct buffer *out)
{
    struct flag flag;
    return flag_get(store, id, &flag, NULL) &&
           (flag.person_id != 0 ? add_name(store, "person", flag.person_id, masked, out)
                                : add_place(store, flag.place_id, out));
}

void audit_add_record(struct store *store, const char *table, int64_t id, bool masked, struct buffer *out)
{
    struct crossing crossing;
    struct person person;
    if (strcmp(table, "crossing") == 0 && crossing_get(store, id, &crossing, NULL)) {
        add_crossing(&crossing, masked, out);
        return;
    }
    buffer_format(out, "%s ", audit_table_words(table));
    if (strcmp(table, "person") == 0 && person_get(store, id, &person, NULL)) {
        add_person(out, person.name, masked);
        add_with_space(out, person.place_label);
    } else if (!(strcmp(table, "flag") == 0 ? add_flag(store, id, masked, out)
                                            : add_name(store, table, id, masked, out))) {
        buffer_format(out, "%lld", (long long)id);
    }
}
