/* No key at the shared terminal costs more the longer the post is kept: what its pages read is sought, never looked
 * through, whatever it is read by. */
#include "gatepost/clock.h"
#include "gatepost/kiosk.h"
#include "gatepost/memory.h"
#include "gatepost/notice.h"
#include "src/store/database.h"
#include "tests/lib/query_plan.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 32, PLAN_BYTES = 4000, QUESTIONS = 128 };
static struct store *desk, *kiosk;
static int64_t zhang;

static int setup(void **state)
{
    (void)state;
    desk = register_open();
    int64_t post_id = roster_post(desk, "南门", "14-22", 1, 2);
    zhang = roster_volunteer(desk, "张伟明");
    roster_stand(desk, post_id, 20220411, "14-22", zhang);
    kiosk = store_file_kiosk(store_path(desk), "大厅");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    store_close(kiosk);
    register_close(desk);
    return 0;
}

/* What does not grow with the days: few rows, or the newest few of many. */
static bool may_look_through(const char *sql)
{
    static const char *const few[] = {"FROM setting WHERE", "FROM post WHERE", "FROM change_seq",
                                      "FROM sign_on ORDER BY id DESC LIMIT 200"};
    for (size_t i = 0; i < sizeof few / sizeof few[0]; i++)
        if (strstr(sql, few[i]) != NULL)
            return true;
    return false;
}

static void assert_sought(const char *sql)
{
    char plan[PLAN_BYTES];
    explain(kiosk, sql, plan, sizeof plan);
    const char *scan = strstr(plan, "SCAN ");
    bool looks_through = scan != NULL && strncmp(scan, "SCAN CONSTANT ROW", 17) != 0 && !may_look_through(sql);
    /* all the years of somebody, of a post */
    bool ever = strstr(plan, "assignment_volunteer (volunteer_id=?)") != NULL ||
                strstr(plan, "assignment_post (post_id=?)") != NULL;
    if (looks_through || ever)
        fail_msg("%s: %s", sql, plan);
}

static bool is_question(const char *sql)
{
    return strncmp(sql, "SELECT", 6) == 0 || strncmp(sql, "WITH", 4) == 0;
}

static void assert_all_sought(void)
{
    char *asked[QUESTIONS];
    int found = 0;
    for (sqlite3_stmt *at = sqlite3_next_stmt(kiosk->db, NULL); at != NULL; at = sqlite3_next_stmt(kiosk->db, at))
        if (is_question(sqlite3_sql(at)) && found < QUESTIONS)
            asked[found++] = memory_copy(sqlite3_sql(at));
    assert_in_range(found, 15, QUESTIONS - 1);
    for (int i = 0; i < found; i++) {
        assert_sought(asked[i]);
        free(asked[i]);
    }
}

static void every_page_seeks_what_it_shows(void **state)
{
    static struct kiosk_shift shifts[MOST];
    static struct kiosk_line lines[MOST];
    static struct kiosk_request requests[MOST];
    static struct notice notices[MOST];
    struct kiosk_person people[MOST];
    struct kiosk_hours hours;
    char helper[NAME_BYTES];
    int count = 0, households = 0;
    int64_t now = clock_now();
    (void)state;
    assert_true(kiosk_board(kiosk, now, lines, MOST, &count, NULL));
    kiosk_helper(kiosk, helper);
    assert_true(notices_shown(kiosk, now, notices, MOST, &count, NULL));
    assert_true(kiosk_who(kiosk, "3821", "", people, MOST, &count, NULL));
    assert_true(kiosk_who(kiosk, "3821", "zwm", people, MOST, &count, NULL));
    store_act_for(kiosk, zhang, true);
    assert_true(kiosk_own(kiosk, zhang, now, shifts, MOST, &count, NULL));
    assert_int_equal(count, 1);
    assert_true(kiosk_do(kiosk, zhang, &shifts[0], NULL));
    assert_true(kiosk_open(kiosk, zhang, now, shifts, MOST, &count, NULL));
    assert_true(kiosk_hours(kiosk, zhang, now, &hours, NULL));
    assert_true(kiosk_requests(kiosk, requests, MOST, &count, &households, NULL));
    assert_all_sought();
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_page_seeks_what_it_shows, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
