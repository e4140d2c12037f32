/* Home medical observation (居家医学观察, domain.md §4): one term of one person. Its rules are observation_rules.h's,
 * its readings reading.h's. */
#ifndef GATEPOST_OBSERVATION_H
#define GATEPOST_OBSERVATION_H
#include "gatepost/record.h"

enum observation_kind {
    OBSERVED_CLOSE,      /* 密接 */
    OBSERVED_SECONDARY,  /* 次密接 */
    OBSERVED_COHABITING, /* 同住 */
    OBSERVED_RETURNED,   /* 来返 */
    OBSERVED_DISCHARGED, /* 出院 */
    OBSERVED_OTHER,
};
enum observation_basis { BASIS_LEFT, BASIS_CONTACT, BASIS_BEGAN };
/* Stored; that a term is complete and waits for its release follows from OBSERVATION_OBSERVING and ends_at. */
enum observation_state {
    OBSERVATION_TO_VERIFY,
    OBSERVATION_OBSERVING,
    OBSERVATION_RELEASED,
    OBSERVATION_HOSPITAL,
    OBSERVATION_ISOLATION,
    OBSERVATION_MOVED,
    OBSERVATION_LOST,
    OBSERVATION_MISTAKE,
    OBSERVATION_STATE_COUNT
};
enum { DOOR_BYTES = 120 };
/* What a listing says of it: the stored state by its number, or this once the term is complete. */
enum { OBSERVATION_AWAITING = OBSERVATION_STATE_COUNT };
struct observation {
    struct record_head head;
    int64_t person_id, place_id;
    char door[DOOR_BYTES]; /* the round's order; kept by place.c */
    enum observation_kind kind;
    enum observation_basis basis;
    int basis_day, first_day, last_day; /* yyyymmdd */
    int64_t ends_at;                    /* 24:00 of last_day */
    int64_t began_at;                   /* readings are due from here on */
    enum observation_state state;
    int stage; /* not stored: see OBSERVATION_AWAITING */
    /* Supply ensured? Not stored: the open requests of the household, when the first of those is due that wait. */
    enum observation_supply { SUPPLY_ENSURED, SUPPLY_REQUESTED, SUPPLY_OVER } supply;
    int supply_requests;
    int64_t supply_due_at; /* 0: nothing waits */
    char reason[NOTE_BYTES];
    int64_t told_at, letter_at, promise_at; /* orders; 0: not yet */
    int64_t opened_by, arrival_id, flag_id;
    int64_t ended_at, ended_by; /* 0: running */
    char applied_by[NAME_BYTES], verified_by[NAME_BYTES], issued_by[NAME_BYTES], paper_number[NAME_BYTES];
    int64_t delivered_at;
    char end_reason[NOTE_BYTES], note[NOTE_BYTES];
};
extern const char *const observation_kind_names[], *const observation_kind_labels[];
extern const char *const observation_basis_names[], *const observation_basis_labels[];
extern const char *const observation_state_names[], *const observation_state_labels[];
extern const struct record_field observation_fields[];
extern const struct record_table observation_table;
enum {
    OBSERVATIONS_RUNNING,  /* in the order of the doors */
    OBSERVATIONS_AWAITING, /* term complete, not released */
    OBSERVATIONS_TO_VERIFY,
    OBSERVATIONS_RELEASED,
    OBSERVATIONS_ENDED, /* otherwise */
    OBSERVATIONS_ALL,
};

/* The running observation of a person; ERR_NOT_FOUND. */
bool observation_of_person(struct store *store, int64_t person_id, struct observation *observation, struct err *err);
/* Another running observation of the same person; ERR_NOT_FOUND. */
bool observation_double(struct store *store, const struct observation *observation, struct observation *other,
                        struct err *err);
/* Somebody under observation whose household this flag speaks for; ERR_NOT_FOUND. */
bool observation_of_flag(struct store *store, const struct flag *flag, struct observation *observation,
                         struct err *err);
/* True when an observation other than this one, of any state, has its household's flag, too. */
bool observation_shares_flag(struct store *store, const struct observation *observation);
/* True when an observation of the person ended at that moment because they were lost. */
bool observation_was_lost(struct store *store, int64_t person_id, int64_t ended_at);
/* Who was released and is not under observation again. */
struct released {
    int64_t id, ended_at; /* of the observation */
    int answered_day;     /* the last call after release that was answered: so many days after; 0: none */
    int64_t tried_at;     /* the last call, answered or not; 0: none */
};
/* Those released from that moment on, beyond the anchor (ended_at, id), nearest first; NULL: from the first, backwards
 * from the last. */
bool observation_released(struct store *store, int64_t from, const struct record_key *anchor, bool backwards,
                          struct released *released, int most, int *count, struct err *err);
/* Observations of a household, the running ones first, then the newest; void ones are left out. */
bool observation_of_place(struct store *store, int64_t place_id, struct observation *observations, int most, int *count,
                          struct err *err);
/* True when somebody of the household is under observation (state observing). One seek. */
bool observation_flags_place(struct store *store, int64_t place_id);
/* The next household with a running observation behind this door (before it when backwards); 0: none. */
bool observation_next_place(struct store *store, const char *door, int64_t place_id, bool backwards, int64_t *next_id,
                            struct err *err);
/* A room or estate was changed: the doors of its observations follow. Inside a running transaction. */
bool observation_follow_place(struct store *store, int64_t place_id, const char *room_sort, struct err *err);

/* A change of the term (延期/缩短). */
struct term_change {
    struct record_head head;
    int64_t observation_id, at;
    int from_day, to_day;
    char reason[NOTE_BYTES];
    int64_t officer_id;
};
extern const struct record_field term_change_fields[];
extern const struct record_table term_change_table;
#endif
