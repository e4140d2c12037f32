/* The sample made at any hour of the day and on any day of the week is sound, and its roster shows the same: six gaps,
 * one tonight, one conflict, somebody on duty. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/demo.h"
#include "gatepost/memory.h"
#include "gatepost/roster_week.h"
#include "gatepost/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/gatepost-demo-XXXXXX", path[64];

static void remove_files(void)
{
    static const char *const ends[] = {"", "-wal", "-shm", ".lock"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        char file[80];
        snprintf(file, sizeof file, "%s%s", path, ends[i]);
        unlink(file);
    }
}

static struct store *make(int64_t now)
{
    struct err err = {0};
    struct demo demo = {.crossings = 300, .now = now};
    struct store_new new_file = {.community = "望江社区", .zone = "Asia/Shanghai", .fill = demo_fill, .context = &demo};
    clock_fix(now);
    if (!store_create(path, &new_file, &err))
        fail_msg("%lld: %s", (long long)now, err.text);
    struct store *store = store_open(path, 0, &err);
    assert_non_null(store);
    return store;
}

static void week_of(struct store *store, int first_day, int64_t now, int *gaps, int *today, int *conflicts)
{
    struct roster_week *week = memory_new(1, sizeof *week);
    struct err err = {0};
    assert_true(roster_week_read(store, first_day, now, week, &err));
    *gaps += week->gap_cells;
    *today += week->gaps_today;
    *conflicts += week->conflict_count;
    roster_week_release(week);
    free(week);
}

/* At the weekend the next week is planned, too. */
static void check_roster(struct store *store, int64_t now)
{
    int monday = week_first_day(clock_day(now)), gaps = 0, today = 0, conflicts = 0;
    struct roster_numbers numbers;
    struct err err = {0};
    week_of(store, monday, now, &gaps, &today, &conflicts);
    if (week_day(clock_day(now)) >= 5)
        week_of(store, clock_day_add(monday, 7), now, &gaps, &today, &conflicts);
    assert_true(roster_count(store, now, &numbers, &err));
    if (gaps != 6 || today != 1 || conflicts != 1 || numbers.on_duty == 0 || numbers.seeking != 1)
        fail_msg("%lld: %d gaps, %d today, %d conflicts, %d on duty, %d looking for a stand-in", (long long)now, gaps,
                 today, conflicts, numbers.on_duty, numbers.seeking);
}

static void is_sound(int day, int hour, int minute)
{
    int64_t now = clock_day_start(day) + hour * 3600 + minute * 60;
    struct store *store = make(now);
    struct buffer report = {0};
    struct err err = {0};
    if (!store_check(store, &report, &err))
        fail_msg("%d %02d:%02d: %s%s", day, hour, minute, buffer_text(&report), err.text);
    check_roster(store, now);
    store_close(store);
    buffer_release(&report);
    remove_files();
}

static void at_any_hour_of_the_day(void **state)
{
    (void)state;
    is_sound(20220412, 0, 10);
    is_sound(20220413, 5, 58);
    is_sound(20220414, 14, 0);
    is_sound(20220415, 21, 40);
}

static void at_the_weekend_and_across_month_and_year(void **state)
{
    (void)state;
    is_sound(20220430, 22, 5);  /* a Saturday */
    is_sound(20230101, 3, 0);   /* a Sunday */
    is_sound(20240229, 23, 59); /* a Thursday */
}

static int setup(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/sample.db", folder);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    return rmdir(folder);
}

int main(void)
{
    struct err err = {0};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_any_hour_of_the_day),
        cmocka_unit_test(at_the_weekend_and_across_month_and_year),
    };
    words_start(NULL, "en");
    clock_use_zone("Asia/Shanghai", &err);
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, setup, teardown);
}
