/* The numbers of a day at the gates: hours of the zone, ties, days without crossings, and that they follow every
 * change. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/gate_day.h"
#include "gatepost/memory.h"
#include "gatepost/row.h"
#include "src/store/database.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TODAY = 20220411 };
static struct store *store;
static int64_t east, west;
static struct gate_day *numbers;
static struct err err;

static int64_t local(int day, int hour, int minute)
{
    const struct civil_time civil = {
        .year = day / 10000, .month = day / 100 % 100, .day = day % 100, .hour = hour, .minute = minute};
    return clock_at(&civil);
}

static int64_t cross(int64_t checkpoint_id, int64_t at, enum direction direction, enum decision decision)
{
    struct crossing crossing = {
        .at = at, .checkpoint_id = checkpoint_id, .direction = direction, .decision = decision, .officer_id = 1};
    return register_crossing(store, &crossing);
}

static void cross_times(int64_t checkpoint_id, int64_t at, int times)
{
    for (int i = 0; i < times; i++)
        cross(checkpoint_id, at + i, i % 2 ? DIRECTION_OUT : DIRECTION_IN, DECISION_ADMITTED);
}

static const struct gate_hours *hours_of(int day, int64_t checkpoint_id)
{
    static struct gate_hours hours;
    assert_true(gate_hours_read(store, day, checkpoint_id, REGISTER_NOW, &hours, &err));
    return &hours;
}

static const struct gate_day_line *line_of(int day, int64_t checkpoint_id)
{
    assert_true(gate_day_read(store, day, numbers, &err));
    for (int i = 0; i < numbers->count; i++)
        if (numbers->lines[i].checkpoint.id == checkpoint_id)
            return &numbers->lines[i];
    return NULL;
}

static void an_hour_is_an_hour_of_the_community(void **state)
{
    static const char *const zones[] = {"+08:00", "+05:30", "+05:45", "-03:30"};
    (void)state;
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
        assert_true(clock_use_zone(zones[i], &err));
        int day = clock_day_add(TODAY, -10 * (int)(i + 1)); /* far enough apart that no week reaches the other */
        cross(east, local(day, 0, 0), DIRECTION_IN, DECISION_ADMITTED);
        cross(east, local(day, 7, 59), DIRECTION_IN, DECISION_ADMITTED);
        cross(east, local(day, 8, 0), DIRECTION_OUT, DECISION_ADMITTED);
        cross(east, local(day, 8, 59), DIRECTION_IN, DECISION_ADMITTED);
        cross(east, local(day, 23, 59), DIRECTION_OUT, DECISION_ADMITTED);
        const struct gate_hours *hours = hours_of(day, 0);
        assert_int_equal(hours->in[0], 1);
        assert_int_equal(hours->in[7], 1);
        assert_int_equal(hours->out[8], 1);
        assert_int_equal(hours->in[8], 1);
        assert_int_equal(hours->out[23], 1);
        assert_int_equal(hours->total, 5);
        assert_int_equal(hours->busiest_hour, 8);
        assert_int_equal(line_of(day, east)->busiest_hour, 8);
        assert_int_equal(hours_of(clock_day_add(day, 1), 0)->total, 0); /* midnight divides */
    }
}

static void only_valid_admitted_crossings_count_by_hour(void **state)
{
    (void)state;
    cross_times(east, local(TODAY, 9, 0), 2);
    cross(east, local(TODAY, 9, 10), DIRECTION_IN, DECISION_TURNED_AWAY);
    cross(east, local(TODAY, 9, 10), DIRECTION_IN, DECISION_HELD);
    assert_int_equal(hours_of(TODAY, east)->total, 2);
    assert_int_equal(line_of(TODAY, east)->totals.turned_away, 1);
    assert_int_equal(numbers->total.held, 1);
}

static void of_hours_as_busy_the_first_is_named(void **state)
{
    (void)state;
    assert_int_equal(hours_of(TODAY, 0)->busiest_hour, -1);
    assert_int_equal(line_of(TODAY, east)->busiest_hour, -1);
    cross_times(east, local(TODAY, 13, 0), 3);
    cross_times(east, local(TODAY, 7, 30), 3);
    cross_times(west, local(TODAY, 12, 0), 2);
    assert_int_equal(hours_of(TODAY, 0)->busiest_hour, 7);
    assert_int_equal(hours_of(TODAY, 0)->busiest_count, 3);
    assert_int_equal(line_of(TODAY, east)->busiest_hour, 7);
    assert_int_equal(line_of(TODAY, west)->busiest_hour, 12);
    cross(east, local(TODAY, 13, 30), DIRECTION_IN, DECISION_ADMITTED);
    assert_int_equal(line_of(TODAY, east)->busiest_hour, 13);
}

