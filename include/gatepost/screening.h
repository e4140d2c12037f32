/* How far a survey round has come (底数清、情况明、数据准; domain.md §3): what stands at each valid place is said by
 * its newest valid survey of the round. Enterprises, small places and rented houses count too. */
#ifndef GATEPOST_SCREENING_H
#define GATEPOST_SCREENING_H
#include "gatepost/survey.h"

/* Nobody tried, nobody home and refused stay apart; a vacant place was looked at. */
enum screening_state {
    SCREENING_NOT_YET,
    SCREENING_NOT_HOME,
    SCREENING_REFUSED,
    SCREENING_DONE,
    SCREENING_VACANT,
    SCREENING_STATE_COUNT
};
enum screening_by {
    SCREENING_BUILDING, /* households by estate and building, other places by their kind */
    SCREENING_GRID,
    SCREENING_LINE,
    SCREENING_PERSON, /* who is responsible */
    SCREENING_BY_COUNT
};
/* Stored words ("building", "not_yet"), ends with NULL; index = enum value. */
extern const char *const screening_by_names[], *const screening_state_names[];

struct screening_count {
    int64_t places[SCREENING_STATE_COUNT];
    int64_t persons; /* who live in those that are done */
};
int64_t screening_total(const struct screening_count *count);
/* Done and vacant ones. */
int64_t screening_screened(const struct screening_count *count);
struct screening_group {
    enum place_kind kind;  /* SCREENING_BUILDING only */
    enum place_line line;  /* SCREENING_LINE only */
    char estate[64];       /* SCREENING_BUILDING only */
    char name[NAME_BYTES]; /* building, grid, person; "" where none is written down */
    struct screening_count count;
};
/* All groups of a round (2栋 before 12栋), and *total over all of them; groups beyond `most` are in the total only. One
 * pass over all places, some 0.2 s for 100,000: it belongs behind the keys, never into one. */
bool screening_progress(struct store *store, int64_t round_id, enum screening_by by, struct screening_group *groups,
                        int most, int *count, struct screening_count *total, struct err *err);

/* A place with how far it is. */
struct screening_place {
    struct place place;
    enum screening_state state;
    int tries;       /* in this round */
    int64_t last_at; /* of the newest try, 0: none */
    char last_by[NAME_BYTES];
};
bool screening_place_get(struct store *store, int64_t round_id, int64_t place_id, struct screening_place *row,
                         struct err *err);
/* True when every word is in what is shown of it, pinyin initials of names too; a word behind ! must not be. */
bool screening_place_matches(const struct screening_place *row, const char *words);
enum { SCREENING_ALL_STATES = (1 << SCREENING_STATE_COUNT) - 1 };
struct screening_window {
    int64_t round_id;
    enum screening_by by;
    const struct screening_group *group; /* NULL: all places */
    unsigned states;                     /* bits of enum screening_state */
    const char *after_sort;              /* place_sort_key of the row it begins behind; "" with after_id 0: the end */
    int64_t after_id;
    bool backwards;
    bool (*keep)(void *context, const struct screening_place *row); /* NULL: all */
    void *context;
    int budget_ms; /* stops looking after so many ms; 0: no limit */
    struct screening_place *rows;
    int most, count;
    bool finished;                       /* nothing further that way */
    char reached_sort[PLACE_SORT_BYTES]; /* not finished: continue here */
    int64_t reached_id;
};
/* Fills the window with places in the order of their doors. */
bool screening_window(struct store *store, struct screening_window *window, struct err *err);
#endif
