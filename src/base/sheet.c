#include "gatepost/sheet.h"
#include "gatepost/buffer.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include <stdlib.h>
#include <string.h>

struct sheet_row {
    uint32_t first_cell; /* in `cells`; the row ends where the next one begins */
    uint32_t line;
};
struct sheet {
    enum sheet_format format;
    char separator;
    struct buffer text; /* each cell with a NUL behind it; all empty cells share the first byte */
    uint32_t *cells;    /* where in `text` a cell begins */
    size_t cell_count, cell_capacity;
    struct sheet_row *rows; /* one more than row_count: where a next one would begin */
    size_t row_count, row_capacity;
};

struct sheet *sheet_new(enum sheet_format format, char separator)
{
    struct sheet *sheet = memory_new(1, sizeof *sheet);
    sheet->format = format;
    sheet->separator = separator;
    buffer_add_byte(&sheet->text, '\0');
    sheet->row_capacity = 64;
    sheet->rows = memory_new(sheet->row_capacity, sizeof *sheet->rows);
    return sheet;
}

void sheet_free(struct sheet *sheet)
{
    if (sheet == NULL)
        return;
    buffer_release(&sheet->text);
    free(sheet->cells);
    free(sheet->rows);
    free(sheet);
}

/* White space at an end begins with a byte up to the space, or is U+00A0 (C2 A0) or U+3000 (E3 80 80). */
static bool may_need_trim(const char *cell, size_t length)
{
    unsigned char first = (unsigned char)cell[0], last = (unsigned char)cell[length - 1];
    return first <= ' ' || first == 0xC2 || first == 0xE3 || last <= ' ' || last == 0xA0 || last == 0x80;
}

/* A line break, CRLF too, becomes one space. */
static void flatten_breaks(struct buffer *text, size_t from)
{
    size_t to = from;
    char before = '\0';
    for (size_t i = from; i < text->length; i++) {
        char byte = text->bytes[i];
        if (byte != '\n' || before != '\r')
            text->bytes[to++] = byte == '\n' || byte == '\r' ? ' ' : byte;
        before = byte;
    }
    text->length = to;
}

/* Adds the text of a cell and gives where it begins, 0 for an empty one. */
static uint32_t add_text(struct sheet *sheet, const char *cell)
{
    size_t begun = sheet->text.length, length = strlen(cell);
    if (length == 0)
        return 0;
    if (may_need_trim(cell, length))
        text_trim(&sheet->text, cell);
    else
        buffer_add_bytes(&sheet->text, cell, length);
    if (sheet->text.length == begun)
        return 0;
    if (strpbrk(cell, "\r\n") != NULL)
        flatten_breaks(&sheet->text, begun);
    buffer_add_byte(&sheet->text, '\0');
    if (sheet->text.length > UINT32_MAX)
        die("a sheet with more than 4 GiB of text");
    return (uint32_t)begun;
}

static void make_room(struct sheet *sheet, int count)
{
    if (sheet->cell_count + (size_t)count > sheet->cell_capacity) {
        sheet->cell_capacity = (sheet->cell_capacity + (size_t)count) * 2;
        sheet->cells = memory_resize(sheet->cells, sheet->cell_capacity, sizeof *sheet->cells);
    }
    if (sheet->row_count + 2 > sheet->row_capacity) {
        sheet->row_capacity *= 2;
        sheet->rows = memory_resize(sheet->rows, sheet->row_capacity, sizeof *sheet->rows);
    }
}

void sheet_add_row(struct sheet *sheet, int64_t line, const char *const *cells, int count)
{
    make_room(sheet, count);
    size_t first = sheet->cell_count, used = first;
    for (int i = 0; i < count; i++) {
        sheet->cells[first + (size_t)i] = add_text(sheet, cells[i]);
        if (sheet->cells[first + (size_t)i] != 0)
            used = first + (size_t)i + 1;
    }
    if (used == first)
        return;
    sheet->cell_count = used;
    sheet->rows[sheet->row_count++] = (struct sheet_row){.first_cell = (uint32_t)first, .line = (uint32_t)line};
    sheet->rows[sheet->row_count].first_cell = (uint32_t)used;
}

int64_t sheet_rows(const struct sheet *sheet)
{
    return (int64_t)sheet->row_count;
}

int sheet_cells(const struct sheet *sheet, int64_t row)
{
    return (int)(sheet->rows[row + 1].first_cell - sheet->rows[row].first_cell);
}

const char *sheet_cell(const struct sheet *sheet, int64_t row, int column)
{
    if (column < 0 || column >= sheet_cells(sheet, row))
        return "";
    return sheet->text.bytes + sheet->cells[sheet->rows[row].first_cell + (uint32_t)column];
}

int64_t sheet_line(const struct sheet *sheet, int64_t row)
{
    return sheet->rows[row].line;
}

enum sheet_format sheet_format(const struct sheet *sheet)
{
    return sheet->format;
}

char sheet_separator(const struct sheet *sheet)
{
    return sheet->separator;
}
