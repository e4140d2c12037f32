#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { HUGE_LENGTH = 100000 };
static const int today = 20220411;

/* What every field must refuse without a crash and without letting it out raw. */
static const char *const hostile[] = {
    "",
    " ",
    "　",
    "\x1b[2J",
    "36\x1b[31m",
    ("\xE2\x80\xAE"
     "365"),
    "365\xE2\x80\x8B",
    "\xFF\xFE",
    "365\xE5",
    "%s%s%n",
    "';DROP TABLE person;--",
    "\xF3\xA0\x81\xA1",
    "\n\n",
    "----",
    "....",
    "0x16",
    "null",
    "１２３４５６７８９０１２３４５６７８９０１２３４５６７８９０",
};
enum { HOSTILE_COUNT = sizeof hostile / sizeof hostile[0] };

static void check_err(const struct err *err, const char *typed)
{
    if (err->code != ERR_INPUT || err->text[0] == '\0' || !text_is_clean(err->text, strlen(err->text)))
        fail_msg("\"%s\": error %d \"%s\"", typed, err->code, err->text);
}

static char *huge_text(char fill)
{
    char *text = memory_new(HUGE_LENGTH + 1, 1);
    memset(text, fill, HUGE_LENGTH);
    return text;
}

/* ---- temperature ---- */

static void temperatures_as_people_type_them(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        int tenths;
    } cases[] = {
        {"365", 365},    {"36.5", 365},  {"３６．５", 365}, {"36。5", 365},  {"36,5", 365},   {"36，5", 365},
        {"３６５", 365}, {"36", 360},    {"36.55", 366},    {"36.54", 365},  {" 36.5 ", 365}, {"　365　", 365},
        {"36. 5", 365},  {"36.5℃", 365}, {"36.5°c", 365},   {"36.5度", 365}, {"340", 340},    {"34.0", 340},
        {"42.9", 429},   {"429", 429},   {"36.95", 370},    {"36·5", 365},   {"33.95", 340},  {"42.94", 429},
        {"36.05", 361},  {"3 6 5", 365}, {"36度5", 365},    {"37度", 370},   {"36度55", 366},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int tenths = 0;
        struct err err = {0};
        if (!temperature_parse(cases[i].typed, &tenths, &err) || tenths != cases[i].tenths)
            fail_msg("\"%s\" gives %d: %s", cases[i].typed, tenths, err.text);
    }
}

static void other_temperatures_are_refused(void **state)
{
    (void)state;
    static const char *const refused[] = {"339",      "430",     "33.9", "42.95", "3",    "3655",   "36.555", "36.",
                                          ".5",       "36..5",   "-365", "36.5F", "36-5", "abc",    "36.5x",  "1e3",
                                          "36 5 1 2", "36.5度5", "张三", "0",     "0365", "36.5.1", "+365"};
    int tenths = 7;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct err err = {0};
        if (temperature_parse(refused[i], &tenths, &err))
            fail_msg("\"%s\" gives %d", refused[i], tenths);
        check_err(&err, refused[i]);
    }
    assert_int_equal(tenths, 7); /* a refusal changes nothing */
}

static void temperatures_are_shown_with_one_place(void **state)
{
    (void)state;
    char text[8];
    temperature_format(365, text);
    assert_string_equal(text, "36.5");
    temperature_format(370, text);
    assert_string_equal(text, "37.0");
}

/* ---- rooms ---- */

