/* Help and the menu find what is meant, run it, and say why something cannot be run. */
#include "gatepost/view.h"
#include "tests/lib/made_up_desk.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void help_finds_and_runs(void **state)
{
    (void)state;
    made_up_play(
        4,
        "key F1\nsee [Help  Gate log]\nsee Search:\nsee Page up\ntype alarm\nnot Page up\nsee F8\nkey Enter\nsee "
        "alarms "
        "opened\n"
        "not Search\nkey F9\nsee [Menu  Gate log]\nnot Page up\ntype adds\nkey Enter\nsee [New]\nkey Esc F1\ntype zzz\n"
        "see Nothing matches.\nkey Enter Esc\nnot Search\n");
}

static void the_best_match_stands_first(void **state)
{
    (void)state;
    /* "Ask" is called so, "Reason" asks in its sentence. */
    made_up_play(1, "key F9\ntype ask\nrow 5 ││>Del                    Ask        Asks."
                    "                                    ││\nsee Reason\nkey Ctrl-U\ntype f2\nsee >F2 \nkey Ctrl-U\n"
                    "type ｃｔｒｌ－ｏ\nsee >Ctrl-O \nkey Ctrl-U\ntype row.text\nsee >Ctrl-O \nkey Ctrl-U\n"
                    "type asks why\nsee >F2 \nnot Del\n");
}

static void what_cannot_be_run_says_why(void **state)
{
    (void)state;
    made_up.allowed = false;
    made_up.row_count = 0;
    made_up_play(1, "key F9\ntype reason\nsee (Reason)\nsee ! read only  Asks why.\nkey Enter\nsee ! read only\n"
                    "see [Menu  Gate log]\nkey Ctrl-U\ntype open\nsee ! There is no row to do this with.\n");
    /* What means nothing here stays out: there are no panes 2 to 4, nothing is filtered. */
    made_up_play(1, "key F1\nsee Here: Gate log\nkey PgDn\nsee Pane 1\nnot Pane 2\nnot Ends the filter\n");
}

static void headings_and_habits_are_no_commands(void **state)
{
    (void)state;
    made_up_play(1,
                 "key F1\nsee >Enter / o \nkey Up\nsee >Enter / o \nsee Here: Gate log\nkey PgDn PgDn PgDn PgDn PgDn\n"
                 "see man gatepost\nkey Up\nsee >\ninvariants\n");
    /* A form's keys are found from a list, and say that they are not for here. */
    made_up_play(1, "key F9\ntype saves from\nsee (Save)\nsee ! There is no form here.\nkey Enter\nsee Search\n");
}

#define TEST(name) cmocka_unit_test_setup(name, made_up_setup)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(help_finds_and_runs),
        TEST(the_best_match_stands_first),
        TEST(what_cannot_be_run_says_why),
        TEST(headings_and_habits_are_no_commands),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, made_up_teardown);
}
