/* Alarms of home observation: who nobody measured, what is abnormal, whose term is complete, who was let out. Each
 * rings once, stands together with its like, and is over when its cause is gone. */
#include "gatepost/alarm_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/duty.h"
#include "gatepost/follow_up_rules.h"
#include "gatepost/gate.h"
#include "gatepost/half_day.h"
#include "gatepost/observation_rules.h"
#include "gatepost/observed_people.h"
#include "gatepost/quota.h"
#include "gatepost/reading_rules.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { HOUR = 3600 };
static struct store *store;
static int64_t gate, home, next_door, holder, neighbour;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    gate = register_checkpoint(store, "南门");
    home = register_household(store, "望江苑", "12-2-1203");
    next_door = register_household(store, "望江苑", "12-2-1204");
    holder = register_person(store, "刘洋", "13812343821", home);
    neighbour = register_person(store, "徐强", "13812343822", next_door);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    clock_fix(REGISTER_NOW);
    return 0;
}

/* Since 04-05, fourteen days, through the verb: the household's flag follows. */
static int64_t observe(int64_t person)
{
    struct observation observation;
    struct err err = {0};
    register_new(&observation_rules, &observation);
    observation.person_id = person;
    observation.basis = BASIS_CONTACT;
    observation.basis_day = 20220405;
    observation.began_at = clock_day_start(20220405) + 8 * HOUR;
    if (!register_save(store, &observation_rules, &observation, &err))
        fail_msg("%s", err.text);
    return observation.head.id;
}

static struct reading take(int64_t observation, int day, enum half half, int tenths, enum reading_again again)
{
    struct err err = {0};
    struct reading reading;
    const struct reading_entry entry = {.observation_id = observation,
                                        .half_day = {day, half},
                                        .outcome = tenths != 0 ? READING_VALUE : READING_NO_ANSWER,
                                        .tenths = tenths};
    if (!reading_take(store, &entry, again, &reading, &err))
        fail_msg("%s", err.text);
    return reading;
}

static void scan(void)
{
    struct err err = {0};
    if (!duty_run(store, clock_now(), &err))
        fail_msg("%s", err.text);
}

static int64_t open_of(const char *rule)
{
    char sql[160];
    snprintf(sql, sizeof sql,
             "SELECT COUNT(*) FROM alarm WHERE rule = '%s' AND cleared_at IS NULL AND acknowledgement_id IS NULL",
             rule);
    return register_count(store, sql);
}

static void alarm_of(const char *rule, struct alarm *alarm)
{
    struct alarm alarms[16];
    struct err err = {0};
    int count, total;
    *alarm = (struct alarm){0};
    assert_true(alarm_open_list(store, alarms, 16, &count, &total, &err));
    for (int i = 0; i < count; i++)
        if (strcmp(alarms[i].rule, rule) == 0)
            *alarm = alarms[i];
    assert_int_not_equal(alarm->id, 0);
}

/* Two people of a round are one line; who is measured late is no alarm any more, before the minute is over. */
static void a_round_that_was_missed_is_one_line(void **state)
{
    struct alarm alarm;
    struct buffer line = {0};
    int open = 0;
    (void)state;
    int64_t one = observe(holder), other = observe(neighbour);
    take(one, 20220410, HALF_EVENING, 365, READING_ASK);
    take(other, 20220410, HALF_EVENING, 0, READING_ASK); /* a try: nobody forgot */
    scan();
    assert_int_equal(open_of("missed"), 2); /* this morning's, since noon */
    alarm_line(store, &line, &open);
    assert_non_null(strstr(buffer_text(&line), "] 12-2-120"));
    assert_non_null(strstr(buffer_text(&line), "04-11 +1")); /* which half the label says */
    assert_non_null(strstr(buffer_text(&line), "[Morning missed] "));
    buffer_release(&line);
    alarm_of("missed", &alarm);
    assert_string_equal(alarm.occasion, "20220411.0");
    take(one, 20220411, HALF_MORNING, 366, READING_ASK);
    assert_int_equal(open_of("missed"), 1);
    scan();
    assert_int_equal(open_of("missed"), 1);
}

