#include "screens/path_field.h"

#include "gatepost/buffer.h"
#include "gatepost/moment.h"
#include "gatepost/store.h"
#include "gatepost/utf8.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { ENTRIES_MOST = 5000 }; /* of one folder that are looked at */

void path_expand(const char *typed, char path[PATH_BYTES])
{
    const char *home = getenv("HOME");
    if (typed[0] == '~' && (typed[1] == '/' || !typed[1]) && home)
        snprintf(path, PATH_BYTES, "%s%s", home, typed + 1);
    else
        text_copy(path, PATH_BYTES, typed);
}

static bool is_sheet(const char *name)
{
    static const char *const ends[] = {".xlsx", ".xls", ".csv", ".tsv", ".txt"};
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (length > strlen(ends[i]) && !strcasecmp(name + length - strlen(ends[i]), ends[i]))
            return true;
    return false;
}

/* Folders first, by name; then the newest files. */
static bool goes_before(const struct path_entry *one, const struct path_entry *other)
{
    if (one->is_folder != other->is_folder)
        return one->is_folder;
    if (!one->is_folder && one->changed_at != other->changed_at)
        return one->changed_at > other->changed_at;
    return strcmp(one->path, other->path) < 0;
}

static void keep(struct path_lookup *lookup, const struct path_entry *entry)
{
    int place = lookup->count;
    while (place > 0 && goes_before(entry, &lookup->entries[place - 1]))
        place--;
    if (place == PATH_CANDIDATES)
        return;
    if (lookup->count < PATH_CANDIDATES)
        lookup->count++;
    memmove(&lookup->entries[place + 1], &lookup->entries[place], (size_t)(lookup->count - place - 1) * sizeof *entry);
    lookup->entries[place] = *entry;
}

static bool describe(const char *folder, const char *name, struct path_entry *entry)
{
    struct stat about;
    int length = snprintf(entry->path, sizeof entry->path, "%s%s%s", folder,
                          folder[0] && folder[strlen(folder) - 1] != '/' ? "/" : "", name);
    if (length < 0 || (size_t)length >= sizeof entry->path || !text_is_clean(entry->path, (size_t)length) ||
        stat(entry->path, &about))
        return false;
    entry->is_folder = S_ISDIR(about.st_mode);
    entry->changed_at = about.st_mtime;
    entry->bytes = about.st_size;
    return entry->is_folder || (S_ISREG(about.st_mode) && is_sheet(name));
}

/* What stands in a folder and begins so; hidden files only when asked for. */
static void look_into(struct path_lookup *lookup, const char *folder, const char *begin, bool folders)
{
    DIR *directory = opendir(folder[0] ? folder : ".");
    int seen = 0;
    for (struct dirent *one; directory && seen < ENTRIES_MOST && (one = readdir(directory)); seen++) {
        struct path_entry entry;
        if (strncmp(one->d_name, begin, strlen(begin)) || (one->d_name[0] == '.' && begin[0] != '.'))
            continue;
        if (describe(folder, one->d_name, &entry) && (folders || !entry.is_folder))
            keep(lookup, &entry);
    }
    if (directory)
        closedir(directory);
}

/* Sticks are mounted as /media/USER/NAME or /media/NAME. */
static void look_at_sticks(struct path_lookup *lookup, const char *folder, int depth)
{
    DIR *directory = opendir(folder);
    for (struct dirent *one; directory && (one = readdir(directory));) {
        char inside[PATH_BYTES];
        int length = snprintf(inside, sizeof inside, "%s/%s", folder, one->d_name);
        if (one->d_name[0] == '.' || length < 0 || (size_t)length >= sizeof inside)
            continue;
        look_into(lookup, inside, "", false);
        if (depth > 1)
            look_at_sticks(lookup, inside, depth - 1);
    }
    if (directory)
        closedir(directory);
}

static void look_at_usual(struct path_lookup *lookup)
{
    static const char *const folders[] = {"~", "~/Downloads", "~/下载", "~/Desktop", "~/桌面", "~/Documents", "~/文档"};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        char folder[PATH_BYTES];
        path_expand(folders[i], folder);
        look_into(lookup, folder, "", false);
    }
    look_at_sticks(lookup, "/media", 2);
}

void path_lookup_find(struct path_lookup *lookup, const char *typed)
{
    char path[PATH_BYTES], folder[PATH_BYTES];
    lookup->count = 0;
    if (!typed[0]) {
        look_at_usual(lookup);
        return;
    }
    path_expand(typed, path);
    const char *slash = strrchr(path, '/');
    text_copy(folder, sizeof folder, path);
    folder[slash ? slash - path + 1 : 0] = '\0';
    look_into(lookup, folder, slash ? slash + 1 : path, true);
}

void path_lookup_path(const struct path_lookup *lookup, int index, char *text, size_t size)
{
    const struct path_entry *entry = &lookup->entries[index];
    struct buffer shown = {0};
    store_brief_path(entry->path, &shown);
    snprintf(text, size, "%s%s", buffer_text(&shown), entry->is_folder ? "/" : "");
    buffer_release(&shown);
}

void path_lookup_text(const struct path_lookup *lookup, int index, char *text, size_t size)
{
    const struct path_entry *entry = &lookup->entries[index];
    char when[TIME_SIZE];
    path_lookup_path(lookup, index, text, size);
    if (entry->is_folder)
        return;
    moment_label(entry->changed_at, when);
    size_t length = strlen(text);
    snprintf(text + length, size - length, "  %lld kB  %s", (long long)(entry->bytes + 1023) / 1024, when);
}
