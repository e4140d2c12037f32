/* Keys seen in a file and where: the C library's tree. */
#include "gatepost/memory.h"
#include "import_register.h"
#include <search.h>
#include <stdlib.h>
#include <string.h>

struct seen {
    void *root;
};
struct seen_entry {
    int64_t value;
    char key[];
};

struct seen *seen_new(void)
{
    return memory_new(1, sizeof(struct seen));
}

void seen_free(struct seen *seen)
{
    tdestroy(seen->root, free);
    free(seen);
}

static int compare(const void *left, const void *right)
{
    const struct seen_entry *one = left, *other = right;
    return strcmp(one->key, other->key);
}

int64_t *seen_at(struct seen *seen, const char *key, int64_t value, bool *is_new)
{
    size_t size = strlen(key) + 1;
    struct seen_entry *entry = memory_new(1, sizeof *entry + size);
    entry->value = value;
    memcpy(entry->key, key, size);
    struct seen_entry **found = tsearch(entry, &seen->root, compare);
    if (found == NULL)
        die("out of memory");
    *is_new = *found == entry;
    if (!*is_new)
        free(entry);
    return &(*found)->value;
}

void *seen_start(struct importer *importer)
{
    (void)importer;
    return seen_new();
}

void seen_finish(void *memory)
{
    seen_free(memory);
}
