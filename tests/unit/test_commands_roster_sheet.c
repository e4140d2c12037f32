/* A sign-in sheet printed, signed, and posted back by the command. */
#include "gatepost/clock.h"
#include "gatepost/shift_time.h"
#include "tests/lib/command_run.h"
#include "tests/lib/roster.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { PEOPLE = 4 };
static char sheet[24]; /* its number as the paper has it */

/* Yesterday's shift, which is over whenever this runs; printed as text, its number read from the page. */
static int make(void **state)
{
    static const char *const names[PEOPLE] = {"李娜", "何军", "王五妹", "赵六"};
    char day[16], path[PATH_MAX];
    struct buffer page = {0};
    if (command_register_make(state) != 0)
        return -1;
    struct store *store = command_store_open();
    int yesterday = clock_day_add(clock_day(clock_now()), -1);
    int64_t gate = roster_post(store, "北门", "06-14", 1, PEOPLE);
    for (int i = 0; i < PEOPLE; i++)
        roster_stand(store, gate, yesterday, "06-14", roster_volunteer(store, names[i]));
    store_close(store);
    snprintf(day, sizeof day, "%d", yesterday);
    command_path("sheet.txt", path, sizeof path);
    GIVES(0, "!", "print", "sign-in", "--date", day, "--to", path);
    command_read(path, &page);
    const char *number = strstr(buffer_text(&page), "Printing no. ");
    assert_non_null(number);
    int read = sscanf(number, "Printing no. %20[0-9]", sheet);
    buffer_release(&page);
    return read == 1 ? 0 : -1;
}

static int in_state(const char *state)
{
    char sql[128];
    snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM assignment WHERE state = '%s'", state);
    return command_count(sql);
}

static void a_signed_sheet_is_posted(void **state)
{
    (void)state;
    GIVES(0, "!", "roster", "sheet", sheet, "1 2缺 3迟20");
    SAYS("3 posted, 0 not possible, 1 not mentioned.");
    PRINTS("came at 06:20, left at 14:00, 20 min late");
    assert_int_equal(in_state("done"), 2);
    assert_int_equal(in_state("no_show"), 1);
    assert_int_equal(in_state("planned"), 1);
    assert_int_equal(command_count("SELECT COUNT(*) FROM assignment WHERE state = 'done' AND minutes = 460"), 1);
    assert_int_equal(command_count("SELECT COUNT(*) FROM batch WHERE verb = 'roster.sheet'"), 1);
    GIVES(0, "!", "roster", "sheet", sheet, "1 2缺 3迟20");
    SAYS("0 posted, 0 not possible, 1 not mentioned.");
    assert_int_equal(command_count("SELECT COUNT(*) FROM batch WHERE verb = 'roster.sheet'"), 1);
}

static void it_is_only_shown(void **state)
{
    (void)state;
    GIVES(0, "!", "roster", "sheet", sheet);
    PRINTS("李娜");
    PRINTS("王五妹");
    GIVES(0, "!", "roster", "sheet", sheet, "1-3 4q", "--dry-run", "--json");
    SAYS("4 would be posted");
    PRINTS("\"step\":\"missing\"");
    PRINTS("\"number\":4");
    assert_int_equal(in_state("planned"), PEOPLE);
    assert_int_equal(command_count("SELECT COUNT(*) FROM batch WHERE verb = 'roster.sheet'"), 0);
}

static void what_cannot_be_is_said_and_the_rest_posted(void **state)
{
    (void)state;
    GIVES(3, "!", "roster", "sheet", sheet, "1 2迟720");
    SAYS("1 posted, 1 not possible, 2 not mentioned.");
    PRINTS("not possible: that is after the end at");
    assert_int_equal(in_state("done"), 1);
}

static void nonsense_is_refused(void **state)
{
    (void)state;
    GIVES(2, "!", "roster", "sheet", sheet, "1 2 7");
    SAYS("Row 7 is not of this sheet: its rows are 1 to 4.");
    GIVES(2, "!", "roster", "sheet", sheet, "1 王五");
    SAYS("\"王五\" is not understood.");
    GIVES(2, "!", "roster", "sheet", sheet, "");
    SAYS("There is nothing to post");
    GIVES(1, "!", "roster", "sheet", "4711", "1");
    GIVES(2, "!", "roster", "sheet", "abc", "1");
    GIVES(2, "!", "roster", "sheet");
    GIVES(2, "roster", "sheet", sheet, "1");
    assert_int_equal(in_state("planned"), PEOPLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_signed_sheet_is_posted, make, command_folder_remove),
        cmocka_unit_test_setup_teardown(it_is_only_shown, make, command_folder_remove),
        cmocka_unit_test_setup_teardown(what_cannot_be_is_said_and_the_rest_posted, make, command_folder_remove),
        cmocka_unit_test_setup_teardown(nonsense_is_refused, make, command_folder_remove),
    };
    if (!command_find_program())
        return 1;
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
