/* The file is looked after from the command line: settings, its check, backups made and restored. */
#include "gatepost/buffer.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static void settings_are_said_changed_and_set_back(void **state)
{
    (void)state;
    GIVES(0, "settings", "fever.line");
    PRINTS_ONLY("37.3\n");
    GIVES(2, "settings", "fever.line", "37.0");
    GIVES(0, "!", "settings", "fever.line", "370");
    GIVES(0, "settings", "fever.line");
    PRINTS_ONLY("37.0\n");
    GIVES(2, "!", "settings", "fever.line", "99");
    GIVES(1, "!", "settings", "no.such");
    GIVES(0, "!", "settings", "fever.line", "--default");
    GIVES(0, "settings", "--json");
    PRINTS("{\"name\":\"fever.line\",\"value\":\"37.3\"");
}

static void check_finds_rights_and_a_changed_audit(void **state)
{
    (void)state;
    GIVES(0, "check");
    PRINTS("SQLite 3.");
    GIVES(0, "audit", "verify");
    assert_int_equal(chmod(command_file.path, 0666), 0);
    GIVES(1, "check");
    PRINTS("BAD");
    assert_int_equal(chmod(command_file.path, 0660), 0);
    assert_int_equal(chmod(command_file.folder, 0770), 0);
    GIVES(1, "check");
    PRINTS("it should be 2770");
    assert_int_equal(chmod(command_file.folder, 02770), 0);
    GIVES(0, "check");
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "1", "--purpose", "买菜");
    GIVES(0, "audit", "verify");
    store_file_sql(&command_file, "UPDATE phrase SET text = '就医' WHERE id = 1");
    GIVES(1, "audit", "verify");
    store_file_sql(&command_file, "UPDATE phrase SET text = '买菜' WHERE id = 1");
    GIVES(0, "audit", "verify");
    store_file_sql(&command_file, "INSERT INTO phrase (text) VALUES ('x')");
    GIVES(1, "audit", "verify");
    store_file_sql(&command_file, "DELETE FROM phrase WHERE id = 2");
    store_file_sql(&command_file, "UPDATE person SET note = 'changed behind its back' WHERE id = 1");
    GIVES(1, "audit", "verify");
    GIVES(1, "check");
    PRINTS("BAD");
}

static void a_backup_is_made_listed_and_restored(void **state)
{
    (void)state;
    char copy[128], line[160];
    command_path("copy.db", copy, sizeof copy);
    GIVES(0, "backup", "--due"); /* the file was made a moment ago */
    PRINTS_ONLY("");
    GIVES(0, "backup", "--changed");
    PRINTS("/gate-backups/gate-20");
    char *path = memory_copy(buffer_text(&command_result.out) + strlen("saved "));
    path[strcspn(path, "\n")] = '\0';
    GIVES(0, "backup", "--changed"); /* nothing since */
    PRINTS_ONLY("");
    GIVES(0, "backup", "list", "--tsv");
    PRINTS("\tverified\t");
    PRINTS(path);
    GIVES(0, "check");
    PRINTS("last backup");
    PRINTS(path);
    GIVES(0, "restore", path, "--to", copy);
    snprintf(line, sizeof line, "made %s\n", copy);
    PRINTS(line);
    PRINTS("望江社区, 2 people, 0 crossings");
    GIVES(4, "restore", path, "--to", copy);
    SAYS("already");
    GIVES(0, "--db", copy, "check");
    GIVES(0, "--db", copy, "person", "list");
    PRINTS("12-2-1203");
    free(path);
}

static void a_backup_goes_where_it_is_told(void **state)
{
    (void)state;
    char copy[128];
    command_path("usb.db", copy, sizeof copy);
    GIVES(0, "--read-only", "backup", "--to", copy);
    GIVES(4, "backup", "--to", copy);
    SAYS("already");
    GIVES(4, "backup", "--to", "/nonexistent/usb.db");
    SAYS("it does not exist");
    GIVES(1, "--read-only", "backup");
    GIVES(2, "backup", "--to", copy, "--due");
    GIVES(2, "restore", copy);
    GIVES(1, "restore", "/nonexistent/x.db", "--to", copy);
    GIVES(0, "backup", "list");
    GIVES(2, "!", "settings", "backup.folder", "usb");
    SAYS("beginning with /");
    GIVES(0, "!", "settings", "backup.folder", command_file.folder);
    GIVES(0, "backup");
    PRINTS("/gate-20");
}

#define ON_REGISTER(test) cmocka_unit_test_setup_teardown(test, command_register_make, command_folder_remove)

int main(void)
{
    if (!command_find_program())
        return 1;
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        ON_REGISTER(settings_are_said_changed_and_set_back),
        ON_REGISTER(check_finds_rights_and_a_changed_audit),
        ON_REGISTER(a_backup_is_made_listed_and_restored),
        ON_REGISTER(a_backup_goes_where_it_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
