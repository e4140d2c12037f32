/* An evening at two desks, run row by row in one language against a copy of a file that was made before, and what
 * stands in the file afterwards. day_script.h says how a row is read, evening_cast.h what $word is; a time with '>'
 * before it: at the second desk. */
#ifndef TESTS_EVENING_RUN_H
#define TESTS_EVENING_RUN_H
#include "desk_pair.h"
#include "store_file.h"

/* One more row, in the order of time, its $words replaced. */
void evening_row_add(const char *at, const char *keys);

enum { EVENING_TABLES_MOST = 16 };
struct evening {
    const struct store_file *template; /* copied for each run, without its journal */
    struct desk_side sides[2];         /* without their scripts */
    /* Behind the copy, in the language of the desks: the words and the rows. */
    void (*begin)(const struct store_file *file);
    void (*check)(const char *name, struct err *err);
    /* {table, columns that are said in the officer's language, quoted, or ''}, up to {0} */
    const char *const (*tables)[2];
    char *dumps[2][EVENING_TABLES_MOST]; /* of each run, English last */
};
/* Fails the test when a desk did not show or keep what it should. */
void evening_run(struct evening *evening, const char *language);
/* What two runs stored is the same; the first line that differs is shown. */
void evening_assert_same(const struct evening *evening);
void evening_release(struct evening *evening);
#endif
