/* Search keys of all rows of an import. First its rows are read in order and each remembers its keys (search_subject);
 * then all keys, sorted, go into search_key from one end to the other: keys in the order of rows would dirty every page
 * of that tree in every transaction. */
#include "database.h"
#include "gatepost/clock.h"
#include "gatepost/import.h"
#include "gatepost/memory.h"
#include "import_keys.h"
#include "search_key.h"
#include <stdlib.h>
#include <string.h>

enum { ROWS_AT_ONCE = 200, KEYS_AT_ONCE = 500 };

static const struct {
    enum search_kind kind;
    const char *sql;
} sources[] = {
    {SEARCH_PLACE, "SELECT name, estate, building, unit, room, id FROM place WHERE import_id = :import AND id > :after "
                   "AND voided IS NULL ORDER BY id LIMIT :most"},
    {SEARCH_PERSON, "SELECT name, phone, phone2, id_number, id FROM person WHERE import_id = :import AND id > :after "
                    "AND voided IS NULL ORDER BY id LIMIT :most"},
};
enum { SOURCES = sizeof sources / sizeof sources[0] };

struct entry {
    uint64_t begin; /* its first eight bytes, so that few comparisons look at the text */
    int64_t subject;
    uint32_t text : 29, kind : 3; /* where in texts; enum search_kind */
};
enum { TEXTS_MOST = 1 << 29 };
struct import_index {
    int64_t import_id;
    size_t source; /* being read; SOURCES: all are */
    int64_t after; /* the row read last */
    struct buffer texts;
    struct entry *entries;
    size_t count, room, written;
    bool sorted;
    struct search_keys keys;
};

struct import_index *import_index_new(int64_t import_id)
{
    struct import_index *index = memory_new(1, sizeof *index);
    index->import_id = import_id;
    return index;
}

void import_index_free(struct import_index *index)
{
    if (index == NULL)
        return;
    buffer_release(&index->texts);
    search_keys_release(&index->keys);
    free(index->entries);
    free(index);
}

int import_index_percent(const struct import_index *index)
{
    if (index->source < SOURCES || index->count == 0)
        return 30 * (int)index->source / SOURCES;
    return 30 + (int)(70 * index->written / index->count);
}

/* ---- reading ---- */

static uint64_t begin_of(const char *key)
{
    uint64_t begin = 0;
    for (int i = 0; i < 8; i++) {
        begin = begin << 8 | (unsigned char)*key;
        key += *key != '\0';
    }
    return begin;
}

static void add_entry(struct import_index *index, const char *key, int64_t subject)
{
    if (index->count == index->room) {
        index->room = index->room == 0 ? 4096 : 2 * index->room;
        index->entries = memory_resize(index->entries, index->room, sizeof *index->entries);
    }
    if (index->texts.length >= TEXTS_MOST)
        die("more search keys than an import can have");
    index->entries[index->count++] = (struct entry){.begin = begin_of(key),
                                                    .subject = subject,
                                                    .text = (uint32_t)index->texts.length & (TEXTS_MOST - 1),
                                                    .kind = sources[index->source].kind & 7};
    buffer_add_bytes(&index->texts, key, strlen(key) + 1);
}

static bool take_row(struct store *store, struct import_index *index, const struct statement *row, int id_column,
                     struct err *err)
{
    enum search_kind kind = sources[index->source].kind;
    index->after = column_integer(row, id_column);
    search_keys_of(kind, row, &index->keys);
    for (int i = 0; i < index->keys.count; i++)
        add_entry(index, search_keys_at(&index->keys, i), index->after);
    return search_subject_write(store, kind, index->after, &index->keys, err);
}

/* Some rows of the source; goes on to the next one when it had no more. */
static bool read_some(struct store *store, struct import_index *index, struct err *err)
{
    struct statement *row = statement_take(store, sources[index->source].sql, err);
    if (row == NULL)
        return false;
    statement_integer(row, "import", index->import_id);
    statement_integer(row, "after", index->after);
    statement_integer(row, "most", ROWS_AT_ONCE);
    int count = 0;
    bool done = true;
    for (; done && statement_row(row); count++)
        done = take_row(store, index, row, column_count(row) - 1, err);
    if (count < ROWS_AT_ONCE) {
        index->source++;
        index->after = 0;
    }
    return statement_done(row, err) && done;
}

/* ---- writing ---- */

static int entry_compare(const void *left, const void *right, void *texts)
{
    const struct entry *a = left, *b = right;
    if (a->kind != b->kind)
        return strcmp(search_kind_names[a->kind], search_kind_names[b->kind]);
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    int order = strcmp((const char *)texts + a->text, (const char *)texts + b->text);
    return order != 0 ? order : (a->subject > b->subject) - (a->subject < b->subject);
}

static bool write_some(struct store *store, struct import_index *index, struct err *err)
{
    struct statement *statement = statement_take(
        store, "INSERT INTO search_key (kind, key, subject) VALUES (:kind, :key, :subject) ON CONFLICT DO NOTHING",
        err);
    if (statement == NULL)
        return false;
    for (int i = 0; i < KEYS_AT_ONCE && index->written < index->count; i++) {
        const struct entry *entry = &index->entries[index->written++];
        statement_text_kept(statement, "kind", search_kind_names[entry->kind]);
        statement_text_kept(statement, "key", index->texts.bytes + entry->text);
        statement_integer(statement, "subject", entry->subject);
        statement_row(statement);
        statement_again(statement);
    }
    return statement_done(statement, err);
}

static bool is_finished(const struct import_index *index)
{
    return index->source == SOURCES && index->written == index->count;
}

static bool work(struct store *store, struct import_index *index, int budget_ms, struct err *err)
{
    int64_t until = clock_real_ms() + budget_ms;
    if (!import_lease(store, err) || !import_keys_remember(store, index->import_id, "some", err))
        return false;
    bool reading = index->source < SOURCES;
    do {
        if (!(index->source < SOURCES ? read_some(store, index, err) : write_some(store, index, err)))
            return false;
    } while (!is_finished(index) && clock_real_ms() < until && reading == (index->source < SOURCES));
    return !is_finished(index) || import_keys_remember(store, index->import_id, "all", err);
}

bool import_index_step(struct store *store, struct import_index *index, int budget_ms, bool *finished, struct err *err)
{
    /* Half a second for a million keys: before the lock is taken. */
    if (index->source == SOURCES && !index->sorted)
        qsort_r(index->entries, index->count, sizeof *index->entries, entry_compare, index->texts.bytes);
    index->sorted = index->source == SOURCES;
    if (!store_begin(store, IMPORT_ROWS_VERB, err))
        return false;
    if (!work(store, index, budget_ms, err)) {
        store_rollback(store);
        return false;
    }
    *finished = is_finished(index);
    return store_commit(store, err);
}
