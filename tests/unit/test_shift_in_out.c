/* Signed in and out: minutes and those at night, the right shift at the wrong time or post, what the clock closes, what
 * an officer puts right afterwards. */
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include "tests/lib/roster_desk.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* ---- in and out ---- */

static void in_and_out_count_minutes_and_those_at_night(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.east, MONDAY, "22-06", roster.ma);
    clock_fix(roster_time_of(MONDAY, 22, 12));
    roster_done(shift_in(roster.store, id, -1, 0, &roster.err));
    struct assignment one = roster_again(id);
    assert_int_equal(shift_late_minutes(&one), 12);
    REFUSED(shift_in(roster.store, id, -1, 0, &roster.err), ERR_INPUT, "", "signed in since 22:12");
    clock_fix(roster_time_of(TUESDAY, 6, 8));
    roster_done(shift_out(roster.store, id, -1, 0, &roster.err));
    one = roster_again(id);
    assert_int_equal(one.state, ASSIGNMENT_DONE);
    assert_int_equal(one.minutes, 7 * 60 + 56);
    assert_int_equal(one.night_minutes, 7 * 60 + 48);
    assert_int_equal(one.day, MONDAY);
    REFUSED(shift_out(roster.store, id, -1, 0, &roster.err), ERR_INPUT, "", "has worked");
    REFUSED(shift_in(roster.store, id, -1, 0, &roster.err), ERR_INPUT, "", "has worked");
}

static void across_the_turn_of_the_year(void **state)
{
    (void)state;
    clock_fix(roster_time_of(20221231, 20, 0));
    int64_t id = roster_assigned(roster.east, 20221231, "22-06", roster.ma);
    clock_fix(roster_time_of(20221231, 22, 0));
    roster_done(shift_in(roster.store, id, -1, 0, &roster.err));
    clock_fix(roster_time_of(20230101, 6, 0));
    roster_done(shift_out(roster.store, id, -1, 0, &roster.err));
    assert_int_equal(roster_again(id).minutes, 480);
    assert_int_equal(roster_again(id).night_minutes, 480);
    assert_int_equal(roster_again(id).day, 20221231);
}

static void who_comes_early_waits_until_the_handover(void **state)
{
    (void)state;
    struct post post;
    assert_true(record_get(roster.store, &post_table, roster.east, &post, &roster.err));
    post.overlap = 10;
    roster_put(roster.store, &post_table, &post);
    int64_t id = roster_assigned(roster.east, MONDAY, "22-06", roster.ma);
    clock_fix(roster_time_of(MONDAY, 20, 30));
    roster_done(shift_in(roster.store, id, -1, 0, &roster.err));
    roster_done(shift_out(roster.store, id, -1, roster_time_of(MONDAY, 20, 30), &roster.err));
    assert_int_equal(roster_again(id).minutes, 0);
    roster_sign_on(roster.officer);
    struct assignment one = roster_again(id);
    one.left_at = roster_time_of(MONDAY, 23, 0);
    clock_fix(one.left_at);
    roster_done(roster_correct(roster.store, &one, "看错", &roster.err));
    assert_int_equal(roster_again(id).minutes, 70); /* from 21:50 */
    assert_int_equal(roster_again(id).night_minutes, 60);
}

static void at_the_wrong_time_the_right_shift_is_named(void **state)
{
    (void)state;
    int64_t tomorrow = roster_assigned(roster.east, TUESDAY, "22-06", roster.ma),
            now = roster_assigned(roster.south, MONDAY, "14-22", roster.ma);
    REFUSED(shift_in(roster.store, tomorrow, -1, 0, &roster.err), ERR_INPUT, "shift", "but on 南门 14-22 04-11");
    int64_t night = roster_assigned(roster.south, TUESDAY, "22-06", roster.he);
    REFUSED(shift_in(roster.store, night, -1, 0, &roster.err), ERR_INPUT, "shift", "begins at 04-12 22:00");
    clock_fix(roster_time_of(MONDAY, 22, 0));
    REFUSED(shift_in(roster.store, now, -1, 0, &roster.err), ERR_INPUT, "shift", "is over since 22:00");
    REFUSED(shift_in(roster.store, now, -1, roster_time_of(TUESDAY, 22, 0), &roster.err), ERR_INPUT, "at",
            "in the future");
}

