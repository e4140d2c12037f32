/* Plans: a week copied, a pattern over days, a cell pasted; what is chosen, left out and left open; saved as one. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/roster_plan.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Monday is the 11th of April 2022, 14:32. */
enum { LAST_MONDAY = 20220404, MONDAY = 20220411, NEXT_MONDAY = 20220418, NEXT_FRIDAY = 20220422 };
static struct store *store;
static int64_t gate, patrol, li_na, he_jun, xu_zhi;
static struct roster_plan plan;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    gate = roster_post(store, "南门", "06-14 14-22 22-06", 1, 2);
    patrol = roster_post(store, "巡逻", "08-12", 1, 1);
    li_na = roster_volunteer(store, "李娜");
    he_jun = roster_volunteer(store, "何军");
    xu_zhi = roster_volunteer(store, "徐志远");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    roster_plan_release(&plan);
    register_close(store);
    clock_fix(REGISTER_NOW);
    return 0;
}

/* ---- with few words ---- */

static void copied(int monday)
{
    struct err err = {0};
    roster_plan_release(&plan);
    if (!roster_plan_copy_week(store, monday, 0, &plan, &err))
        fail_msg("%s", err.text);
}

static void repeated(int first_day, int length, int days)
{
    struct err err = {0};
    roster_plan_release(&plan);
    if (!roster_plan_pattern(store, first_day, length, days, 0, &plan, &err))
        fail_msg("%s", err.text);
}

static void saved_as(const char *reason, int saved, int left_out)
{
    struct err err = {0};
    int is_saved = -1, is_left_out = -1;
    if (!roster_plan_save(store, &plan, reason, &is_saved, &is_left_out, &err))
        fail_msg("%s", err.text);
    assert_int_equal(is_saved, saved);
    assert_int_equal(is_left_out, left_out);
}

static struct fit_shift shift(int64_t post, int day, const char *span_text)
{
    struct shift_span span;
    assert_true(shift_span_parse(span_text, &span, NULL));
    return (struct fit_shift){0, post, shift_starts_at(day, span), shift_ends_at(day, span), day};
}

/* The row of somebody on a day; NULL: none. */
static struct roster_planned *row(int64_t volunteer, int day)
{
    for (int i = 0; i < plan.count; i++)
        if (plan.rows[i].volunteer_id == volunteer && plan.rows[i].shift.day == day)
            return &plan.rows[i];
    return NULL;
}

static const struct roster_left_open *open_on(int64_t post, int day, const char *span)
{
    const struct fit_shift wanted = shift(post, day, span);
    for (int i = 0; i < plan.open_count; i++)
        if (plan.open[i].shift.post_id == post && plan.open[i].shift.starts_at == wanted.starts_at)
            return &plan.open[i];
    return NULL;
}

static int64_t standing(int64_t volunteer, int day)
{
    char sql[160];
    snprintf(sql, sizeof sql,
             "SELECT COUNT(*) FROM assignment WHERE voided IS NULL AND volunteer_id = %lld AND day = %d",
             (long long)volunteer, day);
    return register_count(store, sql);
}

static int64_t all_valid(void)
{
    return register_count(store, "SELECT COUNT(*) FROM assignment WHERE voided IS NULL");
}

static void set_state(int64_t id, enum assignment_state state, int64_t for_id)
{
    struct assignment assignment;
    assert_true(record_get(store, &assignment_table, id, &assignment, NULL));
    assignment.state = state;
    assignment.for_id = for_id;
    roster_put(store, &assignment_table, &assignment);
}

/* ---- a week ---- */

