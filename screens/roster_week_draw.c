/* The grid drawn: a frame of its own, the days in its heading, as many days side by side as have room. */
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/roster_week.h"
#include <stdio.h>

enum { LABEL_LEAST = 12, LABEL_USUAL = 15, CELL_LEAST = 8, LINE = 1 };

struct grid_layout {
    int first, days;   /* the days that are shown */
    int label, cell;   /* columns within the lines */
    struct rect frame; /* with the heading in its upper line */
};

static struct grid_layout layout_of(const struct view *view)
{
    const struct roster_grid *grid = view->state;
    struct rect frame = {view->outer.row + 1, view->outer.column, view->outer.rows - 1, view->outer.columns};
    struct grid_layout layout = {.frame = frame};
    layout.days = (frame.columns - LABEL_LEAST - 2 * LINE) / (CELL_LEAST + LINE);
    layout.days = layout.days < 1 ? 1 : layout.days > GRID_DAYS ? GRID_DAYS : layout.days;
    layout.cell = (frame.columns - LABEL_USUAL - 2 * LINE) / layout.days - LINE;
    layout.cell = layout.cell > CELL_LEAST ? layout.cell : CELL_LEAST;
    layout.label = frame.columns - 2 * LINE - layout.days * (layout.cell + LINE);
    layout.first = grid->day >= layout.days ? grid->day - layout.days + 1 : 0;
    return layout;
}

/* Of the line left of a day's cells. */
static int line_column(const struct grid_layout *layout, int place)
{
    return layout->frame.column + LINE + layout->label + place * (layout->cell + LINE);
}

static void draw_heading(const struct view *view, const struct grid_layout *layout, struct canvas *canvas)
{
    const struct roster_grid *grid = view->state;
    char text[48], name[32];
    canvas_text(canvas, layout->frame.row, layout->frame.column + 2, layout->label - 1, _("Post, shift"),
                STYLE_HEADING);
    for (int i = 0; i < layout->days; i++) {
        int day = clock_day_add(grid->first_day, layout->first + i);
        bool today = day == clock_day(clock_now());
        snprintf(name, sizeof name, words_context(N_("grid|%1$s %2$d")), words_weekday(week_day(day) + 1), day % 100);
        snprintf(text, sizeof text, "%s%s", name, today ? "*" : "");
        canvas_text(canvas, layout->frame.row, line_column(layout, i) + 2, layout->cell - 1, text,
                    today ? STYLE_FOCUS : STYLE_HEADING);
    }
}

static void draw_frame(const struct grid_layout *layout, struct canvas *canvas)
{
    const struct rect *frame = &layout->frame;
    canvas_box(canvas, (struct rect){frame->row, frame->column, frame->rows, layout->label + 2 * LINE}, "", "",
               STYLE_BORDER);
    for (int i = 0; i < layout->days; i++)
        canvas_box(canvas, (struct rect){frame->row, line_column(layout, i), frame->rows, layout->cell + 2 * LINE}, "",
                   "", STYLE_BORDER);
}

static void draw_cell(const struct view *view, const struct roster_cell *cell, bool selected, struct canvas *canvas,
                      struct rect place)
{
    struct buffer text = {0}, marked = {0};
    grid_cell_text(view, cell, selected ? place.columns - 2 : place.columns, &text);
    if (selected) {
        canvas_fill(canvas, place, STYLE_SELECTED);
        buffer_add(&marked, ">");
        text_cut(&marked, buffer_text(&text), place.columns - 2, false);
        buffer_add(&marked, "<");
    }
    canvas_cut(canvas, place.row, place.column, place.columns, buffer_text(selected ? &marked : &text),
               selected ? STYLE_SELECTED : grid_cell_style(cell));
    buffer_release(&text);
    buffer_release(&marked);
}

