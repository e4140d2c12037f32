/* How pages of the shared terminal write: lines, shifts as everybody understands them, large messages. */
#include "gatepost/clock.h"
#include "gatepost/flow.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/kiosk.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct rect kiosk_rows(const struct kiosk *kiosk)
{
    struct rect rect = ui_top(kiosk->ui)->inside;
    rect.rows -= kiosk->page->boxed ? 1 : KIOSK_TYPED_ROWS;
    return rect;
}

int kiosk_text(struct canvas *canvas, struct rect rect, int row, enum style style, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (row >= rect.row && row < rect.row + rect.rows)
        canvas_cut(canvas, row, rect.column, rect.columns, text, style);
    return row + 1;
}

struct rect kiosk_below(struct rect rect, int row)
{
    rect.rows -= row - rect.row;
    rect.row = row;
    return rect;
}

/* Columns of a post where something else stands in its line. */
enum { POST_NARROW = 20, POST_WIDE = 40 };

static const char *near_day(int day, int today)
{
    if (day == today)
        return _("today");
    return day == clock_day_add(today, 1) ? _("tomorrow") : "";
}

void kiosk_when(const struct fit_shift *shift, int64_t now, bool narrow, char when[KIOSK_WHEN_BYTES])
{
    char span[SHIFT_SPAN_BYTES];
    const int day = shift->day, today = clock_day(now);
    shift_span_text(shift_span_of(day, shift->starts_at, shift->ends_at), span);
    const char *near = near_day(day, today), *weekday = words_weekday(week_day(day) + 1);
    if (narrow)
        snprintf(when, KIOSK_WHEN_BYTES, "%s %02d-%02d %s", near[0] != '\0' ? near : weekday, day / 100 % 100,
                 day % 100, span);
    else
        snprintf(when, KIOSK_WHEN_BYTES, "%s%s%s %02d-%02d  %s", near, near[0] != '\0' ? " " : "", weekday,
                 day / 100 % 100, day % 100, span);
}

void kiosk_name_shift(const struct kiosk_shift *shift, bool narrow, char name[KIOSK_SHIFT_BYTES])
{
    char when[KIOSK_WHEN_BYTES];
    struct buffer post = {0};
    kiosk_when(&shift->shift, clock_now(), narrow, when);
    text_cut(&post, shift->post, narrow ? POST_NARROW : POST_WIDE, false);
    snprintf(name, KIOSK_SHIFT_BYTES, "%s%s%s", when, narrow ? " " : "  ", buffer_text(&post));
    buffer_release(&post);
}

static const char *draw_flow_line(struct canvas *canvas, struct rect rect, int row, const char *text)
{
    char line[512];
    size_t next = 0, bytes = flow_line(text, rect.columns, &next);
    if (next == 0 || bytes >= sizeof line)
        return "";
    memcpy(line, text, bytes);
    line[bytes] = '\0';
    canvas_fill(canvas, (struct rect){row, rect.column, 1, rect.columns}, STYLE_NORMAL);
    canvas_cut(canvas, row, rect.column, rect.columns, line, STYLE_WARNING);
    return text + next;
}

void kiosk_said(struct canvas *canvas, struct rect rect, int last, const char *text)
{
    int first = text[0] != '\0' ? last + 1 - flow_height(text, rect.columns) : last + 1;
    for (int row = first < rect.row ? rect.row : first; row <= last; row++)
        text = draw_flow_line(canvas, rect, row, text);
}

void kiosk_large(struct canvas *canvas, struct rect rect, const char *text, enum style style)
{
    int columns = rect.columns - 4, row = rect.row;
    int lines = flow_height(text, columns);
    if (lines < rect.rows)
        row += (rect.rows - lines) / 2;
    canvas_fill(canvas, rect, style);
    for (size_t next = 0; *text != '\0' && row < rect.row + rect.rows; text += next, row++) {
        char line[512];
        size_t bytes = flow_line(text, columns, &next);
        if (next == 0 || bytes >= sizeof line)
            return;
        memcpy(line, text, bytes);
        line[bytes] = '\0';
        int width = text_width(line);
        canvas_text(canvas, row, rect.column + (rect.columns - width) / 2, width, line, style);
    }
}

void kiosk_framed(struct canvas *canvas, struct rect rect, const char *text)
{
    struct rect frame = {rect.row + 1, rect.column + 2, rect.rows - 2, rect.columns - 4};
    canvas_fill(canvas, rect, STYLE_SELECTED);
    if (frame.rows < 3 || frame.columns < 8) {
        kiosk_large(canvas, rect, text, STYLE_SELECTED);
        return;
    }
    canvas_box(canvas, frame, "", "", STYLE_SELECTED);
    kiosk_large(canvas, (struct rect){frame.row + 1, frame.column + 1, frame.rows - 2, frame.columns - 2}, text,
                STYLE_SELECTED);
}
