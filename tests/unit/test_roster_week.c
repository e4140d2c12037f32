/* The week as cells: whose shift is on which day, what is missing, who breaks a rule; who is on which post now. All
 * people are invented. */
#include "gatepost/clock.h"
#include "gatepost/observation_rules.h"
#include "gatepost/registers.h"
#include "gatepost/roster_week.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { HOUR = 3600, MONDAY = 20220411, SUNDAY_BEFORE = 20220410, LINES = 32, ENTRIES = 64 };
static struct store *store;
static struct roster_week week;
static int64_t gate, he, xu, li;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    gate = roster_post(store, "南门", "06-14 14-22 22-06", 1, 2);
    he = roster_volunteer(store, "何军");
    xu = roster_volunteer(store, "徐志远");
    li = roster_volunteer(store, "李娜");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    roster_week_release(&week);
    register_close(store);
    clock_fix(REGISTER_NOW);
    return 0;
}

static void read_week(int first_day)
{
    struct err err = {0};
    roster_week_release(&week);
    if (!roster_week_read(store, first_day, clock_now(), &week, &err))
        fail_msg("%s", err.text);
}

/* The cell of a shift; fails when there is no such row. */
static const struct roster_cell *cell(const char *shift, int day)
{
    struct shift_span span;
    assert_true(shift_span_parse(shift, &span, NULL));
    for (int i = 0; i < week.row_count; i++)
        if (week.rows[i].span.from == span.from && week.rows[i].span.until == span.until)
            return &week.rows[i].cells[day];
    fail_msg("no row %s", shift);
    return NULL;
}

static void set_state(int64_t id, enum assignment_state state, bool seeking)
{
    struct assignment assignment;
    assert_true(record_get(store, &assignment_table, id, &assignment, NULL));
    assignment.state = state;
    assignment.seeking_at = seeking ? clock_now() : 0;
    assignment.arrived_at = state == ASSIGNMENT_ARRIVED || state == ASSIGNMENT_DONE ? assignment.starts_at : 0;
    roster_put(store, &assignment_table, &assignment);
}

static void a_night_shift_stands_on_the_day_it_starts(void **state)
{
    (void)state;
    roster_stand(store, gate, SUNDAY_BEFORE, "22-06", he);
    roster_stand(store, gate, 20220417, "22-06", xu);
    read_week(MONDAY);
    assert_int_equal(cell("22-06", 0)->count, 0);
    assert_int_equal(cell("22-06", 6)->count, 1);
    assert_int_equal(week.entry_count, 1);
    assert_int_equal(cell("22-06", 6)->ends_at - cell("22-06", 6)->starts_at, 8 * HOUR);
    read_week(20220404);
    assert_int_equal(cell("22-06", 6)->count, 1);
    assert_string_equal(week.entries[cell("22-06", 6)->first].name, "何军");
}

static void the_years_end_is_a_week_like_any_other(void **state)
{
    (void)state;
    clock_fix(clock_day_start(20211231));
    roster_stand(store, gate, 20211231, "22-06", he);
    roster_stand(store, gate, 20220101, "14-22", xu);
    read_week(20211227);
    assert_int_equal(cell("22-06", 4)->count, 1);
    assert_int_equal(cell("14-22", 5)->count, 1);
    assert_int_equal(cell("14-22", 5)->day, 20220101);
    assert_int_equal(week.gap_cells, 3 * 3 + 1 - 2); /* Thursday but its night is over */
}

static void a_cell_is_short_covered_or_full(void **state)
{
    (void)state;
    roster_stand(store, gate, 20220412, "06-14", he);
    roster_stand(store, gate, 20220413, "06-14", he);
    roster_stand(store, gate, 20220413, "06-14", li);
    read_week(MONDAY);
    assert_int_equal(roster_cell_state(cell("14-22", 1)), CELL_SHORT);
    assert_int_equal(roster_cell_state(cell("06-14", 1)), CELL_COVERED);
    assert_int_equal(roster_cell_state(cell("06-14", 2)), CELL_FULL);
    assert_int_equal(roster_cell_gap(cell("14-22", 1), clock_now()), 1);
    assert_int_equal(roster_cell_gap(cell("06-14", 1), clock_now()), 0);
    assert_int_equal(cell("06-14", 2)->entries, 2);
}

