/* What shifts and availability share: a span of hours read from left to right. */
#ifndef GATEPOST_TEXT_SHIFT_PART_H
#define GATEPOST_TEXT_SHIFT_PART_H
#include "gatepost/shift_time.h"

enum { DAY_MINUTES = 24 * 60 };
/* Steps over a span in folded upper-case text, "22-06", "8点到12点"; false when none stands there. An end that is not
 * behind the beginning is one of the next day; of any length. */
bool shift_span_take(const char **at, struct shift_span *span);
/* Steps over what stands between two spans; ";" parts more than that. */
void shift_separators_skip(const char **at);
#endif
