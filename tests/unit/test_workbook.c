/* src/convert through base/sheet_reader.c: workbooks as Excel, WPS and LibreOffice write them, and files that want to
 * harm. */
#include "gatepost/buffer.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include "tests/lib/sheet_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include <cmocka.h>

#define FIXTURE "tests/fixtures/sheets/residents-libreoffice.xlsx"
#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define LINKS "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define LINK(id, type, target) "<Relationship Id=\"" id "\" Type=\"" TYPE type "\" Target=\"" target "\"/>"
#define SHEET(rows) "<worksheet " MAIN "><sheetData>" rows "</sheetData></worksheet>"

/* The parts of a workbook; those that are NULL are the usual ones, or not there. */
struct parts {
    const char *root, *frame_links, *frame, *sheet, *strings, *styles;
    const char *other_name, *other; /* one more */
    const char *password;           /* of the sheet */
    size_t sheet_length;            /* 0: that of the text */
};

static void add_part(zip_t *zip, const char *name, const char *text, size_t length)
{
    zip_source_t *source = zip_source_buffer(zip, text, length > 0 ? length : strlen(text), 0);
    assert_true(source != NULL && zip_file_add(zip, name, source, 0) >= 0);
}

/* Makes the file; its path, borrowed. */
static const char *make_workbook(const struct parts *parts)
{
    static const char root[] = LINKS LINK("rId1", "officeDocument", "xl/workbook.xml") "</Relationships>";
    static const char frame_links[] = LINKS LINK("rId1", "worksheet", "worksheets/sheet1.xml")
        LINK("rId2", "sharedStrings", "sharedStrings.xml") LINK("rId3", "styles", "styles.xml") "</Relationships>";
    static const char frame[] =
        "<workbook " MAIN " xmlns:r=\"x\"><sheets><sheet name=\"居民\" sheetId=\"1\" r:id=\"rId1\"/>"
        "</sheets></workbook>";
    const char *path = sheet_file_path("workbook.xlsx");
    int error = 0;
    zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    add_part(zip, "_rels/.rels", parts->root != NULL ? parts->root : root, 0);
    add_part(zip, "xl/_rels/workbook.xml.rels", parts->frame_links != NULL ? parts->frame_links : frame_links, 0);
    add_part(zip, "xl/workbook.xml", parts->frame != NULL ? parts->frame : frame, 0);
    add_part(zip, "xl/worksheets/sheet1.xml", parts->sheet, parts->sheet_length);
    if (parts->password != NULL)
        zip_file_set_encryption(zip, 3, ZIP_EM_AES_256, parts->password);
    add_part(zip, "xl/sharedStrings.xml", parts->strings != NULL ? parts->strings : "<sst " MAIN "/>", 0);
    add_part(zip, "xl/styles.xml", parts->styles != NULL ? parts->styles : "<styleSheet " MAIN "/>", 0);
    if (parts->other != NULL)
        add_part(zip, parts->other_name, parts->other, 0);
    assert_int_equal(zip_close(zip), 0);
    return path;
}

static void check_workbook(const struct parts *parts, const char *sheet_name, const char *const *rows)
{
    struct err err = {0};
    const char *path = make_workbook(parts);
    struct sheet *sheet = sheet_file_read(path, sheet_name, &err);
    unlink(path);
    sheet_check(sheet, &err, rows);
}
#define ROWS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void check_refused(const struct parts *parts, const char *words)
{
    const char *path = make_workbook(parts);
    sheet_check_refused(path, words);
    unlink(path);
}

static void what_libreoffice_writes_is_read(void **state)
{
    (void)state;
    struct err err = {0};
    sheet_check(sheet_file_read(FIXTURE, NULL, &err), &err,
                ROWS("1: 望江社区居民名册", "4: 房号|姓名|电话|证件号|登记日期|体温|上次进出|备注",
                     "5: 12-2-1203|刘洋|13800003821|110105199003070017|2022-04-11|36.5|2022-04-11 08:30|户主",
                     "6: 12-2-1203|王芳|13800003822|1.10105E+17|2022-04-11|36.4|08:05|怀孕，每周产检",
                     "7: 12-2-1203|刘小洋|||2022-03-01|36.7||三岁",
                     "8: 8-1-302|张伟明|138-0000-3823|11010519551231002X|2022-04-09|36.3||一个 换行",
                     "12: 0302|李娜|13800003824||1999-12-31|36"));
}

