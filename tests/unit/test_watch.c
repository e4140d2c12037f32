#include "gatepost/alarm.h"
#include "gatepost/row.h"
#include "gatepost/settings.h"
#include "gatepost/words.h"
#include "src/store/database.h"
#include "tests/lib/store_file.h"
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct store_file file;
static struct store *one, *two;
static int again_ms;

static int make(void **state)
{
    (void)state;
    store_file_make(&file);
    one = store_file_open(&file, "seat-1", false);
    two = store_file_open(&file, "seat-2", false);
    assert_true(store_watch_descriptor(one) >= 0);
    assert_true(store_watch_descriptor(two) >= 0);
    assert_int_equal(store_changed(two, &again_ms), 0);
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

static bool is_woken(struct store *store, int timeout_ms)
{
    struct pollfd wait = {.fd = store_watch_descriptor(store), .events = POLLIN};
    return poll(&wait, 1, timeout_ms) == 1;
}

static void another_terminals_save_wakes_and_tells_the_topic(void **state)
{
    (void)state;
    assert_int_equal(store_file_add(one, "王", NULL), 2);
    assert_true(is_woken(two, 1000));
    assert_int_equal(store_changed(two, &again_ms), TOPIC_OFFICER);
    assert_int_equal(again_ms, 500);
    assert_int_equal(store_changed(two, &again_ms), 0);
    assert_int_equal(again_ms, 500);
    assert_false(is_woken(two, 0));
    assert_true(store_begin(one, "settings.set", NULL));
    assert_true(settings_put(one, "fever.line", "37.5", NULL));
    assert_true(store_commit(one, NULL));
    assert_int_equal(store_changed(two, &again_ms), TOPIC_SETTING);
    char value[20];
    assert_true(settings_get(two, "fever.line", value, sizeof value));
}

static void what_was_saved_before_the_first_look_is_told(void **state)
{
    (void)state;
    struct store *late = store_file_open(&file, "seat-3", false);
    assert_int_equal(store_file_add(one, "王", NULL), 2);
    assert_int_equal(store_changed(late, &again_ms), TOPIC_OFFICER);
    store_close(late);
}

static void our_own_save_is_told_once_and_ends(void **state)
{
    (void)state;
    assert_int_equal(store_file_add(two, "王", NULL), 2);
    assert_int_equal(store_changed(two, &again_ms), TOPIC_OFFICER);
    assert_int_equal(again_ms, 500);
    for (int i = 0; i < 5; i++) {
        assert_false(is_woken(two, 0)); /* looking makes no events */
        assert_int_equal(store_changed(two, &again_ms), 0);
        assert_int_equal(again_ms, 500);
    }
    store_read_begin(two, NULL);
    store_read_end(two);
    assert_false(is_woken(two, 0));
}

static void what_saves_nothing_wakes_nobody(void **state)
{
    (void)state;
    assert_true(store_begin(one, "gate.add", NULL));
    assert_true(store_commit(one, NULL));
    assert_true(store_begin(one, "gate.add", NULL));
    store_rollback(one);
    assert_false(is_woken(two, 0));
}

/* ---- what a commit moves on ---- */

static int64_t number(const char *sql)
{
    char *text = store_file_ask(&file, sql);
    int64_t value = strtoll(text, NULL, 10);
    free(text);
    return value;
}

static int64_t officer_seq(void)
{
    return number("SELECT seq FROM change_seq WHERE topic = 'officer'");
}

static void each_topic_moves_once_however_many_rows_are_written(void **state)
{
    (void)state;
    static const char sum[] = "SELECT sum(seq) FROM change_seq";
    int64_t before = number(sum), officers = officer_seq();
    const struct row_value name[] = {ROW_STR("name", "王"), ROW_STR("role", "gate")};
    const struct row_value other[] = {ROW_STR("name", "张")};
    int64_t id = 0;
    assert_true(store_begin(one, "officer.add", NULL));
    assert_true(row_insert(one, "officer", name, 2, &id, NULL));
    assert_true(row_update(one, "officer", id, -1, other, 1, NULL));
    assert_true(settings_put(one, "fever.line", "37.5", NULL));
    assert_true(store_commit(one, NULL));
    assert_int_equal(officer_seq(), officers + 1);
    assert_int_equal(number(sum), before + 2);
    assert_int_equal(store_changed(two, &again_ms), TOPIC_OFFICER | TOPIC_SETTING);
}

/* What was written and taken back moves nothing, with the next commit neither. */
static void what_is_taken_back_moves_nothing(void **state)
{
    (void)state;
    int64_t before = officer_seq();
    const struct row_value name[] = {ROW_STR("name", "王"), ROW_STR("role", "gate")};
    assert_true(store_begin(one, "officer.add", NULL));
    assert_true(row_insert(one, "officer", name, 2, NULL, NULL));
    store_rollback(one);
    assert_true(store_begin(one, "settings.set", NULL));
    assert_true(settings_put(one, "fever.line", "37.5", NULL));
    assert_true(store_commit(one, NULL));
    assert_int_equal(officer_seq(), before);
    store_rehearse(one);
    assert_int_equal(store_file_add(one, "王", NULL), 2);
    assert_int_equal(officer_seq(), before);
}

/* A table that watch.c does not name would change behind every pane's back; of one WITHOUT ROWID SQLite tells nothing.
 */
static void every_table_has_its_topics(void **state)
{
    (void)state;
    unsigned topics = 0, all = 0;
    assert_true(store_begin(one, "gate.add", NULL));
    struct statement *statement = statement_take(
        one,
        "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type <> 'view' AND name NOT LIKE 'sqlite_%'",
        NULL);
    assert_non_null(statement);
    while (statement_row(statement)) {
        if (!watch_table(column_text(statement, 0), &topics))
            fail_msg("%s is not named in watch.c", column_text(statement, 0));
        if (column_integer(statement, 1) != 0 && topics != 0)
            fail_msg("%s is WITHOUT ROWID", column_text(statement, 0));
        all |= topics;
    }
    assert_true(statement_done(statement, NULL));
    store_rollback(one);
    assert_false(watch_table("sqlite_master", &topics));
    assert_int_equal(__builtin_popcount(all), TOPICS - 2); /* rows of no topic and those of a shared terminal */
    assert_int_equal(number("SELECT count(*) FROM change_seq"), TOPICS);
    assert_int_equal(number("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%change_seq%'"),
                     0);
}

/* Another program writes without our lock file: an event on the -wal comes first, the commit is seen a little later. */
static void another_program_is_seen_by_its_wal(void **state)
{
    (void)state;
    store_file_sql(&file, "UPDATE change_seq SET seq = seq + 1 WHERE topic = 'gate'");
    assert_true(is_woken(two, 1000));
    assert_int_equal(store_changed(two, &again_ms), TOPIC_GATE);
}

/* It need not know change_seq: what it changed is unknown, so everything is read again. */
static void another_program_may_have_changed_anything(void **state)
{
    (void)state;
    store_file_sql(&file, "UPDATE officer SET name = '张'");
    unsigned moved = store_changed(two, &again_ms);
    assert_int_equal(moved & (TOPIC_OFFICER | TOPIC_GATE | TOPIC_STOCK), TOPIC_OFFICER | TOPIC_GATE | TOPIC_STOCK);
    assert_int_equal(store_changed(two, &again_ms), 0);
}

/* A duty's lease is on no screen. */
static void what_has_no_topic_moves_none(void **state)
{
    (void)state;
    bool ours = false;
    int64_t done_at = 0;
    assert_true(store_begin(one, "duty.run", NULL));
    assert_true(lease_take(one, "backup", 60, &ours, &done_at, NULL));
    assert_true(store_commit(one, NULL));
    assert_true(is_woken(two, 1000));
    assert_int_equal(store_changed(two, &again_ms), 0);
    assert_int_equal(store_changed(one, &again_ms), 0);
}

static void an_event_before_its_commit_is_followed_by_looks(void **state)
{
    (void)state;
    char path[120];
    snprintf(path, sizeof path, "%s-wal", file.path);
    FILE *wal = fopen(path, "r+e");
    char first = (char)fgetc(wal);
    rewind(wal);
    fputc(first, wal);
    fclose(wal); /* an event, and nothing to see */
    int before = 0, looks = 0;
    for (store_changed(two, &again_ms); again_ms < 500; store_changed(two, &again_ms)) {
        assert_in_range(again_ms, 1, 256);
        assert_true(again_ms >= before);
        before = again_ms;
        looks++;
        poll(NULL, 0, again_ms); /* as the event loop does */
    }
    assert_int_equal(looks, 8); /* 2, 4 … 256 */
}

static void a_replaced_lock_file_is_watched_anew(void **state)
{
    (void)state;
    char path[120];
    snprintf(path, sizeof path, "%s.lock", file.path);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(store_file_add(one, "王", NULL), 2);
    assert_int_equal(store_changed(two, &again_ms), TOPIC_OFFICER); /* the poll's net, and the new watch */
    while (is_woken(two, 0))
        store_changed(two, &again_ms);
    assert_true(two->watch.lock_id >= 0);
    writer_lock_signal(&one->lock);
    assert_true(is_woken(two, 1000));
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, make, clear)
    const struct CMUnitTest tests[] = {
        TEST(another_terminals_save_wakes_and_tells_the_topic),
        TEST(what_was_saved_before_the_first_look_is_told),
        TEST(our_own_save_is_told_once_and_ends),
        TEST(what_saves_nothing_wakes_nobody),
        TEST(each_topic_moves_once_however_many_rows_are_written),
        TEST(what_is_taken_back_moves_nothing),
        TEST(every_table_has_its_topics),
        TEST(another_program_is_seen_by_its_wal),
        TEST(another_program_may_have_changed_anything),
        TEST(what_has_no_topic_moves_none),
        TEST(an_event_before_its_commit_is_followed_by_looks),
        TEST(a_replaced_lock_file_is_watched_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
