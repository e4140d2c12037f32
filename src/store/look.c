/* What kind of file stands there, found out without changing it or making files beside it. */
#include "look.h"
#include "database.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

enum { HEADER_BYTES = 100 }; /* https://www.sqlite.org/fileformat2.html, section 1.3 */

/* Through SQLite's own file layer: a descriptor closed behind its back drops the locks of every connection of this
 * process to that file. Short files are filled with zeros. */
static bool read_header(const char *path, unsigned char *header)
{
    database_set_up_library();
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    sqlite3_filename name = sqlite3_create_filename(path, "", "", 0, NULL);
    sqlite3_file *file = memory_new(1, (size_t)vfs->szOsFile);
    int flags = 0;
    int code = vfs->xOpen(vfs, name, file, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, &flags);
    if (code == SQLITE_OK) {
        memset(header, 0, HEADER_BYTES);
        code = file->pMethods->xRead(file, header, HEADER_BYTES, 0);
    }
    if (file->pMethods != NULL)
        file->pMethods->xClose(file);
    free(file);
    sqlite3_free_filename(name);
    return code == SQLITE_OK || code == SQLITE_IOERR_SHORT_READ;
}

static uint32_t big_endian(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static enum store_kind unreadable(const char *path, const char *reason, struct err *err)
{
    err_set(err, ERR_DATABASE, _("The file %s cannot be read: %s."), path, reason);
    return STORE_UNREADABLE;
}

static enum store_kind kind_of_header(const char *path, const unsigned char *header, struct err *err)
{
    if (memcmp(header, "SQLite format 3", 16) != 0 || big_endian(header + 68) != STORE_APPLICATION_ID) {
        err_set(err, ERR_SCHEMA, _("The file %s is no gatepost file; it was not changed."), path);
        return STORE_FOREIGN;
    }
    uint32_t version = big_endian(header + 60);
    if (version > (uint32_t)migrate_target()) {
        err_set(err, ERR_SCHEMA, _("The file %s was made by a newer gatepost. Install that one; it was not changed."),
                path);
        return STORE_NEWER;
    }
    return version < (uint32_t)migrate_target() ? STORE_OLDER : STORE_OURS;
}

enum store_kind store_look(const char *path, struct err *err)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        if (errno != ENOENT)
            return unreadable(path, system_reason(errno), err);
        err_set(err, ERR_NOT_FOUND, _("There is no file %s."), path);
        return STORE_MISSING;
    }
    if (S_ISDIR(status.st_mode))
        return unreadable(path, system_reason(EISDIR), err);
    if (!S_ISREG(status.st_mode))
        return unreadable(path, _("it is no plain file"), err);
    if (access(path, R_OK) != 0)
        return unreadable(path, system_reason(errno), err);
    unsigned char header[HEADER_BYTES];
    if (!read_header(path, header))
        return unreadable(path, _("the disk reports an error"), err);
    return kind_of_header(path, header, err);
}

enum store_kind look_at_whole(const char *path)
{
    unsigned char header[HEADER_BYTES];
    struct stat status;
    enum store_kind kind = store_look(path, NULL);
    if ((kind != STORE_OURS && kind != STORE_OLDER) || !read_header(path, header) || stat(path, &status) != 0)
        return kind;
    int64_t page_bytes = header[16] << 8 | header[17];
    page_bytes = page_bytes == 1 ? 65536 : page_bytes;
    return status.st_size == page_bytes * big_endian(header + 28) ? kind : STORE_UNREADABLE;
}

bool look_is_without_log(const char *path)
{
    unsigned char header[HEADER_BYTES];
    return read_header(path, header) && header[18] == 1 && header[19] == 1;
}

/* ---- network file systems ---- */

bool look_is_network(long type)
{
    static const uint32_t network[] = {
        0x6969,     /* NFS */
        0x517B,     /* SMB */
        0xFF534D42, /* CIFS */
        0xFE534D42, /* SMB2 */
        0x01021997, /* 9P */
        0x5346414F, /* AFS */
        0x73757245, /* Coda */
        0x00C36400, /* Ceph */
        0x0BD00BD0, /* Lustre */
        0x564C,     /* NCP */
        0x7461636F, /* OCFS2 */
        0x01161970, /* GFS2 */
    };
    for (size_t i = 0; i < sizeof network / sizeof network[0]; i++)
        if ((uint32_t)type == network[i])
            return true;
    return false;
}

/* FUSE carries local disks and remote ones alike; its name in the mount table tells. */
static bool is_remote_fuse(const char *path)
{
    struct stat status;
    FILE *mounts = fopen("/proc/self/mountinfo", "re");
    bool remote = false;
    if (mounts != NULL && stat(path, &status) == 0) {
        char line[2000], device[40];
        snprintf(device, sizeof device, " %u:%u ", major(status.st_dev), minor(status.st_dev));
        while (!remote && fgets(line, sizeof line, mounts) != NULL) {
            static const char *const names[] = {"fuse.sshfs", "fuse.rclone",  "fuse.gluster", "fuse.s3fs",
                                                "fuse.davfs", "fuse.curlftp", "fuse.gvfs"};
            for (size_t i = 0; strstr(line, device) != NULL && i < sizeof names / sizeof names[0]; i++)
                remote = remote || strstr(line, names[i]) != NULL;
        }
    }
    if (mounts != NULL)
        fclose(mounts);
    return remote;
}

bool look_at_file_system(const char *path, struct err *err)
{
    enum { FUSE_TYPE = 0x65735546 };
    struct statfs system;
    if (statfs(path, &system) != 0)
        return err_set(err, ERR_DATABASE, _("The file %s cannot be read: %s."), path, system_reason(errno));
    if (!look_is_network((long)system.f_type) && !(system.f_type == FUSE_TYPE && is_remote_fuse(path)))
        return true;
    return err_set(err, ERR_DATABASE,
                   _("%s is on a network disk, where terminals cannot lock it against each other. Put it on a disk of "
                     "this computer."),
                   path);
}
