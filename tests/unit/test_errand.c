/* Errands (domain.md §5): the shopping list adds up, requests go along once, the money comes out even. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/errand.h"
#include "gatepost/registers.h"
#include "gatepost/stock.h"
#include "gatepost/supply_rules.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/register.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { HOUR = 3600, DAY = 86400, KILO = 1000, YUAN = 100 };
static struct store_file file;
static struct store *store, *other; /* two desks */
static int64_t home, neighbour, volunteer;

static int setup(void **state)
{
    (void)state;
    words_start(NULL, "en");
    clock_fix(REGISTER_NOW);
    store_file_make(&file);
    store = store_file_open(&file, "desk", true);
    other = store_file_open(&file, "other desk", true);
    home = register_household(store, "望江苑", "12-2-1203");
    neighbour = register_household(store, "望江苑", "8-1-302");
    volunteer = register_person(store, "陈静", "13800000002", 0);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    store_close(other);
    store_close(store);
    store_file_remove(&file);
    return 0;
}

/* ---- said in few words ---- */

static void done(bool good, const struct err *err)
{
    if (!good)
        fail_msg("%s", err->text);
}

static int64_t goods(const char *name, enum goods_category category, const char *unit, int64_t there)
{
    struct err err = {0};
    struct goods thing = {.category = category};
    text_copy(thing.name, sizeof thing.name, name);
    text_copy(thing.unit, sizeof thing.unit, unit);
    done(register_save(store, &goods_rules, &thing, &err), &err);
    struct stock_entry entry = {.goods_id = thing.head.id, .kind = STOCK_IN, .quantity = there};
    if (there > 0)
        done(register_save(store, &stock_entry_rules, &entry, &err), &err);
    return thing.head.id;
}

static int64_t request(int64_t place_id, const char *items)
{
    struct err err = {0};
    struct supply supply = {.place_id = place_id, .again = true};
    text_copy(supply.items, sizeof supply.items, items);
    done(register_save(store, &supply_rules, &supply, &err), &err);
    return supply.head.id;
}

static struct errand named(const char *helper)
{
    struct errand errand = {0};
    text_copy(errand.helper, sizeof errand.helper, helper);
    return errand;
}

static struct errand begun(struct errand errand, const int64_t *ids, int count)
{
    struct err err = {0};
    done(errand_begin(store, &errand, ids, count, &err), &err);
    return errand;
}

static struct supply supply_now(int64_t id)
{
    struct supply supply;
    assert_true(record_get(store, &supply_table, id, &supply, NULL));
    return supply;
}

static struct errand errand_now(int64_t id)
{
    struct errand errand;
    assert_true(record_get(store, &errand_table, id, &errand, NULL));
    return errand;
}

static void claim(int64_t id, const char *helper)
{
    struct err err = {0};
    struct supply_move move = {.id = id, .rev = -1, .to = SUPPLY_ASSIGNED};
    text_copy(move.helper, sizeof move.helper, helper);
    done(supply_move(store, &move, &err), &err);
}

static struct shopping shopping;

static void shop(int64_t errand_id)
{
    struct err err = {0};
    done(shopping_read(store, errand_id, 0, "", &shopping, &err), &err);
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
    const int64_t ids[] = {request(home, "大米 2斤、排骨 2斤、降压药 1盒"),
                           request(neighbour, "大米 1公斤、食盐 2包、排骨 500克"), request(home, "大米 1袋、食盐 1包")};
    struct errand errand = begun(named("陈静"), ids, 3);
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
    assert_int_equal(shopping.parts[0].place_id, home);
    assert_int_equal(shopping.parts[0].wanted, 2 * KILO);
    assert_int_equal(shopping.parts[1].supply_id, ids[1]);
    assert_int_equal(shopping.parts[1].wanted, 2 * KILO);
    assert_int_equal(shopping.parts[2].line, 1);
    assert_int_equal(shopping.parts[2].supply_id, ids[2]);
    /* The plain list says the same, and refuses what it has no room for. */
    struct shopping_line lines[5];
    struct err err = {0};
    int count = 0;
    done(shopping_list(store, errand.head.id, 0, "", lines, 5, &count, &err), &err);
    assert_int_equal(count, 5);
    assert_memory_equal(lines, shopping.lines, sizeof lines);
    assert_false(shopping_list(store, errand.head.id, 0, "", lines, 4, &count, &err));
    assert_int_equal(count, 0);
}

