/* What the fair fill of a week and the words for what it leaves open share. */
#ifndef DOMAIN_ROSTER_PLAN_FILL_H
#define DOMAIN_ROSTER_PLAN_FILL_H
#include "gatepost/roster_plan.h"
#include "roster_plan_people.h"

/* Why nobody takes this shift: "nobody who drives is free then", "12 could: 9 are elsewhere then, 3 would rest too
 * little". The persons have what the plan gave them. */
void fill_explain(const struct fit_rules *rules, const struct plan_person *persons, int count, const struct post *post,
                  const struct fit_shift *shift, char why[FIT_WHY_BYTES]);
#endif
