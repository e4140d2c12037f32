/* A sign-up chain becomes a plan: headings, lines that say otherwise, who is known and who is not. All people are
 * invented. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/roster_plan.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Monday is the 11th of April 2022, 14:32. */
static struct store *store;
static struct roster_plan plan;
static struct err err;

static int setup(void **state)
{
    (void)state;
    words_start(NULL, "en");
    store = register_open();
    roster_post(store, "南门", "06-14 14-22 22-06", 1, 3);
    roster_post(store, "东门", "06-14 14-22 22-06", 1, 2);
    roster_post(store, "望江巡逻", "20-23", 1, 2);
    roster_volunteer(store, "张三");
    roster_volunteer(store, "李四");
    roster_volunteer(store, "王五");
    roster_volunteer(store, "赵小明");
    err = (struct err){0};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    roster_plan_release(&plan);
    register_close(store);
    return 0;
}

static void said_with(const char *text, struct roster_sign_up_preset preset)
{
    roster_plan_release(&plan);
    if (!roster_plan_sign_up(store, text, &preset, &plan, &err))
        fail_msg("%s", err.text);
}

static void said(const char *text)
{
    said_with(text, (struct roster_sign_up_preset){0});
}

/* "张三 南门 20220412 22-06", with "?" for one that is not chosen. */
static void row_is(int index, const char *words)
{
    char text[2 * NAME_BYTES + 64], span[SHIFT_SPAN_BYTES] = "-";
    assert_true(index < plan.count);
    const struct roster_planned *row = &plan.rows[index];
    if (row->shift.ends_at != 0)
        shift_span_text(shift_span_of(row->shift.day, row->shift.starts_at, row->shift.ends_at), span);
    snprintf(text, sizeof text, "%s%s %s %d %s", row->chosen ? "" : "? ", row->name, row->post, row->shift.day, span);
    assert_string_equal(text, words);
}

static void why_is(int index, const char *words)
{
    if (strstr(plan.rows[index].why, words) == NULL)
        fail_msg("%s", plan.rows[index].why);
}

static void a_chain_in_one_line(void **state)
{
    (void)state;
    said("4月12日 南门 22-06 接龙：1. 张三 2. 李四 13800001234");
    assert_int_equal(plan.count, 2);
    row_is(0, "张三 南门 20220412 22-06");
    row_is(1, "? 李四 南门 20220412 22-06");
    why_is(1, "another phone");
}

static void a_line_says_otherwise(void **state)
{
    (void)state;
    said("#接龙\n4月12日 南门 22-06\n\n1. 张三\n2 王五 东门夜班\n3、赵小明 会开车\n");
    assert_int_equal(plan.count, 3);
    row_is(0, "张三 南门 20220412 22-06");
    row_is(1, "王五 东门 20220412 22-06");
    row_is(2, "赵小明 南门 20220412 22-06");
}

static void headings_follow_each_other(void **state)
{
    (void)state;
    said("明天夜班\n南门：\n1、张三\n2、李四\n东门 14-22：\n1、王五\n4月13日\n2、赵小明、王五\n");
    assert_int_equal(plan.count, 5);
    row_is(0, "张三 南门 20220412 22-06");
    row_is(1, "李四 南门 20220412 22-06");
    row_is(2, "王五 东门 20220412 14-22");
    row_is(3, "赵小明 东门 20220413 14-22");
    row_is(4, "王五 东门 20220413 14-22");
}

static void days_and_shifts_in_many_forms(void **state)
{
    (void)state;
    static const struct {
        const char *line, *row;
    } forms[] = {
        {"1. 张三 4-12 南门 06-14", "张三 南门 20220412 06-14"},
        {"1. 张三 4/12 南门早班", "张三 南门 20220412 06-14"},
        {"1. 张三 12号南门中班", "张三 南门 20220412 14-22"},
        {"1. 张三 周二 南门 22点到次日6点", "张三 南门 20220412 22-06"},
        {"1. 张三 下周一 南门 晚上", "张三 南门 20220418 22-06"}, /* 14-22 begins before */
        {"1. 张三 今晚南门夜班", "张三 南门 20220411 22-06"},
        {"1. 张三 望江巡逻 4月12日（周二）", "张三 望江巡逻 20220412 20-23"},
        {"１．张三 ４月１２日 南门 ２２－０６", "张三 南门 20220412 22-06"},
        {"1. 张三 南门 06-14", "张三 南门 20220412 06-14"}, /* today's is over */
        {"1. 张三 南门 22-06", "张三 南门 20220411 22-06"},
        {"1.张三东门夜班", "张三 东门 20220411 22-06"},
        {"张三 东门 22-06", "张三 东门 20220411 22-06"},
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        said(forms[i].line);
        assert_int_equal(plan.count, 1);
        row_is(0, forms[i].row);
    }
}

