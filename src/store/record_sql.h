/* What a table of fields reads, for queries of the store that need more than one record; the SQL of a window, for the
 * tests that look at its plan. */
#ifndef GATEPOST_STORE_RECORD_SQL_H
#define GATEPOST_STORE_RECORD_SQL_H
#include "gatepost/record.h"
#include "statement.h"

/* "SELECT … FROM table WHERE ", and the row of such a statement. */
void record_select_sql(const struct record_table *table, struct buffer *sql);
void record_read(const struct statement *statement, const struct record_table *table, void *record);
void record_window_sql(const struct record_table *table, const struct record_window *window, struct buffer *sql);
#endif
