/* Commands of supply requests: from the call to the door, read back, and every sentence said to what cannot be. */
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* An observed household has run out of salt and rice; a volunteer buys; it stands at the door. */
static void from_the_call_to_the_door(void **state)
{
    (void)state;
    GIVES(0, "!", "observe", "open", "--person", "张伟明", "--state", "observing", "--basis-day", "昨天");
    GIVES(0, "!", "pair", "set", "--place", "12-2-1203", "--name", "黄磊", "--phone", "13800001111");
    GIVES(0, "!", "supply", "add", "--place", "12-2-1203", "--items", "米10斤 盐2包", "--urgent", "yes");
    PRINTS_ONLY("saved 1\n");
    GIVES(0, "supply", "list", "--tsv");
    PRINTS("\tnew\t12-2-1203\t");
    PRINTS("米 10斤、盐 2包\tyes\t");
    GIVES(0, "!", "supply", "move", "1", "on"); /* the paired helper is asked first */
    PRINTS_ONLY("saved 1\n");
    GIVES(0, "supply", "show", "1", "--json");
    PRINTS("\"helper\":\"黄磊\",\"helper_phone\":\"138****1111\"");
    GIVES(0, "!", "supply", "move", "1", "on");
    GIVES(0, "!", "supply", "move", "1", "--bring", "盐1包", "--remark", "米还在买");
    GIVES(0, "supply", "show", "1");
    PRINTS("1       米                10        斤      0          0          10\n");
    PRINTS("2       盐                2         包      1          0          1\n");
    GIVES(0, "!", "supply", "move", "1", "left");
    GIVES(0, "supply", "list", "--show", "left", "--json");
    PRINTS("\"state\":\"left\"");
    GIVES(0, "supply", "list", "--show", "under-way", "--json");
    PRINTS_ONLY("");
    GIVES(0, "supply", "show", "1", "--json");
    PRINTS(
        "{\"part\":\"line\",\"id\":1,\"item\":\"米\",\"quantity\":10,\"unit\":\"斤\",\"delivered\":10,\"goods\":null,"
        "\"reserved\":0,\"to_buy\":0}");
    PRINTS("\"from_state\":\"buying\",\"state\":\"buying\",\"helper\":\"黄磊\",\"brought\":\"盐 "
           "1包\",\"remark\":\"米还在买\","
           "\"officer\":\"李敏\"");
    PRINTS("\"state\":\"left\",\"helper\":\"黄磊\",\"brought\":\"米 10斤、盐 1包\"");
    GIVES(0, "!", "supply", "move", "1", "back");
    GIVES(0, "!", "supply", "move", "1", "confirmed");
    GIVES(0, "supply", "list", "--show", "done", "盐");
    PRINTS("12-2-1203");
    GIVES(0, "supply", "list", "--show", "done", "醋");
    LACKS("12-2-1203");
    GIVES(0, "supply", "list");
    LACKS("12-2-1203");
    GIVES(0, "supply", "list", "--show", "all", "--chat");
    PRINTS("1. Confirmed  12-2-1203  米 10斤、盐 2包");
    PRINTS("黄*");
    LACKS("13800001111");
}

static void rows_come_from_standard_input(void **state)
{
    (void)state;
    assert_int_equal(
        RUN_WITH("{\"place\":\"12-2-1203\",\"items\":\"米10斤\"}\n{\"place\":\"9-9-999\",\"items\":\"盐2包\"}\n"
                 "{\"place\":\"12-2-1203\",\"items\":\"醋0瓶\"}\n{\"person\":\"张五妹\",\"items\":\"盐2包\"}\n",
                 "!", "supply", "add", "-"),
        3);
    PRINTS("saved 1\n");
    PRINTS("saved 2\n");
    PRINTS("refused 2: There is no household at \"9-9-999\".");
    PRINTS("refused 3: How much 醋? 0 is nothing.");
    SAYS("2 saved, 2 refused");
    assert_int_equal(command_count("SELECT count(*) FROM supply"), 2);
    assert_int_equal(command_count("SELECT place_id FROM supply WHERE id = 2"), 1);
    GIVES(0, "supply", "list", "--json");
    struct buffer rows = {0};
    buffer_add(&rows, buffer_text(&command_result.out));
    assert_int_equal(RUN_WITH(buffer_text(&rows), "!", "supply", "add", "--again", "yes", "-"), 3);
    PRINTS("asked for 米 already"); /* what the row says holds: it was not meant again */
    PRINTS("masked with asterisks");
    buffer_release(&rows);
}

