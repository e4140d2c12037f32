#include "gatepost/volunteer.h"
#include "gatepost/words.h"
#include "record_sql.h"
#include "table.h"
#include <stddef.h>

const char *const volunteer_kind_names[] = {
    "party", "veteran", "grid_worker", "building_leader", "representative", "owner", "outside", "other", NULL};
const char *const volunteer_kind_labels[] = {N_("Party member"),
                                             N_("Veteran"),
                                             N_("Grid worker"),
                                             N_("volunteer|Building leader"),
                                             N_("Representative"),
                                             N_("volunteer|Owner"),
                                             N_("From outside"),
                                             N_("volunteer|Other"),
                                             NULL};
const char *const volunteer_wish_names[] = {"any", "day", "evening", "night", "no_night", NULL};
const char *const volunteer_wish_labels[] = {N_("wish|Any"),   N_("wish|Day"),       N_("wish|Evening"),
                                             N_("wish|Night"), N_("wish|No nights"), NULL};
const char *const volunteer_health_names[] = {"unchecked", "fit", "unfit", NULL};
const char *const volunteer_health_labels[] = {N_("health|Not checked"), N_("health|Fit"), N_("health|Not fit"), NULL};

#define OBSERVED VOLUNTEER_OBSERVED("volunteer")
#define PHONE "(SELECT p.phone FROM person p WHERE p.id = volunteer.person_id)"
#define VOLUNTEER(member) RECORD_AT(struct volunteer, member)
const struct record_field volunteer_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, VOLUNTEER(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, VOLUNTEER(head.rev)},
    {"person", "WHO", N_("who it is, as in the gate form"), RECORD_PERSON, RECORD_BOTH, VOLUNTEER(person_id),
     .column = "person_id", .label = N_("Person")},
    {"name", "NAME", N_("the name of somebody who is not in the register yet"), RECORD_TEXT, RECORD_BOTH,
     VOLUNTEER(name), .width = 12, .said = SAID_NAME, .column = "name", .label = N_("Volunteer")},
    {"phone", "PHONE", N_("their phone"), RECORD_PHONE, RECORD_BOTH, VOLUNTEER(phone), .width = 14, .derived = PHONE,
     .label = N_("Phone")},
    {"phone_was", NULL, NULL, RECORD_PHONE, RECORD_INPUT, VOLUNTEER(phone_was), .derived = PHONE},
    {"kind", "KIND", N_("what they are"), RECORD_CHOICE, RECORD_BOTH, VOLUNTEER(kind), .choices = volunteer_kind_names,
     .width = 15, .column = "kind", .label = N_("volunteer|Kind"), .labels = volunteer_kind_labels},
    {"building", "TEXT", N_("where somebody lives who has no place in the register"), RECORD_TEXT, RECORD_BOTH,
     VOLUNTEER(building), .width = 10, .column = "building", .label = N_("Home building")},
    {"temperature", "YES", N_("takes temperatures"), RECORD_SWITCH, RECORD_BOTH, VOLUNTEER(temperature),
     .column = "temperature", .label = N_("Takes temperatures")},
    {"driving", "YES", N_("drives"), RECORD_SWITCH, RECORD_BOTH, VOLUNTEER(driving), .column = "driving",
     .label = N_("Drives")},
    {"first_aid", "YES", N_("gives first aid"), RECORD_SWITCH, RECORD_BOTH, VOLUNTEER(first_aid), .column = "first_aid",
     .label = N_("First aid")},
    {"available", "WHEN", N_("when they can be counted on: 1-5 18-22; 67"), RECORD_TEXT, RECORD_BOTH,
     VOLUNTEER(available), .width = 16, .said = SAID_AS_IT_IS, .column = "available", .label = N_("Available")},
    {"wish", "WISH", N_("when they would rather come"), RECORD_CHOICE, RECORD_BOTH, VOLUNTEER(wish),
     .choices = volunteer_wish_names, .column = "wish", .label = N_("Wish"), .labels = volunteer_wish_labels},
    {"shifts_most", "NUMBER", N_("shifts a week at most; 0: as many as the rules allow"), RECORD_NUMBER, RECORD_BOTH,
     VOLUNTEER(shifts_most), .most = 21, .column = "shifts_most", .label = N_("Shifts a week")},
    {"health", "STATE", N_("what the health check said"), RECORD_CHOICE, RECORD_BOTH, VOLUNTEER(health),
     .choices = volunteer_health_names, .column = "health", .label = N_("Health check"),
     .labels = volunteer_health_labels},
    {"health_day", "DAY", N_("when they were checked"), RECORD_DAY, RECORD_BOTH, VOLUNTEER(health_day),
     .column = "health_day", .label = N_("Checked on")},
    {"kit", "TEXT", N_("protective kit issued"), RECORD_TEXT, RECORD_BOTH, VOLUNTEER(kit), .column = "kit",
     .label = N_("Kit issued")},
    {"kit_day", "DAY", N_("when it was issued"), RECORD_DAY, RECORD_BOTH, VOLUNTEER(kit_day), .column = "kit_day",
     .label = N_("Issued on")},
    {"contact", "NAME", N_("whom to call in an emergency"), RECORD_TEXT, RECORD_BOTH, VOLUNTEER(contact),
     .column = "contact", .label = N_("Emergency contact")},
    {"contact_phone", "PHONE", N_("on which number"), RECORD_PHONE, RECORD_BOTH, VOLUNTEER(contact_phone),
     .column = "contact_phone", .label = N_("Their phone")},
    {"since", "DAY", N_("since when they take shifts"), RECORD_DAY, RECORD_BOTH, VOLUNTEER(since_day),
     .column = "since_day", .label = N_("volunteer|Since")},
    {"observed", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, VOLUNTEER(observed), .derived = OBSERVED,
     .label = N_("Household observed")},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, VOLUNTEER(note), .column = "note",
     .label = N_("Remark")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, VOLUNTEER(head.voided)},
    {0},
};
static const struct record_scope volunteer_scopes[] = {
    [VOLUNTEERS_VALID] = {"valid", "voided IS NULL"},
    [VOLUNTEERS_OBSERVED] = {"observed", "voided IS NULL AND " OBSERVED},
    [VOLUNTEERS_UNCHECKED] = {"unchecked", "voided IS NULL AND health <> 'fit'"},
    [VOLUNTEERS_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table volunteer_table = {
    .name = "volunteer",
    .size = sizeof(struct volunteer),
    .fields = volunteer_fields,
    .order = "name",
    .scopes = volunteer_scopes,
    .none = N_("There is no volunteer %lld."),
    .what = N_("volunteer"),
    .called = "name",
    .meant = volunteer_meant,
};

bool volunteer_of_person(struct store *store, int64_t person_id, struct volunteer *volunteer, struct err *err)
{
    struct statement *statement =
        statement_take(store, "SELECT id FROM volunteer WHERE person_id = :person_id AND voided IS NULL", err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "person_id", person_id);
    return record_found(store, statement, &volunteer_table, volunteer, _("That is no volunteer."), err);
}

/* ---- not to be counted on ---- */

#define ABSENCE(member) RECORD_AT(struct absence, member)
const struct record_field absence_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, ABSENCE(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, ABSENCE(head.rev)},
    {"volunteer", "WHO", N_("who cannot come"), RECORD_ROW, RECORD_NEEDED, ABSENCE(volunteer_id), .width = 12,
     .column = "volunteer_id", .label = N_("Volunteer"), .of = &volunteer_table},
    {"from", "TIME", N_("from when on"), RECORD_BEGINNING, RECORD_NEEDED, ABSENCE(from_at), .width = 19,
     .column = "from_at", .label = N_("absence|From")},
    {"until", "TIME", N_("until when; of a day: until its end"), RECORD_DEADLINE, RECORD_NEEDED, ABSENCE(until_at),
     .width = 19, .column = "until_at", .label = N_("absence|Until")},
    {"reason", "TEXT", N_("why"), RECORD_TEXT, RECORD_BOTH, ABSENCE(reason), .width = 16, .column = "reason",
     .label = N_("absence|Reason")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ABSENCE(head.voided)},
    {0},
};
static const struct record_scope absence_scopes[] = {
    [ABSENCES_OPEN] = {"open", "voided IS NULL AND until_at > :now"},
    [ABSENCES_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table absence_table = {
    .name = "absence",
    .size = sizeof(struct absence),
    .fields = absence_fields,
    .order = "until_at",
    .scopes = absence_scopes,
    .none = N_("There is no leave %lld."),
    .what = N_("leave"),
    .called = "volunteer_id",
};
