/* base/sheet_writer.c and convert/xlsx.c: what is written is read again as it was; halves are left nowhere. */
#include "gatepost/process.h"
#include "gatepost/words.h"
#include "tests/lib/sheet_file.h"
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const char *const heading[] = {"姓名", "证件号", "备注"};
static const char *const person[] = {"刘洋", "110105199003070017", "=1+1, \"x\"; two\nlines"};
static const char *const other[] = {"张伟明", "013800003823", "a\001b & <c>"};

static void write_file(const char *path, enum sheet_format format, char separator, bool keep)
{
    struct err err = {0};
    struct sheet_writer *writer = sheet_writer_open(path, format, separator, &err);
    assert_non_null(writer);
    assert_true(sheet_writer_row(writer, heading, 3, &err));
    assert_true(sheet_writer_row(writer, person, 3, &err));
    assert_true(sheet_writer_row(writer, other, 3, &err));
    if (!sheet_writer_close(writer, keep, &err))
        fail_msg("%s", err.text);
}

static void check_file(const char *name, enum sheet_format format, char separator)
{
    const char *path = sheet_file_path(name);
    struct stat status;
    struct err err = {0};
    write_file(path, format, separator, true);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    struct sheet *sheet = sheet_file_read(path, NULL, &err);
    if (sheet == NULL)
        fail_msg("%s", err.text);
    assert_int_equal(sheet_format(sheet), format);
    assert_int_equal(sheet_separator(sheet), separator);
    const char *last = format == SHEET_XLSX ? "a b & <c>" : "a\001b & <c>";
    assert_int_equal(sheet_rows(sheet), 3);
    assert_string_equal(sheet_row_text(sheet, 0), "1: 姓名|证件号|备注");
    assert_string_equal(sheet_cell(sheet, 1, 1), "110105199003070017");
    assert_string_equal(sheet_cell(sheet, 1, 2), "=1+1, \"x\"; two lines");
    assert_string_equal(sheet_cell(sheet, 2, 1), "013800003823");
    assert_string_equal(sheet_cell(sheet, 2, 2), last);
    sheet_free(sheet);
    unlink(path);
}

static void what_is_written_is_read_again(void **state)
{
    (void)state;
    check_file("list.csv", SHEET_CSV, ',');
    check_file("list.csv", SHEET_CSV, ';');
    check_file("list.txt", SHEET_CSV, '\t');
    check_file("list.xlsx", SHEET_XLSX, ',');
}

static int files_in_folder(void)
{
    int count = 0;
    DIR *folder = opendir(sheet_file_path(""));
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}

static void nothing_is_left_of_a_file_that_is_not_kept(void **state)
{
    (void)state;
    write_file(sheet_file_path("list.csv"), SHEET_CSV, ',', false);
    write_file(sheet_file_path("list.xlsx"), SHEET_XLSX, ',', false);
    assert_int_equal(files_in_folder(), 0);
    assert_true(sheet_writer_close(NULL, true, NULL));
}

static void a_file_that_is_there_is_never_replaced(void **state)
{
    (void)state;
    struct err err = {0};
    char path[300];
    snprintf(path, sizeof path, "%s", sheet_file_write("list.csv", "old\n", 4));
    struct sheet_writer *writer = sheet_writer_open(path, SHEET_CSV, ',', &err);
    assert_true(sheet_writer_row(writer, heading, 3, &err));
    assert_false(sheet_writer_close(writer, true, &err));
    assert_int_equal(err.code, ERR_SYSTEM);
    assert_non_null(strstr(err.text, "already; it was not changed"));
    sheet_check(sheet_file_read(path, NULL, &err), &err, (const char *const[]){"1: old", NULL});
    assert_int_equal(files_in_folder(), 1);
    unlink(path);
}

static void a_folder_that_is_not_there_is_said(void **state)
{
    (void)state;
    struct err err = {0};
    assert_null(sheet_writer_open("/nonexistent/list.csv", SHEET_CSV, ',', &err));
    assert_int_equal(err.code, ERR_SYSTEM);
    assert_non_null(strstr(err.text, "/nonexistent/list.csv"));
}

/* What the helper refuses reaches the caller in its words, and no half file stays. */
static void a_workbook_that_cannot_be_made_is_said(void **state)
{
    (void)state;
    struct err err = {0};
    static char huge[40 << 10];
    memset(huge, 'x', sizeof huge - 1);
    const char *cells[] = {huge};
    struct sheet_writer *writer = sheet_writer_open(sheet_file_path("list.xlsx"), SHEET_XLSX, ',', &err);
    assert_true(sheet_writer_row(writer, cells, 1, &err));
    assert_false(sheet_writer_close(writer, true, &err));
    assert_non_null(strstr(err.text, "Line 1: a cell holds more than 32 KiB"));
    assert_int_equal(files_in_folder(), 0);
}

int main(void)
{
    words_start(NULL, "en");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(nothing_is_left_of_a_file_that_is_not_kept),
        cmocka_unit_test(a_file_that_is_there_is_never_replaced),
        cmocka_unit_test(a_folder_that_is_not_there_is_said),
        cmocka_unit_test(a_workbook_that_cannot_be_made_is_said),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, sheet_folder_make, sheet_folder_remove);
}
