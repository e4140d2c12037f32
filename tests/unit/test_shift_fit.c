/* May somebody take a shift, and why not: every bar of its own, the edges of the half-open spans, what is read. */
#include "gatepost/clock.h"
#include "gatepost/settings.h"
#include "gatepost/shift_fit.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define BIT(bar) (1u << (bar))
enum { MONDAY = 20220411, SOUTH = 1, EAST = 2 };
static struct store *store;
static struct fit_rules rules = {.rest_minutes = 660, .cap_minutes = 600, .night_from = 1320, .night_until = 360};
static struct post post;
static struct fit_person person;
static struct fit_shift shifts[8];
static struct absence absence;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    post = (struct post){.head.id = SOUTH, .name = "南门", .least = 1, .wanted = 2, .pattern = "06-14 14-22 22-06"};
    person = (struct fit_person){.absences = &absence, .shifts = shifts};
    availability_parse("", &person.availability, NULL);
    rules.rest_minutes = 660;
    rules.cap_minutes = 600;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

static struct fit_shift shift_at(int64_t post_id, int day, const char *span_text)
{
    struct shift_span span;
    if (!shift_span_parse(span_text, &span, NULL))
        fail_msg("%s", span_text);
    return (struct fit_shift){
        .post_id = post_id, .day = day, .starts_at = shift_starts_at(day, span), .ends_at = shift_ends_at(day, span)};
}

static void stands(int64_t post_id, int day, const char *span)
{
    int id = person.shift_count + 1;
    shifts[person.shift_count] = shift_at(post_id, day, span);
    shifts[person.shift_count++].id = id;
}

static struct shift_fit judge(int day, const char *span)
{
    struct fit_shift shift = shift_at(SOUTH, day, span);
    struct shift_fit fit;
    shift_fit_judge(&rules, &person, &post, false, &shift, &fit);
    return fit;
}

#define BARS(day, span, expected) assert_int_equal(judge(day, span).bars, expected)

/* ---- overlap ---- */

static void who_stands_elsewhere_then_may_not(void **state)
{
    (void)state;
    stands(EAST, MONDAY, "13-15");
    rules.rest_minutes = 0;
    BARS(MONDAY, "06-14", BIT(BAR_OVERLAP));
    BARS(MONDAY, "14-22", BIT(BAR_OVERLAP));
    BARS(MONDAY, "13:30-14:30", BIT(BAR_OVERLAP));
    BARS(MONDAY, "08-13", 0);
    BARS(MONDAY, "15-22", 0); /* half-open: one may end as the other begins */
    struct shift_fit fit = judge(MONDAY, "06-14");
    assert_int_equal(fit.against.post_id, EAST);
    assert_int_equal(fit.against.starts_at, shifts[0].starts_at);
    assert_true(shift_fit_forbidden(&fit));
}

static void the_same_shift_does_not_collide_with_itself(void **state)
{
    (void)state;
    stands(SOUTH, MONDAY, "06-14");
    struct fit_shift shift = shifts[0];
    struct shift_fit fit;
    shift_fit_judge(&rules, &person, &post, false, &shift, &fit);
    assert_int_equal(fit.bars, 0);
    assert_int_equal(fit.week_shifts, 1);
    shift.id = 0;
    shift_fit_judge(&rules, &person, &post, false, &shift, &fit);
    assert_true(fit.bars & BIT(BAR_OVERLAP));
}

static void nights_collide_across_midnight_month_and_year(void **state)
{
    (void)state;
    rules.cap_minutes = 1440;
    stands(EAST, 20211231, "22-06");
    BARS(20220101, "05-09", BIT(BAR_OVERLAP));
    BARS(20220101, "16:59-22", BIT(BAR_REST));
    BARS(20220101, "17-22", 0); /* eleven hours later */
    shifts[0] = shift_at(EAST, 20220430, "22-06");
    BARS(20220501, "00-04", BIT(BAR_OVERLAP));
    BARS(20220501, "16:59-22", BIT(BAR_REST));
    BARS(20220501, "17-22", 0);
}

/* ---- rest ---- */

