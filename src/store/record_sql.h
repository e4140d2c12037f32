/* The SQL of a window, for the tests that look at its plan. */
#ifndef GATEPOST_STORE_RECORD_SQL_H
#define GATEPOST_STORE_RECORD_SQL_H
#include "gatepost/record.h"

void record_window_sql(const struct record_table *table, const struct record_window *window, struct buffer *sql);
#endif
