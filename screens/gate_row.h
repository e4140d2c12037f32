/* A line of the gate log: its columns, what stands in them, how lines are ordered by them. */
#ifndef SCREENS_GATE_ROW_H
#define SCREENS_GATE_ROW_H
#include "gatepost/crossing.h"
#include "screens/application.h"

enum {
    COLUMN_DATE,
    COLUMN_TIME,
    COLUMN_WAY,
    COLUMN_NAME,
    COLUMN_ROOM,
    COLUMN_TEMP,
    COLUMN_PURPOSE,
    COLUMN_POST,
    COLUMN_OFFICER,
    COLUMN_MARK,
    COLUMN_REMARK,
    GATE_COLUMNS
};
extern const struct column gate_columns[GATE_COLUMNS];

void gate_cell(const struct view *view, const void *row, int column, struct cell *cell);
enum style gate_row_style(const struct view *view, const void *row);
int gate_compare(const void *one, const void *two, int column);
/* Who it was; a vehicle that nobody is named with, by its plate. */
void gate_write_name(const struct application *application, const struct crossing *crossing, char *name, size_t size);
#endif
