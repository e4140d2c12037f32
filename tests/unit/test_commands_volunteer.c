/* Commands of volunteers: who they are, their leave and what it does to their shifts, the hours they have stood. */
#include "gatepost/clock.h"
#include "tests/lib/command_run.h"
#include "tests/lib/roster.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int make(void **state)
{
    if (command_register_make(state) != 0)
        return -1;
    struct store *store = command_store_open();
    roster_post(store, "东门", "06-14 14-22 22-06", 1, 1);
    store_close(store);
    return 0;
}

static void somebody_of_the_register_and_somebody_new(void **state)
{
    (void)state;
    GIVES(0, "!", "volunteer", "add", "--person", "张伟明", "--kind", "party", "--temperature", "yes", "--available",
          "周末");
    PRINTS_ONLY("saved 1\n");
    GIVES(0, "!", "volunteer", "add", "--name", "李思远", "--phone", "13800001234", "--driving", "yes");
    PRINTS_ONLY("saved 2\n");
    assert_int_equal(command_count("SELECT count(*) FROM person WHERE name = '李思远' AND phone = '13800001234'"), 1);
    GIVES(0, "volunteer", "list", "--tsv");
    PRINTS("\t李思远\t");
    PRINTS("138****1234");
    LACKS("13800001234");
    GIVES(0, "volunteer", "show", "1", "--json");
    PRINTS("\"kind\":\"party\"");
    PRINTS("\"available\":\"67\"");
    GIVES(0, "volunteer", "list", "--chat");
    PRINTS("李*");
    LACKS("李思远");
}

static void what_cannot_be_is_said(void **state)
{
    (void)state;
    GIVES(2, "!", "volunteer", "add", "--name", "李思远");
    SAYS("phone");
    GIVES(2, "!", "volunteer", "add", "--name", "李思远", "--phone", "138");
    GIVES(2, "!", "volunteer", "add", "--person", "张伟明", "--available", "星期八");
    GIVES(2, "!", "volunteer", "add", "--person", "张伟明", "--kind", "nobody");
    GIVES(0, "!", "volunteer", "add", "--person", "张伟明");
    GIVES(2, "!", "volunteer", "add", "--person", "张伟明");
    SAYS("already");
    GIVES(2, "!", "absence", "add", "--volunteer", "张伟明", "--from", "明天", "--until", "昨天");
    GIVES(1, "!", "absence", "add", "--volunteer", "无此人", "--from", "明天", "--until", "明天");
    assert_int_equal(command_count("SELECT count(*) FROM volunteer"), 1);
    assert_int_equal(command_count("SELECT count(*) FROM absence"), 0);
}

static void leave_asks_for_stand_ins_and_is_there_once(void **state)
{
    (void)state;
    GIVES(0, "!", "volunteer", "add", "--person", "张伟明");
    GIVES(0, "!", "roster", "assign", "张伟明", "--post", "东门", "--day", "明天", "--shift", "14-22");
    GIVES(0, "!", "absence", "add", "--volunteer", "张伟明", "--from", "明天", "--until", "明天", "--reason", "回乡",
          "--dry-run");
    assert_int_equal(command_count("SELECT count(*) FROM absence"), 0);
    GIVES(0, "!", "absence", "add", "--volunteer", "张伟明", "--from", "明天", "--until", "明天", "--reason", "回乡");
    PRINTS_ONLY("saved 1\n");
    assert_int_equal(command_count("SELECT count(*) FROM assignment WHERE seeking_at IS NOT NULL"), 1);
    GIVES(2, "!", "absence", "add", "--volunteer", "张伟明", "--from", "明天", "--until", "明天");
    SAYS("They are on leave already from");
    GIVES(0, "absence", "list", "--tsv");
    PRINTS("回乡");
    GIVES(0, "!", "absence", "edit", "1", "--reason", "照顾老人");
    GIVES(0, "!", "absence", "void", "1", "--reason", "不去了");
    GIVES(0, "!", "absence", "add", "--volunteer", "张伟明", "--from", "明天", "--until", "明天");
    assert_int_equal(command_count("SELECT count(*) FROM absence WHERE voided IS NULL"), 1);
}

