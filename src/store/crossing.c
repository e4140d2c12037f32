#include "gatepost/crossing.h"
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "table.h"
#include <stdlib.h>

#define CLOSED_AT                                                                                         \
    "(SELECT z.at FROM closing z WHERE z.crossing_id = c.id AND z.voided IS NULL AND c.direction = 'in' " \
    "ORDER BY z.id DESC LIMIT 1)"
/* Phrases are joined here and nowhere else: lists read narrow rows and then, for what is shown, this. */
#define CROSSING_SELECT                                                                                                \
    "SELECT c.id, c.rev, c.at, c.entered_at, c.day, c.checkpoint_id, c.direction, c.class, c.person_id, c.place_id, "  \
    "c.vehicle_id, c.occupants, c.coming_from, c.affected_area, purpose.text, c.pass_number, c.temp_tenths, "          \
    "c.retest_tenths, c.method, c.mask, c.abnormal, c.decision, reason.text, c.override_reason, c.officer_id, "        \
    "c.remark, c.voided, p.name, p.phone, v.plate, k.name, o.name, " PLACE_LABEL_COLUMNS ", c.expected_id, " CLOSED_AT \
    " FROM crossing c JOIN checkpoint k ON k.id = c.checkpoint_id LEFT JOIN person p ON p.id = c.person_id "           \
    "LEFT JOIN place l ON l.id = c.place_id LEFT JOIN vehicle v ON v.id = c.vehicle_id "                               \
    "LEFT JOIN phrase purpose ON purpose.id = c.purpose_id LEFT JOIN phrase reason ON reason.id = c.reason_id "        \
    "LEFT JOIN officer o ON o.id = c.officer_id "

static const char get_sql[] = CROSSING_SELECT "WHERE c.id = :id";
static const char rev_sql[] = "SELECT rev FROM crossing WHERE id = :id";

static void read_links(const struct statement *statement, struct crossing *crossing)
{
    crossing->checkpoint_id = column_integer(statement, 5);
    crossing->person_id = column_integer(statement, 8);
    crossing->place_id = column_integer(statement, 9);
    crossing->vehicle_id = column_integer(statement, 10);
    crossing->officer_id = column_integer(statement, 24);
    column_copy(statement, 27, crossing->person_name, sizeof crossing->person_name);
    column_copy(statement, 28, crossing->phone, sizeof crossing->phone);
    column_copy(statement, 29, crossing->plate, sizeof crossing->plate);
    column_copy(statement, 30, crossing->checkpoint_name, sizeof crossing->checkpoint_name);
    column_copy(statement, 31, crossing->officer_name, sizeof crossing->officer_name);
    place_label_read(statement, 32, crossing->place_label, sizeof crossing->place_label);
    crossing->expected_id = column_integer(statement, 36);
    crossing->closed_at = column_integer(statement, 37);
}

static void read_measured(const struct statement *statement, struct crossing *crossing)
{
    crossing->temp_tenths = (int)column_integer(statement, 16);
    crossing->retest_tenths = (int)column_integer(statement, 17);
    crossing->method = (enum temp_method)name_index(method_names, column_text(statement, 18));
    crossing->mask = column_integer(statement, 19) != 0;
    crossing->abnormal = (enum abnormal)column_integer(statement, 20);
    crossing->decision = (enum decision)name_index(decision_names, column_text(statement, 21));
    column_copy(statement, 22, crossing->reason, sizeof crossing->reason);
    column_copy(statement, 23, crossing->override_reason, sizeof crossing->override_reason);
}

static void crossing_read(const struct statement *statement, struct crossing *crossing)
{
    *crossing = (struct crossing){.id = column_integer(statement, 0), .rev = column_integer(statement, 1)};
    crossing->at = column_integer(statement, 2);
    crossing->entered_at = column_integer(statement, 3);
    crossing->day = (int)column_integer(statement, 4);
    crossing->direction = (enum direction)name_index(direction_names, column_text(statement, 6));
    crossing->class = (enum crossing_class)name_index(class_names, column_text(statement, 7));
    crossing->occupants = (int)column_integer(statement, 11);
    column_copy(statement, 12, crossing->coming_from, sizeof crossing->coming_from);
    crossing->affected_area = column_is_null(statement, 13) ? -1 : (int)column_integer(statement, 13);
    column_copy(statement, 14, crossing->purpose, sizeof crossing->purpose);
    column_copy(statement, 15, crossing->pass_number, sizeof crossing->pass_number);
    column_copy(statement, 25, crossing->remark, sizeof crossing->remark);
    column_copy(statement, 26, crossing->voided, sizeof crossing->voided);
    read_links(statement, crossing);
    read_measured(statement, crossing);
}

