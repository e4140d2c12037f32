/* PINs of volunteers: given out by the desk, asked for at the shared terminal with growing waits, and what leads out of
 * it. */
#include "gatepost/alarm_rules.h"
#include "gatepost/audit.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/kiosk.h"
#include "gatepost/people_rules.h"
#include "gatepost/pin.h"
#include "gatepost/registers.h"
#include "gatepost/undo_rules.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct store *desk, *kiosk;
static struct kiosk_person person; /* 马小军, PIN 4826 */

static bool give(enum pin_what what, const char *pin, const char *again, struct err *err)
{
    const struct pin_change change = {what, pin, again};
    *err = (struct err){0};
    return pin_save_volunteer(desk, person.id, -1, &change, err);
}

static int setup(void **state)
{
    struct err err = {0};
    (void)state;
    desk = register_open();
    struct volunteer volunteer = {.person_id = register_person(desk, "马小军", "13700015566", 0), .name = "马小军"};
    roster_put(desk, &volunteer_table, &volunteer);
    person.id = volunteer.head.id;
    assert_true(give(PIN_SET, "４８２６", "4826", &err));
    kiosk = store_file_kiosk(store_path(desk), "大厅");
    assert_true(kiosk_person_get(kiosk, person.id, &person, &err));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    store_close(kiosk);
    register_close(desk);
    return 0;
}

static bool prove(const char *pin, struct err *err)
{
    *err = (struct err){0};
    store_act_for(kiosk, person.id, false);
    return kiosk_prove(kiosk, &person, pin, err);
}

static bool leave(const char *pin, struct err *err)
{
    *err = (struct err){0};
    return kiosk_way_out(kiosk, pin, err);
}

