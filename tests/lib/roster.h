/* Posts, volunteers and who stands where with few words, written past the domain verbs. */
#ifndef GATEPOST_TEST_ROSTER_H
#define GATEPOST_TEST_ROSTER_H
#include "gatepost/assignment.h"

/* Each begins and commits; the test fails when it is refused. They return the id. */
int64_t roster_post(struct store *store, const char *name, const char *pattern, int least, int wanted);
/* A person of the register with this name becomes a volunteer. */
int64_t roster_volunteer(struct store *store, const char *name);
/* Planned for one shift of a day: "22-06". */
int64_t roster_stand(struct store *store, int64_t post_id, int day, const char *shift, int64_t volunteer_id);
/* On leave for whole days, both included. */
int64_t roster_leave(struct store *store, int64_t volunteer_id, int first_day, int last_day);
/* Nobody stands there that day; post_id 0: nowhere. */
int64_t roster_closed(struct store *store, int64_t post_id, int day);
/* From now on their household is under observation. */
void roster_observe(struct store *store, int64_t volunteer_id);
/* A record of a register as it is given: saved, or changed whatever its rev is. */
void roster_put(struct store *store, const struct record_table *table, void *record);
#endif
