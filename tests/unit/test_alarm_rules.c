/* Alarm rules compare facts with the alarms that stand: once each, over when the cause is gone, caught up after a
 * pause. */
#include "gatepost/alarm_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/duty.h"
#include "gatepost/gate.h"
#include "gatepost/row.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static int64_t checkpoint, person;

static int setup(void **state)
{
    struct store *store = register_open();
    checkpoint = register_checkpoint(store, "南门");
    person = register_person(store, "刘洋", "", register_household(store, "望江苑", "12-2-1203"));
    *state = store;
    return 0;
}

static int teardown(void **state)
{
    register_close(*state);
    return 0;
}

/* A confirmed fever that was filed without the gate's verbs, so without their scan. */
static struct crossing fever_at(struct store *store, int64_t at)
{
    struct crossing crossing = {.at = at,
                                .checkpoint_id = checkpoint,
                                .person_id = person,
                                .affected_area = -1,
                                .temp_tenths = 376,
                                .retest_tenths = 378,
                                .abnormal = ABNORMAL_CONFIRMED,
                                .decision = DECISION_HELD,
                                .reason = "fever"};
    register_crossing(store, &crossing);
    return crossing;
}

static int64_t open_alarms(struct store *store)
{
    return register_count(store, "SELECT COUNT(*) FROM alarm WHERE cleared_at IS NULL AND acknowledgement_id IS NULL");
}

static void scan(struct store *store)
{
    struct err err = {0};
    assert_true(duty_run(store, clock_now(), &err));
}

static void a_fever_is_one_alarm(void **state)
{
    fever_at(*state, REGISTER_NOW - 3600);
    fever_at(*state, REGISTER_NOW - 23 * 3600); /* written down late: still one here */
    fever_at(*state, REGISTER_NOW - 25 * 3600); /* too old */
    assert_true(alarm_due(*state, REGISTER_NOW));
    scan(*state);
    assert_int_equal(open_alarms(*state), 2);
    assert_false(alarm_due(*state, REGISTER_NOW));
    scan(*state);
    assert_int_equal(register_count(*state, "SELECT COUNT(*) FROM alarm"), 2);
}

static void more_fevers_than_a_page(void **state)
{
    for (int i = 0; i < 80; i++)
        fever_at(*state, REGISTER_NOW - 60 - i / 3);
    scan(*state);
    assert_int_equal(open_alarms(*state), 80);
    assert_false(alarm_due(*state, REGISTER_NOW));
}

static void over_when_voided_and_back_when_undone(void **state)
{
    struct err err = {0};
    struct crossing fever = fever_at(*state, REGISTER_NOW - 60);
    scan(*state);
    assert_true(gate_void(*state, fever.id, fever.rev, "wrong person", &err));
    assert_int_equal(open_alarms(*state), 0);
    struct buffer what = {0};
    assert_true(store_undo(*state, &what, &err));
    buffer_release(&what);
    scan(*state);
    assert_int_equal(open_alarms(*state), 1);
}

static void over_when_corrected(void **state)
{
    struct err err = {0};
    struct crossing fever = fever_at(*state, REGISTER_NOW - 60);
    scan(*state);
    assert_int_equal(open_alarms(*state), 1);
    fever.temp_tenths = 366;
    fever.retest_tenths = 0;
    fever.decision = DECISION_ADMITTED;
    assert_true(gate_save(*state, &fever, NULL, &err));
    assert_int_equal(open_alarms(*state), 0);
}

static void an_acknowledged_one_does_not_come_back(void **state)
{
    struct err err = {0};
    fever_at(*state, REGISTER_NOW - 60);
    scan(*state);
    struct alarm alarm;
    int count, total;
    assert_true(alarm_open_list(*state, &alarm, 1, &count, &total, &err));
    assert_true(alarm_take_note(*state, alarm.id, &err));
    scan(*state);
    assert_int_equal(open_alarms(*state), 0);
}

static void the_clock_behind_the_newest_record(void **state)
{
    struct crossing crossing = {.at = REGISTER_NOW, .checkpoint_id = checkpoint, .person_id = person};
    register_crossing(*state, &crossing);
    clock_fix(REGISTER_NOW - 59);
    scan(*state);
    assert_int_equal(open_alarms(*state), 0);
    clock_fix(REGISTER_NOW - 61);
    scan(*state);
    scan(*state);
    assert_int_equal(open_alarms(*state), 1);
    struct buffer line = {0};
    int open;
    alarm_line(*state, &line, &open);
    assert_int_equal(open, 1);
    assert_string_equal(buffer_text(&line), "!1 [Clock behind newest record] 2022-04-11 14:32");
    buffer_release(&line);
    clock_fix(REGISTER_NOW + 1);
    scan(*state);
    assert_int_equal(open_alarms(*state), 0);
}

static void one_line_groups_what_belongs_together(void **state)
{
    struct err err = {0};
    bool raised;
    register_begin(*state);
    assert_true(alarm_raise(*state, "fever", 1, "1.1", "12-2-1203 刘洋 37.6", &raised, &err));
    assert_true(alarm_raise(*state, "round", 1, "morning", "9-3-401", &raised, &err));
    assert_true(alarm_raise(*state, "round", 2, "morning", "9-3-402", &raised, &err));
    register_commit(*state);
    struct buffer line = {0};
    int open;
    alarm_line(*state, &line, &open);
    assert_int_equal(open, 3);
    assert_string_equal(buffer_text(&line), "!3 [round] 9-3-402 +1  [Fever] 12-2-1203 刘洋 37.6");
    buffer_release(&line);
}

static void nothing_to_do_writes_nothing(void **state)
{
    int64_t before = register_count(*state, "SELECT COUNT(*) FROM lease");
    scan(*state);
    assert_int_equal(register_count(*state, "SELECT COUNT(*) FROM lease"), before);
    struct buffer line = {0};
    int open;
    alarm_line(*state, &line, &open);
    assert_int_equal(open, 0);
    assert_string_equal(buffer_text(&line), "");
    buffer_release(&line);
}

#define ALARM_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALARM_TEST(a_fever_is_one_alarm),
        ALARM_TEST(more_fevers_than_a_page),
        ALARM_TEST(over_when_voided_and_back_when_undone),
        ALARM_TEST(over_when_corrected),
        ALARM_TEST(an_acknowledged_one_does_not_come_back),
        ALARM_TEST(the_clock_behind_the_newest_record),
        ALARM_TEST(one_line_groups_what_belongs_together),
        ALARM_TEST(nothing_to_do_writes_nothing),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
