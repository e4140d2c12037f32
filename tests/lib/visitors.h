/* Announced visitors of one household, and the gate where they come. */
#ifndef TESTS_VISITORS_H
#define TESTS_VISITORS_H
#include "gatepost/crossing.h"
#include "gatepost/expected.h"

/* A register with two gates and two households, one of them with somebody in it. */
extern struct visitors {
    struct store *store;
    int64_t south, east, home, neighbour;
} visitors;

/* For cmocka. */
int visitors_setup(void **state);
int visitors_teardown(void **state);

struct expected visitor_told(const char *name); /* one person for home; not saved */
void visitor_announce(struct expected *expected);
struct expected visitor_announced(const char *name, int64_t from_at, int64_t until_at);
struct expected visitor_again(const struct expected *expected); /* as it is stored now */

/* A crossing on the announcement; what is not said is of an ordinary visitor. */
bool visitor_enter(struct store *at, int64_t checkpoint, const struct expected *expected, const char *name,
                   struct crossing *crossing, struct err *err);
struct crossing visitor_entered(const struct expected *expected, const char *name);
void visitor_turned_down(const struct expected *expected, const char *says);

/* How many the words of a gate find; `whole` of them by the whole name. */
int visitors_find_at(const char *words, int64_t at, struct expected rows[4], int *whole);
int visitors_found(const char *words);
#endif
