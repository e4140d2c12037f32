/* A file in which every column of every table holds something that must not be seen elsewhere. */
#ifndef GATEPOST_TEST_CANARY_H
#define GATEPOST_TEST_CANARY_H
#include "store_file.h"

/* Two rows of every table but audit and batch: in the second all texts begin with CANARY "1" and all numbers are
 * CANARY_NUMBER; in the first texts begin with CANARY "0" and numbers are 1, so that it is of volunteer 1 in every way,
 * valid, of an officer, of an observation that runs. */
enum { CANARY_NUMBER = 7777777, CANARY_NAMES_MOST = 256, CANARY_NAME_BYTES = 48 };
#define CANARY "CANARY"
/* Past all rules; `sql` runs before. Nobody may have the file open. */
void canary_plant(const struct store_file *file, const char *sql);

struct canary_names {
    char text[CANARY_NAMES_MOST][CANARY_NAME_BYTES];
    int count;
};
/* First columns of what a connection of its own answers. */
void canary_names_read(const struct store_file *file, const char *sql, struct canary_names *names);
#endif
