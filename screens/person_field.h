/* Finding a person of the register in a form field, as in the gate form: by room, last four of the phone, initials,
 * name. */
#ifndef SCREENS_PERSON_FIELD_H
#define SCREENS_PERSON_FIELD_H
#include "gatepost/crossing.h"

enum { PERSON_CANDIDATES = 6 };
struct person_lookup {
    struct candidate candidates[PERSON_CANDIDATES];
    int count;
    int64_t chosen; /* id of the person taken, 0: none */
};
/* Looks up what was typed; nothing is chosen any more. */
void person_lookup_find(struct store *store, struct person_lookup *lookup, const char *word, int64_t checkpoint_id);
/* One candidate in a line; `masked`: names too. */
void person_lookup_text(const struct person_lookup *lookup, int index, bool masked, char *text, size_t size);
/* Takes a candidate and writes its name. */
void person_lookup_choose(struct person_lookup *lookup, int index, char *label, size_t size);
/* A person that is known already. */
void person_lookup_set(struct store *store, struct person_lookup *lookup, int64_t person_id, char *label, size_t size);
/* The person that a field's text means: the chosen one, none for "", the only candidate; else ERR_INPUT. */
bool person_lookup_result(const struct person_lookup *lookup, const char *text, const char *field, int64_t *person_id,
                          struct err *err);
#endif
