/* Somebody who writes the SQL on a shared terminal's connection gets nothing by it that the connection has no need of,
 * and changes nothing but within a verb. */
#include "gatepost/row.h"
#include "gatepost/words.h"
#include "src/store/database.h"
#include "tests/lib/planted.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct store_file file;
static struct store *store;
static struct err err;

static int make(void **state)
{
    (void)state;
    store_file_make(&file);
    planted_fill(&file, "");
    err = (struct err){0};
    store = store_file_kiosk(file.path, "hall");
    store_act_for(store, 1, true);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    store_close(store);
    store_file_remove(&file);
    return 0;
}

static bool is_refused(const char *sql)
{
    err = (struct err){0};
    struct statement *statement = statement_take_text(store, sql, &err);
    if (statement == NULL)
        return true;
    while (statement_row(statement)) /* refused as late as that is refused too */
        ;
    return !statement_done(statement, &err);
}

static void refused(const char *sql)
{
    if (!is_refused(sql))
        fail_msg("not refused: %s", sql);
}

/* ---- columns ---- */

/* Of table %1$s the column %2$s, which is not open on the table itself. */
static const char *const ways[] = {
    "SELECT %2$s FROM main.%1$s",
    "SELECT \"%1$s\".\"%2$s\" FROM \"main\".\"%1$s\"",
    "SELECT * FROM main.%1$s",
    "SELECT x.* FROM main.%1$s AS x",
    "WITH %1$s AS (SELECT %2$s FROM main.%1$s) SELECT * FROM %1$s",
    "WITH officer AS (SELECT %2$s FROM main.%1$s) SELECT * FROM officer",
    "WITH observed_volunteer AS (SELECT %2$s FROM main.%1$s) SELECT * FROM observed_volunteer",
    "WITH w AS MATERIALIZED (SELECT %2$s FROM main.%1$s) SELECT * FROM w",
    "SELECT * FROM (SELECT %2$s FROM main.%1$s) AS %1$s",
    "SELECT * FROM (SELECT %2$s FROM main.%1$s) AS volunteer",
    "SELECT officer.%2$s FROM main.%1$s AS officer",
    "SELECT (SELECT %2$s FROM main.%1$s)",
    "SELECT 1 FROM main.%1$s WHERE %2$s LIKE 'C%%'",
    "SELECT COUNT(%2$s) FROM main.%1$s",
    "SELECT MAX(%2$s) FROM main.%1$s",
    "SELECT COUNT(*) FROM main.%1$s GROUP BY %2$s",
    "SELECT 1 FROM main.%1$s ORDER BY %2$s",
    "SELECT 1 FROM main.%1$s x JOIN main.%1$s y ON x.%2$s = y.%2$s",
    "SELECT %2$s FROM main.%1$s FULL JOIN (SELECT 'x' AS %2$s) USING (%2$s)",
    "SELECT 1 FROM (SELECT 'x' AS %2$s) JOIN main.%1$s Using(%2$s)",
    "SELECT * FROM (SELECT 'x' AS %2$s) NATURAL FULL JOIN main.%1$s",
    "SELECT * FROM (SELECT 'x' AS %2$s)/**/natural/**/JOIN main.%1$s",
    "SELECT %2$s FROM main.%1$s UNION SELECT ''",
    "VALUES ((SELECT %2$s FROM main.%1$s))",
    "SELECT 1 WHERE 'x' IN (SELECT %2$s FROM main.%1$s)",
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM main.%1$s WHERE %2$s > 'A')",
    "EXPLAIN SELECT %2$s FROM main.%1$s",
    "EXPLAIN QUERY PLAN SELECT %2$s FROM main.%1$s",
    "CREATE TEMP TABLE x AS SELECT %2$s FROM main.%1$s",
    "CREATE TEMP VIEW x AS SELECT %2$s FROM main.%1$s",
    "UPDATE main.assignment SET note = (SELECT %2$s FROM main.%1$s)",
    "UPDATE main.assignment SET rev = rev RETURNING (SELECT %2$s FROM main.%1$s)",
    "UPDATE main.assignment SET note = x.%2$s FROM main.%1$s x",
    "UPDATE main.pin_try SET count = 1 WHERE EXISTS (SELECT %2$s FROM main.%1$s WHERE %2$s = 'x')",
    "INSERT INTO main.assignment (note) SELECT %2$s FROM main.%1$s",
    "INSERT INTO main.batch (verb) SELECT %2$s FROM main.%1$s",
    "UPDATE main.%1$s SET %2$s = %2$s",
    "UPDATE main.%1$s SET id = id RETURNING %2$s",
    "UPDATE main.%1$s SET rev = 1 WHERE %2$s = 'x'",
    "INSERT INTO main.%1$s (%2$s) VALUES ('x') RETURNING %2$s",
    "INSERT INTO main.%1$s (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET id = %2$s",
    "DELETE FROM main.%1$s RETURNING %2$s",
};

