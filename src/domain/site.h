/* Where something hangs or was found: in words, or a place of the register, or both. */
#ifndef GATEPOST_SITE_H
#define GATEPOST_SITE_H
#include "gatepost/people.h"

/* Completes the words of a place: a number alone is a building (12: 12栋), nothing is the building of the household or
 * the name of the place, so that what belongs together is added up together. ERR_INPUT with field "building" when
 * neither is said. `building` has NAME_BYTES. */
bool site_complete(struct store *store, char *building, int64_t place_id, struct err *err);
#endif
