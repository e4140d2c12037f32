/* Volunteers sign in and out, take open shifts and take that back at the shared terminal: their own alone, each thing
 * once, and never a word of anybody's health. */
#include "gatepost/clock.h"
#include "gatepost/kiosk.h"
#include "gatepost/row.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 32, HOUR = 3600, MINUTE = 60, TODAY = 20220411, TOMORROW = 20220412 };
static struct store *desk, *kiosk, *other_kiosk;
static int64_t gate, zhang, li;
static struct kiosk_shift shifts[MOST];
static int count;
static struct err err;

static struct store *open_kiosk(const char *terminal, int64_t volunteer_id)
{
    struct store *store = store_open(store_path(desk), STORE_KIOSK, &err);
    if (store == NULL)
        fail_msg("%s", err.text);
    assert_true(store_sign_on(store, 0, terminal, false, &err));
    store_act_for(store, volunteer_id, false);
    return store;
}

static int setup(void **state)
{
    (void)state;
    err = (struct err){0};
    desk = register_open();
    gate = roster_post(desk, "南门", "14-22", 1, 1);
    zhang = roster_volunteer(desk, "张伟明");
    li = roster_volunteer(desk, "李娜");
    kiosk = open_kiosk("大厅", zhang);
    other_kiosk = open_kiosk("南门", li);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    store_close(kiosk);
    store_close(other_kiosk);
    register_close(desk);
    return 0;
}

static void read_own(void)
{
    if (!kiosk_own(kiosk, zhang, clock_now(), shifts, MOST, &count, &err))
        fail_msg("%s", err.text);
}

static void read_open_for(struct store *store, int64_t volunteer_id)
{
    if (!kiosk_open(store, volunteer_id, clock_now(), shifts, MOST, &count, &err))
        fail_msg("%s", err.text);
}

static void act(enum kiosk_can can)
{
    assert_int_equal(shifts[0].can, can);
    if (!kiosk_do(kiosk, zhang, &shifts[0], &err))
        fail_msg("%s", err.text);
}

static void assert_refused(struct store *store, int64_t volunteer_id, const struct kiosk_shift *shift,
                           enum err_code code)
{
    err = (struct err){0};
    assert_false(kiosk_do(store, volunteer_id, shift, &err));
    if (err.code != code)
        fail_msg("%d: %s", err.code, err.text);
    assert_true(err.text[0] != '\0');
}

static void pass(int64_t seconds)
{
    clock_fix(clock_now() + seconds);
}

static struct assignment stored(int64_t id)
{
    struct assignment one;
    assert_true(record_get(desk, &assignment_table, id, &one, &err));
    return one;
}

/* The newest batch is theirs, by themselves. */
static void assert_own_act(const char *verb)
{
    char sql[160];
    snprintf(sql, sizeof sql,
             "SELECT COUNT(*) FROM batch WHERE id = (SELECT MAX(id) FROM batch) AND verb = '%s' AND volunteer_id = "
             "%lld AND officer_id IS NULL",
             verb, (long long)zhang);
    assert_int_equal(register_count(desk, sql), 1);
    register_whole(desk);
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
    strcpy(one.reason, "发热");
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
    roster_leave(desk, zhang, TOMORROW, TOMORROW);
    read_open_for(kiosk, zhang);
    assert_string_equal(open_on(TOMORROW)->why, "on leave");
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
        SHIFT_TEST(takes_an_open_shift_and_takes_that_back),
        SHIFT_TEST(of_two_who_take_the_last_place_one_is_told),
        SHIFT_TEST(one_is_told_why_not),
        SHIFT_TEST(health_and_household_are_never_said),
        SHIFT_TEST(whoever_looks_for_a_stand_in_is_among_them),
        SHIFT_TEST(nobody_asks_on_the_start_page),
        SHIFT_TEST(an_empty_roster_is_no_error),
        SHIFT_TEST(the_board_says_who_is_where),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
