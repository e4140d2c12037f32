/* Rows of separated text: RFC 4180 and what spreadsheets make of it. Cells may be quoted; a quote inside a quoted cell
 * is doubled; line breaks inside quotes belong to the cell; a quote further on in a cell is an ordinary character;
 * lines end with LF, CRLF or CR, the last one with or without. */
#ifndef GATEPOST_CSV_H
#define GATEPOST_CSV_H
#include "gatepost/buffer.h"
#include "gatepost/err.h"
#include <stdint.h>

enum { CSV_COLUMNS_MOST = 256, CSV_CELL_BYTES_MOST = 32 << 10 };

/* Reads UTF-8 text that stays where it is until csv_release. */
struct csv {
    const char *start, *at, *end;
    int64_t line;      /* the line `at` stands in, from 1 */
    char separator;    /* comma, semicolon, tab, or what a first line `sep=` says */
    struct buffer row; /* the cells of the row read last, each with a NUL behind it */
    uint32_t offsets[CSV_COLUMNS_MOST];
};
struct csv_row {
    int64_t line; /* the line its first cell begins in, from 1 */
    int count;    /* an empty line has one empty cell */
    const char *cells[CSV_COLUMNS_MOST];
};

/* Begins reading. Separator 0: found out from the first lines, a first line `sep=;` (Excel) is obeyed and passed over;
 * text in which none stands is taken to have one column. A byte order mark must be gone already. */
void csv_init(struct csv *csv, const char *text, size_t length, char separator);
/* The next row; its cells are borrowed until the next call. *end: there was none. ERR_INPUT names the line: more than
 * 256 columns, a cell above 32 KiB, a quote that is never closed. */
bool csv_next(struct csv *csv, struct csv_row *row, bool *end, struct err *err);
void csv_release(struct csv *csv);

/* Appends one row with CRLF (RFC 4180); a cell is quoted only where it must be. */
void csv_write_row(struct buffer *out, const char *const *cells, int count, char separator);
/* Whether a spreadsheet program would compute the cell instead of showing it; a ' before it prevents that. */
bool csv_is_formula(const char *cell);
#endif
