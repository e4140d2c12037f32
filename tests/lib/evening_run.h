/* An evening at two desks, run row by row in each language against a copy of one file, and what stands in the file
 * afterwards. day_script.h says how a row is read, evening_cast.h what $word is; a time with '>'
 * before it: at the second desk. */
#ifndef TESTS_EVENING_RUN_H
#define TESTS_EVENING_RUN_H
#include "desk_pair.h"
#include "store_file.h"

/* One more row, in the order of time, its $words replaced. */
void evening_row_add(const char *at, const char *keys);

enum { EVENING_TABLES_MOST = 16 };
struct evening {
    const char *title, *test; /* of the test program; what the first of its tests says */
    bool with_roster;         /* of evening_community_make() */
    /* Behind the community: who plays which part, for the whole of it. NULL: nobody. */
    void (*choose)(const struct store_file *file);
    struct desk_side sides[2]; /* without their scripts */
    /* Behind each copy of the file, in the language of the desks: the words and the rows. */
    void (*begin)(const struct store_file *file);
    void (*check)(const char *name, struct err *err);
    /* {table, columns that are said in the officer's language, quoted, or ''}, up to {0} */
    const char *const (*tables)[2];
};
/* The test program of an evening: a desk shows and keeps what it should, in Chinese and in English, and what the two
 * runs stored is the same. As cmocka_run_group_tests(). */
int evening_tests(const struct evening *evening);
#endif
