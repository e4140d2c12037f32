#include "gatepost/visit.h"
#include "gatepost/observation.h"
#include "gatepost/team.h"
#include "gatepost/words.h"
#include <stddef.h>

#define VISIT(member) RECORD_AT(struct visit, member)
const struct record_field visit_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, VISIT(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, VISIT(head.rev)},
    {"at", "TIME", N_("when; now if nothing is said"), RECORD_MOMENT, RECORD_BOTH, VISIT(at), .width = 19,
     .column = "at", .label = N_("When")},
    {"place", "ROOM", N_("the household: 12-2-1203; of --observation its own"), RECORD_PLACE, RECORD_BOTH,
     VISIT(place_id), .width = 14, .column = "place_id", .label = N_("Household")},
    {"observation", "NUMBER", N_("the observation, when it is about one person"), RECORD_ROW, RECORD_BOTH,
     VISIT(observation_id), .column = "observation_id", .label = N_("Observed"), .of = &observation_table},
    {"team", "NAME", N_("which team"), RECORD_ROW, RECORD_BOTH, VISIT(team_id), .width = 10, .column = "team_id",
     .label = N_("Team"), .of = &team_table},
    {"who", "NAMES", N_("who went"), RECORD_TEXT, RECORD_BOTH, VISIT(who), .width = 14, .said = SAID_NAME,
     .column = "who", .label = N_("Who went")},
    {"found", "TEXT", N_("what was found"), RECORD_TEXT, RECORD_BOTH, VISIT(found), .width = 20, .column = "found",
     .label = N_("Found")},
    {"needed", "TEXT", N_("what was needed"), RECORD_TEXT, RECORD_BOTH, VISIT(needed), .width = 16, .column = "needed",
     .label = N_("Needed")},
    {"done_at", "TIME", N_("when that was done"), RECORD_MOMENT, RECORD_BOTH, VISIT(done_at), .column = "done_at",
     .label = N_("Done at")},
    {"next_at", "TIME", N_("when the next visit is agreed"), RECORD_BEGINNING, RECORD_BOTH, VISIT(next_at),
     .column = "next_at", .label = N_("Next time")},
    {"officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, VISIT(officer_id), .column = "officer_id",
     .label = N_("Officer")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, VISIT(head.voided)},
    {0},
};
static const struct record_scope visit_scopes[] = {
    [VISITS_VALID] = {"valid", "voided IS NULL"},
    [VISITS_OPEN] = {"open", "needed <> '' AND done_at IS NULL AND voided IS NULL"},
    [VISITS_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table visit_table = {
    .name = "visit",
    .size = sizeof(struct visit),
    .fields = visit_fields,
    .order = "at",
    .newest_first = true,
    .scopes = visit_scopes,
    .none = N_("There is no visit %lld."),
    .what = N_("visit"),
    .called = "place_id",
};
