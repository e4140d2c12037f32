/* The exit quota (domain.md §2): so many exits of a household in so many calendar days of the community's zone, each
 * for so many hours (settings quota.exits, quota.days, quota.hours). What counts are valid admitted crossings out of
 * its residents and tenants; official duty and emergencies do not. */
#ifndef GATEPOST_QUOTA_H
#define GATEPOST_QUOTA_H
#include "gatepost/crossing.h"

struct quota {
    bool applies;        /* false: this place has no quota, the rest is 0 */
    int days, exits;     /* so many exits in so many days, the day of `at` being the last of them */
    int used, left;      /* left: at least 0 */
    int hours;           /* at most so long out; 0: no limit */
    int64_t last_out_at; /* the last exit that counts, 0: none; who that was: */
    char last_name[NAME_BYTES];
    int64_t next_at; /* none left: the first second of the day of the next exit; else 0 */
};
/* Whether a place has an exit quota at `at`: a household (or rented house) while quota.days is not 0, and not one under
 * observation: nobody of it goes out at all, and its flag says so. */
bool quota_applies(struct store *store, int64_t place_id, int64_t at);
/* The quota of a place for an exit at `at`; exits after `at` and the crossing except_id (0: none) do not count. */
bool quota_of_place(struct store *store, int64_t place_id, int64_t at, int64_t except_id, struct quota *quota,
                    struct err *err);
/* At most so many seconds out (setting quota.hours); 0: no limit. */
int64_t quota_out_seconds(struct store *store);
#endif
