/* Days, times and moments are understood as people type them: short, in either script, from what is to come and what
 * has been; anything else is refused. */
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "tests/lib/typed.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void dates_as_people_type_them(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        int day;
    } cases[] = {
        {"4-11", 20220411},         {"04-11", 20220411},         {"0411", 20220411},       {"4月11日", 20220411},
        {"4/11", 20220411},         {"4.11", 20220411},          {"４－１１", 20220411},   {"2022-04-11", 20220411},
        {"20220411", 20220411},     {"2022年4月11日", 20220411}, {"2022/4/11", 20220411},  {"2022.4.11", 20220411},
        {"今天", 20220411},         {"昨天", 20220410},          {"前天", 20220409},       {"today", 20220411},
        {"Today", 20220411},        {"yesterday", 20220410},     {"-1", 20220410},         {"-0", 20220411},
        {"-30", 20220312},          {"－１", 20220410},          {"4-12", 20210412},       {"12-31", 20211231},
        {"1231", 20211231},         {"2-29", 20200229},          {"2023-01-01", 20230101}, {"4月11号", 20220411},
        {" 4 月 11 日 ", 20220411}, {"4 11", 20220411},          {"4月11", 20220411},      {"今日", 20220411},
        {"0229", 20200229},         {"2000-2-29", 20000229},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int day = 0;
        struct err err = {0};
        if (!date_parse(cases[i].typed, TYPED_TODAY, &day, &err) || day != cases[i].day)
            fail_msg("\"%s\" gives %d: %s", cases[i].typed, day, err.text);
    }
}

static void a_deadline_looks_ahead_and_today_is_today(void **state)
{
    (void)state;
    const int64_t now = 1649640600; /* 2022-04-11 09:30 */
    static const struct {
        const char *typed;
        int day; /* it holds to the end of */
    } cases[] = {{"今天", 20220411}, {"4-11", 20220411},     {"04-10", 20230410},
                 {"明天", 20220412}, {"tomorrow", 20220412}, {"0425", 20220425},
                 {"1", 20220411},    {"14天", 20220424},     {"2022-05-01", 20220501}};
    int64_t at = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(deadline_parse(cases[i].typed, now, &at, NULL));
        assert_int_equal(at, clock_day_start(clock_day_add(cases[i].day, 1)));
    }
    assert_true(deadline_parse("明天 8:00", now, &at, NULL));
    assert_int_equal(at, clock_day_start(20220412) + 8 * 3600);
    assert_true(deadline_parse("8:00", now, &at, NULL));
    assert_int_equal(at, clock_day_start(20220412) + 8 * 3600);
    assert_false(deadline_parse("昨天", now, &at, NULL));
    assert_false(deadline_parse("400", now, &at, NULL));
    assert_false(deadline_parse("", now, &at, NULL));
}

static void a_beginning_is_the_beginning_of_a_day(void **state)
{
    (void)state;
    const int64_t now = 1649640600, midnight = clock_day_start(20220411); /* 2022-04-11 09:30 */
    static const struct {
        const char *typed;
        int64_t at; /* seconds from the beginning of the day */
    } cases[] = {{"今天", 0},
                 {"明天", 86400},
                 {"tomorrow", 86400},
                 {"4-13", 2 * 86400},
                 {"14", 14 * 3600},
                 {"14:30", 52200},
                 {"1430", 52200},
                 {"0411", 86400 + 4 * 3600 + 660},
                 {"9:00", 9 * 3600},
                 {"8:31", 30660},
                 {"8:30", 86400 + 8 * 3600 + 1800},
                 {"明天 9:00", 118800},
                 {"8", 86400 + 28800}};
    int64_t at = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(beginning_parse(cases[i].typed, now, &at, NULL));
        if (at != midnight + cases[i].at)
            fail_msg("%s: %lld", cases[i].typed, (long long)(at - midnight));
    }
    assert_false(beginning_parse("昨天", now, &at, NULL));
    assert_false(beginning_parse("25", now, &at, NULL));
    assert_false(beginning_parse("", now, &at, NULL));
}

static void other_dates_are_refused(void **state)
{
    (void)state;
    static const char *const refused[] = {"411",       "4",         "13-1",       "4-31",      "2-30",
                                          "0-1",       "4-0",       "2022-2-29",  "20220229",  "220411",
                                          "2022-13-1", "4/11/2022", "11/4/2022",  "4-11-",     "4--11",
                                          "2022-4",    "1850-1-1",  "9999-12-31", "tomorrow?", "周一",
                                          "--1",       "-1000",     "-1x",        "4-11x",     "2022-04-11T08:00",
                                          "4月",       "日",        "004-11",     "4-011",     "99999999999"};
    int day = 7;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct err err = {0};
        if (date_parse(refused[i], TYPED_TODAY, &day, &err))
            fail_msg("\"%s\" gives %d", refused[i], day);
        assert_refusal(&err, refused[i]);
    }
    assert_int_equal(day, 7);
}

