/* Alarms of supplies: requests past their limit, urgent ones that are nobody's, goods under their minimum. Each rings
 * once, many are one line, is over with the record that ends it, and rings again when it is so again. */
#include "gatepost/alarm_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/duty.h"
#include "gatepost/registers.h"
#include "gatepost/stock.h"
#include "gatepost/supply_rules.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MINUTE = 60, HOUR = 3600, MANY = 45 };
static struct store *store;
static int64_t home;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    home = register_household(store, "望江苑", "12-2-1203");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    clock_fix(REGISTER_NOW);
    return 0;
}

static int64_t ask(int64_t place, const char *items, int64_t at, bool urgent)
{
    struct supply supply;
    struct err err = {0};
    register_new(&supply_rules, &supply);
    supply.place_id = place;
    text_copy(supply.items, sizeof supply.items, items);
    supply.asked_at = at;
    supply.urgent = urgent;
    if (!register_save(store, &supply_rules, &supply, &err))
        fail_msg("%s", err.text);
    return supply.head.id;
}

static void move(int64_t id, enum supply_state to)
{
    struct err err = {0};
    struct supply_move move = {.id = id, .rev = -1, .to = to, .helper = "周敏", .remark = "x"};
    if (!supply_move(store, &move, &err))
        fail_msg("%s", err.text);
}

static void scan(void)
{
    struct err err = {0};
    if (!duty_run(store, clock_now(), &err))
        fail_msg("%s", err.text);
}

static int64_t open_of(const char *rule)
{
    char sql[160];
    snprintf(sql, sizeof sql,
             "SELECT COUNT(*) FROM alarm WHERE rule = '%s' AND cleared_at IS NULL AND acknowledgement_id IS NULL",
             rule);
    return register_count(store, sql);
}

static void assert_line(const char *words)
{
    struct buffer line = {0};
    int open = 0;
    alarm_line(store, &line, &open);
    assert_string_equal(buffer_text(&line), words);
    buffer_release(&line);
}

static int64_t limit(bool urgent)
{
    return supply_limit_seconds(store, urgent);
}

static void take_note(const char *rule)
{
    struct err err = {0};
    int taken = 0;
    assert_true(alarm_take_note_all(store, rule, NULL, 0, &taken, &err));
    assert_int_not_equal(taken, 0);
}

/* ---- past the limit ---- */

static void a_request_past_its_limit_rings_once(void **state)
{
    (void)state;
    ask(home, "大米10斤 盐2包", REGISTER_NOW - limit(false) - MINUTE, false);
    ask(home, "鸡蛋1盒", REGISTER_NOW - limit(false) + MINUTE, false);
    scan();
    scan();
    assert_int_equal(open_of("supply_over"), 1);
    struct buffer line = {0};
    int open = 0;
    alarm_line(store, &line, &open);
    assert_non_null(strstr(buffer_text(&line), "[Request over limit] #1 12-2-1203 大米 10斤、盐 2包 04-1"));
    buffer_release(&line);
}

static void what_ends_it_ends_it_at_once(void **state)
{
    static const enum supply_state ends[] = {SUPPLY_LEFT, SUPPLY_CANCELLED, SUPPLY_OUT_OF_STOCK, SUPPLY_NOT_NEEDED};
    int64_t at = REGISTER_NOW - limit(false) - 2 * HOUR, ids[4];
    const char *const items[] = {"大米1斤", "盐1包", "油1瓶", "面1袋"};
    struct err err = {0};
    (void)state;
    for (int i = 0; i < 4; i++)
        ids[i] = ask(home, items[i], at, false);
    int64_t voided = ask(home, "药1盒", at, false), later = ask(home, "奶粉1罐", at, false);
    scan();
    assert_int_equal(open_of("supply_over"), 6);
    for (int i = 0; i < 4; i++) {
        move(ids[i], ends[i]);
        assert_int_equal(open_of("supply_over"), 5 - i);
    }
    assert_true(register_void(store, &supply_rules, voided, -1, "录错", &err));
    assert_int_equal(open_of("supply_over"), 1);
    struct supply supply;
    assert_true(record_get(store, &supply_table, later, &supply, &err));
    supply.wanted_at = REGISTER_NOW + HOUR; /* they can wait */
    assert_true(register_save(store, &supply_rules, &supply, &err));
    assert_int_equal(open_of("supply_over"), 0);
    scan();
    assert_int_equal(open_of("supply_over"), 0);
    clock_fix(REGISTER_NOW + 2 * HOUR);
    scan();
    assert_int_equal(open_of("supply_over"), 1); /* and now they cannot */
}