/* The half-day before is still asked for; an older one stands until somebody takes note or fills it in. */
static void an_old_one_stands_until_it_is_filled_in(void **state)
{
    (void)state;
    int64_t one = observe(holder);
    scan();
    assert_int_equal(open_of("missed"), 2); /* 04-10 evening, 04-11 morning */
    clock_fix(REGISTER_NOW + 48 * HOUR);
    scan();
    assert_int_equal(open_of("missed"), 4); /* with 04-12 evening and 04-13 morning; those of between were never seen */
    take(one, 20220411, HALF_MORNING, 366, READING_ASK);
    assert_int_equal(open_of("missed"), 3);
    take(one, 20220413, HALF_MORNING, 0, READING_ASK);
    assert_int_equal(open_of("missed"), 2);
}

static void what_is_due_is_not_missed_yet(void **state)
{
    (void)state;
    int64_t one = observe(holder);
    take(one, 20220410, HALF_MORNING, 364, READING_ASK);
    take(one, 20220410, HALF_EVENING, 365, READING_ASK);
    clock_fix(clock_day_start(20220411) + 11 * HOUR + 59 * 60);
    scan();
    assert_int_equal(open_of("missed"), 0);
    clock_fix(clock_day_start(20220411) + 12 * HOUR);
    scan();
    assert_int_equal(open_of("missed"), 1);
}

static void an_abnormal_reading_rings_when_saved(void **state)
{
    struct alarm alarm;
    (void)state;
    int64_t one = observe(holder);
    take(one, 20220411, HALF_MORNING, 378, READING_ASK);
    assert_int_equal(open_of("abnormal"), 1);
    alarm_of("abnormal", &alarm);
    assert_string_equal(alarm.words, "12-2-1203 刘洋 37.8");
    assert_int_equal(open_of("fever"), 0); /* one bell */
    assert_int_equal(open_of("incident"), 0);
    take(one, 20220411, HALF_MORNING, 366, READING_RETEST);
    assert_int_equal(open_of("abnormal"), 0);
}

static void a_complete_term_asks_for_its_release(void **state)
{
    static const struct observation_release release = {.applied_by = "李卫国",
                                                       .verified_by = "周医生",
                                                       .issued_by = "疾控",
                                                       .paper_number = "2022-041",
                                                       .end_reason = "补齐"};
    struct alarm alarm;
    struct err err = {0};
    (void)state;
    int64_t one = observe(holder), other = observe(neighbour);
    clock_fix(clock_day_start(20220419) - 1);
    scan();
    assert_int_equal(open_of("term"), 0);
    clock_fix(clock_day_start(20220419));
    scan();
    assert_int_equal(open_of("term"), 2);
    alarm_of("term", &alarm);
    assert_string_equal(alarm.occasion, "20220418");
    if (!observation_release(store, one, -1, &release, &err))
        fail_msg("%s", err.text);
    assert_int_equal(open_of("term"), 1);
    assert_true(observation_change_term(store, other, -1, 20220421, "同住者阳性", &err));
    assert_int_equal(open_of("term"), 0);
    clock_fix(clock_day_start(20220422));
    scan();
    assert_int_equal(open_of("term"), 1); /* of the new last day */
}

static int64_t add_tier(const char *name, int position, bool daily)
{
    struct tier tier = {.position = position, .daily = daily};
    struct err err = {0};
    text_copy(tier.name, sizeof tier.name, name);
    register_begin(store);
    assert_true(record_save(store, &tier_table, &tier, &err));
    register_commit(store);
    return tier.head.id;
}

