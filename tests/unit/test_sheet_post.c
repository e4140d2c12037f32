/* A signed sign-in sheet posted back: who came, was late, did not come; what is stored already; somebody faster. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/printing_rules.h"
#include "gatepost/roster_move.h"
#include "gatepost/sheet_post.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { HOUR = 3600, MINUTE = 60, MONDAY = 20220411, CLERK = 1, PEOPLE = 6, SHEETS_MOST = 8 };
static struct store *store;
static struct err err;
static struct sheet_plan plan;
static int64_t east, volunteers[PEOPLE];
static const char *const names[PEOPLE] = {"何军", "马小军", "林小燕", "王五妹", "赵六", "孙七"};

static int setup(void **state)
{
    (void)state;
    store = register_open();
    err = (struct err){0};
    east = roster_post(store, "东门", "06-14 14-22 22-06", 1, PEOPLE);
    for (int i = 0; i < PEOPLE; i++)
        volunteers[i] = roster_volunteer(store, names[i]);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    sheet_plan_release(&plan);
    register_close(store);
    clock_fix(REGISTER_NOW);
    return 0;
}

/* ---- with few words ---- */

static void done(bool good)
{
    if (!good)
        fail_msg("%s", err.text);
}

static int64_t at(int hour, int minute)
{
    return clock_day_start(MONDAY) + hour * HOUR + minute * MINUTE;
}

static void clock_to(int hour, int minute)
{
    clock_fix(at(hour, minute));
}

/* The first `count` people on a shift; their ids. */
static void stand(const char *shift, int count, int64_t *ids)
{
    for (int i = 0; i < count; i++)
        ids[i] = roster_stand(store, east, MONDAY, shift, volunteers[i]);
}

static void came_at_six(int64_t id)
{
    clock_to(6, 0);
    done(shift_in(store, id, -1, 0, &err));
    clock_fix(REGISTER_NOW);
}

static int64_t print(const char *document, const char *subject, const int64_t *ids, int count)
{
    struct printing printing = {.at = clock_now(), .pages = 1, .copies = 1, .target = PRINTING_PDF};
    struct printing_row rows[SHEETS_MOST] = {0};
    text_copy(printing.document, sizeof printing.document, document);
    text_copy(printing.subject, sizeof printing.subject, subject);
    for (int i = 0; i < count; i++) {
        rows[i] = (struct printing_row){.number = i + 1, .row_id = ids[i]};
        snprintf(rows[i].name, sizeof rows[i].name, "assignment %d", (int)ids[i]);
        text_copy(rows[i].digest, sizeof rows[i].digest, "0");
    }
    done(printing_begin(store, &printing, rows, count, &err));
    return printing.head.id;
}

static int64_t print_today(const int64_t *ids, int count)
{
    return print("sign-in", "20220411", ids, count);
}

static void read_sheet(int64_t printing_id)
{
    sheet_plan_release(&plan);
    done(sheet_plan_read(store, printing_id, &plan, &err));
}

static void mark(const char *text)
{
    done(sheet_plan_mark(store, &plan, text, NULL, &err));
}

/* A sheet as it comes back. */
static void mark_sheet(int64_t printing_id, const char *text)
{
    read_sheet(printing_id);
    mark(text);
}

static void says(int number, enum sheet_step step, const char *words)
{
    struct buffer said = {0};
    const struct sheet_row *row = &plan.rows[number - 1];
    sheet_row_words(row, &said);
    if (row->step != step || strcmp(buffer_text(&said), words) != 0)
        fail_msg("row %d: step %d, %s", number, (int)row->step, buffer_text(&said));
    buffer_release(&said);
}

static void post_sheet(void)
{
    done(sheet_plan_save(store, &plan, &err));
}

static struct assignment again(int64_t id)
{
    struct assignment one;
    assert_true(record_get(store, &assignment_table, id, &one, NULL));
    return one;
}

static void is(int64_t id, enum assignment_state state, int64_t arrived_at, int64_t left_at)
{
    struct assignment one = again(id);
    assert_int_equal(one.state, state);
    assert_int_equal(one.arrived_at, arrived_at);
    assert_int_equal(one.left_at, left_at);
}

static void take_back(void)
{
    struct buffer what = {0};
    done(undo_last(store, &what, &err));
    buffer_release(&what);
}

static int64_t written(void)
{
    return register_count(store, "SELECT MAX(id) FROM audit");
}