static void rooms_as_people_type_them(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"12-2-1203", "12-2-1203"},
        {"12 2 1203", "12-2-1203"},
        {"1221203", "12-2-1203"},
        {"12栋2单元1203", "12-2-1203"},
        {"１２－２－１２０３", "12-2-1203"},
        {"１２２１２０３", "12-2-1203"},
        {"12栋2单元1203室", "12-2-1203"},
        {"12幢2单元1203房", "12-2-1203"},
        {"12号楼2单元1203号", "12-2-1203"},
        {"12号2单元1203", "12-2-1203"},
        {"12 栋 2 单元 1203 室", "12-2-1203"},
        {"12栋-2单元-1203", "12-2-1203"},
        {"12栋2-1203", "12-2-1203"},
        {"12-2单元1203", "12-2-1203"},
        {"12/2/1203", "12-2-1203"},
        {"12#2-1203", "12-2-1203"},
        {"12、2、1203", "12-2-1203"},
        {"12—2—1203", "12-2-1203"},
        {"  12 -  2 - 1203 ", "12-2-1203"},
        {"012-02-1203", "12-2-1203"},
        {"12021203", "12-2-1203"},
        {"0811203", "8-1-1203"},
        {"0810302", "8-1-302"},
        {"8-302", "8-302"},
        {"8-0302", "8-302"},
        {"8栋302", "8-302"},
        {"A座1203", "A-1203"},
        {"a座1203", "A-1203"},
        {"12b-2-1203", "12B-2-1203"},
        {"Ａ-12Ｂ", "A-12B"},
        {"302", "302"},
        {"1203", "1203"},
        {"1203室", "1203"},
        {"1203号", "1203"},
        {"2单元1203", "2-1203"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct room room;
        struct err err = {0};
        char text[56];
        if (!room_parse(cases[i][0], &room, &err))
            fail_msg("\"%s\": %s", cases[i][0], err.text);
        room_format(&room, text);
        if (strcmp(text, cases[i][1]) != 0)
            fail_msg("\"%s\" gives %s", cases[i][0], text);
    }
    struct room room;
    assert_true(room_parse("8-302", &room, NULL));
    assert_string_equal(room.building, "8");
    assert_string_equal(room.unit, "");
    assert_string_equal(room.number, "302");
}

static void other_rooms_are_refused(void **state)
{
    (void)state;
    static const char *const refused[] = {"12-2-3-1203", "12302", "821203",  "123456789", "张三",
                                          "12栋",        "2单元", "-",       "12--",      "12栋3栋1203",
                                          "12室3室",     "12_2",  "12*2-1",  "12-2-",     "1234567890123456-1",
                                          "栋2单元1203", "12；2", "12层1203"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct room room;
        struct err err = {0};
        char text[56] = "";
        if (room_parse(refused[i], &room, &err)) {
            room_format(&room, text);
            fail_msg("\"%s\" gives %s", refused[i], text);
        }
        check_err(&err, refused[i]);
    }
}

static void rooms_sort_naturally(void **state)
{
    (void)state;
    static const char *const sorted[] = {"302",       "1203",    "2-302",    "2-1203",   "2-1-101",   "2-1-302",
                                         "2-1-1203",  "2-2-101", "2-10-101", "10-1-101", "12-2-1203", "12-2-1203A",
                                         "12-2-1204", "12B-1-1", "A-1",      "A-2",      "A-10",      "B-1"};
    char before[96] = "", key[96];
    for (size_t i = 0; i < sizeof sorted / sizeof sorted[0]; i++) {
        struct room room;
        assert_true(room_parse(sorted[i], &room, NULL));
        room_sort_key(&room, key);
        if (strcmp(before, key) >= 0)
            fail_msg("%s has key %s, not behind %s", sorted[i], key, before);
        memcpy(before, key, sizeof key);
    }
    struct room widest = {"1A1A1A1A1A1A1A1", "1A1A1A1A1A1A1A1", "1A1A1A1A1A1A1A1"};
    room_sort_key(&widest, key);
    assert_true(strlen(key) < sizeof key);
    char text[56];
    room_format(&widest, text);
    assert_int_equal(strlen(text), 47);
}

/* ---- dates and times ---- */

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
        if (!date_parse(cases[i].typed, today, &day, &err) || day != cases[i].day)
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
        if (date_parse(refused[i], today, &day, &err))
            fail_msg("\"%s\" gives %d", refused[i], day);
        check_err(&err, refused[i]);
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
        check_err(&err, refused[i]);
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
    int64_t now = local(today, 9, 30), at;
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
        check_err(&err, refused[i]);
    }
}

/* ---- phones ---- */

