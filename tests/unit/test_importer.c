/* A file or a chat on its way into a register: understood, compared, written, taken back. All people are invented. */
#include "gatepost/audit.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/crossing.h"
#include "gatepost/import.h"
#include "gatepost/importer.h"
#include "gatepost/people_rules.h"
#include "gatepost/row.h"
#include "gatepost/sheet.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/store_file.h"
#include "tests/lib/vfs_shim.h"
#include <limits.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { STEP_MS = 20 };
static const int64_t now = 1649658720; /* 2022-04-11 14:32 +08:00 */

static struct store_file file;
static struct store *store, *other;
static struct importer *importer;
static struct err err;
static int64_t gate;

/* ---- the register ---- */

static void check_done(bool done)
{
    if (!done)
        fail_msg("%s", err.text);
}

static int make(void **state)
{
    (void)state;
    words_start(NULL, "en");
    clock_fix(now);
    err = (struct err){0};
    store_file_make(&file);
    store = store_file_open(&file, "seat-1", true);
    other = store_file_open(&file, "seat-2", true);
    struct checkpoint south = {.name = "南门"};
    check_done(people_add_checkpoint(other, &south, &err));
    gate = south.id;
    return 0;
}

/* Whatever a test did: the file agrees with itself, the audit with the rows. */
static int clear(void **state)
{
    (void)state;
    struct buffer report = {0};
    struct audit_verdict verdict;
    vfs_hook = NULL;
    importer_free(importer);
    importer = NULL;
    check_done(import_tidy(store, &err));
    if (!store_check(store, &report, &err))
        fail_msg("%s", buffer_text(&report));
    check_done(audit_verify(store, &verdict, NULL, NULL, &err));
    if (verdict.first_bad != 0)
        fail_msg("%s", verdict.what);
    buffer_release(&report);
    store_close(store);
    store_close(other);
    store_file_remove(&file);
    return 0;
}

/* First column of the first row is this. */
static void check_sql(const char *sql, const char *expected)
{
    char *answer = store_file_ask(&file, sql);
    if (strcmp(answer, expected) != 0)
        fail_msg("%s\n  gives %s, not %s", sql, answer, expected);
    free(answer);
}

static int people_seen(void)
{
    int64_t count = 0;
    check_done(person_count(other, &count, &err));
    return (int)count;
}

static const char people_sql[] =
    "SELECT group_concat(t, '; ') FROM (SELECT p.name || ' ' || l.estate || l.building || '-' || l.unit || '-' || "
    "l.room "
    "|| ' ' || p.phone || '/' || p.phone2 || ' ' || p.id_number AS t FROM person p JOIN place l ON l.id = p.place_id "
    "WHERE p.voided IS NULL ORDER BY p.id)";

/* ---- the importer ---- */

static void begin_register(const char *name, const char *estate)
{
    const struct importer_defaults defaults = {.estate = estate, .checkpoint_id = gate};
    importer_free(importer);
    importer = importer_new(store, import_register_find(name), &defaults);
}

static void go_on(void)
{
    enum importer_phase phase;
    while ((phase = importer_phase(importer)) == IMPORTER_READING || phase == IMPORTER_JUDGING ||
           phase == IMPORTER_WRITING)
        check_done(importer_step(importer, STEP_MS, &err));
}

static void read_text(const char *register_name, const char *estate, const char *text)
{
    begin_register(register_name, estate);
    check_done(importer_open_text(importer, text, strlen(text), &err));
    go_on();
    assert_int_equal(importer_phase(importer), IMPORTER_MAPPING);
}

static void judge(void)
{
    check_done(importer_judge(importer, &err));
    go_on();
    assert_int_equal(importer_phase(importer), IMPORTER_READY);
}

static void judge_text(const char *text)
{
    read_text("residents", NULL, text);
    judge();
}

static void judge_file(const char *path)
{
    begin_register("residents", NULL);
    check_done(importer_open_file(importer, path, NULL, &err));
    go_on();
    judge();
}

static void judge_chat(const char *register_name, const char *text)
{
    begin_register(register_name, NULL);
    check_done(importer_open_chat(importer, text, &err));
    go_on();
}

static void save(void)
{
    check_done(importer_write(importer, &err));
    go_on();
    assert_int_equal(importer_phase(importer), IMPORTER_DONE);
}

static void import_text(const char *text)
{
    judge_text(text);
    save();
}

static int field(const char *name)
{
    const struct import_register *wanted = importer_register(importer);
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
    for (int i = 0; i < importer_columns(importer); i++) {
        int is = importer_field(importer, i);
        buffer_add(&text, i > 0 ? " " : "");
        buffer_add(&text, is == IMPORT_NO_FIELD ? "-" : importer_register(importer)->fields[is].name);
    }
    assert_string_equal(buffer_text(&text), expected);
    buffer_release(&text);
}

