/* One connection: opened, set up, closed. */
#include "database.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/settings.h"
#include "gatepost/words.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- settings of the connection ---- */

static const char normal_pragmas[] = "PRAGMA foreign_keys=ON;"
                                     "PRAGMA trusted_schema=OFF;"
                                     "PRAGMA mmap_size=0;"      /* an I/O error must be an answer, not a SIGBUS */
                                     "PRAGMA cache_size=-8192;" /* KiB; the system's cache does the rest */
                                     "PRAGMA temp_store=MEMORY;"
                                     "PRAGMA synchronous=FULL;"
                                     "PRAGMA wal_autocheckpoint=0;";
static const char fill_pragmas[] = "PRAGMA foreign_keys=ON;"
                                   "PRAGMA trusted_schema=OFF;"
                                   "PRAGMA mmap_size=0;"
                                   "PRAGMA cache_size=-262144;"
                                   "PRAGMA temp_store=MEMORY;"
                                   "PRAGMA synchronous=OFF;" /* synced once, as a whole, before it gets its name */
                                   "PRAGMA journal_mode=MEMORY;";

/* The last guard: whatever got past query_only is turned into a rollback. */
int refuse_unlocked(void *context)
{
    const struct store *store = context;
    return !store->lock.held;
}

static int keep_frames(void *context, sqlite3 *db, const char *name, int frames)
{
    (void)db;
    (void)name;
    ((struct store *)context)->wal_frames = frames;
    return SQLITE_OK;
}

static bool try_query_only(struct store *store, struct err *err)
{
    int64_t on = 0;
    store->pragma_at_prepare = true;
    query_only(store, true);
    if (!statement_integer_of(store, "PRAGMA query_only", &on, err))
        return false;
    store->pragma_at_prepare = on != 0;
    if (!store->pragma_at_prepare)
        query_only(store, true);
    return true;
}

static bool set_up(struct store *store, struct err *err)
{
    sqlite3_extended_result_codes(store->db, 1);
    sqlite3_busy_timeout(store->db, BUSY_TIMEOUT_MS);
    sqlite3_update_hook(store->db, watch_row, store);
    if (store->mode == MODE_FILL)
        return statement_script(store, fill_pragmas, err);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (!statement_script(store, normal_pragmas, err) || !try_query_only(store, err))
        return false;
    sqlite3_wal_hook(store->db, keep_frames, store); /* after wal_autocheckpoint, which uses the same hook */
    sqlite3_commit_hook(store->db, refuse_unlocked, store);
    return true;
}

/* ---- open ---- */

void database_set_up_library(void)
{
    static bool done;
    if (!done) {
        sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    }
    done = true;
}

/* "file:PATH?immutable=1" with what a URI would misread escaped. */
static void immutable_name(const char *path, struct buffer *name)
{
    buffer_add(name, "file:");
    for (const char *at = path; *at != '\0'; at++)
        if (strchr("%?#", *at) != NULL)
            buffer_format(name, "%%%02X", (unsigned)(unsigned char)*at);
        else
            buffer_add_byte(name, *at);
    buffer_add(name, "?immutable=1");
}

/* A folder that may not be written holds a file at rest: without a WAL beside it nobody is writing, and SQLite must be
 * told so, for it cannot make its own -shm there. */
static bool is_at_rest(const char *path)
{
    struct buffer name = {0};
    buffer_format(&name, "%s-wal", path);
    bool wal = access(buffer_text(&name), F_OK) == 0;
    buffer_clear(&name);
    buffer_add(&name, path);
    char *slash = strrchr(name.bytes, '/');
    if (slash != NULL)
        slash[1] = '\0';
    bool writable = access(slash != NULL ? name.bytes : ".", W_OK) == 0;
    buffer_release(&name);
    return !wal && !writable;
}

