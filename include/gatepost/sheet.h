/* Rows and cells as text, whatever file they came from: .xlsx, or separated text in UTF-8, UTF-16 or GB18030. What a
 * file is, is found out from its bytes, never from its name. */
#ifndef GATEPOST_SHEET_H
#define GATEPOST_SHEET_H
#include "gatepost/err.h"
#include <stddef.h>
#include <stdint.h>

enum {
    SHEET_COLUMNS_MOST = 256,
    SHEET_ROWS_MOST = 500000,
    SHEET_CELLS_MOST = 16 << 20,
    SHEET_CELL_BYTES_MOST = 32 << 10,
    SHEET_FILE_BYTES_MOST = 64 << 20,
    SHEET_TEXT_BYTES_MOST = 256 << 20, /* what a packed file may unfold to */
};
enum sheet_format { SHEET_CSV, SHEET_XLSX };

/* All in memory, compact: the text of all cells, and four bytes a cell. */
struct sheet;

struct sheet *sheet_new(enum sheet_format format, char separator);
void sheet_free(struct sheet *sheet);
/* Adds a row that stands in `line` of its file. Cells are trimmed (text_trim), line breaks inside become a space; empty
 * cells at the end are dropped, and a row in which nothing stands is not added at all. */
void sheet_add_row(struct sheet *sheet, int64_t line, const char *const *cells, int count);
int64_t sheet_rows(const struct sheet *sheet);
/* How many cells this row has, up to the last one in which something stands. Rows and columns count from 0. */
int sheet_cells(const struct sheet *sheet, int64_t row);
/* The text of a cell, "" beyond the end; borrowed until the next sheet_add_row. */
const char *sheet_cell(const struct sheet *sheet, int64_t row, int column);
/* The line of the file, or the row number a spreadsheet program shows; from 1. */
int64_t sheet_line(const struct sheet *sheet, int64_t row);
enum sheet_format sheet_format(const struct sheet *sheet);
/* Comma, semicolon or tab; a comma for .xlsx. */
char sheet_separator(const struct sheet *sheet);

/* Reading, in slices, so that a screen stays alive and can cancel. */
struct sheet_reader;
/* Opens a file and finds out what it is. sheet_name: which sheet of a workbook, NULL for the first visible one with
 * rows; separated text has no sheets and ignores it. NULL and ERR_NOT_FOUND, ERR_INPUT or ERR_SYSTEM, whose sentence
 * says what to do, when there is no such file, it cannot be read, or is no spreadsheet. Never waits for a device. */
struct sheet_reader *sheet_reader_open(const char *path, const char *sheet_name, struct err *err);
/* The same for separated text that is in memory already; it is copied. */
struct sheet_reader *sheet_reader_open_text(const char *bytes, size_t length, struct err *err);
/* Reads on for about budget_ms. ERR_INPUT names the line of what cannot be read. */
bool sheet_reader_step(struct sheet_reader *reader, int budget_ms, bool *finished, struct err *err);
/* How much is read, 0 to 100. */
int sheet_reader_percent(const struct sheet_reader *reader);
/* The sheet, once finished; the caller frees it. */
struct sheet *sheet_reader_take(struct sheet_reader *reader);
/* Ends it at any time, its helper program too; NULL is fine. */
void sheet_reader_close(struct sheet_reader *reader);

/* Writing a file: CSV in UTF-8 with byte order mark and this separator, or .xlsx with all cells as text. It stands
 * under a temporary name beside `path`, readable by its owner alone, until it is whole. */
struct sheet_writer;
/* NULL and ERR_SYSTEM when no file can be made there. */
struct sheet_writer *sheet_writer_open(const char *path, enum sheet_format format, char separator, struct err *err);
bool sheet_writer_row(struct sheet_writer *writer, const char *const *cells, int count, struct err *err);
/* keep: the file gets its name, never over one that has it; otherwise, and after ERR_SYSTEM, nothing is left of it.
 * Ends the writer in every case; NULL is fine. */
bool sheet_writer_close(struct sheet_writer *writer, bool keep, struct err *err);
#endif
