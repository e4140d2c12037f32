/* Many assignments at once, looked at before they are saved: a copied week, a pattern over days, a pasted cell, the
 * fair fill. One preview, one batch, undone as one (domain.md §6). */
#ifndef GATEPOST_ROSTER_PLAN_H
#define GATEPOST_ROSTER_PLAN_H
#include "gatepost/roster_move.h"

struct roster_planned {
    struct fit_shift shift;
    int64_t volunteer_id;
    char name[NAME_BYTES], post[NAME_BYTES];
    struct shift_fit fit;
    bool chosen;             /* without a bar at first; with one only when the person says so */
    bool full;               /* the cell needs nobody more */
    bool out;                /* cannot be chosen: who or which shift is not known, or there is nothing to do */
    char why[FIT_WHY_BYTES]; /* what is against it */
};
struct roster_left_open {
    struct fit_shift shift;
    char post[NAME_BYTES];
    int missing;
    char why[FIT_WHY_BYTES]; /* "nobody free with driving" */
};
enum roster_plan_kind { PLAN_COPY, PLAN_PATTERN, PLAN_PASTE, PLAN_FILL, PLAN_IMPORT };
struct roster_plan {
    enum roster_plan_kind kind;
    struct roster_planned *rows; /* by shift */
    int count, room;
    struct roster_left_open *open;
    int open_count, open_room;
};
void roster_plan_release(struct roster_plan *plan);
/* A new row, or shift that stays open, of nothing yet; valid until the next one. */
struct roster_planned *roster_plan_add_row(struct roster_plan *plan);
struct roster_left_open *roster_plan_add_open(struct roster_plan *plan);

/* Copies take who was planned: a stand-in stood there once, so whom they stood in for is planned again; who was excused
 * or did not come is not. Nobody is planned twice for the same cell, and nothing for shifts that are over. A row is
 * judged with the chosen rows before it. What stays below `least` is in `open`. */

enum { PLAN_LENGTH_MOST = 31, PLAN_DAYS_MOST = 92 };
/* The week before first_day's, day for day (post_id 0: all posts). */
bool roster_plan_copy_week(struct store *store, int first_day, int64_t post_id, struct roster_plan *plan,
                           struct err *err);
/* What stands on the days from first_day, `length` of them, again and again for `days` days behind them. ERR_INPUT,
 * field "length" or "days". */
bool roster_plan_pattern(struct store *store, int first_day, int length, int days, int64_t post_id,
                         struct roster_plan *plan, struct err *err);
/* The people of a cell onto another, as they stand there, stand-ins too. */
bool roster_plan_paste(struct store *store, const struct fit_shift *from, const struct fit_shift *to,
                       struct roster_plan *plan, struct err *err);
/* A sign-up chain (接龙) pasted from a chat. A heading ("4月12日 南门 22-06 接龙") holds for the lines below it, a line
 * may say otherwise ("王五 东门夜班"); `said` is what holds before the first one (0: nothing). Without a day the next
 * such shift is meant. Whoever is no volunteer yet, and lines whose post or shift is not clear, are rows that are
 * `out`. ERR_INPUT for a text that is too long. */
struct roster_sign_up_preset {
    int64_t post_id;
    int day;
    struct shift_span span; /* until 0: not said */
};
bool roster_plan_sign_up(struct store *store, const char *text, const struct roster_sign_up_preset *said,
                         struct roster_plan *plan, struct err *err);
/* The fair fill of a week's gaps (roster_fill.h): only shifts that begin later than now, nobody against a rule or their
 * own words; what stays below `least` is in `open`, with what bars those who could. The week may be any day's. `go_on`
 * (may be NULL) is asked some hundred times a second: false is ERR_CANCELLED. */
bool roster_plan_fill(struct store *store, int first_day, int64_t now, bool (*go_on)(void *context), void *context,
                      struct roster_plan *plan, struct err *err);
/* Saves the chosen rows as one batch; rows whose cell was filled or whose person was taken meanwhile are left out and
 * counted (*left_out), as those that break a rule now which they did not when they were chosen. `reason` for those that
 * break one: ERR_INPUT, field "reason", when it is needed and "". Grant: roster.copy; roster.fill for PLAN_FILL,
 * roster.import for PLAN_IMPORT. */
bool roster_plan_save(struct store *store, const struct roster_plan *plan, const char *reason, int *saved,
                      int *left_out, struct err *err);
#endif
