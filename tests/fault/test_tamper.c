/* Whatever is changed behind the audit's back shows: one byte, one row, two swapped rows, the tail. */
#include "gatepost/audit.h"
#include "gatepost/row.h"
#include "gatepost/words.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FREE                                                                                     \
    "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; DROP TRIGGER batch_no_update; " \
    "DROP TRIGGER batch_no_delete; DROP TRIGGER audit_payload_no_update; DROP TRIGGER audit_payload_no_delete; "

static struct store_file file;

/* Entries: 1 and 2 settings, 3 officer 1, 4 the sign-on, 5–14 officers 2–11, 15–24 changes of officers 2–6 twice. */
static int make(void **state)
{
    (void)state;
    store_file_make(&file);
    struct store *store = store_file_open(&file, "seat-1", true);
    char name[20];
    for (int i = 2; i <= 11; i++) {
        snprintf(name, sizeof name, "officer %d", i);
        assert_int_equal(store_file_add(store, name, NULL), i);
    }
    for (int i = 0; i < 10; i++) {
        const struct row_value values[] = {ROW_STR("role", i < 5 ? "gate" : "viewer")};
        assert_true(store_begin(store, "officer.edit", NULL));
        assert_true(row_update(store, "officer", 2 + i % 5, -1, values, 1, NULL));
        assert_true(store_commit(store, NULL));
    }
    store_close(store);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    store_file_remove(&file);
    return 0;
}

static void verify(struct audit_verdict *verdict)
{
    struct store *store = store_open(file.path, 0, NULL);
    assert_non_null(store);
    assert_true(audit_verify(store, verdict, NULL, NULL, NULL));
    store_close(store);
}

static void an_honest_file_is_good(void **state)
{
    (void)state;
    struct audit_verdict verdict;
    verify(&verdict);
    assert_string_equal(verdict.what, "");
    assert_int_equal(verdict.first_bad, 0);
    assert_int_equal(verdict.count, 24);
    store_file_sql(&file, "VACUUM");
    verify(&verdict);
    assert_int_equal(verdict.first_bad, 0);
}

/* The triggers alone stop an honest mistake. */
static void the_audit_is_append_only(void **state)
{
    (void)state;
    static const char *const sql[] = {
        "UPDATE audit SET row_id = 1",         "DELETE FROM audit",
        "UPDATE batch SET terminal = 'x'",     "DELETE FROM batch",
        "UPDATE audit_payload SET after = ''", "DELETE FROM audit_payload",
    };
    for (size_t i = 0; i < sizeof sql / sizeof sql[0]; i++) {
        char *answer = store_file_ask(&file, sql[i]); /* aborted: nothing is changed */
        assert_string_equal(answer, "");
        free(answer);
    }
    struct audit_verdict verdict;
    verify(&verdict);
    assert_int_equal(verdict.first_bad, 0);
}

