/* The cells of one row while it is read, and their names ("BC12"). */
#ifndef GATEPOST_CELLS_H
#define GATEPOST_CELLS_H
#include "gatepost/buffer.h"
#include "gatepost/sheet.h"

struct cells {
    struct buffer text; /* offset 0 is the empty cell */
    uint32_t offsets[SHEET_COLUMNS_MOST];
    int count; /* up to the last one in which something stands */
};
void cells_clear(struct cells *cells);
/* Sets a cell; empty texts are passed over. ERR_INPUT names the row: its column is beyond what a list can have, or the
 * text is too long. */
bool cells_set(struct cells *cells, int64_t row, int column, const char *text, struct err *err);
const char *cells_at(const struct cells *cells, int column);
void cells_release(struct cells *cells);

/* Reads a cell's name; the column counts from 0, the row from 1. Gives what stands behind it, or NULL when it is none.
 */
const char *cell_name_parse(const char *name, int64_t *row, int *column);
#endif
