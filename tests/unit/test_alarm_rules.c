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
static struct crossing fever_of(int64_t at)
{
    return (struct crossing){.at = at,
                             .checkpoint_id = checkpoint,
                             .person_id = person,
                             .affected_area = -1,
                             .temp_tenths = 376,
                             .retest_tenths = 378,
                             .abnormal = ABNORMAL_CONFIRMED,
                             .decision = DECISION_HELD,
                             .reason = "fever",
                             .officer_id = 1};
}

static struct crossing fever_at(struct store *store, int64_t at)
{
    struct crossing crossing = fever_of(at);
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

/* More than are asked for at first. */
static void more_fevers_than_a_page(void **state)
{
    struct err err = {0};
    register_begin(*state);
    for (int i = 0; i < 2100; i++) {
        struct crossing fever = fever_of(REGISTER_NOW - 60 - i / 3);
        assert_true(crossing_save(*state, &fever, &err));
    }
    register_commit(*state);
    scan(*state);
    assert_int_equal(open_alarms(*state), 2100);
    assert_false(alarm_due(*state, REGISTER_NOW));
}

/* Desks were closed for hours, records came by another way: the first to look raises what is due and clears what is
 * over, in one go. */
static void whoever_comes_first_after_a_pause_catches_up(void **state)
{
    struct crossing fevers[3];
    for (int i = 0; i < 3; i++)
        fevers[i] = fever_at(*state, REGISTER_NOW - 60 - i);
    scan(*state);
    register_begin(*state);
    for (int i = 0; i < 2; i++) {
        struct err err = {0};
        fevers[i].abnormal = ABNORMAL_NO;
        assert_true(crossing_save(*state, &fevers[i], &err));
    }
    register_commit(*state);
    clock_fix(REGISTER_NOW + 5 * 3600);
    for (int i = 0; i < 4; i++)
        fever_at(*state, REGISTER_NOW + 3600 * i);
    static const char fever[] = "SELECT COUNT(*) FROM alarm WHERE rule = 'fever' AND cleared_at IS NULL";
    assert_int_equal(register_count(*state, fever), 3);
    scan(*state);
    assert_int_equal(register_count(*state, fever), 5);
    assert_false(alarm_due(*state, REGISTER_NOW + 5 * 3600));
    clock_fix(REGISTER_NOW);
}

static void words_name_the_checkpoint_the_estate_in_doubt_and_who(void **state)
{
    struct err err = {0};
    struct alarm alarm;
    int count, total;
    fever_at(*state, REGISTER_NOW - 60);
    scan(*state);
    assert_true(alarm_open_list(*state, &alarm, 1, &count, &total, &err));
    assert_string_equal(alarm.words, "南门 刘洋 37.8 (李卫国)");
    int64_t here = register_household(*state, "望江苑", "3-1-101");
    register_household(*state, "翠竹园", "3-1-101");
    struct crossing crossing = fever_at(*state, REGISTER_NOW - 50);
    crossing.place_id = here;
    register_begin(*state);
    assert_true(crossing_save(*state, &crossing, &err));
    register_commit(*state);
    scan(*state);
    assert_true(alarm_open_list(*state, &alarm, 1, &count, &total, &err));
    assert_string_equal(alarm.words, "南门 望江苑 3-1-101 刘洋 37.8 (李卫国)");
}

static void an_old_one_stands_until_somebody_takes_note(void **state)
{
    static const char standing[] = "SELECT COUNT(*) FROM alarm WHERE rule = 'fever' AND cleared_at IS NULL";
    struct err err = {0};
    fever_at(*state, REGISTER_NOW - 60);
    scan(*state);
    clock_fix(REGISTER_NOW + 3 * 86400);
    scan(*state);
    assert_int_equal(register_count(*state, standing), 1);
    assert_true(alarm_take_note(*state, register_count(*state, "SELECT id FROM alarm WHERE rule = 'fever'"), &err));
    scan(*state); /* what is done with does not have to be compared for ever */
    assert_int_equal(register_count(*state, standing), 0);
    clock_fix(REGISTER_NOW);
    scan(*state);
    assert_int_equal(register_count(*state, standing), 0);
    assert_int_equal(register_count(*state, "SELECT COUNT(*) FROM alarm WHERE rule = 'fever'"), 1);
}

/* The row that is edited keeps its alarm; put right and wrong again it rings anew. */
static void edited_while_wrong_it_is_the_same_alarm(void **state)
{
    struct err err = {0};
    struct crossing fever = fever_at(*state, REGISTER_NOW - 60);
    scan(*state);
    struct alarm alarm;
    int count, total;
    assert_true(alarm_open_list(*state, &alarm, 1, &count, &total, &err));
    assert_true(alarm_take_note(*state, alarm.id, &err));
    register_begin(*state);
    memcpy(fever.remark, "had to wait", 12);
    assert_true(crossing_save(*state, &fever, &err));
    register_commit(*state);
    scan(*state);
    assert_int_equal(register_count(*state, "SELECT COUNT(*) FROM alarm"), 1);
    for (int i = 0; i < 2; i++) {
        register_begin(*state);
        fever.abnormal = i == 0 ? ABNORMAL_NO : ABNORMAL_CONFIRMED;
        fever.decision = i == 0 ? DECISION_ADMITTED : DECISION_HELD;
        assert_true(crossing_save(*state, &fever, &err));
        register_commit(*state);
        scan(*state);
    }
    assert_int_equal(open_alarms(*state), 1);
    assert_int_equal(register_count(*state, "SELECT COUNT(*) FROM alarm"), 2);
}

/* Whichever desk is first raises it, the other finds nothing left to do; in between nobody misses anything. */
static void two_desks_at_once_give_one_alarm(void **state)
{
    struct err err = {0};
    struct store *other = store_open(store_path(*state), 0, &err);
    assert_non_null(other);
    assert_true(store_sign_on(other, 1, "other seat", false, &err));
    fever_at(*state, REGISTER_NOW - 60);
    assert_true(alarm_due(*state, REGISTER_NOW) && alarm_due(other, REGISTER_NOW));
    assert_true(duty_run(other, REGISTER_NOW, &err));
    assert_true(alarm_scan(*state, REGISTER_NOW, &err)); /* a verb asks for no lease */
    scan(*state);
    assert_int_equal(register_count(*state, "SELECT COUNT(*) FROM alarm"), 1);
    store_close(other);
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
        ALARM_TEST(whoever_comes_first_after_a_pause_catches_up),
        ALARM_TEST(words_name_the_checkpoint_the_estate_in_doubt_and_who),
        ALARM_TEST(an_old_one_stands_until_somebody_takes_note),
        ALARM_TEST(edited_while_wrong_it_is_the_same_alarm),
        ALARM_TEST(two_desks_at_once_give_one_alarm),
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
