/* Who of the sample follows up the observed households, which teams visit them, who helps them. */
#include "demo_parts.h"
#include "gatepost/clock.h"
#include "gatepost/follow_up.h"
#include "gatepost/pairing.h"
#include "gatepost/team.h"
#include "gatepost/tier.h"
#include "gatepost/utf8.h"
#include "gatepost/visit.h"
#include <stdio.h>
#include <string.h>

enum {
    DAY = 86400,
    HOUR = 3600,
    TIERS = 4,
    KEEPERS_A_TIER = 5,
    TEAMS = 3,
    HELPERS = 12,
    DAYS_BACK = 3,
    MORNING_HOUR = 7,
    WITHOUT_HELPER = 11
};

static const char *const tier_names[TIERS] = {"社区干部", "医务人员", "网格员", "志愿者"};
static const char *const said[] = {"无不适", "无不适，情绪稳定", "轻微咽干，多喝水", "睡眠差，已安慰",
                                   "缺蔬菜，已转志愿者"};
static const char *const found[] = {"体温正常，居家规范", "门口垃圾未及时清运", "老人情绪低落", "缺降压药",
                                    "家中口罩不足"};
static const char *const needed[] = {"", "", "安排心理疏导", "送降压药 2 盒", "送口罩 20 个"};
#define PICK(list, index) (list)[(index) % (int)(sizeof(list) / sizeof *(list))]

struct cast { /* who does it */
    struct tier tiers[TIERS_MOST];
    int tier_count;
    char keepers[TIERS][KEEPERS_A_TIER][NAME_BYTES];
    struct team teams[TEAMS];
};

static void number_phone(int number, char phone[PHONE_SIZE])
{
    snprintf(phone, PHONE_SIZE, "1990009%04d", 1000 + number);
}

static bool save(struct demo_world *world, const struct record_table *table, void *record, struct err *err)
{
    return record_save(world->store, table, record, err) && demo_row_done(world, err);
}

/* The tiers a new community begins with, where it has none. */
static bool make_tiers(struct demo_world *world, struct cast *cast, struct err *err)
{
    if (!tier_list(world->store, cast->tiers, TIERS_MOST, &cast->tier_count, err))
        return false;
    for (int i = 0; cast->tier_count < TIERS && i < TIERS; i++) {
        struct tier *tier = &cast->tiers[cast->tier_count];
        *tier = (struct tier){.position = i + 1, .daily = true};
        text_copy(tier->name, sizeof tier->name, tier_names[i]);
        if (!save(world, &tier_table, tier, err))
            return false;
        cast->tier_count++;
    }
    for (int i = 0; i < TIERS; i++)
        for (int k = 0; k < KEEPERS_A_TIER; k++)
            demo_name(&world->other, "", (i + k) % 2 == 0 ? 'f' : 'm', cast->keepers[i][k]);
    return true;
}

static bool make_teams(struct demo_world *world, struct cast *cast, struct err *err)
{
    static const char *const names[TEAMS] = {"第一小组", "第二小组", "第三小组"};
    for (int i = 0; i < TEAMS; i++) {
        struct team *team = &cast->teams[i];
        *team = (struct team){0};
        text_copy(team->name, sizeof team->name, names[i]);
        text_copy(team->cadre, sizeof team->cadre, cast->keepers[0][i]);
        text_copy(team->doctor, sizeof team->doctor, cast->keepers[1][i]);
        text_copy(team->grid_worker, sizeof team->grid_worker, cast->keepers[2][i]);
        number_phone(900 + i, team->phone);
        if (!save(world, &team_table, team, err))
            return false;
    }
    return true;
}

/* ---- of one household ---- */

static bool make_keepers(struct demo_world *world, const struct cast *cast, int64_t place_id, int number,
                         struct err *err)
{
    for (int i = 0; i < TIERS; i++) {
        int who = (number / 3 + i) % KEEPERS_A_TIER;
        struct keeper keeper = {.place_id = place_id, .tier_id = cast->tiers[i].head.id};
        text_copy(keeper.name, sizeof keeper.name, cast->keepers[i][who]);
        number_phone(i * KEEPERS_A_TIER + who, keeper.phone);
        if (!save(world, &keeper_table, &keeper, err))
            return false;
    }
    return true;
}

/* When the day is young, what comes later in it on other days was done already: else all of them ring in the evening.
 */
static int64_t hurried(const struct demo_world *world, int tier, int64_t at)
{
    int64_t morning = clock_day_start(clock_day(world->demo->now)) + MORNING_HOUR * HOUR;
    return at <= world->demo->now || world->demo->now < morning
               ? at
               : morning + (world->demo->now - morning) * (tier + 1) / (TIERS + 1);
}

