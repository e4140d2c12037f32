/* A new file appears under its name only when it is complete. */
#include "database.h"
#include "gatepost/clock.h"
#include "gatepost/settings.h"
#include "gatepost/words.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- folders and files ---- */

static bool fail_make(const char *path, struct err *err)
{
    return err_set(err, ERR_DATABASE, _("%s cannot be made: %s."), path, system_reason(errno));
}

/* The folder of the path; "." without one. */
static void folder_of(const char *path, struct buffer *folder)
{
    buffer_add(folder, path);
    char *slash = strrchr(folder->bytes, '/');
    if (slash == NULL) {
        buffer_clear(folder);
        buffer_add(folder, ".");
    } else {
        slash[slash == folder->bytes] = '\0';
    }
}

/* How much of the path of a folder exists, in bytes. */
static size_t existing_part(const char *folder)
{
    struct buffer part = {0};
    struct stat status;
    buffer_add(&part, folder);
    while (part.length > 0 && lstat(part.bytes, &status) != 0) {
        char *slash = strrchr(part.bytes, '/');
        part.length = slash != NULL ? (size_t)(slash - part.bytes) : 0;
        part.bytes[part.length] = '\0';
    }
    size_t length = part.length;
    buffer_release(&part);
    return length;
}

/* Takes back the folders that were made, up to what existed before. One in which something stands stays. */
static void remove_folders(char *folder, size_t existing)
{
    while (strlen(folder) > existing && rmdir(folder) == 0) {
        char *slash = strrchr(folder, '/');
        if (slash == NULL)
            return;
        *slash = '\0';
    }
}

/* Missing folders; the last one belongs to the group, and what is made in it too. */
static bool make_folder(char *folder, struct err *err)
{
    struct stat status;
    if (stat(folder, &status) == 0)
        return true;
    for (char *slash = strchr(folder + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        bool made = mkdir(folder, 0777) == 0 || errno == EEXIST;
        if (!made)
            fail_make(folder, err);
        *slash = '/';
        if (!made)
            return false;
    }
    if (mkdir(folder, 0770) != 0 || chmod(folder, 02770) != 0)
        return fail_make(folder, err);
    return true;
}

static bool make_empty(const char *path, struct err *err)
{
    int flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC;
    int descriptor = open(path, flags, 0660);
    if (descriptor < 0 && errno == EEXIST) { /* left by a program of the same number that was killed */
        unlink(path);
        descriptor = open(path, flags, 0660);
    }
    if (descriptor < 0)
        return fail_make(path, err);
    bool done = fchmod(descriptor, 0660) == 0;
    close(descriptor);
    return done ? true : fail_make(path, err);
}

static bool sync_path(const char *path, struct err *err)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    bool done = descriptor >= 0 && fsync(descriptor) == 0;
    if (!done)
        fail_make(path, err);
    if (descriptor >= 0)
        close(descriptor);
    return done;
}

static bool fail_taken(const char *path, struct err *err)
{
    struct stat status;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return err_set(err, ERR_DATABASE, _("%s is a folder. Add the name of a file, such as %s/gatepost.db."), path,
                       path);
    return err_set(err, ERR_DATABASE, _("There is a file %s already; it was not changed."), path);
}

/* Never over a file that stands there: two first runs at once must not lose one's work. */
static bool give_name(const char *temporary, const char *path, struct err *err)
{
    if (renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
        return true;
    if (errno == EEXIST)
        return fail_taken(path, err);
    /* A file system that does not know it knows hard links. */
    if (link(temporary, path) != 0)
        return errno == EEXIST ? fail_taken(path, err) : fail_make(path, err);
    unlink(temporary);
    return true;
}

static void clear_away(const char *temporary)
{
    static const char *const ends[] = {"", "-journal", "-wal", "-shm"};
    struct buffer path = {0};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        buffer_clear(&path);
        buffer_format(&path, "%s%s", temporary, ends[i]);
        unlink(buffer_text(&path));
    }
    buffer_release(&path);
}

/* What an init that was killed left: NAME.new-PID where no process PID lives any more. */
static void clear_leftovers(const char *folder, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    DIR *directory = opendir(folder);
    struct buffer begin = {0}, left = {0};
    buffer_format(&begin, "%s.new-", name);
    for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL;) {
        const char *number = entry->d_name + begin.length;
        if (strncmp(entry->d_name, buffer_text(&begin), begin.length) != 0)
            continue;
        char *end;
        long process = strtol(number, &end, 10);
        if (process <= 0 || process > INT_MAX || (*end != '\0' && *end != '-') || kill((pid_t)process, 0) == 0 ||
            errno != ESRCH)
            continue;
        buffer_clear(&left);
        buffer_format(&left, "%s/%s", folder, entry->d_name);
        unlink(buffer_text(&left));
    }
    if (directory != NULL)
        closedir(directory);
    buffer_release(&begin);
    buffer_release(&left);
}

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
    if (!make_empty(temporary, err))
        return false;
    struct store *store = database_open(temporary, MODE_FILL, false, err);
    if (store == NULL)
        return false;
    bool done = build(store, new_file, err);
    database_close(store);
    malloc_trim(0); /* the filling cache is large, and the desk that follows is small */
    return done && sync_path(temporary, err);
}

bool store_create(const char *path, const struct store_new *new_file, struct err *err)
{
    struct stat status;
    if (new_file->zone != NULL && !clock_use_zone(new_file->zone, err))
        return false;
    if (lstat(path, &status) == 0)
        return fail_taken(path, err);
    struct buffer folder = {0}, temporary = {0};
    folder_of(path, &folder);
    buffer_format(&temporary, "%s.new-%d", path, (int)getpid());
    if (lstat(folder.bytes, &status) == 0)
        clear_leftovers(folder.bytes, path);
    size_t existing = existing_part(folder.bytes);
    bool done = make_folder(folder.bytes, err) && look_at_file_system(folder.bytes, err) &&
                make_file(buffer_text(&temporary), new_file, err) && give_name(buffer_text(&temporary), path, err);
    if (done)
        sync_path(folder.bytes, NULL);
    clear_away(buffer_text(&temporary));
    if (!done)
        remove_folders(folder.bytes, existing);
    buffer_release(&folder);
    buffer_release(&temporary);
    return done;
}
