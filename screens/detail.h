/* Lines beside a zoomed list: what is known of the selected row. Each takes its rows from the top of `rect`. */
#ifndef SCREENS_DETAIL_H
#define SCREENS_DETAIL_H
#include "gatepost/canvas.h"

/* The next line, wrapped over as many rows as it needs. */
void detail_line(struct canvas *canvas, struct rect *rect, enum style style, const char *text);
/* "Phone 138****3821"; nothing without a value. */
void detail_labelled(struct canvas *canvas, struct rect *rect, const char *label, const char *value);
void detail_rule(struct canvas *canvas, struct rect *rect);
#endif