static bool is_open(const char *table, const char *column)
{
    char sql[160];
    snprintf(sql, sizeof sql, "SELECT x.%s FROM main.%s x", column, table);
    struct statement *statement = statement_take_text(store, sql, NULL);
    return statement != NULL && statement_done(statement, NULL);
}

static int try_all(int *tried)
{
    struct planted_names tables, columns;
    char sql[400];
    int open = 0;
    planted_names_read(&file, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')", &tables);
    for (int i = 0; i < tables.count; i++) {
        snprintf(sql, sizeof sql, "SELECT name FROM pragma_table_info('%s')", tables.text[i]);
        planted_names_read(&file, sql, &columns);
        for (int k = 0; k < columns.count; k++) {
            if (is_open(tables.text[i], columns.text[k])) { /* test_kiosk_access.c says which and why */
                open++;
                continue;
            }
            for (size_t way = 0; way < sizeof ways / sizeof ways[0]; way++, (*tried)++) {
                snprintf(sql, sizeof sql, ways[way], tables.text[i], columns.text[k]);
                refused(sql);
            }
        }
    }
    return open;
}

static void no_way_leads_to_a_closed_column(void **state)
{
    (void)state;
    int tried = 0, open = try_all(&tried);
    assert_true(tried > 15000);
    assert_true(open > 40);
    assert_true(store_begin(store, "kiosk.in", &err));
    assert_int_equal(try_all(&tried), open);
    store_rollback(store);
}

/* ---- everything else SQLite has ---- */

static const char *const never[] = {
    "SELECT sql FROM sqlite_master",
    "SELECT name FROM main.sqlite_schema",
    "SELECT sql FROM sqlite_temp_master",
    "SELECT sql FROM temp.sqlite_schema",
    "SELECT COUNT(*) FROM sqlite_temp_schema",
    "SELECT * FROM dbstat",
    "SELECT * FROM json_each('[1]')",
    "SELECT COUNT(*) FROM flag",
    "SELECT 1 FROM flag",
    "SELECT rowid FROM main.person",
    "SELECT EXISTS (SELECT 1 FROM observation)",
    "ATTACH ':memory:' AS x",
    "ATTACH '' AS x",
    "DETACH main",
    "VACUUM",
    "VACUUM INTO '/tmp/x.db'",
    "REINDEX",
    "ANALYZE",
    "SAVEPOINT x",
    "CREATE TABLE x (y)",
    "CREATE TEMP TABLE x (y)",
    "CREATE VIEW x AS SELECT 1",
    "CREATE TEMP VIEW x AS SELECT 1",
    "CREATE TEMP VIEW person AS SELECT 1",
    "CREATE INDEX x ON assignment (day)",
    "CREATE TEMP TRIGGER x AFTER UPDATE ON main.assignment BEGIN SELECT 1; END",
    "CREATE TEMP TRIGGER x INSTEAD OF UPDATE ON officer BEGIN SELECT 1; END",
    "CREATE VIRTUAL TABLE x USING dbstat",
    "ALTER TABLE main.assignment ADD COLUMN x",
    "ALTER TABLE main.assignment RENAME TO x",
    "DROP TABLE main.assignment",
    "DROP VIEW officer",
    "DROP VIEW temp.volunteer",
    "DROP TRIGGER audit_no_delete",
    "DELETE FROM main.assignment",
    "DELETE FROM main.kiosk_key",
    "DELETE FROM officer",
    "UPDATE officer SET name = 'x'",
    "INSERT INTO volunteer (id) VALUES (9)",
    "UPDATE main.volunteer SET pin_id = 1",
    "UPDATE main.kiosk_name SET masked = 'x'",
    "UPDATE main.meta SET name = 'x'",
    "INSERT INTO main.volunteer_pin (volunteer_id, hash) VALUES (1, 'x')",
    "INSERT INTO main.setting (name, value) VALUES ('kiosk.seconds', '9')",
    "UPDATE main.audit SET row_id = 1",
    "UPDATE main.batch SET terminal = 'x'",
    "DELETE FROM main.audit",
    "WITH RECURSIVE x (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x) SELECT n FROM x LIMIT 1",
};

static void nothing_else_is_to_be_had(void **state)
{
    (void)state;
    for (int writing = 0; writing < 2; writing++) {
        if (writing == 1)
            assert_true(store_begin(store, "kiosk.in", &err));
        for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
            refused(never[i]);
    }
    store_rollback(store);
    assert_false(statement_script(store, "CREATE TEMP TABLE x (y)", &err));
    assert_false(
        statement_script(store, "SELECT name FROM main.person FULL JOIN (SELECT 1 AS name) USING (name)", &err));
}

static void pragmas_are_two_questions(void **state)
{
    (void)state;
    static const char *const forms[] = {
        "PRAGMA %s",    "PRAGMA main.%s",  "PRAGMA temp.%s",          "PRAGMA %s = 1",
        "PRAGMA %s(1)", "PRAGMA %s = OFF", "SELECT * FROM pragma_%s", "SELECT * FROM pragma_%s('person')"};
    struct planted_names names;
    char sql[160];
    int answered = 0;
    planted_names_read(&file, "SELECT name FROM pragma_pragma_list", &names);
    assert_true(names.count > 50);
    for (int i = 0; i < names.count; i++)
        for (size_t way = 0; way < sizeof forms / sizeof forms[0]; way++) {
            bool question =
                way < 3 && (strcmp(names.text[i], "data_version") == 0 || strcmp(names.text[i], "user_version") == 0);
            snprintf(sql, sizeof sql, forms[way], names.text[i]);
            if (is_refused(sql) == question)
                fail_msg("%s", sql);
            answered += question;
        }
    assert_int_equal(answered, 6);
}

static void functions_are_the_few_that_are_used(void **state)
{
    (void)state;
    struct planted_names names;
    planted_names_read(
        &file,
        "SELECT DISTINCT name || '(' || CASE narg WHEN 0 THEN '' WHEN 2 THEN '1, 2' WHEN 3 THEN '1, 2, 3' "
        "ELSE '1' END || ')' FROM pragma_function_list WHERE name NOT IN ('count', 'sum', 'max', 'min', "
        "'coalesce', 'like', '->', '->>')",
        &names);
    assert_true(names.count > 90);
    for (int i = 0; i < names.count; i++) {
        char sql[120];
        snprintf(sql, sizeof sql, "SELECT %s", names.text[i]);
        refused(sql);
        snprintf(sql, sizeof sql, "SELECT %s OVER ()", names.text[i]);
        refused(sql);
    }
    refused("SELECT load_extension('x')");
    refused("SELECT '[1]' -> 0");
}

/* ---- the name that reads everything ---- */

static void the_name_that_reads_everything_is_told_nobody(void **state)
{
    (void)state;
    static const char *const told[] = {
        "EXPLAIN QUERY PLAN SELECT * FROM volunteer v LEFT JOIN officer o ON o.id = v.id",
        "EXPLAIN QUERY PLAN SELECT DISTINCT o.name FROM volunteer v LEFT JOIN officer o ON o.id = v.id ORDER BY 1",
        "EXPLAIN QUERY PLAN SELECT MAX(o.name) FROM volunteer v LEFT JOIN officer o ON o.id = v.id GROUP BY o.name",
        "EXPLAIN QUERY PLAN SELECT * FROM (SELECT * FROM setting LIMIT 3) x JOIN (SELECT * FROM supply LIMIT 1) y",
        "EXPLAIN QUERY PLAN SELECT name FROM officer UNION SELECT name FROM volunteer",
        "EXPLAIN SELECT * FROM volunteer v LEFT JOIN officer o ON o.id = v.id",
        "EXPLAIN SELECT DISTINCT name FROM volunteer",
    };
    int rows = 0;
    assert_int_equal(strlen(store->passage), PASSAGE_BYTES - 1);
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        struct statement *row = statement_take_text(store, told[i], &err);
        if (row == NULL)
            fail_msg("%s", err.text);
        for (; statement_row(row); rows++)
            for (int k = 0; k < column_count(row); k++)
                assert_null(strstr(column_text(row, k), store->passage));
        assert_true(statement_done(row, NULL));
    }
    assert_true(rows > 50);
    struct store *other = store_file_kiosk(file.path, "hall");
    assert_string_not_equal(other->passage, store->passage);
    store_close(other);
}

