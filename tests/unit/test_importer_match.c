/* Whom a list is about is found in the register, what differs is proposed and left unless taken. All people are
 * invented. */
#include "gatepost/importer.h"
#include "gatepost/row.h"
#include "tests/lib/intake.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

/* ---- households ---- */

static void the_head_may_stand_in_any_row_of_a_household(void **state)
{
    (void)state;
    static const char list[] =
        "姓名,房号,与户主关系,电话\n李娜,8-1-302,配偶,13912340002\n张伟明,8-1-302,户主,13912340001\n";
    intake_import_text(list);
    intake_check_sql("SELECT head || ' ' || phone FROM place", "张伟明 13912340001");
    intake_judge_text(list);
    intake_check_counts(0, 2, 0, 0);
}

static void what_is_written_of_a_household_was_shown(void **state)
{
    (void)state;
    intake_import_text("姓名,房号,与户主关系,电话\n张伟明,8-1-302,户主,13912340001\n");
    intake_judge_text("姓名,房号,与户主关系,电话,备注\n张伟明,8-1-302,户主,13912349999,独居\n");
    intake_check_row(0, IMPORT_DIFFERS, "phone 139****0001 → 139****9999; note (empty) → 独居");
    importer_take_all(intake.importer, true);
    intake_save();
    intake_check_sql("SELECT phone FROM place", "13912340001");
}

/* ---- matched ---- */

static void people_are_matched_by_number_then_by_room_and_name(void **state)
{
    (void)state;
    intake_import_text(
        "姓名,房号,电话,身份证号\n张伟明,8-1-302,13912340001,11010519491231002X\n黄磊,8-1-303,13912340002,\n");
    intake_judge_text("姓名,房号,电话,身份证号\n"
                      "张卫明,8-1-302,,11010519491231002X\n"
                      "黄磊,8-1-303,,440524188001010014\n"
                      "张伟明,8-1-302,,440524188001010014\n");
    intake_check_row(0, IMPORT_DIFFERS, "name 张伟明 → 张卫明");
    intake_check_row(1, IMPORT_DIFFERS, "ID number (empty) → 440");
    intake_check_row(2, IMPORT_REFUSED, "Line 3 has the same ID number");
    intake_judge_text("姓名,房号,身份证号\n张伟明,8-1-302,440524188001010014\n黄磊,9-1-303,\n");
    intake_check_row(0, IMPORT_REFUSED, "张伟明 is known in this room with another ID number");
    intake_check_row(1, IMPORT_NEW, "");
}

static void namesakes_in_a_room_are_told_apart_by_their_phones(void **state)
{
    (void)state;
    intake_import_text("姓名,房号,电话,身份证号\n张伟明,8-1-302,13912340001,11010519491231002X\n"
                       "张伟明,8-1-302,13912340002,440524188001010014\n");
    intake_judge_text("姓名,房号,电话,备注\n张伟明,8-1-302,13912340002,独居\n");
    intake_check_row(0, IMPORT_DIFFERS, "note (empty) → 独居");
    importer_take_all(intake.importer, true);
    intake_save();
    intake_check_sql("SELECT id_number FROM person WHERE note = '独居'", "440524188001010014");
    intake_judge_text("姓名,房号,电话,备注\n张伟明,8-1-302,,独居\n");
    intake_check_row(0, IMPORT_REFUSED, "Several people in this room have this name");
}

/* ---- proposals ---- */

static const char known[] = "姓名,房号,电话,身份证号,备注\n张伟明,8-1-302,13912340001,11010519491231002X,透析\n"
                            "黄磊,8-1-303,13912340002,,\n";

static void differences_are_masked_and_left_unless_taken(void **state)
{
    (void)state;
    intake_import_text(known);
    intake_judge_text("姓名,房号,电话,身份证号,备注\n张伟明,8-1-302,13912349999,,\n黄磊,8-1-303,13912348888,,\n");
    intake_check_row(0, IMPORT_DIFFERS, "phone 139****0001 → 139****9999");
    assert_false(importer_write(intake.importer, &intake.err));
    importer_take(intake.importer, 1, true);
    assert_int_equal(importer_taken(intake.importer), 1);
    importer_take(intake.importer, 1, true);
    assert_int_equal(importer_taken(intake.importer), 1);
    intake_save();
    assert_int_equal(importer_changed(intake.importer), 1);
    intake_check_sql(intake_people_sql, "张伟明 8-1-302 13912340001/ 11010519491231002X; 黄磊 8-1-303 13912348888/ ");
    intake_done(store_undo(intake.store, NULL, &intake.err));
    intake_check_sql("SELECT phone FROM person WHERE name = '黄磊'", "13912340002");
}

