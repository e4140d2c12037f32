/* Donations: what is given enters the stock once, in the unit of the goods, and is taken back with them. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/donation.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/goods.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct store *store;
static int64_t masks, rice;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    masks = goods_add(store, "口罩", "只");
    rice = goods_add(store, "大米", "公斤");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

static struct donation donation_of(const char *donor, const char *items)
{
    struct donation donation;
    register_new(&donation_rules, &donation);
    text_copy(donation.donor, sizeof donation.donor, donor);
    text_copy(donation.items, sizeof donation.items, items);
    return donation;
}

static struct donation give(const char *donor, const char *items)
{
    struct err err = {0};
    struct donation donation = donation_of(donor, items);
    if (!register_save(store, &donation_rules, &donation, &err))
        fail_msg("%s", err.text);
    return donation;
}

static void refused(struct donation donation, const char *field, const char *words)
{
    struct err err = {0};
    int64_t before = register_count(store, "SELECT count(*) FROM stock_entry WHERE voided IS NULL");
    assert_false(register_save(store, &donation_rules, &donation, &err));
    if (strstr(err.text, words) == NULL)
        fail_msg("%s", err.text);
    if (field != NULL)
        assert_string_equal(err.field, field);
    assert_int_equal(register_count(store, "SELECT count(*) FROM stock_entry WHERE voided IS NULL"), before);
}

static void what_is_given_enters_the_stock(void **state)
{
    (void)state;
    struct donation donation = give("德济药房", "口罩1000 米20斤 大米 5公斤");
    (void)donation;
    assert_string_equal(donation.items, "口罩 1000只、米 20斤、大米 5公斤");
    assert_string_equal(donation.received_by, "李卫国");
    assert_int_equal(donation.may_be_named, -1);
    assert_int_equal(stock_there(store, masks), 1000);
    assert_int_equal(stock_there(store, rice), 5);
    assert_int_equal(
        register_count(store, "SELECT count(*) FROM stock_entry WHERE donation_id = 1 AND whom = '德济药房'"), 3);
}

static void the_same_under_two_names_is_one_entry(void **state)
{
    struct goods goods;
    (void)state;
    assert_true(record_get(store, &goods_table, rice, &goods, NULL));
    text_copy(goods.aliases, sizeof goods.aliases, "米");
    assert_true(register_save(store, &goods_rules, &goods, NULL));
    assert_string_equal(give("李先生", "米20斤 大米 5公斤").items, "大米 20斤、大米 5公斤");
    assert_int_equal(stock_there(store, rice), 15);
    assert_int_equal(register_count(store, "SELECT count(*) FROM stock_entry"), 1);
}

static void what_is_new_comes_onto_the_list(void **state)
{
    struct goods goods;
    struct donation_thing things[ITEMS_MOST];
    int count = 0;
    (void)state;
    assert_true(donation_things(store, "额温枪 3支 口罩 5", 0, things, &count, NULL, NULL));
    assert_int_equal(count, 2);
    assert_int_equal(things[0].goods.head.id, 0);
    assert_int_equal(things[1].goods.head.id, masks);
    give("德济药房", "额温枪 3支 蜡烛 2");
    assert_true(goods_named(store, "额温枪", &goods, NULL));
    assert_string_equal(goods.unit, "支");
    assert_int_equal(goods.category, GOODS_OTHER);
    assert_int_equal(goods.balance, 3 * THOUSAND);
    assert_true(goods_named(store, "蜡烛", &goods, NULL));
    assert_string_equal(goods.unit, "个");
    assert_true(undo_last(store, NULL, NULL)); /* all of it in one step */
    assert_true(goods_named(store, "额温枪", &goods, NULL));
    assert_int_equal(goods.head.id, 0);
}

static void a_unit_nobody_can_tell_is_refused_with_both(void **state)
{
    (void)state;
    refused(donation_of("李先生", "大米 3袋"), "items",
            "大米 is kept in 公斤, and nobody can tell how much of that 袋");
    refused(donation_of("李先生", "蜡烛 3盒 蜡烛 2根"), "items", "kept in 盒");
    refused(donation_of("李先生", "口罩 0"), "items", "0 is nothing");
    refused(donation_of("李先生", "口罩 10000000"), "items", "cannot be right");
    refused(donation_of("", "口罩 5"), "donor", "missing");
    refused(donation_of("李**", "口罩 5"), "donor", "");
}

