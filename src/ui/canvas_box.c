/* Borders. Every line cell is a set of arms; drawing adds arms to what stands there, so neighbours join. */
#include "gatepost/canvas.h"
#include "gatepost/utf8.h"
#include <string.h>

enum { ARM_UP = 1, ARM_DOWN = 2, ARM_LEFT = 4, ARM_RIGHT = 8 };

static const char *const glyphs[16] = {
    [ARM_UP] = "│",
    [ARM_DOWN] = "│",
    [ARM_UP | ARM_DOWN] = "│",
    [ARM_LEFT] = "─",
    [ARM_RIGHT] = "─",
    [ARM_LEFT | ARM_RIGHT] = "─",
    [ARM_DOWN | ARM_RIGHT] = "┌",
    [ARM_DOWN | ARM_LEFT] = "┐",
    [ARM_UP | ARM_RIGHT] = "└",
    [ARM_UP | ARM_LEFT] = "┘",
    [ARM_UP | ARM_DOWN | ARM_RIGHT] = "├",
    [ARM_UP | ARM_DOWN | ARM_LEFT] = "┤",
    [ARM_DOWN | ARM_LEFT | ARM_RIGHT] = "┬",
    [ARM_UP | ARM_LEFT | ARM_RIGHT] = "┴",
    [ARM_UP | ARM_DOWN | ARM_LEFT | ARM_RIGHT] = "┼",
};

static unsigned arms_of(const char *text, bool ascii)
{
    if (ascii)
        return text[0] == '-'   ? ARM_LEFT | ARM_RIGHT
               : text[0] == '|' ? ARM_UP | ARM_DOWN
               : text[0] == '+' ? ARM_UP | ARM_DOWN | ARM_LEFT | ARM_RIGHT
                                : 0;
    if ((unsigned char)text[0] != 0xE2 || (unsigned char)text[1] != 0x94)
        return 0;
    switch ((unsigned char)text[2]) {
    case 0x80:
        return ARM_LEFT | ARM_RIGHT;
    case 0x82:
        return ARM_UP | ARM_DOWN;
    case 0x8C:
        return ARM_DOWN | ARM_RIGHT;
    case 0x90:
        return ARM_DOWN | ARM_LEFT;
    case 0x94:
        return ARM_UP | ARM_RIGHT;
    case 0x98:
        return ARM_UP | ARM_LEFT;
    case 0x9C:
        return ARM_UP | ARM_DOWN | ARM_RIGHT;
    case 0xA4:
        return ARM_UP | ARM_DOWN | ARM_LEFT;
    case 0xAC:
        return ARM_DOWN | ARM_LEFT | ARM_RIGHT;
    case 0xB4:
        return ARM_UP | ARM_LEFT | ARM_RIGHT;
    case 0xBC:
        return ARM_UP | ARM_DOWN | ARM_LEFT | ARM_RIGHT;
    default:
        return 0;
    }
}

static const char *glyph_of(unsigned arms, bool ascii)
{
    if (!ascii)
        return glyphs[arms];
    bool across = arms & (ARM_LEFT | ARM_RIGHT), down = arms & (ARM_UP | ARM_DOWN);
    return across && down ? "+" : across ? "-" : "|";
}

static void add_arms(struct canvas *canvas, int row, int column, unsigned arms, enum style style)
{
    if (row < 0 || row >= canvas->rows || column < 0 || column >= canvas->columns)
        return;
    struct canvas_cell *cell = canvas->cells + (size_t)row * (size_t)canvas->columns + column;
    if (cell->width != 1)
        canvas_fill(canvas, (struct rect){row, column, 1, 1}, style);
    const char *glyph = glyph_of(arms | arms_of(cell->text, canvas->ascii), canvas->ascii);
    struct canvas_cell line = {.width = 1, .style = (unsigned char)style};
    memcpy(line.text, glyph, strlen(glyph));
    *cell = line;
}

static void draw_lines(struct canvas *canvas, struct rect rect, enum style style)
{
    int top = rect.row, bottom = rect.row + rect.rows - 1;
    int left = rect.column, right = rect.column + rect.columns - 1;
    for (int column = left + 1; column < right; column++) {
        add_arms(canvas, top, column, ARM_LEFT | ARM_RIGHT, style);
        add_arms(canvas, bottom, column, ARM_LEFT | ARM_RIGHT, style);
    }
    for (int row = top + 1; row < bottom; row++) {
        add_arms(canvas, row, left, ARM_UP | ARM_DOWN, style);
        add_arms(canvas, row, right, ARM_UP | ARM_DOWN, style);
    }
    add_arms(canvas, top, left, ARM_DOWN | ARM_RIGHT, style);
    add_arms(canvas, top, right, ARM_DOWN | ARM_LEFT, style);
    add_arms(canvas, bottom, left, ARM_UP | ARM_RIGHT, style);
    add_arms(canvas, bottom, right, ARM_UP | ARM_LEFT, style);
}

void canvas_box(struct canvas *canvas, struct rect rect, const char *title, const char *status, enum style style)
{
    if (rect.rows < 2 || rect.columns < 2)
        return;
    draw_lines(canvas, rect, style);
    int room = rect.columns - 4, at = rect.column + 2;
    if (title[0] != '\0' && room >= 3) {
        int width = text_width(title) < room - 2 ? text_width(title) : room - 2;
        canvas_text(canvas, rect.row, at, 1, "[", style);
        canvas_field(canvas, rect.row, at + 1, width, title, style);
        canvas_text(canvas, rect.row, at + 1 + width, 1, "]", style);
        room -= width + 3;
    }
    /* A count that is cut would be read as another count: all of it or nothing. */
    int width = text_width(status);
    if (width > 0 && width <= room)
        canvas_text(canvas, rect.row, rect.column + rect.columns - 2 - width, width, status, style);
}

void canvas_rule(struct canvas *canvas, int row, int column, int columns, enum style style)
{
    if (row < 0 || row >= canvas->rows)
        return;
    int last = column + columns - 1;
    for (int at = column; at <= last; at++) {
        bool end = at == column || at == last, inside = at >= 0 && at < canvas->columns;
        const struct canvas_cell *cells = canvas->cells + (size_t)row * (size_t)canvas->columns;
        bool line = inside && arms_of(cells[at].text, canvas->ascii) != 0;
        unsigned arms = ARM_LEFT | ARM_RIGHT;
        if (end && line)
            arms = at == column ? ARM_RIGHT : ARM_LEFT;
        add_arms(canvas, row, at, arms, style);
    }
}
