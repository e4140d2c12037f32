/* Imports whose search keys do not follow from their completion: undone or redone a moment ago, or left by a program
 * that was killed. */
#include "database.h"
#include "gatepost/alarm.h"
#include "gatepost/clock.h"
#include "gatepost/import.h"
#include "import_keys.h"
#include "search_key.h"

enum { BUDGET_MS = 60, REST_MS = 2, ROWS_AT_ONCE = 100 }; /* others come to the lock in the rest */

#define COUNTS "EXISTS (SELECT 1 FROM import_complete done WHERE done.id = i.id AND done.voided IS NULL)"
static const char next_sql[] = "SELECT i.id, " COUNTS " FROM import i LEFT JOIN import_keys k ON k.id = i.id WHERE "
                               "CASE WHEN " COUNTS " THEN k.have IS NULL OR k.have = 'some' ELSE k.id IS NOT NULL END "
                               "ORDER BY i.id LIMIT 1";

/* The first untidy one; *id 0: none. */
static bool next(struct store *store, int64_t *id, bool *counts, struct err *err)
{
    struct statement *statement = statement_take(store, next_sql, err);
    *id = 0;
    if (statement == NULL)
        return false;
    if (statement_row(statement)) {
        *id = column_integer(statement, 0);
        *counts = column_integer(statement, 1) != 0;
    }
    return statement_done(statement, err);
}

bool import_is_untidy(struct store *store)
{
    int64_t id;
    bool counts;
    return next(store, &id, &counts, NULL) && id != 0 && !lease_is_held(store, "import");
}

static const struct {
    enum search_kind kind;
    const char *sql;
} sources[] = {
    {SEARCH_PLACE, "SELECT id FROM place WHERE import_id = :import AND id > :after ORDER BY id LIMIT :most"},
    {SEARCH_PERSON, "SELECT id FROM person WHERE import_id = :import AND id > :after ORDER BY id LIMIT :most"},
};
enum { SOURCES = sizeof sources / sizeof sources[0] };

/* How far the keys of an import were forgotten. */
struct forgetting {
    int64_t import_id, after;
    size_t source;
};

static bool forget_row(struct store *store, enum search_kind kind, int64_t id, struct err *err)
{
    const struct search_keys none = {0};
    bool had = false;
    return search_keys_forget(store, kind, id, &had, err) &&
           (!had || search_subject_write(store, kind, id, &none, err));
}

static bool forget_some(struct store *store, struct forgetting *at, struct err *err)
{
    int64_t ids[ROWS_AT_ONCE];
    int count = 0;
    struct statement *statement = statement_take(store, sources[at->source].sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "import", at->import_id);
    statement_integer(statement, "after", at->after);
    statement_integer(statement, "most", ROWS_AT_ONCE);
    while (count < ROWS_AT_ONCE && statement_row(statement))
        ids[count++] = column_integer(statement, 0);
    if (!statement_done(statement, err))
        return false;
    for (int i = 0; i < count; i++)
        if (!forget_row(store, sources[at->source].kind, ids[i], err))
            return false;
    at->after = count > 0 ? ids[count - 1] : 0;
    if (count < ROWS_AT_ONCE) {
        at->source++;
        at->after = 0;
    }
    return true;
}

static bool forget_step(struct store *store, struct forgetting *at, struct err *err)
{
    int64_t until = clock_real_ms() + BUDGET_MS;
    bool done = import_lease(store, err) && import_keys_remember(store, at->import_id, "some", err);
    while (done && at->source < SOURCES && clock_real_ms() < until)
        done = forget_some(store, at, err);
    return done && (at->source < SOURCES || import_keys_remember(store, at->import_id, NULL, err));
}

static bool forget(struct store *store, int64_t import_id, struct err *err)
{
    struct forgetting at = {.import_id = import_id};
    while (at.source < SOURCES) {
        if (!store_begin(store, IMPORT_ROWS_VERB, err))
            return false;
        if (!forget_step(store, &at, err)) {
            store_rollback(store);
            return false;
        }
        if (!store_commit(store, err))
            return false;
        clock_rest_ms(REST_MS);
    }
    return true;
}

static bool make(struct store *store, int64_t import_id, struct err *err)
{
    struct import_index *index = import_index_new(import_id);
    bool done = true, finished = false;
    while (done && !finished) {
        done = import_index_step(store, index, BUDGET_MS, &finished, err);
        clock_rest_ms(REST_MS);
    }
    import_index_free(index);
    return done;
}

bool import_tidy(struct store *store, struct err *err)
{
    int64_t id, last = 0;
    bool counts = false, done = true;
    while (done && next(store, &id, &counts, err) && id != 0 && id != last) {
        done = counts ? make(store, id, err) : forget(store, id, err);
        last = id;
    }
    import_lease_end(store);
    return done;
}
