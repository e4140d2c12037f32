/* When a volunteer can be counted on: as people write it, in its own form, in words, and asked about a shift. */
#include "gatepost/availability.h"
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

static const struct {
    const char *text, *own; /* own NULL: refused */
} texts[] = {
    {"", ""},
    {"随时", ""},
    {"always", ""},
    {"每天", ""},
    {"1-7", ""},
    {"00-24", ""},
    {"周末", "67"},
    {"weekends", "67"},
    {"周六日", "67"},
    {"周六、周日", "67"},
    {"67", "67"},
    {"６７", "67"},
    {"工作日", "1-5"},
    {"1-5", "1-5"},
    {"１－５", "1-5"},
    {"周一至周五", "1-5"},
    {"周一到五", "1-5"},
    {"星期1-星期5", "1-5"},
    {"Mon-Fri", "1-5"},
    {"monday to friday", "1-5"},
    {"一三五", "135"},
    {"1、3、5", "135"},
    {"礼拜二四", "24"},
    {"6-2", "1267"},
    {"工作日 18-22", "1-5 18-22"},
    {"工作日晚上", "1-5 18-22"},
    {"weekdays evenings", "1-5 18-22"},
    {"一三五 夜班", "135 22-06"},
    {"周五 22-06", "5 22-06"},
    {"周日 夜班", "7 22-06"},
    {"1-5 14-22; 67", "1-5 14-22; 67"},
    {"周六日 白天", "67 06-18"},
    {"周一18点到22点，周六", "1 18-22; 6"},
    {"周1 8-12 14-18", "1 08-12 14-18"},
    {"no nights", "06-22"},
    {"不上夜班", "06-22"},
    {"夜班", "22-06"},
    {"06-14", "06-14"},
    {"8-12", "08-12"},
    {"18:30-22", "19-22"},
    {"1-5 18-24; 67", "1-5 18-24; 67"},
    {"5 18-24; 67", "5 18-24; 67"},
    {"5 18-24; 6; 7 00-06", "5 18-24; 6; 7 00-06"},
    {"1 12-18; 1 18-22", "1 12-22"},
    {"0", "0"},
    {"从不", "0"},
    {"晚班", NULL},
    {"1-8", "01-08"}, /* 8 is no day */
    {"18", NULL},
    {"1-5 18", NULL},
    {"1-5 25-30", NULL},
    {"8-8", NULL},
    {"8:10-8:50", NULL},
    {"monkey", NULL},
    {"; ;", NULL},
    {"1 00-01 02-03 04-05 06-07 08-09 10-11 12-13; 2 00-01 02-03 04-05 06-07 08-09 10-11; 3 00-01 02-03 04-05 06-07 "
     "08-09 10-11 14-15; 4 00-01 02-03 04-05",
     NULL},
};

static void it_is_read_as_people_write_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct err err = {0};
        struct availability availability = {{7}};
        char own[AVAILABILITY_BYTES] = "";
        bool read = availability_parse(texts[i].text, &availability, &err);
        if (read)
            availability_text(&availability, own);
        if (read != (texts[i].own != NULL) || (read && strcmp(own, texts[i].own) != 0))
            fail_msg("\"%s\" is \"%s\"%s", texts[i].text, own, err.text);
        if (read)
            continue;
        assert_string_equal(err.field, "available");
        assert_non_null(strstr(err.text, "1-5 18-22; 67"));
        assert_int_equal(availability.hours[0], 7);
    }
}

static unsigned state_of_chance = 777;

static unsigned chance(unsigned below)
{
    state_of_chance = state_of_chance * 1103515245u + 12345u;
    return (state_of_chance >> 8 & 0xffff) % below;
}

/* Hours are set in runs, as they are in life. */
static void its_own_form_means_the_same_hours(void **state)
{
    (void)state;
    int read_back = 0;
    for (int i = 0; i < 3000; i++) {
        struct availability availability = {{0}}, read = {{0}};
        char own[AVAILABILITY_BYTES];
        for (unsigned run = 1 + chance(4); run > 0; run--) {
            unsigned from = chance(168), length = 1 + chance(60);
            for (unsigned hour = from; hour < from + length; hour++)
                availability.hours[hour / 24 % 7] |= 1u << hour % 24;
        }
        availability_text(&availability, own);
        if (strlen(own) + 1 == sizeof own)
            continue; /* cut: the parser takes no such text */
        struct err err = {0};
        if (!availability_parse(own, &read, &err) || memcmp(&read, &availability, sizeof read) != 0)
            fail_msg("%s %s", own, err.text);
        read_back++;
    }
    assert_true(read_back > 2900);
}

static void in_words_it_names_the_days(void **state)
{
    static const char *const cases[][2] = {
        {"1-5 18-22; 67", "Mon to Fri 18-22; at weekends"},
        {"135 22-06", "Mon, Wed, Fri 22-06"},
        {"06-22", "every day 06-22"},
        {"", "any time"},
        {"0", "never"},
        {"7", "Sun"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct availability availability;
        char words[200];
        assert_true(availability_parse(cases[i][0], &availability, NULL));
        availability_words(&availability, words, sizeof words);
        assert_string_equal(words, cases[i][1]);
    }
}

/* 2022-04-11 is a Monday. */
static void a_shift_is_covered_when_every_hour_of_it_is(void **state)
{
    static const struct {
        const char *text;
        int day;
        struct shift_span span;
        bool covers;
    } cases[] = {
        {"", 20220411, {1320, 1800}, true},
        {"1-5 18-22", 20220411, {1080, 1320}, true},
        {"1-5 18-22", 20220411, {1080, 1321}, false},
        {"1-5 18-22", 20220411, {1079, 1320}, false},
        {"1-5 18-22", 20220416, {1080, 1320}, false},
        {"1 22-06", 20220411, {1320, 1800}, true},
        {"1 22-06", 20220412, {1320, 1800}, false},
        {"1 22-06", 20220411, {0, 360}, false}, /* that was Sunday's night */
        {"7 22-06", 20220410, {1320, 1800}, true},
        {"7 22-06", 20220411, {0, 360}, true}, /* over the end of the week */
        {"67", 20220430, {1320, 1800}, true},  /* Saturday to Sunday, April to May */
        {"67", 20220501, {1320, 1800}, false},
        {"5-6", 20211231, {1320, 1800}, true}, /* Friday to Saturday, over the end of the year */
        {"0", 20220411, {1080, 1320}, false},
        {"06-22", 20220411, {360, 840}, true},
        {"06-22", 20220411, {1320, 1800}, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct availability availability;
        assert_true(availability_parse(cases[i].text, &availability, NULL));
        bool covers = availability_covers(&availability, shift_starts_at(cases[i].day, cases[i].span),
                                          shift_ends_at(cases[i].day, cases[i].span));
        if (covers != cases[i].covers)
            fail_msg("case %d: \"%s\"", (int)i, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_read_as_people_write_it),
        cmocka_unit_test(its_own_form_means_the_same_hours),
        cmocka_unit_test(in_words_it_names_the_days),
        cmocka_unit_test(a_shift_is_covered_when_every_hour_of_it_is),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, setup, NULL);
}
