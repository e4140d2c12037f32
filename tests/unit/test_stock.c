/* The ledger of the stock: never below nothing, never below what is reserved, closed by a count, whatever is undone. */
#include "gatepost/clock.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/supply_rules.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "src/store/database.h"
#include "tests/lib/goods.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct store *store;
static int64_t masks;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    masks = goods_add(store, "口罩", "个");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

static struct stock_entry entry_of(enum stock_kind kind, int64_t amount)
{
    struct stock_entry entry;
    register_new(&stock_entry_rules, &entry);
    entry.goods_id = masks;
    entry.kind = kind;
    entry.quantity = amount * THOUSAND;
    return entry;
}

static void refused(struct stock_entry entry, const char *field, const char *words)
{
    struct err err = {0};
    int64_t before = register_count(store, "SELECT count(*) FROM stock_entry");
    assert_false(register_save(store, &stock_entry_rules, &entry, &err));
    if (strstr(err.text, words) == NULL)
        fail_msg("%s", err.text);
    assert_string_equal(err.field, field);
    assert_int_equal(register_count(store, "SELECT count(*) FROM stock_entry"), before);
}

static void never_below_nothing(void **state)
{
    (void)state;
    refused(entry_of(STOCK_OUT, 1), "quantity",
            "口罩: there are 0个, 0个 of them reserved for requests; 1个 were asked");
    stock_enter(store, masks, STOCK_IN, 100);
    refused(entry_of(STOCK_OUT, 101), "quantity", "there are 100个");
    stock_enter(store, masks, STOCK_OUT, 100);
    assert_int_equal(stock_there(store, masks), 0);
    refused(entry_of(STOCK_ADJUST, -1), "quantity", "there are 0个");
    refused(entry_of(STOCK_IN, 0), "quantity", "above 0");
    refused(entry_of(STOCK_OUT, -5), "quantity", "above 0");
    stock_enter(store, masks, STOCK_IN, 1);
    refused(entry_of(STOCK_OUT, 1), "post", "to whom");
    refused(entry_of(STOCK_COUNT, -1), "quantity", "above 0");
    refused(entry_of(STOCK_IN, STOCK_MOST + 1), "quantity", "cannot be right");
    stock_enter(store, masks, STOCK_COUNT, 0);
    assert_int_equal(stock_there(store, masks), 0);
}

static void never_below_what_is_reserved(void **state)
{
    (void)state;
    stock_enter(store, masks, STOCK_IN, 100);
    supply_taken(store, register_household(store, "望江苑", "12-2-1203"), "口罩60个");
    refused(entry_of(STOCK_OUT, 50), "quantity",
            "口罩: there are 100个, 60个 of them reserved for requests; 50个 were asked for");
    refused(entry_of(STOCK_ADJUST, -41), "quantity", "60个 of them reserved");
    stock_enter(store, masks, STOCK_OUT, 40);
    assert_int_equal(stock_there(store, masks), 60);
}

/* One comma more or less is ten times as much. */
static void a_comma_stands_between_thousands(void **state)
{
    static const struct {
        const char *text;
        int64_t amount; /* -1: refused */
    } amounts[] = {{"2,080", 2080000}, {"1,002,080个", 1002080000},
                   {"2,5", -1},        {"2,50", -1},
                   {",500", -1},       {"2,0800", -1},
                   {"2,,080", -1},     {"2,", -1},
                   {"2.5", 2500},      {"-2,080", -2080000}};
    struct goods goods;
    (void)state;
    assert_true(record_get(store, &goods_table, masks, &goods, NULL));
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++) {
        int64_t amount = 0;
        bool good = stock_amount_parse(&goods, amounts[i].text, &amount, NULL);
        if (good != (amounts[i].amount != -1) || (good && amount != amounts[i].amount))
            fail_msg("%s: %lld", amounts[i].text, (long long)amount);
    }
}

static void a_count_closes_the_period(void **state)
{
    struct err err = {0};
    (void)state;
    int64_t in = stock_enter(store, masks, STOCK_IN, 100);
    clock_fix(REGISTER_NOW + 600);
    int64_t count = stock_enter(store, masks, STOCK_COUNT, 90);
    assert_int_equal(register_count(store, "SELECT change FROM stock_entry WHERE kind = 'count'"), -10 * THOUSAND);
    assert_int_equal(stock_there(store, masks), 90);
    struct stock_entry late = entry_of(STOCK_IN, 5);
    late.at = REGISTER_NOW;
    refused(late, "at", "口罩 was counted");
    assert_false(register_void(store, &stock_entry_rules, in, -1, "写错", &err));
    assert_non_null(strstr(err.text, "closed"));
    stock_enter(store, masks, STOCK_IN, 5); /* in the very second of the count, but behind it */
    assert_int_equal(stock_there(store, masks), 95);
    assert_true(register_void(store, &stock_entry_rules, count, -1, "数错", &err));
    assert_int_equal(stock_there(store, masks), 105);
    assert_true(register_void(store, &stock_entry_rules, in, -1, "写错", &err));
    assert_int_equal(stock_there(store, masks), 5);
}

