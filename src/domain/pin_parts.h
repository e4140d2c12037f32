/* What the files about officers and about the shared terminal know of PINs, and of how often one is guessed. */
#ifndef GATEPOST_DOMAIN_PIN_PARTS_H
#define GATEPOST_DOMAIN_PIN_PARTS_H
#include "gatepost/officer_pin.h"
#include "gatepost/pin.h"

/* Accepts and hashes a new PIN, outside a transaction since it takes its time; "" when none is set. */
bool pin_prepare(const struct pin_change *change, char hash[PIN_HASH_BYTES], struct err *err);
/* Writes it for an officer that stands there and sets officer->pin_id, which is not yet saved. Inside a transaction. */
bool pin_write(struct store *store, struct officer *officer, const struct pin_change *change, const char *hash,
               struct err *err);
/* pin_check for an officer read before; id 0: a name nobody bears. */
bool pin_check_officer(struct store *store, const struct officer *officer, const char *pin, const char *terminal,
                       struct err *err);

/* ---- tries (pin_tries.c) ---- */

/* Seconds the next one must wait at `now`; 0: none. */
int pin_tries_wait(const struct pin_tries *tries, int64_t now);
/* Reads them as pin_tries_read does, for the next one: *wait as above. A clock that was set back begins the wait anew
 * and does not make it longer. Inside a transaction, as what is below. */
bool pin_tries_look(struct store *store, const char *terminal, struct pin_tries *tries, int *wait, struct err *err);
/* Counts one more. */
bool pin_tries_add(struct store *store, struct pin_tries *tries, struct err *err);
#endif
