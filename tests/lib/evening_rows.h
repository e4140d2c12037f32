/* What is done in the scripted evening (unit/test_observed_evening.c), in the order of time; day_script.h says how a
 * row is read, evening_cast.h who $word is. A time with '>' before it: at the second desk, which stands at the south
 * gate. */
#ifndef TESTS_EVENING_ROWS_H
#define TESTS_EVENING_ROWS_H
#include "day_script.h"

extern const struct passage evening_rows[];
extern const int evening_row_count;
/* Where the rows of the round come, which the test makes from who is due. */
extern const char evening_round[];
#endif