static void phones_as_people_type_them(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *first, *second;
    } cases[] = {
        {"13812345678", "13812345678", ""},
        {"138 1234 5678", "13812345678", ""},
        {"138-1234-5678", "13812345678", ""},
        {"１３８１２３４５６７８", "13812345678", ""},
        {"+8613812345678", "13812345678", ""},
        {"+86 138 1234 5678", "13812345678", ""},
        {"8613812345678", "13812345678", ""},
        {"008613812345678", "13812345678", ""},
        {"19912345678", "19912345678", ""},
        {"0757-12345678", "0757-12345678", ""},
        {"0757-82345678", "0757-82345678", ""},
        {"075782345678", "0757-82345678", ""},
        {"(0757)82345678", "0757-82345678", ""},
        {"0757 8234 5678", "0757-82345678", ""},
        {"+86 757 82345678", "0757-82345678", ""},
        {"010-62345678", "010-62345678", ""},
        {"02082345678", "020-82345678", ""},
        {"0757-8234567", "0757-8234567", ""},
        {"82345678", "82345678", ""},
        {"8234567", "8234567", ""},
        {"13812345678/13912345678", "13812345678", "13912345678"},
        {"13812345678 13912345678", "13812345678", "13912345678"},
        {"13812345678、0757-82345678", "13812345678", "0757-82345678"},
        {"13812345678，13912345678", "13812345678", "13912345678"},
        {"13812345678;13912345678", "13812345678", "13912345678"},
        {"13812345678或13912345678", "13812345678", "13912345678"},
        {"13812345678\n13912345678", "13812345678", "13912345678"},
        {"138 1234 5678 139 1234 5678", "13812345678", "13912345678"},
        {"82345678 13812345678", "82345678", "13812345678"},
        {"13812345678/13812345678", "13812345678", ""},
        {"13812345678/", "13812345678", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char phones[PHONE_MOST][PHONE_SIZE];
        int count = 0;
        struct err err = {0};
        bool read = phone_parse(cases[i].typed, phones, &count, &err);
        if (!read || strcmp(phones[0], cases[i].first) != 0 || strcmp(phones[1], cases[i].second) != 0)
            fail_msg("\"%s\" gives %s %s: %s", cases[i].typed, phones[0], phones[1], err.text);
        assert_int_equal(count, cases[i].second[0] == '\0' ? 1 : 2);
    }
}

static void other_phones_are_refused(void **state)
{
    (void)state;
    static const char *const refused[] = {"12812345678",
                                          "1381234567",
                                          "138123456789",
                                          "110",
                                          "123456",
                                          "+1 2125551234",
                                          "1381234567x",
                                          "张三",
                                          "138****5678",
                                          "000012345678",
                                          "01182345678",
                                          "12345678",
                                          "0757-02345678",
                                          "07571",
                                          "13812345678/13912345678/13712345678",
                                          "+",
                                          "138+12345678",
                                          "/",
                                          "13812345678 abc",
                                          "0757-"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        char phones[PHONE_MOST][PHONE_SIZE] = {"untouched"};
        int count = 7;
        struct err err = {0};
        if (phone_parse(refused[i], phones, &count, &err))
            fail_msg("\"%s\" gives %s", refused[i], phones[0]);
        check_err(&err, refused[i]);
        assert_string_equal(phones[0], "untouched");
        assert_int_equal(count, 7);
    }
}

/* ---- documents ---- */

static void resident_numbers_are_checked(void **state)
{
    (void)state;
    char number[24], sex = 0;
    int born = 0;
    assert_true(id_resident_parse("11010519491231002X", number, &born, &sex, NULL)); /* the standard's own example */
    assert_string_equal(number, "11010519491231002X");
    assert_int_equal(born, 19491231);
    assert_int_equal(sex, 'f');
    static const char *const same[] = {"11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ",
                                       "110105 19491231 002X", " 11010519491231002ｘ　"};
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        assert_true(id_resident_parse(same[i], number, NULL, NULL, NULL));
        assert_string_equal(number, "11010519491231002X");
    }
    assert_true(id_resident_parse("440524188001010014", number, &born, &sex, NULL)); /* the standard's second example */
    assert_int_equal(born, 18800101);
    assert_int_equal(sex, 'm');
}

