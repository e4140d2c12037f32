/* Who stands where: put there and taken off, excused, confirmed, taken over, back in their own right; who was faster is
 * said. In and out: test_shift_in_out.c; who is rung: test_call_out.c; taken back: test_roster_undo.c. */
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include "tests/lib/roster_desk.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static bool assign(struct assignment one, bool by_oneself)
{
    return roster_assign(roster.store, &one, by_oneself, false, &roster.err);
}

/* ---- put there ---- */

static void an_assignment_says_by_whom_and_when(void **state)
{
    (void)state;
    struct assignment one = roster_again(roster_assigned(roster.east, MONDAY, "22-06", roster.ma));
    assert_int_equal(one.state, ASSIGNMENT_PLANNED);
    assert_int_equal(one.officer_id, CLERK);
    assert_int_equal(one.assigned_at, REGISTER_NOW);
    assert_int_equal(one.day, MONDAY);
    assert_int_equal(one.ends_at, roster_time_of(TUESDAY, 6, 0));
}

static void a_full_cell_says_who_took_the_last_place(void **state)
{
    (void)state;
    roster_assigned(roster.east, MONDAY, "22-06", roster.ma);
    roster_sign_on(roster.officer);
    REFUSED(assign(roster_shift(roster.east, MONDAY, "22-06", roster.he), false), ERR_CONFLICT, "volunteer",
            "东门 22-06 04-11 is full: the last place went to 马小军, at 14:32, by 李卫国.");
    struct assignment beyond = roster_shift(roster.east, MONDAY, "22-06", roster.he);
    roster_done(roster_assign(roster.store, &beyond, false, true, &roster.err));
}

static void a_full_cell_with_somebody_seeking_says_so(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.east, MONDAY, "22-06", roster.ma);
    roster_done(roster_seek(roster.store, id, -1, true, NULL, &roster.err));
    REFUSED(assign(roster_shift(roster.east, MONDAY, "22-06", roster.he), false), ERR_CONFLICT, "volunteer",
            "马小军 looks for a stand-in");
}

static void names_are_masked_where_the_terminal_masks_them(void **state)
{
    (void)state;
    roster_assigned(roster.east, MONDAY, "22-06", roster.ma);
    store_mask_names(roster.store, true);
    REFUSED(assign(roster_shift(roster.east, MONDAY, "22-06", roster.he), false), ERR_CONFLICT, "volunteer", "马*军");
    assert_null(strstr(roster.err.text, "马小军"));
    assert_null(strstr(roster.err.text, "李卫国"));
}

static void nobody_is_put_there_twice(void **state)
{
    (void)state;
    roster_assigned(roster.south, MONDAY, "22-06", roster.ma);
    REFUSED(assign(roster_shift(roster.south, MONDAY, "22-06", roster.ma), false), ERR_CONFLICT, "volunteer",
            "马小军 is on 南门 22-06 04-11 already");
}

static void nobody_stands_at_two_places(void **state)
{
    (void)state;
    roster_assigned(roster.south, MONDAY, "22-06", roster.ma);
    struct assignment one = roster_shift(roster.east, MONDAY, "22-06", roster.ma);
    text_copy(one.reason, sizeof one.reason, "没有别人");
    REFUSED(assign(one, false), ERR_INPUT, "volunteer", "南门 22-06");
}

static void a_broken_rule_needs_a_reason_and_bars_by_oneself(void **state)
{
    (void)state;
    roster_assigned(roster.south, MONDAY, "14-22", roster.ma);
    struct assignment one = roster_shift(roster.east, MONDAY, "22-06", roster.ma);
    REFUSED(assign(one, false), ERR_INPUT, "reason", "rest");
    text_copy(one.reason, sizeof one.reason, "没有别人");
    REFUSED(assign(one, true), ERR_INPUT, "volunteer", "马小军 cannot take 东门 22-06 04-11");
    roster_done(assign(one, false));
}

