/* What must stand in the file, and what of it on the canvas, at certain moments of the scripted evening
 * (unit/test_observed_evening.c): each is a question of the test's own to the rows, by the name a row of the evening
 * calls it ("{check pane}"). */
#ifndef TESTS_EVENING_CHECKS_H
#define TESTS_EVENING_CHECKS_H
#include "store_file.h"

/* In the language of the desks, which must be the present one. */
void evening_checks_begin(const struct store_file *file);
void evening_check(const char *name, struct err *err);
#endif
