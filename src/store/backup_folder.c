/* The folder of backups: names, what is there, what is removed. */
#include "backup_name.h"
#include "database.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "look.h"
#include "new_file.h"
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- names ---- */

void backup_stem(const char *database, struct buffer *stem)
{
    const char *slash = strrchr(database, '/'), *name = slash != NULL ? slash + 1 : database;
    size_t length = strlen(name);
    if (length > 3 && strcmp(name + length - 3, ".db") == 0)
        length -= 3;
    buffer_add_bytes(stem, name, length);
}

/* From the root, for it is told to people who stand elsewhere. */
void backup_folder_beside(const char *database, struct buffer *folder)
{
    char whole[PATH_MAX];
    struct buffer beside = {0};
    new_file_folder(database, &beside);
    buffer_add(folder, realpath(buffer_text(&beside), whole) != NULL ? whole : buffer_text(&beside));
    buffer_release(&beside);
    buffer_add(folder, "/");
    backup_stem(database, folder);
    buffer_add(folder, "-backups");
}

bool backup_folder_make(const char *folder, struct err *err)
{
    return new_file_make_folder(folder, err);
}

void backup_working_name(const struct store *store, const char *folder, struct buffer *name)
{
    buffer_format(name, "%s/", folder);
    backup_stem(store_path(store), name);
    buffer_add(name, "-backup");
}

static void add_dated(const struct store *store, int64_t at, int number, struct buffer *name)
{
    struct civil_time civil;
    clock_civil(at, &civil);
    backup_stem(store_path(store), name);
    buffer_format(name, "-%04d-%02d-%02d-%02d%02d", civil.year, civil.month, civil.day, civil.hour, civil.minute);
    if (number > 1)
        buffer_format(name, "-%d", number);
    buffer_add(name, ".db");
}

void backup_name(const struct store *store, const char *folder, int64_t at, int number, struct buffer *name)
{
    buffer_format(name, "%s/", folder);
    add_dated(store, at, number, name);
}

/* A name is one of ours when it is exactly what we would write for what it seems to say. */
static bool name_parse(const struct store *store, const char *name, struct backup_file *file)
{
    struct buffer stem = {0}, again = {0};
    struct civil_time civil = {0};
    file->number = 1;
    backup_stem(store_path(store), &stem);
    bool ours = strlen(name) < sizeof file->name && strncmp(name, buffer_text(&stem), stem.length) == 0 &&
                sscanf(name + stem.length, "-%4d-%2d-%2d-%2d%2d-%3d", &civil.year, &civil.month, &civil.day,
                       &civil.hour, &civil.minute, &file->number) >= 5 &&
                clock_day_valid(civil.year * 10000 + civil.month * 100 + civil.day);
    if (ours) {
        file->at = clock_at(&civil);
        add_dated(store, file->at, file->number, &again);
        ours = strcmp(name, buffer_text(&again)) == 0;
        text_copy(file->name, sizeof file->name, name);
    }
    buffer_release(&stem);
    buffer_release(&again);
    return ours;
}

int backup_percent(const struct store *store, const char *folder, int pid)
{
    struct buffer name = {0};
    struct stat whole, part;
    backup_working_name(store, folder, &name);
    buffer_format(&name, ".new-%d", pid);
    bool known = stat(store_path(store), &whole) == 0 && stat(buffer_text(&name), &part) == 0 && whole.st_size > 0;
    buffer_release(&name);
    if (!known)
        return -1;
    return part.st_size >= whole.st_size ? 100 : (int)(part.st_size * 100 / whole.st_size);
}

/* ---- what is there ---- */

static enum backup_state state_of(const char *path)
{
    switch (look_at_whole(path)) {
    case STORE_OURS:
    case STORE_OLDER:
        return BACKUP_GOOD;
    case STORE_NEWER:
        return BACKUP_NEWER;
    default:
        return BACKUP_DAMAGED;
    }
}

static bool read_file(const struct store *store, const char *folder, const char *name, struct backup_file *file)
{
    struct buffer path = {0};
    struct stat status;
    buffer_format(&path, "%s/%s", folder, name);
    *file = (struct backup_file){0};
    bool ours = name_parse(store, name, file) && lstat(buffer_text(&path), &status) == 0 && S_ISREG(status.st_mode);
    if (ours) {
        file->bytes = status.st_size;
        file->state = state_of(buffer_text(&path));
    }
    buffer_release(&path);
    return ours;
}

static int newest_first(const void *one, const void *two)
{
    const struct backup_file *a = one, *b = two;
    if (a->at != b->at)
        return a->at < b->at ? 1 : -1;
    return b->number - a->number;
}

bool backup_list(const struct store *store, const char *folder, struct backup_file **files, int *count, struct err *err)
{
    *files = NULL;
    *count = 0;
    DIR *directory = opendir(folder);
    if (directory == NULL && errno == ENOENT)
        return true;
    if (directory == NULL)
        return err_set(err, ERR_DATABASE, _("The folder %1$s cannot be read: %2$s."), folder, system_reason(errno));
    struct backup_file file;
    for (const struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        if (!read_file(store, folder, entry->d_name, &file))
            continue;
        *files = memory_resize(*files, (size_t)*count + 1, sizeof **files);
        (*files)[(*count)++] = file;
    }
    closedir(directory);
    if (*count > 0)
        qsort(*files, (size_t)*count, sizeof **files, newest_first);
    return true;
}

/* ---- what is removed ---- */

static void read_community(struct store *store, char *id, size_t size)
{
    struct statement *statement = statement_take(store, "SELECT value FROM meta WHERE name = 'community_id'", NULL);
    id[0] = '\0';
    if (statement == NULL)
        return;
    if (statement_row(statement))
        column_copy(statement, 0, id, size);
    statement_done(statement, NULL);
}

/* Our community is in it, and nobody has opened it to work with it. */
static bool is_ours_at_rest(const char *path, const char *community)
{
    char found[40];
    struct store *store = look_is_without_log(path) ? database_open(path, MODE_NORMAL, true, NULL) : NULL;
    if (store == NULL)
        return false;
    read_community(store, found, sizeof found);
    database_close(store);
    return community[0] != '\0' && strcmp(found, community) == 0;
}

static bool remove_file(const char *folder, const struct backup_file *file, const char *community)
{
    struct buffer path = {0};
    buffer_format(&path, "%s/%s", folder, file->name);
    bool removed =
        file->state == BACKUP_GOOD && is_ours_at_rest(buffer_text(&path), community) && unlink(buffer_text(&path)) == 0;
    buffer_release(&path);
    return removed;
}

int backup_thin(struct store *store, const char *folder, int keep, int days)
{
    struct backup_file *files = NULL;
    char community[40];
    int count = 0, kept = 0, removed = 0, day_before = 0;
    int64_t now = clock_now();
    int oldest_day = clock_day_add(clock_day(now), 1 - days);
    read_community(store, community, sizeof community);
    backup_list(store, folder, &files, &count, NULL);
    for (int i = 0; i < count; i++) {
        int day = clock_day(files[i].at);
        bool last_of_day = day != day_before && day >= oldest_day;
        if (files[i].at > now) /* a wrong clock made it: no reason to lose the others for it */
            continue;
        day_before = day;
        if (kept < keep || last_of_day)
            kept++;
        else
            removed += remove_file(folder, &files[i], community);
    }
    free(files);
    return removed;
}