/* 14:32: the early shift of today is over, the two behind it are not. */
static void what_has_ended_is_no_gap(void **state)
{
    (void)state;
    read_week(MONDAY);
    assert_int_equal(week.gap_cells, 21 - 1);
    assert_int_equal(week.gaps, 20);
    assert_int_equal(week.gaps_today, 2);
    assert_int_equal(roster_cell_gap(cell("06-14", 0), clock_now()), 0);
    read_week(20220404);
    assert_int_equal(week.gap_cells, 0); /* the night of Sunday ended at six */
}

static void whoever_does_not_come_leaves_a_gap(void **state)
{
    (void)state;
    set_state(roster_stand(store, gate, 20220412, "06-14", he), ASSIGNMENT_EXCUSED, false);
    set_state(roster_stand(store, gate, 20220412, "14-22", xu), ASSIGNMENT_PLANNED, true);
    read_week(MONDAY);
    assert_int_equal(cell("06-14", 1)->count, 0);
    assert_int_equal(cell("06-14", 1)->entries, 1);
    assert_int_equal(roster_cell_gap(cell("06-14", 1), clock_now()), 1);
    assert_int_equal(cell("14-22", 1)->count, 1); /* responsible until somebody takes over */
    assert_int_equal(cell("14-22", 1)->seeking, 1);
}

static void closed_days_need_nobody(void **state)
{
    (void)state;
    struct post post;
    roster_closed(store, gate, 20220413);
    roster_closed(store, 0, 20220414);
    roster_stand(store, gate, 20220413, "06-14", he);
    read_week(MONDAY);
    assert_true(cell("06-14", 2)->closed);
    assert_false(cell("06-14", 2)->manned);
    assert_int_equal(cell("06-14", 2)->count, 1);
    assert_true(cell("06-14", 3)->closed);
    assert_int_equal(roster_cell_gap(cell("14-22", 3), clock_now()), 0);
    assert_int_equal(roster_cell_state(cell("14-22", 3)), CELL_EMPTY);
    assert_true(record_get(store, &post_table, gate, &post, NULL));
    text_copy(post.weekdays, sizeof post.weekdays, "135");
    roster_put(store, &post_table, &post);
    read_week(MONDAY);
    assert_true(cell("06-14", 4)->manned);
    assert_false(cell("06-14", 5)->manned);
    assert_false(cell("06-14", 5)->closed);
}

/* Another pattern, a post that is no more: nobody who stands somewhere is lost from sight. */
static void whoever_stands_outside_the_pattern_is_shown(void **state)
{
    (void)state;
    int64_t old = roster_post(store, "旧岗", "08-12", 1, 1);
    roster_stand(store, gate, 20220412, "08-10", he);
    roster_stand(store, old, 20220412, "08-12", li);
    register_begin(store);
    assert_true(row_void(store, "post", old, 1, "撤销", NULL));
    register_commit(store);
    read_week(MONDAY);
    assert_int_equal(week.row_count, 5);
    assert_false(cell("08-10", 1)->manned);
    assert_int_equal(cell("08-10", 1)->count, 1);
    assert_int_equal(roster_cell_gap(cell("08-10", 1), clock_now()), 0);
}

static void the_later_of_two_breaks_the_rule(void **state)
{
    (void)state;
    roster_stand(store, gate, 20220414, "14-22", he);
    roster_stand(store, gate, 20220414, "22-06", he);
    roster_stand(store, gate, SUNDAY_BEFORE, "22-06", xu);
    roster_stand(store, gate, MONDAY, "06-14", xu);
    roster_stand(store, gate, 20220415, "06-14", li);
    roster_stand(store, gate, 20220416, "06-14", li);
    read_week(MONDAY);
    assert_int_equal(week.conflict_count, 2);
    assert_true(cell("22-06", 3)->conflict);
    assert_false(cell("14-22", 3)->conflict);
    assert_true(cell("06-14", 0)->conflict); /* with the night of the week before */
    assert_false(cell("06-14", 5)->conflict);
    assert_int_equal(week.conflicts[0].day, 0); /* in the order of time */
    assert_string_equal(week.entries[week.conflicts[1].entry].name, "何军");
    assert_true(week.conflicts[1].fit.bars & 1 << BAR_REST);
}

