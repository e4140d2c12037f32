/* What the verbs of the roster share: shifts in words, who was faster, somebody put on a shift. */
#ifndef GATEPOST_ROSTER_ACT_H
#define GATEPOST_ROSTER_ACT_H
#include "gatepost/roster_move.h"

enum {
    SHIFT_WORDS_BYTES = NAME_BYTES + 48,
    CELL_MOST = 160,            /* people of one shift, in all states */
    SIGN_IN_EARLY_S = 2 * 3600, /* signs in no earlier before the start */
    SIGN_OUT_LATE_S = 4 * 3600, /* signs out no later behind the end */
    SIGN_AHEAD_S = 120          /* clocks differ */
};
/* "东门 22-06 04-11". */
void shift_words(struct store *store, const struct assignment *assignment, char words[SHIFT_WORDS_BYTES]);
/* Their name as a refusal says it: masked where the terminal masks names. */
void volunteer_told(struct store *store, int64_t volunteer_id, char told[NAME_BYTES]);
void officer_told(struct store *store, int64_t officer_id, char told[NAME_BYTES]);
/* A shift for a verb, inside the transaction; ERR_INPUT when it was taken off the roster. Its state is looked at before
 * its rev: who was faster is said in words of the roster. */
bool roster_get(struct store *store, int64_t id, struct assignment *assignment, struct err *err);
bool roster_refuse_stale(struct store *store, int64_t rev, const struct assignment *assignment, struct err *err);
/* Saves what became of it; the reason and remark as typed are accepted before. */
bool roster_write(struct store *store, struct assignment *assignment, struct err *err);
struct fit_shift shift_of(const struct assignment *assignment);
/* roster_assign and roster_take_over inside a running transaction. */
bool roster_assign_within(struct store *store, struct assignment *assignment, bool by_oneself, bool beyond,
                          struct err *err);
struct take_over {
    int64_t id, rev, volunteer_id;
    const char *reason;
    bool by_oneself, promised; /* asked, and said yes: confirmed */
};
bool roster_take_over_within(struct store *store, const struct take_over *take, int64_t *stand_in, struct err *err);
/* roster_remove, its reason accepted. */
bool roster_remove_within(struct store *store, int64_t id, int64_t rev, const char *why, struct err *err);
/* shift_in, shift_out, roster_seek, roster_no_show and roster_correct (its reason accepted) inside a running
 * transaction. */
bool shift_in_within(struct store *store, int64_t id, int64_t rev, int64_t at, struct err *err);
bool shift_out_within(struct store *store, int64_t id, int64_t rev, int64_t at, struct err *err);
bool roster_seek_within(struct store *store, int64_t id, int64_t rev, bool seeking, const char *note, struct err *err);
bool roster_no_show_within(struct store *store, int64_t id, int64_t rev, const char *note, struct err *err);
bool roster_correct_within(struct store *store, const struct assignment *wanted, const char *why, struct err *err);
/* They have left at `at`: done, and what was worked is counted. */
bool shift_leave(struct store *store, struct assignment *one, int64_t at, bool not_signed_out, struct err *err);
/* Whoever stood in for this one stands in for that one from now on; 0: stands there in their own right. */
bool roster_free_stand_in(struct store *store, int64_t id, int64_t for_id, struct err *err);
/* Stands or will: the clock and the desk may still do something with it. */
bool roster_is_ahead(const struct assignment *assignment);
/* "It is so already", "they are there": what a verb says of a state it cannot go on from. False. ERR_CONFLICT when that
 * came about since `rev`, else ERR_INPUT. */
bool refuse_state(struct store *store, int64_t rev, const struct assignment *assignment, struct err *err);
/* Adds a remark behind the one that stands, as far as there is room. */
void note_behind(struct assignment *assignment, const char *note);
/* Minutes worked, and those at night, from its times. */
bool shift_count_minutes(struct store *store, struct assignment *assignment, struct err *err);
/* A duty of the clock (duty.c): roster_close_ended. */
bool roster_close_due(struct store *store, int64_t now);
bool roster_close_run(struct store *store, int64_t now, struct err *err);
#endif
