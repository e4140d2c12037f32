/* The shared terminal (domain.md §7): what volunteers find and do there by themselves, on a connection opened with
 * STORE_KIOSK. Everybody else's name is masked there already. Every change is one transaction, in the audit as the act
 * of whoever stands there (store_act_for). Grant: kiosk., to the shared terminal alone (domain/verb.c). */
#ifndef GATEPOST_KIOSK_H
#define GATEPOST_KIOSK_H
#include "gatepost/kiosk_access.h"
#include "gatepost/roster_move.h"
#include "gatepost/supply.h"

enum {
    KIOSK_DIGITS = 4,
    KIOSK_BACK_S = 600,    /* what was done may be taken back for so long */
    KIOSK_AHEAD_DAYS = 14, /* own shifts, and those somebody looks for a stand-in on */
    KIOSK_OPEN_DAYS = 7,   /* gaps: what lies further ahead is planned at the desk */
    KIOSK_PEOPLE = 8,
    KIOSK_SHIFTS = 96,
    KIOSK_REFUSAL_BYTES = 160
};

/* ---- who stands there (domain/kiosk_who.c) ---- */

/* Who has these last four digits, and these initials unless they are "". Wrong guesses are counted in the file, for
 * this terminal: from the third on the next must wait (ERR_BUSY, field "digits", the text says how long), and from
 * PIN_TOLD on the desk is told. Ten quiet minutes, or somebody who signs in or out, and they are forgotten. *count
 * 0: nobody – that was a wrong guess; above 1: initials are asked for. Begins and commits by itself. */
bool kiosk_who(struct store *store, const char *digits, const char *initials, struct kiosk_person *people, int most,
               int *count, struct err *err);
/* Somebody signed in or out: wrong guesses at this terminal are forgotten. Inside a running transaction. */
bool kiosk_was_right(struct store *store, struct err *err);

/* ---- own shifts (domain/kiosk_shift.c), and others that are open (kiosk_open.c) ---- */

enum kiosk_can { KIOSK_CANNOT, KIOSK_IN, KIOSK_OUT, KIOSK_BACK /* take back what was just done */, KIOSK_TAKE };
struct kiosk_shift {
    struct fit_shift shift; /* id: the own assignment; for a stand-in that is wanted theirs; 0: a gap */
    int64_t rev;
    char post[NAME_BYTES];
    enum assignment_state state; /* of an own one */
    bool seeking;                /* an own one: a stand-in is looked for */
    int missing;                 /* one that is open: how many */
    bool stands_in;              /* one that is open: instead of somebody who cannot come, `with` */
    char with[NOTE_BYTES];       /* who else is on it, masked: "李*、王*英" */
    enum kiosk_can can;
    char why[KIOSK_REFUSAL_BYTES]; /* why not, or from when on; nothing of health or household in it; "" */
};
/* Own ones: what runs, was signed out within KIOSK_BACK_S, or begins within KIOSK_AHEAD_DAYS, by beginning.
 * ERR_NOT_FOUND: they are no volunteer any more. */
bool kiosk_own(struct store *store, int64_t volunteer_id, int64_t now, struct kiosk_shift *shifts, int most, int *count,
               struct err *err);
/* What is open within KIOSK_OPEN_DAYS: gaps, and shifts whose volunteer looks for a stand-in, with whether this
 * volunteer may take it (volunteer_id 0: nobody is asked). What begins within ROSTER_AHEAD_S comes first, for the start
 * screen asks for it; of that and of the rest what they may take, of that the gaps, by beginning. Of what begins soon
 * and they may not take the first two alone stand there, with why not. */
bool kiosk_open(struct store *store, int64_t volunteer_id, int64_t now, struct kiosk_shift *shifts, int most,
                int *count, struct err *err);
/* The shifts alone whose volunteer looks for a stand-in, within KIOSK_AHEAD_DAYS: hundreds of gaps must not push them
 * out. */
bool kiosk_seekers(struct store *store, int64_t volunteer_id, int64_t now, struct kiosk_shift *shifts, int most,
                   int *count, struct err *err);
/* What `can` says, to one of those: signs in or out, takes it back, takes the shift. ERR_CONFLICT: somebody was faster.
 */
bool kiosk_do(struct store *store, int64_t volunteer_id, const struct kiosk_shift *shift, struct err *err);

/* ---- behind the own PIN (domain/kiosk_pin.c, kiosk_stand_in.c, kiosk_paired.c) ---- */

/* Counted and slowed down as pin_sign_on does it, whoever it is for; right: store_act_for(…, true). ERR_NOT_FOUND: none
 * was given out yet. ERR_ROLE, field "pin": wrong; ERR_BUSY, field "pin": too early. */
bool kiosk_prove(struct store *store, const struct kiosk_person *person, const char *pin, struct err *err);
/* An officer's PIN (role officer, whoever of them): the way out. Counted as guesses of this terminal. */
bool kiosk_way_out(struct store *store, const char *pin, struct err *err);
/* I cannot come: a stand-in is looked for, they stay responsible until one takes over; or not any more. */
bool kiosk_cannot_come(struct store *store, int64_t volunteer_id, const struct kiosk_shift *shift, bool cannot,
                       struct err *err);
/* Takes over from somebody who looks for a stand-in (a kiosk_shift with stands_in). */
bool kiosk_stand_in(struct store *store, int64_t volunteer_id, const struct kiosk_shift *shift, struct err *err);

struct kiosk_request { /* an open request of the own paired household */
    int64_t id, due_at;
    int household;                 /* 1, 2 …: by how long they are paired */
    bool urgent, claimed, at_door; /* claimed: somebody has taken it */
    char items[ITEMS_BYTES];       /* what is still to be brought; at the door: all that was asked for */
};
/* Empty without store_act_for(…, true): the connection itself shows no other. */
bool kiosk_requests(struct store *store, struct kiosk_request *requests, int most, int *count, int *households,
                    struct err *err);

/* ---- shown to whoever stands there (domain/kiosk_hours.c), and to everybody (kiosk_board.c) ---- */

struct kiosk_hours { /* of the month of `now`, to yesterday and today so far: worked and signed out */
    int shifts, minutes, night_minutes, nights;
    int average_minutes, average_night_minutes; /* of all who worked in it */
};
bool kiosk_hours(struct store *store, int64_t volunteer_id, int64_t now, struct kiosk_hours *hours, struct err *err);

struct kiosk_line { /* a shift of the start screen */
    char post[NAME_BYTES];
    struct fit_shift shift;
    bool runs;
    int missing;          /* to what it needs */
    char who[NOTE_BYTES]; /* masked, whoever is there first */
};
/* Who is on which post now and who comes within ROSTER_AHEAD_S, by beginning. */
bool kiosk_board(struct store *store, int64_t now, struct kiosk_line *lines, int most, int *count, struct err *err);
/* Whom to ask: the officer who signed on last with role officer, masked; "" when nobody did. */
void kiosk_helper(struct store *store, char name[NAME_BYTES]);
#endif
