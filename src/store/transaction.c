/* Write and read transactions; checkpoints under the writer lock. */
#include "database.h"
#include "gatepost/clock.h"
#include "gatepost/words.h"

enum { CHECKPOINT_AGAIN = 250 }; /* more frames before the next try after a busy checkpoint */
/* Not TRUNCATE: a log that keeps its length is written over, and a sync of it costs half of one that must grow the
 * file. */
int checkpoint_mode = SQLITE_CHECKPOINT_RESTART;

/* SQLite carries this pragma out while it prepares it. Stepping it as well would expire every prepared statement of the
 * connection, twice a save; so it is stepped only by a library that needs it (database.c tries it out). */
void query_only(struct store *store, bool on)
{
    sqlite3_stmt *pragma = NULL;
    if (store->kiosk) /* may set nothing; there the authorizer asks whether a change is being written */
        return;
    const char *sql = on ? "PRAGMA query_only=ON" : "PRAGMA query_only=OFF";
    if (sqlite3_prepare_v2(store->db, sql, -1, &pragma, NULL) == SQLITE_OK && !store->pragma_at_prepare)
        sqlite3_step(pragma);
    sqlite3_finalize(pragma);
}

bool transaction_version(struct store *store, int64_t *version, struct err *err)
{
    return statement_integer_of(store, "PRAGMA user_version", version, err);
}

static void unlock(struct store *store)
{
    store->writing = false;
    if (store->mode == MODE_FILL)
        return;
    query_only(store, true);
    writer_lock_release(&store->lock);
}

static bool lock_and_begin(struct store *store, struct err *err)
{
    if (store->writing || store->readers > 0)
        die("store_begin inside a transaction");
    if (store->mode != MODE_FILL) {
        if (!writer_lock_take(&store->lock, store, err))
            return false;
        query_only(store, false);
    }
    store->writing = true;
    store->watch.touched = 0;
    if (statement_run(store, "BEGIN IMMEDIATE", err))
        return true;
    unlock(store);
    return false;
}

/* The screen's copies may be older than the file; the rules of this transaction must see what holds now. */
static bool check_freshness(struct store *store, struct err *err)
{
    int64_t version = 0, data_version = 0;
    if (!transaction_version(store, &version, err) ||
        !statement_integer_of(store, "PRAGMA data_version", &data_version, err))
        return false;
    settings_refresh(store, data_version);
    if (version == migrate_target())
        return true;
    return err_set(err, ERR_SCHEMA, _("This file was upgraded by a newer gatepost. Restart it; your draft is kept."));
}

bool store_begin(struct store *store, const char *verb, struct err *err)
{
    if (store->read_only)
        return err_set(err, ERR_ROLE, _("This session may only read."));
    if (!lock_and_begin(store, err))
        return false;
    store->verb = verb;
    store->batch_kind = "do";
    store->batch = store->of_batch = 0;
    store->alone = false;
    store->batch_at = clock_now();
    store->chain.loaded = false;
    store->changes_before = sqlite3_total_changes64(store->db);
    if (check_freshness(store, err))
        return true;
    store_rollback(store);
    return false;
}

void store_act_alone(struct store *store)
{
    if (!store->writing || store->batch != 0)
        die("store_act_alone is too late, or outside a transaction");
    store->alone = true;
}

bool store_resume(struct store *store, const char *verb, int64_t batch, struct err *err)
{
    if (!store_begin(store, verb, err))
        return false;
    struct statement *statement = statement_take(store, "SELECT at FROM batch WHERE id = :id", err);
    if (statement != NULL)
        statement_integer(statement, "id", batch);
    bool found = statement != NULL && statement_row(statement);
    if (found)
        store->batch_at = column_integer(statement, 0); /* the audit's hashes say when the batch was begun */
    if (statement == NULL || !statement_done(statement, err) || !found) {
        store_rollback(store);
        return false;
    }
    store->batch = batch;
    return true;
}

/* Held under the lock: nobody else can commit meanwhile. Never waits: a reader that stands in the way only postpones
 * it. */
static void checkpoint_when_due(struct store *store)
{
    if (store->wal_frames < store->checkpoint_at)
        return;
    sqlite3_busy_timeout(store->db, 0);
    int code = sqlite3_wal_checkpoint_v2(store->db, "main", checkpoint_mode, NULL, NULL);
    sqlite3_busy_timeout(store->db, BUSY_TIMEOUT_MS);
    store->checkpoint_at = code == SQLITE_OK ? CHECKPOINT_FRAMES : store->wal_frames + CHECKPOINT_AGAIN;
    if (code == SQLITE_OK)
        store->wal_frames = 0;
}

static bool commit(struct store *store, struct err *err)
{
    if (sqlite3_get_autocommit(store->db)) /* a failed statement has rolled it back already */
        return err_set(err, ERR_DATABASE, _("A part of the change failed: nothing was saved."));
    return watch_seal(store, err) && audit_seal(store, err) && statement_run(store, "COMMIT", err);
}

bool store_commit(struct store *store, struct err *err)
{
    if (!store->writing)
        die("store_commit without store_begin");
    if (store->rehearsing) {
        store_rollback(store);
        return true;
    }
    bool changed = sqlite3_total_changes64(store->db) != store->changes_before;
    if (!commit(store, err)) {
        store_rollback(store);
        return false;
    }
    if (store->mode != MODE_FILL)
        checkpoint_when_due(store);
    unlock(store);
    if (changed) {
        store->watch.own_commit = true;
        writer_lock_signal(&store->lock);
    }
    return true;
}

void store_rollback(struct store *store)
{
    if (!store->writing)
        return;
    if (!sqlite3_get_autocommit(store->db))
        statement_run(store, "ROLLBACK", NULL);
    settings_forget(store);
    store->batch = 0;
    unlock(store);
}

void store_rehearse(struct store *store)
{
    store->rehearsing = true;
}

bool store_in_transaction(const struct store *store)
{
    return store->writing;
}

int64_t store_batch(const struct store *store)
{
    return store->writing ? store->batch : 0;
}

void store_on_wait(struct store *store, void (*waiting)(void *context, const char *holder, int waited_ms),
                   void *context)
{
    store->waiting = waiting;
    store->waiting_context = context;
}

bool store_read_begin(struct store *store, struct err *err)
{
    if (!store->writing && store->readers == 0 && !statement_run(store, "BEGIN", err))
        return false;
    store->readers++;
    return true;
}

void store_read_end(struct store *store)
{
    if (store->readers == 0)
        die("store_read_end without store_read_begin");
    if (--store->readers == 0 && !store->writing && !sqlite3_get_autocommit(store->db))
        statement_run(store, "COMMIT", NULL);
}

bool transaction_upgrade(struct store *store, struct err *err)
{
    int64_t version = 0;
    if (!lock_and_begin(store, err))
        return false;
    /* Somebody else may have upgraded it while we waited. */
    bool done = transaction_version(store, &version, err) && migrate_run(store, version, err) && commit(store, err);
    if (!done) {
        store_rollback(store);
        return false;
    }
    store->wal_frames = store->checkpoint_at; /* the header of the file itself shall tell its schema, see look.c */
    checkpoint_when_due(store);
    unlock(store);
    writer_lock_signal(&store->lock);
    return true;
}