static void impossible_shifts_are_refused(void **state)
{
    (void)state;
    struct assignment one = roster_shift(roster.east, MONDAY, "14-22", roster.ma);
    one.ends_at = one.starts_at;
    REFUSED(assign(one, false), ERR_INPUT, "shift", "30 minutes to 16 hours");
    one.ends_at = one.starts_at + 30 * HOUR;
    REFUSED(assign(one, false), ERR_INPUT, "shift", "30 minutes to 16 hours");
    one = roster_shift(roster.east, MONDAY, "22-06", roster.ma);
    one.day = TUESDAY; /* it belongs to the day it starts */
    REFUSED(assign(one, false), ERR_INPUT, "day", "the day it starts on");
    REFUSED(assign(roster_shift(roster.east, MONDAY, "22-06", 4711), false), ERR_NOT_FOUND, "", "4711");
    REFUSED(assign(roster_shift(4711, MONDAY, "22-06", roster.ma), false), ERR_NOT_FOUND, "", "4711");
}

static void a_removed_one_may_come_back(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.east, MONDAY, "22-06", roster.ma);
    roster_done(roster_remove(roster.store, id, -1, NULL, &roster.err));
    assert_true(roster_again(id).head.voided[0] != '\0');
    REFUSED(roster_remove(roster.store, id, -1, NULL, &roster.err), ERR_CONFLICT, "",
            "马小军 was taken off 东门 22-06 04-11");
    assert_true(roster_assigned(roster.east, MONDAY, "22-06", roster.ma) != id);
}

static void an_excused_one_may_come_back_in_the_same_row(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.east, MONDAY, "22-06", roster.ma);
    roster_done(roster_excuse(roster.store, id, -1, "发烧", &roster.err));
    assert_int_equal(roster_assigned(roster.east, MONDAY, "22-06", roster.ma), id);
    roster_is_in(id, ASSIGNMENT_PLANNED);
    assert_string_equal(roster_again(id).reason, "");
}

static void a_stale_row_is_not_removed(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.east, MONDAY, "22-06", roster.ma);
    roster_sign_on(roster.officer);
    roster_done(roster_confirm(roster.store, id, 1, &roster.err));
    roster_sign_on(CLERK);
    REFUSED(roster_remove(roster.store, id, 1, NULL, &roster.err), ERR_CONFLICT, "", "王秀英");
}

static void who_was_there_is_not_removed(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.east, MONDAY, "14-22", roster.ma);
    roster_done(shift_in(roster.store, id, -1, 0, &roster.err));
    REFUSED(roster_remove(roster.store, id, -1, NULL, &roster.err), ERR_INPUT, "", "signed in since 14:32");
}

static void by_oneself_nothing_is_taken_that_is_over(void **state)
{
    (void)state;
    REFUSED(assign(roster_shift(roster.east, 20220410, "14-22", roster.ma), true), ERR_INPUT, "shift",
            "东门 14-22 04-10 is over");
    roster_done(assign(roster_shift(roster.east, 20220410, "14-22", roster.ma), false));
}

/* ---- coming, not coming ---- */

static void confirmed_once(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.east, MONDAY, "22-06", roster.ma);
    roster_done(roster_confirm(roster.store, id, -1, &roster.err));
    roster_is_in(id, ASSIGNMENT_CONFIRMED);
    REFUSED(roster_confirm(roster.store, id, -1, &roster.err), ERR_INPUT, "", "has confirmed");
}

static void an_excuse_needs_a_reason_and_makes_a_gap(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.east, MONDAY, "22-06", roster.ma);
    REFUSED(roster_excuse(roster.store, id, -1, "", &roster.err), ERR_INPUT, "reason", "Why?");
    roster_done(roster_excuse(roster.store, id, -1, "发烧", &roster.err));
    roster_is_in(id, ASSIGNMENT_EXCUSED);
    assert_string_equal(roster_again(id).reason, "发烧");
    REFUSED(roster_excuse(roster.store, id, -1, "发烧", &roster.err), ERR_INPUT, "", "发烧");
    roster_assigned(roster.east, MONDAY, "22-06", roster.he);
}