static void test_a_week_is_copied_day_for_day(void **state)
{
    (void)state;
    roster_stand(store, gate, MONDAY, "22-06", li_na);
    roster_stand(store, patrol, MONDAY + 6, "08-12", he_jun);
    copied(NEXT_MONDAY);
    assert_int_equal(plan.count, 2);
    const struct roster_planned *night = row(li_na, NEXT_MONDAY);
    const struct fit_shift expected = shift(gate, NEXT_MONDAY, "22-06");
    assert_true(night->chosen);
    assert_string_equal(night->name, "李娜");
    assert_string_equal(night->post, "南门");
    assert_int_equal(night->shift.starts_at, expected.starts_at);
    assert_int_equal(night->shift.ends_at, expected.ends_at);
    assert_int_equal(row(he_jun, NEXT_MONDAY + 6)->shift.post_id, patrol);
    saved_as("", 2, 0);
    assert_int_equal(standing(li_na, NEXT_MONDAY), 1);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM assignment WHERE via = 'copy' AND officer_id = 1"), 2);
}

static void test_it_is_one_batch_undone_as_one(void **state)
{
    (void)state;
    struct buffer what = {0};
    struct err err = {0};
    for (int day = MONDAY; day < MONDAY + 7; day++)
        roster_stand(store, gate, day, "06-14", day % 2 ? li_na : he_jun);
    copied(NEXT_MONDAY);
    saved_as("", 7, 0);
    assert_int_equal(register_count(store, "SELECT COUNT(DISTINCT batch_id) FROM audit a JOIN batch b ON b.id = "
                                           "a.batch_id WHERE b.verb = 'roster.copy'"),
                     1);
    if (!undo_last(store, &what, &err))
        fail_msg("%s", err.text);
    assert_int_equal(all_valid(), 7);
    if (!redo_last(store, &what, &err))
        fail_msg("%s", err.text);
    assert_int_equal(all_valid(), 14);
    buffer_release(&what);
}

static void test_onto_a_half_filled_week(void **state)
{
    (void)state;
    roster_stand(store, patrol, MONDAY, "08-12", li_na);
    roster_stand(store, patrol, MONDAY + 1, "08-12", li_na);
    roster_stand(store, gate, MONDAY + 2, "14-22", li_na);
    roster_stand(store, patrol, NEXT_MONDAY, "08-12", he_jun);     /* full */
    roster_stand(store, patrol, NEXT_MONDAY + 1, "08-12", li_na);  /* there already */
    roster_stand(store, patrol, NEXT_MONDAY + 2, "08-12", he_jun); /* elsewhere that day: nobody's business */
    roster_stand(store, gate, NEXT_MONDAY + 2, "14-22", xu_zhi);   /* room for one more */
    copied(NEXT_MONDAY);
    assert_int_equal(plan.count, 2);
    assert_true(row(li_na, NEXT_MONDAY)->full);
    assert_false(row(li_na, NEXT_MONDAY)->chosen);
    assert_true(row(li_na, NEXT_MONDAY)->why[0] != '\0');
    assert_true(row(li_na, NEXT_MONDAY + 2)->chosen);
    saved_as("", 1, 0);
    assert_int_equal(standing(li_na, NEXT_MONDAY + 2), 1);
    copied(NEXT_MONDAY); /* again: nothing new */
    assert_int_equal(plan.count, 1);
    assert_false(plan.rows[0].chosen);
}

static void test_only_one_post(void **state)
{
    struct err err = {0};
    (void)state;
    roster_stand(store, patrol, MONDAY, "08-12", li_na);
    roster_stand(store, gate, MONDAY, "14-22", he_jun);
    assert_true(roster_plan_copy_week(store, NEXT_MONDAY, patrol, &plan, &err));
    assert_int_equal(plan.count, 1);
    assert_int_equal(plan.open_count, 6);
    assert_int_equal(plan.rows[0].shift.post_id, patrol);
}

static void test_shifts_that_are_over_are_passed_over(void **state)
{
    (void)state;
    roster_stand(store, gate, LAST_MONDAY, "06-14", li_na);  /* this Monday's is over at 14:32 */
    roster_stand(store, gate, LAST_MONDAY, "14-22", he_jun); /* this one runs */
    copied(MONDAY);
    assert_null(row(li_na, MONDAY));
    assert_true(row(he_jun, MONDAY)->chosen);
    assert_null(open_on(gate, MONDAY, "06-14"));
    assert_non_null(open_on(gate, MONDAY, "22-06"));
}

