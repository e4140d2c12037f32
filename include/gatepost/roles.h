/* Who may do what (screens.md, Roles): asked by verb, so that a screen's action, a command and the change itself get
 * the same answer. */
#ifndef GATEPOST_ROLES_H
#define GATEPOST_ROLES_H
#include "gatepost/err.h"

struct store;
struct officer;

/* ERR_ROLE when nobody is signed on (except in a file that has no officers yet: its first run) or the officer's role
 * does not go with the verb ("gate.add"); the sentence says who may. */
bool verb_allowed(struct store *store, const char *verb, struct err *err);
/* The same of an officer that was read before, without asking the store: cheap enough for every key of a footer. */
bool role_allowed(const struct officer *officer, const char *verb, struct err *err);
/* True when somebody was granted it: what the test of the action table asks. */
bool verb_is_granted(const char *verb);
#endif
