/* Names are kept as people type them, several in one field too; what is no name is refused. */
#include "gatepost/habits.h"
#include "tests/lib/typed.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

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
        assert_refusal(&err, refused[i]);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_as_people_type_them),
        cmocka_unit_test(other_names_are_refused),
        cmocka_unit_test(forty_characters_and_no_more),
        cmocka_unit_test(several_names_in_one_field),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, typed_setup, NULL);
}
