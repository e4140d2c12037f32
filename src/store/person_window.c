/* Persons in code point order. A word with few persons sorts them here; a word with many walks the names and tests
 * each. */
#include "gatepost/memory.h"
#include "gatepost/search.h"
#include "gatepost/utf8.h"
#include "person.h"
#include "search_key.h"
#include <stdlib.h>
#include <string.h>

enum { SORTED_MOST = 2000, PLACES_MOST = 500 };

static const char forwards_sql[] =
    PERSON_SELECT "WHERE (p.name, p.id) > (:name, :id) AND " PERSON_COUNTS("p") " ORDER BY p.name, p.id";
static const char backwards_sql[] =
    PERSON_SELECT "WHERE (p.name, p.id) < (:name, :id) AND " PERSON_COUNTS("p") " ORDER BY p.name DESC, p.id DESC";
static const char count_sql[] = "SELECT count(*) FROM person WHERE " PERSON_COUNTS("person");
static const char living_sql[] =
    "SELECT id FROM person WHERE place_id = :place_id AND " PERSON_COUNTS("person") " ORDER BY id";
static const char name_sql[] = "SELECT name FROM person WHERE id = :id AND " PERSON_COUNTS("person");

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

/* By themselves, or by where they live. */
static bool is_meant(struct store *store, int64_t person_id, int64_t place_id, const char *key)
{
    return search_matches_key(store, SEARCH_PERSON, person_id, key) ||
           (place_id != 0 && search_matches_key(store, SEARCH_PLACE, place_id, key));
}

static int id_compare(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static void make_distinct(int64_t *ids, int *count)
{
    int kept = 0;
    qsort(ids, (size_t)*count, sizeof *ids, id_compare);
    for (int i = 0; i < *count; i++)
        if (kept == 0 || ids[kept - 1] != ids[i])
            ids[kept++] = ids[i];
    *count = kept;
}

static bool add_living_at(struct store *store, int64_t place_id, int64_t *ids, int *count, bool *more, struct err *err)
{
    struct statement *statement = statement_take(store, living_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "place_id", place_id);
    while (!*more && statement_row(statement)) {
        *more = *count == SORTED_MOST;
        if (!*more)
            ids[(*count)++] = column_integer(statement, 0);
    }
    return statement_done(statement, err);
}

/* Persons the word means; *more when there are too many to sort. */
static bool ids_read(struct store *store, const char *key, int64_t *ids, int *count, bool *more, struct err *err)
{
    int64_t places[PLACES_MOST];
    int place_count = 0;
    if (!search_ids_key(store, SEARCH_PERSON, key, ids, SORTED_MOST, count, more, err))
        return false;
    if (*more)
        return true;
    if (!search_ids_key(store, SEARCH_PLACE, key, places, PLACES_MOST, &place_count, more, err))
        return false;
    for (int i = 0; i < place_count && !*more; i++)
        if (!add_living_at(store, places[i], ids, count, more, err))
            return false;
    make_distinct(ids, count);
    return true;
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
        if (key[0] != '\0' && !is_meant(store, column_integer(statement, 0), column_integer(statement, 4), key))
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
    int id_count = 0;
    bool more = false;
    bool done = ids_read(store, key, ids, &id_count, &more, err);
    if (done && more)
        done = window_walked(store, key, &after, backwards, persons, most, count, err);
    else if (done)
        done = window_sorted(store, ids, id_count, &after, backwards, persons, most, count, err);
    store_read_end(store);
    free(ids);
    return done;
}

bool person_count(struct store *store, int64_t *count, struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(store, count_sql, err);
    if (statement == NULL)
        return false;
    if (statement_row(statement))
        *count = column_integer(statement, 0);
    return statement_done(statement, err);
}
