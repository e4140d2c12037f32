/* The rows of the day at which a rule acts (day_script.h says how they are read), in the order of time. */
#ifndef TESTS_DAY_ROWS_H
#define TESTS_DAY_ROWS_H
#include "day_script.h"

extern const struct passage day_rows[];
extern const int day_row_count;
/* What the day leaves: "rule count,…" of the alarms; who took each parcel. */
extern const char day_alarms[], day_parcels[];
#endif
