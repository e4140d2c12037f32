/* Sign-up lists and chains on their way into the register of volunteers. All people are invented. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/importer.h"
#include "gatepost/undo_rules.h"
#include "gatepost/words.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { STEP_MS = 20 };
static struct store *store;
static struct importer *importer;
static struct err err;

static int setup(void **state)
{
    (void)state;
    words_start(NULL, "en");
    err = (struct err){0};
    store = register_open();
    register_person(store, "张伟明", "13812343821", register_household(store, "望江苑", "12-2-1203"));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    importer_free(importer);
    importer = NULL;
    register_close(store);
    return 0;
}

static void check_done(bool done)
{
    if (!done)
        fail_msg("%s", err.text);
}

static void go_on(void)
{
    enum importer_phase phase;
    while ((phase = importer_phase(importer)) == IMPORTER_READING || phase == IMPORTER_JUDGING ||
           phase == IMPORTER_WRITING)
        check_done(importer_step(importer, STEP_MS, &err));
}

static void judge(bool chat, const char *text)
{
    const struct importer_defaults defaults = {0};
    importer_free(importer);
    importer = importer_new(store, import_register_find("volunteers"), &defaults);
    check_done(chat ? importer_open_chat(importer, text, &err)
                    : importer_open_text(importer, text, strlen(text), &err));
    go_on();
    check_done(importer_phase(importer) != IMPORTER_MAPPING || importer_judge(importer, &err));
    go_on();
}

static void save(void)
{
    importer_take_all(importer, true);
    check_done(importer_write(importer, &err));
    go_on();
    assert_int_equal(importer_phase(importer), IMPORTER_DONE);
}

static void check_counts(int added, int same, int differ, int refused)
{
    assert_int_equal(importer_count(importer, IMPORT_NEW), added);
    assert_int_equal(importer_count(importer, IMPORT_SAME), same);
    assert_int_equal(importer_count(importer, IMPORT_DIFFERS), differ);
    assert_int_equal(importer_count(importer, IMPORT_REFUSED), refused);
}

static int64_t valid(const char *condition)
{
    char sql[400];
    snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM volunteer WHERE voided IS NULL AND %s", condition);
    return register_count(store, sql);
}

static const char list[] = "姓名,手机号,身份,楼栋,技能,可服务时间,健康状况,防护用品\n"
                           "张伟明,13812343821,党员,,测温、急救,周末,合格,N95口罩5只\n"
                           "钱进,13900003333,退役军人,5,不会开车,工作日 18-22,,\n"
                           "赵铁柱,1390000222,业主,3,,,,\n"
                           "孙立,13900004444,业主,3,,随便,,\n";

static void a_list_comes_in_and_the_same_twice_changes_nothing(void **state)
{
    (void)state;
    judge(false, list);
    check_counts(2, 0, 0, 2);
    save();
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM person"), 2); /* one was known */
    assert_int_equal(valid("name = '张伟明' AND kind = 'party' AND temperature AND first_aid AND NOT driving AND "
                           "building = '12' AND health = 'fit' AND kit <> ''"),
                     1);
    assert_int_equal(valid("name = '钱进' AND kind = 'veteran' AND available = '1-5 18-22' AND NOT driving"), 1);
    judge(false, list);
    check_counts(0, 2, 0, 2);
}

static void what_a_row_says_otherwise_is_a_proposal(void **state)
{
    (void)state;
    judge(false, list);
    save();
    judge(false, "姓名,技能,可服务时间\n张伟明,开车,\n钱进,,晚上\n");
    check_counts(0, 0, 2, 0);
    save();
    assert_int_equal(valid("name = '张伟明' AND temperature AND driving AND available = '67'"), 1);
    assert_int_equal(valid("name = '钱进' AND available <> '1-5 18-22'"), 1);
    struct buffer what = {0};
    check_done(undo_last(store, &what, &err));
    buffer_release(&what);
    assert_int_equal(valid("driving"), 0);
}

static void a_chain_becomes_volunteers(void **state)
{
    (void)state;
    judge(true, "#接龙\n南门志愿者报名\n1. 张伟明 13812343821 周末 白天\n2、李四光 13800005678 会开车 😊\n"
                "3. 王五一 党员，晚上都行 13800009999 靠近北门\n4. 没电话\n5. 李四光 13800005678\n");
    check_counts(3, 1, 0, 1);
    save();
    assert_int_equal(valid("name = '张伟明' AND available = '67 06-18' AND building = '12'"), 1);
    assert_int_equal(valid("name = '李四光' AND driving AND note = ''"), 1);
    assert_int_equal(valid("name = '王五一' AND kind = 'party' AND available = '18-22' AND note = '靠近北门'"), 1);
    assert_int_equal(valid("1 = 1"), 3);
}

/* As people write: the phone glued to the name, a room for a phone, days in figures; cells a mask can cover. */
static void a_line_is_cut_into_cells(void **state)
{
    struct importer_row row;
    (void)state;
    judge(true, "1. 王芳13722221113党员 工作日\n2. 12-2-1203 张伟明 白天\n3. 李大海 13722221112 1-5 18-22\n"
                "4. 13722221114\n5. 张 伟 明 孙倩\n");
    check_counts(3, 0, 0, 2);
    for (int64_t i = 0; i < importer_rows(importer); i++) {
        importer_row(importer, i, &row);
        assert_null(strstr(importer_text(importer, i, 0), "137222"));
    }
    save();
    assert_int_equal(valid("name = '王芳' AND person_id IN (SELECT id FROM person WHERE phone = '13722221113') AND "
                           "kind = 'party' AND available = '1-5'"),
                     1);
    assert_int_equal(valid("name = '张伟明' AND building = '12' AND available = '06-18' AND note = ''"), 1);
    assert_int_equal(valid("name = '李大海' AND available = '1-5 18-22' AND note = ''"), 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_list_comes_in_and_the_same_twice_changes_nothing),
        TEST(what_a_row_says_otherwise_is_a_proposal),
        TEST(a_chain_becomes_volunteers),
        TEST(a_line_is_cut_into_cells),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
