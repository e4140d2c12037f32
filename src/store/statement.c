#include "statement.h"
#include "database.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static struct statement *prepare(struct store *store, const char *sql, struct err *err)
{
    sqlite3_stmt *prepared = NULL;
    int code = kiosk_hears_all(store, sql)
                   ? sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, NULL)
                   : SQLITE_AUTH;
    if (code != SQLITE_OK) {
        store_fail(store, code, err);
        return NULL;
    }
    struct statement *statement = memory_new(1, sizeof *statement);
    *statement = (struct statement){.store = store, .prepared = prepared, .sql = sql};
    return statement;
}

static void statement_free(struct statement *statement)
{
    sqlite3_finalize(statement->prepared);
    free(statement);
}

static struct statement *take(struct statement *statement)
{
    if (statement->taken)
        die("statement taken twice: %.200s", statement->sql);
    statement->taken = true;
    statement->code = SQLITE_OK;
    statement->used = ++statement->store->statements.takes;
    return statement;
}

/* ---- constants, by address ---- */

static size_t slot_of(const struct statement_cache *cache, const char *sql)
{
    size_t slot = (size_t)(((uintptr_t)sql * 0x9E3779B97F4A7C15u) >> 32) & (cache->capacity - 1);
    while (cache->slots[slot] != NULL && cache->slots[slot]->sql != sql)
        slot = (slot + 1) & (cache->capacity - 1);
    return slot;
}

/* Keeps the table at most half full; its size is a power of two. */
static void make_room(struct statement_cache *cache)
{
    if (cache->count * 2 < cache->capacity)
        return;
    struct statement_cache old = *cache;
    cache->capacity = old.capacity == 0 ? 128 : old.capacity * 2;
    cache->slots = memory_new(cache->capacity, sizeof *cache->slots);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i] != NULL)
            cache->slots[slot_of(cache, old.slots[i]->sql)] = old.slots[i];
    free(old.slots);
}

struct statement *statement_take(struct store *store, const char *sql, struct err *err)
{
    struct statement_cache *cache = &store->statements;
    make_room(cache);
    size_t slot = slot_of(cache, sql);
    if (cache->slots[slot] == NULL) {
        struct statement *statement = prepare(store, sql, err);
        if (statement == NULL)
            return NULL;
        cache->slots[slot] = statement;
        cache->count++;
    } else if (strcmp(sqlite3_sql(cache->slots[slot]->prepared), sql) != 0) {
        die("SQL that is no constant: %.200s", sql);
    }
    return take(cache->slots[slot]);
}

/* ---- built at run time, by text ---- */

static uint64_t hash_of(const char *text)
{
    uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a */
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
    return hash;
}

/* Where a new one goes: a free place, else the one longest unused. */
static int text_place(struct statement_cache *cache)
{
    if (cache->text_count < TEXT_STATEMENTS)
        return cache->text_count++;
    int oldest = -1;
    for (int i = 0; i < TEXT_STATEMENTS; i++)
        if (!cache->texts[i]->taken && (oldest < 0 || cache->texts[i]->used < cache->texts[oldest]->used))
            oldest = i;
    if (oldest < 0)
        die("more than %d statements at a time", TEXT_STATEMENTS);
    statement_free(cache->texts[oldest]);
    return oldest;
}

struct statement *statement_take_text(struct store *store, const char *sql, struct err *err)
{
    struct statement_cache *cache = &store->statements;
    uint64_t hash = hash_of(sql);
    for (int i = 0; i < cache->text_count; i++)
        if (cache->texts[i]->hash == hash && strcmp(cache->texts[i]->sql, sql) == 0)
            return take(cache->texts[i]);
    struct statement *statement = prepare(store, sql, err);
    if (statement == NULL)
        return NULL;
    statement->sql = sqlite3_sql(statement->prepared); /* SQLite's copy lives as long as the statement */
    statement->hash = hash;
    cache->texts[text_place(cache)] = statement;
    return take(statement);
}

void statement_cache_release(struct statement_cache *cache)
{
    for (size_t i = 0; i < cache->capacity; i++)
        if (cache->slots[i] != NULL)
            statement_free(cache->slots[i]);
    for (int i = 0; i < cache->text_count; i++)
        statement_free(cache->texts[i]);
    free(cache->slots);
    *cache = (struct statement_cache){0};
}

/* ---- binding ---- */

static int find_parameter(const struct statement *statement, const char *name)
{
    char full[64] = ":";
    text_copy(full + 1, sizeof full - 1, name);
    int index = sqlite3_bind_parameter_index(statement->prepared, full);
    if (index == 0)
        die("no parameter %s in: %.200s", full, statement->sql);
    return index;
}