static void resident_numbers_say_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *word;
    } cases[] = {
        {"11010519491231002", "18 characters"},
        {"11010519491231002XX", "18 characters"},
        {"", "18 characters"},
        {"110105491231002", "18 characters"},
        {"110105194912310020", "last digit"},
        {"110105194912310021", "last digit"},
        {"110105199502300021", "birth date"},
        {"110105194913310020", "birth date"},
        {"110105299912310020", "birth date"},
        {"11010519491231A02X", "17 digits"},
        {"X1010519491231002X", "17 digits"},
        {"01010519491231002X", "17 digits"},
        {"11010519491231002Y", "17 digits"},
        {"110***********002X", "17 digits"},
        {"110105149912310020", "birth date"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char number[24] = "untouched";
        struct err err = {0};
        assert_false(id_resident_parse(cases[i].typed, number, NULL, NULL, &err));
        check_err(&err, cases[i].typed);
        if (strstr(err.text, cases[i].word) == NULL)
            fail_msg("\"%s\": %s", cases[i].typed, err.text);
        assert_string_equal(number, "untouched");
    }
}

/* Each wrong digit and each swap of two neighbours is found: what MOD 11-2 promises. */
static void one_mistyped_digit_is_always_found(void **state)
{
    (void)state;
    static const char right[] = "11010519491231002X";
    char typed[sizeof right], number[24];
    for (size_t i = 0; i < 17; i++) {
        memcpy(typed, right, sizeof right);
        for (char digit = '0'; digit <= '9'; digit++) {
            typed[i] = digit;
            assert_int_equal(id_resident_parse(typed, number, NULL, NULL, NULL), digit == right[i]);
        }
    }
    for (size_t i = 0; i < 16; i++) {
        memcpy(typed, right, sizeof right);
        typed[i] = right[i + 1];
        typed[i + 1] = right[i];
        assert_int_equal(id_resident_parse(typed, number, NULL, NULL, NULL), right[i] == right[i + 1]);
    }
}

static void documents_are_recognised(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *number;
        enum id_type type;
    } cases[] = {
        {"11010519491231002x", "11010519491231002X", ID_RESIDENT},
        {"E12345678", "E12345678", ID_PASSPORT},
        {"ea1234567", "EA1234567", ID_PASSPORT},
        {"Ｇ１２３４５６７８", "G12345678", ID_PASSPORT},
        {"123456789", "123456789", ID_PASSPORT},
        {"H12345678", "H12345678", ID_HONGKONG_MACAO},
        {"M1234567801", "M1234567801", ID_HONGKONG_MACAO},
        {"h 1234 5678", "H12345678", ID_HONGKONG_MACAO},
        {"12345678", "12345678", ID_TAIWAN},
        {"T-12345678", "T12345678", ID_TAIWAN},
        {"军字1234567", "", ID_NONE},
        {"AB12CD34", "AB12CD34", ID_OTHER},
        {"82000019900101", "", ID_NONE},
        {"1101051949123100", "", ID_NONE},
        {"ABCDEF", "", ID_NONE},
        {"12", "", ID_NONE},
        {"110***********002X", "", ID_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char number[24] = "";
        enum id_type type = ID_NONE;
        struct err err = {0};
        bool read = id_parse(cases[i].typed, &type, number, &err);
        if (read != (cases[i].type != ID_NONE) || type != cases[i].type || strcmp(number, cases[i].number) != 0)
            fail_msg("\"%s\" gives %d %s: %s", cases[i].typed, type, number, err.text);
        if (!read)
            check_err(&err, cases[i].typed);
    }
}

/* ---- plates ---- */

