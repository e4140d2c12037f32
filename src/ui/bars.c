/* Upright bars in ASCII. */
#include "gatepost/bars.h"
#include "gatepost/utf8.h"
#include <stdio.h>
#include <string.h>

enum { SLOT_MOST = 6, ROWS_A_STEP = 3, TEXT = 24, PARTS = 3 };

/* Where everything stands in rect. */
struct plan {
    struct rect rect;
    int scale;         /* columns of the scale, its line included */
    int slot, width;   /* columns of a bar with and without the gap behind it */
    int rows;          /* of the picture */
    bool values;       /* written below the labels */
    int64_t top, step; /* in units */
    int shown;
};

int64_t bars_scale(int64_t largest, int steps, int64_t *step)
{
    static const int nice[] = {1, 2, 5};
    steps = steps > 0 ? steps : 1;
    largest = largest > 0 ? largest : 1;
    for (int64_t power = 1;; power *= 10)
        for (int i = 0; i < 3; i++) {
            *step = nice[i] * power;
            if ((largest + *step - 1) / *step <= steps)
                return (largest + *step - 1) / *step * *step;
        }
}

static int digits(int64_t number)
{
    char text[TEXT];
    return snprintf(text, sizeof text, "%lld", (long long)number);
}

static struct plan make_plan(struct rect rect, const struct bars *bars)
{
    struct plan plan = {.rect = rect};
    int64_t unit = bars->unit > 0 ? bars->unit : 1, largest = 0, value = 0;
    for (int i = 0; i < bars->count; i++) {
        value = bars->bars[i].value > value ? bars->bars[i].value : value;
        largest = bars->bars[i].mark > largest ? bars->bars[i].mark : largest;
    }
    largest = value > largest ? value : largest;
    plan.rows = rect.rows - 2;
    plan.top = bars_scale((largest + unit - 1) / unit, plan.rows / ROWS_A_STEP, &plan.step);
    plan.scale = (digits(plan.top) < 3 ? 3 : digits(plan.top)) + 1;
    int room = rect.columns - plan.scale;
    plan.slot = bars->count > 0 ? room / bars->count : 0;
    plan.slot = plan.slot < 1 ? 1 : plan.slot > SLOT_MOST ? SLOT_MOST : plan.slot;
    plan.width = plan.slot > 1 ? plan.slot - 1 : 1;
    plan.shown = room / plan.slot < bars->count ? room / plan.slot : bars->count;
    plan.values = plan.rows > ROWS_A_STEP && digits(value / unit) <= plan.width;
    plan.rows -= plan.values;
    return plan;
}

/* The row (0: the lowest) in which a value ends; *parts gets how much of it is filled, of PARTS. */
static int end_row(const struct plan *plan, int64_t unit, int64_t value, int *parts)
{
    int64_t whole = plan->top * unit, height = (value * plan->rows * PARTS + whole / 2) / whole;
    height = height > 0 ? height : 1; /* what is there at all is seen */
    *parts = (int)((height - 1) % PARTS) + 1;
    return (int)((height - 1) / PARTS);
}

static void fill(struct canvas *canvas, const struct plan *plan, int column, int row, const char *character,
                 enum style style)
{
    for (int i = 0; i < plan->width; i++)
        canvas_text(canvas, plan->rect.row + plan->rows - 1 - row, column + i, 1, character, style);
}

static void draw_bar(struct canvas *canvas, const struct plan *plan, int64_t unit, const struct bar *bar, int column)
{
    static const char *const ends[PARTS] = {".", ":", BARS_VALUE};
    int parts, end = -1;
    if (bar->value > 0) {
        end = end_row(plan, unit, bar->value, &parts);
        for (int row = 0; row < end; row++)
            fill(canvas, plan, column, row, BARS_VALUE, STYLE_NORMAL);
        fill(canvas, plan, column, end, ends[parts - 1], STYLE_NORMAL);
    }
    if (bar->mark > 0) {
        int mark = end_row(plan, unit, bar->mark, &parts);
        fill(canvas, plan, column, mark, mark <= end ? BARS_BOTH : BARS_MARK, STYLE_WARNING);
    }
}

/* The number of a step stands in the row that a bar of that value fills. */
static void draw_scale(struct canvas *canvas, const struct plan *plan, int64_t unit)
{
    char text[TEXT];
    int parts;
    for (int row = 0; row < plan->rows; row++)
        canvas_text(canvas, plan->rect.row + row, plan->rect.column + plan->scale - 1, 1, "|", STYLE_MUTED);
    for (int64_t at = plan->step; at <= plan->top; at += plan->step) {
        int row = plan->rect.row + plan->rows - 1 - end_row(plan, unit, at * unit, &parts);
        snprintf(text, sizeof text, "%*lld+", plan->scale - 1, (long long)at);
        canvas_text(canvas, row, plan->rect.column, plan->scale, text, STYLE_MUTED);
    }
    snprintf(text, sizeof text, "%*d+", plan->scale - 1, 0);
    canvas_text(canvas, plan->rect.row + plan->rows, plan->rect.column, plan->scale, text, STYLE_MUTED);
    for (int i = 0; i < plan->slot * plan->shown; i++)
        canvas_text(canvas, plan->rect.row + plan->rows, plan->rect.column + plan->scale + i, 1, "-", STYLE_MUTED);
}

/* Of narrow bars every second or third is named, so that labels do not touch. */
static int label_every(const struct plan *plan, const struct bars *bars)
{
    int widest = 0;
    for (int i = 0; i < bars->count; i++)
        widest = text_width(bars->bars[i].label) > widest ? text_width(bars->bars[i].label) : widest;
    int every = 1;
    while (every * plan->slot <= widest)
        every++;
    return every;
}

void bars_draw(struct canvas *canvas, struct rect rect, const struct bars *bars)
{
    struct plan plan = make_plan(rect, bars);
    int64_t unit = bars->unit > 0 ? bars->unit : 1;
    if (plan.rows < 1 || plan.shown < 1)
        return;
    int every = label_every(&plan, bars), axis = rect.row + plan.rows;
    draw_scale(canvas, &plan, unit);
    for (int i = 0; i < plan.shown; i++) {
        const struct bar *bar = &bars->bars[i];
        int column = rect.column + plan.scale + i * plan.slot;
        draw_bar(canvas, &plan, unit, bar, column);
        for (int at = 0; bar->chosen && at < plan.width; at++)
            canvas_text(canvas, axis, column + at, 1, "^", STYLE_SELECTED);
        int room = rect.column + rect.columns - column;
        if (i % every == 0 && text_width(bar->label) <= room)
            canvas_text(canvas, axis + 1, column, room, bar->label, bar->chosen ? STYLE_SELECTED : STYLE_NORMAL);
        char text[TEXT];
        snprintf(text, sizeof text, "%*lld", plan.width, (long long)(bar->value / unit));
        if (plan.values && bar->value > 0)
            canvas_text(canvas, axis + 2, column, plan.width, text, STYLE_NORMAL);
    }
}
