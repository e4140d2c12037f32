/* What becomes of assignments: put there and taken off, taken over, excused, confirmed, signed in and out, corrected;
 * who was faster is said; each of it undone. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/duty.h"
#include "gatepost/memory.h"
#include "gatepost/observation_rules.h"
#include "gatepost/registers.h"
#include "gatepost/roster_move.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "src/store/database.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { HOUR = 3600, MONDAY = 20220411, TUESDAY = 20220412, CLERK = 1 };
static struct store *store;
static struct err err;
static int64_t officer, east, south, he, ma, lin; /* 东门, 南门; 何军, 马小军, 林小燕 */

static int setup(void **state)
{
    (void)state;
    store = register_open();
    err = (struct err){0};
    officer = register_officer(store, "王秀英");
    east = roster_post(store, "东门", "06-14 14-22 22-06", 1, 1);
    south = roster_post(store, "南门", "06-14 14-22 22-06", 1, 2);
    he = roster_volunteer(store, "何军");
    ma = roster_volunteer(store, "马小军");
    lin = roster_volunteer(store, "林小燕");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    clock_fix(REGISTER_NOW);
    return 0;
}

/* ---- with few words ---- */

static void by(int64_t officer_id)
{
    assert_true(store_sign_on(store, officer_id, "test", true, &err));
}

static int64_t time_of(int day, int hour, int minute)
{
    return clock_day_start(day) + hour * HOUR + minute * 60;
}

static struct assignment shift(int64_t post, int day, const char *text, int64_t volunteer)
{
    struct shift_span span;
    assert_true(shift_span_parse(text, &span, &err));
    return (struct assignment){.post_id = post,
                               .day = day,
                               .starts_at = shift_starts_at(day, span),
                               .ends_at = shift_ends_at(day, span),
                               .volunteer_id = volunteer};
}

static struct fit_shift fit_shift(int64_t post, int day, const char *text)
{
    struct assignment one = shift(post, day, text, 0);
    return (struct fit_shift){.post_id = post, .starts_at = one.starts_at, .ends_at = one.ends_at, .day = day};
}

static int64_t put(int64_t post, int day, const char *text, int64_t volunteer)
{
    struct assignment one = shift(post, day, text, volunteer);
    err = (struct err){0};
    if (!roster_assign(store, &one, false, false, &err))
        fail_msg("%s", err.text);
    return one.head.id;
}

static struct assignment again(int64_t id)
{
    struct assignment one;
    assert_true(record_get(store, &assignment_table, id, &one, NULL));
    return one;
}

static void is_in(int64_t id, enum assignment_state state)
{
    assert_int_equal(again(id).state, state);
}

static void done(bool good)
{
    if (!good)
        fail_msg("%s", err.text);
}

static int64_t written(void)
{
    return register_count(store, "SELECT MAX(id) FROM audit");
}

/* What was just refused: its code, field ("" for none) and words; nothing was written since `before`. */
static void refused(bool good, int64_t before, enum err_code code, const char *field, const char *words)
{
    if (good)
        fail_msg("not refused: %s", words);
    if (strstr(err.text, words) == NULL)
        fail_msg("%s", err.text);
    assert_int_equal(err.code, code);
    assert_string_equal(err.field != NULL ? err.field : "", field);
    assert_int_equal(written(), before);
}
#define REFUSED(call, code, field, words)                \
    do {                                                 \
        int64_t before_ = written();                     \
        err = (struct err){0};                           \
        bool good_ = (call);                             \
        refused(good_, before_, (code), (field), words); \
    } while (0)

static bool assign(struct assignment one, bool by_oneself)
{
    return roster_assign(store, &one, by_oneself, false, &err);
}

static void undo(void)
{
    struct buffer what = {0};
    if (!undo_last(store, &what, &err))
        fail_msg("%s", err.text);
    buffer_release(&what);
}

static void redo(void)
{
    struct buffer what = {0};
    if (!redo_last(store, &what, &err))
        fail_msg("%s", err.text);
    buffer_release(&what);
}

/* ---- put there ---- */

static void an_assignment_says_by_whom_and_when(void **state)
{
    (void)state;
    struct assignment one = again(put(east, MONDAY, "22-06", ma));
    assert_int_equal(one.state, ASSIGNMENT_PLANNED);
    assert_int_equal(one.officer_id, CLERK);
    assert_int_equal(one.assigned_at, REGISTER_NOW);
    assert_int_equal(one.day, MONDAY);
    assert_int_equal(one.ends_at, time_of(TUESDAY, 6, 0));
}

static void a_full_cell_says_who_took_the_last_place(void **state)
{
    (void)state;
    put(east, MONDAY, "22-06", ma);
    by(officer);
    REFUSED(assign(shift(east, MONDAY, "22-06", he), false), ERR_CONFLICT, "volunteer",
            "东门 22-06 04-11 is full: the last place went to 马小军, at 14:32, by 李卫国.");
    struct assignment beyond = shift(east, MONDAY, "22-06", he);
    done(roster_assign(store, &beyond, false, true, &err));
}

static void a_full_cell_with_somebody_seeking_says_so(void **state)
{
    (void)state;
    int64_t id = put(east, MONDAY, "22-06", ma);
    done(roster_seek(store, id, -1, true, NULL, &err));
    REFUSED(assign(shift(east, MONDAY, "22-06", he), false), ERR_CONFLICT, "volunteer", "马小军 looks for a stand-in");
}

