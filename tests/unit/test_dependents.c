/* What must not be voided while something valid needs it: the words name what. What refers to somebody goes along when
 * two rows of one person become one. */
#include "gatepost/clock.h"
#include "gatepost/declaration.h"
#include "gatepost/errand.h"
#include "gatepost/pairing.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/supply_rules.h"
#include "gatepost/tier.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct store *store;
static struct err err;
static int64_t home, next_door, holder, neighbour;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    err = (struct err){0};
    home = register_household(store, "望江苑", "12-2-1203");
    next_door = register_household(store, "望江苑", "12-2-1204");
    holder = register_person(store, "刘洋", "13812343821", next_door);
    neighbour = register_person(store, "徐强", "13812343822", next_door);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

/* As it is given, past the rules of its register. */
static void keep(const struct record_table *table, void *record)
{
    register_begin(store);
    if (!record_save(store, table, record, &err))
        fail_msg("%s", err.text);
    register_commit(store);
}

typedef bool void_fn(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err);

static void assert_needed(void_fn *void_it, int64_t id, const char *words)
{
    err = (struct err){0};
    assert_false(void_it(store, id, -1, "登错", &err));
    assert_non_null(strstr(err.text, words));
    err = (struct err){0};
}

static void assert_free(void_fn *void_it, int64_t id)
{
    if (!void_it(store, id, -1, "登错", &err))
        fail_msg("%s", err.text);
}

static int64_t ask(int64_t person, const char *items)
{
    struct supply supply;
    register_new(&supply_rules, &supply);
    supply.place_id = home;
    supply.person_id = person;
    text_copy(supply.items, sizeof supply.items, items);
    if (!register_save(store, &supply_rules, &supply, &err))
        fail_msg("%s", err.text);
    return supply.head.id;
}

static void move(int64_t id, enum supply_state to, int64_t helper)
{
    struct supply_move move = {.id = id, .rev = -1, .to = to, .helper_id = helper, .remark = "x"};
    if (!supply_move(store, &move, &err))
        fail_msg("%s", err.text);
}

static void who_still_gets_or_brings_something_stays(void **state)
{
    (void)state;
    int64_t id = ask(holder, "大米10斤");
    move(id, SUPPLY_ASSIGNED, neighbour);
    assert_needed(people_void_place, home, "open supply requests: 1");
    assert_needed(people_void_person, holder, "open supply requests: 1");
    assert_needed(people_void_person, neighbour, "supply requests they bring: 1");
    move(id, SUPPLY_LEFT, 0);
    assert_needed(people_void_place, home, "open supply requests: 1"); /* nobody has said they have it */
    move(id, SUPPLY_CONFIRMED, 0);
    assert_free(people_void_place, home);
    assert_free(people_void_person, holder);
    struct errand errand = {.helper_id = neighbour, .helper = "徐强", .begun_at = REGISTER_NOW};
    keep(&errand_table, &errand);
    assert_needed(people_void_person, neighbour, "errands not settled: 1");
    errand.settled_at = REGISTER_NOW;
    keep(&errand_table, &errand);
    assert_free(people_void_person, neighbour);
}

static void a_household_that_is_looked_after_stays(void **state)
{
    (void)state;
    struct tier tier = {.name = "楼长", .position = 1};
    keep(&tier_table, &tier);
    struct pairing pairing = {.place_id = home, .name = "梁永健", .from_at = REGISTER_NOW};
    struct keeper keeper = {.place_id = home, .tier_id = tier.head.id, .name = "周敏"};
    struct declaration declaration = {.at = REGISTER_NOW, .name = "刘洋", .place_id = home, .affected = -1};
    keep(&pairing_table, &pairing);
    keep(&keeper_table, &keeper);
    keep(&declaration_table, &declaration);
    assert_needed(people_void_place, home, "helpers and who follow it up: 2");
    assert_true(register_void(store, &pairing_rules, pairing.head.id, -1, "已解除", &err));
    assert_needed(people_void_place, home, "helpers and who follow it up: 1");
    assert_true(register_void(store, &keeper_rules, keeper.head.id, -1, "已解除", &err));
    assert_needed(people_void_place, home, "declarations to check: 1");
    declaration.state = DECLARATION_REJECTED;
    keep(&declaration_table, &declaration);
    assert_free(people_void_place, home);
}

static void goods_that_are_asked_for_stay(void **state)
{
    struct goods goods;
    (void)state;
    register_new(&goods_rules, &goods);
    text_copy(goods.name, sizeof goods.name, "大米");
    text_copy(goods.unit, sizeof goods.unit, "斤");
    assert_true(register_save(store, &goods_rules, &goods, &err));
    int64_t id = ask(0, "大米10斤");
    assert_false(register_void(store, &goods_rules, goods.head.id, -1, "登错", &err));
    assert_non_null(strstr(err.text, "lines of open supply requests: 1"));
    move(id, SUPPLY_NOT_NEEDED, 0);
    err = (struct err){0};
    if (!register_void(store, &goods_rules, goods.head.id, -1, "登错", &err))
        fail_msg("%s", err.text);
}

static void a_household_others_asked_for_is_not_taken_back(void **state)
{
    (void)state;
    struct store *mine = store, *other = store_open(store_path(store), 0, &err);
    struct place place = {.kind = PLACE_HOUSEHOLD, .room = {"9", "1", "901"}};
    assert_non_null(other);
    assert_true(store_sign_on(other, 1, "other", true, &err));
    assert_true(people_add_place(store, &place, &err));
    store = other;
    home = place.id;
    ask(0, "大米10斤");
    store = mine;
    assert_false(undo_last(store, NULL, &err));
    assert_non_null(strstr(err.text, "open supply requests: 1"));
    store_close(other);
}

static void a_merge_takes_requests_and_errands_along(void **state)
{
    struct supply supply;
    struct errand errand = {.helper_id = neighbour, .helper = "徐强", .begun_at = REGISTER_NOW}, after;
    (void)state;
    int64_t asked = ask(neighbour, "大米10斤"), brought = ask(0, "油1瓶");
    move(brought, SUPPLY_ASSIGNED, neighbour);
    keep(&errand_table, &errand);
    assert_true(people_merge(store, neighbour, holder, &err));
    assert_true(record_get(store, &supply_table, asked, &supply, &err));
    assert_int_equal(supply.person_id, holder);
    assert_true(record_get(store, &supply_table, brought, &supply, &err));
    assert_int_equal(supply.helper_id, holder);
    assert_true(record_get(store, &errand_table, errand.head.id, &after, &err));
    assert_int_equal(after.helper_id, holder);
    assert_true(undo_last(store, NULL, &err));
    assert_true(record_get(store, &supply_table, brought, &supply, &err));
    assert_int_equal(supply.helper_id, neighbour);
}

#define RULE_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        RULE_TEST(who_still_gets_or_brings_something_stays),
        RULE_TEST(a_household_that_is_looked_after_stays),
        RULE_TEST(goods_that_are_asked_for_stay),
        RULE_TEST(a_household_others_asked_for_is_not_taken_back),
        RULE_TEST(a_merge_takes_requests_and_errands_along),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
