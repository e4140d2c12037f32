/* The gate log's rows; tallies and presence are what a recount gives, whatever was entered, corrected or voided. */
#include "gatepost/clock.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PERSONS = 12, GATES = 3, DAYS = 4 };

static uint32_t seed = 20220411;

static int dice(int sides)
{
    seed = seed * 1664525u + 1013904223u;
    return (int)((seed >> 8) % (uint32_t)sides);
}

static void test_a_crossing_comes_back_as_saved(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t gate = register_checkpoint(store, "西门"), place = register_household(store, "东苑", "12-2-1203");
    struct crossing saved = {.at = REGISTER_NOW - 86400,
                             .checkpoint_id = gate,
                             .direction = DIRECTION_OUT,
                             .class = CLASS_VISITOR,
                             .person_id = register_person(store, "周杰", "13800001111", 0),
                             .place_id = place,
                             .vehicle_id = register_vehicle(store, "粤ED12345", 0),
                             .occupants = 2,
                             .coming_from = "佛山",
                             .affected_area = -1,
                             .purpose = "探亲",
                             .pass_number = "A17",
                             .temp_tenths = 376,
                             .retest_tenths = 375,
                             .method = METHOD_AXILLARY,
                             .mask = true,
                             .abnormal = ABNORMAL_CONFIRMED,
                             .decision = DECISION_HELD,
                             .reason = "发热",
                             .override_reason = "急诊",
                             .officer_id = 1,
                             .remark = "已通知"};
    struct crossing read;
    register_crossing(store, &saved);
    assert_true(crossing_get(store, saved.id, &read, &err));
    assert_int_equal(read.rev, 1);
    assert_int_equal(read.day, 20220410);
    assert_int_equal(read.entered_at, REGISTER_NOW);
    assert_int_equal(read.direction, DIRECTION_OUT);
    assert_int_equal(read.class, CLASS_VISITOR);
    assert_int_equal(read.occupants, 2);
    assert_int_equal(read.affected_area, -1);
    assert_int_equal(read.temp_tenths, 376);
    assert_int_equal(read.retest_tenths, 375);
    assert_int_equal(read.method, METHOD_AXILLARY);
    assert_true(read.mask);
    assert_int_equal(read.abnormal, ABNORMAL_CONFIRMED);
    assert_int_equal(read.decision, DECISION_HELD);
    assert_string_equal(read.coming_from, "佛山");
    assert_string_equal(read.purpose, "探亲");
    assert_string_equal(read.pass_number, "A17");
    assert_string_equal(read.reason, "发热");
    assert_string_equal(read.override_reason, "急诊");
    assert_string_equal(read.remark, "已通知");
    assert_string_equal(read.person_name, "周杰");
    assert_string_equal(read.phone, "13800001111");
    assert_string_equal(read.place_label, "12-2-1203");
    assert_string_equal(read.plate, "粤ED12345");
    assert_string_equal(read.checkpoint_name, "西门");
    assert_string_equal(read.officer_name, "李卫国");
    struct crossing theirs = read;
    clock_fix(REGISTER_NOW + 100);
    read.temp_tenths = read.retest_tenths = 0;
    read.affected_area = 1;
    read.at = REGISTER_NOW;
    read.purpose[0] = '\0';
    register_crossing(store, &read);
    assert_int_equal(read.rev, 2);
    register_begin(store);
    theirs.remark[0] = 'x';
    assert_false(crossing_save(store, &theirs, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    store_rollback(store);
    assert_true(crossing_get(store, saved.id, &read, &err));
    assert_int_equal(read.temp_tenths, 0);
    assert_int_equal(read.affected_area, 1);
    assert_int_equal(read.day, 20220411);
    assert_int_equal(read.entered_at, REGISTER_NOW); /* when it was first written down */
    assert_string_equal(read.purpose, "");
    clock_fix(REGISTER_NOW);
}

static struct crossing some_crossing(const int64_t *persons, const int64_t *gates, int64_t vehicle)
{
    struct crossing crossing = {.at = REGISTER_NOW - dice(DAYS * 86400 / 600) * 600,
                                .checkpoint_id = gates[dice(GATES)],
                                .direction = (enum direction)dice(2),
                                .class = (enum crossing_class)dice(3),
                                .person_id = dice(10) == 0 ? 0 : persons[dice(PERSONS)],
                                .vehicle_id = dice(4) == 0 ? vehicle : 0,
                                .abnormal = (enum abnormal)(dice(8) == 0 ? dice(3) : 0),
                                .decision = (enum decision)(dice(5) == 0 ? dice(3) : 0)};
    return crossing;
}

static void expect_count(struct store *store, const char *tally, const char *recount)
{
    int64_t left = register_count(store, tally), right = register_count(store, recount);
    if (left != right)
        fail_msg("%s: %lld, but recounted %lld", tally, (long long)left, (long long)right);
}

/* Every tally row against the rows it stands for, and none missing. */
static void expect_tallies(struct store *store)
{
    assert_int_equal(
        register_count(
            store, "SELECT COUNT(*) FROM gate_tally t WHERE count <> (SELECT COUNT(*) FROM crossing c WHERE "
                   "(t.day = 0 OR c.day = t.day) AND c.checkpoint_id = t.checkpoint_id AND c.direction = t.direction "
                   "AND c.class = t.class AND c.decision = t.decision AND c.abnormal = t.abnormal "
                   "AND (c.vehicle_id IS NOT NULL) = t.vehicle AND (c.voided IS NOT NULL) = t.voided)"),
        0);
    expect_count(store, "SELECT SUM(count) FROM gate_tally WHERE day = 0", "SELECT COUNT(*) FROM crossing");
    expect_count(store, "SELECT SUM(count) FROM gate_tally WHERE day > 0", "SELECT COUNT(*) FROM crossing");
}

/* The quarters of an hour too; what was taken out of one stays there as a zero. */
static void expect_quarters(struct store *store)
{
    assert_int_equal(
        register_count(store, "SELECT COUNT(*) FROM gate_quarter q WHERE count <> (SELECT COUNT(*) FROM crossing c "
                              "WHERE c.at / 900 = q.quarter AND c.checkpoint_id = q.checkpoint_id AND "
                              "c.direction = q.direction AND c.voided IS NULL AND c.decision = 'admitted')"),
        0);
    expect_count(store, "SELECT COALESCE(SUM(count), 0) FROM gate_quarter",
                 "SELECT COUNT(*) FROM crossing WHERE voided IS NULL AND decision = 'admitted'");
}

static void expect_presence(struct store *store)
{
    assert_int_equal(register_count(store,
                                    "SELECT COUNT(*) FROM presence s WHERE crossing_id <> (SELECT id FROM crossing c "
                                    "WHERE c.person_id = s.person_id AND voided IS NULL AND decision = 'admitted' "
                                    "ORDER BY at DESC, id DESC LIMIT 1)"),
                     0);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM presence s JOIN crossing c ON c.id = s.crossing_id "
                                           "WHERE c.at <> s.at OR c.direction <> s.direction OR c.class <> s.class"),
                     0);
    expect_count(store, "SELECT COUNT(*) FROM presence",
                 "SELECT COUNT(DISTINCT person_id) FROM crossing WHERE voided IS NULL AND decision = 'admitted'");
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM presence_tally t WHERE count <> (SELECT COUNT(*) "
                                           "FROM presence s WHERE s.direction = t.direction AND s.class = t.class)"),
                     0);
    int64_t residents_out, visitors_in;
    struct err err = {0};
    assert_true(presence_counts(store, &residents_out, &visitors_in, &err));
    assert_int_equal(residents_out, register_count(store, "SELECT COUNT(*) FROM presence WHERE direction = 'out' "
                                                          "AND class IN ('resident', 'tenant')"));
    assert_int_equal(visitors_in, register_count(store, "SELECT COUNT(*) FROM presence WHERE direction = 'in' "
                                                        "AND class NOT IN ('resident', 'tenant')"));
}