/* ---- what becomes of the rows ---- */

static void a_shift_that_is_over_is_posted_whole_and_undone_as_one(void **state)
{
    int64_t ids[5];
    (void)state;
    stand("06-14", 5, ids);
    mark_sheet(print_today(ids, 5), "1 3缺 4迟20");
    says(1, SHEET_IN, "came at 06:00, left at 14:00");
    says(2, SHEET_UNMARKED, "");
    says(3, SHEET_MISSING, "did not come");
    says(4, SHEET_IN, "came at 06:20, left at 14:00, 20 min late");
    assert_int_equal(plan.changes, 3);
    assert_int_equal(plan.unmarked, 2);
    assert_int_equal(plan.barred, 0);
    int64_t batches = register_count(store, "SELECT COUNT(*) FROM batch");
    post_sheet();
    is(ids[0], ASSIGNMENT_DONE, at(6, 0), at(14, 0));
    assert_int_equal(again(ids[0]).minutes, 8 * 60);
    assert_false(again(ids[0]).not_signed_out);
    is(ids[1], ASSIGNMENT_PLANNED, 0, 0);
    is(ids[2], ASSIGNMENT_NO_SHOW, 0, 0);
    assert_string_equal(again(ids[2]).note, "sign-in sheet no. 1, row 3");
    is(ids[3], ASSIGNMENT_DONE, at(6, 20), at(14, 0));
    assert_int_equal(again(ids[3]).minutes, 8 * 60 - 20);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM batch"), batches + 1);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM batch WHERE verb = 'roster.sheet'"), 1);
    take_back();
    for (int i = 0; i < 5; i++)
        is(ids[i], ASSIGNMENT_PLANNED, 0, 0);
}

static void on_a_shift_that_runs_they_are_there(void **state)
{
    int64_t ids[4];
    (void)state;
    stand("14-22", 4, ids);
    mark_sheet(print_today(ids, 4), "1 2c20 3c40 4q");
    says(1, SHEET_IN, "came at 14:00");
    says(2, SHEET_IN, "came at 14:20, 20 min late");
    says(3, SHEET_BARRED, "not possible: that is only at 14:40: still to come");
    post_sheet();
    is(ids[0], ASSIGNMENT_ARRIVED, at(14, 0), 0);
    is(ids[1], ASSIGNMENT_ARRIVED, at(14, 20), 0);
    is(ids[2], ASSIGNMENT_PLANNED, 0, 0);
    is(ids[3], ASSIGNMENT_NO_SHOW, 0, 0);
}

static void before_it_begins_only_the_early_ones_can_have_come(void **state)
{
    int64_t ids[3];
    (void)state;
    stand("22-06", 3, ids);
    mark_sheet(print_today(ids, 3), "1 2缺 3迟5");
    says(1, SHEET_BARRED, "not possible: begins only at 22:00");
    says(2, SHEET_BARRED, "not possible: begins only at 22:00");
    says(3, SHEET_BARRED, "not possible: that is only at 22:05: still to come");
    assert_int_equal(plan.barred, 3);
    assert_false(sheet_plan_save(store, &plan, &err));
    assert_int_equal(err.code, ERR_INPUT);
    clock_to(21, 50);
    mark_sheet(1, "1");
    says(1, SHEET_IN, "came at 21:50");
    post_sheet();
    is(ids[0], ASSIGNMENT_ARRIVED, at(21, 50), 0);
}

static void later_than_the_shift_lasts_cannot_be(void **state)
{
    int64_t ids[1];
    (void)state;
    stand("06-14", 1, ids);
    mark_sheet(print_today(ids, 1), "1迟480");
    says(1, SHEET_BARRED, "not possible: that is after the end at 14:00");
}

static void a_no_show_came_after_all(void **state)
{
    int64_t ids[1];
    (void)state;
    stand("06-14", 1, ids);
    done(roster_no_show(store, ids[0], -1, "", &err));
    mark_sheet(print_today(ids, 1), "1");
    post_sheet();
    is(ids[0], ASSIGNMENT_DONE, at(6, 0), at(14, 0));
}

/* ---- what is stored already ---- */