/* From the time of the setting on, a line for each tier; a try is no contact; midnight forgets nobody. */
static void no_contact_of_a_tier_today(void **state)
{
    struct follow_up follow_up;
    struct alarm alarm;
    struct err err = {0};
    (void)state;
    register_begin(store); /* those the file begins with */
    for (int64_t id = register_count(store, "SELECT MAX(id) FROM tier"); id > 0; id--)
        row_void(store, "tier", id, -1, "x", NULL);
    register_commit(store);
    int64_t grid = add_tier("网格员", 1, true);
    add_tier("志愿者", 2, false);
    observe(holder);
    observe(neighbour);
    clock_fix(clock_day_start(20220411) + 20 * HOUR - 1);
    scan();
    assert_int_equal(open_of("contactless"), 0);
    clock_fix(clock_day_start(20220411) + 20 * HOUR);
    scan();
    assert_int_equal(open_of("contactless"), 2); /* not of the tier that calls now and then */
    alarm_of("contactless", &alarm);
    assert_non_null(strstr(alarm.words, "网格员"));
    assert_int_equal(register_count(store, "SELECT COUNT(DISTINCT occasion) FROM alarm WHERE rule = 'contactless'"), 1);
    assert_true(follow_up_tick(store, home, grid, FOLLOW_UP_NO_ANSWER, "", &follow_up, &err));
    assert_int_equal(open_of("contactless"), 2);
    assert_true(follow_up_tick(store, home, grid, FOLLOW_UP_REACHED, "无不适", &follow_up, &err));
    assert_int_equal(open_of("contactless"), 1);
    clock_fix(clock_day_start(20220412) + HOUR);
    scan();
    assert_int_equal(open_of("contactless"), 1);
}

/* ---- at the gate ---- */

static struct crossing exit_of(int64_t person, const char *override)
{
    struct crossing crossing = {.direction = DIRECTION_OUT,
                                .person_id = person,
                                .checkpoint_id = gate,
                                .affected_area = -1,
                                .temp_tenths = 365,
                                .purpose = "买菜",
                                .pass_number = GATE_NO_PASS};
    text_copy(crossing.override_reason, sizeof crossing.override_reason, override);
    return crossing;
}

static const struct gate_advice *advice_with(const struct gate_advice *advice, int count, const char *words)
{
    for (int i = 0; i < count; i++)
        if (strstr(advice[i].say, words) != NULL)
            return &advice[i];
    return NULL;
}

static void the_gate_says_which_day_it_is(void **state)
{
    struct crossing out = exit_of(holder, ""), in = exit_of(holder, "");
    struct gate_advice advice[8];
    struct err err = {0};
    (void)state;
    observe(holder);
    assert_false(gate_save(store, &out, NULL, &err));
    assert_int_equal(err.code, ERR_DENIED);
    out.at = clock_now();
    int count = gate_assess(store, &out, advice, 8);
    assert_int_equal(advice[0].level, ADVICE_DENY);
    const struct gate_advice *day = advice_with(advice, count, "day 7 of 14, until 04-18");
    assert_non_null(day);
    assert_int_equal(day->level, ADVICE_NOTE); /* denied already: not said twice */
    in.direction = DIRECTION_IN;
    in.at = clock_now();
    count = gate_assess(store, &in, advice, 8);
    day = advice_with(advice, count, "Was out while under home observation");
    assert_non_null(day);
    assert_int_equal(day->level, ADVICE_WARN);
    struct crossing other = exit_of(neighbour, "");
    other.at = clock_now();
    count = gate_assess(store, &other, advice, 8);
    assert_null(advice_with(advice, count, "home observation"));
}

