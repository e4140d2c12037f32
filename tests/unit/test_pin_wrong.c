/* Wrong PINs: what they cost, whom they ring for; a locked desk opens to a right one alone. */
#include "gatepost/alarm_rules.h"
#include "gatepost/clock.h"
#include "gatepost/people_rules.h"
#include "gatepost/pin.h"
#include "gatepost/undo_rules.h"
#include "tests/lib/register.h"
#include "tests/lib/store_file.h"
#include "tests/unit/pin_officers.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* From the third wrong one on; while it waits the right one is not looked at either. */
static void wrong_tries_wait_longer_and_longer(void **state)
{
    (void)state;
    static const int waits[] = {5, 15, 60, 300, 300};
    struct err err;
    assert_wrong("1", ERR_ROLE, "Type it again");
    assert_wrong("2", ERR_ROLE, "Type it again");
    for (size_t i = 0; i < sizeof waits / sizeof waits[0]; i++) {
        char words[40];
        snprintf(words, sizeof words, "wait %d seconds", waits[i]);
        assert_wrong("3", ERR_ROLE, words);
        assert_wrong("2468", ERR_BUSY, "Too many");
        clock_advance_ms((waits[i] - 1) * 1000);
        assert_wrong("2468", ERR_BUSY, "Wait 1 second,");
        clock_advance_ms(1000);
    }
    assert_true(try_pin("2468", &err));
    assert_wrong("1", ERR_ROLE, "Type it again"); /* and it begins anew */
}

/* Each is a process of its own, all at the same time: counted before it is looked at, so three and no more are. */
static void guesses_at_the_same_time_are_no_more(void **state)
{
    (void)state;
    enum { GUESSERS = 8 };
    pid_t children[GUESSERS];
    int looked_at = 0;
    store_close(store);
    for (int i = 0; i < GUESSERS; i++) {
        children[i] = fork();
        assert_true(children[i] >= 0);
        if (children[i] == 0) {
            struct err err = {0};
            struct store *own = store_open(file.path, 0, &err);
            if (own == NULL || pin_sign_on(own, "赵强", "0000", "east", false, &err))
                _exit(100);
            _exit((int)err.code);
        }
    }
    for (int i = 0; i < GUESSERS; i++) {
        int status = 0;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_true(WIFEXITED(status));
        assert_true(WEXITSTATUS(status) == ERR_ROLE || WEXITSTATUS(status) == ERR_BUSY);
        looked_at += WEXITSTATUS(status) == ERR_ROLE;
    }
    store = store_file_open(&file, "east", true);
    assert_int_equal(looked_at, 3);
}

static void neither_a_restart_nor_another_terminal_helps(void **state)
{
    (void)state;
    struct err err = {0};
    for (int i = 0; i < 3; i++)
        assert_false(try_pin("0000", &err));
    store_close(store);
    store = store_file_open(&file, "west", false);
    assert_false(pin_sign_on(store, "赵强", "2468", "west", false, &err));
    assert_int_equal(err.code, ERR_BUSY);
    err = (struct err){0};
    assert_true(people_sign_on(store, "李卫国", "west", false, &err)); /* nobody else waits */
    assert_true(set_pin(&guard, PIN_SET, "9753", "9753", &err));       /* a new one ends it */
    assert_true(pin_sign_on(store, "赵强", "9753", "west", false, &err));
}

/* A clock that ran ahead must not lock anybody out for a day. */
static void a_clock_set_back_waits_once_more_and_no_longer(void **state)
{
    (void)state;
    struct err err = {0};
    clock_fix(REGISTER_NOW + 86400);
    for (int i = 0; i < 3; i++)
        assert_false(try_pin("0000", &err));
    clock_fix(REGISTER_NOW);
    assert_wrong("2468", ERR_BUSY, "Wait 5 seconds");
    clock_advance_ms(5000);
    assert_true(try_pin("2468", &err));
}

static void a_session_that_cannot_count_does_not_look(void **state)
{
    (void)state;
    struct err err = {0};
    store_close(store);
    store = store_open(file.path, STORE_READ_ONLY, &err);
    assert_non_null(store);
    assert_wrong("2468", ERR_ROLE, "read-only");
}

static int open_alarms(struct alarm *newest)
{
    struct err err = {0};
    int count = 0, total = 0;
    assert_true(alarm_scan(store, clock_now(), &err));
    assert_true(alarm_open_list(store, newest, 1, &count, &total, &err));
    return total;
}

static void five_wrong_ones(void)
{
    struct err err;
    for (int i = 0; i < PIN_TOLD; i++) {
        assert_false(try_pin("0000", &err));
        clock_advance_ms(300000);
    }
}

