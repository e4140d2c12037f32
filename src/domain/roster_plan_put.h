/* People put onto shifts that are named, judged as the days of a copied week are. */
#ifndef DOMAIN_ROSTER_PLAN_PUT_H
#define DOMAIN_ROSTER_PLAN_PUT_H
#include "gatepost/roster_plan.h"

/* `rows` with their shift, volunteer and names, by day; a row that is out stays so, one with a `why` is not chosen. */
bool roster_plan_put(struct store *store, const struct roster_planned *rows, int count, struct roster_plan *plan,
                     struct err *err);
#endif
