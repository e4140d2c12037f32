#include "gatepost/layout.h"

enum layout_size layout_choose(int rows, int columns)
{
    if (rows >= 24 && columns >= 80)
        return LAYOUT_FOUR;
    if (rows >= 18 && columns >= 60)
        return LAYOUT_TWO;
    if (rows >= 12 && columns >= 40)
        return LAYOUT_ONE;
    return LAYOUT_LINE;
}

/* Upper and lower part of rect; they share a border line. */
static void split_rows(struct rect rect, struct rect *upper, struct rect *lower)
{
    int half = rect.rows / 2;
    *upper = *lower = rect;
    upper->rows = half + 1;
    lower->row = rect.row + half;
    lower->rows = rect.rows - half;
}

static void split_columns(struct rect rect, struct rect *left, struct rect *right)
{
    int half = rect.columns / 2;
    *left = *right = rect;
    left->columns = half;
    right->column = rect.column + half - 1;
    right->columns = rect.columns - half + 1;
}

void layout_panes(struct rect body, enum layout_size size, int count, int focus, bool zoomed, struct rect panes[4])
{
    for (int i = 0; i < 4; i++)
        panes[i] = (struct rect){0};
    if (size == LAYOUT_LINE || count < 1)
        return;
    if (zoomed || count == 1 || size == LAYOUT_ONE) {
        panes[focus] = body;
        return;
    }
    if (size == LAYOUT_TWO) {
        /* The pair the focus is in; the last two where a pair is not complete. */
        int first = (focus & ~1) + 1 < count ? focus & ~1 : count - 2;
        split_rows(body, &panes[first], &panes[first + 1]);
        return;
    }
    if (count == 2) {
        split_columns(body, &panes[0], &panes[1]);
        return;
    }
    struct rect upper, lower;
    split_rows(body, &upper, &lower);
    split_columns(upper, &panes[0], &panes[1]);
    if (count == 3)
        panes[2] = lower;
    else
        split_columns(lower, &panes[2], &panes[3]);
}
