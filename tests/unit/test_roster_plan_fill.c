/* The fair fill of a week in a file: what it proposes, what it remembers, what it leaves open and why. */
#include "gatepost/clock.h"
#include "gatepost/roster_plan.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* It is Monday, the 11th of April 2022, 14:32. */
enum { MONDAY = 20220411, NEXT_MONDAY = 20220418, NEXT_TUESDAY = 20220419, SUNDAY = 20220424 };
static struct store *store;
static struct roster_plan plan;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    roster_plan_release(&plan);
    register_close(store);
    clock_fix(REGISTER_NOW);
    return 0;
}

/* ---- with few words ---- */

static void filled(int day)
{
    struct err err = {0};
    roster_plan_release(&plan);
    if (!roster_plan_fill(store, day, clock_now(), NULL, NULL, &plan, &err))
        fail_msg("%s", err.text);
}

/* How many shifts somebody is given; night: only those at night. */
static int given(int64_t volunteer, bool night)
{
    int count = 0;
    for (int i = 0; i < plan.count; i++) {
        const struct fit_shift *shift = &plan.rows[i].shift;
        count += plan.rows[i].volunteer_id == volunteer &&
                 (!night || shift_night_minutes(shift->starts_at, shift->ends_at, 22 * 60, 6 * 60) > 0);
    }
    return count;
}

static const char *why_open(int day)
{
    for (int i = 0; i < plan.open_count; i++)
        if (plan.open[i].shift.day == day)
            return plan.open[i].why;
    return "";
}

static void edit_volunteer(int64_t id, void (*edit)(struct volunteer *volunteer))
{
    struct volunteer volunteer;
    struct err err = {0};
    if (!record_get(store, &volunteer_table, id, &volunteer, &err))
        fail_msg("%s", err.text);
    edit(&volunteer);
    roster_put(store, &volunteer_table, &volunteer);
}

static void edit_post(int64_t id, void (*edit)(struct post *post))
{
    struct post post;
    struct err err = {0};
    if (!record_get(store, &post_table, id, &post, &err))
        fail_msg("%s", err.text);
    edit(&post);
    roster_put(store, &post_table, &post);
}

static void needs_driving(struct post *post)
{
    post->needs = NEEDS_DRIVING;
}

static void drives(struct volunteer *volunteer)
{
    volunteer->driving = true;
}

static void comes_on_weekends(struct volunteer *volunteer)
{
    text_copy(volunteer->available, sizeof volunteer->available, "67");
}

static void wants_two(struct volunteer *volunteer)
{
    volunteer->shifts_most = 2;
}

static void wants_no_nights(struct volunteer *volunteer)
{
    volunteer->wish = WISH_NO_NIGHT;
}

/* ---- what it proposes ---- */

static void a_week_is_spread_evenly(void **state)
{
    (void)state;
    roster_post(store, "巡逻", "08-12", 1, 2);
    int64_t who[] = {roster_volunteer(store, "李娜"), roster_volunteer(store, "何军")};
    filled(NEXT_MONDAY + 3); /* any day of the week */
    assert_int_equal(plan.count, 14);
    assert_int_equal(plan.open_count, 0);
    assert_int_equal(given(who[0], false), 7);
    assert_int_equal(given(who[1], false), 7);
    assert_int_equal(plan.rows[0].shift.day, NEXT_MONDAY);
    assert_int_equal(plan.rows[13].shift.day, SUNDAY);
    assert_true(plan.rows[0].chosen);
    assert_string_equal(plan.rows[0].post, "巡逻");
}

static void who_stands_already_is_left_where_they_are(void **state)
{
    (void)state;
    int64_t post = roster_post(store, "巡逻", "08-12", 1, 1), who = roster_volunteer(store, "李娜");
    roster_stand(store, post, NEXT_MONDAY, "08-12", who);
    filled(NEXT_MONDAY);
    assert_int_equal(plan.count, 6);
    for (int i = 0; i < plan.count; i++)
        assert_int_not_equal(plan.rows[i].shift.day, NEXT_MONDAY);
}