/* Names are constants of the callers: the place of each is looked up once per statement. */
static int parameter(struct statement *statement, const char *name)
{
    int known = 0;
    while (known < STATEMENT_PARAMETERS && statement->parameters[known].name != NULL) {
        if (statement->parameters[known].name == name)
            return statement->parameters[known].index;
        known++;
    }
    int index = find_parameter(statement, name);
    if (known < STATEMENT_PARAMETERS) {
        statement->parameters[known].name = name;
        statement->parameters[known].index = index;
    }
    return index;
}

static void keep_failure(struct statement *statement, int code)
{
    if (code != SQLITE_OK && statement->code == SQLITE_OK)
        statement->code = code;
}

void statement_integer(struct statement *statement, const char *name, int64_t value)
{
    keep_failure(statement, sqlite3_bind_int64(statement->prepared, parameter(statement, name), value));
}

void statement_id(struct statement *statement, const char *name, int64_t id)
{
    if (id == 0)
        statement_null(statement, name);
    else
        statement_integer(statement, name, id);
}

void statement_text(struct statement *statement, const char *name, const char *text)
{
    int index = parameter(statement, name);
    keep_failure(statement, text == NULL ? sqlite3_bind_null(statement->prepared, index)
                                         : sqlite3_bind_text(statement->prepared, index, text, -1, SQLITE_TRANSIENT));
}

void statement_text_kept(struct statement *statement, const char *name, const char *text)
{
    int index = parameter(statement, name);
    keep_failure(statement, sqlite3_bind_text(statement->prepared, index, text, -1, SQLITE_STATIC));
}

void statement_blob_kept(struct statement *statement, const char *name, const void *bytes, size_t length)
{
    int index = parameter(statement, name);
    keep_failure(statement, sqlite3_bind_blob64(statement->prepared, index, bytes, length, SQLITE_STATIC));
}

void statement_null(struct statement *statement, const char *name)
{
    keep_failure(statement, sqlite3_bind_null(statement->prepared, parameter(statement, name)));
}

/* ---- rows ---- */

bool statement_row(struct statement *statement)
{
    if (statement->code != SQLITE_OK && statement->code != SQLITE_ROW)
        return false; /* a binding failed, or it is at its end: another step would run it again */
    errno = 0;
    statement->code = sqlite3_step(statement->prepared);
    statement->store->system_error = errno; /* of a write in COMMIT SQLite keeps none itself */
    return statement->code == SQLITE_ROW;
}

void statement_again(struct statement *statement)
{
    if (statement->code != SQLITE_OK && statement->code != SQLITE_ROW && statement->code != SQLITE_DONE)
        return;
    sqlite3_reset(statement->prepared);
    statement->code = SQLITE_OK;
}

int64_t column_integer(const struct statement *statement, int column)
{
    return sqlite3_column_int64(statement->prepared, column);
}

const char *column_text(const struct statement *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement->prepared, column);
    return text != NULL ? text : "";
}

const void *column_blob(const struct statement *statement, int column, size_t *length)
{
    const void *bytes = sqlite3_column_blob(statement->prepared, column);
    *length = (size_t)sqlite3_column_bytes(statement->prepared, column);
    return bytes;
}

bool column_is_null(const struct statement *statement, int column)
{
    return sqlite3_column_type(statement->prepared, column) == SQLITE_NULL;
}

void column_copy(const struct statement *statement, int column, char *target, size_t size)
{
    text_copy(target, size, column_text(statement, column));
}

int column_count(const struct statement *statement)
{
    return sqlite3_column_count(statement->prepared);
}

const char *column_name(const struct statement *statement, int column)
{
    return sqlite3_column_name(statement->prepared, column);
}

bool statement_done(struct statement *statement, struct err *err)
{
    int code = statement->code;
    bool done = code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE;
    if (!done)
        store_fail(statement->store, code, err); /* before the reset, which may change SQLite's message */
    sqlite3_reset(statement->prepared);
    sqlite3_clear_bindings(statement->prepared);
    statement->taken = false;
    return done;
}

bool statement_run(struct store *store, const char *sql, struct err *err)
{
    struct statement *statement = statement_take(store, sql, err);
    if (statement == NULL)
        return false;
    while (statement_row(statement))
        ;
    return statement_done(statement, err);
}

bool statement_integer_of(struct store *store, const char *sql, int64_t *value, struct err *err)
{
    struct statement *statement = statement_take(store, sql, err);
    if (statement == NULL)
        return false;
    *value = statement_row(statement) ? column_integer(statement, 0) : 0;
    return statement_done(statement, err);
}

bool statement_script(struct store *store, const char *sql, struct err *err)
{
    errno = 0;
    int code = kiosk_hears_all(store, sql) ? sqlite3_exec(store->db, sql, NULL, NULL, NULL) : SQLITE_AUTH;
    store->system_error = errno;
    return code == SQLITE_OK ? true : store_fail(store, code, err);
}

int64_t statement_last_id(struct store *store)
{
    return sqlite3_last_insert_rowid(store->db);
}

int statement_changes(struct store *store)
{
    return sqlite3_changes(store->db);
}
