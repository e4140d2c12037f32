/* Breaking text into lines: at a blank where there is one, else between any two characters (as Chinese does). */
#ifndef GATEPOST_UI_FLOW_H
#define GATEPOST_UI_FLOW_H
#include "gatepost/canvas.h"
#include <stddef.h>

/* Bytes of the first line of text in `columns`, *next where the following one begins. 0 and *next 0 at the end. */
size_t flow_line(const char *text, int columns, size_t *next);
/* Lines that text takes. */
int flow_height(const char *text, int columns);
/* Draws text into rect from its line `first` on; returns the lines drawn. */
int flow_draw(struct canvas *canvas, struct rect rect, const char *text, int first, enum style style);
#endif
