/* errand on the command line: begun with its requests, the shopping list, the money. */
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void have_requests(void)
{
    GIVES(0, "!", "goods", "add", "--name", "大米", "--category", "food", "--unit", "斤");
    GIVES(0, "!", "goods", "add", "--name", "盐", "--category", "food", "--unit", "包");
    GIVES(0, "!", "stock", "move", "盐", "in", "2");
    GIVES(0, "!", "household", "add", "--room", "8-1-302");
    GIVES(0, "!", "supply", "add", "--place", "12-2-1203", "--items", "大米5公斤 盐2包", "--phone", "13800001234");
    GIVES(0, "!", "supply", "add", "--place", "8-1-302", "--items", "大米4斤 降压药1盒");
    GIVES(0, "!", "supply", "add", "--place", "8-1-302", "--items", "饮用水2桶");
}

static void an_errand_begins_with_its_requests(void **state)
{
    (void)state;
    have_requests();
    GIVES(2, "!", "errand", "add", "--requests", "1");
    SAYS("Who goes?");
    GIVES(1, "!", "errand", "add", "--helper", "陈静", "--requests", "1,99");
    SAYS("99");
    assert_int_equal(command_count("SELECT COUNT(*) FROM errand"), 0);
    GIVES(2, "!", "errand", "add", "--helper", "陈静", "--requests", "1,abc");
    GIVES(2, "!", "errand", "add", "--helper", "陈静", "--given", "-5");
    GIVES(0, "!", "errand", "add", "--helper", "陈静", "--requests", "1", "--dry-run");
    assert_int_equal(command_count("SELECT COUNT(*) FROM errand"), 0);
    GIVES(0, "!", "errand", "add", "--helper", "陈静", "--requests", "1， #2", "--given", "200");
    PRINTS_ONLY("saved 1\n");
    assert_int_equal(command_count("SELECT COUNT(*) FROM supply WHERE errand_id = 1 AND state = 'assigned'"), 2);
    GIVES(1, "!", "errand", "add", "--helper", "李明", "--requests", "3,2");
    SAYS("陈静 has it");
    assert_int_equal(command_count("SELECT COUNT(*) FROM errand"), 1);
    GIVES(0, "!", "errand", "add", "--errand", "1", "--requests", "3");
    PRINTS_ONLY("saved 1\n");
    assert_int_equal(command_count("SELECT COUNT(*) FROM supply WHERE errand_id = 1"), 3);
    GIVES(0, "errand", "list", "--json");
    PRINTS("\"helper\":\"陈静\"");
    PRINTS("\"requests\":3,\"given\":200");
    GIVES(0, "errand", "list", "--chat");
    assert_null(strstr(buffer_text(&command_result.out), "陈静")); /* masked */
}

static void the_shopping_list_adds_up(void **state)
{
    (void)state;
    have_requests();
    GIVES(0, "!", "errand", "add", "--helper", "陈静", "--requests", "1,2");
    GIVES(0, "errand", "shopping", "1", "--tsv");
    PRINTS_ONLY("item\twanted\tunit\tto_buy\tfrom_stock\trequests\thouseholds\n"
                "大米\t14\t斤\t14\t0\t2\t12-2-1203 10斤、8-1-302 4斤\n"
                "盐\t2\t包\t0\t2\t1\t12-2-1203 2包\n"
                "降压药\t1\t盒\t1\t0\t1\t8-1-302 1盒\n");
    GIVES(0, "errand", "shopping", "--helper", "陈静", "--json");
    PRINTS("{\"item\":\"大米\",\"wanted\":14,\"unit\":\"斤\",\"to_buy\":14,\"from_stock\":0,\"requests\":2");
    GIVES(0, "errand", "shopping", "--helper", "李明", "--json");
    PRINTS_ONLY("");
    /* Things and rooms go into a chat; no names, no phones. */
    GIVES(0, "errand", "shopping", "1", "--chat");
    PRINTS("Shopping list  陈*");
    PRINTS("1. 大米 14斤  12-2-1203 10斤、8-1-302 4斤\n");
    PRINTS("2. 盐 2包  all from the stock  12-2-1203 2包\n");
    assert_null(strstr(buffer_text(&command_result.out), "陈静"));
    assert_null(strstr(buffer_text(&command_result.out), "张"));
    assert_null(strstr(buffer_text(&command_result.out), "1234"));
    GIVES(2, "errand", "shopping");
    SAYS("Whose?");
    GIVES(2, "errand", "shopping", "1", "--helper", "陈静");
    GIVES(1, "errand", "shopping", "9");
    GIVES(0, "!", "supply", "move", "1", "left");
    GIVES(0, "errand", "shopping", "1", "--tsv");
    PRINTS("大米\t4\t斤\t4\t0\t1\t8-1-302 4斤\n");
    assert_null(strstr(buffer_text(&command_result.out), "盐"));
}