static void names_are_masked_where_the_terminal_masks_them(void **state)
{
    (void)state;
    put(east, MONDAY, "22-06", ma);
    store_mask_names(store, true);
    REFUSED(assign(shift(east, MONDAY, "22-06", he), false), ERR_CONFLICT, "volunteer", "马*军");
    assert_null(strstr(err.text, "马小军"));
    assert_null(strstr(err.text, "李卫国"));
}

static void nobody_is_put_there_twice(void **state)
{
    (void)state;
    put(south, MONDAY, "22-06", ma);
    REFUSED(assign(shift(south, MONDAY, "22-06", ma), false), ERR_CONFLICT, "volunteer",
            "马小军 is on 南门 22-06 04-11 already");
}

static void nobody_stands_at_two_places(void **state)
{
    (void)state;
    put(south, MONDAY, "22-06", ma);
    struct assignment one = shift(east, MONDAY, "22-06", ma);
    text_copy(one.reason, sizeof one.reason, "没有别人");
    REFUSED(assign(one, false), ERR_INPUT, "volunteer", "南门 22-06");
}

static void a_broken_rule_needs_a_reason_and_bars_by_oneself(void **state)
{
    (void)state;
    put(south, MONDAY, "14-22", ma);
    struct assignment one = shift(east, MONDAY, "22-06", ma);
    REFUSED(assign(one, false), ERR_INPUT, "reason", "rest");
    text_copy(one.reason, sizeof one.reason, "没有别人");
    REFUSED(assign(one, true), ERR_INPUT, "volunteer", "马小军 cannot take 东门 22-06 04-11");
    done(assign(one, false));
}

static void impossible_shifts_are_refused(void **state)
{
    (void)state;
    struct assignment one = shift(east, MONDAY, "14-22", ma);
    one.ends_at = one.starts_at;
    REFUSED(assign(one, false), ERR_INPUT, "shift", "30 minutes to 16 hours");
    one.ends_at = one.starts_at + 30 * HOUR;
    REFUSED(assign(one, false), ERR_INPUT, "shift", "30 minutes to 16 hours");
    one = shift(east, MONDAY, "22-06", ma);
    one.day = TUESDAY; /* it belongs to the day it starts */
    REFUSED(assign(one, false), ERR_INPUT, "day", "the day it starts on");
    REFUSED(assign(shift(east, MONDAY, "22-06", 4711), false), ERR_NOT_FOUND, "", "4711");
    REFUSED(assign(shift(4711, MONDAY, "22-06", ma), false), ERR_NOT_FOUND, "", "4711");
}

static void a_removed_one_may_come_back(void **state)
{
    (void)state;
    int64_t id = put(east, MONDAY, "22-06", ma);
    done(roster_remove(store, id, -1, NULL, &err));
    assert_true(again(id).head.voided[0] != '\0');
    REFUSED(roster_remove(store, id, -1, NULL, &err), ERR_CONFLICT, "", "马小军 was taken off 东门 22-06 04-11");
    assert_true(put(east, MONDAY, "22-06", ma) != id);
}

static void an_excused_one_may_come_back_in_the_same_row(void **state)
{
    (void)state;
    int64_t id = put(east, MONDAY, "22-06", ma);
    done(roster_excuse(store, id, -1, "发烧", &err));
    assert_int_equal(put(east, MONDAY, "22-06", ma), id);
    is_in(id, ASSIGNMENT_PLANNED);
    assert_string_equal(again(id).reason, "");
}

static void a_stale_row_is_not_removed(void **state)
{
    (void)state;
    int64_t id = put(east, MONDAY, "22-06", ma);
    by(officer);
    done(roster_confirm(store, id, 1, &err));
    by(CLERK);
    REFUSED(roster_remove(store, id, 1, NULL, &err), ERR_CONFLICT, "", "王秀英");
}

static void who_was_there_is_not_removed(void **state)
{
    (void)state;
    int64_t id = put(east, MONDAY, "14-22", ma);
    done(shift_in(store, id, -1, 0, &err));
    REFUSED(roster_remove(store, id, -1, NULL, &err), ERR_INPUT, "", "signed in since 14:32");
}

/* ---- coming, not coming ---- */

static void confirmed_once(void **state)
{
    (void)state;
    int64_t id = put(east, MONDAY, "22-06", ma);
    done(roster_confirm(store, id, -1, &err));
    is_in(id, ASSIGNMENT_CONFIRMED);
    REFUSED(roster_confirm(store, id, -1, &err), ERR_INPUT, "", "has confirmed");
}

static void an_excuse_needs_a_reason_and_makes_a_gap(void **state)
{
    (void)state;
    int64_t id = put(east, MONDAY, "22-06", ma);
    REFUSED(roster_excuse(store, id, -1, "", &err), ERR_INPUT, "reason", "Why?");
    done(roster_excuse(store, id, -1, "发烧", &err));
    is_in(id, ASSIGNMENT_EXCUSED);
    assert_string_equal(again(id).reason, "发烧");
    REFUSED(roster_excuse(store, id, -1, "发烧", &err), ERR_INPUT, "", "发烧");
    put(east, MONDAY, "22-06", he);
}

static void nobody_fails_to_come_before_it_begins(void **state)
{
    (void)state;
    int64_t id = put(east, MONDAY, "22-06", ma), early = put(south, MONDAY, "14-22", he);
    REFUSED(roster_no_show(store, id, -1, NULL, &err), ERR_INPUT, "", "begins only at 22:00");
    done(roster_no_show(store, early, -1, "电话不通", &err));
    is_in(early, ASSIGNMENT_NO_SHOW);
    assert_string_equal(again(early).note, "电话不通");
    done(shift_in(store, early, -1, 0, &err)); /* comes all the same */
    is_in(early, ASSIGNMENT_ARRIVED);
}