static void observe(int64_t volunteer_id)
{
    struct err err = {0};
    struct observation observation;
    struct volunteer volunteer;
    struct person person;
    assert_true(record_get(store, &volunteer_table, volunteer_id, &volunteer, NULL));
    assert_true(person_get(store, volunteer.person_id, &person, NULL));
    person.place_id = register_household(store, "望江苑", "12-2-1203");
    register_begin(store);
    if (!person_save(store, &person, &err))
        fail_msg("%s", err.text);
    register_commit(store);
    register_new(&observation_rules, &observation);
    observation.person_id = volunteer.person_id;
    observation.state = OBSERVATION_OBSERVING;
    observation.basis_day = MONDAY;
    observation.began_at = clock_now() - HOUR;
    if (!register_save(store, &observation_rules, &observation, &err))
        fail_msg("%s", err.text);
}

/* A gap to be confirmed; whoever is there already is no question. */
static void whose_household_is_observed_is_a_gap_to_confirm(void **state)
{
    (void)state;
    roster_stand(store, gate, 20220412, "06-14", he);
    set_state(roster_stand(store, gate, MONDAY, "06-14", he), ASSIGNMENT_DONE, false);
    read_week(MONDAY);
    assert_int_equal(roster_cell_gap(cell("06-14", 1), clock_now()), 0);
    observe(he);
    read_week(MONDAY);
    assert_int_equal(cell("06-14", 1)->doubtful, 1);
    assert_int_equal(cell("06-14", 1)->count, 1);
    assert_int_equal(roster_cell_gap(cell("06-14", 1), clock_now()), 1);
    assert_int_equal(cell("06-14", 0)->doubtful, 0);
}

static void a_shift_that_ends_at_a_missing_midnight_stands_in_its_row(void **state)
{
    (void)state;
    if (!clock_use_zone("America/Santiago", NULL))
        skip();
    int64_t post = roster_post(store, "夏令", "00-08 08-16 16-24", 1, 1);
    clock_fix(clock_day_start(20220905));
    roster_stand(store, post, 20220910, "16-24", he);
    roster_stand(store, post, 20220911, "00-08", xu);
    read_week(20220905);
    int there = 0;
    for (int i = 0; i < week.row_count; i++) {
        if (week.posts[week.rows[i].post].head.id != post)
            continue;
        there += week.rows[i].cells[5].count + week.rows[i].cells[6].count;
        assert_true(week.rows[i].cells[5].manned);
    }
    assert_int_equal(there, 2);
    clock_use_zone("+08:00", NULL);
}

/* ---- now ---- */

static void now_and_next(void **state)
{
    (void)state;
    struct err err = {0};
    struct roster_now *lines = calloc(LINES, sizeof *lines);
    struct roster_entry *entries = calloc(ENTRIES, sizeof *entries);
    int count = 0, entry_count = 0;
    roster_stand(store, gate, MONDAY, "22-06", he);
    roster_stand(store, gate, MONDAY, "14-22", xu);
    clock_fix(clock_day_start(20220412) + 2 * HOUR); /* 02:00: the night of Monday runs */
    assert_true(roster_now(store, clock_now(), 4 * HOUR, lines, LINES, &count, entries, ENTRIES, &entry_count, &err));
    assert_int_equal(count, 2);
    assert_true(lines[0].running);
    assert_int_equal(lines[0].cell.day, MONDAY);
    assert_int_equal(entry_count, 1);
    assert_string_equal(entries[lines[0].cell.first].name, "何军");
    assert_false(lines[1].running); /* from six on */
    assert_int_equal(lines[1].cell.day, 20220412);
    assert_true(roster_now(store, clock_now(), HOUR, lines, LINES, &count, entries, ENTRIES, &entry_count, &err));
    assert_int_equal(count, 1);
    free(lines);
    free(entries);
}