static void plates_as_people_type_them(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"粤E12345", "粤E12345"},     {"粤e12345", "粤E12345"},   {"粤Ｅ１２３４５", "粤E12345"},
        {"粤E·12345", "粤E12345"},    {"粤E 12345", "粤E12345"},  {"粤E-12345", "粤E12345"},
        {"粤E•12345", "粤E12345"},    {"粤E.12345", "粤E12345"},  {"E12345", "粤E12345"},
        {"e1234a", "粤E1234A"},       {"ED12345", "粤ED12345"},   {"粤ED12345", "粤ED12345"},
        {"粤E12345D", "粤E12345D"},   {"粤EDA1234", "粤EDA1234"}, {"粤E1234警", "粤E1234警"},
        {"粤E1234挂", "粤E1234挂"},   {"粤Z1234港", "粤Z1234港"}, {"粤ZAB12澳", "粤ZAB12澳"},
        {"京A12345", "京A12345"},     {"琼A8888学", "琼A8888学"}, {"粤X1234应急", "粤X1234应急"},
        {" 湘 B 12345 ", "湘B12345"}, {"E1234警", "粤E1234警"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char plate[24];
        struct err err = {0};
        if (!plate_parse(cases[i][0], "粤", plate, &err) || strcmp(plate, cases[i][1]) != 0)
            fail_msg("\"%s\": %s", cases[i][0], err.text);
        assert_true(plate_looks_like(cases[i][0]) || strstr(cases[i][0], "E1234警") == cases[i][0]);
    }
    char plate[24];
    assert_true(plate_parse("12345", "粤E", plate, NULL));
    assert_string_equal(plate, "粤E12345");
    assert_true(plate_parse("A12345", "粤E", plate, NULL));
    assert_string_equal(plate, "粤A12345");
    assert_true(
        plate_parse("D12345", "粤E", plate, NULL)); /* a whole plate before a new-energy one of the default place */
    assert_string_equal(plate, "粤D12345");
}

static void other_plates_are_refused(void **state)
{
    (void)state;
    static const char *const refused[] = {"粤E1234",  "粤E1234567", "粤12345",  "E1234",       "粤EABCDE",
                                          "张三",     "粤",         "粤I12345", "粤E1234警警", "粤E12345警",
                                          "猪E12345", "粤E1234I",   "粤E1234O", "粤E12AB34",   "粤E***45",
                                          "EE",       "粤EABCDEF",  "12345",    "粤E12345粤"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        char plate[24] = "untouched";
        struct err err = {0};
        if (plate_parse(refused[i], "粤", plate, &err))
            fail_msg("\"%s\" gives %s", refused[i], plate);
        check_err(&err, refused[i]);
        assert_string_equal(plate, "untouched");
    }
    char plate[24];
    struct err err = {0};
    assert_false(plate_parse("粤E1234O", "粤", plate, &err));
    assert_non_null(strstr(err.text, "I and O"));
    assert_false(plate_parse("E12345", NULL, plate, NULL));
    assert_false(plate_parse("E12345", "", plate, NULL));
    assert_false(plate_parse("E12345", "zz", plate, NULL));
}

static void names_and_rooms_do_not_look_like_plates(void **state)
{
    (void)state;
    static const char *const others[] = {"苏明", "宁静", "云", "张三",      "zhangm", "12345",    "1221203",
                                         "365",  "zwm",  "",   "12-2-1203", "E1234",  "E1234567", "粤"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (plate_looks_like(others[i]))
            fail_msg("\"%s\" looks like a plate", others[i]);
}

/* ---- names ---- */

static void names_as_people_type_them(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"张三", "张三"},
        {" 张三　", "张三"},
        {"张 三", "张三"},
        {"张　三", "张三"},
        {"欧阳修远", "欧阳修远"},
        {"买买提·艾力", "买买提·艾力"},
        {"买买提・艾力", "买买提·艾力"},
        {"买买提•艾力", "买买提·艾力"},
        {"买买提.艾力", "买买提·艾力"},
        {"买买提．艾力", "买买提·艾力"},
        {"买买提 · 艾力", "买买提·艾力"},
        {"阿卜杜热合曼·买买提伊明·艾则孜", "阿卜杜热合曼·买买提伊明·艾则孜"},
        {"Anna Lee", "Anna Lee"},
        {"Anna   Lee", "Anna Lee"},
        {"Ａｎｎａ　Ｌｅｅ", "Anna Lee"},
        {"O'Neil", "O'Neil"},
        {"O’Neil", "O'Neil"},
        {"Anne-Marie J. Müller", "Anne-Marie J. Müller"},
        {"𠮷田", "𠮷田"},
        {"张〇", "张〇"},
        {"王芳（大）", "王芳(大)"},
        {"张", "张"},
        {"한지민", "한지민"},
        {"Nguye\xCC\x82n", "Nguye\xCC\x82n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char name[128];
        struct err err = {0};
        if (!name_parse(cases[i][0], name, &err) || strcmp(name, cases[i][1]) != 0)
            fail_msg("\"%s\" gives %s: %s", cases[i][0], name, err.text);
    }
}

