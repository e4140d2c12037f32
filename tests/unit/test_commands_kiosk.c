/* gatepost kiosk --check: what stands there is what the connection gets. */
#include "gatepost/buffer.h"
#include "gatepost/kiosk_access.h"
#include "gatepost/words.h"
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void the_check_needs_neither_terminal_nor_file(void **state)
{
    (void)state;
    GIVES(0, "kiosk", "--check");
    PRINTS("everything else is refused:\n");
    PRINTS("\nassignment: who stands where, when, and what became of it\n");
    PRINTS("    read; masked: name\n");
    PRINTS("    read; of the own paired household, behind the own PIN: id rev place_id");
    PRINTS("    changed: every column\n");
    PRINTS("    read; none: nobody's phone is read here: id\n");
    LACKS("place:");
    LACKS("observation:");
    LACKS(" contact");
    LACKS(" id_number");
    LACKS(" note\n");
    LACKS(" reason");
}

static bool is_told(void *context, const struct kiosk_access *access)
{
    static const char *const how[] = {
        [KIOSK_READ] = "read", [KIOSK_WINDOW] = "window", [KIOSK_ADD] = "add", [KIOSK_CHANGE] = "change"};
    char line[200];
    (void)context;
    snprintf(line, sizeof line, "{\"table\":\"%s\",\"column\":\"%s\",\"how\":\"%s\",", access->table, access->column,
             how[access->how]);
    PRINTS(line);
    return true;
}

static void as_json_every_column_has_a_line(void **state)
{
    (void)state;
    GIVES(0, "kiosk", "--check", "--json");
    kiosk_access_each(is_told, NULL);
    PRINTS("\"column\":\"name\",\"how\":\"window\",\"rows\":\"\",\"shown\":\"masked\"");
}

static void json_alone_is_refused(void **state)
{
    (void)state;
    GIVES(2, "kiosk", "--json");
    SAYS("--json goes with --check.");
}

static void without_a_file_it_says_so(void **state)
{
    (void)state;
    GIVES(4, "--db", "/nonexistent/gate.db", "kiosk");
    SAYS("There is no file /nonexistent/gate.db.");
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (!command_find_program())
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_check_needs_neither_terminal_nor_file, command_folder_make,
                                        command_folder_remove),
        cmocka_unit_test_setup_teardown(as_json_every_column_has_a_line, command_folder_make, command_folder_remove),
        cmocka_unit_test_setup_teardown(json_alone_is_refused, command_folder_make, command_folder_remove),
        cmocka_unit_test_setup_teardown(without_a_file_it_says_so, command_folder_make, command_folder_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