static void check_row(int64_t index, enum import_verdict verdict, const char *why)
{
    struct importer_row row;
    importer_row(importer, index, &row);
    if (row.verdict != verdict || strstr(row.why, why) == NULL)
        fail_msg("row %d: %s, \"%s\" instead of %s, \"%s\"", (int)index, import_verdict_names[row.verdict], row.why,
                 import_verdict_names[verdict], why);
}

static void check_counts(int added, int same, int differ, int refused)
{
    assert_int_equal(importer_count(importer, IMPORT_NEW), added);
    assert_int_equal(importer_count(importer, IMPORT_SAME), same);
    assert_int_equal(importer_count(importer, IMPORT_DIFFERS), differ);
    assert_int_equal(importer_count(importer, IMPORT_REFUSED), refused);
}

/* A resident ID of a birthday with its check digit; borrowed until four more were made. */
static const char *id_of(int number)
{
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    static char ids[4][20];
    static int next;
    char *id = ids[next++ % 4];
    int sum = 0;
    snprintf(id, 20, "110105%04u0101%03u", (1950u + (unsigned)number / 1000) % 10000, (unsigned)number % 1000);
    for (int i = 0; i < 17; i++)
        sum += weights[i] * (id[i] - '0');
    id[17] = "10X98765432"[sum % 11];
    id[18] = '\0';
    return id;
}

/* ---- columns ---- */

static void headings_are_known_in_any_order_and_in_both_languages(void **state)
{
    (void)state;
    read_text("residents", NULL, "手机号码（必填）,与户主关系,姓名,备注,身份证号码,房号,血型\nx\n");
    check_columns("phone relation name note id_number room -");
    assert_int_equal(importer_heading_line(importer), 1);
    read_text("residents", NULL, "ID Number *,Phone,Room No.,Full Name,Blood\nx\n");
    check_columns("id_number phone room name -");
    read_text("residents", NULL, "小区名称;楼栋号;单元;室号;住户姓名\nx\n");
    check_columns("estate building unit number name");
    read_text("crossings", NULL, "时间\t姓名\t体温\t体温\t方向\t车牌号\t事由\nx\n");
    check_columns("at name temp retest direction plate purpose");
}

static void titles_and_empty_rows_above_the_headings_are_passed(void **state)
{
    (void)state;
    judge_text("清河苑住户登记表,,\n填表人：李卫国,,\n,,\n\n姓名,房号,电话\n,,\n张伟明,12-2-1203,13912340001\n");
    assert_int_equal(importer_heading_line(importer), 5);
    assert_string_equal(importer_heading(importer, 1), "房号");
    assert_string_equal(importer_sample(importer, 0, 0), "张伟明");
    assert_int_equal(importer_rows(importer), 1);
    check_row(0, IMPORT_NEW, "");
}

static void a_file_without_headings_waits_for_its_columns_to_be_named(void **state)
{
    (void)state;
    read_text("residents", NULL, "12-2-1203,张伟明,13912340001\n8-1-302,黄磊,\n");
    assert_int_equal(importer_heading_line(importer), 0);
    check_columns("- - -");
    assert_false(importer_judge(importer, &err));
    assert_string_equal(err.text, "Which column holds the names? Say it first.");
    importer_map(importer, 1, field("name"));
    assert_false(importer_judge(importer, &err));
    assert_non_null(strstr(err.text, "holds the rooms"));
    importer_map(importer, 0, field("room"));
    importer_map(importer, 2, field("note"));
    importer_map(importer, 2, field("phone"));
    judge();
    check_counts(2, 0, 0, 0);
    importer_map(importer, 2, IMPORT_NO_FIELD); /* it can be said anew */
    assert_int_equal(importer_phase(importer), IMPORTER_MAPPING);
    judge();
    save();
    check_sql(people_sql, "张伟明 12-2-1203 / ; 黄磊 8-1-302 / ");
}

