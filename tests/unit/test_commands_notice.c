/* Commands of notices, posters, patrol notes and the order of the call list. */
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_rows(const char *sql, const char *answer)
{
    char *given = store_file_ask(&command_file, sql);
    assert_string_equal(given, answer);
    free(given);
}

static void a_notice_is_posted_read_and_read_again(void **state)
{
    (void)state;
    GIVES(0, "!", "notice", "add", "--title", "今晚消杀", "--text", "关好门窗", "--until", "12-31", "--kiosk", "yes");
    PRINTS_ONLY("saved 1\n");
    GIVES(0, "notice", "show", "1");
    PRINTS("李敏  not read yet\n");
    GIVES(2, "notice", "read", "1"); /* by whom? */
    GIVES(0, "!", "notice", "read", "1");
    GIVES(0, "!", "notice", "read", "1");
    assert_rows("SELECT count(*) FROM notice_read", "1");
    GIVES(0, "notice", "list", "--json");
    PRINTS("\"read\":1,\"readers\":1,");
    PRINTS("\"kiosk\":true,");
    GIVES(0, "!", "notice", "edit", "1", "--text", "22:00起");
    GIVES(0, "notice", "list", "--json");
    PRINTS("\"read\":0,\"readers\":1,");
    GIVES(2, "!", "notice", "add", "--title", "a\x1b[2J", "--text", "x");
    GIVES(2, "!", "notice", "add", "--title", "x"); /* of what? */
    SAYS("Words");
    GIVES(2, "!", "notice", "add", "--title", "x", "--text", "x", "--audience", "nobody");
    SAYS("all, gate, desk");
    GIVES(2, "!", "notice", "void", "1");
    GIVES(0, "!", "notice", "void", "1", "--reason", "取消");
    GIVES(2, "!", "notice", "read", "1");
    SAYS("取消");
    GIVES(1, "!", "notice", "read", "7");
    SAYS("There is no notice 7.");
    GIVES(0, "notice", "list");
    assert_null(strstr(buffer_text(&command_result.out), "今晚消杀"));
    GIVES(0, "notice", "list", "--show", "all");
    PRINTS("今晚消杀");
}

static void posters_are_added_up_by_building(void **state)
{
    (void)state;
    GIVES(0, "!", "poster", "add", "--title", "不聚集", "--building", "12", "--pieces", "4", "--by", "吴芳");
    GIVES(0, "!", "poster", "add", "--title", "一封信", "--kind", "leaflet", "--place", "12-2-1203", "--pieces", "20");
    GIVES(0, "!", "poster", "add", "--title", "喇叭", "--kind", "announcement", "--building", "12", "--pieces", "3");
    GIVES(0, "!", "poster", "edit", "1", "--gone", "1");
    GIVES(2, "!", "poster", "edit", "1", "--gone", "5");
    SAYS("There were 4");
    GIVES(2, "!", "poster", "add", "--title", "不聚集");
    SAYS("Where?");
    GIVES(0, "poster", "remains");
    PRINTS("12栋\tposter\t3\n");
    PRINTS("12栋\tleaflet\t20\n");
    assert_null(strstr(buffer_text(&command_result.out), "announcement"));
    GIVES(0, "poster", "list", "--show", "announced", "--tsv");
    PRINTS("喇叭");
    assert_null(strstr(buffer_text(&command_result.out), "不聚集"));
    GIVES(0, "poster", "list", "--chat");
    PRINTS("吴*"); /* a chat gets no names */
    assert_null(strstr(buffer_text(&command_result.out), "吴芳"));
    GIVES(0, "!", "poster", "void", "1", "--reason", "重复");
    GIVES(0, "poster", "list", "--json");
    assert_null(strstr(buffer_text(&command_result.out), "不聚集"));
}

static void a_patrol_note_is_open_until_done(void **state)
{
    (void)state;
    GIVES(0, "!", "patrol", "add", "--building", "6", "--by", "吴芳", "--found", "门磁掉落", "--urgent", "yes");
    GIVES(0, "!", "patrol", "add", "--building", "南门", "--by", "吴芳");
    GIVES(2, "!", "patrol", "add", "--building", "南门");
    GIVES(0, "patrol", "list", "--tsv");
    PRINTS("门磁掉落");
    assert_null(strstr(buffer_text(&command_result.out), "南门"));
    GIVES(0, "patrol", "list", "--chat");
    assert_null(strstr(buffer_text(&command_result.out), "门磁掉落")); /* anything may stand there */
    GIVES(2, "!", "patrol", "done", "1");
    SAYS("A few words");
    GIVES(0, "!", "patrol", "done", "1", "--action", "贴好");
    GIVES(1, "!", "patrol", "done", "1", "--action", "再贴");
    SAYS("贴好");
    GIVES(0, "patrol", "list", "--show", "done", "--tsv");
    PRINTS("贴好");
    PRINTS("南门");
    GIVES(0, "!", "patrol", "edit", "1", "--urgent", "no");
    GIVES(0, "!", "patrol", "void", "1", "--reason", "重复");
}

static void the_call_list_is_put_in_order(void **state)
{
    (void)state;
    GIVES(0, "!", "contact", "add", "--name", "甲");
    GIVES(0, "!", "contact", "add", "--name", "乙");
    GIVES(0, "!", "contact", "move", "2", "--up");
    assert_rows("SELECT group_concat(name || position) FROM (SELECT * FROM contact ORDER BY position)", "乙1,甲2");
    GIVES(2, "!", "contact", "move", "2", "--up");
    SAYS("first already");
    GIVES(2, "!", "contact", "move", "2");
    GIVES(2, "!", "contact", "move", "2", "--up", "--down");
    GIVES(0, "!", "contact", "move", "2", "--down");
    assert_rows("SELECT group_concat(name || position) FROM (SELECT * FROM contact ORDER BY position)", "甲1,乙2");
}

#define COMMAND_TEST(test) cmocka_unit_test_setup_teardown(test, command_register_make, command_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        COMMAND_TEST(a_notice_is_posted_read_and_read_again),
        COMMAND_TEST(posters_are_added_up_by_building),
        COMMAND_TEST(a_patrol_note_is_open_until_done),
        COMMAND_TEST(the_call_list_is_put_in_order),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (!command_find_program())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