static void whoever_looks_for_a_stand_in_stays_responsible(void **state)
{
    (void)state;
    int64_t id = put(east, MONDAY, "22-06", ma), stand_in = 0;
    done(roster_seek(store, id, -1, true, "孩子生病", &err));
    is_in(id, ASSIGNMENT_PLANNED);
    assert_int_equal(again(id).seeking_at, REGISTER_NOW);
    REFUSED(roster_seek(store, id, -1, true, NULL, &err), ERR_INPUT, "", "already, since 14:32");
    done(roster_take_over(store, id, -1, he, NULL, true, &stand_in, &err));
    is_in(id, ASSIGNMENT_REPLACED);
    assert_int_equal(again(id).seeking_at, 0);
    assert_int_equal(again(stand_in).volunteer_id, he);
    assert_int_equal(again(stand_in).for_id, id);
    assert_int_equal(again(stand_in).via, VIA_SELF);
}

static void taken_over_a_second_ago_says_by_whom(void **state)
{
    (void)state;
    int64_t id = put(east, MONDAY, "22-06", ma);
    done(roster_seek(store, id, -1, true, NULL, &err));
    int64_t rev = again(id).head.rev;
    by(officer);
    done(roster_take_over(store, id, rev, he, NULL, false, NULL, &err));
    by(CLERK);
    REFUSED(roster_take_over(store, id, rev, lin, NULL, false, NULL, &err), ERR_CONFLICT, "",
            "东门 22-06 04-11 is taken over already: 何军 stands in, since 14:32, by 王秀英.");
}

static void by_oneself_only_what_is_offered_is_taken_over(void **state)
{
    (void)state;
    int64_t id = put(east, MONDAY, "22-06", ma);
    REFUSED(roster_take_over(store, id, -1, he, NULL, true, NULL, &err), ERR_CONFLICT, "", "no more");
    REFUSED(roster_take_over(store, id, -1, ma, NULL, false, NULL, &err), ERR_INPUT, "volunteer",
            "choose somebody else");
    put(south, MONDAY, "22-06", he);
    REFUSED(roster_take_over(store, id, -1, he, "没有别人", false, NULL, &err), ERR_INPUT, "volunteer", "南门 22-06");
    is_in(id, ASSIGNMENT_PLANNED);
}

static void without_the_stand_in_the_first_one_is_responsible_again(void **state)
{
    (void)state;
    int64_t id = put(east, MONDAY, "22-06", ma), stand_in = 0;
    done(roster_take_over(store, id, -1, he, NULL, false, &stand_in, &err));
    done(roster_remove(store, stand_in, -1, NULL, &err));
    is_in(id, ASSIGNMENT_PLANNED);
    assert_int_equal(again(id).seeking_at, REGISTER_NOW);
}

/* ---- in and out ---- */

static void in_and_out_count_minutes_and_those_at_night(void **state)
{
    (void)state;
    int64_t id = put(east, MONDAY, "22-06", ma);
    clock_fix(time_of(MONDAY, 22, 12));
    done(shift_in(store, id, -1, 0, &err));
    struct assignment one = again(id);
    assert_int_equal(shift_late_minutes(&one), 12);
    REFUSED(shift_in(store, id, -1, 0, &err), ERR_INPUT, "", "signed in since 22:12");
    clock_fix(time_of(TUESDAY, 6, 8));
    done(shift_out(store, id, -1, 0, &err));
    one = again(id);
    assert_int_equal(one.state, ASSIGNMENT_DONE);
    assert_int_equal(one.minutes, 7 * 60 + 56);
    assert_int_equal(one.night_minutes, 7 * 60 + 48);
    assert_int_equal(one.day, MONDAY);
    REFUSED(shift_out(store, id, -1, 0, &err), ERR_INPUT, "", "has worked");
    REFUSED(shift_in(store, id, -1, 0, &err), ERR_INPUT, "", "has worked");
}

static void across_the_turn_of_the_year(void **state)
{
    (void)state;
    clock_fix(time_of(20221231, 20, 0));
    int64_t id = put(east, 20221231, "22-06", ma);
    clock_fix(time_of(20221231, 22, 0));
    done(shift_in(store, id, -1, 0, &err));
    clock_fix(time_of(20230101, 6, 0));
    done(shift_out(store, id, -1, 0, &err));
    assert_int_equal(again(id).minutes, 480);
    assert_int_equal(again(id).night_minutes, 480);
    assert_int_equal(again(id).day, 20221231);
}

static void who_comes_early_waits_until_the_handover(void **state)
{
    (void)state;
    struct post post;
    assert_true(record_get(store, &post_table, east, &post, &err));
    post.overlap = 10;
    roster_put(store, &post_table, &post);
    int64_t id = put(east, MONDAY, "22-06", ma);
    clock_fix(time_of(MONDAY, 20, 30));
    done(shift_in(store, id, -1, 0, &err));
    done(shift_out(store, id, -1, time_of(MONDAY, 20, 30), &err));
    assert_int_equal(again(id).minutes, 0);
    by(officer);
    struct assignment one = again(id);
    one.left_at = time_of(MONDAY, 23, 0);
    clock_fix(one.left_at);
    done(roster_correct(store, &one, "看错", &err));
    assert_int_equal(again(id).minutes, 70); /* from 21:50 */
    assert_int_equal(again(id).night_minutes, 60);
}

