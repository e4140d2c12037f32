/* Commands of the screening: rounds, surveys, their progress, who came from elsewhere. */
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_rows(const char *sql, const char *answer)
{
    char *given = store_file_ask(&command_file, sql);
    assert_string_equal(given, answer);
    free(given);
}

#define PRINTS_NOT(text) assert_null(strstr(buffer_text(&command_result.out), text))

static void rounds_follow_each_other(void **state)
{
    (void)state;
    GIVES(2, "!", "survey", "round", "add");
    SAYS("Round");
    GIVES(0, "!", "survey", "round", "add", "--name", "第1轮", "--began", "2022-04-01");
    PRINTS_ONLY("saved 1\n");
    GIVES(0, "!", "survey", "round", "add", "--name", "第2轮");
    assert_rows("SELECT COUNT(*) FROM survey_round WHERE ended_day IS NULL AND name = '第2轮'", "1");
    assert_rows("SELECT COUNT(*) FROM survey_round WHERE ended_day IS NULL", "1");
    GIVES(0, "survey", "round", "list", "--json");
    PRINTS("第1轮");
    GIVES(0, "!", "survey", "round", "edit", "2", "--note", "重点户");
    GIVES(2, "!", "survey", "round", "end", "2", "--on", "2022-03-01");
    SAYS("before it began");
    GIVES(0, "!", "survey", "round", "end", "2");
    GIVES(1, "!", "survey", "round", "end", "2");
    SAYS("has ended already");
    GIVES(1, "!", "survey", "add", "--place", "12-2-1203", "--persons", "2");
    SAYS("No survey round is going on");
    GIVES(0, "!", "survey", "round", "void", "2", "--reason", "重复");
    GIVES(2, "survey", "round");
    SAYS("survey round add");
}

static void a_household_is_screened(void **state)
{
    (void)state;
    GIVES(0, "!", "survey", "round", "add", "--name", "第1轮");
    GIVES(0, "!", "survey", "add", "--place", "12-2-1203", "--result", "not_home");
    GIVES(2, "!", "survey", "add", "--place", "12-2-1203", "--result", "refused", "--persons", "2");
    SAYS("They refused");
    GIVES(2, "!", "survey", "add", "--place", "12-2-1203");
    SAYS("How many people");
    GIVES(1, "!", "survey", "add", "--place", "77-1-1", "--persons", "2");
    SAYS("77-1-1");
    GIVES(0, "!", "survey", "add", "--place", "12-2-1203", "--persons", "3", "--returned", "yes", "--visitors", "no",
          "--how", "phone", "--by", "吴芳");
    PRINTS_ONLY("saved 2\n");
    assert_rows("SELECT reported_persons FROM place WHERE building = '12'", "3");
    GIVES(0, "survey", "list", "--json");
    PRINTS("\"try\":2");
    PRINTS("\"returned\":true");
    GIVES(0, "survey", "list", "--show", "not-home", "--json");
    PRINTS("\"try\":1");
    PRINTS_NOT("\"try\":2");
    GIVES(0, "survey", "list", "--chat");
    PRINTS("吴*");
    PRINTS_NOT("吴芳");
    GIVES(0, "!", "survey", "edit", "2", "--persons", "4");
    assert_rows("SELECT reported_persons FROM place WHERE building = '12'", "4");
    GIVES(0, "!", "survey", "void", "2", "--reason", "房号记错");
    assert_rows("SELECT reported_persons FROM place WHERE building = '12'", "0");
    GIVES(2, "!", "survey", "round", "void", "1", "--reason", "重复");
}

static void many_rows_come_from_standard_input(void **state)
{
    (void)state;
    GIVES(0, "!", "household", "add", "--room", "8-1-302");
    GIVES(0, "!", "survey", "round", "add", "--name", "第1轮");
    int code = RUN_WITH("{\"place\":\"12-2-1203\",\"persons\":2,\"returned\":false}\n"
                        "{\"place\":\"8-1-302\",\"result\":\"vacant\"}\n"
                        "{\"place\":\"8-1-302\",\"result\":\"done\",\"persons\":0,\"returned\":true}\n",
                        "!", "survey", "add", "-");
    assert_int_equal(code, 3); /* the last one is refused, the others stand */
    assert_rows("SELECT COUNT(*) FROM survey", "2");
    assert_rows("SELECT occupancy FROM place WHERE building = '8'", "vacant");
}

