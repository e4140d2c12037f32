/* household show: the whole story of a household, as text and as one object a line. */
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static void the_whole_story_is_told(void **state)
{
    (void)state;
    GIVES(0, "!", "gate", "add", "--person", "1", "--checkpoint", "南门", "--temp", "36.5", "--direction", "out");
    GIVES(0, "!", "observe", "open", "--person", "张伟明", "--kind", "close", "--reason", "同桌用餐");
    GIVES(0, "household", "show", "12-2-1203");
    PRINTS("Room: 12-2-1203\n");
    PRINTS("138****5678"); /* of the member */
    assert_null(strstr(buffer_text(&command_result.out), "13812345678"));
    PRINTS("Under observation");
    PRINTS("张伟明 南门 Out 36.5");
    PRINTS("张伟明 Close contact observed from ");
    PRINTS("同桌用餐");
    PRINTS("张伟明 put on the register");
    PRINTS("Supplies: nothing open");
    GIVES(0, "household", "show", "--json", "12-2-1203");
    PRINTS("{\"part\":\"member\",\"person\":1,\"name\":\"张伟明\"");
    PRINTS("\"observation\":1,\"state\":\"observing\",\"day\":1,\"days\":14");
    PRINTS("{\"part\":\"readings\",\"observation\":1");
    PRINTS("\"record\":\"crossing\",\"id\":1,");
    assert_null(strstr(buffer_text(&command_result.out), "13812345678"));
}

static int lines_of(const char *what)
{
    int count = 0;
    for (const char *at = buffer_text(&command_result.out); (at = strstr(at, what)) != NULL; at++)
        count++;
    return count;
}

static void no_more_lines_than_asked_for(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++)
        GIVES(0, "!", "gate", "add", "--person", "1", "--checkpoint", "南门", "--temp", "36.5", "--direction", "in");
    GIVES(0, "household", "show", "--json", "--limit", "2", "12-2-1203");
    assert_int_equal(lines_of("\"part\":\"line\""), 2);
    GIVES(0, "household", "show", "--json", "12-2-1203");
    assert_int_equal(lines_of("\"record\":\"crossing\""), 3);
    GIVES(0, "!", "gate", "void", "2", "--reason", "登记有误");
    GIVES(0, "household", "show", "12-2-1203");
    PRINTS("(void) 张伟明 南门");
    GIVES(2, "household", "show", "--limit", "x", "12-2-1203");
    GIVES(1, "household", "show", "99-9-999");
}

/* Supply ensured? From the requests; of the household and of who is observed there. */
static void what_it_asked_for_is_told(void **state)
{
    (void)state;
    GIVES(0, "!", "observe", "open", "--person", "张伟明", "--kind", "close", "--reason", "同桌用餐");
    GIVES(0, "!", "supply", "add", "--place", "12-2-1203", "--items", "米10斤 盐2包", "--urgent", "yes");
    GIVES(0, "household", "show", "12-2-1203");
    PRINTS("Supplies: #1 urgent New ");
    PRINTS("米 10斤、盐 2包");
    GIVES(0, "household", "show", "--json", "12-2-1203");
    PRINTS("{\"part\":\"supply\",\"request\":1,\"state\":\"new\",\"urgent\":true,");
    PRINTS("\"over\":false,\"helper\":\"\",\"items\":\"米 10斤、盐 2包\"}");
    PRINTS("\"record\":\"supply\",\"id\":1,");
    GIVES(0, "observe", "list", "--json");
    PRINTS("\"supply\":\"requested\",\"supply_requests\":1,");
    GIVES(0, "!", "supply", "move", "1", "cancelled", "--remark", "亲戚送来");
    GIVES(0, "household", "show", "12-2-1203");
    PRINTS("Supplies: nothing open");
    PRINTS("#1 Cancelled");
    PRINTS("亲戚送来");
    GIVES(0, "observe", "list", "--json");
    PRINTS("\"supply\":\"ensured\",\"supply_requests\":0,\"supply_due_at\":null");
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_whole_story_is_told, command_register_make, command_folder_remove),
        cmocka_unit_test_setup_teardown(what_it_asked_for_is_told, command_register_make, command_folder_remove),
        cmocka_unit_test_setup_teardown(no_more_lines_than_asked_for, command_register_make, command_folder_remove),
    };
    return command_find_program() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
