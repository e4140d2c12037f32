#include "gatepost/demo.h"
#include "demo_parts.h"
#include "gatepost/alarm_rules.h"
#include "gatepost/clock.h"
#include <stdlib.h>

enum {
    CROSSINGS = 100000,
    DAYS = 14,
    SMALL_MOST = 200000, /* more than this, and the community has 20,000 residents (domain.md §1) */
    SMALL_A_DAY = 1150,  /* what 1,200 households cross a day that go out every two days, with their visitors */
    LARGE_A_DAY = 33000, /* what those cross a day */
    COMMIT_ROWS = 20000,
};

static bool begin(struct demo_world *world, struct err *err)
{
    world->unsaved = 0;
    return store_begin(world->store, "demo.fill", err);
}

bool demo_row_done(struct demo_world *world, struct err *err)
{
    if (++world->unsaved < COMMIT_ROWS)
        return true;
    return store_commit(world->store, err) && begin(world, err);
}

bool demo_as(struct demo_world *world, int64_t officer_id, struct err *err)
{
    return store_commit(world->store, err) && store_sign_on(world->store, officer_id, "", false, err) &&
           begin(world, err);
}

static bool make_all(struct demo_world *world, int64_t count, int days, struct err *err)
{
    return begin(world, err) && demo_make_people(world, err) && demo_make_passes(world, err) &&
           demo_make_notices(world, err) && store_bulk_begin(world->store, err) &&
           demo_make_crossings(world, count, days, err) && store_bulk_end(world->store, err) &&
           demo_make_expected(world, err) && demo_make_incidents(world, err) && demo_make_screening(world, err) &&
           demo_make_observations(world, err) && demo_make_follow_ups(world, err) && demo_make_supplies(world, err) &&
           (world->demo->without_roster || demo_make_roster(world, err)) &&
           alarm_scan(world->store, world->demo->now, err) && store_commit(world->store, err);
}

bool demo_fill(struct store *store, void *context, struct err *err)
{
    struct demo demo = *(const struct demo *)context;
    if (demo.now == 0)
        demo.now = clock_now();
    int64_t count = demo.crossings > 0 ? demo.crossings : CROSSINGS;
    struct demo_world world = {.store = store,
                               .demo = &demo,
                               .random = {.state = UINT64_C(0x9E3779B97F4A7C15)},
                               .other = {.state = UINT64_C(0xD1B54A32D192ED03)},
                               .large = count > SMALL_MOST};
    int days = demo.days > 0 ? demo.days : DAYS;
    int a_day = world.large ? LARGE_A_DAY : SMALL_A_DAY;
    if (demo.days == 0 && count / a_day + 1 > days)
        days = (int)(count / a_day) + 1;
    bool good = make_all(&world, count, days, err);
    if (!good)
        store_rollback(store);
    free(world.people);
    free(world.households);
    return good;
}
