/* The four tiers of follow-up (四级跟进, domain.md §4) as the community has them, and who of each keeps contact with a
 * household. */
#ifndef GATEPOST_TIER_H
#define GATEPOST_TIER_H
#include "gatepost/record.h"

struct tier {
    struct record_head head;
    int position;
    char name[NAME_BYTES];
    bool daily; /* a contact a day is expected */
};
extern const struct record_field tier_fields[];
extern const struct record_table tier_table;
enum { TIERS_MOST = 12 };
/* Valid tiers by position. */
bool tier_list(struct store *store, struct tier *tiers, int most, int *count, struct err *err);

struct keeper {
    struct record_head head;
    int64_t place_id, tier_id, person_id; /* person_id 0: nobody of the register */
    char name[NAME_BYTES], phone[PHONE_SIZE];
};
extern const struct record_field keeper_fields[];
extern const struct record_table keeper_table;
enum { KEEPERS_VALID, KEEPERS_ALL };
/* Valid keepers of a household, by the position of their tier. */
bool keeper_of_place(struct store *store, int64_t place_id, struct keeper *keepers, int most, int *count,
                     struct err *err);
/* The valid keeper of a household in a tier; ERR_NOT_FOUND. */
bool keeper_of_tier(struct store *store, int64_t place_id, int64_t tier_id, struct keeper *keeper, struct err *err);
/* How many households have a valid keeper in this tier. */
bool keeper_count(struct store *store, int64_t tier_id, int64_t *count, struct err *err);
#endif
