/* Amounts, units, money and things as people type them. */
#include "gatepost/buffer.h"
#include "gatepost/quantity.h"
#include "gatepost/utf8.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { REQUEST = REQUEST_MOST };

/* ---- amounts ---- */

static const struct {
    const char *text;
    int64_t amount; /* 0: refused */
} amounts[] = {
    {"2", 2000},     {"2.5", 2500},
    {"0.125", 125},  {"２．５", 2500},
    {"半", 500},     {"两", 2000},
    {"十二", 12000}, {"007", 7000},
    {" 3 ", 3000},   {"0", 0},
    {"0.0", 0},      {"-1", 0},
    {"", 0},         {"abc", 0},
    {"1.2345", 0},   {"1.", 0},
    {".5", 0},       {"1e3", 0},
    {"2斤", 0},      {"1 2", 0},
    {"1,5", 0},      {"99999999999999999999", 0},
};

static void an_amount_is_read_in_thousandths_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++) {
        struct err err = {0};
        int64_t amount = -7;
        bool read = amount_parse(amounts[i].text, &amount, &err);
        if (read != (amounts[i].amount != 0))
            fail_msg("amount \"%s\": %s", amounts[i].text, read ? "taken" : err.text);
        assert_int_equal(amount, read ? amounts[i].amount : -7);
        assert_int_equal(err.code, read ? ERR_NONE : ERR_INPUT);
    }
}

static void an_amount_is_shown_without_zeros_behind_the_point(void **state)
{
    static const struct {
        int64_t amount;
        const char *shown;
    } shown[] = {{0, "0"}, {1, "0.001"}, {500, "0.5"}, {2000, "2"}, {2500, "2.5"}, {100000, "100"}, {-1500, "-1.5"}};
    char text[24];
    (void)state;
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        amount_format(shown[i].amount, text);
        assert_string_equal(text, shown[i].shown);
    }
    amount_format(INT64_MIN, text);
    assert_string_equal(text, "-9223372036854775.808");
}

static const struct {
    const char *text;
    int64_t cents; /* -1: refused */
} moneys[] = {
    {"12", 1200},   {"12.5", 1250},  {"12.50", 1250}, {"￥12.5", 1250}, {"¥12", 1200}, {"12元", 1200},
    {"12块", 1200}, {"０.05", 5},    {"0", 0},        {"12.505", -1},   {"-3", -1},    {"", -1},
    {"元", -1},     {"12元5角", -1}, {"十二元", -1},  {"1,200", -1},    {"1e2", -1},
};

static void money_is_read_in_cents_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof moneys / sizeof moneys[0]; i++) {
        struct err err = {0};
        int64_t cents = -1;
        bool read = money_parse(moneys[i].text, &cents, &err);
        if (read != (moneys[i].cents >= 0) || (read && cents != moneys[i].cents))
            fail_msg("money \"%s\": %lld %s", moneys[i].text, (long long)cents, err.text);
    }
}

/* ---- units ---- */

static void a_unit_has_one_name_and_others_lead_to_it(void **state)
{
    (void)state;
    assert_string_equal(unit_find("kg"), "公斤");
    assert_string_equal(unit_find("ＫＧ"), "公斤");
    assert_string_equal(unit_find("千克"), "公斤");
    assert_string_equal(unit_find("包"), "包");
    assert_string_equal(unit_find("packs"), "包");
    assert_null(unit_find("坛"));
    assert_null(unit_find(""));
}

