/* Finding a household in a form field: by room in any spelling, by who lives there, by both, by an estate's name. */
#ifndef SCREENS_PLACE_FIELD_H
#define SCREENS_PLACE_FIELD_H
#include "gatepost/people.h"

enum { PLACE_CANDIDATES = 6 };
struct place_lookup {
    struct place places[PLACE_CANDIDATES];
    char who[PLACE_CANDIDATES][NAME_BYTES]; /* the resident by whom it was found, else the head */
    int64_t person_ids[PLACE_CANDIDATES];   /* that resident; 0: it was found as a place */
    int count;
    int64_t chosen; /* id of the place taken, 0: none */
    bool by_name;   /* the text is no room: a name, which means a household only when that is chosen */
};
/* Looks up what was typed: places, then those where somebody lives who is found by it as at the gate (initials, the end
 * of a phone), then both in two words ("zwm 8-1"). Nothing is chosen any more. */
void place_lookup_find(struct store *store, struct place_lookup *lookup, const char *word);
/* One candidate in a line; `masked`: names too. */
void place_lookup_text(const struct place_lookup *lookup, int index, bool masked, char *text, size_t size);
/* Takes a candidate and writes its label. */
void place_lookup_choose(struct place_lookup *lookup, int index, char *label, size_t size);
/* A place that is known already. */
void place_lookup_set(struct store *store, struct place_lookup *lookup, int64_t place_id, char *label, size_t size);
/* The place that a field's text means: the chosen one, none for "", the only candidate for a room; else
 * ERR_INPUT. */
bool place_lookup_result(const struct place_lookup *lookup, const char *text, const char *field, int64_t *place_id,
                         struct err *err);
#endif
