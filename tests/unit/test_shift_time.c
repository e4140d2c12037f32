/* Shifts of a day as people write them, on the clock across midnight, months and years, and weeks. */
#include "gatepost/clock.h"
#include "gatepost/shift_time.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static int setup(void **state)
{
    (void)state;
    return clock_use_zone("+08:00", NULL) ? 0 : -1;
}

/* ---- as written ---- */

static const struct {
    const char *text, *own; /* own "": refused, with `words` in what is said */
    const char *words;
} patterns[] = {
    {"06-14 14-22 22-06", "06-14 14-22 22-06", NULL},
    {"22-06，14-22、06-14", "06-14 14-22 22-06", NULL},
    {"0600-1400、14:00-22:00", "06-14 14-22", NULL},
    {"８－１２", "08-12", NULL},
    {"８：３０－１２", "08:30-12", NULL},
    {"8点到12点", "08-12", NULL},
    {"8点半至12点15分；14时-18时", "08:30-12:15 14-18", NULL},
    {"22点到次日6点", "22-06", NULL},
    {"22点-凌晨6点", "22-06", NULL},
    {"22-30", "22-06", NULL},
    {" 8 - 12 / 13 ~ 17 ", "08-12 13-17", NULL},
    {"8——12", "08-12", NULL},
    {"8 to 12", "08-12", NULL},
    {"16-24", "16-24", NULL},
    {"16-0", "16-24", NULL},
    {"00-08 08-16 16-24", "00-08 08-16 16-24", NULL},
    {"23:30-00:30", "23:30-00:30", NULL},
    {"06-22", "06-22", NULL},
    {"00-04 04-08 08-12 12-16 16-20 20-24", "00-04 04-08 08-12 12-16 16-20 20-24", NULL},
    {"", "", "06-14 14-22 22-06"},
    {"  ", "", "06-14 14-22 22-06"},
    {"早班", "", "早班"},
    {"06-14 14", "", "\"14\""},
    {"25-30", "", "25-30"},
    {"06-14x", "", "X"},
    {"8:60-12", "", "8:60"},
    {"8-12:", "", "8-12:"},
    {"06-06", "", "same time"},
    {"00-24", "", "24 hours: at most 16"},
    {"06-36", "", "30 hours: at most 16"},
    {"06-12 22-04:01 22:15-22:30", "", "15 minutes: at least 30"},
    {"06-22:01", "", "17 hours: at most 16"},
    {"06-14 13-22", "", "06-14 and 13-22 overlap"},
    {"06-14 06-14", "", "overlap"},
    {"22-06 05-13", "", "22-06 and 05-13 overlap"},
    {"22-06 00-04", "", "overlap"},
    {"00-03 03-06 06-09 09-12 12-15 15-18 18-21", "", "at most 6"},
};

static void a_pattern_is_read_as_people_write_it_or_refused_in_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        struct err err = {0};
        struct shift_pattern pattern = {.count = -7};
        char own[PATTERN_BYTES] = "";
        bool read = shift_pattern_parse(patterns[i].text, &pattern, &err);
        if (read)
            shift_pattern_text(&pattern, own);
        if (strcmp(own, patterns[i].own) != 0)
            fail_msg("\"%s\" is \"%s\", %s", patterns[i].text, own, err.text);
        if (read)
            continue;
        assert_int_equal(pattern.count, -7);
        assert_int_equal(err.code, ERR_INPUT);
        assert_string_equal(err.field, "pattern");
        if (strstr(err.text, patterns[i].words) == NULL)
            fail_msg("\"%s\": %s", patterns[i].text, err.text);
    }
}

static void its_own_form_is_read_back_the_same(void **state)
{
    (void)state;
    for (int from = 0; from < 1440; from += 15)
        for (int length = SHIFT_MINUTES_LEAST; length <= SHIFT_MINUTES_MOST; length += 15) {
            struct shift_span span = {from, from + length}, read = {0};
            char text[SHIFT_SPAN_BYTES];
            shift_span_text(span, text);
            if (!shift_span_parse(text, &read, NULL) || read.from != span.from || read.until != span.until)
                fail_msg("%s", text);
        }
}

static void one_shift_names_its_own_field(void **state)
{
    struct err err = {0};
    struct shift_span span;
    (void)state;
    assert_true(shift_span_parse("２２－６", &span, &err));
    assert_int_equal(span.from, 22 * 60);
    assert_int_equal(span.until, 30 * 60);
    assert_false(shift_span_parse("06-14 14-22", &span, &err));
    assert_string_equal(err.field, "shift");
}

/* ---- on the clock ---- */

