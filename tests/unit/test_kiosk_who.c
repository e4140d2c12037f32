/* Whoever guesses at the shared terminal is slowed down, whatever is done to the program or the clock, and the desk is
 * told; whoever is right is never made to wait for having been right. */
#include "gatepost/clock.h"
#include "gatepost/kept_pin.h"
#include "gatepost/kiosk.h"
#include "gatepost/pin.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 4 };
static struct store *desk, *kiosk;
static int64_t zhang, li;
static struct kiosk_person people[MOST];
static int count;
static struct err err;

static int64_t add(const char *name, const char *phone)
{
    struct volunteer volunteer = {.person_id = register_person(desk, name, phone, 0), .health = HEALTH_FIT};
    text_copy(volunteer.name, sizeof volunteer.name, name);
    roster_put(desk, &volunteer_table, &volunteer);
    return volunteer.head.id;
}

static int setup(void **state)
{
    (void)state;
    err = (struct err){0};
    desk = register_open();
    zhang = add("张伟明", "13800003821");
    li = add("李娜", "13900005566");
    add("林红", "13700005566");
    kiosk = store_file_kiosk(store_path(desk), "大厅");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    store_close(kiosk);
    register_close(desk);
    return 0;
}

static bool ask(const char *digits, const char *initials)
{
    err = (struct err){0};
    return kiosk_who(kiosk, digits, initials, people, MOST, &count, &err);
}

static void guess(int times)
{
    for (int i = 0; i < times; i++) {
        if (!ask("0000", ""))
            fail_msg("guess %d: %s", i + 1, err.text);
        assert_int_equal(count, 0);
    }
}

static void assert_waits(const char *seconds)
{
    assert_false(ask("3821", ""));
    assert_int_equal(err.code, ERR_BUSY);
    assert_string_equal(err.field, "digits");
    if (strstr(err.text, seconds) == NULL)
        fail_msg("%s: %s", seconds, err.text);
    assert_int_equal(count, 0);
}

static void pass(int seconds)
{
    clock_fix(clock_now() + seconds);
}

static void four_digits_find_one(void **state)
{
    (void)state;
    assert_true(ask("3821", ""));
    assert_int_equal(count, 1);
    assert_int_equal(people[0].id, zhang);
    assert_string_equal(people[0].name, "张*明");
}

static void two_who_share_them_are_told_apart_by_initials(void **state)
{
    (void)state;
    assert_true(ask("5566", ""));
    assert_int_equal(count, 2);
    assert_true(ask("5566", "ln"));
    assert_int_equal(count, 1);
    assert_int_equal(people[0].id, li);
    assert_true(ask("5566", "zz"));
    assert_int_equal(count, 0);
}

/* Also for one who would be right: else the wait says who is. */
static void the_third_wrong_one_makes_everybody_wait(void **state)
{
    (void)state;
    guess(3);
    assert_waits("5");
    pass(5);
    guess(1);
    assert_waits("15");
    pass(15);
    guess(1);
    assert_waits("60");
    pass(60);
    guess(1);
    assert_waits("60"); /* no longer than that: others stand behind the joker */
    pass(60);
    assert_true(ask("3821", ""));
    assert_int_equal(count, 1);
}

static void initials_that_fit_nobody_are_a_guess_too(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++)
        assert_true(ask("5566", "zz"));
    assert_waits("5");
}

static void the_wait_outlives_the_program(void **state)
{
    (void)state;
    guess(3);
    store_close(kiosk);
    kiosk = store_file_kiosk(store_path(desk), "大厅");
    assert_waits("5");
}

static void another_terminal_does_not_wait(void **state)
{
    (void)state;
    guess(3);
    struct store *there = store_file_kiosk(store_path(desk), "南门");
    struct store *here = kiosk;
    kiosk = there;
    assert_true(ask("3821", ""));
    kiosk = here;
    store_close(there);
}

static void ten_quiet_minutes_forget_them(void **state)
{
    (void)state;
    guess(2);
    pass(599);
    guess(1); /* the third */
    assert_waits("5");
    pass(600);
    guess(2);
    assert_true(ask("3821", ""));
}

static void right_ones_between_do_not_forget_them(void **state)
{
    (void)state;
    guess(2);
    assert_true(ask("3821", ""));
    guess(1);
    assert_waits("5");
}

static void something_done_forgets_them(void **state)
{
    (void)state;
    guess(2);
    assert_true(store_begin(kiosk, "kiosk.in", &err) && kiosk_was_right(kiosk, &err) && store_commit(kiosk, &err));
    guess(2);
    assert_true(ask("3821", ""));
}

static void a_clock_set_back_does_not_lengthen_the_wait(void **state)
{
    (void)state;
    guess(3);
    pass(-86400);
    assert_waits("5");
    pass(5);
    assert_true(ask("3821", ""));
}

static void a_right_one_writes_nothing(void **state)
{
    (void)state;
    guess(1);
    int64_t before = register_count(desk, "SELECT at FROM pin_try");
    pass(60);
    assert_true(ask("3821", ""));
    assert_int_equal(register_count(desk, "SELECT at FROM pin_try"), before);
}

static void the_desk_is_told_of_the_fifth(void **state)
{
    struct pin_tries told;
    int found = 0;
    (void)state;
    guess(3);
    pass(5);
    guess(1);
    pass(15);
    assert_true(pin_tries_told(desk, 0, &told, 1, &found, &err));
    assert_int_equal(found, 0);
    guess(1);
    assert_true(pin_tries_told(desk, 0, &told, 1, &found, &err));
    assert_int_equal(found, 1);
    assert_string_equal(told.terminal, "大厅");
    assert_int_equal(told.officer_id, 0);
    assert_int_equal(told.volunteer_id, 0);
    assert_int_equal(told.told_at, clock_now());
}

static void a_removed_one_is_nobody(void **state)
{
    (void)state;
    register_begin(desk);
    assert_true(row_void(desk, "volunteer", zhang, -1, "搬走", &err));
    register_commit(desk);
    assert_true(ask("3821", ""));
    assert_int_equal(count, 0);
}

#define WHO_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        WHO_TEST(four_digits_find_one),
        WHO_TEST(two_who_share_them_are_told_apart_by_initials),
        WHO_TEST(the_third_wrong_one_makes_everybody_wait),
        WHO_TEST(initials_that_fit_nobody_are_a_guess_too),
        WHO_TEST(the_wait_outlives_the_program),
        WHO_TEST(another_terminal_does_not_wait),
        WHO_TEST(ten_quiet_minutes_forget_them),
        WHO_TEST(right_ones_between_do_not_forget_them),
        WHO_TEST(something_done_forgets_them),
        WHO_TEST(a_clock_set_back_does_not_lengthen_the_wait),
        WHO_TEST(a_right_one_writes_nothing),
        WHO_TEST(the_desk_is_told_of_the_fifth),
        WHO_TEST(a_removed_one_is_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
