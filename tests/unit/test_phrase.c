/* What is offered to be written again: most used first, from few rows, whatever the log holds. */
#include "gatepost/gate.h"
#include "gatepost/utf8.h"
#include "src/store/database.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 6 };
static struct store *store;
static int64_t south, east, person;
static char texts[MOST][NAME_BYTES];
static int count;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    south = register_checkpoint(store, "南门");
    east = register_checkpoint(store, "东门");
    person = register_person(store, "张伟明", "", 0);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

static void log_at(int64_t checkpoint, int64_t at, const char *purpose, const char *reason, const char *override)
{
    struct crossing crossing = {.at = at,
                                .checkpoint_id = checkpoint,
                                .person_id = person,
                                .affected_area = -1,
                                .decision = reason[0] ? DECISION_TURNED_AWAY : DECISION_ADMITTED};
    text_copy(crossing.purpose, sizeof crossing.purpose, purpose);
    text_copy(crossing.reason, sizeof crossing.reason, reason);
    text_copy(crossing.override_reason, sizeof crossing.override_reason, override);
    register_crossing(store, &crossing);
}

static void recent(enum phrase_use use, int64_t checkpoint, int most)
{
    struct err err = {0};
    if (!phrase_recent(store, use, checkpoint, texts, most, &count, &err))
        fail_msg("%s", err.text);
}

static void the_most_used_purpose_of_the_checkpoint_comes_first(void **state)
{
    (void)state;
    log_at(south, 100, "买菜", "", "");
    log_at(south, 101, "回家", "", "");
    log_at(south, 102, "买菜", "", "");
    log_at(south, 103, "就医", "", "");
    log_at(south, 104, "", "", "");
    log_at(east, 105, "送货", "", "");
    recent(PHRASE_PURPOSE, south, MOST);
    assert_int_equal(count, 3);
    assert_string_equal(texts[0], "买菜");
    assert_string_equal(texts[1], "就医"); /* as often as 回家, but later */
    assert_string_equal(texts[2], "回家");
    recent(PHRASE_PURPOSE, south, 1);
    assert_int_equal(count, 1);
    recent(PHRASE_PURPOSE, east, MOST);
    assert_int_equal(count, 1);
    recent(PHRASE_PURPOSE, 0, MOST);
    assert_int_equal(count, 0);
}

static void what_was_voided_is_not_offered(void **state)
{
    (void)state;
    log_at(south, 100, "写错的", "", "");
    assert_true(gate_void(store, 1, -1, "登错", NULL));
    recent(PHRASE_PURPOSE, south, MOST);
    assert_int_equal(count, 0);
}

static void only_the_last_rows_are_looked_at(void **state)
{
    (void)state;
    log_at(south, 1, "从前", "", "");
    for (int i = 0; i < 400; i++)
        log_at(south, 10 + i, "", "", "");
    recent(PHRASE_PURPOSE, south, MOST);
    assert_int_equal(count, 0);
}

static void reasons_and_overrides_are_their_own(void **state)
{
    (void)state;
    log_at(south, 100, "回家", "未带出入证", "");
    log_at(east, 101, "", "未带出入证", "");
    log_at(south, 102, "", "发热 37.6/37.5", "");
    log_at(south, 103, "", "外来车辆", "");
    log_at(south, 104, "", "", "急诊就医");
    recent(PHRASE_REASON, south, MOST);
    assert_int_equal(count, 2);
    assert_string_equal(texts[0], "未带出入证");
    assert_string_equal(texts[1], "外来车辆");
    recent(PHRASE_OVERRIDE, south, MOST);
    assert_int_equal(count, 1);
    assert_string_equal(texts[0], "急诊就医");
}

static void the_dictionary_is_found_by_letters_and_characters(void **state)
{
    (void)state;
    log_at(east, 100, "送外卖", "", "");
    assert_true(phrase_find(store, "swm", texts, MOST, &count, NULL));
    assert_int_equal(count, 1);
    assert_string_equal(texts[0], "送外卖");
    assert_true(phrase_find(store, "外卖", texts, MOST, &count, NULL));
    assert_int_equal(count, 1);
    assert_true(phrase_find(store, "买", texts, MOST, &count, NULL));
    assert_int_equal(count, 0);
    assert_true(phrase_find(store, "", texts, MOST, &count, NULL));
    assert_int_equal(count, 0);
}

/* Each walks its index from the newest row on and stops at its limit: nothing of the log is sorted or looked through.
 */
static void no_question_grows_with_the_log(void **state)
{
    (void)state;
    static const char *const indexes[] = {"crossing_checkpoint (", "crossing_decision (", "crossing_override"};
    int looked = 0;
    for (int use = 0; use < PHRASE_USE_COUNT; use++)
        recent((enum phrase_use)use, south, MOST);
    for (sqlite3_stmt *at = sqlite3_next_stmt(store->db, NULL); at; at = sqlite3_next_stmt(store->db, at)) {
        char question[2000], plan[2000] = "";
        sqlite3_stmt *explained = NULL;
        if (!strstr(sqlite3_sql(at), "AS phrase_id") && !strstr(sqlite3_sql(at), "override_reason AS text"))
            continue;
        snprintf(question, sizeof question, "EXPLAIN QUERY PLAN %s", sqlite3_sql(at));
        assert_int_equal(sqlite3_prepare_v2(store->db, question, -1, &explained, NULL), SQLITE_OK);
        while (sqlite3_step(explained) == SQLITE_ROW) {
            size_t length = strlen(plan);
            snprintf(plan + length, sizeof plan - length, "%s; ", (const char *)sqlite3_column_text(explained, 3));
        }
        sqlite3_finalize(explained);
        bool indexed = false;
        for (size_t i = 0; i < sizeof indexes / sizeof indexes[0]; i++)
            indexed = indexed || strstr(plan, indexes[i]) != NULL;
        /* The few rows kept are counted and put in order, behind the limit. */
        const char *inner = strstr(plan, "TEMP B-TREE FOR ORDER BY");
        if (!indexed || strstr(plan, "SCAN crossing;") || (inner && strstr(inner, "crossing_")))
            fail_msg("%s: %s", sqlite3_sql(at), plan);
        looked++;
    }
    assert_int_equal(looked, PHRASE_USE_COUNT);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(the_most_used_purpose_of_the_checkpoint_comes_first),
        TEST(what_was_voided_is_not_offered),
        TEST(only_the_last_rows_are_looked_at),
        TEST(reasons_and_overrides_are_their_own),
        TEST(the_dictionary_is_found_by_letters_and_characters),
        TEST(no_question_grows_with_the_log),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