bool crossing_get(struct store *store, int64_t id, struct crossing *crossing, struct err *err)
{
    struct statement *statement = statement_take(store, get_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", id);
    bool found = statement_row(statement);
    if (found)
        crossing_read(statement, crossing);
    if (!statement_done(statement, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("There is no record %lld in the gate log."), (long long)id);
}

bool crossing_save(struct store *store, struct crossing *crossing, struct err *err)
{
    int64_t purpose_id, reason_id;
    if (!phrase_id(store, crossing->purpose, &purpose_id, err) || !phrase_id(store, crossing->reason, &reason_id, err))
        return false;
    crossing->day = clock_day(crossing->at);
    if (crossing->id == 0 && crossing->entered_at == 0)
        crossing->entered_at = clock_now();
    const struct row_value values[] = {
        ROW_INT("at", crossing->at),
        ROW_INT("day", crossing->day),
        ROW_INT("entered_at", crossing->entered_at),
        ROW_INT("checkpoint_id", crossing->checkpoint_id),
        ROW_STR("direction", direction_names[crossing->direction]),
        ROW_STR("class", class_names[crossing->class]),
        ROW_ID("person_id", crossing->person_id),
        ROW_ID("place_id", crossing->place_id),
        ROW_ID("vehicle_id", crossing->vehicle_id),
        ROW_INT("occupants", crossing->occupants),
        ROW_STR("coming_from", crossing->coming_from),
        {"affected_area", crossing->affected_area < 0 ? ROW_NULL : ROW_INTEGER, crossing->affected_area, NULL},
        ROW_ID("purpose_id", purpose_id),
        ROW_STR("pass_number", crossing->pass_number),
        ROW_ID("temp_tenths", crossing->temp_tenths),
        ROW_ID("retest_tenths", crossing->retest_tenths),
        ROW_STR("method", method_names[crossing->method]),
        ROW_INT("mask", crossing->mask),
        ROW_INT("abnormal", crossing->abnormal),
        ROW_STR("decision", decision_names[crossing->decision]),
        ROW_ID("reason_id", reason_id),
        ROW_STR("override_reason", crossing->override_reason),
        ROW_ID("officer_id", crossing->officer_id),
        ROW_STR("remark", crossing->remark),
        ROW_ID("expected_id", crossing->expected_id),
    };
    /* an edit leaves when it was first written down */
    enum { ENTERED_AT = 2, COUNT = sizeof values / sizeof values[0] };
    struct row_value kept[COUNT];
    int count = 0;
    for (int i = 0; i < COUNT; i++)
        if (i != ENTERED_AT || crossing->id == 0)
            kept[count++] = values[i];
    return table_save(store, "crossing", rev_sql, kept, count, &crossing->id, &crossing->rev, err);
}

static const char exits_sql[] =
    "SELECT c.id, c.at, p.name FROM crossing c JOIN person p ON p.id = c.person_id WHERE c.place_id = :place "
    "AND c.at >= :from AND c.at <= :until AND c.id <> :except AND c.voided IS NULL AND c.decision = 'admitted' "
    "AND c.direction = 'out' AND c.class IN ('resident', 'tenant') ORDER BY c.at DESC, c.id DESC";

bool crossing_exits(struct store *store, int64_t place_id, int64_t from, int64_t until, int64_t except_id,
                    struct crossing_exit *exits, int most, int *count, struct err *err)
{
    struct statement *statement = statement_take(store, exits_sql, err);
    *count = 0;
    if (statement == NULL)
        return false;
    statement_integer(statement, "place", place_id);
    statement_integer(statement, "from", from);
    statement_integer(statement, "until", until);
    statement_integer(statement, "except", except_id);
    for (; statement_row(statement); (*count)++) {
        if (*count >= most)
            continue;
        exits[*count] = (struct crossing_exit){.id = column_integer(statement, 0), .at = column_integer(statement, 1)};
        column_copy(statement, 2, exits[*count].person_name, sizeof exits[*count].person_name);
    }
    return statement_done(statement, err);
}

/* A range of the person's index: some have crossed a hundred thousand times. */
static const char fever_sql[] =
    "SELECT id FROM crossing WHERE person_id = :person AND at > :since AND at <= :until AND abnormal = 2 "
    "AND voided IS NULL AND id <> :except ORDER BY at DESC, id DESC LIMIT 1";

bool crossing_last_fever(struct store *store, int64_t person_id, int64_t since, int64_t until, int64_t except_id,
                         struct crossing *crossing)
{
    int64_t id = 0;
    struct statement *statement = statement_take(store, fever_sql, NULL);
    if (statement == NULL)
        return false;
    statement_integer(statement, "person", person_id);
    statement_integer(statement, "since", since);
    statement_integer(statement, "until", until);
    statement_integer(statement, "except", except_id);
    return table_integer(statement, &id, NULL) && id != 0 && crossing_get(store, id, crossing, NULL);
}

bool crossing_is_logged(struct store *store, int64_t person_id, int64_t at, enum direction direction)
{
    struct statement *statement = statement_take(store,
                                                 "SELECT 1 FROM crossing WHERE person_id = :person AND at = :at AND "
                                                 "direction = :direction AND voided IS NULL LIMIT 1",
                                                 NULL);
    if (statement == NULL)
        return false;
    statement_integer(statement, "person", person_id);
    statement_integer(statement, "at", at);
    statement_text(statement, "direction", direction_names[direction]);
    bool found = statement_row(statement);
    return statement_done(statement, NULL) && found;
}
