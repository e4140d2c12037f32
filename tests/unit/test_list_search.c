/* A filter and a slow search show what matches, slice by slice; neither changes nor a busy machine lose the selected
 * record. */
#include "gatepost/clock.h"
#include "gatepost/view.h"
#include "tests/unit/list_rows.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void a_filter_starts_at_the_first_match(void **state)
{
    (void)state;
    press(KEY_PAGE_DOWN);
    type_filter("7000");
    assert_int_equal(selected(), 994000);
    press(KEY_DOWN);
    assert_int_equal(selected(), 987000);
    struct key_event enter = {.key = KEY_ENTER}, escape = {.key = KEY_ESC};
    assert_true(list_filter_key(&view.list, &view, &enter));
    assert_false(view.list.filtering);
    assert_string_equal(view.list.filter.text, "7000");
    assert_false(list_filter_key(&view.list, &view, &escape));
    press(KEY_ESC);
    assert_string_equal(view.list.filter.text, "");
    assert_int_equal(selected(), MILLION);
    type_filter("x");
    assert_int_equal(selected(), MILLION); /* refused: the rows stay */
}

static void a_slow_search_goes_on_in_slices(void **state)
{
    (void)state;
    slice = 1000;
    type_filter("30000");
    assert_true(view.list.searching);
    assert_int_equal(view.list.count, 0); /* 990000 lies beyond the first slice */
    assert_int_equal(view.list.reached.id, MILLION - 999);
    int steps = 1;
    while (list_work(&view.list, &view))
        steps++;
    assert_true(steps > 500);
    assert_false(view.list.searching);
    assert_int_equal(selected(), 990000);
    for (int i = 0; i < 36; i++) /* one that begins a search only begins it */
        press(KEY_DOWN);
    assert_int_equal(selected(), 30000);
    assert_true(view.list.at_last);
    press(KEY_END);
    assert_int_equal(selected(), 30000);
    press(KEY_HOME);
    assert_int_equal(selected(), 990000);
}

static void changes_do_not_begin_a_slow_search_again(void **state)
{
    (void)state;
    slice = 1000;
    type_filter("30000");
    for (int i = 0; i < 50; i++)
        list_work(&view.list, &view);
    int64_t reached = view.list.reached.id;
    newest = 1020000;
    reload();
    assert_true(view.list.searching);
    assert_int_equal(view.list.reached.id, reached);
    assert_int_equal(row_at(0), 1020000); /* the new match is there */
    while (list_work(&view.list, &view))
        continue;
    assert_int_equal(((const struct row *)view.list.rows)[view.list.count - 1].id, 210000);
}

/* Beyond the slice of the newest rows. */
static void what_is_shown_of_a_slow_search_follows_changes(void **state)
{
    (void)state;
    slice = 1000;
    type_filter("30000");
    while (list_work(&view.list, &view))
        continue;
    for (int i = 0; i < 3; i++)
        press(KEY_DOWN);
    assert_int_equal(selected(), 900000);
    version = 7;
    voided = 960000;
    reload();
    assert_int_equal(row_at(0), 990000);
    assert_int_equal(row_at(1), 930000);
    assert_int_equal(selected(), 900000);
    for (int i = 0; i < CAPACITY - 1; i++) /* the last has just come up */
        assert_int_equal(((const struct row *)view.list.rows)[i].version, 7);
    voided = 900000;
    reload();
    assert_int_equal(selected(), 870000); /* what took its place */
}

/* On a busy machine a slice of time ends after a few rows. Whoever acts on the selected row acts on that record. */
static void no_selection_is_lost_on_a_busy_machine(void **state)
{
    (void)state;
    struct err err = {0};
    for (int i = 0; i < 5; i++)
        press(KEY_PAGE_DOWN);
    press(KEY_DOWN);
    int64_t before = selected(), top = row_at(0);
    slice = 3;
    newest += 2;
    reload();
    assert_int_equal(selected(), before);
    assert_int_equal(row_at(0), top);
    struct list_key wanted = {.id = newest - 12};
    press(KEY_HOME);
    assert_true(list_show(&view.list, &view, &wanted, &err));
    assert_true(view.list.following);
    view.list.touched_ms = clock_monotonic_ms() - 60000;
    view.list.slow = false;
    reload();
    assert_int_equal(selected(), newest - 12);
    wanted.id = 500000;
    assert_true(list_show(&view.list, &view, &wanted, &err));
    assert_int_equal(selected(), 500000);
    slice = 0;
    down_slice = 1; /* and then it is not reached within any time that one may wait */
    wanted.id = 400000;
    every = 9;
    assert_true(list_show(&view.list, &view, &wanted, &err));
    assert_int_equal(selected(), 500000);
}

/* What is typed there must not go to another row, however long it takes. */
static void a_row_that_is_typed_into_stays_selected(void **state)
{
    (void)state;
    struct list_def typed = def;
    typed.field = field;
    view.list.def = &typed;
    press(KEY_DOWN);
    int64_t before = selected();
    view.list.touched_ms = clock_monotonic_ms() - 60000;
    newest += CAPACITY + 5;
    reload();
    assert_int_equal(selected(), before);
    view.list.def = &def;
}

/* A row that comes in the middle is seen again once the machine has time. */
static void a_busy_moment_makes_no_slow_list(void **state)
{
    (void)state;
    slice = 10;
    press(KEY_PAGE_DOWN);
    press(KEY_HOME);
    slice = 0;
    voided = newest - 5;
    reload();
    assert_int_equal(row_at(5), newest - 6);
    voided = 0;
    reload();
    assert_int_equal(row_at(5), newest - 5);
}

static void another_filter_ends_the_search(void **state)
{
    (void)state;
    slice = 1000;
    type_filter("30000");
    assert_true(view.list.searching);
    struct key_event clear = {.key = KEY_CTRL('U')};
    assert_true(list_filter_key(&view.list, &view, &clear));
    load();
    assert_false(view.list.searching);
    assert_int_equal(selected(), MILLION);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_filter_starts_at_the_first_match),       TEST(a_slow_search_goes_on_in_slices),
        TEST(changes_do_not_begin_a_slow_search_again), TEST(what_is_shown_of_a_slow_search_follows_changes),
        TEST(no_selection_is_lost_on_a_busy_machine),   TEST(a_row_that_is_typed_into_stays_selected),
        TEST(a_busy_moment_makes_no_slow_list),         TEST(another_filter_ends_the_search),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
