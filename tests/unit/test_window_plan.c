/* Every window seeks in the index that is meant for it, however much there is: the log by each of its sources, alarms
 * by page, by group and by member. */
#include "gatepost/alarm.h"
#include "src/store/crossing_source.h"
#include "tests/lib/query_plan.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int setup(void **state)
{
    *state = register_open();
    return 0;
}

static int teardown(void **state)
{
    register_close(*state);
    return 0;
}

static void test_every_source_seeks_in_its_own_index(void **state)
{
    static const char *const indexes[SOURCE_COUNT] = {
        "crossing_at (",       "crossing_person (",   "crossing_place (",      "crossing_vehicle (",
        "crossing_purpose (",  "crossing_reason (",   "crossing_checkpoint (", "crossing_officer (",
        "crossing_decision (", "crossing_abnormal (", "crossing_warm (",       "crossing_voided (",
        "crossing_override ("};
    char plan[1000];
    for (int source = 0; source < SOURCE_COUNT; source++)
        for (int newer = 0; newer < 2; newer++) {
            explain(*state, crossing_source_sql((enum crossing_source)source, newer), plan, sizeof plan);
            if (strstr(plan, indexes[source]) == NULL || strstr(plan, "SEARCH") == NULL ||
                strstr(plan, "TEMP B-TREE") != NULL || strstr(plan, "at") == NULL)
                fail_msg("source %d: %s", source, plan);
        }
}

/* Alarms that are over and acknowledged ones of years are no work for the minute's review. */
static void test_standing_alarms_have_an_index_of_their_own(void **state)
{
    struct alarm_standing *standing;
    struct err err = {0};
    char plan[1000];
    int count;
    assert_true(alarm_standing_list(*state, "fever", &standing, &count, &err));
    free(standing);
    explain_prepared(*state, "FROM alarm WHERE rule", plan, sizeof plan);
    assert_non_null(strstr(plan, "SEARCH alarm USING INDEX alarm_standing"));
    assert_null(strstr(plan, "TEMP B-TREE"));
}

/* A page of alarms, of groups or of members seeks, however many are past. */
static void test_windows_of_alarms_seek(void **state)
{
    static const struct {
        struct alarm_window window;
        const char *words, *index;
    } cases[] = {
        {{.state = ALARM_ANY}, "WHERE (a.raised_at, a.id) < (:at, :id) ORDER", "SEARCH a USING INDEX alarm_raised"},
        {{.state = ALARM_OPEN, .grouped = true}, "AND a.acknowledgement_id IS NULL", "SEARCH a USING INDEX alarm_open"},
        {{.state = ALARM_PAST, .grouped = true},
         "AND (a.acknowledgement_id IS NOT NULL",
         "SEARCH a USING INDEX alarm_raised"},
        {{.state = ALARM_ANY, .rule = "fever", .occasion = "1.1"},
         "AND a.rule =",
         "SEARCH a USING INDEX alarm_group (rule=? AND occasion=? AND raised_at<?)"},
    };
    struct alarm alarms[4];
    struct err err = {0};
    char plan[2000];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct alarm_window window = cases[i].window;
        window.alarms = alarms;
        window.most = 4;
        assert_true(alarm_window(*state, &window, &err));
        explain_prepared(*state, cases[i].words, plan, sizeof plan);
        const char *members = strstr(plan, "SEARCH b ");
        if (strstr(plan, cases[i].index) == NULL || strstr(plan, "TEMP B-TREE") != NULL ||
            (members != NULL && strstr(members, "_group (rule=? AND occasion=?)") == NULL))
            fail_msg("%s: %s", cases[i].words, plan);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_source_seeks_in_its_own_index),
        cmocka_unit_test(test_standing_alarms_have_an_index_of_their_own),
        cmocka_unit_test(test_windows_of_alarms_seek),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, setup, teardown);
}
