/* Prepared statements inside the store. SQL text is a constant string; the connection caches the prepared statement by
 * its address. Parameters are named (:at) in the SQL and given without the colon. No statement survives a call:
 * statement_done() in every case (an un-reset statement freezes the pane in the past without an error, architecture.md
 * §4). */
#ifndef GATEPOST_STATEMENT_H
#define GATEPOST_STATEMENT_H
#include "gatepost/store.h"

struct statement;

/* Ready for binding; NULL with err (ERR_DATABASE) when it cannot be prepared. A statement must not be taken twice at a
 * time: die()s. */
struct statement *statement_take(struct store *store, const char *sql, struct err *err);
/* The same for SQL built at run time (filters): cached by its text, not its address. */
struct statement *statement_take_text(struct store *store, const char *sql, struct err *err);
/* An unknown name is a bug: die()s. Text is copied by SQLite unless it outlives the statement (bind_text keeps the
 * pointer until statement_done). NULL text binds NULL. */
void statement_integer(struct statement *statement, const char *name, int64_t value);
void statement_id(struct statement *statement, const char *name, int64_t id); /* 0 binds NULL */
void statement_text(struct statement *statement, const char *name, const char *text);
/* The same without a copy: `text` stays where it is until statement_done or the next binding. */
void statement_text_kept(struct statement *statement, const char *name, const char *text);
void statement_blob_kept(struct statement *statement, const char *name, const void *bytes, size_t length);
void statement_null(struct statement *statement, const char *name);

/* Next row: true while there is one. At the end or on failure false; statement_done tells which. */
bool statement_row(struct statement *statement);
/* Makes ready to run once more; what was bound stays. Nothing while a step has failed: statement_done tells. */
void statement_again(struct statement *statement);
/* Columns by position, from 0. Text is never NULL ("" for NULL), valid until the next row. */
int64_t column_integer(const struct statement *statement, int column);
const char *column_text(const struct statement *statement, int column);
const void *column_blob(const struct statement *statement, int column, size_t *length);
bool column_is_null(const struct statement *statement, int column);
/* Copies text into a fixed array without splitting a character (text_copy). */
void column_copy(const struct statement *statement, int column, char *target, size_t size);
/* Column count and names, for the audit's snapshots. */
int column_count(const struct statement *statement);
const char *column_name(const struct statement *statement, int column);
/* Resets and gives it back. false with err when a step failed (disk full, damage, …: the sentence says what). */
bool statement_done(struct statement *statement, struct err *err);
/* Take, step to the end, done: for statements without rows or parameters. */
bool statement_run(struct store *store, const char *sql, struct err *err);
int64_t statement_last_id(struct store *store);
int statement_changes(struct store *store);
#endif
