/* Own hours and nights of the month beside the average: plain numbers, and bars that show without colour. */
#include "gatepost/bars.h"
#include "gatepost/clock.h"
#include "gatepost/flow.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/kiosk.h"
#include <stdio.h>

enum { LINES = 4, LENGTH_BYTES = 48, BAR_MOST = 40, GAP = 2 };
struct line {
    const char *label;
    int minutes;
};

static bool load(struct kiosk *kiosk, struct err *err)
{
    return kiosk_hours(kiosk->store, kiosk->who.id, clock_now(), &kiosk->hours, err);
}

static void make_length(int minutes, char text[LENGTH_BYTES])
{
    snprintf(text, LENGTH_BYTES, _("%d h %02d min"), minutes / 60, minutes % 60);
}

/* Columns the widest label takes, and the widest length. */
static void measure(const struct line lines[LINES], int *label, int *length)
{
    *label = *length = 0;
    for (int i = 0; i < LINES; i++) {
        char text[LENGTH_BYTES];
        make_length(lines[i].minutes, text);
        *label = text_width(lines[i].label) > *label ? text_width(lines[i].label) : *label;
        *length = text_width(text) > *length ? text_width(text) : *length;
    }
}

static void draw_bar(struct canvas *canvas, int row, int column, int columns, int64_t value, int64_t longest)
{
    int64_t most = columns < BAR_MOST ? columns : BAR_MOST;
    int64_t filled = longest > 0 ? (value * most + longest / 2) / longest : 0;
    if (value > 0 && filled == 0)
        filled = 1;
    for (int i = 0; i < filled; i++)
        canvas_text(canvas, row, column + i, 1, BARS_VALUE, STYLE_NORMAL);
}

static void draw_lines(const struct line lines[LINES], struct canvas *canvas, struct rect rect)
{
    int label, length, longest = 0, row = rect.row;
    measure(lines, &label, &length);
    for (int i = 0; i < LINES; i++)
        longest = lines[i].minutes > longest ? lines[i].minutes : longest;
    for (int i = 0; i < LINES; i++) {
        char text[LENGTH_BYTES];
        make_length(lines[i].minutes, text);
        if (row >= rect.row + rect.rows)
            return;
        canvas_text(canvas, row, rect.column, label, lines[i].label, STYLE_NORMAL);
        canvas_text(canvas, row, rect.column + label + GAP + length - text_width(text), length, text,
                    i % 2 == 0 ? STYLE_TITLE : STYLE_NORMAL);
        int used = label + length + 2 * GAP;
        draw_bar(canvas, row, rect.column + used, rect.columns - used, lines[i].minutes, longest);
        row += 1 + (rect.rows > 10 && i == 1);
    }
}

static void draw(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    const struct kiosk_hours *hours = &kiosk->hours;
    const struct line lines[LINES] = {{_("you"), hours->minutes},
                                      {_("average"), hours->average_minutes},
                                      {_("at night, you"), hours->night_minutes},
                                      {_("at night, average"), hours->average_night_minutes}};
    struct civil_time now;
    clock_civil(clock_now(), &now);
    char summary[160];
    snprintf(summary, sizeof summary, _("%1$02d-01 to %1$02d-%2$02d: %3$d shifts, %4$d of them at night"), now.month,
             now.day, hours->shifts, hours->nights);
    int row = rect.row + flow_draw(canvas, rect, summary, 0, STYLE_TITLE) + (rect.rows > 10);
    draw_lines(lines, canvas, (struct rect){row, rect.column, rect.row + rect.rows - row, rect.columns});
    if (rect.rows > 10)
        kiosk_text(canvas, rect, row + LINES + 2, STYLE_NORMAL, "%s",
                   _("The average is that of all who stood a shift in this month."));
}

static void next(const struct kiosk *kiosk, struct buffer *out)
{
    (void)kiosk;
    buffer_add(out, _("Enter: back to your shifts"));
}

static void enter(struct kiosk *kiosk, const char *typed)
{
    (void)typed;
    kiosk_back(kiosk);
}

const struct kiosk_page kiosk_page_hours = {
    .name = "hours", .load = load, .draw = draw, .next = next, .enter = enter, .empty = true};
