/* The commands every register has, by the call list: add, list, edit, void, rows from standard input. */
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_rows(const char *sql, const char *count)
{
    char *answer = store_file_ask(&command_file, sql);
    assert_string_equal(answer, count);
    free(answer);
}

static void a_record_is_added_listed_changed_and_voided(void **state)
{
    (void)state;
    GIVES(0, "!", "contact", "add", "--position", "2", "--name", "陈国梁", "--post", "commander", "--phone",
          "138 0000 1111", "--day-night", "yes");
    PRINTS_ONLY("saved 1\n");
    GIVES(0, "!", "contact", "add", "--position", "1", "--name", "冯梅");
    GIVES(0, "contact", "list", "--tsv");
    PRINTS_ONLY("id\trev\tposition\tname\tteam\tpost\tphone\tphone2\tday_night\tnote\tvoided\n"
                "2\t1\t1\t冯梅\t\tmember\t\t\tno\t\t\n"
                "1\t1\t2\t陈国梁\t\tcommander\t138****1111\t\tyes\t\t\n");
    GIVES(0, "contact", "list", "--json", "--show", "day-night");
    PRINTS_ONLY("{\"id\":1,\"rev\":1,\"position\":2,\"name\":\"陈国梁\",\"team\":\"\",\"post\":\"commander\","
                "\"phone\":\"138****1111\",\"phone2\":\"\",\"day_night\":true,\"note\":\"\",\"voided\":\"\"}\n");
    GIVES(0, "contact", "list", "--tsv", "--limit", "1", "cgl");
    PRINTS("陈国梁");
    assert_null(strstr(buffer_text(&command_result.out), "冯梅"));
    GIVES(0, "contact", "list", "--chat");
    PRINTS("陈*梁");
    assert_null(strstr(buffer_text(&command_result.out), "13800001111"));
    GIVES(0, "!", "contact", "edit", "1", "--position", "3", "--day-night", "no", "--phone", "");
    GIVES(1, "!", "contact", "edit", "1", "--position", "4", "--rev", "1");
    SAYS("李敏");
    GIVES(2, "!", "contact", "void", "1");
    GIVES(0, "!", "contact", "void", "1", "--reason", "调离");
    GIVES(2, "!", "contact", "void", "1", "--reason", "再");
    SAYS("调离");
    GIVES(0, "contact", "list", "--show", "void", "--tsv");
    PRINTS("1\t3\t3\t陈国梁\t\tcommander\t\t\tno\t\t调离\n");
    GIVES(1, "!", "contact", "edit", "7", "--position", "4");
    SAYS("There is no contact 7.");
}

static void what_is_refused_says_which_field(void **state)
{
    (void)state;
    GIVES(2, "!", "contact", "add", "--position", "1");
    SAYS("Name is missing.");
    GIVES(2, "!", "contact", "add", "--position", "0", "--name", "冯梅");
    SAYS("position: a whole number from 1 to 999");
    GIVES(2, "!", "contact", "add", "--position", "1", "--name", "冯梅", "--post", "boss");
    SAYS("commander, deputy");
    GIVES(2, "!", "contact", "add", "--position", "1", "--name", "冯梅", "--phone", "138****1111");
    SAYS("masked");
    GIVES(2, "!", "contact", "add", "--position", "1", "--name", "冯\033[31m梅");
    assert_null(strchr(buffer_text(&command_result.err), '\033'));
    GIVES(2, "!", "contact", "list", "--show", "nonsense");
    GIVES(2, "!", "contact", "list", "--limit", "x");
    GIVES(0, "!", "contact", "add", "--dry-run", "--position", "1", "--name", "冯梅");
    PRINTS("would save");
    GIVES(2, "contact", "add", "--position", "1", "--name", "冯梅");
    SAYS("--officer NAME");
    assert_rows("SELECT count(*) FROM contact", "0");
}

/* A listing can be read back; each row stands for itself. */
static void rows_come_from_standard_input(void **state)
{
    (void)state;
    int code =
        RUN_WITH("id\trev\tposition\tname\tpost\tday_night\n9\t3\t1\t陈国梁\tcommander\tno\n9\t3\t2\t冯梅\tboss\tno\n"
                 "9\t3\t3\t李娜\tmember\tno\n",
                 "!", "contact", "add", "-");
    assert_int_equal(code, 3);
    PRINTS("boss");
    assert_rows("SELECT group_concat(name) FROM contact", "陈国梁,李娜");
    code = RUN_WITH("{\"position\":4,\"name\":\"钱大钧\",\"day_night\":false}\n", "!", "contact", "add", "-");
    assert_int_equal(code, 0);
    assert_rows("SELECT post FROM contact WHERE position = 4", "member");
}

