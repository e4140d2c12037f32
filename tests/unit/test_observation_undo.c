/* A void, an undo, a merge or another terminal leaves no observation, no flag and no reading without the others that it
 * needs. */
#include "gatepost/clock.h"
#include "gatepost/observation_rules.h"
#include "gatepost/people_rules.h"
#include "gatepost/reading_rules.h"
#include "gatepost/registers.h"
#include "gatepost/undo_rules.h"
#include "tests/lib/register.h"
#include "tests/unit/observed_home.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void a_void_takes_the_flag_away_and_its_undo_brings_it_back(void **state)
{
    struct err err = {0};
    int64_t id = observe(wife, 20220403);
    (void)state;
    assert_true(register_void(store, &observation_rules, id, -1, "登记错人", &err));
    assert_false(is_denied_out(wife));
    assert_true(undo_last(store, NULL, &err));
    assert_true(is_denied_out(wife));
    assert_true(redo_last(store, NULL, &err));
    assert_false(is_denied_out(wife));
}

/* Another terminal, another officer. */
static struct store *other_terminal(void)
{
    struct err err = {0};
    register_officer(store, "王秀英");
    struct store *other = store_open(store_path(store), 0, &err);
    assert_non_null(other);
    assert_true(people_sign_on(other, "王秀英", "tty2", true, &err));
    return other;
}

static void an_undo_leaves_no_household_wrong(void **state)
{
    struct err err = {0};
    (void)state;
    struct store *other = other_terminal();
    /* opened here, the second of the household there: the flag is both's */
    int64_t one = observe(wife, 20220403);
    struct observation second = new_observation(holder, 20220404);
    assert_true(register_save(other, &observation_rules, &second, &err));
    assert_false(undo_last(store, NULL, &err));
    assert_int_equal(err.code, ERR_DENIED);
    assert_true(is_denied_out(wife));
    /* ended there, observed anew here: the old end is not taken back beside it */
    assert_true(observation_leave(other, one, -1, OBSERVATION_MISTAKE, "误", &err));
    observe(wife, TODAY);
    assert_false(undo_last(other, NULL, &err));
    assert_non_null(strstr(err.text, "twice"));
    /* the last one left is of another terminal's undo: it would leave a flag for nobody */
    assert_true(register_void(store, &observation_rules, register_count(store, "SELECT MAX(id) FROM observation"), -1,
                              "误", &err));
    assert_int_equal(valid_flags(), 1);
    assert_true(observation_leave(other, second.head.id, -1, OBSERVATION_MOVED, "回老家", &err));
    assert_int_equal(valid_flags(), 0);
    assert_false(undo_last(store, NULL, &err)); /* the flag is gone since */
    assert_int_equal(err.code, ERR_DENIED);
    assert_int_equal(valid_flags(), 0);
    assert_false(is_denied_out(wife));
    store_close(other);
}

static void an_undo_leaves_no_flag_for_nobody(void **state)
{
    struct err err = {0};
    (void)state;
    struct store *other = other_terminal();
    int64_t one = observe(wife, 20220403);
    struct observation second = new_observation(holder, 20220404);
    assert_true(register_save(other, &observation_rules, &second, &err));
    assert_true(observation_leave(store, one, -1, OBSERVATION_MOVED, "回老家", &err));
    assert_int_equal(valid_flags(), 1);
    assert_false(undo_last(other, NULL, &err));
    assert_int_equal(err.code, ERR_DENIED);
    assert_non_null(strstr(err.text, "张伟明"));
    assert_true(register_void(other, &observation_rules, second.head.id, -1, "误", &err));
    assert_int_equal(valid_flags(), 0);
    store_close(other);
}

static void two_flags_of_a_household_go_together(void **state)
{
    struct err err = {0};
    (void)state;
    struct store *other = other_terminal();
    int64_t one = observe(wife, 20220403);
    assert_true(observation_leave(store, one, -1, OBSERVATION_MISTAKE, "误", &err));
    struct observation second = new_observation(holder, 20220404);
    assert_true(register_save(other, &observation_rules, &second, &err));
    assert_true(undo_last(store, NULL, &err));
    assert_int_equal(valid_flags(), 2);
    assert_true(observation_leave(other, second.head.id, -1, OBSERVATION_MOVED, "回老家", &err));
    assert_true(is_denied_out(wife));
    assert_true(observation_leave(store, one, -1, OBSERVATION_MOVED, "回老家", &err));
    assert_int_equal(valid_flags(), 0);
    store_close(other);
}

