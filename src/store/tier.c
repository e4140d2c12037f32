#include "gatepost/tier.h"
#include "gatepost/words.h"
#include "record_sql.h"
#include "table.h"
#include <stddef.h>

#define TIER(member) RECORD_AT(struct tier, member)
const struct record_field tier_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, TIER(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, TIER(head.rev)},
    {"position", "NUMBER", N_("order; the last if nothing is said"), RECORD_NUMBER, RECORD_BOTH, TIER(position),
     .least = 1, .most = 99, .width = 4, .column = "position", .label = N_("Rank")},
    {"name", "NAME", N_("what the tier is called"), RECORD_TEXT, RECORD_NEEDED, TIER(name), .width = 16,
     .said = SAID_AS_IT_IS, .column = "name", .label = N_("Tier")},
    {"daily", "yes|no", N_("a contact is expected every day"), RECORD_SWITCH, RECORD_BOTH, TIER(daily), .width = 6,
     .column = "daily", .label = N_("Daily")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, TIER(head.voided)},
    {0},
};
static const struct record_scope tier_scopes[] = {
    [0] = {"valid", "voided IS NULL"},
    {0},
};
const struct record_table tier_table = {
    .name = "tier",
    .size = sizeof(struct tier),
    .fields = tier_fields,
    .order = "position",
    .scopes = tier_scopes,
    .none = N_("There is no tier %lld."),
    .what = N_("tier"),
    .called = "name",
};

#define KEEPER(member) RECORD_AT(struct keeper, member)
const struct record_field keeper_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, KEEPER(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, KEEPER(head.rev)},
    {"place", "ROOM", N_("the household: 12-2-1203"), RECORD_PLACE, RECORD_NEEDED, KEEPER(place_id), .width = 14,
     .column = "place_id", .label = N_("Household")},
    {"tier", "NAME", N_("which tier"), RECORD_ROW, RECORD_NEEDED, KEEPER(tier_id), .width = 10, .column = "tier_id",
     .label = N_("Tier"), .of = &tier_table},
    {"person", "WHO", N_("the person, as in the gate form, when in the register"), RECORD_PERSON, RECORD_BOTH,
     KEEPER(person_id), .column = "person_id", .label = N_("Person")},
    {"name", "NAME", N_("who follows up"), RECORD_TEXT, RECORD_BOTH, KEEPER(name), .width = 12, .said = SAID_NAME,
     .column = "name", .label = N_("Followed up by")},
    {"phone", "PHONE", N_("phone number"), RECORD_PHONE, RECORD_BOTH, KEEPER(phone), .width = 14, .column = "phone",
     .label = N_("Phone")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, KEEPER(head.voided)},
    {0},
};
static const struct record_scope keeper_scopes[] = {
    [KEEPERS_VALID] = {"valid", "voided IS NULL"},
    [KEEPERS_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table keeper_table = {
    .name = "keeper",
    .size = sizeof(struct keeper),
    .fields = keeper_fields,
    .order = "name",
    .scopes = keeper_scopes,
    .none = N_("There is no follow-up person %lld."),
    .what = N_("follow-up person"),
    .called = "name",
};

bool tier_list(struct store *store, struct tier *tiers, int most, int *count, struct err *err)
{
    struct record_window window = {.rows = tiers, .most = most};
    bool good = record_window(store, &tier_table, &window, err);
    *count = window.count;
    return good;
}

bool keeper_of_place(struct store *store, int64_t place_id, struct keeper *keepers, int most, int *count,
                     struct err *err)
{
    struct statement *statement = statement_take(
        store,
        "SELECT k.id FROM keeper k JOIN tier t ON t.id = k.tier_id WHERE k.place_id = :place_id AND k.voided IS NULL "
        "AND t.voided IS NULL ORDER BY t.position, k.id",
        err);
    if (statement != NULL)
        statement_integer(statement, "place_id", place_id);
    return record_found_all(store, statement, &keeper_table, keepers, most, count, err);
}

bool keeper_of_tier(struct store *store, int64_t place_id, int64_t tier_id, struct keeper *keeper, struct err *err)
{
    struct statement *statement = statement_take(
        store, "SELECT id FROM keeper WHERE place_id = :place_id AND tier_id = :tier_id AND voided IS NULL", err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "place_id", place_id);
    statement_integer(statement, "tier_id", tier_id);
    return record_found(store, statement, &keeper_table, keeper,
                        _("Nobody of this tier follows up this household yet."), err);
}

bool keeper_count(struct store *store, int64_t tier_id, int64_t *count, struct err *err)
{
    struct statement *statement =
        statement_take(store, "SELECT COUNT(*) FROM keeper WHERE tier_id = :tier_id AND voided IS NULL", err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "tier_id", tier_id);
    return table_integer(statement, count, err);
}
