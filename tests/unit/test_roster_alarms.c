/* Alarms of the roster: a post uncovered soon, nobody signed in, too little rest, and whoever has a shift while their
 * own household is observed. Each rings when its reason begins, is over when it ends, and rings again. */
#include "gatepost/alarm_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/contradiction.h"
#include "gatepost/observation_rules.h"
#include "gatepost/registers.h"
#include "gatepost/roster_move.h"
#include "gatepost/shift_start.h"
#include "gatepost/words.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { HOUR = 3600, MINUTE = 60, MONDAY = 20220411, TUESDAY = 20220412 };
static struct store *store;
static int64_t east, he, ma;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    east = roster_post(store, "东门", "06-14 14-22 22-06", 1, 2);
    he = roster_volunteer(store, "何军");
    ma = roster_volunteer(store, "马小军");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    clock_fix(REGISTER_NOW);
    return 0;
}

static void at(int day, int hour, int minute)
{
    struct err err = {0};
    clock_fix(clock_day_start(day) + hour * HOUR + minute * MINUTE);
    if (!alarm_scan(store, clock_now(), &err))
        fail_msg("%s", err.text);
}

/* How many open alarms of a rule (and occasion, "": any) have these words in them. */
static int rings(const char *rule, const char *occasion, const char *words)
{
    char sql[400];
    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM alarm WHERE rule = '%s' AND cleared_at IS NULL AND ('%s' = '' OR occasion = '%s') "
             "AND instr(words, '%s') > 0",
             rule, occasion, occasion, words);
    return (int)register_count(store, sql);
}

static void is_done(bool good, const struct err *err)
{
    if (!good)
        fail_msg("%s", err->text);
}

static int64_t put(int64_t volunteer, int day, const char *span_text, const char *reason)
{
    struct shift_span span;
    struct err err = {0};
    assert_true(shift_span_parse(span_text, &span, &err));
    struct assignment assignment = {.post_id = east,
                                    .day = day,
                                    .starts_at = shift_starts_at(day, span),
                                    .ends_at = shift_ends_at(day, span),
                                    .volunteer_id = volunteer};
    snprintf(assignment.reason, sizeof assignment.reason, "%s", reason);
    is_done(roster_assign(store, &assignment, false, false, &err), &err);
    return assignment.head.id;
}

/* ---- uncovered ---- */

static void uncovered_within_two_hours(void **state)
{
    (void)state;
    put(he, MONDAY, "14-22", "");
    at(MONDAY, 19, 59);
    assert_int_equal(rings("shift_uncovered", "", "东门"), 0);
    at(MONDAY, 20, 0);
    assert_int_equal(rings("shift_uncovered", "", "04-11 22:00 东门 0/1"), 1);
    at(MONDAY, 20, 30); /* not once more */
    assert_int_equal(register_count(store, "SELECT count(*) FROM alarm WHERE rule = 'shift_uncovered'"), 1);
}

/* The call at 21:40: it was covered once already, and rings again. */
static void covered_is_over_and_rings_again(void **state)
{
    (void)state;
    struct err err = {0};
    put(he, MONDAY, "14-22", "");
    at(MONDAY, 20, 0);
    int64_t night = put(ma, MONDAY, "22-06", "");
    assert_int_equal(rings("shift_uncovered", "", ""), 0); /* at once, without waiting for the minute */
    at(MONDAY, 21, 40);
    is_done(roster_excuse(store, night, -1, "发烧", &err), &err);
    assert_int_equal(rings("shift_uncovered", "", "04-11 22:00 东门 0/1"), 1);
    at(TUESDAY, 5, 59);
    assert_int_equal(rings("shift_uncovered", "", "04-11 22:00"), 1);
    at(TUESDAY, 6, 0); /* the shift has ended */
    assert_int_equal(rings("shift_uncovered", "", "04-11 22:00"), 0);
}

static void closed_days_do_not_ring(void **state)
{
    (void)state;
    roster_closed(store, east, MONDAY);
    at(MONDAY, 21, 0);
    assert_int_equal(rings("shift_uncovered", "", ""), 0);
}

/* ---- late ---- */

static void nobody_signed_in(void **state)
{
    (void)state;
    struct err err = {0};
    put(he, MONDAY, "22-06", "");
    int64_t second = put(ma, MONDAY, "22-06", "");
    at(MONDAY, 22, 9);
    assert_int_equal(rings("shift_late", "", ""), 0);
    at(MONDAY, 22, 10);
    assert_int_equal(rings("shift_late", "", "04-11 22:00 东门 何军 马小军"), 1);
    is_done(shift_in(store, second, -1, 0, &err), &err);
    assert_int_equal(rings("shift_late", "", ""), 0); /* one is there */
}

/* Who is expected nowhere is not late: that is a gap. */
static void an_empty_shift_is_not_late(void **state)
{
    (void)state;
    at(MONDAY, 22, 30);
    assert_int_equal(rings("shift_late", "", ""), 0);
    assert_int_equal(rings("shift_uncovered", "", "22:00"), 1);
}

/* ---- rest ---- */