static void the_night_after_the_evening_at_the_same_post_is_a_matter_of_rest(void **state)
{
    (void)state;
    stands(SOUTH, MONDAY, "14-22");
    BARS(MONDAY, "22-06", BIT(BAR_REST) | BIT(BAR_CAP));
    struct shift_fit fit = judge(MONDAY, "22-06");
    assert_int_equal(fit.rest_minutes, 0);
    assert_int_equal(fit.day_minutes, 16 * 60);
    assert_false(shift_fit_forbidden(&fit));
}

static void exactly_the_rest_is_enough_before_and_behind(void **state)
{
    (void)state;
    stands(EAST, MONDAY, "06-08");
    BARS(MONDAY, "19-21", 0);
    BARS(MONDAY, "18:59-21", BIT(BAR_REST));
    BARS(20220410, "17-19", 0);
    BARS(20220410, "17-19:01", BIT(BAR_REST));
    assert_int_equal(judge(MONDAY, "18:59-21").rest_minutes, 659);
    rules.rest_minutes = 0;
    BARS(MONDAY, "08-10", 0);
}

static void the_nearest_shift_is_named(void **state)
{
    (void)state;
    stands(EAST, MONDAY, "06-08");
    stands(EAST, MONDAY, "19-21");
    struct shift_fit fit = judge(MONDAY, "11-13");
    assert_int_equal(fit.rest_minutes, 180);
    assert_int_equal(fit.against.id, 1);
    fit = judge(MONDAY, "14-17");
    assert_int_equal(fit.rest_minutes, 120);
    assert_int_equal(fit.against.id, 2);
    fit = judge(MONDAY, "18-20"); /* what collides is graver than what is near */
    assert_int_equal(fit.against.id, 2);
    assert_true(fit.bars & BIT(BAR_OVERLAP));
}

static void minutes_of_handover_are_no_overlap_at_the_same_post(void **state)
{
    (void)state;
    stands(SOUTH, MONDAY, "14-22:15");
    rules.cap_minutes = 1440;
    BARS(MONDAY, "22-06", BIT(BAR_OVERLAP));
    post.overlap = 15;
    BARS(MONDAY, "22-06", BIT(BAR_REST));
    BARS(MONDAY, "21:59-06", BIT(BAR_OVERLAP));
    shifts[0].post_id = EAST;
    BARS(MONDAY, "22-06", BIT(BAR_OVERLAP));
}

/* ---- cap ---- */

static void the_cap_holds_in_any_24_hours(void **state)
{
    (void)state;
    rules.rest_minutes = 0;
    BARS(MONDAY, "06-16", 0);
    BARS(MONDAY, "06-16:01", BIT(BAR_CAP));
    stands(EAST, MONDAY, "14-20");
    BARS(MONDAY, "20-24", 0);
    BARS(MONDAY, "20-00:01", BIT(BAR_CAP));
    BARS(20220412, "10-14", 0);
    BARS(20220412, "09:59-14", BIT(BAR_CAP)); /* 24 hours from 14:00 on */
    BARS(20220412, "14-24", 0);               /* the first ended 18 hours ago, it began 24 hours ago */
    BARS(20220412, "13:59-24", BIT(BAR_CAP));
    assert_int_equal(judge(20220412, "09:59-14").day_minutes, 601);
}

/* 6 + 3 + 3: none of the pairs breaks it. */
static void three_short_shifts_break_the_cap_together(void **state)
{
    (void)state;
    rules.rest_minutes = 0;
    stands(EAST, MONDAY, "06-10");
    stands(EAST, MONDAY, "12-16");
    BARS(MONDAY, "20-22", 0);
    BARS(MONDAY, "20-22:30", BIT(BAR_CAP));
    BARS(20220412, "06-08:30", 0); /* the morning is no longer within them */
}

/* A full day beside it is broken by others already: this shift is not to blame. */
static void a_broken_cap_of_other_days_bars_nothing(void **state)
{
    (void)state;
    rules.rest_minutes = 0;
    stands(EAST, MONDAY, "06-14");
    stands(EAST, MONDAY, "14-22");
    BARS(20220413, "06-14", 0);
}

