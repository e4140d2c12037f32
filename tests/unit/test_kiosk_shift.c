/* Volunteers sign in and out and take that back at the shared terminal: their own shifts alone, each thing once. */
#include "kiosk_terminals.h"

static void pass(int64_t seconds)
{
    clock_fix(clock_now() + seconds);
}

/* ---- in and out ---- */

static void signs_in_and_out(void **state)
{
    (void)state;
    int64_t id = roster_stand(desk, gate, TODAY, "14-22", zhang);
    read_own();
    assert_int_equal(count, 1);
    assert_string_equal(shifts[0].post, "南门");
    act(KIOSK_IN);
    assert_own_act("kiosk.in");
    assert_int_equal(stored(id).arrived_at, clock_now());
    pass(7 * HOUR);
    read_own();
    act(KIOSK_OUT);
    assert_own_act("kiosk.out");
    assert_int_equal(stored(id).state, ASSIGNMENT_DONE);
    assert_int_equal(stored(id).minutes, 7 * 60);
}

static void signing_in_begins_two_hours_before(void **state)
{
    (void)state;
    roster_stand(desk, gate, TODAY, "18-22", zhang);
    read_own();
    assert_int_equal(shifts[0].can, KIOSK_CANNOT);
    assert_non_null(strstr(shifts[0].why, "16:00"));
    assert_refused(kiosk, zhang, &shifts[0], ERR_INPUT);
    pass(89 * MINUTE);
    read_own();
    act(KIOSK_IN);
}

static void what_was_signed_out_stays_for_ten_minutes(void **state)
{
    (void)state;
    roster_stand(desk, gate, TODAY, "14-22", zhang);
    read_own();
    act(KIOSK_IN);
    pass(HOUR);
    read_own();
    act(KIOSK_OUT);
    pass(10 * MINUTE);
    read_own();
    assert_int_equal(count, 1);
    assert_int_equal(shifts[0].can, KIOSK_BACK);
    pass(1);
    read_own();
    assert_int_equal(count, 0);
}

static void whoever_forgot_signs_out_four_hours_later(void **state)
{
    (void)state;
    int64_t id = roster_stand(desk, gate, TODAY, "06-14", zhang);
    struct assignment one = stored(id);
    one.state = ASSIGNMENT_DONE;
    one.arrived_at = one.starts_at;
    one.left_at = one.ends_at;
    one.not_signed_out = true;
    roster_put(desk, &assignment_table, &one);
    read_own();
    act(KIOSK_OUT);
    assert_int_equal(stored(id).left_at, clock_now());
    read_own();
    act(KIOSK_BACK);
    one = stored(id);
    assert_int_equal(one.left_at, one.ends_at);
    assert_true(one.not_signed_out);
    assert_int_equal(one.minutes, 8 * 60);
    pass(4 * HOUR);
    read_own();
    assert_int_equal(count, 0);
}

static void no_shift_of_anybody_else(void **state)
{
    (void)state;
    roster_stand(desk, gate, TODAY, "14-22", li);
    assert_true(kiosk_own(other_kiosk, li, clock_now(), shifts, MOST, &count, &err));
    assert_int_equal(count, 1);
    assert_int_equal(shifts[0].can, KIOSK_IN);
    assert_refused(kiosk, zhang, &shifts[0], ERR_CONFLICT);
    read_own();
    assert_int_equal(count, 0);
}

static void the_desk_was_faster(void **state)
{
    (void)state;
    int64_t id = roster_stand(desk, gate, TODAY, "14-22", zhang);
    read_own();
    struct assignment one = stored(id);
    one.state = ASSIGNMENT_EXCUSED;
    text_copy(one.reason, sizeof one.reason, "发热");
    roster_put(desk, &assignment_table, &one);
    assert_refused(kiosk, zhang, &shifts[0], ERR_CONFLICT);
    assert_null(strstr(err.text, "发热"));
    read_own();
    assert_int_equal(count, 0);
}

static void whoever_was_removed_a_second_ago_does_nothing(void **state)
{
    (void)state;
    int64_t id = roster_stand(desk, gate, TODAY, "14-22", zhang);
    read_own();
    register_begin(desk);
    assert_true(row_void(desk, "volunteer", zhang, -1, "搬走", &err));
    register_commit(desk);
    assert_refused(kiosk, zhang, &shifts[0], ERR_NOT_FOUND);
    assert_int_equal(stored(id).state, ASSIGNMENT_PLANNED);
}

static void who_else_is_on_it_is_masked(void **state)
{
    (void)state;
    int64_t wang = roster_volunteer(desk, "王秀英");
    roster_stand(desk, gate, TODAY, "14-22", zhang);
    roster_stand(desk, gate, TODAY, "14-22", li);
    struct assignment there = stored(roster_stand(desk, gate, TODAY, "14-22", wang));
    there.state = ASSIGNMENT_ARRIVED;
    there.arrived_at = there.starts_at;
    roster_put(desk, &assignment_table, &there);
    read_own();
    assert_non_null(strstr(shifts[0].with, "王*英"));
    assert_non_null(strstr(shifts[0].with, "李*"));
    assert_true(strstr(shifts[0].with, "王*英") < strstr(shifts[0].with, "李*"));
    assert_null(strstr(shifts[0].with, "张"));
}

