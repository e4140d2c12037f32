/* What gatepost-convert can do. All read standard input and write standard output. */
#ifndef GATEPOST_CONVERT_COMMANDS_H
#define GATEPOST_CONVERT_COMMANDS_H
#include "gatepost/err.h"
#include <stddef.h>

struct buffer;

/* The rows of a workbook as CSV: line n is row n, a line break in a cell is a space. sheet_name NULL: the first visible
 * sheet in which something stands. says_progress: lines such as 42% on standard error. */
bool rows_write(const char *sheet_name, bool says_progress, struct err *err);
/* CSV (UTF-8) to a workbook with all cells as text. */
bool xlsx_write(struct err *err);
/* Finished pages (page_stream.h) as PDF. Characters no font has are 〓 and named on standard error. ERR_INPUT: they are
 * damaged; ERR_SYSTEM: there is no font for Chinese. */
bool pdf_write(bool says_progress, struct err *err);

/* Appends standard input to its end. ERR_SYSTEM; ERR_INPUT with too_large, a format that takes MiB, when it is more. */
bool read_input(struct buffer *text, int bytes_most, const char *too_large, struct err *err);
/* Writes all of it to a descriptor. ERR_SYSTEM. */
bool write_all(int descriptor, const char *bytes, size_t length, struct err *err);
#endif