static void too_little_rest(void **state)
{
    (void)state;
    struct err err = {0};
    at(MONDAY, 12, 0);
    put(he, MONDAY, "22-06", "");
    int64_t early = put(he, TUESDAY, "14-22", "没有别人");
    assert_int_equal(rings("shift_rest", "", "何军 东门 04-11 22:00 → 东门 04-12 14:00 8h < 11h"), 1);
    is_done(roster_remove(store, early, -1, "换人", &err), &err);
    assert_int_equal(rings("shift_rest", "", ""), 0);
}

/* Next week's is looked at when it comes near: planning it rings for nothing. */
static void rest_of_next_week_waits(void **state)
{
    (void)state;
    at(MONDAY, 12, 0);
    put(he, 20220418, "22-06", "");
    put(he, 20220419, "14-22", "没有别人");
    assert_int_equal(rings("shift_rest", "", ""), 0);
    at(20220418, 12, 0);
    assert_int_equal(rings("shift_rest", "", "何军"), 1);
}

/* ---- the own household ---- */

static int64_t observe(int64_t person)
{
    struct observation observation;
    struct err err = {0};
    register_new(&observation_rules, &observation);
    observation.person_id = person;
    observation.basis = BASIS_CONTACT;
    observation.state = OBSERVATION_OBSERVING;
    observation.began_at = clock_now();
    is_done(register_save(store, &observation_rules, &observation, &err), &err);
    return observation.head.id;
}

/* The wife of a volunteer comes under observation: he has a shift tonight. */
static int64_t volunteer_at_home(int64_t *wife)
{
    int64_t home = register_household(store, "望江苑", "12-2-1203");
    int64_t lin = roster_volunteer(store, "林小燕");
    struct volunteer volunteer;
    struct person person;
    *wife = register_person(store, "刘洋", "13812343821", home);
    assert_true(record_get(store, &volunteer_table, lin, &volunteer, NULL));
    assert_true(person_get(store, volunteer.person_id, &person, NULL));
    person.place_id = home;
    register_begin(store);
    assert_true(person_save(store, &person, NULL));
    register_commit(store);
    return lin;
}

static void observed_when_the_observation_begins(void **state)
{
    (void)state;
    struct err err = {0};
    int64_t wife = 0, lin = volunteer_at_home(&wife);
    at(MONDAY, 14, 0);
    int64_t night = put(lin, MONDAY, "22-06", "");
    assert_int_equal(rings("contradiction", "rostered", ""), 0);
    observe(wife);
    assert_int_equal(rings("contradiction", "rostered", "12-2-1203 林小燕 04-11 22:00 东门"), 1);
    is_done(roster_excuse(store, night, -1, "家中观察", &err), &err);
    assert_int_equal(rings("contradiction", "rostered", ""), 0);
}

static void observed_when_the_shift_is_given(void **state)
{
    (void)state;
    int64_t wife = 0, lin = volunteer_at_home(&wife);
    at(MONDAY, 14, 0);
    observe(wife);
    assert_int_equal(rings("contradiction", "rostered", ""), 0);
    put(lin, MONDAY, "22-06", "只站门外");
    assert_int_equal(rings("contradiction", "rostered", "林小燕"), 1);
    at(TUESDAY, 6, 0); /* over with the shift */
    assert_int_equal(rings("contradiction", "rostered", ""), 0);
}

/* ---- by index ranges ---- */

static void read_by_index(void **state)
{
    (void)state;
    char plan[2000];
    at(MONDAY, 14, 0);
    register_plan(store, "JOIN volunteer v ON v.person_id = h.id", plan, sizeof plan);
    if (strstr(plan, "SCAN a") != NULL || strstr(plan, "SCAN h") != NULL)
        fail_msg("%s", plan);
}

/* ---- the shift start ---- */

static void shift_start_says_who_is_where(void **state)
{
    (void)state;
    struct shift_said said = {0};
    struct err err = {0};
    int64_t afternoon = put(he, MONDAY, "14-22", "");
    at(MONDAY, 14, 32);
    is_done(shift_in(store, afternoon, -1, 0, &err), &err);
    for (int i = 0; i < shift_line_count; i++)
        if (!strcmp(shift_lines[i].name, "roster"))
            is_done(shift_lines[i].say(store, clock_now(), &said, &err), &err);
    assert_non_null(strstr(buffer_text(&said.text), "1 of 1 on duty"));
    assert_non_null(strstr(buffer_text(&said.text), "\n东门 何军"));
    buffer_release(&said.text);
}

int main(void)
{
    words_start(NULL, "en");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(uncovered_within_two_hours, setup, teardown),
        cmocka_unit_test_setup_teardown(covered_is_over_and_rings_again, setup, teardown),
        cmocka_unit_test_setup_teardown(closed_days_do_not_ring, setup, teardown),
        cmocka_unit_test_setup_teardown(nobody_signed_in, setup, teardown),
        cmocka_unit_test_setup_teardown(an_empty_shift_is_not_late, setup, teardown),
        cmocka_unit_test_setup_teardown(too_little_rest, setup, teardown),
        cmocka_unit_test_setup_teardown(rest_of_next_week_waits, setup, teardown),
        cmocka_unit_test_setup_teardown(observed_when_the_observation_begins, setup, teardown),
        cmocka_unit_test_setup_teardown(observed_when_the_shift_is_given, setup, teardown),
        cmocka_unit_test_setup_teardown(read_by_index, setup, teardown),
        cmocka_unit_test_setup_teardown(shift_start_says_who_is_where, setup, teardown),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
