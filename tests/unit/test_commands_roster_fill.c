/* roster fill: shown, saved, what stays open explained, nothing to fill. */
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "tests/lib/command_run.h"
#include "tests/lib/roster.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char week[16]; /* one to come, as people type it */

/* A patrol of seven mornings, one volunteer, who stands there on Monday already. */
static int make(void **state)
{
    if (command_register_make(state) != 0)
        return -1;
    struct store *store = command_store_open();
    const int monday = clock_day_add(week_first_day(clock_day(clock_now())), 7);
    snprintf(week, sizeof week, "%d", monday);
    const int64_t patrol = roster_post(store, "巡逻一", "08-12", 1, 1), volunteer = roster_volunteer(store, "李娜");
    roster_stand(store, patrol, monday, "08-12", volunteer);
    store_close(store);
    return 0;
}

static int filled_rows(void)
{
    return command_count("SELECT COUNT(*) FROM assignment WHERE via = 'fill' AND voided IS NULL");
}

static void shown_and_not_saved(void **state)
{
    (void)state;
    GIVES(0, "!", "roster", "fill", "--week", week, "--dry-run", "--json");
    PRINTS("\"part\":\"row\"");
    PRINTS("\"volunteer\":\"李娜\"");
    assert_int_equal(filled_rows(), 0);
}

static void saved_once(void **state)
{
    (void)state;
    GIVES(0, "!", "roster", "fill", "--week", week);
    assert_int_equal(filled_rows(), 6);
    GIVES(0, "!", "roster", "fill", "--week", week);
    assert_int_equal(filled_rows(), 6); /* nobody is missing any more */
}

static void what_stays_open_is_explained(void **state)
{
    (void)state;
    struct store *store = command_store_open();
    roster_post(store, "北门", "09-17", 1, 1);
    store_close(store);
    GIVES(0, "!", "roster", "fill", "--week", week, "--dry-run", "--json");
    PRINTS("\"part\":\"open\"");
    PRINTS("\"missing\":1");
}

static void without_a_name_nothing_is_filled(void **state)
{
    (void)state;
    GIVES(2, "roster", "fill", "--week", week);
    assert_int_equal(filled_rows(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(shown_and_not_saved, make, command_folder_remove),
        cmocka_unit_test_setup_teardown(saved_once, make, command_folder_remove),
        cmocka_unit_test_setup_teardown(what_stays_open_is_explained, make, command_folder_remove),
        cmocka_unit_test_setup_teardown(without_a_name_nothing_is_filled, make, command_folder_remove),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (!command_find_program())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
