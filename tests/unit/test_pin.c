/* PINs: what is accepted, who may change which, what undo brings back, where the hash is not. */
#include "gatepost/audit.h"
#include "gatepost/buffer.h"
#include "gatepost/people_rules.h"
#include "gatepost/pin.h"
#include "gatepost/undo_rules.h"
#include "tests/lib/store_file.h"
#include "tests/unit/pin_officers.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

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
        PIN_TEST(everybody_changes_their_own_and_nobody_elses),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
