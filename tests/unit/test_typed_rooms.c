/* Rooms are understood as people type them, and stand in the order in which one walks past them. */
#include "gatepost/habits.h"
#include "tests/lib/typed.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

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
        assert_refusal(&err, refused[i]);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rooms_as_people_type_them),
        cmocka_unit_test(other_rooms_are_refused),
        cmocka_unit_test(rooms_sort_naturally),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, typed_setup, NULL);
}