static void expect_totals(struct store *store, int64_t gate)
{
    struct gate_totals totals;
    struct err err = {0};
    assert_true(crossing_totals(store, 20220411, 20220411, 0, &totals, &err));
#define TODAY "SELECT COUNT(*) FROM crossing WHERE voided IS NULL AND day = 20220411 AND "
    assert_int_equal(totals.in, register_count(store, TODAY "decision = 'admitted' AND direction = 'in'"));
    assert_int_equal(totals.out, register_count(store, TODAY "decision = 'admitted' AND direction = 'out'"));
    assert_int_equal(totals.turned_away, register_count(store, TODAY "decision = 'turned_away'"));
    assert_int_equal(totals.held, register_count(store, TODAY "decision = 'held'"));
    assert_int_equal(totals.fevers, register_count(store, TODAY "abnormal > 0"));
    assert_int_equal(totals.vehicles, register_count(store, TODAY "vehicle_id IS NOT NULL"));
    assert_true(crossing_totals(store, 0, 0, gate, &totals, &err));
    char sql[160];
    snprintf(sql, sizeof sql,
             "SELECT COUNT(*) FROM crossing WHERE voided IS NULL AND decision = 'admitted' AND direction = 'in' "
             "AND checkpoint_id = %d",
             (int)gate);
    assert_int_equal(totals.in, register_count(store, sql));
    struct crossing_filter filter;
    int64_t count;
    crossing_filter_init(&filter);
    assert_true(crossing_tally_count(store, &filter, &count));
    assert_int_equal(count, register_count(store, "SELECT COUNT(*) FROM crossing"));
    filter.day_first = 20220409;
    filter.decision = DECISION_HELD;
    assert_true(crossing_tally_count(store, &filter, &count));
    assert_int_equal(
        count, register_count(store, "SELECT COUNT(*) FROM crossing WHERE day >= 20220409 AND decision = 'held'"));
    filter.voided_only = true;
    assert_true(crossing_tally_count(store, &filter, &count));
    assert_int_equal(count, register_count(store, "SELECT COUNT(*) FROM crossing WHERE day >= 20220409 "
                                                  "AND decision = 'held' AND voided IS NOT NULL"));
    filter.person_id = 1;
    assert_false(crossing_tally_count(store, &filter, &count));
}

