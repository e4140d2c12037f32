#include "screens/marks.h"

#include <string.h>

static int place_of(const struct marks *marks, int64_t id)
{
    for (int i = 0; i < marks->count; i++)
        if (marks->ids[i] == id)
            return i;
    return -1;
}

bool marks_has(const struct marks *marks, int64_t id)
{
    return place_of(marks, id) >= 0;
}

bool marks_turn(struct marks *marks, int64_t id)
{
    int place = place_of(marks, id);
    if (place >= 0) {
        marks->count--;
        memmove(&marks->ids[place], &marks->ids[place + 1], (size_t)(marks->count - place) * sizeof marks->ids[0]);
        return true;
    }
    if (marks->count == MARKS_MOST)
        return false;
    marks->ids[marks->count++] = id;
    return true;
}

void marks_or(struct marks *marks, int64_t selected_id)
{
    if (!marks->count && selected_id)
        marks->ids[marks->count++] = selected_id;
}