static void taken_it_is_still_too_late(void **state)
{
    (void)state;
    int64_t id = ask(home, "大米10斤", REGISTER_NOW - limit(false) - MINUTE, false);
    scan();
    take_note("supply_over");
    move(id, SUPPLY_ASSIGNED);
    scan();
    assert_int_equal(open_of("supply_over"), 0); /* somebody took note: it does not ring again */
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM alarm WHERE rule = 'supply_over'"), 1);
}

/* Left at the door by mistake and moved back, or that move undone: it waits again. */
static void moved_back_it_rings_again(void **state)
{
    struct err err = {0};
    (void)state;
    int64_t id = ask(home, "大米10斤", REGISTER_NOW - limit(false) - MINUTE, false);
    scan();
    take_note("supply_over");
    move(id, SUPPLY_LEFT);
    scan();
    move(id, SUPPLY_BUYING);
    scan();
    assert_int_equal(open_of("supply_over"), 1);
    move(id, SUPPLY_LEFT);
    assert_int_equal(open_of("supply_over"), 0);
    struct buffer what = {0};
    if (!undo_last(store, &what, &err))
        fail_msg("%s", err.text);
    buffer_release(&what);
    scan();
    assert_int_equal(open_of("supply_over"), 1);
}

static void many_are_one_line_and_one_note(void **state)
{
    struct alarm alarms[4];
    struct err err = {0};
    int count = 0, taken = 0;
    (void)state;
    for (int i = 0; i < MANY; i++) {
        char room[32];
        snprintf(room, sizeof room, "7-1-%d", 101 + i);
        ask(register_household(store, "望江苑", room), "大米10斤", REGISTER_NOW - limit(false) - HOUR - i * HOUR,
            i % 2 == 0);
    }
    scan();
    assert_int_equal(open_of("supply_over"), MANY);
    assert_true(alarm_open_groups(store, alarms, 4, &count, &err));
    assert_int_equal(count, 2); /* the urgent ones are nobody's besides */
    assert_true(alarm_take_note_all(store, "supply_over", "1", 0, &taken, &err));
    assert_int_equal(taken, MANY);
    assert_false(alarm_due(store, REGISTER_NOW));
}

/* ---- urgent, nobody's ---- */

static void an_urgent_one_that_nobody_takes_rings(void **state)
{
    int64_t wait;
    (void)state;
    int64_t id = ask(home, "降压药1盒", REGISTER_NOW, true);
    ask(home, "大米10斤", REGISTER_NOW, false);
    for (wait = 0; open_of("supply_urgent") == 0 && wait < 3 * HOUR; wait += MINUTE) {
        clock_fix(REGISTER_NOW + wait);
        scan();
    }
    assert_in_range(wait, 6 * MINUTE, limit(true)); /* before its limit is over */
    assert_line("!1 [Urgent, nobody's] #1 12-2-1203 降压药 1盒 04-11 14:32");
    move(id, SUPPLY_ASSIGNED);
    assert_int_equal(open_of("supply_urgent"), 0);
    clock_fix(REGISTER_NOW + wait + 5 * MINUTE);
    move(id, SUPPLY_NEW); /* given back: it is nobody's since now */
    scan();
    assert_int_equal(open_of("supply_urgent"), 0);
    clock_fix(REGISTER_NOW + 2 * wait + 10 * MINUTE);
    scan();
    assert_int_equal(open_of("supply_urgent"), 1);
}

/* ---- stock ---- */

static int64_t goods_new(const char *name, int64_t minimum)
{
    struct goods goods;
    struct err err = {0};
    register_new(&goods_rules, &goods);
    text_copy(goods.name, sizeof goods.name, name);
    text_copy(goods.unit, sizeof goods.unit, "个");
    goods.minimum = minimum * THOUSAND;
    if (!register_save(store, &goods_rules, &goods, &err))
        fail_msg("%s", err.text);
    return goods.head.id;
}

