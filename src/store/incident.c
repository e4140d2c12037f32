#include "gatepost/incident.h"
#include "gatepost/words.h"
#include "record_sql.h"
#include "table.h"
#include <stddef.h>

const char *const incident_kind_names[] = {"fever", "symptoms", "contact", "other", NULL};
const char *const incident_kind_labels[] = {N_("Feverish"), N_("With symptoms"), N_("Close contact"), N_("Other"),
                                            NULL};
const char *const incident_result_names[] = {"none", "hospital",    "isolation", "observation",
                                             "home", "false_alarm", "other",     NULL};
const char *const incident_result_labels[] = {N_("None yet"),
                                              N_("To hospital"),
                                              N_("To central isolation"),
                                              N_("Home observation"),
                                              N_("Sent home"),
                                              N_("False alarm"),
                                              N_("Other"),
                                              NULL};

#define INCIDENT(member) RECORD_AT(struct incident, member)
const struct record_field incident_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, INCIDENT(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, INCIDENT(head.rev)},
    {"opened_at", "TIME", N_("when it was noticed; now when not said"), RECORD_MOMENT, RECORD_BOTH, INCIDENT(opened_at),
     .width = 19, .column = "opened_at", .label = N_("Noticed")},
    {"opened_by", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, INCIDENT(opened_by), .column = "opened_by",
     .label = N_("Opened by")},
    {"kind", "KIND", N_("what it is"), RECORD_CHOICE, RECORD_BOTH, INCIDENT(kind), .choices = incident_kind_names,
     .labels = incident_kind_labels, .width = 10, .column = "kind", .label = N_("Kind")},
    {"person", "WHO", N_("the person, as in the gate form"), RECORD_PERSON, RECORD_BOTH, INCIDENT(person_id),
     .width = 12, .column = "person_id", .label = N_("Person")},
    {"name", "NAME", N_("who it is, when not in the register"), RECORD_TEXT, RECORD_BOTH, INCIDENT(name), .width = 12,
     .said = SAID_NAME, .column = "name", .label = N_("Name")},
    {"place", "ROOM", N_("household lived in or visited"), RECORD_PLACE, RECORD_BOTH, INCIDENT(place_id), .width = 14,
     .column = "place_id", .label = N_("Household")},
    {"phone", "PHONE", N_("phone number"), RECORD_PHONE, RECORD_BOTH, INCIDENT(phone), .column = "phone",
     .label = N_("Phone")},
    {"crossing", NULL, NULL, RECORD_ID, RECORD_SHOWN, INCIDENT(crossing_id), .column = "crossing_id",
     .label = N_("Crossing")},
    {"reading", NULL, NULL, RECORD_ID, RECORD_SHOWN, INCIDENT(reading_id), .column = "reading_id", .nullable = true,
     .label = N_("Reading of the round")},
    {"cause_void", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, INCIDENT(cause_void), .column = "cause_void",
     .label = N_("Cause voided")},
    {"checkpoint", "NAME", N_("where it was noticed"), RECORD_CHECKPOINT, RECORD_BOTH, INCIDENT(checkpoint_id),
     .column = "checkpoint_id", .label = N_("Checkpoint")},
    {"first", "DEGREES", N_("first reading"), RECORD_TEMPERATURE, RECORD_BOTH, INCIDENT(first_tenths), .width = 5,
     .column = "first_tenths", .label = N_("1st reading")},
    {"retest", "DEGREES", N_("second reading"), RECORD_TEMPERATURE, RECORD_BOTH, INCIDENT(retest_tenths), .width = 5,
     .column = "retest_tenths", .label = N_("Retest")},
    {"symptoms", "TEXT", N_("what is seen and said"), RECORD_TEXT, RECORD_BOTH, INCIDENT(symptoms),
     .column = "symptoms", .label = N_("Symptoms")},
    {"isolated", "WHERE", N_("where the person is kept apart"), RECORD_TEXT, RECORD_BOTH, INCIDENT(isolated),
     .width = 14, .column = "isolated", .label = N_("Isolated at")},
    {"isolated_at", "TIME", N_("since when; now when not said"), RECORD_MOMENT, RECORD_BOTH, INCIDENT(isolated_at),
     .column = "isolated_at", .label = N_("Isolated since")},
    {"reported", "WHOM", N_("to whom it was reported"), RECORD_TEXT, RECORD_BOTH, INCIDENT(reported), .width = 14,
     .column = "reported", .label = N_("Reported to")},
    {"reported_at", "TIME", N_("when it was reported; now when not said"), RECORD_MOMENT, RECORD_BOTH,
     INCIDENT(reported_at), .column = "reported_at", .label = N_("Report made")},
    {"reported_by", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, INCIDENT(reported_by), .column = "reported_by",
     .label = N_("Reported by")},
    {"called_at", "TIME", N_("when an ambulance was called"), RECORD_MOMENT, RECORD_BOTH, INCIDENT(called_at),
     .column = "called_at", .label = N_("Ambulance called")},
    {"arrived_at", "TIME", N_("when it came"), RECORD_MOMENT, RECORD_BOTH, INCIDENT(arrived_at), .column = "arrived_at",
     .label = N_("Ambulance came")},
    {"ambulance", "PLATE", N_("its plate, or whose it is"), RECORD_TEXT, RECORD_BOTH, INCIDENT(ambulance),
     .column = "ambulance", .label = N_("Ambulance")},
    {"handed", "WHOM", N_("who took the person over"), RECORD_TEXT, RECORD_BOTH, INCIDENT(handed), .width = 14,
     .column = "handed", .label = N_("Handed over to")},
    {"handed_at", "TIME", N_("when that was; now when not said"), RECORD_MOMENT, RECORD_BOTH, INCIDENT(handed_at),
     .column = "handed_at", .label = N_("Handed over")},
    {"result", "RESULT", N_("how it ended"), RECORD_CHOICE, RECORD_BOTH, INCIDENT(result),
     .choices = incident_result_names, .labels = incident_result_labels, .width = 14, .column = "result",
     .label = N_("Result")},
    {"outcome", "TEXT", N_("the result in words"), RECORD_TEXT, RECORD_BOTH, INCIDENT(outcome), .column = "outcome",
     .label = N_("In words")},
    {"stepped_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, INCIDENT(stepped_at), .column = "stepped_at",
     .label = N_("Last step")},
    {"closed_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, INCIDENT(closed_at), .width = 19, .column = "closed_at",
     .label = N_("Closed at")},
    {"closed_by", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, INCIDENT(closed_by), .width = 10, .column = "closed_by",
     .label = N_("Closed by")},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, INCIDENT(note), .column = "note", .label = N_("Remark")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, INCIDENT(head.voided)},
    {0},
};
static const struct record_scope scopes[] = {
    [INCIDENTS_OPEN] = {"open", "closed_at IS NULL AND voided IS NULL"},
    [INCIDENTS_CLOSED] = {"closed", "closed_at IS NOT NULL AND voided IS NULL"},
    [INCIDENTS_ALL] = {"valid", "voided IS NULL"},
    [INCIDENTS_VOID] = {"void", "voided IS NOT NULL"},
    {0},
};
const struct record_table incident_table = {
    .name = "incident",
    .size = sizeof(struct incident),
    .fields = incident_fields,
    .order = "opened_at",
    .newest_first = true,
    .scopes = scopes,
    .none = N_("There is no incident %lld."),
    .what = N_("incident"),
    .called = "person_id",
    .or_called = "name",
};

