#include "changes.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include <stdlib.h>
#include <string.h>

static const char *const none = "";

static bool read_rows(struct store *store, const struct printing *printing, struct document_changes *changes,
                      struct err *err)
{
    int count = 0;
    document_changes_release(changes);
    if (!printing_rows_read(store, printing->head.id, NULL, 0, &count, err))
        return false;
    changes->rows = memory_resize(NULL, (size_t)count + 1, sizeof *changes->rows);
    bool good = printing_rows_read(store, printing->head.id, changes->rows, count, &changes->count, err);
    changes->count = changes->count < count ? changes->count : count;
    return good;
}

/* The digest of what hangs under that name; "" for nothing. */
static const char *digest_of(const struct document_changes *changes, const char *name)
{
    for (int i = 0; i < changes->count; i++)
        if (strcmp(changes->rows[i].name, name) == 0)
            return changes->rows[i].digest;
    return none;
}

static void keep_others(const struct document_changes *changes, const char *about, struct document_kept *kept)
{
    for (int i = 0; i < changes->count; i++) {
        if (strncmp(changes->rows[i].name, about, strlen(about)) == 0)
            continue;
        document_keep(kept, changes->rows[i].name, changes->rows[i].row_id, "");
        text_copy(kept->rows[kept->count - 1].digest, sizeof kept->rows->digest, changes->rows[i].digest);
    }
}

static bool is_same(const struct document_changes *changes, const struct document_kept *kept)
{
    if (changes->count != kept->count)
        return false;
    for (int i = 0; i < kept->count; i++)
        if (document_changed(changes, &kept->rows[i]))
            return false;
    return true;
}

/* The newest printing of an older version than `printing`, which becomes that; id 0 when there is none. */
static bool step_back(struct store *store, const struct document_request *request, const char *subject,
                      struct printing *printing, struct err *err)
{
    int version = printing->version;
    while (printing->head.id != 0 && printing->version >= version)
        if (!printing_last(store, request->kind->name, subject, (enum printing_level)request->level, printing->head.id,
                           printing, err))
            return false;
    return true;
}

bool document_changes_read(struct store *store, const struct document_request *request, const char *about,
                           struct document_kept *kept, struct document_changes *changes, struct err *err)
{
    struct printing printing;
    char subject[sizeof printing.subject];
    *changes = (struct document_changes){.first = true};
    document_subject(request, subject, sizeof subject);
    if (!printing_last(store, request->kind->name, subject, (enum printing_level)request->level, 0, &printing, err))
        return false;
    if (printing.head.id == 0)
        return true;
    if (!read_rows(store, &printing, changes, err))
        return false;
    keep_others(changes, about, kept);
    if (is_same(changes, kept) && (!step_back(store, request, subject, &printing, err) ||
                                   (printing.head.id != 0 && !read_rows(store, &printing, changes, err))))
        return false;
    changes->first = false;
    return true;
}

bool document_changed(const struct document_changes *changes, const struct document_kept_row *row)
{
    return !changes->first && strcmp(digest_of(changes, row->name), row->digest) != 0;
}

void document_changes_release(struct document_changes *changes)
{
    free(changes->rows);
    *changes = (struct document_changes){0};
}
