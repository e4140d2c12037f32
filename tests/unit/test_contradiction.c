/* Contradictions: each is found when either side is saved, of all and of one, rings once, and is over when one side
 * gives way. */
#include "gatepost/alarm_rules.h"
#include "gatepost/clock.h"
#include "gatepost/contradiction.h"
#include "gatepost/duty.h"
#include "gatepost/expected.h"
#include "gatepost/gate.h"
#include "gatepost/incident_rules.h"
#include "gatepost/observation_rules.h"
#include "gatepost/pairing.h"
#include "gatepost/people_rules.h"
#include "gatepost/reading_rules.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/team.h"
#include "gatepost/tier.h"
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
static int64_t gate, home, next_door, holder, neighbour, stranger;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    gate = register_checkpoint(store, "南门");
    home = register_household(store, "望江苑", "12-2-1203");
    next_door = register_household(store, "望江苑", "12-2-1204");
    holder = register_person(store, "刘洋", "13812343821", home);
    neighbour = register_person(store, "徐强", "13812343822", next_door);
    stranger = register_person(store, "陌生人", "", register_household(store, "望江苑", "99-1-101"));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    clock_fix(REGISTER_NOW);
    return 0;
}

static int64_t observe(int64_t person, int64_t place)
{
    struct observation observation;
    struct err err = {0};
    register_new(&observation_rules, &observation);
    observation.person_id = person;
    observation.place_id = place;
    observation.basis = BASIS_CONTACT;
    observation.basis_day = 20220405;
    observation.began_at = clock_day_start(20220405) + 8 * HOUR;
    if (!register_save(store, &observation_rules, &observation, &err))
        fail_msg("%s", err.text);
    return observation.head.id;
}

static void leave(int64_t observation)
{
    struct err err = {0};
    if (!observation_leave(store, observation, -1, OBSERVATION_MISTAKE, "录错", &err))
        fail_msg("%s", err.text);
}

static int found_in(const char *rule, struct contradiction_scope scope, char words[200])
{
    struct contradiction found[8];
    struct err err = {0};
    int count = 0;
    if (!contradiction_find(store, contradiction_rule_find(rule), scope, clock_now(), found, 8, &count, &err))
        fail_msg("%s", err.text);
    if (words != NULL)
        text_copy(words, 200, count > 0 ? found[0].words : "");
    return count;
}

static int64_t alarms(const char *rule)
{
    char sql[200];
    snprintf(sql, sizeof sql,
             "SELECT COUNT(*) FROM alarm WHERE rule = 'contradiction' AND occasion = '%s' AND cleared_at IS NULL",
             rule);
    return register_count(store, sql);
}

/* It holds once: of all and of those it is about; nobody else's; and it has rung already. */
static void assert_holds(const char *rule, int64_t person, int64_t place, const char *words)
{
    char said[200];
    assert_int_equal(found_in(rule, (struct contradiction_scope){0}, said), 1);
    assert_string_equal(said, words);
    if (person != 0)
        assert_int_equal(found_in(rule, (struct contradiction_scope){.person_id = person}, NULL), 1);
    if (place != 0)
        assert_int_equal(found_in(rule, (struct contradiction_scope){.place_id = place}, NULL), 1);
    assert_int_equal(found_in(rule, (struct contradiction_scope){.person_id = stranger}, NULL), 0);
    assert_int_equal(alarms(rule), 1);
}

static void scan(void)
{
    struct err err = {0};
    assert_true(duty_run(store, clock_now(), &err));
}

static void assert_over(const char *rule)
{
    assert_int_equal(found_in(rule, (struct contradiction_scope){0}, NULL), 0);
    scan();
    assert_int_equal(alarms(rule), 0);
}

static void who_went_out_while_observed_is_out(void **state)
{
    struct crossing out = {.direction = DIRECTION_OUT,
                           .person_id = holder,
                           .place_id = home,
                           .checkpoint_id = gate,
                           .at = REGISTER_NOW - HOUR,
                           .affected_area = -1,
                           .temp_tenths = 365};
    struct crossing in = out;
    (void)state;
    register_crossing(store, &out);
    observe(holder, 0);
    assert_holds("observed_out", holder, home, "12-2-1203 刘洋 04-11 13:32");
    in.direction = DIRECTION_IN;
    in.at = REGISTER_NOW;
    register_crossing(store, &in);
    assert_over("observed_out");
}