static void a_request_that_says_a_thing_twice_is_one(void **state)
{
    (void)state;
    goods("大米", GOODS_FOOD, "斤", 0);
    int64_t id = request(home, "大米 2斤、大米 1袋、大米 1公斤");
    shop(begun(named("陈静"), &id, 1).head.id);
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
    const int64_t ids[] = {request(home, "大米 2公斤"), request(neighbour, "大米 3斤")};
    struct errand errand = begun(named("陈静"), ids, 2);
    shop(errand.head.id);
    assert_int_equal(shopping.line_count, 1);
    assert_line(0, "大米", 3 * KILO, 4 * KILO, "斤", 2); /* 4 of 5 are kept for the first, 3 are more than the rest */
}

static void what_was_brought_is_not_bought_again(void **state)
{
    (void)state;
    goods("大米", GOODS_FOOD, "斤", 0);
    goods("面粉", GOODS_FOOD, "斤", 10 * KILO);
    const int64_t ids[] = {request(home, "大米 2公斤、面粉 4斤、食盐 1包"), request(neighbour, "大米 1斤")};
    struct errand errand = begun(named("陈静"), ids, 2);
    struct supply_line lines[ITEMS_MOST];
    struct err err = {0};
    int count = 0;
    assert_true(supply_lines(store, ids[0], lines, ITEMS_MOST, &count, NULL));
    const struct supply_part parts[] = {
        {lines[0].head.id, KILO / 2}, {lines[1].head.id, 1 * KILO}, {lines[2].head.id, 1 * KILO}};
    struct supply_move part = {.id = ids[0], .rev = -1, .to = SUPPLY_ASSIGNED, .parts = parts, .part_count = 3};
    text_copy(part.helper, sizeof part.helper, "陈静");
    part.hand_over = true;
    done(supply_move(store, &part, &err), &err);
    shop(errand.head.id);
    assert_int_equal(shopping.line_count, 2);
    assert_line(0, "大米", 4 * KILO, 0, "斤", 2); /* half a kilo of two was brought: 3斤, and 1斤 */
    assert_line(1, "面粉", 0, 3 * KILO, "斤", 1); /* of what was kept */
    /* At the door: nothing of it is bought any more. */
    struct supply_move left = {.id = ids[0], .rev = -1, .to = SUPPLY_LEFT};
    done(supply_move(store, &left, &err), &err);
    shop(errand.head.id);
    assert_int_equal(shopping.line_count, 1);
    assert_line(0, "大米", 1 * KILO, 0, "斤", 1);
    /* Moved back to nobody it leaves the errand. */
    struct supply_move back = {.id = ids[1], .rev = -1, .to = SUPPLY_NEW};
    done(supply_move(store, &back, &err), &err);
    shop(errand.head.id);
    assert_int_equal(shopping.line_count, 0);
    assert_int_equal(errand_now(errand.head.id).requests, 1);
}

