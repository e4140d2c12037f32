/* Rows from standard input, one a line, of bounded length: JSON objects, or tab-separated with a heading line. */
#ifndef GATEPOST_LINES_H
#define GATEPOST_LINES_H
#include "gatepost/buffer.h"
#include "gatepost/err.h"
#include "record.h"
#include <stdint.h>
#include <stdio.h>

enum { LINE_BYTES_MOST = 64 * 1024, CELLS_MOST = 64 };

struct lines {
    FILE *file;
    const struct record_field *fields; /* what a heading may name */
    int64_t number;                    /* of the current line, from 1 */
    struct buffer line;                /* without its end; empty when it was too long */
    bool is_too_long;
    struct buffer heading; /* of tab-separated rows, cut into names */
    char *names[CELLS_MOST];
    int name_count;
    bool has_read_row;
};

/* The next row; passes over empty lines and takes the heading. False at the end, and with err set when the heading
 * cannot be used or reading failed. */
bool lines_next(struct lines *lines, struct err *err);
/* Gives each field of the current row to `put`; the first refusal ends it. ERR_INPUT for a row that cannot be read. */
bool lines_each_field(struct lines *lines,
                      bool (*put)(void *context, const char *name, const char *text, struct err *err), void *context,
                      struct err *err);
void lines_release(struct lines *lines);

/* Saves one row and says its number. */
typedef bool line_save_fn(struct lines *lines, const struct command_call *call, int64_t *id, struct err *err);
/* `add -`: every row of standard input is saved for itself and answered in order; the exit code. Any other word is a
 * wrong call. */
int lines_save_all(const struct command_call *call, const struct record_field *fields, line_save_fn *save);
#endif
