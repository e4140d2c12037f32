#ifndef SCREENS_HOURS_H
#define SCREENS_HOURS_H
#include <stdint.h>

struct view;
/* Opens the crossings per hour of a day (yyyymmdd, 0: today) at a checkpoint (0: all). */
void hours_open(struct view *view, int day, int64_t checkpoint_id);
#endif