static void a_helper_is_known_by_person_or_by_name(void **state)
{
    (void)state;
    struct err err = {0};
    int64_t namesake = register_person(store, "陈静", "13800000003", 0);
    int64_t by_name = request(home, "大米 1斤"), by_person = request(neighbour, "大米 2斤"),
            of_another = request(home, "大米 4斤");
    claim(by_name, "陈静");
    struct supply_move move = {.id = by_person, .rev = -1, .to = SUPPLY_ASSIGNED, .helper_id = volunteer};
    done(supply_move(store, &move, &err), &err);
    move = (struct supply_move){.id = of_another, .rev = -1, .to = SUPPLY_ASSIGNED, .helper_id = namesake};
    done(supply_move(store, &move, &err), &err);
    done(shopping_read(store, 0, volunteer, "陈静", &shopping, &err), &err);
    assert_line(0, "大米", 3 * KILO, 0, "斤", 2);
    done(shopping_read(store, 0, 0, "陈静", &shopping, &err), &err);
    assert_line(0, "大米", 7 * KILO, 0, "斤", 3); /* the name alone says no more */
    done(shopping_read(store, 0, 0, "李明", &shopping, &err), &err);
    assert_int_equal(shopping.line_count, 0);
}

/* ---- begun ---- */

static void requests_go_along_in_one_step(void **state)
{
    (void)state;
    struct err err = {0};
    struct buffer what = {0};
    const int64_t ids[] = {request(home, "大米 1斤"), request(neighbour, "食盐 1包")};
    struct errand errand = {.helper_id = volunteer, .given = 200 * YUAN};
    errand = begun(errand, ids, 2);
    assert_string_equal(errand.helper, "陈静");
    assert_string_equal(errand.phone, "13800000002");
    assert_int_equal(errand.begun_at, REGISTER_NOW);
    struct supply taken = supply_now(ids[1]);
    assert_int_equal(taken.state, SUPPLY_ASSIGNED);
    assert_int_equal(taken.helper_id, volunteer);
    assert_int_equal(taken.errand_id, errand.head.id);
    assert_int_equal(taken.claimed_by, 1);
    /* One more joins while the volunteer is out. */
    int64_t more = request(home, "面粉 1斤");
    errand = begun(errand, &more, 1);
    assert_int_equal(errand.requests, 3);
    done(undo_last(store, &what, &err), &err);
    assert_int_equal(supply_now(more).state, SUPPLY_NEW);
    done(undo_last(store, &what, &err), &err); /* asking for it */
    done(undo_last(store, &what, &err), &err);
    buffer_release(&what);
    assert_int_equal(supply_now(ids[0]).state, SUPPLY_NEW);
    assert_string_equal(supply_now(ids[0]).helper, "");
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM errand WHERE voided IS NULL"), 0);
}

static void what_the_helper_has_already_joins(void **state)
{
    (void)state;
    struct err err = {0};
    int64_t id = request(home, "大米 1斤"), bought = request(neighbour, "大米 1斤"), fresh = request(home, "食盐 1包");
    claim(id, "陈静");
    clock_fix(REGISTER_NOW + HOUR);
    struct supply_move buying = {.id = bought, .rev = -1, .to = SUPPLY_BUYING, .helper_id = volunteer};
    done(supply_move(store, &buying, &err), &err);
    const int64_t ids[] = {id, bought, fresh};
    struct errand errand = begun((struct errand){.helper_id = volunteer}, ids, 3);
    assert_int_equal(supply_now(id).state, SUPPLY_ASSIGNED);
    assert_int_equal(supply_now(bought).state, SUPPLY_BUYING); /* not one step back */
    assert_int_equal(supply_now(fresh).state, SUPPLY_ASSIGNED);
    assert_int_equal(errand.requests, 3);
}

