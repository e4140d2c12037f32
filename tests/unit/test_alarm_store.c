/* Alarm rows and leases: raised once, open until acknowledged by name or cleared; a duty is one terminal's at a time.
 */
#include "gatepost/alarm_rules.h"
#include "gatepost/alarm_sound.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/row.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool raise_alarm(struct store *store, const char *rule, int64_t subject, const char *occasion)
{
    struct err err = {0};
    bool raised;
    register_begin(store);
    assert_true(alarm_raise(store, rule, subject, occasion, "12-2-1203 刘洋 37.6", &raised, &err));
    register_commit(store);
    return raised;
}

static int open_alarms(struct store *store, struct alarm *alarms, int most, int *count)
{
    struct err err = {0};
    int total;
    assert_true(alarm_open_list(store, alarms, most, count, &total, &err));
    return total;
}

static bool window(struct store *store, int64_t raised_at, int64_t id, bool newer, struct alarm *alarms, int most,
                   int *count, struct err *err)
{
    struct alarm_window window = {.raised_at = raised_at, .id = id, .newer = newer, .alarms = alarms, .most = most};
    bool good = alarm_window(store, &window, err);
    *count = window.count;
    return good;
}

static void test_an_occasion_is_raised_once(void **state)
{
    struct store *store = *state;
    struct alarm alarms[4];
    int count;
    assert_false(alarm_exists(store, "fever", 17, "a"));
    assert_true(raise_alarm(store, "fever", 17, "a"));
    assert_false(raise_alarm(store, "fever", 17, "a"));
    assert_true(raise_alarm(store, "fever", 17, "b"));
    assert_true(raise_alarm(store, "fever", 18, "a"));
    assert_true(alarm_exists(store, "fever", 17, "a"));
    assert_int_equal(open_alarms(store, alarms, 2, &count), 3);
    assert_int_equal(count, 2);
    assert_int_equal(alarms[0].subject, 18); /* newest first */
    assert_string_equal(alarms[0].rule, "fever");
    assert_string_equal(alarms[0].words, "12-2-1203 刘洋 37.6");
    assert_int_equal(alarms[0].raised_at, REGISTER_NOW);
}

