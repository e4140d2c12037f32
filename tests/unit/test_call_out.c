/* Who is rung for a gap: those who may come, best first, and one caller for each of them; what they say is done. */
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include "tests/lib/roster_desk.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- calls ---- */

static void two_officers_never_ring_the_same_person(void **state)
{
    (void)state;
    const struct fit_shift gap = roster_fit_shift(roster.east, MONDAY, "22-06"),
                           other = roster_fit_shift(roster.south, MONDAY, "22-06");
    int64_t id = 0, second = 0;
    roster_done(call_out_begin(roster.store, &gap, roster.ma, &id, &roster.err));
    roster_done(call_out_begin(roster.store, &gap, roster.ma, &second, &roster.err)); /* the same call */
    assert_int_equal(id, second);
    roster_sign_on(roster.officer);
    REFUSED(call_out_begin(roster.store, &other, roster.ma, &second, &roster.err), ERR_CONFLICT, "volunteer",
            "马小军 is being rung by 李卫国, since 14:32");
    clock_fix(REGISTER_NOW + 301); /* nobody rings so long */
    roster_done(call_out_begin(roster.store, &other, roster.ma, &second, &roster.err));
    assert_int_not_equal(id, second);
}

/* Each is a process of its own and an officer, all at the same time. */
static void of_twenty_officers_one_rings(void **state)
{
    (void)state;
    enum { OFFICERS = 20 };
    const struct fit_shift gap = roster_fit_shift(roster.east, MONDAY, "22-06");
    pid_t children[OFFICERS];
    int64_t officers[OFFICERS];
    char path[128], name[32];
    int ringing = 0;
    for (int i = 0; i < OFFICERS; i++) {
        snprintf(name, sizeof name, "值班员%d", i);
        officers[i] = register_officer(roster.store, name);
    }
    text_copy(path, sizeof path, store_path(roster.store));
    store_close(roster.store);
    for (int i = 0; i < OFFICERS; i++) {
        children[i] = fork();
        assert_true(children[i] >= 0);
        if (children[i] != 0)
            continue;
        struct err own_err = {0};
        int64_t id = 0;
        struct store *own = store_open(path, 0, &own_err);
        bool rings = own != NULL && store_sign_on(own, officers[i], "desk", false, &own_err) &&
                     call_out_begin(own, &gap, roster.ma, &id, &own_err);
        _exit(rings ? 0 : (int)own_err.code);
    }
    for (int i = 0; i < OFFICERS; i++) {
        int status = 0;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_true(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == ERR_CONFLICT));
        ringing += WEXITSTATUS(status) == 0;
    }
    roster.store = store_open(path, 0, &roster.err);
    assert_int_equal(ringing, 1);
    assert_int_equal(register_count(roster.store, "SELECT COUNT(*) FROM call_out"), 1);
}

static void a_call_that_ended_is_in_nobodys_way(void **state)
{
    (void)state;
    const struct fit_shift gap = roster_fit_shift(roster.east, MONDAY, "22-06");
    int64_t id = 0, second = 0;
    roster_done(call_out_begin(roster.store, &gap, roster.ma, &id, &roster.err));
    REFUSED(call_out_end(roster.store, id, CALL_CALLING, NULL, &roster.err), ERR_INPUT, "result", "What did they say");
    roster_done(call_out_end(roster.store, id, CALL_NO_ANSWER, NULL, &roster.err));
    roster_sign_on(roster.officer);
    roster_done(call_out_begin(roster.store, &gap, roster.ma, &second, &roster.err));
    assert_int_not_equal(id, second);
}