static void at_the_wrong_time_the_right_shift_is_named(void **state)
{
    (void)state;
    int64_t tomorrow = put(east, TUESDAY, "22-06", ma), now = put(south, MONDAY, "14-22", ma);
    REFUSED(shift_in(store, tomorrow, -1, 0, &err), ERR_INPUT, "shift", "but on 南门 14-22 04-11");
    int64_t night = put(south, TUESDAY, "22-06", he);
    REFUSED(shift_in(store, night, -1, 0, &err), ERR_INPUT, "shift", "begins at 04-12 22:00");
    clock_fix(time_of(MONDAY, 22, 0));
    REFUSED(shift_in(store, now, -1, 0, &err), ERR_INPUT, "shift", "is over since 22:00");
    REFUSED(shift_in(store, now, -1, time_of(TUESDAY, 22, 0), &err), ERR_INPUT, "at", "in the future");
}

static void the_shift_that_runs_is_meant_else_the_next(void **state)
{
    (void)state;
    struct roster_entry entry;
    int64_t night = put(east, TUESDAY, "22-06", ma), now = put(south, MONDAY, "14-22", ma);
    done(shift_meant(store, ma, 0, &entry, &err));
    assert_int_equal(entry.assignment.head.id, now);
    assert_string_equal(entry.name, "马小军");
    assert_string_equal(entry.post, "南门");
    done(shift_meant(store, ma, time_of(MONDAY, 13, 0), &entry, &err));
    assert_int_equal(entry.assignment.head.id, now);
    done(shift_meant(store, ma, time_of(TUESDAY, 2, 0), &entry, &err)); /* of that day */
    assert_int_equal(entry.assignment.head.id, night);
    done(shift_meant(store, ma, time_of(20220413, 5, 0), &entry, &err)); /* runs since yesterday */
    assert_int_equal(entry.assignment.head.id, night);
    REFUSED(shift_meant(store, lin, 0, &entry, &err), ERR_NOT_FOUND, "volunteer", "林小燕 is on no shift");
    REFUSED(shift_meant(store, ma, time_of(20220415, 5, 0), &entry, &err), ERR_NOT_FOUND, "volunteer", "no shift");
}

static void at_the_wrong_post_the_right_one_is_named(void **state)
{
    (void)state;
    struct roster_entry entry;
    int64_t now = put(south, MONDAY, "14-22", ma);
    REFUSED(shift_meant_at(store, ma, east, 0, &entry, &err), ERR_INPUT, "post",
            "马小军 is not at 东门 then but on 南门 14-22 04-11");
    done(shift_meant_at(store, ma, south, 0, &entry, &err));
    assert_int_equal(entry.assignment.head.id, now);
}

static void at_two_posts_one_signs_out_first(void **state)
{
    (void)state;
    int64_t first = put(south, MONDAY, "14-22", ma);
    done(shift_in(store, first, -1, 0, &err));
    struct assignment next = shift(east, MONDAY, "22-06", ma);
    text_copy(next.reason, sizeof next.reason, "没有别人");
    done(roster_assign(store, &next, false, false, &err));
    clock_fix(time_of(MONDAY, 22, 5)); /* forgot to sign out */
    done(shift_in(store, next.head.id, -1, 0, &err));
    is_in(first, ASSIGNMENT_DONE);
    assert_int_equal(again(first).left_at, time_of(MONDAY, 22, 0));
    assert_true(again(first).not_signed_out);
    is_in(next.head.id, ASSIGNMENT_ARRIVED);
}

static void nobody_signs_out_who_is_not_in(void **state)
{
    (void)state;
    struct roster_entry entry;
    int64_t id = put(south, MONDAY, "14-22", ma);
    REFUSED(shift_out(store, id, -1, 0, &err), ERR_INPUT, "shift", "has not signed in");
    REFUSED(shift_standing(store, ma, 0, &entry, &err), ERR_NOT_FOUND, "volunteer", "not signed in");
    done(shift_in(store, id, -1, 0, &err));
    REFUSED(shift_out(store, id, -1, REGISTER_NOW - 60, &err), ERR_INPUT, "at", "signed in at 14:32");
    done(shift_standing(store, ma, 0, &entry, &err));
    assert_int_equal(entry.assignment.head.id, id);
}

static void the_clock_closes_what_nobody_signed_out_of(void **state)
{
    (void)state;
    int64_t id = put(south, MONDAY, "14-22", ma), other = put(south, MONDAY, "14-22", he);
    done(shift_in(store, id, -1, 0, &err));
    clock_fix(time_of(MONDAY, 22, 29));
    done(duty_run(store, clock_now(), &err));
    is_in(id, ASSIGNMENT_ARRIVED);
    clock_fix(time_of(MONDAY, 22, 30));
    done(duty_run(store, clock_now(), &err));
    struct assignment one = again(id);
    assert_int_equal(one.state, ASSIGNMENT_DONE);
    assert_true(one.not_signed_out);
    assert_int_equal(one.left_at, time_of(MONDAY, 22, 0));
    assert_int_equal(one.minutes, 7 * 60 + 28);
    is_in(other, ASSIGNMENT_PLANNED);
    done(shift_out(store, id, -1, time_of(MONDAY, 22, 20), &err)); /* they stayed for the next one */
    assert_false(again(id).not_signed_out);
    assert_int_equal(again(id).minutes, 7 * 60 + 48);
    assert_int_equal(
        register_count(store, "SELECT COUNT(*) FROM batch WHERE verb = 'shift.out' AND officer_id IS NULL"), 1);
}

static void the_clock_looks_by_an_index(void **state)
{
    (void)state;
    char plan[400];
    duty_run(store, clock_now(), &err);
    register_plan(store, "state = 'arrived' AND ends_at <=", plan, sizeof plan);
    assert_non_null(strstr(plan, "assignment_there"));
}

