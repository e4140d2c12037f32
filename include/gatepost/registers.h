/* The rules of every register kept by record.h: what is refused, what follows. One line each. */
#ifndef GATEPOST_REGISTERS_H
#define GATEPOST_REGISTERS_H
#include "gatepost/register.h"

extern const struct register_rules contact_rules;  /* the call list: only one valid commander */
extern const struct register_rules expected_rules; /* announced visitors: a name or a plate, a time to come */
extern const struct register_rules parcel_rules;   /* the parcel shelf: a new one stands on it */
#endif