static void assert_refused(const struct err *err, enum err_code code, const char *words)
{
    if (err->code != code)
        fail_msg("%d: %s", err->code, err->text);
    if (strstr(err->text, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", err->text, words);
}

static void pin_officer(const char *name, enum role role, const char *pin)
{
    struct err err = {0};
    struct officer officer = {.name = "", .role = role};
    snprintf(officer.name, sizeof officer.name, "%s", name);
    assert_true(pin_save_officer(desk, &officer, &(struct pin_change){PIN_SET, pin, pin}, &err));
}

/* ---- given out ---- */

static void a_pin_is_digits_and_not_the_end_of_the_phone(void **state)
{
    (void)state;
    static const struct {
        const char *pin, *again, *field;
    } cases[] = {{"123", "123", "pin"}, {"12a4", "12a4", "pin"}, {"4827", "4828", "again"}};
    struct err err;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_false(give(PIN_SET, cases[i].pin, cases[i].again, &err));
        assert_int_equal(err.code, ERR_INPUT);
        assert_string_equal(err.field, cases[i].field);
    }
    assert_false(give(PIN_SET, "５５６６", "5566", &err));
    assert_refused(&err, ERR_INPUT, "last digits of their phone");
    assert_true(prove("4826", &err));
}

static void one_that_is_made_up_is_four_digits_nobody_tries_first(void **state)
{
    (void)state;
    struct err err = {0};
    char pin[PIN_NEW_DIGITS + 1], last[PIN_NEW_DIGITS + 1] = "";
    int same = 0;
    for (int i = 0; i < 300; i++) {
        assert_true(pin_make(desk, person.id, pin, &err));
        assert_int_equal(strspn(pin, "0123456789"), PIN_NEW_DIGITS);
        assert_string_not_equal(pin, "1111");
        assert_string_not_equal(pin, "1234");
        same += strcmp(pin, last) == 0;
        memcpy(last, pin, sizeof last);
    }
    assert_true(same < 10);
    assert_true(give(PIN_SET, pin, pin, &err));
    assert_true(kiosk_person_get(kiosk, person.id, &person, &err));
    assert_true(prove(pin, &err));
}

static void undo_brings_the_earlier_one_back(void **state)
{
    (void)state;
    struct err err;
    struct buffer what = {0};
    assert_true(store_sign_on(desk, 1, "east", true, &(struct err){0}));
    assert_true(give(PIN_SET, "9071", "9071", &err));
    assert_true(undo_last(desk, &what, &err));
    assert_non_null(strstr(buffer_text(&what), "PIN changed"));
    assert_true(prove("4826", &err));
    assert_true(redo_last(desk, NULL, &err));
    assert_true(kiosk_person_get(kiosk, person.id, &person, &err));
    assert_false(prove("4826", &err));
    assert_true(prove("9071", &err));
    assert_true(give(PIN_NONE, "", "", &err));
    assert_true(undo_last(desk, NULL, &err));
    assert_true(prove("9071", &err));
    buffer_release(&what);
}

static void the_hash_is_nowhere_else(void **state)
{
    (void)state;
    struct err err = {0};
    struct audit_verdict verdict;
    assert_true(give(PIN_SET, "9071", "9071", &err));
    assert_int_equal(register_count(desk, "SELECT count(*) FROM volunteer_pin WHERE hash LIKE '$y$%'"), 2);
    assert_int_equal(register_count(desk, "SELECT count(*) FROM audit_payload WHERE before LIKE '%$y$%' OR after LIKE "
                                          "'%$y$%'"),
                     0);
    assert_true(audit_verify(desk, &verdict, NULL, NULL, &err));
    assert_string_equal(verdict.what, "");
}

/* ---- asked for ---- */

static void the_right_one_proves_and_a_wrong_one_does_not(void **state)
{
    (void)state;
    struct err err;
    assert_false(prove("4827", &err));
    assert_refused(&err, ERR_ROLE, "Wrong PIN");
    assert_string_equal(err.field, "pin");
    assert_false(store_volunteer_proven(kiosk));
    assert_false(prove("", &err));
    assert_true(prove("４８２６", &err));
    assert_true(store_volunteer_proven(kiosk));
    assert_int_equal(store_volunteer(kiosk), person.id);
}

/* Wherever they are typed, and over a restart; the right one is not looked at while it waits. */
static void wrong_ones_wait_longer_and_longer(void **state)
{
    (void)state;
    static const int waits[] = {5, 15, 60, 300, 300};
    struct err err;
    assert_false(prove("1", &err));
    assert_false(prove("2", &err));
    for (size_t i = 0; i < sizeof waits / sizeof waits[0]; i++) {
        char words[40];
        snprintf(words, sizeof words, "wait %d seconds", waits[i]);
        assert_false(prove("3", &err));
        assert_refused(&err, ERR_ROLE, words);
        assert_false(prove("4826", &err));
        assert_refused(&err, ERR_BUSY, "Too many");
        assert_string_equal(err.field, "pin"); /* no "one moment": nobody else holds the file */
        clock_advance_ms(waits[i] * 1000);
    }
    store_close(kiosk);
    kiosk = store_file_kiosk(store_path(desk), "东楼");
    assert_true(prove("4826", &err));
    assert_false(prove("1", &err));
    assert_refused(&err, ERR_ROLE, "Type it again"); /* and it begins anew */
}

static void a_clock_set_back_makes_no_wait_longer(void **state)
{
    (void)state;
    struct err err;
    for (int i = 0; i < 4; i++) {
        assert_false(prove("0", &err));
        clock_advance_ms(15000);
    }
    assert_false(prove("0", &err));
    clock_fix(clock_now() - 86400);
    assert_false(prove("4826", &err));
    assert_refused(&err, ERR_BUSY, "Wait 60 seconds");
    clock_advance_ms(60000);
    assert_true(prove("4826", &err));
}

static void a_new_one_ends_the_wait(void **state)
{
    (void)state;
    struct err err;
    for (int i = 0; i < 3; i++)
        assert_false(prove("0", &err));
    assert_true(give(PIN_SET, "9071", "9071", &err));
    assert_true(kiosk_person_get(kiosk, person.id, &person, &err));
    assert_true(prove("9071", &err));
}

static void five_wrong_ones_ring_at_the_desk(void **state)
{
    (void)state;
    struct err err;
    struct alarm_matter matters[4];
    int count = 0;
    for (int i = 0; i < PIN_TOLD; i++) {
        assert_false(prove("0", &err));
        clock_advance_ms(300000);
    }
    assert_true(pin_matters(desk, clock_now(), matters, 4, &count, &err));
    assert_int_equal(count, 1);
    assert_non_null(strstr(matters[0].words, "马小军"));
    assert_non_null(strstr(matters[0].words, "大厅"));
}

/* Read when they were found; the desk was faster since. */
static void who_was_changed_since_is_told_and_nothing_is_counted(void **state)
{
    (void)state;
    struct err err;
    struct volunteer volunteer;
    assert_true(give(PIN_SET, "9071", "9071", &err));
    assert_false(prove("4826", &err));
    assert_refused(&err, ERR_NOT_FOUND, "another PIN");
    assert_true(give(PIN_NONE, "", "", &err));
    assert_false(prove("4826", &err));
    assert_refused(&err, ERR_NOT_FOUND, "no PIN yet");
    assert_true(record_get(desk, &volunteer_table, person.id, &volunteer, &err));
    assert_true(register_void(desk, &volunteer_rules, person.id, volunteer.head.rev, "搬走", &err));
    assert_false(prove("4826", &err));
    assert_refused(&err, ERR_NOT_FOUND, "ask at the desk");
    assert_false(give(PIN_SET, "9072", "9072", &err));
    assert_refused(&err, ERR_INPUT, "no volunteer any more");
    assert_int_equal(register_count(desk, "SELECT count(*) FROM pin_try WHERE count > 0"), 0);
    assert_false(store_volunteer_proven(kiosk));
}

/* ---- out ---- */

static void a_duty_officers_pin_leads_out_and_no_other(void **state)
{
    (void)state;
    struct err err;
    assert_false(leave("6042", &err));
    assert_refused(&err, ERR_NOT_FOUND, "gatepost officer pin");
    pin_officer("赵强", ROLE_GATE, "1357");
    assert_false(leave("1357", &err));
    assert_refused(&err, ERR_NOT_FOUND, "No duty officer has a PIN");
    assert_int_equal(register_count(kiosk, "SELECT COUNT(*) FROM officer_pin"), 0); /* nor is its hash there */
    pin_officer("陈国梁", ROLE_OFFICER, "6042");
    pin_officer("孙丽", ROLE_OFFICER, "8080");
    assert_false(leave("1357", &err));
    assert_refused(&err, ERR_ROLE, "Wrong PIN");
    assert_false(leave("4826", &err));
    assert_true(leave("6042", &err));
    assert_true(leave("８０８０", &err));
}

/* Neither does what volunteers do there forget guesses at the way out, nor do these keep volunteers waiting. */
static void guesses_at_the_way_out_are_counted_apart(void **state)
{
    (void)state;
    struct err err;
    int count = 0;
    struct kiosk_person people[2];
    struct alarm_matter matters[4];
    pin_officer("陈国梁", ROLE_OFFICER, "6042");
    for (int i = 0; i < 3; i++)
        assert_false(leave("0", &err));
    assert_true(kiosk_who(kiosk, "9999", "", people, 2, &count, &err));
    assert_true(prove("4826", &err));
    assert_true(store_begin(kiosk, "kiosk.in", &err) && kiosk_was_right(kiosk, &err) && store_commit(kiosk, &err));
    assert_false(leave("6042", &err));
    assert_refused(&err, ERR_BUSY, "Too many");
    clock_advance_ms(5000);
    assert_true(leave("6042", &err));
    for (int i = 0; i < PIN_TOLD; i++) {
        assert_false(leave("0", &err));
        clock_advance_ms(300000);
    }
    assert_true(pin_matters(desk, clock_now(), matters, 4, &count, &err));
    assert_int_equal(count, 1);
    assert_non_null(strstr(matters[0].words, "大厅"));
}

#define PIN_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PIN_TEST(a_pin_is_digits_and_not_the_end_of_the_phone),
        PIN_TEST(one_that_is_made_up_is_four_digits_nobody_tries_first),
        PIN_TEST(undo_brings_the_earlier_one_back),
        PIN_TEST(the_hash_is_nowhere_else),
        PIN_TEST(the_right_one_proves_and_a_wrong_one_does_not),
        PIN_TEST(wrong_ones_wait_longer_and_longer),
        PIN_TEST(a_clock_set_back_makes_no_wait_longer),
        PIN_TEST(a_new_one_ends_the_wait),
        PIN_TEST(five_wrong_ones_ring_at_the_desk),
        PIN_TEST(who_was_changed_since_is_told_and_nothing_is_counted),
        PIN_TEST(a_duty_officers_pin_leads_out_and_no_other),
        PIN_TEST(guesses_at_the_way_out_are_counted_apart),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
