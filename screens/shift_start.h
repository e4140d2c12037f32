#ifndef SCREENS_SHIFT_START_H
#define SCREENS_SHIFT_START_H

struct view;
/* Somebody has just signed on at this desk: opens the shift start where a shift begins (shift_begins). */
void shift_start_offer(struct view *view);
#endif
