/* Volunteers and the one person table: what register, import and the verbs of persons share. */
#ifndef GATEPOST_VOLUNTEER_PART_H
#define GATEPOST_VOLUNTEER_PART_H
#include "gatepost/volunteer.h"

/* Who a new volunteer is: the person that is named; else whoever has this name and this phone; else somebody new, a
 * visitor without a place (person->id 0: not written yet). Reads only. ERR_INPUT with the field: nobody is named, a new
 * name has no phone, the person is a volunteer already. A name beside a person counts for nothing. */
bool volunteer_who(struct store *store, const struct volunteer *volunteer, struct person *person, struct err *err);
/* Name and building of whoever is a volunteer follow the person. Inside a running transaction, behind the writing of
 * the person. */
bool volunteer_follow_person(struct store *store, const struct person *person, struct err *err);
#endif
