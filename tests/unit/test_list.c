/* A list of a million rows costs what is seen of it; it stays on its record whatever comes and goes, sorted or not. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/view.h"
#include "tests/unit/list_rows.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void one_line_down_costs_little(void **state)
{
    (void)state;
    assert_int_equal(selected(), MILLION);
    fetches = fetched = 0;
    for (int i = 0; i < 800; i++)
        press(KEY_DOWN);
    assert_int_equal(selected(), MILLION - 800);
    assert_true(fetches <= 800 / 8 + 1);
    assert_true(fetched <= 820);
    assert_true(view.list.count < 400); /* the window does not grow with the way */
    for (int i = 0; i < 800; i++)
        press(KEY_UP);
    assert_int_equal(selected(), MILLION);
    assert_true(view.list.following);
}

static void pages_go_both_ways(void **state)
{
    (void)state;
    for (int i = 1; i <= 300; i++) {
        press(KEY_PAGE_DOWN);
        assert_int_equal(selected(), MILLION - i * CAPACITY);
        assert_int_equal(row_at(0), selected());
    }
    assert_false(view.list.following);
    for (int i = 299; i >= 0; i--) {
        press(KEY_PAGE_UP);
        assert_int_equal(selected(), MILLION - i * CAPACITY);
    }
    press(KEY_PAGE_UP);
    assert_int_equal(selected(), MILLION);
    assert_true(view.list.at_first);
}

static void first_and_last_are_one_fetch_away(void **state)
{
    (void)state;
    fetches = 0;
    press(KEY_END);
    assert_int_equal(selected(), 1);
    assert_int_equal(row_at(0), CAPACITY);
    assert_int_equal(fetches, 1);
    press(KEY_DOWN);
    assert_int_equal(selected(), 1);
    press(KEY_UP);
    assert_int_equal(selected(), 2);
    press(KEY_HOME);
    assert_int_equal(selected(), MILLION);
    assert_int_equal(fetches, 2);
}

static void moves_before_the_next_load_add_up(void **state)
{
    (void)state;
    for (int i = 0; i < 7; i++)
        press_only(KEY_PAGE_DOWN);
    press(KEY_DOWN);
    assert_int_equal(selected(), MILLION - 7 * CAPACITY - 1);
}

static void new_rows_move_in_at_the_top(void **state)
{
    (void)state;
    press(KEY_DOWN);
    int64_t before = selected();
    newest += 3;
    reload();
    assert_int_equal(selected(), before);
    assert_int_equal(row_at(0), newest);
    assert_true(view.list.following);
}

static void a_record_just_looked_at_stays(void **state)
{
    (void)state;
    press(KEY_DOWN);
    int64_t before = selected();
    newest += 50; /* more than a screen */
    reload();
    assert_int_equal(selected(), before);
    assert_false(view.list.following);
    newest += 1;
    clock_advance_ms(60000);
    reload();
    assert_int_equal(selected(), before);
}

static void an_idle_list_returns_to_the_newest(void **state)
{
    (void)state;
    press(KEY_DOWN);
    clock_advance_ms(30000);
    newest += 5;
    reload();
    assert_int_equal(selected(), MILLION - 1); /* still on the screen: nothing to release */
    newest += 50;
    reload();
    assert_int_equal(selected(), newest);
    assert_true(view.list.following);
}

static void far_down_nothing_moves(void **state)
{
    (void)state;
    for (int i = 0; i < 5; i++)
        press(KEY_PAGE_DOWN);
    press(KEY_DOWN);
    int64_t before = selected(), top = row_at(0);
    newest += 30;
    reload();
    assert_int_equal(selected(), before);
    assert_int_equal(row_at(0), top);
    press(KEY_END);
    newest += 30;
    reload();
    assert_int_equal(selected(), 1);
    assert_int_equal(row_at(CAPACITY - 1), 1);
}

static void a_record_that_goes_leaves_its_place(void **state)
{
    (void)state;
    press(KEY_DOWN);
    press(KEY_DOWN);
    voided = selected();
    reload();
    assert_int_equal(selected(), voided - 1);
    assert_true(view.list.following);
    for (int i = 0; i < 5; i++)
        press(KEY_PAGE_DOWN);
    voided = selected();
    reload();
    assert_int_equal(selected(), voided - 1);
}

static void a_failure_keeps_the_rows(void **state)
{
    (void)state;
    struct err err = {0};
    press(KEY_DOWN);
    fail = true;
    view.stale = true;
    assert_false(list_load(&view.list, &view, &err));
    assert_int_equal(selected(), MILLION - 1);
    assert_true(view.list.failed_since > 0);
    press_only(KEY_END);
    assert_false(list_load(&view.list, &view, &err));
    assert_int_equal(selected(), MILLION - 1);
    fail = false;
    reload();
    assert_int_equal(view.list.failed_since, 0);
}

