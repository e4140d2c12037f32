/* Officers on the command line: PINs that are never an argument, Unix users bound to one role, roles asked first. */
#include "gatepost/people.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/command_run.h"
#include "tests/lib/register.h"
#include <pwd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static int setup(void **state)
{
    command_variable = NULL;
    if (command_register_make(state) != 0)
        return -1;
    GIVES(0, "!", "officer", "add", "赵强", "--role", "gate");
    GIVES(0, "!", "officer", "add", "街道值守", "--role", "viewer");
    GIVES(0, "!", "officer", "add", "公用终端", "--role", "kiosk");
    return 0;
}

static int teardown(void **state)
{
    command_variable = NULL;
    return command_folder_remove(state);
}

static const char *own_user(void)
{
    return getpwuid(getuid())->pw_name;
}

/* As a duty officer does it from another account: from this one it is refused. */
static void bind_own(int64_t id)
{
    struct store *store = store_file_open(&command_file, "east", true);
    struct officer officer;
    struct err err = {0};
    assert_true(officer_get(store, id, &officer, &err));
    text_copy(officer.unix_user, sizeof officer.unix_user, own_user());
    register_begin(store);
    assert_true(officer_save(store, &officer, &err));
    register_commit(store);
    store_close(store);
}

static void a_pin_is_set_from_standard_input(void **state)
{
    (void)state;
    assert_int_equal(RUN_WITH("２４６８\n", "!", "officer", "pin", "赵强"), 0);
    PRINTS_ONLY("saved 2\n");
    assert_int_equal(RUN_WITH("123\n", "!", "officer", "pin", "赵强"), 2);
    SAYS("A PIN is 4 to 12 digits.");
    assert_int_equal(RUN_WITH("", "!", "officer", "pin", "赵强"), 2);
    SAYS("No PIN was given");
    GIVES(0, "officer", "list", "--json");
    PRINTS("\"name\":\"赵强\",\"role\":\"gate\",\"unix\":\"\",\"pin\":true");
    PRINTS("\"name\":\"李敏\",\"role\":\"officer\",\"unix\":\"\",\"pin\":false");
    assert_null(strstr(buffer_text(&command_result.out), "$y$"));
    GIVES(0, "audit", "list", "--json");
    PRINTS("PIN set");
    assert_null(strstr(buffer_text(&command_result.out), "$y$"));
    GIVES(0, "!", "officer", "pin", "赵强", "--none");
    GIVES(0, "--officer", "赵强", "gate", "list");
    GIVES(2, "!", "officer", "pin", "赵强", "2468"); /* never an argument */
}

static void a_script_gives_the_pin_through_a_descriptor(void **state)
{
    (void)state;
    assert_int_equal(RUN_WITH("2468\n", "!", "officer", "pin", "赵强"), 0);
    GIVES(1, "--officer", "赵强", "--checkpoint", "南门", "gate", "add", "--person", "1"); /* nowhere to ask */
    SAYS("GATEPOST_PIN_FD");
    command_variable = "GATEPOST_PIN_FD=0";
    assert_int_equal(RUN_WITH("2468\n", "--officer", "赵强", "--checkpoint", "南门", "gate", "add", "--person", "1"),
                     0);
    PRINTS("saved 1");
    assert_int_equal(RUN_WITH("2469\n", "--officer", "赵强", "gate", "list"), 1);
    SAYS("Wrong PIN.");
    PRINTS_ONLY("");
    assert_int_equal(RUN_WITH("2468\n", "--officer", "赵强", "gate", "list"), 0);
    assert_int_equal(RUN_WITH("2468\n", "--read-only", "--officer", "赵强", "gate", "list"), 1);
    SAYS("read-only");
    command_variable = "GATEPOST_PIN_FD=x";
    assert_int_equal(RUN_WITH("2468\n", "--officer", "赵强", "gate", "list"), 2);
    SAYS("GATEPOST_PIN_FD is the number");
}

static void everybody_changes_their_own(void **state)
{
    (void)state;
    assert_int_equal(RUN_WITH("2468\n", "!", "officer", "pin", "赵强"), 0);
    command_variable = "GATEPOST_PIN_FD=0"; /* signed on, the new one, the one that holds now */
    assert_int_equal(RUN_WITH("2468\n1357\n2468\n", "--officer", "赵强", "officer", "pin", "赵强"), 0);
    assert_int_equal(RUN_WITH("1357\n2468\n9999\n", "--officer", "赵强", "officer", "pin", "赵强"), 1);
    assert_int_equal(RUN_WITH("1357\n2468\n1357\n", "--officer", "赵强", "officer", "pin", "李敏"), 1);
    SAYS("Only a duty officer may do this");
    assert_int_equal(RUN_WITH("1357\n", "--officer", "赵强", "gate", "list"), 0);
}

