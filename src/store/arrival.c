#include "gatepost/arrival.h"
#include "gatepost/declaration.h"
#include "gatepost/survey.h"
#include "gatepost/words.h"
#include <stddef.h>

const char *const arrival_kind_names[] = {"worker", "student", "relative", "resident", NULL};
const char *const arrival_kind_labels[] = {N_("Returning worker"), N_("Returning student"), N_("Visiting relative"),
                                           N_("Other resident"), NULL};

#define ARRIVAL(member) RECORD_AT(struct arrival, member)
const struct record_field arrival_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, ARRIVAL(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, ARRIVAL(head.rev)},
    {"at", "TIME", N_("when it became known; now if nothing is said"), RECORD_MOMENT, RECORD_BOTH, ARRIVAL(at),
     .width = 19, .column = "at", .label = N_("When")},
    {"place", "ROOM", N_("the household: 12-2-1203"), RECORD_PLACE, RECORD_NEEDED, ARRIVAL(place_id), .width = 14,
     .column = "place_id", .label = N_("Household")},
    {"person", "WHO", N_("the person, as in the gate form"), RECORD_PERSON, RECORD_BOTH, ARRIVAL(person_id),
     .column = "person_id", .label = N_("Person")},
    {"name", "NAME", N_("who it is, when not in the register"), RECORD_TEXT, RECORD_BOTH, ARRIVAL(name), .width = 12,
     .said = SAID_NAME, .column = "name", .label = N_("Name")},
    {"phone", "PHONE", N_("phone number"), RECORD_PHONE, RECORD_BOTH, ARRIVAL(phone), .width = 14, .column = "phone",
     .label = N_("Phone")},
    {"kind", "worker|student|relative|resident", N_("returning worker or student, visiting relative, another resident"),
     RECORD_CHOICE, RECORD_BOTH, ARRIVAL(kind), .choices = arrival_kind_names, .labels = arrival_kind_labels,
     .width = 10, .column = "kind", .label = N_("Who comes")},
    {"from", "TEXT", N_("where they were"), RECORD_TEXT, RECORD_BOTH, ARRIVAL(from_place), .width = 16,
     .said = SAID_AS_IT_IS, .column = "from_place", .label = N_("From")},
    {"affected", "yes|no", N_("from the affected area"), RECORD_ANSWER, RECORD_BOTH, ARRIVAL(affected), .width = 8,
     .column = "affected", .label = N_("Affected area")},
    {"left", "DAY", N_("when they left there"), RECORD_DAY, RECORD_BOTH, ARRIVAL(left_day), .width = 10,
     .column = "left_day", .label = N_("Left on")},
    {"returned", "DAY", N_("when they came here"), RECORD_DAY, RECORD_BOTH, ARRIVAL(returned_day), .width = 10,
     .column = "returned_day", .label = N_("Came on")},
    {"transport", "TEXT", N_("by what, with its number"), RECORD_TEXT, RECORD_BOTH, ARRIVAL(transport), .width = 12,
     .said = SAID_AS_IT_IS, .column = "transport", .label = N_("Transport")},
    {"companions", "TEXT", N_("who travelled with them"), RECORD_TEXT, RECORD_BOTH, ARRIVAL(companions),
     .column = "companions", .label = N_("Companions")},
    {"survey", NULL, NULL, RECORD_ROW, RECORD_SHOWN, ARRIVAL(survey_id), .column = "survey_id", .label = N_("Survey"),
     .of = &survey_table},
    {"declaration", NULL, NULL, RECORD_ROW, RECORD_SHOWN, ARRIVAL(declaration_id), .column = "declaration_id",
     .label = N_("Declaration"), .of = &declaration_table},
    {"officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, ARRIVAL(officer_id), .column = "officer_id",
     .label = N_("Officer")},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, ARRIVAL(note), .column = "note", .label = N_("Remark")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ARRIVAL(head.voided)},
    {0},
};
static const struct record_scope arrival_scopes[] = {
    [ARRIVALS_VALID] = {"valid", "voided IS NULL"},
    [ARRIVALS_WORKERS] = {"workers", "kind = 'worker' AND voided IS NULL"},
    [ARRIVALS_STUDENTS] = {"students", "kind = 'student' AND voided IS NULL"},
    [ARRIVALS_RELATIVES] = {"relatives", "kind = 'relative' AND voided IS NULL"},
    [ARRIVALS_AFFECTED] = {"affected", "affected = 1 AND voided IS NULL"},
    [ARRIVALS_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table arrival_table = {
    .name = "arrival",
    .size = sizeof(struct arrival),
    .fields = arrival_fields,
    .order = "at",
    .newest_first = true,
    .scopes = arrival_scopes,
    .none = N_("There is no arrival %lld."),
    .what = N_("arrival"),
    .called = "name",
};
