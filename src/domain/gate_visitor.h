/* A visitor at the gate becomes a person of the register (domain.md §2). */
#ifndef GATEPOST_GATE_VISITOR_H
#define GATEPOST_GATE_VISITOR_H
#include "gatepost/gate.h"

/* Inside a running transaction: finds or makes the person and the vehicle and names them in crossing; a class of the
 * inhabitants becomes visitor for somebody new. ERR_INPUT with the field (name, phone, id_number, plate). */
bool gate_visitor_register(struct store *store, const struct gate_visitor *visitor, struct crossing *crossing,
                           struct err *err);
#endif
