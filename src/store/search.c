/* Words find subjects by a range of keys: everything from the word up to the word and the highest code point. */
#include "gatepost/search.h"
#include "gatepost/memory.h"
#include "search_key.h"
#include "table.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const search_kind_names[] = {"person", "place", "vehicle", "phrase", "checkpoint", "officer", NULL};

static const char ids_sql[] = "SELECT subject FROM search_key WHERE kind = :kind AND key >= :low AND key < :high "
                              "ORDER BY key, subject LIMIT :most";
static const char exact_sql[] =
    "SELECT DISTINCT subject FROM search_key WHERE kind = :kind AND key = :key ORDER BY subject LIMIT :most";
static const char uncounted_sql[] = "SELECT 1 FROM import_keys k WHERE NOT EXISTS (SELECT 1 FROM import_complete done "
                                    "WHERE done.id = k.id AND done.voided IS NULL) LIMIT 1";
static const char person_counts_sql[] = "SELECT 1 FROM person WHERE id = :id AND " IMPORT_COUNTS("person");
static const char place_counts_sql[] = "SELECT 1 FROM place WHERE id = :id AND " IMPORT_COUNTS("place");
static const char merged_sql[] = "SELECT id, merged_into FROM person WHERE merged_into IS NOT NULL AND voided IS NULL";
static const char merged_into_sql[] = "SELECT id FROM person WHERE merged_into = :into AND voided IS NULL";

static void bind_range(struct statement *statement, const char *key)
{
    char high[SEARCH_KEY_BYTES + 8];
    snprintf(high, sizeof high, "%s" TEXT_ABOVE_ALL, key);
    statement_text(statement, "low", key);
    statement_text(statement, "high", high);
}

static int id_compare(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static int sort_distinct(int64_t *ids, int count)
{
    int kept = 0;
    qsort(ids, (size_t)count, sizeof *ids, id_compare);
    for (int i = 0; i < count; i++)
        if (kept == 0 || ids[i] != ids[kept - 1])
            ids[kept++] = ids[i];
    return kept;
}

static bool has_row(struct store *store, const char *sql, int64_t id)
{
    struct statement *statement = statement_take(store, sql, NULL);
    if (statement == NULL)
        return false;
    if (id != 0)
        statement_integer(statement, "id", id);
    bool found = statement_row(statement);
    return statement_done(statement, NULL) && found;
}

/* While an import is written or was just undone, some of its rows have keys and do not count. */
static int drop_uncounted(struct store *store, enum search_kind kind, int64_t *ids, int count)
{
    const char *sql = kind == SEARCH_PERSON ? person_counts_sql : kind == SEARCH_PLACE ? place_counts_sql : NULL;
    int kept = 0;
    if (sql == NULL || count == 0 || !has_row(store, uncounted_sql, 0))
        return count;
    for (int i = 0; i < count; i++)
        if (has_row(store, sql, ids[i]))
            ids[kept++] = ids[i];
    return kept;
}

/* Whoever was merged stands for the person whom they turned out to be. Merged rows are few. */
static bool resolve_merged(struct store *store, int64_t *ids, int *count, struct err *err)
{
    struct statement *statement = statement_take(store, merged_sql, err);
    if (statement == NULL)
        return false;
    int64_t *targets = NULL;
    while (statement_row(statement)) {
        int64_t id = column_integer(statement, 0);
        const int64_t *found = bsearch(&id, ids, (size_t)*count, sizeof *ids, id_compare);
        if (found == NULL)
            continue;
        if (targets == NULL)
            targets = memory_new((size_t)*count, sizeof *targets);
        targets[found - ids] = column_integer(statement, 1);
    }
    for (int i = 0; targets != NULL && i < *count; i++)
        if (targets[i] != 0)
            ids[i] = targets[i];
    if (targets != NULL)
        *count = sort_distinct(ids, *count);
    free(targets);
    return statement_done(statement, err);
}

bool search_ids_key(struct store *store, enum search_kind kind, const char *key, int64_t *ids, int most, int *count,
                    bool *more, struct err *err)
{
    return search_ids_within(store, kind, key, ids, most, most * 4 + 64, count, more, err);
}

bool search_ids_within(struct store *store, enum search_kind kind, const char *key, int64_t *ids, int most,
                       int keys_most, int *count, bool *more, struct err *err)
{
    *count = 0;
    *more = false;
    if (key[0] == '\0' || most == 0)
        return true;
    struct statement *statement = statement_take(store, ids_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "kind", search_kind_names[kind]);
    bind_range(statement, key);
    int keys = 0;
    statement_integer(statement, "most", keys_most);
    int64_t *found = memory_new((size_t)keys_most, sizeof *found);
    while (statement_row(statement))
        found[keys++] = column_integer(statement, 0);
    int distinct = sort_distinct(found, keys);
    *more = keys == keys_most || distinct > most;
    *count = distinct < most ? distinct : most;
    memcpy(ids, found, (size_t)*count * sizeof *ids);
    free(found);
    if (!statement_done(statement, err))
        return false;
    *count = drop_uncounted(store, kind, ids, *count);
    return kind != SEARCH_PERSON || *count == 0 || resolve_merged(store, ids, count, err);
}

bool search_exact_key(struct store *store, enum search_kind kind, const char *key, int64_t *ids, int most, int *count,
                      struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(store, exact_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "kind", search_kind_names[kind]);
    statement_text(statement, "key", key);
    statement_integer(statement, "most", most);
    while (*count < most && statement_row(statement))
        ids[(*count)++] = column_integer(statement, 0);
    if (!statement_done(statement, err))
        return false;
    *count = drop_uncounted(store, kind, ids, *count);
    return true;
}

bool search_ids(struct store *store, enum search_kind kind, const char *word, int64_t *ids, int most, int *count,
                bool *more, struct err *err)
{
    char key[SEARCH_KEY_BYTES];
    *count = 0;
    *more = false;
    return !search_fold_key(word, key) || search_ids_key(store, kind, key, ids, most, count, more, err);
}

/* A key that begins with the word stands behind a line end. */
static bool subject_has(struct store *store, enum search_kind kind, int64_t id, const char *key)
{
    char begin[SEARCH_KEY_BYTES + 1];
    struct buffer keys = {0};
    snprintf(begin, sizeof begin, "\n%s", key);
    bool found = search_subject_read(store, kind, id, &keys, NULL) && strstr(buffer_text(&keys), begin) != NULL;
    buffer_release(&keys);
    return found;
}

/* Two steps and no join: a join may as well be carried out from the side of the keys, which are very many. */
static bool merged_has(struct store *store, int64_t person_id, const char *key)
{
    struct statement *statement = statement_take(store, merged_into_sql, NULL);
    if (statement == NULL)
        return false;
    statement_integer(statement, "into", person_id);
    bool found = false;
    while (!found && statement_row(statement))
        found = subject_has(store, SEARCH_PERSON, column_integer(statement, 0), key);
    return statement_done(statement, NULL) && found;
}

bool search_matches_key(struct store *store, enum search_kind kind, int64_t id, const char *key)
{
    return key[0] != '\0' &&
           (subject_has(store, kind, id, key) || (kind == SEARCH_PERSON && merged_has(store, id, key)));
}

bool search_matches(struct store *store, enum search_kind kind, int64_t id, const char *word)
{
    char key[SEARCH_KEY_BYTES];
    return search_fold_key(word, key) && search_matches_key(store, kind, id, key);
}
