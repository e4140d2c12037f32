/* Supply ensured? What a household still waits for, told in one line; what an observation says of it. */
#include "gatepost/clock.h"
#include "gatepost/observation_rules.h"
#include "gatepost/registers.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { MINUTE = 60 };
static struct store *store;
static int64_t home, other_home, observation_id;

static int setup(void **state)
{
    struct err err = {0};
    struct observation observation;
    (void)state;
    store = register_open();
    home = register_household(store, "望江苑", "12-2-1203");
    other_home = register_household(store, "望江苑", "12-2-1204");
    register_new(&observation_rules, &observation);
    observation.person_id = register_person(store, "刘洋", "", home);
    observation.state = OBSERVATION_OBSERVING;
    if (!register_save(store, &observation_rules, &observation, &err))
        fail_msg("%s", err.text);
    observation_id = observation.head.id;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    clock_fix(REGISTER_NOW);
    register_close(store);
    return 0;
}

static int64_t ask(int64_t place_id, const char *items, bool urgent, int minutes_ago)
{
    struct err err = {0};
    struct supply supply;
    register_new(&supply_rules, &supply);
    supply.place_id = place_id;
    supply.urgent = urgent;
    supply.asked_at = clock_now() - (int64_t)minutes_ago * MINUTE;
    text_copy(supply.items, sizeof supply.items, items);
    if (!register_save(store, &supply_rules, &supply, &err))
        fail_msg("%s", err.text);
    return supply.head.id;
}

static void go(int64_t id, enum supply_state to)
{
    struct err err = {0};
    struct supply_move move = {.id = id, .rev = -1, .to = to, .helper = "黄磊", .remark = "说明"};
    if (!supply_move(store, &move, &err))
        fail_msg("%s", err.text);
}

static void assert_words(const char *wanted)
{
    struct supply_need need;
    char words[NOTE_BYTES];
    assert_true(supply_need(store, home, clock_now(), &need, NULL));
    supply_need_words(&need, clock_now(), words, sizeof words);
    assert_string_equal(words, wanted);
}

static void assert_observed(enum observation_supply supply, int requests)
{
    struct observation observation;
    assert_true(record_get(store, &observation_table, observation_id, &observation, NULL));
    assert_int_equal(observation.supply, supply);
    assert_int_equal(observation.supply_requests, requests);
}

static void nothing_is_open(void **state)
{
    (void)state;
    ask(other_home, "盐 1包", true, 500);
    assert_words("nothing open");
    assert_observed(SUPPLY_ENSURED, 0);
}

static void the_most_pressing_is_told(void **state)
{
    (void)state;
    int64_t rice = ask(home, "大米 10斤", false, 90);
    assert_words("#1 New 1 h 30 min 大米 10斤");
    assert_observed(SUPPLY_REQUESTED, 1);
    int64_t milk = ask(home, "婴儿奶粉 1罐", true, 20);
    assert_words("#2 urgent New 20 min 婴儿奶粉 1罐 (1 more request)");
    go(milk, SUPPLY_ASSIGNED);
    go(milk, SUPPLY_LEFT);
    assert_words("#1 New 1 h 30 min 大米 10斤 (1 more request)");
    go(rice, SUPPLY_CANCELLED);
    assert_words("#2 urgent At the door 20 min 婴儿奶粉 1罐");
    assert_observed(SUPPLY_REQUESTED, 1);
    go(milk, SUPPLY_CONFIRMED);
    assert_words("nothing open");
    assert_observed(SUPPLY_ENSURED, 0);
}

/* What is late comes before what is urgent; at the door nothing is late. */
static void what_is_late_comes_first(void **state)
{
    (void)state;
    int64_t rice = ask(home, "大米 10斤", false, 230);
    ask(home, "降压药 1盒", true, 5);
    assert_words("#2 urgent New 5 min 降压药 1盒 (1 more request)");
    clock_fix(REGISTER_NOW + 11 * MINUTE);
    assert_words("#1 New 4 h 1 min over its limit 大米 10斤 (1 more request) !");
    assert_observed(SUPPLY_OVER, 2);
    go(rice, SUPPLY_ASSIGNED);
    go(rice, SUPPLY_LEFT);
    assert_words("#2 urgent New 16 min 降压药 1盒 (1 more request)");
    assert_observed(SUPPLY_REQUESTED, 2);
    struct supply_move undo = {.id = rice, .rev = -1, .to = SUPPLY_BUYING};
    assert_true(supply_move(store, &undo, NULL));
    assert_observed(SUPPLY_OVER, 2);
}

/* With all requests of the epidemic in the file only the household's open ones are looked at. */
static void only_the_open_ones_are_read(void **state)
{
    char plan[1000];
    (void)state;
    nothing_is_open(state);
    register_plan(store, "CASE WHEN state <> 'left' AND due_at < :now", plan, sizeof plan);
    assert_non_null(strstr(plan, "supply_place_open (place_id=?)"));
    register_plan(store, "FROM supply q", plan, sizeof plan);
    assert_non_null(strstr(plan, "supply_place_open (place_id=?)"));
    assert_null(strstr(plan, "SCAN q"));
}

#define NEED_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        NEED_TEST(nothing_is_open),
        NEED_TEST(the_most_pressing_is_told),
        NEED_TEST(what_is_late_comes_first),
        NEED_TEST(only_the_open_ones_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
