/* Finding a spreadsheet in a form field: the folders and files that go on as typed; with nothing typed, the newest ones
 * where such files usually are (home, downloads, desktop, a stick). */
#ifndef SCREENS_PATH_FIELD_H
#define SCREENS_PATH_FIELD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PATH_BYTES = 1024, PATH_CANDIDATES = 6 };
struct path_lookup {
    struct path_entry {
        char path[PATH_BYTES];
        bool is_folder;
        int64_t changed_at; /* UTC seconds */
        int64_t bytes;
    } entries[PATH_CANDIDATES];
    int count;
};
/* Looks up what was typed: "~" is the home folder. */
void path_lookup_find(struct path_lookup *lookup, const char *typed);
/* What a field gets: "~/residents.xlsx", "~/Downloads/". */
void path_lookup_path(const struct path_lookup *lookup, int index, char *text, size_t size);
/* "~/residents.xlsx  120 kB  04-11 14:31". */
void path_lookup_text(const struct path_lookup *lookup, int index, char *text, size_t size);
/* The path as it can be opened: "~" is the home folder. */
void path_expand(const char *typed, char path[PATH_BYTES]);
#endif
