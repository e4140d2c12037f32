/* People, households, checkpoints and officers from the command line: added, edited, merged, voided. */
#include "gatepost/words.h"
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void checkpoints_and_officers_are_added(void **state)
{
    (void)state;
    GIVES(0, "!", "checkpoint", "add", "北门", "--estate", "望江苑");
    GIVES(2, "!", "checkpoint", "add", "北门");
    GIVES(0, "checkpoint", "list", "--json");
    PRINTS("{\"id\":3,\"rev\":1,\"name\":\"北门\",\"estate\":\"望江苑\"}\n");
    GIVES(2, "!", "officer", "add", "赵强");
    GIVES(2, "!", "officer", "add", "赵强", "--role", "king");
    SAYS("officer, clerk, gate");
    GIVES(0, "!", "officer", "add", "赵强", "--role", "gate");
    GIVES(0, "officer", "list", "--json");
    PRINTS("\"name\":\"赵强\",\"role\":\"gate\"");
}

static void people_are_merged(void **state)
{
    (void)state;
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "2");
    GIVES(0, "!", "person", "merge", "2", "1");
    GIVES(0, "gate", "list", "--json");
    PRINTS("\"person\":1");
    GIVES(2, "!", "person", "merge", "1", "1");
    GIVES(2, "!", "person", "merge", "one", "1");
}

static void records_are_edited_and_voided(void **state)
{
    (void)state;
    GIVES(0, "!", "person", "edit", "1", "--phone", "13900000000", "--note", "独居");
    PRINTS_ONLY("saved 1\n");
    GIVES(1, "!", "person", "edit", "1", "--rev", "1", "--note", "x");
    GIVES(2, "!", "person", "edit", "1");
    GIVES(1, "!", "person", "edit", "99", "--note", "x");
    assert_int_equal(command_count("SELECT place_id FROM person WHERE id = 1 AND phone = '13900000000'"), 1);
    GIVES(0, "!", "household", "edit", "1", "--room", "12-2-1204", "--head", "张伟明");
    assert_int_equal(command_count("SELECT room FROM place WHERE head = '张伟明' AND estate = '望江苑'"), 1204);
    GIVES(2, "!", "household", "void", "1", "--reason", "拆除");
    SAYS("persons who live there: 2");
    GIVES(0, "!", "person", "edit", "2", "--room", "");
    GIVES(0, "!", "flag", "set", "--person", "1", "--say", "x");
    GIVES(2, "!", "person", "void", "1", "--reason", "迁出");
    SAYS("flags in force: 1");
    GIVES(0, "!", "flag", "clear", "1", "--reason", "x");
    GIVES(2, "!", "flag", "clear", "1", "--reason", "x");
    GIVES(2, "!", "person", "void", "1");
    GIVES(0, "!", "person", "void", "1", "--reason", "迁出");
    GIVES(2, "!", "person", "void", "1", "--reason", "迁出");
    SAYS("voided already: 迁出");
    GIVES(2, "!", "person", "edit", "1", "--note", "x");
    GIVES(0, "!", "household", "void", "1", "--reason", "拆除");
    GIVES(0, "!", "household", "add", "--kind", "enterprise", "--name", "望江食品厂");
    GIVES(0, "audit", "verify");
}

static void posts_and_officers_are_edited_and_voided(void **state)
{
    (void)state;
    GIVES(0, "!", "checkpoint", "edit", "2", "--name", "北门");
    GIVES(0, "!", "checkpoint", "void", "1", "--reason", "封闭");
    GIVES(2, "!", "checkpoint", "void", "2", "--reason", "封闭");
    SAYS("only checkpoint");
    GIVES(2, "!", "officer", "void", "1", "--reason", "调离");
    GIVES(2, "!", "officer", "edit", "1", "--role", "viewer");
    SAYS("only duty officer");
    GIVES(0, "!", "officer", "add", "赵强", "--role", "gate");
    GIVES(1, "--officer", "赵强", "officer", "edit", "2", "--role", "officer");
    SAYS("Only a duty officer may do this, and 赵强 is none.");
    GIVES(1, "--officer", "赵强", "settings", "fever.line", "37.0");
    GIVES(0, "!", "officer", "edit", "2", "--name", "赵强强");
    GIVES(0, "!", "officer", "void", "2", "--reason", "调离");
    GIVES(1, "--officer", "赵强强", "gate", "add", "--person", "1");
}

#define ON_REGISTER(test) cmocka_unit_test_setup_teardown(test, command_register_make, command_folder_remove)

int main(void)
{
    if (!command_find_program())
        return 1;
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        ON_REGISTER(checkpoints_and_officers_are_added),
        ON_REGISTER(people_are_merged),
        ON_REGISTER(records_are_edited_and_voided),
        ON_REGISTER(posts_and_officers_are_edited_and_voided),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