static void times_as_people_type_them(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        int hour, minute, second;
    } cases[] = {
        {"8", 8, 0, 0},           {"08", 8, 0, 0},
        {"0800", 8, 0, 0},        {"800", 8, 0, 0},
        {"8:00", 8, 0, 0},        {"８：００", 8, 0, 0},
        {"8点", 8, 0, 0},         {"8点30", 8, 30, 0},
        {"8点30分", 8, 30, 0},    {"8点半", 8, 30, 0},
        {"8时5分", 8, 5, 0},      {"20:15:30", 20, 15, 30},
        {"201530", 20, 15, 30},   {"20点15分30秒", 20, 15, 30},
        {"0", 0, 0, 0},           {"0000", 0, 0, 0},
        {"23:59:59", 23, 59, 59}, {"2359", 23, 59, 0},
        {" 8 : 05 ", 8, 5, 0},    {"8：5", 8, 5, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int seconds = -1;
        struct err err = {0};
        int expected = cases[i].hour * 3600 + cases[i].minute * 60 + cases[i].second;
        if (!time_parse(cases[i].typed, &seconds, &err) || seconds != expected)
            fail_msg("\"%s\" gives %d: %s", cases[i].typed, seconds, err.text);
    }
}

static void other_times_are_refused(void **state)
{
    (void)state;
    static const char *const refused[] = {"24",      "24:00", "8:60",  "8:",    ":30",    "8:5:60",    "2460", "80000",
                                          "-8",      "8.30",  "8-30",  "8点60", "8点x",   "点",        "8pm",  "08001",
                                          "1234567", "8 00",  "8:00x", "8:000", "008:00", "8:00:00:00"};
    int seconds = -7;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct err err = {0};
        if (time_parse(refused[i], &seconds, &err))
            fail_msg("\"%s\" gives %d", refused[i], seconds);
        assert_refusal(&err, refused[i]);
    }
    assert_int_equal(seconds, -7);
}

static int64_t local(int day, int hour, int minute)
{
    return clock_day_start(day) + hour * 3600 + minute * 60;
}

static void moments_are_day_and_time_in_either_order(void **state)
{
    (void)state;
    int64_t now = local(TYPED_TODAY, 9, 30), at;
    const struct {
        const char *typed;
        int64_t at;
    } cases[] = {
        {"8:00", local(20220411, 8, 0)},
        {"930", local(20220411, 9, 30)},
        {"931", local(20220410, 9, 31)}, /* not later than now: yesterday's */
        {"23点", local(20220410, 23, 0)},
        {"4-11 8:00", local(20220411, 8, 0)},
        {"8:00 4-11", local(20220411, 8, 0)},
        {"0411 0800", local(20220411, 8, 0)},
        {"2022-04-10 20:15", local(20220410, 20, 15)},
        {"2022-04-10T20:15", local(20220410, 20, 15)},
        {"昨天 8点", local(20220410, 8, 0)},
        {"昨天8点", local(20220410, 8, 0)},
        {"yesterday 2015", local(20220410, 20, 15)},
        {"4月10日20:15", local(20220410, 20, 15)},
        {"20:15 4月10日", local(20220410, 20, 15)},
        {"-1 8", local(20220410, 8, 0)},
        {"今天 23:00", local(20220411, 23, 0)},
        {"４－１０　８：００", local(20220410, 8, 0)},
        {"4-10   8:00", local(20220410, 8, 0)},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct err err = {0};
        at = 0;
        if (!moment_parse(cases[i].typed, now, &at, &err) || at != cases[i].at)
            fail_msg("\"%s\" gives %lld: %s", cases[i].typed, (long long)at, err.text);
    }
    static const char *const refused[] = {"4-11",      "today",       "8:00 8:00", "4-11 25:00",
                                          "4-31 8:00", "4-11 8:00 x", "昨天",      "T"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct err err = {0};
        if (moment_parse(refused[i], now, &at, &err))
            fail_msg("\"%s\" gives %lld", refused[i], (long long)at);
        assert_refusal(&err, refused[i]);
    }
}

static void a_day_to_come_is_no_day_of_last_year(void **state)
{
    static const char *const ahead[] = {"4-12", "0412", "明天", "4月12日", "6-1", "4-12 8:00", "明天 0800", "４－１２"};
    static const char *const not_ahead[] = {"4-11",  "4-10", "今天",     "2021-04-12",      "2022-4-12",
                                            "12-31", "8:00", "0800",     "2022-04-12 8:00", "",
                                            "abc",   "6-20", "昨天 2015"};
    (void)state;
    for (size_t i = 0; i < sizeof ahead / sizeof ahead[0]; i++)
        if (!date_is_ahead(ahead[i], 20220411))
            fail_msg("%s", ahead[i]);
    for (size_t i = 0; i < sizeof not_ahead / sizeof not_ahead[0]; i++)
        if (date_is_ahead(not_ahead[i], 20220411))
            fail_msg("%s", not_ahead[i]);
    assert_true(date_is_ahead("1-1", 20211231));
    assert_true(date_is_ahead("2-29", 20240228));
    assert_false(date_is_ahead("2-29", 20230228));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_as_people_type_them),
        cmocka_unit_test(a_deadline_looks_ahead_and_today_is_today),
        cmocka_unit_test(a_beginning_is_the_beginning_of_a_day),
        cmocka_unit_test(other_dates_are_refused),
        cmocka_unit_test(times_as_people_type_them),
        cmocka_unit_test(other_times_are_refused),
        cmocka_unit_test(moments_are_day_and_time_in_either_order),
        cmocka_unit_test(a_day_to_come_is_no_day_of_last_year),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, typed_setup, NULL);
}