/* ---- who they are ---- */

static void a_post_that_needs_a_skill_bars_who_has_it_not(void **state)
{
    static const enum post_needs needs[] = {NEEDS_TEMPERATURE, NEEDS_DRIVING, NEEDS_FIRST_AID};
    (void)state;
    for (int i = 0; i < 3; i++) {
        post.needs = needs[i];
        person.volunteer = (struct volunteer){.temperature = i != 0, .driving = i != 1, .first_aid = i != 2};
        BARS(MONDAY, "06-14", BIT(BAR_SKILL));
        person.volunteer = (struct volunteer){.temperature = i == 0, .driving = i == 1, .first_aid = i == 2};
        BARS(MONDAY, "06-14", 0);
    }
}

static void outside_the_hours_they_named_is_a_bar(void **state)
{
    (void)state;
    availability_parse("1-5 18-22; 67", &person.availability, NULL);
    BARS(MONDAY, "14-22", BIT(BAR_UNAVAILABLE));
    BARS(MONDAY, "18-22", 0);
    BARS(20220416, "14-22", 0);
    BARS(20220417, "22-06", BIT(BAR_UNAVAILABLE)); /* it runs into Monday */
}

static void leave_bars_every_shift_it_touches(void **state)
{
    (void)state;
    absence = (struct absence){.from_at = clock_day_start(MONDAY), .until_at = clock_day_start(20220412)};
    person.absence_count = 1;
    BARS(MONDAY, "06-14", BIT(BAR_ABSENT));
    BARS(MONDAY, "22-06", BIT(BAR_ABSENT));
    BARS(20220410, "22-06", BIT(BAR_ABSENT));
    BARS(20220410, "16-24", 0);
    BARS(20220412, "00-08", 0);
    struct shift_fit fit = judge(MONDAY, "06-14");
    assert_true(shift_fit_forbidden(&fit));
}

static void household_health_and_leaving_bar(void **state)
{
    (void)state;
    person.volunteer.observed = true;
    BARS(MONDAY, "06-14", BIT(BAR_OBSERVED));
    person.volunteer = (struct volunteer){.health = HEALTH_UNFIT};
    BARS(MONDAY, "06-14", BIT(BAR_UNFIT));
    person.volunteer = (struct volunteer){.health = HEALTH_UNCHECKED};
    BARS(MONDAY, "06-14", 0);
    text_copy(person.volunteer.head.voided, sizeof person.volunteer.head.voided, "搬走了");
    BARS(MONDAY, "06-14", BIT(BAR_LEFT));
    struct shift_fit fit = judge(MONDAY, "06-14");
    assert_true(shift_fit_forbidden(&fit));
}

static void more_shifts_a_week_than_they_want_bar(void **state)
{
    (void)state;
    person.volunteer.shifts_most = 2;
    stands(EAST, 20220410, "06-14"); /* Sunday: the week before */
    stands(EAST, 20220412, "06-14");
    BARS(20220414, "06-14", 0);
    stands(EAST, 20220417, "22-06"); /* belongs to the Sunday it starts on */
    BARS(20220414, "06-14", BIT(BAR_WEEK));
    BARS(20220419, "06-14", 0);
    assert_int_equal(judge(20220414, "06-14").week_shifts, 3);
}

static void a_post_is_closed_by_its_days_of_the_week_and_by_closed_days(void **state)
{
    struct post_closed closed[] = {{.post_id = EAST, .day = MONDAY}, {.post_id = 0, .day = 20220412}};
    struct fit_shift shift = shift_at(SOUTH, MONDAY, "06-14");
    struct shift_fit fit;
    (void)state;
    assert_false(shift_fit_closed(&post, MONDAY, closed, 2));
    assert_true(shift_fit_closed(&post, 20220412, closed, 2));
    assert_false(shift_fit_closed(&post, 20220413, closed, 2));
    post.head.id = EAST;
    assert_true(shift_fit_closed(&post, MONDAY, closed, 2));
    text_copy(post.weekdays, sizeof post.weekdays, "67");
    assert_true(shift_fit_closed(&post, 20220413, closed, 0));
    assert_false(shift_fit_closed(&post, 20220416, closed, 0));
    shift_fit_judge(&rules, &person, &post, true, &shift, &fit);
    assert_int_equal(fit.bars, BIT(BAR_CLOSED));
    assert_false(shift_fit_forbidden(&fit));
}

