/* PINs: what is accepted, what a wrong one costs, where the hash is not; and who a user of the computer is. */
#include "gatepost/alarm_rules.h"
#include "gatepost/audit.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/people_rules.h"
#include "gatepost/pin.h"
#include "gatepost/roles.h"
#include "gatepost/row.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/register.h"
#include "tests/lib/store_file.h"
#include <pwd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static struct store_file file;
static struct store *store;
static struct officer chief, guard; /* 李卫国, duty officer, no PIN; 赵强, at the gate, PIN 2468 */

static bool set_pin(struct officer *officer, enum pin_what what, const char *pin, const char *again, struct err *err)
{
    const struct pin_change change = {what, pin, again};
    return officer_get(store, officer->id, officer, err) && pin_save_officer(store, officer, &change, err);
}

static int setup(void **state)
{
    (void)state;
    struct err err = {0};
    words_start(NULL, "en");
    clock_fix(REGISTER_NOW);
    store_file_make(&file);
    store = store_file_open(&file, "east", true);
    guard = (struct officer){.name = "赵强", .role = ROLE_GATE};
    assert_true(officer_get(store, 1, &chief, &err));
    assert_true(pin_save_officer(store, &guard, &(struct pin_change){PIN_SET, "２４６８", " 2468 "}, &err));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    store_close(store);
    store_file_remove(&file);
    return 0;
}

static void assert_asked(const char *sql, const char *answer)
{
    char *text = store_file_ask(&file, sql);
    assert_string_equal(text, answer);
    free(text);
}

static bool try_pin(const char *pin, struct err *err)
{
    *err = (struct err){0};
    return pin_sign_on(store, "赵强", pin, "east", false, err);
}

