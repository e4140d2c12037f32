/* Home observations: who may be observed from when to when, their ends, the household's flag at the gate. */
#include "gatepost/clock.h"
#include "gatepost/gate.h"
#include "gatepost/observation_rules.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/setting_table.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { DAY = 86400, TODAY = 20220411 };
static struct store *store;
static int64_t gate, home, next_door, holder, wife, visitor;

static int setup(void **state)
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

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

/* Observed since the evening before the basis day's morning, unless the test says something else. */
static struct observation new_observation(int64_t person, int basis_day)
{
    struct observation observation;
    register_new(&observation_rules, &observation);
    observation.person_id = person;
    observation.basis = BASIS_CONTACT;
    observation.basis_day = basis_day;
    observation.began_at = clock_day_start(basis_day) + 8 * 3600;
    return observation;
}

static int64_t observe(int64_t person, int basis_day)
{
    struct observation observation = new_observation(person, basis_day);
    struct err err = {0};
    if (!register_save(store, &observation_rules, &observation, &err))
        fail_msg("%s", err.text);
    return observation.head.id;
}

static struct observation read_one(int64_t id)
{
    struct observation observation;
    struct err err = {0};
    assert_true(record_get(store, &observation_table, id, &observation, &err));
    return observation;
}

static bool is_denied_out(int64_t person)
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

static int64_t valid_flags(void)
{
    return register_count(store, "SELECT COUNT(*) FROM flag WHERE kind = 'observation' AND voided IS NULL");
}

static void days_and_household_follow(void **state)
{
    struct observation observation;
    struct err err = {0};
    (void)state;
    register_new(&observation_rules, &observation);
    observation.person_id = wife;
    assert_true(register_save(store, &observation_rules, &observation, &err));
    assert_int_equal(observation.place_id, home);
    assert_int_equal(observation.basis_day, TODAY);
    assert_int_equal(observation.first_day, TODAY);
    assert_int_equal(observation.last_day, 20220424);
    assert_int_equal(observation.ends_at, clock_day_start(20220425));
    assert_int_equal(observation.began_at, REGISTER_NOW);
    assert_int_equal(observation.opened_by, 1);
    assert_int_equal(observation.state, OBSERVATION_OBSERVING);
    assert_true(observation.door[0] != '\0');

    assert_true(setting_set(store, "observation.first_day", "after", &err));
    assert_true(setting_set(store, "observation.days", "7", &err));
    observation = read_one(observe(holder, 20220409));
    assert_int_equal(observation.first_day, 20220410);
    assert_int_equal(observation.last_day, 20220416);
}

static void a_person_is_observed_once(void **state)
{
    struct observation twice = new_observation(wife, TODAY);
    struct err err = {0};
    int64_t id = observe(wife, 20220403);
    (void)state;
    assert_false(register_save(store, &observation_rules, &twice, &err));
    assert_string_equal(err.field, "person");
    assert_string_equal(err.text, "刘洋 is under observation already: day 9 of 14, until 04-16.");
    assert_true(observation_leave(store, id, -1, OBSERVATION_MISTAKE, "同名", &err));
    assert_true(register_save(store, &observation_rules, &twice, &err));
}

static void opening_denies_out_at_once_and_the_last_end_allows_again(void **state)
{
    struct observation_release papers = {"张医生", "王主任", "街道办", "2022-0411", 0, "提前"};
    struct err err = {0};
    (void)state;
    assert_false(is_denied_out(wife));
    int64_t one = observe(wife, 20220403), other = observe(holder, 20220405);
    assert_true(is_denied_out(wife));
    assert_true(is_denied_out(holder));
    assert_int_equal(valid_flags(), 1);
    assert_int_equal(read_one(one).flag_id, read_one(other).flag_id);
    assert_true(observation_release(store, one, -1, &papers, &err));
    assert_true(is_denied_out(wife)); /* the household's */
    assert_true(observation_leave(store, other, -1, OBSERVATION_HOSPITAL, "市医院，发热", &err));
    assert_false(is_denied_out(wife));
    assert_int_equal(valid_flags(), 0);
    assert_true(undo_last(store, NULL, &err));
    assert_true(is_denied_out(wife));
    assert_int_equal(read_one(other).state, OBSERVATION_OBSERVING);
    assert_true(redo_last(store, NULL, &err));
    assert_false(is_denied_out(wife));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(days_and_household_follow, setup, teardown),
        cmocka_unit_test_setup_teardown(a_person_is_observed_once, setup, teardown),
        cmocka_unit_test_setup_teardown(opening_denies_out_at_once_and_the_last_end_allows_again, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
