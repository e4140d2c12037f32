#include "gatepost/audit.h"
#include "gatepost/row.h"
#include "gatepost/words.h"
#include "src/store/database.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct store_file file;
static struct store *one, *two;

static int make(void **state)
{
    (void)state;
    store_file_make(&file);
    one = store_file_open(&file, "seat-1", false);
    two = store_file_open(&file, "pts/7", false);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    store_close(one);
    store_close(two);
    store_file_remove(&file);
    return 0;
}

static void check_ask(const char *sql, const char *expected)
{
    char *answer = store_file_ask(&file, sql);
    assert_string_equal(answer, expected);
    free(answer);
}

static bool rename_officer(struct store *store, int64_t id, int64_t rev, const char *name, struct err *err)
{
    const struct row_value values[] = {ROW_STR("name", name)};
    assert_true(store_begin(store, "officer.edit", NULL));
    if (row_update(store, "officer", id, rev, values, 1, err))
        return store_commit(store, err);
    store_rollback(store);
    return false;
}

static void an_insert_takes_defaults_and_is_in_the_audit(void **state)
{
    (void)state;
    assert_int_equal(store_file_add(one, "王\"小\n明", NULL), 2);
    check_ask("SELECT rev || role || (voided IS NULL) FROM officer WHERE id = 2", "1officer1");
    check_ask("SELECT table_name || row_id || change FROM audit ORDER BY id DESC LIMIT 1", "officer2insert");
    check_ask("SELECT verb || kind || terminal || officer_id FROM batch ORDER BY id DESC LIMIT 1",
              "officer.adddoseat-11");
    check_ask("SELECT value FROM meta WHERE name = 'audit_count'", "4"); /* two settings, two officers */
}

static void an_update_moves_rev_on_and_keeps_both_states(void **state)
{
    (void)state;
    assert_true(rename_officer(one, 1, 1, "王", NULL));
    check_ask("SELECT name || rev FROM officer WHERE id = 1", "王2");
    check_ask("SELECT before FROM audit_payload",
              "{\"id\":1,\"rev\":1,\"name\":\"李卫国\",\"role\":\"officer\",\"voided\":null}");
    check_ask("SELECT after FROM audit_payload",
              "{\"id\":1,\"rev\":2,\"name\":\"王\",\"role\":\"officer\",\"voided\":null}");
}

static void an_old_rev_is_a_conflict_that_names_the_other(void **state)
{
    (void)state;
    struct err err = {0};
    assert_true(rename_officer(two, 1, 1, "王", NULL));
    assert_false(rename_officer(one, 1, 1, "赵", &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_non_null(strstr(err.text, "王"));
    assert_non_null(strstr(err.text, "pts/7"));
    check_ask("SELECT name FROM officer WHERE id = 1", "王");
    assert_true(rename_officer(one, 1, -1, "赵", &err));
    check_ask("SELECT name || rev FROM officer WHERE id = 1", "赵3");
}

static void the_same_values_write_nothing(void **state)
{
    (void)state;
    assert_true(rename_officer(one, 1, 1, "李卫国", NULL));
    check_ask("SELECT rev FROM officer WHERE id = 1", "1");
    check_ask("SELECT count(*) FROM audit_payload", "0");
    check_ask("SELECT count(*) FROM batch WHERE verb = 'officer.edit'", "0");
}

static void a_missing_row_is_said(void **state)
{
    (void)state;
    struct err err = {0};
    assert_false(rename_officer(one, 77, 1, "王", &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void voiding_needs_a_reason(void **state)
{
    (void)state;
    struct err err = {0};
    assert_true(store_begin(one, "officer.void", NULL));
    assert_false(row_void(one, "officer", 1, 1, "  ", &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_string_equal(err.field, "reason");
    assert_true(row_void(one, "officer", 1, 1, "left", &err));
    assert_true(store_commit(one, &err));
    check_ask("SELECT voided || rev FROM officer WHERE id = 1", "left2");
}

static void the_database_refuses_what_no_rule_allows(void **state)
{
    (void)state;
    struct err err = {0};
    const struct row_value values[] = {ROW_STR("name", "王"), ROW_STR("role", "king")};
    assert_true(store_begin(one, "officer.add", NULL));
    assert_false(row_insert(one, "officer", values, 2, NULL, &err));
    assert_int_equal(err.code, ERR_DATABASE);
    store_rollback(one);
    check_ask("SELECT count(*) FROM officer", "1");
}

static void a_batch_is_one_transaction(void **state)
{
    (void)state;
    const struct row_value first[] = {ROW_STR("name", "王"), ROW_STR("role", "gate")};
    const struct row_value second[] = {ROW_STR("name", "赵"), ROW_STR("role", "gate")};
    int64_t id = 0;
    assert_true(store_begin(one, "officer.add", NULL));
    assert_true(row_insert(one, "officer", first, 2, &id, NULL));
    assert_true(row_insert(one, "officer", second, 2, &id, NULL));
    assert_true(row_update(one, "officer", id, 1, first + 1, 1, NULL)); /* the same role */
    assert_true(row_void(one, "officer", id, 1, "twice", NULL));
    int64_t batch = store_batch(one);
    assert_true(store_commit(one, NULL));
    assert_int_equal(store_batch(one), 0);
    struct audit_entry entries[8];
    int count = 0;
    assert_true(audit_list(two, 0, entries, 8, &count, NULL));
    int ours = 0;
    for (int i = 0; i < count; i++) {
        ours += entries[i].batch_id == batch;
        audit_entry_release(&entries[i]);
    }
    assert_int_equal(ours, 3);
}

static void both_see_each_other_under_one_chain(void **state)
{
    (void)state;
    char name[40];
    struct audit_verdict verdict;
    for (int i = 0; i < 40; i++) {
        snprintf(name, sizeof name, "officer %d", i);
        assert_int_equal(store_file_add(i % 2 ? one : two, name, NULL), 2 + i);
    }
    assert_true(audit_verify(one, &verdict, NULL, NULL, NULL));
    assert_string_equal(verdict.what, "");
    assert_int_equal(verdict.count, 43);
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, make, clear)
    const struct CMUnitTest tests[] = {
        TEST(an_insert_takes_defaults_and_is_in_the_audit),
        TEST(an_update_moves_rev_on_and_keeps_both_states),
        TEST(an_old_rev_is_a_conflict_that_names_the_other),
        TEST(the_same_values_write_nothing),
        TEST(a_missing_row_is_said),
        TEST(voiding_needs_a_reason),
        TEST(the_database_refuses_what_no_rule_allows),
        TEST(a_batch_is_one_transaction),
        TEST(both_see_each_other_under_one_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
