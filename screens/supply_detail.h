/* One request in lines: who, what, whose it is, what became of it. Beside the zoomed list and as a screen. */
#ifndef SCREENS_SUPPLY_DETAIL_H
#define SCREENS_SUPPLY_DETAIL_H
#include "screens/application.h"

enum { SUPPLY_DETAIL_LINES = 112, SUPPLY_DETAIL_BYTES = 720 };
struct supply_detail {
    int64_t id; /* 0: nothing was read */
    struct {
        enum style style;
        bool rule; /* a line across before it */
        char text[SUPPLY_DETAIL_BYTES];
    } lines[SUPPLY_DETAIL_LINES];
    int count;
};
/* What is to be considered of a household: its special needs, the remarks on it and on who lives there, masked as the
 * screen shows them. True when it has special needs. */
bool supply_to_consider(const struct view *view, int64_t place_id, struct buffer *out);
/* Reads it, masked as the screen shows it: look-ups by id and by the request. */
void supply_detail_load(const struct view *view, int64_t supply_id, struct supply_detail *detail);
/* From line `first` on. */
void supply_detail_draw(const struct supply_detail *detail, int first, struct canvas *canvas, struct rect rect);
#endif