static void enter(int64_t goods, enum stock_kind kind, int64_t quantity)
{
    struct stock_entry entry;
    struct err err = {0};
    register_new(&stock_entry_rules, &entry);
    entry.goods_id = goods;
    entry.kind = kind;
    entry.quantity = quantity * THOUSAND;
    text_copy(entry.whom, sizeof entry.whom, kind == STOCK_OUT ? "消杀组" : "");
    if (!register_save(store, &stock_entry_rules, &entry, &err))
        fail_msg("%s", err.text);
}

static void goods_under_their_minimum_ring_each_time_they_fall(void **state)
{
    (void)state;
    int64_t masks = goods_new("口罩", 200);
    goods_new("体温计", 0); /* none is needed */
    enter(masks, STOCK_IN, 250);
    scan();
    assert_int_equal(open_of("stock_short"), 0);
    enter(masks, STOCK_OUT, 130);
    scan();
    assert_line("!1 [Stock short] 口罩 120个 < 200个");
    enter(masks, STOCK_IN, 80);
    assert_int_equal(open_of("stock_short"), 0); /* exactly as many as must be */
    enter(masks, STOCK_OUT, 1);
    scan();
    assert_line("!1 [Stock short] 口罩 199个 < 200个");
    enter(masks, STOCK_COUNT, 205);
    assert_int_equal(open_of("stock_short"), 0);
}

static void a_minimum_that_is_lowered_ends_it(void **state)
{
    struct goods goods;
    struct err err = {0};
    (void)state;
    int64_t masks = goods_new("口罩", 200);
    scan();
    assert_int_equal(open_of("stock_short"), 1);
    assert_true(record_get(store, &goods_table, masks, &goods, &err));
    goods.minimum = 0;
    assert_true(register_save(store, &goods_rules, &goods, &err));
    assert_int_equal(open_of("stock_short"), 0);
}

/* ---- two terminals, and the price ---- */

static void whoever_sees_it_first_rings_for_both(void **state)
{
    struct err err = {0};
    (void)state;
    struct store *other = store_open(store_path(store), 0, &err);
    assert_non_null(other);
    assert_true(store_sign_on(other, 1, "other seat", true, &err));
    ask(home, "大米10斤", REGISTER_NOW - limit(false) - MINUTE, false);
    assert_true(alarm_due(other, REGISTER_NOW));
    if (!alarm_scan(other, REGISTER_NOW, &err))
        fail_msg("%s", err.text);
    assert_false(alarm_due(store, REGISTER_NOW));
    assert_int_equal(open_of("supply_over"), 1);
    struct supply_move move = {.id = 1, .rev = -1, .to = SUPPLY_LEFT};
    if (!supply_move(other, &move, &err))
        fail_msg("%s", err.text);
    assert_int_equal(open_of("supply_over"), 0);
    store_close(other);
}

/* What is done is not walked past to what waits. */
static void what_waits_is_found_by_its_index(void **state)
{
    char plan[512];
    (void)state;
    scan();
    register_plan(store, "due_at < :at", plan, sizeof plan);
    assert_non_null(strstr(plan, "supply_todo"));
    assert_null(strstr(plan, "TEMP B-TREE"));
    register_plan(store, "urgent = 1 AND state_at < :at", plan, sizeof plan);
    assert_non_null(strstr(plan, "supply_new"));
    assert_null(strstr(plan, "TEMP B-TREE"));
}

#define RULE_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        RULE_TEST(a_request_past_its_limit_rings_once),
        RULE_TEST(what_ends_it_ends_it_at_once),
        RULE_TEST(taken_it_is_still_too_late),
        RULE_TEST(moved_back_it_rings_again),
        RULE_TEST(many_are_one_line_and_one_note),
        RULE_TEST(an_urgent_one_that_nobody_takes_rings),
        RULE_TEST(goods_under_their_minimum_ring_each_time_they_fall),
        RULE_TEST(a_minimum_that_is_lowered_ends_it),
        RULE_TEST(whoever_sees_it_first_rings_for_both),
        RULE_TEST(what_waits_is_found_by_its_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
