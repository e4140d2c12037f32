/* The days of the roster as the week's grid, what goes on now and the numbers of pane 4 share them. */
#ifndef GATEPOST_ROSTER_PART_H
#define GATEPOST_ROSTER_PART_H
#include "gatepost/roster_week.h"

enum { WEEK_DAYS = 7 };
/* Reads `days` (at most WEEK_DAYS) from first_day into the cells [0, days) of every row. Entries of the time `margin_s`
 * before and behind come after those of the cells, up to *all: they are only for the rules. No conflicts yet. */
bool roster_days_read(struct store *store, int first_day, int days, int margin_s, struct roster_week *week, int *all,
                      struct err *err);
/* Whoever breaks a rule with a shift before theirs (overlap, rest, cap); `all` as above. */
void roster_find_conflicts(struct store *store, struct roster_week *week, int all);
#endif
