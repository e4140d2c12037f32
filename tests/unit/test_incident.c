/* Incidents: steps, closing by name; what the gate says; which ring. What opens one: test_incident_cause.c. */
#include "gatepost/alarm_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/gate.h"
#include "gatepost/incident_rules.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include "tests/unit/incident_gate.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* ---- steps ---- */

static struct incident opened(struct store *store)
{
    struct crossing fever = crossing_of(person, 378, 376);
    save(store, &fever);
    return only_open(store);
}

static void each_step_fills_in_its_time_and_moves_the_state(void **state)
{
    struct incident incident = opened(*state);
    assert_int_equal(incident_state_of(&incident), STATE_OPEN);
    clock_fix(REGISTER_NOW + 60);
    step(*state, &incident, STEP_ISOLATED, " 南门留观帐篷 ");
    incident = only_open(*state);
    assert_string_equal(incident.isolated, "南门留观帐篷");
    assert_int_equal(incident.isolated_at, REGISTER_NOW + 60);
    assert_int_equal(incident.stepped_at, REGISTER_NOW + 60);
    assert_int_equal(incident_state_of(&incident), STATE_ISOLATED);
    clock_fix(REGISTER_NOW + 120);
    step(*state, &incident, STEP_REPORTED, "社区医院");
    clock_fix(REGISTER_NOW + 180);
    step(*state, &incident, STEP_REPORTED, "区疾控");
    incident = only_open(*state);
    assert_string_equal(incident.reported, "社区医院；区疾控");
    assert_int_equal(incident.reported_at, REGISTER_NOW + 120);
    assert_int_equal(incident.reported_by, officer);
    assert_int_equal(incident.stepped_at, REGISTER_NOW + 180);
    assert_int_equal(incident_state_of(&incident), STATE_REPORTED);
    step(*state, &incident, STEP_CALLED, "");
    step(*state, &incident, STEP_ARRIVED, "粤E120");
    step(*state, &incident, STEP_HANDED, "市一医院");
    incident = only_open(*state);
    assert_int_equal(incident.called_at, REGISTER_NOW + 180);
    assert_string_equal(incident.ambulance, "粤E120");
    assert_int_equal(incident_state_of(&incident), STATE_HANDED);
}

