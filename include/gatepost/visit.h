/* Visits of a team at the door (上门, domain.md §4): who went, what was found, what was needed. */
#ifndef GATEPOST_VISIT_H
#define GATEPOST_VISIT_H
#include "gatepost/record.h"

struct visit {
    struct record_head head;
    int64_t place_id, observation_id; /* observation_id 0: the household */
    int64_t at, team_id;
    char who[NAME_BYTES], found[NOTE_BYTES], needed[NOTE_BYTES];
    int64_t done_at; /* what was needed is done; 0: not yet, or nothing was */
    int64_t next_at, officer_id;
};
extern const struct record_field visit_fields[];
extern const struct record_table visit_table;
enum { VISITS_VALID, VISITS_OPEN, VISITS_ALL }; /* open: something is still needed */
#endif