/* ---- read from the file ---- */

static int64_t save(const struct record_table *table, void *record)
{
    struct err err = {0};
    register_begin(store);
    if (!record_save(store, table, record, &err))
        fail_msg("%s", err.text);
    register_commit(store);
    return ((struct record_head *)record)->id;
}

static int64_t volunteer_save(const char *name, const char *phone, int64_t place_id, const char *available)
{
    struct volunteer volunteer = {.person_id = register_person(store, name, phone, place_id)};
    text_copy(volunteer.name, sizeof volunteer.name, name);
    text_copy(volunteer.available, sizeof volunteer.available, available);
    return save(&volunteer_table, &volunteer);
}

static int64_t post_save(const char *name, enum post_needs needs)
{
    struct post saved = {.position = 1, .least = 1, .wanted = 2, .needs = needs};
    text_copy(saved.name, sizeof saved.name, name);
    text_copy(saved.pattern, sizeof saved.pattern, "06-14 14-22 22-06");
    return save(&post_table, &saved);
}

static int64_t assign(int64_t volunteer_id, const struct fit_shift *shift, enum assignment_state state)
{
    struct assignment assignment = {.post_id = shift->post_id,
                                    .day = shift->day,
                                    .starts_at = shift->starts_at,
                                    .ends_at = shift->ends_at,
                                    .volunteer_id = volunteer_id,
                                    .state = state,
                                    .assigned_at = REGISTER_NOW};
    return save(&assignment_table, &assignment);
}

static void why_is(int64_t volunteer_id, const struct fit_shift *shift, const char *words)
{
    struct shift_fit fit;
    struct err err = {0};
    char why[FIT_WHY_BYTES];
    if (!shift_fit(store, volunteer_id, shift, &fit, &err))
        fail_msg("%s", err.text);
    shift_fit_why(store, &fit, why);
    assert_string_equal(why, words);
}

static void what_is_read_is_judged_and_said(void **state)
{
    (void)state;
    int64_t south = post_save("南门", NEEDS_NOTHING), van = post_save("送货车", NEEDS_DRIVING);
    int64_t who = volunteer_save("张伟明", "13800138001", 0, "");
    struct fit_shift evening = shift_at(south, MONDAY, "14-22"), night = shift_at(south, MONDAY, "22-06");
    why_is(who, &evening, "");
    evening.id = assign(who, &evening, ASSIGNMENT_PLANNED);
    why_is(who, &evening, "");
    why_is(who, &night, "only 0 hours of rest (fewer than 11); 16 hours within 24 (more than 10)");
    struct fit_shift delivery = shift_at(van, MONDAY, "14-22");
    why_is(who, &delivery, "at the same time 南门 14-22; 16 hours within 24 (more than 10); does not drive");
    struct fit_shift later = shift_at(van, 20220412, "04:30-08:30");
    why_is(who, &later, "only 6:30 hours of rest (fewer than 11); 12 hours within 24 (more than 10); does not drive");
    register_begin(store);
    assert_true(settings_put(store, "roster.rest_hours", "6", NULL));
    assert_true(settings_put(store, "roster.cap_hours", "12", NULL));
    register_commit(store);
    why_is(who, &later, "does not drive");
}

static void who_does_not_come_collides_with_nothing(void **state)
{
    static const enum assignment_state gone[] = {ASSIGNMENT_NO_SHOW, ASSIGNMENT_EXCUSED, ASSIGNMENT_REPLACED};
    (void)state;
    int64_t south = post_save("南门", NEEDS_NOTHING), east = post_save("东门", NEEDS_NOTHING);
    int64_t who = volunteer_save("张伟明", "13800138001", 0, "");
    struct fit_shift there = shift_at(east, MONDAY, "14-22");
    for (int i = 0; i < 3; i++) {
        struct fit_shift shift = shift_at(south, clock_day_add(MONDAY, 2 * i), "14-22");
        there.day = shift.day;
        there.starts_at = shift.starts_at;
        there.ends_at = shift.ends_at;
        assign(who, &shift, gone[i]);
        why_is(who, &there, "");
    }
}

