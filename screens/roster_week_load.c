/* The grid read, and the selected cell moved: it follows the shift of its post, not the number of its line. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "screens/roster_week.h"
#include <stdlib.h>

const struct roster_cell *grid_cell(const struct view *view)
{
    const struct roster_grid *grid = view->state;
    return grid->row >= 0 && grid->row < grid->week.row_count ? &grid->week.rows[grid->row].cells[grid->day] : NULL;
}

struct fit_shift grid_shift(const struct view *view)
{
    const struct roster_grid *grid = view->state;
    return roster_cell_shift(&grid->week, grid->row, grid->day);
}

/* ---- lines ---- */

static bool stands_apart(const struct roster_week *week, int row)
{
    int post = week->rows[row].post;
    return (row > 0 && week->rows[row - 1].post == post) ||
           (row + 1 < week->row_count && week->rows[row + 1].post == post);
}

/* Posts with several shifts stand apart; those with one follow each other. */
static void make_lines(struct roster_grid *grid)
{
    const struct roster_week *week = &grid->week;
    grid->lines = memory_resize(grid->lines, (size_t)week->row_count * 2 + 1, sizeof *grid->lines);
    grid->line_count = 0;
    for (int i = 0; i < week->row_count; i++) {
        bool other = i > 0 && week->rows[i].post != week->rows[i - 1].post;
        if (other && (stands_apart(week, i) || stands_apart(week, i - 1)))
            grid->lines[grid->line_count++] = GRID_RULE;
        grid->lines[grid->line_count++] = i;
    }
}

static int line_of(const struct roster_grid *grid, int row)
{
    for (int i = 0; i < grid->line_count; i++)
        if (grid->lines[i] == row)
            return i;
    return 0;
}

int grid_room(const struct view *view)
{
    int rows = view->outer.rows - 3; /* the summary, the heading, the lower border */
    return rows > 0 ? rows : 1;
}

int grid_top(const struct view *view)
{
    const struct roster_grid *grid = view->state;
    int room = grid_room(view), line = line_of(grid, grid->row), top = grid->top;
    if (top > grid->line_count - room)
        top = grid->line_count - room;
    if (top < 0)
        top = 0;
    if (line < top)
        top = line;
    if (line >= top + room)
        top = line - room + 1;
    return top < grid->line_count && grid->lines[top] == GRID_RULE && line < top + room - 1 ? top + 1 : top;
}

/* ---- the selected cell ---- */

void grid_select(struct view *view, int row, int day)
{
    struct roster_grid *grid = view->state;
    int last = grid->week.row_count - 1;
    grid->row = row > last ? last : row < 0 && last >= 0 ? 0 : row;
    grid->day = day < 0 ? 0 : day >= GRID_DAYS ? GRID_DAYS - 1 : day;
    if (last < 0)
        return;
    const struct roster_row *now = &grid->week.rows[grid->row];
    grid->post_id = grid->week.posts[now->post].head.id;
    grid->span = now->span;
    grid->top = grid_top(view);
}

/* Where the shift stands now that was selected; where it stood, when it is gone. */
static int row_followed(const struct roster_grid *grid)
{
    for (int i = 0; i < grid->week.row_count; i++) {
        const struct roster_row *row = &grid->week.rows[i];
        if (grid->week.posts[row->post].head.id == grid->post_id && row->span.from == grid->span.from &&
            row->span.until == grid->span.until)
            return i;
    }
    return grid->row;
}

bool grid_next_open(struct view *view, int step)
{
    const struct roster_grid *grid = view->state;
    int cells = grid->week.row_count * GRID_DAYS;
    /* Day by day: what comes first in time is wanted first. */
    int at = grid->day * grid->week.row_count + grid->row;
    for (int i = 1; i < cells; i++) {
        int next = ((at + i * step) % cells + cells) % cells;
        int row = next % grid->week.row_count, day = next / grid->week.row_count;
        if (!grid_wants_something(&grid->week.rows[row].cells[day]))
            continue;
        grid_select(view, row, day);
        return true;
    }
    return false;
}

/* ---- reading ---- */

bool grid_load(struct view *view, struct err *err)
{
    struct roster_grid *grid = view->state;
    struct roster_week week;
    if (!roster_week_read(application_store(view), grid->first_day, clock_now(), &week, err))
        return false;
    roster_week_release(&grid->week);
    grid->week = week;
    make_lines(grid);
    grid_select(view, row_followed(grid), grid->day);
    grid_summarise(view);
    return true;
}

void grid_release(struct view *view)
{
    struct roster_grid *grid = view->state;
    roster_week_release(&grid->week);
    roster_plan_release(&grid->plan);
    buffer_release(&grid->summary);
    free(grid->lines);
}
