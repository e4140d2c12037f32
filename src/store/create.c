/* A new file appears under its name only when it is complete. */
#include "database.h"
#include "gatepost/clock.h"
#include "gatepost/settings.h"
#include "gatepost/words.h"
#include "new_file.h"
#include <malloc.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/stat.h>

/* ---- what is in it ---- */

static bool make_schema(struct store *store, struct err *err)
{
    char pragma[60];
    snprintf(pragma, sizeof pragma, "PRAGMA application_id=%d", STORE_APPLICATION_ID);
    return statement_script(store, pragma, err) && statement_run(store, "BEGIN IMMEDIATE", err) &&
           migrate_run(store, 0, err) && statement_run(store, "COMMIT", err);
}

static bool write_meta(struct store *store, struct err *err)
{
    unsigned char random[8];
    char id[2 * sizeof random + 1], at[24];
    if (getrandom(random, sizeof random, 0) != sizeof random)
        return err_set(err, ERR_SYSTEM, _("The system gives no random numbers."));
    for (size_t i = 0; i < sizeof random; i++)
        snprintf(id + 2 * i, 3, "%02x", random[i]);
    snprintf(at, sizeof at, "%lld", (long long)clock_now());
    struct statement *statement =
        statement_take(store, "INSERT INTO meta VALUES ('created_at', :at), ('community_id', :id)", err);
    if (statement == NULL)
        return false;
    statement_text(statement, "at", at);
    statement_text(statement, "id", id);
    statement_row(statement);
    return statement_done(statement, err);
}

static bool write_first(struct store *store, const struct store_new *new_file, struct err *err)
{
    if (!store_begin(store, "init", err))
        return false;
    bool done = write_meta(store, err);
    if (new_file->zone != NULL)
        done = done && settings_put(store, "community.zone", new_file->zone, err);
    if (new_file->community != NULL)
        done = done && settings_put(store, "community.name", new_file->community, err);
    if (done)
        return store_commit(store, err);
    store_rollback(store);
    return false;
}

static bool build(struct store *store, const struct store_new *new_file, struct err *err)
{
    if (!make_schema(store, err) || !write_first(store, new_file, err))
        return false;
    if (new_file->fill != NULL && !new_file->fill(store, new_file->context, err)) {
        store_rollback(store);
        return false;
    }
    if (store->writing)
        die("fill left a transaction open");
    return statement_script(store, "PRAGMA synchronous=FULL; PRAGMA journal_mode=WAL", err);
}

static bool make_file(const char *temporary, const struct store_new *new_file, struct err *err)
{
    if (!new_file_make(temporary, NULL, err))
        return false;
    struct store *store = database_open(temporary, MODE_FILL, false, err);
    if (store == NULL)
        return false;
    bool done = build(store, new_file, err);
    database_close(store);
    malloc_trim(0); /* the filling cache is large, and the desk that follows is small */
    return done && new_file_sync(temporary, err);
}

bool store_create(const char *path, const struct store_new *new_file, struct err *err)
{
    struct stat status;
    if (new_file->zone != NULL && !clock_use_zone(new_file->zone, err))
        return false;
    if (lstat(path, &status) == 0)
        return new_file_fail_taken(path, err);
    struct buffer folder = {0}, temporary = {0};
    new_file_folder(path, &folder);
    new_file_temporary(path, &temporary);
    new_file_clear_leftovers(path);
    size_t existing = new_file_existing(folder.bytes);
    bool done = new_file_make_folder(folder.bytes, err) && look_at_file_system(folder.bytes, err) &&
                make_file(buffer_text(&temporary), new_file, err) &&
                new_file_name(buffer_text(&temporary), path, NULL, err);
    if (done)
        new_file_sync(folder.bytes, NULL);
    new_file_clear(buffer_text(&temporary));
    if (!done)
        new_file_remove_folders(folder.bytes, existing);
    buffer_release(&folder);
    buffer_release(&temporary);
    return done;
}
