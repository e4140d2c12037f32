/* base/sheet.c, sheet_reader.c, sheet_kind.c: rows of text files, and every other kind of file named for what it is. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include "tests/lib/sheet_file.h"
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void cells_are_trimmed_and_stand_in_one_line(void **state)
{
    (void)state;
    struct sheet *sheet = sheet_new(SHEET_CSV, ';');
    const char *first[] = {" 张三 ", "two\r\nlines\n", "\t", "　x　", "\xC2\xA0y", "", " "};
    const char *nothing[] = {"", " ", "\n"};
    const char *last[] = {"", "z"};
    sheet_add_row(sheet, 3, first, 7);
    sheet_add_row(sheet, 5, nothing, 3);
    sheet_add_row(sheet, 7, last, 2);
    assert_int_equal(sheet_rows(sheet), 2);
    assert_string_equal(sheet_row_text(sheet, 0), "3: 张三|two lines||x|y");
    assert_string_equal(sheet_row_text(sheet, 1), "7: |z");
    assert_string_equal(sheet_cell(sheet, 1, 2), "");
    assert_string_equal(sheet_cell(sheet, 1, -1), "");
    assert_int_equal(sheet_format(sheet), SHEET_CSV);
    assert_int_equal(sheet_separator(sheet), ';');
    sheet_free(sheet);
    sheet_free(NULL);
}

static void check_text(const char *bytes, size_t length, const char *const *rows)
{
    struct err err = {0};
    sheet_check(sheet_text_read(bytes, length, &err), &err, rows);
}
#define CHECK_TEXT(bytes, ...) check_text(bytes, sizeof(bytes) - 1, (const char *const[]){__VA_ARGS__, NULL})

static void text_comes_in_every_charset_of_the_field(void **state)
{
    (void)state;
    CHECK_TEXT("张三,1\n", "1: 张三|1");
    CHECK_TEXT("\xEF\xBB\xBF张三,1\n", "1: 张三|1");
    CHECK_TEXT("\xD5\xC5\xC8\xFD;1\r\n", "1: 张三|1");
    CHECK_TEXT("\xFF\xFE\x20\x5F\t\0"
               "1\0\n\0",
               "1: 张|1");
    CHECK_TEXT("\x20\x5F\t\0"
               "1\0\n\0",
               "1: 张|1"); /* UTF-16 without its mark */
    CHECK_TEXT("\x5F\x20\0\t\0"
               "1\0\n",
               "1: 张|1");
}

static void lines_are_those_of_the_file(void **state)
{
    (void)state;
    CHECK_TEXT("title\n\n,,\nname,note\n\"a\nb\",c\nd,e\n", "1: title", "4: name|note", "5: a b|c", "7: d|e");
    CHECK_TEXT("sep=;\na;b\n", "2: a|b");
}

static void check_text_refused(const char *bytes, size_t length, const char *words)
{
    struct err err = {0};
    assert_null(sheet_text_read(bytes, length, &err));
    assert_int_equal(err.code, ERR_INPUT);
    if (strstr(err.text, words) == NULL)
        fail_msg("%s, not %s", err.text, words);
}
#define CHECK_REFUSED(bytes, words) check_text_refused(bytes, sizeof(bytes) - 1, words)

static void other_files_are_named_for_what_they_are(void **state)
{
    (void)state;
    CHECK_REFUSED("", "The file is empty");
    CHECK_REFUSED("\xEF\xBB\xBF \n\n", "Nothing stands in this file");
    CHECK_REFUSED(",,\n\"\",\n", "Nothing stands in this file");
    CHECK_REFUSED("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0", "of the old .xls kind, or one with a password");
    CHECK_REFUSED("%PDF-1.7\n", "a PDF document");
    CHECK_REFUSED("\x89PNG\r\n\x1A\n", "a picture");
    CHECK_REFUSED("\xFF\xD8\xFF\xE0", "a picture");
    CHECK_REFUSED("Rar!\x1A\7", "unpack it first");
    CHECK_REFUSED("\x1F\x8B\x08", "unpack it first");
    CHECK_REFUSED("\x7F"
                  "ELF\2",
                  "a program");
    CHECK_REFUSED("SQLite format 3\0", "a database");
    CHECK_REFUSED("a\0b\0\0c", "a file of a program, not text");
    CHECK_REFUSED("  <TABLE><tr>", "only bears the name of a workbook");
    CHECK_REFUSED("\xFF\xFE<\0h\0t\0m\0l\0", "only bears the name of a workbook");
    CHECK_REFUSED("<?xml version=\"1.0\"?><Workbook/>", "an XML document");
    CHECK_REFUSED("MIME-Version: 1.0\n", "a saved web page");
}

static void a_text_that_ends_within_a_character_is_said_to_be_cut(void **state)
{
    (void)state;
    CHECK_REFUSED("张三,\xE5\xBC", "ends within a character (byte 8)");
    CHECK_REFUSED("\xD5\xC5,\xC8", "ends within a character (byte 4)");
    CHECK_REFUSED("\xFF\xFE\x20\x5F\x20", "ends within a character (byte 5)");
    CHECK_REFUSED("\xD5\xC5\xFF\xFF,a", "Not readable");
}

