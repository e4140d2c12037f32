/* Journeys as people tell them in a chat. */
#include "gatepost/journey.h"
#include "gatepost/utf8.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { TODAY = 20220411 };

static const struct told {
    const char *text, *from, *transport, *companions;
    int left, returned, affected;
    const char *rest;
} tolds[] = {
    {"4月9日从上海回来 高铁G1234", "上海", "高铁 G1234", "", 0, 20220409, -1, ""},
    {"自驾 4.8从无锡返回,同行2人,无症状", "无锡", "自驾", "2人", 0, 20220408, -1, "无症状"},
    {"昨天从浦东机场坐飞机MU5331回来 途经中风险地区", "浦东机场", "飞机 MU5331", "", 0, 20220410, 1, "途经中风险地区"},
    {"4月10号由苏州到家", "苏州", "", "", 0, 20220410, -1, ""},
    {"2022-04-07离开上海 4月8日到家 K525次 座位7车12号", "上海", "K525", "", 20220407, 20220408, -1, "座位7车12号"},
    {"2022年4月9日 从 西安 乘 CA1234 返回", "西安", "CA1234", "", 0, 20220409, -1, ""},
    {"上海回来", "上海", "", "", 0, 0, -1, ""},
    {"刚刚回来", "", "", "", 0, 0, -1, "刚刚回来"},
    {"自己在家 1-2人", "", "", "", 0, 0, -1, "自己在家 1-2人"},
    {"未途经中高风险地区", "", "", "", 0, 0, 0, "未途经中高风险地区"},
    {"3U8633 今天返", "", "3U8633", "", 0, 20220411, -1, ""},
    {"4月5日离开西安，4月7日到广州，4月9日回家", "西安", "", "", 20220405, 20220407, -1, "到广州 4月9日回家"},
    {"12月30日从哈尔滨回", "哈尔滨", "", "", 0, 20211230, -1, ""},
    {"血压140/90 药要10盒", "", "", "", 0, 0, -1, "血压140/90 药要10盒"},
    {"", "", "", "", 0, 0, -1, ""},
    {"同行\xC3\xA9", "", "", "\xC3\xA9", 0, 0, -1, ""},
    {"从\xF0\x9F\x98\x80回来 同行\xF0\x9F\x98\x80", "", "", "\xF0\x9F\x98\x80", 0, 0, -1, "从\xF0\x9F\x98\x80回来"},
};

static void what_is_recognised_goes_into_its_part(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof tolds / sizeof tolds[0]; i++) {
        struct journey journey;
        journey_read(tolds[i].text, TODAY, &journey);
        assert_string_equal(journey.from, tolds[i].from);
        assert_string_equal(journey.transport, tolds[i].transport);
        assert_string_equal(journey.companions, tolds[i].companions);
        assert_int_equal(journey.left_day, tolds[i].left);
        assert_int_equal(journey.returned_day, tolds[i].returned);
        assert_int_equal(journey.affected, tolds[i].affected);
        assert_string_equal(journey.rest, tolds[i].rest);
    }
}

static void a_long_text_is_read_as_far_as_it_fits(void **state)
{
    char text[2000] = "同行";
    struct journey journey;
    (void)state;
    while (strlen(text) < 1900)
        strncat(text, "张a", 100);
    journey_read(text, TODAY, &journey);
    assert_true(strlen(journey.companions) < JOURNEY_PART_BYTES);
    assert_true(strlen(journey.companions) > JOURNEY_PART_BYTES - 8);
    assert_true(utf8_valid(journey.companions, strlen(journey.companions)));
}

static void yes_and_no_in_many_words(void **state)
{
    static const struct {
        const char *text;
        int answer;
    } answers[] = {{"是", 1},      {"否", 0}, {"未途经", 0}, {" 有（中风险） ", 1}, {"no", 0}, {"Yes", 1},
                   {"上海市", -1}, {"", -1},  {"０", 0},     {"上海中风险地区", 1}, {"无", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++)
        assert_int_equal(journey_answer(answers[i].text), answers[i].answer);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_recognised_goes_into_its_part),
        cmocka_unit_test(a_long_text_is_read_as_far_as_it_fits),
        cmocka_unit_test(yes_and_no_in_many_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