/* ---- taken back ---- */

static void signing_in_is_taken_back_to_what_it_was(void **state)
{
    (void)state;
    int64_t id = roster_stand(desk, gate, TODAY, "14-22", zhang);
    struct assignment one = stored(id);
    one.state = ASSIGNMENT_CONFIRMED;
    one.seeking_at = clock_now() - HOUR;
    roster_put(desk, &assignment_table, &one);
    read_own();
    assert_true(shifts[0].seeking);
    act(KIOSK_IN);
    pass(10 * MINUTE);
    read_own();
    act(KIOSK_BACK);
    assert_own_act("kiosk.back");
    struct assignment now = stored(id);
    assert_int_equal(now.state, ASSIGNMENT_CONFIRMED);
    assert_int_equal(now.seeking_at, one.seeking_at);
    assert_int_equal(now.arrived_at, 0);
    read_own();
    assert_int_equal(shifts[0].can, KIOSK_IN);
}

static void signing_out_is_taken_back(void **state)
{
    (void)state;
    int64_t id = roster_stand(desk, gate, TODAY, "14-22", zhang);
    read_own();
    act(KIOSK_IN);
    int64_t arrived_at = clock_now();
    pass(HOUR);
    read_own();
    act(KIOSK_OUT);
    read_own();
    act(KIOSK_BACK);
    assert_int_equal(stored(id).state, ASSIGNMENT_ARRIVED);
    assert_int_equal(stored(id).arrived_at, arrived_at);
    assert_int_equal(stored(id).left_at, 0);
    assert_int_equal(stored(id).minutes, 0);
    read_own();
    assert_int_equal(shifts[0].can, KIOSK_OUT);
}

static void after_ten_minutes_nothing_is_taken_back(void **state)
{
    (void)state;
    roster_stand(desk, gate, TODAY, "14-22", zhang);
    read_own();
    act(KIOSK_IN);
    read_own();
    assert_int_equal(shifts[0].can, KIOSK_BACK);
    pass(10 * MINUTE + 1);
    assert_refused(kiosk, zhang, &shifts[0], ERR_INPUT); /* the page is older than that */
    read_own();
    assert_int_equal(shifts[0].can, KIOSK_OUT);
}

static void what_the_desk_did_is_not_taken_back(void **state)
{
    (void)state;
    int64_t id = roster_stand(desk, gate, TODAY, "14-22", zhang);
    struct assignment one = stored(id);
    one.state = ASSIGNMENT_ARRIVED;
    one.arrived_at = clock_now();
    roster_put(desk, &assignment_table, &one);
    read_own();
    assert_int_equal(shifts[0].can, KIOSK_OUT);
}

static void a_clock_set_back_locks_nobody_in(void **state)
{
    (void)state;
    int64_t id = roster_stand(desk, gate, TODAY, "14-22", zhang);
    read_own();
    act(KIOSK_IN);
    pass(-30 * MINUTE);
    read_own();
    assert_int_equal(count, 1);
    act(KIOSK_BACK);
    assert_int_equal(stored(id).state, ASSIGNMENT_PLANNED);
}

static bool guess(int times)
{
    struct kiosk_person person;
    bool asked = true;
    for (int i = 0; asked && i < times; i++)
        asked = kiosk_who(kiosk, "0000", "", &person, 1, &count, &err);
    return asked;
}

static void signing_in_forgets_wrong_guesses_once(void **state)
{
    (void)state;
    roster_stand(desk, gate, TODAY, "14-22", zhang);
    assert_true(guess(2));
    read_own();
    act(KIOSK_IN);
    assert_true(guess(2));
    read_own();
    act(KIOSK_BACK);
    read_own();
    act(KIOSK_IN);
    assert_true(guess(1));
    assert_false(guess(1));
    assert_int_equal(err.code, ERR_BUSY);
}

#define SHIFT_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        SHIFT_TEST(signs_in_and_out),
        SHIFT_TEST(signing_in_begins_two_hours_before),
        SHIFT_TEST(what_was_signed_out_stays_for_ten_minutes),
        SHIFT_TEST(whoever_forgot_signs_out_four_hours_later),
        SHIFT_TEST(no_shift_of_anybody_else),
        SHIFT_TEST(the_desk_was_faster),
        SHIFT_TEST(whoever_was_removed_a_second_ago_does_nothing),
        SHIFT_TEST(who_else_is_on_it_is_masked),
        SHIFT_TEST(signing_in_is_taken_back_to_what_it_was),
        SHIFT_TEST(signing_out_is_taken_back),
        SHIFT_TEST(after_ten_minutes_nothing_is_taken_back),
        SHIFT_TEST(what_the_desk_did_is_not_taken_back),
        SHIFT_TEST(a_clock_set_back_locks_nobody_in),
        SHIFT_TEST(signing_in_forgets_wrong_guesses_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
