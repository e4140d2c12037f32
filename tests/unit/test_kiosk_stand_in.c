/* By oneself at the shared terminal: "I cannot come", and standing in for somebody; never without the own PIN, never
 * for somebody else, and of two who take over at once one is told who was faster. */
#include "gatepost/clock.h"
#include "gatepost/kiosk.h"
#include "gatepost/registers.h"
#include "gatepost/undo_rules.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { TOMORROW = 20220412 };
static struct store *desk, *hall, *tower;
static int64_t post, own, other, third, shift_id;
static struct kiosk_shift shown; /* tomorrow 14-22, of `own` */

static struct kiosk_shift show(int64_t id)
{
    struct assignment one;
    struct err err = {0};
    assert_true(record_get(desk, &assignment_table, id, &one, &err));
    return (struct kiosk_shift){
        .shift = {.id = id, .post_id = one.post_id, .starts_at = one.starts_at, .ends_at = one.ends_at, .day = one.day},
        .rev = one.head.rev,
        .state = one.state};
}

static struct store *open_kiosk(const char *terminal)
{
    struct store *store = store_file_kiosk(store_path(desk), terminal);
    store_mask_names(store, true);
    return store;
}

static int setup(void **state)
{
    (void)state;
    desk = register_open();
    post = roster_post(desk, "东门", "06-14 14-22 22-06", 1, 1);
    own = roster_volunteer(desk, "张伟明");
    other = roster_volunteer(desk, "李思远");
    third = roster_volunteer(desk, "王小虎");
    shift_id = roster_stand(desk, post, TOMORROW, "14-22", own);
    hall = open_kiosk("大厅");
    tower = open_kiosk("东楼");
    shown = show(shift_id);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_whole(desk);
    store_close(hall);
    store_close(tower);
    register_close(desk);
    return 0;
}

static bool cannot(int64_t who, bool is_so, struct err *err)
{
    *err = (struct err){0};
    store_act_for(hall, who, true);
    return kiosk_cannot_come(hall, who, &shown, is_so, err);
}

static bool stand_in(struct store *store, int64_t who, struct err *err)
{
    *err = (struct err){0};
    store_act_for(store, who, true);
    return kiosk_stand_in(store, who, &shown, err);
}

static void assert_refused(const struct err *err, enum err_code code, const char *words)
{
    if (err->code != code || strstr(err->text, words) == NULL)
        fail_msg("%d \"%s\" is not %d \"%s\"", err->code, err->text, code, words);
    assert_null(strstr(err->text, "伟明"));
    assert_null(strstr(err->text, "思远"));
}

static void assert_seeks(void)
{
    struct err err;
    if (!cannot(own, true, &err))
        fail_msg("%s", err.text);
    shown = show(shift_id);
}

static struct assignment read_shift(int64_t id)
{
    struct assignment one;
    assert_true(record_get(desk, &assignment_table, id, &one, &(struct err){0}));
    return one;
}

/* ---- I cannot come ---- */

static void a_stand_in_is_looked_for_and_no_more(void **state)
{
    (void)state;
    struct err err;
    assert_seeks();
    struct assignment one = read_shift(shift_id);
    assert_int_equal(one.seeking_at, clock_now());
    assert_int_equal(one.state, ASSIGNMENT_PLANNED); /* still responsible */
    assert_int_equal(register_count(desk, "SELECT volunteer_id FROM batch WHERE verb = 'kiosk.cannot'"), own);
    assert_false(cannot(own, true, &err));
    assert_refused(&err, ERR_INPUT, "already");
    assert_true(cannot(own, false, &err)); /* read before: nothing hangs on the rev */
    assert_int_equal(read_shift(shift_id).seeking_at, 0);
}

static void nothing_without_the_own_pin_or_for_somebody_else(void **state)
{
    (void)state;
    struct err err = {0};
    store_act_for(hall, own, false);
    assert_false(kiosk_cannot_come(hall, own, &shown, true, &err));
    assert_refused(&err, ERR_ROLE, "your own PIN");
    store_act_for(hall, other, true);
    assert_false(kiosk_cannot_come(hall, own, &shown, true, &err));
    assert_false(kiosk_stand_in(hall, third, &shown, &err));
    assert_false(cannot(other, true, &err));
    assert_refused(&err, ERR_ROLE, "not your shift");
    assert_false(kiosk_cannot_come(desk, own, &shown, true, &err)); /* the desk has verbs of its own */
    assert_int_equal(err.code, ERR_ROLE);
    assert_int_equal(read_shift(shift_id).seeking_at, 0);
}