static void a_bound_user_needs_no_name_and_is_nobody_else(void **state)
{
    (void)state;
    GIVES(2, "!", "officer", "add", "孙丽", "--role", "clerk", "--unix", "no-such-user-here");
    SAYS("This computer has no user called no-such-user-here.");
    GIVES(2, "!", "officer", "edit", "2", "--unix", own_user());
    SAYS("is the account you work with");
    GIVES(0, "!", "officer", "edit", "2", "--unix", "daemon"); /* somebody else's account */
    bind_own(2);
    GIVES(0, "--checkpoint", "南门", "gate", "add", "--person", "1");
    GIVES(0, "gate", "list", "--json");
    PRINTS("\"registrar\":\"赵强\"");
    GIVES(0, "--officer", "赵强", "gate", "list");
    GIVES(1, "!", "gate", "list");
    SAYS("bound to 赵强 and to nobody else");
    PRINTS_ONLY("");
    GIVES(1, "!", "settings", "fever.line", "37.0");
    SAYS("bound to 赵强 and to nobody else");
    GIVES(1, "settings", "fever.line", "37.0");
    SAYS("Only a duty officer may do this");
    char copy[128];
    command_path("copy.db", copy, sizeof copy);
    GIVES(1, "backup", "--to", copy); /* no copy of everything leaves with a gate clerk */
    SAYS("Only a duty officer, a clerk or an operator may");
    GIVES(0, "backup");
}

static void a_shared_terminals_user_reads_nothing(void **state)
{
    (void)state;
    static const char *const listings[][3] = {{"gate", "list"},       {"person", "list"}, {"household", "list"},
                                              {"flag", "list"},       {"audit", "list"},  {"officer", "list"},
                                              {"alarms", "list"},     {"settings"},       {"check"},
                                              {"checkpoint", "list"}, {"roster", "show"}};
    bind_own(4);
    for (size_t i = 0; i < sizeof listings / sizeof listings[0]; i++) {
        GIVES(1, listings[i][0], listings[i][1]);
        SAYS("公用终端 is a shared terminal");
        PRINTS_ONLY("");
    }
    GIVES(1, "desk");
    SAYS("公用终端 is a shared terminal");
    GIVES(5, "kiosk"); /* that one opens, where there is a terminal */
    SAYS("No usable terminal");
    GIVES(0, "kiosk", "--check");
}

static void a_viewer_reads_lists_and_no_audit(void **state)
{
    (void)state;
    GIVES(0, "--officer", "街道值守", "gate", "list");
    GIVES(0, "--officer", "街道值守", "person", "list", "--json");
    PRINTS("138****5678");
    GIVES(1, "--officer", "街道值守", "audit", "list");
    SAYS("may look but not change anything");
    GIVES(1, "--officer", "街道值守", "import", "residents", "/nonexistent");
    SAYS("may look but not change anything");
}

/* Standard input is not read, the words are not looked at. */
static void the_role_is_asked_before_anything_else(void **state)
{
    (void)state;
    GIVES(1, "--officer", "街道值守", "gate", "void", "999", "--reason", "x");
    SAYS("may look but not change anything");
    GIVES(1, "--officer", "赵强", "officer", "void", "999", "--reason", "x");
    SAYS("Only a duty officer may do this, and 赵强 is none.");
    GIVES(1, "--officer", "公用终端", "officer", "pin", "公用终端");
    SAYS("is a shared terminal");
}

#define OFFICER_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    if (!command_find_program())
        return 1;
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        OFFICER_TEST(a_pin_is_set_from_standard_input),
        OFFICER_TEST(a_script_gives_the_pin_through_a_descriptor),
        OFFICER_TEST(everybody_changes_their_own),
        OFFICER_TEST(a_bound_user_needs_no_name_and_is_nobody_else),
        OFFICER_TEST(a_shared_terminals_user_reads_nothing),
        OFFICER_TEST(a_viewer_reads_lists_and_no_audit),
        OFFICER_TEST(the_role_is_asked_before_anything_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
