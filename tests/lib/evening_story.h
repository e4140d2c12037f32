/* What happened in the household of the scripted evening, read from the rows by questions of the test's own, against
 * its booklet on the canvas (unit/test_observed_evening.c). */
#ifndef TESTS_EVENING_STORY_H
#define TESTS_EVENING_STORY_H
#include "store_file.h"

/* Every line of the time line, `least` or more: when, what, in words, by whom. Part 6 must be in view alone, with room
 * for all. */
void evening_check_story(const struct store_file *file, int least, struct err *err);
/* The numbers under the days of an observation's term: "$feverid". */
void evening_check_chart(const struct store_file *file, const char *observation, struct err *err);
#endif
