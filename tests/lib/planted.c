#include "planted.h"
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static void read_names(sqlite3 *db, const char *sql, struct planted_names *names)
{
    sqlite3_stmt *row = NULL;
    names->count = 0;
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    while (sqlite3_step(row) == SQLITE_ROW) {
        assert_true(names->count < PLANTED_MOST);
        snprintf(names->text[names->count++], PLANTED_BYTES, "%s", (const char *)sqlite3_column_text(row, 0));
    }
    sqlite3_finalize(row);
}

static sqlite3 *open_raw(const struct store_file *file)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(file->path, &db), SQLITE_OK);
    return db;
}

void planted_names_read(const struct store_file *file, const char *sql, struct planted_names *names)
{
    sqlite3 *db = open_raw(file);
    read_names(db, sql, names);
    sqlite3_close(db);
}

static void run(sqlite3 *db, const char *sql)
{
    char *why = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", sql, why);
}

/* Two rows of every table: one of which all is a canary, and one that belongs to volunteer 1 in every way. */
static void plant_in(sqlite3 *db, const char *table)
{
    static const char *const numbers[] = {"1", "7777777"};
    char sql[4096];
    for (int row = 0; row < 2; row++) {
        snprintf(sql, sizeof sql,
                 "SELECT group_concat(CASE WHEN name = 'voided' AND type = 'TEXT' AND %d = 0 THEN 'NULL' WHEN type = "
                 "'INTEGER' THEN '%s' "
                 "WHEN type = 'BLOB' THEN 'x''4341''' WHEN name = 'role' AND %d = 0 THEN '''officer''' WHEN name = "
                 "'state' AND %d = 0 THEN '''observing''' ELSE '''" CANARY
                 "%d ' || name || '''' END, ', ') FROM pragma_table_info('%s')",
                 row, numbers[row], row, row, row, table);
        sqlite3_stmt *values = NULL;
        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &values, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(values), SQLITE_ROW);
        snprintf(sql, sizeof sql, "INSERT OR REPLACE INTO %s VALUES (%s)", table,
                 (const char *)sqlite3_column_text(values, 0));
        sqlite3_finalize(values);
        run(db, sql);
    }
}

void planted_fill(const struct store_file *file, const char *sql)
{
    struct planted_names names;
    sqlite3 *db = open_raw(file);
    run(db, sql);
    run(db, "PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON");
    read_names(
        db,
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE 'audit%' AND name NOT LIKE 'batch%'",
        &names);
    for (int i = 0; i < names.count; i++) {
        char drop[80];
        snprintf(drop, sizeof drop, "DROP TRIGGER %s", names.text[i]);
        run(db, drop);
    }
    read_names(db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('audit', 'batch')", &names);
    run(db, "BEGIN");
    for (int i = 0; i < names.count; i++)
        plant_in(db, names.text[i]);
    run(db, "COMMIT");
    sqlite3_close(db);
}
