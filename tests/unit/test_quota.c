/* The exit quota (domain.md §2): what counts, whose days, what the gate says before and after it is used. */
#include "gatepost/alarm.h"
#include "gatepost/clock.h"
#include "gatepost/gate.h"
#include "gatepost/people_rules.h"
#include "gatepost/quota.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { ADVICE_MOST = 8 };
struct quota_case {
    struct store *store;
    int64_t checkpoint, home, other_home, person, partner, neighbour;
};

static int setup(void **state)
{
    static struct quota_case now;
    now.store = register_open();
    now.checkpoint = register_checkpoint(now.store, "南门");
    now.home = register_household(now.store, "望江苑", "12-2-1203");
    now.other_home = register_household(now.store, "望江苑", "8-1-302");
    now.person = register_person(now.store, "刘洋", "13800000001", now.home);
    now.partner = register_person(now.store, "王芳", "13800000002", now.home);
    now.neighbour = register_person(now.store, "张伟", "13800000003", now.other_home);
    *state = &now;
    return 0;
}

static int teardown(void **state)
{
    register_close(((struct quota_case *)*state)->store);
    clock_use_zone("+08:00", NULL);
    return 0;
}

static int64_t at(int month, int day, int hour, int minute)
{
    struct civil_time civil = {.year = 2022, .month = month, .day = day, .hour = hour, .minute = minute};
    return clock_at(&civil);
}

static struct crossing crossing_of(const struct quota_case *now, int64_t person, enum direction direction)
{
    return (struct crossing){.checkpoint_id = now->checkpoint,
                             .person_id = person,
                             .direction = direction,
                             .affected_area = -1,
                             .mask = true,
                             .temp_tenths = 365};
}

/* Past the gate's rules: it just stands in the log. */
static struct crossing logged(struct quota_case *now, int64_t person, enum direction direction, int64_t when)
{
    struct crossing crossing = crossing_of(now, person, direction);
    crossing.at = when;
    crossing.place_id = person == now->neighbour ? now->other_home : now->home;
    register_crossing(now->store, &crossing);
    return crossing;
}

static void set(struct quota_case *now, const char *name, const char *value)
{
    struct err err = {0};
    if (!setting_set(now->store, name, value, &err))
        fail_msg("%s", err.text);
}

static struct quota quota_at(struct quota_case *now, int64_t when)
{
    struct quota quota;
    struct err err = {0};
    assert_true(quota_of_place(now->store, now->home, when, 0, &quota, &err));
    return quota;
}

/* What the gate says about the quota when this is about to be saved; NULL: nothing. */
static const struct gate_advice *advice_of(struct quota_case *now, struct crossing crossing, const char *words)
{
    static struct gate_advice advice[ADVICE_MOST];
    if (crossing.at == 0)
        crossing.at = clock_now();
    int count = gate_assess(now->store, &crossing, advice, ADVICE_MOST);
    for (int i = 0; i < count; i++)
        if (strstr(advice[i].say, words) != NULL)
            return &advice[i];
    return NULL;
}

static void says_what_is_left(void **state)
{
    struct quota_case *now = *state;
    struct quota quota = quota_at(now, REGISTER_NOW);
    assert_true(quota.applies);
    assert_int_equal(quota.used, 0);
    assert_int_equal(quota.left, 1);
    assert_int_equal(quota.next_at, 0);
    const struct gate_advice *advice = advice_of(now, crossing_of(now, now->person, DIRECTION_OUT), "Exit quota");
    assert_non_null(advice);
    assert_int_equal(advice->level, ADVICE_NOTE);
    assert_string_equal(advice->say, "Exit quota: 1 of 1 left in 2 days; back within 3 h");
    set(now, "quota.hours", "0");
    assert_string_equal(advice_of(now, crossing_of(now, now->person, DIRECTION_OUT), "Exit quota")->say,
                        "Exit quota: 1 of 1 left in 2 days");
    assert_null(advice_of(now, crossing_of(now, now->person, DIRECTION_IN), "Exit quota"));
}

