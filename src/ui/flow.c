#include "gatepost/flow.h"
#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include <string.h>

size_t flow_line(const char *text, int columns, size_t *next)
{
    size_t end = strcspn(text, "\n"), at = 0, blank = 0;
    int used = 0;
    columns = columns < 2 ? 2 : columns; /* a wide character must fit, or a text would never end */
    while (at < end) {
        int width;
        size_t bytes = cluster_next(text + at, end - at, &width);
        if (used + width > columns)
            break;
        if (text[at] == ' ')
            blank = at;
        used += width;
        at += bytes;
    }
    if (at == end) {
        *next = text[end] == '\n' ? end + 1 : end;
        return end;
    }
    /* A word is moved to the next line whole, unless it fills the line alone or no blank is near. */
    bool inside_word = text[at] != ' ' && (unsigned char)text[at] < 0x80 && (unsigned char)text[at - 1] < 0x80;
    if (inside_word && blank > 0)
        at = blank;
    *next = at + strspn(text + at, " ");
    return at;
}

int flow_height(const char *text, int columns)
{
    int lines = 0;
    while (*text != '\0') {
        size_t next;
        flow_line(text, columns, &next);
        text += next;
        lines++;
    }
    return lines;
}

int flow_draw(struct canvas *canvas, struct rect rect, const char *text, int first, enum style style)
{
    struct buffer part = {0};
    int drawn = 0;
    for (int line = 0; *text != '\0' && drawn < rect.rows; line++) {
        size_t next, length = flow_line(text, rect.columns, &next);
        if (line >= first) {
            buffer_clear(&part);
            buffer_add_bytes(&part, text, length);
            canvas_text(canvas, rect.row + drawn++, rect.column, rect.columns, buffer_text(&part), style);
        }
        text += next;
    }
    buffer_release(&part);
    return drawn;
}

int flow_scroll(int first, int step, int lines, int rows)
{
    int page = rows > 1 ? rows - 1 : 1, most = lines > rows ? lines - rows : 0;
    first += step == 2 || step == -2 ? step / 2 * page : step;
    first = first > most ? most : first;
    return first < 0 ? 0 : first;
}