static void two_columns_that_claim_a_field_are_both_named(void **state)
{
    (void)state;
    read_text("residents", NULL, "姓名,房号,备注,说明\n张伟明,8-1-302,a,b\n");
    assert_false(importer_judge(importer, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_non_null(strstr(err.text, "Columns 3 and 4 both seem to be \"Note\""));
    importer_map(importer, 3, field("note")); /* the other one is none any more */
    check_columns("name room - note");
    judge();
    save();
    check_sql("SELECT note FROM person", "b");
}

static void a_second_column_of_phones_is_the_second_phone(void **state)
{
    (void)state;
    import_text("姓名,房号,电话,手机\n张伟明,8-1-302,0757-86123456,13912340001\n");
    check_sql(people_sql, "张伟明 8-1-302 0757-86123456/13912340001 ");
}

/* ---- rooms ---- */

static void rooms_stand_in_one_column_or_three(void **state)
{
    (void)state;
    import_text("姓名,房号\n张伟明,12栋2单元1203\n黄磊,1221204\n李娜,东苑3-301\n");
    check_sql(people_sql, "张伟明 12-2-1203 / ; 黄磊 12-2-1204 / ; 李娜 东苑3--301 / ");
    store_undo(store, NULL, NULL);
    import_text("楼栋,单元,室号,姓名\n12栋,2单元,1203,张伟明\n12,2,1204室,黄磊\n5,,301,李娜\n");
    check_sql("SELECT group_concat(building || '-' || unit || '-' || room, ' ') FROM place WHERE import_id = 2",
              "12-2-1203 12-2-1204 5--301");
}

static void a_room_without_estate_gets_the_one_that_was_said(void **state)
{
    (void)state;
    read_text("residents", "西苑", "姓名,房号,小区\n张伟明,1-1-101,\n黄磊,1-1-101,东苑\n李娜,北苑1-1-101,\n");
    judge();
    save();
    check_sql(people_sql, "张伟明 西苑1-1-101 / ; 黄磊 东苑1-1-101 / ; 李娜 北苑1-1-101 / ");
    judge_text("姓名,房号\n王秀兰,1-1-101\n");
    check_row(0, IMPORT_REFUSED, "Several estates have this room");
}

static void rooms_that_are_none_are_refused(void **state)
{
    (void)state;
    judge_text("姓名,房号\n张伟明,\n黄磊,1203\n李娜,某处\n");
    check_row(0, IMPORT_REFUSED, "The room is missing");
    check_row(1, IMPORT_REFUSED, "no whole room");
    check_row(2, IMPORT_REFUSED, "Room:");
}

/* ---- people ---- */

static void two_phones_in_a_cell_are_two_phones(void **state)
{
    (void)state;
    import_text("姓名,房号,电话\n张伟明,8-1-302,13912340001/13812343822\n");
    check_sql(people_sql, "张伟明 8-1-302 13912340001/13812343822 ");
}

static void names_keep_their_middle_dot(void **state)
{
    (void)state;
    import_text("姓名,房号\n阿依古丽·买买提,8-1-302\n买买提•吐尔逊,8-1-303\nJohn Smith,8-1-304\n");
    check_sql(people_sql, "阿依古丽·买买提 8-1-302 / ; 买买提·吐尔逊 8-1-303 / ; John Smith 8-1-304 / ");
}

static void id_numbers_are_read_as_people_and_spreadsheets_write_them(void **state)
{
    (void)state;
    import_text("姓名,房号,身份证号\n张伟明,8-1-302,11010519491231002x\n黄磊,8-1-303,'440524188001010014\n");
    check_sql(people_sql, "张伟明 8-1-302 / 11010519491231002X; 黄磊 8-1-303 / 440524188001010014");
    check_sql("SELECT birth_day || sex FROM person WHERE id = 1", "19491231f");
    judge_text("姓名,房号,身份证号,电话\n李娜,8-1-304,1.10105E+17,\n王秀兰,8-1-304,110105194912310021,\n"
               "陈静,8-1-304,,1.38E+10\n");
    check_row(0, IMPORT_REFUSED, "a number that the spreadsheet has cut");
    check_row(1, IMPORT_REFUSED, "The last digit of the ID does not fit");
    check_row(2, IMPORT_REFUSED, "a number that the spreadsheet has cut");
}

static void masked_values_are_never_taken_in(void **state)
{
    (void)state;
    judge_text(
        "姓名,房号,电话,身份证号\n张*明,8-1-302,,\n黄磊,8-1-302,138****3821,\n李娜,8-1-302,,110***********002X\n");
    for (int i = 0; i < 3; i++)
        check_row(i, IMPORT_REFUSED, "masked");
    assert_false(importer_write(importer, &err));
    assert_string_equal(err.text, "There is nothing to take in.");
}

static void the_same_person_twice_in_a_file_comes_in_once(void **state)
{
    (void)state;
    judge_text("姓名,房号,身份证号,电话\n"
               "张伟明,8-1-302,11010519491231002X,\n"
               "张伟民,8-1-999,11010519491231002X,\n" /* one number, two names */
               "黄磊,8-1-303,,13912340001\n"
               "黄磊,8栋1单元303,,\n"
               "张伟明,8-1-302,,\n" /* with and without the number */
               "黄磊,8-1-303,440524188001010014,\n");
    check_row(1, IMPORT_REFUSED, "Line 2 has the same ID number");
    check_row(3, IMPORT_REFUSED, "Line 4 is the same person");
    check_row(4, IMPORT_REFUSED, "Line 2 is the same person");
    check_row(5, IMPORT_REFUSED, "Line 4 is the same person");
    check_counts(2, 0, 0, 4);
}

static void father_and_son_of_one_name_come_in_by_their_numbers(void **state)
{
    (void)state;
    import_text("姓名,房号,身份证号\n张伟明,8-1-302,11010519491231002X\n张伟明,8-1-302,440524188001010014\n");
    assert_int_equal(people_seen(), 2);
}

/* ---- households ---- */

static void the_head_may_stand_in_any_row_of_a_household(void **state)
{
    (void)state;
    static const char list[] =
        "姓名,房号,与户主关系,电话\n李娜,8-1-302,配偶,13912340002\n张伟明,8-1-302,户主,13912340001\n";
    import_text(list);
    check_sql("SELECT head || ' ' || phone FROM place", "张伟明 13912340001");
    judge_text(list);
    check_counts(0, 2, 0, 0);
}

static void what_is_written_of_a_household_was_shown(void **state)
{
    (void)state;
    import_text("姓名,房号,与户主关系,电话\n张伟明,8-1-302,户主,13912340001\n");
    judge_text("姓名,房号,与户主关系,电话,备注\n张伟明,8-1-302,户主,13912349999,独居\n");
    check_row(0, IMPORT_DIFFERS, "phone 139****0001 → 139****9999; note (empty) → 独居");
    importer_take_all(importer, true);
    save();
    check_sql("SELECT phone FROM place", "13912340001");
}

/* ---- matched ---- */

static void people_are_matched_by_number_then_by_room_and_name(void **state)
{
    (void)state;
    import_text("姓名,房号,电话,身份证号\n张伟明,8-1-302,13912340001,11010519491231002X\n黄磊,8-1-303,13912340002,\n");
    judge_text("姓名,房号,电话,身份证号\n"
               "张卫明,8-1-302,,11010519491231002X\n"
               "黄磊,8-1-303,,440524188001010014\n"
               "张伟明,8-1-302,,440524188001010014\n");
    check_row(0, IMPORT_DIFFERS, "name 张伟明 → 张卫明");
    check_row(1, IMPORT_DIFFERS, "ID number (empty) → 440");
    check_row(2, IMPORT_REFUSED, "Line 3 has the same ID number");
    judge_text("姓名,房号,身份证号\n张伟明,8-1-302,440524188001010014\n黄磊,9-1-303,\n");
    check_row(0, IMPORT_REFUSED, "张伟明 is known in this room with another ID number");
    check_row(1, IMPORT_NEW, "");
}

static void namesakes_in_a_room_are_told_apart_by_their_phones(void **state)
{
    (void)state;
    import_text("姓名,房号,电话,身份证号\n张伟明,8-1-302,13912340001,11010519491231002X\n"
                "张伟明,8-1-302,13912340002,440524188001010014\n");
    judge_text("姓名,房号,电话,备注\n张伟明,8-1-302,13912340002,独居\n");
    check_row(0, IMPORT_DIFFERS, "note (empty) → 独居");
    importer_take_all(importer, true);
    save();
    check_sql("SELECT id_number FROM person WHERE note = '独居'", "440524188001010014");
    judge_text("姓名,房号,电话,备注\n张伟明,8-1-302,,独居\n");
    check_row(0, IMPORT_REFUSED, "Several people in this room have this name");
}

/* ---- proposals ---- */

static const char known[] = "姓名,房号,电话,身份证号,备注\n张伟明,8-1-302,13912340001,11010519491231002X,透析\n"
                            "黄磊,8-1-303,13912340002,,\n";

static void differences_are_masked_and_left_unless_taken(void **state)
{
    (void)state;
    import_text(known);
    judge_text("姓名,房号,电话,身份证号,备注\n张伟明,8-1-302,13912349999,,\n黄磊,8-1-303,13912348888,,\n");
    check_row(0, IMPORT_DIFFERS, "phone 139****0001 → 139****9999");
    assert_false(importer_write(importer, &err));
    importer_take(importer, 1, true);
    assert_int_equal(importer_taken(importer), 1);
    importer_take(importer, 1, true);
    assert_int_equal(importer_taken(importer), 1);
    save();
    assert_int_equal(importer_changed(importer), 1);
    check_sql(people_sql, "张伟明 8-1-302 13912340001/ 11010519491231002X; 黄磊 8-1-303 13912348888/ ");
    check_done(store_undo(store, NULL, &err));
    check_sql("SELECT phone FROM person WHERE name = '黄磊'", "13912340002");
}

static void empty_cells_never_erase(void **state)
{
    (void)state;
    import_text(known);
    judge_text("姓名,房号,电话,身份证号,备注\n张伟明,8-1-302,,,\n");
    check_row(0, IMPORT_SAME, "");
    judge_text("姓名,房号,电话,身份证号,备注\n张伟民,8-1-302,,11010519491231002X,\n");
    importer_take_all(importer, true);
    save();
    check_sql("SELECT name || phone || note FROM person WHERE id = 1", "张伟民13912340001透析");
}

static void a_birthday_is_proposed_but_an_id_number_knows_better(void **state)
{
    (void)state;
    import_text(known);
    judge_text("姓名,房号,出生日期\n张伟明,8-1-302,1950-01-01\n黄磊,8-1-303,1960年2月3日\n");
    check_row(0, IMPORT_SAME, "");
    check_row(1, IMPORT_DIFFERS, "birthday (empty) → 1960-02-03");
    importer_take_all(importer, true);
    save();
    check_sql("SELECT group_concat(birth_day, ' ') FROM person", "19491231 19600203");
}

static void who_moved_is_moved_to_a_household_that_may_be_new(void **state)
{
    (void)state;
    import_text(known);
    judge_text("姓名,房号,身份证号\n张伟明,9-2-501,11010519491231002X\n李娜,9-2-501,\n");
    check_row(0, IMPORT_DIFFERS, "room 8-1-302 → 9-2-501");
    importer_take_all(importer, true);
    save();
    check_sql("SELECT group_concat(name, ' ') FROM person WHERE place_id = (SELECT id FROM place WHERE room = '501' "
              "AND voided IS NULL)",
              "张伟明 李娜");
    check_done(store_undo(store, NULL, &err)); /* the move back comes first: the new household is empty again */
    assert_int_equal(people_seen(), 2);
    check_sql("SELECT l.room FROM person p JOIN place l ON l.id = p.place_id WHERE p.id = 1", "302");
    check_done(store_redo(store, NULL, &err));
    assert_int_equal(people_seen(), 3);
}

static void the_same_file_twice_changes_nothing(void **state)
{
    (void)state;
    import_text(known);
    char *before = store_file_ask(&file, "SELECT value FROM meta WHERE name = 'audit_head'");
    judge_text(known);
    check_counts(0, 2, 0, 0);
    assert_false(importer_write(importer, &err));
    check_sql("SELECT value FROM meta WHERE name = 'audit_head'", before);
    free(before);
}

static void who_is_not_in_the_file_stays(void **state)
{
    (void)state;
    import_text(known);
    import_text("姓名,房号\n李娜,8-1-304\n");
    assert_int_equal(people_seen(), 3);
    check_sql("SELECT count(*) FROM person WHERE voided IS NOT NULL", "0");
}

/* ---- refused rows ---- */

static char *path_of(const char *name)
{
    static char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", file.folder, name);
    return path;
}

static void write_rows(const char *path, enum sheet_format format, const char *const (*rows)[3], int count)
{
    struct sheet_writer *writer = sheet_writer_open(path, format, ';', &err);
    assert_non_null(writer);
    for (int i = 0; i < count; i++)
        check_done(sheet_writer_row(writer, rows[i], 3, &err));
    check_done(sheet_writer_close(writer, true, &err));
}

/* The refused rows mended as a person would: the bad room gets its building. */
static void mend(const char *path, enum sheet_format format)
{
    struct sheet_reader *reader = sheet_reader_open(path, NULL, &err);
    bool finished = false;
    assert_non_null(reader);
    while (!finished)
        check_done(sheet_reader_step(reader, STEP_MS, &finished, &err));
    struct sheet *sheet = sheet_reader_take(reader);
    sheet_reader_close(reader);
    assert_int_equal(sheet_format(sheet), format);
    assert_int_equal(sheet_rows(sheet), 2);
    assert_string_equal(sheet_cell(sheet, 0, 3), "Why refused");
    assert_string_equal(sheet_cell(sheet, 1, 0), "黄磊");
    assert_non_null(strstr(sheet_cell(sheet, 1, 3), "no whole room"));
    const char *const rows[][3] = {{"姓名", "房号", "电话"},
                                   {sheet_cell(sheet, 1, 0), "8-1-1203", sheet_cell(sheet, 1, 2)}};
    unlink(path);
    write_rows(path, format, rows, 2);
    sheet_free(sheet);
}

static void check_refused_file(const char *name, const char *refused, enum sheet_format format)
{
    static const char *const rows[][3] = {
        {"姓名", "房号", "电话"}, {"张伟明", "8-1-302", "13912340001"}, {"黄磊", "1203", "13812343821"}};
    char path[PATH_MAX];
    write_rows(path_of(name), format, rows, 3);
    judge_file(path_of(name));
    check_counts(1, 0, 0, 1);
    save();
    snprintf(path, sizeof path, "%s", importer_refused_path(importer));
    assert_string_equal(path, path_of(refused));
    check_done(importer_write_refused(importer, NULL, &err));
    check_done(importer_write_refused(importer, NULL, &err)); /* asked again, it is there already */
    assert_string_equal(importer_refused_path(importer), path);
    assert_false(importer_write_refused(importer, path, &err));
    err = (struct err){0};
    mend(path, format);
    judge_file(path);
    check_counts(1, 0, 0, 0);
    save();
    check_sql(people_sql, "张伟明 8-1-302 13912340001/ ; 黄磊 8-1-1203 13812343821/ ");
}

static void refused_rows_go_into_a_csv_to_be_mended(void **state)
{
    (void)state;
    check_refused_file("名单.csv", "名单-refused.csv", SHEET_CSV);
}

static void refused_rows_never_replace_a_file(void **state)
{
    (void)state;
    static const char *const rows[][3] = {{"姓名", "房号", "电话"}, {"黄磊", "1203", "13812343821"}};
    write_rows(path_of("表.csv"), SHEET_CSV, rows, 2);
    write_rows(path_of("表-refused.csv"), SHEET_CSV, rows, 1);
    judge_file(path_of("表.csv"));
    check_done(importer_write_refused(importer, NULL, &err));
    assert_string_equal(importer_refused_path(importer), path_of("表-refused2.csv"));
    judge_file(path_of("表-refused2.csv"));
    check_done(importer_write_refused(importer, NULL, &err));
    assert_string_equal(importer_refused_path(importer), path_of("表-refused3.csv"));
    static const char *const made[] = {"表.csv", "表-refused.csv", "表-refused2.csv", "表-refused3.csv"};
    for (size_t i = 0; i < sizeof made / sizeof made[0]; i++)
        unlink(path_of(made[i]));
}

/* What a stranger put into a form is neither obeyed by a terminal nor computed by a spreadsheet program. */
static void refused_rows_are_written_harmless(void **state)
{
    (void)state;
    static const char *const rows[][3] = {{"姓名", "房号", "电话"}, {"=1+1", "\033[2J1203", "+8613812343821"}};
    write_rows(path_of("表.csv"), SHEET_CSV, rows, 2);
    judge_file(path_of("表.csv"));
    check_done(importer_write_refused(importer, NULL, &err));
    judge_file(path_of("表-refused.csv"));
    assert_string_equal(importer_sample(importer, 0, 0), "'=1+1");
    assert_string_equal(importer_sample(importer, 1, 0), "?[2J1203");
    assert_string_equal(importer_sample(importer, 2, 0), "+8613812343821");
    unlink(path_of("表.csv"));
    unlink(path_of("表-refused.csv"));
}

static void reasons_repeat_no_whole_number(void **state)
{
    (void)state;
    judge_text("姓名,房号\n黄磊,13812343821\n");
    check_row(0, IMPORT_REFUSED, "138****3821");
}

static void refused_rows_of_a_workbook_go_into_a_workbook(void **state)
{
    (void)state;
    check_refused_file("名单.xlsx", "名单-refused.xlsx", SHEET_XLSX);
}

/* Rows of `count` people; every `bad`-th has no room (0: none). */
static char *make_list(int count, int bad)
{
    struct buffer list = {0};
    buffer_add(&list, "姓名,房号,身份证号\n");
    for (int i = 0; i < count; i++) {
        bool refused = bad != 0 && i % bad == 0;
        buffer_format(&list, "王秀%s,%d-1-%d,%s\n", i % 2 ? "兰" : "英", refused ? 0 : 1 + i / 200, 100 + i % 200,
                      refused ? "1101" : id_of(i));
    }
    return buffer_take(&list);
}

static void a_twentieth_of_bad_rows_stops_nobody(void **state)
{
    (void)state;
    char *list = make_list(500, 20);
    judge_text(list);
    free(list);
    check_counts(475, 0, 0, 25);
    save();
    assert_int_equal(importer_added(importer), 475);
    assert_int_equal(people_seen(), 475);
}

/* ---- failing, cancelled, beside others ---- */

static int writes_left = -1;

static int fill_disk(enum vfs_call call, bool wal, int slot, int flags)
{
    (void)wal;
    (void)slot;
    (void)flags;
    if (call != VFS_WRITE || writes_left < 0)
        return SQLITE_OK;
    return writes_left-- > 0 ? SQLITE_OK : (writes_left = 0, SQLITE_FULL);
}

static bool write_on(void)
{
    bool done = true;
    while (done && importer_phase(importer) == IMPORTER_WRITING)
        done = importer_step(importer, STEP_MS, &err);
    return done;
}

static void a_full_disk_leaves_nothing_and_can_be_tried_again(void **state)
{
    (void)state;
    char *list = make_list(3000, 0);
    judge_text(list);
    free(list);
    vfs_hook = fill_disk;
    for (int room = 3; room < 200; room += 40) {
        writes_left = room;
        check_done(importer_write(importer, &err));
        assert_false(write_on());
        writes_left = -1;
        assert_int_equal(importer_phase(importer), IMPORTER_READY);
        assert_int_equal(people_seen(), 0);
        check_counts(3000, 0, 0, 0);
    }
    save();
    assert_int_equal(people_seen(), 3000);
    check_sql("SELECT count(DISTINCT place_id) FROM person WHERE import_id = (SELECT max(id) FROM import)", "3000");
}

static void stopped_in_the_middle_nothing_of_it_is_seen(void **state)
{
    (void)state;
    char *list = make_list(3000, 0);
    for (int stage = 5; stage < 100; stage += 30) {
        judge_text(list);
        check_done(importer_write(importer, &err));
        while (importer_percent(importer) < stage)
            check_done(importer_step(importer, 1, &err));
        assert_true(importer_can_stop(importer));
        importer_free(importer);
        importer = NULL;
        assert_int_equal(people_seen(), 0);
        check_done(import_tidy(other, &err)); /* the lease is free at once */
        assert_false(import_is_untidy(other));
    }
    import_text(list);
    free(list);
    assert_int_equal(people_seen(), 3000);
}

static int waits;

static void count_wait(void *context, const char *holder, int waited_ms)
{
    (void)context;
    (void)holder;
    (void)waited_ms;
    waits++;
}

static void others_save_between_any_two_steps(void **state)
{
    (void)state;
    char *list = make_list(4000, 0);
    int steps = 0;
    judge_text(list);
    free(list);
    store_on_wait(other, count_wait, NULL);
    waits = 0;
    check_done(importer_write(importer, &err));
    for (; importer_phase(importer) == IMPORTER_WRITING; steps++) {
        struct person person = {.kind = PERSON_VISITOR};
        text_copy(person.name, sizeof person.name, "周杰");
        check_done(people_add_person(other, &person, &err));
        if (importer_can_stop(importer))
            assert_int_equal(people_seen(), steps + 1);
        check_done(importer_step(importer, STEP_MS, &err));
    }
    assert_true(steps >= 10);
    assert_int_equal(waits, 0);
    assert_int_equal(people_seen(), 4000 + steps);
}

static void a_desk_that_works_may_import_meanwhile_only_itself(void **state)
{
    (void)state;
    char *list = make_list(3000, 0);
    const struct importer_defaults defaults = {0};
    judge_text(list);
    check_done(importer_write(importer, &err));
    check_done(importer_step(importer, 1, &err));
    struct importer *second = importer_new(other, import_register_find("residents"), &defaults);
    check_done(importer_open_chat(second, "黄磊 8-1-302", &err));
    while (importer_phase(second) == IMPORTER_JUDGING)
        check_done(importer_step(second, STEP_MS, &err));
    check_done(importer_write(second, &err));
    assert_false(importer_step(second, STEP_MS, &err));
    assert_int_equal(err.code, ERR_BUSY);
    assert_int_equal(importer_phase(second), IMPORTER_READY);
    go_on();
    check_done(importer_write(second, &err)); /* its turn now */
    while (importer_phase(second) == IMPORTER_WRITING)
        check_done(importer_step(second, STEP_MS, &err));
    importer_free(second);
    free(list);
    assert_int_equal(people_seen(), 3001);
}

/* ---- chats ---- */

static void a_chain_of_residents_comes_in(void **state)
{
    (void)state;
    judge_chat("residents",
               "#接龙\n清河苑住户登记\n1. 张伟明 12-2-1203 13912340001\n2、黄磊 8栋1单元302 138 1234 3821\n"
               "3. 李娜\n");
    assert_int_equal(importer_phase(importer), IMPORTER_READY);
    check_counts(2, 0, 0, 1);
    assert_string_equal(importer_refused_path(importer), "");
    save();
    check_sql(people_sql, "张伟明 12-2-1203 13912340001/ ; 黄磊 8-1-302 13812343821/ ");
    check_done(store_undo(store, NULL, &err));
    assert_int_equal(people_seen(), 0);
}

static void know_people(void)
{
    import_text("姓名,房号,电话\n张伟明,12-2-1203,13912340001\n黄磊,8-1-302,13812343821\n李娜,3-1-101,13912340003\n"
                "李娜,3-1-102,13912340004\n");
}

static const char crossings_sql[] =
    "SELECT group_concat(t, '; ') FROM (SELECT p.name || ' ' || c.class || ' ' || c.direction || ' ' || "
    "coalesce(c.temp_tenths, 0) || ' ' || ((c.at - 1649606400) / 60) AS t FROM crossing c JOIN person p "
    "ON p.id = c.person_id WHERE c.voided IS NULL ORDER BY c.id)";

static void a_chain_of_crossings_is_logged_and_undone_as_one(void **state)
{
    (void)state;
    know_people();
    judge_chat("crossings", "1. 张伟明 出 36.5 8:05\n2. 黄磊 进 36.6 9:00\n3. 周杰 进 36.7 9:10 8-1-302\n");
    check_counts(3, 0, 0, 0);
    check_row(0, IMPORT_NEW, "Out 08:05 36.5");
    check_row(2, IMPORT_NEW, "In 09:10 36.7; not in the register: becomes a visitor");
    save();
    check_sql(crossings_sql, "张伟明 resident out 365 485; 黄磊 resident in 366 540; 周杰 visitor in 367 550");
    judge_chat("crossings", "1. 张伟明 出 36.5 8:05\n2. 黄磊 进 36.6 9:00\n");
    check_counts(0, 2, 0, 0);
    check_done(store_undo(store, NULL, &err));
    check_sql(crossings_sql, "");
    assert_int_equal(people_seen(), 4);
    check_done(store_redo(store, NULL, &err));
    check_sql("SELECT count(*) FROM crossing WHERE voided IS NULL", "3");
}

static void what_the_gate_would_ask_is_refused(void **state)
{
    (void)state;
    know_people();
    judge_chat("crossings", "1. 张伟明 进 38.1 8:05\n2. 黄磊 进 36.6 9:00\n3. 黄磊 进 36.6 9:00\n4. 李娜 出 36.5 9:01\n"
                            "5. 周杰 进 36.5 9:02\n6. 李娜 3-1-102 出 36.5 9:03\n"
                            "7. 陈静 今天没出门\n");
    check_row(0, IMPORT_REFUSED, "second time");
    check_row(1, IMPORT_NEW, "");
    check_row(2, IMPORT_REFUSED, "Line 2 says the same");
    check_row(3, IMPORT_REFUSED, "Several people are called 李娜");
    check_row(4, IMPORT_REFUSED, "Whom does the visitor visit?");
    check_row(5, IMPORT_NEW, "");
    check_row(6, IMPORT_PASSED, "neither direction, time nor temperature");
    save();
    check_sql("SELECT group_concat(place_id, ' ') FROM crossing ORDER BY id", "2 4");
}

static void a_long_list_of_crossings_that_failed_goes_on_where_it_stopped(void **state)
{
    (void)state;
    struct buffer list = {0};
    know_people();
    buffer_add(&list, "姓名,时间,方向,体温\n");
    for (int i = 0; i < 3000; i++)
        buffer_format(&list, "张伟明,2022-04-%02d %02d:%02d,%s,36.5\n", 1 + i / 1440, i / 60 % 24, i % 60,
                      i % 2 ? "进" : "出");
    read_text("crossings", NULL, buffer_text(&list));
    buffer_release(&list);
    judge();
    check_counts(3000, 0, 0, 0);
    check_row(0, IMPORT_NEW, "Out 04-01 00:00 36.5");
    check_done(importer_write(importer, &err));
    check_done(importer_step(importer, STEP_MS, &err)); /* the first part of them counts */
    assert_int_equal(importer_phase(importer), IMPORTER_WRITING);
    vfs_hook = fill_disk;
    writes_left = 0;
    assert_false(write_on());
    writes_left = -1;
    save();
    assert_int_equal(importer_added(importer), 3000);
    check_sql("SELECT count(*) FROM crossing", "3000");
    check_done(store_undo(store, NULL, &err));
    check_sql("SELECT count(*) FROM crossing WHERE voided IS NULL", "0");
}

static void crossings_are_logged_at_the_checkpoint_they_name(void **state)
{
    (void)state;
    struct checkpoint east = {.name = "东门"};
    check_done(people_add_checkpoint(other, &east, &err));
    know_people();
    read_text("crossings", NULL, "姓名,体温,检查点\n张伟明,36.5,东门\n黄磊,36.6,\n李娜,36.6,西门\n");
    judge();
    check_counts(2, 0, 0, 1);
    check_row(2, IMPORT_REFUSED, "There is no checkpoint named \"西门\"");
    save();
    check_sql("SELECT k.name FROM crossing c JOIN checkpoint k ON k.id = c.checkpoint_id JOIN person p "
              "ON p.id = c.person_id WHERE p.name = '张伟明'",
              "东门");
}

/* Two estates number their rooms alike: who lives there says which one a chat means. */
static void a_room_of_two_estates_is_that_of_who_lives_there(void **state)
{
    (void)state;
    judge_text("小区,姓名,房号,电话\n甲苑,张伟明,8-1-302,13800000001\n乙苑,黄磊,8-1-302,13800000002\n");
    save();
    judge_chat("residents",
               "1. 8-1-302 黄磊 13800000009\n2. 8-1-302 李娜 13800000003\n3. 甲苑8-1-302 周杰 13800000004\n");
    check_counts(1, 0, 1, 1);
    check_row(0, IMPORT_DIFFERS, "138****0002 → 138****0009");
    check_row(1, IMPORT_REFUSED, "name the estate");
    importer_take_all(importer, true);
    save();
    check_sql("SELECT l.estate || p.phone FROM person p JOIN place l ON l.id = p.place_id WHERE p.name = '黄磊'",
              "乙苑13800000009");
    check_sql("SELECT l.estate FROM person p JOIN place l ON l.id = p.place_id WHERE p.name = '周杰'", "甲苑");
    judge_chat("crossings", "8-1-302 黄磊 36.5 8:05\n");
    check_counts(1, 0, 0, 0);
}

#define ON_FILE(test) cmocka_unit_test_setup_teardown(test, make, clear)

int main(void)
{
    vfs_shim_install();
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
        ON_FILE(refused_rows_go_into_a_csv_to_be_mended),
        ON_FILE(refused_rows_of_a_workbook_go_into_a_workbook),
        ON_FILE(refused_rows_never_replace_a_file),
        ON_FILE(refused_rows_are_written_harmless),
        ON_FILE(reasons_repeat_no_whole_number),
        ON_FILE(a_twentieth_of_bad_rows_stops_nobody),
        ON_FILE(a_full_disk_leaves_nothing_and_can_be_tried_again),
        ON_FILE(stopped_in_the_middle_nothing_of_it_is_seen),
        ON_FILE(others_save_between_any_two_steps),
        ON_FILE(a_desk_that_works_may_import_meanwhile_only_itself),
        ON_FILE(a_chain_of_residents_comes_in),
        ON_FILE(a_chain_of_crossings_is_logged_and_undone_as_one),
        ON_FILE(what_the_gate_would_ask_is_refused),
        ON_FILE(crossings_are_logged_at_the_checkpoint_they_name),
        ON_FILE(a_room_of_two_estates_is_that_of_who_lives_there),
        ON_FILE(a_long_list_of_crossings_that_failed_goes_on_where_it_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