static void the_shift_that_runs_is_meant_else_the_next(void **state)
{
    (void)state;
    struct roster_entry entry;
    int64_t night = roster_assigned(roster.east, TUESDAY, "22-06", roster.ma),
            now = roster_assigned(roster.south, MONDAY, "14-22", roster.ma);
    roster_done(shift_meant(roster.store, roster.ma, 0, &entry, &roster.err));
    assert_int_equal(entry.assignment.head.id, now);
    assert_string_equal(entry.name, "马小军");
    assert_string_equal(entry.post, "南门");
    roster_done(shift_meant(roster.store, roster.ma, roster_time_of(MONDAY, 13, 0), &entry, &roster.err));
    assert_int_equal(entry.assignment.head.id, now);
    roster_done(
        shift_meant(roster.store, roster.ma, roster_time_of(TUESDAY, 2, 0), &entry, &roster.err)); /* of that day */
    assert_int_equal(entry.assignment.head.id, night);
    roster_done(shift_meant(roster.store, roster.ma, roster_time_of(20220413, 5, 0), &entry,
                            &roster.err)); /* runs since yesterday */
    assert_int_equal(entry.assignment.head.id, night);
    REFUSED(shift_meant(roster.store, roster.lin, 0, &entry, &roster.err), ERR_NOT_FOUND, "volunteer",
            "林小燕 is on no shift");
    REFUSED(shift_meant(roster.store, roster.ma, roster_time_of(20220415, 5, 0), &entry, &roster.err), ERR_NOT_FOUND,
            "volunteer", "no shift");
}

static void at_the_wrong_post_the_right_one_is_named(void **state)
{
    (void)state;
    struct roster_entry entry;
    int64_t now = roster_assigned(roster.south, MONDAY, "14-22", roster.ma);
    REFUSED(shift_meant_at(roster.store, roster.ma, roster.east, 0, &entry, &roster.err), ERR_INPUT, "post",
            "马小军 is not at 东门 then but on 南门 14-22 04-11");
    roster_done(shift_meant_at(roster.store, roster.ma, roster.south, 0, &entry, &roster.err));
    assert_int_equal(entry.assignment.head.id, now);
}

static void at_two_posts_one_signs_out_first(void **state)
{
    (void)state;
    int64_t first = roster_assigned(roster.south, MONDAY, "14-22", roster.ma);
    roster_done(shift_in(roster.store, first, -1, 0, &roster.err));
    struct assignment next = roster_shift(roster.east, MONDAY, "22-06", roster.ma);
    text_copy(next.reason, sizeof next.reason, "没有别人");
    roster_done(roster_assign(roster.store, &next, false, false, &roster.err));
    clock_fix(roster_time_of(MONDAY, 22, 5)); /* forgot to sign out */
    roster_done(shift_in(roster.store, next.head.id, -1, 0, &roster.err));
    roster_is_in(first, ASSIGNMENT_DONE);
    assert_int_equal(roster_again(first).left_at, roster_time_of(MONDAY, 22, 0));
    assert_true(roster_again(first).not_signed_out);
    roster_is_in(next.head.id, ASSIGNMENT_ARRIVED);
}

static void nobody_signs_out_who_is_not_in(void **state)
{
    (void)state;
    struct roster_entry entry;
    int64_t id = roster_assigned(roster.south, MONDAY, "14-22", roster.ma);
    REFUSED(shift_out(roster.store, id, -1, 0, &roster.err), ERR_INPUT, "shift", "has not signed in");
    REFUSED(shift_standing(roster.store, roster.ma, 0, &entry, &roster.err), ERR_NOT_FOUND, "volunteer",
            "not signed in");
    roster_done(shift_in(roster.store, id, -1, 0, &roster.err));
    REFUSED(shift_out(roster.store, id, -1, REGISTER_NOW - 60, &roster.err), ERR_INPUT, "at", "signed in at 14:32");
    roster_done(shift_standing(roster.store, roster.ma, 0, &entry, &roster.err));
    assert_int_equal(entry.assignment.head.id, id);
}

static void the_clock_closes_what_nobody_signed_out_of(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.south, MONDAY, "14-22", roster.ma),
            other = roster_assigned(roster.south, MONDAY, "14-22", roster.he);
    roster_done(shift_in(roster.store, id, -1, 0, &roster.err));
    clock_fix(roster_time_of(MONDAY, 22, 29));
    roster_done(duty_run(roster.store, clock_now(), &roster.err));
    roster_is_in(id, ASSIGNMENT_ARRIVED);
    clock_fix(roster_time_of(MONDAY, 22, 30));
    roster_done(duty_run(roster.store, clock_now(), &roster.err));
    struct assignment one = roster_again(id);
    assert_int_equal(one.state, ASSIGNMENT_DONE);
    assert_true(one.not_signed_out);
    assert_int_equal(one.left_at, roster_time_of(MONDAY, 22, 0));
    assert_int_equal(one.minutes, 7 * 60 + 28);
    roster_is_in(other, ASSIGNMENT_PLANNED);
    roster_done(shift_out(roster.store, id, -1, roster_time_of(MONDAY, 22, 20),
                          &roster.err)); /* they stayed for the next one */
    assert_false(roster_again(id).not_signed_out);
    assert_int_equal(roster_again(id).minutes, 7 * 60 + 48);
    assert_int_equal(
        register_count(roster.store, "SELECT COUNT(*) FROM batch WHERE verb = 'shift.out' AND officer_id IS NULL"), 1);
}