static void progress_is_told_and_its_names_listed(void **state)
{
    (void)state;
    GIVES(1, "survey", "progress");
    SAYS("No survey round");
    GIVES(0, "!", "household", "add", "--room", "8-1-302");
    GIVES(0, "!", "household", "add", "--room", "8-1-303");
    GIVES(0, "!", "survey", "round", "add", "--name", "第1轮");
    GIVES(0, "!", "survey", "add", "--place", "12-2-1203", "--persons", "2");
    GIVES(0, "!", "survey", "add", "--place", "8-1-302", "--result", "not_home");
    GIVES(0, "survey", "progress");
    PRINTS_ONLY("第1轮: places 3, screened 1 (33.3%, vacant 0), not yet 1, not home 1, refused 0; persons 2\n");
    GIVES(0, "survey", "progress", "--by", "building", "--json");
    PRINTS("\"by\":\"all\"");
    PRINTS("\"total\":2,\"screened\":0");
    GIVES(0, "survey", "progress", "--by", "line", "--tsv");
    PRINTS("Committee/property");
    GIVES(0, "survey", "progress", "--names", "not-home", "--tsv");
    PRINTS("8-1-302");
    PRINTS_NOT("8-1-303");
    PRINTS_NOT("12-2-1203");
    GIVES(0, "survey", "progress", "--names", "all", "8栋", "!303", "--json");
    PRINTS("8-1-302");
    PRINTS_NOT("8-1-303");
    GIVES(0, "survey", "progress", "--names", "not-yet", "--chat");
    PRINTS("8-1-303");
    GIVES(2, "survey", "progress", "--by", "colour");
    GIVES(2, "survey", "progress", "--names", "nobody");
    GIVES(2, "survey", "progress", "8栋");
    SAYS("--names");
    GIVES(1, "survey", "progress", "--round", "第9轮");
    GIVES(0, "!", "survey", "round", "add", "--name", "第2轮");
    GIVES(0, "survey", "progress", "--round", "第1轮");
    PRINTS("screened 1");
    GIVES(0, "survey", "progress");
    PRINTS("第2轮: places 3, screened 0");
    GIVES(0, "!", "survey", "round", "end", "2");
    GIVES(0, "survey", "progress"); /* over, and still asked about */
    PRINTS("第2轮");
}

static void who_came_is_written_down(void **state)
{
    (void)state;
    GIVES(2, "!", "arrival", "add", "--place", "12-2-1203");
    SAYS("Who came?");
    GIVES(0, "!", "arrival", "add", "--place", "12-2-1203", "--person", "张伟明", "--kind", "student", "--from", "上海",
          "--affected", "yes", "--left", "2022-04-08", "--returned", "2022-04-09");
    GIVES(2, "!", "arrival", "add", "--place", "12-2-1203", "--name", "表弟", "--left", "2022-04-09", "--returned",
          "2022-04-08");
    SAYS("before they left");
    GIVES(0, "!", "arrival", "add", "--place", "12-2-1203", "--name", "表弟大伟", "--kind", "relative", "--phone",
          "13812345678");
    GIVES(0, "arrival", "list", "--show", "students", "--json");
    PRINTS("张伟明");
    PRINTS_NOT("表弟大伟");
    GIVES(0, "arrival", "list", "--show", "affected", "--json");
    PRINTS("张伟明");
    PRINTS_NOT("表弟大伟");
    GIVES(0, "arrival", "list", "--chat");
    PRINTS_NOT("张伟明");
    PRINTS_NOT("13812345678");
    GIVES(0, "arrival", "show", "2");
    PRINTS("138****5678");
    GIVES(0, "!", "arrival", "show", "--full", "2");
    PRINTS("13812345678");
    GIVES(0, "!", "arrival", "edit", "2", "--from", "东莞");
    GIVES(0, "!", "arrival", "void", "2", "--reason", "重复登记");
    GIVES(0, "arrival", "list", "--json");
    PRINTS_NOT("表弟大伟");
}

#define COMMAND_TEST(test) cmocka_unit_test_setup_teardown(test, command_register_make, command_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        COMMAND_TEST(rounds_follow_each_other),           COMMAND_TEST(a_household_is_screened),
        COMMAND_TEST(many_rows_come_from_standard_input), COMMAND_TEST(progress_is_told_and_its_names_listed),
        COMMAND_TEST(who_came_is_written_down),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (!command_find_program())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
