/* A user of the computer who is bound to an officer is that one and nobody else. */
#include "gatepost/people_rules.h"
#include "gatepost/pin.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include "tests/unit/pin_officers.h"
#include <pwd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char *own_user(void)
{
    const struct passwd *user = getpwuid(getuid());
    assert_non_null(user);
    return user->pw_name;
}

/* As the duty officer does it from another account: from this one it is refused. */
static void bind_guard(void)
{
    struct err err = {0};
    assert_true(officer_get(store, guard.id, &guard, &err));
    text_copy(guard.unix_user, sizeof guard.unix_user, own_user());
    register_begin(store);
    assert_true(officer_save(store, &guard, &err));
    register_commit(store);
}

static bool bind_own(struct officer *officer, struct err *err)
{
    *err = (struct err){0};
    text_copy(officer->unix_user, sizeof officer->unix_user, own_user());
    return people_add_officer(store, officer, err);
}

static void nobody_binds_the_account_they_work_with_to_somebody_else(void **state)
{
    (void)state;
    struct err err = {0};
    struct officer second = {.name = "孙丽", .role = ROLE_OFFICER}, stored;
    assert_true(people_add_officer(store, &second, &err));
    assert_false(bind_own(&guard, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_string_equal(err.field, "unix_user");
    assert_non_null(strstr(err.text, "the account you work with"));
    assert_true(officer_get(store, guard.id, &stored, &err));
    assert_string_equal(stored.unix_user, "");
    assert_false(bind_own(&second, &err)); /* a duty officer, but not the one who would be locked out */
    assert_string_equal(err.field, "unix_user");
    text_copy(guard.unix_user, sizeof guard.unix_user, "daemon"); /* another account is theirs to give */
    assert_true(people_add_officer(store, &guard, &err));
    assert_true(officer_get(store, 1, &chief, &err));
    assert_true(bind_own(&chief, &err));
    chief.role = ROLE_CLERK; /* there is another duty officer, whom this account cannot reach */
    assert_false(people_add_officer(store, &chief, &err));
    assert_string_equal(err.field, "unix_user");
    assert_non_null(strstr(err.text, "no duty officer could sign on"));
    chief.unix_user[0] = '\0';
    assert_true(people_add_officer(store, &chief, &err));
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
    assert_true(officer_get(store, 1, &chief, &err));
    assert_true(bind_own(&chief, &err)); /* free again */
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
        PIN_TEST(nobody_binds_the_account_they_work_with_to_somebody_else),
        PIN_TEST(a_bound_user_is_one_officer_and_nobody_else),
        PIN_TEST(a_bound_user_cannot_take_over_a_locked_desk),
        PIN_TEST(a_user_is_bound_once_and_must_exist),
        PIN_TEST(a_shared_terminal_opens_no_desk),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
