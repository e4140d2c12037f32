/* What fixture.c and other_terminal.c share. */
#ifndef TESTS_FIXTURE_PART_H
#define TESTS_FIXTURE_PART_H
#include "gatepost/gate.h"

struct fixture_past {
    int day, hour, minute;
    const char *checkpoint, *name;
    enum direction direction;
    int temp, retest;
    const char *purpose;
    const char *visits; /* a visitor, of this room */
};
/* The household of that room; it is made when there is none. */
int64_t fixture_place(struct store *store, const char *room);
/* The person of exactly that name; false: there is none. */
bool fixture_person(struct store *store, const char *name, struct person *person);
/* Through the gate's own rules; who is in no register comes as a courier. */
bool fixture_crossing(struct store *store, const struct fixture_past *past, struct err *err);
#endif