static void a_trial_saves_nothing(void **state)
{
    (void)state;
    GIVES(0, "!", "supply", "add", "--place", "12-2-1203", "--items", "盐2包", "--dry-run");
    PRINTS_ONLY("would save\n");
    GIVES(0, "!", "supply", "add", "--place", "12-2-1203", "--items", "盐2包");
    GIVES(0, "!", "supply", "move", "1", "left", "--dry-run");
    PRINTS_ONLY("would save\n");
    assert_int_equal(command_count("SELECT count(*) FROM supply_step"), 0);
    GIVES(2, "!", "supply", "move", "1", "assigned", "--dry-run");
    SAYS("Who brings it?");
}

static void edited_handed_over_and_voided(void **state)
{
    (void)state;
    GIVES(0, "!", "supply", "add", "--place", "12-2-1203", "--items", "盐2包");
    GIVES(0, "!", "supply", "edit", "1", "--items", "盐3包 醋1瓶", "--urgent", "yes");
    GIVES(0, "!", "supply", "move", "1", "已派", "--lang", "zh_CN", "--helper", "周敏", "--helper-phone",
          "138 0000 2222");
    GIVES(0, "!", "supply", "move", "1", "--hand-over", "--helper-person", "张五妹");
    assert_int_equal(command_count("SELECT count(*) FROM supply WHERE helper = '张五妹' AND helper_id = 2 AND "
                                   "helper_phone = '13812345679' AND state = 'assigned'"),
                     1);
    GIVES(0, "supply", "show", "1", "--json");
    LACKS("13812345679");
    GIVES(0, "!", "supply", "show", "1", "--full", "--json");
    PRINTS("13812345679");
    GIVES(0, "!", "supply", "move", "1", "out-of-stock", "--remark", "断货");
    GIVES(0, "!", "supply", "move", "1", "back");
    assert_int_equal(command_count("SELECT count(*) FROM supply WHERE state = 'assigned'"), 1);
    GIVES(1, "!", "supply", "move", "1", "on", "--rev", "1");
    GIVES(0, "!", "supply", "void", "1", "--reason", "重复登记");
    GIVES(2, "!", "supply", "move", "1", "on");
    SAYS("voided already: 重复登记");
    GIVES(0, "supply", "list", "--show", "all");
    PRINTS("盐 3包");
}

/* 1 new with part of it brought; 2 taken by 周敏; 3 confirmed; 4 cancelled; 5 at the door. */
static void prepare(void)
{
    GIVES(0, "!", "supply", "add", "--place", "12-2-1203", "--items", "盐2包 米10斤");
    GIVES(0, "!", "supply", "move", "1", "--bring", "盐1包");
    for (int i = 0; i < 4; i++)
        GIVES(0, "!", "supply", "add", "--place", "12-2-1203", "--items", "盐2包", "--again", "yes");
    GIVES(0, "!", "supply", "move", "2", "assigned", "--helper", "周敏");
    GIVES(0, "!", "supply", "move", "3", "confirmed");
    GIVES(0, "!", "supply", "move", "4", "cancelled", "--remark", "亲戚已送到");
    GIVES(0, "!", "supply", "move", "5", "left");
}

