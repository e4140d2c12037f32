/* Announced visitors come or do not (domain.md §2): let in once and in time, given back, missed. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/expected_rules.h"
#include "gatepost/gate.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include "tests/lib/visitors.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { HOUR = 3600, DAY = 86400 };

/* ---- used ---- */

static void used_once(void **state)
{
    (void)state;
    struct expected expected = visitor_announced("周文明", 0, 0);
    struct crossing crossing = visitor_entered(&expected, "周文明");
    assert_int_equal(crossing.expected_id, expected.head.id);
    struct expected now = visitor_again(&expected);
    assert_int_equal(now.came, 1);
    assert_int_equal(now.crossing_id, crossing.id);
    assert_int_equal(now.came_at, crossing.at);
    assert_int_equal(now.head.rev, expected.head.rev); /* nothing else was changed */
    assert_int_equal(visitors_found("zwm"), 0);
    visitor_turned_down(&expected, "14:32 at 南门");
    struct crossing ordinary = {0};
    struct err err = {0};
    struct expected none = {.place_id = visitors.home};
    assert_true(visitor_enter(visitors.store, visitors.south, &none, "周文明", &ordinary, &err));
    assert_int_equal(ordinary.expected_id, 0);
}

static void an_undo_or_a_void_gives_it_back(void **state)
{
    (void)state;
    struct err err = {0};
    struct buffer what = {0};
    struct expected expected = visitor_announced("周文明", 0, 0);
    visitor_entered(&expected, "周文明");
    assert_true(store_undo(visitors.store, &what, &err));
    assert_int_equal(visitor_again(&expected).came, 0);
    assert_int_equal(visitors_found("zwm"), 1);
    assert_true(store_redo(visitors.store, &what, &err));
    assert_int_equal(visitors_found("zwm"), 0);
    struct expected now = visitor_again(&expected);
    assert_true(gate_void(visitors.store, now.crossing_id, -1, "typed twice", &err));
    assert_int_equal(visitors_found("zwm"), 1);
    visitor_entered(&expected, "周文明");
    assert_int_equal(visitors_found("zwm"), 0);
    buffer_release(&what);
}

static void who_did_not_come_in_used_nothing(void **state)
{
    (void)state;
    struct err err = {0};
    struct expected expected = visitor_announced("周文明", 0, 0);
    struct crossing away = {.decision = DECISION_TURNED_AWAY, .reason = "no mask"};
    assert_true(visitor_enter(visitors.store, visitors.south, &expected, "周文明", &away, &err));
    assert_int_equal(away.expected_id, expected.head.id);
    assert_int_equal(visitor_again(&expected).came, 0);
    struct crossing out = {.direction = DIRECTION_OUT};
    assert_true(visitor_enter(visitors.store, visitors.south, &expected, "周文明", &out, &err));
    assert_int_equal(out.expected_id, 0);
    assert_int_equal(visitors_found("zwm"), 1);
    /* The one turned away is admitted after all, by a correction. */
    away.decision = DECISION_ADMITTED;
    away.reason[0] = '\0';
    assert_true(gate_save(visitors.store, &away, NULL, &err));
    assert_int_equal(visitor_again(&expected).came, 1);
    assert_int_equal(visitors_found("zwm"), 0);
}

static void as_many_as_were_announced(void **state)
{
    (void)state;
    struct err err = {0};
    struct expected expected = visitor_told("周文明");
    expected.people = 4;
    visitor_announce(&expected);
    visitor_entered(&expected, "周文明");
    struct crossing car = {.occupants = 2};
    assert_true(visitor_enter(visitors.store, visitors.east, &expected, "周文静", &car, &err));
    assert_int_equal(visitor_again(&expected).came, 3);
    assert_int_equal(visitors_found("zwm"), 1);
    visitor_entered(&expected, "周小宝");
    visitor_turned_down(&expected, "used already");
}