static void test_stand_ins_stood_there_once(void **state)
{
    (void)state;
    int64_t replaced = roster_stand(store, gate, MONDAY, "14-22", li_na);
    int64_t stand_in = roster_stand(store, gate, MONDAY, "14-22", he_jun);
    set_state(replaced, ASSIGNMENT_REPLACED, 0);
    set_state(stand_in, ASSIGNMENT_PLANNED, replaced);
    set_state(roster_stand(store, patrol, MONDAY, "08-12", xu_zhi), ASSIGNMENT_EXCUSED, 0);
    copied(NEXT_MONDAY);
    assert_int_equal(plan.count, 1);
    assert_int_equal(plan.rows[0].volunteer_id, li_na);
}

/* ---- who cannot, what is closed ---- */

static void test_leave_and_volunteers_who_left(void **state)
{
    (void)state;
    struct volunteer left;
    roster_stand(store, gate, MONDAY, "14-22", li_na);
    roster_stand(store, patrol, MONDAY, "08-12", he_jun);
    roster_leave(store, li_na, NEXT_MONDAY, NEXT_MONDAY);
    assert_true(record_get(store, &volunteer_table, he_jun, &left, NULL));
    text_copy(left.head.voided, sizeof left.head.voided, "搬走了");
    register_begin(store);
    assert_true(row_void(store, "volunteer", he_jun, -1, "搬走了", NULL));
    register_commit(store);
    copied(NEXT_MONDAY);
    assert_int_equal(plan.count, 2);
    assert_true(row(li_na, NEXT_MONDAY)->fit.bars & 1u << BAR_ABSENT);
    assert_true(row(he_jun, NEXT_MONDAY)->fit.bars & 1u << BAR_LEFT);
    assert_false(row(li_na, NEXT_MONDAY)->chosen);
    assert_false(row(he_jun, NEXT_MONDAY)->chosen);
    assert_int_equal(open_on(gate, NEXT_MONDAY, "14-22")->missing, 1);
    assert_string_not_equal(open_on(gate, NEXT_MONDAY, "14-22")->why, open_on(gate, NEXT_MONDAY, "06-14")->why);
    row(li_na, NEXT_MONDAY)->chosen = row(he_jun, NEXT_MONDAY)->chosen = true; /* even so: nobody may */
    saved_as("必须", 0, 2);
}

static void test_closed_days_and_changed_patterns(void **state)
{
    (void)state;
    struct post post;
    roster_stand(store, gate, MONDAY, "14-22", li_na);
    roster_stand(store, patrol, MONDAY + 1, "08-12", he_jun);
    roster_closed(store, gate, NEXT_MONDAY);
    assert_true(record_get(store, &post_table, patrol, &post, NULL));
    text_copy(post.pattern, sizeof post.pattern, "13-17");
    roster_put(store, &post_table, &post);
    copied(NEXT_MONDAY);
    assert_int_equal(plan.count, 2);
    assert_true(row(li_na, NEXT_MONDAY)->fit.bars & 1u << BAR_CLOSED);
    assert_true(row(he_jun, NEXT_MONDAY + 1)->fit.bars & 1u << BAR_CLOSED);
    assert_null(open_on(gate, NEXT_MONDAY, "14-22"));
    assert_non_null(open_on(patrol, NEXT_MONDAY + 1, "13-17"));
    saved_as("", 0, 0);
}

