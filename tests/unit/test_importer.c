/* What a list says is understood as people write it: its columns, rooms and people. All people are invented. */
#include "gatepost/buffer.h"
#include "gatepost/importer.h"
#include "gatepost/row.h"
#include "tests/lib/intake.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static int field(const char *name)
{
    const struct import_register *wanted = importer_register(intake.importer);
    for (int i = 0; i < wanted->field_count; i++)
        if (strcmp(wanted->fields[i].name, name) == 0)
            return i;
    fail_msg("no field %s", name);
    return IMPORT_NO_FIELD;
}

/* The fields of the columns as words; "-" for none. */
static void check_columns(const char *expected)
{
    struct buffer text = {0};
    for (int i = 0; i < importer_columns(intake.importer); i++) {
        int is = importer_field(intake.importer, i);
        buffer_add(&text, i > 0 ? " " : "");
        buffer_add(&text, is == IMPORT_NO_FIELD ? "-" : importer_register(intake.importer)->fields[is].name);
    }
    assert_string_equal(buffer_text(&text), expected);
    buffer_release(&text);
}

/* ---- columns ---- */

static void headings_are_known_in_any_order_and_in_both_languages(void **state)
{
    (void)state;
    intake_read_text("residents", NULL, "手机号码（必填）,与户主关系,姓名,备注,身份证号码,房号,血型\nx\n");
    check_columns("phone relation name note id_number room -");
    assert_int_equal(importer_heading_line(intake.importer), 1);
    intake_read_text("residents", NULL, "ID Number *,Phone,Room No.,Full Name,Blood\nx\n");
    check_columns("id_number phone room name -");
    intake_read_text("residents", NULL, "小区名称;楼栋号;单元;室号;住户姓名\nx\n");
    check_columns("estate building unit number name");
    intake_read_text("crossings", NULL, "时间\t姓名\t体温\t体温\t方向\t车牌号\t事由\nx\n");
    check_columns("at name temp retest direction plate purpose");
}

static void titles_and_empty_rows_above_the_headings_are_passed(void **state)
{
    (void)state;
    intake_judge_text("清河苑住户登记表,,\n填表人：李卫国,,\n,,\n\n姓名,房号,电话\n,,\n张伟明,12-2-1203,13912340001\n");
    assert_int_equal(importer_heading_line(intake.importer), 5);
    assert_string_equal(importer_heading(intake.importer, 1), "房号");
    assert_string_equal(importer_sample(intake.importer, 0, 0), "张伟明");
    assert_int_equal(importer_rows(intake.importer), 1);
    intake_check_row(0, IMPORT_NEW, "");
}

static void a_file_without_headings_waits_for_its_columns_to_be_named(void **state)
{
    (void)state;
    intake_read_text("residents", NULL, "12-2-1203,张伟明,13912340001\n8-1-302,黄磊,\n");
    assert_int_equal(importer_heading_line(intake.importer), 0);
    check_columns("- - -");
    assert_false(importer_judge(intake.importer, &intake.err));
    assert_string_equal(intake.err.text, "Which column holds the names? Say it first.");
    importer_map(intake.importer, 1, field("name"));
    assert_false(importer_judge(intake.importer, &intake.err));
    assert_non_null(strstr(intake.err.text, "holds the rooms"));
    importer_map(intake.importer, 0, field("room"));
    importer_map(intake.importer, 2, field("note"));
    importer_map(intake.importer, 2, field("phone"));
    intake_judge();
    intake_check_counts(2, 0, 0, 0);
    importer_map(intake.importer, 2, IMPORT_NO_FIELD); /* it can be said anew */
    assert_int_equal(importer_phase(intake.importer), IMPORTER_MAPPING);
    intake_judge();
    intake_save();
    intake_check_sql(intake_people_sql, "张伟明 12-2-1203 / ; 黄磊 8-1-302 / ");
}

static void two_columns_that_claim_a_field_are_both_named(void **state)
{
    (void)state;
    intake_read_text("residents", NULL, "姓名,房号,备注,说明\n张伟明,8-1-302,a,b\n");
    assert_false(importer_judge(intake.importer, &intake.err));
    assert_int_equal(intake.err.code, ERR_INPUT);
    assert_non_null(strstr(intake.err.text, "Columns 3 and 4 both seem to be \"Note\""));
    importer_map(intake.importer, 3, field("note")); /* the other one is none any more */
    check_columns("name room - note");
    intake_judge();
    intake_save();
    intake_check_sql("SELECT note FROM person", "b");
}

static void a_second_column_of_phones_is_the_second_phone(void **state)
{
    (void)state;
    intake_import_text("姓名,房号,电话,手机\n张伟明,8-1-302,0757-86123456,13912340001\n");
    intake_check_sql(intake_people_sql, "张伟明 8-1-302 0757-86123456/13912340001 ");
}

/* ---- rooms ---- */

static void rooms_stand_in_one_column_or_three(void **state)
{
    (void)state;
    intake_import_text("姓名,房号\n张伟明,12栋2单元1203\n黄磊,1221204\n李娜,东苑3-301\n");
    intake_check_sql(intake_people_sql, "张伟明 12-2-1203 / ; 黄磊 12-2-1204 / ; 李娜 东苑3--301 / ");
    store_undo(intake.store, NULL, NULL);
    intake_import_text("楼栋,单元,室号,姓名\n12栋,2单元,1203,张伟明\n12,2,1204室,黄磊\n5,,301,李娜\n");
    intake_check_sql("SELECT group_concat(building || '-' || unit || '-' || room, ' ') FROM place WHERE import_id = 2",
                     "12-2-1203 12-2-1204 5--301");
}

