/* What stands in the file at a moment of a scripted evening, asked by a question of the test's own, and what of it
 * stands on the canvas. $words of evening_cast.h. */
#ifndef TESTS_EVENING_COMPARE_H
#define TESTS_EVENING_COMPARE_H
#include "gatepost/err.h"
#include "store_file.h"

enum evening_check_kind {
    EVENING_SHOWN,  /* the answer is on the screen */
    EVENING_IS,     /* the answer is the one that is expected */
    EVENING_BESIDE, /* in one row of the list the one text stands behind the other */
    EVENING_NOWHERE /* it stands in none */
};
struct evening_check {
    const char *name;
    enum evening_check_kind kind;
    const char *asks, *expected;
};
/* All of that name; err says the first that is not so. */
void evening_compare(const struct store_file *file, const struct evening_check *checks, size_t count, const char *name,
                     struct err *err);
bool evening_is_shown(const char *text);
#endif
