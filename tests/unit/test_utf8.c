#include "gatepost/buffer.h"
#include "gatepost/err.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void valid_and_invalid_sequences_are_told_apart(void **state)
{
    (void)state;
    static const char *const valid[] = {"", "abc", "张三", "é", "\xF0\xA0\xAE\xB7", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF"};
    static const char *const invalid[] = {
        "\x80",             /* continuation alone */
        "\xC0\x80",         /* overlong NUL */
        "\xC1\xBF",         /* overlong */
        "\xE0\x80\xAF",     /* overlong / */
        "\xE5\xBC",         /* truncated */
        "\xE5x",            /* broken off */
        "\xED\xA0\x80",     /* surrogate */
        "\xF0\x80\x80\xAF", /* overlong */
        "\xF4\x90\x80\x80", /* above U+10FFFF */
        "\xF5\x80\x80\x80",
        "\xFF",
        "\xFE",
    };
    for (size_t i = 0; i < sizeof valid / sizeof valid[0]; i++)
        assert_true(utf8_valid(valid[i], strlen(valid[i])));
    for (size_t i = 0; i < sizeof invalid / sizeof invalid[0]; i++) {
        assert_false(utf8_valid(invalid[i], strlen(invalid[i])));
        const char *at = invalid[i];
        assert_int_equal(utf8_next(&at, at + strlen(at)), -1);
        assert_ptr_equal(at, invalid[i] + 1);
    }
}

static void every_scalar_value_survives_the_round(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    for (int32_t code_point = 1; code_point <= 0x10FFFF; code_point += code_point < 0x3000 ? 1 : 37) {
        if (code_point >= 0xD800 && code_point <= 0xDFFF)
            continue;
        buffer_clear(&buffer);
        utf8_add(&buffer, code_point);
        const char *at = buffer.bytes;
        assert_int_equal(utf8_next(&at, buffer.bytes + buffer.length), code_point);
        assert_ptr_equal(at, buffer.bytes + buffer.length);
    }
    buffer_clear(&buffer);
    utf8_add(&buffer, 0xD800);
    assert_string_equal(buffer_text(&buffer), "\xEF\xBF\xBD");
    buffer_release(&buffer);
}

static void widths_are_columns_of_a_terminal(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int width;
    } cases[] = {
        {"", 0},      {"abc", 3},   {"张三", 4}, {"ａ", 2},   {"é", 1},  {"e\xCC\x81", 1},
        {"·", 1},     {"…", 1},     {"─", 1},    {"。", 2},   {"한", 2}, {"\xF0\xA0\xAE\xB7", 2},
        {"\x1b[", 1}, {"\xFFz", 2}, {"ｱ", 1},    {"12-2", 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(text_width(cases[i].text), cases[i].width);
    assert_int_equal(utf8_width(0), 0);
    assert_int_equal(utf8_width(0x9B), 0);
    assert_int_equal(utf8_width(0x301), 0);
}

static void clusters_hold_base_and_marks(void **state)
{
    (void)state;
    int width;
    assert_int_equal(cluster_next("", 0, &width), 0);
    assert_int_equal(cluster_next("e\xCC\x81x", 4, &width), 3);
    assert_int_equal(width, 1);
    assert_int_equal(cluster_next("张e", 4, &width), 3);
    assert_int_equal(width, 2);
    assert_int_equal(cluster_next("\xFF\xFF", 2, &width), 1);
    assert_int_equal(width, 1);
    assert_int_equal(cluster_next("a\nb", 3, &width), 1);
    char many[200] = "a";
    for (int i = 0; i < 60; i++)
        memcpy(many + 1 + i * 2, "\xCC\x81", 3);
    assert_true(cluster_next(many, strlen(many), &width) <= 16);
}

static void check_cut(const char *text, int columns, bool pad, const char *expected)
{
    struct buffer buffer = {0};
    text_cut(&buffer, text, columns, pad);
    assert_string_equal(buffer_text(&buffer), expected);
    buffer_release(&buffer);
}

static void cutting_counts_columns(void **state)
{
    (void)state;
    check_cut("张三丰", 6, false, "张三丰");
    check_cut("张三丰", 5, false, "张三~");
    check_cut("张三丰", 4, true, "张~ ");
    check_cut("张三", 6, true, "张三  ");
    check_cut("ab", 1, true, "~");
    check_cut("ab", 0, true, "");
    check_cut("", 3, true, "   ");
    check_cut("e\xCC\x81xy", 2, false, "e\xCC\x81~");
    int used;
    assert_int_equal(text_fit("张三", 3, &used), 3);
    assert_int_equal(used, 2);
    assert_int_equal(text_fit("张三", 100, NULL), 6);
}

static const struct {
    const char *raw, *clean;
} cleanings[] = {
    {"", ""},
    {"plain 张三 é", "plain 张三 é"},
    {"\x1b[31mred\x1b[0m", "?[31mred?[0m"},
    {"a\tb\nc\r", "a b c?"},
    {"\x7f\x01", "??"},
    {"\xC2\x9B"
     "31m",
     "?31m"}, /* C1 CSI */
    {"a\xE2\x80\xAE"
     "b",
     "a?b"}, /* bidi override U+202E */
    {"a\xE2\x81\xA6"
     "b\xE2\x81\xA9",
     "a?b?"},                         /* isolates */
    {"a\xE2\x80\x8F\xD8\x9C", "a??"}, /* U+200F, U+061C */
    {"张\xE2\x80\x8B三", "张?三"},    /* zero width space */
    {"a\xE2\x80\x8D"
     "b",
     "a?b"},                 /* zero width joiner */
    {"\xEF\xBB\xBFx", "?x"}, /* BOM */
    {"a\xC2\xAD"
     "b",
     "a?b"}, /* soft hyphen */
    {"a\xE1\xA0\x8E"
     "b",
     "a?b"},                            /* U+180E */
    {"a\xF3\xA0\x81\xA1", "a?"},        /* tag a */
    {"a\xEF\xB8\x8F", "a\xEF\xB8\x8F"}, /* one variation selector stays */
    {"a\xEF\xB8\x8F\xEF\xB8\x8F", "a\xEF\xB8\x8F?"},
    {"a\xE2\x80\xA8"
     "b\xE2\x80\xA9",
     "a?b?"},                             /* line, paragraph separator */
    {"a\xEF\xBF\xBF\xEF\xB7\x90", "a??"}, /* noncharacters */
    {"a\xFF\xC0\x80z", "a???z"},
    {"\xE5\xBC", "??"},
    {"\xCC\x81"
     "a",
     "?a"}, /* a mark without a base */
    {"e\xCC\x81", "e\xCC\x81"},
};

static void nothing_a_terminal_obeys_survives_cleaning(void **state)
{
    (void)state;
    struct buffer buffer = {0}, again = {0};
    for (size_t i = 0; i < sizeof cleanings / sizeof cleanings[0]; i++) {
        const char *raw = cleanings[i].raw;
        buffer_clear(&buffer);
        buffer_clear(&again);
        text_clean(&buffer, raw, strlen(raw));
        assert_string_equal(buffer_text(&buffer), cleanings[i].clean);
        assert_int_equal(text_is_clean(raw, strlen(raw)), strcmp(raw, cleanings[i].clean) == 0);
        text_clean(&again, buffer_text(&buffer), buffer.length);
        assert_string_equal(buffer_text(&again), buffer_text(&buffer));
    }
    buffer_clear(&buffer);
    text_clean(&buffer, "a\0b", 3);
    assert_string_equal(buffer_text(&buffer), "a?b");
    buffer_release(&buffer);
    buffer_release(&again);
}

static void every_bytes_cleaning_is_clean(void **state)
{
    (void)state;
    unsigned seed = 20220411;
    struct buffer buffer = {0};
    for (int round = 0; round < 3000; round++) {
        char bytes[40];
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1103515245u + 12345u;
            bytes[i] = (char)(seed >> 16);
        }
        buffer_clear(&buffer);
        text_clean(&buffer, bytes, sizeof bytes);
        assert_true(text_is_clean(buffer_text(&buffer), buffer.length));
        assert_true(utf8_valid(buffer_text(&buffer), buffer.length));
        for (size_t i = 0; i < buffer.length; i++)
            assert_true((unsigned char)buffer.bytes[i] >= 0x20 && buffer.bytes[i] != 0x7F);
    }
    buffer_release(&buffer);
}

static void marks_are_limited_to_eight(void **state)
{
    (void)state;
    struct buffer raw = {0}, clean = {0};
    buffer_add(&raw, "a");
    for (int i = 0; i < 1000; i++)
        buffer_add(&raw, "\xCC\x81");
    text_clean(&clean, raw.bytes, raw.length);
    assert_int_equal(clean.length, 1 + 8 * 2);
    assert_false(text_is_clean(raw.bytes, raw.length));
    buffer_release(&raw);
    buffer_release(&clean);
}

static void check_fold(const char *text, const char *expected)
{
    struct buffer buffer = {0};
    text_fold_width(&buffer, text);
    assert_string_equal(buffer_text(&buffer), expected);
    buffer_release(&buffer);
}

static void full_width_becomes_half_width(void **state)
{
    (void)state;
    check_fold("３６．５", "36.5");
    check_fold("36。5", "36.5");
    check_fold("完。了", "完。了");
    check_fold("Ａｂ　ｃ～", "Ab c~");
    check_fold("张三", "张三");
    check_fold("\xFF\xEF\xBC", "\xFF\xEF\xBC");
}

static void trim_takes_ideographic_spaces_too(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {" \t　张 三　 \n", "张 三"}, {"", ""}, {" 　 ", ""}, {"x", "x"}, {"\xFF ", "\xFF"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buffer buffer = {0};
        text_trim(&buffer, cases[i][0]);
        assert_string_equal(buffer_text(&buffer), cases[i][1]);
        buffer_release(&buffer);
    }
}

static void copies_never_split_a_character(void **state)
{
    (void)state;
    char target[8];
    text_copy(target, sizeof target, "张三丰");
    assert_string_equal(target, "张三");
    text_copy(target, 3, "张");
    assert_string_equal(target, "");
    text_copy(target, sizeof target, "1234567");
    assert_string_equal(target, "1234567");
    text_copy_narrow(target, sizeof target, "１２３４５");
    assert_string_equal(target, "12345"); /* whole, though it is longer as typed than there is room for */
    text_copy(target, sizeof target, "\x80\x80\x80\x80\x80\x80\x80\x80\x80");
    assert_int_equal(strlen(target), 4);
}

static void search_ignores_ascii_case(void **state)
{
    (void)state;
    assert_true(text_contains("Anna Lee 张三", "LEE 张"));
    assert_true(text_contains("x", ""));
    assert_false(text_contains("张三", "李"));
}

static void numbers_compare_by_what_they_are_worth(void **state)
{
    (void)state;
    static const char *const ordered[] = {"",         "2栋",      "12栋",       "102栋",      "第一网格", "第二网格",
                                          "第九网格", "第十网格", "第十一网格", "第二十网格", "第21网格"};
    enum { COUNT = sizeof ordered / sizeof ordered[0] };
    for (int a = 0; a < COUNT; a++)
        for (int b = 0; b < COUNT; b++) {
            int sign = text_compare_naturally(ordered[a], ordered[b]);
            assert_int_equal((sign > 0) - (sign < 0), (a > b) - (a < b));
        }
}

static void errors_are_cleaned_and_cut(void **state)
{
    (void)state;
    struct err err = {0};
    char *huge = memory_new(100001, 1);
    memset(huge, 'A', 100000);
    huge[0] = 0x1b;
    assert_false(err_set(&err, ERR_INPUT, "bad: %s", huge));
    assert_int_equal(err.code, ERR_INPUT);
    assert_null(err.field);
    assert_int_equal(strlen(err.text), sizeof err.text - 1);
    assert_memory_equal(err.text, "bad: ?AAA", 9);
    assert_false(err_field(&err, ERR_CONFLICT, "temp", "%s", "张\xE2\x80\xAE"));
    assert_string_equal(err.field, "temp");
    assert_string_equal(err.text, "张?");
    assert_false(err_set(NULL, ERR_INPUT, "nobody listens"));
    free(huge);
}

static void buffers_grow_and_are_given_away(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    assert_string_equal(buffer_text(&buffer), "");
    for (int i = 0; i < 10000; i++)
        buffer_format(&buffer, "%04d", i);
    assert_int_equal(buffer.length, 40000);
    assert_memory_equal(buffer.bytes + 39996, "9999", 5);
    char *text = buffer_take(&buffer);
    assert_int_equal(strlen(text), 40000);
    assert_null(buffer.bytes);
    free(text);
    text = buffer_take(&buffer);
    assert_string_equal(text, "");
    free(text);
    assert_null(memory_copy(NULL));
}

static void numbers_are_taken_as_chinese_writes_them(void **state)
{
    static const struct {
        const char *text;
        int64_t value;
        const char *rest;
    } numbers[] = {{"12栋", 12, "栋"}, {"三", 3, ""},      {"十", 10, ""},      {"十二网格", 12, "网格"},
                   {"二十", 20, ""},   {"九十九", 99, ""}, {"二三", 2, "三"},   {"第三", 0, NULL},
                   {"", 0, NULL},      {"十十", 10, "十"}, {"二十十", 20, "十"}};
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        const char *at = numbers[i].text;
        int64_t value = 0;
        assert_int_equal(text_take_number(&at, &value), numbers[i].rest != NULL);
        if (numbers[i].rest == NULL)
            continue;
        assert_int_equal(value, numbers[i].value);
        assert_string_equal(at, numbers[i].rest);
    }
}

int main(void)
{
    words_start(NULL, "en");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_taken_as_chinese_writes_them),
        cmocka_unit_test(valid_and_invalid_sequences_are_told_apart),
        cmocka_unit_test(every_scalar_value_survives_the_round),
        cmocka_unit_test(widths_are_columns_of_a_terminal),
        cmocka_unit_test(clusters_hold_base_and_marks),
        cmocka_unit_test(cutting_counts_columns),
        cmocka_unit_test(nothing_a_terminal_obeys_survives_cleaning),
        cmocka_unit_test(every_bytes_cleaning_is_clean),
        cmocka_unit_test(marks_are_limited_to_eight),
        cmocka_unit_test(full_width_becomes_half_width),
        cmocka_unit_test(trim_takes_ideographic_spaces_too),
        cmocka_unit_test(copies_never_split_a_character),
        cmocka_unit_test(search_ignores_ascii_case),
        cmocka_unit_test(numbers_compare_by_what_they_are_worth),
        cmocka_unit_test(errors_are_cleaned_and_cut),
        cmocka_unit_test(buffers_grow_and_are_given_away),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
