/* The list of goods: one word means one thing, a unit that exists, what letters lead to. */
#include "gatepost/registers.h"
#include "gatepost/stock.h"
#include "gatepost/supply_rules.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct store *store;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

static struct goods goods_of(const char *name, const char *unit, const char *aliases)
{
    struct goods goods;
    register_new(&goods_rules, &goods);
    text_copy(goods.name, sizeof goods.name, name);
    text_copy(goods.unit, sizeof goods.unit, unit);
    text_copy(goods.aliases, sizeof goods.aliases, aliases);
    return goods;
}

static int64_t add(const char *name, const char *unit, const char *aliases)
{
    struct err err = {0};
    struct goods goods = goods_of(name, unit, aliases);
    if (!register_save(store, &goods_rules, &goods, &err))
        fail_msg("%s", err.text);
    return goods.head.id;
}

static void refused(struct goods goods, const char *field, const char *words)
{
    struct err err = {0};
    assert_false(register_save(store, &goods_rules, &goods, &err));
    assert_string_equal(err.field, field);
    assert_non_null(strstr(err.text, words));
}

static void one_word_means_one_thing(void **state)
{
    (void)state;
    add("食盐", "包", "盐 盐巴");
    refused(goods_of("食盐", "袋", ""), "name", "食盐 is on the list already");
    refused(goods_of("盐巴", "袋", ""), "name", "as 食盐");
    refused(goods_of("海盐", "袋", "盐"), "aliases", "盐 is 食盐 already");
    refused(goods_of("大米 面粉", "袋", ""), "name", "one word");
    struct goods found;
    assert_true(goods_named(store, "盐", &found, NULL));
    assert_string_equal(found.name, "食盐");
    assert_true(goods_named(store, "糖", &found, NULL));
    assert_int_equal(found.head.id, 0);
}

static void a_unit_exists_and_is_written_one_way(void **state)
{
    struct goods goods;
    (void)state;
    refused(goods_of("大米", "坛", ""), "unit", "坛");
    int64_t id = add("大米", "KG", "");
    assert_true(record_get(store, &goods_table, id, &goods, NULL));
    assert_string_equal(goods.unit, "公斤");
}

static void put_in(int64_t goods_id, int64_t amount)
{
    struct stock_entry entry;
    struct err err = {0};
    register_new(&stock_entry_rules, &entry);
    entry.kind = STOCK_IN;
    entry.goods_id = goods_id;
    entry.quantity = amount * THOUSAND;
    if (!register_save(store, &stock_entry_rules, &entry, &err))
        fail_msg("%s", err.text);
}

static void what_lies_in_stock_keeps_its_unit_and_its_goods(void **state)
{
    struct goods goods;
    struct err err = {0};
    (void)state;
    int64_t id = add("口罩", "个", "");
    assert_true(record_get(store, &goods_table, id, &goods, NULL));
    text_copy(goods.unit, sizeof goods.unit, "盒");
    assert_true(register_save(store, &goods_rules, &goods, &err)); /* nothing of it is there */
    put_in(id, 20);
    text_copy(goods.unit, sizeof goods.unit, "个");
    refused(goods, "unit", "ledger of 口罩 is kept in 盒");
    assert_false(register_void(store, &goods_rules, id, -1, "不再用", &err));
    assert_non_null(strstr(err.text, "20盒"));
    assert_true(record_get(store, &goods_table, id, &goods, NULL));
    assert_int_equal(goods.balance, 20 * THOUSAND);
}

/* Its ledger is in that unit, even when nothing is left: what is voided of it would come back in the other. */
static void an_emptied_ledger_keeps_its_unit(void **state)
{
    struct goods goods;
    (void)state;
    int64_t id = add("口罩", "个", "");
    put_in(id, 20);
    assert_true(undo_last(store, NULL, NULL));
    assert_true(record_get(store, &goods_table, id, &goods, NULL));
    text_copy(goods.unit, sizeof goods.unit, "盒");
    refused(goods, "unit", "ledger of 口罩 is kept in 个");
}

/* What was asked for before is measured anew. */
static void a_request_is_kept_in_the_unit_of_today(void **state)
{
    struct goods goods;
    (void)state;
    int64_t id = add("大米", "袋", ""), place = register_household(store, "望江苑", "12-2-1203");
    struct supply supply;
    struct err err = {0};
    register_new(&supply_rules, &supply);
    supply.place_id = place;
    text_copy(supply.items, sizeof supply.items, "大米2袋");
    assert_true(register_save(store, &supply_rules, &supply, NULL));
    assert_true(record_get(store, &goods_table, id, &goods, NULL));
    text_copy(goods.unit, sizeof goods.unit, "斤");
    if (!register_save(store, &goods_rules, &goods, &err))
        fail_msg("%s", err.text);
    put_in(id, 20);
    struct supply_move move = {.id = supply.head.id, .rev = -1, .to = SUPPLY_ASSIGNED, .helper = "陈志强"};
    assert_true(supply_move(store, &move, NULL));
    assert_int_equal(register_count(store, "SELECT sum(reserved) FROM supply_line"), 0);
}

static void under_its_minimum_it_is_short(void **state)
{
    (void)state;
    struct goods rows[4], masks = goods_of("口罩", "个", ""), salt = goods_of("盐", "包", "");
    struct record_window window = {.scope = GOODS_SHORT, .rows = rows, .most = 4};
    masks.minimum = 100 * THOUSAND;
    assert_true(register_save(store, &goods_rules, &masks, NULL));
    assert_true(register_save(store, &goods_rules, &salt, NULL)); /* no minimum: never short */
    assert_true(record_window(store, &goods_table, &window, NULL));
    assert_int_equal(window.count, 1);
    put_in(masks.head.id, 99);
    assert_true(record_window(store, &goods_table, &window, NULL));
    assert_int_equal(window.count, 1);
    put_in(masks.head.id, 1);
    assert_true(record_window(store, &goods_table, &window, NULL));
    assert_int_equal(window.count, 0);
}

static void letters_lead_to_goods(void **state)
{
    char names[4][ITEM_BYTES];
    int count = 0;
    (void)state;
    add("盐", "包", "");
    add("眼药水", "瓶", "");
    add("大米", "袋", "米");
    assert_true(goods_offer(store, "yan", names, 4, &count, NULL));
    assert_int_equal(count, 2);
    assert_true(goods_offer(store, "dm", names, 4, &count, NULL));
    assert_int_equal(count, 1);
    assert_string_equal(names[0], "大米");
    assert_true(goods_offer(store, "", names, 4, &count, NULL));
    assert_int_equal(count, 3);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(one_word_means_one_thing),
        TEST(a_unit_exists_and_is_written_one_way),
        TEST(what_lies_in_stock_keeps_its_unit_and_its_goods),
        TEST(an_emptied_ledger_keeps_its_unit),
        TEST(a_request_is_kept_in_the_unit_of_today),
        TEST(under_its_minimum_it_is_short),
        TEST(letters_lead_to_goods),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
