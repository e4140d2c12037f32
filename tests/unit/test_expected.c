/* Visitors are announced (domain.md §2): what is refused, by what words they are found, when. */
#include "gatepost/clock.h"
#include "gatepost/expected_rules.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include "tests/lib/visitors.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

static void assert_refused(const struct expected *expected, const char *field)
{
    struct expected draft = *expected;
    struct err err = {0};
    int64_t before = register_count(visitors.store, "SELECT COUNT(*) FROM expected");
    assert_false(register_save(visitors.store, &expected_rules, &draft, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_non_null(err.field);
    assert_string_equal(err.field, field);
    assert_true(err.text[0] != '\0');
    assert_int_equal(register_count(visitors.store, "SELECT COUNT(*) FROM expected"), before);
    assert_memory_equal(&draft, expected, sizeof draft);
}

/* ---- announced ---- */

static void little_is_asked_and_the_rest_follows(void **state)
{
    (void)state;
    struct expected expected = visitor_told("周文明");
    expected.people = 0;
    visitor_announce(&expected);
    assert_int_equal(expected.from_at, REGISTER_NOW);
    assert_int_equal(expected.until_at, REGISTER_NOW + 9 * HOUR + 28 * MINUTE); /* 24:00 */
    assert_int_equal(expected.people, 1);
    assert_int_equal(expected.officer_id, 1);
    assert_int_equal(expected.announced_at, REGISTER_NOW);
    struct expected car = visitor_told("");
    text_copy(car.plate, sizeof car.plate, "e12345");
    text_copy(car.phone, sizeof car.phone, "138 0000 3821");
    visitor_announce(&car);
    assert_string_equal(car.plate, "粤E12345");
    assert_string_equal(car.phone, "13800003821");
}

static void one_that_begins_tomorrow_ends_tomorrow(void **state)
{
    (void)state;
    struct expected expected = visitor_announced("周文明", REGISTER_NOW + DAY, 0);
    assert_int_equal(expected.until_at, REGISTER_NOW + 9 * HOUR + 28 * MINUTE + DAY);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    struct expected expected = visitor_told("周文明");
    expected.place_id = 0;
    assert_refused(&expected, "place");
    expected = visitor_told("");
    assert_refused(&expected, "name");
    expected = visitor_told("周文明");
    expected.until_at = REGISTER_NOW - 1;
    expected.from_at = REGISTER_NOW - HOUR;
    assert_refused(&expected, "until");
    expected.until_at = expected.from_at = REGISTER_NOW + HOUR;
    assert_refused(&expected, "until");
    expected = visitor_told("周文明");
    expected.from_at = REGISTER_NOW + 32 * DAY;
    assert_refused(&expected, "from");
    expected = visitor_told("周文明");
    expected.people = 100;
    assert_refused(&expected, "people");
    expected = visitor_told("周文明");
    text_copy(expected.plate, sizeof expected.plate, "no plate");
    assert_refused(&expected, "plate");
}

static void days_are_a_setting(void **state)
{
    (void)state;
    struct err err = {0};
    struct expected expected = visitor_told("周文明");
    expected.from_at = REGISTER_NOW;
    expected.until_at = REGISTER_NOW + 7 * DAY + 1;
    assert_refused(&expected, "until");
    expected.until_at--;
    visitor_announce(&expected);
    assert_true(setting_set(visitors.store, "visitor.days", "1", &err));
    struct expected later = visitor_told("周文明");
    later.from_at = REGISTER_NOW;
    later.until_at = REGISTER_NOW + DAY + 1;
    assert_refused(&later, "until");
    text_copy(expected.note, sizeof expected.note, "the time was fine when it was announced");
    visitor_announce(&expected);
}

static void hostile_texts_are_refused_whole(void **state)
{
    (void)state;
    static const char *const names[] = {"张*明", "a\x1b[2J", "\xe2\x80\xae张", "\xff\xfe", "1234", "张\n三"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct expected expected = visitor_told(names[i]);
        assert_refused(&expected, "name");
    }
    struct expected expected = visitor_told("周文明");
    memset(expected.purpose, 'x', sizeof expected.purpose - 1);
    assert_refused(&expected, "purpose");
    expected = visitor_told("周文明");
    text_copy(expected.phone, sizeof expected.phone, "138****3821");
    assert_refused(&expected, "phone");
    expected = visitor_told("周文明");
    text_copy(expected.plate, sizeof expected.plate, "粤E**345");
    assert_refused(&expected, "plate");
    expected = visitor_told("周文明");
    text_copy(expected.note, sizeof expected.note, "'); DROP TABLE expected; --%s%n");
    visitor_announce(&expected);
    assert_string_equal(visitor_again(&expected).note, "'); DROP TABLE expected; --%s%n");
}

/* ---- found ---- */

static void every_word_of_the_gate_finds_them(void **state)
{
    (void)state;
    struct expected expected = visitor_told("周文明");
    text_copy(expected.phone, sizeof expected.phone, "13800003821");
    text_copy(expected.plate, sizeof expected.plate, "粤E12345");
    visitor_announce(&expected);
    static const char *const words[] = {"zwm",           "zhouwen",        "周文",     "文明",
                                        "3821",          "13800003821",    "粤E12345", "e12345",
                                        "2345",          "12-2-1203",      "1221203",  "12栋2单元1203",
                                        "zwm 12-2-1203", "1221203 周文明", "ＺＷＭ",   "周文明，12-2-1203"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (visitors_found(words[i]) != 1)
            fail_msg("%s: %d", words[i], visitors_found(words[i]));
    static const char *const others[] = {"zwx", "3822", "8-1-302", "zwm 8-1-302", "粤E12346", "", " ", "%", "周文暗"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (visitors_found(others[i]) != 0)
            fail_msg("%s: %d", others[i], visitors_found(others[i]));
}

static void the_whole_name_goes_first_then_who_is_running(void **state)
{
    (void)state;
    struct expected rows[4];
    int whole;
    visitor_announced("周文明华", 0, REGISTER_NOW + HOUR);
    visitor_announced("周文敏", REGISTER_NOW + HOUR, REGISTER_NOW + HOUR + MINUTE);
    visitor_announced("周文明", REGISTER_NOW + HOUR, REGISTER_NOW + 2 * HOUR);
    assert_int_equal(visitors_find_at("周文明", REGISTER_NOW, rows, &whole), 2);
    assert_int_equal(whole, 1);
    assert_string_equal(rows[0].name, "周文明");
    assert_string_equal(rows[1].name, "周文明华");
    assert_int_equal(visitors_find_at("zw", REGISTER_NOW, rows, &whole), 3);
    assert_int_equal(whole, 0);
    assert_string_equal(rows[0].name, "周文明华");
    assert_string_equal(rows[1].name, "周文敏");
    visitor_announced("周文甲", 0, 0);
    visitor_announced("周文乙", 0, 0);
    assert_int_equal(visitors_find_at("zw", REGISTER_NOW, rows, &whole), 5);
}

static void only_while_it_is_open(void **state)
{
    (void)state;
    struct err err = {0};
    struct expected expected = visitor_announced("周文明", 0, 0);
    assert_int_equal(visitors_found("zwm"), 1);
    assert_true(
        register_void(visitors.store, &expected_rules, expected.head.id, -1, "the household called again", &err));
    assert_int_equal(visitors_found("zwm"), 0);
    visitor_announced("罗志强", REGISTER_NOW + DAY, 0);
    assert_int_equal(visitors_found("lzq"), 0); /* tomorrow it is */
    clock_fix(REGISTER_NOW + DAY - HOUR);
    struct expected rows[4];
    int whole;
    assert_int_equal(visitors_find_at("lzq", clock_now(), rows, &whole), 1);
}

/* ---- listed ---- */

static void the_lists_are_parted_by_the_clock(void **state)
{
    (void)state;
    struct expected used = visitor_announced("周文明", 0, 0), rows[8];
    struct err err = {0};
    visitor_announced("罗志强", 0, REGISTER_NOW + HOUR);
    visitor_announced("何丽华", REGISTER_NOW + DAY, 0);
    visitor_entered(&used, "周文明");
    static const int counts[2][4] = {{2, 1, 0, 3}, {1, 1, 1, 3}};
    for (int later = 0; later < 2; later++) {
        clock_fix(REGISTER_NOW + (later ? HOUR : 0));
        for (int scope = 0; scope < 4; scope++) {
            struct record_window window = {.scope = scope, .rows = rows, .most = 8};
            assert_true(record_window(visitors.store, &expected_table, &window, &err));
            assert_int_equal(window.count, counts[later][scope]);
            for (int i = 1; i < window.count; i++)
                assert_true((rows[i].until_at > rows[i - 1].until_at) == (scope == EXPECTED_NOW));
        }
    }
}

static void assert_window(int64_t from, int64_t until, const char *label)
{
    char text[EXPECTED_WINDOW_SIZE];
    expected_window_label(from, until, REGISTER_NOW, text);
    assert_string_equal(text, label);
}

static void times_are_written_as_people_say_them(void **state)
{
    (void)state;
    int64_t midnight = expected_offer_end(REGISTER_NOW);
    assert_window(REGISTER_NOW, REGISTER_NOW + HOUR, "14:32-15:32");
    assert_window(REGISTER_NOW, midnight, "14:32-24:00");
    assert_window(REGISTER_NOW, midnight + 2 * HOUR, "14:32-04-12 02:00");
    assert_window(REGISTER_NOW, midnight + DAY, "14:32-04-12 24:00");
    assert_window(midnight, midnight + DAY, "04-12 00:00-24:00");
    assert_window(midnight - DAY, midnight, "00:00-24:00");
}

/* ---- the household ---- */

static void an_observed_household_is_said_while_announcing(void **state)
{
    (void)state;
    struct err err = {0};
    char words[NOTE_BYTES];
    expected_observation(visitors.store, visitors.home, REGISTER_NOW, words, sizeof words);
    assert_string_equal(words, "");
    struct flag flag = {.place_id = visitors.home,
                        .kind = FLAG_OBSERVATION,
                        .denies = DENIES_OUT,
                        .say = "day 9 of 14",
                        .from_at = REGISTER_NOW,
                        .until_at = REGISTER_NOW + DAY};
    assert_true(people_set_flag(visitors.store, &flag, &err));
    expected_observation(visitors.store, visitors.home, REGISTER_NOW, words, sizeof words);
    assert_string_equal(words, "day 9 of 14");
    expected_observation(visitors.store, visitors.neighbour, REGISTER_NOW, words, sizeof words);
    assert_string_equal(words, "");
    expected_observation(visitors.store, visitors.home, REGISTER_NOW + DAY, words, sizeof words);
    assert_string_equal(words, "");
}

static void a_household_that_expects_somebody_stays(void **state)
{
    (void)state;
    struct err err = {0};
    struct expected expected = visitor_told("周文明");
    expected.place_id = visitors.neighbour;
    visitor_announce(&expected);
    assert_false(dependents_none(visitors.store, "place", visitors.neighbour, &err));
    clock_fix(expected.until_at);
    assert_true(dependents_none(visitors.store, "place", visitors.neighbour, &err));
}

/* ---- asked at every crossing ---- */

/* Refused when the index could not serve it: nothing walks the log. */
static void who_came_is_counted_by_an_index(void **state)
{
    (void)state;
    assert_int_equal(register_count(visitors.store,
                                    "SELECT COUNT(*) FROM crossing c INDEXED BY crossing_expected WHERE "
                                    "c.expected_id = 3 AND c.voided IS NULL AND c.direction = 'in'"),
                     0);
    assert_int_equal(register_count(visitors.store,
                                    "SELECT COUNT(*) FROM expected INDEXED BY expected_tell WHERE tell = 1 AND "
                                    "voided IS NULL AND until_at > 3 AND until_at <= 4"),
                     0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, visitors_setup, visitors_teardown)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        TEST(little_is_asked_and_the_rest_follows),
        TEST(one_that_begins_tomorrow_ends_tomorrow),
        TEST(what_cannot_be_is_refused),
        TEST(days_are_a_setting),
        TEST(hostile_texts_are_refused_whole),
        TEST(every_word_of_the_gate_finds_them),
        TEST(the_whole_name_goes_first_then_who_is_running),
        TEST(only_while_it_is_open),
        TEST(the_lists_are_parted_by_the_clock),
        TEST(times_are_written_as_people_say_them),
        TEST(an_observed_household_is_said_while_announcing),
        TEST(a_household_that_expects_somebody_stays),
        TEST(who_came_is_counted_by_an_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