static void a_sheet_is_chosen_by_its_name(void **state)
{
    (void)state;
    struct err err = {0};
    sheet_check(sheet_file_read(FIXTURE, "志愿者", &err), &err, ROWS("1: 姓名|岗位", "2: 陈静|南门"));
    assert_null(sheet_file_read(FIXTURE, "老人", &err));
    assert_string_equal(err.text, "The workbook has no sheet \"老人\". It has: 空表, 居民, 志愿者.");
    assert_null(sheet_file_read(FIXTURE, "空表", &err));
    assert_string_equal(err.text, "Nothing stands in this file. Save or copy it again.");
}

static void texts_are_joined_and_readings_left_out(void **state)
{
    (void)state;
    const struct parts parts = {
        .strings = "<sst " MAIN " count=\"4\"><si><t>刘洋</t></si>"
                   "<si><r><rPr><b/></rPr><t>12</t></r><r><t xml:space=\"preserve\">-2 </t></r><r><t>号</t></r></si>"
                   "<si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh><phoneticPr fontId=\"1\"/></si>"
                   "<si><t>a_x000D_&#10;b &amp; _x0041__x00g1_</t></si></sst>",
        .sheet = SHEET(
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
            "<c r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\" t=\"s\"><v>3</v></c><c r=\"E1\" t=\"s\"><v>99</v></c></row>"
            "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><r><t>王</t></r><r><t>芳</t></r>"
            "<rPh><t>ワ</t></rPh></is></c></row>"),
    };
    check_workbook(&parts, NULL, ROWS("1: 刘洋|12-2 号|東京|a b & A_x00g1_", "2: 王芳"));
}

static void values_are_what_a_person_sees(void **state)
{
    (void)state;
    const struct parts parts = {
        .sheet = SHEET(
            "<row r=\"3\"><c r=\"A3\"><v>13800003821</v></c><c r=\"B3\"><v>1.3800003821E10</v></c>"
            "<c r=\"C3\"><v>1.10105199003070E+17</v></c><c r=\"D3\"><v>36.499999999999993</v></c>"
            "<c r=\"E3\"><v>-0</v></c><c r=\"F3\"><v>123456789012345</v></c><c "
            "r=\"G3\"><v>0.30000000000000004</v></c></row>"
            "<row r=\"4\"><c r=\"A4\" t=\"str\"><f>A1&amp;B1</f><v>刘洋</v></c><c r=\"B4\" t=\"b\"><v>1</v></c>"
            "<c r=\"C4\" t=\"e\"><v>#N/A</v></c><c r=\"D4\"><f>1+1</f><v>2</v></c><c r=\"E4\" t=\"n\"><v>1e20</v></c>"
            "<c r=\"F4\"><f>x</f></c></row>"),
    };
    check_workbook(&parts, NULL,
                   ROWS("3: 13800003821|13800003821|1.10105E+17|36.5|0|123456789012345|0.3", "4: 刘洋|TRUE||2|1E+20"));
}

static void what_is_no_number_or_date_is_a_text_on_one_line(void **state)
{
    (void)state;
    const struct parts parts = {
        .sheet = SHEET("<row r=\"1\"><c r=\"A1\"><v>12&#10;13</v></c><c r=\"B1\" t=\"d\"><v>2022-04-11&#10;x</v></c>"
                       "<c r=\"C1\" t=\"d\"><v>2022-04-11</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>"),
    };
    check_workbook(&parts, NULL, ROWS("1: 12 13|2022-04-11 x|2022-04-11", "2: 2"));
}

static const char dates_styles[] =
    "<styleSheet " MAIN
    "><numFmts count=\"6\"><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/>"
    "<numFmt numFmtId=\"177\" formatCode=\"[$-804]yyyy年m月d日 上午/下午h:mm\"/><numFmt numFmtId=\"178\" "
    "formatCode=\"[h]:mm\"/>"
    "<numFmt numFmtId=\"179\" formatCode=\"[Red]0.0&quot;度&quot;\"/><numFmt numFmtId=\"180\" formatCode=\"0000\"/>"
    "<numFmt numFmtId=\"181\" formatCode=\"m/d\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"20\"/><xf numFmtId=\"176\"/>"
    "<xf numFmtId=\"177\"/><xf numFmtId=\"178\"/><xf numFmtId=\"179\"/><xf numFmtId=\"180\"/><xf numFmtId=\"58\"/>"
    "<xf numFmtId=\"181\"/></cellXfs><dxfs><dxf><numFmt numFmtId=\"0\" formatCode=\"yyyy\"/></dxf></dxfs></styleSheet>";
#define STYLED(name, style, value) "<c r=\"" name "\" s=\"" style "\"><v>" value "</v></c>"

