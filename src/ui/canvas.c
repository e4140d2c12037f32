#include "gatepost/canvas.h"
#include "gatepost/buffer.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include <stdlib.h>
#include <string.h>

static const struct canvas_cell blank_cell = {.text = " ", .width = 1, .style = STYLE_NORMAL};

void canvas_init(struct canvas *canvas, int rows, int columns)
{
    rows = rows < 1 ? 1 : rows;
    columns = columns < 1 ? 1 : columns;
    if (canvas->cells == NULL || rows != canvas->rows || columns != canvas->columns) {
        free(canvas->cells);
        canvas->cells = memory_new((size_t)rows * (size_t)columns, sizeof *canvas->cells);
        canvas->rows = rows;
        canvas->columns = columns;
    }
    canvas_clear(canvas);
}

void canvas_release(struct canvas *canvas)
{
    free(canvas->cells);
    *canvas = (struct canvas){0};
}

void canvas_clear(struct canvas *canvas)
{
    size_t columns = (size_t)canvas->columns;
    for (size_t i = 0; i < columns; i++)
        canvas->cells[i] = blank_cell;
    for (size_t row = 1; row < (size_t)canvas->rows; row++)
        memcpy(canvas->cells + row * columns, canvas->cells, columns * sizeof *canvas->cells);
    canvas->cursor_row = canvas->cursor_column = -1;
}

static struct canvas_cell *row_cells(struct canvas *canvas, int row)
{
    return canvas->cells + (size_t)row * (size_t)canvas->columns;
}

/* Before columns [first, end) of a row are written: a wide character that stands half inside loses its other half. */
static void cut_wide(const struct canvas *canvas, struct canvas_cell *cells, int first, int end)
{
    if (first > 0 && cells[first].width == 0) {
        unsigned char style = cells[first - 1].style;
        cells[first - 1] = blank_cell;
        cells[first - 1].style = style;
    }
    if (end < canvas->columns && cells[end].width == 0) {
        unsigned char style = cells[end].style;
        cells[end] = blank_cell;
        cells[end].style = style;
    }
}

static void put_cluster(const struct canvas *canvas, struct canvas_cell *cells, int column, const char *text,
                        size_t length, int width, enum style style)
{
    cut_wide(canvas, cells, column, column + width);
    struct canvas_cell cell = {.width = (unsigned char)width, .style = (unsigned char)style};
    memcpy(cell.text, text, length < CLUSTER_BYTES ? length : CLUSTER_BYTES - 1);
    cells[column] = cell;
    if (width == 2)
        cells[column + 1] = (struct canvas_cell){.width = 0, .style = (unsigned char)style};
}

/* Text known to be clean; *whole when all of it fitted. */
static int put_clean(struct canvas *canvas, int row, int column, int columns, const char *text, size_t length,
                     enum style style, bool *whole)
{
    *whole = true;
    struct canvas_cell *cells = row_cells(canvas, row);
    int used = 0;
    for (size_t at = 0; at < length;) {
        int width = 1;
        size_t bytes = 1;
        bool plain = (unsigned char)text[at] < 0x80 && (at + 1 == length || (unsigned char)text[at + 1] < 0x80);
        if (!plain)
            bytes = cluster_next(text + at, length - at, &width);
        if (used + width > columns || column + used + width > canvas->columns) {
            *whole = used + width <= columns;
            break;
        }
        /* Marks without a base (what was left of a long cluster) have no place of their own. */
        if (width > 0 && column + used >= 0)
            put_cluster(canvas, cells, column + used, text + at, bytes, width, style);
        used += width;
        at += bytes;
    }
    return used;
}

/* As much of a text as can matter in so many columns: a cleaned cluster has at most 9 code points. */
static size_t useful_length(const char *text, int columns)
{
    return strnlen(text, ((size_t)columns + 2) * 36);
}

static bool outside(const struct canvas *canvas, int row, int column, int columns)
{
    return row < 0 || row >= canvas->rows || columns <= 0 || column >= canvas->columns;
}

int canvas_text(struct canvas *canvas, int row, int column, int columns, const char *text, enum style style)
{
    if (outside(canvas, row, column, columns))
        return 0;
    size_t length = useful_length(text, columns);
    bool whole;
    if (text_is_clean(text, length))
        return put_clean(canvas, row, column, columns, text, length, style, &whole);
    struct buffer clean = {0};
    text_clean(&clean, text, length);
    int used = put_clean(canvas, row, column, columns, buffer_text(&clean), clean.length, style, &whole);
    buffer_release(&clean);
    return used;
}

static void put_field(struct canvas *canvas, int row, int column, int columns, const char *text, size_t length,
                      enum style style, bool pad)
{
    bool whole;
    int used = put_clean(canvas, row, column, columns, text, length, style, &whole);
    if (!whole) {
        used = put_clean(canvas, row, column, columns - 1, text, length, style, &whole);
        used += put_clean(canvas, row, column + used, 1, "~", 1, style, &whole);
    }
    if (pad)
        canvas_fill(canvas, (struct rect){row, column + used, 1, columns - used}, style);
}

static void draw_field(struct canvas *canvas, int row, int column, int columns, const char *text, enum style style,
                       bool pad)
{
    if (outside(canvas, row, column, columns))
        return;
    size_t length = useful_length(text, columns);
    if (text_is_clean(text, length)) {
        put_field(canvas, row, column, columns, text, length, style, pad);
        return;
    }
    struct buffer clean = {0};
    text_clean(&clean, text, length);
    put_field(canvas, row, column, columns, buffer_text(&clean), clean.length, style, pad);
    buffer_release(&clean);
}

void canvas_field(struct canvas *canvas, int row, int column, int columns, const char *text, enum style style)
{
    draw_field(canvas, row, column, columns, text, style, true);
}

void canvas_cut(struct canvas *canvas, int row, int column, int columns, const char *text, enum style style)
{
    draw_field(canvas, row, column, columns, text, style, false);
}

/* The part of rect on the canvas; false when there is none. */
static bool clip(const struct canvas *canvas, struct rect *rect)
{
    int end_row = rect->row + rect->rows, end_column = rect->column + rect->columns;
    rect->row = rect->row < 0 ? 0 : rect->row;
    rect->column = rect->column < 0 ? 0 : rect->column;
    rect->rows = (end_row < canvas->rows ? end_row : canvas->rows) - rect->row;
    rect->columns = (end_column < canvas->columns ? end_column : canvas->columns) - rect->column;
    return rect->rows > 0 && rect->columns > 0;
}

void canvas_fill(struct canvas *canvas, struct rect rect, enum style style)
{
    if (!clip(canvas, &rect))
        return;
    struct canvas_cell blank = blank_cell;
    blank.style = (unsigned char)style;
    for (int row = rect.row; row < rect.row + rect.rows; row++) {
        struct canvas_cell *cells = row_cells(canvas, row);
        cut_wide(canvas, cells, rect.column, rect.column + rect.columns);
        for (int column = rect.column; column < rect.column + rect.columns; column++)
            cells[column] = blank;
    }
}

void canvas_row(const struct canvas *canvas, int row, struct buffer *out)
{
    if (row < 0 || row >= canvas->rows)
        return;
    const struct canvas_cell *cells = canvas->cells + (size_t)row * (size_t)canvas->columns;
    int last = canvas->columns - 1;
    while (last >= 0 && strcmp(cells[last].text, " ") == 0)
        last--;
    for (int column = 0; column <= last; column++)
        buffer_add(out, cells[column].text);
}