static void what_has_begun_is_not_filled(void **state)
{
    (void)state;
    roster_post(store, "南门", "06-14 14-22", 1, 1);
    roster_volunteer(store, "李娜");
    filled(MONDAY); /* 14:32: both of today have begun */
    for (int i = 0; i < plan.count; i++)
        assert_true(plan.rows[i].shift.starts_at > clock_now());
    assert_int_equal(plan.count, 6);
}

static void closed_days_stay_empty(void **state)
{
    (void)state;
    int64_t post = roster_post(store, "巡逻", "08-12", 1, 1);
    roster_volunteer(store, "李娜");
    roster_closed(store, post, NEXT_TUESDAY);
    filled(NEXT_MONDAY);
    assert_int_equal(plan.count, 6);
    assert_int_equal(plan.open_count, 0);
}

static void nights_of_last_week_count(void **state)
{
    (void)state;
    int64_t post = roster_post(store, "东门", "22-06", 1, 1);
    int64_t had = roster_volunteer(store, "何军"), had_not = roster_volunteer(store, "李娜");
    for (int i = 0; i < 6; i++)
        roster_stand(store, post, MONDAY + i, "22-06", had);
    filled(NEXT_MONDAY);
    assert_int_equal(given(had, true), 2);
    assert_int_equal(given(had_not, true), 5);
}

static void wishes_and_the_most_a_week_are_kept(void **state)
{
    (void)state;
    roster_post(store, "东门", "14-22 22-06", 1, 1);
    int64_t no_nights = roster_volunteer(store, "何军"), two = roster_volunteer(store, "李娜");
    int64_t any = roster_volunteer(store, "徐志远");
    edit_volunteer(no_nights, wants_no_nights);
    edit_volunteer(two, wants_two);
    filled(NEXT_MONDAY);
    assert_int_equal(plan.open_count, 0);
    assert_true(given(no_nights, true) < given(any, true));
    assert_in_range(given(two, false), 0, 2);
}

/* ---- what stays open ---- */

static void nobody_who_drives_is_said(void **state)
{
    (void)state;
    int64_t post = roster_post(store, "送物", "09-17", 1, 1);
    edit_post(post, needs_driving);
    int64_t who = roster_volunteer(store, "李娜");
    filled(NEXT_MONDAY);
    assert_int_equal(plan.open_count, 7);
    assert_string_equal(why_open(NEXT_MONDAY), "nobody drives");
    edit_volunteer(who, drives);
    edit_volunteer(who, comes_on_weekends);
    filled(NEXT_MONDAY);
    assert_int_equal(plan.open_count, 5);
    assert_string_equal(why_open(NEXT_MONDAY), "nobody who drives is free then");
}

static void too_little_rest_and_elsewhere_are_counted(void **state)
{
    (void)state;
    int64_t gate = roster_post(store, "南门", "06-14", 1, 1), east = roster_post(store, "东门", "06-14 14-22", 2, 2);
    int64_t one = roster_volunteer(store, "李娜"), other = roster_volunteer(store, "何军");
    int64_t third = roster_volunteer(store, "徐志远");
    for (int day = NEXT_MONDAY; day <= SUNDAY; day++) {
        roster_stand(store, east, day, "14-22", one);
        roster_stand(store, east, day, "14-22", other);
        roster_stand(store, gate, day, "06-14", third);
    }
    filled(NEXT_MONDAY);
    assert_int_equal(plan.open_count, 7);
    assert_int_equal(plan.open[1].missing, 2);
    assert_string_equal(why_open(NEXT_TUESDAY), "3 could: 2 would rest too little, 1 is elsewhere then");
}

static void no_volunteers_is_said(void **state)
{
    (void)state;
    roster_post(store, "南门", "06-14", 2, 2);
    filled(NEXT_MONDAY);
    assert_int_equal(plan.count, 0);
    assert_int_equal(plan.open_count, 7);
    assert_int_equal(plan.open[0].missing, 2);
    assert_string_equal(plan.open[0].why, "there are no volunteers yet");
}

static void no_posts_is_no_plan(void **state)
{
    (void)state;
    roster_volunteer(store, "李娜");
    filled(NEXT_MONDAY);
    assert_int_equal(plan.count, 0);
    assert_int_equal(plan.open_count, 0);
}

/* ---- saved ---- */