static void a_night_belongs_to_the_day_it_starts_across_month_and_year(void **state)
{
    static const int days[][2] = {{20220411, 20220412}, {20220430, 20220501}, {20211231, 20220101},
                                  {20240228, 20240229}, {20240229, 20240301}, {20230228, 20230301}};
    struct shift_span night = {1320, 1800};
    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        int64_t starts = shift_starts_at(days[i][0], night), ends = shift_ends_at(days[i][0], night);
        assert_int_equal(ends - starts, 8 * 3600);
        assert_int_equal(clock_day(starts), days[i][0]);
        assert_int_equal(clock_day(ends), days[i][1]);
        assert_int_equal(starts, clock_day_start(days[i][1]) - 2 * 3600);
        struct shift_span back = shift_span_of(days[i][0], starts, ends);
        assert_int_equal(back.from, 1320);
        assert_int_equal(back.until, 1800);
    }
}

static void an_end_at_midnight_is_the_first_second_of_the_next_day(void **state)
{
    struct shift_span evening = {960, 1440};
    (void)state;
    assert_int_equal(shift_ends_at(20211231, evening), clock_day_start(20220101));
    struct shift_span back = shift_span_of(20211231, shift_starts_at(20211231, evening), clock_day_start(20220101));
    assert_int_equal(back.until, 1440);
}

/* The night the clocks go forward has one hour less, and still ends at 06:00 of the wall. */
static void the_wall_clock_counts_where_there_is_summer_time(void **state)
{
    struct shift_span night = {1320, 1800};
    (void)state;
    if (!clock_use_zone("Europe/Berlin", NULL)) {
        clock_use_zone("+08:00", NULL);
        skip();
    }
    int64_t starts = shift_starts_at(20220326, night), ends = shift_ends_at(20220326, night);
    struct shift_span back = shift_span_of(20220326, starts, ends);
    int number = week_number(20220327), minutes = shift_night_minutes(starts, ends, 1320, 360);
    clock_use_zone("+08:00", NULL);
    assert_int_equal(ends - starts, 7 * 3600);
    assert_int_equal(back.from, 1320);
    assert_int_equal(back.until, 1800);
    assert_int_equal(number, 12);
    assert_int_equal(minutes, 7 * 60);
}

static void minutes_at_night_are_those_of_the_night_alone(void **state)
{
    static const struct {
        int day;
        struct shift_span span;
        int minutes;
    } cases[] = {
        {20220411, {360, 840}, 0},        {20220411, {840, 1320}, 0},    {20220411, {1320, 1800}, 480},
        {20220411, {330, 390}, 30},       {20220411, {1290, 1350}, 30},  {20211231, {1380, 1620}, 240},
        {20220411, {0, 960}, 360},        {20220430, {1200, 1860}, 480}, {20220411, {1440 - 30, 1440 + 30}, 60},
        {20220411, {300, 300 + 960}, 60},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int minutes = shift_night_minutes(shift_starts_at(cases[i].day, cases[i].span),
                                          shift_ends_at(cases[i].day, cases[i].span), 1320, 360);
        if (minutes != cases[i].minutes)
            fail_msg("case %d: %d", (int)i, minutes);
    }
    int64_t starts = shift_starts_at(20220411, cases[0].span);
    assert_int_equal(shift_night_minutes(starts, starts + 3 * 86400, 1320, 360), 3 * 480);
    assert_int_equal(shift_night_minutes(starts, starts, 1320, 360), 0);
    assert_int_equal(shift_night_minutes(starts, starts + 86400, 0, 0), 0); /* no night is set */
    assert_int_equal(shift_night_minutes(starts, starts + 86400, 0, 300), 300);
}

/* ---- weeks ---- */

static void weeks_begin_on_monday_and_are_numbered_as_iso_8601_says(void **state)
{
    static const struct {
        int day, first, of_week, number;
    } cases[] = {
        {20220411, 20220411, 0, 15}, {20220417, 20220411, 6, 15}, {20220418, 20220418, 0, 16},
        {20220101, 20211227, 5, 52}, {20220103, 20220103, 0, 1},  {20201231, 20201228, 3, 53},
        {20210103, 20201228, 6, 53}, {20210104, 20210104, 0, 1},  {20241230, 20241230, 0, 1},
        {20240229, 20240226, 3, 9},  {20261231, 20261228, 3, 53},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(week_first_day(cases[i].day), cases[i].first);
        assert_int_equal(week_day(cases[i].day), cases[i].of_week);
        assert_int_equal(week_number(cases[i].day), cases[i].number);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pattern_is_read_as_people_write_it_or_refused_in_words),
        cmocka_unit_test(its_own_form_is_read_back_the_same),
        cmocka_unit_test(one_shift_names_its_own_field),
        cmocka_unit_test(a_night_belongs_to_the_day_it_starts_across_month_and_year),
        cmocka_unit_test(an_end_at_midnight_is_the_first_second_of_the_next_day),
        cmocka_unit_test(the_wall_clock_counts_where_there_is_summer_time),
        cmocka_unit_test(minutes_at_night_are_those_of_the_night_alone),
        cmocka_unit_test(weeks_begin_on_monday_and_are_numbered_as_iso_8601_says),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, setup, NULL);
}
