/* What the files about officers and about the shared terminal know of PINs, and of how often one is guessed. */
#ifndef GATEPOST_DOMAIN_PIN_PARTS_H
#define GATEPOST_DOMAIN_PIN_PARTS_H
#include "gatepost/kept_pin.h"
#include "gatepost/pin.h"

/* Accepts and hashes a new PIN, outside a transaction since it takes its time; "" when none is set. */
bool pin_prepare(const struct pin_change *change, char hash[PIN_HASH_BYTES], struct err *err);
/* What was typed, as it is hashed: full-width digits are digits. */
void pin_fold(const char *typed, char pin[PIN_BYTES]);
/* Writes it for somebody whose record stands there and sets owner->pin_id, which is not yet saved with the record.
 * Inside a transaction. */
bool pin_write(struct store *store, struct pin_owner *owner, const struct pin_change *change, const char *hash,
               struct err *err);
/* Whether it is the PIN of one of them (`count` 0: of nobody, and that takes as long), as pin_sign_on says it. `tries`
 * says for whom it is counted. Begins and commits by itself. */
bool pin_guess(struct store *store, struct pin_tries *tries, const struct pin_owner *owners, int count, const char *pin,
               const char *terminal, struct err *err);
/* pin_check for an officer read before; id 0: a name nobody bears. */
bool pin_check_officer(struct store *store, const struct officer *officer, const char *pin, const char *terminal,
                       struct err *err);

/* ---- tries (pin_tries.c) ---- */

/* Guesses at the way out of a shared terminal are counted for this name, apart from those of the terminal: what
 * somebody does there for themselves must not forget them, and they must not keep anybody from signing in. */
void pin_door_name(const char *terminal, char door[sizeof((struct pin_tries *)0)->terminal]);
/* The terminal of such a name; any other text is returned as it is. */
const char *pin_door_terminal(const char *door);

enum { PIN_WAIT_MOST_S = 300 };
/* Seconds the next one must wait at `now`, never longer than most_s; 0: none. */
int pin_tries_wait(const struct pin_tries *tries, int most_s, int64_t now);
/* Reads them as pin_tries_read does, for the next one: *wait as above. A clock that was set back begins the wait anew
 * and does not make it longer. Inside a transaction, as what is below. */
bool pin_tries_look(struct store *store, const char *terminal, int most_s, struct pin_tries *tries, int *wait,
                    struct err *err);
/* Counts one more. */
bool pin_tries_add(struct store *store, struct pin_tries *tries, struct err *err);
#endif