static void dates_and_times_are_told_by_their_format(void **state)
{
    (void)state;
    const struct parts parts = {
        .styles = dates_styles,
        .sheet = SHEET(
            "<row r=\"1\">" STYLED("A1", "1", "44662") STYLED("B1", "2", "44662.354166666664")
                STYLED("C1", "3", "0.35416666666666669") STYLED("D1", "4", "44662") STYLED("E1", "5", "44662.75")
                    STYLED("F1", "6", "1.0625") STYLED("G1", "7", "36.5") STYLED("H1", "8", "302")
                        STYLED("I1", "9", "44662") STYLED("J1", "0", "44662")
                            STYLED("K1", "10", "44662") "</row>"
                                                        "<row r=\"2\">" STYLED("A2", "1", "1") STYLED("B2", "1", "59")
                                                            STYLED("C2", "1", "60") STYLED("D2", "1", "61")
                                                                STYLED("E2", "1", "2958465") STYLED("F2", "1", "-1")
                                                                    STYLED("G2", "99", "44662")
                                                                        STYLED("H2", "1", "0") "</row>"),
    };
    check_workbook(
        &parts, NULL,
        ROWS("1: 2022-04-11|2022-04-11 08:30|08:30|2022-04-11|2022-04-11 18:00|25:30|36.5|0302|2022-04-11|44662|"
             "2022-04-11",
             "2: 1900-01-01|1900-02-28|1900-02-29|1900-03-01|9999-12-31|-1|44662"));
}

static void days_may_count_from_1904(void **state)
{
    (void)state;
    const struct parts parts = {
        .frame = "<workbook " MAIN " xmlns:r=\"x\"><workbookPr date1904=\"1\"/><sheets><sheet name=\"a\" sheetId=\"1\" "
                 "r:id=\"rId1\"/></sheets></workbook>",
        .styles = dates_styles,
        .sheet = SHEET("<row r=\"1\">" STYLED("A1", "1", "43200") STYLED("B1", "1", "0") "</row>"),
    };
    check_workbook(&parts, NULL, ROWS("1: 2022-04-11|1904-01-01"));
}

static void merged_cells_give_their_value_to_every_row(void **state)
{
    (void)state;
    const struct parts parts = {
        .sheet = "<worksheet " MAIN "><sheetData>"
                 "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>"
                 "<row r=\"2\"><c r=\"A2\" s=\"1\"/><c r=\"B2\" s=\"1\"/><c r=\"C2\"><v>3</v></c></row>"
                 "<row r=\"3\"><c r=\"A3\"/></row>"
                 "<row r=\"4\"><c r=\"A4\"/><c r=\"C4\"><v>4</v></c></row>"
                 "<row r=\"5\"><c r=\"B5\"><v>5</v></c><c r=\"C5\"><v>6</v></c></row>"
                 "</sheetData><mergeCells count=\"2\"><mergeCell ref=\"A1:A4\"/><mergeCell ref=\"B1:B2\"/>"
                 "<mergeCell ref=\"B5:D5\"/></mergeCells></worksheet>",
    };
    check_workbook(&parts, NULL, ROWS("1: 1|2", "2: 1|2|3", "4: 1||4", "5: |5|6"));
}

static void other_programs_write_in_other_habits(void **state)
{
    (void)state;
    /* prefixes, absolute paths, the strict namespace, no names of cells and rows, ISO dates */
    const struct parts parts = {
        .root = LINKS
        "<Relationship Id=\"a\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" "
        "Target=\"/xl/workbook.xml\"/></Relationships>",
        .frame_links =
            "<p:Relationships xmlns:p=\"y\"><p:Relationship Target=\"/xl/worksheets/../worksheets/./sheet1.xml\" "
            "Id=\"R1\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet\"/>"
            "<p:Relationship Id=\"R2\" Type=\"x/chartsheet\" Target=\"charts/c.xml\"/></p:Relationships>",
        .frame = "<x:workbook xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" xmlns:q=\"r\"><x:sheets>"
                 "<x:sheet name=\"Chart\" sheetId=\"1\" q:id=\"R2\"/><x:sheet name=\"a\" sheetId=\"2\" q:id=\"R1\"/>"
                 "</x:sheets></x:workbook>",
        .sheet =
            "<?xml version=\"1.0\" standalone=\"yes\"?><x:worksheet "
            "xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\">"
            "<x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c t=\"inlineStr\"><x:is><x:t>b</x:t></x:is></x:c></x:row>"
            "<x:row><x:c/><x:c t=\"d\"><x:v>2022-04-11T00:00:00</x:v></x:c><x:c r=\"E2\"><x:v>5</x:v></x:c>"
            "<x:c><x:v>6</x:v></x:c></x:row></x:sheetData></x:worksheet>",
    };
    check_workbook(&parts, NULL, ROWS("1: 1|b", "2: |2022-04-11|||5|6"));
}

