/* Rows that are refused come back as a file to be mended, harmless and beside no other. All people are invented. */
#include "gatepost/buffer.h"
#include "gatepost/importer.h"
#include "gatepost/sheet.h"
#include "tests/lib/intake.h"
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void judge_file(const char *path)
{
    intake_begin("residents", NULL);
    intake_done(importer_open_file(intake.importer, path, NULL, &intake.err));
    intake_go_on();
    intake_judge();
}

/* ---- refused rows ---- */

static char *path_of(const char *name)
{
    static char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", intake.file.folder, name);
    return path;
}

static void write_rows(const char *path, enum sheet_format format, const char *const (*rows)[3], int count)
{
    struct sheet_writer *writer = sheet_writer_open(path, format, ';', &intake.err);
    assert_non_null(writer);
    for (int i = 0; i < count; i++)
        intake_done(sheet_writer_row(writer, rows[i], 3, &intake.err));
    intake_done(sheet_writer_close(writer, true, &intake.err));
}

/* The refused rows mended as a person would: the bad room gets its building. */
static void mend(const char *path, enum sheet_format format)
{
    struct sheet_reader *reader = sheet_reader_open(path, NULL, &intake.err);
    bool finished = false;
    assert_non_null(reader);
    while (!finished)
        intake_done(sheet_reader_step(reader, INTAKE_STEP_MS, &finished, &intake.err));
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
    intake_check_counts(1, 0, 0, 1);
    intake_save();
    snprintf(path, sizeof path, "%s", importer_refused_path(intake.importer));
    assert_string_equal(path, path_of(refused));
    intake_done(importer_write_refused(intake.importer, NULL, &intake.err));
    intake_done(importer_write_refused(intake.importer, NULL, &intake.err)); /* asked again, it is there already */
    assert_string_equal(importer_refused_path(intake.importer), path);
    assert_false(importer_write_refused(intake.importer, path, &intake.err));
    intake.err = (struct err){0};
    mend(path, format);
    judge_file(path);
    intake_check_counts(1, 0, 0, 0);
    intake_save();
    intake_check_sql(intake_people_sql, "张伟明 8-1-302 13912340001/ ; 黄磊 8-1-1203 13812343821/ ");
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
    intake_done(importer_write_refused(intake.importer, NULL, &intake.err));
    assert_string_equal(importer_refused_path(intake.importer), path_of("表-refused2.csv"));
    judge_file(path_of("表-refused2.csv"));
    intake_done(importer_write_refused(intake.importer, NULL, &intake.err));
    assert_string_equal(importer_refused_path(intake.importer), path_of("表-refused3.csv"));
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
    intake_done(importer_write_refused(intake.importer, NULL, &intake.err));
    judge_file(path_of("表-refused.csv"));
    assert_string_equal(importer_sample(intake.importer, 0, 0), "'=1+1");
    assert_string_equal(importer_sample(intake.importer, 1, 0), "?[2J1203");
    assert_string_equal(importer_sample(intake.importer, 2, 0), "+8613812343821");
    unlink(path_of("表.csv"));
    unlink(path_of("表-refused.csv"));
}

static void reasons_repeat_no_whole_number(void **state)
{
    (void)state;
    intake_judge_text("姓名,房号\n黄磊,13812343821\n");
    intake_check_row(0, IMPORT_REFUSED, "138****3821");
}

static void refused_rows_of_a_workbook_go_into_a_workbook(void **state)
{
    (void)state;
    check_refused_file("名单.xlsx", "名单-refused.xlsx", SHEET_XLSX);
}

#define ON_FILE(test) cmocka_unit_test_setup_teardown(test, intake_make, intake_clear)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        ON_FILE(refused_rows_go_into_a_csv_to_be_mended),
        ON_FILE(refused_rows_never_replace_a_file),
        ON_FILE(refused_rows_are_written_harmless),
        ON_FILE(reasons_repeat_no_whole_number),
        ON_FILE(refused_rows_of_a_workbook_go_into_a_workbook),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
