/* Backups are made, and put back, as copies that are checked before they get their name. */
#include "gatepost/backup.h"
#include "audit_chain.h"
#include "backup_name.h"
#include "copy.h"
#include "database.h"
#include "gatepost/audit.h"
#include "gatepost/clock.h"
#include "gatepost/settings.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "new_file.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SAME_MINUTE_MOST = 99, CHECK_OPERATIONS = 100000 };

/* ---- checks ---- */

struct check {
    const struct backup_watch *watch;
    struct err *err;
};

static int tell_checking(void *context)
{
    const struct check *check = context;
    return copy_tell(check->watch, BACKUP_CHECKING, -1, check->err) ? 0 : 1;
}

static bool fail_check(const char *path, const char *what, struct err *err)
{
    return err_set(err, ERR_DATABASE, _("The copy of %1$s is not good: %2$s. It was thrown away."), path, what);
}

/* SQL's "ok", or what is wrong. Interrupted by the watch it says ERR_CANCELLED. */
static bool check_pages(struct store *copy, const char *path, const char *pragma, const struct backup_watch *watch,
                        struct err *err)
{
    struct check check = {.watch = watch, .err = err};
    char found[160] = "";
    struct err failure = {0};
    sqlite3_progress_handler(copy->db, CHECK_OPERATIONS, tell_checking, &check);
    struct statement *statement = statement_take_text(copy, pragma, &failure);
    if (statement != NULL && statement_row(statement))
        column_copy(statement, 0, found, sizeof found);
    bool read = statement != NULL && statement_done(statement, &failure);
    sqlite3_progress_handler(copy->db, 0, NULL, NULL);
    if (err != NULL && err->code == ERR_CANCELLED)
        return false;
    if (!read)
        return fail_check(path, failure.text, err);
    return strcmp(found, "ok") == 0 || fail_check(path, found, err);
}

static bool check_proof(struct store *copy, const char *path, const struct copy_proof *proof, struct err *err)
{
    int64_t id = 0;
    struct copy_proof found = {0};
    if (!statement_integer_of(copy, "PRAGMA application_id", &id, err) ||
        !transaction_version(copy, &found.version, err) || !audit_meta(copy, &found.audit_count, found.head, err))
        return false;
    if (id == STORE_APPLICATION_ID && found.version == proof->version && found.audit_count == proof->audit_count &&
        strcmp(found.head, proof->head) == 0)
        return true;
    return fail_check(path, _("its end is not the end of the audit"), err);
}

/* The copy leaves the system's memory: the desks need that for the file they work with. */
static void forget_pages(const char *path)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
    close(descriptor);
}

/* As somebody who needs it would: opened anew, read-only. */
static bool check_copy(const char *path, const char *temporary, const struct copy_proof *proof,
                       const struct backup_watch *watch, struct err *err)
{
    if (!copy_tell(watch, BACKUP_CHECKING, -1, err))
        return false;
    struct store *copy = database_open(temporary, MODE_NORMAL, true, err);
    if (copy == NULL)
        return false;
    bool good = check_proof(copy, path, proof, err) && check_pages(copy, path, "PRAGMA quick_check(1)", watch, err);
    database_close(copy);
    forget_pages(temporary);
    return good;
}

/* ---- making ---- */

static bool give_name(struct store *store, const char *folder, const char *temporary, struct backup_made *made,
                      struct err *err)
{
    struct buffer path = {0};
    struct err failure = {0};
    bool named = false, taken = true;
    for (int number = 1; taken && number <= SAME_MINUTE_MOST; number++) {
        buffer_clear(&path);
        backup_name(store, folder, made->at, number, &path);
        named = new_file_name(temporary, buffer_text(&path), &taken, &failure);
    }
    text_copy(made->path, sizeof made->path, buffer_text(&path));
    buffer_release(&path);
    return named || err_set(err, failure.code, "%s", failure.text);
}

static bool copy_and_check(struct store *store, const char *temporary, const struct backup_watch *watch,
                           struct backup_made *made, struct err *err)
{
    struct copy_proof proof = {0};
    struct stat status;
    *made = (struct backup_made){.at = clock_now()};
    if (!copy_database(store_path(store), temporary, watch, &proof, err) ||
        !check_copy(store_path(store), temporary, &proof, watch, err))
        return false;
    made->audit_count = proof.audit_count;
    made->bytes = stat(temporary, &status) == 0 ? status.st_size : 0;
    return true;
}

bool backup_make(struct store *store, const char *folder, const struct backup_watch *watch, struct backup_made *made,
                 struct err *err)
{
    struct buffer name = {0}, temporary = {0};
    backup_working_name(store, folder, &name);
    new_file_temporary(buffer_text(&name), &temporary);
    new_file_clear_leftovers(buffer_text(&name));
    bool done = copy_and_check(store, buffer_text(&temporary), watch, made, err) &&
                give_name(store, folder, buffer_text(&temporary), made, err);
    if (done)
        new_file_sync(folder, NULL);
    new_file_clear(buffer_text(&temporary));
    buffer_release(&name);
    buffer_release(&temporary);
    return done;
}