static void the_clock_looks_by_an_index(void **state)
{
    (void)state;
    char plan[400];
    duty_run(roster.store, clock_now(), &roster.err);
    register_plan(roster.store, "state = 'arrived' AND ends_at <=", plan, sizeof plan);
    assert_non_null(strstr(plan, "assignment_there"));
}

/* ---- corrected ---- */

static bool correct(int64_t id, enum assignment_state state, int64_t in, int64_t out, const char *why)
{
    struct assignment one = roster_again(id);
    one.state = state;
    one.arrived_at = in;
    one.left_at = out;
    return roster_correct(roster.store, &one, why, &roster.err);
}

static void every_state_can_be_put_right(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.south, 20220410, "14-22", roster.ma);
    roster_sign_on(roster.officer);
    int64_t in = roster_time_of(20220410, 14, 0), out = roster_time_of(20220410, 22, 0);
    roster_done(correct(id, ASSIGNMENT_DONE, in, out, "纸上有"));
    assert_int_equal(roster_again(id).minutes, 480);
    assert_string_equal(roster_again(id).note, "纸上有");
    roster_done(correct(id, ASSIGNMENT_NO_SHOW, in, out, "是别人"));
    assert_int_equal(roster_again(id).minutes, 0);
    assert_int_equal(roster_again(id).arrived_at, 0);
    assert_string_equal(roster_again(id).note, "纸上有; 是别人");
    roster_done(correct(id, ASSIGNMENT_ARRIVED, in, 0, "还在"));
    roster_done(correct(id, ASSIGNMENT_EXCUSED, 0, 0, "病"));
    roster_done(correct(id, ASSIGNMENT_PLANNED, 0, 0, "重来"));
}

static void a_correction_makes_sense(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.south, 20220410, "14-22", roster.ma), stand_in = 0;
    int64_t in = roster_time_of(20220410, 14, 0), out = roster_time_of(20220410, 22, 0);
    struct officer clerk = {.role = ROLE_CLERK, .name = "陈静"};
    register_begin(roster.store);
    assert_true(officer_save(roster.store, &clerk, &roster.err));
    register_commit(roster.store);
    roster_sign_on(clerk.id);
    REFUSED(correct(id, ASSIGNMENT_DONE, in, out, "纸上有"), ERR_ROLE, "", "Only a duty officer");
    roster_sign_on(roster.officer);
    REFUSED(correct(id, ASSIGNMENT_DONE, in, out, ""), ERR_INPUT, "reason", "Why?");
    REFUSED(correct(id, ASSIGNMENT_DONE, in, 0, "看错"), ERR_INPUT, "left_at", "Until when");
    REFUSED(correct(id, ASSIGNMENT_DONE, 0, out, "看错"), ERR_INPUT, "arrived_at", "Since when");
    REFUSED(correct(id, ASSIGNMENT_DONE, out, in, "看错"), ERR_INPUT, "left_at", "before they came");
    REFUSED(correct(id, ASSIGNMENT_DONE, in - 30 * HOUR, out, "看错"), ERR_INPUT, "arrived_at", "far from the shift");
    REFUSED(correct(id, ASSIGNMENT_ARRIVED, in, out, "看错"), ERR_INPUT, "left_at", "has not left");
    REFUSED(correct(id, ASSIGNMENT_NO_SHOW, in, 0, "看错"), ERR_INPUT, "state", "they were there");
    REFUSED(correct(id, ASSIGNMENT_REPLACED, 0, 0, "看错"), ERR_INPUT, "state", "Nobody stands in");
    roster_done(roster_take_over(roster.store, id, -1, roster.he, NULL, false, &stand_in, &roster.err));
    REFUSED(correct(id, ASSIGNMENT_PLANNED, 0, 0, "看错"), ERR_INPUT, "state", "何军 stands in");
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, roster_desk_open, roster_desk_close)
    const struct CMUnitTest tests[] = {
        TEST(in_and_out_count_minutes_and_those_at_night),
        TEST(across_the_turn_of_the_year),
        TEST(who_comes_early_waits_until_the_handover),
        TEST(at_the_wrong_time_the_right_shift_is_named),
        TEST(the_shift_that_runs_is_meant_else_the_next),
        TEST(at_the_wrong_post_the_right_one_is_named),
        TEST(at_two_posts_one_signs_out_first),
        TEST(nobody_signs_out_who_is_not_in),
        TEST(the_clock_closes_what_nobody_signed_out_of),
        TEST(the_clock_looks_by_an_index),
        TEST(every_state_can_be_put_right),
        TEST(a_correction_makes_sense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