static void what_is_no_file_is_refused_without_waiting(void **state)
{
    (void)state;
    sheet_check_refused("/nonexistent/list.csv", "There is no file \"/nonexistent/list.csv\"");
    sheet_check_refused("/", "This is a folder");
    sheet_check_refused("/dev/zero", "a device or a pipe");
    const char *path = sheet_file_path("pipe");
    assert_int_equal(mkfifo(path, 0600), 0);
    sheet_check_refused(path, "a device or a pipe");
    unlink(path);
    path = sheet_file_write("large.csv", "a", 1);
    assert_int_equal(truncate(path, (off_t)SHEET_FILE_BYTES_MOST + 1), 0);
    sheet_check_refused(path, "larger than 64 MiB");
    unlink(path);
    sheet_check_refused(sheet_file_write("empty.csv", "", 0), "The file is empty");
    unlink(sheet_file_path("empty.csv"));
}

/* Root may read everything, so this is seen by another user alone. */
static void what_may_not_be_read_is_said(void **state)
{
    (void)state;
    if (geteuid() == 0) {
        assert_int_equal(seteuid(65534), 0);
        sheet_check_refused("/etc/shadow", "You may not read \"/etc/shadow\"");
        assert_int_equal(seteuid(0), 0);
        return;
    }
    const char *path = sheet_file_write("secret.csv", "a", 1);
    assert_int_equal(chmod(path, 0), 0);
    sheet_check_refused(path, "You may not read");
    unlink(path);
}

static void check_fixture(const char *name, enum sheet_format format, char separator, const char *const *rows)
{
    char path[200];
    struct err err = {0};
    snprintf(path, sizeof path, "tests/fixtures/sheets/%s", name);
    struct sheet *sheet = sheet_file_read(path, NULL, &err);
    if (sheet == NULL)
        fail_msg("%s: %s", name, err.text);
    assert_int_equal(sheet_format(sheet), format);
    assert_int_equal(sheet_separator(sheet), separator);
    sheet_check(sheet, &err, rows);
}

static void text_files_of_the_field_are_read(void **state)
{
    (void)state;
    const char *const rows[] = {"1: 姓名|房号|电话|备注", "2: 刘洋|12-2-1203|13800003821|买菜, 送药",
                                "3: 张伟明|8-1-302|13800003823|说\"谢谢\"", NULL};
    const char *const with_rare[] = {rows[0], rows[1], rows[2], "4: 㐁𠮷|3-3-1101", NULL};
    const char *const behind_sep[] = {"2: 姓名|房号|电话|备注", "3: 刘洋|12-2-1203|13800003821|买菜, 送药",
                                      "4: 张伟明|8-1-302|13800003823|说\"谢谢\"", NULL};
    check_fixture("residents-utf8.csv", SHEET_CSV, ',', with_rare);
    check_fixture("residents-gb18030.csv", SHEET_CSV, ',', with_rare);
    check_fixture("residents-gbk.csv", SHEET_CSV, ',', rows);
    check_fixture("residents-unicode-text.txt", SHEET_CSV, '\t', rows);
    check_fixture("residents-sep.csv", SHEET_CSV, ';', behind_sep);
}

static void too_many_rows_are_refused_at_their_line(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (int i = 0; i < SHEET_ROWS_MOST; i++)
        buffer_add_bytes(&text, "a\n", 2);
    struct err err = {0};
    struct sheet *sheet = sheet_text_read(text.bytes, text.length, &err);
    assert_non_null(sheet);
    assert_int_equal(sheet_rows(sheet), SHEET_ROWS_MOST);
    sheet_free(sheet);
    buffer_add(&text, "\nb\n");
    check_text_refused(text.bytes, text.length, "Line 500002: the list is too long");
    buffer_release(&text);
}

static void a_large_file_is_read_in_slices(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (int i = 0; i < 100000; i++)
        buffer_format(&text, "张三%d,12-2-%d,138%08d\n", i, i % 3000, i);
    struct err err = {0};
    struct sheet_reader *reader = sheet_reader_open_text(text.bytes, text.length, &err);
    assert_non_null(reader);
    int steps = 0, percent = 0;
    for (bool finished = false; !finished; steps++) {
        assert_true(sheet_reader_step(reader, 1, &finished, &err));
        assert_true(sheet_reader_percent(reader) >= percent);
        percent = sheet_reader_percent(reader);
    }
    assert_true(steps > 3);
    assert_int_equal(percent, 100);
    struct sheet *sheet = sheet_reader_take(reader);
    assert_string_equal(sheet_row_text(sheet, 99999), "100000: 张三99999|12-2-999|13800099999");
    sheet_free(sheet);
    sheet_reader_close(reader);
    buffer_release(&text);
}

int main(void)
{
    words_start(NULL, "en");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_trimmed_and_stand_in_one_line),
        cmocka_unit_test(text_comes_in_every_charset_of_the_field),
        cmocka_unit_test(lines_are_those_of_the_file),
        cmocka_unit_test(other_files_are_named_for_what_they_are),
        cmocka_unit_test(a_text_that_ends_within_a_character_is_said_to_be_cut),
        cmocka_unit_test_setup_teardown(what_is_no_file_is_refused_without_waiting, sheet_folder_make,
                                        sheet_folder_remove),
        cmocka_unit_test_setup_teardown(what_may_not_be_read_is_said, sheet_folder_make, sheet_folder_remove),
        cmocka_unit_test(text_files_of_the_field_are_read),
        cmocka_unit_test(too_many_rows_are_refused_at_their_line),
        cmocka_unit_test(a_large_file_is_read_in_slices),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
