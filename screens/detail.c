#include "screens/detail.h"

#include "gatepost/list.h"
#include "gatepost/utf8.h"
#include <stdio.h>

void detail_line(struct canvas *canvas, struct rect *rect, enum style style, const char *text)
{
    while (text[0] && rect->rows > 0) {
        int used = 0;
        size_t bytes = text_fit(text, rect->columns, &used);
        if (!bytes)
            return;
        char part[CELL_BYTES];
        snprintf(part, sizeof part, "%.*s", (int)bytes, text);
        canvas_text(canvas, rect->row++, rect->column, rect->columns, part, style);
        rect->rows--;
        text += bytes;
    }
}

void detail_labelled(struct canvas *canvas, struct rect *rect, const char *label, const char *value)
{
    char text[CELL_BYTES * 2];
    if (!value[0])
        return;
    snprintf(text, sizeof text, "%s %s", label, value);
    detail_line(canvas, rect, STYLE_NORMAL, text);
}

void detail_rule(struct canvas *canvas, struct rect *rect)
{
    if (rect->rows <= 0)
        return;
    canvas_rule(canvas, rect->row++, rect->column, rect->columns, STYLE_BORDER);
    rect->rows--;
}
