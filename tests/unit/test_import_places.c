/* A list of households and other places on its way into the register. All people are invented. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/importer.h"
#include "gatepost/people_rules.h"
#include "gatepost/undo_rules.h"
#include "gatepost/words.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { STEP_MS = 20 };
static const char heading[] =
    "小区,网格,楼栋,单元,房号,类型,名称,户主,电话,人数,居住情况,责任线,责任人,楼长,特殊情况,备注\n";

static struct store_file file;
static struct store *store;
static struct importer *importer;
static struct err err;

static void check_done(bool done)
{
    if (!done)
        fail_msg("%s", err.text);
}

static int make(void **state)
{
    (void)state;
    words_start(NULL, "en");
    clock_fix(1649658720); /* 2022-04-11 14:32 +08:00 */
    err = (struct err){0};
    store_file_make(&file);
    store = store_file_open(&file, "seat-1", true);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    importer_free(importer);
    importer = NULL;
    struct buffer report = {0};
    check_done(store_check(store, &report, &err));
    buffer_release(&report);
    store_close(store);
    store_file_remove(&file);
    return 0;
}

static void go_on(void)
{
    enum importer_phase phase;
    while ((phase = importer_phase(importer)) == IMPORTER_READING || phase == IMPORTER_JUDGING ||
           phase == IMPORTER_WRITING)
        check_done(importer_step(importer, STEP_MS, &err));
}

static void begin(void)
{
    const struct importer_defaults defaults = {0};
    importer_free(importer);
    importer = importer_new(store, import_register_find("places"), &defaults);
}

