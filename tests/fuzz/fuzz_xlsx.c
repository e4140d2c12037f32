/* What gatepost-convert does with a workbook: bytes that begin as a zip file are one, others are the XML of its parts
 * (sheet, shared strings, styles, frame, in this order, a form feed between them) in a small zip file, so that the
 * readers of the XML are reached. Whatever comes out is lines as sheet_reader expects them. */
#include "fuzz.h"
#include "gatepost/buffer.h"
#include "gatepost/csv.h"
#include "gatepost/sheet.h"
#include "gatepost/utf8.h"
#include "src/convert/commands.h"
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zip.h>

#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define LINKS "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define LINK(id, type, target) "<Relationship Id=\"" id "\" Type=\"" TYPE type "\" Target=\"" target "\"/>"

enum { VARIABLE_PARTS = 4 };
static const struct {
    const char *name, *usual;
} parts[] = {
    {"xl/worksheets/sheet1.xml", "<worksheet " MAIN "/>"},
    {"xl/sharedStrings.xml", "<sst " MAIN "><si><t>刘洋</t></si><si><t>12-2-1203</t></si></sst>"},
    {"xl/styles.xml", "<styleSheet " MAIN "><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"},
    {"xl/workbook.xml",
     "<workbook " MAIN " xmlns:r=\"x\"><sheets><sheet name=\"1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
    {"_rels/.rels", LINKS LINK("rId1", "officeDocument", "xl/workbook.xml") "</Relationships>"},
    {"xl/_rels/workbook.xml.rels",
     LINKS LINK("rId1", "worksheet", "worksheets/sheet1.xml") LINK("rId2", "sharedStrings", "sharedStrings.xml")
         LINK("rId3", "styles", "styles.xml") "</Relationships>"},
};
enum { PARTS = sizeof parts / sizeof parts[0] };

static void add_part(zip_t *zip, int part, const char *text, size_t length)
{
    zip_source_t *source = zip_source_buffer(zip, text, length, 0);
    zip_int64_t index = zip_file_add(zip, parts[part].name, source, 0);
    fuzz_must(index >= 0 && zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_STORE, 0) == 0,
              "a part is added");
}

static void add_parts(zip_t *zip, const char *bytes, size_t length)
{
    const char *end = bytes + length;
    for (int part = 0; part < PARTS; part++) {
        const char *stop = part < VARIABLE_PARTS && bytes < end ? memchr(bytes, '\f', (size_t)(end - bytes)) : NULL;
        size_t said = part < VARIABLE_PARTS ? (size_t)((stop != NULL ? stop : end) - bytes) : 0;
        if (said > 0)
            add_part(zip, part, bytes, said);
        else
            add_part(zip, part, parts[part].usual, strlen(parts[part].usual));
        bytes = stop != NULL ? stop + 1 : end;
    }
}

/* The zip file as bytes; free them. */
static char *make_workbook(const char *bytes, size_t length, size_t *size)
{
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_source_keep(source);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
    add_parts(zip, bytes, length);
    zip_stat_t status;
    fuzz_must(zip_close(zip) == 0 && zip_source_stat(source, &status) == 0 && zip_source_open(source) == 0,
              "a zip file");
    char *workbook = malloc(status.size);
    *size = (size_t)zip_source_read(source, workbook, status.size);
    zip_source_close(source);
    zip_source_free(source);
    return workbook;
}

/* A file in memory with these bytes, as descriptor `as`. */
static void stand_in(int as, const char *bytes, size_t length)
{
    int descriptor = memfd_create("fuzz", MFD_CLOEXEC);
    fuzz_must(descriptor >= 0 && write(descriptor, bytes, length) == (ssize_t)length, "a file in memory");
    dup2(descriptor, as);
    close(descriptor);
}

/* Line n is row n, so no cell holds a line break; cells and columns are within their limits. */
static void check_lines(void)
{
    size_t length = (size_t)lseek(STDOUT_FILENO, 0, SEEK_END);
    if (length == 0)
        return;
    char *text = mmap(NULL, length, PROT_READ, MAP_PRIVATE, STDOUT_FILENO, 0);
    struct csv csv;
    struct csv_row row = {0};
    bool end = false;
    fuzz_must(text != MAP_FAILED && utf8_valid(text, length), "rows are UTF-8");
    csv_init(&csv, text, length, ',');
    for (int64_t line = 1; !end; line++) {
        fuzz_must(csv_next(&csv, &row, &end, NULL), "rows are CSV");
        fuzz_must(end || row.line == line, "a row is a line");
    }
    csv_release(&csv);
    munmap(text, length);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct err err = {0};
    bool is_zip = length >= 2 && memcmp(bytes, "PK", 2) == 0;
    size_t size = length;
    char *workbook = is_zip ? NULL : make_workbook((const char *)bytes, length, &size);
    stand_in(STDIN_FILENO, is_zip ? (const char *)bytes : workbook, size);
    stand_in(STDOUT_FILENO, "", 0);
    bool done = rows_write(NULL, false, &err);
    fuzz_must(done || err.text[0] != '\0', "a refusal says why");
    if (done)
        check_lines();
    free(workbook);
    return 0;
}
