/* What the files about shifts at the shared terminal share. */
#ifndef GATEPOST_DOMAIN_KIOSK_PART_H
#define GATEPOST_DOMAIN_KIOSK_PART_H
#include "gatepost/kiosk.h"

/* One more name in a list: "李*、王*英"; what has no room is left out. */
void kiosk_add_name(char *names, size_t size, const char *name);
/* Whoever counts among these, those who are there first; not `but`, 0: all. */
void kiosk_name_people(const struct roster_entry *entries, int count, int64_t but, char names[NOTE_BYTES]);
/* kiosk_person_get, in words for whoever was removed a second ago: ERR_NOT_FOUND, and the screen goes back to the
 * start. Inside the transaction of whatever they do. */
bool kiosk_person_read(struct store *store, int64_t volunteer_id, struct kiosk_person *person, struct err *err);
/* Why they may not; "" when they may. Of health and household no more than whom to ask, and that only when nothing else
 * is to be said. */
void kiosk_fit_why(struct store *store, const struct shift_fit *fit, char why[KIOSK_REFUSAL_BYTES]);
#endif
