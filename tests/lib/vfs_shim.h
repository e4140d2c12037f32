/* Stands between SQLite and the disk: a hook sees each call before it is made, may do something else first (what
 * another terminal does just then), or answers with an error instead. */
#ifndef VFS_SHIM_H
#define VFS_SHIM_H
#include <stdbool.h>

enum vfs_call { VFS_READ, VFS_WRITE, VFS_TRUNCATE, VFS_SYNC, VFS_UNFETCH, VFS_SHM_LOCK };
/* `wal`: the call is for the -wal. `slot`, `flags`: of a shared-memory lock. SQLITE_OK lets the call through. */
extern int (*vfs_hook)(enum vfs_call call, bool wal, int slot, int flags);
/* Makes it the VFS of every connection opened from now on. */
void vfs_shim_install(void);
#endif