/* The row that a verb changes is read whole for the audit, and by nobody else. */
static void what_the_audit_reads_is_not_there_for_others(void **state)
{
    (void)state;
    const struct row_value values[] = {ROW_STR("state", "planned")};
    assert_true(store_begin(store, "kiosk.in", &err));
    if (!row_update(store, "assignment", 1, -1, values, 1, &err))
        fail_msg("%s", err.text);
    refused("SELECT * FROM main.assignment WHERE id = :id");
    refused("SELECT note FROM main.assignment");
    assert_false(row_read(store, "person", 1, -1, &store->after, &err));
    assert_false(row_read(store, "volunteer", 1, -1, &store->after, &err));
    assert_true(store_commit(store, &err));
    char *kept = store_file_ask(&file, "SELECT note || after FROM assignment a JOIN audit_payload ON audit_id < "
                                       "7777777 WHERE a.id = 1 ORDER BY audit_id DESC");
    assert_non_null(strstr(kept, CANARY "0 note"));
    assert_non_null(strstr(kept, "\"reason\":\"" CANARY "0 reason\""));
    free(kept);
}

/* ---- writing ---- */

static void nothing_is_written_outside_a_verb(void **state)
{
    (void)state;
    static const char update[] = "UPDATE main.assignment SET rev = 99 WHERE id = 1";
    refused(update);
    assert_true(store_begin(store, "kiosk.in", &err));
    struct statement *statement = statement_take_text(store, update, &err);
    assert_non_null(statement);
    assert_true(statement_done(statement, &err));
    store_rollback(store);
    refused(update); /* prepared, but not kept */
    assert_true(statement_run(store, "BEGIN", &err));
    is_refused(update);
    assert_true(is_refused("COMMIT"));
    char *rev = store_file_ask(&file, "SELECT rev FROM assignment WHERE id = 1");
    assert_string_equal(rev, "1");
    free(rev);
}