static int connect_to(struct store *store)
{
    if (!store->read_only)
        return sqlite3_open_v2(store->path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (!is_at_rest(store->path))
        return sqlite3_open_v2(store->path, &store->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    struct buffer name = {0};
    immutable_name(store->path, &name);
    int code = sqlite3_open_v2(buffer_text(&name), &store->db,
                               SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    buffer_release(&name);
    return code;
}

struct store *database_open(const char *path, enum store_mode mode, bool read_only, struct err *err)
{
    database_set_up_library();
    struct store *store = memory_new(1, sizeof *store);
    store->path = memory_copy(path);
    store->mode = mode;
    store->read_only = read_only;
    store->lock.descriptor = store->watch.descriptor = -1;
    store->checkpoint_at = CHECKPOINT_FRAMES;
    int code = connect_to(store);
    bool done = code == SQLITE_OK ? set_up(store, err) : store_fail(store, code, err);
    if (done && mode == MODE_NORMAL) {
        struct buffer name = {0};
        buffer_format(&name, "%s.lock", path);
        store->lock.path = buffer_take(&name);
        done = read_only || writer_lock_open(&store->lock, err);
    }
    if (done)
        return store;
    database_close(store);
    return NULL;
}

void database_close(struct store *store)
{
    watch_stop(store);
    statement_cache_release(&store->statements);
    sqlite3_close(store->db);
    writer_lock_close(&store->lock);
    settings_forget(store);
    buffer_release(&store->before);
    buffer_release(&store->after);
    buffer_release(&store->text);
    free(store->lock.path);
    free(store->path);
    free(store);
}

/* ---- an existing file ---- */

static bool may_write(const char *path, struct err *err)
{
    if (access(path, W_OK) != 0)
        return err_set(err, ERR_DATABASE, _("The file %s cannot be written: %s."), path, system_reason(errno));
    struct buffer folder = {0};
    buffer_add(&folder, path);
    char *slash = strrchr(folder.bytes, '/');
    if (slash != NULL)
        slash[1] = '\0';
    const char *name = slash != NULL ? folder.bytes : ".";
    bool writable = access(name, W_OK | X_OK) == 0;
    if (!writable)
        err_set(err, ERR_DATABASE,
                _("The folder %s cannot be written: %s. Files beside the database are needed there."), name,
                system_reason(errno));
    buffer_release(&folder);
    return writable;
}

/* Somebody with another tool may have switched WAL off; without it readers and writers would shut each other out. */
static bool keep_wal(struct store *store, struct err *err)
{
    struct statement *statement = statement_take(store, "PRAGMA journal_mode", err);
    if (statement == NULL)
        return false;
    bool wal = statement_row(statement) && strcmp(column_text(statement, 0), "wal") == 0;
    if (!statement_done(statement, err))
        return false;
    if (wal || store->read_only)
        return true;
    if (!writer_lock_take(&store->lock, store, err))
        return false;
    query_only(store, false);
    bool done = statement_script(store, "PRAGMA journal_mode=WAL", err);
    query_only(store, true);
    writer_lock_release(&store->lock);
    return done;
}

/* The header that store_look saw may be older than the WAL: SQLite's own answer counts. */
static bool check_schema(struct store *store, struct err *err)
{
    int64_t version = 0, id = 0;
    if (!statement_integer_of(store, "PRAGMA application_id", &id, err) || !transaction_version(store, &version, err))
        return false;
    if (id != STORE_APPLICATION_ID)
        return err_set(err, ERR_SCHEMA, _("The file %s is no gatepost file; it was not changed."), store->path);
    if (version == migrate_target())
        return true;
    if (version > migrate_target())
        return err_set(err, ERR_SCHEMA,
                       _("The file %s was made by a newer gatepost. Install that one; it was not "
                         "changed."),
                       store->path);
    if (store->read_only)
        return err_set(err, ERR_SCHEMA, _("The file %s is from an older gatepost. Open it once for writing."),
                       store->path);
    return transaction_upgrade(store, err);
}

static bool use_zone(struct store *store, struct err *err)
{
    char zone[80];
    if (!settings_get(store, "community.zone", zone, sizeof zone))
        return true;
    return clock_use_zone(zone, err);
}

struct store *store_open(const char *path, int flags, struct err *err)
{
    bool read_only = (flags & STORE_READ_ONLY) != 0;
    enum store_kind kind = store_look(path, err);
    if ((kind != STORE_OURS && kind != STORE_OLDER) || !look_at_file_system(path, err))
        return NULL;
    if (!read_only && !may_write(path, err))
        return NULL;
    struct store *store = database_open(path, MODE_NORMAL, read_only, err);
    if (store == NULL)
        return NULL;
    if (check_schema(store, err) && keep_wal(store, err) && use_zone(store, err) &&
        ((flags & STORE_KIOSK) == 0 || kiosk_shut(store, err))) {
        watch_start(store);
        return store;
    }
    database_close(store);
    return NULL;
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    store_rollback(store);
    database_close(store);
}

const char *store_path(const struct store *store)
{
    return store->path;
}

bool store_is_read_only(const struct store *store)
{
    return store->read_only;
}

bool store_is_kiosk(const struct store *store)
{
    return store->kiosk;
}

const char *store_sqlite_version(void)
{
    return sqlite3_libversion();
}