static void who_went_out_before_it_began_rings_for_nobody(void **state)
{
    struct crossing out = {.direction = DIRECTION_OUT,
                           .person_id = holder,
                           .place_id = home,
                           .checkpoint_id = gate,
                           .at = clock_day_start(20220405) + 7 * HOUR,
                           .affected_area = -1,
                           .temp_tenths = 365};
    char said[1][NOTE_BYTES];
    (void)state;
    register_crossing(store, &out);
    /* Who opens it reads it before it is saved. */
    assert_int_equal(contradiction_would(store, holder, home, clock_now(), false, said, 1), 1);
    assert_non_null(strstr(said[0], "04-05"));
    observe(holder, 0);
    assert_over("observed_out");
}

static void a_household_without_its_flag(void **state)
{
    struct err err = {0};
    (void)state;
    int64_t one = observe(holder, 0);
    assert_int_equal(found_in("unflagged", (struct contradiction_scope){0}, NULL), 0);
    register_begin(store);
    assert_true(row_void(store, "flag", register_count(store, "SELECT MAX(id) FROM flag"), -1, "gone", &err));
    register_commit(store);
    scan();
    assert_holds("unflagged", holder, home, "12-2-1203 刘洋");
    leave(one);
    assert_over("unflagged");
}

static void a_flag_that_was_left(void **state)
{
    struct err err = {0};
    (void)state;
    int64_t one = observe(holder, 0);
    int64_t flag = register_count(store, "SELECT MAX(id) FROM flag");
    assert_int_equal(found_in("flag_left", (struct contradiction_scope){0}, NULL), 0);
    register_begin(store);
    const struct row_value values[] = {ROW_STR("state", "moved"), ROW_INT("ended_at", REGISTER_NOW),
                                       ROW_INT("ended_by", 1), ROW_STR("end_reason", "x")};
    assert_true(row_update(store, "observation", one, -1, values, 4, &err));
    register_commit(store);
    scan();
    assert_holds("flag_left", 0, home, "12-2-1203 04-11 14:32");
    register_begin(store);
    assert_true(row_void(store, "flag", flag, -1, "cleared", &err));
    register_commit(store);
    assert_over("flag_left");
}

static void a_reading_after_the_release(void **state)
{
    struct err err = {0};
    struct reading reading = {
        .day = 20220411, .half = HALF_EVENING, .tenths = 366, .at = REGISTER_NOW + 3 * HOUR, .officer_id = 1};
    struct reading late = {.day = 20220411,
                           .half = HALF_MORNING,
                           .tenths = 366,
                           .at = REGISTER_NOW + 2 * HOUR,
                           .late = true,
                           .officer_id = 1};
    (void)state;
    reading.observation_id = late.observation_id = observe(holder, 0);
    leave(reading.observation_id);
    clock_fix(REGISTER_NOW + 4 * HOUR);
    register_begin(store);
    assert_true(record_save(store, &reading_table, &late, &err));
    register_commit(store);
    assert_int_equal(found_in("read_on", (struct contradiction_scope){0}, NULL), 0); /* of before the end */
    register_begin(store);
    assert_true(record_save(store, &reading_table, &reading, &err));
    register_commit(store);
    scan();
    assert_holds("read_on", holder, home, "12-2-1203 刘洋 04-11 17:32");
    register_begin(store);
    assert_true(row_void(store, "reading", reading.head.id, -1, "x", &err));
    register_commit(store);
    assert_over("read_on");
}

static void a_reading_ahead_of_the_clock(void **state)
{
    struct err err = {0};
    (void)state;
    const struct reading_entry entry = {
        .observation_id = observe(holder, 0), .half_day = {20220411, HALF_MORNING}, .tenths = 366};
    assert_true(reading_take(store, &entry, READING_ASK, NULL, &err));
    clock_fix(clock_day_start(20220411) + 11 * HOUR);
    scan();
    assert_holds("ahead", holder, home, "12-2-1203 刘洋 04-11 14:32");
    clock_fix(REGISTER_NOW);
    assert_over("ahead");
}

/* No verb does it; a file may have it all the same. */
static void observed_twice(void **state)
{
    struct err err = {0};
    (void)state;
    int64_t again = register_person(store, "刘洋", "13812343821", home);
    observe(holder, 0);
    int64_t second = observe(again, 0);
    const struct row_value value = ROW_INT("person_id", holder);
    assert_int_equal(found_in("twice", (struct contradiction_scope){0}, NULL), 0);
    register_begin(store);
    assert_true(row_update(store, "observation", second, -1, &value, 1, &err));
    register_commit(store);
    scan();
    assert_holds("twice", holder, home, "12-2-1203 刘洋");
    leave(second);
    assert_over("twice");
}

