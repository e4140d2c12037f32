/* The days of the roster as the week's grid, what goes on now and the numbers of pane 4 share them. */
#ifndef GATEPOST_ROSTER_PART_H
#define GATEPOST_ROSTER_PART_H
#include "gatepost/roster_week.h"

enum { WEEK_DAYS = 7, OBSERVED_MOST = 4096 };
struct roster_time { /* the times of a shift and the span they make on its day: that of the one before, mostly */
    int day;
    int64_t starts_at, ends_at;
    struct shift_span span;
};
/* shift_span_of, through the one `known`. */
struct shift_span roster_span(struct roster_time *known, int day, int64_t starts_at, int64_t ends_at);
struct roster_observed { /* volunteers whose own household is under observation */
    int64_t ids[OBSERVED_MOST];
    int count;
};
bool roster_observed_read(struct store *store, struct roster_observed *observed, struct err *err);
/* Whoever is there, or was, is no question any more. */
bool roster_is_doubtful(const struct roster_observed *observed, enum assignment_state state, int64_t volunteer_id);
/* The cells [0, days) of the patterns, with nobody in them: what counting needs. */
bool roster_cells_read(struct store *store, int first_day, int days, struct roster_week *week, struct err *err);
/* NULL: there is none. */
struct roster_cell *roster_cell_at(struct roster_week *week, int days, int64_t post_id, int day,
                                   struct shift_span span);
/* Reads `days` (at most WEEK_DAYS) from first_day into the cells [0, days) of every row, and who stands there in
 * [from_at, until_at). Entries of no cell come after those of the cells, up to *all: they are only for the rules. No
 * conflicts yet. */
bool roster_days_read(struct store *store, int first_day, int days, int64_t from_at, int64_t until_at,
                      struct roster_week *week, int *all, struct err *err);
/* Whoever breaks a rule with a shift before theirs (overlap, rest, cap); `all` as above. */
void roster_find_conflicts(struct store *store, struct roster_week *week, int all);
#endif