/* It rings with the fifth, once; a right one does not silence it, since it may be a guess; the next five ring anew. */
static void the_desk_is_told_of_five(void **state)
{
    (void)state;
    struct alarm alarm;
    struct err err = {0};
    for (int i = 0; i < PIN_TOLD - 1; i++) {
        assert_false(try_pin("0000", &err));
        clock_advance_ms(300000);
        assert_int_equal(open_alarms(&alarm), 0);
    }
    assert_false(try_pin("0000", &err));
    assert_asked("SELECT count(*) FROM alarm WHERE rule = 'pin'", "1"); /* without waiting for the minute */
    assert_int_equal(open_alarms(&alarm), 1);
    assert_string_equal(alarm.rule, "pin");
    assert_string_equal(alarm.words, "赵强 (east)");
    clock_advance_ms(300000);
    assert_false(try_pin("0000", &err));
    clock_advance_ms(300000);
    assert_true(try_pin("2468", &err));
    assert_int_equal(open_alarms(&alarm), 1);
    five_wrong_ones();
    assert_asked("SELECT count(*) FROM alarm WHERE rule = 'pin'", "2");
    clock_advance_ms((int64_t)PIN_TOLD_HOURS * 3600 * 1000);
    assert_true(alarm_scan(store, clock_now(), &err));
    assert_asked("SELECT count(*) FROM alarm WHERE rule = 'pin' AND cleared_at IS NULL", "0");
}

/* A locked desk says the same to everybody who cannot open it, and keeps no name: it may be a PIN. */
static void a_locked_desk_opens_to_a_pin_alone(void **state)
{
    (void)state;
    static const char *const names[] = {"没有这人", "黄磊" /* has no PIN */, "1234", ""};
    register_officer(store, "黄磊");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct err err = {0};
        assert_false(pin_unlock(store, names[i], "2468", "east", &err));
        assert_string_equal(err.field, "pin");
        assert_non_null(strstr(err.text, i == 3 ? "Too many wrong PINs" : "Wrong PIN"));
    }
    assert_asked("SELECT terminal || count || (officer_id IS NULL) FROM pin_try", "east31");
    struct err err = {0};
    assert_false(pin_unlock(store, "赵强", "2469", "east", &err));
    assert_int_equal(store_officer(store), 1);
    assert_true(pin_unlock(store, "赵强", "2468", "east", &err));
    assert_int_equal(store_officer(store), guard.id);
    assert_true(pin_unlock(store, "赵强", "2468", "east", &err));
}

/* A duty officer took it away elsewhere: at every other desk the name alone is enough, too. */
static void a_pin_taken_away_meanwhile_locks_nobody_out(void **state)
{
    (void)state;
    struct err err = {0};
    assert_true(set_pin(&guard, PIN_NONE, "", "", &err));
    assert_true(people_sign_on(store, "赵强", "east", true, &err));
    assert_false(pin_unlock(store, "李卫国", "", "east", &err));
    assert_true(pin_unlock(store, "赵强", "2468", "east", &err));
    assert_int_equal(store_officer(store), guard.id);
}

/* Who comes back to their own desk can undo what they did before it locked. */
static void undo_reaches_over_the_lock_for_the_same_officer_alone(void **state)
{
    (void)state;
    struct err err = {0};
    assert_true(set_pin(&chief, PIN_SET, "8642", "8642", &err));
    struct checkpoint gate = {.name = "南门"};
    assert_true(people_add_checkpoint(store, &gate, &err));
    assert_true(pin_unlock(store, "李卫国", "8642", "east", &err));
    assert_true(undo_last(store, NULL, &err));
    assert_true(redo_last(store, NULL, &err));
    assert_true(pin_unlock(store, "赵强", "2468", "east", &err));
    assert_false(undo_last(store, NULL, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

#define PIN_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PIN_TEST(wrong_tries_wait_longer_and_longer),
        PIN_TEST(guesses_at_the_same_time_are_no_more),
        PIN_TEST(neither_a_restart_nor_another_terminal_helps),
        PIN_TEST(a_clock_set_back_waits_once_more_and_no_longer),
        PIN_TEST(a_session_that_cannot_count_does_not_look),
        PIN_TEST(the_desk_is_told_of_five),
        PIN_TEST(a_locked_desk_opens_to_a_pin_alone),
        PIN_TEST(a_pin_taken_away_meanwhile_locks_nobody_out),
        PIN_TEST(undo_reaches_over_the_lock_for_the_same_officer_alone),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
