/* Open shifts at the shared terminal: who may take one, why not – never a word of anybody's health –, and who is where.
 */
#include "kiosk_terminals.h"

static void read_open_for(struct store *store, int64_t volunteer_id)
{
    if (!kiosk_open(store, volunteer_id, clock_now(), shifts, MOST, &count, &err))
        fail_msg("%s", err.text);
}

/* ---- open ones ---- */

static const struct kiosk_shift *open_on(int day)
{
    for (int i = 0; i < count; i++)
        if (shifts[i].shift.day == day)
            return &shifts[i];
    return NULL;
}

static void takes_an_open_shift_and_takes_that_back(void **state)
{
    (void)state;
    read_open_for(kiosk, zhang);
    const struct kiosk_shift *tomorrow = open_on(TOMORROW);
    assert_non_null(tomorrow);
    assert_int_equal(tomorrow->missing, 1);
    assert_int_equal(tomorrow->can, KIOSK_TAKE);
    assert_true(kiosk_do(kiosk, zhang, tomorrow, &err));
    assert_own_act("kiosk.take");
    assert_int_equal(register_count(desk, "SELECT COUNT(*) FROM assignment WHERE via = 'self' AND voided IS NULL"), 1);
    read_open_for(kiosk, zhang);
    assert_null(open_on(TOMORROW));
    read_own();
    act(KIOSK_BACK);
    assert_own_act("kiosk.back");
    read_open_for(kiosk, zhang);
    assert_non_null(open_on(TOMORROW));
}

static void of_two_who_take_the_last_place_one_is_told(void **state)
{
    (void)state;
    read_open_for(other_kiosk, li);
    struct kiosk_shift theirs = *open_on(TOMORROW);
    read_open_for(kiosk, zhang);
    assert_true(kiosk_do(kiosk, zhang, open_on(TOMORROW), &err));
    assert_refused(other_kiosk, li, &theirs, ERR_CONFLICT);
    assert_non_null(strstr(err.text, "faster"));
    assert_non_null(strstr(err.text, "南门"));
    assert_null(strstr(err.text, "伟"));
    assert_int_equal(register_count(desk, "SELECT COUNT(*) FROM assignment WHERE voided IS NULL"), 1);
}

static void one_is_told_why_not(void **state)
{
    (void)state;
    roster_stand(desk, gate, TODAY, "22-06", zhang);
    read_open_for(kiosk, zhang);
    const struct kiosk_shift *tomorrow = open_on(TOMORROW);
    assert_int_equal(tomorrow->can, KIOSK_CANNOT);
    assert_non_null(strstr(tomorrow->why, "11"));
    struct kiosk_shift forced = *tomorrow;
    forced.can = KIOSK_TAKE;
    assert_refused(kiosk, zhang, &forced, ERR_INPUT);
}

/* Neither on the page nor in a refusal, and nothing at all where something else is in the way. */
static void health_and_household_are_never_said(void **state)
{
    (void)state;
    roster_observe(desk, zhang);
    read_open_for(kiosk, zhang);
    struct kiosk_shift tomorrow = *open_on(TOMORROW);
    assert_int_equal(tomorrow.can, KIOSK_CANNOT);
    assert_string_equal(tomorrow.why, "please ask at the desk");
    tomorrow.can = KIOSK_TAKE;
    assert_refused(kiosk, zhang, &tomorrow, ERR_INPUT);
    assert_non_null(strstr(err.text, "please ask at the desk"));
    assert_null(strstr(err.text, "observation"));
    roster_stand(desk, gate, TODAY, "22-06", zhang);
    read_open_for(kiosk, zhang);
    assert_non_null(strstr(open_on(TOMORROW)->why, "11"));
    assert_null(strstr(open_on(TOMORROW)->why, "desk"));
}

/* Else "ask at the desk" would mean that somebody is ill. */
static void a_leave_is_told_no_more_than_that(void **state)
{
    (void)state;
    roster_leave(desk, zhang, TOMORROW, TOMORROW);
    read_open_for(kiosk, zhang);
    assert_string_equal(open_on(TOMORROW)->why, "please ask at the desk");
}

static void whoever_looks_for_a_stand_in_is_among_them(void **state)
{
    (void)state;
    struct assignment one = stored(roster_stand(desk, gate, TOMORROW, "14-22", li));
    one.seeking_at = clock_now();
    roster_put(desk, &assignment_table, &one);
    read_open_for(kiosk, zhang);
    const struct kiosk_shift *theirs = open_on(TOMORROW);
    assert_true(theirs->stands_in);
    assert_int_equal(theirs->shift.id, one.head.id);
    assert_string_equal(theirs->with, "李*");
    assert_int_equal(theirs->can, KIOSK_TAKE);
    assert_refused(kiosk, zhang, theirs, ERR_ROLE); /* behind the PIN */
    read_open_for(other_kiosk, li);
    assert_null(open_on(TOMORROW)); /* not the own one */
}

