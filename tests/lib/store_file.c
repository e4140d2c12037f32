#include "store_file.h"
#include "gatepost/memory.h"
#include "gatepost/row.h"
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

int64_t store_file_add(struct store *store, const char *name, struct err *err)
{
    int64_t id = 0;
    const struct row_value values[] = {ROW_STR("name", name), ROW_STR("role", "officer")};
    if (!store_begin(store, "officer.add", err))
        return 0;
    if (!row_insert(store, "officer", values, 2, &id, err)) {
        store_rollback(store);
        return 0;
    }
    return store_commit(store, err) ? id : 0;
}

static bool fill(struct store *store, void *context, struct err *err)
{
    (void)context;
    return store_file_add(store, "李卫国", err) == 1;
}

void store_file_make(struct store_file *file)
{
    const char *base = getenv("TMPDIR");
    struct err err = {0};
    snprintf(file->folder, sizeof file->folder, "%s/gatepost-XXXXXX", base != NULL ? base : "/tmp");
    assert_non_null(mkdtemp(file->folder));
    snprintf(file->path, sizeof file->path, "%s/t.db", file->folder);
    const struct store_new new_file = {.community = "清河苑", .zone = "+08:00", .fill = fill};
    if (!store_create(file->path, &new_file, &err))
        fail_msg("%s", err.text);
}

struct store *store_file_open(const struct store_file *file, const char *terminal, bool sign_on)
{
    struct err err = {0};
    struct store *store = store_open(file->path, 0, &err);
    if (store == NULL || !store_sign_on(store, 1, terminal, sign_on, &err))
        fail_msg("%s", err.text);
    return store;
}

struct store *store_file_kiosk(const char *path, const char *terminal)
{
    struct err err = {0};
    struct store *store = store_open(path, STORE_KIOSK, &err);
    if (store == NULL || !store_sign_on(store, 0, terminal, false, &err))
        fail_msg("%s", err.text);
    return store;
}

static sqlite3 *raw(const struct store_file *file)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(file->path, &db), SQLITE_OK);
    sqlite3_busy_timeout(db, 5000);
    sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    return db;
}

void store_file_sql(const struct store_file *file, const char *sql)
{
    sqlite3 *db = raw(file);
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(db);
}

char *store_file_ask(const struct store_file *file, const char *sql)
{
    sqlite3 *db = raw(file);
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    const char *text = sqlite3_step(statement) == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    char *answer = memory_copy(text != NULL ? text : "");
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return answer;
}

static void remove_folder(int parent, const char *name)
{
    int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    DIR *folder = descriptor >= 0 ? fdopendir(descriptor) : NULL;
    struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            unlinkat(descriptor, entry->d_name, 0) != 0)
            remove_folder(descriptor, entry->d_name);
    if (folder != NULL)
        closedir(folder);
    unlinkat(parent, name, AT_REMOVEDIR);
}

void store_file_remove(const struct store_file *file)
{
    remove_folder(AT_FDCWD, file->folder);
}
