/* Rows with a number each at the shared terminal. Why the numbers count on from page to page: what somebody has read
 * and types holds, wherever the rows have been moved meanwhile. */
#include "gatepost/words.h"
#include "screens/kiosk.h"
#include <stdio.h>
#include <stdlib.h>

enum { NARROW_COLUMNS = 60, FAR_ROWS = 5, INDENT = 5 };

int kiosk_number(const char *typed, int count)
{
    int number = atoi(typed);
    return number >= 1 && number <= count ? number - 1 : -1;
}

int kiosk_step_of(int32_t key)
{
    switch (key) {
    case KEY_UP:
    case KEY_LEFT:
        return -1;
    case KEY_DOWN:
    case KEY_RIGHT:
        return 1;
    case KEY_PAGE_UP:
        return -2;
    case KEY_PAGE_DOWN:
        return 2;
    default:
        return 0;
    }
}

void kiosk_numbered_step(struct kiosk *kiosk, int count, int step)
{
    int rows = step == -2 || step == 2 ? step / 2 * FAR_ROWS : step;
    int top = kiosk->top + rows;
    kiosk->top = top < 0 || count == 0 ? 0 : top < count ? top : count - 1;
}

void kiosk_numbered(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect, int count, kiosk_row_fn *write)
{
    int typed = kiosk_number(kiosk->typed, count), top = kiosk->top < count ? kiosk->top : 0;
    int shown = count - top > rect.rows ? rect.rows - 1 : count - top, left = count - top - shown;
    const struct rect behind = {rect.row, rect.column + INDENT, rect.rows, rect.columns - INDENT};
    for (int i = 0; i < shown; i++) {
        struct kiosk_row row = {.style = STYLE_NORMAL};
        bool is_typed = top + i == typed;
        write(kiosk, top + i, rect.columns < NARROW_COLUMNS, &row);
        kiosk_text(canvas, rect, rect.row + i, is_typed ? STYLE_SELECTED : row.style, "%3d  %s", top + i + 1, row.text);
    }
    if (left > 0)
        kiosk_text(canvas, behind, rect.row + shown, STYLE_MUTED,
                   ngettext("%d more: arrow down", "%d more: arrow down", (unsigned long)left), left);
}

void kiosk_numbered_below(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect, const char *heading,
                          const char *none, int count, kiosk_row_fn *write)
{
    int row = kiosk_text(canvas, rect, rect.row, STYLE_HEADING, "%s", heading);
    if (count == 0)
        kiosk_text(canvas, rect, row + 1, STYLE_NORMAL, "%s", none);
    else
        kiosk_numbered(kiosk, canvas, kiosk_below(rect, row), count, write);
}

int kiosk_numbered_next(const struct kiosk *kiosk, int count, struct buffer *out)
{
    int index = kiosk_number(kiosk->typed, count);
    if (count == 0)
        buffer_add(out, _("Enter: my shifts"));
    else if (index < 0)
        buffer_add(out, _("Number, Enter. Only Enter: my shifts"));
    return index;
}

int kiosk_numbered_entered(struct kiosk *kiosk, const char *typed, int count)
{
    int index = kiosk_number(typed, count);
    if (typed[0] == '\0')
        kiosk_show(kiosk, &kiosk_page_shifts);
    else if (index < 0)
        kiosk_say(kiosk, _("There is no number %s here."), typed);
    return index;
}
