/* Declarations come in from forms and chats, wait row by row, and are taken back as one. All people are invented. */
#include "gatepost/arrival.h"
#include "gatepost/buffer.h"
#include "gatepost/charset.h"
#include "gatepost/importer.h"
#include "gatepost/undo_rules.h"
#include "tests/lib/declared.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char form[] =
    "核酸登记（自主申报）\n"
    "提交时间,姓名,手机号（必填）,身份证号,小区,楼栋,单元,房号,从哪里来,是否途经涉疫地区/中高风险地区,离开日期,"
    "到达日期/返回日期,交通工具,车次/航班号,同行人员,有无症状,备注,人员类别\n"
    "2022-04-10 08:12:33,张伟明,13812340001（本人）," DECLARED_ID
    ",望江苑,12栋,2单元,1203,上海市,是,2022/4/8,2022/4/9 00:00,高铁,G1234,无,无,,返乡务工\n"
    "2022-04-10 09:00,李小虎,13812340002,,锦绣园,8,1,302,无锡,否,4-9,4月9日,自驾,苏B12345,李秀英,咳嗽,晚上到,学生返校\n"
    "2022-04-10,赵敏,,,,,,东门对面,西安,新城区某街道,,2022-04-09,,,,,,探亲访友\n"
    "2022-04-10 10:00,周明,138****0007,,,12,2,1203,西安,是,,2022-04-09,,,,,,\n"
    "2022-04-10 10:01,周明,13812340007,,,12,2,1203,西安,是,2022-04-10,2022-04-09,,,,,,\n"
    "2022-04-10 10:02,周明,1.38E+10,,,12,2,1203,西安,是,,2022-04-09,,,,,,\n"
    "2022-04-10 10:03,周明,13812340007,,,12,2,1203,西安,是,,五月,,,,,,\n"
    "2022-04-10 11:00,张伟明,13812340001," DECLARED_ID ",,12,2,1203,上海市,是,2022/4/8,2022/4/9,,,,,第二次,\n";

static struct importer *judged(struct store *store, const char *bytes, size_t length, bool chat)
{
    struct importer_defaults defaults = {0};
    struct importer *importer = importer_new(store, import_register_find("declarations"), &defaults);
    struct err err = {0};
    bool good = chat ? importer_open_chat(importer, bytes, &err) : importer_open_text(importer, bytes, length, &err);
    while (good && importer_phase(importer) != IMPORTER_READY)
        good = importer_phase(importer) == IMPORTER_MAPPING ? importer_judge(importer, &err)
                                                            : importer_step(importer, 1000, &err);
    if (!good)
        fail_msg("%s", err.text);
    return importer;
}

static void write_all(struct importer *importer)
{
    struct err err = {0};
    bool good = importer_write(importer, &err);
    while (good && importer_phase(importer) != IMPORTER_DONE)
        good = importer_step(importer, 1000, &err);
    if (!good)
        fail_msg("%s", err.text);
}

static void check_counts(const struct importer *importer, int added, int same, int refused)
{
    assert_int_equal(importer_count(importer, IMPORT_NEW), added);
    assert_int_equal(importer_count(importer, IMPORT_SAME), same);
    assert_int_equal(importer_count(importer, IMPORT_REFUSED), refused);
}

static struct declaration of_name(struct store *store, const char *name)
{
    struct declaration declaration;
    struct err err = {0};
    assert_true(record_with_text(store, &declaration_table, "name", name, &declaration, &err));
    return declaration;
}

static void check_form(struct store *store, const char *bytes, size_t length)
{
    struct importer *importer = judged(store, bytes, length, false);
    check_counts(importer, 3, 1, 4);
    write_all(importer);
    assert_int_equal(importer_added(importer), 3);
    importer_free(importer);
    struct declaration worker = of_name(store, "张伟明"), student = of_name(store, "李小虎"),
                       guest = of_name(store, "赵敏");
    assert_string_equal(worker.phone, "13812340001");
    assert_string_equal(worker.room, "望江苑 12-2-1203");
    assert_string_equal(worker.from_place, "上海市");
    assert_string_equal(worker.transport, "高铁 G1234");
    assert_string_equal(worker.companions, "");
    assert_string_equal(worker.symptoms, "");
    assert_string_equal(worker.note, "phone: 本人");
    assert_int_equal(worker.affected, 1);
    assert_int_equal(worker.left_day, 20220408);
    assert_int_equal(worker.returned_day, 20220409);
    assert_int_equal(worker.at, 1649549553);
    assert_int_equal(worker.kind, ARRIVAL_WORKER);
    assert_int_equal(worker.matched, MATCHED_ID);
    assert_int_equal(worker.state, DECLARATION_WAITING);
    assert_int_equal(student.kind, ARRIVAL_STUDENT);
    assert_int_equal(student.affected, 0);
    assert_int_equal(student.place_id, declared.garden);
    assert_string_equal(student.transport, "自驾 苏B12345");
    assert_string_equal(student.companions, "李秀英");
    assert_string_equal(student.symptoms, "咳嗽");
    assert_int_equal(guest.kind, ARRIVAL_RELATIVE);
    assert_string_equal(guest.room, "东门对面");
    assert_int_equal(guest.affected, -1);
    assert_string_equal(guest.note, "affected area: 新城区某街道");
    importer = judged(store, bytes, length, false); /* the same file again changes nothing */
    check_counts(importer, 0, 4, 4);
    importer_free(importer);
}

