/* Commands of tiers, who follows up, contacts, teams, visits and helpers. */
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int make(void **state)
{
    if (command_register_make(state) != 0)
        return -1;
    /* since yesterday: who begins late on a day needs no contact on it */
    GIVES(0, "!", "observe", "open", "--person", "张伟明", "--state", "observing", "--began-at", "昨天 08:00",
          "--basis-day", "昨天");
    return 0;
}

static void tiers_and_keepers(void **state)
{
    (void)state;
    GIVES(2, "!", "tier", "add", "--usual"); /* a new community has them */
    GIVES(0, "!", "tier", "add", "--name", "楼长", "--daily", "no");
    GIVES(0, "tier", "list", "--tsv");
    PRINTS("5\t1\t5\t楼长\tno\t");
    GIVES(0, "!", "keeper", "set", "--place", "12-2-1203", "--tier", "楼长", "--name", "周敏", "--phone",
          "13800001111");
    GIVES(2, "!", "tier", "void", "5", "--reason", "不设");
    SAYS("1 households");
    GIVES(0, "!", "keeper", "set", "--building", "12", "--tier", "楼长", "--person", "张五妹");
    GIVES(0, "keeper", "list", "--json");
    PRINTS("张五妹");
    LACKS("周敏");
    GIVES(2, "!", "keeper", "set", "--building", "7", "--tier", "楼长", "--name", "吴芳");
    GIVES(2, "!", "keeper", "set", "--building", "12", "--place", "12-2-1203", "--tier", "楼长", "--name", "吴芳");
    SAYS("not both");
    GIVES(2, "!", "keeper", "set", "--estate", "望江苑", "--place", "12-2-1203", "--tier", "楼长", "--name", "吴芳");
    GIVES(2, "!", "tier", "add", "--usual", "--name", "楼长");
    SAYS("not both");
    GIVES(0, "!", "keeper", "set", "--building", "12", "--tier", "楼长", "--name", "吴芳", "--dry-run");
    SAYS("would have");
    /* Two of one name are told apart by the number that is named. */
    GIVES(0, "!", "person", "add", "--name", "吴芳芳", "--phone", "13912345678");
    GIVES(0, "!", "person", "add", "--name", "吴芳芳", "--phone", "13912345678");
    int64_t second = command_count("SELECT MAX(id) FROM person");
    char number[24];
    snprintf(number, sizeof number, "#%lld", (long long)second);
    GIVES(2, "!", "keeper", "set", "--place", "12-2-1203", "--tier", "楼长", "--person", "吴芳芳");
    SAYS(number);
    GIVES(0, "!", "keeper", "set", "--place", "12-2-1203", "--tier", "楼长", "--person", number);
    assert_int_equal(command_count("SELECT person_id FROM keeper WHERE voided IS NULL AND tier_id = 5"), second);
    GIVES(1, "!", "keeper", "set", "--place", "12-2-1203", "--tier", "楼长", "--person", "#99999");
    GIVES(2, "!", "keeper", "set", "--place", "12-2-1203", "--tier", "楼长", "--person", "#x");
    GIVES(0, "keeper", "list", "--show", "all", "--chat");
    PRINTS("周*");
    LACKS("13800001111");
}

static void who_had_no_contact_today(void **state)
{
    (void)state;
    GIVES(0, "!", "tier", "add", "--name", "楼长");
    GIVES(0, "!", "keeper", "set", "--place", "12-2-1203", "--tier", "楼长", "--name", "周敏明", "--phone",
          "13800001111");
    GIVES(0, "!", "follow-up", "add", "--place", "12-2-1203", "--tier", "楼长", "--outcome", "no_answer");
    GIVES(0, "follow-up", "missing", "--tier", "楼长", "--json");
    PRINTS("\"tries\":1");
    GIVES(0, "follow-up", "missing", "--tier", "楼长", "--chat");
    PRINTS("周*明");
    PRINTS("138****1111");
    LACKS("周敏明");
    GIVES(0, "!", "follow-up", "add", "--place", "12-2-1203", "--tier", "楼长", "--words", "无不适");
    GIVES(0, "follow-up", "missing", "--tier", "楼长");
    LACKS("12-2-1203");
    GIVES(0, "follow-up", "missing", "--tsv");
    PRINTS("12-2-1203\t");
    GIVES(2, "follow-up", "missing", "--tier", "没有的");
    GIVES(0, "follow-up", "list", "--tsv");
    PRINTS("周敏明\t无不适");
    GIVES(2, "!", "follow-up", "add", "--place", "12-2-1203", "--at", "2122-01-01 08:00");
    GIVES(2, "!", "follow-up", "add", "--words", "无");
    SAYS("Which household?");
    GIVES(0, "!", "follow-up", "edit", "2", "--words", "咳嗽");
    GIVES(0, "!", "follow-up", "void", "2", "--reason", "误登");
    GIVES(0, "follow-up", "missing", "--tier", "楼长");
    PRINTS("12-2-1203");
}

