#include "gatepost/pairing.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "record_sql.h"
#include "table.h"
#include <stddef.h>

#define PAIRING(member) RECORD_AT(struct pairing, member)
const struct record_field pairing_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, PAIRING(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, PAIRING(head.rev)},
    {"place", "ROOM", N_("the household: 12-2-1203"), RECORD_PLACE, RECORD_NEEDED, PAIRING(place_id), .width = 14,
     .column = "place_id", .label = N_("Household")},
    {"person", "WHO", N_("the helper, as in the gate form, when in the register"), RECORD_PERSON, RECORD_BOTH,
     PAIRING(person_id), .column = "person_id", .label = N_("Person")},
    {"name", "NAME", N_("the helper"), RECORD_TEXT, RECORD_BOTH, PAIRING(name), .width = 12, .said = SAID_NAME,
     .column = "name", .label = N_("Helper")},
    {"phone", "PHONE", N_("the helper's phone"), RECORD_PHONE, RECORD_BOTH, PAIRING(phone), .width = 14,
     .column = "phone", .label = N_("Phone")},
    {"substitute_person", "WHO", N_("the substitute, when in the register"), RECORD_PERSON, RECORD_BOTH,
     PAIRING(substitute_id), .column = "substitute_id", .label = N_("Substitute person")},
    {"substitute", "NAME", N_("who steps in"), RECORD_TEXT, RECORD_BOTH, PAIRING(substitute), .width = 12,
     .said = SAID_NAME, .column = "substitute", .label = N_("Substitute")},
    {"substitute_phone", "PHONE", N_("the substitute's phone"), RECORD_PHONE, RECORD_BOTH, PAIRING(substitute_phone),
     .width = 14, .column = "substitute_phone", .label = N_("Substitute's phone")},
    {"from", "TIME", N_("since when; now if nothing is said"), RECORD_MOMENT, RECORD_BOTH, PAIRING(from_at),
     .column = "from_at", .label = N_("Paired since")},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, PAIRING(note), .column = "note", .label = N_("Remark")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PAIRING(head.voided)},
    {0},
};
static const struct record_scope pairing_scopes[] = {
    [PAIRINGS_VALID] = {"valid", "voided IS NULL"},
    [PAIRINGS_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table pairing_table = {
    .name = "pairing",
    .size = sizeof(struct pairing),
    .fields = pairing_fields,
    .order = "name",
    .scopes = pairing_scopes,
    .none = N_("There is no pairing %lld."),
    .what = N_("pairing"),
    .called = "place_id",
};

bool pairing_of_place(struct store *store, int64_t place_id, struct pairing *pairing, struct err *err)
{
    struct statement *statement =
        statement_take(store, "SELECT id FROM pairing WHERE place_id = :place_id AND voided IS NULL", err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "place_id", place_id);
    return record_found(store, statement, &pairing_table, pairing, _("This household has no helper yet."), err);
}

bool pairings_shown(struct store *store, struct pairing *pairings, int most, int *count, struct err *err)
{
    struct statement *statement =
        statement_take(store, "SELECT id FROM pairing WHERE voided IS NULL ORDER BY from_at, id LIMIT :most", err);
    if (statement != NULL)
        statement_integer(statement, "most", most);
    return record_found_all(store, statement, &pairing_table, pairings, most, count, err);
}

/* ---- observed households without a helper ---- */

#define MISSING(beyond, order)                                                                              \
    "SELECT o.door, o.place_id, MIN(o.began_at), COUNT(*), l.head FROM observation o "                      \
    "JOIN place l ON l.id = o.place_id WHERE " OBSERVATION_RUNS(                                            \
        "o") " AND (o.door, o.place_id) " beyond " (:door, :place_id) "                                     \
             "AND NOT EXISTS (SELECT 1 FROM pairing p WHERE p.place_id = o.place_id AND p.voided IS NULL) " \
             "GROUP BY o.door, o.place_id ORDER BY o.door " order ", o.place_id " order

static const char *const missing_sql[2] = {MISSING(">", "ASC"), MISSING("<", "DESC")};

bool pairing_missing(struct store *store, const struct pairing_missing *anchor, bool backwards,
                     struct pairing_missing *rows, int most, int *count, struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(store, missing_sql[backwards], err);
    if (statement == NULL)
        return false;
    statement_text(statement, "door", anchor != NULL ? anchor->door : backwards ? TEXT_ABOVE_ALL : "");
    statement_integer(statement, "place_id", anchor != NULL ? anchor->place_id : backwards ? INT64_MAX : 0);
    while (*count < most && statement_row(statement)) {
        struct pairing_missing *row = &rows[(*count)++];
        *row = (struct pairing_missing){.place_id = column_integer(statement, 1),
                                        .began_at = column_integer(statement, 2),
                                        .people = (int)column_integer(statement, 3)};
        column_copy(statement, 0, row->door, sizeof row->door);
        column_copy(statement, 4, row->head, sizeof row->head);
    }
    return statement_done(statement, err);
}

bool pairing_missing_count(struct store *store, int64_t *count, struct err *err)
{
    struct statement *statement =
        statement_take(store,
                       "SELECT COUNT(DISTINCT o.place_id) FROM observation o WHERE " OBSERVATION_RUNS(
                           "o") " AND NOT EXISTS (SELECT 1 "
                                "FROM pairing p WHERE p.place_id = o.place_id AND p.voided IS NULL)",
                       err);
    return statement != NULL && table_integer(statement, count, err);
}