static void hidden_sheets_are_read_only_when_named(void **state)
{
    (void)state;
    const struct parts parts = {
        .frame =
            "<workbook " MAIN " xmlns:r=\"x\"><sheets><sheet name=\"旧\" state=\"hidden\" sheetId=\"1\" r:id=\"rId1\"/>"
            "</sheets></workbook>",
        .sheet = SHEET("<row r=\"1\" hidden=\"1\"><c r=\"A1\"><v>1</v></c></row>"),
    };
    check_workbook(&parts, "旧", ROWS("1: 1"));
    check_refused(&parts, "Nothing stands in the visible sheets of this workbook. It has: 旧.");
}

static void other_zip_files_are_named_for_what_they_are(void **state)
{
    (void)state;
    struct parts parts = {.root = LINKS LINK("a", "officeDocument", "word/document.xml") "</Relationships>",
                          .sheet = "<x/>",
                          .other_name = "word/document.xml",
                          .other = "<x/>"};
    check_refused(&parts, "a Word document");
    parts = (struct parts){.root = LINKS "</Relationships>", .sheet = "<x/>"};
    check_refused(&parts, "Nothing stands in the visible sheets");
    static const char empty_zip[22] = "PK\5\6";
    sheet_check_refused(sheet_file_write("empty.zip", empty_zip, sizeof empty_zip), "unpack it first");
    unlink(sheet_file_path("empty.zip"));
}

static void a_document_type_is_refused(void **state)
{
    (void)state;
    const struct parts parts = {
        .sheet = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>" SHEET(
            "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>&b;</v></c></row>"),
    };
    check_refused(&parts, "declares a document type");
}

static void what_unfolds_without_end_is_refused(void **state)
{
    (void)state;
    enum { BYTES = 24 << 20 };
    char *spaces = memory_new(BYTES + 1, 1);
    memset(spaces, ' ', BYTES);
    memcpy(spaces, "<worksheet>", 11);
    const struct parts bomb = {.sheet = spaces, .sheet_length = BYTES};
    check_refused(&bomb, "unfolds to far more than a list can be");
    memset(spaces, 'x', BYTES);
    memcpy(spaces, "<worksheet a=\"", 14);
    const struct parts token = {.sheet = spaces, .sheet_length = 4 << 20};
    check_refused(&token, "sheet1.xml of the workbook is damaged");
    free(spaces);
}

static void too_deep_is_refused(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (int i = 0; i < 1000; i++)
        buffer_add(&text, "<a>");
    const struct parts parts = {.sheet = text.bytes};
    check_refused(&parts, "nested deeper");
    buffer_release(&text);
}

static void what_no_list_can_hold_names_its_row(void **state)
{
    (void)state;
    struct buffer text = {0};
    buffer_add(&text, "<worksheet><sheetData><row r=\"7\"><c t=\"str\"><v>");
    for (int i = 0; i <= SHEET_CELL_BYTES_MOST; i++)
        buffer_add_byte(&text, 'x');
    buffer_add(&text, "</v></c></row></sheetData></worksheet>");
    struct parts parts = {.sheet = text.bytes};
    check_refused(&parts, "Row 7: a cell holds more than 32 KiB");
    buffer_release(&text);
    parts.sheet = SHEET("<row r=\"8\"><c r=\"IV8\"><v>1</v></c><c r=\"IW8\"/></row>");
    struct err err = {0};
    struct sheet *sheet = sheet_file_read(make_workbook(&parts), NULL, &err);
    assert_int_equal(sheet_cells(sheet, 0), 256);
    sheet_free(sheet);
    parts.sheet = SHEET("<row r=\"8\"><c r=\"IW8\"><v>1</v></c></row>");
    check_refused(&parts, "Row 8 has more than 256 columns");
    parts.sheet = SHEET("<row r=\"8\"><c><v>1</v></c></row><row r=\"8\"/>");
    check_refused(&parts, "not in order behind row 8");
}

static char *read_bytes(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *bytes = memory_new(1 << 20, 1);
    *length = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return bytes;
}

