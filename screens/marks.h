/* Rows of a list marked with Space, by their ids: what a key then does with all of them at once. */
#ifndef SCREENS_MARKS_H
#define SCREENS_MARKS_H
#include <stdbool.h>
#include <stdint.h>

enum { MARKS_MOST = 60 };
struct marks {
    int64_t ids[MARKS_MOST]; /* in the order they were marked */
    int count;
};
bool marks_has(const struct marks *marks, int64_t id);
/* Marks it, or takes its mark away; false when there are too many. */
bool marks_turn(struct marks *marks, int64_t id);
/* With nothing marked the selected row alone is meant. */
void marks_or(struct marks *marks, int64_t selected_id);
#endif