static const struct {
    const char *what, *sql;
    int64_t first_bad;
} cases[] = {
    {"a byte of a row never changed since", "UPDATE officer SET name = 'officer 0' WHERE id = 9", 12},
    {"a byte of a row changed since", "UPDATE officer SET name = 'officer 0' WHERE id = 2", 20},
    {"a rev", "UPDATE officer SET rev = rev + 1 WHERE id = 9", 12},
    {"a reason", "UPDATE officer SET voided = 'x' WHERE id = 9", 12},
    {"a setting", "UPDATE setting SET value = 'x' WHERE id = 2", 2},
    {"a sign-on", "UPDATE sign_on SET at = at - 60", 4},
    {"a row removed", "DELETE FROM officer WHERE id = 9", 12},
    {"a row added", "INSERT INTO officer (name, role) VALUES ('x', 'gate')", 25},
    {"a row added to an empty table", "INSERT INTO checkpoint (name) VALUES ('x')", 25},
    {"two rows swapped",
     "UPDATE officer SET id = 99 WHERE id = 9; UPDATE officer SET id = 9 WHERE id = 10; "
     "UPDATE officer SET id = 10 WHERE id = 99",
     12},
    {"a byte of what was before",
     FREE "UPDATE audit_payload SET before = replace(before, 'officer', 'Officer') WHERE audit_id = 15", 15},
    {"a byte of what was after",
     FREE "UPDATE audit_payload SET after = replace(after, 'gate', 'Gate') WHERE audit_id = 16", 16},
    {"a payload removed", FREE "DELETE FROM audit_payload WHERE audit_id = 16", 16},
    {"a payload added", FREE "INSERT INTO audit_payload VALUES (12, '{}', '{}')", 12},
    {"a payload beyond the end", FREE "PRAGMA foreign_keys=OFF; INSERT INTO audit_payload VALUES (99, '{}', '{}')", 25},
    {"a payload's hash", FREE "UPDATE audit SET payload_hash = zeroblob(32) WHERE id = 7", 7},
    {"a chain hash", FREE "UPDATE audit SET chain_hash = zeroblob(32) WHERE id = 7", 7},
    {"whose row it was", FREE "UPDATE audit SET row_id = 10 WHERE id = 12", 12},
    {"which table it was", FREE "UPDATE audit SET table_name = 'person' WHERE id = 12", 12},
    {"what kind of change it was", FREE "UPDATE audit SET change = 'update' WHERE id = 12", 12},
    {"an entry removed", FREE "DELETE FROM audit WHERE id = 8", 8},
    {"the first entry removed", FREE "DELETE FROM audit WHERE id = 1", 1},
    {"two entries swapped",
     FREE "UPDATE audit SET id = 99 WHERE id = 7; UPDATE audit SET id = 7 WHERE id = 8; "
          "UPDATE audit SET id = 8 WHERE id = 99",
     7},
    {"when it was", FREE "UPDATE batch SET at = at - 3600 WHERE id = 5", 6},
    {"who it was", FREE "UPDATE batch SET officer_id = 3 WHERE id = 5", 6},
    {"where it was", FREE "UPDATE batch SET terminal = 'seat-9' WHERE id = 5", 6},
    {"under which sign-on", FREE "UPDATE batch SET sign_on_id = NULL WHERE id = 5", 6},
    {"what was done", FREE "UPDATE batch SET verb = 'officer.void' WHERE id = 5", 6},
    {"whether it was an undo", FREE "UPDATE batch SET kind = 'undo' WHERE id = 5", 6},
    {"what it took back", FREE "UPDATE batch SET of_batch = 4 WHERE id = 5", 6},
    {"whose own act it was", FREE "UPDATE batch SET volunteer_id = 1 WHERE id = 5", 6},
    {"a batch removed", FREE "PRAGMA foreign_keys=OFF; DELETE FROM batch WHERE id = 5", 6},
    {"a batch added", "INSERT INTO batch (at, terminal, verb, kind) VALUES (0, 'x', 'x', 'do')", 25},
    {"the tail", FREE "DELETE FROM audit_payload WHERE audit_id > 22; DELETE FROM audit WHERE id > 22", 18},
    {"the tail with its rows put back",
     FREE "DELETE FROM audit_payload WHERE audit_id = 24; DELETE FROM audit WHERE id = 24; "
          "UPDATE officer SET role = 'gate', rev = 2 WHERE id = 6",
     24},
    {"everything", FREE "DELETE FROM audit_payload; DELETE FROM audit", 1},
    {"the count", "UPDATE meta SET value = '23' WHERE name = 'audit_count'", 25},
    {"the head", "UPDATE meta SET value = replace(value, substr(value, 1, 1), 'x') WHERE name = 'audit_head'", 25},
    {"the head removed", "DELETE FROM meta WHERE name = 'audit_head'", 25},
};

static void every_change_shows_where_it_is(void **state)
{
    int wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct audit_verdict verdict;
        make(state);
        store_file_sql(&file, cases[i].sql);
        verify(&verdict);
        if (verdict.first_bad != cases[i].first_bad || verdict.what[0] == '\0') {
            print_message("# %s: entry %lld, expected %lld (%s)\n", cases[i].what, (long long)verdict.first_bad,
                          (long long)cases[i].first_bad, verdict.what);
            wrong++;
        }
        clear(state);
    }
    assert_int_equal(wrong, 0);
}

/* One byte on the disk itself, past SQLite. */
static void a_byte_of_the_file_shows(void **state)
{
    (void)state;
    store_file_sql(&file, "PRAGMA wal_checkpoint(TRUNCATE)");
    FILE *raw = fopen(file.path, "r+be");
    static char bytes[1 << 22];
    size_t length = fread(bytes, 1, sizeof bytes, raw);
    int changed = 0;
    for (size_t at = 0; at + 9 < length; at++) {
        if (memcmp(bytes + at, "officer 9", 9) != 0)
            continue;
        fseek(raw, (long)at + 8, SEEK_SET); /* in the row, its index and its search keys alike */
        fputc('8', raw);
        changed++;
    }
    fclose(raw);
    assert_true(changed > 0);
    struct audit_verdict verdict;
    verify(&verdict);
    assert_int_equal(verdict.first_bad, 12);
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_honest_file_is_good, make, clear),
        cmocka_unit_test_setup_teardown(the_audit_is_append_only, make, clear),
        cmocka_unit_test(every_change_shows_where_it_is),
        cmocka_unit_test_setup_teardown(a_byte_of_the_file_shows, make, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