static void a_room_without_estate_gets_the_one_that_was_said(void **state)
{
    (void)state;
    intake_read_text("residents", "西苑", "姓名,房号,小区\n张伟明,1-1-101,\n黄磊,1-1-101,东苑\n李娜,北苑1-1-101,\n");
    intake_judge();
    intake_save();
    intake_check_sql(intake_people_sql, "张伟明 西苑1-1-101 / ; 黄磊 东苑1-1-101 / ; 李娜 北苑1-1-101 / ");
    intake_judge_text("姓名,房号\n王秀兰,1-1-101\n");
    intake_check_row(0, IMPORT_REFUSED, "Several estates have this room");
}

static void rooms_that_are_none_are_refused(void **state)
{
    (void)state;
    intake_judge_text("姓名,房号\n张伟明,\n黄磊,1203\n李娜,某处\n");
    intake_check_row(0, IMPORT_REFUSED, "The room is missing");
    intake_check_row(1, IMPORT_REFUSED, "no whole room");
    intake_check_row(2, IMPORT_REFUSED, "Room:");
}

/* ---- people ---- */

static void two_phones_in_a_cell_are_two_phones(void **state)
{
    (void)state;
    intake_import_text("姓名,房号,电话\n张伟明,8-1-302,13912340001/13812343822\n");
    intake_check_sql(intake_people_sql, "张伟明 8-1-302 13912340001/13812343822 ");
}

static void names_keep_their_middle_dot(void **state)
{
    (void)state;
    intake_import_text("姓名,房号\n阿依古丽·买买提,8-1-302\n买买提•吐尔逊,8-1-303\nJohn Smith,8-1-304\n");
    intake_check_sql(intake_people_sql, "阿依古丽·买买提 8-1-302 / ; 买买提·吐尔逊 8-1-303 / ; John Smith 8-1-304 / ");
}

static void id_numbers_are_read_as_people_and_spreadsheets_write_them(void **state)
{
    (void)state;
    intake_import_text("姓名,房号,身份证号\n张伟明,8-1-302,11010519491231002x\n黄磊,8-1-303,'440524188001010014\n");
    intake_check_sql(intake_people_sql, "张伟明 8-1-302 / 11010519491231002X; 黄磊 8-1-303 / 440524188001010014");
    intake_check_sql("SELECT birth_day || sex FROM person WHERE id = 1", "19491231f");
    intake_judge_text("姓名,房号,身份证号,电话\n李娜,8-1-304,1.10105E+17,\n王秀兰,8-1-304,110105194912310021,\n"
                      "陈静,8-1-304,,1.38E+10\n");
    intake_check_row(0, IMPORT_REFUSED, "a number that the spreadsheet has cut");
    intake_check_row(1, IMPORT_REFUSED, "The last digit of the ID does not fit");
    intake_check_row(2, IMPORT_REFUSED, "a number that the spreadsheet has cut");
}

static void masked_values_are_never_taken_in(void **state)
{
    (void)state;
    intake_judge_text(
        "姓名,房号,电话,身份证号\n张*明,8-1-302,,\n黄磊,8-1-302,138****3821,\n李娜,8-1-302,,110***********002X\n");
    for (int i = 0; i < 3; i++)
        intake_check_row(i, IMPORT_REFUSED, "masked");
    assert_false(importer_write(intake.importer, &intake.err));
    assert_string_equal(intake.err.text, "There is nothing to take in.");
}

static void the_same_person_twice_in_a_file_comes_in_once(void **state)
{
    (void)state;
    intake_judge_text("姓名,房号,身份证号,电话\n"
                      "张伟明,8-1-302,11010519491231002X,\n"
                      "张伟民,8-1-999,11010519491231002X,\n" /* one number, two names */
                      "黄磊,8-1-303,,13912340001\n"
                      "黄磊,8栋1单元303,,\n"
                      "张伟明,8-1-302,,\n" /* with and without the number */
                      "黄磊,8-1-303,440524188001010014,\n");
    intake_check_row(1, IMPORT_REFUSED, "Line 2 has the same ID number");
    intake_check_row(3, IMPORT_REFUSED, "Line 4 is the same person");
    intake_check_row(4, IMPORT_REFUSED, "Line 2 is the same person");
    intake_check_row(5, IMPORT_REFUSED, "Line 4 is the same person");
    intake_check_counts(2, 0, 0, 4);
}

static void father_and_son_of_one_name_come_in_by_their_numbers(void **state)
{
    (void)state;
    intake_import_text("姓名,房号,身份证号\n张伟明,8-1-302,11010519491231002X\n张伟明,8-1-302,440524188001010014\n");
    assert_int_equal(intake_people_seen(), 2);
}

#define ON_FILE(test) cmocka_unit_test_setup_teardown(test, intake_make, intake_clear)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        ON_FILE(headings_are_known_in_any_order_and_in_both_languages),
        ON_FILE(titles_and_empty_rows_above_the_headings_are_passed),
        ON_FILE(a_file_without_headings_waits_for_its_columns_to_be_named),
        ON_FILE(two_columns_that_claim_a_field_are_both_named),
        ON_FILE(a_second_column_of_phones_is_the_second_phone),
        ON_FILE(rooms_stand_in_one_column_or_three),
        ON_FILE(a_room_without_estate_gets_the_one_that_was_said),
        ON_FILE(rooms_that_are_none_are_refused),
        ON_FILE(two_phones_in_a_cell_are_two_phones),
        ON_FILE(names_keep_their_middle_dot),
        ON_FILE(id_numbers_are_read_as_people_and_spreadsheets_write_them),
        ON_FILE(masked_values_are_never_taken_in),
        ON_FILE(the_same_person_twice_in_a_file_comes_in_once),
        ON_FILE(father_and_son_of_one_name_come_in_by_their_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