static void assert_wrong(const char *pin, enum err_code code, const char *words)
{
    struct err err;
    assert_false(try_pin(pin, &err));
    assert_int_equal(err.code, code);
    assert_string_equal(err.field, "pin");
    if (strstr(err.text, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", err.text, words);
}

static void a_pin_is_4_to_12_digits_typed_twice(void **state)
{
    (void)state;
    static const struct {
        const char *pin, *again, *field;
    } cases[] = {{"123", "123", "pin"},     {"1234567890123", "1234567890123", "pin"},
                 {"12a4", "12a4", "pin"},   {"", "", "pin"},
                 {"1234", "1235", "again"}, {"１２３", "１２３", "pin"},
                 {"12 34", "12 34", "pin"}};
    struct err err = {0};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_false(set_pin(&chief, PIN_SET, cases[i].pin, cases[i].again, &err));
        assert_int_equal(err.code, ERR_INPUT);
        assert_string_equal(err.field, cases[i].field);
    }
    assert_true(officer_get(store, 1, &chief, &err));
    assert_int_equal(chief.pin_id, 0);
    assert_true(set_pin(&chief, PIN_SET, "1234", "1234", &err));
    assert_true(set_pin(&chief, PIN_SET, "123456789012", "123456789012", &err));
    assert_true(pin_sign_on(store, "李卫国", "１２３４５６７８９０１２", "east", false, &err));
}

static void only_the_right_one_signs_on(void **state)
{
    (void)state;
    struct err err = {0};
    assert_false(people_sign_on(store, "赵强", "east", false, &err));
    assert_int_equal(err.code, ERR_ROLE);
    assert_string_equal(err.field, "pin");
    assert_int_equal(store_officer(store), 1);
    assert_wrong("2469", ERR_ROLE, "Wrong PIN");
    assert_wrong("", ERR_ROLE, "Wrong PIN");
    assert_int_equal(store_officer(store), 1);
    assert_true(try_pin("２４６８", &err));
    assert_int_equal(store_officer(store), guard.id);
    assert_true(pin_sign_on(store, "李卫国", "whatever", "east", false, &err)); /* has none */
}

/* The hash stands in its own table and nowhere else: not in the audit's payloads, not in words. */
static void the_hash_is_nowhere_else(void **state)
{
    (void)state;
    struct err err = {0};
    assert_true(set_pin(&guard, PIN_SET, "1357", "1357", &err));
    assert_true(set_pin(&guard, PIN_NONE, "", "", &err));
    assert_asked("SELECT count(*) FROM officer_pin WHERE hash LIKE '$y$%'", "2");
    assert_asked("SELECT count(*) FROM audit_payload WHERE before LIKE '%$y$%' OR after LIKE '%$y$%'", "0");
    assert_asked("SELECT count(*) FROM officer_pin WHERE hash LIKE '%2468%' OR hash LIKE '%1357%'", "0");
    struct audit_entry entries[8] = {0};
    struct buffer words = {0};
    int count = 0;
    assert_true(audit_history(store, "officer", guard.id, 0, entries, 8, &count, &err));
    for (int i = 0; i < count; i++) {
        audit_difference(store, &entries[i], false, &words);
        buffer_add(&words, "|");
        audit_entry_release(&entries[i]);
    }
    assert_string_equal(buffer_text(&words), "PIN removed|PIN changed|PIN set||");
    buffer_release(&words);
    struct audit_verdict verdict;
    assert_true(audit_verify(store, &verdict, NULL, NULL, &err));
    assert_string_equal(verdict.what, "");
}

static void a_hash_put_there_by_hand_is_found(void **state)
{
    (void)state;
    struct err err = {0};
    struct audit_verdict verdict;
    store_file_sql(&file, "DROP TRIGGER officer_pin_no_update; UPDATE officer_pin SET hash = '$y$j9T$a$b'");
    assert_true(audit_verify(store, &verdict, NULL, NULL, &err));
    assert_true(verdict.first_bad > 0);
}

static void a_row_slipped_in_is_found(void **state)
{
    (void)state;
    struct err err = {0};
    struct audit_verdict verdict;
    store_file_sql(&file, "INSERT INTO officer_pin (officer_id, hash) VALUES (1, 'x')");
    assert_true(audit_verify(store, &verdict, NULL, NULL, &err));
    assert_non_null(strstr(verdict.what, "officer_pin"));
}

/* The earlier PIN holds again, and what undo says is no digit and no hash. */
static void undo_brings_the_earlier_pin_back(void **state)
{
    (void)state;
    struct err err = {0};
    struct buffer what = {0};
    assert_true(set_pin(&guard, PIN_SET, "1357", "1357", &err));
    assert_true(undo_last(store, &what, &err));
    assert_non_null(strstr(buffer_text(&what), "PIN changed"));
    assert_null(strstr(buffer_text(&what), "$y$"));
    assert_false(try_pin("1357", &err));
    assert_true(try_pin("2468", &err));
    assert_true(store_sign_on(store, 1, "east", true, &err));
    assert_true(set_pin(&chief, PIN_SET, "8642", "8642", &err));
    buffer_clear(&what);
    assert_true(undo_last(store, &what, &err));
    assert_non_null(strstr(buffer_text(&what), "PIN removed"));
    assert_true(people_sign_on(store, "李卫国", "east", false, &err)); /* none again */
    buffer_release(&what);
}

static void an_officer_added_with_a_pin_is_undone_as_one(void **state)
{
    (void)state;
    struct err err = {0};
    struct officer added = {.name = "孙丽", .role = ROLE_CLERK};
    assert_true(pin_save_officer(store, &added, &(struct pin_change){PIN_SET, "1111", "1111"}, &err));
    assert_true(undo_last(store, NULL, &err));
    assert_true(officer_get(store, added.id, &added, &err));
    assert_string_not_equal(added.voided, "");
    assert_true(redo_last(store, NULL, &err));
    assert_true(pin_sign_on(store, "孙丽", "1111", "east", false, &err));
}

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

static void everybody_changes_their_own_and_nobody_elses(void **state)
{
    (void)state;
    struct err err = {0};
    const struct pin_change change = {PIN_SET, "1357", "1357"};
    assert_true(try_pin("2468", &err));
    assert_false(set_pin(&chief, PIN_SET, "1357", "1357", &err));
    assert_int_equal(err.code, ERR_ROLE);
    err = (struct err){0};
    assert_false(pin_change_own(store, "2469", &change, &err));
    assert_string_equal(err.field, "current");
    assert_true(pin_change_own(store, "2468", &change, &err));
    assert_true(try_pin("1357", &err));
    assert_true(officer_get(store, 1, &chief, &err));
    assert_int_equal(chief.pin_id, 0);
}

/* ---- users of the computer ---- */

static const char *own_user(void)
{
    const struct passwd *user = getpwuid(getuid());
    assert_non_null(user);
    return user->pw_name;
}

static void bind_guard(void)
{
    struct err err = {0};
    assert_true(officer_get(store, guard.id, &guard, &err));
    text_copy(guard.unix_user, sizeof guard.unix_user, own_user());
    assert_true(people_add_officer(store, &guard, &err));
}

static void a_bound_user_is_one_officer_and_nobody_else(void **state)
{
    (void)state;
    struct err err = {0};
    struct officer bound;
    assert_true(pin_bound_officer(store, &bound, &err));
    assert_int_equal(bound.id, 0);
    bind_guard();
    assert_true(pin_bound_officer(store, &bound, &err));
    assert_int_equal(bound.id, guard.id);
    assert_true(people_sign_on(store, "赵强", "east", false, &err)); /* without the PIN */
    assert_false(people_sign_on(store, "李卫国", "east", false, &err));
    assert_int_equal(err.code, ERR_ROLE);
    assert_string_equal(err.field, "officer");
    assert_non_null(strstr(err.text, "bound to 赵强 and to nobody else"));
    assert_int_equal(store_officer(store), guard.id);
    err = (struct err){0};
    assert_false(pin_sign_on(store, "李卫国", "", "east", false, &err));
    assert_int_equal(err.code, ERR_ROLE);
    assert_false(people_sign_on(store, "没有这人", "east", false, &err)); /* nor learns who there is */
    assert_string_equal(err.field, "officer");
    assert_non_null(strstr(err.text, "bound to"));
}

/* The lock asks for the PIN all the same: who sits there now is not who logged in. */
static void a_bound_user_cannot_take_over_a_locked_desk(void **state)
{
    (void)state;
    struct err err = {0};
    assert_true(set_pin(&chief, PIN_SET, "8642", "8642", &err));
    bind_guard();
    assert_true(people_sign_on(store, "赵强", "east", true, &err));
    assert_false(pin_unlock(store, "赵强", "0000", "east", &err));
    assert_false(pin_unlock(store, "李卫国", "8642", "east", &err));
    assert_string_equal(err.field, "officer");
    assert_int_equal(store_officer(store), guard.id);
    assert_true(pin_unlock(store, "赵强", "2468", "east", &err));
}

static void a_user_is_bound_once_and_must_exist(void **state)
{
    (void)state;
    struct err err = {0};
    struct officer other = {.name = "孙丽", .role = ROLE_CLERK};
    bind_guard();
    text_copy(other.unix_user, sizeof other.unix_user, own_user());
    assert_false(people_add_officer(store, &other, &err));
    assert_string_equal(err.field, "unix_user");
    assert_non_null(strstr(err.text, "赵强"));
    text_copy(other.unix_user, sizeof other.unix_user, "no-such-user-here");
    assert_false(people_add_officer(store, &other, &err));
    assert_string_equal(err.field, "unix_user");
    other.unix_user[0] = '\0';
    assert_true(people_add_officer(store, &other, &err));
    assert_true(people_void_officer(store, guard.id, -1, "left", &err));
    text_copy(other.unix_user, sizeof other.unix_user, own_user()); /* free again */
    assert_true(people_add_officer(store, &other, &err));
}

static void a_shared_terminal_opens_no_desk(void **state)
{
    (void)state;
    struct err err = {0};
    struct officer kiosk = {.name = "公用终端", .role = ROLE_KIOSK};
    assert_true(pin_save_officer(store, &kiosk, &(struct pin_change){PIN_SET, "1111", "1111"}, &err));
    assert_false(pin_sign_on(store, "公用终端", "1111", "east", true, &err));
    assert_int_equal(err.code, ERR_ROLE);
    assert_false(pin_unlock(store, "公用终端", "1111", "east", &err));
    assert_int_equal(store_officer(store), 1);
    assert_true(pin_sign_on(store, "公用终端", "1111", "east", false, &err)); /* a command, which asks by verb */
}

#define PIN_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PIN_TEST(a_pin_is_4_to_12_digits_typed_twice),
        PIN_TEST(only_the_right_one_signs_on),
        PIN_TEST(the_hash_is_nowhere_else),
        PIN_TEST(a_hash_put_there_by_hand_is_found),
        PIN_TEST(a_row_slipped_in_is_found),
        PIN_TEST(undo_brings_the_earlier_pin_back),
        PIN_TEST(an_officer_added_with_a_pin_is_undone_as_one),
        PIN_TEST(wrong_tries_wait_longer_and_longer),
        PIN_TEST(guesses_at_the_same_time_are_no_more),
        PIN_TEST(neither_a_restart_nor_another_terminal_helps),
        PIN_TEST(a_clock_set_back_waits_once_more_and_no_longer),
        PIN_TEST(a_session_that_cannot_count_does_not_look),
        PIN_TEST(the_desk_is_told_of_five),
        PIN_TEST(a_locked_desk_opens_to_a_pin_alone),
        PIN_TEST(a_pin_taken_away_meanwhile_locks_nobody_out),
        PIN_TEST(undo_reaches_over_the_lock_for_the_same_officer_alone),
        PIN_TEST(everybody_changes_their_own_and_nobody_elses),
        PIN_TEST(a_bound_user_is_one_officer_and_nobody_else),
        PIN_TEST(a_bound_user_cannot_take_over_a_locked_desk),
        PIN_TEST(a_user_is_bound_once_and_must_exist),
        PIN_TEST(a_shared_terminal_opens_no_desk),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
