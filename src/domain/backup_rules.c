#include "gatepost/backup_rules.h"
#include "gatepost/alarm_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>

enum {
    AGAIN_SECONDS = 600, /* after a failure */
    LEASE_SECONDS = 180, /* renewed while the work goes on; one that was killed is not waited for longer */
    RENEW_SECONDS = 60,
    DAYS_KEPT = 14,
    INTERVALS_MOST = 3,
};

/* ---- where and when ---- */

void backup_folder(struct store *store, struct buffer *folder)
{
    char named[200];
    setting_text(store, "backup.folder", named, sizeof named);
    if (named[0] != '\0')
        buffer_add(folder, named);
    else
        backup_folder_beside(store_path(store), folder);
}

static bool is_past(int64_t since, int64_t seconds, int64_t now)
{
    return now - since >= seconds || now < since; /* before: the clock was put back */
}

bool backup_wanted(struct store *store, enum backup_when when, int64_t now)
{
    struct backup_record record;
    int64_t interval = (int64_t)60 * setting_integer(store, "backup.minutes");
    if (store_is_read_only(store))
        return false;
    if (when == BACKUP_NOW)
        return true;
    if (interval == 0 || !backup_record_read(store, &record, NULL) || backup_unsaved_since(store, &record) == 0)
        return false;
    if (when == BACKUP_AT_SIGNOFF)
        return true;
    return record.failure[0] != '\0' ? is_past(record.tried_at, AGAIN_SECONDS, now)
                                     : is_past(record.since, interval, now);
}

/* ---- by whom ---- */

/* Inside a transaction, so that two who want it at once are told apart. */
static bool take_if_wanted(struct store *store, enum backup_when when, const char *lease, bool *ours, struct err *err)
{
    int64_t done_at = 0;
    *ours = false;
    return !backup_wanted(store, when, clock_now()) || lease_take(store, lease, LEASE_SECONDS, ours, &done_at, err);
}

static bool take(struct store *store, enum backup_when when, const char *lease, bool *ours, struct err *err)
{
    if (!store_begin(store, "backup.take", err))
        return false;
    if (take_if_wanted(store, when, lease, ours, err))
        return store_commit(store, err);
    store_rollback(store);
    return false;
}

bool backup_claim(struct store *store, int64_t now, bool *ours, struct err *err)
{
    *ours = false;
    return !backup_wanted(store, BACKUP_BY_CLOCK, now) || take(store, BACKUP_BY_CLOCK, "backup.start", ours, err);
}

/* ---- making one ---- */

struct run {
    struct store *store;
    const struct backup_watch *watch;
    int64_t renewed_at;
};

/* A lease that cannot be renewed just now is renewed at the next step: it holds longer than that. */
static bool keep_lease(void *context, enum backup_step step, int percent)
{
    struct run *run = context;
    bool ours;
    if (is_past(run->renewed_at, RENEW_SECONDS, clock_now())) {
        run->renewed_at = clock_now();
        take(run->store, BACKUP_NOW, "backup", &ours, NULL);
    }
    return run->watch == NULL || run->watch->progress == NULL ||
           run->watch->progress(run->watch->context, step, percent);
}

/* Our own folder is made when it is missing. One that was named is not: without its disk it would be made on this one,
 * and nobody would notice. */
static bool need_folder(struct store *store, const char *folder, struct err *err)
{
    char named[200];
    struct stat status;
    setting_text(store, "backup.folder", named, sizeof named);
    if (named[0] == '\0')
        return backup_folder_make(folder, err);
    if (stat(folder, &status) == 0 && S_ISDIR(status.st_mode))
        return true;
    return err_set(err, ERR_DATABASE, _("The folder for backups, %s, is not there. Is its disk plugged in?"), folder);
}

static bool make(struct run *run, struct backup_made *backup, struct err *err)
{
    const struct backup_watch watch = {.progress = keep_lease, .context = run};
    struct buffer folder = {0};
    backup_folder(run->store, &folder);
    bool made = need_folder(run->store, buffer_text(&folder), err) &&
                backup_make(run->store, buffer_text(&folder), &watch, backup, err);
    if (made)
        backup_thin(run->store, buffer_text(&folder), setting_integer(run->store, "backup.keep"), DAYS_KEPT);
    buffer_release(&folder);
    return made;
}

static bool note_down(struct store *store, const struct backup_made *backup, const struct err *failure, struct err *err)
{
    struct backup_record record;
    if (!backup_record_read(store, &record, err))
        return false;
    if (failure->code != ERR_CANCELLED) {
        record.tried_at = clock_now();
        text_copy(record.failure, sizeof record.failure, failure->text);
    }
    if (failure->code == ERR_NONE) {
        record.made_at = backup->at;
        record.audit_count = backup->audit_count;
        text_copy(record.path, sizeof record.path, backup->path);
    }
    return backup_record_write(store, &record, err) && lease_release(store, "backup", err) &&
           alarm_scan(store, clock_now(), err);
}

/* What came of it; a success is one even when it cannot be noted down. */
static bool finish(struct store *store, const struct backup_made *backup, const struct err *failure, struct err *err)
{
    if (!store_begin(store, "backup.end", err))
        return false;
    if (note_down(store, backup, failure, err))
        return store_commit(store, err);
    store_rollback(store);
    return false;
}

bool backup_run(struct store *store, enum backup_when when, const struct backup_watch *watch,
                struct backup_made *backup, bool *made, struct err *err)
{
    struct run run = {.store = store, .watch = watch, .renewed_at = clock_now()};
    struct err failure = {0};
    bool ours = false;
    *made = false;
    if (!take(store, when, "backup", &ours, err))
        return false;
    if (!ours && when == BACKUP_NOW)
        return err_set(err, ERR_BUSY,
                       _("Another process is making a backup, or was ended a moment ago at it. Try again "
                         "in three minutes."));
    if (!ours)
        return true;
    *made = make(&run, backup, &failure);
    if (!finish(store, backup, &failure, err) && *made)
        return false;
    return *made || err_set(err, failure.code, "%s", failure.text);
}

/* ---- what is said when there is none ---- */

static void say_since(int64_t since, char words[200])
{
    char when[TIME_SIZE];
    stamp_label(since, when);
    snprintf(words, 200, _("no backup of what was saved since %.11s"), when);
}

bool backup_is_overdue(struct store *store, int64_t now, char occasion[64], char words[200])
{
    struct backup_record record;
    int64_t interval = (int64_t)60 * setting_integer(store, "backup.minutes");
    if (interval == 0 || !backup_record_read(store, &record, NULL))
        return false;
    int64_t since = backup_unsaved_since(store, &record);
    bool failed = record.failure[0] != '\0';
    bool late = since != 0 && now - since > INTERVALS_MOST * interval;
    snprintf(occasion, 64, "%" PRId64 ".%s", record.made_at, failed ? "failed" : "late");
    if (failed)
        text_copy(words, 200, record.failure);
    else
        say_since(since, words);
    return failed || late;
}

/* A record that cannot be read says nothing: backup_is_overdue. */
bool backup_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                    struct err *err)
{
    struct alarm_matter matter = {0};
    (void)err;
    *count = most > 0 && backup_is_overdue(store, now, matter.occasion, matter.words) ? 1 : 0;
    if (*count == 1)
        matters[0] = matter;
    return true;
}
