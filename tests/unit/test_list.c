/* A list of a million rows that are computed, not stored: ids count down from the newest. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/view.h"
#include "gatepost/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MILLION = 1000000, CAPACITY = 20 };

struct row {
    int64_t id, version;
};
static int64_t newest, voided, version;
static int fetches, fetched, slice, down_slice; /* slice: rows looked at in one fetch, 0: all */
static int64_t every;                           /* only ids divisible by it match */
static bool fail;
static struct view view;
static struct screen_def screen;

static bool exists(int64_t id)
{
    return id != voided && id % every == 0;
}

static bool fetch(struct view *of, const struct list_key *anchor, enum list_direction direction, struct list_page *page,
                  struct err *err)
{
    (void)of;
    fetches++;
    if (fail)
        return err_set(err, ERR_DATABASE, "no disk");
    int64_t step = direction == LIST_DOWN ? -1 : 1;
    int64_t id = anchor != NULL ? anchor->id + step : direction == LIST_DOWN ? newest : 1;
    struct row *rows = page->rows;
    int looked = 0, most = direction == LIST_DOWN && down_slice > 0 ? down_slice : slice;
    for (; id >= 1 && id <= newest && page->count < page->most; id += step) {
        if (looked++ == most && most > 0) {
            page->reached.id = id - step;
            return true;
        }
        if (exists(id))
            rows[page->count++] = (struct row){id, version};
    }
    fetched += page->count;
    page->finished = id < 1 || id > newest;
    return true;
}
static void key(const void *row, struct list_key *out)
{
    out->id = ((const struct row *)row)->id;
}
static bool reread(struct view *of, void *row, bool *gone, struct err *err)
{
    struct row *shown = row;
    (void)of;
    (void)err;
    shown->version = version;
    *gone = !exists(shown->id);
    return true;
}
static void cell(const struct view *of, const void *row, int column, struct cell *out)
{
    (void)of;
    (void)row;
    (void)column;
    memcpy(out->text, "x", 2);
}
static int field(const struct view *of, int *cursor)
{
    (void)of;
    *cursor = 0;
    return 1;
}
/* The first column is the order of the list, the second sorts by the last two digits. */
static int compare(const void *one, const void *two, int column)
{
    int64_t a = ((const struct row *)one)->id, b = ((const struct row *)two)->id;
    if (column == 1)
        a %= 100, b %= 100;
    return (a > b) - (a < b);
}
static bool filter(struct view *of, const char *text, struct err *err)
{
    (void)of;
    if (text[0] == 'x')
        return err_set(err, ERR_INPUT, "x is nothing");
    every = text[0] != '\0' ? atoi(text) : 1;
    return true;
}
static const struct column columns[] = {
    {.heading = "Id", .name = "id", .width = 10, .priority = 9},
    {.heading = "Digits", .name = "digits", .width = 4, .priority = 5},
    {.heading = "Grows", .name = "grows", .width = 4, .grow = 1, .most = 8, .priority = 1},
    {.heading = "Wide", .name = "wide", .width = 4, .priority = 3, .zoomed_only = true},
};
static const struct list_def def = {
    .columns = columns,
    .column_count = 4,
    .row_size = sizeof(struct row),
    .fetch = fetch,
    .key = key,
    .reread = reread,
    .cell = cell,
    .compare = compare,
    .filter = filter,
};

static struct terminal *terminal;
static const struct ui_hooks hooks;

static void load(void)
{
    struct err err = {0};
    assert_true(list_load(&view.list, &view, &err));
    view.stale = false;
}
static void reload(void)
{
    view.stale = true;
    load();
}

static int start(void **state)
{
    (void)state;
    struct err err = {0};
    words_start(NULL, "en");
    clock_fix(1649660000);
    newest = MILLION;
    voided = version = 0;
    every = 1;
    fetches = fetched = slice = down_slice = 0;
    fail = false;
    screen = (struct screen_def){.name = "test", .title = "Test", .list = &def};
    terminal = terminal_open_script("", "list", &err);
    view = (struct view){.def = &screen, .stale = true, .ui = ui_new(terminal, &hooks)};
    list_init(&view.list, &def);
    list_resize(&view.list, CAPACITY);
    load();
    return 0;
}
static int stop(void **state)
{
    (void)state;
    list_release(&view.list);
    ui_free(view.ui);
    terminal->ops->close(terminal);
    return 0;
}

static int64_t selected(void)
{
    const struct row *row = list_selected(&view.list);
    return row != NULL ? row->id : 0;
}
static int64_t row_at(int index)
{
    return ((const struct row *)view.list.rows)[view.list.top + index].id;
}
static void press_only(int32_t pressed)
{
    const struct action *action = action_find(&list_actions, pressed);
    assert_non_null(action);
    view.list.touched_ms = clock_monotonic_ms();
    action->run(&view);
}
/* A key, and what the loop does after it. */
static void press(int32_t pressed)
{
    press_only(pressed);
    if (view.stale || view.list.want != LIST_STAY)
        load();
    while (list_work(&view.list, &view))
        continue;
}
static void type_filter(const char *text)
{
    press(KEY_F(4));
    for (; *text != '\0'; text++) {
        struct key_event event = {.key = *text};
        assert_true(list_filter_key(&view.list, &view, &event));
        if (view.stale)
            load();
    }
}

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

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
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
        TEST(a_filter_starts_at_the_first_match),
        TEST(a_slow_search_goes_on_in_slices),
        TEST(changes_do_not_begin_a_slow_search_again),
        TEST(what_is_shown_of_a_slow_search_follows_changes),
        TEST(no_selection_is_lost_on_a_busy_machine),
        TEST(a_row_that_is_typed_into_stays_selected),
        TEST(a_busy_moment_makes_no_slow_list),
        TEST(another_filter_ends_the_search),
        TEST(sorting_turns_and_returns),
        TEST(sorted_rows_follow_changes),
        TEST(a_record_is_shown_by_key),
        TEST(a_resized_list_stays_on_its_record),
        TEST(few_and_no_rows_are_lists_too),
        TEST(narrow_lists_leave_out_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
