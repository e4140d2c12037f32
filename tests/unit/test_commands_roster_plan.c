/* Commands of the roster as a whole: show, gaps, copy, pattern; two officers who copy the same week at once. */
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "tests/lib/command_run.h"
#include "tests/lib/roster.h"
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { OFFICERS = 6, SHIFTS = 7, WEEK = 7 };
static int monday, target; /* of a week to come; the week behind it */
static char week[16];      /* that one as people type it */

/* Seven days at the patrol, one night at the gate; the gate wants two. */
static int make(void **state)
{
    if (command_register_make(state) != 0)
        return -1;
    struct store *store = command_store_open();
    monday = clock_day_add(week_first_day(clock_day(clock_now())), WEEK);
    target = clock_day_add(monday, WEEK);
    snprintf(week, sizeof week, "%d", target);
    int64_t gate = roster_post(store, "北门", "14-22 22-06", 1, 2),
            patrol = roster_post(store, "巡逻一", "08-12", 1, 1);
    int64_t li_na = roster_volunteer(store, "李娜"), he_jun = roster_volunteer(store, "何军");
    for (int day = 0; day < SHIFTS; day++)
        roster_stand(store, patrol, clock_day_add(monday, day), "08-12", li_na);
    roster_stand(store, gate, clock_day_add(monday, 2), "22-06", he_jun);
    store_close(store);
    return 0;
}

static int copied_rows(void)
{
    return command_count("SELECT COUNT(*) FROM assignment WHERE via = 'copy' AND voided IS NULL");
}

static void shown(void **state)
{
    char first[16], third[16];
    (void)state;
    snprintf(first, sizeof first, "%d", monday);
    snprintf(third, sizeof third, "%d", clock_day_add(monday, 2));
    GIVES(0, "roster", "show", "--week", first);
    PRINTS("巡逻一");
    PRINTS("何军");
    GIVES(0, "roster", "show", "--day", third, "--volunteer", "何军", "--json");
    PRINTS("\"shift\":\"22-06\"");
    PRINTS("\"post\":\"北门\"");
    PRINTS("\"state\":\"planned\"");
    LACKS("李娜");
    GIVES(0, "roster", "show", "--week", first, "--chat");
    PRINTS("李*");
    LACKS("李娜");
    GIVES(0, "roster", "show", "--week", first, "--post", "北门");
    LACKS("巡逻一");
    GIVES(2, "roster", "show", "--week", first, "--day", first);
    GIVES(2, "roster", "show", "--day", "99-99");
    GIVES(1, "roster", "show", "--post", "西门");
}

static void gaps(void **state)
{
    char third[16];
    (void)state;
    snprintf(third, sizeof third, "%d", clock_day_add(monday, 2));
    GIVES(0, "roster", "gaps", "--day", third, "--json");
    PRINTS("\"shift\":\"14-22\"");
    PRINTS("\"missing\":1");
    LACKS("22-06"); /* somebody stands there, though two are wanted */
    LACKS("巡逻一");
    GIVES(0, "roster", "gaps", "--day", third, "--chat");
    PRINTS("1. ");
    PRINTS("北门");
    LACKS("2. ");
    GIVES(0, "roster", "gaps", "--week", week, "--post", "巡逻一", "--tsv");
    PRINTS("08-12");
    LACKS("北门");
}

static void a_week_is_copied(void **state)
{
    (void)state;
    GIVES(0, "!", "roster", "copy", "--week", week, "--dry-run");
    SAYS("8 would be planned, 0 left out, 13 people still missing.");
    assert_int_equal(copied_rows(), 0);
    GIVES(0, "!", "roster", "copy", "--week", week, "--json");
    PRINTS("\"part\":\"row\"");
    PRINTS("\"part\":\"open\"");
    SAYS("8 planned, 0 left out, 13 people still missing.");
    assert_int_equal(copied_rows(), SHIFTS + 1);
    GIVES(0, "!", "roster", "copy", "--week", week);
    SAYS("0 planned, 0 left out");
    assert_int_equal(copied_rows(), SHIFTS + 1);
}

static void a_pattern_is_repeated(void **state)
{
    char from[16];
    (void)state;
    snprintf(from, sizeof from, "%d", clock_day_add(monday, 2));
    GIVES(2, "!", "roster", "pattern", "--from", from, "--length", "40");
    GIVES(0, "!", "roster", "pattern", "--from", from, "--length", "5", "--days", "10", "--post", "北门");
    SAYS("2 planned");
    assert_int_equal(copied_rows(), 2);
    assert_int_equal(command_count("SELECT COUNT(DISTINCT batch_id) FROM audit a JOIN batch b ON b.id = a.batch_id "
                                   "WHERE b.verb = 'roster.copy'"),
                     1);
}

/* All wait at the door; each has made its plan by itself. Nobody stands anywhere twice. */
static void two_copy_at_once(void **state)
{
    (void)state;
    struct store *store = command_store_open();
    struct err err = {0};
    pid_t children[OFFICERS];
    assert_true(store_begin(store, "test", &err));
    for (int i = 0; i < OFFICERS; i++) {
        const char *const words[] = {"!", "roster", "copy", "--week", week, NULL};
        int nothing = command_open("/dev/null", O_RDWR);
        children[i] = command_start(words, nothing, nothing, nothing);
        close(nothing);
    }
    store_rollback(store);
    for (int i = 0; i < OFFICERS; i++)
        assert_int_equal(command_code(children[i]), 0);
    assert_int_equal(copied_rows(), SHIFTS + 1);
    assert_int_equal(command_count("SELECT COUNT(DISTINCT batch_id) FROM audit a JOIN batch b ON b.id = a.batch_id "
                                   "WHERE b.verb = 'roster.copy'"),
                     1);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(shown, make, command_folder_remove),
        cmocka_unit_test_setup_teardown(gaps, make, command_folder_remove),
        cmocka_unit_test_setup_teardown(a_week_is_copied, make, command_folder_remove),
        cmocka_unit_test_setup_teardown(a_pattern_is_repeated, make, command_folder_remove),
        cmocka_unit_test_setup_teardown(two_copy_at_once, make, command_folder_remove),
    };
    if (!command_find_program())
        return 1;
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