/* Words; the exit code; what is said in English and in Chinese. */
static const struct {
    const char *words[9];
    int code;
    const char *en, *zh;
} refusals[] = {
    {{"add", "--place", "12-2-1203", "--items", "醋0瓶"}, 2, "How much 醋? 0 is nothing.", "醋"},
    {{"add", "--place", "12-2-1203", "--items", "醋99999瓶"}, 2, "So much 醋? More than 9999", "9999"},
    {{"add", "--place", "12-2-1203", "--items", "醋3坛"}, 2, "is no unit here", "坛"},
    {{"add", "--place", "12-2-1203", "--items", "2包"}, 2, "of what?", "2包"},
    {{"add", "--place", "12-2-1203", "--items", ""}, 2, "Needed is missing.", "需要"},
    {{"add", "--items", "醋1瓶"}, 2, "Which household is it for?", "哪一户"},
    {{"add", "--place", "99-9-999", "--items", "醋1瓶"}, 1, "99-9-999", "99-9-999"},
    {{"add", "--person", "没有此人", "--items", "醋1瓶"}, 1, "没有此人", "没有此人"},
    {{"add", "--place", "12-2-1203", "--items", "盐1包"}, 1, "This household asked for 盐 already", "盐"},
    {{"add", "--place", "12-2-1203", "--items", "醋1瓶", "--phone", "138****5678"}, 2, "masked", "星号"},
    {{"add", "--place", "12-2-1203", "--items", "醋1瓶", "--via", "鸽子"}, 2, "phone, chat, door", "phone, chat, door"},
    {{"add", "--place", "12-2-1203", "--items", "醋1瓶", "--wanted-at", "昨天"}, 2, "Until when", "到何时"},
    {{"list", "--show", "gone"}, 2, "does not know \"gone\"", "gone"},
    {{"show", "99"}, 1, "There is no request 99.", "99"},
    {{"show", "x"}, 2, "\"x\" is not the number of a record.", "x"},
    {{"edit", "99", "--urgent", "yes"}, 1, "There is no request 99.", "99"},
    {{"edit", "3", "--urgent", "yes"}, 2, "Request #3 is closed (Confirmed)", "已确认"},
    {{"edit", "1", "--items", "米10斤"}, 2, "盐: 1包 were brought already", "盐"},
    {{"edit", "1", "--urgent", "yes", "--rev", "9"}, 1, "李敏", "李敏"},
    {{"void", "1", "--reason", "x"}, 2, "盐 was brought for it already", "盐"},
    {{"void", "2"}, 2, "Give the reason", "原因"},
    {{"move", "99", "on"}, 1, "There is no request 99.", "99"},
    {{"move", "1", "sold"}, 2, "\"sold\" is no state of a request. Say on, back or one of: new assigned", "sold"},
    {{"move", "1"}, 2, "Where to? Say on, back or a state.", "下一步"},
    {{"move", "1", "on"}, 2, "Who brings it? Type the volunteer's name.", "志愿者"},
    {{"move", "1", "back"}, 2, "Request #1 is in that state already: New.", "新需求"},
    {{"move", "1", "assigned", "--helper", "周*"}, 2, "masked", "星号"},
    {{"move", "1", "assigned", "--helper", "周敏", "--helper-phone", "12345"}, 2, "one phone number", "电话"},
    {{"move", "1", "assigned", "--helper-person", "没有此人"}, 1, "没有此人", "没有此人"},
    {{"move", "2", "assigned", "--helper", "黄磊"}, 1, "is taken already: 周敏 has it, since", "周敏"},
    {{"move", "2", "left", "--helper", "黄磊"}, 1, "is taken already: 周敏 has it, since", "周敏"},
    {{"move", "2", "on", "--rev", "1"}, 1, "李敏", "李敏"},
    {{"move", "2", "cancelled"}, 2, "Why? Say it in a remark.", "备注"},
    {{"move", "2", "out-of-stock", "--remark", " "}, 2, "Why? Say it in a remark.", "备注"},
    {{"move", "1", "--bring", "盐2包"},
     2,
     "盐: 2包 were asked for and 1 brought before; 2 more would be too much.",
     "盐"},
    {{"move", "1", "--bring", "盐0包"}, 2, "How much 盐? 0 is nothing.", "盐"},
    {{"move", "1", "--bring", "盐1坛"}, 2, "is no unit here", "坛"},
    {{"move", "1", "--bring", "盐1斤"}, 2, "盐 is asked for in 包", "包"},
    {{"move", "1", "--bring", "醋1瓶"}, 2, "醋 is not asked for in this request.", "醋"},
    {{"move", "1", "--bring", ""}, 2, "What is it?", "什么"},
    {{"move", "2", "buying", "--bring", "盐1包"}, 2, "What was brought is said when", "放门口"},
    {{"move", "3", "left", "--bring", "盐1包"}, 2, "What was brought is said when", "放门口"},
    {{"move", "3", "on"}, 1, "Request #3 is closed: Confirmed, ", "已确认"},
    {{"move", "3", "--bring", "盐1包"}, 1, "by 李敏. Move it back", "李敏"},
    {{"move", "4", "left"}, 1, "Request #4 is closed: Cancelled, ", "已取消"},
    {{"move", "4", "confirmed"}, 1, "by 李敏. Move it back", "李敏"},
    {{"move", "5", "cancelled", "--remark", "x"}, 2, "stands at the door", "放门口"},
    {{"move", "5", "left"}, 2, "Request #5 is in that state already: At the door.", "放门口"},
};