static void test_tallies_and_presence_are_a_recount(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t persons[PERSONS], gates[GATES], ids[400];
    for (int i = 0; i < PERSONS; i++)
        persons[i] = register_person(store, "某某", "", 0);
    gates[0] = register_checkpoint(store, "甲门");
    gates[1] = register_checkpoint(store, "乙门");
    gates[2] = register_checkpoint(store, "丙门");
    int64_t vehicle = register_vehicle(store, "粤E11111", 0);
    register_begin(store);
    for (int i = 0; i < 400; i++) {
        struct crossing crossing = some_crossing(persons, gates, vehicle);
        ids[i] = register_crossing(store, &crossing);
    }
    register_commit(store);
    expect_tallies(store);
    expect_quarters(store);
    expect_presence(store);
    register_begin(store);
    for (int i = 0; i < 300; i++) {
        int64_t id = ids[dice(400)];
        struct crossing now, other = some_crossing(persons, gates, vehicle);
        assert_true(crossing_get(store, id, &now, &err));
        if (now.voided[0] != '\0')
            continue;
        if (dice(4) == 0) {
            assert_true(row_void(store, "crossing", id, now.rev, "错登", &err));
            continue;
        }
        other.id = id;
        other.rev = now.rev;
        register_crossing(store, &other);
    }
    register_commit(store);
    expect_tallies(store);
    expect_quarters(store);
    expect_presence(store);
    expect_totals(store, gates[1]);
}

static int open_register(void **state)
{
    *state = register_open();
    return 0;
}

static int close_register(void **state)
{
    register_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_crossing_comes_back_as_saved),
        cmocka_unit_test(test_tallies_and_presence_are_a_recount),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, open_register, close_register);
}