static void leave_and_closed_days_are_read_with_their_edges(void **state)
{
    (void)state;
    int64_t south = post_save("南门", NEEDS_NOTHING), who = volunteer_save("张伟明", "13800138001", 0, "06-22");
    struct absence leave = {
        .volunteer_id = who, .from_at = clock_day_start(20220414), .until_at = clock_day_start(20220415)};
    save(&absence_table, &leave);
    struct post_closed closed = {.post_id = 0, .day = 20220416};
    save(&post_closed_table, &closed);
    struct fit_shift before = shift_at(south, 20220413, "14-22"), on = shift_at(south, 20220414, "14-22"),
                     behind = shift_at(south, 20220415, "06-14"), shut = shift_at(south, 20220416, "06-14"),
                     night = shift_at(south, 20220413, "22-06");
    why_is(who, &before, "");
    why_is(who, &on, "on leave");
    why_is(who, &behind, "");
    why_is(who, &night, "on leave; outside the hours they named");
    why_is(who, &shut, "the post is not manned that day");
}

static void an_unknown_one_is_not_found(void **state)
{
    struct shift_fit fit;
    struct err err = {0};
    (void)state;
    struct fit_shift shift = shift_at(post_save("南门", NEEDS_NOTHING), MONDAY, "06-14");
    assert_false(shift_fit(store, 77, &shift, &fit, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    shift.post_id = 99;
    assert_false(shift_fit(store, volunteer_save("张伟明", "13800138001", 0, ""), &shift, &fit, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void every_bar_has_a_name_and_words(void **state)
{
    char why[FIT_WHY_BYTES];
    (void)state;
    for (int bar = 0; bar < BAR_COUNT; bar++) {
        struct shift_fit fit = {.bars = BIT(bar), .needs = NEEDS_DRIVING};
        assert_non_null(shift_bar_names[bar]);
        shift_fit_why(store, &fit, why);
        assert_true(why[0] != '\0');
    }
    assert_null(shift_bar_names[BAR_COUNT]);
    shift_fit_why(store, &(struct shift_fit){.bars = BIT(BAR_COUNT) - 1, .needs = NEEDS_DRIVING}, why);
    assert_true(strncmp(why, "no volunteer any more; on leave; at the same time", 40) == 0);
}

#define FIT_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIT_TEST(who_stands_elsewhere_then_may_not),
        FIT_TEST(the_same_shift_does_not_collide_with_itself),
        FIT_TEST(nights_collide_across_midnight_month_and_year),
        FIT_TEST(the_night_after_the_evening_at_the_same_post_is_a_matter_of_rest),
        FIT_TEST(exactly_the_rest_is_enough_before_and_behind),
        FIT_TEST(the_nearest_shift_is_named),
        FIT_TEST(minutes_of_handover_are_no_overlap_at_the_same_post),
        FIT_TEST(the_cap_holds_in_any_24_hours),
        FIT_TEST(three_short_shifts_break_the_cap_together),
        FIT_TEST(a_broken_cap_of_other_days_bars_nothing),
        FIT_TEST(a_post_that_needs_a_skill_bars_who_has_it_not),
        FIT_TEST(outside_the_hours_they_named_is_a_bar),
        FIT_TEST(leave_bars_every_shift_it_touches),
        FIT_TEST(household_health_and_leaving_bar),
        FIT_TEST(more_shifts_a_week_than_they_want_bar),
        FIT_TEST(a_post_is_closed_by_its_days_of_the_week_and_by_closed_days),
        FIT_TEST(what_is_read_is_judged_and_said),
        FIT_TEST(who_does_not_come_collides_with_nothing),
        FIT_TEST(leave_and_closed_days_are_read_with_their_edges),
        FIT_TEST(an_unknown_one_is_not_found),
        FIT_TEST(every_bar_has_a_name_and_words),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
