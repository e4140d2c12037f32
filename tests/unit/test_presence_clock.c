/* What the clock does about who is out and inside: it closes entries behind the curfew, once, and rings for who stayed
 * inside or out too long. */
#include "gatepost/alarm_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/curfew.h"
#include "gatepost/duty.h"
#include "gatepost/gate.h"
#include "gatepost/incident_rules.h"
#include "gatepost/presence.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "tests/unit/presence_gate.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

/* ---- the duty of the clock ---- */

static void run_duties(int64_t now)
{
    clock_fix(now);
    check(duty_run(store, now, &err));
}

static void the_clock_closes_two_hours_after(void **state)
{
    (void)state;
    logged(visitor, CLASS_VISITOR, DIRECTION_IN, at(11, 20, 0));
    int64_t late = somebody(CLASS_COURIER, DIRECTION_IN, at(11, 23, 0), "夜宵");
    run_duties(at(11, 23, 59));
    assert_true(is_present(visitor, DIRECTION_IN));
    run_duties(at(12, 0, 0));
    assert_false(is_present(visitor, DIRECTION_IN));
    assert_true(is_present(late, DIRECTION_IN));
    assert_int_equal(counted("SELECT COUNT(*) FROM closing"), 1);
    assert_int_equal(counted("SELECT COUNT(*) FROM batch WHERE verb = 'presence.close' AND officer_id IS NULL AND "
                             "sign_on_id IS NULL AND kind = 'do'"),
                     1);
    run_duties(at(12, 0, 1));
    assert_int_equal(counted("SELECT COUNT(*) FROM closing"), 1);
    register_whole(store);
    struct buffer report = {0};
    assert_true(store_check(store, &report, &err)); /* the audit's chain too */
    buffer_release(&report);
}

static void nobodys_undo_takes_the_clocks_batch(void **state)
{
    (void)state;
    struct crossing mine = {.checkpoint_id = checkpoint,
                            .person_id = resident,
                            .direction = DIRECTION_OUT,
                            .affected_area = -1,
                            .temp_tenths = 365};
    check(gate_save(store, &mine, NULL, &err));
    logged(visitor, CLASS_VISITOR, DIRECTION_IN, at(10, 20, 0));
    run_duties(at(11, 15, 0));
    assert_false(is_present(visitor, DIRECTION_IN));
    check(store_undo(store, NULL, &err));
    check(store_undo(store, NULL, &err));
    assert_false(is_present(visitor, DIRECTION_IN));
}

static void after_a_pause_it_catches_up(void **state)
{
    (void)state;
    logged(visitor, CLASS_VISITOR, DIRECTION_IN, at(8, 20, 0));
    int64_t today = somebody(CLASS_VISITOR, DIRECTION_IN, at(12, 6, 0), "早客");
    run_duties(at(12, 7, 0));
    assert_false(is_present(visitor, DIRECTION_IN));
    assert_true(is_present(today, DIRECTION_IN));
    assert_int_equal(counted("SELECT COUNT(*) FROM closing"), 1);
}

static void two_desks_close_once(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++)
        somebody(CLASS_VISITOR, DIRECTION_IN, at(11, 8, i), "来客");
    struct store *other = store_open(store_path(store), 0, &err);
    assert_non_null(other);
    check(store_sign_on(other, 1, "other", true, &err));
    clock_fix(at(12, 0, 5));
    assert_true(curfew_due(store, clock_now()) && curfew_due(other, clock_now()));
    check(duty_run(store, clock_now(), &err) && duty_run(other, clock_now(), &err));
    assert_int_equal(counted("SELECT COUNT(*) FROM closing"), 20);
    int count;
    int64_t batch;
    check(presence_close(other, &count, &batch, &err));
    assert_int_equal(count, 0);
    store_close(other);
    assert_int_equal(counted("SELECT COUNT(*) FROM closing"), 20);
}

static void what_an_officer_opened_the_clock_leaves_open(void **state)
{
    (void)state;
    int count;
    int64_t batch, when;
    logged(visitor, CLASS_VISITOR, DIRECTION_IN, at(11, 20, 0));
    run_duties(at(12, 0, 0));
    check(closing_last_batch(store, &batch, &when, &err) && presence_reopen(store, batch, "陪护", &count, &err));
    run_duties(at(12, 0, 1));
    assert_true(is_present(visitor, DIRECTION_IN));
    run_duties(at(12, 22, 30));
    assert_true(is_present(visitor, DIRECTION_IN));
    assert_int_equal(close_by_hand(), 1); /* by hand it may be closed again */
    check(store_undo(store, NULL, &err));
    run_duties(at(13, 0, 0)); /* the undone one counts as opened */
    assert_true(is_present(visitor, DIRECTION_IN));
    run_duties(at(14, 0, 0)); /* the next curfew's */
    assert_false(is_present(visitor, DIRECTION_IN));
}

static void it_can_be_switched_off(void **state)
{
    (void)state;
    logged(visitor, CLASS_VISITOR, DIRECTION_IN, at(10, 20, 0));
    set("curfew.close_minutes", "0");
    run_duties(at(11, 12, 0));
    assert_true(is_present(visitor, DIRECTION_IN));
    set("curfew.close_minutes", "120");
    set("curfew.time", "");
    run_duties(at(11, 12, 1));
    assert_true(is_present(visitor, DIRECTION_IN));
    set("curfew.time", "22:00");
    run_duties(at(11, 12, 2));
    assert_false(is_present(visitor, DIRECTION_IN));
}

