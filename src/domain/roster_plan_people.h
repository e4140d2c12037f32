/* Volunteers as a plan sees them: each is read once, and has besides what the plan gives them. */
#ifndef DOMAIN_ROSTER_PLAN_PEOPLE_H
#define DOMAIN_ROSTER_PLAN_PEOPLE_H
#include "gatepost/shift_fit.h"

struct plan_person {
    struct fit_person fit;
    struct absence *absences; /* what fit.absences and fit.shifts point to */
    struct fit_shift *shifts;
    int shift_room;
};
struct plan_people {
    struct store *store;
    int first_day, last_day; /* of the plan */
    struct plan_person *persons;
    int count, room;
};
/* Valid until the next one is asked for; NULL when it cannot be read. */
struct plan_person *plan_people_find(struct plan_people *people, int64_t volunteer_id, struct err *err);
void plan_people_release(struct plan_people *people);
void plan_person_take(struct plan_person *person, const struct fit_shift *shift);
/* Stands there already, or is planned to. */
bool plan_person_stands(const struct plan_person *person, const struct fit_shift *shift);
#endif
