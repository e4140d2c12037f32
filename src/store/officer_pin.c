/* PINs as hashes, and how often a wrong one was tried. Tries are no records: they stand outside the audit, where
 * everybody who mistypes would fill it. */
#include "gatepost/officer_pin.h"
#include "gatepost/words.h"
#include "table.h"

#define TRY_SELECT "SELECT id, officer_id, terminal, at, count, told_at FROM pin_try "

static const char hash_sql[] = "SELECT hash FROM officer_pin WHERE id = :id";
static const char of_officer_sql[] = TRY_SELECT "WHERE officer_id = :officer_id";
static const char of_terminal_sql[] = TRY_SELECT "WHERE officer_id IS NULL AND terminal = :terminal";
static const char told_sql[] = TRY_SELECT "WHERE told_at > :after ORDER BY told_at DESC, id DESC LIMIT :most";
static const char insert_sql[] = "INSERT INTO pin_try (officer_id, terminal, at, count, told_at) "
                                 "VALUES (:officer_id, :terminal, :at, :count, :told_at)";
static const char update_sql[] =
    "UPDATE pin_try SET terminal = :terminal, at = :at, count = :count, told_at = :told_at WHERE id = :id";

bool officer_pin_insert(struct store *store, int64_t officer_id, const char *hash, int64_t *id, struct err *err)
{
    const struct row_value values[] = {ROW_INT("officer_id", officer_id), ROW_STR("hash", hash)};
    return row_insert(store, "officer_pin", values, 2, id, err);
}

bool officer_pin_hash(struct store *store, int64_t pin_id, char hash[PIN_HASH_BYTES], struct err *err)
{
    struct statement *statement = statement_take(store, hash_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", pin_id);
    bool found = statement_row(statement);
    if (found)
        column_copy(statement, 0, hash, PIN_HASH_BYTES);
    if (!statement_done(statement, err))
        return false;
    return found || err_set(err, ERR_NOT_FOUND, _("This record does not exist."));
}

static void tries_read(const struct statement *statement, struct pin_tries *tries)
{
    *tries = (struct pin_tries){.id = column_integer(statement, 0),
                                .officer_id = column_integer(statement, 1),
                                .at = column_integer(statement, 3),
                                .count = (int)column_integer(statement, 4),
                                .told_at = column_integer(statement, 5)};
    column_copy(statement, 2, tries->terminal, sizeof tries->terminal);
}

bool pin_tries_read(struct store *store, int64_t officer_id, const char *terminal, struct pin_tries *tries,
                    struct err *err)
{
    *tries = (struct pin_tries){.officer_id = officer_id};
    struct statement *statement = statement_take(store, officer_id != 0 ? of_officer_sql : of_terminal_sql, err);
    if (statement == NULL)
        return false;
    if (officer_id != 0)
        statement_integer(statement, "officer_id", officer_id);
    else
        statement_text(statement, "terminal", terminal);
    if (statement_row(statement))
        tries_read(statement, tries);
    return statement_done(statement, err);
}

bool pin_tries_write(struct store *store, struct pin_tries *tries, struct err *err)
{
    struct statement *statement = statement_take(store, tries->id == 0 ? insert_sql : update_sql, err);
    if (statement == NULL)
        return false;
    if (tries->id != 0)
        statement_integer(statement, "id", tries->id);
    else if (tries->officer_id != 0)
        statement_integer(statement, "officer_id", tries->officer_id);
    else
        statement_null(statement, "officer_id");
    statement_text(statement, "terminal", tries->terminal);
    statement_integer(statement, "at", tries->at);
    statement_integer(statement, "count", tries->count);
    statement_integer(statement, "told_at", tries->told_at);
    statement_row(statement);
    return statement_done(statement, err);
}

bool pin_tries_told(struct store *store, int64_t after, struct pin_tries *tries, int most, int *count, struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(store, told_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "after", after);
    statement_integer(statement, "most", most);
    while (*count < most && statement_row(statement))
        tries_read(statement, &tries[(*count)++]);
    return statement_done(statement, err);
}
