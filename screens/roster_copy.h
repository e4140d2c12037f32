/* Ctrl-K in the week's grid: days repeated, looked at before they are saved. */
#ifndef SCREENS_ROSTER_COPY_H
#define SCREENS_ROSTER_COPY_H
#include "gatepost/view.h"

/* What screen_roster_copy is opened with. */
struct roster_copy_open {
    int first_day;   /* the Monday that is shown; 0: this week */
    int64_t post_id; /* the post of the selected cell: offered, not chosen; 0: none */
};
extern const struct screen_def screen_roster_copy;
#endif
