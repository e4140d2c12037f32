/* A file in which every column of every table holds something that must not be seen elsewhere. */
#ifndef GATEPOST_TEST_PLANTED_H
#define GATEPOST_TEST_PLANTED_H
#include "store_file.h"

/* Two rows of every table but audit and batch: in the second all texts begin with CANARY "1" and all numbers are
 * CANARY_NUMBER; in the first texts begin with CANARY "0" and numbers are 1, so that it is of volunteer 1 in every way,
 * valid, of an officer, of an observation that runs. */
enum { CANARY_NUMBER = 7777777, PLANTED_MOST = 256, PLANTED_BYTES = 48 };
#define CANARY "CANARY"
/* Past all rules; `sql` runs before. Nobody may have the file open. */
void planted_fill(const struct store_file *file, const char *sql);

struct planted_names {
    char text[PLANTED_MOST][PLANTED_BYTES];
    int count;
};
/* First columns of what a connection of its own answers. */
void planted_names_read(const struct store_file *file, const char *sql, struct planted_names *names);
#endif
