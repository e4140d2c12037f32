/* What stands beside the zoomed pane 4: who is on the selected shift, since when, who comes next. */
#ifndef SCREENS_ROSTER_DETAIL_H
#define SCREENS_ROSTER_DETAIL_H
#include "screens/roster_row.h"

enum { ROSTER_DETAIL_LINES = 48, ROSTER_DETAIL_BYTES = 240 };
struct roster_detail {
    int64_t key; /* shift_key; 0: nothing is loaded */
    int count;
    struct {
        char text[ROSTER_DETAIL_BYTES];
        enum style style;
        bool rule; /* a part begins */
    } lines[ROSTER_DETAIL_LINES];
};
void roster_detail_load(const struct view *view, const struct roster_line *line, struct roster_detail *detail);
void roster_detail_draw(const struct roster_detail *detail, struct canvas *canvas, struct rect rect);
#endif