/* The flag is gone by a way of its own: the observation denies all the same, and there is no exit quota. */
static void without_its_flag_the_observation_denies(void **state)
{
    struct crossing out = exit_of(holder, "");
    struct gate_advice advice[8];
    struct err err = {0};
    (void)state;
    int64_t wife = register_person(store, "赵敏", "", home);
    observe(holder);
    register_begin(store);
    assert_true(row_void(store, "flag", register_count(store, "SELECT MAX(id) FROM flag"), -1, "gone", &err));
    register_commit(store);
    out.at = clock_now();
    assert_true(gate_assess(store, &out, advice, 8) > 0);
    assert_int_equal(advice[0].level, ADVICE_DENY);
    assert_non_null(strstr(advice[0].say, "day 7 of 14"));
    out = exit_of(wife, "");
    out.at = clock_now();
    assert_true(gate_assess(store, &out, advice, 8) > 0);
    assert_int_equal(advice[0].level, ADVICE_DENY);
    assert_non_null(strstr(advice[0].say, "Household under home observation"));
    assert_false(quota_applies(store, home, clock_now()));
    assert_true(quota_applies(store, next_door, clock_now()));
}

/* One bell for one exit: it is no other override besides. */
static void who_is_observed_and_let_out_rings_once(void **state)
{
    struct crossing out = exit_of(holder, "急诊");
    struct err err = {0};
    struct alarm alarm;
    (void)state;
    observe(holder);
    if (!gate_save(store, &out, NULL, &err))
        fail_msg("%s", err.text);
    assert_int_equal(open_of("observed_out"), 1);
    assert_int_equal(open_of("override"), 0);
    assert_int_equal(open_of("contradiction"), 0);
    alarm_of("observed_out", &alarm);
    assert_string_equal(alarm.words, "南门 12-2-1203 刘洋 (李卫国): 急诊");
    scan();
    assert_int_equal(open_of("override") + open_of("contradiction"), 0);
    assert_true(gate_void(store, out.id, out.rev, "另一人", &err));
    assert_int_equal(open_of("observed_out"), 0);
}

/* A flag set by hand keeps ringing as what it is. */
static void an_override_without_observation_stays_one(void **state)
{
    struct crossing out = exit_of(neighbour, "急诊");
    struct err err = {0};
    struct flag flag = {.place_id = next_door,
                        .kind = FLAG_OBSERVATION,
                        .denies = DENIES_OUT,
                        .say = "居家观察",
                        .from_at = REGISTER_NOW - HOUR};
    (void)state;
    register_begin(store);
    assert_true(flag_save(store, &flag, &err));
    register_commit(store);
    if (!gate_save(store, &out, NULL, &err))
        fail_msg("%s", err.text);
    assert_int_equal(open_of("override"), 1);
    assert_int_equal(open_of("observed_out"), 0);
}

/* Released at noon, it was an exit of somebody observed all the same. */
static void released_since_it_stands(void **state)
{
    struct crossing out = exit_of(holder, "急诊");
    struct err err = {0};
    (void)state;
    int64_t one = observe(holder);
    if (!gate_save(store, &out, NULL, &err))
        fail_msg("%s", err.text);
    clock_fix(REGISTER_NOW + HOUR);
    assert_true(observation_leave(store, one, -1, OBSERVATION_HOSPITAL, "市一医院", &err));
    scan();
    assert_int_equal(open_of("observed_out"), 1);
    assert_int_equal(open_of("override"), 0);
}

/* ---- the pane's window ---- */

