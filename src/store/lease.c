/* A duty of the clock runs at one terminal at a time: who holds its row, and until when. */
#include "gatepost/alarm.h"
#include "gatepost/clock.h"
#include "table.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char read_sql[] = "SELECT holder, until_at, done_at FROM lease WHERE name = :name";
static const char take_sql[] =
    "INSERT INTO lease (name, holder, until_at) VALUES (:name, :holder, :until) "
    "ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_at = excluded.until_at";
static const char done_sql[] = "UPDATE lease SET done_at = :at WHERE name = :name";

static const char release_sql[] = "UPDATE lease SET until_at = 0 WHERE name = :name AND holder = :holder";

static void own_holder(const struct store *store, char holder[96])
{
    snprintf(holder, 96, "%.70s:%d", store_terminal(store), (int)getpid());
}

bool lease_take(struct store *store, const char *name, int seconds, bool *ours, int64_t *done_at, struct err *err)
{
    char holder[96];
    own_holder(store, holder);
    *done_at = 0;
    *ours = true;
    struct statement *statement = statement_take(store, read_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "name", name);
    if (statement_row(statement)) {
        /* One that ends later than it could was taken by a clock that ran ahead. */
        int64_t until = column_integer(statement, 1), now = clock_now();
        *ours = strcmp(column_text(statement, 0), holder) == 0 || until <= now || until > now + seconds;
        *done_at = column_integer(statement, 2);
    }
    if (!statement_done(statement, err))
        return false;
    if (!*ours)
        return true;
    statement = statement_take(store, take_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "name", name);
    statement_text(statement, "holder", holder);
    statement_integer(statement, "until", clock_now() + seconds);
    statement_row(statement);
    return statement_done(statement, err);
}

bool lease_done(struct store *store, const char *name, int64_t at, struct err *err)
{
    struct statement *statement = statement_take(store, done_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "at", at);
    statement_text(statement, "name", name);
    statement_row(statement);
    return statement_done(statement, err);
}

bool lease_release(struct store *store, const char *name, struct err *err)
{
    char holder[96];
    own_holder(store, holder);
    struct statement *statement = statement_take(store, release_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "name", name);
    statement_text(statement, "holder", holder);
    statement_row(statement);
    return statement_done(statement, err);
}

/* `besides`: a holder who does not count, or NULL. */
static bool is_held(struct store *store, const char *name, const char *besides)
{
    struct statement *statement = statement_take(store, read_sql, NULL);
    if (statement == NULL)
        return false;
    statement_text(statement, "name", name);
    bool held = statement_row(statement) && column_integer(statement, 1) > clock_now() &&
                (besides == NULL || strcmp(column_text(statement, 0), besides) != 0);
    return statement_done(statement, NULL) && held;
}

bool lease_is_held(struct store *store, const char *name)
{
    return is_held(store, name, NULL);
}

bool lease_is_others(struct store *store, const char *name)
{
    char holder[96];
    own_holder(store, holder);
    return is_held(store, name, holder);
}
