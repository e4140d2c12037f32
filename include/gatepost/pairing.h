/* One household, one helper (一户一帮对, domain.md §4): a standing pairing with a volunteer and a substitute. */
#ifndef GATEPOST_PAIRING_H
#define GATEPOST_PAIRING_H
#include "gatepost/observation.h"

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

/* The valid pairings this connection shows, the oldest first: on a shared terminal those of whoever typed their PIN. */
bool pairings_shown(struct store *store, struct pairing *pairings, int most, int *count, struct err *err);

/* An observed household without a helper. */
struct pairing_missing {
    char door[DOOR_BYTES], head[NAME_BYTES];
    int64_t place_id, began_at; /* of the first running observation */
    int people;                 /* observed there */
};
/* In door order beyond the anchor (door, place_id; NULL: from the end), nearest first. */
bool pairing_missing(struct store *store, const struct pairing_missing *anchor, bool backwards,
                     struct pairing_missing *rows, int most, int *count, struct err *err);
bool pairing_missing_count(struct store *store, int64_t *count, struct err *err);
#endif