/* The other gate read it while it was open, and saves behind this one. */
static void of_two_gates_one_has_it(void **state)
{
    (void)state;
    struct err err = {0};
    struct expected expected = visitor_announced("周文明", 0, 0), seen;
    struct store *other = store_open(store_path(visitors.store), 0, &err);
    assert_non_null(other);
    assert_true(store_sign_on(other, 1, "gate 2", true, &err));
    assert_true(record_get(other, &expected_table, expected.head.id, &seen, &err));
    assert_true(expected_is_open(&seen, clock_now()));
    struct crossing here = {0}, there = {0};
    assert_true(visitor_enter(visitors.store, visitors.south, &expected, "周文明", &here, &err));
    int64_t before = register_count(visitors.store, "SELECT COUNT(*) FROM crossing");
    assert_false(visitor_enter(other, visitors.east, &seen, "周文明", &there, &err));
    assert_string_equal(err.field, "expected");
    assert_int_equal(register_count(visitors.store, "SELECT COUNT(*) FROM crossing"), before);
    assert_int_equal(register_count(visitors.store, "SELECT COUNT(*) FROM person WHERE kind = 'visitor'"), 1);
    /* The first was a mistake: now the other one has it. */
    struct buffer what = {0};
    assert_true(store_undo(visitors.store, &what, &err));
    there = (struct crossing){0};
    assert_true(visitor_enter(other, visitors.east, &seen, "周文明", &there, &err));
    assert_int_equal(visitor_again(&expected).came, 1);
    buffer_release(&what);
    store_close(other);
}

static void void_ones_are_refused_at_the_gate(void **state)
{
    (void)state;
    struct err err = {0};
    struct expected expected = visitor_announced("周文明", 0, 0);
    assert_true(register_void(visitors.store, &expected_rules, expected.head.id, -1, "called off", &err));
    visitor_turned_down(&expected, "called off");
}

/* ---- expired ---- */

static void expired_at_the_minute(void **state)
{
    (void)state;
    struct expected expected = visitor_announced("周文明", 0, REGISTER_NOW + HOUR), rows[4];
    int whole;
    clock_fix(REGISTER_NOW + HOUR - 1);
    assert_int_equal(visitors_find_at("zwm", clock_now(), rows, &whole), 1);
    clock_fix(REGISTER_NOW + HOUR);
    assert_int_equal(visitors_find_at("zwm", clock_now(), rows, &whole), 0);
    visitor_turned_down(&expected, "04-11 at 15:32");
    /* Written down late, it counts for when it was. */
    struct crossing crossing = {.at = REGISTER_NOW + HOUR - 1};
    struct err err = {0};
    assert_true(visitor_enter(visitors.store, visitors.south, &expected, "周文明", &crossing, &err));
}

static void across_midnight(void **state)
{
    (void)state;
    int64_t midnight = expected_offer_end(REGISTER_NOW);
    struct expected night = visitor_announced("周文明", midnight - 2 * HOUR, midnight + 2 * HOUR), rows[4];
    struct expected today = visitor_announced("罗志强", 0, 0);
    int whole;
    clock_fix(midnight - 1);
    assert_int_equal(visitors_find_at("lzq", clock_now(), rows, &whole), 1);
    clock_fix(midnight);
    assert_int_equal(visitors_find_at("lzq", clock_now(), rows, &whole), 0);
    visitor_turned_down(&today, "04-12 at 00:00");
    assert_int_equal(visitors_find_at("zwm", clock_now(), rows, &whole), 1);
    clock_fix(midnight + 2 * HOUR - 1);
    visitor_entered(&night, "周文明");
}

/* ---- at the gate ---- */

static int assess(struct crossing *crossing, struct gate_advice *advice)
{
    return gate_assess(visitors.store, crossing, advice, 4);
}

static void the_gate_hears_for_when_and_by_whom(void **state)
{
    (void)state;
    struct gate_advice advice[4];
    struct expected expected = visitor_told("周文明");
    text_copy(expected.announced_by, sizeof expected.announced_by, "刘阿姨");
    expected.from_at = REGISTER_NOW + HOUR;
    visitor_announce(&expected);
    struct crossing crossing = {
        .at = REGISTER_NOW, .class = CLASS_VISITOR, .place_id = visitors.home, .expected_id = expected.head.id};
    assert_int_equal(assess(&crossing, advice), 1);
    assert_int_equal(advice[0].level, ADVICE_WARN); /* an hour early */
    assert_string_equal(advice[0].say, "Announced only for 15:32-24:00 by 刘阿姨");
    assert_string_equal(advice[0].call, "");
    crossing.at += HOUR;
    assert_int_equal(assess(&crossing, advice), 1);
    assert_int_equal(advice[0].level, ADVICE_NOTE);
    crossing.expected_id = 0;
    assert_int_equal(assess(&crossing, advice), 0);
}

