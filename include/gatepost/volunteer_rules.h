/* Volunteers and their leave (domain.md §6): what registers.h's volunteer_rules and absence_rules do beside the record.
 * A volunteer is somebody of the one person table: a new name with a phone becomes a person, a phone is the person's, a
 * name follows the person's. Nobody is a volunteer twice; nobody with shifts to come is voided. */
#ifndef GATEPOST_VOLUNTEER_RULES_H
#define GATEPOST_VOLUNTEER_RULES_H
#include "gatepost/volunteer.h"

/* Leave (请假) over shifts to come: from its saving on they look for a stand-in (assignment.seeking_at), the volunteer
 * being responsible until somebody takes over. Taking the leave back leaves that: whether they come after all is to be
 * confirmed. *count: shifts planned or confirmed that have not ended and lie within the leave. */
bool absence_shifts(struct store *store, const struct absence *absence, int *count, struct err *err);
#endif
