/* SQLite's own backup, in slices within one read transaction. Why not VACUUM INTO: it builds every index anew, which
 * takes several times as long, and all the while the write-ahead log grows. */
#include "copy.h"
#include "audit_chain.h"
#include "database.h"
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "new_file.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { SLICE_PAGES = 64, REST_LEAST_MS = 1, REST_MOST_MS = 200 };

struct copy {
    struct store *source;
    sqlite3 *target;
    int descriptor; /* the target's; closed after SQLite's, whose locks go with it */
    const char *temporary;
    off_t on_disk; /* so much of it was written out */
    const struct backup_watch *watch;
};

bool copy_tell(const struct backup_watch *watch, enum backup_step step, int percent, struct err *err)
{
    if (watch == NULL || watch->progress == NULL || watch->progress(watch->context, step, percent))
        return true;
    return err_set(err, ERR_CANCELLED, _("Stopped. Nothing was left behind."));
}

static bool fail_write(const struct copy *copy, int error, struct err *err)
{
    return err_set(err, ERR_DATABASE,
                   _("The copy cannot be written to %1$s: %2$s. What was there before is untouched."), copy->temporary,
                   system_reason(error));
}

/* A read that failed is the source's fault, anything else the target's: nobody else has that file. */
static bool fail_copy(const struct copy *copy, int code, int error, struct err *err)
{
    if ((code & 0xff) == SQLITE_FULL)
        return fail_write(copy, ENOSPC, err);
    if ((code & 0xff) == SQLITE_IOERR && code != SQLITE_IOERR_READ && code != SQLITE_IOERR_SHORT_READ)
        return fail_write(copy, error != 0 ? error : EIO, err);
    return store_fail(copy->source, code, err);
}

static bool target_run(struct copy *copy, const char *sql, struct err *err)
{
    errno = 0;
    int code = sqlite3_exec(copy->target, sql, NULL, NULL, NULL), error = errno;
    return code == SQLITE_OK || fail_copy(copy, sqlite3_extended_errcode(copy->target), error, err);
}

static bool open_target(struct copy *copy, struct err *err)
{
    if (!new_file_make(copy->temporary, &copy->descriptor, err))
        return false;
    int code = sqlite3_open_v2(copy->temporary, &copy->target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK)
        return fail_copy(copy, code, errno, err);
    /* What is thrown away when it fails needs no journal. */
    return target_run(copy,
                      "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; "
                      "PRAGMA mmap_size=0; PRAGMA cache_size=-2048",
                      err);
}

/* Puts on the disk what a slice wrote, and no more at a time: behind a heap of unwritten pages the syncs of everybody
 * who saves would have to wait. */
static bool write_out(struct copy *copy, struct err *err)
{
    struct stat status;
    if (fstat(copy->descriptor, &status) != 0)
        return fail_write(copy, errno, err);
    off_t length = status.st_size - copy->on_disk;
    unsigned how = SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER;
    if (length <= 0)
        return true;
    if (sync_file_range(copy->descriptor, copy->on_disk, length, how) != 0 && errno != ENOSYS && errno != EINVAL)
        return fail_write(copy, errno, err);
    copy->on_disk = status.st_size;
    return true;
}

/* As long as the slice took: at least half of disk and processor is left for the others. */
static void rest(int64_t slice_ms)
{
    int64_t ms = slice_ms < REST_LEAST_MS ? REST_LEAST_MS : slice_ms > REST_MOST_MS ? REST_MOST_MS : slice_ms;
    const struct timespec pause = {.tv_nsec = ms * 1000000};
    nanosleep(&pause, NULL);
}

static bool copy_slices(struct copy *copy, sqlite3_backup *backup, struct err *err)
{
    for (;;) {
        int64_t started = clock_real_ms();
        errno = 0;
        int code = sqlite3_backup_step(backup, SLICE_PAGES), error = errno;
        if (code == SQLITE_DONE)
            return true;
        if (code != SQLITE_OK)
            return fail_copy(copy, code, error, err);
        int all = sqlite3_backup_pagecount(backup), done = all - sqlite3_backup_remaining(backup);
        if (!write_out(copy, err) || !copy_tell(copy->watch, BACKUP_COPYING, (int)(done * INT64_C(100) / all), err))
            return false;
        rest(clock_real_ms() - started);
    }
}

static bool copy_pages(struct copy *copy, struct err *err)
{
    sqlite3_backup *backup = sqlite3_backup_init(copy->target, "main", copy->source->db, "main");
    if (backup == NULL)
        return fail_copy(copy, sqlite3_extended_errcode(copy->target), 0, err);
    bool done = copy_slices(copy, backup, err);
    sqlite3_backup_finish(backup);
    /* A file by itself: without a log, it can be read where nothing can be written. */
    return done && target_run(copy, "PRAGMA journal_mode=DELETE", err);
}

static bool read_proof(struct store *store, struct copy_proof *proof, struct err *err)
{
    return transaction_version(store, &proof->version, err) && audit_meta(store, &proof->audit_count, proof->head, err);
}

/* Within one read transaction all slices are of one moment, whoever saves meanwhile. */
static bool copy_moment(struct copy *copy, struct copy_proof *proof, struct err *err)
{
    if (!store_read_begin(copy->source, err))
        return false;
    bool done = read_proof(copy->source, proof, err) && copy_pages(copy, err);
    store_read_end(copy->source);
    return done;
}

bool copy_database(const char *from, const char *temporary, const struct backup_watch *watch, struct copy_proof *proof,
                   struct err *err)
{
    struct copy copy = {.descriptor = -1, .temporary = temporary, .watch = watch};
    copy.source = database_open(from, MODE_NORMAL, true, err);
    bool done = copy.source != NULL && open_target(&copy, err) && copy_moment(&copy, proof, err);
    sqlite3_close(copy.target);
    if (done && fsync(copy.descriptor) != 0)
        done = fail_write(&copy, errno, err);
    if (copy.descriptor >= 0)
        close(copy.descriptor);
    if (copy.source != NULL)
        database_close(copy.source);
    return done;
}
