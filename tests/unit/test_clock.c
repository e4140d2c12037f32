#include "gatepost/clock.h"
#include "gatepost/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static void check_civil(int64_t at, int year, int month, int day, int hour, int minute, int second, int weekday)
{
    struct civil_time civil;
    clock_civil(at, &civil);
    assert_int_equal(civil.year, year);
    assert_int_equal(civil.month, month);
    assert_int_equal(civil.day, day);
    assert_int_equal(civil.hour, hour);
    assert_int_equal(civil.minute, minute);
    assert_int_equal(civil.second, second);
    assert_int_equal(civil.weekday, weekday);
    assert_int_equal(clock_at(&civil), at);
}

static void shanghai_is_eight_hours_east(void **state)
{
    (void)state;
    assert_true(clock_use_zone("Asia/Shanghai", NULL));
    check_civil(1649606400, 2022, 4, 11, 0, 0, 0, 1);
    check_civil(1649606399, 2022, 4, 10, 23, 59, 59, 7);
    check_civil(0, 1970, 1, 1, 8, 0, 0, 4);
    check_civil(-28801, 1969, 12, 31, 23, 59, 59, 3);
    check_civil(951753600, 2000, 2, 29, 0, 0, 0, 2);
    assert_int_equal(clock_day(1649606400), 20220411);
    assert_int_equal(clock_day(1649606399), 20220410);
    assert_int_equal(clock_day_start(20220411), 1649606400);
}

static void offsets_are_zones(void **state)
{
    (void)state;
    assert_true(clock_use_zone("-03:30", NULL));
    check_civil(0, 1969, 12, 31, 20, 30, 0, 3);
    assert_true(clock_use_zone("+00:00", NULL));
    check_civil(0, 1970, 1, 1, 0, 0, 0, 4);
    assert_true(clock_use_zone("UTC", NULL));
    check_civil(86399, 1970, 1, 1, 23, 59, 59, 4);
}

static void arithmetic_agrees_with_the_library(void **state)
{
    (void)state;
    assert_true(clock_use_zone("UTC", NULL));
    for (int64_t at = -2208988800; at < 4102444800; at += 86400 * 3 + 12345) {
        time_t time = (time_t)at;
        struct tm broken;
        gmtime_r(&time, &broken);
        check_civil(at, broken.tm_year + 1900, broken.tm_mon + 1, broken.tm_mday, broken.tm_hour, broken.tm_min,
                    broken.tm_sec, (broken.tm_wday + 6) % 7 + 1);
    }
}

static void what_is_no_zone_is_refused(void **state)
{
    (void)state;
    static const char *const refused[] = {
        "",     "8",    "+8",     "+15:00",  "+08:60", "+08:00 ", "Asia/Nowhere", "../../passwd", "/etc/passwd",
        "Asia", "北京", "+0a:00", "\x1b[31m"};
    assert_true(clock_use_zone("+08:00", NULL));
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct err err = {0};
        assert_false(clock_use_zone(refused[i], &err));
        assert_int_equal(err.code, ERR_INPUT);
        assert_string_equal(err.field, "zone");
        assert_null(strchr(err.text, 0x1b));
    }
    assert_int_equal(clock_day_start(20220411), 1649606400); /* the old zone stays */
}

/* Debian's tzdata is not a package the program asks for; where it is absent only the refusal can be looked at. */
static void summer_time_moves_missing_hours_forward(void **state)
{
    (void)state;
    if (!clock_use_zone("Europe/Berlin", NULL)) {
        print_message("# tzdata is not installed\n");
        assert_true(clock_use_zone("+08:00", NULL));
        return;
    }
    struct civil_time missing = {.year = 2022, .month = 3, .day = 27, .hour = 2, .minute = 30}, shown;
    clock_civil(clock_at(&missing), &shown);
    assert_int_equal(shown.hour, 3);
    assert_int_equal(shown.minute, 30);
    assert_int_equal(clock_day_start(20220328) - clock_day_start(20220327), 23 * 3600);
    assert_int_equal(clock_day_start(20221031) - clock_day_start(20221030), 25 * 3600);
    struct civil_time twice = {.year = 2022, .month = 10, .day = 30, .hour = 2, .minute = 30};
    assert_int_equal(clock_at(&twice), 1667089800); /* the first of the two */
    for (int64_t at = 1640000000; at < 1680000000; at += 1801) {
        clock_civil(at, &shown);
        int64_t back = clock_at(&shown);
        assert_true(back == at || back == at - 3600);
    }
    assert_true(clock_use_zone("+08:00", NULL));
}

static void days_count_over_months_and_leap_years(void **state)
{
    (void)state;
    assert_int_equal(clock_day_add(20220411, 0), 20220411);
    assert_int_equal(clock_day_add(20220430, 1), 20220501);
    assert_int_equal(clock_day_add(20220101, -1), 20211231);
    assert_int_equal(clock_day_add(20240228, 1), 20240229);
    assert_int_equal(clock_day_add(20230228, 1), 20230301);
    assert_int_equal(clock_day_add(20000101, 146097), 24000101);
}

static void only_real_dates_are_valid(void **state)
{
    (void)state;
    static const int valid[] = {20220411, 20240229, 20000229, 19491001, 99991231};
    static const int invalid[] = {0,        -1,       20220229, 19000229, 20220431, 20221301,
                                  20220001, 20220100, 20220132, 411,      20220499, -20220411};
    for (size_t i = 0; i < sizeof valid / sizeof valid[0]; i++)
        assert_true(clock_day_valid(valid[i]));
    for (size_t i = 0; i < sizeof invalid / sizeof invalid[0]; i++)
        assert_false(clock_day_valid(invalid[i]));
}

static void a_running_clock_runs_and_a_fixed_one_stands(void **state)
{
    (void)state;
    int64_t real = (int64_t)time(NULL);
    assert_in_range(clock_now(), real - 2, real + 2);
    int64_t first = clock_monotonic_ms();
    assert_true(clock_monotonic_ms() >= first);
    clock_fix(1649606400);
    assert_int_equal(clock_now(), 1649606400);
    int64_t before = clock_monotonic_ms();
    clock_advance_ms(1500);
    assert_int_equal(clock_now(), 1649606401);
    assert_int_equal(clock_monotonic_ms() - before, 1500);
}

int main(void)
{
    words_start(NULL, "en");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shanghai_is_eight_hours_east),
        cmocka_unit_test(offsets_are_zones),
        cmocka_unit_test(arithmetic_agrees_with_the_library),
        cmocka_unit_test(what_is_no_zone_is_refused),
        cmocka_unit_test(summer_time_moves_missing_hours_forward),
        cmocka_unit_test(days_count_over_months_and_leap_years),
        cmocka_unit_test(only_real_dates_are_valid),
        cmocka_unit_test(a_running_clock_runs_and_a_fixed_one_stands),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