static void a_change_from_two_terminals_is_a_conflict(void **state)
{
    struct err err = {0};
    (void)state;
    struct store *other = other_terminal();
    int64_t id = observe(wife, 20220403);
    int64_t rev = read_one(id).head.rev;
    assert_true(observation_change_term(other, id, rev, 20220418, "延长", &err));
    assert_false(observation_change_term(store, id, rev, 20220419, "延长", &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_non_null(strstr(err.text, "王秀英"));
    assert_false(observation_leave(store, id, rev, OBSERVATION_HOSPITAL, "市医院", &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    store_close(other);
}

static void who_is_merged_keeps_the_observation(void **state)
{
    struct err err = {0};
    (void)state;
    int64_t double_row = register_person(store, "刘洋", "13900001111", home);
    int64_t id = observe(double_row, 20220403);
    assert_true(people_merge(store, double_row, wife, &err));
    assert_int_equal(read_one(id).person_id, wife);
    struct observation twice = new_observation(wife, TODAY);
    assert_false(register_save(store, &observation_rules, &twice, &err));
    assert_true(undo_last(store, NULL, &err));
    assert_int_equal(read_one(id).person_id, double_row);
    observe(wife, 20220404);
    assert_false(people_merge(store, double_row, wife, &err));
    assert_non_null(strstr(err.text, "刘洋"));
}

static void an_undo_leaves_no_reading_of_others_alone(void **state)
{
    struct err err = {0};
    (void)state;
    struct store *other = other_terminal();
    int64_t id = observe(wife, 20220403);
    struct reading_entry entry = {
        .observation_id = id, .half_day = {20220411, HALF_MORNING}, .outcome = READING_VALUE, .tenths = 366};
    assert_true(reading_take(store, &entry, READING_ASK, NULL, &err));
    assert_true(undo_last(store, NULL, &err)); /* the reading, and then what it was for */
    assert_true(undo_last(store, NULL, &err));
    assert_true(redo_last(store, NULL, &err));
    assert_true(redo_last(store, NULL, &err));
    assert_true(undo_last(store, NULL, &err));
    assert_true(reading_take(other, &entry, READING_ASK, NULL, &err));
    assert_false(undo_last(store, NULL, &err));
    assert_non_null(strstr(err.text, "04-11"));
    assert_string_equal(read_one(id).head.voided, "");
    /* Voided by hand it keeps them, and that can be done again. */
    assert_true(register_void(store, &observation_rules, id, -1, "录错", &err));
    assert_true(undo_last(store, NULL, &err));
    assert_true(redo_last(store, NULL, &err));
    assert_true(undo_last(store, NULL, &err));
    /* A longer term whose days others have filled stays as long. */
    assert_true(observation_change_term(store, id, -1, 20220418, "同住者阳性", &err));
    clock_fix(clock_day_start(20220418) + 9 * 3600);
    entry.half_day.day = 20220418;
    assert_true(reading_take(other, &entry, READING_ASK, NULL, &err));
    assert_false(undo_last(store, NULL, &err));
    assert_non_null(strstr(err.text, "04-18"));
    assert_int_equal(read_one(id).last_day, 20220418);
    store_close(other);
}

#define OBSERVATION(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        OBSERVATION(a_void_takes_the_flag_away_and_its_undo_brings_it_back),
        OBSERVATION(an_undo_leaves_no_household_wrong),
        OBSERVATION(an_undo_leaves_no_reading_of_others_alone),
        OBSERVATION(an_undo_leaves_no_flag_for_nobody),
        OBSERVATION(two_flags_of_a_household_go_together),
        OBSERVATION(a_change_from_two_terminals_is_a_conflict),
        OBSERVATION(who_is_merged_keeps_the_observation),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
