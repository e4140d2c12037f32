#include "gatepost/import.h"
#include "database.h"
#include "gatepost/alarm.h"
#include "gatepost/words.h"
#include "import_keys.h"
#include "table.h"
#include <stdio.h>

enum { LEASE_SECONDS = 60, CACHE_KIB = 64 * 1024, USUAL_CACHE_KIB = 8 * 1024 };
static const char lease_name[] = "import";

bool import_lease(struct store *store, struct err *err)
{
    bool ours = false;
    int64_t done_at = 0;
    if (!lease_take(store, lease_name, LEASE_SECONDS, &ours, &done_at, err))
        return false;
    return ours || err_set(err, ERR_BUSY, _("Another terminal is importing. Try again when it is done."));
}

/* Failing to say so costs others a minute of waiting, nothing else. */
void import_lease_end(struct store *store)
{
    if (!store_begin(store, "duty.run", NULL))
        return;
    if (lease_release(store, lease_name, NULL))
        store_commit(store, NULL);
    else
        store_rollback(store);
}

static void set_cache(struct store *store, int kib)
{
    char pragma[40];
    snprintf(pragma, sizeof pragma, "PRAGMA cache_size=-%d", kib);
    statement_script(store, pragma, NULL);
}

bool import_keys_remember(struct store *store, int64_t id, const char *have, struct err *err)
{
    static const char have_sql[] = "INSERT INTO import_keys (id, have) VALUES (:id, :have) "
                                   "ON CONFLICT (id) DO UPDATE SET have = excluded.have";
    static const char none_sql[] = "DELETE FROM import_keys WHERE id = :id";
    struct statement *statement = statement_take(store, have != NULL ? have_sql : none_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", id);
    if (have != NULL)
        statement_text(statement, "have", have);
    statement_row(statement);
    return statement_done(statement, err);
}

bool import_begin(struct store *store, const char *register_name, const char *source, bool unseen, int64_t *id,
                  struct err *err)
{
    const struct row_value values[] = {ROW_STR("register", register_name), ROW_STR("source", source)};
    if (!row_insert(store, "import", values, 2, id, err))
        return false;
    if (!unseen)
        return true;
    if (!import_keys_remember(store, *id, "some", err))
        return false;
    set_cache(store, CACHE_KIB);
    store->keys_later = true;
    return true;
}

void import_end(struct store *store)
{
    store->keys_later = false;
    set_cache(store, USUAL_CACHE_KIB);
    sqlite3_db_release_memory(store->db);
}

bool import_complete(struct store *store, int64_t id, int added, int changed, struct err *err)
{
    const struct row_value values[] = {ROW_INT("id", id), ROW_INT("added", added), ROW_INT("changed", changed)};
    return row_insert(store, "import_complete", values, 3, NULL, err);
}