static void refuse(int row, const char *language)
{
    const char *words[16] = {"!", "--lang", language, "supply"};
    int count = 4;
    for (int i = 0; refusals[row].words[i] != NULL; i++)
        words[count++] = refusals[row].words[i];
    const char *said = strcmp(language, "en") == 0 ? refusals[row].en : refusals[row].zh;
    int code = command_run("", NULL, words);
    bool english = strcmp(language, "en") != 0 && strstr(buffer_text(&command_result.err), " is ") != NULL;
    if (code != refusals[row].code || strstr(buffer_text(&command_result.err), said) == NULL || english ||
        command_result.out.length != 0)
        fail_msg("%s %s: %d %s %s", words[4], words[5], code, buffer_text(&command_result.out),
                 buffer_text(&command_result.err));
}

/* Each is told in plain words, and nothing has changed. */
static void what_cannot_be_is_refused_in_both_languages(void **state)
{
    (void)state;
    prepare();
    int before = command_count("SELECT MAX(id) FROM audit");
    for (int i = 0; i < (int)(sizeof refusals / sizeof refusals[0]); i++) {
        refuse(i, "en");
        refuse(i, "zh_CN");
    }
    assert_int_equal(command_count("SELECT MAX(id) FROM audit"), before);
}

static void who_may_not_is_told(void **state)
{
    (void)state;
    GIVES(0, "!", "officer", "add", "陈静", "--role", "viewer");
    GIVES(0, "!", "supply", "add", "--place", "12-2-1203", "--items", "盐2包");
    GIVES(1, "--officer", "陈静", "supply", "move", "1", "left");
    SAYS("陈静 may look but not change anything");
    GIVES(1, "--officer", "陈静", "supply", "add", "--place", "12-2-1203", "--items", "醋1瓶");
    GIVES(0, "--officer", "陈静", "supply", "show", "1");
    GIVES(1, "--officer", "陈静", "supply", "show", "1", "--full");
    assert_int_equal(command_count("SELECT count(*) FROM supply WHERE state = 'new'"), 1);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (!command_find_program())
        return 1;
#define TEST(name) cmocka_unit_test_setup_teardown(name, command_register_make, command_folder_remove)
    const struct CMUnitTest tests[] = {
        TEST(from_the_call_to_the_door),
        TEST(rows_come_from_standard_input),
        TEST(a_trial_saves_nothing),
        TEST(edited_handed_over_and_voided),
        TEST(what_cannot_be_is_refused_in_both_languages),
        TEST(who_may_not_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