static void hours_are_those_that_were_stood(void **state)
{
    (void)state;
    GIVES(0, "!", "volunteer", "add", "--person", "张伟明");
    GIVES(0, "!", "roster", "assign", "张伟明", "--post", "东门", "--day", "昨天", "--shift", "06-14");
    GIVES(0, "hours", "--from", "昨天", "--to", "昨天", "--json");
    PRINTS("\"minutes\":0");
    GIVES(0, "!", "shift", "correct", "1", "--state", "done", "--in", "昨天 6:00", "--out", "昨天 14:30", "--reason",
          "忘记签到");
    GIVES(0, "hours", "--from", "昨天", "--to", "昨天", "--json");
    PRINTS("\"name\":\"张伟明\",\"shifts\":1");
    PRINTS("\"minutes\":510,\"night_minutes\":0");
    GIVES(0, "hours", "--from", "明天", "--json");
    assert_null(strstr(buffer_text(&command_result.out), "\"minutes\":510,\"night_minutes\""));
    GIVES(0, "hours", "--from", "昨天", "--chat");
    PRINTS("张*明");
    GIVES(2, "hours", "--week", "昨天", "--from", "昨天");
    GIVES(2, "hours", "--from", "明天", "--to", "昨天");
    SAYS("The end is before the beginning.");
    GIVES(2, "hours", "--week", "后天的后天");
}

/* Typed, or made up and printed once; never an argument. */
static void a_pin_is_given_out(void **state)
{
    (void)state;
    char pin[8] = "";
    GIVES(0, "!", "volunteer", "add", "--name", "李思远", "--phone", "13800001234");
    assert_int_equal(RUN_WITH("４８２６\n", "!", "volunteer", "pin", "李思远"), 0);
    PRINTS_ONLY("saved 1\n");
    GIVES(0, "!", "volunteer", "pin", "1", "--new");
    assert_int_equal(sscanf(buffer_text(&command_result.out), "saved 1\nPIN %4[0-9]\n", pin), 1);
    assert_int_equal(strlen(pin), 4);
    assert_int_equal(command_count("SELECT count(*) FROM volunteer_pin"), 2);
    assert_int_equal(command_count("SELECT pin_id FROM volunteer"), 2);
    GIVES(0, "!", "volunteer", "pin", "思远", "--none");
    assert_int_equal(command_count("SELECT count(*) FROM volunteer WHERE pin_id IS NOT NULL"), 0);
    GIVES(0, "audit", "list");
    PRINTS("PIN removed");
    LACKS("$y$");
}

static void a_pin_that_cannot_be_is_said(void **state)
{
    (void)state;
    GIVES(0, "!", "volunteer", "add", "--name", "李思远", "--phone", "13800001234");
    assert_int_equal(RUN_WITH("123\n", "!", "volunteer", "pin", "1"), 2);
    SAYS("4 to 12 digits");
    assert_int_equal(RUN_WITH("1234\n", "!", "volunteer", "pin", "1"), 2);
    SAYS("last digits of their phone");
    assert_int_equal(RUN_WITH("", "!", "volunteer", "pin", "1"), 2);
    GIVES(2, "!", "volunteer", "pin", "1", "4826");
    GIVES(1, "!", "volunteer", "pin", "无此人", "--new");
    GIVES(2, "!", "volunteer", "pin", "1", "--new", "--none");
    SAYS("--new, --none");
    GIVES(0, "!", "officer", "add", "赵强", "--role", "gate");
    GIVES(1, "--officer", "赵强", "volunteer", "pin", "1", "--new");
    assert_int_equal(command_count("SELECT count(*) FROM volunteer_pin"), 0);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (!command_find_program())
        return 1;
#define TEST(name) cmocka_unit_test_setup_teardown(name, make, command_folder_remove)
    const struct CMUnitTest tests[] = {
        TEST(somebody_of_the_register_and_somebody_new),
        TEST(what_cannot_be_is_said),
        TEST(leave_asks_for_stand_ins_and_is_there_once),
        TEST(hours_are_those_that_were_stood),
        TEST(a_pin_is_given_out),
        TEST(a_pin_that_cannot_be_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
