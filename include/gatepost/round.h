/* The round as a grid (测温轮报, domain.md §4): running observations in the order of the doors, their last half-days as
 * cells. */
#ifndef GATEPOST_ROUND_H
#define GATEPOST_ROUND_H
#include "gatepost/half_day.h"

enum { ROUND_CELLS = 14 };
struct round_sign {
    enum reading_sign sign;
    int64_t reading_id; /* 0: none */
    char text[24];      /* reading_sign_text */
};
struct round_row {
    struct record_key key; /* its place in the order of the doors */
    struct observation observation;
    char name[NAME_BYTES], phone[PHONE_SIZE], room[PLACE_SORT_BYTES];
    struct round_sign cells[ROUND_CELLS]; /* of the half-days up to the newest asked for, which is the last */
};
/* What the grid shows of an observation, its newest cell that half-day's. */
bool round_fill(struct store *store, const struct observation *observation, struct half_day newest, int64_t now,
                struct round_row *row, struct err *err);
/* True when nobody has measured yet and the round should: due, not done, no answer, would not. */
bool round_is_open(enum reading_sign sign);

/* Whose running observation a word means, as in the gate form but only among those under observation. ERR_NOT_FOUND;
 * ERR_INPUT lists several, masked, with the numbers of their observations. */
bool round_person(struct store *store, const char *word, struct observation *observation, struct err *err);
/* The same of a row of a list: by the household and, where it is given, the name in it; without a room by phone or
 * name. Texts as typed, "" where they are not known. ERR_INPUT when nobody or more than one is meant, with the field.
 */
bool round_find(struct store *store, const char *name, const char *room, const char *phone,
                struct observation *observation, struct err *err);

/* The next cell of this half-day that has no entry, behind `behind` and then from the first door on; only among those
 * `keep` (NULL: all). found->head.id is 0 when there is none. *wrapped: it stands before `behind`. */
struct round_search {
    struct half_day half_day;
    const struct record_key *behind; /* NULL: from the first door on */
    bool (*keep)(void *context, const void *observation);
    void *context;
};
bool round_next(struct store *store, const struct round_search *search, struct observation *found, bool *wrapped,
                struct err *err);
/* How far the round of a half-day has come. */
bool round_counts(struct store *store, struct half_day half_day, struct round_counts *counts, struct err *err);
#endif