/* Three of the seven days before have crossings somewhere; the west gate was closed on one of these. */
static void the_mean_is_of_days_with_crossings(void **state)
{
    (void)state;
    assert_int_equal(hours_of(TODAY, 0)->week_days, 0);
    cross_times(east, local(20220410, 8, 0), 4);
    cross_times(west, local(20220410, 20, 0), 3);
    cross_times(east, local(20220408, 8, 30), 2);
    cross_times(west, local(20220404, 8, 45), 6);
    cross_times(west, local(20220403, 8, 0), 50); /* eight days before */
    cross_times(east, local(TODAY, 8, 0), 9);     /* today is not in it */
    const struct gate_hours *hours = hours_of(TODAY, 0);
    assert_int_equal(hours->week_days, 3);
    assert_int_equal(hours->week_sum[8], 12);
    assert_int_equal(hours->week_sum[20], 3);
    assert_int_equal(hours->week_total, 15);
    assert_int_equal(hours->week_until, 12); /* it is 14:32 */
    assert_int_equal(hours->total, 9);
    hours = hours_of(TODAY, west);
    assert_int_equal(hours->week_days, 3);
    assert_int_equal(hours->week_sum[8], 6);
    assert_int_equal(hours->total, 0);
    assert_int_equal(hours_of(20220410, 0)->week_days, 3); /* 8, 4 and 3 April */
    assert_int_equal(hours_of(20220410, 0)->week_until, 58);
}

static void means_are_rounded_and_small_ones_have_a_tenth(void **state)
{
    char text[24];
    (void)state;
    gate_mean_label(17, 7, text);
    assert_string_equal(text, "2.4");
    gate_mean_label(69, 7, text);
    assert_string_equal(text, "9.9");
    gate_mean_label(74, 7, text);
    assert_string_equal(text, "11");
    gate_mean_label(0, 7, text);
    assert_string_equal(text, "0.0");
    gate_mean_label(5, 0, text);
    assert_string_equal(text, "");
    gate_hour_label(8, text);
    assert_string_equal(text, "08-09");
    gate_hour_label(23, text);
    assert_string_equal(text, "23-24");
}

static void expect_hours(int east_7, int east_8, int west_8)
{
    const struct gate_hours *hours = hours_of(TODAY, east);
    assert_int_equal(hours->in[7] + hours->out[7], east_7);
    assert_int_equal(hours->in[8] + hours->out[8], east_8);
    hours = hours_of(TODAY, west);
    assert_int_equal(hours->in[8] + hours->out[8], west_8);
    register_whole(store);
}

static void change(int64_t id, int64_t at, int64_t checkpoint_id, enum decision decision)
{
    struct crossing crossing;
    assert_true(crossing_get(store, id, &crossing, &err));
    crossing.at = at;
    crossing.checkpoint_id = checkpoint_id;
    crossing.decision = decision;
    register_crossing(store, &crossing);
}

static void the_hours_follow_every_change(void **state)
{
    (void)state;
    int64_t id = cross(east, local(TODAY, 7, 5), DIRECTION_IN, DECISION_ADMITTED);
    expect_hours(1, 0, 0);
    change(id, local(TODAY, 8, 5), east, DECISION_ADMITTED);
    expect_hours(0, 1, 0);
    change(id, local(TODAY, 8, 5), west, DECISION_ADMITTED);
    expect_hours(0, 0, 1);
    change(id, local(TODAY, 8, 5), west, DECISION_TURNED_AWAY);
    expect_hours(0, 0, 0);
    change(id, local(TODAY, 8, 5), west, DECISION_ADMITTED);
    expect_hours(0, 0, 1);
    struct crossing crossing;
    assert_true(crossing_get(store, id, &crossing, &err));
    register_begin(store);
    assert_true(row_void(store, "crossing", id, crossing.rev, "错登", &err));
    register_commit(store);
    expect_hours(0, 0, 0);
    struct buffer what = {0};
    assert_true(store_undo(store, &what, &err));
    expect_hours(0, 0, 1);
    assert_true(store_redo(store, &what, &err));
    expect_hours(0, 0, 0);
    buffer_release(&what);
}

