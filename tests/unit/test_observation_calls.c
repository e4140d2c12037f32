/* Calls after a release are due on their days until they are answered, and are listed window by window. */
#include "gatepost/clock.h"
#include "gatepost/observation_calls.h"
#include "gatepost/observation_rules.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include "tests/unit/observed_home.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void call(int64_t observation_id, int release_day, enum follow_up_outcome outcome)
{
    struct follow_up follow_up = {.place_id = home,
                                  .observation_id = observation_id,
                                  .at = clock_now(),
                                  .outcome = outcome,
                                  .release_day = release_day};
    struct err err = {0};
    register_begin(store);
    assert_true(record_save(store, &follow_up_table, &follow_up, &err));
    register_commit(store);
}

static int due_calls(struct observation_call *calls)
{
    struct observation_calls_window window = {.now = clock_now(), .calls = calls, .most = 4};
    struct err err = {0};
    assert_true(observation_calls(store, &window, &err));
    assert_true(window.finished || window.count == 4);
    return window.count;
}

static void calls_after_release_are_due_until_answered(void **state)
{
    struct observation_release papers = {"张医生", "王主任", "街道办", "1", 0, "提前"};
    struct observation_call calls[4];
    struct err err = {0};
    int64_t id = observe(wife, 20220403), other = observe(holder, 20220403);
    (void)state;
    assert_true(observation_release(store, id, -1, &papers, &err));
    assert_true(observation_leave(store, other, -1, OBSERVATION_MOVED, "回老家", &err));
    assert_int_equal(due_calls(calls), 0); /* the day of the release is none of them */
    clock_fix(REGISTER_NOW + DAY);
    assert_int_equal(due_calls(calls), 1);
    assert_int_equal(calls[0].day, 1);
    assert_int_equal(calls[0].due_day, 20220412);
    assert_false(calls[0].overdue);
    call(id, 1, FOLLOW_UP_NO_ANSWER);
    assert_int_equal(due_calls(calls), 1);
    assert_int_equal(calls[0].tried_at, clock_now());
    clock_fix(REGISTER_NOW + 5 * DAY);
    assert_int_equal(due_calls(calls), 1);
    assert_int_equal(calls[0].day, 3);
    assert_true(calls[0].overdue);
    call(id, 3, FOLLOW_UP_REACHED);
    assert_int_equal(due_calls(calls), 0);
    clock_fix(REGISTER_NOW + 14 * DAY);
    assert_int_equal(due_calls(calls), 1);
    assert_int_equal(calls[0].day, 14);
    observe(wife, clock_day(clock_now())); /* in the round again */
    assert_int_equal(due_calls(calls), 0);
    assert_true(observation_leave(store, register_count(store, "SELECT MAX(id) FROM observation"), -1,
                                  OBSERVATION_MISTAKE, "误", &err));
    assert_int_equal(due_calls(calls), 1);
    assert_true(setting_set(store, "observation.calls", "", &err));
    assert_int_equal(due_calls(calls), 0);
}

static void calls_are_listed_window_by_window(void **state)
{
    struct observation_call calls[2];
    struct err err = {0};
    int64_t last = 0;
    int seen = 0;
    (void)state;
    register_begin(store);
    for (int i = 0; i < 90; i++) {
        struct observation observation = new_observation(i == 44 ? wife : holder, 20220320);
        observation.place_id = home;
        observation.first_day = 20220320;
        observation.last_day = 20220402;
        observation.ends_at = clock_day_start(20220403);
        observation.state = OBSERVATION_RELEASED;
        observation.ended_at = REGISTER_NOW - 2 * DAY + i / 4;
        observation.ended_by = 1;
        text_copy(observation.door, sizeof observation.door, "x");
        assert_true(record_save(store, &observation_table, &observation, &err));
    }
    register_commit(store);
    for (int turn = 0; turn < 2; turn++) {
        struct observation_calls_window window = {.now = REGISTER_NOW, .calls = calls, .most = 2, .backwards = turn};
        struct record_key from;
        for (seen = 0, last = 0; !window.finished && seen < 200;) {
            assert_true(observation_calls(store, &window, &err));
            for (int i = 0; i < window.count; i++, seen++) {
                assert_true(last == 0 || (turn ? calls[i].key.id < last : calls[i].key.id > last));
                last = calls[i].key.id;
            }
            from = window.reached;
            window.anchor = &from;
        }
        assert_int_equal(seen, 90);
    }
}

#define OBSERVATION(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        OBSERVATION(calls_after_release_are_due_until_answered),
        OBSERVATION(calls_are_listed_window_by_window),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