static void the_numbers_of_now(void **state)
{
    (void)state;
    struct err err = {0};
    struct roster_numbers numbers;
    set_state(roster_stand(store, gate, MONDAY, "14-22", xu), ASSIGNMENT_ARRIVED, false);
    roster_stand(store, gate, MONDAY, "14-22", he);
    set_state(roster_stand(store, gate, 20220412, "14-22", li), ASSIGNMENT_PLANNED, true);
    assert_true(roster_count(store, clock_now(), &numbers, &err));
    assert_int_equal(numbers.on_duty, 1);
    assert_int_equal(numbers.expected, 2);
    assert_int_equal(numbers.late, 1);     /* 14:32, awaited at 14:00 */
    assert_int_equal(numbers.gaps, 1 + 1); /* tonight, tomorrow early; tomorrow night is further than the list goes */
    assert_int_equal(numbers.soon, 0);
    assert_int_equal(numbers.seeking, 1);
    clock_fix(clock_day_start(MONDAY) + 21 * HOUR);
    assert_true(roster_count(store, clock_now(), &numbers, &err));
    assert_int_equal(numbers.soon, 1); /* 22-06 */
    clock_fix(clock_day_start(20220412) + 5 * HOUR);
    assert_true(roster_count(store, clock_now(), &numbers, &err));
    assert_int_equal(numbers.expected, 0);
    assert_int_equal(numbers.soon, 2); /* the night that runs with nobody, the early shift */
    assert_int_equal(numbers.gaps, 2 + 1);
}

/* Who is signed in is on duty, also behind the end of the shift; posts that were given up count no more. */
static void numbers_of_those_who_stay_and_of_posts_given_up(void **state)
{
    (void)state;
    struct err err = {0};
    struct roster_numbers numbers;
    struct post post;
    set_state(roster_stand(store, gate, MONDAY, "06-14", xu), ASSIGNMENT_ARRIVED, false);
    set_state(roster_stand(store, gate, MONDAY, "06-14", he), ASSIGNMENT_DONE, false);
    set_state(roster_stand(store, gate, MONDAY, "14-22", li), ASSIGNMENT_EXCUSED, false);
    assert_true(roster_count(store, clock_now(), &numbers, &err)); /* 14:32 */
    assert_int_equal(numbers.posts, 1);
    assert_int_equal(numbers.on_duty, 1);
    assert_int_equal(numbers.expected, 0);
    assert_int_equal(numbers.late, 0);
    assert_int_equal(numbers.gaps, 2 + 2); /* tomorrow night is further than pane 4 lists */
    assert_int_equal(numbers.soon, 1);
    assert_true(record_get(store, &post_table, gate, &post, &err));
    assert_true(register_void(store, &post_rules, gate, post.head.rev, "撤岗", &err));
    assert_true(roster_count(store, clock_now(), &numbers, &err));
    assert_int_equal(numbers.posts, 0);
    assert_int_equal(numbers.gaps, 0);
}

/* By beginning, then by the place of the post in the grid, whatever was written first. */
static void who_stands_is_read_in_the_order_of_the_grid(void **state)
{
    (void)state;
    struct err err = {0};
    struct roster_entry *entries = calloc(ENTRIES, sizeof *entries);
    int64_t north = roster_post(store, "北门", "06-14 14-22", 1, 2), from_at = clock_day_start(MONDAY);
    int count = 0;
    roster_stand(store, north, MONDAY, "14-22", he);
    roster_stand(store, north, MONDAY, "06-14", xu);
    roster_stand(store, gate, MONDAY, "06-14", li);
    assert_true(roster_read(store, from_at, from_at + 24 * HOUR, 0, 0, entries, ENTRIES, &count, &err));
    assert_int_equal(count, 3);
    assert_string_equal(entries[0].name, "李娜");
    assert_string_equal(entries[1].name, "徐志远");
    assert_string_equal(entries[2].name, "何军");
    free(entries);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define WEEK(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        WEEK(a_night_shift_stands_on_the_day_it_starts),
        WEEK(the_years_end_is_a_week_like_any_other),
        WEEK(a_cell_is_short_covered_or_full),
        WEEK(what_has_ended_is_no_gap),
        WEEK(whoever_does_not_come_leaves_a_gap),
        WEEK(closed_days_need_nobody),
        WEEK(whoever_stands_outside_the_pattern_is_shown),
        WEEK(the_later_of_two_breaks_the_rule),
        WEEK(a_shift_that_ends_at_a_missing_midnight_stands_in_its_row),
        WEEK(whose_household_is_observed_is_a_gap_to_confirm),
        WEEK(now_and_next),
        WEEK(the_numbers_of_now),
        WEEK(numbers_of_those_who_stay_and_of_posts_given_up),
        WEEK(who_stands_is_read_in_the_order_of_the_grid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
