#include "gatepost/tier_rules.h"
#include "gatepost/memory.h"
#include "gatepost/observed.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "named.h"
#include "verb.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- tiers ---- */

enum { RANK_MOST = 99 };

static void begin(void *record)
{
    ((struct tier *)record)->daily = true;
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct tier *tier = record, tiers[TIERS_MOST];
    int count = 0;
    if (!tier_list(store, tiers, TIERS_MOST, &count, err))
        return false;
    for (int i = 0; i < count; i++)
        if (tiers[i].head.id != tier->head.id && strcmp(tiers[i].name, tier->name) == 0)
            return err_field(err, ERR_INPUT, "name", _("There is a tier %s already."), tier->name);
    if (before == NULL && count == TIERS_MOST)
        return err_field(err, ERR_INPUT, "name", _("There are %d tiers already; more cannot be followed."), TIERS_MOST);
    if (tier->position == 0)
        tier->position = count > 0 && tiers[count - 1].position < RANK_MOST ? tiers[count - 1].position + 1 : 1;
    return true;
}

/* What was followed up stays written; who still follows up would follow up nothing. */
static bool check_void(struct store *store, const void *record, struct err *err)
{
    const struct tier *tier = record;
    int64_t count = 0;
    if (!keeper_count(store, tier->head.id, &count, err))
        return false;
    return count == 0 || err_set(err, ERR_INPUT,
                                 _("%1$lld households are still followed up in the tier %2$s. Void those follow-up "
                                   "persons first, or rename the tier."),
                                 (long long)count, tier->name);
}

const struct register_rules tier_rules = {
    .table = &tier_table,
    .verb_add = "tier.add",
    .verb_edit = "tier.edit",
    .verb_void = "tier.void",
    .begin = begin,
    .check = check,
    .check_void = check_void,
};

bool tier_fill(struct store *store, struct err *err)
{
    const char *const names[] = {_("Cadre"), _("Medical staff"), _("Grid worker"), _("Volunteer")};
    for (int i = 0; i < 4; i++) {
        struct tier tier = {.position = i + 1, .daily = true};
        text_copy(tier.name, sizeof tier.name, names[i]);
        if (!record_save(store, &tier_table, &tier, err))
            return false;
    }
    return true;
}

static bool fill_empty(struct store *store, struct err *err)
{
    struct tier tier;
    int count = 0;
    if (!tier_list(store, &tier, 1, &count, err))
        return false;
    return count == 0 ? tier_fill(store, err) : err_set(err, ERR_INPUT, _("There is a tier %s already."), tier.name);
}

bool tier_begin(struct store *store, struct err *err)
{
    return verb_begin(store, "tier.add", err) && verb_end(store, fill_empty(store, err), err);
}

/* ---- keepers ---- */

static bool end_before(struct store *store, const struct keeper *keeper, struct err *err)
{
    struct keeper other;
    char why[NOTE_BYTES];
    if (!keeper_of_tier(store, keeper->place_id, keeper->tier_id, &other, NULL) || other.head.id == keeper->head.id)
        return true;
    snprintf(why, sizeof why, _("replaced by %s"), keeper->name);
    return row_void(store, "keeper", other.head.id, other.head.rev, why, err);
}

static bool check_keeper(struct store *store, void *record, const void *before, struct err *err)
{
    struct keeper *keeper = record;
    const struct keeper nobody = {0}, *was = before != NULL ? before : &nobody;
    const struct named named = {&keeper->person_id, keeper->name, keeper->phone, was->person_id,
                                was->name,          was->phone,   "name"};
    if (!named_complete(store, &named, err))
        return false;
    if (keeper->name[0] == '\0')
        return err_field(err, ERR_INPUT, "name", _("Who follows up? Give a person of the register or a name."));
    return end_before(store, keeper, err);
}

const struct register_rules keeper_rules = {
    .table = &keeper_table,
    .verb_add = "keeper.add",
    .verb_edit = "keeper.edit",
    .verb_void = "keeper.void",
    .check = check_keeper,
};

static bool is_same(const struct keeper *one, const struct keeper *other)
{
    return one->person_id == other->person_id && strcmp(one->name, other->name) == 0 &&
           strcmp(one->phone, other->phone) == 0;
}

static bool assign_one(struct store *store, const struct keeper *keeper, int64_t place_id, int *count, struct err *err)
{
    struct keeper own = *keeper, standing;
    own.head = (struct record_head){0};
    own.place_id = place_id;
    if (keeper_of_tier(store, place_id, keeper->tier_id, &standing, NULL) && is_same(&standing, &own))
        return true;
    ++*count;
    return register_save_within(store, &keeper_rules, &own, err);
}

static bool assign(struct store *store, const char *estate, const char *building, const struct keeper *keeper,
                   int *count, struct err *err)
{
    enum { PLACES_MOST = 2000 };
    int64_t *places = memory_new(PLACES_MOST, sizeof *places);
    int found = 0;
    bool good = observed_of_building(store, estate, building, places, PLACES_MOST, &found, err);
    if (good && found == 0)
        good = err_field(err, ERR_INPUT, "building", _("Nobody is under observation in building %s."), building);
    for (int i = 0; good && i < found; i++)
        good = assign_one(store, keeper, places[i], count, err);
    free(places);
    return good;
}

bool keeper_assign(struct store *store, const char *estate, const char *building, const struct keeper *keeper,
                   int *count, struct err *err)
{
    *count = 0;
    return verb_begin(store, "keeper.assign", err) &&
           verb_end(store, assign(store, estate, building, keeper, count, err), err);
}
