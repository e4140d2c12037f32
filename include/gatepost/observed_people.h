/* Who is under observation now, as a list shows them: each with the half-days asked for, in the order of the doors; and
 * how many need something (domain.md §4). */
#ifndef GATEPOST_OBSERVED_PEOPLE_H
#define GATEPOST_OBSERVED_PEOPLE_H
#include "gatepost/observation.h"
#include "gatepost/reading.h"

enum { OBSERVED_HALVES = 3 };
struct observed {
    struct observation observation; /* without orders, texts and what belongs to an end */
    char name[NAME_BYTES], phone[PHONE_SIZE], place_label[96];
    struct reading readings[OBSERVED_HALVES]; /* outcome, values, abnormal, late; head.id 0: there is none */
    int64_t next_at; /* the next contact that was agreed with the household, from `next_from` on; 0: none */
};
struct observed_window {
    struct half_day halves[OBSERVED_HALVES]; /* of which readings are wanted */
    int64_t next_from;
    const char *word;                /* a search word of the person or of the household ("" or NULL: all) */
    const struct record_key *anchor; /* (text: door, id), exclusive; NULL: from the first or last of the list */
    bool backwards;                  /* towards the first of the list, nearest first */
    bool (*keep)(void *context, const struct observed *observed); /* NULL: all */
    void *context;
    int budget_ms; /* stops searching after this many ms (real ones); 0: no limit */
    struct observed *rows;
    int most, count;
    bool finished;             /* nothing further that way */
    struct record_key reached; /* not finished: continue here */
};
/* Running observations in door order: a keyset window over an index; only rows that are shown cost anything. */
bool observed_window(struct store *store, struct observed_window *window, struct err *err);

struct observed_numbers {
    int observing; /* all that run */
    int missing;   /* of them without reading in the half-day that was missed last */
    int awaiting;  /* of them whose term is complete */
};
/* By indexes of what runs alone. `missed` is missed since missed_at. */
bool observed_count(struct store *store, struct half_day missed, int64_t missed_at, int64_t now,
                    struct observed_numbers *numbers, struct err *err);

/* Who somebody under observation is, in few words. */
struct observed_who {
    int64_t id, rev, person_id, place_id; /* of the observation */
    int day;                              /* its last one */
    char name[NAME_BYTES], place_label[96];
};
/* How to reach somebody: the own phone, else the household's; the room with its estate where another estate has the
 * same. ERR_NOT_FOUND. */
struct observed_reach {
    char name[NAME_BYTES], phone[PHONE_SIZE], room[PLACE_SORT_BYTES];
};
bool observed_reach(struct store *store, int64_t person_id, int64_t place_id, struct observed_reach *reach,
                    struct err *err);
/* Running observations to which this half-day (missed since missed_at) belongs and that have no reading of it, by
 * door; at most `most`. */
bool observed_missing(struct store *store, struct half_day half_day, int64_t missed_at, struct observed_who *who,
                      int most, int *count, struct err *err);
/* Whether that holds for one of them. */
bool observed_is_missing(struct store *store, int64_t observation_id, struct half_day half_day, int64_t missed_at);
/* Those whose term is complete and who are not released, longest first. */
bool observed_awaiting(struct store *store, int64_t now, struct observed_who *who, int most, int *count,
                       struct err *err);
/* Abnormal readings measured since `from`, newest first. */
struct observed_reading {
    int64_t id, rev, at;
    int tenths; /* of the last measurement; 0: symptoms alone */
    struct half_day half_day;
    struct observed_who who;
};
bool observed_abnormal(struct store *store, int64_t from, struct observed_reading *readings, int most, int *count,
                       struct err *err);
/* Whether the person, or somebody of the household, was under observation at that moment. An id 0 asks nothing. */
bool observed_at(struct store *store, int64_t person_id, int64_t place_id, int64_t at);
#endif