/* The lines add up to the total, also where a checkpoint was given up on that day. */
static void a_checkpoint_given_up_is_shown_while_somebody_crossed_there(void **state)
{
    (void)state;
    cross_times(east, local(TODAY, 9, 0), 3);
    cross_times(west, local(TODAY, 10, 0), 2);
    struct checkpoint checkpoint;
    assert_true(checkpoint_get(store, west, &checkpoint, &err));
    register_begin(store);
    assert_true(row_void(store, "checkpoint", west, checkpoint.rev, "撤岗", &err));
    register_commit(store);
    assert_string_equal(line_of(TODAY, west)->checkpoint.name, "西门");
    assert_string_equal(line_of(TODAY, west)->checkpoint.voided, "撤岗");
    assert_int_equal(line_of(TODAY, west)->totals.in + line_of(TODAY, west)->totals.out, 2);
    assert_int_equal(numbers->total.in + numbers->total.out, 5);
    assert_int_equal(numbers->count, 2);
    assert_null(line_of(20220410, west));
    assert_int_equal(numbers->count, 1);
}

static void the_last_one_is_of_that_day_and_valid(void **state)
{
    (void)state;
    cross(east, local(20220410, 22, 0), DIRECTION_IN, DECISION_ADMITTED);
    assert_int_equal(line_of(TODAY, east)->last_at, 0);
    cross(east, local(TODAY, 9, 0), DIRECTION_IN, DECISION_TURNED_AWAY);
    assert_int_equal(line_of(TODAY, east)->last_at, local(TODAY, 9, 0));
    assert_string_equal(line_of(TODAY, east)->last_officer, "李卫国");
    assert_int_equal(line_of(20220410, east)->last_at, local(20220410, 22, 0));
    assert_int_equal(line_of(TODAY, west)->last_at, 0);
}

/* Steps of the database's machine in all statements since they were last asked for. */
static int64_t steps(void)
{
    int64_t all = 0;
    for (sqlite3_stmt *one = sqlite3_next_stmt(store->db, NULL); one; one = sqlite3_next_stmt(store->db, one))
        all += sqlite3_stmt_status(one, SQLITE_STMTSTATUS_VM_STEP, 1);
    return all;
}

static int64_t reading_steps(void)
{
    hours_of(TODAY, 0);
    line_of(TODAY, east);
    steps();
    hours_of(TODAY, 0);
    line_of(TODAY, east);
    return steps();
}

static void reading_costs_the_same_whatever_the_size_of_the_log(void **state)
{
    (void)state;
    for (int day = 0; day < 9; day++)
        cross_times(east, local(clock_day_add(TODAY, -day), 8, 0), 2);
    int64_t few = reading_steps();
    assert_true(few > 100);
    for (int day = 10; day < 60; day++) /* older days */
        cross_times(west, local(clock_day_add(TODAY, -day), 8, 0), 20);
    cross_times(east, local(TODAY, 8, 1), 500); /* and a full hour */
    assert_int_equal(reading_steps(), few);
}

static int open_register(void **state)
{
    (void)state;
    store = register_open();
    err = (struct err){0};
    numbers = memory_new(1, sizeof *numbers);
    east = register_checkpoint(store, "东门");
    west = register_checkpoint(store, "西门");
    return 0;
}

static int close_register(void **state)
{
    (void)state;
    free(numbers);
    clock_use_zone("+08:00", &err);
    register_close(store);
    return 0;
}

#define ON_FILE(test) cmocka_unit_test_setup_teardown(test, open_register, close_register)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_FILE(an_hour_is_an_hour_of_the_community),
        ON_FILE(only_valid_admitted_crossings_count_by_hour),
        ON_FILE(of_hours_as_busy_the_first_is_named),
        ON_FILE(the_mean_is_of_days_with_crossings),
        ON_FILE(means_are_rounded_and_small_ones_have_a_tenth),
        ON_FILE(the_hours_follow_every_change),
        ON_FILE(a_checkpoint_given_up_is_shown_while_somebody_crossed_there),
        ON_FILE(the_last_one_is_of_that_day_and_valid),
        ON_FILE(reading_costs_the_same_whatever_the_size_of_the_log),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
