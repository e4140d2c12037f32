/* The week's grid of posts (mockup roster-week): what its files share, and the doors into it. */
#ifndef SCREENS_ROSTER_WEEK_H
#define SCREENS_ROSTER_WEEK_H
#include "gatepost/buffer.h"
#include "gatepost/roster_plan.h"
#include "screens/application.h"

enum { GRID_DAYS = 7, GRID_RULE = -1, GRID_NAME_BYTES = 160 };
struct roster_grid {
    struct roster_week week; /* posts NULL: not read yet */
    int first_day;           /* the Monday that is shown */
    int row, day;            /* the selected cell; row -1: there is no post */
    int64_t post_id;         /* what is followed when rows come and go: the shift of a post */
    struct shift_span span;
    int *lines; /* what stands in the lines of the grid: a row, or GRID_RULE between posts */
    int line_count, top;
    struct buffer summary;   /* gaps and conflicts in words */
    struct fit_shift copied; /* post_id 0: nothing */
    struct roster_plan plan; /* being pasted, while a reason is asked */
    struct roster_entry removed;
};
/* The selected cell; NULL: there is none. Its name: "东门 22-06 周一11". */
const struct roster_cell *grid_cell(const struct view *view);
void grid_cell_name(const struct view *view, char text[GRID_NAME_BYTES]);
struct fit_shift grid_shift(const struct view *view);

/* ---- roster_week_load.c: reading and moving ---- */

bool grid_load(struct view *view, struct err *err);
void grid_release(struct view *view);
/* The selected cell, within the grid, and in sight. */
void grid_select(struct view *view, int row, int day);
/* The next cell (step -1: the one before) that wants something (below), round the week. */
bool grid_next_open(struct view *view, int step);
/* How many lines have room, and which is the uppermost, so that the selected cell is in sight. */
int grid_room(const struct view *view);
int grid_top(const struct view *view);

/* ---- roster_week_words.c: what is said ---- */

/* "南门 22-06 周一11". */
void grid_shift_words(const struct post *post, const struct fit_shift *shift, char text[GRID_NAME_BYTES]);
/* A name as the screen may show it. */
void grid_masked(const struct view *view, const char *name, char masked[NAME_BYTES]);
/* What a cell says in so many columns: "缺2!", "李娜+1", "12人". */
void grid_cell_text(const struct view *view, const struct roster_cell *cell, int columns, struct buffer *out);
/* Somebody is missing, breaks a rule, looks for a stand-in, is to be confirmed. */
bool grid_wants_something(const struct roster_cell *cell);
enum style grid_cell_style(const struct roster_cell *cell);
void grid_summarise(struct view *view);
void grid_heading(const struct view *view, struct buffer *out);
void grid_note(const struct view *view, struct buffer *out);

/* ---- roster_week_draw.c ---- */

void grid_draw(const struct view *view, struct canvas *canvas, struct rect rect);
/* A click: selects the cell; true when it was selected already. */
bool grid_click(struct view *view, int row, int column);

/* ---- roster_assign.c, roster_standing.c: argument is a struct fit_shift ---- */

extern const struct screen_def screen_roster_week; /* argument: the day (an int) it opens on, or NULL: today */
extern const struct screen_def screen_roster_assign, screen_roster_standing;
#endif
