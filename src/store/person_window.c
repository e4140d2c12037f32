/* Persons in code point order. A word with few persons sorts them here; a word with many walks the names and tests
 * each. */
#include "gatepost/memory.h"
#include "gatepost/search.h"
#include "gatepost/utf8.h"
#include "person.h"
#include "search_key.h"
#include <stdlib.h>
#include <string.h>

enum { SORTED_MOST = 2000 };

static const char forwards_sql[] = PERSON_SELECT "WHERE (p.name, p.id) > (:name, :id) AND p.voided IS NULL "
                                                 "AND p.merged_into IS NULL ORDER BY p.name, p.id";
static const char backwards_sql[] = PERSON_SELECT "WHERE (p.name, p.id) < (:name, :id) AND p.voided IS NULL "
                                                  "AND p.merged_into IS NULL ORDER BY p.name DESC, p.id DESC";
static const char name_sql[] = "SELECT name FROM person WHERE id = :id AND voided IS NULL AND merged_into IS NULL";

struct named {
    int64_t id;
    char name[NAME_BYTES];
};

static int named_compare(const void *left, const void *right)
{
    const struct named *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    return order != 0 ? order : (a->id > b->id) - (a->id < b->id);
}

static bool names_read(struct store *store, const int64_t *ids, int id_count, struct named *named, int *count,
                       struct err *err)
{
    *count = 0;
    for (int i = 0; i < id_count; i++) {
        struct statement *statement = statement_take(store, name_sql, err);
        if (statement == NULL)
            return false;
        statement_integer(statement, "id", ids[i]);
        if (statement_row(statement)) {
            named[*count].id = ids[i];
            column_copy(statement, 0, named[(*count)++].name, NAME_BYTES);
        }
        if (!statement_done(statement, err))
            return false;
    }
    return true;
}

/* The part of sorted names beyond `after`, nearest first. */
static bool window_of_names(struct store *store, const struct named *named, int named_count, const struct named *after,
                            bool backwards, struct person *persons, int most, int *count, struct err *err)
{
    bool from_end = after->id == 0 && after->name[0] == '\0';
    for (int i = 0; i < named_count && *count < most; i++) {
        const struct named *at = &named[backwards ? named_count - 1 - i : i];
        int order = named_compare(at, after);
        if (!from_end && (backwards ? order >= 0 : order <= 0))
            continue;
        if (!person_get(store, at->id, &persons[*count], err))
            return false;
        (*count)++;
    }
    return true;
}

static bool window_sorted(struct store *store, const int64_t *ids, int id_count, const struct named *after,
                          bool backwards, struct person *persons, int most, int *count, struct err *err)
{
    struct named *named = memory_new((size_t)id_count + 1, sizeof *named);
    int named_count;
    bool done = names_read(store, ids, id_count, named, &named_count, err);
    if (done) {
        qsort(named, (size_t)named_count, sizeof *named, named_compare);
        done = window_of_names(store, named, named_count, after, backwards, persons, most, count, err);
    }
    free(named);
    return done;
}

static bool window_walked(struct store *store, const char *key, const struct named *after, bool backwards,
                          struct person *persons, int most, int *count, struct err *err)
{
    bool from_end = after->id == 0 && after->name[0] == '\0';
    struct statement *statement = statement_take(store, backwards ? backwards_sql : forwards_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "name", from_end && backwards ? TEXT_ABOVE_ALL : after->name);
    statement_integer(statement, "id", after->id);
    while (*count < most && statement_row(statement)) {
        if (key[0] != '\0' && !search_matches_key(store, SEARCH_PERSON, column_integer(statement, 0), key))
            continue;
        person_read(statement, &persons[(*count)++]);
    }
    return statement_done(statement, err);
}

bool person_window(struct store *store, const char *word, const char *after_name, int64_t after_id, bool backwards,
                   struct person *persons, int most, int *count, struct err *err)
{
    struct named after = {.id = after_id};
    text_copy(after.name, sizeof after.name, after_name == NULL ? "" : after_name);
    char key[SEARCH_KEY_BYTES];
    *count = 0;
    if (!search_fold_key(word == NULL ? "" : word, key))
        return true;
    if (key[0] == '\0')
        return window_walked(store, key, &after, backwards, persons, most, count, err);
    if (!store_read_begin(store, err))
        return false;
    int64_t *ids = memory_new(SORTED_MOST, sizeof *ids);
    int id_count;
    bool more;
    bool done = search_ids_key(store, SEARCH_PERSON, key, ids, SORTED_MOST, &id_count, &more, err);
    if (done && more)
        done = window_walked(store, key, &after, backwards, persons, most, count, err);
    else if (done)
        done = window_sorted(store, ids, id_count, &after, backwards, persons, most, count, err);
    store_read_end(store);
    free(ids);
    return done;
}