static void empty_cells_never_erase(void **state)
{
    (void)state;
    intake_import_text(known);
    intake_judge_text("姓名,房号,电话,身份证号,备注\n张伟明,8-1-302,,,\n");
    intake_check_row(0, IMPORT_SAME, "");
    intake_judge_text("姓名,房号,电话,身份证号,备注\n张伟民,8-1-302,,11010519491231002X,\n");
    importer_take_all(intake.importer, true);
    intake_save();
    intake_check_sql("SELECT name || phone || note FROM person WHERE id = 1", "张伟民13912340001透析");
}

static void a_birthday_is_proposed_but_an_id_number_knows_better(void **state)
{
    (void)state;
    intake_import_text(known);
    intake_judge_text("姓名,房号,出生日期\n张伟明,8-1-302,1950-01-01\n黄磊,8-1-303,1960年2月3日\n");
    intake_check_row(0, IMPORT_SAME, "");
    intake_check_row(1, IMPORT_DIFFERS, "birthday (empty) → 1960-02-03");
    importer_take_all(intake.importer, true);
    intake_save();
    intake_check_sql("SELECT group_concat(birth_day, ' ') FROM person", "19491231 19600203");
}

static void who_moved_is_moved_to_a_household_that_may_be_new(void **state)
{
    (void)state;
    intake_import_text(known);
    intake_judge_text("姓名,房号,身份证号\n张伟明,9-2-501,11010519491231002X\n李娜,9-2-501,\n");
    intake_check_row(0, IMPORT_DIFFERS, "room 8-1-302 → 9-2-501");
    importer_take_all(intake.importer, true);
    intake_save();
    intake_check_sql(
        "SELECT group_concat(name, ' ') FROM person WHERE place_id = (SELECT id FROM place WHERE room = '501' "
        "AND voided IS NULL)",
        "张伟明 李娜");
    intake_done(
        store_undo(intake.store, NULL, &intake.err)); /* the move back comes first: the new household is empty again */
    assert_int_equal(intake_people_seen(), 2);
    intake_check_sql("SELECT l.room FROM person p JOIN place l ON l.id = p.place_id WHERE p.id = 1", "302");
    intake_done(store_redo(intake.store, NULL, &intake.err));
    assert_int_equal(intake_people_seen(), 3);
}

static void the_same_file_twice_changes_nothing(void **state)
{
    (void)state;
    intake_import_text(known);
    char *before = store_file_ask(&intake.file, "SELECT value FROM meta WHERE name = 'audit_head'");
    intake_judge_text(known);
    intake_check_counts(0, 2, 0, 0);
    assert_false(importer_write(intake.importer, &intake.err));
    intake_check_sql("SELECT value FROM meta WHERE name = 'audit_head'", before);
    free(before);
}

static void who_is_not_in_the_file_stays(void **state)
{
    (void)state;
    intake_import_text(known);
    intake_import_text("姓名,房号\n李娜,8-1-304\n");
    assert_int_equal(intake_people_seen(), 3);
    intake_check_sql("SELECT count(*) FROM person WHERE voided IS NOT NULL", "0");
}

#define ON_FILE(test) cmocka_unit_test_setup_teardown(test, intake_make, intake_clear)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        ON_FILE(the_head_may_stand_in_any_row_of_a_household),
        ON_FILE(what_is_written_of_a_household_was_shown),
        ON_FILE(people_are_matched_by_number_then_by_room_and_name),
        ON_FILE(namesakes_in_a_room_are_told_apart_by_their_phones),
        ON_FILE(differences_are_masked_and_left_unless_taken),
        ON_FILE(empty_cells_never_erase),
        ON_FILE(a_birthday_is_proposed_but_an_id_number_knows_better),
        ON_FILE(who_moved_is_moved_to_a_household_that_may_be_new),
        ON_FILE(the_same_file_twice_changes_nothing),
        ON_FILE(who_is_not_in_the_file_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
