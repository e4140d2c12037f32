/* Who may do what (screens.md, Roles): asked by verb, so that a screen's action, a command and the change itself get
 * the same answer. */
#ifndef GATEPOST_ROLES_H
#define GATEPOST_ROLES_H
#include "gatepost/err.h"

struct store;

/* ERR_ROLE when nobody is signed on (except in a file that has no officers yet: its first run) or the officer's role
 * does not go with the verb ("gate.add"); the sentence says who may. */
bool verb_allowed(struct store *store, const char *verb, struct err *err);
#endif
