#include "vfs_shim.h"
#include <sqlite3.h>
#include <string.h>

int (*vfs_hook)(enum vfs_call call, bool wal, int slot, int flags);

static sqlite3_vfs *real, shim;
/* The real methods and ours with the hook in front, for the database and for its -wal. */
static sqlite3_io_methods real_methods[2], shim_methods[2];

static int ask(enum vfs_call call, sqlite3_file *file, int slot, int flags)
{
    return vfs_hook == NULL ? SQLITE_OK : vfs_hook(call, file->pMethods == &shim_methods[1], slot, flags);
}

static const sqlite3_io_methods *methods_of(sqlite3_file *file)
{
    return &real_methods[file->pMethods == &shim_methods[1]];
}

static int shim_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset)
{
    int code = ask(VFS_READ, file, 0, 0);
    return code != SQLITE_OK ? code : methods_of(file)->xRead(file, bytes, count, offset);
}

static int shim_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset)
{
    int code = ask(VFS_WRITE, file, 0, 0);
    return code != SQLITE_OK ? code : methods_of(file)->xWrite(file, bytes, count, offset);
}

static int shim_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    int code = ask(VFS_TRUNCATE, file, 0, 0);
    return code != SQLITE_OK ? code : methods_of(file)->xTruncate(file, size);
}

static int shim_sync(sqlite3_file *file, int flags)
{
    int code = ask(VFS_SYNC, file, 0, flags);
    return code != SQLITE_OK ? code : methods_of(file)->xSync(file, flags);
}

static int shim_unfetch(sqlite3_file *file, sqlite3_int64 offset, void *page)
{
    int code = ask(VFS_UNFETCH, file, 0, 0);
    return code != SQLITE_OK ? code : methods_of(file)->xUnfetch(file, offset, page);
}

static int shim_shm_lock(sqlite3_file *file, int slot, int count, int flags)
{
    int code = ask(VFS_SHM_LOCK, file, slot, flags);
    return code != SQLITE_OK ? code : methods_of(file)->xShmLock(file, slot, count, flags);
}

static int shim_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *out_flags)
{
    (void)vfs;
    int code = real->xOpen(real, name, file, flags, out_flags);
    bool wal = (flags & SQLITE_OPEN_WAL) != 0;
    if (code != SQLITE_OK || (!wal && (flags & SQLITE_OPEN_MAIN_DB) == 0))
        return code;
    real_methods[wal] = shim_methods[wal] = *file->pMethods;
    shim_methods[wal].xRead = shim_read;
    shim_methods[wal].xWrite = shim_write;
    shim_methods[wal].xTruncate = shim_truncate;
    shim_methods[wal].xSync = shim_sync;
    shim_methods[wal].xUnfetch = shim_unfetch;
    shim_methods[wal].xShmLock = shim_shm_lock;
    file->pMethods = &shim_methods[wal];
    return SQLITE_OK;
}

void vfs_shim_install(void)
{
    real = sqlite3_vfs_find(NULL);
    shim = *real;
    shim.zName = "shim";
    shim.xOpen = shim_open;
    sqlite3_vfs_register(&shim, 1);
}
