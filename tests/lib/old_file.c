#include "old_file.h"
#include "src/store/schema.h"
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { TEXT_MOST = 64 * 1024, NAMES_MOST = 96 };

static void run(sqlite3 *db, const char *sql)
{
    char *why = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %.200s", why, sql);
}

/* First columns of all rows, each to be freed. */
static int ask(sqlite3 *db, const char *sql, char *texts[NAMES_MOST])
{
    sqlite3_stmt *statement = NULL;
    int count = 0;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        assert_true(count < NAMES_MOST);
        texts[count++] = strdup((const char *)sqlite3_column_text(statement, 0));
    }
    sqlite3_finalize(statement);
    return count;
}

/* The rows of a table with the columns the old schema has. */
static void copy_table(sqlite3 *db, const char *table)
{
    char sql[TEXT_MOST], list[TEXT_MOST / 4] = "", *columns[NAMES_MOST];
    snprintf(sql, sizeof sql, "SELECT name FROM pragma_table_info('%s')", table);
    int count = ask(db, sql, columns);
    for (int i = 0; i < count; i++) {
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", i > 0 ? ", " : "", columns[i]);
        free(columns[i]);
    }
    snprintf(sql, sizeof sql, "DELETE FROM main.%s; INSERT INTO main.%s (%s) SELECT %s FROM now.%s", table, table, list,
             list, table);
    run(db, sql);
}

/* What is counted by topic or kept for the search of a later schema stays as the steps made it or is made anew. */
static void copy_rows(sqlite3 *db)
{
    char *tables[NAMES_MOST], *triggers[NAMES_MOST], *names[NAMES_MOST], sql[256];
    int trigger_count = ask(db, "SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name", triggers);
    int name_count = ask(db, "SELECT name FROM sqlite_master WHERE type = 'trigger'", names);
    int table_count = ask(db,
                          "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'change_seq' AND name NOT "
                          "LIKE 'sqlite_%'",
                          tables);
    for (int i = 0; i < name_count; i++) {
        snprintf(sql, sizeof sql, "DROP TRIGGER %s", names[i]);
        run(db, sql);
        free(names[i]);
    }
    for (int i = 0; i < table_count; i++) {
        copy_table(db, tables[i]);
        free(tables[i]);
    }
    for (int i = 0; i < trigger_count; i++) {
        run(db, triggers[i]);
        free(triggers[i]);
    }
}

void old_file_make(const struct store_file *file, int number)
{
    char old[128], sql[256];
    sqlite3 *db = NULL;
    snprintf(old, sizeof old, "%s.old", file->path);
    assert_int_equal(sqlite3_open(old, &db), SQLITE_OK);
    for (int i = 0; i < schema_step_count && schema_steps[i].number <= number; i++)
        run(db, schema_steps[i].sql);
    snprintf(sql, sizeof sql, "ATTACH '%s' AS now", file->path);
    run(db, sql);
    run(db, "PRAGMA foreign_keys = OFF; BEGIN");
    copy_rows(db);
    run(db, "COMMIT; DETACH now");
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d; PRAGMA journal_mode = WAL",
             STORE_APPLICATION_ID, number);
    run(db, sql);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    const char *const beside[] = {"-wal", "-shm"};
    for (int i = 0; i < 2; i++) {
        snprintf(sql, sizeof sql, "%s%s", file->path, beside[i]);
        unlink(sql);
    }
    assert_int_equal(rename(old, file->path), 0);
}