static void an_edit_corrects_the_stock(void **state)
{
    struct err err = {0};
    (void)state;
    struct donation donation = give("李先生", "口罩1000 大米 20斤");
    stock_enter(store, masks, STOCK_OUT, 900);
    text_copy(donation.items, sizeof donation.items, "口罩 950、大米 20斤");
    text_copy(donation.donor, sizeof donation.donor, "李建国");
    assert_true(register_save(store, &donation_rules, &donation, &err)); /* 950 − 900: enough */
    assert_int_equal(stock_there(store, masks), 50);
    assert_int_equal(stock_there(store, rice), 10);
    assert_int_equal(register_count(store, "SELECT count(*) FROM stock_entry WHERE voided IS NULL AND whom = '李建国'"),
                     2);
    assert_int_equal(register_count(store, "SELECT count(*) FROM stock_entry WHERE donation_id = 1"), 3);
    struct donation less = donation;
    text_copy(less.items, sizeof less.items, "口罩 800");
    refused(less, NULL, "口罩");
    assert_int_equal(stock_there(store, masks), 50);
    text_copy(less.items, sizeof less.items, "口罩 950");
    assert_true(register_save(store, &donation_rules, &less, &err));
    assert_int_equal(stock_there(store, rice), 0);
}

static void what_a_count_closed_is_not_corrected(void **state)
{
    struct err err = {0};
    (void)state;
    struct donation donation = give("李先生", "口罩1000 大米 20斤"), other;
    clock_fix(REGISTER_NOW + 60);
    stock_enter(store, masks, STOCK_COUNT, 1000);
    other = donation;
    text_copy(other.items, sizeof other.items, "口罩 900 大米 20斤");
    refused(other, NULL, "口罩 was counted");
    assert_false(register_void(store, &donation_rules, donation.head.id, -1, "重复", &err));
    assert_non_null(strstr(err.text, "口罩 was counted"));
    text_copy(donation.items, sizeof donation.items, "口罩 1000 大米 30斤");
    assert_true(register_save(store, &donation_rules, &donation, &err)); /* the rice was not counted */
    assert_int_equal(stock_there(store, rice), 15);
    assert_int_equal(stock_there(store, masks), 1000);
}

/* Written down late: what was counted since is in that count. */
static void what_was_counted_since_does_not_enter_again(void **state)
{
    (void)state;
    struct donation_thing things[ITEMS_MOST];
    struct err err = {0};
    int count = 0;
    stock_enter(store, masks, STOCK_COUNT, 1000);
    struct donation late = donation_of("李先生", "口罩 1000 大米 20斤");
    late.at = REGISTER_NOW - 86400;
    assert_true(donation_things(store, late.items, late.at, things, &count, NULL, NULL));
    assert_int_equal(things[0].counted_at, REGISTER_NOW);
    assert_int_equal(things[1].counted_at, 0);
    assert_true(register_save(store, &donation_rules, &late, &err));
    assert_int_equal(stock_there(store, masks), 1000);
    assert_int_equal(stock_there(store, rice), 10);
    assert_true(register_void(store, &donation_rules, late.head.id, -1, "重复", &err));
    assert_int_equal(stock_there(store, masks), 1000);
    assert_int_equal(stock_there(store, rice), 0);
}

static void a_void_takes_it_back_unless_it_is_gone(void **state)
{
    struct err err = {0};
    (void)state;
    struct donation donation = give("李先生", "口罩100 大米 20斤");
    int64_t out = stock_enter(store, masks, STOCK_OUT, 1);
    assert_false(register_void(store, &donation_rules, donation.head.id, -1, "重复", &err));
    assert_non_null(strstr(err.text, "there are 99只"));
    assert_int_equal(stock_there(store, rice), 10);
    assert_true(register_void(store, &stock_entry_rules, out, -1, "没发", &err));
    assert_true(register_void(store, &donation_rules, donation.head.id, -1, "重复", &err));
    assert_int_equal(stock_there(store, masks), 0);
    assert_int_equal(stock_there(store, rice), 0);
}

static void its_entries_are_not_voided_alone(void **state)
{
    struct err err = {0};
    (void)state;
    give("李先生", "口罩100");
    assert_false(register_void(store, &stock_entry_rules, 1, -1, "写错", &err));
    assert_non_null(strstr(err.text, "belongs to a donation"));
}

static void a_donor_is_thanked_once(void **state)
{
    struct err err = {0};
    (void)state;
    struct donation donation = give("李先生", "口罩100"), stored;
    assert_true(donation_thank(store, donation.head.id, donation.head.rev, &err));
    assert_true(record_get(store, &donation_table, donation.head.id, &stored, NULL));
    assert_int_equal(stored.thanked_at, REGISTER_NOW);
    assert_false(donation_thank(store, donation.head.id, -1, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_true(undo_last(store, NULL, &err));
    assert_true(donation_thank(store, donation.head.id, -1, &err));
    stored.thanked_at = stored.at - 60;
    stored.head.rev = -1;
    refused(stored, "thanked_at", "before they gave it");
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(what_is_given_enters_the_stock),
        TEST(the_same_under_two_names_is_one_entry),
        TEST(what_is_new_comes_onto_the_list),
        TEST(a_unit_nobody_can_tell_is_refused_with_both),
        TEST(an_edit_corrects_the_stock),
        TEST(what_a_count_closed_is_not_corrected),
        TEST(what_was_counted_since_does_not_enter_again),
        TEST(a_void_takes_it_back_unless_it_is_gone),
        TEST(its_entries_are_not_voided_alone),
        TEST(a_donor_is_thanked_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
