/* A household about which everything is told that a time line can tell, beside another one, and what its time line must
 * be. The same in every run. */
#ifndef GATEPOST_TEST_TOLD_HOUSEHOLD_H
#define GATEPOST_TEST_TOLD_HOUSEHOLD_H
#include "gatepost/time_line.h"

/* The seconds from TOLD_FROM on hold most of it, several lines each. */
enum { TOLD_LINES_MOST = 3650, TOLD_FROM = 1649600000 };
extern struct told_household {
    struct store *store;
    int64_t home;
    /* newest first */
    struct told_line {
        struct time_line_key key;
        enum time_line_kind kind;
        bool voided;
    } lines[TOLD_LINES_MOST];
    int line_count;
} told;
int told_household_open(void **state);
int told_household_close(void **state);
#endif
