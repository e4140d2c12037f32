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
/* What is to be printed where; what is not given is NULL. */
struct print_order {
    const char *to, *title, *type, *copies, *media;
};
/* Standard input to a printer, followed to its end (print_says.h). ERR_INPUT: the order or the document; ERR_CANCELLED:
 * SIGTERM came, and the job is no longer at the printer; others: why it is not printed. */
bool print_write(const struct print_order *order, struct err *err);
/* The queues of CUPS, a line each: NAME TAB usual|- TAB ready|busy|stopped|refusing TAB reasons with blanks between
 * ("none"). Without CUPS there are none, and standard error says so. ERR_SYSTEM: it does not answer as it should. */
bool printers_write(struct err *err);

/* Writes all of it to a descriptor. ERR_SYSTEM. */
bool write_all(int descriptor, const char *bytes, size_t length, struct err *err);
#endif
