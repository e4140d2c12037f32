/* The shared terminal's hours: the own ones of the month beside the average of all who worked in it, at a cost that
 * does not grow with the years; and its notices: those marked for it, and no others. */
#include "gatepost/clock.h"
#include "gatepost/kiosk.h"
#include "gatepost/notice_rules.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "tests/lib/query_plan.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 8, HOUR = 3600, PLAN_BYTES = 2000 };
static struct store *desk, *kiosk;
static int64_t post_id, mine, others, idle;

static int setup(void **state)
{
    (void)state;
    desk = register_open();
    post_id = roster_post(desk, "南门", "06-14 14-22 22-06", 1, 2);
    mine = roster_volunteer(desk, "黄磊");
    others = roster_volunteer(desk, "李娜");
    idle = roster_volunteer(desk, "何军");
    kiosk = store_file_kiosk(store_path(desk), "hall");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    store_close(kiosk);
    register_close(desk);
    return 0;
}

/* Worked from beginning to end. */
static int64_t work(int64_t volunteer_id, int day, const char *shift)
{
    struct assignment done;
    int64_t id = roster_stand(desk, post_id, day, shift, volunteer_id);
    assert_true(record_get(desk, &assignment_table, id, &done, NULL));
    done.state = ASSIGNMENT_DONE;
    done.arrived_at = done.starts_at;
    done.left_at = done.ends_at;
    done.minutes = (int)(done.ends_at - done.starts_at) / 60;
    done.night_minutes = shift_night_minutes(done.starts_at, done.ends_at, 22 * 60, 6 * 60);
    roster_put(desk, &assignment_table, &done);
    return id;
}

static struct kiosk_hours hours_of(int64_t volunteer_id)
{
    struct kiosk_hours hours;
    struct err err = {0};
    if (!kiosk_hours(kiosk, volunteer_id, clock_now(), &hours, &err))
        fail_msg("%s", err.text);
    return hours;
}

static void own_hours_stand_beside_the_average(void **state)
{
    (void)state;
    work(mine, 20220331, "22-06"); /* belongs to the month before */
    work(mine, 20220401, "06-14");
    work(mine, 20220405, "22-06");
    work(others, 20220402, "06-14");
    roster_stand(desk, post_id, 20220412, "06-14", mine); /* to come */
    struct kiosk_hours hours = hours_of(mine);
    assert_int_equal(hours.shifts, 2);
    assert_int_equal(hours.minutes, 16 * 60);
    assert_int_equal(hours.nights, 1);
    assert_int_equal(hours.night_minutes, 8 * 60);
    assert_int_equal(hours.average_minutes, 12 * 60); /* of two: who did not work does not count */
    assert_int_equal(hours.average_night_minutes, 4 * 60);
    assert_int_equal(hours_of(idle).minutes, 0);
    assert_int_equal(hours_of(idle).average_minutes, 12 * 60);
}

static void what_was_voided_does_not_count(void **state)
{
    struct err err = {0};
    (void)state;
    int64_t id = work(mine, 20220401, "06-14");
    register_begin(desk);
    if (!row_void(desk, "assignment", id, 2, "写错", &err))
        fail_msg("%s", err.text);
    register_commit(desk);
    assert_int_equal(hours_of(mine).minutes, 0);
    assert_int_equal(hours_of(mine).average_minutes, 0);
}

static void a_new_month_begins_with_nothing(void **state)
{
    (void)state;
    work(mine, 20220430, "22-06");
    clock_fix(clock_day_start(20220501) + 7 * HOUR);
    assert_int_equal(hours_of(mine).minutes, 0);
    clock_fix(clock_day_start(20220430) + 23 * HOUR);
    assert_int_equal(hours_of(mine).minutes, 8 * 60);
    clock_fix(REGISTER_NOW);
}

/* Ranges of the two indexes a month stands in; nothing is looked through. */
static void hours_cost_what_the_month_holds(void **state)
{
    char plan[PLAN_BYTES];
    (void)state;
    hours_of(mine);
    explain_prepared(kiosk, "COUNT(DISTINCT a.volunteer_id)", plan, sizeof plan);
    assert_non_null(strstr(plan, "USING INDEX assignment_starts (starts_at>? AND starts_at<?)"));
    assert_null(strstr(plan, "SCAN"));
    explain_prepared(kiosk, "FROM assignment a WHERE a.volunteer_id = :volunteer_id", plan, sizeof plan);
    assert_non_null(strstr(plan, "USING INDEX assignment_volunteer (volunteer_id=? AND starts_at>? AND starts_at<?)"));
    assert_null(strstr(plan, "SCAN"));
}

/* ---- notices ---- */

static void hang(const char *title, bool for_kiosk, int from_hours, int until_hours)
{
    struct notice notice;
    struct err err = {0};
    register_new(&notice_rules, &notice);
    text_copy(notice.title, sizeof notice.title, title);
    text_copy(notice.text, sizeof notice.text, title);
    notice.kiosk = for_kiosk;
    notice.from_at = clock_now() + (int64_t)from_hours * HOUR;
    notice.until_at = clock_now() + (int64_t)until_hours * HOUR;
    if (!register_save(desk, &notice_rules, &notice, &err))
        fail_msg("%s", err.text);
}

static void only_what_was_marked_for_it_is_shown(void **state)
{
    struct notice notices[MOST];
    int count = 0;
    (void)state;
    hang("旧的", true, -5, 5);
    hang("内部", false, -4, 5);
    clock_advance_ms(60000);
    hang("新的", true, -1, 5);
    hang("以后", true, 2, 5);
    assert_true(notices_shown(kiosk, clock_now(), notices, MOST, &count, NULL));
    assert_int_equal(count, 2);
    assert_string_equal(notices[0].title, "新的");
    assert_string_equal(notices[0].text, "新的");
    assert_string_equal(notices[1].title, "旧的");
    assert_true(notices_shown(kiosk, clock_now() + 6 * HOUR, notices, MOST, &count, NULL));
    assert_int_equal(count, 0);
    assert_int_equal(register_count(kiosk, "SELECT COUNT(*) FROM notice WHERE title = '内部'"), 0);
}

#define HOURS_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        HOURS_TEST(own_hours_stand_beside_the_average),   HOURS_TEST(what_was_voided_does_not_count),
        HOURS_TEST(a_new_month_begins_with_nothing),      HOURS_TEST(hours_cost_what_the_month_holds),
        HOURS_TEST(only_what_was_marked_for_it_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
