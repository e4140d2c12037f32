/* Two posts and three volunteers in a register of their own, and what is done with their shifts said in few words. */
#ifndef GATEPOST_TEST_ROSTER_DESK_H
#define GATEPOST_TEST_ROSTER_DESK_H
#include "gatepost/clock.h"
#include "gatepost/duty.h"
#include "gatepost/roster_move.h"
#include "gatepost/shift_fit.h"

enum { HOUR = 3600, MONDAY = 20220411, TUESDAY = 20220412, CLERK = 1 };
/* What a test begins with: 东门 and 南门, 何军, 马小军 and 林小燕; the clerk signed on, a duty officer beside. */
extern struct roster_desk {
    struct store *store;
    struct err err; /* of what was tried last */
    int64_t officer, east, south, he, ma, lin;
} roster;
int roster_desk_open(void **state);
int roster_desk_close(void **state);

void roster_sign_on(int64_t officer_id);
int64_t roster_time_of(int day, int hour, int minute);
/* A shift of a post as it is before anybody has saved it, and the same as a place to be filled. */
struct assignment roster_shift(int64_t post, int day, const char *text, int64_t volunteer);
struct fit_shift roster_fit_shift(int64_t post, int day, const char *text);
/* Put there; its id. */
int64_t roster_assigned(int64_t post, int day, const char *text, int64_t volunteer);
struct assignment roster_again(int64_t id);
void roster_is_in(int64_t id, enum assignment_state state);
/* What was tried last is done; the test fails with what roster.err says otherwise. */
void roster_done(bool good);
void roster_undo(void);
void roster_redo(void);

/* The last number of the audit. */
int64_t roster_written(void);
/* What was just refused: its code, field ("" for none) and words; nothing was written since `before`. */
void roster_refused(bool good, int64_t before, enum err_code code, const char *field, const char *words);
#define REFUSED(call, code, field, words)                       \
    do {                                                        \
        int64_t before_ = roster_written();                     \
        roster.err = (struct err){0};                           \
        bool good_ = (call);                                    \
        roster_refused(good_, before_, (code), (field), words); \
    } while (0)
#endif