static void sorting_turns_and_returns(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++)
        press(KEY_DOWN);
    int64_t record = selected();
    press(KEY_F(6));
    press(KEY_F(6));
    press(KEY_F(6));
    assert_int_equal(view.list.sort_column, 1);
    assert_false(view.list.sort_reverse);
    assert_true(view.list.sort_cut);
    assert_int_equal(view.list.count, LIST_SORT_MOST);
    assert_int_equal(selected(), record);
    press(KEY_HOME);
    assert_int_equal(selected() % 100, 0);
    assert_int_equal(selected(), MILLION); /* equal ones in the list's own order */
    press(KEY_END);
    assert_int_equal(selected() % 100, 99);
    press(KEY_F(6));
    press(KEY_HOME);
    assert_int_equal(selected() % 100, 99);
    press(KEY_ESC);
    assert_int_equal(view.list.sort_column, -1);
    assert_int_equal(selected() % 100, 99);
    press(KEY_DOWN);
    assert_int_equal(selected() % 100, 98);
    press(KEY_HOME);
    assert_int_equal(selected(), MILLION);
}

static void sorted_rows_follow_changes(void **state)
{
    (void)state;
    type_filter("1000");
    struct key_event enter = {.key = KEY_ENTER};
    list_filter_key(&view.list, &view, &enter);
    press(KEY_F(6));
    assert_int_equal(view.list.count, 1000);
    assert_false(view.list.sort_cut);
    press(KEY_HOME);
    assert_int_equal(selected(), 1000);
    newest += 1000;
    reload();
    while (list_work(&view.list, &view))
        continue;
    assert_int_equal(view.list.count, 1001);
    assert_int_equal(selected(), 1000);
}

static void a_record_is_shown_by_key(void **state)
{
    (void)state;
    struct err err = {0};
    struct list_key wanted = {.id = 500000};
    assert_true(list_show(&view.list, &view, &wanted, &err));
    assert_int_equal(selected(), 500000);
    wanted.id = newest;
    assert_true(list_show(&view.list, &view, &wanted, &err));
    assert_int_equal(selected(), newest);
    wanted.id = newest - 3;
    fetches = 0;
    assert_true(list_show(&view.list, &view, &wanted, &err));
    assert_int_equal(fetches, 0);
    assert_int_equal(selected(), newest - 3);
}

static void a_resized_list_stays_on_its_record(void **state)
{
    (void)state;
    for (int i = 0; i < 15; i++)
        press(KEY_DOWN);
    int64_t record = selected();
    for (int rows = 0; rows < 60; rows += 3) {
        list_resize(&view.list, rows);
        if (view.list.want != LIST_STAY)
            load();
        assert_int_equal(selected(), record);
        assert_true(view.list.count - view.list.top >= rows);
    }
}

static void few_and_no_rows_are_lists_too(void **state)
{
    (void)state;
    static const int32_t keys[] = {KEY_END, KEY_PAGE_UP, KEY_UP, KEY_DOWN, KEY_PAGE_DOWN, KEY_HOME, KEY_F(6), KEY_ESC};
    for (newest = 0; newest < 3; newest++) {
        view.list.loaded = false;
        reload();
        for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
            press(keys[i]);
            reload();
            assert_true(newest == 0 ? selected() == 0 : selected() >= 1);
        }
    }
}

static void narrow_lists_leave_out_columns(void **state)
{
    (void)state;
    struct canvas canvas = {0};
    canvas_init(&canvas, 6, 60);
    static const struct {
        int columns;
        const char *headings;
        bool wide;
    } cases[] = {{30, " Id         Dig~ Grows", false},
                 {17, " Id         Dig~", false},
                 {12, " Id", false},
                 {4, " Id", false},
                 {40, " Idv        Dig~ Grows    Wide", true}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buffer out = {0};
        canvas_clear(&canvas);
        list_draw(&view, &view.list, &canvas, (struct rect){0, 0, 6, cases[i].columns}, true, cases[i].wide);
        canvas_row(&canvas, 0, &out);
        char text[80] = "";
        for (int c = 0; c < canvas.columns; c++)
            strncat(text, canvas.cells[c].text, sizeof text - strlen(text) - 1);
        assert_int_equal(strncmp(text, cases[i].headings, strlen(cases[i].headings)), 0);
        for (int c = cases[i].columns; c < canvas.columns; c++)
            assert_string_equal(canvas.cells[c].text, " ");
        buffer_release(&out);
    }
    canvas_release(&canvas);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_line_down_costs_little),
        TEST(pages_go_both_ways),
        TEST(first_and_last_are_one_fetch_away),
        TEST(moves_before_the_next_load_add_up),
        TEST(new_rows_move_in_at_the_top),
        TEST(a_record_just_looked_at_stays),
        TEST(an_idle_list_returns_to_the_newest),
        TEST(far_down_nothing_moves),
        TEST(a_record_that_goes_leaves_its_place),
        TEST(a_failure_keeps_the_rows),
        TEST(sorting_turns_and_returns),
        TEST(sorted_rows_follow_changes),
        TEST(a_record_is_shown_by_key),
        TEST(a_resized_list_stays_on_its_record),
        TEST(few_and_no_rows_are_lists_too),
        TEST(narrow_lists_leave_out_columns),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