static void nobody_fails_to_come_before_it_begins(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.east, MONDAY, "22-06", roster.ma),
            early = roster_assigned(roster.south, MONDAY, "14-22", roster.he);
    REFUSED(roster_no_show(roster.store, id, -1, NULL, &roster.err), ERR_INPUT, "", "begins only at 22:00");
    roster_done(roster_no_show(roster.store, early, -1, "电话不通", &roster.err));
    roster_is_in(early, ASSIGNMENT_NO_SHOW);
    assert_string_equal(roster_again(early).note, "电话不通");
    roster_done(shift_in(roster.store, early, -1, 0, &roster.err)); /* comes all the same */
    roster_is_in(early, ASSIGNMENT_ARRIVED);
}

static void whoever_looks_for_a_stand_in_stays_responsible(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.east, MONDAY, "22-06", roster.ma), stand_in = 0;
    roster_done(roster_seek(roster.store, id, -1, true, "孩子生病", &roster.err));
    roster_is_in(id, ASSIGNMENT_PLANNED);
    assert_int_equal(roster_again(id).seeking_at, REGISTER_NOW);
    REFUSED(roster_seek(roster.store, id, -1, true, NULL, &roster.err), ERR_INPUT, "", "already, since 14:32");
    roster_done(roster_take_over(roster.store, id, -1, roster.he, NULL, true, &stand_in, &roster.err));
    roster_is_in(id, ASSIGNMENT_REPLACED);
    assert_int_equal(roster_again(id).seeking_at, 0);
    assert_int_equal(roster_again(stand_in).volunteer_id, roster.he);
    assert_int_equal(roster_again(stand_in).for_id, id);
    assert_int_equal(roster_again(stand_in).via, VIA_SELF);
}

static void taken_over_a_second_ago_says_by_whom(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.east, MONDAY, "22-06", roster.ma);
    roster_done(roster_seek(roster.store, id, -1, true, NULL, &roster.err));
    int64_t rev = roster_again(id).head.rev;
    roster_sign_on(roster.officer);
    roster_done(roster_take_over(roster.store, id, rev, roster.he, NULL, false, NULL, &roster.err));
    roster_sign_on(CLERK);
    REFUSED(roster_take_over(roster.store, id, rev, roster.lin, NULL, false, NULL, &roster.err), ERR_CONFLICT, "",
            "东门 22-06 04-11 is taken over already: 何军 stands in, since 14:32, by 王秀英.");
}

static void by_oneself_only_what_is_offered_is_taken_over(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.east, MONDAY, "22-06", roster.ma);
    REFUSED(roster_take_over(roster.store, id, -1, roster.he, NULL, true, NULL, &roster.err), ERR_CONFLICT, "",
            "no more");
    REFUSED(roster_take_over(roster.store, id, -1, roster.ma, NULL, false, NULL, &roster.err), ERR_INPUT, "volunteer",
            "choose somebody else");
    roster_assigned(roster.south, MONDAY, "22-06", roster.he);
    REFUSED(roster_take_over(roster.store, id, -1, roster.he, "没有别人", false, NULL, &roster.err), ERR_INPUT,
            "volunteer", "南门 22-06");
    roster_is_in(id, ASSIGNMENT_PLANNED);
}

static void without_the_stand_in_the_first_one_is_responsible_again(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.east, MONDAY, "22-06", roster.ma), stand_in = 0;
    roster_done(roster_take_over(roster.store, id, -1, roster.he, NULL, false, &stand_in, &roster.err));
    roster_done(roster_remove(roster.store, stand_in, -1, NULL, &roster.err));
    roster_is_in(id, ASSIGNMENT_PLANNED);
    assert_int_equal(roster_again(id).seeking_at, REGISTER_NOW);
}

/* ---- coming back ---- */

static void who_was_stood_in_for_comes_back_in_their_own_right(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.south, MONDAY, "22-06", roster.ma), stand_in = 0;
    roster_done(roster_take_over(roster.store, id, -1, roster.he, NULL, false, &stand_in, &roster.err));
    assert_int_equal(roster_assigned(roster.south, MONDAY, "22-06", roster.ma), id);
    roster_is_in(id, ASSIGNMENT_PLANNED);
    assert_int_equal(roster_again(stand_in).for_id, 0);
    register_whole(roster.store);
    roster_undo();
    roster_is_in(id, ASSIGNMENT_REPLACED);
    assert_int_equal(roster_again(stand_in).for_id, id);
    register_whole(roster.store);
    roster_done(roster_excuse(roster.store, stand_in, -1, "病了", &roster.err));
    struct assignment one = roster_again(id);
    one.state = ASSIGNMENT_PLANNED;
    roster_done(roster_correct(roster.store, &one, "来了", &roster.err));
    assert_int_equal(roster_again(stand_in).for_id, 0);
    register_whole(roster.store);
}

