/* Lists of goods and of donations on their way into the register. All people are invented. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/importer.h"
#include "gatepost/stock.h"
#include "gatepost/undo_rules.h"
#include "gatepost/words.h"
#include "tests/lib/goods.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { STEP_MS = 20, NOW = 1649658720 }; /* 2022-04-11 14:32 +08:00 */

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
    clock_fix(NOW);
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

static void judge(const char *name, bool chat, const char *text)
{
    const struct importer_defaults defaults = {0};
    importer_free(importer);
    importer = importer_new(store, import_register_find(name), &defaults);
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

static const char list[] = "物品,类别,单位,数量,入库数,最低库存,又名\n"
                           "口罩,防疫物资,个,\"2,000\",,800,医用口罩、一次性口罩\n"
                           "大米,粮油,公斤,275,,,\n"
                           "雨衣,,件,,30,,\n"
                           "手套,,箱,3,,,\n"
                           "盐,,坛,5,,,\n"
                           "口罩,,个,5,,,\n"
                           ",,,,,,\n"
                           "蜡烛,,,,,,\n";

static void new_goods_come_with_what_is_there(void **state)
{
    (void)state;
    int64_t rice = goods_add(store, "大米", "斤");
    stock_enter(store, rice, STOCK_IN, 550);
    goods_add(store, "手套", "双");
    judge("stock", false, list);
    check_counts(3, 1, 0, 3); /* 275公斤 are 550斤 */
    check_why(3, "kept in 双");
    check_why(4, "坛");
    check_why(5, "already");
    save();
    check_sql("SELECT category || aliases || minimum FROM goods WHERE name = '口罩'",
              "protection医用口罩 一次性口罩800000");
    check_sql("SELECT kind || counted FROM stock_entry JOIN goods ON goods.id = goods_id WHERE name = '口罩'",
              "count2000000");
    check_sql("SELECT kind || change FROM stock_entry JOIN goods ON goods.id = goods_id WHERE name = '雨衣'",
              "in30000");
    check_sql("SELECT count(*) FROM stock_entry JOIN goods ON goods.id = goods_id WHERE name IN ('大米', '蜡烛')", "1");
    assert_int_equal(stock_there(store, rice), 550);
    judge("stock", false, list);
    check_counts(0, 3, 1, 3);
    check_why(2, "comes in 30件 → 60件");
    check_done(undo_last(store, NULL, &err)); /* as one */
    check_sql("SELECT count(*) FROM goods WHERE voided IS NULL", "2");
}

static void another_amount_is_a_count(void **state)
{
    (void)state;
    int64_t masks = goods_add(store, "口罩", "个");
    stock_enter(store, masks, STOCK_IN, 1000);
    judge("stock", true, "今天盘点\n口罩990个\n额温枪 3把\n好的\n");
    check_counts(1, 0, 1, 0);
    check_why(1, "counted 1000个 → 990个");
    save();
    assert_int_equal(stock_there(store, masks), 990);
    check_sql("SELECT change FROM stock_entry WHERE kind = 'count' ORDER BY id LIMIT 1", "3000");
}

static const char gifts[] = "日期,捐赠人,电话,捐赠物品,数量,计量单位,可公示,致谢,接收人\n"
                            "2022-04-09,陈先生,13800001234,口罩,300,个,是,已谢,李敏\n"
                            "04-10,爱心超市,,雨衣20件 方便面5箱,,,不同意,,\n"
                            "04-10,爱心超市,,雨衣20件 方便面5箱,,,,,\n"
                            "04-10,刘女士,,口罩,2,盒,,,\n"
                            "2022-05-10,刘女士,,口罩,2,个,,,\n"
                            ",,,,,,,,\n";

static void donations_enter_the_stock(void **state)
{
    (void)state;
    int64_t masks = goods_add(store, "口罩", "个");
    judge("donations", false, gifts);
    check_counts(2, 1, 0, 2);
    check_why(1, "new on the list: 雨衣");
    check_why(3, "kept in 个");
    check_why(4, "future");
    save();
    assert_int_equal(stock_there(store, masks), 300);
    check_sql(
        "SELECT group_concat(donor || '|' || items || '|' || may_be_named || '|' || (thanked_at IS NULL), ';') FROM "
        "donation",
        "陈先生|口罩 300个|1|0;爱心超市|雨衣 20件、方便面 5箱|0|1");
    judge("donations", false, gifts);
    check_counts(0, 3, 0, 2);
    check_done(undo_last(store, NULL, &err));
    assert_int_equal(stock_there(store, masks), 0);
}

static void a_chat_says_who_gave_what(void **state)
{
    (void)state;
    int64_t masks = goods_add(store, "口罩", "个");
    judge("donations", true, "今日捐赠：\n1. 德济药房捐口罩1000个 额温枪3把\n2. 张女士 捐赠大米10斤\n大家辛苦了\n");
    check_counts(2, 0, 0, 0);
    save();
    check_sql("SELECT group_concat(donor || '|' || items, ';') FROM donation",
              "德济药房|口罩 1000个、额温枪 3把;张女士|大米 10斤");
    assert_int_equal(stock_there(store, masks), 1000);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, make, clear)
    const struct CMUnitTest tests[] = {
        TEST(new_goods_come_with_what_is_there),
        TEST(another_amount_is_a_count),
        TEST(donations_enter_the_stock),
        TEST(a_chat_says_who_gave_what),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
