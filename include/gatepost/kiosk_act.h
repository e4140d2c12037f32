/* What was done to a shift last, as a shared terminal may know it: whether it was the volunteer's own doing, and what
 * the shift was before, so that they may take it back. */
#ifndef GATEPOST_KIOSK_ACT_H
#define GATEPOST_KIOSK_ACT_H
#include "gatepost/assignment.h"

struct kiosk_act {
    int64_t volunteer_id; /* by themselves; 0: by the desk, or nothing is known */
    int64_t at;
    char verb[24];               /* "kiosk.in" */
    bool began;                  /* the row stood there before */
    enum assignment_state state; /* then */
    int64_t seeking_at;          /* then; 0: no */
    bool not_signed_out;         /* then */
};
/* The newest change of that assignment; only on a connection opened with STORE_KIOSK. */
bool kiosk_act_newest(struct store *store, int64_t assignment_id, struct kiosk_act *act, struct err *err);
#endif
