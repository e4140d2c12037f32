/* Two desks on one file, two households that ask, somebody who runs; requests and errands said in few words. */
#ifndef GATEPOST_TEST_ERRAND_DESK_H
#define GATEPOST_TEST_ERRAND_DESK_H
#include "gatepost/errand.h"
#include "gatepost/supply_rules.h"

enum { HOUR = 3600, DAY = 86400, KILO = 1000, YUAN = 100 };
extern struct errand_desk {
    struct store *store, *other; /* the two desks */
    int64_t home, neighbour, volunteer;
} errands;
int errand_desk_open(void **state);
int errand_desk_close(void **state);

/* The test fails with what `err` says when it is not done. */
void errand_done(bool good, const struct err *err);
/* What a household asks for; the id of its request. */
int64_t errand_request(int64_t place_id, const char *items);
/* An errand of somebody known by name alone, not begun yet. */
struct errand errand_named(const char *helper);
struct errand errand_begun(struct errand errand, const int64_t *ids, int count);
struct errand errand_again(int64_t id);
struct supply errand_supply_now(int64_t id);
/* The request is theirs, without an errand. */
void errand_claim(int64_t id, const char *helper);
#endif
