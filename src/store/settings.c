/* Stored settings, read once and kept until they may have changed. */
#include "gatepost/settings.h"
#include "database.h"
#include "gatepost/memory.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include <stdlib.h>
#include <string.h>

void settings_forget(struct store *store)
{
    struct setting_cache *cache = &store->settings;
    for (int i = 0; i < cache->count; i++) {
        free(cache->entries[i].name);
        free(cache->entries[i].value);
    }
    free(cache->entries);
    *cache = (struct setting_cache){0};
}

void settings_refresh(struct store *store, int64_t data_version)
{
    if (store->settings.loaded && store->settings.data_version != data_version)
        settings_forget(store);
}

static bool load(struct store *store)
{
    struct setting_cache *cache = &store->settings;
    int64_t data_version = 0;
    if (!statement_integer_of(store, "PRAGMA data_version", &data_version, NULL))
        return false;
    struct statement *statement = statement_take(store, "SELECT name, value FROM setting WHERE voided IS NULL", NULL);
    if (statement == NULL)
        return false;
    while (statement_row(statement)) {
        cache->entries = memory_resize(cache->entries, (size_t)cache->count + 1, sizeof *cache->entries);
        cache->entries[cache->count].name = memory_copy(column_text(statement, 0));
        cache->entries[cache->count].value = memory_copy(column_text(statement, 1));
        cache->count++;
    }
    cache->data_version = data_version;
    cache->loaded = statement_done(statement, NULL);
    if (!cache->loaded)
        settings_forget(store);
    return cache->loaded;
}

bool settings_get(struct store *store, const char *name, char *value, size_t size)
{
    struct setting_cache *cache = &store->settings;
    if (!cache->loaded && !load(store))
        return false;
    for (int i = 0; i < cache->count; i++)
        if (strcmp(cache->entries[i].name, name) == 0) {
            text_copy(value, size, cache->entries[i].value);
            return true;
        }
    return false;
}

bool settings_put(struct store *store, const char *name, const char *value, struct err *err)
{
    int64_t id = 0;
    struct statement *statement = statement_take(store, "SELECT id FROM setting WHERE name = :name", err);
    if (statement == NULL)
        return false;
    statement_text(statement, "name", name);
    if (statement_row(statement))
        id = column_integer(statement, 0);
    if (!statement_done(statement, err))
        return false;
    const struct row_value set[] = {ROW_STR("name", name), ROW_STR("value", value), ROW_STR("voided", NULL)};
    bool done = true;
    if (value == NULL)
        done = id == 0 || row_void(store, "setting", id, -1, "default", err);
    else if (id == 0)
        done = row_insert(store, "setting", set, 2, &id, err);
    else
        done = row_update(store, "setting", id, -1, set, 3, err);
    settings_forget(store);
    return done;
}
