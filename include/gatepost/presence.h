/* Who is out and who is inside, longest first, and entries the system closed at curfew (domain.md §2). Presence follows
 * from the gate log: the last valid admitted crossing of a person, unless that is an entry with a valid closing. */
#ifndef GATEPOST_PRESENCE_H
#define GATEPOST_PRESENCE_H
#include "gatepost/crossing.h"

enum presence_side {
    PRESENCE_OUT,    /* residents and tenants who are out */
    PRESENCE_INSIDE, /* all others who are inside */
    PRESENCE_SIDES
};
struct presence_row {
    int64_t person_id, crossing_id, place_id, at; /* since when; place_id: lived in or visited, 0: none */
    enum crossing_class class;
    char name[NAME_BYTES], phone[PHONE_SIZE], place_label[96], checkpoint_name[NAME_BYTES];
};
struct presence_place { /* a place in the order (at, person_id) */
    int64_t at, person_id;
};
struct presence_window {
    enum presence_side side;
    const char *word;                    /* a search word of the person or of the place ("" or NULL: all) */
    const struct presence_place *anchor; /* exclusive; NULL: from the longest, or from the latest */
    bool later;                          /* towards those since later, nearest first; else towards longer */
    int budget_ms;                       /* stops searching after this many ms (real ones); 0: no limit */
    struct presence_row *rows;
    int most, count;
    bool finished;                 /* nothing further that way */
    struct presence_place reached; /* not finished: continue here */
};
/* Valid persons of a side, longest first: a keyset window over an index. */
bool presence_window(struct store *store, struct presence_window *window, struct err *err);
/* How many of a side have been so since before `before`, counted up to `most`. */
bool presence_since(struct store *store, enum presence_side side, int64_t before, int most, int *count,
                    struct err *err);

/* The last valid admitted crossing of a person not after `at`, `except_id` apart; ERR_NOT_FOUND. */
bool presence_before(struct store *store, int64_t person_id, int64_t at, int64_t except_id, struct presence *presence,
                     struct err *err);
/* True for those a curfew is for: visitors and couriers. Service workers of the night, official duty and emergencies
 * stay. */
bool presence_must_leave(enum crossing_class class);

/* Visitors and couriers inside since before `curfew`, longest first, up to `most`. With `untouched` only entries that
 * nothing has closed since then, not even if it was taken back: what an officer reopened the clock leaves alone. */
struct stay {
    int64_t person_id, crossing_id;
};
bool stay_list(struct store *store, int64_t curfew, bool untouched, struct stay *stays, int most, int *count,
               struct err *err);

struct closing {
    int64_t id, crossing_id, at;
};
/* Inside a running transaction. */
bool closing_add(struct store *store, int64_t crossing_id, int64_t at, struct err *err);
/* The valid closing of this person's last entry; ERR_NOT_FOUND when there is none, or somebody saw them since. */
bool closing_of_person(struct store *store, int64_t person_id, struct closing *closing, struct err *err);
/* The newest batch of closings of which some are valid, and when; ERR_NOT_FOUND. */
bool closing_last_batch(struct store *store, int64_t *batch, int64_t *at, struct err *err);
/* Whether this closing is valid and another of the same entry is, too. */
bool closing_is_doubled(struct store *store, int64_t id, bool *doubled, struct err *err);
/* Ids of the valid closings of a batch, up to `most`. */
bool closing_of_batch(struct store *store, int64_t batch, int64_t *ids, int most, int *count, struct err *err);
#endif