/* ---- corrected ---- */

static bool correct(int64_t id, enum assignment_state state, int64_t in, int64_t out, const char *why)
{
    struct assignment one = again(id);
    one.state = state;
    one.arrived_at = in;
    one.left_at = out;
    return roster_correct(store, &one, why, &err);
}

static void every_state_can_be_put_right(void **state)
{
    (void)state;
    int64_t id = put(south, 20220410, "14-22", ma);
    by(officer);
    int64_t in = time_of(20220410, 14, 0), out = time_of(20220410, 22, 0);
    done(correct(id, ASSIGNMENT_DONE, in, out, "纸上有"));
    assert_int_equal(again(id).minutes, 480);
    assert_string_equal(again(id).note, "纸上有");
    done(correct(id, ASSIGNMENT_NO_SHOW, in, out, "是别人"));
    assert_int_equal(again(id).minutes, 0);
    assert_int_equal(again(id).arrived_at, 0);
    assert_string_equal(again(id).note, "纸上有; 是别人");
    done(correct(id, ASSIGNMENT_ARRIVED, in, 0, "还在"));
    done(correct(id, ASSIGNMENT_EXCUSED, 0, 0, "病"));
    done(correct(id, ASSIGNMENT_PLANNED, 0, 0, "重来"));
}

static void a_correction_makes_sense(void **state)
{
    (void)state;
    int64_t id = put(south, 20220410, "14-22", ma), stand_in = 0;
    int64_t in = time_of(20220410, 14, 0), out = time_of(20220410, 22, 0);
    struct officer clerk = {.role = ROLE_CLERK, .name = "陈静"};
    register_begin(store);
    assert_true(officer_save(store, &clerk, &err));
    register_commit(store);
    by(clerk.id);
    REFUSED(correct(id, ASSIGNMENT_DONE, in, out, "纸上有"), ERR_ROLE, "", "Only a duty officer");
    by(officer);
    REFUSED(correct(id, ASSIGNMENT_DONE, in, out, ""), ERR_INPUT, "reason", "Why?");
    REFUSED(correct(id, ASSIGNMENT_DONE, in, 0, "看错"), ERR_INPUT, "left_at", "Until when");
    REFUSED(correct(id, ASSIGNMENT_DONE, 0, out, "看错"), ERR_INPUT, "arrived_at", "Since when");
    REFUSED(correct(id, ASSIGNMENT_DONE, out, in, "看错"), ERR_INPUT, "left_at", "before they came");
    REFUSED(correct(id, ASSIGNMENT_DONE, in - 30 * HOUR, out, "看错"), ERR_INPUT, "arrived_at", "far from the shift");
    REFUSED(correct(id, ASSIGNMENT_ARRIVED, in, out, "看错"), ERR_INPUT, "left_at", "has not left");
    REFUSED(correct(id, ASSIGNMENT_NO_SHOW, in, 0, "看错"), ERR_INPUT, "state", "they were there");
    REFUSED(correct(id, ASSIGNMENT_REPLACED, 0, 0, "看错"), ERR_INPUT, "state", "Nobody stands in");
    done(roster_take_over(store, id, -1, he, NULL, false, &stand_in, &err));
    REFUSED(correct(id, ASSIGNMENT_PLANNED, 0, 0, "看错"), ERR_INPUT, "state", "何军 stands in");
}

/* ---- calls ---- */

static void two_officers_never_ring_the_same_person(void **state)
{
    (void)state;
    const struct fit_shift gap = fit_shift(east, MONDAY, "22-06"), other = fit_shift(south, MONDAY, "22-06");
    int64_t id = 0, second = 0;
    done(call_out_begin(store, &gap, ma, &id, &err));
    done(call_out_begin(store, &gap, ma, &second, &err)); /* the same call */
    assert_int_equal(id, second);
    by(officer);
    REFUSED(call_out_begin(store, &other, ma, &second, &err), ERR_CONFLICT, "volunteer",
            "马小军 is being rung by 李卫国, since 14:32");
    clock_fix(REGISTER_NOW + 301); /* nobody rings so long */
    done(call_out_begin(store, &other, ma, &second, &err));
    assert_int_not_equal(id, second);
}

/* Each is a process of its own and an officer, all at the same time. */
static void of_twenty_officers_one_rings(void **state)
{
    (void)state;
    enum { OFFICERS = 20 };
    const struct fit_shift gap = fit_shift(east, MONDAY, "22-06");
    pid_t children[OFFICERS];
    int64_t officers[OFFICERS];
    char path[128], name[32];
    int ringing = 0;
    for (int i = 0; i < OFFICERS; i++) {
        snprintf(name, sizeof name, "值班员%d", i);
        officers[i] = register_officer(store, name);
    }
    text_copy(path, sizeof path, store_path(store));
    store_close(store);
    for (int i = 0; i < OFFICERS; i++) {
        children[i] = fork();
        assert_true(children[i] >= 0);
        if (children[i] != 0)
            continue;
        struct err own_err = {0};
        int64_t id = 0;
        struct store *own = store_open(path, 0, &own_err);
        bool rings = own != NULL && store_sign_on(own, officers[i], "desk", false, &own_err) &&
                     call_out_begin(own, &gap, ma, &id, &own_err);
        _exit(rings ? 0 : (int)own_err.code);
    }
    for (int i = 0; i < OFFICERS; i++) {
        int status = 0;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_true(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == ERR_CONFLICT));
        ringing += WEXITSTATUS(status) == 0;
    }
    store = store_open(path, 0, &err);
    assert_int_equal(ringing, 1);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM call_out"), 1);
}

