/* Contradictions of supplies, each from both sides: found when either is saved, rings once, over when one gives way. */
#include "gatepost/alarm_rules.h"
#include "gatepost/clock.h"
#include "gatepost/contradiction.h"
#include "gatepost/duty.h"
#include "gatepost/observation_rules.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/stock.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { HOUR = 3600 };
static struct store *store;
static int64_t home, next_door, holder, neighbour;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    home = register_household(store, "望江苑", "12-2-1203");
    next_door = register_household(store, "望江苑", "12-2-1204");
    holder = register_person(store, "刘洋", "13812343821", home);
    neighbour = register_person(store, "徐强", "13812343822", next_door);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    clock_fix(REGISTER_NOW);
    return 0;
}

static bool try_to_ask(int64_t place, const char *items, int64_t at, bool again, int64_t *id)
{
    struct supply supply;
    struct err err = {0};
    register_new(&supply_rules, &supply);
    supply.place_id = place;
    text_copy(supply.items, sizeof supply.items, items);
    supply.asked_at = at;
    supply.again = again;
    bool saved = register_save(store, &supply_rules, &supply, &err);
    *id = supply.head.id;
    return saved;
}

static int64_t ask(int64_t place, const char *items, int64_t at, bool again)
{
    int64_t id = 0;
    assert_true(try_to_ask(place, items, at, again, &id));
    return id;
}

static void move_to(int64_t id, enum supply_state to, int64_t helper)
{
    struct err err = {0};
    struct supply_move move = {
        .id = id, .rev = -1, .to = to, .helper_id = helper, .remark = "x", .hand_over = helper != 0};
    if (!supply_move(store, &move, &err))
        fail_msg("%s", err.text);
}

static int64_t observe(int64_t person)
{
    struct observation observation;
    struct err err = {0};
    register_new(&observation_rules, &observation);
    observation.person_id = person;
    observation.basis = BASIS_CONTACT;
    observation.basis_day = 20220405;
    observation.began_at = clock_day_start(20220405) + 8 * HOUR;
    if (!register_save(store, &observation_rules, &observation, &err))
        fail_msg("%s", err.text);
    return observation.head.id;
}

static void leave(int64_t observation)
{
    struct err err = {0};
    if (!observation_leave(store, observation, -1, OBSERVATION_MISTAKE, "录错", &err))
        fail_msg("%s", err.text);
}

static int64_t alarms(const char *rule)
{
    char sql[200];
    snprintf(sql, sizeof sql,
             "SELECT COUNT(*) FROM alarm WHERE rule = 'contradiction' AND occasion = '%s' AND cleared_at IS NULL",
             rule);
    return register_count(store, sql);
}

static int found_in(const char *rule, struct contradiction_scope scope, char words[200])
{
    struct contradiction found[8];
    struct err err = {0};
    int count = 0;
    if (!contradiction_find(store, contradiction_rule_find(rule), scope, clock_now(), found, 8, &count, &err))
        fail_msg("%s", err.text);
    text_copy(words, 200, count > 0 ? found[0].words : "");
    return count;
}

static void assert_holds(const char *rule, int64_t place, const char *words)
{
    char said[200];
    assert_int_equal(found_in(rule, (struct contradiction_scope){0}, said), 1);
    assert_string_equal(said, words);
    if (place != 0)
        assert_int_equal(found_in(rule, (struct contradiction_scope){.place_id = place}, said), 1);
    assert_int_equal(alarms(rule), 1);
}

/* At once, with the record that ends it. */
static void assert_over(const char *rule)
{
    char said[200];
    assert_int_equal(found_in(rule, (struct contradiction_scope){0}, said), 0);
    assert_int_equal(alarms(rule), 0);
}

static void the_same_twice_within_a_day(void **state)
{
    struct supply supply;
    struct err err = {0};
    int64_t id;
    (void)state;
    int64_t one = ask(home, "大米10斤 盐2包", REGISTER_NOW - 2 * HOUR, false);
    ask(next_door, "盐2包", REGISTER_NOW - HOUR, false); /* another household */
    assert_false(try_to_ask(home, "盐1包", REGISTER_NOW - HOUR, false, &id));
    move_to(one, SUPPLY_CANCELLED, 0);
    int64_t other = ask(home, "盐1包", REGISTER_NOW - HOUR, false);
    assert_over("asked_twice");
    move_to(one, SUPPLY_NEW, 0); /* from one side: given up by mistake */
    assert_holds("asked_twice", home, "12-2-1203 04-11 13:32 #3 = #1 盐 1包");
    move_to(other, SUPPLY_DUPLICATE, 0);
    assert_over("asked_twice");
    move_to(other, SUPPLY_NEW, 0);              /* from the other */
    assert_int_equal(alarms("asked_twice"), 0); /* it rang once, and was so before */
    assert_true(record_get(store, &supply_table, other, &supply, &err));
    supply.again = true;
    assert_true(register_save(store, &supply_rules, &supply, &err));
    assert_over("asked_twice");
}

