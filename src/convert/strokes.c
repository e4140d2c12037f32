#include "strokes.h"
#include "gatepost/memory.h"
#include <stdlib.h>
#include <string.h>

static const double light_points = 0.5, heavy_points = 1.3;
enum { BOX_FIRST = 0x2500, BOX_COUNT = 128 };

/* By the names in Unicode: two bits each for up, down, left, right; dashes are whole, arcs are corners. Diagonals are
 * 0, the font has them. */
static const uint8_t box_arms[BOX_COUNT] = {
    0x05, 0x0A, 0x50, 0xA0, 0x05, 0x0A, 0x50, 0xA0, 0x05, 0x0A, 0x50, 0xA0, 0x11, 0x12, 0x21, 0x22, 0x14, 0x18, 0x24,
    0x28, 0x41, 0x42, 0x81, 0x82, 0x44, 0x48, 0x84, 0x88, 0x51, 0x52, 0x91, 0x61, 0xA1, 0x92, 0x62, 0xA2, 0x54, 0x58,
    0x94, 0x64, 0xA4, 0x98, 0x68, 0xA8, 0x15, 0x19, 0x16, 0x1A, 0x25, 0x29, 0x26, 0x2A, 0x45, 0x49, 0x46, 0x4A, 0x85,
    0x89, 0x86, 0x8A, 0x55, 0x59, 0x56, 0x5A, 0x95, 0x65, 0xA5, 0x99, 0x96, 0x69, 0x66, 0x9A, 0x6A, 0xA9, 0xA6, 0xAA,
    0x05, 0x0A, 0x50, 0xA0, 0x0A, 0xA0, 0x12, 0x21, 0x22, 0x18, 0x24, 0x28, 0x42, 0x81, 0x82, 0x48, 0x84, 0x88, 0x52,
    0xA1, 0xA2, 0x58, 0xA4, 0xA8, 0x1A, 0x25, 0x2A, 0x4A, 0x85, 0x8A, 0x5A, 0xA5, 0xAA, 0x11, 0x14, 0x44, 0x41, 0x00,
    0x00, 0x00, 0x04, 0x40, 0x01, 0x10, 0x08, 0x80, 0x02, 0x20, 0x06, 0x60, 0x09, 0x90,
};

uint8_t strokes_arms(int32_t code_point)
{
    return code_point >= BOX_FIRST && code_point < BOX_FIRST + BOX_COUNT ? box_arms[code_point - BOX_FIRST] : 0;
}

static void add_stroke(struct strokes *strokes, struct stroke stroke)
{
    if (strokes->count == strokes->capacity) {
        strokes->capacity = strokes->capacity > 0 ? 2 * strokes->capacity : 256;
        strokes->list = memory_resize(strokes->list, strokes->capacity, sizeof *strokes->list);
    }
    strokes->list[strokes->count++] = stroke;
}

/* Goes on with an open stroke at `at`, where an arm of this weight begins: true when the one before ends here. */
static bool go_on(struct open_stroke *open, int weight, double at, struct open_stroke *ended)
{
    if (open->weight == weight)
        return false;
    *ended = *open;
    *open = (struct open_stroke){(float)at, weight};
    return ended->weight > 0;
}

static void end_down(struct strokes *strokes, int column, int weight, double at, double left, double width)
{
    struct open_stroke ended;
    float x = (float)(left + (column + 0.5) * width);
    if (go_on(&strokes->down[column], weight, at, &ended))
        add_stroke(strokes, (struct stroke){x, ended.from, x, (float)at, ended.weight});
}

static void add_across(struct strokes *strokes, int columns, double y, double left, double width)
{
    struct open_stroke open = {0}, ended;
    for (int column = 0; column <= columns; column++) {
        int arms = column < columns ? strokes->arms[column] : 0;
        double edge = left + column * width, middle = edge + width / 2;
        if (go_on(&open, arms >> 2 & 3, edge, &ended))
            add_stroke(strokes, (struct stroke){ended.from, (float)y, (float)edge, (float)y, ended.weight});
        if (go_on(&open, arms & 3, middle, &ended))
            add_stroke(strokes, (struct stroke){ended.from, (float)y, (float)middle, (float)y, ended.weight});
    }
}

void strokes_row(struct strokes *strokes, int columns, double top, double height, double left, double width)
{
    for (int column = 0; column < columns; column++) {
        end_down(strokes, column, strokes->arms[column] >> 6, top, left, width);
        end_down(strokes, column, strokes->arms[column] >> 4 & 3, top + height / 2, left, width);
    }
    add_across(strokes, columns, top + height / 2, left, width);
    memset(strokes->arms, 0, sizeof strokes->arms);
}

static void draw_weight(const struct strokes *strokes, cairo_t *cairo, int weight, double points)
{
    cairo_set_line_width(cairo, points);
    for (size_t i = 0; i < strokes->count; i++) {
        const struct stroke *stroke = &strokes->list[i];
        if (stroke->weight != weight)
            continue;
        cairo_move_to(cairo, stroke->x1, stroke->y1);
        cairo_line_to(cairo, stroke->x2, stroke->y2);
    }
    cairo_stroke(cairo);
}

void strokes_draw(struct strokes *strokes, cairo_t *cairo, double bottom, double left, double width)
{
    for (int column = 0; column < STREAM_COLUMNS_MOST; column++)
        end_down(strokes, column, 0, bottom, left, width);
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_SQUARE); /* corners close */
    draw_weight(strokes, cairo, 1, light_points);
    draw_weight(strokes, cairo, 2, heavy_points);
    strokes->count = 0;
}

void strokes_release(struct strokes *strokes)
{
    free(strokes->list);
    *strokes = (struct strokes){0};
}
