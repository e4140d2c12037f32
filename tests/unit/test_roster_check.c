/* What `gatepost check` finds in the roster. */
#include "gatepost/assignment.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "src/store/statement.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { HOUR = 3600, SHIFT = 8 * HOUR, DAY = 20220410, HANDOVER = 15 };
#define STARTS_AT (INT64_C(1649541600)) /* 2022-04-10 06:00 +08:00 */

static struct store *store;
static int64_t post, other_post, volunteer, other;

static int64_t add_post(const char *name)
{
    struct post row = {.position = 1, .least = 1, .wanted = 2, .overlap = HANDOVER};
    text_copy(row.name, sizeof row.name, name);
    text_copy(row.pattern, sizeof row.pattern, "06-14 14-22 22-06");
    roster_put(store, &post_table, &row);
    return row.head.id;
}

static int64_t add_volunteer(const char *name, const char *phone)
{
    struct volunteer row = {.person_id = register_person(store, name, phone, 0)};
    text_copy(row.name, sizeof row.name, name);
    roster_put(store, &volunteer_table, &row);
    return row.head.id;
}

static struct assignment add_shift(int64_t volunteer_id, int64_t post_id, int hours_later, enum assignment_state state)
{
    struct assignment row = {.post_id = post_id,
                             .day = DAY,
                             .starts_at = STARTS_AT + hours_later * HOUR,
                             .ends_at = STARTS_AT + hours_later * HOUR + SHIFT,
                             .volunteer_id = volunteer_id,
                             .state = state,
                             .assigned_at = STARTS_AT - SHIFT};
    if (state == ASSIGNMENT_DONE) {
        row.arrived_at = row.starts_at - 20 * 60;
        row.left_at = row.ends_at + 60;
        row.minutes = HANDOVER + SHIFT / 60 + 1;
    }
    roster_put(store, &assignment_table, &row);
    return row;
}