static void a_damaged_file_is_said_to_be_damaged(void **state)
{
    (void)state;
    size_t length;
    char *bytes = read_bytes(FIXTURE, &length);
    sheet_check_refused(sheet_file_write("cut.xlsx", bytes, length / 2), "was not copied whole");
    /* One bit of each local part in turn: every file is refused or read, none hangs or crashes. */
    for (size_t i = 0; i < length; i += length / 40) {
        struct err err = {0};
        bytes[i] = (char)(bytes[i] ^ 0x10);
        struct sheet *sheet = sheet_file_read(sheet_file_write("cut.xlsx", bytes, length), NULL, &err);
        assert_true(sheet != NULL || err.text[0] != '\0');
        sheet_free(sheet);
        bytes[i] = (char)(bytes[i] ^ 0x10);
    }
    unlink(sheet_file_path("cut.xlsx"));
    free(bytes);
    const struct parts unclosed = {.sheet = "<worksheet><sheetData><row r=\"1\">"};
    check_refused(&unclosed, "sheet1.xml of the workbook is damaged");
    const struct parts missing = {
        .frame_links = LINKS LINK("rId1", "worksheet", "worksheets/sheet9.xml") "</Relationships>", .sheet = "<x/>"};
    check_refused(&missing, "lacks its part xl/worksheets/sheet9.xml");
}

/* Writes four bytes over those at `offset` of every entry of the directory. */
static const char *patch_directory(const char *path, size_t offset, const char *patch)
{
    size_t length;
    char *bytes = read_bytes(path, &length);
    for (size_t i = 0; i + 46 < length; i++)
        if (memcmp(bytes + i, "PK\1\2", 4) == 0)
            memcpy(bytes + i + offset, patch, 4);
    path = sheet_file_write("workbook.xlsx", bytes, length);
    free(bytes);
    return path;
}

static void sizes_in_headers_are_not_believed(void **state)
{
    (void)state;
    enum { BYTES = 24 << 20, CRC = 16, UNPACKED_SIZE = 24 };
    char *spaces = memory_new(BYTES + 1, 1);
    memset(spaces, ' ', BYTES);
    memcpy(spaces, "<worksheet>", 11);
    const struct parts bomb = {.sheet = spaces, .sheet_length = BYTES};
    sheet_check_refused(patch_directory(make_workbook(&bomb), UNPACKED_SIZE, "\xFF\0\0\0"), "unfolds to far more");
    free(spaces);
    const struct parts parts = {.sheet = SHEET("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")};
    sheet_check_refused(patch_directory(make_workbook(&parts), CRC, "\1\2\3\4"), "damaged or was not copied whole");
    unlink(sheet_file_path("workbook.xlsx"));
}

static void a_password_is_said(void **state)
{
    (void)state;
    const struct parts parts = {.sheet = SHEET("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"), .password = "x"};
    check_refused(&parts, "has a password");
}

static void reading_can_be_given_up_at_any_time(void **state)
{
    (void)state;
    struct err err = {0};
    bool finished = false;
    struct sheet_reader *reader = sheet_reader_open(FIXTURE, NULL, &err);
    assert_non_null(reader);
    assert_true(sheet_reader_step(reader, 0, &finished, &err));
    sheet_reader_close(reader);
    sheet_reader_close(NULL);
}

int main(void)
{
    words_start(NULL, "en");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_libreoffice_writes_is_read),
        cmocka_unit_test(a_sheet_is_chosen_by_its_name),
        cmocka_unit_test(texts_are_joined_and_readings_left_out),
        cmocka_unit_test(values_are_what_a_person_sees),
        cmocka_unit_test(what_is_no_number_or_date_is_a_text_on_one_line),
        cmocka_unit_test(dates_and_times_are_told_by_their_format),
        cmocka_unit_test(days_may_count_from_1904),
        cmocka_unit_test(merged_cells_give_their_value_to_every_row),
        cmocka_unit_test(other_programs_write_in_other_habits),
        cmocka_unit_test(hidden_sheets_are_read_only_when_named),
        cmocka_unit_test(other_zip_files_are_named_for_what_they_are),
        cmocka_unit_test(a_document_type_is_refused),
        cmocka_unit_test(what_unfolds_without_end_is_refused),
        cmocka_unit_test(too_deep_is_refused),
        cmocka_unit_test(what_no_list_can_hold_names_its_row),
        cmocka_unit_test(a_damaged_file_is_said_to_be_damaged),
        cmocka_unit_test(sizes_in_headers_are_not_believed),
        cmocka_unit_test(a_password_is_said),
        cmocka_unit_test(reading_can_be_given_up_at_any_time),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, sheet_folder_make, sheet_folder_remove);
}
