/* Parcels that wait on the shelf, per household (domain.md §2). */
#ifndef GATEPOST_PARCEL_H
#define GATEPOST_PARCEL_H
#include "gatepost/record.h"

enum parcel_state { PARCEL_SHELF, PARCEL_COLLECTED, PARCEL_DELIVERED, PARCEL_RETURNED, PARCEL_STATE_COUNT };
struct parcel {
    struct record_head head;
    int64_t place_id;
    int pieces; /* 1 to 999 */
    char carrier[NAME_BYTES], shelf[32];
    bool urgent; /* medicine, perishable */
    enum parcel_state state;
    int64_t arrived_at, officer_id;             /* taken in when and by whom */
    int64_t done_at, done_officer_id;           /* left the shelf when, handed out by whom; 0 while it stands there */
    char done_by[NAME_BYTES], note[NOTE_BYTES]; /* who collected, delivered or took it back */
};
extern const char *const parcel_state_names[], *const parcel_state_labels[];
extern const struct record_field parcel_fields[];
extern const struct record_table parcel_table;
enum { PARCELS_SHELF, PARCELS_DONE, PARCELS_ALL }; /* scopes */

/* Records on the shelf of a household, the oldest first, at most `most`; *pieces: so many parcels in all of them. */
bool parcel_of_place(struct store *store, int64_t place_id, struct parcel *rows, int most, int *count, int *pieces,
                     struct err *err);
#endif