static void used_it_needs_a_reason(void **state)
{
    struct quota_case *now = *state;
    struct err err = {0};
    struct crossing first = crossing_of(now, now->person, DIRECTION_OUT);
    assert_true(gate_save(now->store, &first, NULL, &err));
    clock_advance_ms(20 * 60000);
    struct crossing second = crossing_of(now, now->partner, DIRECTION_OUT);
    assert_false(gate_save(now->store, &second, NULL, &err));
    assert_int_equal(err.code, ERR_DENIED);
    assert_string_equal(err.field, "override_reason");
    assert_non_null(strstr(err.text, "刘* went out 04-11 14:32; the next exit is due on 04-13."));
    assert_int_equal(register_count(now->store, "SELECT COUNT(*) FROM crossing"), 1);
    struct crossing elsewhere = crossing_of(now, now->neighbour, DIRECTION_OUT);
    assert_true(gate_save(now->store, &elsewhere, NULL, &err));
    text_copy(second.override_reason, sizeof second.override_reason, "急诊就医");
    assert_true(gate_save(now->store, &second, NULL, &err));
    assert_string_equal(second.override_reason, "急诊就医");
    assert_int_equal(register_count(now->store, "SELECT COUNT(*) FROM alarm WHERE rule = 'override'"), 1);
    assert_int_equal(quota_at(now, clock_now()).used, 2);
}

static void turning_away_asks_for_no_quota(void **state)
{
    struct quota_case *now = *state;
    struct err err = {0};
    logged(now, now->person, DIRECTION_OUT, REGISTER_NOW - 60);
    struct crossing away = crossing_of(now, now->partner, DIRECTION_OUT);
    away.decision = DECISION_TURNED_AWAY;
    text_copy(away.reason, sizeof away.reason, "外出限次已用完");
    assert_true(gate_save(now->store, &away, NULL, &err));
    assert_int_equal(quota_at(now, REGISTER_NOW).used, 1);
}

/* An exit on the 10th: the next on the 12th, from its first second, whatever the hour was. */
static void days_are_calendar_days(void **state)
{
    struct quota_case *now = *state;
    logged(now, now->person, DIRECTION_OUT, at(4, 9, 23, 59));
    assert_int_equal(quota_at(now, at(4, 9, 23, 59)).left, 0);
    assert_int_equal(quota_at(now, at(4, 10, 23, 59)).left, 0);
    assert_int_equal(quota_at(now, at(4, 10, 23, 59)).next_at, at(4, 11, 0, 0));
    assert_int_equal(quota_at(now, at(4, 11, 0, 0)).left, 1);
    set(now, "quota.days", "1");
    assert_int_equal(quota_at(now, at(4, 9, 23, 59)).left, 0);
    assert_int_equal(quota_at(now, at(4, 10, 0, 0)).left, 1);
}

static void months_end(void **state)
{
    struct quota_case *now = *state;
    logged(now, now->person, DIRECTION_OUT, at(2, 28, 8, 0));
    assert_int_equal(quota_at(now, at(3, 1, 20, 0)).left, 0);
    assert_int_equal(quota_at(now, at(3, 1, 20, 0)).next_at, at(3, 2, 0, 0));
    assert_int_equal(quota_at(now, at(3, 2, 0, 0)).left, 1);
    set(now, "quota.days", "7");
    assert_int_equal(quota_at(now, at(3, 6, 23, 0)).next_at, at(3, 7, 0, 0));
    assert_int_equal(quota_at(now, at(3, 7, 0, 0)).left, 1);
}