static void a_step_is_refused_without_words_twice_and_late(void **state)
{
    struct err err = {0};
    struct incident incident = opened(*state);
    int64_t id = incident.head.id;
    assert_false(incident_take_step(*state, id, -1, STEP_ISOLATED, "  ", &err));
    assert_string_equal(err.field, "isolated");
    assert_false(incident_take_step(*state, id, -1, STEP_HANDED, "", &err));
    assert_false(incident_take_step(*state, id, -1, STEP_ISOLATED, "a\033]0;x", &err));
    assert_false(incident_take_step(*state, id, 7, STEP_CALLED, "", &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_false(incident_take_step(*state, 77, -1, STEP_CALLED, "", &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    step(*state, &incident, STEP_CALLED, "");
    assert_false(incident_take_step(*state, id, -1, STEP_CALLED, "", &err));
    char longer[NOTE_BYTES];
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_false(incident_take_step(*state, id, -1, STEP_REPORTED, longer, &err));
    incident = only_open(*state);
    assert_int_equal(incident_step_at(&incident, STEP_ISOLATED), 0);
    assert_int_equal(incident_step_at(&incident, STEP_REPORTED), 0);
}

static void a_record_must_make_sense(void **state)
{
    struct err err = {0};
    struct incident good = opened(*state), incident = good;
#define REFUSED(field_, ...)                                               \
    incident = good;                                                       \
    incident.__VA_ARGS__;                                                  \
    assert_false(register_save(*state, &incident_rules, &incident, &err)); \
    assert_string_equal(err.field, field_)
    REFUSED("isolated", isolated_at = REGISTER_NOW);
    REFUSED("reported", reported_at = REGISTER_NOW);
    REFUSED("handed", handed_at = REGISTER_NOW);
    REFUSED("called_at", called_at = good.opened_at - 60);
    REFUSED("called_at", called_at = REGISTER_NOW + 600);
    REFUSED("person", person_id = 0);
    REFUSED("outcome", result = RESULT_OTHER);
    REFUSED("first", first_tenths = 500);
    incident = good;
    incident.called_at = REGISTER_NOW, incident.arrived_at = REGISTER_NOW - 120;
    incident.opened_at = REGISTER_NOW - 600;
    assert_false(register_save(*state, &incident_rules, &incident, &err));
    assert_string_equal(err.field, "arrived_at");
    incident.arrived_at = REGISTER_NOW;
    assert_true(register_save(*state, &incident_rules, &incident, &err));
    struct incident unknown;
    register_new(&incident_rules, &unknown);
    text_copy(unknown.name, sizeof unknown.name, "红衣男子");
    text_copy(unknown.isolated, sizeof unknown.isolated, "东门");
    assert_true(register_save(*state, &incident_rules, &unknown, &err));
    assert_int_equal(unknown.isolated_at, REGISTER_NOW);
    assert_int_equal(unknown.opened_by, officer);
    unknown.person_id = person; /* found out who it is */
    assert_true(register_save(*state, &incident_rules, &unknown, &err));
    assert_string_equal(unknown.name, "");
}

/* ---- closing ---- */

static bool close_it(struct store *store, struct incident incident, enum incident_result result, struct err *err)
{
    incident.result = result;
    return register_save(store, &incident_close_rules, &incident, err);
}

static void it_is_closed_by_name_with_a_result(void **state)
{
    struct err err = {0};
    struct incident incident = opened(*state);
    assert_false(close_it(*state, incident, RESULT_NONE, &err));
    assert_string_equal(err.field, "result");
    assert_true(close_it(*state, incident, RESULT_HOSPITAL, &err));
    incident = read(*state, incident.head.id);
    assert_int_equal(incident.closed_by, officer);
    assert_int_equal(incident.closed_at, REGISTER_NOW);
    assert_int_equal(incident_state_of(&incident), STATE_CLOSED);
    assert_false(close_it(*state, incident, RESULT_HOME, &err));
    assert_non_null(strstr(err.text, "王秀英"));
    assert_false(incident_take_step(*state, incident.head.id, -1, STEP_CALLED, "", &err));
    incident.result = RESULT_NONE; /* a closed one keeps a result */
    assert_false(register_save(*state, &incident_rules, &incident, &err));
    assert_string_equal(err.field, "result");
    struct buffer what = {0};
    assert_true(store_undo(*state, &what, &err));
    assert_int_equal(only_open(*state).closed_by, 0);
    buffer_release(&what);
}

static void of_two_desks_one_closes_it(void **state)
{
    struct err err = {0};
    struct incident mine = opened(*state), theirs = mine;
    struct store *desk = store_open(store_path(*state), 0, &err);
    assert_non_null(desk);
    assert_true(store_sign_on(desk, 1, "desk", true, &err)); /* a clerk may close */
    assert_true(close_it(desk, theirs, RESULT_HOSPITAL, &err));
    assert_false(close_it(*state, mine, RESULT_FALSE_ALARM, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_non_null(strstr(err.text, "李卫国"));
    mine = read(*state, mine.head.id);
    assert_int_equal(mine.result, RESULT_HOSPITAL);
    store_close(desk);
}

static void a_gate_clerk_takes_steps_but_closes_nothing(void **state)
{
    struct err err = {0};
    struct incident incident = opened(*state);
    struct officer clerk = {.name = "李娜", .role = ROLE_GATE};
    assert_true(people_add_officer(*state, &clerk, &err));
    assert_true(store_sign_on(*state, clerk.id, "gate", true, &err));
    step(*state, &incident, STEP_ISOLATED, "南门留观帐篷");
    incident = only_open(*state);
    assert_false(close_it(*state, incident, RESULT_HOME, &err));
    assert_int_equal(err.code, ERR_ROLE);
    assert_non_null(strstr(err.text, "clerk may"));
    assert_false(register_void(*state, &incident_rules, incident.head.id, -1, "x", &err));
    assert_int_equal(err.code, ERR_ROLE);
    assert_true(store_sign_on(*state, officer, "test", true, &err));
    assert_true(close_it(*state, incident, RESULT_HOME, &err));
    incident = read(*state, incident.head.id);
    assert_true(store_sign_on(*state, clerk.id, "gate", true, &err));
    text_copy(incident.note, sizeof incident.note, "x");
    assert_false(register_save(*state, &incident_rules, &incident, &err));
    assert_int_equal(err.code, ERR_ROLE);
}

/* ---- at the gate ---- */

static int assess(struct store *store, enum direction direction, struct gate_advice *advice)
{
    struct crossing crossing = crossing_of(person, 365, 0);
    crossing.direction = direction;
    crossing.at = clock_now();
    return gate_assess(store, &crossing, advice, 4);
}

static void who_is_held_does_not_go_out(void **state)
{
    struct err err = {0};
    struct gate_advice advice[4];
    struct incident incident = opened(*state);
    assert_int_equal(assess(*state, DIRECTION_OUT, advice), 1); /* the fever itself is not told a second time */
    assert_int_equal(advice[0].level, ADVICE_DENY);
    assert_non_null(strstr(advice[0].say, "37.6"));
    assert_non_null(strstr(advice[0].say, "not isolated"));
    assert_int_equal(assess(*state, DIRECTION_IN, advice), 1);
    assert_int_equal(advice[0].level, ADVICE_WARN);
    step(*state, &incident, STEP_ISOLATED, "南门留观帐篷");
    assert_int_equal(assess(*state, DIRECTION_OUT, advice), 1);
    assert_non_null(strstr(advice[0].say, "南门留观帐篷"));
    struct crossing out = crossing_of(person, 365, 0);
    out.direction = DIRECTION_OUT;
    assert_false(gate_save(*state, &out, NULL, &err));
    assert_int_equal(err.code, ERR_DENIED);
    text_copy(out.override_reason, sizeof out.override_reason, "转院");
    save(*state, &out);
    step(*state, &incident, STEP_HANDED, "市一医院");
    assert_int_equal(assess(*state, DIRECTION_OUT, advice), 1);
    assert_int_equal(advice[0].level, ADVICE_WARN);
    assert_non_null(strstr(advice[0].say, "市一医院"));
    assert_true(close_it(*state, only_open(*state), RESULT_HOSPITAL, &err));
    assert_int_equal(assess(*state, DIRECTION_OUT, advice), 1); /* the fever of the day speaks for itself again */
    assert_int_equal(advice[0].level, ADVICE_WARN);
    clock_fix(REGISTER_NOW + 25 * 3600);
    assert_int_equal(assess(*state, DIRECTION_OUT, advice), 0);
}

static void nobody_is_voided_while_it_is_open_and_it_goes_along_with_a_merge(void **state)
{
    struct err err = {0};
    struct incident incident = opened(*state);
    int64_t twin = register_person(*state, "刘洋", "", home);
    assert_false(people_void_person(*state, person, -1, "x", &err));
    assert_non_null(strstr(err.text, "open incidents"));
    assert_true(people_merge(*state, person, twin, &err));
    assert_int_equal(only_open(*state).person_id, twin);
    assert_true(close_it(*state, only_open(*state), RESULT_HOME, &err));
    assert_true(people_void_person(*state, twin, -1, "x", &err));
    (void)incident;
}

/* ---- the line, and what rings ---- */

static void the_line_says_who_how_far_and_since_when(void **state)
{
    struct buffer line = {0};
    int open = 7;
    assert_true(incident_line(*state, &line, &open));
    assert_int_equal(open, 0);
    assert_string_equal(buffer_text(&line), "");
    struct incident incident = opened(*state);
    step(*state, &incident, STEP_ISOLATED, "南门留观帐篷");
    clock_fix(REGISTER_NOW + 35 * 60);
    assert_true(incident_line(*state, &line, &open));
    assert_int_equal(open, 1);
    assert_string_equal(buffer_text(&line), "12-2-1203 刘洋 isolated 35 min");
    buffer_release(&line);
}

static int late_alarms(struct store *store)
{
    struct err err = {0};
    assert_true(alarm_scan(store, clock_now(), &err));
    return (int)register_count(store, "SELECT count(*) FROM alarm WHERE rule = 'incident' AND cleared_at IS NULL");
}

static void an_hour_without_a_step_rings_until_the_next(void **state)
{
    struct err err = {0};
    struct incident incident = opened(*state);
    clock_fix(REGISTER_NOW + 3599);
    assert_int_equal(late_alarms(*state), 0);
    incident = only_open(*state);
    assert_false(incident_is_late(*state, &incident, clock_now()));
    clock_fix(REGISTER_NOW + 3600);
    assert_true(incident_is_late(*state, &incident, clock_now()));
    assert_int_equal(late_alarms(*state), 1);
    assert_int_equal(late_alarms(*state), 1);
    step(*state, &incident, STEP_ISOLATED, "南门留观帐篷");
    assert_int_equal(late_alarms(*state), 0);
    clock_fix(REGISTER_NOW + 7200); /* over midnight or not: an hour is an hour */
    assert_int_equal(late_alarms(*state), 1);
    assert_true(close_it(*state, only_open(*state), RESULT_HOME, &err));
    assert_int_equal(late_alarms(*state), 0);
    assert_int_equal(register_count(*state, "SELECT count(*) FROM alarm WHERE rule = 'incident'"), 2);
}

static void the_setting_says_how_long_or_never(void **state)
{
    struct err err = {0};
    opened(*state);
    clock_fix(REGISTER_NOW + 3600);
    assert_true(setting_set(*state, "incident.minutes", "0", &err));
    assert_int_equal(late_alarms(*state), 0);
    assert_true(setting_set(*state, "incident.minutes", "30", &err));
    assert_int_equal(late_alarms(*state), 1);
}

/* Opened before midnight, closed behind it. */
static void midnight_changes_nothing(void **state)
{
    struct err err = {0};
    int64_t late = REGISTER_NOW - REGISTER_NOW % 86400 + 15 * 3600 + 3540; /* 23:59 in +08:00 */
    struct buffer line = {0};
    int open;
    clock_fix(late);
    struct incident incident = opened(*state);
    clock_fix(late + 120);
    step(*state, &incident, STEP_ISOLATED, "南门留观帐篷");
    assert_true(incident_line(*state, &line, &open));
    assert_non_null(strstr(buffer_text(&line), "0 min"));
    assert_true(close_it(*state, only_open(*state), RESULT_HOME, &err));
    incident = read(*state, incident.head.id);
    assert_int_not_equal(clock_day(incident.opened_at), clock_day(incident.closed_at));
    buffer_release(&line);
}

/* Words of strangers stay words. */
static void hostile_words_are_refused_and_nothing_is_cut(void **state)
{
    static const char *const hostile[] = {"\033[2J", "a\nb", "\xe2\x80\xae", "\xff\xfe", "a\x07"};
    struct err err = {0};
    struct incident incident = opened(*state);
    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        assert_false(incident_take_step(*state, incident.head.id, -1, STEP_REPORTED, hostile[i], &err));
        struct incident edited = only_open(*state);
        text_copy(edited.symptoms, sizeof edited.symptoms, hostile[i]);
        assert_false(register_save(*state, &incident_rules, &edited, &err));
    }
    assert_int_equal(only_open(*state).head.rev, 1);
}

#define INCIDENT_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        INCIDENT_TEST(each_step_fills_in_its_time_and_moves_the_state),
        INCIDENT_TEST(a_step_is_refused_without_words_twice_and_late),
        INCIDENT_TEST(a_record_must_make_sense),
        INCIDENT_TEST(it_is_closed_by_name_with_a_result),
        INCIDENT_TEST(of_two_desks_one_closes_it),
        INCIDENT_TEST(a_gate_clerk_takes_steps_but_closes_nothing),
        INCIDENT_TEST(who_is_held_does_not_go_out),
        INCIDENT_TEST(nobody_is_voided_while_it_is_open_and_it_goes_along_with_a_merge),
        INCIDENT_TEST(the_line_says_who_how_far_and_since_when),
        INCIDENT_TEST(an_hour_without_a_step_rings_until_the_next),
        INCIDENT_TEST(the_setting_says_how_long_or_never),
        INCIDENT_TEST(midnight_changes_nothing),
        INCIDENT_TEST(hostile_words_are_refused_and_nothing_is_cut),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