static void judge(const char *rows)
{
    struct buffer text = {0};
    begin();
    buffer_format(&text, "%s%s", heading, rows);
    check_done(importer_open_text(importer, buffer_text(&text), text.length, &err));
    buffer_release(&text);
    go_on();
    check_done(importer_judge(importer, &err));
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

static void check_why(int64_t index, const char *why)
{
    struct importer_row row;
    importer_row(importer, index, &row);
    if (strstr(row.why, why) == NULL)
        fail_msg("row %d: \"%s\" without \"%s\"", (int)index, row.why, why);
}

static void check_sql(const char *sql, const char *expected)
{
    char *answer = store_file_ask(&file, sql);
    assert_string_equal(answer, expected);
    free(answer);
}

static const char rows[] =
    "望江苑,第三网格,12,2,1203,住户,,张伟明,13912340001,3人,自住,,李娜,吴芳,独居、透析 每周三次,\n"
    "望江苑,第三网格,12,2,1204,,,黄磊,,2,空置,,李娜,吴芳,,\n"
    ",,,,,企业,恒通五金厂,何国强,0757-86123456,120,,安监员,陈强,,,\n"
    ",,,,,三小场所,康民药房,林敏,,,,,刘洋,,,24小时\n"
    ",,5,1,101,出租屋,,周杰,,6,出租,流管员,潘桂珍,,,\n";
static const char places_sql[] =
    "SELECT group_concat(t, '; ') FROM (SELECT kind || ' ' || name || ' ' || building || '-' || unit || '-' || room "
    "|| ' ' || reported_persons || ' ' || occupancy || ' ' || coalesce(line, '') || ' ' || coalesce(leader, '') || ' ' "
    "|| coalesce(needs, 0) || ' ' || coalesce(needs_note, '') AS t FROM place WHERE voided IS NULL ORDER BY id)";

static void every_kind_comes_in_with_what_is_said_of_it(void **state)
{
    (void)state;
    judge(rows);
    check_counts(5, 0, 0, 0);
    save();
    check_sql(places_sql, "household  12-2-1203 3 owner  吴芳 5 每周三次; household  12-2-1204 2 vacant  吴芳 0 ; "
                          "enterprise 恒通五金厂 -- 120 unknown   0 ; small_place 康民药房 -- 0 unknown   0 ; "
                          "rented_house  5-1-101 6 rented   0 ");
    judge(rows); /* the same file twice changes nothing */
    check_counts(0, 5, 0, 0);
    struct buffer what = {0};
    check_done(undo_last(store, &what, &err));
    buffer_release(&what);
    judge(rows);
    check_counts(5, 0, 0, 0);
}

static void what_differs_is_shown_and_taken(void **state)
{
    (void)state;
    judge(rows);
    save();
    judge("望江苑,,12,2,1203,住户,,,13912349999,4,,网格员,,,孕妇,\n,,,,,企业,恒通五金厂,,,,,,,李四,,\n");
    check_counts(0, 0, 2, 0);
    check_why(0, "persons reported 3 → 4");
    check_why(0, "responsible line Committee/property → Grid workers");
    check_why(0, "special needs Lives alone, Dialysis → Pregnant");
    check_why(0, "139****0001 → 139****9999");
    check_why(1, "building leader");
    save();
    check_sql("SELECT reported_persons || line || needs || phone FROM place WHERE id = 1", "4grid213912349999");
    struct buffer what = {0};
    check_done(undo_last(store, &what, &err));
    buffer_release(&what);
    check_sql("SELECT reported_persons || phone FROM place WHERE id = 1", "313912340001");
}

static void rows_that_are_none_are_refused(void **state)
{
    (void)state;
    judge(",,,,,企业,,张三,,,,,,,,\n,,,,,,康民药房,,,,,,,,,\n,,,,,银行,建设支行,,,,,,,,,\n,,12,2,1203,,,,,,,警察,,,,\n"
          ",,12,2,1203,,,,,,,,,,,\n,,12,2,1203,,,张三,,,,,,,,\n,,3,1,101,,,,139****0001,,,,,,,\n"
          ",,3,1,102,,,,,100,,,,,,\n");
    check_counts(1, 0, 0, 7);
    check_why(0, "name is missing");
    check_why(1, "康民药房");
    check_why(2, "银行");
    check_why(3, "警察");
    check_why(5, "Line 6");
    check_why(6, "asterisks");
    check_why(7, "from 0 to 99");
}

static void a_chain_tells_households(void **state)
{
    (void)state;
    begin();
    check_done(
        importer_open_chat(importer, "#接龙\n1. 12-2-1203 张伟明 13912340001 4人 独居\n2、8栋1单元302 黄磊\n", &err));
    go_on();
    check_counts(2, 0, 0, 0);
    save();
    check_sql("SELECT group_concat(room || head || reported_persons || coalesce(needs, 0) || coalesce(needs_note, ''), "
              "'; ') FROM place",
              "1203张伟明41; 302黄磊00");
}

static void an_import_in_use_is_not_taken_back(void **state)
{
    (void)state;
    struct buffer what = {0};
    judge(rows);
    save();
    store_file_sql(&file, "INSERT INTO survey_round (name, began_day) VALUES ('1', 20220401)");
    store_file_sql(&file, "INSERT INTO survey (round_id, place_id, at, how, result) VALUES (1, 1, 1, 'door', 'done')");
    assert_false(undo_last(store, &what, &err));
    buffer_release(&what);
    assert_non_null(strstr(err.text, "was screened by now"));
}

static void headings_are_known_in_english(void **state)
{
    (void)state;
    static const char text[] = "Estate,Address,Kind,Place name,Screened by,Building leader,Special needs\n"
                               "望江苑,12-2-1203,household,,committee,吴芳,\"alone, pregnant\"\n";
    begin();
    check_done(importer_open_text(importer, text, strlen(text), &err));
    go_on();
    check_done(importer_judge(importer, &err));
    go_on();
    check_counts(1, 0, 0, 0);
    save();
    check_sql("SELECT leader || needs FROM place", "吴芳3");
}

static void residents_tell_of_the_needs_in_their_household(void **state)
{
    (void)state;
    static const char text[] =
        "姓名,房号,楼长,特殊情况\n何秀兰,12-2-1203,吴芳,慢性病 氨氯地平\n周小玉,12-2-1203,,孕妇\n";
    const struct importer_defaults defaults = {0};
    importer = importer_new(store, import_register_find("residents"), &defaults);
    check_done(importer_open_text(importer, text, strlen(text), &err));
    go_on();
    check_done(importer_judge(importer, &err));
    go_on();
    save();
    check_sql("SELECT leader || needs || needs_note FROM place", "吴芳10何秀兰 氨氯地平");
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define ON_FILE(test) cmocka_unit_test_setup_teardown(test, make, clear)
    const struct CMUnitTest tests[] = {
        ON_FILE(every_kind_comes_in_with_what_is_said_of_it),
        ON_FILE(what_differs_is_shown_and_taken),
        ON_FILE(rows_that_are_none_are_refused),
        ON_FILE(a_chain_tells_households),
        ON_FILE(an_import_in_use_is_not_taken_back),
        ON_FILE(headings_are_known_in_english),
        ON_FILE(residents_tell_of_the_needs_in_their_household),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
