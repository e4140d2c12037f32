#include "gatepost/patrol.h"
#include "gatepost/words.h"
#include <stddef.h>

#define PATROL(member) RECORD_AT(struct patrol, member)
const struct record_field patrol_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, PATROL(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, PATROL(head.rev)},
    {"at", "TIME", N_("when; now if nothing is said"), RECORD_MOMENT, RECORD_BOTH, PATROL(at), .width = 19,
     .column = "at", .label = N_("When")},
    {"building", "TEXT", N_("where, in words: a building, a street"), RECORD_TEXT, RECORD_BOTH, PATROL(building),
     .width = 16, .said = SAID_AS_IT_IS, .column = "building", .label = N_("Building")},
    {"place", "ROOM", N_("the household, shop or enterprise"), RECORD_PLACE, RECORD_BOTH, PATROL(place_id),
     .column = "place_id", .label = N_("Place")},
    {"by", "NAME", N_("who patrolled"), RECORD_TEXT, RECORD_NEEDED, PATROL(by_whom), .width = 10, .said = SAID_NAME,
     .column = "by_whom", .label = N_("Patrolled by")},
    {"urgent", "yes|no", N_("must be seen to at once"), RECORD_SWITCH, RECORD_BOTH, PATROL(urgent), .width = 6,
     .column = "urgent", .label = N_("Urgent")},
    {"action", "TEXT", N_("what was done about it"), RECORD_TEXT, RECORD_BOTH, PATROL(action), .width = 16,
     .column = "action", .label = N_("What was done")},
    {"found", "TEXT", N_("what was found; nothing: all in order"), RECORD_TEXT, RECORD_BOTH, PATROL(found), .width = 24,
     .column = "found", .label = N_("Found")},
    {"done_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, PATROL(done_at), .column = "done_at", .label = N_("Done at")},
    {"done_officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, PATROL(done_officer_id), .column = "done_officer_id",
     .label = N_("Done by")},
    {"officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, PATROL(officer_id), .column = "officer_id",
     .label = N_("Officer")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PATROL(head.voided)},
    {0},
};
static const struct record_scope scopes[] = {
    [PATROLS_OPEN] = {"open", "done_at IS NULL AND voided IS NULL"},
    [PATROLS_DONE] = {"done", "done_at IS NOT NULL AND voided IS NULL"},
    [PATROLS_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table patrol_table = {
    .name = "patrol",
    .size = sizeof(struct patrol),
    .fields = patrol_fields,
    .order = "at",
    .newest_first = true,
    .scopes = scopes,
    .turned = 1U << PATROLS_OPEN, /* what waits longest comes first */
    .none = N_("There is no patrol note %lld."),
    .what = N_("patrol note"),
    .called = "building",
};
