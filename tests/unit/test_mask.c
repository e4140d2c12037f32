#include "gatepost/mask.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    enum mask_kind kind;
    const char *value, *masked;
} cases[] = {
    {MASK_NAME, "张三", "张*"},
    {MASK_NAME, "张小明", "张*明"},
    {MASK_NAME, "欧阳修远", "欧阳**"},
    {MASK_NAME, "欧阳修", "欧阳*"},
    {MASK_NAME, "尉迟敬德", "尉迟**"},
    {MASK_NAME, "欧阳", "欧*"},
    {MASK_NAME, "张李明华", "张***"},
    {MASK_NAME, "张", "张*"},
    {MASK_NAME, "", ""},
    {MASK_NAME, "𠮷小田", "𠮷*田"},
    {MASK_NAME, "买买提·艾力", "买*****"},
    {MASK_NAME, "Anna Lee", "A*******"},
    {MASK_NAME, "阿卜杜热合曼·买买提伊明·艾则孜", "阿************"},
    {MASK_PHONE, "13812343821", "138****3821"},
    {MASK_PHONE, "0757-12345678", "0757-****5678"},
    {MASK_PHONE, "010-6234567", "010-***4567"},
    {MASK_PHONE, "82345678", "****5678"},
    {MASK_PHONE, "12345", "1****"},
    {MASK_PHONE, "1", "*"},
    {MASK_PHONE, "+8613812343821", "+************"},
    {MASK_PHONE, "13812343821 13912343821", "1************"},
    {MASK_PHONE, "", ""},
    {MASK_ID, "11010519491231002X", "110***********002X"},
    {MASK_ID, "110105491231002", "110********1002"},
    {MASK_ID, "E12345678", "E********"},
    {MASK_ID, "H12345678", "H********"},
    {MASK_ID, "12", "1*"},
    {MASK_ID, "", ""},
    {MASK_PLATE, "粤E12345", "粤E***45"},
    {MASK_PLATE, "粤ED12345", "粤E****45"},
    {MASK_PLATE, "粤", "*"},
    {MASK_PLATE, "AB12", "A***"},
};

static void each_kind_keeps_what_the_rule_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[128];
        mask_value(cases[i].kind, cases[i].value, out, sizeof out);
        assert_string_equal(out, cases[i].masked);
        assert_int_equal(mask_is_masked(out), cases[i].value[0] != '\0');
        assert_false(mask_is_masked(cases[i].value));
    }
}

static void small_arrays_are_ended_at_a_character(void **state)
{
    (void)state;
    char out[6] = "xxxxx";
    mask_value(MASK_NAME, "欧阳修远", out, sizeof out);
    assert_string_equal(out, "欧");
    mask_value(MASK_PHONE, "13812343821", out, 1);
    assert_string_equal(out, "");
}

static void hostile_values_lose_all_but_the_first_character(void **state)
{
    (void)state;
    char *huge = memory_new(100001, 1);
    memset(huge, 'x', 100000);
    for (int kind = MASK_NAME; kind <= MASK_PLATE; kind++) {
        char out[64];
        mask_value(kind, huge, out, sizeof out);
        if (kind == MASK_ID)
            assert_string_equal(out, "xxx************xxxx");
        else
            assert_string_equal(out, "x************");
        mask_value(kind, "\xFF\xE5\xBC\x1b[31m", out, sizeof out);
        assert_string_equal(out, "\xFF*******");
    }
    free(huge);
}

static void asterisks_of_every_width_are_seen(void **state)
{
    (void)state;
    assert_true(mask_is_masked("张*"));
    assert_true(mask_is_masked("张＊明"));
    assert_true(mask_is_masked("138****3821"));
    assert_false(mask_is_masked(""));
    assert_false(mask_is_masked("张三×2"));
}

int main(void)
{
    words_start(NULL, "en");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_keeps_what_the_rule_names),
        cmocka_unit_test(small_arrays_are_ended_at_a_character),
        cmocka_unit_test(hostile_values_lose_all_but_the_first_character),
        cmocka_unit_test(asterisks_of_every_width_are_seen),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
