#include "gatepost/errand.h"
#include "gatepost/words.h"
#include "table.h"
#include <stddef.h>

#define ERRAND(member) RECORD_AT(struct errand, member)
const struct record_field errand_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, ERRAND(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, ERRAND(head.rev)},
    {"begun_at", "TIME", N_("when; now if nothing is said"), RECORD_MOMENT, RECORD_BOTH, ERRAND(begun_at), .width = 19,
     .column = "begun_at", .label = N_("Begun")},
    {"person", "WHO", N_("the volunteer, as in the gate form, when in the register"), RECORD_PERSON, RECORD_BOTH,
     ERRAND(helper_id), .column = "helper_id", .label = N_("Person")},
    {"helper", "NAME", N_("the volunteer"), RECORD_TEXT, RECORD_BOTH, ERRAND(helper), .width = 12, .said = SAID_NAME,
     .column = "helper", .label = N_("Volunteer")},
    {"phone", "PHONE", N_("the volunteer's phone"), RECORD_PHONE, RECORD_BOTH, ERRAND(phone), .width = 14,
     .column = "phone", .label = N_("Phone")},
    {"requests", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, ERRAND(requests), .most = 1000000, .width = 8,
     .derived = "(SELECT COUNT(*) FROM supply s WHERE s.errand_id = errand.id AND s.voided IS NULL)",
     .label = N_("Requests")},
    {"given", "MONEY", N_("money given along"), RECORD_MONEY, RECORD_BOTH, ERRAND(given), .width = 10,
     .column = "given", .label = N_("Given along")},
    {"received", "MONEY", N_("money the households paid the volunteer"), RECORD_MONEY, RECORD_BOTH, ERRAND(received),
     .width = 10, .column = "received", .label = N_("Received")},
    {"spent", "MONEY", N_("money spent in shops"), RECORD_MONEY, RECORD_BOTH, ERRAND(spent), .width = 10,
     .column = "spent", .label = N_("Spent")},
    {"returned", "MONEY", N_("change brought back; -12.50: paid out to the volunteer"), RECORD_MONEY, RECORD_BOTH,
     ERRAND(returned), .least = -1, .width = 10, .column = "returned", .label = N_("Change")},
    {"settled_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, ERRAND(settled_at), .width = 19, .column = "settled_at",
     .label = N_("Settled")},
    {"settled_by", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, ERRAND(settled_by), .column = "settled_by",
     .label = N_("Settled by")},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, ERRAND(note), .column = "note", .label = N_("Remark")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ERRAND(head.voided)},
    {0},
};
static const struct record_scope errand_scopes[] = {
    [ERRANDS_OPEN] = {"open", "settled_at IS NULL AND voided IS NULL"},
    [ERRANDS_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table errand_table = {
    .name = "errand",
    .size = sizeof(struct errand),
    .fields = errand_fields,
    .order = "begun_at",
    .newest_first = true,
    .scopes = errand_scopes,
    .none = N_("There is no errand %lld."),
    .what = N_("errand"),
    .called = "helper",
};

int64_t errand_owed(const struct errand *errand)
{
    return errand->given + errand->received - errand->spent - errand->returned;
}
