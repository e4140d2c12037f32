/* The order of the call list (domain.md §1). */
#ifndef GATEPOST_CONTACT_RULES_H
#define GATEPOST_CONTACT_RULES_H
#include "gatepost/contact.h"

/* Moves a contact one place among the valid ones, towards the first when `up` (verb contact.move); one step of undo.
 * The two change their ranks; where ranks stand twice, all are numbered again from 1. ERR_INPUT when it stands at that
 * end already or is void, ERR_CONFLICT when somebody changed it meanwhile. */
bool contact_move(struct store *store, int64_t id, int64_t rev, bool up, struct err *err);
/* Whom to call round the clock: group, name and phone of the first of the list; "" when there is none. */
void contact_call(struct store *store, char *text, size_t size);
#endif