static void who_comes_is_put_there(void **state)
{
    (void)state;
    const struct fit_shift gap = roster_fit_shift(roster.east, MONDAY, "22-06");
    int64_t id = 0;
    roster_done(call_out_begin(roster.store, &gap, roster.ma, &id, &roster.err));
    roster_done(call_out_end(roster.store, id, CALL_COMING, NULL, &roster.err));
    struct roster_entry entry;
    roster_done(shift_meant(roster.store, roster.ma, 0, &entry, &roster.err));
    assert_int_equal(entry.assignment.post_id, roster.east);
    assert_int_equal(entry.assignment.ends_at, gap.ends_at);
    REFUSED(call_out_end(roster.store, id, CALL_NO, NULL, &roster.err), ERR_CONFLICT, "", "马小军 has said already");
    roster_undo();
    assert_int_equal(register_count(roster.store, "SELECT COUNT(*) FROM assignment WHERE voided IS NULL"), 0);
    assert_int_equal(register_count(roster.store, "SELECT COUNT(*) FROM call_out WHERE result = 'calling'"), 1);
}

static void who_comes_where_it_is_full_meanwhile_is_not_lost(void **state)
{
    (void)state;
    const struct fit_shift gap = roster_fit_shift(roster.east, MONDAY, "22-06");
    int64_t id = 0;
    roster_done(call_out_begin(roster.store, &gap, roster.ma, &id, &roster.err));
    roster_assigned(roster.east, MONDAY, "22-06", roster.he);
    REFUSED(call_out_end(roster.store, id, CALL_COMING, NULL, &roster.err), ERR_CONFLICT, "volunteer",
            "the last place went to 何军");
    roster_done(call_out_end(roster.store, id, CALL_LATER, NULL, &roster.err));
}

static void who_comes_stands_in_for_the_one_who_seeks(void **state)
{
    (void)state;
    const struct fit_shift gap = roster_fit_shift(roster.east, MONDAY, "22-06");
    int64_t seeks = roster_assigned(roster.east, MONDAY, "22-06", roster.he), id = 0;
    roster_done(roster_seek(roster.store, seeks, -1, true, NULL, &roster.err));
    roster_done(call_out_begin(roster.store, &gap, roster.ma, &id, &roster.err));
    roster_done(call_out_end(roster.store, id, CALL_COMING, NULL, &roster.err));
    roster_is_in(seeks, ASSIGNMENT_REPLACED);
}

static void who_comes_when_called_relieves_whose_household_is_observed(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.east, MONDAY, "22-06", roster.ma), call = 0;
    const struct fit_shift gap = roster_fit_shift(roster.east, MONDAY, "22-06");
    roster_observe(roster.store, roster.ma);
    roster_done(call_out_begin(roster.store, &gap, roster.he, &call, &roster.err));
    roster_done(call_out_end(roster.store, call, CALL_COMING, "", &roster.err));
    roster_is_in(id, ASSIGNMENT_REPLACED);
    register_whole(roster.store);
}

/* ---- candidates ---- */

static int candidates(const char *word, bool only_free, struct roster_candidate list[8])
{
    const struct fit_shift gap = roster_fit_shift(roster.east, MONDAY, "22-06");
    int count = 0;
    roster_done(roster_candidates(roster.store, &gap, word, only_free, list, 8, &count, &roster.err));
    return count;
}

static void candidates_are_ranked(void **state)
{
    (void)state;
    static struct roster_candidate list[8];
    int64_t id = 0;
    roster_assigned(roster.south, MONDAY, "22-06", roster.ma);   /* forbidden: stands there */
    roster_assigned(roster.south, TUESDAY, "06-14", roster.lin); /* rests too little */
    roster_assigned(roster.south, 20220414, "06-14", roster.he); /* free, eight hours this week */
    roster_volunteer(roster.store, "单志强");
    assert_int_equal(candidates("", false, list), 4);
    assert_string_equal(list[0].volunteer.name, "单志强");
    assert_true(list[0].first_time);
    assert_string_equal(list[1].volunteer.name, "何军");
    assert_int_equal(list[1].week_shifts, 1);
    assert_int_equal(list[1].week_minutes, 480);
    assert_string_equal(list[2].volunteer.name, "林小燕");
    assert_int_equal(list[2].fit.bars & 1u << BAR_REST, 1u << BAR_REST);
    assert_string_equal(list[3].volunteer.name, "马小军");
    assert_true(shift_fit_forbidden(&list[3].fit));
    assert_int_equal(candidates("", true, list), 2);
    const struct fit_shift gap = roster_fit_shift(roster.east, MONDAY, "22-06");
    roster_done(call_out_begin(roster.store, &gap, list[0].volunteer.head.id, &id, &roster.err));
    roster_done(call_out_end(roster.store, id, CALL_NO, NULL, &roster.err));
    assert_int_equal(candidates("", true, list), 2);
    assert_string_equal(list[0].volunteer.name, "何军"); /* the other one said no */
    assert_int_equal(list[1].call.result, CALL_NO);
    assert_string_equal(list[1].caller, "李卫国");
}