static void other_names_are_refused(void **state)
{
    (void)state;
    static const char *const refused[] = {"张3",
                                          "张３",
                                          "12",
                                          "张*",
                                          "张＊明",
                                          "张\x1b[31m",
                                          "张\xE2\x80\xAE三",
                                          "张\xE2\x80\x8B三",
                                          "\xFF",
                                          "张\xE5",
                                          "·",
                                          "·张",
                                          "张·",
                                          "张··三",
                                          "-",
                                          "张@",
                                          "张_三",
                                          "<b>",
                                          "张;三",
                                          "张\n三",
                                          "🙂",
                                          "٣٤",
                                          "张,李",
                                          "\xCC\x81",
                                          ".",
                                          "  ",
                                          "①"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        char name[128] = "untouched";
        struct err err = {0};
        if (name_parse(refused[i], name, &err))
            fail_msg("\"%s\" gives %s", refused[i], name);
        check_err(&err, refused[i]);
        assert_string_equal(name, "untouched");
    }
}

static void forty_characters_and_no_more(void **state)
{
    (void)state;
    char text[400] = "", name[128];
    for (int i = 0; i < 40; i++)
        memcpy(text + i * 3, "张", 4);
    assert_true(name_parse(text, name, NULL));
    assert_string_equal(name, text);
    memcpy(text + 120, "张", 4);
    assert_false(name_parse(text, name, NULL));
    for (int i = 0; i < 40; i++)
        memcpy(text + i * 4, "𠮷", 5);
    assert_false(name_parse(text, name, NULL)); /* 160 bytes: more than a name holds */
}

/* ---- all ---- */

static void parse_all(const char *typed, bool digits_may_pass)
{
    struct err err = {0};
    int value, count;
    int64_t at;
    struct room room;
    enum id_type type;
    char text[128], phones[PHONE_MOST][PHONE_SIZE];
    bool passed = temperature_parse(typed, &value, &err);
    check_err(&err, typed);
    passed = date_parse(typed, today, &value, &err) || passed;
    passed = time_parse(typed, &value, &err) || passed;
    passed = moment_parse(typed, 1649640600, &at, &err) || passed;
    passed = phone_parse(typed, phones, &count, &err) || passed;
    passed = id_resident_parse(typed, text, NULL, NULL, &err) || passed;
    passed = plate_parse(typed, "粤", text, &err) || passed;
    passed = plate_looks_like(typed) || passed;
    check_err(&err, typed);
    if (passed && !digits_may_pass)
        fail_msg("\"%.40s\" passes", typed);
    room_parse(typed, &room, &err);
    id_parse(typed, &type, text, &err);
    name_parse(typed, text, &err);
    check_err(&err, typed);
}

static void assert_names(const char *text, const char *joined)
{
    char names[4][NAMES_SIZE], all[4 * NAMES_SIZE + 4] = "";
    int count = names_split(text, names, 4);
    for (int i = 0; i < count && i < 4; i++)
        snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s", i > 0 ? "|" : "", names[i]);
    assert_string_equal(all, joined);
}

static void several_names_in_one_field(void **state)
{
    (void)state;
    assert_names("南门,东门", "南门|东门");
    assert_names("南门，东门、 北门；西门", "南门|东门|北门|西门");
    assert_names("南门 东门　北门", "南门|东门|北门");
    assert_names("South gate, East gate;", "South gate|East gate");
    assert_names("南门", "南门");
    assert_names(" ,, ", "");
    assert_names("", "");
    char one[1][NAMES_SIZE];
    assert_int_equal(names_split("南门,东门,北门", one, 1), 3);
    assert_string_equal(one[0], "南门");
}

