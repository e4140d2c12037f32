/* Between the gate log and the incidents (domain.md §2): a confirmed fever opens one, and so does
 * who is held for another reason; a person with an open one is
 * known at every gate. */
#ifndef GATEPOST_GATE_INCIDENT_H
#define GATEPOST_GATE_INCIDENT_H
#include "gatepost/gate.h"

/* What follows from a crossing written in this transaction; before is all zero for a new one. A confirmed fever of the
 * last day opens an incident, once, and so does a decision "held" (kind other, the reason as its note); what was
 * corrected in the crossing is corrected there too. */
bool gate_incident_follow(struct store *store, const struct crossing *crossing, const struct crossing *before,
                          struct err *err);
/* The crossing was voided: an incident nobody has done anything about goes with it, another stays open and says that
 * its cause is void. */
bool gate_incident_cause_void(struct store *store, const struct crossing *crossing, struct err *err);
/* What an open incident says for or against a crossing of the person: where they should be. Out of there is denied, in
 * is only warned of: turned away they would be lost. False when there is none. */
bool gate_incident_advice(struct store *store, const struct crossing *crossing, struct gate_advice *advice);
#endif
