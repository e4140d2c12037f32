/* A long list comes in at one terminal while another works: it is seen there whole or not at all. */
#include "tests/lib/desk_pty.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct desk_options SECOND = {.officer = "李娜", .checkpoint = "东门", .terminal = "gate-2"};
static const char count_sql[] =
    "SELECT count(*) FROM person p WHERE p.import_id IN (SELECT id FROM import_complete WHERE voided IS NULL)";

static const char *list_path(void)
{
    static char path[120];
    snprintf(path, sizeof path, "%s/list.csv", desk_file.folder);
    return path;
}

/* The first person of the list is called Aaa, the last one Aab. */
static void write_list(int count)
{
    FILE *file = fopen(list_path(), "we");
    assert_non_null(file);
    fputs("Name,Room,Phone\n", file);
    for (int i = 0; i < count; i++)
        fprintf(file, "%s,%d-%d-%d,139%08d\n",
                i == 0           ? "Aaa"
                : i == count - 1 ? "Aab"
                                 : "Zhao",
                20 + i / 1000, 1 + i % 4, 101 + i % 1000, i);
    assert_int_equal(fclose(file), 0);
}

/* Up to the moment at which it is written. */
static void start_import(struct pty_terminal *pty, const char *counts)
{
    desk_keys(pty, "<F9>import<Enter><Enter>");
    desk_see(pty, "Spreadsheet");
    pty_type(pty, list_path());
    desk_keys(pty, "<^S>");
    desk_see(pty, "Is every column understood?");
    desk_keys(pty, "<^S>");
    desk_see(pty, counts);
    desk_keys(pty, "<^S>");
    desk_see(pty, "Import ]");
    desk_keys(pty, "<Enter>");
    desk_see(pty, "saving ");
}

static void open_people(struct pty_terminal *pty)
{
    desk_keys(pty, "<F9>people<Enter>");
    desk_see(pty, "138****");
}

static void another_desk_sees_all_of_it_at_once(void **state)
{
    (void)state;
    write_list(5000);
    struct pty_terminal *first = desk_start(&(struct desk_options){0}), *second = desk_start(&SECOND);
    open_people(second);
    start_import(first, "new 5000 ");
    assert_false(pty_has_text(second, "Aaa"));
    desk_see(second, "Aaa");
    desk_see(second, "Aab"); /* the last row of the file stands beside the first: there is no part of it */
    desk_expect(count_sql, "5000");
    desk_see(first, "5000 added");
    desk_keys(first, "<^Z>");
    desk_see(first, "Undone");
    desk_see_no_more(second, "Aaa");
    desk_expect(count_sql, "0");
    desk_keys(second, "<Esc>");
    desk_quit(first);
    desk_quit(second);
}

static void esc_stops_it_and_nothing_is_there(void **state)
{
    (void)state;
    write_list(20000);
    struct pty_terminal *first = desk_start(&(struct desk_options){0}), *second = desk_start(&SECOND);
    open_people(second);
    start_import(first, "new 20000 ");
    desk_keys(first, "<Esc>");
    desk_see(first, "Stop the import?");
    desk_keys(first, "<Enter>");
    desk_see(first, "Stopped; nothing was imported.");
    desk_expect(count_sql, "0");
    desk_expect("SELECT count(*) FROM import_complete", "0");
    assert_false(pty_has_text(second, "Aaa"));
    desk_keys(second, "<Esc>");
    desk_quit(second);
    desk_quit(first);
}

#define AT_DESKS(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        AT_DESKS(another_desk_sees_all_of_it_at_once),
        AT_DESKS(esc_stops_it_and_nothing_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
