/* What opens an incident by itself, and what becomes of the incident when that is corrected or voided: a crossing
 * (domain.md §2), a reading of the round (§4). */
#ifndef GATEPOST_INCIDENT_CAUSE_H
#define GATEPOST_INCIDENT_CAUSE_H
#include "gatepost/incident.h"

/* What a crossing or a reading says of its incident. */
struct incident_cause {
    bool holds;                      /* it opens one: a fever, somebody held */
    bool old;                        /* written down too late to open one now */
    int64_t crossing_id, reading_id; /* one of both */
    int64_t at, person_id, place_id, checkpoint_id;
    char name[NAME_BYTES]; /* of somebody who is not in the register */
    int first_tenths, retest_tenths;
    enum incident_kind kind;
    const char *note, *symptoms; /* never NULL */
};
/* What follows from a cause written in this transaction; before is what it said until now, NULL for a new one. One that
 * holds opens an incident, once; who has an open incident gets no second one, the reading is added to it. What was
 * corrected is corrected there too, unless somebody has corrected the incident apart from it. One that holds no more is
 * gone, for this reason. */
bool incident_cause_follow(struct store *store, const struct incident_cause *cause, const struct incident_cause *before,
                           const char *reason, struct err *err);
/* The cause is gone: an incident nobody has done anything about is voided for this reason, another stays open and says
 * that its cause is void; `now` (may be NULL) is what the cause says instead, its second reading is kept. */
bool incident_cause_gone(struct store *store, const struct incident_cause *before, const struct incident_cause *now,
                         const char *reason, struct err *err);
#endif
