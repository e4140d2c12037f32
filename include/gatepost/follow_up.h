/* Follow-ups (随访, domain.md §4): contacts of the tiers with an observed household, and calls after release. */
#ifndef GATEPOST_FOLLOW_UP_H
#define GATEPOST_FOLLOW_UP_H
#include "gatepost/record.h"

enum follow_up_how { FOLLOW_UP_PHONE, FOLLOW_UP_DOOR, FOLLOW_UP_CHAT, FOLLOW_UP_OTHER };
enum follow_up_outcome { FOLLOW_UP_REACHED, FOLLOW_UP_NO_ANSWER, FOLLOW_UP_REFUSED };
struct follow_up {
    struct record_head head;
    int64_t place_id, observation_id, tier_id; /* observation_id 0: the household; tier_id 0: nobody's of the tiers */
    int64_t at;
    enum follow_up_how how;
    enum follow_up_outcome outcome;
    char by_whom[NAME_BYTES], words[NOTE_BYTES];
    int64_t next_at; /* 0: not agreed */
    int release_day; /* a call so many days after release; 0: none */
    int64_t officer_id;
};
extern const char *const follow_up_how_names[], *const follow_up_how_labels[];
extern const char *const follow_up_outcome_names[], *const follow_up_outcome_labels[];
extern const struct record_field follow_up_fields[];
extern const struct record_table follow_up_table;
enum { FOLLOW_UPS_VALID, FOLLOW_UPS_ALL };
#endif