/* Nobody is left out of a long list. */
static void a_long_list_is_whole(void **state)
{
    (void)state;
    char room[24], numbers[256] = "";
    for (int i = 1; i <= 40; i++) {
        snprintf(room, sizeof room, "21-1-%d", 100 + i);
        GIVES(0, "!", "household", "add", "--room", room);
        GIVES(0, "!", "supply", "add", "--place", room, "--items", "大米10斤");
        snprintf(numbers + strlen(numbers), sizeof numbers - strlen(numbers), "%d ", i);
    }
    GIVES(0, "!", "errand", "add", "--helper", "陈静", "--requests", numbers);
    GIVES(0, "errand", "shopping", "1", "--json");
    PRINTS("\"wanted\":400");
    PRINTS("21-1-101 10斤、21-1-102 10斤");
    PRINTS("21-1-140 10斤\"");
}

static void settled_when_it_comes_out_even(void **state)
{
    (void)state;
    have_requests();
    GIVES(0, "!", "errand", "add", "--person", "张伟明", "--requests", "2", "--given", "200");
    GIVES(0, "errand", "shopping", "--person", "张伟明", "--tsv");
    PRINTS("降压药");
    GIVES(0, "!", "errand", "edit", "1", "--spent", "187.50", "--received", "￥3");
    GIVES(0, "errand", "balances", "--json");
    PRINTS("\"helper\":\"张伟明\"");
    PRINTS("\"errands\":1,\"owed\":15.50");
    GIVES(0, "errand", "balances", "--chat");
    PRINTS("张*明");
    PRINTS("To give back 15.50");
    GIVES(2, "!", "errand", "settle", "1");
    SAYS("张伟明 still has 15.50 to give back");
    GIVES(2, "!", "errand", "void", "1", "--reason", "登记有误");
    SAYS("187.50");
    GIVES(0, "!", "errand", "edit", "1", "--returned", "15.5");
    GIVES(1, "!", "errand", "settle", "1", "--rev", "1");
    GIVES(0, "!", "errand", "settle", "1");
    PRINTS_ONLY("saved 1\n");
    GIVES(1, "!", "errand", "settle", "1");
    SAYS("settled already");
    GIVES(0, "errand", "list", "--tsv");
    assert_null(strstr(buffer_text(&command_result.out), "张伟明"));
    GIVES(0, "errand", "list", "--tsv", "--show", "all");
    PRINTS("张伟明");
    GIVES(0, "errand", "show", "1", "--json");
    PRINTS("\"settled_by\":\"李敏\"");
    GIVES(0, "errand", "balances", "--tsv");
    assert_null(strstr(buffer_text(&command_result.out), "张伟明"));
}

#define COMMAND_TEST(test) cmocka_unit_test_setup_teardown(test, command_register_make, command_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        COMMAND_TEST(an_errand_begins_with_its_requests),
        COMMAND_TEST(the_shopping_list_adds_up),
        COMMAND_TEST(a_long_list_is_whole),
        COMMAND_TEST(settled_when_it_comes_out_even),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (!command_find_program())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
