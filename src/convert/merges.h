/* Merged cells: the value of a cell merged over several rows belongs to each of them (one room number for a whole
 * family); merged over several columns it belongs to the first. */
#ifndef GATEPOST_MERGES_H
#define GATEPOST_MERGES_H
#include "cells.h"
#include "gatepost/sheet.h"

struct merge {
    int64_t first_row, last_row;
    int column;
};
struct merges {
    struct merge *list; /* those over several rows, by first row after merges_sort */
    size_t count, capacity, next;
    /* The one that reaches into the present row, a column each: merged areas cannot overlap. */
    struct {
        int64_t last_row; /* 0: none */
        char *value;
    } active[SHEET_COLUMNS_MOST];
    int columns; /* how many of them may be active */
};

/* Notes the area `reference` ("A4:B6"); others than those over several rows are nothing to remember. ERR_INPUT: there
 * are more than a list can have. */
bool merges_add(struct merges *merges, const char *reference, struct err *err);
void merges_sort(struct merges *merges);
/* Fills the cells of this row that a merge from above covers; rows come in their order. A row of which nothing else is
 * filled stays empty. */
void merges_fill(struct merges *merges, int64_t row, struct cells *cells);
void merges_release(struct merges *merges);
#endif