/* Each crossing asks, and hardly any has one: the id alone is looked for. */
static const char of_crossing_sql[] = "SELECT id FROM incident WHERE crossing_id = :value AND voided IS NULL";
static const char of_reading_sql[] = "SELECT id FROM incident WHERE reading_id = :value AND voided IS NULL";
static const char of_person_sql[] =
    "SELECT id FROM incident WHERE person_id = :value AND closed_at IS NULL AND voided IS NULL "
    "ORDER BY opened_at DESC, id DESC LIMIT 1";
static const char newest_sql[] = "SELECT id FROM incident WHERE person_id = :value AND voided IS NULL "
                                 "ORDER BY opened_at DESC, id DESC LIMIT 1";

static bool find_one(struct store *store, const char *sql, int64_t value, struct incident *incident, struct err *err)
{
    struct statement *statement = statement_take(store, sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "value", value);
    return record_found(store, statement, &incident_table, incident, _("There is no incident about this."), err);
}

bool incident_of_crossing(struct store *store, int64_t crossing_id, struct incident *incident, struct err *err)
{
    return find_one(store, of_crossing_sql, crossing_id, incident, err);
}

bool incident_of_reading(struct store *store, int64_t reading_id, struct incident *incident, struct err *err)
{
    return find_one(store, of_reading_sql, reading_id, incident, err);
}

bool incident_of_person(struct store *store, int64_t person_id, struct incident *incident, struct err *err)
{
    return find_one(store, of_person_sql, person_id, incident, err);
}

bool incident_took_away(struct store *store, int64_t person_id, int64_t since)
{
    struct incident incident;
    if (!find_one(store, newest_sql, person_id, &incident, NULL) ||
        (incident.stepped_at < since && incident.closed_at < since))
        return false;
    return incident.handed_at != 0 || incident.result == RESULT_HOSPITAL || incident.result == RESULT_ISOLATION;
}