static void given_back_to_who_stands_elsewhere_now_is_excused(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.south, MONDAY, "22-06", roster.ma), stand_in = 0;
    roster_done(roster_take_over(roster.store, id, -1, roster.he, NULL, false, &stand_in, &roster.err));
    roster_assigned(roster.east, MONDAY, "22-06", roster.ma);
    roster_done(roster_remove(roster.store, stand_in, -1, NULL, &roster.err));
    roster_is_in(id, ASSIGNMENT_EXCUSED);
    assert_non_null(strstr(roster_again(id).reason, "东门"));
    register_whole(roster.store);
}

/* ---- read ---- */

static void the_roster_is_read_by_index(void **state)
{
    (void)state;
    char plan[600];
    struct roster_entry entry;
    int count = 0;
    roster_done(roster_read(roster.store, REGISTER_NOW, REGISTER_NOW + HOUR, 0, 0, &entry, 1, &count, &roster.err));
    register_plan(roster.store, "AND starts_at > :least_at", plan, sizeof plan);
    assert_non_null(strstr(plan, "assignment_starts"));
    assert_null(strstr(plan, "SCAN assignment"));
}

static void the_roster_knows_half_open_spans(void **state)
{
    (void)state;
    struct roster_entry entries[4];
    int count = 0;
    roster_assigned(roster.east, MONDAY, "22-06", roster.ma);
    roster_done(roster_read(roster.store, roster_time_of(TUESDAY, 5, 59), roster_time_of(TUESDAY, 6, 0), 0, 0, entries,
                            4, &count, &roster.err));
    assert_int_equal(count, 1);
    assert_string_equal(entries[0].name, "马小军");
    assert_string_equal(entries[0].post, "东门");
    roster_done(roster_read(roster.store, roster_time_of(TUESDAY, 6, 0), roster_time_of(TUESDAY, 7, 0), 0, 0, entries,
                            4, &count, &roster.err));
    assert_int_equal(count, 0);
    roster_done(roster_read(roster.store, roster_time_of(MONDAY, 0, 0), roster_time_of(MONDAY, 22, 0), roster.east,
                            roster.ma, entries, 4, &count, &roster.err));
    assert_int_equal(count, 0);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, roster_desk_open, roster_desk_close)
    const struct CMUnitTest tests[] = {
        TEST(an_assignment_says_by_whom_and_when),
        TEST(a_full_cell_says_who_took_the_last_place),
        TEST(a_full_cell_with_somebody_seeking_says_so),
        TEST(names_are_masked_where_the_terminal_masks_them),
        TEST(nobody_is_put_there_twice),
        TEST(nobody_stands_at_two_places),
        TEST(a_broken_rule_needs_a_reason_and_bars_by_oneself),
        TEST(impossible_shifts_are_refused),
        TEST(a_removed_one_may_come_back),
        TEST(an_excused_one_may_come_back_in_the_same_row),
        TEST(a_stale_row_is_not_removed),
        TEST(who_was_there_is_not_removed),
        TEST(by_oneself_nothing_is_taken_that_is_over),
        TEST(confirmed_once),
        TEST(an_excuse_needs_a_reason_and_makes_a_gap),
        TEST(nobody_fails_to_come_before_it_begins),
        TEST(whoever_looks_for_a_stand_in_stays_responsible),
        TEST(taken_over_a_second_ago_says_by_whom),
        TEST(by_oneself_only_what_is_offered_is_taken_over),
        TEST(without_the_stand_in_the_first_one_is_responsible_again),
        TEST(who_was_stood_in_for_comes_back_in_their_own_right),
        TEST(given_back_to_who_stands_elsewhere_now_is_excused),
        TEST(the_roster_is_read_by_index),
        TEST(the_roster_knows_half_open_spans),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
