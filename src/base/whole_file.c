#include "gatepost/whole_file.h"
#include "gatepost/buffer.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool refuse(const char *path, int error, struct err *err)
{
    return err_set(err, ERR_SYSTEM, _("\"%s\" cannot be written: %s."), path, strerror(error));
}

static bool refuse_there(const char *path, struct err *err)
{
    return err_set(err, ERR_SYSTEM, _("There is a file %s already; it was not changed."), path);
}

/* Without a name where the file system can do that (a stick with FAT cannot). */
static int open_nameless(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash == NULL ? memory_copy(".") : memory_copy(path);
    if (slash != NULL)
        folder[slash == path ? 1 : slash - path] = '\0';
    int descriptor = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    free(folder);
    return descriptor;
}

static char *temporary_name(const char *path)
{
    struct buffer name = {0};
    buffer_format(&name, "%s.XXXXXX", path);
    return buffer_take(&name);
}

bool whole_file_open(struct whole_file *file, const char *path, struct err *err)
{
    *file = (struct whole_file){.path = memory_copy(path), .descriptor = open_nameless(path)};
    if (file->descriptor >= 0)
        return true;
    file->temporary = temporary_name(path);
    file->descriptor = mkostemp(file->temporary, O_CLOEXEC); /* 0600 */
    return file->descriptor >= 0 || refuse(path, errno, err);
}

bool whole_file_write(struct whole_file *file, const char *bytes, size_t length, struct err *err)
{
    while (length > 0) {
        ssize_t written = write(file->descriptor, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return refuse(file->path, errno, err);
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

/* The nameless file gets `name`; EEXIST when there is one. */
static bool link_nameless(const struct whole_file *file, const char *name)
{
    char self[40];
    snprintf(self, sizeof self, "/proc/self/fd/%d", file->descriptor);
    return linkat(AT_FDCWD, self, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0;
}

/* Renaming needs a name: one that nobody has, as mkostemp finds it. */
static bool name_temporarily(struct whole_file *file)
{
    enum { TRIES = 100 };
    for (int i = 0; file->temporary == NULL && i < TRIES; i++) {
        char *name = temporary_name(file->path);
        int other = mkostemp(name, O_CLOEXEC);
        if (other < 0 || unlink(name) != 0 || !link_nameless(file, name)) {
            int error = errno;
            free(name);
            if (other >= 0)
                close(other);
            if (other < 0 || error != EEXIST)
                return errno = error, false;
            continue;
        }
        close(other);
        file->temporary = name;
    }
    return file->temporary != NULL;
}

/* Never over what stands there: it may be a list that somebody mended, or the database. */
static bool name_new(struct whole_file *file)
{
    if (file->temporary == NULL)
        return link_nameless(file, file->path);
    bool named = renameat2(AT_FDCWD, file->temporary, AT_FDCWD, file->path, RENAME_NOREPLACE) == 0;
    if (!named && errno != EEXIST) { /* a file system that does not know it knows hard links */
        named = link(file->temporary, file->path) == 0;
        if (named)
            unlink(file->temporary);
    }
    return named;
}

bool whole_file_keep(struct whole_file *file, bool replace, struct err *err)
{
    if (fsync(file->descriptor) != 0)
        return refuse(file->path, errno, err);
    bool named = name_new(file);
    if (!named && errno == EEXIST && replace)
        named = name_temporarily(file) && rename(file->temporary, file->path) == 0;
    else if (!named && errno == EEXIST)
        return refuse_there(file->path, err);
    if (!named)
        return refuse(file->path, errno, err);
    free(file->temporary);
    file->temporary = NULL;
    return true;
}

void whole_file_close(struct whole_file *file)
{
    if (file->temporary != NULL && file->descriptor >= 0)
        unlink(file->temporary);
    if (file->path != NULL && file->descriptor >= 0)
        close(file->descriptor);
    free(file->temporary);
    free(file->path);
    *file = (struct whole_file){.descriptor = -1};
}