static void a_vacant_household_asks(void **state)
{
    struct place place;
    struct err err = {0};
    (void)state;
    ask(home, "大米10斤", REGISTER_NOW - HOUR, false);
    assert_true(place_get(store, home, &place, &err));
    place.occupancy = OCCUPANCY_VACANT;
    if (!people_add_place(store, &place, &err))
        fail_msg("%s", err.text);
    assert_holds("asked_vacant", home, "12-2-1203 04-11 13:32 #1 大米 10斤");
    place.occupancy = OCCUPANCY_OWNER;
    assert_true(people_add_place(store, &place, &err));
    assert_over("asked_vacant");
    place.occupancy = OCCUPANCY_VACANT;
    assert_true(people_add_place(store, &place, &err));
    move_to(1, SUPPLY_NOT_NEEDED, 0);
    assert_over("asked_vacant");
    ask(home, "油1瓶", REGISTER_NOW, false); /* from the other side */
    assert_holds("asked_vacant", home, "12-2-1203 04-11 14:32 #2 油 1瓶");
}

static void a_volunteer_is_observed(void **state)
{
    char sentences[4][NOTE_BYTES];
    (void)state;
    int64_t id = ask(home, "大米10斤", REGISTER_NOW - HOUR, false);
    move_to(id, SUPPLY_ASSIGNED, neighbour);
    assert_int_equal(contradiction_would(store, neighbour, next_door, REGISTER_NOW, false, sentences, 4), 1);
    assert_string_equal(sentences[0], "! Volunteer observed: 12-2-1204 徐强 → 12-2-1203 #1");
    int64_t observation = observe(neighbour); /* from one side */
    assert_holds("volunteer", next_door, "12-2-1204 徐强 → 12-2-1203 #1");
    leave(observation);
    assert_over("volunteer");
    observe(neighbour);
    move_to(id, SUPPLY_LEFT, 0); /* brought already */
    assert_over("volunteer");
    int64_t second = ask(home, "油1瓶", REGISTER_NOW, false);
    move_to(second, SUPPLY_ASSIGNED, neighbour); /* from the other */
    assert_holds("volunteer", next_door, "12-2-1204 徐强 → 12-2-1203 #2");
    move_to(second, SUPPLY_ASSIGNED, holder);
    assert_over("volunteer");
}

static void enter(int64_t goods, enum stock_kind kind, int64_t quantity)
{
    struct stock_entry entry;
    struct err err = {0};
    clock_fix(clock_now() + 1); /* a count closes the second it is written in */
    register_new(&stock_entry_rules, &entry);
    entry.goods_id = goods;
    entry.kind = kind;
    entry.quantity = quantity;
    if (!register_save(store, &stock_entry_rules, &entry, &err))
        fail_msg("%s", err.text);
}

static void more_is_reserved_than_was_counted(void **state)
{
    struct goods goods;
    struct err err = {0};
    (void)state;
    register_new(&goods_rules, &goods);
    text_copy(goods.name, sizeof goods.name, "大米");
    text_copy(goods.unit, sizeof goods.unit, "斤");
    assert_true(register_save(store, &goods_rules, &goods, &err));
    enter(goods.head.id, STOCK_IN, 100 * THOUSAND);
    int64_t id = ask(home, "大米30斤", REGISTER_NOW, false);
    move_to(id, SUPPLY_ASSIGNED, neighbour);
    enter(goods.head.id, STOCK_COUNT, 12 * THOUSAND + THOUSAND / 2);
    assert_holds("reserved", 0, "大米 12.5斤 < 30斤");
    enter(goods.head.id, STOCK_COUNT, 30 * THOUSAND);
    assert_over("reserved");
    enter(goods.head.id, STOCK_COUNT, 10 * THOUSAND);
    move_to(id, SUPPLY_NEW, 0); /* from the other side: nothing is promised any more */
    assert_over("reserved");
}

/* Few are under way: they are walked, not the register of persons. */
static void who_is_under_way_is_found_by_its_index(void **state)
{
    char plan[512], said[200];
    (void)state;
    assert_int_equal(found_in("volunteer", (struct contradiction_scope){0}, said), 0);
    register_plan(store, "h.place_id <> s.place_id", plan, sizeof plan);
    assert_non_null(strstr(plan, "supply_under_way"));
    assert_null(strstr(plan, "SCAN h"));
    assert_int_equal(found_in("asked_twice", (struct contradiction_scope){0}, said), 0);
    register_plan(store, "o.id < s.id", plan, sizeof plan);
    assert_non_null(strstr(plan, "supply_open"));
}

#define RULE_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        RULE_TEST(the_same_twice_within_a_day),
        RULE_TEST(a_vacant_household_asks),
        RULE_TEST(a_volunteer_is_observed),
        RULE_TEST(more_is_reserved_than_was_counted),
        RULE_TEST(who_is_under_way_is_found_by_its_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
