#ifndef SCREENS_SHIFT_START_H
#define SCREENS_SHIFT_START_H

struct view;
/* Somebody has just signed on at this desk: opens the shift start where a shift begins (shift_begins) and no
 * half typed form waits below. `view` is the one that signed on. */
void shift_start_offer(struct view *view);
#endif
