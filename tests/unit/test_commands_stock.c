/* Commands of goods, the stock's ledger and donations. */
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int balance(const char *goods)
{
    GIVES(0, "goods", "show", "--json", goods);
    const char *at = strstr(buffer_text(&command_result.out), "\"balance\":");
    int value = 0;
    assert_non_null(at);
    assert_int_equal(sscanf(at, "\"balance\":%d", &value), 1);
    return value;
}

static int make(void **state)
{
    if (command_register_make(state) != 0)
        return -1;
    GIVES(0, "!", "goods", "add", "--name", "口罩", "--unit", "个", "--aliases", "医用口罩", "--minimum", "500");
    GIVES(0, "!", "goods", "add", "--name", "大米", "--unit", "斤", "--category", "food");
    return 0;
}

static void goods(void **state)
{
    (void)state;
    GIVES(1, "!", "goods", "add", "--name", "医用口罩", "--unit", "个");
    SAYS("口罩");
    GIVES(2, "!", "goods", "add", "--name", "盐", "--unit", "坛");
    SAYS("坛");
    int code =
        RUN_WITH("{\"name\":\"盐\",\"unit\":\"包\"}\n{\"name\":\"盐\",\"unit\":\"包\"}\n", "!", "goods", "add", "-");
    assert_int_equal(code, 3);
    PRINTS("saved 3\nrefused 2:");
    GIVES(0, "!", "goods", "edit", "3", "--minimum", "20");
    GIVES(0, "goods", "list", "--show", "short", "--tsv");
    PRINTS("盐");
    LACKS("大米");
    GIVES(0, "goods", "show", "医用口罩");
    PRINTS("口罩");
    GIVES(1, "goods", "show", "糖");
    SAYS("糖");
    GIVES(0, "!", "goods", "void", "3", "--reason", "不再储备");
    GIVES(0, "goods", "list");
    LACKS("盐");
}

static void the_stock_is_moved(void **state)
{
    (void)state;
    GIVES(0, "!", "stock", "move", "口罩", "in", "1,000", "--whom", "街道物资组");
    GIVES(0, "!", "stock", "move", "医用口罩", "out", "20个", "--post", "东门");
    GIVES(0, "!", "stock", "move", "口罩", "out", "10", "--place", "12-2-1203");
    GIVES(0, "!", "stock", "move", "口罩", "adjust", "--note", "破损", "--", "-3");
    assert_int_equal(balance("口罩"), 967);
    GIVES(0, "!", "stock", "move", "大米", "in", "25公斤");
    assert_int_equal(balance("大米"), 50);
    GIVES(2, "!", "stock", "move", "大米", "in", "2袋");
    SAYS("kept in 斤");
    GIVES(2, "!", "stock", "move", "口罩", "out", "968");
    SAYS("there are 967个, 0个 of them reserved for requests; 968个 were asked for");
    GIVES(2, "!", "stock", "move", "口罩", "out", "0");
    GIVES(2, "!", "stock", "move", "口罩", "out", "1");
    SAYS("Issued to whom");
    GIVES(2, "!", "stock", "move", "口罩", "count", "5");
    SAYS("stock count");
    GIVES(2, "!", "stock", "move", "口罩", "in");
    GIVES(1, "!", "stock", "move", "糖", "in", "5");
    GIVES(0, "!", "stock", "move", "口罩", "in", "5", "--dry-run");
    assert_int_equal(balance("口罩"), 967);
    GIVES(0, "stock", "list", "--show", "out", "--json");
    PRINTS("\"post\":\"东门\"");
    PRINTS("\"whom\":\"\"");
    LACKS("街道物资组");
    GIVES(0, "!", "stock", "void", "2", "--reason", "没发");
    assert_int_equal(balance("口罩"), 987);
}

