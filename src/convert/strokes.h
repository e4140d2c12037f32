/* The lines of tables: box-drawing characters as strokes, joined over cells and rows, so that no font and no gap
 * between two lines breaks them. */
#ifndef GATEPOST_CONVERT_STROKES_H
#define GATEPOST_CONVERT_STROKES_H
#include "page_stream.h"
#include <cairo.h>
#include <stdint.h>

struct stroke {
    float x1, y1, x2, y2;
    int weight; /* 1 light, 2 heavy; double lines are heavy */
};
struct open_stroke {
    float from;
    int weight; /* 0: none is open */
};
struct strokes {
    struct open_stroke down[STREAM_COLUMNS_MOST]; /* one a column, from above */
    uint8_t arms[STREAM_COLUMNS_MOST];            /* of the row, two bits each: up, down, left, right */
    struct stroke *list;
    size_t count, capacity;
};

/* Which arms a character has; 0: it is none of the box-drawing characters made of arms. */
uint8_t strokes_arms(int32_t code_point);
/* Takes the row's arms (and clears them). Points: its upper edge, its height, where columns begin, their width. */
void strokes_row(struct strokes *strokes, int columns, double top, double height, double left, double width);
/* Ends what is open at `bottom`, draws the page's strokes and forgets them. */
void strokes_draw(struct strokes *strokes, cairo_t *cairo, double bottom, double left, double width);
void strokes_release(struct strokes *strokes);
#endif
