#include "gatepost/buffer.h"
#include "gatepost/json.h"
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

static void the_writer_puts_commas_itself(void **state)
{
    (void)state;
    struct buffer out = {0};
    json_begin(&out);
    json_end(&out);
    json_begin(&out);
    json_text(&out, "name", "张三");
    json_integer(&out, "temp", 365);
    json_boolean(&out, "mask", true);
    json_boolean(&out, "held", false);
    json_null(&out, "note");
    json_text(&out, "plate", NULL);
    json_end(&out);
    assert_string_equal(buffer_text(&out), "{}{\"name\":\"张三\",\"temp\":365,\"mask\":true,\"held\":false,"
                                           "\"note\":null,\"plate\":null}");
    buffer_release(&out);
}

static void numbers_reach_both_ends(void **state)
{
    (void)state;
    struct buffer out = {0};
    json_begin(&out);
    json_integer(&out, "a", INT64_MIN);
    json_integer(&out, "b", INT64_MAX);
    json_integer(&out, "c", 0);
    json_end(&out);
    assert_string_equal(buffer_text(&out), "{\"a\":-9223372036854775808,\"b\":9223372036854775807,\"c\":0}");
    buffer_release(&out);
}

static void hostile_text_is_written_as_escapes(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"\"\\/", "\"\\\"\\\\/\""},
        {"\x1b[31m", "\"\\u001b[31m\""},
        {"a\tb\nc\r", "\"a\\tb\\nc\\u000d\""},
        {"\x7f", "\"\\u007f\""},
        {"\xC2\x9B", "\"\\u009b\""},
        {"a\xE2\x80\xAE", "\"a\\u202e\""},
        {"a\xF3\xA0\x81\xA1", "\"a\\udb40\\udc61\""},
        {"\xFF\xE5\xBC", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
        {"𠮷", "\"𠮷\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buffer out = {0}, expected = {0};
        json_begin(&out);
        json_text(&out, "t", cases[i][0]);
        json_end(&out);
        buffer_format(&expected, "{\"t\":%s}", cases[i][1]);
        assert_string_equal(buffer_text(&out), buffer_text(&expected));
        assert_true(text_is_clean(buffer_text(&out), out.length));
        buffer_release(&out);
        buffer_release(&expected);
    }
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "张三·\"x\"\\", "\x1b\x01\x7f\n", "a\xE2\x80\xAE\xF3\xA0\x81\xA1", "𠮷"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct buffer out = {0};
        json_begin(&out);
        json_text(&out, "name", texts[i]);
        json_integer(&out, "n", -42);
        json_end(&out);
        struct json_object object;
        assert_true(json_parse(&object, buffer_text(&out), out.length, NULL));
        assert_string_equal(json_find(&object, "name")->text, texts[i]);
        assert_int_equal(json_find(&object, "n")->integer, -42);
        json_release(&object);
        buffer_release(&out);
    }
}

static void values_of_every_type_are_read(void **state)
{
    (void)state;
    static const char text[] =
        " { \"a\" : 1 , \"b\":36.5,\"c\":true,\"d\":false,\"e\":null,\"f\":\"\\u5f20\\ud842\\udfb7\","
        "\"g\":-0,\"h\":1e3 , \"i\":\"\\b\\f\\n\\r\\t\\/\\\\\\\"\"} \n";
    struct json_object object;
    struct err err = {0};
    assert_true(json_parse(&object, text, strlen(text), &err));
    assert_int_equal(object.count, 9);
    static const struct {
        const char *name, *text;
        enum json_type type;
        int64_t integer;
    } expected[] = {
        {"a", "1", JSON_INTEGER, 1},     {"b", "36.5", JSON_TEXT, 0}, {"c", "true", JSON_BOOLEAN, 1},
        {"d", "false", JSON_BOOLEAN, 0}, {"e", "", JSON_NULL, 0},     {"f", "张𠮷", JSON_TEXT, 0},
        {"g", "-0", JSON_INTEGER, 0},    {"h", "1e3", JSON_TEXT, 0},  {"i", "\b\f\n\r\t/\\\"", JSON_TEXT, 0},
    };
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        const struct json_member *member = json_find(&object, expected[i].name);
        assert_non_null(member);
        assert_string_equal(member->text, expected[i].text);
        assert_int_equal(member->type, expected[i].type);
        assert_int_equal(member->integer, expected[i].integer);
    }
    assert_null(json_find(&object, "z"));
    json_release(&object);
    assert_true(json_parse(&object, "{}", 2, NULL));
    assert_int_equal(object.count, 0);
    json_release(&object);
}