static void a_count_is_written_down(void **state)
{
    (void)state;
    GIVES(0, "!", "stock", "move", "口罩", "in", "1000");
    GIVES(0, "!", "stock", "count", "口罩", "980");
    assert_int_equal(balance("口罩"), 980);
    GIVES(2, "!", "stock", "void", "1", "--reason", "写错");
    SAYS("closed");
    int code = RUN_WITH("goods\tquantity\n大米\t12.5\n口罩\t0\n糖\t3\n大米\t\n", "!", "stock", "count", "-");
    assert_int_equal(code, 3);
    PRINTS("saved 3\nsaved 4\nrefused 4:");
    PRINTS("refused 5: How much 大米?");
    assert_int_equal(balance("口罩"), 0);
    GIVES(0, "stock", "show", "--show", "short", "--chat");
    PRINTS("At least");
    GIVES(0, "stock", "list", "--show", "counts", "--tsv");
    PRINTS("count");
}

static void donations(void **state)
{
    (void)state;
    GIVES(0, "!", "donation", "add", "--donor", "德济药房", "--items", "口罩1000个 额温枪3把", "--phone", "13800001111",
          "--may-be-named", "yes");
    GIVES(0, "!", "donation", "add", "--donor", "张女士", "--items", "口罩 200");
    assert_int_equal(balance("口罩"), 1200);
    assert_int_equal(balance("额温枪"), 3);
    GIVES(2, "!", "donation", "add", "--donor", "张女士", "--items", "大米 3袋");
    SAYS("kept in 斤");
    GIVES(0, "donation", "list", "--chat");
    PRINTS("德济药房");
    PRINTS("somebody kind  口罩 200个\n"); /* and not who received it, as if that were the donor */
    LACKS("张");
    LACKS("138");
    GIVES(0, "!", "donation", "edit", "2", "--items", "口罩 150");
    assert_int_equal(balance("口罩"), 1150);
    GIVES(0, "!", "donation", "thank", "2");
    GIVES(1, "!", "donation", "thank", "2");
    SAYS("thanked already");
    GIVES(0, "donation", "list", "--show", "unthanked");
    LACKS("张女士");
    PRINTS("德济药房");
    GIVES(0, "donation", "show", "1");
    LACKS("13800001111");
    GIVES(0, "!", "donation", "void", "2", "--reason", "重复登记");
    assert_int_equal(balance("口罩"), 1000);
    int code = RUN_WITH("donor\titems\n李先生\t大米20斤\n\t大米1斤\n", "!", "donation", "add", "-");
    assert_int_equal(code, 3);
    assert_int_equal(balance("大米"), 20);
}

static void lists_come_in(void **state)
{
    char path[PATH_MAX];
    static const char stock[] = "物品,单位,数量,最低库存\n口罩,个,\"2,000\",800\n雨衣,件,30,\n";
    static const char gifts[] = "日期,捐赠人,捐赠物品,可公示\n2022-04-10,李先生,雨衣5件,否\n";
    (void)state;
    command_path("stock.csv", path, sizeof path);
    command_write(path, stock, sizeof stock - 1);
    GIVES(0, "!", "import", "stock", path);
    assert_int_equal(balance("雨衣"), 30);
    assert_int_equal(balance("口罩"), 0);
    GIVES(0, "!", "import", "stock", path, "--update");
    assert_int_equal(balance("口罩"), 2000);
    command_path("gifts.csv", path, sizeof path);
    command_write(path, gifts, sizeof gifts - 1);
    GIVES(0, "!", "import", "donations", path);
    assert_int_equal(command_count("SELECT count(*) FROM donation WHERE may_be_named = 0"), 1);
    GIVES(0, "!", "import", "donations", path);
    assert_int_equal(command_count("SELECT count(*) FROM donation"), 1);
}

int main(void)
{
    if (!command_find_program())
        return 1;
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, make, command_folder_remove)
    const struct CMUnitTest tests[] = {
        TEST(goods), TEST(the_stock_is_moved), TEST(a_count_is_written_down), TEST(donations), TEST(lists_come_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
