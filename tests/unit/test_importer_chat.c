/* A chat comes into the register, crossings from chats and lists into the log, by the rules of the gate. All people are
 * invented. */
#include "gatepost/importer.h"
#include "gatepost/people_rules.h"
#include "gatepost/row.h"
#include "tests/lib/intake.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void a_chain_of_residents_comes_in(void **state)
{
    (void)state;
    intake_judge_chat("residents",
                      "#接龙\n清河苑住户登记\n1. 张伟明 12-2-1203 13912340001\n2、黄磊 8栋1单元302 138 1234 3821\n"
                      "3. 李娜\n");
    assert_int_equal(importer_phase(intake.importer), IMPORTER_READY);
    intake_check_counts(2, 0, 0, 1);
    assert_string_equal(importer_refused_path(intake.importer), "");
    intake_save();
    intake_check_sql(intake_people_sql, "张伟明 12-2-1203 13912340001/ ; 黄磊 8-1-302 13812343821/ ");
    intake_done(store_undo(intake.store, NULL, &intake.err));
    assert_int_equal(intake_people_seen(), 0);
}

static const char crossings_sql[] =
    "SELECT group_concat(t, '; ') FROM (SELECT p.name || ' ' || c.class || ' ' || c.direction || ' ' || "
    "coalesce(c.temp_tenths, 0) || ' ' || ((c.at - 1649606400) / 60) AS t FROM crossing c JOIN person p "
    "ON p.id = c.person_id WHERE c.voided IS NULL ORDER BY c.id)";

static void a_chain_of_crossings_is_logged_and_undone_as_one(void **state)
{
    (void)state;
    intake_know_people();
    intake_judge_chat("crossings", "1. 张伟明 出 36.5 8:05\n2. 黄磊 进 36.6 9:00\n3. 周杰 进 36.7 9:10 8-1-302\n");
    intake_check_counts(3, 0, 0, 0);
    intake_check_row(0, IMPORT_NEW, "Out 08:05 36.5");
    intake_check_row(2, IMPORT_NEW, "In 09:10 36.7; not in the register: becomes a visitor");
    intake_save();
    intake_check_sql(crossings_sql, "张伟明 resident out 365 485; 黄磊 resident in 366 540; 周杰 visitor in 367 550");
    intake_judge_chat("crossings", "1. 张伟明 出 36.5 8:05\n2. 黄磊 进 36.6 9:00\n");
    intake_check_counts(0, 2, 0, 0);
    intake_done(store_undo(intake.store, NULL, &intake.err));
    intake_check_sql(crossings_sql, "");
    assert_int_equal(intake_people_seen(), 4);
    intake_done(store_redo(intake.store, NULL, &intake.err));
    intake_check_sql("SELECT count(*) FROM crossing WHERE voided IS NULL", "3");
}

static void what_the_gate_would_ask_is_refused(void **state)
{
    (void)state;
    intake_know_people();
    intake_judge_chat("crossings",
                      "1. 张伟明 进 38.1 8:05\n2. 黄磊 进 36.6 9:00\n3. 黄磊 进 36.6 9:00\n4. 李娜 出 36.5 9:01\n"
                      "5. 周杰 进 36.5 9:02\n6. 李娜 3-1-102 出 36.5 9:03\n"
                      "7. 陈静 今天没出门\n");
    intake_check_row(0, IMPORT_REFUSED, "second time");
    intake_check_row(1, IMPORT_NEW, "");
    intake_check_row(2, IMPORT_REFUSED, "Line 2 says the same");
    intake_check_row(3, IMPORT_REFUSED, "Several people are called 李娜");
    intake_check_row(4, IMPORT_REFUSED, "Whom does the visitor visit?");
    intake_check_row(5, IMPORT_NEW, "");
    intake_check_row(6, IMPORT_PASSED, "neither direction, time nor temperature");
    intake_save();
    intake_check_sql("SELECT group_concat(place_id, ' ') FROM crossing ORDER BY id", "2 4");
}

static void crossings_are_logged_at_the_checkpoint_they_name(void **state)
{
    (void)state;
    struct checkpoint east = {.name = "东门"};
    intake_done(people_add_checkpoint(intake.other, &east, &intake.err));
    intake_know_people();
    intake_read_text("crossings", NULL, "姓名,体温,检查点\n张伟明,36.5,东门\n黄磊,36.6,\n李娜,36.6,西门\n");
    intake_judge();
    intake_check_counts(2, 0, 0, 1);
    intake_check_row(2, IMPORT_REFUSED, "There is no checkpoint named \"西门\"");
    intake_save();
    intake_check_sql("SELECT k.name FROM crossing c JOIN checkpoint k ON k.id = c.checkpoint_id JOIN person p "
                     "ON p.id = c.person_id WHERE p.name = '张伟明'",
                     "东门");
}

/* Two estates number their rooms alike: who lives there says which one a chat means. */
static void a_room_of_two_estates_is_that_of_who_lives_there(void **state)
{
    (void)state;
    intake_judge_text("小区,姓名,房号,电话\n甲苑,张伟明,8-1-302,13800000001\n乙苑,黄磊,8-1-302,13800000002\n");
    intake_save();
    intake_judge_chat("residents",
                      "1. 8-1-302 黄磊 13800000009\n2. 8-1-302 李娜 13800000003\n3. 甲苑8-1-302 周杰 13800000004\n");
    intake_check_counts(1, 0, 1, 1);
    intake_check_row(0, IMPORT_DIFFERS, "138****0002 → 138****0009");
    intake_check_row(1, IMPORT_REFUSED, "name the estate");
    importer_take_all(intake.importer, true);
    intake_save();
    intake_check_sql("SELECT l.estate || p.phone FROM person p JOIN place l ON l.id = p.place_id WHERE p.name = '黄磊'",
                     "乙苑13800000009");
    intake_check_sql("SELECT l.estate FROM person p JOIN place l ON l.id = p.place_id WHERE p.name = '周杰'", "甲苑");
    intake_judge_chat("crossings", "8-1-302 黄磊 36.5 8:05\n");
    intake_check_counts(1, 0, 0, 0);
}

#define ON_FILE(test) cmocka_unit_test_setup_teardown(test, intake_make, intake_clear)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        ON_FILE(a_chain_of_residents_comes_in),
        ON_FILE(a_chain_of_crossings_is_logged_and_undone_as_one),
        ON_FILE(what_the_gate_would_ask_is_refused),
        ON_FILE(crossings_are_logged_at_the_checkpoint_they_name),
        ON_FILE(a_room_of_two_estates_is_that_of_who_lives_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