static void test_a_broken_rule_needs_a_reason(void **state)
{
    (void)state;
    struct err err = {0};
    int saved = 0, left_out = 0;
    roster_stand(store, gate, MONDAY, "14-22", li_na);
    roster_stand(store, gate, MONDAY, "22-06", li_na); /* no rest between them */
    copied(NEXT_MONDAY);
    assert_int_equal(plan.count, 2);
    assert_true(plan.rows[0].chosen);
    assert_false(plan.rows[1].chosen); /* judged with the first */
    assert_true(plan.rows[1].fit.bars & 1u << BAR_REST);
    plan.rows[1].chosen = true;
    assert_false(roster_plan_save(store, &plan, "  ", &saved, &left_out, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_string_equal(err.field, "reason");
    assert_int_equal(standing(li_na, NEXT_MONDAY), 0);
    saved_as("没有别人", 2, 0);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM assignment WHERE reason = '没有别人'"), 1);
}

/* ---- what others did meanwhile ---- */

static void test_what_changed_meanwhile_is_left_out(void **state)
{
    (void)state;
    roster_stand(store, patrol, MONDAY, "08-12", li_na);
    roster_stand(store, patrol, MONDAY + 1, "08-12", li_na);
    roster_stand(store, patrol, MONDAY + 2, "08-12", li_na);
    roster_stand(store, patrol, MONDAY + 4, "08-12", li_na);
    copied(NEXT_MONDAY);
    roster_stand(store, patrol, NEXT_MONDAY, "08-12", he_jun);  /* the cell is full now */
    roster_stand(store, gate, NEXT_MONDAY + 1, "06-14", li_na); /* stands elsewhere then */
    roster_stand(store, gate, NEXT_MONDAY + 2, "14-22", li_na); /* would rest too little */
    saved_as("", 1, 3);
    assert_int_equal(standing(li_na, NEXT_MONDAY + 4), 1);
    saved_as("", 0, 4); /* saved twice, there is nothing left of it */
}

static void test_who_was_excused_there_comes_back(void **state)
{
    (void)state;
    int64_t excused = roster_stand(store, patrol, NEXT_MONDAY, "08-12", li_na);
    set_state(excused, ASSIGNMENT_EXCUSED, 0);
    roster_stand(store, patrol, MONDAY, "08-12", li_na);
    copied(NEXT_MONDAY);
    saved_as("", 1, 0);
    assert_int_equal(
        register_count(store, "SELECT COUNT(*) FROM assignment WHERE state = 'planned' AND day = 20220418"), 1);
    assert_int_equal(all_valid(), 2);
}

static void test_a_bar_nobody_saw_is_not_overridden(void **state)
{
    (void)state;
    roster_stand(store, gate, MONDAY, "14-22", li_na);
    roster_stand(store, gate, MONDAY, "22-06", li_na);
    roster_stand(store, gate, MONDAY, "06-14", he_jun);
    copied(NEXT_MONDAY);
    for (int i = 0; i < plan.count; i++)
        plan.rows[i].chosen = true;
    struct volunteer volunteer;
    assert_true(record_get(store, &volunteer_table, li_na, &volunteer, NULL));
    volunteer.health = HEALTH_UNFIT;
    roster_put(store, &volunteer_table, &volunteer);
    saved_as("没有别人", 1, 2); /* that was said of the rest, not of this */
    assert_int_equal(standing(he_jun, NEXT_MONDAY), 1);
}

static void test_rows_of_one_plan_see_each_other(void **state)
{
    (void)state;
    roster_stand(store, patrol, MONDAY, "08-12", li_na);
    roster_stand(store, gate, MONDAY, "06-14", he_jun);
    copied(NEXT_MONDAY);
    struct roster_planned *again = roster_plan_add_row(&plan);
    *again = *row(li_na, NEXT_MONDAY);
    again->volunteer_id = xu_zhi; /* one too many for the patrol */
    again = roster_plan_add_row(&plan);
    *again = *row(he_jun, NEXT_MONDAY);
    again->shift = shift(gate, NEXT_MONDAY, "14-22"); /* no rest, which nobody said */
    saved_as("", 2, 2);
}

/* ---- a pattern ---- */

static void test_a_pattern_over_the_new_year(void **state)
{
    (void)state;
    roster_stand(store, patrol, 20221230, "08-12", li_na);
    roster_stand(store, gate, 20221231, "22-06", he_jun);
    repeated(20221230, 2, 5);
    assert_int_equal(plan.count, 5);
    assert_true(row(li_na, 20230101)->chosen);
    assert_true(row(he_jun, 20230102)->chosen);
    assert_true(row(li_na, 20230103)->chosen);
    assert_true(row(he_jun, 20230104)->chosen);
    assert_true(row(li_na, 20230105)->chosen);
    const struct fit_shift night = shift(gate, 20230102, "22-06");
    assert_int_equal(row(he_jun, 20230102)->shift.starts_at, night.starts_at);
    saved_as("", 5, 0);
}

static void test_a_night_follows_itself_across_the_month(void **state)
{
    (void)state;
    roster_stand(store, gate, 20220430, "22-06", li_na);
    repeated(20220430, 1, 3);
    assert_int_equal(plan.count, 3);
    for (int day = 20220501; day <= 20220503; day++)
        assert_true(row(li_na, day)->chosen);
    saved_as("", 3, 0);
}

static void test_a_pattern_has_limits(void **state)
{
    static const struct {
        int length, days;
        const char *field;
    } wrong[] = {{0, 7, "length"}, {32, 7, "length"}, {7, 0, "days"}, {7, 93, "days"}};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct err err = {0};
        assert_false(roster_plan_pattern(store, MONDAY, wrong[i].length, wrong[i].days, 0, &plan, &err));
        assert_int_equal(err.code, ERR_INPUT);
        assert_string_equal(err.field, wrong[i].field);
    }
}

/* ---- a cell ---- */

static void test_a_cell_is_pasted(void **state)
{
    struct err err = {0};
    (void)state;
    roster_stand(store, gate, NEXT_MONDAY, "06-14", li_na);
    roster_stand(store, gate, NEXT_MONDAY, "06-14", he_jun);
    const struct fit_shift from = shift(gate, NEXT_MONDAY, "06-14"), to = shift(patrol, NEXT_FRIDAY, "08-12");
    if (!roster_plan_paste(store, &from, &to, &plan, &err))
        fail_msg("%s", err.text);
    assert_int_equal(plan.count, 2);
    assert_true(plan.rows[0].chosen);
    assert_true(plan.rows[1].full); /* one is wanted there */
    assert_int_equal(plan.open_count, 0);
    saved_as("", 1, 0);
    assert_int_equal(standing(li_na, NEXT_FRIDAY), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_week_is_copied_day_for_day, setup, teardown),
        cmocka_unit_test_setup_teardown(test_it_is_one_batch_undone_as_one, setup, teardown),
        cmocka_unit_test_setup_teardown(test_onto_a_half_filled_week, setup, teardown),
        cmocka_unit_test_setup_teardown(test_only_one_post, setup, teardown),
        cmocka_unit_test_setup_teardown(test_shifts_that_are_over_are_passed_over, setup, teardown),
        cmocka_unit_test_setup_teardown(test_stand_ins_stood_there_once, setup, teardown),
        cmocka_unit_test_setup_teardown(test_leave_and_volunteers_who_left, setup, teardown),
        cmocka_unit_test_setup_teardown(test_closed_days_and_changed_patterns, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_broken_rule_needs_a_reason, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_changed_meanwhile_is_left_out, setup, teardown),
        cmocka_unit_test_setup_teardown(test_who_was_excused_there_comes_back, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_bar_nobody_saw_is_not_overridden, setup, teardown),
        cmocka_unit_test_setup_teardown(test_rows_of_one_plan_see_each_other, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_pattern_over_the_new_year, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_night_follows_itself_across_the_month, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_pattern_has_limits, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_cell_is_pasted, setup, teardown),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
