/* PINs as hashes, and how often a wrong one was tried. Tries are no records: they stand outside the audit, where
 * everybody who mistypes would fill it. */
#include "gatepost/kept_pin.h"
#include "gatepost/words.h"
#include "table.h"

#define TRY_SELECT "SELECT id, officer_id, volunteer_id, terminal, at, count, told_at, at_kiosk FROM pin_try "

static const char officer_hash_sql[] = "SELECT hash FROM officer_pin WHERE id = :id";
static const char volunteer_hash_sql[] = "SELECT hash FROM volunteer_pin WHERE id = :id";
static const char of_officer_sql[] = TRY_SELECT "WHERE officer_id = :officer_id";
static const char of_volunteer_sql[] = TRY_SELECT "WHERE volunteer_id = :volunteer_id";
static const char of_terminal_sql[] =
    TRY_SELECT "WHERE officer_id IS NULL AND volunteer_id IS NULL AND terminal = :terminal";
static const char told_sql[] = TRY_SELECT "WHERE told_at > :after ORDER BY told_at DESC, id DESC LIMIT :most";
static const char insert_sql[] =
    "INSERT INTO pin_try (officer_id, volunteer_id, terminal, at_kiosk, at, count, told_at) "
    "VALUES (:officer_id, :volunteer_id, :terminal, :at_kiosk, :at, :count, :told_at)";
static const char update_sql[] =
    "UPDATE pin_try SET terminal = :terminal, at_kiosk = :at_kiosk, at = :at, count = :count, told_at = :told_at "
    "WHERE id = :id";

bool kept_pin_insert(struct store *store, struct pin_owner *owner, const char *hash, struct err *err)
{
    const struct row_value of_officer[] = {ROW_INT("officer_id", owner->officer_id), ROW_STR("hash", hash)};
    const struct row_value of_volunteer[] = {ROW_INT("volunteer_id", owner->volunteer_id), ROW_STR("hash", hash)};
    return owner->officer_id != 0 ? row_insert(store, "officer_pin", of_officer, 2, &owner->pin_id, err)
                                  : row_insert(store, "volunteer_pin", of_volunteer, 2, &owner->pin_id, err);
}

bool kept_pin_hash(struct store *store, const struct pin_owner *owner, char hash[PIN_HASH_BYTES], struct err *err)
{
    bool is_officer = owner->officer_id != 0;
    struct statement *statement = statement_take(store, is_officer ? officer_hash_sql : volunteer_hash_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", owner->pin_id);
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
                                .volunteer_id = column_integer(statement, 2),
                                .at = column_integer(statement, 4),
                                .count = (int)column_integer(statement, 5),
                                .told_at = column_integer(statement, 6),
                                .at_kiosk = column_integer(statement, 7) != 0};
    column_copy(statement, 3, tries->terminal, sizeof tries->terminal);
}

bool pin_tries_read(struct store *store, const char *terminal, struct pin_tries *tries, struct err *err)
{
    const struct pin_tries whose = {.officer_id = tries->officer_id, .volunteer_id = tries->volunteer_id};
    const char *sql = whose.officer_id != 0     ? of_officer_sql
                      : whose.volunteer_id != 0 ? of_volunteer_sql
                                                : of_terminal_sql;
    *tries = whose;
    struct statement *statement = statement_take(store, sql, err);
    if (statement == NULL)
        return false;
    if (whose.officer_id != 0)
        statement_integer(statement, "officer_id", whose.officer_id);
    else if (whose.volunteer_id != 0)
        statement_integer(statement, "volunteer_id", whose.volunteer_id);
    else
        statement_text(statement, "terminal", terminal);
    if (statement_row(statement))
        tries_read(statement, tries);
    return statement_done(statement, err);
}

static void bind_whose(struct statement *statement, const char *name, int64_t id)
{
    if (id != 0)
        statement_integer(statement, name, id);
    else
        statement_null(statement, name);
}

bool pin_tries_write(struct store *store, struct pin_tries *tries, struct err *err)
{
    struct statement *statement = statement_take(store, tries->id == 0 ? insert_sql : update_sql, err);
    if (statement == NULL)
        return false;
    if (tries->id != 0)
        statement_integer(statement, "id", tries->id);
    else {
        bind_whose(statement, "officer_id", tries->officer_id);
        bind_whose(statement, "volunteer_id", tries->volunteer_id);
    }
    statement_text(statement, "terminal", tries->terminal);
    statement_integer(statement, "at_kiosk", store_is_kiosk(store));
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
