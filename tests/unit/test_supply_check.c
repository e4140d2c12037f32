/* What `gatepost check` finds in requests, stock and errands. */
#include "gatepost/donation.h"
#include "gatepost/errand.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/goods.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct store *store;
static int64_t masks, place, request;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    masks = goods_add(store, "口罩", "个");
    place = register_household(store, "望江苑", "12-2-1203");
    stock_enter(store, masks, STOCK_IN, 100);
    request = supply_taken(store, place, "口罩60个 盐2包");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

static void what_was_brought_is_the_sum_of_deliveries(void **state)
{
    struct supply_part part = {.line_id = 1, .quantity = 20 * THOUSAND};
    struct supply_move move = {.id = request, .rev = -1, .to = SUPPLY_LEFT, .parts = &part, .part_count = 1};
    (void)state;
    assert_true(supply_move(store, &move, NULL));
    register_whole(store);
    register_finds(store, "UPDATE supply_line SET delivered = 30000 WHERE id = 1",
                   "request #1, 口罩: what was brought is not the sum of its deliveries");
}

static void a_closed_request_keeps_nothing(void **state)
{
    struct supply_move move = {.id = request, .rev = -1, .to = SUPPLY_NOT_NEEDED};
    (void)state;
    register_whole(store);
    assert_true(supply_move(store, &move, NULL));
    register_whole(store);
    register_finds(store, "UPDATE supply_line SET reserved = 60000 WHERE id = 1",
                   "request #1, 口罩: more is kept for it");
}

static void items_and_state_follow_from_lines_and_steps(void **state)
{
    (void)state;
    register_finds(store, "UPDATE supply SET items = '口罩 6个、盐 2包' WHERE id = 1",
                   "request #1 says 口罩 6个、盐 2包, and its lines say 口罩 60个、盐 2包");
    register_finds(store, "UPDATE supply SET state = 'buying' WHERE id = 1", "its state is not that of its last step");
}

/* Goods are called something else: a request says what it said, before and after it is changed. */
static void goods_renamed_are_no_finding(void **state)
{
    struct goods goods;
    struct supply supply;
    struct err err = {0};
    (void)state;
    assert_true(record_get(store, &goods_table, masks, &goods, NULL));
    text_copy(goods.name, sizeof goods.name, "外科口罩");
    assert_true(register_save(store, &goods_rules, &goods, NULL));
    register_whole(store);
    assert_true(record_get(store, &supply_table, request, &supply, NULL));
    supply.urgent = true;
    if (!register_save(store, &supply_rules, &supply, &err))
        fail_msg("%s", err.text);
    register_whole(store);
    assert_int_equal(register_count(store, "SELECT reserved FROM supply_line WHERE id = 1"), 60 * THOUSAND);
}

static void the_ledger_adds_up_and_is_not_below_nothing(void **state)
{
    (void)state;
    register_finds(store, "UPDATE stock_entry SET change = 50000, kind = 'count', counted = 100000 WHERE id = 1",
                   "goods #1, 口罩: the changes in the ledger do not add up");
    register_finds(store, "UPDATE stock_entry SET change = -1000, kind = 'adjust', counted = 0 WHERE id = 1",
                   "the stock is below nothing");
}

static void what_belongs_to_a_void_donation_does_not_stand(void **state)
{
    struct donation donation;
    struct err err = {0};
    (void)state;
    register_new(&donation_rules, &donation);
    text_copy(donation.donor, sizeof donation.donor, "爱心企业");
    text_copy(donation.items, sizeof donation.items, "口罩 50个");
    if (!register_save(store, &donation_rules, &donation, &err))
        fail_msg("%s", err.text);
    register_whole(store);
    register_finds(store, "UPDATE donation SET voided = 'x'",
                   "stock entry #2, 口罩: it stands, but what it belongs to is void");
}

static void money_that_is_settled_adds_up(void **state)
{
    struct errand errand;
    struct err err = {0};
    (void)state;
    register_new(&errand_rules, &errand);
    text_copy(errand.helper, sizeof errand.helper, "陈志强");
    errand.given = 10000;
    if (!register_save(store, &errand_rules, &errand, &err))
        fail_msg("%s", err.text);
    register_whole(store);
    register_finds(store, "UPDATE errand SET settled_at = begun_at, spent = 1",
                   "errand #1 is settled, and its money does not add up");
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(what_was_brought_is_the_sum_of_deliveries),
        TEST(a_closed_request_keeps_nothing),
        TEST(items_and_state_follow_from_lines_and_steps),
        TEST(goods_renamed_are_no_finding),
        TEST(the_ledger_adds_up_and_is_not_below_nothing),
        TEST(what_belongs_to_a_void_donation_does_not_stand),
        TEST(money_that_is_settled_adds_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