static void what_the_terminal_says_stays_unless_the_sheet_says_otherwise(void **state)
{
    int64_t ids[5];
    (void)state;
    stand("06-14", 5, ids);
    clock_to(6, 10);
    for (int i = 0; i < 4; i++)
        done(shift_in(store, ids[i], -1, 0, &err));
    clock_to(13, 55);
    done(shift_out(store, ids[0], -1, 0, &err));
    done(shift_out(store, ids[3], -1, 0, &err));
    clock_to(14, 32);
    mark_sheet(print_today(ids, 5), "1 2 3缺 4c30 5");
    says(1, SHEET_SAME, "stays: from 06:10 to 13:55");
    says(2, SHEET_OUT, "left at 14:00");
    says(3, SHEET_CORRECT, "corrected: did not come");
    says(4, SHEET_CORRECT, "corrected: came at 06:30, left at 13:55, 30 min late");
    assert_int_equal(plan.changes, 4);
    post_sheet();
    is(ids[0], ASSIGNMENT_DONE, at(6, 10), at(13, 55));
    is(ids[1], ASSIGNMENT_DONE, at(6, 10), at(14, 0));
    is(ids[2], ASSIGNMENT_NO_SHOW, 0, 0);
    assert_int_equal(again(ids[2]).minutes, 0);
    is(ids[3], ASSIGNMENT_DONE, at(6, 30), at(13, 55));
    assert_string_equal(again(ids[3]).note, "sign-in sheet no. 1, row 4");
    is(ids[4], ASSIGNMENT_DONE, at(6, 0), at(14, 0));
    mark_sheet(1, "1 2 3缺 4c30 5");
    assert_int_equal(plan.changes, 0);
    says(4, SHEET_SAME, "stays: from 06:30 to 13:55");
    says(3, SHEET_SAME, "stays: No-show");
}

static void whom_the_clock_signed_out_the_sheet_signs_out(void **state)
{
    int64_t ids[1];
    int closed = 0;
    (void)state;
    stand("06-14", 1, ids);
    came_at_six(ids[0]);
    register_begin(store);
    done(roster_close_ended(store, clock_now(), &closed, &err));
    register_commit(store);
    assert_true(again(ids[0]).not_signed_out);
    mark_sheet(print_today(ids, 1), "1");
    says(1, SHEET_OUT, "left at 14:00");
    post_sheet();
    assert_false(again(ids[0]).not_signed_out);
}

static void who_may_not_correct_leaves_what_is_stored(void **state)
{
    int64_t ids[2];
    struct officer printer = {.role = ROLE_OPERATOR};
    (void)state;
    stand("06-14", 2, ids);
    came_at_six(ids[0]);
    text_copy(printer.name, sizeof printer.name, "周打印");
    register_begin(store);
    done(officer_save(store, &printer, &err));
    register_commit(store);
    done(store_sign_on(store, printer.id, "test", true, &err));
    mark_sheet(print_today(ids, 2), "1缺 2缺");
    says(1, SHEET_BARRED, "not possible: something else is stored: only a duty officer may correct it");
    says(2, SHEET_MISSING, "did not come");
    post_sheet();
    is(ids[0], ASSIGNMENT_ARRIVED, at(6, 0), 0);
    is(ids[1], ASSIGNMENT_NO_SHOW, 0, 0);
}

static void who_was_replaced_or_taken_off_cannot_be_posted(void **state)
{
    int64_t ids[3], stand_in = 0;
    (void)state;
    stand("14-22", 3, ids);
    int64_t sheet = print_today(ids, 3);
    done(roster_take_over(store, ids[0], -1, volunteers[5], "没有别人", false, &stand_in, &err));
    done(roster_remove(store, ids[1], -1, "写错", &err));
    done(roster_excuse(store, ids[2], -1, "发烧", &err));
    mark_sheet(sheet, "1 2 3缺");
    assert_int_equal(plan.rows[0].step, SHEET_BARRED);
    assert_non_null(strstr(plan.rows[0].why, "孙七 stands in"));
    assert_int_equal(plan.rows[1].step, SHEET_BARRED);
    assert_non_null(strstr(plan.rows[1].why, "写错"));
    says(3, SHEET_SAME, "stays: Excused");
    mark("1缺 3");
    says(1, SHEET_SAME, "stays: Replaced");
    says(3, SHEET_CORRECT, "corrected: came at 14:00");
    post_sheet();
    is(ids[2], ASSIGNMENT_ARRIVED, at(14, 0), 0);
}

/* ---- two at once ---- */