/* 16:30 UTC is the next day in China and the same day in New York. */
static void days_are_the_communitys(void **state)
{
    struct quota_case *now = *state;
    struct err err = {0};
    int64_t evening = 1649608200; /* 2022-04-10 16:30 UTC */
    logged(now, now->person, DIRECTION_OUT, evening);
    assert_int_equal(quota_at(now, evening + 86400).next_at, at(4, 13, 0, 0));
    assert_true(clock_use_zone("-05:00", &err));
    assert_int_equal(quota_at(now, evening + 86400).next_at, at(4, 12, 0, 0));
    assert_int_equal(quota_at(now, at(4, 12, 0, 0)).left, 1);
    assert_int_equal(quota_at(now, at(4, 11, 23, 59)).left, 0);
}

static void several_exits_come_free_one_by_one(void **state)
{
    struct quota_case *now = *state;
    set(now, "quota.exits", "2");
    set(now, "quota.days", "3");
    logged(now, now->person, DIRECTION_OUT, at(4, 9, 8, 0));
    assert_int_equal(quota_at(now, at(4, 9, 9, 0)).left, 1);
    logged(now, now->partner, DIRECTION_OUT, at(4, 10, 8, 0));
    struct quota quota = quota_at(now, at(4, 10, 9, 0));
    assert_int_equal(quota.left, 0);
    assert_string_equal(quota.last_name, "王芳");
    assert_int_equal(quota.last_out_at, at(4, 10, 8, 0));
    assert_int_equal(quota.next_at, at(4, 12, 0, 0));
    assert_int_equal(quota_at(now, at(4, 12, 0, 0)).left, 1);
    assert_int_equal(quota_at(now, at(4, 13, 0, 0)).left, 2);
}

static void switched_off_it_says_nothing(void **state)
{
    struct quota_case *now = *state;
    struct err err = {0};
    set(now, "quota.days", "0");
    logged(now, now->person, DIRECTION_OUT, REGISTER_NOW - 60);
    assert_false(quota_at(now, REGISTER_NOW).applies);
    assert_null(advice_of(now, crossing_of(now, now->partner, DIRECTION_OUT), "Exit quota"));
    struct crossing again = crossing_of(now, now->partner, DIRECTION_OUT);
    assert_true(gate_save(now->store, &again, NULL, &err));
}

static void what_does_not_count(void **state)
{
    struct quota_case *now = *state;
    struct err err = {0};
    static const enum crossing_class others[] = {CLASS_VISITOR, CLASS_COURIER, CLASS_SERVICE, CLASS_OFFICIAL,
                                                 CLASS_EMERGENCY};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct crossing crossing = crossing_of(now, now->person, DIRECTION_OUT);
        crossing.at = REGISTER_NOW - 600;
        crossing.place_id = now->home;
        crossing.class = others[i];
        register_crossing(now->store, &crossing);
        assert_null(advice_of(now, crossing, "Exit quota"));
    }
    logged(now, now->person, DIRECTION_IN, REGISTER_NOW - 500);
    logged(now, now->neighbour, DIRECTION_OUT, REGISTER_NOW - 400);
    struct crossing away = crossing_of(now, now->person, DIRECTION_OUT);
    away.at = REGISTER_NOW - 300;
    away.place_id = now->home;
    away.decision = DECISION_TURNED_AWAY;
    register_crossing(now->store, &away);
    struct crossing voided = logged(now, now->person, DIRECTION_OUT, REGISTER_NOW - 200);
    assert_int_equal(quota_at(now, REGISTER_NOW).used, 1);
    assert_true(gate_void(now->store, voided.id, voided.rev, "重复", &err));
    assert_int_equal(quota_at(now, REGISTER_NOW).used, 0);
    assert_int_equal(quota_at(now, REGISTER_NOW).left, 1);
}

static void tenants_count_and_later_exits_do_not(void **state)
{
    struct quota_case *now = *state;
    struct crossing tenant = crossing_of(now, now->person, DIRECTION_OUT);
    tenant.at = REGISTER_NOW - 60;
    tenant.place_id = now->home;
    tenant.class = CLASS_TENANT;
    register_crossing(now->store, &tenant);
    assert_int_equal(quota_at(now, REGISTER_NOW).used, 1);
    assert_int_equal(quota_at(now, REGISTER_NOW - 61).used, 0);
}