static int setup(void **state)
{
    (void)state;
    store = register_open();
    post = add_post("东门");
    other_post = add_post("南门");
    volunteer = add_volunteer("何军", "19900012345");
    other = add_volunteer("李娜", "19900012346");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

static void a_state_agrees_with_its_times(void **state)
{
    (void)state;
    add_shift(volunteer, post, 0, ASSIGNMENT_DONE);
    add_shift(volunteer, post, 24, ASSIGNMENT_PLANNED); /* 24 hours later: of the next day, see below */
    register_begin(store);
    assert_true(statement_run(store, "UPDATE assignment SET day = 20220411 WHERE id = 2", NULL));
    register_commit(store);
    register_whole(store);
    register_finds(store, "UPDATE assignment SET state = 'no_show' WHERE id = 1",
                   "shift #1, 何军: its state does not agree");
    register_finds(store, "UPDATE assignment SET state = 'arrived' WHERE id = 1",
                   "shift #1, 何军: its state does not agree");
    register_finds(store, "UPDATE assignment SET state = 'done', left_at = arrived_at - 60 WHERE id = 1",
                   "shift #1, 何军: its state does not agree");
}

static void minutes_are_those_between_coming_and_leaving(void **state)
{
    (void)state;
    add_shift(volunteer, post, 0, ASSIGNMENT_DONE);
    register_whole(store);
    register_finds(store, "UPDATE assignment SET minutes = 502 WHERE id = 1", "shift #1, 何军: the minutes worked");
    register_finds(store, "UPDATE assignment SET minutes = 480 WHERE id = 1", "shift #1, 何军: the minutes worked");
    register_finds(store, "UPDATE assignment SET not_signed_out = 1 WHERE id = 1",
                   "shift #1, 何军: closed without being signed out");
}

static void nobody_stands_on_two_shifts_at_once(void **state)
{
    (void)state;
    add_shift(volunteer, post, 0, ASSIGNMENT_DONE);
    add_shift(volunteer, other_post, 8, ASSIGNMENT_PLANNED); /* begins when the other ends */
    add_shift(other, other_post, 0, ASSIGNMENT_PLANNED);
    add_shift(other, post, 1, ASSIGNMENT_EXCUSED);
    register_whole(store);
    register_finds(store, "UPDATE assignment SET state = 'planned' WHERE id = 4",
                   "shift #3, 李娜: stands on two shifts at once");
}

static void the_next_shift_at_a_post_may_begin_within_the_handover(void **state)
{
    (void)state;
    add_shift(volunteer, post, 0, ASSIGNMENT_DONE);
    struct assignment next = add_shift(volunteer, post, 8, ASSIGNMENT_PLANNED);
    next.starts_at -= HANDOVER * 60;
    roster_put(store, &assignment_table, &next);
    register_whole(store);
    register_finds(store, "UPDATE assignment SET starts_at = starts_at - 60 WHERE id = 2",
                   "stands on two shifts at once");
}

static void a_stand_in_stands_in_for_one_who_was_replaced(void **state)
{
    (void)state;
    struct assignment first = add_shift(volunteer, post, 0, ASSIGNMENT_REPLACED);
    struct assignment second = add_shift(other, post, 0, ASSIGNMENT_DONE);
    second.for_id = first.head.id;
    roster_put(store, &assignment_table, &second);
    register_whole(store);
    register_finds(store, "UPDATE assignment SET state = 'excused' WHERE id = 1",
                   "shift #2, 李娜: stands in for somebody who was not replaced");
}

static void replaced_without_a_stand_in_is_a_finding(void **state)
{
    (void)state;
    add_shift(volunteer, post, 0, ASSIGNMENT_PLANNED);
    register_whole(store);
    register_finds(store, "UPDATE assignment SET seeking_at = assigned_at, state = 'replaced' WHERE id = 1",
                   "shift #1, 何军: replaced, but nobody stands in");
    register_finds(store, "UPDATE assignment SET state = 'excused' WHERE id = 1",
                   "shift #1, 何军: looks for a stand-in");
}

static void what_stands_belongs_to_a_day_a_post_and_a_volunteer(void **state)
{
    (void)state;
    add_shift(volunteer, post, 0, ASSIGNMENT_PLANNED);
    register_whole(store);
    register_finds(store, "UPDATE assignment SET day = 20220411 WHERE id = 1",
                   "shift #1 does not belong to the day it starts on");
    register_finds(store, "UPDATE person SET name = '何军军' WHERE id = 1",
                   "volunteer #1, 何军: the person is called something else");
}

/* A shift that is over, and of which nobody wrote what became of it, keeps nobody from leaving. */
static void nobody_stands_who_has_left(void **state)
{
    (void)state;
    add_shift(volunteer, post, 0, ASSIGNMENT_PLANNED);
    add_shift(other, other_post, 48, ASSIGNMENT_PLANNED);
    register_begin(store);
    assert_true(statement_run(store, "UPDATE assignment SET day = 20220412 WHERE id = 2", NULL));
    assert_true(row_void(store, "volunteer", 1, -1, "x", NULL));
    assert_true(statement_run(store, "UPDATE post SET voided = 'x' WHERE id = 1", NULL));
    register_commit(store);
    register_whole(store);
    register_finds(store, "UPDATE post SET voided = 'x' WHERE id = 2",
                   "shift #2, 李娜: it stands, but the volunteer or the post");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_state_agrees_with_its_times),
        TEST(minutes_are_those_between_coming_and_leaving),
        TEST(nobody_stands_on_two_shifts_at_once),
        TEST(the_next_shift_at_a_post_may_begin_within_the_handover),
        TEST(a_stand_in_stands_in_for_one_who_was_replaced),
        TEST(replaced_without_a_stand_in_is_a_finding),
        TEST(nobody_stands_who_has_left),
        TEST(what_stands_belongs_to_a_day_a_post_and_a_volunteer),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