/* Counted at noon and written at one: what went in between is not in the number. */
static void a_count_is_not_older_than_what_came_and_went(void **state)
{
    (void)state;
    stock_enter(store, masks, STOCK_IN, 100);
    clock_fix(REGISTER_NOW + 600);
    stock_enter(store, masks, STOCK_OUT, 30);
    struct stock_entry late = entry_of(STOCK_COUNT, 100);
    late.at = REGISTER_NOW + 300;
    refused(late, "at", "口罩 came or went after");
    stock_enter(store, masks, STOCK_COUNT, 70);
    assert_int_equal(stock_there(store, masks), 70);
}

static void an_entry_is_not_changed_and_not_taken_away_from_what_went(void **state)
{
    struct err err = {0};
    struct stock_entry entry;
    (void)state;
    int64_t in = stock_enter(store, masks, STOCK_IN, 100);
    assert_true(record_get(store, &stock_entry_table, in, &entry, NULL));
    text_copy(entry.note, sizeof entry.note, "改");
    assert_false(register_save(store, &stock_entry_rules, &entry, &err));
    assert_non_null(strstr(err.text, "void it and write another"));
    int64_t out = stock_enter(store, masks, STOCK_OUT, 30);
    assert_false(register_void(store, &stock_entry_rules, in, -1, "写错", &err));
    assert_non_null(strstr(err.text, "there are 70个"));
    if (!register_void(store, &stock_entry_rules, out, -1, "没发", &err))
        fail_msg("%s", err.text);
    assert_int_equal(stock_there(store, masks), 100);
}

static void what_a_count_finds_missing_is_counted_all_the_same(void **state)
{
    (void)state;
    stock_enter(store, masks, STOCK_IN, 100);
    supply_taken(store, register_household(store, "望江苑", "12-2-1203"), "口罩60个");
    stock_enter(store, masks, STOCK_COUNT, 20);
    assert_int_equal(stock_there(store, masks), 20);
    refused(entry_of(STOCK_OUT, 1), "quantity", "there are 20个, 60个 of them reserved");
}

/* ---- undo ---- */

static struct store *other_terminal(void)
{
    struct err err = {0};
    struct store *other = store_open(store->path, 0, &err);
    assert_non_null(other);
    assert_true(store_sign_on(other, register_officer(store, "张志远"), "other", true, &err));
    return other;
}

static void not_undone(bool redo, const char *words)
{
    struct err err = {0};
    assert_false(redo ? redo_last(store, NULL, &err) : undo_last(store, NULL, &err));
    assert_int_equal(err.code, ERR_DENIED);
    if (strstr(err.text, words) == NULL)
        fail_msg("%s", err.text);
}

static void undone(void)
{
    struct err err = {0};
    if (!undo_last(store, NULL, &err))
        fail_msg("%s", err.text);
}

static void what_others_took_of_is_not_taken_back(void **state)
{
    (void)state;
    struct store *other = other_terminal();
    stock_enter(store, masks, STOCK_IN, 100);
    int64_t out = stock_enter(other, masks, STOCK_OUT, 30);
    not_undone(false, "of 口罩 there would be -30个");
    assert_int_equal(stock_there(store, masks), 70);
    assert_true(register_void(other, &stock_entry_rules, out, -1, "没发", NULL));
    undone();
    assert_int_equal(stock_there(store, masks), 0);
    store_close(other);
}

static void what_is_reserved_for_others_is_not_taken_back(void **state)
{
    (void)state;
    struct store *other = other_terminal();
    int64_t place = register_household(store, "望江苑", "12-2-1203");
    stock_enter(store, masks, STOCK_IN, 100);
    supply_taken(other, place, "口罩60个");
    not_undone(false, "60个 are reserved");
    assert_int_equal(stock_there(store, masks), 100);
    store_close(other);
}

static void a_redo_takes_no_more_than_there_is(void **state)
{
    (void)state;
    struct store *other = other_terminal();
    stock_enter(other, masks, STOCK_IN, 100);
    stock_enter(store, masks, STOCK_OUT, 80);
    undone();
    stock_enter(other, masks, STOCK_OUT, 50);
    not_undone(true, "there would be -30个");
    assert_int_equal(stock_there(store, masks), 50);
    store_close(other);
}

static void a_count_is_not_done_again_over_what_went_since(void **state)
{
    (void)state;
    struct store *other = other_terminal();
    stock_enter(other, masks, STOCK_IN, 100);
    stock_enter(store, masks, STOCK_COUNT, 80);
    undone();
    stock_enter(other, masks, STOCK_OUT, 100);
    not_undone(true, "口罩 came or went since");
    assert_int_equal(stock_there(store, masks), 0);
    store_close(other);
}

