/* One household, one helper (一户一帮对, domain.md §4): a standing pairing with a volunteer and a substitute. */
#ifndef GATEPOST_PAIRING_H
#define GATEPOST_PAIRING_H
#include "gatepost/record.h"

struct pairing {
    struct record_head head;
    int64_t place_id, person_id; /* person_id 0: nobody of the register */
    char name[NAME_BYTES], phone[PHONE_SIZE];
    int64_t substitute_id;
    char substitute[NAME_BYTES], substitute_phone[PHONE_SIZE];
    int64_t from_at;
    char note[NOTE_BYTES];
};
extern const struct record_field pairing_fields[];
extern const struct record_table pairing_table;
enum { PAIRINGS_VALID, PAIRINGS_ALL };
/* The valid pairing of a household; ERR_NOT_FOUND. */
bool pairing_of_place(struct store *store, int64_t place_id, struct pairing *pairing, struct err *err);
#endif
