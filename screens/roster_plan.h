/* The preview of every plan of the roster: a copied week, a pattern, a pasted cell, the fair fill. */
#ifndef SCREENS_ROSTER_PLAN_H
#define SCREENS_ROSTER_PLAN_H
#include "gatepost/roster_plan.h"
#include "gatepost/view.h"

/* Shows a plan over `view`; its memory is the preview's from then on (*plan is empty). With nothing in it that is said
 * instead. */
void roster_plan_open(struct view *view, struct roster_plan *plan);
/* Makes the fair fill of the week of a day and shows it; Esc stops it while it is made. */
void roster_fill_open(struct view *view, int day);
/* screen_roster_plan (registry.h): argument is a struct roster_plan to take over; NULL: the fair fill of the
 * coming week. */
#endif
