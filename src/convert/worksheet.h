/* One sheet of a workbook, row by row. */
#ifndef GATEPOST_WORKSHEET_H
#define GATEPOST_WORKSHEET_H
#include "cells.h"
#include "merges.h"
#include "strings.h"
#include "styles.h"

/* What the cells of a sheet refer to. */
struct worksheet {
    struct archive *archive;
    const char *part;
    struct strings strings;
    struct styles styles;
    struct merges merges;
    bool is_1904;
};
/* The first of two readings: fills merges, which stand behind the rows they are about; *has_values when something
 * stands in a cell. */
bool worksheet_look(struct worksheet *worksheet, bool *has_values, struct err *err);
/* The second: gives each row in which something stands to `row`, by its number in the spreadsheet program. */
bool worksheet_read(struct worksheet *worksheet, void (*row)(void *context, int64_t number, const struct cells *cells),
                    void *context, struct err *err);
void worksheet_release(struct worksheet *worksheet);
#endif
