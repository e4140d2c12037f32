/* What others acted on is not taken back in passing: a crossing whose alarm was acknowledged. */
#include "gatepost/alarm_rules.h"
#include "gatepost/audit.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/duty.h"
#include "gatepost/gate.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct store *store;
static struct crossing crossing;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    crossing = (struct crossing){.at = REGISTER_NOW - 60,
                                 .checkpoint_id = register_checkpoint(store, "南门"),
                                 .person_id = register_person(store, "刘洋", "", 0),
                                 .affected_area = -1,
                                 .mask = true,
                                 .temp_tenths = 376,
                                 .retest_tenths = 378,
                                 .decision = DECISION_HELD,
                                 .reason = "fever"};
    assert_true(gate_save(store, &crossing, NULL, NULL));
    return 0;
}

static int teardown(void **state)
{
    struct audit_verdict verdict;
    (void)state;
    bool read = audit_verify(store, &verdict, NULL, NULL, NULL);
    register_close(store);
    return read && verdict.first_bad == 0 ? 0 : -1;
}

static void acknowledge(void)
{
    struct alarm alarm;
    int count, total;
    assert_true(duty_run(store, clock_now(), NULL));
    assert_true(alarm_open_list(store, &alarm, 1, &count, &total, NULL));
    assert_int_equal(count, 1);
    assert_true(alarm_take_note(store, alarm.id, NULL));
}

static void assert_undone(void)
{
    struct err err = {0};
    if (!undo_last(store, NULL, &err))
        fail_msg("%s", err.text);
}

static void assert_refused(void)
{
    struct err err = {0};
    struct buffer what = {0};
    int64_t entries = register_count(store, "SELECT count(*) FROM audit");
    assert_false(undo_last(store, &what, &err));
    assert_int_equal(err.code, ERR_DENIED);
    assert_non_null(strstr(err.text, "李卫国"));
    assert_non_null(strstr(err.text, "刘洋 37.8"));
    assert_non_null(strstr(err.text, "void it with a reason (Delete)"));
    assert_int_equal(what.length, 0);
    assert_int_equal(register_count(store, "SELECT count(*) FROM audit"), entries);
    buffer_release(&what);
}

static int64_t valid(void)
{
    return register_count(store, "SELECT count(*) FROM crossing WHERE voided IS NULL");
}

static void set_remark(const char *remark)
{
    text_copy(crossing.remark, sizeof crossing.remark, remark);
    assert_true(gate_save(store, &crossing, NULL, NULL));
}

static void a_fever_nobody_answered_is_taken_back(void **state)
{
    (void)state;
    assert_true(duty_run(store, clock_now(), NULL));
    assert_undone();
    assert_int_equal(valid(), 0);
}

static void an_acknowledged_fever_is_not_taken_back_but_voided(void **state)
{
    (void)state;
    acknowledge();
    assert_refused();
    assert_int_equal(valid(), 1);
    assert_true(gate_void(store, crossing.id, -1, "登错人", NULL));
    assert_int_equal(valid(), 0);
    assert_undone(); /* the voiding: the fever is back, as it was acknowledged */
    assert_int_equal(valid(), 1);
    assert_refused();
}

static void what_does_not_touch_the_fever_is_taken_back(void **state)
{
    (void)state;
    acknowledge();
    set_remark("穿蓝色外套");
    assert_undone();
    assert_int_equal(register_count(store, "SELECT count(*) FROM crossing WHERE remark = ''"), 1);
    assert_refused();
}

static void a_correction_that_made_it_a_fever_stays_once_acknowledged(void **state)
{
    (void)state;
    crossing.temp_tenths = 365;
    crossing.retest_tenths = 0;
    crossing.decision = DECISION_ADMITTED;
    assert_true(gate_save(store, &crossing, NULL, NULL));
    crossing.temp_tenths = 376;
    crossing.retest_tenths = 378;
    crossing.decision = DECISION_HELD;
    assert_true(gate_save(store, &crossing, NULL, NULL));
    acknowledge();
    assert_refused();
    assert_int_equal(register_count(store, "SELECT retest_tenths FROM crossing"), 378);
    /* Corrected by hand and with a name it is no fever any more; a remark after that is taken back as any other. */
    crossing.temp_tenths = 365;
    crossing.retest_tenths = 0;
    crossing.decision = DECISION_ADMITTED;
    assert_true(gate_save(store, &crossing, NULL, NULL));
    set_remark("x");
    assert_undone();
    assert_undone(); /* the correction too: it is a fever again */
    assert_refused();
}

static void another_crossing_is_not_held(void **state)
{
    (void)state;
    acknowledge();
    struct crossing other = {.at = REGISTER_NOW,
                             .checkpoint_id = crossing.checkpoint_id,
                             .person_id = register_person(store, "赵文敏", "", 0),
                             .affected_area = -1,
                             .mask = true,
                             .temp_tenths = 365};
    assert_true(gate_save(store, &other, NULL, NULL));
    assert_undone();
    assert_int_equal(valid(), 1);
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_fever_nobody_answered_is_taken_back),
        TEST(an_acknowledged_fever_is_not_taken_back_but_voided),
        TEST(what_does_not_touch_the_fever_is_taken_back),
        TEST(a_correction_that_made_it_a_fever_stays_once_acknowledged),
        TEST(another_crossing_is_not_held),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