/* The name gives way, the shift stays. */
static void draw_label(const struct roster_grid *grid, const struct roster_row *row, bool selected,
                       struct canvas *canvas, struct rect place)
{
    char span[SHIFT_SPAN_BYTES];
    enum style style = selected ? STYLE_FOCUS : STYLE_NORMAL;
    shift_span_text(row->span, span);
    int columns = text_width(span), room = place.columns - columns;
    if (room > 0)
        canvas_cut(canvas, place.row, place.column, room, grid->week.posts[row->post].name, style);
    canvas_text(canvas, place.row, place.column + (room > 0 ? room : 0), columns, span, style);
}

static void draw_row(const struct view *view, const struct grid_layout *layout, int row, int line,
                     struct canvas *canvas)
{
    const struct roster_grid *grid = view->state;
    struct rect place = {line, layout->frame.column + LINE, 1, layout->label};
    draw_label(grid, &grid->week.rows[row], row == grid->row, canvas, place);
    for (int i = 0; i < layout->days; i++) {
        int day = layout->first + i;
        place = (struct rect){line, line_column(layout, i) + LINE, 1, layout->cell};
        draw_cell(view, &grid->week.rows[row].cells[day], row == grid->row && day == grid->day, canvas, place);
    }
}

/* What is not in sight is counted in the lower border. */
static void say_more(const struct view *view, const struct grid_layout *layout, int top, struct canvas *canvas)
{
    const struct roster_grid *grid = view->state;
    int above = 0, below = 0;
    char text[80];
    for (int i = 0; i < grid->line_count; i++) {
        above += i < top && grid->lines[i] != GRID_RULE;
        below += i >= top + grid_room(view) && grid->lines[i] != GRID_RULE;
    }
    if (above + below == 0)
        return;
    if (above == 0)
        snprintf(text, sizeof text, _(" %d below "), below);
    else if (below == 0)
        snprintf(text, sizeof text, _(" %d above "), above);
    else
        snprintf(text, sizeof text, _(" %1$d above, %2$d below "), above, below);
    canvas_text(canvas, layout->frame.row + layout->frame.rows - 1, layout->frame.column + 2, layout->frame.columns - 4,
                text, STYLE_MUTED);
}

void grid_draw(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct roster_grid *grid = view->state;
    struct grid_layout layout = layout_of(view);
    int top = grid_top(view), room = grid_room(view);
    bool calm = grid->week.gap_cells == 0 && grid->week.conflict_count == 0;
    (void)rect;
    canvas_cut(canvas, view->outer.row, view->outer.column, view->outer.columns, buffer_text(&grid->summary),
               calm ? STYLE_GOOD : STYLE_WARNING);
    draw_frame(&layout, canvas);
    draw_heading(view, &layout, canvas);
    for (int i = 0; i < room && top + i < grid->line_count; i++) {
        int line = layout.frame.row + 1 + i;
        if (grid->lines[top + i] == GRID_RULE)
            canvas_rule(canvas, line, layout.frame.column, layout.frame.columns, STYLE_BORDER);
        else
            draw_row(view, &layout, grid->lines[top + i], line, canvas);
    }
    if (grid->line_count == 0)
        canvas_text(canvas, layout.frame.row + 1, layout.frame.column + 2, layout.frame.columns - 4,
                    _("No posts yet: F9, Posts, adds the first."), STYLE_MUTED);
    say_more(view, &layout, top, canvas);
}

bool grid_click(struct view *view, int row, int column)
{
    struct roster_grid *grid = view->state;
    struct grid_layout layout = layout_of(view);
    int line = grid_top(view) + row - layout.frame.row - 1;
    int place = (column - line_column(&layout, 0)) / (layout.cell + LINE);
    if (row <= layout.frame.row || line < 0 || line >= grid->line_count || grid->lines[line] == GRID_RULE ||
        column <= line_column(&layout, 0) || place >= layout.days)
        return false;
    bool again = grid->lines[line] == grid->row && layout.first + place == grid->day;
    grid_select(view, grid->lines[line], layout.first + place);
    return again;
}