/* ---- alarms ---- */

static int64_t open_alarms(const char *rule)
{
    char sql[160];
    snprintf(sql, sizeof sql,
             "SELECT COUNT(*) FROM alarm WHERE rule = '%s' AND cleared_at IS NULL AND acknowledgement_id IS NULL",
             rule);
    return counted(sql);
}

static void past_the_curfew_it_rings(void **state)
{
    (void)state;
    logged(visitor, CLASS_VISITOR, DIRECTION_IN, at(11, 14, 0));
    somebody(CLASS_SERVICE, DIRECTION_IN, at(11, 14, 0), "夜班");
    run_duties(at(11, 21, 59));
    assert_int_equal(open_alarms("curfew"), 0);
    run_duties(at(11, 22, 1));
    assert_int_equal(open_alarms("curfew"), 1);
    struct alarm alarm;
    int count, total;
    check(alarm_open_list(store, &alarm, 1, &count, &total, &err));
    assert_string_equal(alarm.words, "12-2-1203 周杰 04-11 14:00");
    assert_int_equal(close_by_hand(), 1);
    assert_int_equal(open_alarms("curfew"), 0);
}

static void each_curfew_rings_anew(void **state)
{
    (void)state;
    set("curfew.close_minutes", "0");
    logged(visitor, CLASS_VISITOR, DIRECTION_IN, at(10, 14, 0));
    run_duties(at(11, 12, 0));
    assert_int_equal(open_alarms("curfew"), 1);
    run_duties(at(11, 22, 1));
    assert_int_equal(open_alarms("curfew"), 1);
    assert_int_equal(counted("SELECT COUNT(*) FROM alarm WHERE rule = 'curfew'"), 2);
    logged(visitor, CLASS_VISITOR, DIRECTION_OUT, at(11, 22, 2));
    run_duties(at(11, 22, 3));
    assert_int_equal(open_alarms("curfew"), 0);
}

static void out_past_the_limit_it_rings(void **state)
{
    (void)state;
    struct crossing out = logged(resident, CLASS_RESIDENT, DIRECTION_OUT, at(11, 9, 0));
    logged(visitor, CLASS_VISITOR, DIRECTION_OUT, at(11, 9, 0));
    run_duties(at(11, 12, 0));
    assert_int_equal(open_alarms("overdue"), 0);
    run_duties(at(11, 12, 1));
    assert_int_equal(open_alarms("overdue"), 1);
    assert_int_equal(counted("SELECT subject FROM alarm WHERE rule = 'overdue'"), out.id);
    run_duties(at(13, 12, 0)); /* out of reach, but not back */
    assert_int_equal(open_alarms("overdue"), 1);
    logged(resident, CLASS_RESIDENT, DIRECTION_IN, at(13, 12, 1));
    run_duties(at(13, 12, 2));
    assert_int_equal(open_alarms("overdue"), 0);
}

/* Who was taken to a hospital comes back when the hospital says so; nobody has to look for them. */
static void taken_away_nobody_is_overdue(void **state)
{
    (void)state;
    struct incident incident;
    logged(resident, CLASS_RESIDENT, DIRECTION_OUT, at(11, 9, 0));
    run_duties(at(11, 12, 1));
    assert_int_equal(open_alarms("overdue"), 1);
    register_new(&incident_rules, &incident);
    incident.person_id = resident;
    assert_true(register_save(store, &incident_rules, &incident, &err));
    run_duties(at(11, 12, 2));
    assert_int_equal(open_alarms("overdue"), 1); /* an incident alone takes nobody away */
    assert_true(incident_take_step(store, incident.head.id, -1, STEP_HANDED, "市一医院", &err));
    run_duties(at(11, 12, 3));
    assert_int_equal(open_alarms("overdue"), 0);
    logged(resident, CLASS_RESIDENT, DIRECTION_IN, at(11, 13, 0));
    logged(resident, CLASS_RESIDENT, DIRECTION_OUT, at(11, 14, 0)); /* well again: this trip counts */
    run_duties(at(11, 17, 1));
    assert_int_equal(open_alarms("overdue"), 1);
}

static void without_a_limit_nobody_is_overdue(void **state)
{
    (void)state;
    set("quota.hours", "0");
    logged(resident, CLASS_RESIDENT, DIRECTION_OUT, at(11, 1, 0));
    run_duties(at(11, 12, 1));
    assert_int_equal(open_alarms("overdue"), 0);
}

#define PRESENCE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PRESENCE(the_clock_closes_two_hours_after),
        PRESENCE(nobodys_undo_takes_the_clocks_batch),
        PRESENCE(after_a_pause_it_catches_up),
        PRESENCE(two_desks_close_once),
        PRESENCE(what_an_officer_opened_the_clock_leaves_open),
        PRESENCE(it_can_be_switched_off),
        PRESENCE(past_the_curfew_it_rings),
        PRESENCE(each_curfew_rings_anew),
        PRESENCE(out_past_the_limit_it_rings),
        PRESENCE(taken_away_nobody_is_overdue),
        PRESENCE(without_a_limit_nobody_is_overdue),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
