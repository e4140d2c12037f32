/* The shopping list of an errand (domain.md §5) adds up: what can be added, what comes from the stock, what was
 * brought; it is read by an index. */
#include "gatepost/registers.h"
#include "gatepost/stock.h"
#include "gatepost/utf8.h"
#include "tests/lib/errand_desk.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static int64_t goods(const char *name, enum goods_category category, const char *unit, int64_t there)
{
    struct err err = {0};
    struct goods thing = {.category = category};
    text_copy(thing.name, sizeof thing.name, name);
    text_copy(thing.unit, sizeof thing.unit, unit);
    errand_done(register_save(errands.store, &goods_rules, &thing, &err), &err);
    struct stock_entry entry = {.goods_id = thing.head.id, .kind = STOCK_IN, .quantity = there};
    if (there > 0)
        errand_done(register_save(errands.store, &stock_entry_rules, &entry, &err), &err);
    return thing.head.id;
}

static struct shopping shopping;

static void shop(int64_t errand_id)
{
    struct err err = {0};
    errand_done(shopping_read(errands.store, errand_id, 0, "", &shopping, &err), &err);
}

static void assert_line(int index, const char *item, int64_t to_buy, int64_t from_stock, const char *unit, int requests)
{
    const struct shopping_line *line = &shopping.lines[index];
    assert_true(index < shopping.line_count);
    assert_string_equal(line->item, item);
    assert_string_equal(line->unit, unit);
    assert_int_equal(line->to_buy, to_buy);
    assert_int_equal(line->from_stock, from_stock);
    assert_int_equal(line->requests, requests);
}

/* ---- the shopping list ---- */

static void what_can_be_added_is_added(void **state)
{
    (void)state;
    goods("大米", GOODS_FOOD, "斤", 0);
    goods("食盐", GOODS_FOOD, "包", 0);
    goods("降压药", GOODS_MEDICINE, "盒", 0);
    const int64_t ids[] = {errand_request(errands.home, "大米 2斤、排骨 2斤、降压药 1盒"),
                           errand_request(errands.neighbour, "大米 1公斤、食盐 2包、排骨 500克"),
                           errand_request(errands.home, "大米 1袋、食盐 1包")};
    struct errand errand = errand_begun(errand_named("陈静"), ids, 3);
    assert_int_equal(errand.requests, 3);
    shop(errand.head.id);
    assert_int_equal(shopping.line_count, 5);
    assert_line(0, "大米", 4 * KILO, 0, "斤", 2); /* 2斤 + 1公斤 */
    assert_line(1, "大米", 1 * KILO, 0, "袋", 1); /* nobody knows how heavy it is */
    assert_line(2, "食盐", 3 * KILO, 0, "包", 2);
    assert_line(3, "降压药", 1 * KILO, 0, "盒", 1); /* medicine behind food */
    assert_line(4, "排骨", 3 * KILO, 0, "斤", 2);   /* no goods of the list, behind all that is */
    /* For whom: those of one line behind each other. */
    assert_int_equal(shopping.part_count, 8);
    assert_int_equal(shopping.parts[0].line, 0);
    assert_int_equal(shopping.parts[0].place_id, errands.home);
    assert_int_equal(shopping.parts[0].wanted, 2 * KILO);
    assert_int_equal(shopping.parts[1].supply_id, ids[1]);
    assert_int_equal(shopping.parts[1].wanted, 2 * KILO);
    assert_int_equal(shopping.parts[2].line, 1);
    assert_int_equal(shopping.parts[2].supply_id, ids[2]);
    /* The plain list says the same, and refuses what it has no room for. */
    struct shopping_line lines[5];
    struct err err = {0};
    int count = 0;
    errand_done(shopping_list(errands.store, errand.head.id, 0, "", lines, 5, &count, &err), &err);
    assert_int_equal(count, 5);
    assert_memory_equal(lines, shopping.lines, sizeof lines);
    assert_false(shopping_list(errands.store, errand.head.id, 0, "", lines, 4, &count, &err));
    assert_int_equal(count, 0);
}

static void a_request_that_says_a_thing_twice_is_one(void **state)
{
    (void)state;
    goods("大米", GOODS_FOOD, "斤", 0);
    int64_t id = errand_request(errands.home, "大米 2斤、大米 1袋、大米 1公斤");
    shop(errand_begun(errand_named("陈静"), &id, 1).head.id);
    assert_int_equal(shopping.line_count, 2);
    assert_line(0, "大米", 4 * KILO, 0, "斤", 1);
    assert_line(1, "大米", 1 * KILO, 0, "袋", 1);
    assert_int_equal(shopping.part_count, 2);
    assert_int_equal(shopping.parts[0].wanted, 4 * KILO);
}

static void what_is_reserved_comes_from_the_stock(void **state)
{
    (void)state;
    goods("大米", GOODS_FOOD, "斤", 5 * KILO);
    const int64_t ids[] = {errand_request(errands.home, "大米 2公斤"), errand_request(errands.neighbour, "大米 3斤")};
    struct errand errand = errand_begun(errand_named("陈静"), ids, 2);
    shop(errand.head.id);
    assert_int_equal(shopping.line_count, 1);
    assert_line(0, "大米", 3 * KILO, 4 * KILO, "斤", 2); /* 4 of 5 are kept for the first, 3 are more than the rest */
}

