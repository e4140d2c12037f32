/* Visits of a team (domain.md §4): open while something that was needed is not done. Register: visit_rules. */
#ifndef GATEPOST_VISIT_RULES_H
#define GATEPOST_VISIT_RULES_H
#include "gatepost/team.h"
#include "gatepost/visit.h"

/* What was needed is done now (verb visit.done). ERR_CONFLICT when it is done already or `rev` (below 0: any) is not
 * the version that stands, ERR_INPUT when nothing was needed. */
bool visit_done(struct store *store, int64_t id, int64_t rev, struct err *err);
/* "周敏、吴芳、郑大夫": who is in a team, as a visit names them. `text` of NAME_BYTES. */
void team_members(const struct team *team, char *text);
#endif
