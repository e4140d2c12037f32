/* Marks over columns in ASCII. */
#include "gatepost/chart.h"
#include "gatepost/utf8.h"
#include <stddef.h>

enum { LEAST_ROWS = 3, SPAN = 8 };

/* So many rows stand above the line. */
static int rows_above(int rows)
{
    return rows * 3 / SPAN > 0 ? rows * 3 / SPAN : 1;
}

static int step_of(const struct chart *chart, int rows)
{
    int step = chart->step > 0 ? chart->step : 1;
    return rows >= SPAN ? step : (step * SPAN + rows - 1) / rows;
}

int chart_row(const struct chart *chart, int rows, int value)
{
    if (value == CHART_NOTHING)
        return rows - 1;
    int step = step_of(chart, rows), away = chart->line - value;
    int row = rows_above(rows) + (away >= 0 ? (away + step / 2) / step : -((-away + step / 2) / step));
    return row < 0 ? 0 : row >= rows ? rows - 1 : row;
}

static void draw_scale(struct canvas *canvas, struct rect rect, const struct chart *chart)
{
    int step = step_of(chart, rect.rows), line = rows_above(rect.rows);
    char text[24];
    for (int row = 0; row < rect.rows; row++) {
        chart->label(chart->line + (line - row) * step, text, sizeof text);
        canvas_text(canvas, rect.row + row, rect.column, CHART_SCALE - 1, text, STYLE_MUTED);
    }
    for (int column = CHART_SCALE; column < rect.columns; column++)
        canvas_text(canvas, rect.row + line, rect.column + column, 1, "-", STYLE_MUTED);
}

void chart_draw(struct canvas *canvas, struct rect rect, const struct chart *chart)
{
    if (rect.rows < LEAST_ROWS || rect.columns <= CHART_SCALE)
        return;
    draw_scale(canvas, rect, chart);
    for (int i = 0; i < chart->count; i++) {
        const struct chart_point *point = &chart->points[i];
        int column = CHART_SCALE + point->column;
        if (point->column >= 0 && column < rect.columns)
            canvas_text(canvas, rect.row + chart_row(chart, rect.rows, point->value), rect.column + column, 1,
                        point->mark, point->style);
    }
}
