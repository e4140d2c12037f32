/* gatepost declaration and import declarations, from outside: answers, exit codes, what is in the file then. */
#include "gatepost/words.h"
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void add(const char *name, const char *phone, const char *room)
{
    GIVES(0, "!", "declaration", "add", "--name", name, "--phone", phone, "--room", room, "--from", "上海",
          "--affected", "yes", "--left", "2022-04-08", "--returned", "2022-04-09");
}

static void one_is_added_listed_confirmed(void **state)
{
    (void)state;
    add("张伟明", "13812345678", "12-2-1203");
    PRINTS_ONLY("saved 1\n");
    GIVES(0, "!", "declaration", "list", "--json");
    PRINTS("\"matched\":\"phone\"");
    PRINTS("\"place\":\"12-2-1203\"");
    PRINTS("\"phone\":\"138****5678\"");
    GIVES(0, "!", "declaration", "list", "--chat");
    PRINTS("张*明");
    GIVES(0, "!", "declaration", "show", "1");
    PRINTS("by phone");
    GIVES(0, "!", "declaration", "confirm", "1");
    PRINTS_ONLY("saved 1\n");
    SAYS("Arrival 1 was written, by phone: 12-2-1203.");
    assert_int_equal(command_count("SELECT count(*) FROM arrival WHERE declaration_id = 1 AND person_id = 1 AND "
                                   "affected = 1 AND left_day = 20220408"),
                     1);
    GIVES(1, "!", "declaration", "confirm", "1");
    SAYS("李敏 has confirmed it already");
    GIVES(1, "!", "declaration", "reject", "1", "--reason", "重复");
    GIVES(1, "!", "declaration", "edit", "1", "--note", "x");
    GIVES(2, "!", "declaration", "void", "1", "--reason", "重复");
    SAYS("Arrival 1 was written for it.");
    GIVES(0, "check");
}

static void one_is_corrected_and_its_newcomer_registered(void **state)
{
    (void)state;
    add("周明", "13799990000", "东门对面");
    GIVES(2, "!", "declaration", "confirm", "1", "--newcomer", "visitor");
    SAYS("Which household is it about?");
    GIVES(0, "!", "declaration", "edit", "1", "--place", "12-2-1203");
    GIVES(0, "!", "declaration", "show", "1");
    PRINTS("by hand");
    GIVES(2, "!", "declaration", "confirm", "1", "--newcomer", "guest");
    GIVES(0, "!", "declaration", "confirm", "1", "--newcomer", "visitor");
    assert_int_equal(
        command_count("SELECT count(*) FROM person WHERE name = '周明' AND kind = 'visitor' AND place_id = 1"), 1);
}

static void one_is_rejected_and_waits_again(void **state)
{
    (void)state;
    add("张伟明", "13812345678", "12-2-1203");
    GIVES(2, "!", "declaration", "reject", "1");
    SAYS("Give the reason");
    GIVES(0, "!", "declaration", "reject", "1", "--reason", "本人未外出");
    GIVES(0, "!", "declaration", "list");
    assert_null(strstr(buffer_text(&command_result.out), "张伟明"));
    GIVES(0, "!", "declaration", "list", "--show", "rejected");
    PRINTS("张伟明");
    GIVES(0, "!", "declaration", "reopen", "1");
    GIVES(0, "!", "declaration", "list");
    PRINTS("张伟明");
    GIVES(0, "!", "declaration", "void", "1", "--reason", "误登");
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    GIVES(2, "!", "declaration", "add", "--name", "张伟明");
    SAYS("Nobody can find this person");
    GIVES(2, "!", "declaration", "add", "--name", "张伟明", "--room", "12-2-1203", "--left", "2022-04-10", "--returned",
          "2022-04-09");
    GIVES(2, "!", "declaration", "add", "--name", "张伟明", "--phone", "138****5678");
    GIVES(0, "!", "declaration", "add", "--name", "张伟明", "--phone", "13812345678", "--dry-run");
    assert_int_equal(command_count("SELECT count(*) FROM declaration"), 0);
}

static void a_form_and_a_chat_come_in_once(void **state)
{
    static const char form[] = "提交时间,姓名,手机号,房号,从哪里来,返回日期\n"
                               "2022-04-10 08:00,张伟明,13812345678,12-2-1203,上海,2022-04-09\n"
                               "2022-04-10 09:00,周明,137****0000,8-1-302,西安,2022-04-09\n";
    static const char chat[] = "12-2-1203 张伟明 2022年4月9日从上海回来 高铁G1234 13812345678\n"
                               "8-1-302 黄磊 2022年4月8日从苏州回来 自驾\n";
    char path[200];
    (void)state;
    command_path("qr.csv", path, sizeof path);
    command_write(path, form, strlen(form));
    GIVES(3, "!", "import", "declarations", path, "--dry-run", "--json");
    PRINTS("\"verdict\":\"refused\"");
    assert_int_equal(command_count("SELECT count(*) FROM declaration"), 0);
    GIVES(3, "!", "import", "declarations", path);
    SAYS("1 new, 0 the same, 0 different, 1 refused.");
    GIVES(3, "!", "import", "declarations", path);
    SAYS("0 new, 1 the same, 0 different, 1 refused.");
    command_path("chat.txt", path, sizeof path);
    command_write(path, chat, strlen(chat));
    GIVES(0, "!", "import", "declarations", "--chat", path);
    SAYS("1 new, 1 the same, 0 different, 0 refused.");
    GIVES(0, "!", "declaration", "list");
    PRINTS("苏州");
    GIVES(0, "!", "shift", "start");
    PRINTS("2 to check");
    GIVES(2, "!", "import", "nothing", path);
    SAYS("residents, crossings, ");
}

int main(void)
{
    if (!command_find_program())
        return 1;
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, command_register_make, command_folder_remove)
    const struct CMUnitTest tests[] = {
        TEST(one_is_added_listed_confirmed),   TEST(one_is_corrected_and_its_newcomer_registered),
        TEST(one_is_rejected_and_waits_again), TEST(what_cannot_be_is_refused),
        TEST(a_form_and_a_chat_come_in_once),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
