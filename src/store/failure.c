/* What SQLite and the system say, in plain words. */
#include "database.h"
#include "gatepost/words.h"
#include <errno.h>
#include <string.h>

const char *system_reason(int error)
{
    switch (error) {
    case EACCES:
    case EPERM:
        return _("no permission");
    case ENOENT:
        return _("it does not exist");
    case ENOTDIR:
        return _("a part of the path is no folder");
    case EISDIR:
        return _("it is a folder");
    case EROFS:
        return _("the disk is read-only");
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return _("the disk is full");
    case EIO:
        return _("the disk reports an error");
    case EMFILE:
    case ENFILE:
        return _("too many files are open");
    case ENAMETOOLONG:
        return _("the name is too long");
    default:
        return strerror(error);
    }
}

static bool fail_full(struct err *err)
{
    return err_set(err, ERR_DATABASE, _("The disk is full: nothing was saved. Make room, then save again."));
}

static bool fail_io(struct store *store, struct err *err)
{
    int error = store->system_error;
    if (error == ENOSPC || error == EDQUOT || error == EFBIG)
        return fail_full(err);
    if (store->writing)
        return err_set(err, ERR_DATABASE, _("The disk could not be read or written: nothing was saved."));
    return err_set(err, ERR_DATABASE, _("The disk could not be read: %s."), store->path);
}

static bool fail_busy(struct store *store, struct err *err)
{
    if (store->writing)
        return err_set(err, ERR_BUSY, _("Another program holds the file: nothing was saved. Try again."));
    return err_set(err, ERR_BUSY, _("Another program holds the file. Try again."));
}

static bool fail_refused(struct store *store, struct err *err)
{
    return err_set(err, ERR_DATABASE, _("The database refused it: %s"), sqlite3_errmsg(store->db));
}

/* What is there once is looked for before it is written; only what is taken back meets what others entered since. */
static bool fail_constraint(struct store *store, int code, struct err *err)
{
    if (code != SQLITE_CONSTRAINT_UNIQUE)
        return fail_refused(store, err);
    return err_set(err, ERR_CONFLICT, _("The same was entered meanwhile by somebody else: nothing was saved."));
}

bool store_fail(struct store *store, int code, struct err *err)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return fail_full(err);
    case SQLITE_IOERR:
        return fail_io(store, err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return fail_busy(store, err);
    case SQLITE_READONLY:
        return err_set(err, ERR_DATABASE, _("The file can only be read here: nothing was saved."));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return err_set(err, ERR_DATABASE, _("The file %s is damaged. Keep it, and go on with a backup."), store->path);
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return err_set(err, ERR_DATABASE, _("The file %s cannot be opened: %s."), store->path,
                       system_reason(sqlite3_system_errno(store->db)));
    case SQLITE_CONSTRAINT:
        return fail_constraint(store, code, err);
    default:
        return fail_refused(store, err);
    }
}
