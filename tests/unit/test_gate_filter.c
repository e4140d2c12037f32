/* The filter language of the gate log (screens.md): what each word becomes, and what is refused. */
#include "gatepost/clock.h"
#include "gatepost/gate.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct store *store;
static int64_t south, east;

static int setup(void **state)
{
    (void)state;
    store = register_open(); /* Monday, 2022-04-11 */
    south = register_checkpoint(store, "南门");
    east = register_checkpoint(store, "东门");
    register_checkpoint(store, "东门车道");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

static struct crossing_filter parse(const char *text)
{
    struct crossing_filter filter;
    struct err err = {0};
    if (!gate_filter_parse(store, text, &filter, &err))
        fail_msg("%s: %s", text, err.text);
    return filter;
}

static void words_and_exclusions(void **state)
{
    (void)state;
    struct crossing_filter filter = parse("  刘洋　!zwm ");
    assert_int_equal(filter.word_count, 2);
    assert_string_equal(filter.words[0].text, "刘洋");
    assert_false(filter.words[0].exclude);
    assert_string_equal(filter.words[1].text, "zwm");
    assert_true(filter.words[1].exclude);
    filter = parse("！ ");
    assert_true(crossing_filter_is_empty(&filter));
    filter = parse("房号:8-302 name:洋");
    assert_int_equal(filter.word_count, 2);
    assert_string_equal(filter.words[0].text, "8-302");
}

static void conditions_in_both_languages(void **state)
{
    (void)state;
    assert_int_equal(parse("向:进").direction, DIRECTION_IN);
    assert_int_equal(parse("DIR:out").direction, DIRECTION_OUT);
    assert_int_equal(parse("出").direction, DIRECTION_OUT);
    assert_int_equal(parse("!in").direction, DIRECTION_OUT);
    assert_int_equal(parse("岗：南门").checkpoint_id, south);
    assert_int_equal(parse("post:东门").checkpoint_id, east); /* exact, although 东门车道 begins so */
    assert_int_equal(parse("post:nm").checkpoint_id, south);
    assert_int_equal(parse("劝返").decision, DECISION_TURNED_AWAY);
    assert_int_equal(parse("decision:held").decision, DECISION_HELD);
    assert_int_equal(parse("类别:快递").class, CLASS_COURIER);
    assert_int_equal(parse("class:visitor").class, CLASS_VISITOR);
    assert_int_equal(parse("快递").class, -1); /* a purpose too */
    assert_true(parse("!作废").valid_only && !parse("!作废").voided_only);
    assert_string_equal(parse("经手:吴芳").words[0].text, "吴芳");
    assert_true(parse("高温").abnormal_only && parse("Fever").abnormal_only);
    assert_true(parse("作废").voided_only && parse("void").voided_only);
    assert_true(parse("特批").override_only && parse("违禁放行").override_only && parse("override").override_only);
}

static void temperatures(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum filter_comparison comparison;
        int tenths;
    } cases[] = {
        {"体温>37.2", COMPARE_GREATER, 372},
        {"体温》37.2", COMPARE_GREATER, 372},
        {"体温〈36", COMPARE_LESS, 360},
        {"体温》=37.3", COMPARE_GREATER_EQUAL, 373},
        {"temp>=372", COMPARE_GREATER_EQUAL, 372},
        {"t<36", COMPARE_LESS, 360},
        {"temp≤３６。５", COMPARE_LESS_EQUAL, 365},
        {"temp=36.5", COMPARE_EQUAL, 365},
        {"体温：３７．３", COMPARE_EQUAL, 373},
        {"!temp>37.2", COMPARE_LESS_EQUAL, 372},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct crossing_filter filter = parse(cases[i].text);
        assert_int_equal(filter.temp_comparison, cases[i].comparison);
        assert_int_equal(filter.temp_tenths, cases[i].tenths);
    }
}

static void days(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int first, last;
    } cases[] = {
        {"今天", 20220411, 20220411},
        {"yesterday", 20220410, 20220410},
        {"04-10", 20220410, 20220410},
        {"4/9", 20220409, 20220409},
        {"4月1日", 20220401, 20220401},
        {"12-2", 20211202, 20211202},
        {"2021-12-31", 20211231, 20211231},
        {"日:0401", 20220401, 20220401},
        {"04-01..04-10", 20220401, 20220410},
        {"12-28..04-02", 20211228, 20220402},
        {"04-01..04-20", 20220401, 20220420},
        {"04-05..", 20220405, 0},
        {"..昨天", 0, 20220410},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct crossing_filter filter = parse(cases[i].text);
        assert_int_equal(filter.day_first, cases[i].first);
        assert_int_equal(filter.day_last, cases[i].last);
        assert_int_equal(filter.word_count, 0);
    }
}

static void rooms_and_numbers_stay_words(void **state)
{
    (void)state;
    static const char *const words[] = {"12-2-1203", "8-302", "0411", "3821", "-1", "4-31", "13-2", "1221203"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct crossing_filter filter = parse(words[i]);
        assert_int_equal(filter.word_count, 1);
        assert_string_equal(filter.words[0].text, words[i]);
        assert_int_equal(filter.day_first, 0);
    }
    struct crossing_filter filter = parse("12 2 1203 今天");
    assert_int_equal(filter.word_count, 1);
    assert_string_equal(filter.words[0].text, "12-2-1203");
    assert_int_equal(filter.day_first, 20220411);
}

static void refuses_what_it_cannot_understand(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "colour:red",
        "temp>",
        "temp>99",
        "weight>3",
        "向:上",
        "岗:西门",
        "decision:no",
        "04-01..xx",
        "..",
        "day:",
        "!高温",
        "!今天",
        "!岗:南门",
        "a b c d e f g",
        "14:30",
        "!temp=36.5",
        "04-10..04-05",
        "2022-04-10..2022-04-05",
        "2022-04-10..2021-04-20",
        "类别:人",
        "!类别:快递",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct crossing_filter filter;
        struct err err = {0};
        if (gate_filter_parse(store, texts[i], &filter, &err))
            fail_msg("%s was accepted", texts[i]);
        assert_int_equal(err.code, ERR_INPUT);
        assert_true(err.text[0] != '\0' && err.text[0] != '!'); /* the message row puts one in front */
        assert_true(crossing_filter_is_empty(&filter));
    }
}

static void survives_any_bytes(void **state)
{
    (void)state;
    char text[4096];
    unsigned seed = 1;
    for (int round = 0; round < 3000; round++) {
        size_t length = (seed >> 8) % 200;
        for (size_t i = 0; i < length; i++) {
            seed = seed * 1103515245 + 12345;
            text[i] = (char)((seed >> 16) % 255 + 1);
        }
        text[length] = '\0';
        struct crossing_filter filter;
        struct err err = {0};
        assert_true(gate_filter_parse(store, text, &filter, &err) || err.code == ERR_INPUT);
        assert_in_range(filter.word_count, 0, FILTER_WORDS);
    }
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    struct crossing_filter filter;
    struct err err = {0};
    assert_false(gate_filter_parse(store, text, &filter, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_and_exclusions),
        cmocka_unit_test(conditions_in_both_languages),
        cmocka_unit_test(temperatures),
        cmocka_unit_test(days),
        cmocka_unit_test(rooms_and_numbers_stay_words),
        cmocka_unit_test(refuses_what_it_cannot_understand),
        cmocka_unit_test(survives_any_bytes),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, setup, teardown);
}