static void taken_away_and_still_observed(void **state)
{
    struct err err = {0};
    struct incident incident;
    (void)state;
    int64_t one = observe(holder, 0);
    register_new(&incident_rules, &incident);
    incident.person_id = holder;
    incident.place_id = home;
    incident.opened_at = REGISTER_NOW - HOUR;
    incident.kind = INCIDENT_FEVER;
    incident.first_tenths = 385;
    if (!register_save(store, &incident_rules, &incident, &err))
        fail_msg("%s", err.text);
    assert_int_equal(found_in("taken", (struct contradiction_scope){0}, NULL), 0);
    text_copy(incident.handed, sizeof incident.handed, "市一医院");
    incident.handed_at = REGISTER_NOW;
    if (!register_save(store, &incident_rules, &incident, &err))
        fail_msg("%s", err.text);
    assert_holds("taken", holder, home, "12-2-1203 刘洋 04-11 14:32 市一医院");
    assert_true(observation_leave(store, one, -1, OBSERVATION_HOSPITAL, "市一医院", &err));
    assert_int_equal(alarms("taken"), 0); /* at once: the verb looks again */
    assert_over("taken");
}

static void observed_where_nobody_of_them_lives(void **state)
{
    (void)state;
    int64_t one = observe(holder, next_door);
    assert_holds("elsewhere", holder, next_door, "12-2-1204 刘洋 → 12-2-1203");
    leave(one);
    assert_over("elsewhere");
}

static void a_vacant_household(void **state)
{
    struct err err = {0};
    struct place place;
    (void)state;
    observe(holder, 0);
    assert_true(place_get(store, home, &place, &err));
    place.occupancy = OCCUPANCY_VACANT;
    if (!people_add_place(store, &place, &err))
        fail_msg("%s", err.text);
    assert_holds("vacant", holder, home, "12-2-1203 刘洋");
    place.occupancy = OCCUPANCY_OWNER;
    assert_true(people_add_place(store, &place, &err));
    assert_int_equal(alarms("vacant"), 0);
    assert_over("vacant");
}

static int64_t pair(int64_t household, int64_t helper, int64_t substitute)
{
    struct err err = {0};
    struct pairing pairing;
    register_new(&pairing_rules, &pairing);
    pairing.place_id = household;
    pairing.person_id = helper;
    pairing.substitute_id = substitute;
    if (helper == 0)
        text_copy(pairing.name, sizeof pairing.name, "王芳");
    if (!register_save(store, &pairing_rules, &pairing, &err))
        fail_msg("%s", err.text);
    return pairing.head.id;
}

/* From either side: the helper comes under observation, or somebody observed becomes a helper. */
static void who_helps_is_observed_too(void **state)
{
    struct err err = {0};
    (void)state;
    observe(holder, 0);
    int64_t pairing = pair(home, neighbour, 0);
    assert_int_equal(found_in("helper", (struct contradiction_scope){0}, NULL), 0);
    observe(neighbour, 0);
    assert_holds("helper", neighbour, next_door, "12-2-1204 徐强 → 12-2-1203");
    assert_true(register_void(store, &pairing_rules, pairing, -1, "x", &err));
    assert_over("helper");
    pair(home, 0, neighbour);
    assert_holds("substitute", neighbour, home, "12-2-1204 徐强 → 12-2-1203");
}

static void who_follows_up_is_observed_too(void **state)
{
    struct err err = {0};
    struct keeper keeper;
    struct tier tier = {.position = 3, .name = "网格员", .daily = true};
    (void)state;
    register_begin(store);
    assert_true(record_save(store, &tier_table, &tier, &err));
    register_commit(store);
    observe(holder, 0);
    int64_t one = observe(neighbour, 0);
    register_new(&keeper_rules, &keeper);
    keeper.place_id = home;
    keeper.tier_id = tier.head.id;
    keeper.person_id = neighbour;
    if (!register_save(store, &keeper_rules, &keeper, &err))
        fail_msg("%s", err.text);
    assert_holds("keeper", neighbour, home, "12-2-1204 徐强 → 12-2-1203");
    leave(one);
    assert_over("keeper");
}

/* Members are names: where two people have one, nobody is accused. */
static void a_member_of_a_team_is_observed(void **state)
{
    struct err err = {0};
    struct team team;
    (void)state;
    observe(neighbour, 0);
    register_new(&team_rules, &team);
    text_copy(team.name, sizeof team.name, "一组");
    text_copy(team.grid_worker, sizeof team.grid_worker, "徐强");
    if (!register_save(store, &team_rules, &team, &err))
        fail_msg("%s", err.text);
    assert_holds("member", neighbour, next_door, "12-2-1204 徐强");
    register_person(store, "徐强", "", home);
    assert_over("member");
}

