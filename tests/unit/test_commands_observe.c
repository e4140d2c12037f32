/* observe on the command line: opened, its term changed, released, left, called after it. */
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* The real clock runs: days are said from today on. */
static void day(int days, char text[16])
{
    time_t at = time(NULL) + 8 * 3600 + (time_t)days * 86400;
    struct tm tm;
    gmtime_r(&at, &tm);
    strftime(text, 16, "%Y-%m-%d", &tm);
}

static int flags_in_force(void)
{
    return command_count("SELECT COUNT(*) FROM flag WHERE kind = 'observation' AND denies = 'out' AND voided IS NULL");
}

static void an_observation_is_opened_extended_and_released(void **state)
{
    char basis[16], last[16];
    (void)state;
    day(-5, basis);
    GIVES(2, "!", "observe", "open", "--person", "张伟明", "--basis-day", "2099-01-01");
    GIVES(0, "!", "observe", "open", "--person", "张伟明", "--basis", "contact", "--basis-day", basis, "--dry-run");
    assert_int_equal(command_count("SELECT COUNT(*) FROM observation"), 0);
    GIVES(0, "!", "observe", "open", "--person", "张伟明", "--basis", "contact", "--basis-day", basis);
    PRINTS_ONLY("saved 1\n");
    assert_int_equal(flags_in_force(), 1);
    GIVES(2, "!", "observe", "open", "--person", "张伟明");
    SAYS("is under observation already: day 6 of 14");
    GIVES(1, "!", "--checkpoint", "南门", "gate", "add", "--who", "张伟明", "--direction", "out", "--temp", "365");
    SAYS("under home observation");
    day(8, last);
    GIVES(0, "observe", "list", "--json");
    PRINTS("\"place\":\"12-2-1203\"");
    PRINTS("\"last_day\":\"");
    PRINTS(last);
    GIVES(2, "!", "observe", "extend", "1", "--days", "7");
    SAYS("Reason");
    GIVES(2, "!", "observe", "extend", "1", "--reason", "同住者阳性");
    SAYS("--to");
    GIVES(0, "!", "observe", "extend", "1", "--days", "7", "--reason", "同住者阳性");
    day(15, last);
    GIVES(0, "observe", "show", "张伟明");
    PRINTS("day 6 of 21");
    GIVES(0, "observe", "show", "--json", "1");
    PRINTS(last);
    GIVES(2, "!", "observe", "edit", "1", "--state", "released");
    SAYS("verify, release, leave");
    GIVES(2, "!", "observe", "close", "1", "--as", "released", "--applied-by", "谢文斌", "--verified-by", "陈大夫",
          "--issued-by", "刘建明");
    SAYS("Paper no.");
    GIVES(2, "!", "observe", "close", "1", "--as", "released", "--applied-by", "谢文斌", "--verified-by", "陈大夫",
          "--issued-by", "刘建明", "--paper-number", "2022-031");
    SAYS("The term is not over yet");
    GIVES(0, "!", "observe", "close", "1", "--as", "released", "--applied-by", "谢文斌", "--verified-by", "陈大夫",
          "--issued-by", "刘建明", "--paper-number", "2022-031", "--reason", "专家意见");
    assert_int_equal(flags_in_force(), 0);
    GIVES(0, "observe", "list", "--show", "released", "--tsv");
    PRINTS("2022-031");
    GIVES(1, "!", "observe", "close", "1", "--as", "moved", "--reason", "回老家");
    SAYS("ended already");
    GIVES(0, "observe", "calls", "--json");
    PRINTS_ONLY(""); /* none on the day of the release */
}

static void many_are_opened_and_ended_otherwise(void **state)
{
    (void)state;
    assert_int_equal(RUN_WITH("{\"person\":\"张伟明\",\"state\":\"to_verify\"}\n{\"person\":\"张五妹\"}\n"
                              "{\"person\":\"没有这人\"}\n",
                              "--officer", "李敏", "observe", "open", "-"),
                     3);
    assert_int_equal(command_count("SELECT COUNT(*) FROM observation"), 2);
    assert_int_equal(flags_in_force(), 1);
    GIVES(0, "!", "observe", "verify", "1");
    GIVES(2, "!", "observe", "verify", "1");
    GIVES(2, "!", "observe", "close", "1", "--as", "hospital");
    SAYS("To which hospital");
    GIVES(2, "!", "observe", "close", "1", "--as", "gone", "--reason", "x");
    GIVES(0, "!", "observe", "close", "1", "--as", "hospital", "--reason", "市三医院，发热");
    assert_int_equal(flags_in_force(), 1);
    GIVES(0, "!", "observe", "void", "2", "--reason", "重复登记");
    assert_int_equal(flags_in_force(), 0);
    GIVES(0, "observe", "list", "--show", "ended", "--chat");
    assert_null(strstr(buffer_text(&command_result.out), "张伟明"));
}

static void papers_of_a_release_are_no_options_of_opening(void **state)
{
    (void)state;
    GIVES(2, "!", "observe", "open", "--person", "张伟明", "--paper-number", "2022-031");
    SAYS("--paper-number");
    GIVES(0, "--completion");
    const char *open = strstr(buffer_text(&command_result.out), "\"observe open\")");
    assert_non_null(open);
    assert_null(memmem(open, strcspn(open, "\n"), "--issued-by", strlen("--issued-by")));
}

