/* Commands of posts and closed days. */
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int make(void **state)
{
    if (command_register_make(state) != 0)
        return -1;
    GIVES(0, "!", "post", "add", "--name", "南门", "--kind", "gate", "--least", "2", "--checkpoint", "南门");
    GIVES(0, "!", "post", "add", "--name", "送菜", "--kind", "delivery", "--pattern", "9点半到12点 15-18", "--weekdays",
          "一三五", "--needs", "driving");
    return 0;
}

static void posts_are_written_down_and_shown(void **state)
{
    (void)state;
    GIVES(0, "post", "show", "--json", "送菜");
    PRINTS("\"pattern\":\"09:30-12 15-18\"");
    PRINTS("\"weekdays\":\"135\"");
    PRINTS("\"needs\":\"driving\"");
    PRINTS("\"position\":2");
    GIVES(0, "post", "show", "1");
    PRINTS("06-14 14-22 22-06");
    GIVES(1, "post", "show", "西门");
    SAYS("西门");
    GIVES(1, "post", "show", "9");
    GIVES(0, "post", "list", "--tsv");
    PRINTS("南门");
    GIVES(0, "!", "post", "edit", "2", "--position", "1");
    assert_int_equal(command_count("SELECT position FROM post WHERE name = '南门'"), 2);
    GIVES(0, "!", "post", "void", "2", "--reason", "已撤岗");
    GIVES(0, "post", "list");
    LACKS("送菜");
    GIVES(0, "post", "list", "--show", "all");
    PRINTS("送菜");
}

static void what_is_no_shift_is_refused_and_nothing_is_saved(void **state)
{
    static const char *const patterns[][2] = {
        {"06-36", "30"}, {"06-06", "06-06"}, {"06-14 13-22", "13-22"}, {"早班", "早班"}, {"22-06 05-13", "05-13"}};
    (void)state;
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        GIVES(2, "!", "post", "add", "--name", "北门", "--pattern", patterns[i][0]);
        SAYS(patterns[i][1]);
    }
    GIVES(2, "!", "post", "add", "--name", "南门");
    SAYS("南门");
    GIVES(2, "!", "post", "add", "--name", "北门", "--least", "3", "--wanted", "2");
    GIVES(2, "!", "post", "edit", "1", "--weekdays", "夜班");
    SAYS("夜班");
    assert_int_equal(command_count("SELECT COUNT(*) FROM post"), 2);
}

static void a_day_is_closed_and_manned_again(void **state)
{
    (void)state;
    GIVES(0, "!", "post", "close", "--post", "南门", "--day", "2031-05-01", "--reason", "劳动节");
    GIVES(2, "!", "post", "close", "--post", "南门", "--day", "2031-05-01");
    SAYS("2031-05-01");
    GIVES(1, "!", "post", "close", "--post", "西门", "--day", "2031-05-02");
    SAYS("西门");
    GIVES(0, "!", "post", "close", "--day", "2031-05-02");
    GIVES(0, "post", "closed", "list", "--json");
    PRINTS("\"day\":\"2031-05-01\"");
    PRINTS("\"day\":\"2031-05-02\"");
    GIVES(0, "!", "post", "reopen", "1", "--reason", "照常值守");
    GIVES(0, "post", "closed", "list");
    LACKS("2031-05-01");
}

int main(void)
{
    if (!command_find_program())
        return 1;
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, make, command_folder_remove)
    const struct CMUnitTest tests[] = {
        TEST(posts_are_written_down_and_shown),
        TEST(what_is_no_shift_is_refused_and_nothing_is_saved),
        TEST(a_day_is_closed_and_manned_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