static void rows_come_by_door_with_the_readings_of_the_day(void **state)
{
    struct observed rows[4];
    struct observed_numbers numbers;
    struct err err = {0};
    struct half_day missed = half_day_missed_last(store, REGISTER_NOW);
    (void)state;
    int64_t second = observe(neighbour), first = observe(holder);
    take(first, 20220411, HALF_MORNING, 366, READING_ASK);
    assert_int_equal(missed.day, 20220411);
    assert_int_equal(missed.half, HALF_MORNING);
    struct observed_window window = {.halves = {{20220411, HALF_MORNING}, {20220411, HALF_EVENING}, missed},
                                     .next_from = REGISTER_NOW,
                                     .rows = rows,
                                     .most = 4};
    assert_true(observed_window(store, &window, &err));
    assert_int_equal(window.count, 2);
    assert_true(window.finished);
    assert_int_equal(rows[0].observation.head.id, first);
    assert_int_equal(rows[0].readings[0].tenths, 366);
    assert_int_equal(rows[0].readings[1].head.id, 0);
    assert_int_equal(rows[1].observation.head.id, second);
    assert_string_equal(rows[1].name, "徐强");
    struct record_key anchor = {.id = second};
    text_copy(anchor.text, sizeof anchor.text, rows[1].observation.door);
    window.anchor = &anchor;
    window.backwards = true;
    assert_true(observed_window(store, &window, &err));
    assert_int_equal(window.count, 1);
    assert_int_equal(rows[0].observation.head.id, first);
    window.anchor = NULL;
    window.backwards = false;
    window.word = "徐强";
    assert_true(observed_window(store, &window, &err));
    assert_int_equal(window.count, 1);
    assert_int_equal(rows[0].observation.head.id, second);
    assert_true(observed_count(store, missed, half_day_missed_at(store, missed), REGISTER_NOW, &numbers, &err));
    assert_int_equal(numbers.observing, 2);
    assert_int_equal(numbers.missing, 1);
    assert_int_equal(numbers.awaiting, 0);
}

/* Who came under observation after noon owed nothing in the morning. */
static void nobody_owes_what_was_over_before(void **state)
{
    struct observed_numbers numbers;
    struct observation observation;
    struct err err = {0};
    struct half_day missed = half_day_missed_last(store, REGISTER_NOW);
    (void)state;
    register_new(&observation_rules, &observation);
    observation.person_id = holder;
    assert_true(register_save(store, &observation_rules, &observation, &err)); /* begins now, 14:32 */
    assert_true(observed_count(store, missed, half_day_missed_at(store, missed), REGISTER_NOW, &numbers, &err));
    assert_int_equal(numbers.observing, 1);
    assert_int_equal(numbers.missing, 0);
    scan();
    assert_int_equal(open_of("missed"), 0);
}

static void the_windows_walk_their_indexes(void **state)
{
    char plan[1000];
    (void)state;
    rows_come_by_door_with_the_readings_of_the_day(state);
    register_plan(store, "(o.door, o.id) >", plan, sizeof plan);
    assert_non_null(strstr(plan, "observation_running"));
    assert_null(strstr(plan, "SCAN o"));
    assert_null(strstr(plan, "TEMP B-TREE"));
    register_plan(store, "SELECT COUNT(*), COUNT(CASE WHEN o.first_day", plan, sizeof plan);
    assert_non_null(strstr(plan, "COVERING INDEX observation_days"));
    assert_non_null(strstr(plan, "observation_ends"));
    assert_non_null(strstr(plan, "reading_day"));
}

#define OBSERVED_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        OBSERVED_TEST(a_round_that_was_missed_is_one_line),
        OBSERVED_TEST(an_old_one_stands_until_it_is_filled_in),
        OBSERVED_TEST(what_is_due_is_not_missed_yet),
        OBSERVED_TEST(an_abnormal_reading_rings_when_saved),
        OBSERVED_TEST(a_complete_term_asks_for_its_release),
        OBSERVED_TEST(no_contact_of_a_tier_today),
        OBSERVED_TEST(the_gate_says_which_day_it_is),
        OBSERVED_TEST(without_its_flag_the_observation_denies),
        OBSERVED_TEST(who_is_observed_and_let_out_rings_once),
        OBSERVED_TEST(an_override_without_observation_stays_one),
        OBSERVED_TEST(released_since_it_stands),
        OBSERVED_TEST(rows_come_by_door_with_the_readings_of_the_day),
        OBSERVED_TEST(nobody_owes_what_was_over_before),
        OBSERVED_TEST(the_windows_walk_their_indexes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
