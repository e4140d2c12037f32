/* Commands of the round: one reading, many, who is missing, a list into the register. The program's clock is the real
 * one: what is said of a half-day is said of yesterday's. */
#include "tests/lib/command_run.h"
#include <regex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int make(void **state)
{
    if (command_register_make(state) != 0)
        return -1;
    if (RUN("!", "observe", "open", "--person", "张伟明", "--began-at", "前天 08:00", "--basis-day", "前天") != 0 ||
        RUN("!", "observe", "open", "--person", "张五妹", "--began-at", "前天 08:00", "--basis-day", "前天") != 0) {
        print_message("# %s\n", buffer_text(&command_result.err));
        return -1;
    }
    return 0;
}

static void one_reading_is_said_in_a_few_words(void **state)
{
    (void)state;
    GIVES(0, "!", "reading", "add", "张伟明", "365");
    PRINTS_ONLY("saved 1\n");
    GIVES(1, "!", "reading", "add", "张伟明", "366");
    SAYS("Is this a retest or a correction?");
    GIVES(0, "!", "reading", "add", "张伟明", "366", "--again", "correction");
    assert_int_equal(command_count("SELECT tenths FROM reading WHERE id = 1"), 366);
    GIVES(0, "!", "reading", "add", "张五妹", "-");
    GIVES(0, "!", "reading", "add", "张五妹", "379", "--symptoms", "咳嗽"); /* a try is replaced */
    GIVES(0, "!", "reading", "add", "张五妹", "37.8", "--again", "retest");
    assert_int_equal(command_count("SELECT retest_tenths FROM reading WHERE id = 2 AND abnormal = 1"), 378);
    assert_int_equal(command_count("SELECT count(*) FROM incident WHERE reading_id = 2 AND retest_tenths = 378"), 1);
    GIVES(2, "!", "reading", "add", "12-2-1203", "365"); /* two of them */
    SAYS("more than one");
    GIVES(2, "!", "reading", "add", "张伟明", "45");
    SAYS("34.0");
    GIVES(2, "!", "reading", "add", "张伟明", "365", "--day", "前天");
    SAYS("Morning or evening?");
    GIVES(1, "!", "reading", "add", "李敏", "365");
    SAYS("Nobody under observation");
    GIVES(2, "!", "reading", "add");
    SAYS("Whose reading");
    GIVES(0, "!", "reading", "add", "张伟明", "364", "--day", "昨天", "--half", "morning", "--dry-run");
    assert_int_equal(command_count("SELECT count(*) FROM reading"), 2);
}

static void many_are_answered_one_by_one(void **state)
{
    (void)state;
    int code = RUN_WITH("who\ttemp\tday\thalf\n张伟明\t365\t昨天\tmorning\n张五妹\t*\t昨天\tmorning\n"
                        "王某\t365\t昨天\tmorning\n张伟明\t366\t昨天\tmorning\n",
                        "!", "reading", "add", "-");
    assert_int_equal(code, 3);
    PRINTS("saved 1\nsaved 2\nrefused 4: ");
    PRINTS("refused 5: ");
    SAYS("2 saved, 2 refused");
    code = RUN_WITH("{\"who\":\"张五妹\",\"temp\":\"36.6\",\"day\":\"昨天\",\"half\":\"morning\"}\n", "!", "reading",
                    "add", "-", "--via", "chat");
    assert_int_equal(code, 0);
    assert_int_equal(command_count("SELECT count(*) FROM reading WHERE via = 'chat' AND late = 1"), 1);
}

static void readings_are_listed_by_day_and_read_back(void **state)
{
    (void)state;
    GIVES(0, "!", "reading", "add", "张伟明", "364", "--day", "昨天", "--half", "morning");
    GIVES(0, "!", "reading", "add", "张五妹", "365", "--day", "昨天", "--half", "evening");
    GIVES(0, "reading", "list", "--day", "昨天", "--json");
    PRINTS("\"temp\":36.4");
    PRINTS("\"temp\":36.5");
    GIVES(0, "reading", "list", "--day", "昨天", "--half", "morning", "--tsv");
    PRINTS("36.4");
    assert_null(strstr(buffer_text(&command_result.out), "36.5"));
    GIVES(0, "reading", "list", "--chat");
    regex_t seconds;
    assert_int_equal(regcomp(&seconds, "[0-9]:[0-9][0-9]:[0-9][0-9]", REG_EXTENDED | REG_NOSUB), 0);
    assert_int_not_equal(regexec(&seconds, buffer_text(&command_result.out), 0, NULL, 0), 0); /* to the minute */
    regfree(&seconds);
    assert_null(strstr(buffer_text(&command_result.out), "Abnormal")); /* what is not so is not said */
    assert_null(strstr(buffer_text(&command_result.out), "张伟明"));
    GIVES(0, "!", "reading", "edit", "1", "--temp", "36.7");
    GIVES(2, "!", "reading", "edit", "1", "--temp", "30.0");
    GIVES(2, "!", "reading", "void", "1");
    GIVES(0, "!", "reading", "void", "1", "--reason", "填错人");
    assert_int_equal(command_count("SELECT count(*) FROM reading WHERE voided IS NULL"), 1);
}

static void who_is_missing_goes_into_the_chat_masked(void **state)
{
    (void)state;
    GIVES(0, "!", "reading", "add", "张伟明", "364", "--day", "昨天", "--half", "morning");
    GIVES(0, "reading", "missing", "--day", "昨天", "--half", "morning", "--chat");
    PRINTS("Morning"); /* which half-day it is about */
    PRINTS("张*妹");
    PRINTS("not done");
    assert_null(strstr(buffer_text(&command_result.out), "张五妹"));
    assert_null(strstr(buffer_text(&command_result.out), "张*明"));
    GIVES(0, "reading", "missing", "--day", "昨天", "--half", "evening", "--json");
    PRINTS("\"state\":\"not_done\"");
    PRINTS("\"half\":\"evening\"");
    GIVES(0, "!", "reading", "add", "张五妹", "/", "--day", "昨天", "--half", "morning");
    GIVES(0, "reading", "missing", "--day", "昨天", "--half", "morning", "--json");
    PRINTS("\"state\":\"refused\"");
    GIVES(0, "!", "reading", "add", "张五妹", "*", "--day", "昨天", "--half", "morning");
    GIVES(0, "reading", "missing", "--day", "昨天", "--half", "morning");
    assert_null(strstr(buffer_text(&command_result.out), "12-2-1203"));
}

static void a_list_comes_in(void **state)
{
    char path[PATH_MAX];
    static const char list[] = "姓名,日期,早,晚\n张伟明,昨天,36.5,36.6\n张五妹,昨天,45,\n";
    (void)state;
    command_path("readings.csv", path, sizeof path);
    command_write(path, list, strlen(list));
    GIVES(3, "!", "import", "readings", path, "--dry-run");
    SAYS("1 new");
    assert_int_equal(command_count("SELECT count(*) FROM reading"), 0);
    GIVES(3, "!", "import", "readings", path);
    assert_int_equal(command_count("SELECT count(*) FROM reading WHERE late = 1"), 2);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (!command_find_program())
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_reading_is_said_in_a_few_words, make, command_folder_remove),
        cmocka_unit_test_setup_teardown(many_are_answered_one_by_one, make, command_folder_remove),
        cmocka_unit_test_setup_teardown(readings_are_listed_by_day_and_read_back, make, command_folder_remove),
        cmocka_unit_test_setup_teardown(who_is_missing_goes_into_the_chat_masked, make, command_folder_remove),
        cmocka_unit_test_setup_teardown(a_list_comes_in, make, command_folder_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
