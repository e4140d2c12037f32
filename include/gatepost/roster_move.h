/* What becomes of assignments: the verbs of the roster (domain.md §6). Each is one transaction with its audit, undone
 * as one, and says who was faster: ERR_CONFLICT. Grants: roster.assign, roster.remove, shift.in, shift.out,
 * roster.correct, roster.call (domain/verb.c). */
#ifndef GATEPOST_ROSTER_MOVE_H
#define GATEPOST_ROSTER_MOVE_H
#include "gatepost/roster_week.h"

/* Puts a volunteer on a shift: post_id, day, starts_at, ends_at, volunteer_id, via, reason, note are given, the rest is
 * made. ERR_INPUT: forbidden, or a rule is broken and no reason was given (field "reason"; the text says which);
 * by_oneself: every bar refuses (field "volunteer"). ERR_CONFLICT: the cell is full (`wanted`) meanwhile, and by whom
 * it was filled last; `beyond` allows one more than wanted. A removed one may come back. */
bool roster_assign(struct store *store, struct assignment *assignment, bool by_oneself, bool beyond, struct err *err);
/* Several of them as one step, all or none, undone as one; the first takes over from `replaced` when it is not NULL.
 * Refused: *at says which, nobody was put there. Otherwise as roster_assign. */
bool roster_assign_several(struct store *store, struct assignment *assignments, int count,
                           const struct assignment *replaced, bool beyond, int *at, struct err *err);
bool roster_remove(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err);
bool roster_confirm(struct store *store, int64_t id, int64_t rev, struct err *err);

/* ---- signing in and out ---- */

/* Which shift is meant when somebody signs in at `at`: theirs that runs or begins within two hours; else the nearest of
 * that day, or the next one. */
bool shift_meant(struct store *store, int64_t volunteer_id, int64_t at, struct roster_entry *entry, struct err *err);
/* The same at one post, 0: at any. ERR_INPUT, field "post": theirs is at another, which is named. */
bool shift_meant_at(struct store *store, int64_t volunteer_id, int64_t post_id, int64_t at, struct roster_entry *entry,
                    struct err *err);
/* The one they are signed in on, or that was closed without them; ERR_NOT_FOUND. at 0: now. */
bool shift_standing(struct store *store, int64_t volunteer_id, int64_t at, struct roster_entry *entry, struct err *err);
/* Signing in: from two hours before the start to the end. Whoever is still signed in on a shift that is over is signed
 * out there. at 0: now. ERR_INPUT: in already (since when), over, not today – the right one is named. */
bool shift_in(struct store *store, int64_t id, int64_t rev, int64_t at, struct err *err);
bool shift_out(struct store *store, int64_t id, int64_t rev, int64_t at, struct err *err);
/* Minutes behind the start; 0 when in time or not there. */
int shift_late_minutes(const struct assignment *assignment);

/* ---- not coming ---- */

bool roster_excuse(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err);
bool roster_no_show(struct store *store, int64_t id, int64_t rev, const char *note, struct err *err);
/* Looks for a stand-in, or no more: the volunteer stays responsible. */
bool roster_seek(struct store *store, int64_t id, int64_t rev, bool seeking, const char *note, struct err *err);
/* Somebody takes it over: that one becomes 'replaced', a new one stands in for it. As roster_assign for the reasons. */
bool roster_take_over(struct store *store, int64_t id, int64_t rev, int64_t volunteer_id, const char *reason,
                      bool by_oneself, int64_t *stand_in, struct err *err);
/* Any state and its times as they were in truth, with a reason. arrived_at, left_at 0: none. */
bool roster_correct(struct store *store, const struct assignment *assignment, const char *reason, struct err *err);
/* A duty of the clock: whoever is still there at the planned end and half an hour is signed out at that end, marked.
 * *count: how many.
 */
bool roster_close_ended(struct store *store, int64_t now, int *count, struct err *err);

/* For undo_rules.h: may this row of an undone or redone batch stand beside what others did since? */
bool roster_fits(struct store *store, const char *table, int64_t id, struct err *err);

/* ---- calling for a gap ---- */

struct roster_candidate {
    struct volunteer volunteer;
    struct shift_fit fit;
    int week_shifts, week_minutes; /* planned or done in the week of the shift */
    int night_minutes;             /* in the four weeks before */
    bool near;                     /* lives in the estate of the post */
    bool first_time;               /* never stood anywhere */
    bool declined;                 /* said no to this shift, or was on it and does not come */
    struct call_out call;          /* the newest call for this shift; head.id 0: none */
    char caller[NAME_BYTES];       /* who rings or rang them */
};
enum { CANDIDATES = 1000 };
/* Ranked: nothing against it, rested, not said no to this shift, fewest hours that week, nearest, then name; those with
 * a bar behind, the forbidden last. `word`: initials, name, last digits; only_free: without any bar. */
bool roster_candidates(struct store *store, const struct fit_shift *shift, const char *word, bool only_free,
                       struct roster_candidate *candidates, int most, int *count, struct err *err);
/* Begins a call: ERR_CONFLICT when somebody else rings them just now (younger than 5 minutes; for whatever shift), and
 * who. */
bool call_out_begin(struct store *store, const struct fit_shift *shift, int64_t volunteer_id, int64_t *id,
                    struct err *err);
/* CALL_COMING assigns as roster_assign does, in the same transaction. */
bool call_out_end(struct store *store, int64_t id, enum call_out_result result, const char *reason, struct err *err);
#endif
