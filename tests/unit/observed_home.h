/* One household of two, the one next door and one gate; who is observed, and what the gate says of them. */
#ifndef GATEPOST_TEST_OBSERVED_HOME_H
#define GATEPOST_TEST_OBSERVED_HOME_H
#include "gatepost/clock.h"
#include "gatepost/gate.h"
#include "gatepost/observation_calls.h"
#include "gatepost/registers.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { DAY = 86400, TODAY = 20220411 };
static struct store *store;
static int64_t gate, home, next_door, holder, wife, visitor;

static inline int setup(void **state)
{
    (void)state;
    store = register_open();
    gate = register_checkpoint(store, "南门");
    home = register_household(store, "望江苑", "12-2-1203");
    next_door = register_household(store, "望江苑", "12-2-1204");
    holder = register_person(store, "张伟明", "13812343821", home);
    wife = register_person(store, "刘洋", "", home);
    visitor = register_person(store, "孙丽", "", 0);
    return 0;
}

static inline int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

/* Observed since the evening before the basis day's morning, unless the test says something else. */
static inline struct observation new_observation(int64_t person, int basis_day)
{
    struct observation observation;
    register_new(&observation_rules, &observation);
    observation.person_id = person;
    observation.basis = BASIS_CONTACT;
    observation.basis_day = basis_day;
    observation.began_at = clock_day_start(basis_day) + 8 * 3600;
    return observation;
}

static inline int64_t observe(int64_t person, int basis_day)
{
    struct observation observation = new_observation(person, basis_day);
    struct err err = {0};
    if (!register_save(store, &observation_rules, &observation, &err))
        fail_msg("%s", err.text);
    return observation.head.id;
}

static inline struct observation read_one(int64_t id)
{
    struct observation observation;
    struct err err = {0};
    assert_true(record_get(store, &observation_table, id, &observation, &err));
    return observation;
}

static inline bool is_denied_out(int64_t person)
{
    struct crossing crossing = {.direction = DIRECTION_OUT,
                                .person_id = person,
                                .place_id = home,
                                .checkpoint_id = gate,
                                .temp_tenths = 365,
                                .decision = DECISION_ADMITTED,
                                .at = clock_now()};
    struct gate_advice advice[8];
    int count = gate_assess(store, &crossing, advice, 8);
    for (int i = 0; i < count; i++)
        if (advice[i].level == ADVICE_DENY && advice[i].flag_id != 0)
            return true;
    return false;
}

static inline int64_t valid_flags(void)
{
    return register_count(store, "SELECT COUNT(*) FROM flag WHERE kind = 'observation' AND voided IS NULL");
}
#endif
