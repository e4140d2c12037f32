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

/* Another program writes without our lock file: an event on the -wal comes first, the commit is seen a little later. */
static void another_program_is_seen_by_its_wal(void **state)
{
    (void)state;
    store_file_sql(&file, "UPDATE change_seq SET seq = seq + 1 WHERE topic = 'gate'");
    assert_true(is_woken(two, 1000));
    assert_int_equal(store_changed(two, &again_ms), TOPIC_GATE);
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
        TEST(another_program_is_seen_by_its_wal),
        TEST(an_event_before_its_commit_is_followed_by_looks),
        TEST(a_replaced_lock_file_is_watched_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
