/* What people type into fields, on a fixed day, and how a field refuses. */
#ifndef GATEPOST_TEST_TYPED_H
#define GATEPOST_TEST_TYPED_H
#include "gatepost/err.h"

enum { TYPED_TODAY = 20220411 };

/* Before the tests of a group: in English, on that day at 09:30. */
int typed_setup(void **state);
/* What was typed is refused with words that may be shown. */
void assert_refusal(const struct err *err, const char *typed);
#endif