static void a_call_that_ended_is_in_nobodys_way(void **state)
{
    (void)state;
    const struct fit_shift gap = fit_shift(east, MONDAY, "22-06");
    int64_t id = 0, second = 0;
    done(call_out_begin(store, &gap, ma, &id, &err));
    REFUSED(call_out_end(store, id, CALL_CALLING, NULL, &err), ERR_INPUT, "result", "What did they say");
    done(call_out_end(store, id, CALL_NO_ANSWER, NULL, &err));
    by(officer);
    done(call_out_begin(store, &gap, ma, &second, &err));
    assert_int_not_equal(id, second);
}

static void who_comes_is_put_there(void **state)
{
    (void)state;
    const struct fit_shift gap = fit_shift(east, MONDAY, "22-06");
    int64_t id = 0;
    done(call_out_begin(store, &gap, ma, &id, &err));
    done(call_out_end(store, id, CALL_COMING, NULL, &err));
    struct roster_entry entry;
    done(shift_meant(store, ma, 0, &entry, &err));
    assert_int_equal(entry.assignment.post_id, east);
    assert_int_equal(entry.assignment.ends_at, gap.ends_at);
    REFUSED(call_out_end(store, id, CALL_NO, NULL, &err), ERR_CONFLICT, "", "马小军 has said already");
    undo();
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM assignment WHERE voided IS NULL"), 0);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM call_out WHERE result = 'calling'"), 1);
}

static void who_comes_where_it_is_full_meanwhile_is_not_lost(void **state)
{
    (void)state;
    const struct fit_shift gap = fit_shift(east, MONDAY, "22-06");
    int64_t id = 0;
    done(call_out_begin(store, &gap, ma, &id, &err));
    put(east, MONDAY, "22-06", he);
    REFUSED(call_out_end(store, id, CALL_COMING, NULL, &err), ERR_CONFLICT, "volunteer", "the last place went to 何军");
    done(call_out_end(store, id, CALL_LATER, NULL, &err));
}

static void who_comes_stands_in_for_the_one_who_seeks(void **state)
{
    (void)state;
    const struct fit_shift gap = fit_shift(east, MONDAY, "22-06");
    int64_t seeks = put(east, MONDAY, "22-06", he), id = 0;
    done(roster_seek(store, seeks, -1, true, NULL, &err));
    done(call_out_begin(store, &gap, ma, &id, &err));
    done(call_out_end(store, id, CALL_COMING, NULL, &err));
    is_in(seeks, ASSIGNMENT_REPLACED);
}

/* ---- taken back ---- */

static void every_verb_is_undone_and_done_again(void **state)
{
    (void)state;
    int64_t id = put(south, MONDAY, "14-22", ma), stand_in = 0;
    undo();
    assert_true(again(id).head.voided[0] != '\0');
    redo();
    is_in(id, ASSIGNMENT_PLANNED);
    done(roster_confirm(store, id, -1, &err));
    undo();
    is_in(id, ASSIGNMENT_PLANNED);
    redo();
    is_in(id, ASSIGNMENT_CONFIRMED);
    done(roster_seek(store, id, -1, true, NULL, &err));
    done(roster_take_over(store, id, -1, he, NULL, false, &stand_in, &err));
    undo();
    is_in(id, ASSIGNMENT_CONFIRMED);
    assert_int_equal(again(id).seeking_at, REGISTER_NOW);
    assert_true(again(stand_in).head.voided[0] != '\0');
    redo();
    is_in(id, ASSIGNMENT_REPLACED);
    done(shift_in(store, stand_in, -1, 0, &err));
    undo();
    is_in(stand_in, ASSIGNMENT_PLANNED);
    assert_int_equal(again(stand_in).arrived_at, 0);
    done(roster_remove(store, stand_in, -1, NULL, &err));
    undo();
    is_in(id, ASSIGNMENT_REPLACED);
    assert_string_equal(again(stand_in).head.voided, "");
}

static void undo_says_whose_shift_it_was(void **state)
{
    (void)state;
    struct buffer what = {0};
    int64_t id = put(south, MONDAY, "14-22", ma);
    done(roster_confirm(store, id, -1, &err));
    done(undo_last(store, &what, &err));
    if (strstr(buffer_text(&what), "南门 04-11 14:00 马小军") == NULL ||
        strstr(buffer_text(&what), "Confirmed") == NULL)
        fail_msg("%s", buffer_text(&what));
    buffer_release(&what);
}

static bool undoes(void)
{
    struct buffer what = {0};
    bool good = undo_last(store, &what, &err);
    buffer_release(&what);
    return good;
}

static void undo_does_not_fill_a_place_twice(void **state)
{
    (void)state;
    int64_t id = put(east, MONDAY, "22-06", ma);
    done(roster_remove(store, id, -1, NULL, &err));
    struct store *other = store_open(store_path(store), 0, &err);
    assert_true(store_sign_on(other, officer, "other", true, &err));
    struct assignment one = shift(east, MONDAY, "22-06", he);
    done(roster_assign(other, &one, false, false, &err));
    store_close(other);
    REFUSED(undoes(), ERR_DENIED, "", "东门 22-06 04-11 has been filled since, by 何军");
}

