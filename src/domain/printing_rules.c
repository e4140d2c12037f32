#include "gatepost/printing_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "verb.h"
#include <stdlib.h>
#include <string.h>

const struct register_rules printing_rules = {
    .table = &printing_table, .verb_add = "print.posted", .verb_edit = "print.posted", .verb_void = "print.posted"};

static const char *verb_of(enum printing_level level)
{
    return level == PRINTING_INTERNAL ? "print.internal" : "print.posted";
}

static int compare_rows(const void *one, const void *other)
{
    const struct printing_row *row = one, *second = other;
    int order = strcmp(row->name, second->name);
    return order != 0 ? order : strcmp(row->digest, second->digest);
}

/* Whatever their order: where one post alone is printed, the others are kept behind it. */
static bool same_rows(const struct printing_row *rows, struct printing_row *before, int count)
{
    bool same = true;
    struct printing_row *sorted = memory_new((size_t)count, sizeof *sorted);
    if (count > 0)
        memcpy(sorted, rows, (size_t)count * sizeof *sorted);
    qsort(sorted, (size_t)count, sizeof *sorted, compare_rows);
    qsort(before, (size_t)count, sizeof *before, compare_rows);
    for (int i = 0; same && i < count; i++)
        same = compare_rows(&sorted[i], &before[i]) == 0;
    free(sorted);
    return same;
}

static bool decide_version(struct store *store, struct printing *printing, const struct printing_row *rows, int count,
                           struct err *err)
{
    struct printing last = {0};
    int stood = 0;
    printing->version = 1;
    if (!printing_last(store, printing->document, printing->subject, printing->level, 0, &last, err))
        return false;
    if (last.head.id == 0)
        return true;
    struct printing_row *before = memory_new((size_t)count, sizeof *before);
    bool read = printing_rows_read(store, last.head.id, before, count, &stood, err);
    printing->version = last.version + (read && stood == count && same_rows(rows, before, count) ? 0 : 1);
    free(before);
    return read;
}

bool printing_begin(struct store *store, struct printing *printing, const struct printing_row *rows, int count,
                    struct err *err)
{
    struct printing begun = *printing;
    begun.head = (struct record_head){0};
    begun.result = PRINTING_BEGUN;
    begun.officer_id = store_officer(store);
    if (!verb_begin(store, verb_of(begun.level), err))
        return false;
    bool good = decide_version(store, &begun, rows, count, err) && record_save(store, &printing_table, &begun, err) &&
                printing_rows_add(store, begun.head.id, rows, count, err);
    if (!verb_end(store, good, err))
        return false;
    *printing = begun;
    return true;
}

bool printing_end(struct store *store, int64_t id, enum printing_result result, int pages, const char *reason,
                  struct err *err)
{
    struct printing printing = {0};
    struct buffer clean = {0};
    /* Who began it may: how it ended is no question of rights. */
    if (!record_get(store, &printing_table, id, &printing, err) || !store_begin(store, verb_of(printing.level), err))
        return false;
    text_clean(&clean, reason, strlen(reason));
    printing.result = result;
    printing.pages = pages;
    text_copy(printing.reason, sizeof printing.reason, buffer_text(&clean));
    buffer_release(&clean);
    return verb_end(store, record_save(store, &printing_table, &printing, err), err);
}
