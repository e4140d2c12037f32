#ifndef SCREENS_HISTORY_H
#define SCREENS_HISTORY_H
#include <stdint.h>

struct view;
/* Opens who changed what of one row, and when. `what` names the record in words. */
void history_open(struct view *view, const char *table, int64_t row_id, const char *what);
#endif