static void a_visitor_is_expected(void **state)
{
    struct err err = {0};
    struct expected expected;
    char sentences[4][NOTE_BYTES];
    (void)state;
    register_new(&expected_rules, &expected);
    expected.place_id = home;
    text_copy(expected.name, sizeof expected.name, "周杰");
    expected.from_at = REGISTER_NOW;
    expected.until_at = REGISTER_NOW + 2 * HOUR;
    if (!register_save(store, &expected_rules, &expected, &err))
        fail_msg("%s", err.text);
    assert_int_equal(found_in("visitor", (struct contradiction_scope){0}, NULL), 0);
    assert_int_equal(contradiction_would(store, holder, home, REGISTER_NOW, false, sentences, 4),
                     1); /* read before saving */
    assert_string_equal(sentences[0], "! Visitor expected: 12-2-1203 周杰 04-11 14:32");
    assert_int_equal(contradiction_would(store, holder, home, REGISTER_NOW, true, sentences, 4), 1);
    assert_string_equal(sentences[0], "! Visitor expected: 12-2-1203 周* 04-11 14:32"); /* on a masked screen */
    observe(holder, 0);
    assert_holds("visitor", 0, home, "12-2-1203 周杰 04-11 14:32");
    assert_true(register_void(store, &expected_rules, expected.head.id, -1, "x", &err));
    assert_over("visitor");
}

static void what_an_observation_would_contradict(void **state)
{
    char sentences[4][NOTE_BYTES];
    struct crossing out = {.direction = DIRECTION_OUT,
                           .person_id = holder,
                           .place_id = home,
                           .checkpoint_id = gate,
                           .at = REGISTER_NOW - HOUR,
                           .affected_area = -1,
                           .temp_tenths = 365};
    (void)state;
    assert_int_equal(contradiction_would(store, holder, home, REGISTER_NOW, false, sentences, 4), 0);
    register_crossing(store, &out);
    assert_int_equal(contradiction_would(store, holder, next_door, REGISTER_NOW, false, sentences, 4), 2);
    assert_string_equal(sentences[0], "! Out according to the gates since 13:32");
    assert_string_equal(sentences[1], "! Lives in 望江苑 12-2-1203 according to the register");
    assert_int_equal(contradiction_would(store, holder, next_door, REGISTER_NOW, false, sentences, 1), 1);
}

/* What was acknowledged is done with; several of a kind are one line. */
static void of_one_kind_they_are_one_line(void **state)
{
    struct err err = {0};
    int taken = 0;
    (void)state;
    observe(holder, next_door);
    observe(neighbour, home);
    assert_int_equal(alarms("elsewhere"), 2);
    assert_true(alarm_take_note_all(store, "contradiction", "elsewhere", 0, &taken, &err));
    assert_int_equal(taken, 2);
    scan();
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM alarm WHERE rule = 'contradiction'"), 2);
    assert_string_equal(alarm_label("contradiction", "elsewhere"), "Observed elsewhere");
    assert_string_equal(alarm_label("contradiction", "of a later version"), "Contradiction");
}

static void every_rule_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < contradiction_rule_count; i++) {
        assert_ptr_equal(contradiction_rule_find(contradiction_rules[i].name), &contradiction_rules[i]);
        assert_int_equal(contradiction_rules[i].kind, i);
    }
    assert_int_equal(contradiction_rule_count, CONTRADICTION_KINDS);
}

#define RULE_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        RULE_TEST(who_went_out_while_observed_is_out),
        RULE_TEST(who_went_out_before_it_began_rings_for_nobody),
        RULE_TEST(a_household_without_its_flag),
        RULE_TEST(a_flag_that_was_left),
        RULE_TEST(a_reading_after_the_release),
        RULE_TEST(a_reading_ahead_of_the_clock),
        RULE_TEST(observed_twice),
        RULE_TEST(taken_away_and_still_observed),
        RULE_TEST(observed_where_nobody_of_them_lives),
        RULE_TEST(a_vacant_household),
        RULE_TEST(who_helps_is_observed_too),
        RULE_TEST(who_follows_up_is_observed_too),
        RULE_TEST(a_member_of_a_team_is_observed),
        RULE_TEST(a_visitor_is_expected),
        RULE_TEST(what_an_observation_would_contradict),
        RULE_TEST(of_one_kind_they_are_one_line),
        RULE_TEST(every_rule_has_a_name_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