/* Whom a flag keeps in, nobody tells of exits that are left. */
static void what_is_left_is_not_said_to_who_may_not_go(void **state)
{
    struct quota_case *now = *state;
    struct err err = {0};
    struct flag flag = {.person_id = now->person,
                        .kind = FLAG_PASS_REVOKED,
                        .denies = DENIES_OUT,
                        .say = "出入证已注销",
                        .from_at = REGISTER_NOW - 60};
    assert_true(people_set_flag(now->store, &flag, &err));
    assert_null(advice_of(now, crossing_of(now, now->person, DIRECTION_OUT), "Exit quota"));
    assert_non_null(advice_of(now, crossing_of(now, now->partner, DIRECTION_OUT), "Exit quota"));
}

/* A household under observation has none: its flag says that nobody goes out. */
static void none_under_observation(void **state)
{
    struct quota_case *now = *state;
    struct err err = {0};
    struct flag flag = {.place_id = now->home,
                        .kind = FLAG_OBSERVATION,
                        .denies = DENIES_OUT,
                        .say = "居家观察",
                        .from_at = REGISTER_NOW - 60};
    assert_true(quota_applies(now->store, now->home, REGISTER_NOW));
    assert_true(people_set_flag(now->store, &flag, &err));
    assert_false(quota_applies(now->store, now->home, REGISTER_NOW));
    assert_true(quota_applies(now->store, now->other_home, REGISTER_NOW));
    assert_null(advice_of(now, crossing_of(now, now->person, DIRECTION_OUT), "Exit quota"));
    assert_non_null(advice_of(now, crossing_of(now, now->person, DIRECTION_OUT), "居家观察"));
    assert_true(people_clear_flag(now->store, flag.id, flag.rev, "期满", &err));
    assert_true(quota_applies(now->store, now->home, REGISTER_NOW));
}

static void only_where_people_live(void **state)
{
    struct quota_case *now = *state;
    struct err err = {0};
    struct place shop = {.kind = PLACE_SMALL, .name = "便民超市"}, rented = {.kind = PLACE_RENTED, .name = "出租屋3号"};
    assert_true(people_add_place(now->store, &shop, &err) && people_add_place(now->store, &rented, &err));
    assert_false(quota_applies(now->store, shop.id, REGISTER_NOW));
    assert_true(quota_applies(now->store, rented.id, REGISTER_NOW));
    assert_false(quota_applies(now->store, 0, REGISTER_NOW));
}

static void coming_back_late_is_said(void **state)
{
    struct quota_case *now = *state;
    struct err err = {0};
    logged(now, now->person, DIRECTION_OUT, REGISTER_NOW - 3 * 3600);
    struct crossing back = crossing_of(now, now->person, DIRECTION_IN);
    assert_null(advice_of(now, back, "Out "));
    clock_advance_ms((3600 + 12 * 60) * 1000);
    const struct gate_advice *advice = advice_of(now, back, "Out ");
    assert_non_null(advice);
    assert_int_equal(advice->level, ADVICE_WARN);
    assert_string_equal(advice->say, "Out 4 h 12 min, limit 3 h");
    assert_null(advice_of(now, crossing_of(now, now->partner, DIRECTION_IN), "Out "));
    set(now, "quota.hours", "5");
    assert_null(advice_of(now, back, "Out "));
    set(now, "quota.hours", "0");
    assert_null(advice_of(now, back, "Out "));
    assert_true(gate_save(now->store, &back, NULL, &err));
}

