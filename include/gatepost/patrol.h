/* Patrol notes (巡查, domain.md §1): where, who, what was found, what was done. */
#ifndef GATEPOST_PATROL_H
#define GATEPOST_PATROL_H
#include "gatepost/record.h"

struct patrol {
    struct record_head head;
    int64_t at;
    char building[NAME_BYTES];
    int64_t place_id;
    char by_whom[NAME_BYTES];
    bool urgent;
    int64_t done_at, done_officer_id, officer_id; /* done_at 0: open */
    char action[NOTE_BYTES], found[NOTE_BYTES];   /* found "": all in order */
};
extern const struct record_field patrol_fields[];
extern const struct record_table patrol_table;
enum { PATROLS_OPEN, PATROLS_DONE, PATROLS_ALL }; /* scopes */
#endif