static void a_fill_is_saved_in_part(void **state)
{
    (void)state;
    roster_post(store, "巡逻", "08-12", 1, 1);
    roster_volunteer(store, "李娜");
    int saved = 0, left_out = 0;
    struct err err = {0};
    struct assignment rows[16];
    struct record_window window = {.scope = ASSIGNMENTS_VALID, .rows = rows, .most = 16};
    filled(NEXT_MONDAY);
    plan.rows[2].chosen = false;
    assert_true(roster_plan_save(store, &plan, "", &saved, &left_out, &err));
    assert_int_equal(saved, 6);
    assert_int_equal(left_out, 0);
    assert_true(record_window(store, &assignment_table, &window, &err));
    assert_int_equal(window.count, 6);
    assert_int_equal(rows[0].via, VIA_FILL);
    filled(NEXT_MONDAY);
    assert_int_equal(plan.count, 1); /* what was not taken is a gap still */
}

/* Who is in doubt stays in the cell and holds no place: one more is proposed, saved, and then it is full. */
static void beside_who_is_to_be_confirmed_one_more_is_put(void **state)
{
    (void)state;
    struct err err = {0};
    struct roster_entry entries[4];
    int saved = 0, left_out = 0, count = 0;
    int64_t post = roster_post(store, "巡逻", "08-12", 1, 1);
    int64_t observed = roster_volunteer(store, "何军");
    for (int day = NEXT_MONDAY; day <= SUNDAY; day++)
        if (day != NEXT_TUESDAY)
            roster_closed(store, post, day);
    roster_stand(store, post, NEXT_TUESDAY, "08-12", observed);
    roster_observe(store, observed);
    roster_volunteer(store, "李娜");
    filled(NEXT_MONDAY);
    assert_int_equal(plan.count, 1);
    assert_false(plan.rows[0].full);
    assert_string_equal(plan.rows[0].name, "李娜");
    assert_true(roster_plan_save(store, &plan, "", &saved, &left_out, &err));
    assert_int_equal(saved, 1);
    assert_true(roster_of_shift(store, post, plan.rows[0].shift.starts_at, entries, 4, &count, &err));
    assert_int_equal(count, 2);
    assert_true(entries[0].doubtful);
    assert_false(roster_is_sure(&entries[0]));
    assert_true(roster_is_sure(&entries[1]));
    assert_true(roster_plan_save(store, &plan, "", &saved, &left_out, &err)); /* the same once more: full now */
    assert_int_equal(saved, 0);
    assert_int_equal(left_out, 1);
    filled(NEXT_MONDAY);
    assert_int_equal(plan.count, 0);
}

static bool never(void *context)
{
    (void)context;
    return false;
}

static void it_can_be_stopped(void **state)
{
    (void)state;
    struct err err = {0};
    roster_post(store, "巡逻", "08-12", 1, 1);
    roster_volunteer(store, "李娜");
    assert_false(roster_plan_fill(store, NEXT_MONDAY, clock_now(), never, NULL, &plan, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
    assert_int_equal(plan.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_week_is_spread_evenly, setup, teardown),
        cmocka_unit_test_setup_teardown(who_stands_already_is_left_where_they_are, setup, teardown),
        cmocka_unit_test_setup_teardown(what_has_begun_is_not_filled, setup, teardown),
        cmocka_unit_test_setup_teardown(closed_days_stay_empty, setup, teardown),
        cmocka_unit_test_setup_teardown(nights_of_last_week_count, setup, teardown),
        cmocka_unit_test_setup_teardown(wishes_and_the_most_a_week_are_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(nobody_who_drives_is_said, setup, teardown),
        cmocka_unit_test_setup_teardown(too_little_rest_and_elsewhere_are_counted, setup, teardown),
        cmocka_unit_test_setup_teardown(no_volunteers_is_said, setup, teardown),
        cmocka_unit_test_setup_teardown(no_posts_is_no_plan, setup, teardown),
        cmocka_unit_test_setup_teardown(a_fill_is_saved_in_part, setup, teardown),
        cmocka_unit_test_setup_teardown(beside_who_is_to_be_confirmed_one_more_is_put, setup, teardown),
        cmocka_unit_test_setup_teardown(it_can_be_stopped, setup, teardown),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