static void who_was_faster_is_said_and_nothing_is_posted(void **state)
{
    int64_t ids[3];
    (void)state;
    stand("14-22", 3, ids);
    mark_sheet(print_today(ids, 3), "1 2缺 3");
    struct store *other = register_open_again("gate");
    done(store_sign_on(other, register_officer(store, "王秀英"), "gate", true, &err));
    done(shift_in(other, ids[1], -1, 0, &err));
    store_close(other);
    int64_t before = written();
    assert_false(sheet_plan_save(store, &plan, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_non_null(strstr(err.text, "Row 2: 马小军 is on duty on 东门 14-22 04-11: signed in since 14:32."));
    assert_int_equal(written(), before);
    is(ids[0], ASSIGNMENT_PLANNED, 0, 0);
    mark_sheet(1, "1 2 3");
    says(2, SHEET_SAME, "stays: signed in since 14:32");
    post_sheet();
    is(ids[0], ASSIGNMENT_ARRIVED, at(14, 0), 0);
    is(ids[1], ASSIGNMENT_ARRIVED, at(14, 32), 0);
}

static void a_name_is_masked_where_the_terminal_masks_names(void **state)
{
    int64_t ids[1];
    (void)state;
    stand("14-22", 1, ids);
    int64_t sheet = print_today(ids, 1);
    done(roster_remove(store, ids[0], -1, "写错", &err));
    store_mask_names(store, true);
    mark_sheet(sheet, "1");
    assert_null(strstr(plan.rows[0].why, "何军"));
    assert_non_null(strstr(plan.rows[0].why, "写错"));
}

/* ---- which sheet ---- */

static void the_newest_of_today_is_meant(void **state)
{
    int64_t ids[1], id = -1;
    (void)state;
    stand("14-22", 1, ids);
    done(sheet_newest(store, &id, &err));
    assert_int_equal(id, 0);
    int64_t earlier = print("sign-in", "20220410", ids, 1);
    done(sheet_newest(store, &id, &err));
    assert_int_equal(id, earlier);
    int64_t today = print("sign-in", "20220411 1400-2200", ids, 1);
    print("sign-in", "20220412", ids, 1);
    int64_t failed = print_today(ids, 1);
    done(printing_end(store, failed, PRINTING_FAILED, 0, "没有纸", &err));
    done(sheet_newest(store, &id, &err));
    assert_int_equal(id, today);
}

static void only_a_sign_in_sheet_is_posted_back(void **state)
{
    int64_t ids[1];
    (void)state;
    stand("14-22", 1, ids);
    int64_t wall = print("roster", "20220411", ids, 1);
    assert_false(sheet_plan_read(store, wall, &plan, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_string_equal(err.field, "number");
    assert_false(sheet_plan_read(store, 4711, &plan, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_string_equal(err.field, "number");
}

static void what_stands_before_an_error_is_on_the_rows(void **state)
{
    int64_t ids[3];
    int last = -1;
    (void)state;
    stand("14-22", 3, ids);
    read_sheet(print_today(ids, 3));
    assert_false(sheet_plan_mark(store, &plan, "1 2缺 4", &last, &err));
    assert_string_equal(err.field, "marks");
    assert_int_equal(last, 2);
    says(1, SHEET_IN, "came at 14:00");
    says(2, SHEET_MISSING, "did not come");
    done(sheet_plan_mark(store, &plan, "", &last, &err));
    assert_int_equal(last, 0);
    says(1, SHEET_UNMARKED, "");
    assert_int_equal(plan.unmarked, 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_shift_that_is_over_is_posted_whole_and_undone_as_one),
        TEST(on_a_shift_that_runs_they_are_there),
        TEST(before_it_begins_only_the_early_ones_can_have_come),
        TEST(later_than_the_shift_lasts_cannot_be),
        TEST(a_no_show_came_after_all),
        TEST(what_the_terminal_says_stays_unless_the_sheet_says_otherwise),
        TEST(whom_the_clock_signed_out_the_sheet_signs_out),
        TEST(who_may_not_correct_leaves_what_is_stored),
        TEST(who_was_replaced_or_taken_off_cannot_be_posted),
        TEST(who_was_faster_is_said_and_nothing_is_posted),
        TEST(a_name_is_masked_where_the_terminal_masks_names),
        TEST(the_newest_of_today_is_meant),
        TEST(only_a_sign_in_sheet_is_posted_back),
        TEST(what_stands_before_an_error_is_on_the_rows),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
