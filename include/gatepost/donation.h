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

/* A valid donation of that donor on that day (yyyymmdd) with just these items; 0: none. */
bool donation_same(struct store *store, const char *donor, int day, const char *items, int64_t *id, struct err *err);

/* ---- domain: donation_rules.c ---- */

/* One thing that is given, in the unit its stock is kept in. */
struct donation_thing {
    struct goods goods; /* head.id 0: not on the list yet, comes onto it with the donation */
    int64_t amount;
    int64_t counted_at; /* counted since, at that moment: it is in that count and does not enter once more; else 0 */
};
/* What the words of a donation given at that moment (0: now) mean; the same thing twice is added up, `items` (may be
 * NULL) gets the words as they are stored. ERR_INPUT as items_parse; where the unit cannot be told in that of the stock
 * both are named. Only reads. */
bool donation_things(struct store *store, const char *text, int64_t at, struct donation_thing things[ITEMS_MOST],
                     int *count, struct buffer *items, struct err *err);
/* Thanked now. ERR_CONFLICT when it was done already. */
bool donation_thank(struct store *store, int64_t id, int64_t rev, struct err *err);
#endif
