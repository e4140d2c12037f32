#include "cells.h"
#include "gatepost/words.h"
#include <string.h>

enum { SYSTEM_COLUMNS = 16384, SYSTEM_ROWS = 1048576 }; /* what spreadsheet programs have */

void cells_clear(struct cells *cells)
{
    memset(cells->offsets, 0, (size_t)cells->count * sizeof cells->offsets[0]);
    cells->count = 0;
    buffer_clear(&cells->text);
    buffer_add_byte(&cells->text, '\0');
}

bool cells_set(struct cells *cells, int64_t row, int column, const char *text, struct err *err)
{
    size_t length = strlen(text);
    if (length == 0)
        return true;
    if (column >= SHEET_COLUMNS_MOST)
        return err_set(err, ERR_INPUT, _("Row %lld has more than %d columns. Save only the columns with the list."),
                       (long long)row, SHEET_COLUMNS_MOST);
    if (length > SHEET_CELL_BYTES_MOST)
        return err_set(err, ERR_INPUT, _("Row %lld: a cell holds more than %d KiB of text. Shorten it."),
                       (long long)row, SHEET_CELL_BYTES_MOST >> 10);
    cells->offsets[column] = (uint32_t)cells->text.length;
    buffer_add_bytes(&cells->text, text, length + 1);
    if (column >= cells->count)
        cells->count = column + 1;
    return true;
}

const char *cells_at(const struct cells *cells, int column)
{
    return column < cells->count ? cells->text.bytes + cells->offsets[column] : "";
}

void cells_release(struct cells *cells)
{
    buffer_release(&cells->text);
}

const char *cell_name_parse(const char *name, int64_t *row, int *column)
{
    int letters = 0;
    int64_t number = 0;
    name += *name == '$';
    for (; (*name | 0x20) >= 'a' && (*name | 0x20) <= 'z' && letters <= SYSTEM_COLUMNS; name++)
        letters = letters * 26 + (*name | 0x20) - 'a' + 1;
    name += *name == '$';
    for (; *name >= '0' && *name <= '9' && number <= SYSTEM_ROWS; name++)
        number = number * 10 + *name - '0';
    if (letters < 1 || letters > SYSTEM_COLUMNS || number < 1 || number > SYSTEM_ROWS)
        return NULL;
    *row = number;
    *column = letters - 1;
    return name;
}