static void anything_else_is_refused_with_its_column(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int column;
    } cases[] = {
        {"", 1},
        {"[]", 1},
        {"x", 1},
        {"{", 2},
        {"{\"a\"", 5},
        {"{\"a\":", 6},
        {"{\"a\":1", 7},
        {"{\"a\":1,}", 8},
        {"{\"a\":1}x", 8},
        {"{\"a\":1}{}", 8},
        {"{\"a\":{}}", 6},
        {"{\"a\":[1]}", 6},
        {"{\"a\":1,\"a\":2}", 9},
        {"{a:1}", 2},
        {"{'a':1}", 2},
        {"{\"a\":01}", 6},
        {"{\"a\":+1}", 6},
        {"{\"a\":.5}", 6},
        {"{\"a\":1.}", 6},
        {"{\"a\":1e}", 6},
        {"{\"a\":tru}", 6},
        {"{\"a\":NaN}", 6},
        {"{\"a\":9223372036854775808}", 6},
        {"{\"a\":\"x}", 9},
        {"{\"a\":\"\x1b\"}", 7},
        {"{\"a\":\"\n\"}", 7},
        {"{\"a\":\"\xFF\"}", 7},
        {"{\"a\":\"\xE5\xBC\"}", 7},
        {"{\"a\":\"\\x\"}", 8},
        {"{\"a\":\"\\u12\"}", 9},
        {"{\"a\":\"\\u0000\"}", 9},
        {"{\"a\":\"\\ud800\"}", 13},
        {"{\"a\":\"\\udc00\"}", 9},
        {"{\"a\":\"\\ud800\\u0041\"}", 13},
        {"{\"a\":\"\\", 8},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct json_object object;
        struct err err = {0};
        char column[32];
        assert_false(json_parse(&object, cases[i].text, strlen(cases[i].text), &err));
        snprintf(column, sizeof column, "Column %d:", cases[i].column);
        assert_int_equal(err.code, ERR_INPUT);
        if (strncmp(err.text, column, strlen(column)) != 0)
            fail_msg("%s: %s, not %s", cases[i].text, err.text, column);
        json_release(&object);
    }
}

static void a_nul_byte_is_refused(void **state)
{
    (void)state;
    struct json_object object;
    assert_false(json_parse(&object, "{\"a\":\"x\0\"}", 10, NULL));
    json_release(&object);
    assert_false(json_parse(&object, "{}\0", 3, NULL));
    json_release(&object);
}

static void sixty_four_members_and_no_more(void **state)
{
    (void)state;
    struct buffer out = {0};
    for (int count = 64; count <= 65; count++) {
        buffer_clear(&out);
        json_begin(&out);
        for (int i = 0; i < count; i++) {
            char name[16];
            snprintf(name, sizeof name, "m%d", i);
            json_integer(&out, name, i);
        }
        json_end(&out);
        struct json_object object;
        assert_int_equal(json_parse(&object, buffer_text(&out), out.length, NULL), count == 64);
        json_release(&object);
    }
    buffer_release(&out);
}

static void long_text_and_cut_text_end_well(void **state)
{
    (void)state;
    struct buffer out = {0};
    char *huge = memory_new(100001, 1);
    memset(huge, 'n', 100000);
    json_begin(&out);
    json_text(&out, "name", huge);
    json_end(&out);
    struct json_object object;
    assert_true(json_parse(&object, buffer_text(&out), out.length, NULL));
    assert_string_equal(json_find(&object, "name")->text, huge);
    json_release(&object);
    static const char text[] = "{\"a\":\"\\u5f20\\ud842\\udfb7\",\"b\":-12.5e-3,\"c\":true}";
    for (size_t length = 0; length < sizeof text - 1; length++) {
        char *cut = memory_new(length + 1, 1);
        memcpy(cut, text, length);
        char *exact = memory_resize(cut, length, 1); /* so that ASan sees a read behind the end */
        assert_false(json_parse(&object, exact, length, NULL));
        json_release(&object);
        free(exact);
    }
    buffer_release(&out);
    free(huge);
}

int main(void)
{
    words_start(NULL, "en");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_writer_puts_commas_itself),
        cmocka_unit_test(numbers_reach_both_ends),
        cmocka_unit_test(hostile_text_is_written_as_escapes),
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(values_of_every_type_are_read),
        cmocka_unit_test(anything_else_is_refused_with_its_column),
        cmocka_unit_test(a_nul_byte_is_refused),
        cmocka_unit_test(sixty_four_members_and_no_more),
        cmocka_unit_test(long_text_and_cut_text_end_well),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
