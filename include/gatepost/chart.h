/* Values over time as marks on rows, with a dashed line to compare them with. Characters of plain ASCII alone, which
 * are one column wide on every terminal (screens.md rule 8). Knows no topic. */
#ifndef GATEPOST_CHART_H
#define GATEPOST_CHART_H
#include "gatepost/canvas.h"
#include <stddef.h>
#include <stdint.h>

struct chart_point {
    int column;       /* from the left of the picture, without the scale */
    int value;        /* CHART_NOTHING: at the foot, where something should be and is not */
    const char *mark; /* one ASCII character */
    enum style style;
};
enum { CHART_NOTHING = INT32_MIN, CHART_SCALE = 6 }; /* the columns of the scale at the left */
struct chart {
    const struct chart_point *points;
    int count;
    int line; /* the value of the dashed line */
    int step; /* the least difference between two rows */
    /* What a value is called on the scale, at most CHART_SCALE - 2 columns. */
    void (*label)(int value, char *text, size_t size);
};
/* Fills rect: the scale, the line a third from above, the points in the row nearest to their value; what lies beyond
 * the first or last row stands in it. With few rows they lie further apart, so that `step` times eight is always in the
 * picture. Of points in one place the last is seen. Less than 3 rows: nothing. */
void chart_draw(struct canvas *canvas, struct rect rect, const struct chart *chart);
/* The row (from 0) a value is drawn in, of so many. */
int chart_row(const struct chart *chart, int rows, int value);
#endif
