/* Donations (捐赠, domain.md §5): who gave what; it enters the stock at once. */
#ifndef GATEPOST_DONATION_H
#define GATEPOST_DONATION_H
#include "gatepost/stock.h"

struct donation {
    struct record_head head;
    int64_t at;
    char donor[NAME_BYTES], phone[PHONE_SIZE], items[1024], received_by[NAME_BYTES];
    int may_be_named; /* 1 yes, 0 no, -1 not asked */
    int64_t thanked_at, officer_id;
    char note[NOTE_BYTES];
};
extern const struct record_field donation_fields[];
extern const struct record_table donation_table;
enum { DONATIONS_VALID, DONATIONS_UNTHANKED, DONATIONS_ALL };
/* Thanked now. */
bool donation_thank(struct store *store, int64_t id, int64_t rev, struct err *err);
#endif