static void sync_folder_of(const char *path)
{
    struct buffer folder = {0};
    new_file_folder(path, &folder);
    new_file_sync(buffer_text(&folder), NULL);
    buffer_release(&folder);
}

bool backup_make_to(struct store *store, const char *path, const struct backup_watch *watch, struct backup_made *made,
                    struct err *err)
{
    struct stat status;
    struct buffer temporary = {0};
    if (lstat(path, &status) == 0)
        return new_file_fail_taken(path, err);
    new_file_temporary(path, &temporary);
    new_file_clear_leftovers(path);
    bool done = copy_and_check(store, buffer_text(&temporary), watch, made, err) &&
                new_file_name(buffer_text(&temporary), path, NULL, err);
    text_copy(made->path, sizeof made->path, path);
    if (done)
        sync_folder_of(path);
    new_file_clear(buffer_text(&temporary));
    buffer_release(&temporary);
    return done;
}

/* ---- putting back ---- */

static bool tell_proving(void *context, int percent)
{
    const struct backup_watch *watch = context;
    return copy_tell(watch, BACKUP_PROVING, percent, NULL);
}

static bool prove_audit(struct store *copy, const char *backup, const struct backup_watch *watch, struct err *err)
{
    struct audit_verdict verdict;
    if (!audit_verify(copy, &verdict, tell_proving, (void *)watch, err))
        return false;
    if (verdict.first_bad == 0)
        return true;
    return err_set(err, ERR_DATABASE, _("The audit of %1$s does not hold at entry %2$lld: %3$s Nothing was made."),
                   backup, (long long)verdict.first_bad, verdict.what);
}

static bool read_content(struct store *copy, struct backup_content *content, struct err *err)
{
    char zone[80];
    *content = (struct backup_content){0};
    settings_get(copy, "community.name", content->community, sizeof content->community);
    if (settings_get(copy, "community.zone", zone, sizeof zone) && !clock_use_zone(zone, err))
        return false;
    char head[2 * HASH_BYTES + 1];
    return audit_meta(copy, &content->audit_count, head, err) &&
           statement_integer_of(copy, "SELECT count(*) FROM person WHERE voided IS NULL AND merged_into IS NULL",
                                &content->people, err) &&
           statement_integer_of(copy, "SELECT count(*) FROM crossing WHERE voided IS NULL", &content->crossings, err) &&
           statement_integer_of(copy, "SELECT coalesce(max(at), 0) FROM crossing WHERE voided IS NULL",
                                &content->newest_at, err);
}

static bool prove_copy(const char *backup, const char *temporary, const struct copy_proof *proof,
                       const struct backup_watch *watch, struct backup_content *content, struct err *err)
{
    struct store *copy = database_open(temporary, MODE_NORMAL, true, err);
    if (copy == NULL)
        return false;
    bool good = check_proof(copy, backup, proof, err) &&
                check_pages(copy, backup, "PRAGMA integrity_check(1)", watch, err) &&
                prove_audit(copy, backup, watch, err) && read_content(copy, content, err);
    database_close(copy);
    return good;
}

/* A database is kept with a log; the backup had none. */
static bool switch_to_log(const char *temporary, struct err *err)
{
    struct store *copy = database_open(temporary, MODE_FILL, false, err);
    if (copy == NULL)
        return false;
    bool done = statement_script(copy, "PRAGMA journal_mode=WAL", err);
    database_close(copy);
    return done && new_file_sync(temporary, err);
}

bool backup_restore(const char *backup, const char *path, const struct backup_watch *watch,
                    struct backup_content *content, struct err *err)
{
    struct stat status;
    struct copy_proof proof = {0};
    struct buffer folder = {0}, temporary = {0};
    enum store_kind kind = store_look(backup, err);
    if (kind != STORE_OURS && kind != STORE_OLDER)
        return false;
    if (lstat(path, &status) == 0)
        return new_file_fail_taken(path, err);
    new_file_folder(path, &folder);
    new_file_temporary(path, &temporary);
    new_file_clear_leftovers(path);
    bool done = new_file_make_folder(buffer_text(&folder), err) && look_at_file_system(buffer_text(&folder), err) &&
                copy_database(backup, buffer_text(&temporary), watch, &proof, err) &&
                prove_copy(backup, buffer_text(&temporary), &proof, watch, content, err) &&
                switch_to_log(buffer_text(&temporary), err) && new_file_name(buffer_text(&temporary), path, NULL, err);
    if (done)
        new_file_sync(buffer_text(&folder), NULL);
    new_file_clear(buffer_text(&temporary));
    buffer_release(&folder);
    buffer_release(&temporary);
    return done;
}
