#include "gatepost/declaration.h"
#include "gatepost/words.h"
#include "person.h"
#include "record_sql.h"
#include <stddef.h>

const char *const declaration_match_names[] = {"none", "id", "phone", "room_name", "room", "hand", NULL};
const char *const declaration_match_labels[] = {N_("not matched"),
                                                N_("by ID number"),
                                                N_("by phone"),
                                                N_("by room and name"),
                                                N_("by room only"),
                                                N_("by hand"),
                                                NULL};
const char *const declaration_state_names[] = {"waiting", "confirmed", "rejected", NULL};
const char *const declaration_state_labels[] = {N_("To check"), N_("Verified"), N_("Rejected"), NULL};

#define DECLARATION(member) RECORD_AT(struct declaration, member)
const struct record_field declaration_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, DECLARATION(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, DECLARATION(head.rev)},
    {"at", "TIME", N_("when it was declared; now if nothing is said"), RECORD_MOMENT, RECORD_BOTH, DECLARATION(at),
     .width = 19, .column = "at", .label = N_("Declared at")},
    {"name", "NAME", N_("who declared"), RECORD_TEXT, RECORD_NEEDED, DECLARATION(name), .width = 12, .said = SAID_NAME,
     .column = "name", .label = N_("Name")},
    {"phone", "PHONE", N_("phone number"), RECORD_PHONE, RECORD_BOTH, DECLARATION(phone), .width = 14,
     .column = "phone", .label = N_("Phone")},
    {"id_number", "NUMBER", N_("number of an ID document"), RECORD_DOCUMENT, RECORD_BOTH, DECLARATION(id_number),
     .column = "id_number", .label = N_("ID number")},
    {"room", "TEXT", N_("the room as declared"), RECORD_TEXT, RECORD_BOTH, DECLARATION(room), .width = 14,
     .said = SAID_AS_IT_IS, .column = "room", .label = N_("Declared room")},
    {"kind", "worker|student|relative|resident", N_("returning worker or student, visiting relative, another resident"),
     RECORD_CHOICE, RECORD_BOTH, DECLARATION(kind), .choices = arrival_kind_names, .labels = arrival_kind_labels,
     .width = 10, .column = "kind", .label = N_("Who comes")},
    {"from", "TEXT", N_("where they were"), RECORD_TEXT, RECORD_BOTH, DECLARATION(from_place), .width = 16,
     .said = SAID_AS_IT_IS, .column = "from_place", .label = N_("From")},
    {"affected", "yes|no", N_("from the affected area"), RECORD_ANSWER, RECORD_BOTH, DECLARATION(affected), .width = 8,
     .column = "affected", .label = N_("Affected area")},
    {"left", "DAY", N_("when they left there"), RECORD_DAY, RECORD_BOTH, DECLARATION(left_day), .width = 10,
     .column = "left_day", .label = N_("Left on")},
    {"returned", "DAY", N_("when they came here"), RECORD_DAY, RECORD_BOTH, DECLARATION(returned_day), .width = 10,
     .column = "returned_day", .label = N_("Came on")},
    {"transport", "TEXT", N_("by what, with its number"), RECORD_TEXT, RECORD_BOTH, DECLARATION(transport), .width = 12,
     .said = SAID_AS_IT_IS, .column = "transport", .label = N_("Transport")},
    {"companions", "TEXT", N_("who travelled with them"), RECORD_TEXT, RECORD_BOTH, DECLARATION(companions),
     .column = "companions", .label = N_("Companions")},
    {"symptoms", "TEXT", N_("symptoms"), RECORD_TEXT, RECORD_BOTH, DECLARATION(symptoms), .column = "symptoms",
     .label = N_("Symptoms")},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, DECLARATION(note), .column = "note",
     .label = N_("Remark")},
    {"source", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, DECLARATION(source), .column = "source",
     .label = N_("Came with")},
    {"place", "ROOM", N_("the household it is about"), RECORD_PLACE, RECORD_BOTH, DECLARATION(place_id), .width = 14,
     .column = "place_id", .label = N_("Household")},
    {"person", "WHO", N_("the person of the register"), RECORD_PERSON, RECORD_BOTH, DECLARATION(person_id),
     .column = "person_id", .label = N_("Person")},
    {"matched", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, DECLARATION(matched), .choices = declaration_match_names,
     .labels = declaration_match_labels, .width = 12, .column = "matched", .label = N_("Matched")},
    {"state", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, DECLARATION(state), .choices = declaration_state_names,
     .labels = declaration_state_labels, .width = 9, .column = "state", .label = N_("State")},
    {"checked_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, DECLARATION(checked_at), .column = "checked_at",
     .label = N_("Checked at")},
    {"checked_by", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, DECLARATION(checked_by), .column = "checked_by",
     .label = N_("Checked by")},
    {"reason", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, DECLARATION(reason), .column = "reason", .label = N_("Reason")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, DECLARATION(head.voided)},
    {0},
};
static const struct record_scope declaration_scopes[] = {
    [DECLARATIONS_WAITING] = {"waiting", "state = 'waiting' AND voided IS NULL"},
    [DECLARATIONS_CONFIRMED] = {"confirmed", "state = 'confirmed' AND voided IS NULL"},
    [DECLARATIONS_REJECTED] = {"rejected", "state = 'rejected' AND voided IS NULL"},
    [DECLARATIONS_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table declaration_table = {
    .name = "declaration",
    .size = sizeof(struct declaration),
    .fields = declaration_fields,
    .order = "at",
    .newest_first = true,
    .scopes = declaration_scopes,
    .turned = 1U << DECLARATIONS_WAITING,
    .none = N_("There is no declaration %lld."),
    .what = N_("declaration"),
    .called = "name",
};

/* ---- who in the register it may be about ---- */

static const char by_id_number_sql[] =
    PERSON_SELECT "WHERE p.id_number = :number AND p.id_number <> '' AND " PERSON_COUNTS("p") " ORDER BY p.id";
static const char by_phone_sql[] = PERSON_SELECT
    "WHERE ((p.phone = :number AND p.phone <> '') OR (p.phone2 = :number AND p.phone2 <> '')) AND " PERSON_COUNTS(
        "p") " ORDER BY p.id";
static const char of_room_sql[] =
    "SELECT l.id FROM place l WHERE l.building = :building AND l.unit = :unit AND l.room = :room AND l.kind = "
    "'household' AND (:estate = '' OR l.estate = :estate) AND " PLACE_COUNTS("l") " ORDER BY l.id";

bool declaration_persons(struct store *store, const char *id_number, const char *phone, struct person *persons,
                         int most, int *count, struct err *err)
{
    bool by_id = id_number[0] != '\0';
    *count = 0;
    struct statement *statement = statement_take(store, by_id ? by_id_number_sql : by_phone_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "number", by_id ? id_number : phone);
    while (*count < most && statement_row(statement))
        person_read(statement, &persons[(*count)++]);
    return statement_done(statement, err);
}

bool declaration_households(struct store *store, const char *estate, const struct room *room, int64_t *ids, int most,
                            int *count, struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(store, of_room_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "building", room->building);
    statement_text(statement, "unit", room->unit);
    statement_text(statement, "room", room->number);
    statement_text(statement, "estate", estate);
    while (*count < most && statement_row(statement))
        ids[(*count)++] = column_integer(statement, 0);
    return statement_done(statement, err);
}

/* ---- other declarations ---- */

#define THE_SAME " AND id <> :id AND COALESCE(returned_day, 0) = :day AND state <> 'rejected' AND voided IS NULL"
static const char same_id_sql[] =
    "SELECT id FROM declaration WHERE id_number = :id_number AND id_number <> ''" THE_SAME " ORDER BY id LIMIT 1";
/* The plus keeps the planner from the index of names: a common one has many rows, a phone has few. */
static const char same_phone_sql[] =
    "SELECT id FROM declaration WHERE phone = :phone AND phone <> '' AND +name = :name AND (id_number = '' OR "
    ":id_number = '' OR id_number = :id_number)" THE_SAME " ORDER BY id LIMIT 1";
static const char same_room_sql[] =
    "SELECT id FROM declaration WHERE name = :name AND room = :room AND room <> ''" THE_SAME " ORDER BY id LIMIT 1";

static bool find_same(struct store *store, const char *sql, const struct declaration *declaration, int64_t *id,
                      struct err *err)
{
    struct statement *statement = statement_take(store, sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", declaration->head.id);
    statement_integer(statement, "day", declaration->returned_day);
    if (sql != same_id_sql)
        statement_text(statement, "name", declaration->name);
    if (sql != same_room_sql)
        statement_text(statement, "id_number", declaration->id_number);
    if (sql == same_phone_sql)
        statement_text(statement, "phone", declaration->phone);
    if (sql == same_room_sql)
        statement_text(statement, "room", declaration->room);
    return table_integer(statement, id, err);
}

bool declaration_same(struct store *store, const struct declaration *declaration, struct declaration *other,
                      struct err *err)
{
    int64_t id = 0;
    bool has_number = declaration->id_number[0] != '\0' || declaration->phone[0] != '\0';
    if (!find_same(store, has_number ? same_id_sql : same_room_sql, declaration, &id, err) ||
        (id == 0 && has_number && !find_same(store, same_phone_sql, declaration, &id, err)))
        return false;
    if (id == 0)
        return err_set(err, ERR_NOT_FOUND, _("No other declaration says the same."));
    return record_get(store, &declaration_table, id, other, err);
}

static const char waiting_sql[] = "SELECT COUNT(*) FROM (SELECT 1 FROM declaration WHERE state = 'waiting' AND voided "
                                  "IS NULL LIMIT :most) waiting";

bool declaration_waiting(struct store *store, int most, int *count, struct err *err)
{
    int64_t found = 0;
    struct statement *statement = statement_take(store, waiting_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "most", most);
    bool read = table_integer(statement, &found, err);
    *count = (int)found;
    return read;
}

static const char arrival_sql[] =
    "SELECT id FROM arrival WHERE declaration_id = :id AND voided IS NULL ORDER BY id DESC LIMIT 1";

bool declaration_arrival(struct store *store, int64_t id, struct arrival *arrival, struct err *err)
{
    struct statement *statement = statement_take(store, arrival_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", id);
    return record_found(store, statement, &arrival_table, arrival, _("No arrival was written for this declaration."),
                        err);
}