static void a_reservation_comes_back_only_while_it_is_there(void **state)
{
    (void)state;
    struct store *other = other_terminal();
    stock_enter(other, masks, STOCK_IN, 100);
    int64_t id = supply_taken(store, register_household(store, "望江苑", "12-2-1203"), "口罩60个");
    struct supply_move back = {.id = id, .rev = -1, .to = SUPPLY_NEW};
    assert_true(supply_move(store, &back, NULL));
    stock_enter(other, masks, STOCK_OUT, 90);
    not_undone(false, "of 口罩 there would be 10个, and 60个 are reserved");
    store_close(other);
}

static void what_was_counted_since_stays_as_it_was_counted(void **state)
{
    (void)state;
    struct store *other = other_terminal();
    stock_enter(store, masks, STOCK_IN, 100);
    int64_t count = stock_enter(other, masks, STOCK_COUNT, 100);
    not_undone(false, "口罩 was counted since");
    assert_true(register_void(other, &stock_entry_rules, count, -1, "数错", NULL));
    undone();
    assert_int_equal(stock_there(store, masks), 0);
    store_close(other);
}

/* One's own way back: what was left at the door is taken back and brought again. */
static void what_was_brought_is_undone_and_done_again(void **state)
{
    struct err err = {0};
    (void)state;
    stock_enter(store, masks, STOCK_IN, 60);
    int64_t id = supply_taken(store, register_household(store, "望江苑", "12-2-1203"), "口罩60个");
    struct supply_move move = {.id = id, .rev = -1, .to = SUPPLY_LEFT};
    if (!supply_move(store, &move, &err))
        fail_msg("%s", err.text);
    assert_int_equal(stock_there(store, masks), 0);
    undone();
    assert_int_equal(stock_there(store, masks), 60);
    if (!redo_last(store, NULL, &err))
        fail_msg("%s", err.text);
    assert_int_equal(stock_there(store, masks), 0);
}

/* A count found less than is reserved: what gives something back is undone all the same. */
static void a_shortage_a_count_found_holds_nothing_up(void **state)
{
    (void)state;
    struct store *other = other_terminal();
    stock_enter(other, masks, STOCK_IN, 100);
    supply_taken(other, register_household(store, "望江苑", "12-2-1203"), "口罩60个");
    int64_t salt = goods_add(other, "盐", "包");
    stock_enter(store, salt, STOCK_IN, 5);
    stock_enter(store, masks, STOCK_COUNT, 20);
    undone();
    assert_int_equal(stock_there(store, masks), 100);
    undone();
    assert_int_equal(stock_there(store, salt), 0);
    store_close(other);
}

/* Who stands at the door with the goods cannot be told that there are none. */
static void a_shortage_a_count_found_holds_no_delivery_up(void **state)
{
    (void)state;
    int64_t place = register_household(store, "望江苑", "12-2-1203"), ids[2];
    stock_enter(store, masks, STOCK_IN, 100);
    ids[0] = supply_taken(store, place, "口罩60个");
    ids[1] = supply_taken(store, register_household(store, "望江苑", "8-1-302"), "口罩40个");
    stock_enter(store, masks, STOCK_COUNT, 50);
    for (int i = 0; i < 2; i++) {
        struct supply_move move = {.id = ids[i], .rev = -1, .to = SUPPLY_LEFT};
        struct err err = {0};
        if (!supply_move(store, &move, &err))
            fail_msg("%s", err.text);
        assert_int_equal(stock_there(store, masks), i == 0 ? 50 : 10); /* 60 were not there */
    }
    assert_int_equal(register_count(store, "SELECT sum(reserved) FROM supply_line"), 0);
    undone();
    assert_int_equal(stock_there(store, masks), 50);
    assert_int_equal(register_count(store, "SELECT sum(reserved) FROM supply_line"), 40 * THOUSAND);
    struct supply_move back = {.id = ids[0], .rev = -1, .to = SUPPLY_ASSIGNED}; /* kept by nothing: to be bought */
    assert_true(supply_move(store, &back, NULL));
    assert_int_equal(register_count(store, "SELECT sum(reserved) FROM supply_line"), 40 * THOUSAND);
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(never_below_nothing),
        TEST(never_below_what_is_reserved),
        TEST(a_shortage_a_count_found_holds_no_delivery_up),
        TEST(a_comma_stands_between_thousands),
        TEST(a_count_closes_the_period),
        TEST(a_count_is_not_older_than_what_came_and_went),
        TEST(a_count_is_not_done_again_over_what_went_since),
        TEST(an_entry_is_not_changed_and_not_taken_away_from_what_went),
        TEST(what_a_count_finds_missing_is_counted_all_the_same),
        TEST(what_others_took_of_is_not_taken_back),
        TEST(what_is_reserved_for_others_is_not_taken_back),
        TEST(a_redo_takes_no_more_than_there_is),
        TEST(a_reservation_comes_back_only_while_it_is_there),
        TEST(what_was_counted_since_stays_as_it_was_counted),
        TEST(what_was_brought_is_undone_and_done_again),
        TEST(a_shortage_a_count_found_holds_nothing_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
