#include "gatepost/follow_up.h"
#include "gatepost/observation.h"
#include "gatepost/tier.h"
#include "gatepost/words.h"
#include <stddef.h>

const char *const follow_up_how_names[] = {"phone", "door", "chat", "other", NULL};
const char *const follow_up_how_labels[] = {N_("By phone"), N_("At the door"), N_("In the chat"), N_("Otherwise"),
                                            NULL};
const char *const follow_up_outcome_names[] = {"reached", "no_answer", "refused", NULL};
const char *const follow_up_outcome_labels[] = {N_("Reached"), N_("No answer"), N_("Would not"), NULL};

#define FOLLOW_UP(member) RECORD_AT(struct follow_up, member)
const struct record_field follow_up_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, FOLLOW_UP(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, FOLLOW_UP(head.rev)},
    {"at", "TIME", N_("when; now if nothing is said"), RECORD_MOMENT, RECORD_BOTH, FOLLOW_UP(at), .width = 19,
     .column = "at", .label = N_("When")},
    {"place", "ROOM", N_("the household: 12-2-1203; of --observation its own"), RECORD_PLACE, RECORD_BOTH,
     FOLLOW_UP(place_id), .width = 14, .column = "place_id", .label = N_("Household")},
    {"observation", "NUMBER", N_("the observation, when it is about one person"), RECORD_ROW, RECORD_BOTH,
     FOLLOW_UP(observation_id), .column = "observation_id", .label = N_("Observed"), .of = &observation_table},
    {"tier", "NAME", N_("whose contact it is"), RECORD_ROW, RECORD_BOTH, FOLLOW_UP(tier_id), .width = 10,
     .column = "tier_id", .label = N_("Tier"), .of = &tier_table},
    {"how", "phone|door|chat|other", N_("how"), RECORD_CHOICE, RECORD_BOTH, FOLLOW_UP(how),
     .choices = follow_up_how_names, .labels = follow_up_how_labels, .width = 8, .column = "how", .label = N_("How")},
    {"outcome", "reached|no_answer|refused", N_("whether somebody was reached"), RECORD_CHOICE, RECORD_BOTH,
     FOLLOW_UP(outcome), .choices = follow_up_outcome_names, .labels = follow_up_outcome_labels, .width = 8,
     .column = "outcome", .label = N_("Outcome")},
    {"by", "NAME", N_("who followed up"), RECORD_TEXT, RECORD_BOTH, FOLLOW_UP(by_whom), .width = 10, .said = SAID_NAME,
     .column = "by_whom", .label = N_("Followed up by")},
    {"words", "TEXT", N_("what was said"), RECORD_TEXT, RECORD_BOTH, FOLLOW_UP(words), .width = 20, .column = "words",
     .label = N_("What was said")},
    {"next_at", "TIME", N_("when the next one is agreed"), RECORD_BEGINNING, RECORD_BOTH, FOLLOW_UP(next_at),
     .column = "next_at", .label = N_("Next time")},
    {"release_day", "NUMBER", N_("a call so many days after release"), RECORD_NUMBER, RECORD_BOTH,
     FOLLOW_UP(release_day), .least = 1, .most = 365, .column = "release_day", .label = N_("Day after release")},
    {"officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, FOLLOW_UP(officer_id), .column = "officer_id",
     .label = N_("Officer")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, FOLLOW_UP(head.voided)},
    {0},
};
static const struct record_scope follow_up_scopes[] = {
    [FOLLOW_UPS_VALID] = {"valid", "voided IS NULL"},
    [FOLLOW_UPS_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table follow_up_table = {
    .name = "follow_up",
    .size = sizeof(struct follow_up),
    .fields = follow_up_fields,
    .order = "at",
    .newest_first = true,
    .scopes = follow_up_scopes,
    .none = N_("There is no follow-up %lld."),
    .what = N_("follow-up"),
    .called = "place_id",
};