/* Who just said that they cannot come has the fewest hours, and is asked last all the same. */
static void whoever_was_excused_from_it_is_asked_last(void **state)
{
    (void)state;
    static struct roster_candidate list[8];
    int64_t id = roster_assigned(roster.east, MONDAY, "22-06", roster.he);
    roster_assigned(roster.south, 20220414, "06-14", roster.lin);
    roster_assigned(roster.south, 20220414, "06-14", roster.ma);
    roster_done(roster_excuse(roster.store, id, -1, "发烧", &roster.err));
    assert_int_equal(candidates("", true, list), 3);
    assert_int_equal(list[2].volunteer.head.id, roster.he);
    assert_true(list[2].declined && !list[0].declined && !list[1].declined);
}

static void candidates_are_found_by_initials_name_and_last_digits(void **state)
{
    (void)state;
    static struct roster_candidate list[8];
    assert_int_equal(candidates("mxj", false, list), 1);
    assert_string_equal(list[0].volunteer.name, "马小军");
    assert_int_equal(candidates("林", false, list), 1);
    assert_int_equal(candidates("没有", false, list), 0);
    struct volunteer digits = {.person_id = register_person(roster.store, "赵敏", "13812345678", 0)};
    text_copy(digits.name, sizeof digits.name, "赵敏");
    roster_put(roster.store, &volunteer_table, &digits);
    assert_int_equal(candidates("5678", false, list), 1);
    assert_string_equal(list[0].volunteer.name, "赵敏");
    assert_string_equal(list[0].volunteer.phone, "13812345678");
}

static void candidates_judge_as_one_by_one(void **state)
{
    (void)state;
    static struct roster_candidate list[8];
    const struct fit_shift gap = roster_fit_shift(roster.east, MONDAY, "22-06");
    roster_assigned(roster.south, MONDAY, "14-22", roster.ma);
    roster_leave(roster.store, roster.he, MONDAY, MONDAY);
    int count = candidates("", false, list);
    assert_int_equal(count, 3);
    for (int i = 0; i < count; i++) {
        struct shift_fit fit;
        roster_done(shift_fit(roster.store, list[i].volunteer.head.id, &gap, &fit, &roster.err));
        assert_int_equal(list[i].fit.bars, fit.bars);
    }
}

static void what_candidates_worked_is_read_from_an_index_alone(void **state)
{
    (void)state;
    static struct roster_candidate list[8];
    char plan[1200];
    candidates("", false, list);
    register_plan(roster.store, "r.id AND a.day BETWEEN", plan, sizeof plan);
    assert_non_null(strstr(plan, "COVERING INDEX assignment_hours (volunteer_id=? AND day>? AND day<?)"));
    assert_null(strstr(plan, "SCAN a"));
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, roster_desk_open, roster_desk_close)
    const struct CMUnitTest tests[] = {
        TEST(two_officers_never_ring_the_same_person),
        TEST(of_twenty_officers_one_rings),
        TEST(a_call_that_ended_is_in_nobodys_way),
        TEST(who_comes_is_put_there),
        TEST(who_comes_where_it_is_full_meanwhile_is_not_lost),
        TEST(who_comes_stands_in_for_the_one_who_seeks),
        TEST(who_comes_when_called_relieves_whose_household_is_observed),
        TEST(candidates_are_ranked),
        TEST(whoever_was_excused_from_it_is_asked_last),
        TEST(candidates_are_found_by_initials_name_and_last_digits),
        TEST(candidates_judge_as_one_by_one),
        TEST(what_candidates_worked_is_read_from_an_index_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
