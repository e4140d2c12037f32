#include "gatepost/audit.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
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

static struct store_file file;
static struct store *store;

static int make(void **state)
{
    (void)state;
    clock_fix(1649635920); /* 2022-04-11 08:12 at +08:00 */
    store_file_make(&file);
    store = store_file_open(&file, "seat-1", false);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    store_close(store);
    store_file_remove(&file);
    return 0;
}

static void set_name(const char *name)
{
    const struct row_value values[] = {ROW_STR("name", name), ROW_STR("role", "gate")};
    assert_true(store_begin(store, "officer.edit", NULL));
    assert_true(row_update(store, "officer", 1, -1, values, 2, NULL));
    assert_true(store_commit(store, NULL));
}

static void history_is_newest_first_in_pages(void **state)
{
    (void)state;
    char name[20];
    for (int i = 0; i < 5; i++) {
        snprintf(name, sizeof name, "name %d", i);
        set_name(name);
    }
    store_file_add(store, "other", NULL);
    struct audit_entry entries[4];
    int count = 0;
    assert_true(audit_history(store, "officer", 1, 0, entries, 4, &count, NULL));
    assert_int_equal(count, 4);
    assert_non_null(strstr(entries[0].after, "name 4"));
    assert_non_null(strstr(entries[0].before, "name 3"));
    assert_string_equal(entries[0].verb, "officer.edit");
    assert_string_equal(entries[0].terminal, "seat-1");
    assert_string_equal(entries[0].officer, "name 4");
    assert_string_equal(entries[0].change, "update");
    assert_int_equal(entries[0].at, 1649635920);
    int64_t below = entries[3].id;
    for (int i = 0; i < count; i++)
        audit_entry_release(&entries[i]);
    assert_true(audit_history(store, "officer", 1, below, entries, 4, &count, NULL));
    assert_int_equal(count, 2);
    assert_string_equal(entries[1].change, "insert");
    assert_string_equal(entries[1].before, "");
    for (int i = 0; i < count; i++)
        audit_entry_release(&entries[i]);
}

static void check_difference(const char *before, const char *after, const char *expected)
{
    struct buffer out = {0};
    char old[200], new_one[200];
    snprintf(old, sizeof old, "%s", before);
    snprintf(new_one, sizeof new_one, "%s", after);
    const struct audit_entry entry = {.before = old, .after = new_one};
    audit_difference(store, &entry, false, &out);
    assert_string_equal(buffer_text(&out), expected);
    buffer_release(&out);
}

static void a_difference_is_told_in_words(void **state)
{
    (void)state;
    check_difference("{\"rev\":1,\"temp_tenths\":365,\"remark\":\"\"}",
                     "{\"rev\":2,\"temp_tenths\":375,\"remark\":\"late\"}",
                     "temperature 36.5 → 37.5; remark (empty) → \"late\"");
    check_difference("{\"temp_tenths\":null,\"at\":0}", "{\"temp_tenths\":360,\"at\":1649635920}",
                     "temperature (empty) → 36.0; time 1970-01-01 08:00 → 2022-04-11 08:12");
    check_difference("{\"decision\":\"admitted\"}", "{\"decision\":\"turned_away\"}",
                     "decision Admitted → Turned away");
    check_difference("{\"remark\":\"held\"}", "{\"remark\":\"\"}", "remark \"held\" → (empty)");
    check_difference("{\"voided\":null}", "{\"voided\":\"twice\"}", "voided (twice)");
    check_difference("{\"voided\":\"twice\"}", "{\"voided\":null}", "valid again");
    check_difference("{\"mask\":1,\"abnormal\":0}", "{\"mask\":0,\"abnormal\":2}",
                     "mask Yes → No; abnormal No → Confirmed");
    check_difference("{\"officer_id\":1,\"phone\":\"\"}", "{\"officer_id\":99,\"phone\":\"13812345678\"}",
                     "officer 李卫国 → 99; phone (empty) → \"138****5678\"");
    check_difference("{\"rev\":1}", "{\"rev\":2}", "");
    check_difference("", "", "");
    check_difference("no json", "{\"a\":1}", "");
}

static bool count_calls(void *context, int percent)
{
    assert_in_range(percent, 0, 100);
    return ++*(int *)context < 2;
}

static void a_walk_can_be_stopped(void **state)
{
    (void)state;
    struct audit_verdict verdict;
    struct err err = {0};
    int calls = 0;
    assert_true(store_begin(store, "officer.add", NULL));
    for (int i = 0; i < 1200; i++) {
        char name[20];
        snprintf(name, sizeof name, "o%d", i);
        const struct row_value values[] = {ROW_STR("name", name), ROW_STR("role", "gate")};
        assert_true(row_insert(store, "officer", values, 2, NULL, NULL));
    }
    assert_true(store_commit(store, NULL));
    assert_false(audit_verify(store, &verdict, count_calls, &calls, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
    assert_int_equal(calls, 2);
    assert_true(audit_verify(store, &verdict, NULL, NULL, &err));
    assert_int_equal(verdict.first_bad, 0);
    assert_int_equal(verdict.count, 1203);
}

static void the_verdict_carries_the_head(void **state)
{
    (void)state;
    struct audit_verdict verdict;
    set_name("王");
    assert_true(audit_verify(store, &verdict, NULL, NULL, NULL));
    char *head = store_file_ask(&file, "SELECT value FROM meta WHERE name = 'audit_head'");
    assert_int_equal(strlen(head), 64);
    assert_string_equal(head, verdict.head);
    free(head);
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, make, clear)
    const struct CMUnitTest tests[] = {
        TEST(history_is_newest_first_in_pages),
        TEST(a_difference_is_told_in_words),
        TEST(a_walk_can_be_stopped),
        TEST(the_verdict_carries_the_head),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