static void what_was_brought_is_not_bought_again(void **state)
{
    (void)state;
    goods("大米", GOODS_FOOD, "斤", 0);
    goods("面粉", GOODS_FOOD, "斤", 10 * KILO);
    const int64_t ids[] = {errand_request(errands.home, "大米 2公斤、面粉 4斤、食盐 1包"),
                           errand_request(errands.neighbour, "大米 1斤")};
    struct errand errand = errand_begun(errand_named("陈静"), ids, 2);
    struct supply_line lines[ITEMS_MOST];
    struct err err = {0};
    int count = 0;
    assert_true(supply_lines(errands.store, ids[0], lines, ITEMS_MOST, &count, NULL));
    const struct supply_part parts[] = {
        {lines[0].head.id, KILO / 2}, {lines[1].head.id, 1 * KILO}, {lines[2].head.id, 1 * KILO}};
    struct supply_move part = {.id = ids[0], .rev = -1, .to = SUPPLY_ASSIGNED, .parts = parts, .part_count = 3};
    text_copy(part.helper, sizeof part.helper, "陈静");
    part.hand_over = true;
    errand_done(supply_move(errands.store, &part, &err), &err);
    shop(errand.head.id);
    assert_int_equal(shopping.line_count, 2);
    assert_line(0, "大米", 4 * KILO, 0, "斤", 2); /* half a kilo of two was brought: 3斤, and 1斤 */
    assert_line(1, "面粉", 0, 3 * KILO, "斤", 1); /* of what was kept */
    /* At the door: nothing of it is bought any more. */
    struct supply_move left = {.id = ids[0], .rev = -1, .to = SUPPLY_LEFT};
    errand_done(supply_move(errands.store, &left, &err), &err);
    shop(errand.head.id);
    assert_int_equal(shopping.line_count, 1);
    assert_line(0, "大米", 1 * KILO, 0, "斤", 1);
    /* Moved back to nobody it leaves the errand. */
    struct supply_move back = {.id = ids[1], .rev = -1, .to = SUPPLY_NEW};
    errand_done(supply_move(errands.store, &back, &err), &err);
    shop(errand.head.id);
    assert_int_equal(shopping.line_count, 0);
    assert_int_equal(errand_again(errand.head.id).requests, 1);
}

static void a_helper_is_known_by_person_or_by_name(void **state)
{
    (void)state;
    struct err err = {0};
    int64_t namesake = register_person(errands.store, "陈静", "13800000003", 0);
    int64_t by_name = errand_request(errands.home, "大米 1斤"),
            by_person = errand_request(errands.neighbour, "大米 2斤"),
            of_another = errand_request(errands.home, "大米 4斤");
    errand_claim(by_name, "陈静");
    struct supply_move move = {.id = by_person, .rev = -1, .to = SUPPLY_ASSIGNED, .helper_id = errands.volunteer};
    errand_done(supply_move(errands.store, &move, &err), &err);
    move = (struct supply_move){.id = of_another, .rev = -1, .to = SUPPLY_ASSIGNED, .helper_id = namesake};
    errand_done(supply_move(errands.store, &move, &err), &err);
    errand_done(shopping_read(errands.store, 0, errands.volunteer, "陈静", &shopping, &err), &err);
    assert_line(0, "大米", 3 * KILO, 0, "斤", 2);
    errand_done(shopping_read(errands.store, 0, 0, "陈静", &shopping, &err), &err);
    assert_line(0, "大米", 7 * KILO, 0, "斤", 3); /* the name alone says no more */
    errand_done(shopping_read(errands.store, 0, 0, "李明", &shopping, &err), &err);
    assert_int_equal(shopping.line_count, 0);
}

/* Of many requests only those of the errand are looked at; those who look by helper pass over what is done. */
static void the_lists_are_read_by_an_index(void **state)
{
    (void)state;
    char plan[2000];
    int64_t id = errand_request(errands.home, "大米 1斤");
    shop(errand_begun(errand_named("陈静"), &id, 1).head.id);
    register_plan(errands.store, "s.errand_id = :errand_id", plan, sizeof plan);
    assert_non_null(strstr(plan, "supply_errand"));
    struct err err = {0};
    errand_done(shopping_read(errands.store, 0, errands.volunteer, "陈静", &shopping, &err), &err);
    register_plan(errands.store, "s.helper_id = :helper_id", plan, sizeof plan);
    if (strstr(plan, "supply_under_way") == NULL)
        fail_msg("%s", plan);
    struct errand_balance rows[4];
    int count = 0;
    errand_done(errand_balances(errands.store, rows, 4, &count, &err), &err);
    register_plan(errands.store, "AS owed", plan, sizeof plan);
    assert_non_null(strstr(plan, "errand_open"));
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, errand_desk_open, errand_desk_close)
    const struct CMUnitTest tests[] = {
        TEST(what_can_be_added_is_added),
        TEST(a_request_that_says_a_thing_twice_is_one),
        TEST(what_is_reserved_comes_from_the_stock),
        TEST(what_was_brought_is_not_bought_again),
        TEST(a_helper_is_known_by_person_or_by_name),
        TEST(the_lists_are_read_by_an_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
