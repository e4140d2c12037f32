/* Values side by side as upright bars, each with a mark to compare it with. Characters of plain ASCII alone, which are
 * one column wide on every terminal (screens.md rule 8), and everything shows without colour. Knows no topic. */
#ifndef GATEPOST_BARS_H
#define GATEPOST_BARS_H
#include "gatepost/canvas.h"
#include <stdint.h>

struct bar {
    char label[8];
    int64_t value, mark; /* in the same unit; 0 or less draws nothing */
    bool chosen;
};
struct bars {
    const struct bar *bars;
    int count;
    int64_t unit; /* what is one on the scale: values can be drawn finer than they are written; at least 1 */
};

/* For the caller's legend: what a bar and a mark are drawn with, and a place where both are. A bar ends in ':' or '.'
 * where it fills a part of its last character. */
#define BARS_VALUE "#"
#define BARS_MARK "-"
#define BARS_BOTH "="

/* Fills rect: a scale at the left whose numbers stand where a bar of that value ends, the bars, their labels, and their
 * values below these where there is room. A '^' in the axis marks the chosen bar. Draws what fits of less room. */
void bars_draw(struct canvas *canvas, struct rect rect, const struct bars *bars);
/* The top of the scale for a largest value: a round number not below it, in steps (*step) of which there are at most
 * `steps`. Both in units, at least 1. */
int64_t bars_scale(int64_t largest, int steps, int64_t *step);
#endif
