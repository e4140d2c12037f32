/* Where panes stand (screens.md rule 10): 4 at 80x24 and up, 2 at 60x18, 1 with tabs at 40x12, below that one line with
 * the alarm. */
#ifndef GATEPOST_LAYOUT_H
#define GATEPOST_LAYOUT_H
#include "gatepost/canvas.h"

enum layout_size { LAYOUT_FOUR, LAYOUT_TWO, LAYOUT_ONE, LAYOUT_LINE };
/* What a terminal of this size shows. */
enum layout_size layout_choose(int rows, int columns);
/* Rectangles of `count` panes (1–4) in `body`; panes that do not fit get rows = 0, the focused one is always shown
 * (focus counts from 0). Neighbours share their border line. With zoomed only the focused one is shown. */
void layout_panes(struct rect body, enum layout_size size, int count, int focus, bool zoomed, struct rect panes[4]);
#endif