static void undo_puts_nobody_at_two_places(void **state)
{
    (void)state;
    int64_t id = put(east, MONDAY, "22-06", ma);
    done(roster_remove(store, id, -1, NULL, &err));
    struct store *other = store_open(store_path(store), 0, &err);
    assert_true(store_sign_on(other, officer, "other", true, &err));
    struct assignment one = shift(south, MONDAY, "22-06", ma), same = shift(east, MONDAY, "22-06", ma);
    done(roster_assign(other, &one, false, false, &err));
    REFUSED(undoes(), ERR_DENIED, "", "马小军 would stand at two places");
    done(roster_remove(other, one.head.id, -1, NULL, &err));
    done(roster_assign(other, &same, false, false, &err));
    store_close(other);
    REFUSED(undoes(), ERR_CONFLICT, "", "entered meanwhile by somebody else");
}

/* ---- candidates ---- */

static int candidates(const char *word, bool only_free, struct roster_candidate list[8])
{
    const struct fit_shift gap = fit_shift(east, MONDAY, "22-06");
    int count = 0;
    done(roster_candidates(store, &gap, word, only_free, list, 8, &count, &err));
    return count;
}

static void candidates_are_ranked(void **state)
{
    (void)state;
    static struct roster_candidate list[8];
    int64_t id = 0;
    put(south, MONDAY, "22-06", ma);   /* forbidden: stands there */
    put(south, TUESDAY, "06-14", lin); /* rests too little */
    put(south, 20220414, "06-14", he); /* free, eight hours this week */
    roster_volunteer(store, "单志强");
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
    const struct fit_shift gap = fit_shift(east, MONDAY, "22-06");
    done(call_out_begin(store, &gap, list[0].volunteer.head.id, &id, &err));
    done(call_out_end(store, id, CALL_NO, NULL, &err));
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
    int64_t id = put(east, MONDAY, "22-06", he);
    put(south, 20220414, "06-14", lin);
    put(south, 20220414, "06-14", ma);
    done(roster_excuse(store, id, -1, "发烧", &err));
    assert_int_equal(candidates("", true, list), 3);
    assert_int_equal(list[2].volunteer.head.id, he);
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
    struct volunteer digits = {.person_id = register_person(store, "赵敏", "13812345678", 0)};
    text_copy(digits.name, sizeof digits.name, "赵敏");
    roster_put(store, &volunteer_table, &digits);
    assert_int_equal(candidates("5678", false, list), 1);
    assert_string_equal(list[0].volunteer.name, "赵敏");
    assert_string_equal(list[0].volunteer.phone, "13812345678");
}

static void candidates_judge_as_one_by_one(void **state)
{
    (void)state;
    static struct roster_candidate list[8];
    const struct fit_shift gap = fit_shift(east, MONDAY, "22-06");
    put(south, MONDAY, "14-22", ma);
    roster_leave(store, he, MONDAY, MONDAY);
    int count = candidates("", false, list);
    assert_int_equal(count, 3);
    for (int i = 0; i < count; i++) {
        struct shift_fit fit;
        done(shift_fit(store, list[i].volunteer.head.id, &gap, &fit, &err));
        assert_int_equal(list[i].fit.bars, fit.bars);
    }
}

static void what_candidates_worked_is_read_from_an_index_alone(void **state)
{
    (void)state;
    static struct roster_candidate list[8];
    char plan[1200];
    candidates("", false, list);
    register_plan(store, "r.id AND a.day BETWEEN", plan, sizeof plan);
    assert_non_null(strstr(plan, "COVERING INDEX assignment_hours (volunteer_id=? AND day>? AND day<?)"));
    assert_null(strstr(plan, "SCAN a"));
}

static void by_oneself_nothing_is_taken_that_is_over(void **state)
{
    (void)state;
    REFUSED(assign(shift(east, 20220410, "14-22", ma), true), ERR_INPUT, "shift", "东门 14-22 04-10 is over");
    done(assign(shift(east, 20220410, "14-22", ma), false));
}

static void the_roster_is_read_by_index(void **state)
{
    (void)state;
    char plan[600];
    struct roster_entry entry;
    int count = 0;
    done(roster_read(store, REGISTER_NOW, REGISTER_NOW + HOUR, 0, 0, &entry, 1, &count, &err));
    register_plan(store, "AND starts_at > :least_at", plan, sizeof plan);
    assert_non_null(strstr(plan, "assignment_starts"));
    assert_null(strstr(plan, "SCAN assignment"));
}

static void the_roster_knows_half_open_spans(void **state)
{
    (void)state;
    struct roster_entry entries[4];
    int count = 0;
    put(east, MONDAY, "22-06", ma);
    done(roster_read(store, time_of(TUESDAY, 5, 59), time_of(TUESDAY, 6, 0), 0, 0, entries, 4, &count, &err));
    assert_int_equal(count, 1);
    assert_string_equal(entries[0].name, "马小军");
    assert_string_equal(entries[0].post, "东门");
    done(roster_read(store, time_of(TUESDAY, 6, 0), time_of(TUESDAY, 7, 0), 0, 0, entries, 4, &count, &err));
    assert_int_equal(count, 0);
    done(roster_read(store, time_of(MONDAY, 0, 0), time_of(MONDAY, 22, 0), east, ma, entries, 4, &count, &err));
    assert_int_equal(count, 0);
}

/* ---- coming back ---- */

static void who_was_stood_in_for_comes_back_in_their_own_right(void **state)
{
    (void)state;
    int64_t id = put(south, MONDAY, "22-06", ma), stand_in = 0;
    done(roster_take_over(store, id, -1, he, NULL, false, &stand_in, &err));
    assert_int_equal(put(south, MONDAY, "22-06", ma), id);
    is_in(id, ASSIGNMENT_PLANNED);
    assert_int_equal(again(stand_in).for_id, 0);
    register_whole(store);
    undo();
    is_in(id, ASSIGNMENT_REPLACED);
    assert_int_equal(again(stand_in).for_id, id);
    register_whole(store);
    done(roster_excuse(store, stand_in, -1, "病了", &err));
    struct assignment one = again(id);
    one.state = ASSIGNMENT_PLANNED;
    done(roster_correct(store, &one, "来了", &err));
    assert_int_equal(again(stand_in).for_id, 0);
    register_whole(store);
}