static void weights_and_volumes_turn_into_each_other_and_nothing_else_does(void **state)
{
    static const struct {
        int64_t amount;
        const char *from, *to;
        int64_t converted; /* -1: nobody can tell */
    } turned[] = {
        {10000, "斤", "公斤", 5000}, {1000, "公斤", "克", 1000000}, {2000, "瓶", "瓶", 2000}, {1000, "两", "斤", 100},
        {500, "升", "毫升", 500000}, {2000, "包", "斤", -1},        {1000, "升", "公斤", -1}, {1, "克", "吨", -1},
        {1000, "", "斤", -1},        {1500, "只", "个", 1500},      {2000, "听", "罐", 2000}, {2000, "支", "双", -1},
        {1000, "包", "袋", -1},      {INT64_MAX, "吨", "克", -1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof turned / sizeof turned[0]; i++) {
        int64_t converted = -1;
        bool known = unit_convert(turned[i].amount, turned[i].from, turned[i].to, &converted);
        if (known != (turned[i].converted >= 0) || converted != turned[i].converted)
            fail_msg("%s in %s: %lld", turned[i].from, turned[i].to, (long long)converted);
    }
}

/* ---- things ---- */

/* 婴儿奶粉2段 is counted in 罐, 口罩 in 个, 米 in 斤. */
static bool is_known(void *context, const char *name, char unit[UNIT_BYTES])
{
    static const char *const goods[][2] = {{"婴儿奶粉2段", "罐"}, {"口罩", "个"}, {"米", "斤"}, {"RICE", "袋"}};
    (void)context;
    for (size_t i = 0; i < sizeof goods / sizeof goods[0]; i++)
        if (strcmp(goods[i][0], name) == 0) {
            text_copy(unit, UNIT_BYTES, goods[i][1]);
            return true;
        }
    return false;
}

static const struct {
    const char *text, *read; /* NULL: refused */
    const char *names;       /* what a refusal names */
} things[] = {
    {"米10斤 盐2包", "米 10斤、盐 2包", NULL},
    {"米10斤，盐2包。", "米 10斤、盐 2包", NULL},
    {"米 10斤、盐 2包", "米 10斤、盐 2包", NULL},
    {"米 10 斤 盐 2 包", "米 10斤、盐 2包", NULL},
    {"米10 斤\n盐", "米 10斤、盐 1", NULL},
    {"10斤米，两包盐", "米 10斤、盐 2包", NULL},
    {"降压药 1盒；蔬菜包x2", "降压药 1盒、蔬菜包 2", NULL},
    {"米１０ＫＧ　盐２包", "米 10公斤、盐 2包", NULL},
    {"米10斤盐2包", "米 10斤、盐 2包", NULL},
    {"10斤米2包盐1瓶酱油", "米 10斤、盐 2包、酱油 1瓶", NULL},
    {"10斤米2包盐酱油1瓶", NULL, "space"},
    {"米10斤2包盐", "米 10斤、盐 2包", NULL},
    {"米1.5公斤A4纸x2包 醋1瓶", "米 1.5公斤、A4纸 2包、醋 1瓶", NULL},
    {"5号电池4节7号电池2节", "5号电池 4节、7号电池 2节", NULL},
    {"牛奶250ml装12盒", "牛奶250ml装 12盒", NULL},
    {"大米10斤装2袋", "大米10斤装 2袋", NULL},
    {"维生素B2片剂2瓶", "维生素B2片剂 2瓶", NULL},
    {"大米10斤1袋", "大米10斤 1袋", NULL},
    {"米10斤盐2包3袋", NULL, "3袋"},
    {"1.米：10斤2.盐：2包", "米 10斤、盐 2包", NULL},
    {"米-10斤盐2包", NULL, "How much 米"},
    {"白菜若干", NULL, "白菜若干"},
    {"白菜 若干", NULL, "若干"},
    {"一些菜", NULL, "一些菜"},
    {"半斤肉 十二个鸡蛋", "肉 0.5斤、鸡蛋 12个", NULL},
    {"米5斤 米10斤", "米 15斤", NULL},
    {"米5斤 米1袋", "米 5斤、米 1袋", NULL},
    {"米", "米 1斤", NULL},
    {"口罩10", "口罩 10个", NULL},
    {"婴儿奶粉2段 婴儿奶粉2段3罐", "婴儿奶粉2段 4罐", NULL},
    {"尿不湿L 1包", "尿不湿L 1包", NULL},
    {"牛奶250ml 12盒", "牛奶250ml 12盒", NULL},
    {"牛奶250ml", "牛奶 250毫升", NULL},
    {"六个核桃10盒", "六个核桃 10盒", NULL},
    {"六个核桃 10盒 盐", "六个核桃 10盒、盐 1", NULL},
    {"血压计", "血压计 1", NULL},
    {"维生素B12 盐2", "维生素B12 1、盐 2", NULL},
    {"维生素B12 2瓶", "维生素B12 2瓶", NULL},
    {"维生素Bx12", "维生素B 12", NULL},
    {"salt2包", "salt 2包", NULL},
    {"RICE3", "RICE 3袋", NULL}, /* known */
    {"米9999斤", "米 9999斤", NULL},
    {"米：10斤 盐:2包", "米 10斤、盐 2包", NULL},
    {"米： 10斤 盐＝2包", "米 10斤、盐 2包", NULL},
    {"米 ：10斤，盐—2包", "米 10斤、盐 2包", NULL},
    {"米 x 10斤 盐 × 2包", "米 10斤、盐 2包", NULL},
    {"1.米10斤 2.盐2包", "米 10斤、盐 2包", NULL},
    {"1）米10斤\n2）盐 2包", "米 10斤、盐 2包", NULL},
    {"1、米10斤；2、盐2包", "米 10斤、盐 2包", NULL},
    {"1.5升可乐", "可乐 1.5升", NULL},
    {"维生素B-12 1瓶", "维生素B-12 1瓶", NULL},
    {"", NULL, "What is it"},
    {"米-1斤", NULL, "米"},
    {"米 -1斤", NULL, "米"},
    {"米2-3斤", NULL, "米2"},
    {"  ，、 ", NULL, "What is it"},
    {"米0斤", NULL, "米"},
    {"米 0", NULL, "米"},
    {"米99999斤", NULL, "米"},
    {"米10000斤", NULL, "米"},
    {"米9999斤 米1斤", NULL, "米"},
    {"盐10坛", NULL, "坛"},
    {"盐-5包", NULL, "盐"},
    {"盐 -5包", NULL, "盐"},
    {"盐−5包", NULL, "盐"},
    {"10斤", NULL, "10斤"},
    {"三3斤", NULL, "三"},
    {"米10斤 2包 3袋", NULL, "3袋"},
    {"米99999999999999999999斤", NULL, "米"},
    {"10斤米x2，青菜", NULL, "10斤米x2"}, /* would be shown as 10斤米 2、青菜 1 */
};

static void things_are_read_as_people_type_them_or_refused_by_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof things / sizeof things[0]; i++) {
        struct item items[ITEMS_MOST];
        struct buffer shown = {0};
        struct err err = {0};
        int count = 0;
        bool read = items_parse(things[i].text, REQUEST, is_known, NULL, items, &count, &err);
        if (read)
            items_format(items, count, &shown);
        if (read != (things[i].read != NULL) || (read && strcmp(buffer_text(&shown), things[i].read) != 0))
            fail_msg("\"%s\": %s%s", things[i].text, buffer_text(&shown), err.text);
        if (!read && strstr(err.text, things[i].names) == NULL)
            fail_msg("\"%s\" does not name %s: %s", things[i].text, things[i].names, err.text);
        buffer_release(&shown);
    }
}