static void what_has_begun_or_was_changed_is_the_desks(void **state)
{
    (void)state;
    struct err err;
    struct assignment one = read_shift(shift_id);
    shown.shift.starts_at -= 3600; /* as it was before the desk moved it */
    assert_false(cannot(own, true, &err));
    assert_refused(&err, ERR_CONFLICT, "changed the shift meanwhile");
    shown = show(shift_id);
    clock_fix(one.starts_at);
    assert_false(cannot(own, true, &err));
    assert_refused(&err, ERR_CONFLICT, "has begun");
    clock_fix(REGISTER_NOW);
    assert_true(roster_excuse(desk, shift_id, -1, "发烧", &err));
    assert_false(cannot(own, true, &err));
    assert_refused(&err, ERR_CONFLICT, "You are excused");
    assert_null(strstr(err.text, "发烧"));
    assert_true(roster_remove(desk, shift_id, -1, "发烧", &err));
    assert_false(cannot(own, true, &err));
    assert_refused(&err, ERR_CONFLICT, "off the roster");
    assert_null(strstr(err.text, "发烧"));
}

static void who_was_removed_a_second_ago_does_nothing_more(void **state)
{
    (void)state;
    struct err err;
    struct volunteer volunteer;
    assert_seeks();
    assert_true(record_get(desk, &volunteer_table, other, &volunteer, &err));
    assert_true(register_void(desk, &volunteer_rules, other, volunteer.head.rev, "搬走", &err));
    assert_false(stand_in(hall, other, &err));
    assert_refused(&err, ERR_NOT_FOUND, "ask at the desk");
    assert_int_equal(read_shift(shift_id).state, ASSIGNMENT_PLANNED);
}

/* ---- standing in ---- */

static void of_two_who_take_over_one_is_told_who_was_faster(void **state)
{
    (void)state;
    struct err err;
    struct assignment stand_in_row;
    assert_seeks();
    assert_true(stand_in(hall, other, &err));
    assert_false(stand_in(tower, third, &err));
    assert_refused(&err, ERR_CONFLICT, "李*远 was faster");
    assert_int_equal(read_shift(shift_id).state, ASSIGNMENT_REPLACED);
    assert_true(roster_stand_in(desk, shift_id, &stand_in_row, &err));
    assert_int_equal(stand_in_row.volunteer_id, other);
    assert_int_equal(stand_in_row.state, ASSIGNMENT_CONFIRMED);
    assert_int_equal(stand_in_row.via, VIA_SELF);
    assert_int_equal(register_count(desk, "SELECT volunteer_id FROM batch WHERE verb = 'kiosk.stand_in'"), other);
    assert_false(cannot(own, false, &err)); /* after all: too late */
    assert_refused(&err, ERR_CONFLICT, "李*远 has taken over");
}

static void who_comes_after_all_needs_nobody(void **state)
{
    (void)state;
    struct err err;
    assert_seeks();
    assert_true(cannot(own, false, &err));
    assert_false(stand_in(tower, other, &err));
    assert_refused(&err, ERR_CONFLICT, "Nobody is needed");
}

/* Not why, where it is health or the household. */
static void the_rules_hold_and_say_nothing_private(void **state)
{
    (void)state;
    struct err err;
    assert_seeks();
    roster_observe(desk, other);
    assert_false(stand_in(hall, other, &err));
    assert_refused(&err, ERR_INPUT, "ask at the desk");
    assert_null(strstr(err.text, "observ"));
    roster_stand(desk, post, TOMORROW, "06-14", third);
    assert_false(stand_in(hall, third, &err));
    assert_refused(&err, ERR_INPUT, "0 hours of rest");
    assert_false(stand_in(hall, own, &err));
    assert_int_equal(read_shift(shift_id).state, ASSIGNMENT_PLANNED);
}

static void the_desk_may_undo_nothing_of_it_but_put_it_right(void **state)
{
    (void)state;
    struct err err;
    assert_seeks();
    assert_true(stand_in(hall, other, &err));
    err = (struct err){0};
    assert_false(undo_last(desk, NULL, &err)); /* not theirs */
    int64_t id = register_count(desk, "SELECT max(id) FROM assignment");
    assert_true(roster_remove(desk, id, -1, "", &err));
    assert_int_equal(read_shift(shift_id).state, ASSIGNMENT_PLANNED);
    assert_true(read_shift(shift_id).seeking_at != 0);
}

#define STAND_IN_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAND_IN_TEST(a_stand_in_is_looked_for_and_no_more),
        STAND_IN_TEST(nothing_without_the_own_pin_or_for_somebody_else),
        STAND_IN_TEST(what_has_begun_or_was_changed_is_the_desks),
        STAND_IN_TEST(who_was_removed_a_second_ago_does_nothing_more),
        STAND_IN_TEST(of_two_who_take_over_one_is_told_who_was_faster),
        STAND_IN_TEST(who_comes_after_all_needs_nobody),
        STAND_IN_TEST(the_rules_hold_and_say_nothing_private),
        STAND_IN_TEST(the_desk_may_undo_nothing_of_it_but_put_it_right),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