static void the_audit_is_not_written_over(void **state)
{
    (void)state;
    static const char *const over[] = {
        "REPLACE INTO main.audit (id, batch_id, table_name, row_id, change, payload_hash, chain_hash) VALUES (1, 1, "
        "'x', "
        "1, 'insert', :hash, :hash)",
        "INSERT OR REPLACE INTO main.batch (id, at, terminal, verb, kind) VALUES (1, 1, 'x', 'x', 'do')",
        "REPLACE INTO main.audit_payload (audit_id, before, after) VALUES (1, '', '')",
    };
    char *before = store_file_ask(&file, "SELECT group_concat(chain_hash || payload_hash) FROM audit");
    assert_true(store_begin(store, "kiosk.in", &err));
    for (size_t i = 0; i < sizeof over / sizeof over[0]; i++) {
        struct statement *statement = statement_take_text(store, over[i], &err);
        while (statement != NULL && statement_row(statement))
            ;
        if (statement != NULL && i != 2)
            assert_false(statement_done(statement, &err));
    }
    store_rollback(store);
    char *after = store_file_ask(&file, "SELECT group_concat(chain_hash || payload_hash) FROM audit");
    assert_string_equal(after, before);
    free(before);
    free(after);
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_way_leads_to_a_closed_column, make, clear),
        cmocka_unit_test_setup_teardown(nothing_else_is_to_be_had, make, clear),
        cmocka_unit_test_setup_teardown(pragmas_are_two_questions, make, clear),
        cmocka_unit_test_setup_teardown(functions_are_the_few_that_are_used, make, clear),
        cmocka_unit_test_setup_teardown(the_name_that_reads_everything_is_told_nobody, make, clear),
        cmocka_unit_test_setup_teardown(what_the_audit_reads_is_not_there_for_others, make, clear),
        cmocka_unit_test_setup_teardown(nothing_is_written_outside_a_verb, make, clear),
        cmocka_unit_test_setup_teardown(the_audit_is_not_written_over, make, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