static void what_somebody_else_has_is_told(void **state)
{
    (void)state;
    struct err err = {0};
    const int64_t ids[] = {request(home, "大米 1斤"), request(neighbour, "大米 1斤")};
    clock_fix(REGISTER_NOW + HOUR);
    claim(ids[1], "李明");
    clock_fix(REGISTER_NOW + 2 * HOUR);
    struct errand errand = named("陈静");
    assert_false(errand_begin(store, &errand, ids, 2, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_non_null(strstr(err.text, "李明"));
    assert_non_null(strstr(err.text, "15:32"));
    assert_int_equal(errand.head.id, 0);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM errand"), 0);
    assert_int_equal(supply_now(ids[0]).state, SUPPLY_NEW);
    /* What stands at the door goes with nobody. */
    struct supply_move left = {.id = ids[1], .rev = -1, .to = SUPPLY_LEFT};
    done(supply_move(store, &left, &err), &err);
    assert_false(errand_begin(store, &errand, &ids[1], 1, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_int_equal(supply_now(ids[1]).state, SUPPLY_LEFT);
    assert_false(errand_begin(store, &errand, &(int64_t){999}, 1, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void of_two_desks_one_wins(void **state)
{
    (void)state;
    struct err err = {0};
    const int64_t ids[] = {request(home, "大米 1斤"), request(neighbour, "大米 1斤")};
    struct errand here = named("陈静"), there = named("李明");
    done(errand_begin(other, &there, ids, 1, &err), &err);
    assert_false(errand_begin(store, &here, ids, 2, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_non_null(strstr(err.text, "李明"));
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM errand"), 1);
    assert_int_equal(supply_now(ids[1]).state, SUPPLY_NEW);
    assert_int_equal(supply_now(ids[0]).errand_id, there.head.id);
}

static void an_errand_is_somebodys(void **state)
{
    (void)state;
    struct err err = {0};
    struct errand errand = named("");
    assert_false(errand_begin(store, &errand, NULL, 0, &err));
    assert_string_equal(err.field, "helper");
    errand = named("陈*");
    assert_false(errand_begin(store, &errand, NULL, 0, &err));
    assert_string_equal(err.field, "helper");
    errand = named("陈静");
    done(errand_begin(store, &errand, NULL, 0, &err), &err); /* it may begin with nothing */
    int64_t many[ERRAND_REQUESTS + 1];
    for (int i = 0; i <= ERRAND_REQUESTS; i++)
        many[i] = request(home, "大米 1斤");
    assert_false(errand_begin(store, &errand, many, ERRAND_REQUESTS + 1, &err));
    assert_non_null(strstr(err.text, "60"));
    done(errand_begin(store, &errand, many, ERRAND_REQUESTS, &err), &err);
    assert_false(errand_begin(store, &errand, &many[ERRAND_REQUESTS], 1, &err));
}

static void another_goes_instead(void **state)
{
    (void)state;
    struct err err = {0};
    const int64_t ids[] = {request(home, "大米 1斤"), request(neighbour, "大米 1斤")};
    struct errand errand = begun(named("陈静"), ids, 2);
    struct supply_move left = {.id = ids[0], .rev = -1, .to = SUPPLY_LEFT};
    done(supply_move(store, &left, &err), &err);
    text_copy(errand.helper, sizeof errand.helper, "李明");
    done(register_save(store, &errand_rules, &errand, &err), &err);
    assert_string_equal(supply_now(ids[0]).helper, "陈静"); /* who brought it */
    assert_string_equal(supply_now(ids[1]).helper, "李明");
    assert_int_equal(supply_now(ids[1]).errand_id, errand.head.id);
    /* A request that is handed to a third leaves the errand. */
    struct supply_move over = {.id = ids[1], .rev = -1, .to = SUPPLY_ASSIGNED, .hand_over = true, .helper = "赵强"};
    done(supply_move(store, &over, &err), &err);
    assert_int_equal(supply_now(ids[1]).errand_id, 0);
}

/* ---- money ---- */

static void settled_when_it_comes_out_even(void **state)
{
    (void)state;
    struct err err = {0};
    struct errand errand = named("陈静");
    errand.given = 200 * YUAN;
    errand = begun(errand, NULL, 0);
    assert_int_equal(errand_owed(&errand), 200 * YUAN);
    errand.received = 30 * YUAN;
    errand.spent = 187 * YUAN + 50;
    errand.returned = 30 * YUAN;
    done(register_save(store, &errand_rules, &errand, &err), &err);
    assert_false(errand_settle(store, errand.head.id, -1, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_non_null(strstr(err.text, "陈静 still has 12.50 to give back"));
    errand.returned = 45 * YUAN + 50;
    done(register_save(store, &errand_rules, &errand, &err), &err);
    assert_false(errand_settle(store, errand.head.id, -1, &err));
    assert_non_null(strstr(err.text, "the post still owes 陈静 3.00"));
    errand.returned = 42 * YUAN + 50;
    done(register_save(store, &errand_rules, &errand, &err), &err);
    assert_false(errand_settle(store, errand.head.id, errand.head.rev - 1, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    done(errand_settle(store, errand.head.id, errand.head.rev, &err), &err);
    errand = errand_now(errand.head.id);
    assert_int_equal(errand.settled_at, REGISTER_NOW);
    assert_int_equal(errand.settled_by, 1);
    assert_false(errand_settle(store, errand.head.id, -1, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_non_null(strstr(err.text, "李卫国"));
    assert_false(errand_begin(store, &errand, NULL, 0, &err)); /* nothing joins it any more */
}

static void what_is_settled_is_corrected_by_an_officer(void **state)
{
    (void)state;
    struct err err = {0};
    struct buffer what = {0};
    struct errand errand = named("陈静");
    errand.given = errand.spent = 50 * YUAN;
    errand = begun(errand, NULL, 0);
    done(errand_settle(store, errand.head.id, -1, &err), &err);
    done(undo_last(store, &what, &err), &err); /* whoever settled it may take that back */
    buffer_release(&what);
    assert_int_equal(errand_now(errand.head.id).settled_at, 0);
    done(errand_settle(store, errand.head.id, -1, &err), &err);
    errand = errand_now(errand.head.id);
    text_copy(errand.note, sizeof errand.note, "小票在抽屉里");
    struct officer clerk = {.name = "孙丽", .role = ROLE_CLERK};
    register_begin(store);
    done(officer_save(store, &clerk, &err), &err);
    register_commit(store);
    done(store_sign_on(store, clerk.id, "desk", true, &err), &err);
    assert_false(register_save(store, &errand_rules, &errand, &err));
    assert_int_equal(err.code, ERR_ROLE);
    done(store_sign_on(store, 1, "desk", true, &err), &err);
    done(register_save(store, &errand_rules, &errand, &err), &err);
    assert_int_equal(errand.settled_at, REGISTER_NOW);
    errand.spent = 48 * YUAN;
    done(register_save(store, &errand_rules, &errand, &err), &err);
    assert_int_equal(errand.settled_at, 0); /* not even any more: open again */
    assert_int_equal(errand.settled_by, 0);
}

static void assert_refused(struct errand errand, const char *field)
{
    struct err err = {0};
    text_copy(errand.helper, sizeof errand.helper, "陈静");
    assert_false(register_save(store, &errand_rules, &errand, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_string_equal(err.field, field);
}

static void money_that_cannot_be_is_refused(void **state)
{
    (void)state;
    assert_refused((struct errand){.given = -1}, "given");
    assert_refused((struct errand){.received = -1}, "received");
    assert_refused((struct errand){.spent = -1}, "spent");
    assert_refused((struct errand){.given = 100001 * YUAN}, "given");
    assert_refused((struct errand){.returned = INT64_MIN}, "returned");
    assert_refused((struct errand){.begun_at = REGISTER_NOW + DAY}, "begun_at");
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM errand"), 0);
}

static void void_lets_its_requests_go(void **state)
{
    (void)state;
    struct err err = {0};
    struct buffer what = {0};
    int64_t id = request(home, "大米 1斤");
    struct errand errand = named("陈静");
    errand.given = 100 * YUAN;
    errand = begun(errand, &id, 1);
    errand.spent = 5 * YUAN;
    done(register_save(store, &errand_rules, &errand, &err), &err);
    assert_false(register_void(store, &errand_rules, errand.head.id, -1, "登记有误", &err));
    assert_non_null(strstr(err.text, "5.00"));
    errand.spent = 0;
    done(register_save(store, &errand_rules, &errand, &err), &err);
    done(register_void(store, &errand_rules, errand.head.id, -1, "登记有误", &err), &err);
    assert_int_equal(supply_now(id).errand_id, 0);
    assert_string_equal(supply_now(id).helper, "陈静");
    done(undo_last(store, &what, &err), &err);
    buffer_release(&what);
    assert_int_equal(supply_now(id).errand_id, errand.head.id);
}

static void what_is_not_settled_is_told_of_each(void **state)
{
    (void)state;
    struct err err = {0};
    struct errand_balance rows[4];
    int count = 0;
    begun((struct errand){.helper_id = volunteer, .given = 100 * YUAN}, NULL, 0);
    clock_fix(REGISTER_NOW + HOUR);
    begun((struct errand){.helper_id = volunteer, .given = 20 * YUAN, .spent = 7 * YUAN + 50}, NULL, 0);
    struct errand even = named("赵强"), owed = named("李明"), settled = named("孙丽");
    even = begun(even, NULL, 0);
    owed.spent = 3 * YUAN;
    begun(owed, NULL, 0);
    settled = begun(settled, NULL, 0);
    done(errand_settle(store, settled.head.id, -1, &err), &err);
    done(errand_balances(store, rows, 4, &count, &err), &err);
    assert_int_equal(count, 3);
    assert_string_equal(rows[0].helper, "陈静");
    assert_int_equal(rows[0].helper_id, volunteer);
    assert_int_equal(rows[0].owed, 112 * YUAN + 50);
    assert_int_equal(rows[0].errands, 2);
    assert_string_equal(rows[1].helper, "李明");
    assert_int_equal(rows[1].owed, -3 * YUAN);
    assert_string_equal(rows[2].helper, "赵强"); /* nothing owed, but nobody has said so */
}

/* Of many requests only those of the errand are looked at; those who look by helper pass over what is done. */
static void the_lists_are_read_by_an_index(void **state)
{
    (void)state;
    char plan[2000];
    int64_t id = request(home, "大米 1斤");
    shop(begun(named("陈静"), &id, 1).head.id);
    register_plan(store, "s.errand_id = :errand_id", plan, sizeof plan);
    assert_non_null(strstr(plan, "supply_errand"));
    struct err err = {0};
    done(shopping_read(store, 0, volunteer, "陈静", &shopping, &err), &err);
    register_plan(store, "s.helper_id = :helper_id", plan, sizeof plan);
    if (strstr(plan, "supply_under_way") == NULL)
        fail_msg("%s", plan);
    struct errand_balance rows[4];
    int count = 0;
    done(errand_balances(store, rows, 4, &count, &err), &err);
    register_plan(store, "AS owed", plan, sizeof plan);
    assert_non_null(strstr(plan, "errand_open"));
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        TEST(what_can_be_added_is_added),
        TEST(a_request_that_says_a_thing_twice_is_one),
        TEST(what_is_reserved_comes_from_the_stock),
        TEST(what_was_brought_is_not_bought_again),
        TEST(a_helper_is_known_by_person_or_by_name),
        TEST(requests_go_along_in_one_step),
        TEST(what_the_helper_has_already_joins),
        TEST(what_somebody_else_has_is_told),
        TEST(of_two_desks_one_wins),
        TEST(an_errand_is_somebodys),
        TEST(another_goes_instead),
        TEST(settled_when_it_comes_out_even),
        TEST(what_is_settled_is_corrected_by_an_officer),
        TEST(money_that_cannot_be_is_refused),
        TEST(void_lets_its_requests_go),
        TEST(what_is_not_settled_is_told_of_each),
        TEST(the_lists_are_read_by_an_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