/* A contact of each tier on each of the last days; today a few have not called yet, and a few got no answer. */
static bool make_follow_ups(struct demo_world *world, const struct cast *cast, int64_t place_id, int number,
                            int64_t began_at, struct err *err)
{
    for (int back = DAYS_BACK; back >= 0; back--) {
        for (int i = 0; i < TIERS; i++) {
            int64_t at = clock_day_start(clock_day_add(clock_day(world->demo->now), -back)) + (8 + i) * HOUR +
                         demo_random_below(&world->other, HOUR);
            bool today = back == 0;
            if (today)
                at = hurried(world, i, at);
            if (at > world->demo->now || at < began_at || (today && i == 3 && number % 9 == 4))
                continue;
            struct follow_up follow_up = {.place_id = place_id,
                                          .tier_id = cast->tiers[i].head.id,
                                          .at = at,
                                          .how = i == 0 ? FOLLOW_UP_CHAT : FOLLOW_UP_PHONE,
                                          .officer_id = world->checkpoints[0].officer_id};
            if (today ? i == 1 && number % 12 == 6 : (number + i + back) % 11 == 6)
                follow_up.outcome = FOLLOW_UP_NO_ANSWER;
            else
                text_copy(follow_up.words, sizeof follow_up.words, PICK(said, number * 3 + i + back));
            text_copy(follow_up.by_whom, sizeof follow_up.by_whom, cast->keepers[i][(number / 3 + i) % KEEPERS_A_TIER]);
            if (today && i == 1)
                follow_up.next_at = clock_day_start(clock_day(world->demo->now)) + 20 * HOUR;
            if (!save(world, &follow_up_table, &follow_up, err))
                return false;
        }
    }
    return true;
}

static bool make_visit(struct demo_world *world, const struct cast *cast, int64_t place_id, int number,
                       int64_t began_at, struct err *err)
{
    const struct team *team = &cast->teams[number % TEAMS];
    struct visit visit = {.place_id = place_id,
                          .at = world->demo->now - (int64_t)(1 + number % 4) * DAY + (number % 6) * HOUR / 2,
                          .team_id = team->head.id,
                          .officer_id = world->checkpoints[0].officer_id};
    if (visit.at < began_at)
        return true;
    snprintf(visit.who, sizeof visit.who, "%s、%s、%s", team->cadre, team->grid_worker, team->doctor);
    text_copy(visit.found, sizeof visit.found, PICK(found, number));
    text_copy(visit.needed, sizeof visit.needed, PICK(needed, number));
    if (visit.needed[0] != '\0' && number % 2 == 0)
        visit.done_at = visit.at + 4 * HOUR;
    return save(world, &visit_table, &visit, err);
}

static bool make_pairing(struct demo_world *world, int64_t place_id, int number, int64_t began_at, struct err *err)
{
    static char helpers[HELPERS][NAME_BYTES];
    struct pairing pairing = {.place_id = place_id, .from_at = began_at};
    if (number < HELPERS)
        demo_name(&world->other, "", number % 2 == 0 ? 'm' : 'f', helpers[number]);
    if (number % 16 == WITHOUT_HELPER)
        return true;
    text_copy(pairing.name, sizeof pairing.name, helpers[number % HELPERS]);
    number_phone(500 + number % HELPERS, pairing.phone);
    if (number % 3 != 2 && number >= HELPERS) {
        text_copy(pairing.substitute, sizeof pairing.substitute, helpers[(number + 5) % HELPERS]);
        number_phone(500 + (number + 5) % HELPERS, pairing.substitute_phone);
    }
    return save(world, &pairing_table, &pairing, err);
}

/* ---- teams of a day ---- */

static bool is_first_of_building(const struct demo_world *world, const struct place *place, int before, struct err *err)
{
    struct place other;
    for (int i = 0; i < before; i++)
        if (place_get(world->store, world->households[world->observed[i].household].id, &other, err) &&
            strcmp(other.estate, place->estate) == 0 && strcmp(other.room.building, place->room.building) == 0)
            return false;
    return true;
}

/* Yesterday's; today's are proposed by the program. */
static bool make_team_days(struct demo_world *world, const struct cast *cast, struct err *err)
{
    int turn = 0;
    for (int i = 0; i < world->observed_count; i++) {
        struct place place;
        if (!place_get(world->store, world->households[world->observed[i].household].id, &place, err))
            return false;
        if (!is_first_of_building(world, &place, i, err))
            continue;
        struct team_day team_day = {.day = clock_day_add(clock_day(world->demo->now), -1),
                                    .team_id = cast->teams[turn++ % TEAMS].head.id};
        text_copy(team_day.estate, sizeof team_day.estate, place.estate);
        text_copy(team_day.building, sizeof team_day.building, place.room.building);
        if (!save(world, &team_day_table, &team_day, err))
            return false;
    }
    return true;
}

bool demo_make_follow_ups(struct demo_world *world, struct err *err)
{
    static struct cast cast;
    bool good = make_tiers(world, &cast, err) && make_teams(world, &cast, err);
    for (int i = 0; good && i < world->observed_count; i++) {
        const struct demo_observed *observed = &world->observed[i];
        int64_t place_id = world->households[observed->household].id;
        good = make_keepers(world, &cast, place_id, i, err) &&
               make_follow_ups(world, &cast, place_id, i, observed->began_at, err) &&
               make_visit(world, &cast, place_id, i, observed->began_at, err) &&
               make_pairing(world, place_id, i, observed->began_at, err);
    }
    return good && make_team_days(world, &cast, err);
}
