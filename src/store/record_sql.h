/* What a table of fields reads, for queries of the store that need more than one record; the SQL of a window, for the
 * tests that look at its plan. */
#ifndef GATEPOST_STORE_RECORD_SQL_H
#define GATEPOST_STORE_RECORD_SQL_H
#include "gatepost/record.h"
#include "statement.h"

/* "SELECT … FROM table WHERE ", and the row of such a statement. */
void record_select_sql(const struct record_table *table, struct buffer *sql);
void record_read(const struct statement *statement, const struct record_table *table, void *record);
/* The record whose id a statement gives (taken over), ERR_NOT_FOUND with `none` without a row. */
bool record_found(struct store *store, struct statement *statement, const struct record_table *table, void *record,
                  const char *none, struct err *err);
/* The records whose ids a statement gives (taken over), at most `most`. */
bool record_found_all(struct store *store, struct statement *statement, const struct record_table *table, void *records,
                      int most, int *count, struct err *err);
void record_window_sql(const struct record_table *table, const struct record_window *window, struct buffer *sql);
#endif