static void given_back_to_who_stands_elsewhere_now_is_excused(void **state)
{
    (void)state;
    int64_t id = put(south, MONDAY, "22-06", ma), stand_in = 0;
    done(roster_take_over(store, id, -1, he, NULL, false, &stand_in, &err));
    put(east, MONDAY, "22-06", ma);
    done(roster_remove(store, stand_in, -1, NULL, &err));
    is_in(id, ASSIGNMENT_EXCUSED);
    assert_non_null(strstr(again(id).reason, "东门"));
    register_whole(store);
}

static void undone_is_not_what_somebody_wrote_anew(void **state)
{
    (void)state;
    int64_t id = put(south, MONDAY, "22-06", ma);
    struct err refused = {0};
    done(roster_remove(store, id, -1, NULL, &err));
    struct store *other = register_open_again("desk-2");
    struct assignment one = shift(south, MONDAY, "22-06", ma);
    done(roster_assign(other, &one, false, false, &err));
    store_close(other);
    assert_false(undo_last(store, NULL, &refused));
    assert_int_equal(refused.code, ERR_CONFLICT);
    assert_string_equal(refused.text, "The same was entered meanwhile by somebody else: nothing was saved.");
    register_whole(store);
}

static void observe(int64_t volunteer_id)
{
    struct observation observation;
    struct volunteer volunteer;
    struct person person;
    assert_true(record_get(store, &volunteer_table, volunteer_id, &volunteer, NULL));
    assert_true(person_get(store, volunteer.person_id, &person, NULL));
    person.place_id = register_household(store, "望江苑", "12-2-1203");
    register_begin(store);
    done(person_save(store, &person, &err));
    register_commit(store);
    register_new(&observation_rules, &observation);
    observation.person_id = volunteer.person_id;
    observation.state = OBSERVATION_OBSERVING;
    observation.basis_day = MONDAY;
    observation.began_at = clock_now() - HOUR;
    done(register_save(store, &observation_rules, &observation, &err));
}

static void who_comes_when_called_relieves_whose_household_is_observed(void **state)
{
    (void)state;
    int64_t id = put(east, MONDAY, "22-06", ma), call = 0;
    const struct fit_shift gap = fit_shift(east, MONDAY, "22-06");
    observe(ma);
    done(call_out_begin(store, &gap, he, &call, &err));
    done(call_out_end(store, call, CALL_COMING, "", &err));
    is_in(id, ASSIGNMENT_REPLACED);
    register_whole(store);
}

static void a_post_does_not_come_back_as_one_too_many(void **state)
{
    (void)state;
    char name[32];
    struct post *posts = memory_new(POSTS_MOST, sizeof *posts);
    int count = 0;
    struct err refused = {0};
    for (int i = 2; i < POSTS_MOST; i++) {
        snprintf(name, sizeof name, "岗%d", i);
        roster_post(store, name, "06-14", 1, 1);
    }
    done(register_void(store, &post_rules, south, -1, "撤了", &err));
    struct store *other = register_open_again("desk-2");
    roster_post(other, "新岗", "06-14", 1, 1);
    store_close(other);
    assert_false(undo_last(store, NULL, &refused));
    assert_int_equal(refused.code, ERR_INPUT);
    done(post_list(store, posts, POSTS_MOST, &count, &err));
    assert_int_equal(count, POSTS_MOST);
    free(posts);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
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
        TEST(confirmed_once),
        TEST(an_excuse_needs_a_reason_and_makes_a_gap),
        TEST(nobody_fails_to_come_before_it_begins),
        TEST(whoever_looks_for_a_stand_in_stays_responsible),
        TEST(taken_over_a_second_ago_says_by_whom),
        TEST(by_oneself_only_what_is_offered_is_taken_over),
        TEST(without_the_stand_in_the_first_one_is_responsible_again),
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
        TEST(two_officers_never_ring_the_same_person),
        TEST(of_twenty_officers_one_rings),
        TEST(a_call_that_ended_is_in_nobodys_way),
        TEST(who_comes_is_put_there),
        TEST(who_comes_where_it_is_full_meanwhile_is_not_lost),
        TEST(who_comes_stands_in_for_the_one_who_seeks),
        TEST(every_verb_is_undone_and_done_again),
        TEST(undo_says_whose_shift_it_was),
        TEST(undo_does_not_fill_a_place_twice),
        TEST(undo_puts_nobody_at_two_places),
        TEST(candidates_are_ranked),
        TEST(whoever_was_excused_from_it_is_asked_last),
        TEST(candidates_are_found_by_initials_name_and_last_digits),
        TEST(candidates_judge_as_one_by_one),
        TEST(what_candidates_worked_is_read_from_an_index_alone),
        TEST(by_oneself_nothing_is_taken_that_is_over),
        TEST(who_was_stood_in_for_comes_back_in_their_own_right),
        TEST(given_back_to_who_stands_elsewhere_now_is_excused),
        TEST(undone_is_not_what_somebody_wrote_anew),
        TEST(who_comes_when_called_relieves_whose_household_is_observed),
        TEST(a_post_does_not_come_back_as_one_too_many),
        TEST(the_roster_is_read_by_index),
        TEST(the_roster_knows_half_open_spans),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