static void a_whole_name_is_meant_before_a_longer_one(void **state)
{
    (void)state;
    GIVES(0, "!", "person", "add", "--name", "张伟", "--room", "12-2-1203");
    GIVES(0, "!", "observe", "open", "--person", "张伟"); /* not 张伟明 */
    GIVES(0, "observe", "show", "张伟", "--json");
    PRINTS("\"person\":\"张伟\"");
    GIVES(0, "!", "observe", "open", "--person", "张伟明");
    GIVES(0, "observe", "show", "张伟", "--json");
    PRINTS("\"person\":\"张伟\"");
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--who", "张伟", "--direction", "in", "--temp", "365");
    assert_int_equal(command_count("SELECT COUNT(*) FROM crossing WHERE person_id = 3"), 1);
}

static void who_was_observed_is_shown_by_name(void **state)
{
    (void)state;
    GIVES(1, "observe", "show", "张伟明");
    SAYS("never under observation");
    GIVES(0, "!", "observe", "open", "--person", "张伟明");
    GIVES(0, "!", "observe", "close", "1", "--as", "moved", "--reason", "回老家");
    GIVES(0, "observe", "show", "张伟明");
    PRINTS("回老家");
}

static void a_complete_term_awaits_its_release_in_listings(void **state)
{
    char basis[16], began[32];
    (void)state;
    day(-16, basis);
    snprintf(began, sizeof began, "%s 8:00", basis);
    GIVES(0, "!", "observe", "open", "--person", "张五妹");
    GIVES(0, "observe", "list");
    assert_null(strstr(buffer_text(&command_result.out), "Awaiting release"));
    GIVES(0, "!", "observe", "open", "--person", "张伟明", "--basis", "contact", "--basis-day", basis, "--began-at",
          began);
    GIVES(0, "observe", "list", "--show", "awaiting");
    PRINTS("Awaiting release");
    GIVES(0, "observe", "list", "--json");
    PRINTS("\"stage\":\"awaiting\"");
    PRINTS("\"stage\":\"observing\"");
    PRINTS("\"state\":\"observing\"");
}

/* One line for each rule, "BAD" where one holds, and an exit code for scripts; over when one side gives way. */
static void help_says_what_is_taken(void **state)
{
    (void)state;
    GIVES(0, "observe", "open", "--help");
    PRINTS("--state to_verify|observing");
    assert_null(strstr(buffer_text(&command_result.out), "released, hospital"));
    assert_null(strstr(buffer_text(&command_result.out), "--paper-number"));
    GIVES(0, "observe", "edit", "--help");
    PRINTS("--paper-number");
    GIVES(0, "place", "add", "--help");
    PRINTS("committee, grid, safety, migrant");
    assert_null(strstr(buffer_text(&command_result.out), ": , committee"));
}

static void contradictions_are_checked(void **state)
{
    char basis[16];
    (void)state;
    day(-5, basis);
    GIVES(0, "check", "--contradictions");
    PRINTS("ok   Vacant, observed");
    GIVES(2, "check", "--json");
    SAYS("--json goes with --contradictions.");
    GIVES(0, "!", "observe", "open", "--person", "张伟明", "--basis", "contact", "--basis-day", basis);
    GIVES(0, "!", "household", "edit", "1", "--occupancy", "vacant");
    GIVES(1, "check", "--contradictions");
    PRINTS(
        "BAD  Vacant, observed 12-2-1203 张伟明\n     Somebody is observed in a household that is entered as vacant");
    PRINTS("ok   Observed, no flag");
    GIVES(1, "check", "--contradictions", "--json");
    PRINTS("\"rule\":\"vacant\",\"subject\":1,\"person_id\":1,\"place_id\":1,\"words\":\"12-2-1203 张伟明\"");
    GIVES(0, "alarms", "list");
    PRINTS("12-2-1203 张伟明");
    GIVES(0, "!", "household", "edit", "1", "--occupancy", "owner");
    GIVES(0, "check", "--contradictions", "--json");
    PRINTS_ONLY("");
    assert_int_equal(command_count("SELECT COUNT(*) FROM alarm WHERE rule = 'contradiction' AND cleared_at IS NULL"),
                     0);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_observation_is_opened_extended_and_released, command_register_make,
                                        command_folder_remove),
        cmocka_unit_test_setup_teardown(papers_of_a_release_are_no_options_of_opening, command_register_make,
                                        command_folder_remove),
        cmocka_unit_test_setup_teardown(a_whole_name_is_meant_before_a_longer_one, command_register_make,
                                        command_folder_remove),
        cmocka_unit_test_setup_teardown(who_was_observed_is_shown_by_name, command_register_make,
                                        command_folder_remove),
        cmocka_unit_test_setup_teardown(a_complete_term_awaits_its_release_in_listings, command_register_make,
                                        command_folder_remove),
        cmocka_unit_test_setup_teardown(help_says_what_is_taken, command_register_make, command_folder_remove),
        cmocka_unit_test_setup_teardown(contradictions_are_checked, command_register_make, command_folder_remove),
        cmocka_unit_test_setup_teardown(many_are_opened_and_ended_otherwise, command_register_make,
                                        command_folder_remove),
    };
    return command_find_program() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
