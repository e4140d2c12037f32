/* Separated text of any charset becomes rows, and rows written and read again are the same rows. */
#include "fuzz.h"
#include "gatepost/csv.h"
#include "gatepost/sheet.h"
#include <string.h>

static void add_rows(struct buffer *text, const struct sheet *sheet)
{
    const char *cells[SHEET_COLUMNS_MOST];
    for (int64_t row = 0; row < sheet_rows(sheet); row++) {
        int count = sheet_cells(sheet, row);
        for (int column = 0; column < count; column++) {
            cells[column] = sheet_cell(sheet, row, column);
            fuzz_touch(cells[column]);
        }
        csv_write_row(text, cells, count, sheet_separator(sheet));
    }
}

static void compare_rows(const struct buffer *text, const struct sheet *sheet)
{
    struct csv csv;
    struct csv_row found;
    bool end = false;
    csv_init(&csv, buffer_text(text), text->length, sheet_separator(sheet));
    for (int64_t row = 0; row < sheet_rows(sheet); row++) {
        fuzz_must(csv_next(&csv, &found, &end, NULL) && !end, "a written row is read");
        fuzz_must(found.count == sheet_cells(sheet, row), "a row keeps its cells");
        for (int column = 0; column < found.count; column++)
            fuzz_must(strcmp(found.cells[column], sheet_cell(sheet, row, column)) == 0, "a cell keeps its text");
    }
    fuzz_must(csv_next(&csv, &found, &end, NULL) && end, "no row is added");
    csv_release(&csv);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct err err = {0};
    struct sheet_reader *reader = sheet_reader_open_text((const char *)bytes, length, &err);
    bool finished = false, done = reader != NULL;
    while (done && !finished)
        done = sheet_reader_step(reader, 5, &finished, &err);
    fuzz_must(done || err.text[0] != '\0', "a refusal says why");
    if (done) {
        struct sheet *sheet = sheet_reader_take(reader);
        struct buffer text = {0};
        add_rows(&text, sheet);
        compare_rows(&text, sheet);
        buffer_release(&text);
        sheet_free(sheet);
    }
    sheet_reader_close(reader);
    return 0;
}