/* As many gaps as the page holds must not hide who looks for a stand-in. */
static void gaps_hide_no_one_who_looks_for_a_stand_in(void **state)
{
    (void)state;
    struct assignment one = stored(roster_stand(desk, gate, TOMORROW, "14-22", li));
    one.seeking_at = clock_now();
    roster_put(desk, &assignment_table, &one);
    assert_true(kiosk_open(kiosk, zhang, clock_now(), shifts, 1, &count, &err));
    assert_false(shifts[0].stands_in);
    assert_true(kiosk_seekers(kiosk, zhang, clock_now(), shifts, 1, &count, &err));
    assert_int_equal(count, 1);
    assert_int_equal(shifts[0].shift.id, one.head.id);
    assert_int_equal(shifts[0].can, KIOSK_TAKE);
}

/* The start screen asks for it, so it is answered first: they may or they may not. */
static void what_begins_soon_comes_first(void **state)
{
    (void)state;
    roster_leave(desk, zhang, TODAY, TOMORROW);
    read_open_for(kiosk, zhang);
    assert_int_equal(shifts[0].shift.day, TODAY);
    assert_int_equal(shifts[0].can, KIOSK_CANNOT);
    assert_string_equal(shifts[0].why, "please ask at the desk");
    assert_int_equal(shifts[count - 1].can, KIOSK_TAKE);
}

static void nobody_asks_on_the_start_page(void **state)
{
    (void)state;
    read_open_for(kiosk, 0);
    assert_non_null(open_on(TOMORROW));
    assert_int_equal(open_on(TOMORROW)->can, KIOSK_CANNOT);
    assert_string_equal(open_on(TOMORROW)->why, "");
}

static void an_empty_roster_is_no_error(void **state)
{
    struct kiosk_line lines[4];
    (void)state;
    register_begin(desk);
    assert_true(row_void(desk, "post", gate, -1, "撤了", &err));
    register_commit(desk);
    read_own();
    assert_int_equal(count, 0);
    read_open_for(kiosk, zhang);
    assert_int_equal(count, 0);
    assert_true(kiosk_board(kiosk, clock_now(), lines, 4, &count, &err));
    assert_int_equal(count, 0);
}

/* ---- the board ---- */

static void sign_on(const char *name, const char *role)
{
    const struct row_value officer[] = {ROW_STR("name", name), ROW_STR("role", role)};
    int64_t id = 0;
    register_begin(desk);
    assert_true(row_insert(desk, "officer", officer, 2, &id, &err));
    register_commit(desk);
    assert_true(store_sign_on(desk, id, "指挥点", true, &err));
}

static void the_board_says_who_is_where(void **state)
{
    struct kiosk_line lines[4];
    char helper[NAME_BYTES];
    (void)state;
    roster_stand(desk, gate, TODAY, "14-22", zhang);
    assert_true(kiosk_board(kiosk, clock_now(), lines, 4, &count, &err));
    assert_int_equal(count, 2);
    assert_true(lines[0].runs);
    assert_string_equal(lines[0].who, "张*明");
    assert_int_equal(lines[0].missing, 0);
    assert_false(lines[1].runs);
    assert_string_equal(lines[1].who, "");
    assert_int_equal(lines[1].missing, 1);
    kiosk_helper(kiosk, helper);
    assert_string_equal(helper, "李*国");
    sign_on("王秀英", "officer");
    sign_on("赵敏", "clerk");
    kiosk_helper(kiosk, helper);
    assert_string_equal(helper, "王*英");
}

#define SHIFT_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        SHIFT_TEST(takes_an_open_shift_and_takes_that_back),
        SHIFT_TEST(of_two_who_take_the_last_place_one_is_told),
        SHIFT_TEST(one_is_told_why_not),
        SHIFT_TEST(health_and_household_are_never_said),
        SHIFT_TEST(a_leave_is_told_no_more_than_that),
        SHIFT_TEST(whoever_looks_for_a_stand_in_is_among_them),
        SHIFT_TEST(gaps_hide_no_one_who_looks_for_a_stand_in),
        SHIFT_TEST(what_begins_soon_comes_first),
        SHIFT_TEST(nobody_asks_on_the_start_page),
        SHIFT_TEST(an_empty_roster_is_no_error),
        SHIFT_TEST(the_board_says_who_is_where),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
