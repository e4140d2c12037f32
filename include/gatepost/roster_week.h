/* The week's grid (domain.md §6, mockups roster-week): posts × days, what is short, covered or full, and what breaks a
 * rule. Three queries however long the years. */
#ifndef GATEPOST_ROSTER_WEEK_H
#define GATEPOST_ROSTER_WEEK_H
#include "gatepost/shift_fit.h"

struct roster_cell {
    int64_t starts_at, ends_at;
    int day;
    bool manned; /* false: the post has no such shift on that day (empty in the grid), unless somebody stands there */
    bool closed; /* by a closed day */
    int least, wanted;  /* 0 when not manned */
    int count;          /* who counts (assignment_counts) */
    int seeking;        /* of those: look for a stand-in */
    int doubtful;       /* of those: live in an observed household, to be confirmed */
    int first, entries; /* in week->entries, all states */
    bool conflict;      /* somebody here breaks a rule (overlap, rest, cap) */
};
enum roster_fill_state { CELL_EMPTY, CELL_SHORT, CELL_COVERED, CELL_FULL };
struct roster_row { /* one shift of one post */
    int post;       /* index in week->posts */
    struct shift_span span;
    bool in_pattern; /* false: only because somebody stands there */
    struct roster_cell cells[7];
};
struct roster_conflict {
    int row, day, entry; /* where; the later of the two */
    struct shift_fit fit;
};
enum { ROSTER_ROWS = POSTS_MOST * SHIFTS_A_DAY, ROSTER_CONFLICTS = 64 };
struct roster_week {
    int first_day; /* a Monday */
    struct post *posts;
    int post_count;
    struct roster_row *rows; /* by post, then beginning */
    int row_count;
    struct roster_entry *entries; /* by row, day, beginning, number */
    int entry_count;
    int gaps, gap_cells; /* people missing to `least` in cells that have not ended; in so many cells */
    int gaps_today;      /* the cells of today */
    int conflict_count;  /* beyond ROSTER_CONFLICTS they are counted, not kept */
    struct roster_conflict conflicts[ROSTER_CONFLICTS];
};
/* The rows are those of the patterns, and those on which somebody stands all the same. */
bool roster_week_read(struct store *store, int first_day, int64_t now, struct roster_week *week, struct err *err);
void roster_week_release(struct roster_week *week);
enum roster_fill_state roster_cell_state(const struct roster_cell *cell);
/* People missing to `least`; 0 for a cell that is not manned or has ended. */
int roster_cell_gap(const struct roster_cell *cell, int64_t now);
struct fit_shift roster_cell_shift(const struct roster_week *week, int row, int day);

/* Who is on which post now, who comes next: one line a shift that runs or begins within `ahead_s`. */
struct roster_now {
    struct post post;
    struct roster_cell cell; /* first, entries: in the array of entries */
    bool running;
};
enum { ROSTER_NOW = 512, ROSTER_AHEAD_S = 24 * 3600 /* what pane 4 shows and counts */ };
bool roster_now(struct store *store, int64_t now, int ahead_s, struct roster_now *lines, int most, int *count,
                struct roster_entry *entries, int entries_most, int *entry_count, struct err *err);
/* The numbers of pane 4. */
struct roster_numbers {
    int on_duty, expected; /* arrived; should be there now */
    int late;              /* not signed in roster.late_minutes behind the start */
    int gaps, soon;        /* people missing now and within ROSTER_AHEAD_S; cells uncovered that begin within
                            * roster.uncovered_hours */
    int seeking;
    int posts; /* valid ones; 0: there is no roster */
};
bool roster_count(struct store *store, int64_t now, struct roster_numbers *numbers, struct err *err);
#endif