static void test_acknowledged_by_name_and_once(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct alarm alarms[8];
    int count, before = open_alarms(store, alarms, 8, &count);
    int64_t ids[] = {alarms[0].id, alarms[1].id};
    clock_fix(REGISTER_NOW + 60);
    for (int i = 0; i < 2; i++)
        assert_true(alarm_take_note(store, ids[i], &err));
    clock_fix(REGISTER_NOW + 120);
    assert_false(alarm_take_note(store, ids[0], &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_non_null(strstr(err.text, "李卫国"));
    assert_false(alarm_take_note(store, 999, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_int_equal(open_alarms(store, alarms, 8, &count), before - 2);
    assert_true(window(store, 0, 0, false, alarms, 8, &count, &err));
    assert_int_equal(alarms[0].id, ids[0]);
    assert_int_equal(alarms[0].acknowledged_at, REGISTER_NOW + 60); /* the first time holds */
    assert_string_equal(alarms[0].acknowledged_name, "李卫国");
    assert_false(raise_alarm(store, "fever", 18, "a")); /* an acknowledged one does not ring again */
    clock_fix(REGISTER_NOW);
}

static void test_cleared_when_the_cause_is_gone(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct alarm alarms[8];
    int count, before;
    raise_alarm(store, "clock_behind", 0, "x");
    before = open_alarms(store, alarms, 8, &count);
    struct alarm_standing *standing;
    assert_true(alarm_standing_list(store, "clock_behind", &standing, &count, &err));
    assert_int_equal(count, 1);
    assert_string_equal(standing[0].occasion, "x");
    assert_false(standing[0].acknowledged);
    register_begin(store);
    assert_true(alarm_clear(store, standing[0].id, &err));
    register_commit(store);
    free(standing);
    assert_true(alarm_standing_list(store, "clock_behind", &standing, &count, &err));
    assert_int_equal(count, 0);
    free(standing);
    assert_int_equal(open_alarms(store, alarms, 8, &count), before - 1);
    assert_true(alarm_exists(store, "clock_behind", 0, "x"));
}

static void test_the_window_walks_both_ways(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct alarm all[16], page[2];
    int total, count, seen = 0;
    for (int i = 0; i < 5; i++) {
        clock_fix(REGISTER_NOW + 1000 + i / 2); /* some in the same second */
        raise_alarm(store, "override", i, "y");
    }
    assert_true(window(store, 0, 0, false, all, 16, &total, &err));
    int64_t at = 0, id = 0;
    do {
        assert_true(window(store, at, id, false, page, 2, &count, &err));
        for (int i = 0; i < count; i++)
            assert_int_equal(page[i].id, all[seen++].id);
        at = count > 0 ? page[count - 1].raised_at : 0;
        id = count > 0 ? page[count - 1].id : 0;
    } while (count > 0);
    assert_int_equal(seen, total);
    assert_true(window(store, all[2].raised_at, all[2].id, true, page, 2, &count, &err));
    assert_int_equal(count, 2);
    assert_int_equal(page[0].id, all[1].id);
    assert_int_equal(page[1].id, all[0].id);
    clock_fix(REGISTER_NOW);
}

/* ---- groups ---- */

enum { GROUP_PAGE = 4 };

/* Reads all rows of a state in pages; only the newest of each group has members. Gives how many groups. */
static int walk_groups(struct store *store, enum alarm_state state, bool newer, struct alarm *groups, int most)
{
    struct alarm page[GROUP_PAGE];
    struct alarm_window window = {.state = state, .grouped = true, .newer = newer, .alarms = page, .most = GROUP_PAGE};
    struct err err = {0};
    int count = 0;
    do {
        assert_true(alarm_window(store, &window, &err));
        for (int i = 0; i < window.count; i++) {
            window.raised_at = page[i].raised_at;
            window.id = page[i].id;
            if (page[i].members > 0 && count < most)
                groups[count++] = page[i];
        }
    } while (window.count == GROUP_PAGE);
    return count;
}

static void test_a_group_is_its_newest_alarm_with_a_count(void **state)
{
    struct store *store = register_open();
    struct err err = {0};
    struct alarm groups[8], back[8];
    (void)state;
    for (int i = 0; i < 7; i++) {
        clock_fix(REGISTER_NOW + i / 3); /* many in the same second */
        raise_alarm(store, "round", i, "morning");
        raise_alarm(store, "round", i, "evening");
        raise_alarm(store, "stock", i, "morning");
    }
    clock_fix(REGISTER_NOW + 100);
    assert_int_equal(walk_groups(store, ALARM_OPEN, false, groups, 8), 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(groups[i].members, 7);
        assert_int_equal(groups[i].subject, 6);
    }
    assert_int_equal(walk_groups(store, ALARM_OPEN, true, back, 8), 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(back[i].id, groups[2 - i].id);
    assert_int_equal(walk_groups(store, ALARM_PAST, false, groups, 8), 0);
    assert_true(alarm_take_note(store, back[0].id, &err)); /* the newest of its group: the next one stands for it */
    assert_int_equal(walk_groups(store, ALARM_PAST, false, groups, 8), 1);
    assert_int_equal(groups[0].members, 1);
    assert_int_equal(walk_groups(store, ALARM_OPEN, false, groups, 8), 3);
    assert_int_equal(groups[2].members, 6);
    assert_int_equal(groups[2].subject, 5);
    struct alarm members[16];
    struct alarm_window window = {.rule = "round", .occasion = "morning", .alarms = members, .most = 16};
    assert_true(alarm_window(store, &window, &err));
    assert_int_equal(window.count, 7);
    clock_fix(REGISTER_NOW);
    register_close(store);
}

static void test_a_group_is_acknowledged_in_one_batch(void **state)
{
    struct store *store = register_open();
    struct err err = {0};
    int count = 0, open_count;
    struct alarm alarms[4];
    (void)state;
    bool raised;
    register_begin(store);
    for (int i = 0; i < 450; i++) /* more than one transaction takes note of */
        assert_true(alarm_raise(store, "round", i, "morning", "9-3-401", &raised, &err));
    register_commit(store);
    raise_alarm(store, "round", 1, "evening");
    raise_alarm(store, "stock", 1, "morning");
    int64_t last = register_count(store, "SELECT MAX(id) FROM alarm WHERE occasion = 'morning' AND rule = 'round'");
    raise_alarm(store, "round", 999, "morning"); /* came after the officer looked */
    assert_true(alarm_take_note_all(store, "round", "morning", last, &count, &err));
    assert_int_equal(count, 450);
    assert_int_equal(open_alarms(store, alarms, 4, &open_count), 3);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM acknowledgement WHERE officer_id = 1"), 450);
    assert_int_equal(register_count(store, "SELECT COUNT(DISTINCT batch_id) FROM audit WHERE table_name = "
                                           "'acknowledgement'"),
                     1);
    assert_true(alarm_take_note_all(store, "round", NULL, 0, &count, &err));
    assert_int_equal(count, 2);
    assert_true(alarm_take_note_all(store, NULL, NULL, 0, &count, &err));
    assert_int_equal(count, 1);
    assert_true(alarm_take_note_all(store, NULL, NULL, 0, &count, &err));
    assert_int_equal(count, 0);
    assert_int_equal(open_alarms(store, alarms, 4, &open_count), 0);
    register_close(store);
}

static void test_the_last_sound_test_is_that_of_the_terminal(void **state)
{
    struct store *store = register_open();
    struct err err = {0};
    struct sound_test test;
    int64_t id = 0;
    (void)state;
    assert_true(sound_test_last(store, store_terminal(store), &test, &err));
    assert_int_equal(test.at, 0);
    assert_true(alarm_sound_note(store, true, &id, &err));
    clock_fix(REGISTER_NOW + 60);
    assert_true(alarm_sound_note(store, false, &id, &err));
    assert_true(sound_test_last(store, store_terminal(store), &test, &err));
    assert_int_equal(test.at, REGISTER_NOW + 60);
    assert_false(test.heard);
    assert_string_equal(test.officer_name, "李卫国");
    assert_true(sound_test_last(store, "elsewhere", &test, &err));
    assert_int_equal(test.at, 0);
    struct buffer what = {0};
    assert_false(store_undo(store, &what, &err)); /* what somebody heard was heard */
    buffer_release(&what);
    clock_fix(REGISTER_NOW);
    register_close(store);
}

static bool take(struct store *store, int64_t *done_at)
{
    struct err err = {0};
    bool ours;
    register_begin(store);
    assert_true(lease_take(store, "clock", 60, &ours, done_at, &err));
    register_commit(store);
    return ours;
}

static void test_a_duty_is_one_terminals_at_a_time(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t done_at;
    assert_true(take(store, &done_at));
    assert_int_equal(done_at, 0);
    register_begin(store);
    assert_true(lease_done(store, "clock", REGISTER_NOW, &err));
    register_commit(store);
    assert_true(take(store, &done_at)); /* ours is renewed */
    assert_int_equal(done_at, REGISTER_NOW);
    assert_true(store_sign_on(store, 1, "other seat", false, &err));
    assert_false(take(store, &done_at));
    clock_fix(REGISTER_NOW + 59);
    assert_false(take(store, &done_at));
    clock_fix(REGISTER_NOW + 60); /* whoever held it is gone */
    assert_true(take(store, &done_at));
    assert_int_equal(done_at, REGISTER_NOW);
    clock_fix(REGISTER_NOW);
}

static void test_a_lease_of_a_clock_that_ran_ahead_holds_nobody_up(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t done_at;
    clock_fix(REGISTER_NOW + 86400);
    assert_true(store_sign_on(store, 1, "fast clock", false, &err));
    assert_true(take(store, &done_at));
    clock_fix(REGISTER_NOW);
    assert_true(store_sign_on(store, 1, "other seat", false, &err));
    assert_true(take(store, &done_at));
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
        cmocka_unit_test(test_an_occasion_is_raised_once),
        cmocka_unit_test(test_acknowledged_by_name_and_once),
        cmocka_unit_test(test_cleared_when_the_cause_is_gone),
        cmocka_unit_test(test_the_window_walks_both_ways),
        cmocka_unit_test(test_a_group_is_its_newest_alarm_with_a_count),
        cmocka_unit_test(test_a_group_is_acknowledged_in_one_batch),
        cmocka_unit_test(test_the_last_sound_test_is_that_of_the_terminal),
        cmocka_unit_test(test_a_duty_is_one_terminals_at_a_time),
        cmocka_unit_test(test_a_lease_of_a_clock_that_ran_ahead_holds_nobody_up),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, open_register, close_register);
}