static void hostile_text_is_refused_everywhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < HOSTILE_COUNT; i++)
        parse_all(hostile[i], false);
    static const char fills[] = {'A', '1', ' ', '-', '\xE5', '\x1b', '.'};
    for (size_t i = 0; i < sizeof fills; i++) {
        char *huge = huge_text(fills[i]);
        parse_all(huge, false);
        free(huge);
    }
}

static void random_bytes_do_no_harm(void **state)
{
    (void)state;
    static const char *const pieces[] = {"1",  "2",    "0",  "4",  "-",    ".",  " ", ":",   "栋",  "单元",
                                         "月", "日",   "点", "粤", "E",    "X",  "·", "+86", "138", "。",
                                         "　", "昨天", "T",  "/",  "\xE5", "号", "(", "H",   "楼",  "半"};
    unsigned seed = 411;
    for (int round = 0; round < 20000; round++) {
        char text[200] = "";
        size_t length = 0;
        for (int i = 0; i < 12; i++) {
            seed = seed * 1103515245u + 12345u;
            const char *piece = pieces[(seed >> 16) % (sizeof pieces / sizeof pieces[0])];
            memcpy(text + length, piece, strlen(piece) + 1);
            length += strlen(piece);
        }
        struct err ignored = {0};
        int value, count;
        int64_t at;
        struct room room;
        enum id_type type;
        char out[128], phones[PHONE_MOST][PHONE_SIZE], key[96];
        if (temperature_parse(text, &value, &ignored))
            assert_in_range(value, 340, 429);
        if (date_parse(text, today, &value, &ignored))
            assert_true(clock_day_valid(value));
        if (time_parse(text, &value, &ignored))
            assert_in_range(value, 0, 86399);
        if (room_parse(text, &room, &ignored)) {
            room_sort_key(&room, key);
            assert_true(strlen(key) < sizeof key);
        }
        moment_parse(text, 1649640600, &at, &ignored);
        phone_parse(text, phones, &count, &ignored);
        id_parse(text, &type, out, &ignored);
        plate_parse(text, "粤", out, &ignored);
        name_parse(text, out, &ignored);
    }
}

static int start(void **state)
{
    (void)state;
    clock_fix(1649640600);
    return clock_use_zone("+08:00", NULL) ? 0 : -1;
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
    words_start(NULL, "en");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(temperatures_as_people_type_them),
        cmocka_unit_test(other_temperatures_are_refused),
        cmocka_unit_test(temperatures_are_shown_with_one_place),
        cmocka_unit_test(rooms_as_people_type_them),
        cmocka_unit_test(other_rooms_are_refused),
        cmocka_unit_test(rooms_sort_naturally),
        cmocka_unit_test(dates_as_people_type_them),
        cmocka_unit_test(a_deadline_looks_ahead_and_today_is_today),
        cmocka_unit_test(a_beginning_is_the_beginning_of_a_day),
        cmocka_unit_test(other_dates_are_refused),
        cmocka_unit_test(times_as_people_type_them),
        cmocka_unit_test(other_times_are_refused),
        cmocka_unit_test(moments_are_day_and_time_in_either_order),
        cmocka_unit_test(phones_as_people_type_them),
        cmocka_unit_test(other_phones_are_refused),
        cmocka_unit_test(resident_numbers_are_checked),
        cmocka_unit_test(resident_numbers_say_what_is_wrong),
        cmocka_unit_test(one_mistyped_digit_is_always_found),
        cmocka_unit_test(documents_are_recognised),
        cmocka_unit_test(plates_as_people_type_them),
        cmocka_unit_test(other_plates_are_refused),
        cmocka_unit_test(names_and_rooms_do_not_look_like_plates),
        cmocka_unit_test(names_as_people_type_them),
        cmocka_unit_test(other_names_are_refused),
        cmocka_unit_test(forty_characters_and_no_more),
        cmocka_unit_test(several_names_in_one_field),
        cmocka_unit_test(a_day_to_come_is_no_day_of_last_year),
        cmocka_unit_test(hostile_text_is_refused_everywhere),
        cmocka_unit_test(random_bytes_do_no_harm),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, start, NULL);
}
