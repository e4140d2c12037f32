#include "new_file.h"
#include "database.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool new_file_fail(const char *path, struct err *err)
{
    return err_set(err, ERR_DATABASE, _("%s cannot be made: %s."), path, system_reason(errno));
}

void new_file_folder(const char *path, struct buffer *folder)
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

size_t new_file_existing(const char *folder)
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

void new_file_remove_folders(char *folder, size_t existing)
{
    while (strlen(folder) > existing && rmdir(folder) == 0) {
        char *slash = strrchr(folder, '/');
        if (slash == NULL)
            return;
        *slash = '\0';
    }
}

static bool make_parents(char *folder, struct err *err)
{
    for (char *slash = strchr(folder + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        bool made = mkdir(folder, 0777) == 0 || errno == EEXIST;
        if (!made)
            new_file_fail(folder, err);
        *slash = '/';
        if (!made)
            return false;
    }
    return true;
}

bool new_file_make_folder(const char *folder, struct err *err)
{
    struct stat status;
    if (stat(folder, &status) == 0)
        return true;
    char *parents = memory_copy(folder);
    bool made = make_parents(parents, err) &&
                ((mkdir(folder, 0770) == 0 && chmod(folder, 02770) == 0) || new_file_fail(folder, err));
    free(parents);
    return made;
}

void new_file_temporary(const char *name, struct buffer *temporary)
{
    buffer_format(temporary, "%s.new-%d", name, (int)getpid());
}

bool new_file_make(const char *path, int *kept, struct err *err)
{
    int flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC;
    int descriptor = open(path, flags, 0660);
    if (descriptor < 0 && errno == EEXIST) { /* left by a program of the same number that was killed */
        unlink(path);
        descriptor = open(path, flags, 0660);
    }
    if (descriptor < 0)
        return new_file_fail(path, err);
    /* The umask must not shut the group out; the file system of a USB disk may know no rights at all. */
    bool done = fchmod(descriptor, 0660) == 0 || errno == EPERM || errno == ENOTSUP;
    if (done && kept != NULL)
        *kept = descriptor;
    else
        close(descriptor);
    return done ? true : new_file_fail(path, err);
}

bool new_file_sync(const char *path, struct err *err)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    bool done = descriptor >= 0 && fsync(descriptor) == 0;
    if (!done)
        new_file_fail(path, err);
    if (descriptor >= 0)
        close(descriptor);
    return done;
}

bool new_file_fail_taken(const char *path, struct err *err)
{
    struct stat status;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return err_set(err, ERR_DATABASE, _("%s is a folder. Add the name of a file, such as %s/gatepost.db."), path,
                       path);
    return err_set(err, ERR_DATABASE, _("There is a file %s already; it was not changed."), path);
}

/* Never over a file that stands there: two first runs at once must not lose one's work. */
bool new_file_name(const char *temporary, const char *path, bool *taken, struct err *err)
{
    bool named = renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0;
    if (!named && errno != EEXIST) { /* a file system that does not know it knows hard links */
        named = link(temporary, path) == 0;
        if (named)
            unlink(temporary);
    }
    if (taken != NULL)
        *taken = !named && errno == EEXIST;
    if (named)
        return true;
    return errno == EEXIST ? new_file_fail_taken(path, err) : new_file_fail(path, err);
}

void new_file_clear(const char *temporary)
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

static bool is_left_over(const char *number)
{
    char *end;
    long process = strtol(number, &end, 10);
    return process > 0 && process <= INT_MAX && (*end == '\0' || *end == '-') && kill((pid_t)process, 0) != 0 &&
           errno == ESRCH;
}

void new_file_clear_leftovers(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct buffer folder = {0}, begin = {0}, left = {0};
    new_file_folder(path, &folder);
    buffer_format(&begin, "%s.new-", slash != NULL ? slash + 1 : path);
    DIR *directory = opendir(buffer_text(&folder));
    for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL;) {
        if (strncmp(entry->d_name, buffer_text(&begin), begin.length) != 0 ||
            !is_left_over(entry->d_name + begin.length))
            continue;
        buffer_clear(&left);
        buffer_format(&left, "%s/%s", buffer_text(&folder), entry->d_name);
        unlink(buffer_text(&left));
    }
    if (directory != NULL)
        closedir(directory);
    buffer_release(&folder);
    buffer_release(&begin);
    buffer_release(&left);
}
