#include "gatepost/buffer.h"
#include "gatepost/charset.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void check_read(const char *bytes, size_t length, const char *expected)
{
    struct buffer out = {0};
    struct err err = {0};
    buffer_add(&out, "+");
    if (!charset_to_utf8(&out, bytes, length, &err))
        fail_msg("%s", err.text);
    assert_string_equal(buffer_text(&out) + 1, expected);
    buffer_release(&out);
}

static void known_charsets_are_recognised(void **state)
{
    (void)state;
    check_read("", 0, "");
    check_read("abc", 3, "abc");
    check_read("张三", 6, "张三");
    check_read("\xEF\xBB\xBF张三", 9, "张三");
    check_read("\xEF\xBB\xBF", 3, "");
    check_read("\xD5\xC5\xC8\xFD", 4, "张三");         /* GBK */
    check_read("\x81\x39\xEF\x30", 4, "㐁");           /* GB18030, four bytes */
    check_read("\x95\x32\x83\x37", 4, "𠀋");           /* beyond the BMP */
    check_read("\xFF\xFE\x20\x5F\x09\x4E", 6, "张三"); /* UTF-16LE */
    check_read("\xFE\xFF\x5F\x20\x4E\x09", 6, "张三"); /* UTF-16BE */
    check_read("\xFF\xFE\x42\xD8\xB7\xDF", 6, "𠮷");
    check_read("\xD5\xC5,13812345678\r\n", 16, "张,13812345678\r\n");
}

static void check_refused(const char *bytes, size_t length, const char *offset)
{
    struct buffer out = {0};
    struct err err = {0};
    buffer_add(&out, "kept");
    assert_false(charset_to_utf8(&out, bytes, length, &err));
    assert_int_equal(err.code, ERR_INPUT);
    if (strstr(err.text, offset) == NULL)
        fail_msg("%s, not %s", err.text, offset);
    assert_string_equal(buffer_text(&out), "kept");
    buffer_release(&out);
}

static void other_bytes_are_refused_at_the_first_bad_one(void **state)
{
    (void)state;
    check_refused("ab\xFF", 3, "byte 3");
    check_refused("\xD5\xC5\xC8", 3, "ends within a character (byte 3)");
    check_refused("张\xE5\xBC", 5, "ends within a character (byte 4)"); /* and not GB18030 */
    check_refused("\xEF\xBB\xBF"
                  "a\xFF",
                  5, "byte 5");
    check_refused("ab\0c", 4, "byte 3");
    check_refused("\xFF\xFE\x20", 3, "byte 3");
    check_refused("\xFF\xFE\x00\xD8\x41\x00", 6, "byte 3"); /* half a surrogate pair */
}

static void large_text_is_converted_whole(void **state)
{
    (void)state;
    enum { COUNT = 50000 };
    char *bytes = memory_new(COUNT * 2 + 1, 1);
    for (size_t i = 0; i < COUNT; i++)
        memcpy(bytes + i * 2, "\xD5\xC5", 2);
    struct buffer out = {0};
    assert_true(charset_to_utf8(&out, bytes, COUNT * 2, NULL));
    assert_int_equal(out.length, COUNT * 3);
    assert_true(utf8_valid(out.bytes, out.length));
    struct buffer back = {0};
    assert_true(charset_from_utf8(&back, buffer_text(&out), "GB18030", NULL));
    assert_int_equal(back.length, COUNT * 2);
    assert_memory_equal(back.bytes, bytes, COUNT * 2);
    buffer_release(&out);
    buffer_release(&back);
    free(bytes);
}

static void writing_replaces_what_a_charset_lacks(void **state)
{
    (void)state;
    struct buffer out = {0};
    assert_true(charset_from_utf8(&out, "张三𠮷", "GB18030", NULL));
    assert_memory_equal(out.bytes, "\xD5\xC5\xC8\xFD\x95\x34\xB2\x35", 8);
    buffer_clear(&out);
    assert_true(charset_from_utf8(&out,
                                  "a张b\xFF"
                                  "c",
                                  "ASCII", NULL));
    assert_string_equal(buffer_text(&out), "a?b?c");
    buffer_clear(&out);
    struct err err = {0};
    assert_false(charset_from_utf8(&out, "a", "no-such-charset", &err));
    assert_int_equal(err.code, ERR_INPUT);
    buffer_release(&out);
}

int main(void)
{
    words_start(NULL, "en");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_charsets_are_recognised),
        cmocka_unit_test(other_bytes_are_refused_at_the_first_bad_one),
        cmocka_unit_test(large_text_is_converted_whole),
        cmocka_unit_test(writing_replaces_what_a_charset_lacks),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
