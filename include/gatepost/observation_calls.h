/* Calls after release (domain.md §4): on the days of the setting observation.calls, counted from the day of the
 * release. A call that was answered is a follow-up with its release_day; a try without an answer leaves it open. One
 * call answers the earlier ones too. Whoever is under observation again is not called. */
#ifndef GATEPOST_OBSERVATION_CALLS_H
#define GATEPOST_OBSERVATION_CALLS_H
#include "gatepost/follow_up.h"
#include "gatepost/observation.h"

struct observation_call {
    struct record_key key; /* its place in the list: the first released first */
    struct observation observation;
    int day;          /* the newest that is due: so many days after the release */
    int due_day;      /* yyyymmdd of it */
    bool overdue;     /* due_day is past */
    int64_t tried_at; /* the last try; 0: none */
};
struct observation_calls_window {
    int64_t now;
    const struct record_key *anchor; /* exclusive; NULL: from the first or last of the list */
    bool backwards;                  /* towards the first, nearest first */
    int budget_ms;                   /* stops looking after so many ms; 0: no limit */
    struct observation_call *calls;  /* room for `most` */
    int most, count;
    bool finished;             /* nothing further that way */
    struct record_key reached; /* not finished: continue here */
};
/* Fills a window with the calls that are due. A call that nobody made is listed until two weeks after the last of the
 * days. */
bool observation_calls(struct store *store, struct observation_calls_window *window, struct err *err);
/* A follow-up that answers it, to be completed: place, observation, day after release, by phone. */
void observation_call_begin(const struct observation_call *call, struct follow_up *follow_up);
#endif