static void a_form_in_utf8_waits_row_by_row(void **state)
{
    check_form(*state, form, strlen(form));
}

static void a_form_in_gb18030_too(void **state)
{
    struct buffer bytes = {0};
    struct err err = {0};
    assert_true(charset_from_utf8(&bytes, form, "GB18030", &err));
    check_form(*state, buffer_text(&bytes), bytes.length);
    buffer_release(&bytes);
}

static void english_headings_are_known(void **state)
{
    static const char text[] = "Timestamp,Full name,Mobile,ID No,Address,Coming from,Affected area,Left on,Came on,"
                               "Transport,Flight No,Companions,Symptoms,Remarks,Category\n"
                               "2022-04-10 08:00,张伟明,13812340001,,12-2-1203,Shanghai,yes,2022-04-08,2022-04-09,"
                               "train,G1234,none,none,,returning worker\n";
    struct importer *importer = judged(*state, text, strlen(text), false);
    check_counts(importer, 1, 0, 0);
    write_all(importer);
    importer_free(importer);
    struct declaration worker = of_name(*state, "张伟明");
    assert_string_equal(worker.from_place, "Shanghai");
    assert_string_equal(worker.transport, "train G1234");
    assert_int_equal(worker.affected, 1);
    assert_int_equal(worker.kind, ARRIVAL_WORKER);
    assert_int_equal(worker.returned_day, 20220409);
}

static void a_chat_is_taken_apart_and_the_rest_is_kept(void **state)
{
    static const char text[] = "【外地返回报备】\n"
                               "12-2-1203 张伟明 4月9日从上海回来 高铁G1234 13812340001\n"
                               "8-1-302李秀英 自驾 4.8从无锡返回，同行2人，行李很多\n"
                               "7-1-204 黄磊 家里没米了\n";
    struct importer *importer = judged(*state, text, strlen(text), true);
    check_counts(importer, 2, 0, 0);
    assert_int_equal(importer_count(importer, IMPORT_PASSED), 2);
    write_all(importer);
    importer_free(importer);
    struct declaration one = of_name(*state, "张伟明"), two = of_name(*state, "李秀英");
    assert_string_equal(one.from_place, "上海");
    assert_string_equal(one.transport, "高铁 G1234");
    assert_string_equal(one.phone, "13812340001");
    assert_string_equal(one.room, "12-2-1203");
    assert_int_equal(one.returned_day, 20220409);
    assert_string_equal(one.note, "");
    assert_string_equal(two.transport, "自驾");
    assert_string_equal(two.companions, "2人");
    assert_int_equal(two.returned_day, 20220408);
    assert_string_equal(two.note, "行李很多");
}

static void an_import_is_undone_as_one(void **state)
{
    struct buffer what = {0};
    struct err err = {0};
    struct importer *importer = judged(*state, form, strlen(form), false);
    int count = 0;
    write_all(importer);
    importer_free(importer);
    assert_true(undo_last(*state, &what, &err));
    buffer_release(&what);
    assert_true(declaration_waiting(*state, 100, &count, &err));
    assert_int_equal(count, 0);
}

/* A kind that is none of the four is not lost. */
static void a_kind_in_other_words_is_kept(void **state)
{
    static const char text[] = "姓名,手机,房号,人员类别\n"
                               "林小燕,13812349999,12-2-1203,探店博主\n"
                               "林梅,13812349998,12-2-1203,本社区居民\n"
                               "林芳,13812349997,12-2-1203,无\n";
    struct importer *importer = judged(*state, text, strlen(text), false);
    check_counts(importer, 3, 0, 0);
    write_all(importer);
    importer_free(importer);
    assert_non_null(strstr(of_name(*state, "林小燕").note, "探店博主"));
    assert_string_equal(of_name(*state, "林梅").note, "");
    assert_string_equal(of_name(*state, "林芳").note, "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, declared_setup, declared_teardown)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        TEST(a_form_in_utf8_waits_row_by_row), TEST(a_form_in_gb18030_too),
        TEST(english_headings_are_known),      TEST(a_chat_is_taken_apart_and_the_rest_is_kept),
        TEST(an_import_is_undone_as_one),      TEST(a_kind_in_other_words_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