/* ---- who did not come ---- */

static int missed(int64_t now, struct alarm_matter *matters)
{
    struct err err = {0};
    int count = 0;
    assert_true(expected_missed_matters(visitors.store, now, matters, 8, &count, &err));
    return count;
}

static void who_asked_is_told_that_they_did_not_come(void **state)
{
    (void)state;
    struct alarm_matter matters[8];
    struct expected quiet = visitor_announced("罗志强", 0, REGISTER_NOW + HOUR), expected = visitor_told("周文明");
    (void)quiet;
    expected.until_at = REGISTER_NOW + HOUR;
    expected.tell = true;
    visitor_announce(&expected);
    assert_int_equal(missed(REGISTER_NOW + HOUR - 1, matters), 0);
    assert_int_equal(missed(REGISTER_NOW + HOUR, matters), 1);
    assert_int_equal(matters[0].subject, expected.head.id);
    assert_string_equal(matters[0].words, "周文明 12-2-1203 14:32-15:32");
    assert_int_equal(missed(REGISTER_NOW + HOUR + DAY, matters), 0); /* a day later nobody asks */
    clock_fix(REGISTER_NOW + HOUR);
    assert_true(expected_missed_stands(visitors.store, expected.head.id, ""));
    /* Until later after all: rings again only then. */
    expected.until_at += HOUR;
    visitor_announce(&expected);
    assert_false(expected_missed_stands(visitors.store, expected.head.id, ""));
    assert_int_equal(missed(REGISTER_NOW + HOUR, matters), 0);
    assert_int_equal(missed(REGISTER_NOW + 2 * HOUR, matters), 1);
    visitor_entered(&expected, "周文明");
    assert_int_equal(missed(REGISTER_NOW + 2 * HOUR, matters), 0);
}

static void the_desk_rings_once(void **state)
{
    (void)state;
    struct err err = {0};
    struct expected expected = visitor_told("周文明");
    expected.until_at = REGISTER_NOW + HOUR;
    expected.tell = true;
    visitor_announce(&expected);
    clock_fix(REGISTER_NOW + HOUR - 1);
    assert_true(alarm_scan(visitors.store, clock_now(), &err));
    assert_int_equal(register_count(visitors.store, "SELECT COUNT(*) FROM alarm WHERE rule = 'expected'"), 0);
    clock_fix(REGISTER_NOW + HOUR);
    for (int i = 0; i < 2; i++)
        assert_true(alarm_scan(visitors.store, clock_now(), &err));
    assert_int_equal(register_count(visitors.store, "SELECT COUNT(*) FROM alarm WHERE rule = 'expected'"), 1);
    clock_fix(REGISTER_NOW + HOUR + 2 * DAY); /* nobody took note of it: it stands */
    assert_true(alarm_scan(visitors.store, clock_now(), &err));
    assert_int_equal(
        register_count(visitors.store, "SELECT COUNT(*) FROM alarm WHERE rule = 'expected' AND cleared_at IS NULL"), 1);
    assert_true(register_void(visitors.store, &expected_rules, expected.head.id, -1, "they came on foot", &err));
    assert_true(alarm_scan(visitors.store, clock_now(), &err));
    assert_int_equal(
        register_count(visitors.store, "SELECT COUNT(*) FROM alarm WHERE rule = 'expected' AND cleared_at IS NULL"), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, visitors_setup, visitors_teardown)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        TEST(used_once),
        TEST(an_undo_or_a_void_gives_it_back),
        TEST(who_did_not_come_in_used_nothing),
        TEST(as_many_as_were_announced),
        TEST(of_two_gates_one_has_it),
        TEST(void_ones_are_refused_at_the_gate),
        TEST(expired_at_the_minute),
        TEST(across_midnight),
        TEST(the_gate_hears_for_when_and_by_whom),
        TEST(who_asked_is_told_that_they_did_not_come),
        TEST(the_desk_rings_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
