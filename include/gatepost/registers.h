/* The rules of every register kept by record.h: what is refused, what follows. One line each. */
#ifndef GATEPOST_REGISTERS_H
#define GATEPOST_REGISTERS_H
#include "gatepost/register.h"

extern const struct register_rules contact_rules; /* the call list: only one valid commander */
extern const struct register_rules pass_rules;    /* one holder, one valid pass of a number; a new one for an old one */
extern const struct register_rules vehicle_rules; /* one of a plate; one that was only seen at a gate is completed */
#endif