/* What is shown is read as the same. */
static void what_was_read_reads_as_itself(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof things / sizeof things[0]; i++) {
        struct item items[ITEMS_MOST], again[ITEMS_MOST];
        struct buffer shown = {0};
        int count = 0, same = 0;
        if (!items_parse(things[i].text, REQUEST, is_known, NULL, items, &count, NULL))
            continue;
        items_format(items, count, &shown);
        assert_true(items_parse(buffer_text(&shown), REQUEST, is_known, NULL, again, &same, NULL));
        assert_int_equal(same, count);
        for (int k = 0; k < count; k++) {
            assert_string_equal(again[k].name, items[k].name);
            assert_string_equal(again[k].unit, items[k].unit);
            assert_int_equal(again[k].quantity, items[k].quantity);
        }
        buffer_release(&shown);
    }
}

static void no_request_has_more_things_than_lines(void **state)
{
    struct item items[ITEMS_MOST];
    struct buffer text = {0};
    struct err err = {0};
    int count = 0;
    (void)state;
    for (int i = 0; i < ITEMS_MOST; i++)
        buffer_format(&text, "物%c1包 ", 'a' + i);
    assert_true(items_parse(buffer_text(&text), REQUEST, NULL, NULL, items, &count, NULL));
    assert_int_equal(count, ITEMS_MOST);
    buffer_add(&text, "盐2包");
    assert_false(items_parse(buffer_text(&text), REQUEST, NULL, NULL, items, &count, &err));
    assert_non_null(strstr(err.text, "24"));
    buffer_release(&text);
}

/* ---- the name at the cursor ---- */

static void the_name_at_the_cursor_is_what_letters_are_for(void **state)
{
    static const struct {
        const char *text; /* | is the cursor */
        const char *word; /* NULL: none */
    } words[] = {
        {"yan|", "yan"},
        {"米10斤 yan|", "yan"},
        {"米10斤，yan|", "yan"},
        {"米10斤、y|an", "yan"},
        {"yan|2包", "yan"},
        {"10斤mi|", "mi"},
        {"米10斤　yan|", "yan"},
        {"mi|10斤 yan", "mi"},
        {"|yan", NULL},
        {"", NULL},
        {"|", NULL},
        {"米10斤 |", NULL},
        {"yan2|包", NULL},
        {"2|", NULL},
        {"米10斤|", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        char text[64] = "", word[64];
        const char *bar = strchr(words[i].text, '|');
        size_t cursor = bar != NULL ? (size_t)(bar - words[i].text) : 0, begin = 0, end = 0;
        snprintf(text, sizeof text, "%.*s%s", (int)cursor, words[i].text, bar != NULL ? bar + 1 : "");
        bool found = items_word(text, cursor, &begin, &end);
        snprintf(word, sizeof word, "%.*s", (int)(end - begin), text + begin);
        if (found != (words[i].word != NULL) || (found && strcmp(word, words[i].word) != 0))
            fail_msg("\"%s\": %s", words[i].text, found ? word : "none");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_amount_is_read_in_thousandths_or_refused),
        cmocka_unit_test(an_amount_is_shown_without_zeros_behind_the_point),
        cmocka_unit_test(money_is_read_in_cents_or_refused),
        cmocka_unit_test(a_unit_has_one_name_and_others_lead_to_it),
        cmocka_unit_test(weights_and_volumes_turn_into_each_other_and_nothing_else_does),
        cmocka_unit_test(things_are_read_as_people_type_them_or_refused_by_name),
        cmocka_unit_test(what_was_read_reads_as_itself),
        cmocka_unit_test(no_request_has_more_things_than_lines),
        cmocka_unit_test(the_name_at_the_cursor_is_what_letters_are_for),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