static void what_is_not_clear_is_not_chosen(void **state)
{
    (void)state;
    said("1. 张三\n2. 李四 南门\n3. 钱多多 13800001111 南门 22-06\n4. 王五 南门 06-14 4月10日\n5. 王五 南门 08-12 "
         "4月12日\n");
    assert_int_equal(plan.count, 5);
    for (int i = 0; i < plan.count; i++)
        assert_false(plan.rows[i].chosen);
    row_is(0, "? 张三  0 -");
    why_is(0, "which post");
    row_is(1, "? 李四 南门 0 -");
    why_is(1, "which shift? 06-14 14-22 22-06");
    row_is(2, "? 王五 南门 20220410 06-14");
    why_is(2, "over");
    row_is(3, "? 钱多多 南门 20220411 22-06");
    why_is(3, "not a volunteer yet");
    row_is(4, "? 王五 南门 20220412 08-12");
    why_is(4, "no such shift");
}

static void what_a_group_says_besides_is_nobody(void **state)
{
    (void)state;
    said("王秀英 2022/4/11 14:32:05\n大家好，请接龙\n4月12日南门夜班\n例 张三\n1. 张三\n2.\n3. 李四，谢谢\n");
    assert_int_equal(plan.count, 2);
    row_is(0, "张三 南门 20220412 22-06");
    row_is(1, "李四 南门 20220412 22-06");
    said("大家好，今天辛苦了");
    assert_int_equal(plan.count, 0);
    said("");
    assert_int_equal(plan.count, 0);
}

static void a_name_like_a_day_of_the_week_is_a_name(void **state)
{
    (void)state;
    said("4月12日 南门\n1. 周敏 14-22\n2. 张三 周三 22-06\n");
    row_is(0, "? 周敏 南门 20220412 14-22");
    row_is(1, "张三 南门 20220413 22-06");
}

static void who_sends_it_signs_up(void **state)
{
    (void)state;
    said("[2022-04-11 14:32] 张三: 明天南门夜班我来\n");
    assert_int_equal(plan.count, 1);
    row_is(0, "张三 南门 20220412 22-06");
}

static void what_holds_before_the_first_heading(void **state)
{
    (void)state;
    int64_t east = register_count(store, "SELECT id FROM post WHERE name = '东门'");
    said_with("1. 张三\n2. 李四 南门\n", (struct roster_sign_up_preset){east, 20220413, {1320, 1800}});
    row_is(0, "张三 东门 20220413 22-06");
    row_is(1, "李四 南门 20220413 22-06");
}

static void it_is_saved_and_undone_as_one(void **state)
{
    (void)state;
    int saved = 0, left_out = 0;
    struct buffer what = {0};
    said("4月12日 南门 22-06\n1. 张三\n2. 李四\n3. 钱多多\n4. 张三\n");
    row_is(3, "? 张三 南门 20220412 22-06");
    why_is(3, "already");
    if (!roster_plan_save(store, &plan, "", &saved, &left_out, &err))
        fail_msg("%s", err.text);
    assert_int_equal(saved, 2);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM assignment WHERE via = 'import' AND voided IS NULL"),
                     2);
    said("4月12日 南门 22-06\n1. 张三\n");
    why_is(0, "already");
    assert_true(undo_last(store, &what, &err));
    buffer_release(&what);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM assignment WHERE voided IS NULL"), 0);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_chain_in_one_line),
        TEST(a_line_says_otherwise),
        TEST(headings_follow_each_other),
        TEST(days_and_shifts_in_many_forms),
        TEST(what_is_not_clear_is_not_chosen),
        TEST(what_a_group_says_besides_is_nobody),
        TEST(a_name_like_a_day_of_the_week_is_a_name),
        TEST(who_sends_it_signs_up),
        TEST(what_holds_before_the_first_heading),
        TEST(it_is_saved_and_undone_as_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