/* Written down more than an hour later it is recorded: nobody can be sent back any more. */
static void an_exit_written_down_late_is_only_warned_of(void **state)
{
    struct quota_case *now = *state;
    struct err err = {0};
    logged(now, now->person, DIRECTION_OUT, REGISTER_NOW - 6 * 3600);
    struct crossing late = crossing_of(now, now->partner, DIRECTION_OUT);
    late.at = REGISTER_NOW - 3600;
    assert_int_equal(advice_of(now, late, "Exit quota used")->level, ADVICE_DENY);
    assert_false(gate_save(now->store, &late, NULL, &err));
    late.at = REGISTER_NOW - 3601;
    assert_int_equal(advice_of(now, late, "Exit quota used")->level, ADVICE_WARN);
    assert_true(gate_save(now->store, &late, NULL, &err));
    assert_int_equal(register_count(now->store, "SELECT COUNT(*) FROM alarm"), 0);
}

/* Correcting a temperature is no exit; turning an entry into an exit is one. */
static void a_correction_is_no_exit(void **state)
{
    struct quota_case *now = *state;
    struct err err = {0};
    logged(now, now->person, DIRECTION_OUT, REGISTER_NOW - 120);
    struct crossing second = logged(now, now->partner, DIRECTION_OUT, REGISTER_NOW - 60);
    second.temp_tenths = 366;
    assert_true(gate_save(now->store, &second, NULL, &err));
    second.at = REGISTER_NOW - 30;
    assert_false(gate_save(now->store, &second, NULL, &err));
    assert_int_equal(err.code, ERR_DENIED);
    struct crossing entry = logged(now, now->partner, DIRECTION_IN, REGISTER_NOW - 20);
    entry.direction = DIRECTION_OUT;
    err = (struct err){0};
    assert_false(gate_save(now->store, &entry, NULL, &err));
    assert_int_equal(err.code, ERR_DENIED);
}

static void the_reason_of_an_override_stays_when_it_is_corrected(void **state)
{
    struct quota_case *now = *state;
    struct err err = {0};
    logged(now, now->person, DIRECTION_OUT, REGISTER_NOW - 120);
    struct crossing second = crossing_of(now, now->partner, DIRECTION_OUT);
    text_copy(second.override_reason, sizeof second.override_reason, "急诊就医");
    assert_true(gate_save(now->store, &second, NULL, &err));
    text_copy(second.remark, sizeof second.remark, "已返回");
    assert_int_equal(advice_of(now, second, "Exit quota used")->level, ADVICE_DENY);
    assert_true(gate_save(now->store, &second, NULL, &err));
    assert_string_equal(second.override_reason, "急诊就医");
    second.override_reason[0] = '\0';
    assert_false(gate_save(now->store, &second, NULL, &err));
}

static void it_is_a_range_of_an_index(void **state)
{
    struct quota_case *now = *state;
    char plan[1000];
    logged(now, now->person, DIRECTION_OUT, REGISTER_NOW - 60);
    quota_at(now, REGISTER_NOW);
    register_plan(now->store, "c.at >= :from AND c.at <= :until", plan, sizeof plan);
    assert_non_null(strstr(plan, "SEARCH c USING INDEX crossing_place (place_id=? AND at>? AND at<?)"));
    assert_null(strstr(plan, "TEMP B-TREE"));
    assert_null(strstr(plan, "SCAN"));
}

#define QUOTA(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUOTA(says_what_is_left),
        QUOTA(used_it_needs_a_reason),
        QUOTA(turning_away_asks_for_no_quota),
        QUOTA(days_are_calendar_days),
        QUOTA(months_end),
        QUOTA(days_are_the_communitys),
        QUOTA(several_exits_come_free_one_by_one),
        QUOTA(switched_off_it_says_nothing),
        QUOTA(what_does_not_count),
        QUOTA(tenants_count_and_later_exits_do_not),
        QUOTA(none_under_observation),
        QUOTA(what_is_left_is_not_said_to_who_may_not_go),
        QUOTA(only_where_people_live),
        QUOTA(coming_back_late_is_said),
        QUOTA(an_exit_written_down_late_is_only_warned_of),
        QUOTA(a_correction_is_no_exit),
        QUOTA(the_reason_of_an_override_stays_when_it_is_corrected),
        QUOTA(it_is_a_range_of_an_index),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
