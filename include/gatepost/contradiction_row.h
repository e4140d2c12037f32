/* What of the register contradicts itself, as queries (domain.md §11). What it is called and when it rings:
 * contradiction.h. */
#ifndef GATEPOST_CONTRADICTION_ROW_H
#define GATEPOST_CONTRADICTION_ROW_H
#include "gatepost/people.h"

enum contradiction_kind {
    CONTRADICTION_OUT,          /* who is observed is out; the subject is the crossing */
    CONTRADICTION_UNFLAGGED,    /* an observed household without its flag; the observation */
    CONTRADICTION_FLAG_LEFT,    /* the flag of an observation where nobody is observed any more; the flag */
    CONTRADICTION_READ_ON,      /* a reading taken after the end of the observation; the reading */
    CONTRADICTION_AHEAD,        /* a reading later than the clock; the reading */
    CONTRADICTION_TWICE,        /* a person with two observations; the newer one */
    CONTRADICTION_TAKEN,        /* who was handed over or brought to a hospital is observed at home; the incident */
    CONTRADICTION_ELSEWHERE,    /* who is observed lives in another household; the observation */
    CONTRADICTION_VACANT,       /* a vacant household with somebody observed; the observation */
    CONTRADICTION_HELPER,       /* whose own household is observed helps another; the pairing */
    CONTRADICTION_SUBSTITUTE,   /* the same of who steps in; the pairing */
    CONTRADICTION_KEEPER,       /* the same of who follows up; the keeper */
    CONTRADICTION_MEMBER,       /* a member of a team, by name where nobody else has it; the person */
    CONTRADICTION_VISITOR,      /* somebody is expected at an observed household; the announcement */
    CONTRADICTION_ASKED_TWICE,  /* a household asks for the same within a day, both open; the later request */
    CONTRADICTION_ASKED_VACANT, /* an open request of a household that is vacant or void; the request */
    CONTRADICTION_VOLUNTEER,    /* whose own household is observed has a request of another; the request */
    CONTRADICTION_ROSTERED,     /* whose own household is observed has a shift to come; the volunteer */
    CONTRADICTION_RESERVED,     /* more of something is reserved than there is; the goods */
    CONTRADICTION_KINDS
};
struct contradiction_row {
    int64_t subject, person_id, place_id; /* 0: nobody, nowhere */
    int64_t at;                           /* when, where that matters; 0 */
    int64_t other_id;                     /* another household it is about; 0: none */
    char name[NAME_BYTES], place_label[96], other[NAME_BYTES];
};
/* All that hold at `now`, or those of one person, household or subject; at most `most`. Of all: bounded by what runs,
 * is expected, open or valid now; of one: some seeks. */
struct contradiction_scope {
    int64_t person_id, place_id; /* 0, 0: all */
    int64_t subject; /* does it still hold for this one; only of kinds that contradiction_asks_one; 0: all */
    int64_t as_if;   /* a household that counts as observed: what would hold if it were; 0: none */
};
bool contradiction_asks_one(enum contradiction_kind kind);
bool contradiction_rows(struct store *store, enum contradiction_kind kind, struct contradiction_scope scope,
                        int64_t now, struct contradiction_row *rows, int most, int *count, struct err *err);
#endif
