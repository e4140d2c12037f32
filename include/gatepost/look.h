/* The one way to a full phone or ID number of the register (domain.md §12): by role, and every look is recorded before
 * anything is shown. */
#ifndef GATEPOST_LOOK_H
#define GATEPOST_LOOK_H
#include "gatepost/record.h"

/* What stands masked everywhere else. */
struct look_shown {
    char name[NAME_BYTES];
    char room[PLACE_SORT_BYTES]; /* where they live, or the place itself */
    char phone[PHONE_SIZE], phone2[PHONE_SIZE], id_number[24];
};
/* Records that the officer signed on saw the full numbers of a person, or (person_id 0) of a household or place, and
 * fills *shown once that is committed. Undo leaves the record. false: nothing was recorded and *shown is empty;
 * ERR_ROLE says who may, ERR_NOT_FOUND that there is nothing that would be masked, others that it could not be saved.
 */
bool look_take(struct store *store, int64_t person_id, int64_t place_id, struct look_shown *shown, struct err *err);
/* The same of a record of a register that has a phone or document of its own: name and place are those it names. */
bool look_take_record(struct store *store, const struct record_table *table, int64_t id, struct look_shown *shown,
                      struct err *err);
/* Overwrites what was shown. */
void look_forget(struct look_shown *shown);
#endif
