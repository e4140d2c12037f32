/* What the files about officers know of PINs. */
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
#endif