static void teams_go_to_buildings(void **state)
{
    (void)state;
    GIVES(2, "!", "team", "split");
    SAYS("There is no team yet");
    GIVES(0, "!", "team", "add", "--name", "一组", "--cadre", "周敏", "--doctor", "郑文");
    GIVES(0, "!", "team", "add", "--name", "二组", "--cadre", "吴芳");
    GIVES(2, "!", "team", "add", "--name", "二组", "--cadre", "吴芳");
    GIVES(2, "team", "split"); /* by whom? */
    GIVES(0, "!", "team", "split", "--dry-run", "--tsv");
    PRINTS("\t12\t1\t1\t");
    assert_int_equal(command_count("SELECT count(*) FROM team_day"), 0);
    GIVES(0, "!", "team", "split", "--json");
    PRINTS("\"building\":\"12\",\"households\":1");
    assert_int_equal(command_count("SELECT count(*) FROM team_day"), 1);
    GIVES(0, "!", "team", "split", "--building", "12", "--team", "二组");
    GIVES(0, "!", "team", "split", "--json");
    PRINTS("二组");
    assert_int_equal(command_count("SELECT count(*) FROM team_day WHERE voided IS NULL"), 1);
    GIVES(0, "!", "visit", "add", "--place", "12-2-1203", "--team", "一组", "--needed", "降压药");
    GIVES(0, "visit", "list", "--show", "open", "--tsv");
    PRINTS("周敏、郑文");
    GIVES(0, "!", "visit", "done", "1");
    GIVES(1, "!", "visit", "done", "1");
    GIVES(0, "visit", "list", "--show", "open", "--tsv");
    LACKS("降压药");
    GIVES(2, "!", "visit", "add", "--place", "12-2-1203");
    SAYS("Who went?");
}

static void a_day_of_the_teams_may_be_behind(void **state)
{
    (void)state;
    GIVES(0, "!", "team", "add", "--name", "第一小组", "--doctor", "郑文");
    GIVES(0, "!", "team", "split", "--building", "12", "--team", "第一小组", "--day", "昨天");
    assert_int_equal(command_count("SELECT day FROM team_day"), command_count("SELECT basis_day FROM observation"));
    GIVES(2, "!", "team", "split", "--day", "哪天");
    SAYS("Date: write");
    GIVES(0, "!", "team", "split", "--day", "明天", "--dry-run");
}

static void no_team_is_left_without_buildings_by_a_limit(void **state)
{
    char name[24];
    (void)state;
    for (int i = 0; i < 24; i++) {
        snprintf(name, sizeof name, "第%d小组", i + 1);
        GIVES(0, "!", "team", "add", "--name", name, "--doctor", "郑文");
    }
    GIVES(2, "!", "team", "add", "--name", "第25小组", "--doctor", "郑文");
    SAYS("24 teams already");
    GIVES(0, "!", "team", "void", "3", "--reason", "并组");
    GIVES(0, "!", "team", "add", "--name", "第25小组", "--doctor", "郑文");
}

static void one_helper_a_household(void **state)
{
    (void)state;
    GIVES(0, "pair", "missing", "--tsv");
    PRINTS("12-2-1203\t");
    GIVES(2, "!", "pair", "set", "--place", "12-2-1203", "--person", "张五妹");
    SAYS("lives in this household");
    GIVES(0, "!", "pair", "set", "--place", "12-2-1203", "--name", "何军", "--phone", "13800001111", "--substitute",
          "吴芳");
    GIVES(0, "pair", "missing", "--tsv");
    LACKS("12-2-1203");
    GIVES(0, "!", "pair", "set", "--place", "12-2-1203", "--name", "梁永健");
    GIVES(0, "pair", "list", "--tsv");
    PRINTS("梁永健");
    LACKS("何军");
    GIVES(0, "!", "pair", "void", "2", "--reason", "已解除");
    GIVES(0, "pair", "missing", "--json");
    PRINTS("12-2-1203");
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, make, command_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(tiers_and_keepers),
        TEST(who_had_no_contact_today),
        TEST(teams_go_to_buildings),
        TEST(no_team_is_left_without_buildings_by_a_limit),
        TEST(a_day_of_the_teams_may_be_behind),
        TEST(one_helper_a_household),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (!command_find_program())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