/* A fever at the gate opens one; steps are edits, closing is by name. */
static void an_incident_goes_from_the_gate_to_its_end(void **state)
{
    (void)state;
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--who", "zhangweiming", "--temp", "378", "--retest", "377",
          "--decision", "held", "--reason", "发热");
    GIVES(0, "incident", "list", "--tsv");
    PRINTS("张伟明");
    PRINTS("\t37.8\t37.7\t");
    GIVES(1, "!", "--checkpoint", "南门", "gate", "add", "--who", "zhangweiming", "--direction", "out", "--temp",
          "365");
    SAYS("not isolated yet");
    GIVES(0, "!", "incident", "edit", "1", "--isolated", "留观帐篷", "--reported", "社区医院");
    GIVES(2, "!", "incident", "edit", "1", "--isolated", "");
    SAYS("Where is the person isolated?");
    GIVES(2, "!", "incident", "close", "1", "--outcome", "市一医院");
    SAYS("Choose the result.");
    GIVES(0, "!", "incident", "close", "1", "--result", "hospital", "--outcome", "市一医院");
    GIVES(1, "!", "incident", "close", "1", "--result", "home");
    SAYS("李敏");
    GIVES(0, "incident", "list", "--tsv");
    assert_null(strstr(buffer_text(&command_result.out), "张伟明"));
    GIVES(0, "incident", "list", "--show", "closed", "--json", "zwm");
    PRINTS("\"result\":\"hospital\"");
    PRINTS("\"closed_by\":\"李敏\"");
    PRINTS("\"reported_by\":\"李敏\"");
    GIVES(0, "incident", "list", "--show", "closed", "--chat");
    assert_null(strstr(buffer_text(&command_result.out), "张伟明"));
    GIVES(0, "!", "incident", "add", "--name", "红衣男子", "--kind", "other", "--opened-at", "8:00");
    GIVES(2, "!", "incident", "add", "--kind", "fever");
    SAYS("Who is it?");
    GIVES(0, "!", "incident", "void", "2", "--reason", "认错人");
    GIVES(0, "incident", "list", "--show", "void", "--tsv");
    PRINTS("认错人");
    int code = RUN_WITH("{\"name\":\"甲\",\"closed_at\":1,\"closed_by\":\"李敏\",\"result\":\"none\"}\n", "!",
                        "incident", "add", "-");
    assert_int_equal(code, 0); /* what only the program writes is passed over */
    assert_rows("SELECT count(*) FROM incident WHERE closed_at IS NULL AND voided IS NULL", "1");
    GIVES(0, "check");
}

/* Its checkpoint is said by an option that every command has. */
static void an_incident_is_shown_and_keeps_its_checkpoint(void **state)
{
    (void)state;
    GIVES(0, "!", "incident", "add", "--name", "红衣男子", "--phone", "13800001111", "--checkpoint", "南门");
    GIVES(0, "!", "--checkpoint", "南门", "incident", "add", "--name", "蓝衣男子");
    GIVES(0, "!", "incident", "add", "--name", "白衣男子");
    assert_rows("SELECT group_concat(coalesce(checkpoint_id, '-'), ' ') FROM incident", "1 1 -");
    GIVES(1, "!", "incident", "add", "--name", "黑衣男子", "--checkpoint", "没有");
    GIVES(0, "!", "incident", "edit", "3", "--checkpoint", "南门");
    GIVES(0, "!", "--checkpoint", "南门", "incident", "edit", "1", "--checkpoint", "", "--note", "已走");
    assert_rows("SELECT group_concat(coalesce(checkpoint_id, '-'), ' ') FROM incident", "- 1 1");
    GIVES(0, "incident", "show", "3");
    PRINTS("白衣男子");
    GIVES(0, "incident", "show", "1", "--json");
    PRINTS("138****1111");
    GIVES(0, "!", "incident", "show", "1", "--full");
    PRINTS("13800001111");
}

#define COMMAND_TEST(test) cmocka_unit_test_setup_teardown(test, command_register_make, command_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        COMMAND_TEST(a_record_is_added_listed_changed_and_voided),
        COMMAND_TEST(what_is_refused_says_which_field),
        COMMAND_TEST(rows_come_from_standard_input),
        COMMAND_TEST(an_incident_goes_from_the_gate_to_its_end),
        COMMAND_TEST(an_incident_is_shown_and_keeps_its_checkpoint),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (!command_find_program())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
