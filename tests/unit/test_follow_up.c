/* Tiers, who follows up, contacts of the day, teams of the day, visits, helpers. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/follow_up_rules.h"
#include "gatepost/observation_rules.h"
#include "gatepost/pairing.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/setting_table.h"
#include "gatepost/team_split.h"
#include "gatepost/tier_rules.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/visit_rules.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TODAY = 20220411, HOMES = 3 };
static struct store *store;
static int64_t homes[HOMES], people[HOMES], observations[HOMES];
static struct tier tiers[TIERS_MOST];

static int64_t observe(int64_t person)
{
    struct observation observation;
    struct err err = {0};
    register_new(&observation_rules, &observation);
    observation.person_id = person;
    observation.state = OBSERVATION_OBSERVING;
    observation.basis_day = 20220405;
    observation.began_at = clock_day_start(20220405) + 8 * 3600;
    if (!register_save(store, &observation_rules, &observation, &err))
        fail_msg("%s", err.text);
    return observation.head.id;
}

static int setup(void **state)
{
    static const char *const rooms[HOMES] = {"12-2-1203", "12-2-1204", "3-1-101"};
    static const char *const names[HOMES] = {"张伟明", "刘洋", "孙丽"};
    struct err err = {0};
    int count = 0;
    (void)state;
    store = register_open();
    for (int i = 0; i < HOMES; i++) {
        homes[i] = register_household(store, "", rooms[i]);
        people[i] = register_person(store, names[i], i == 0 ? "13812343821" : "", homes[i]);
        observations[i] = observe(people[i]);
    }
    assert_true(tier_begin(store, &err) && tier_list(store, tiers, TIERS_MOST, &count, &err));
    assert_int_equal(count, 4);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

static void save(const struct register_rules *rules, void *record)
{
    struct err err = {0};
    if (!register_save(store, rules, record, &err))
        fail_msg("%s", err.text);
}

static void refused(const struct register_rules *rules, void *record, const char *field)
{
    struct err err = {0};
    assert_false(register_save(store, rules, record, &err));
    assert_string_equal(err.field != NULL ? err.field : "", field);
}

static struct keeper keep(int64_t place_id, int64_t tier_id, const char *name)
{
    struct keeper keeper = {.place_id = place_id, .tier_id = tier_id};
    text_copy(keeper.name, sizeof keeper.name, name);
    save(&keeper_rules, &keeper);
    return keeper;
}

/* ---- tiers and keepers ---- */

static void a_tier_that_is_followed_stays(void **state)
{
    struct err err = {0};
    struct tier tier = {.name = "楼长"}, twice = {.name = "楼长"};
    (void)state;
    save(&tier_rules, &tier);
    assert_int_equal(tier.position, 5);
    refused(&tier_rules, &twice, "name");
    assert_false(tier_begin(store, &err)); /* there are some */
    struct keeper keeper = keep(homes[0], tier.head.id, "吴芳");
    assert_false(register_void(store, &tier_rules, tier.head.id, -1, "不设", &err));
    assert_non_null(strstr(err.text, "1 households"));
    assert_true(register_void(store, &keeper_rules, keeper.head.id, -1, "调离", &err));
    assert_true(register_void(store, &tier_rules, tier.head.id, -1, "不设", &err));
}

static void a_new_keeper_ends_the_one_before(void **state)
{
    struct keeper standing, nobody = {.place_id = homes[0], .tier_id = tiers[0].head.id};
    struct buffer what = {0};
    struct err err = {0};
    (void)state;
    struct keeper first = keep(homes[0], tiers[0].head.id, "周敏");
    struct keeper second = {.place_id = homes[0], .tier_id = tiers[0].head.id, .person_id = people[0]};
    save(&keeper_rules, &second);
    assert_string_equal(second.name, "张伟明"); /* of the register: name and phone come along */
    assert_string_equal(second.phone, "13812343821");
    assert_true(record_get(store, &keeper_table, first.head.id, &first, &err));
    assert_non_null(strstr(first.head.voided, "张伟明"));
    refused(&keeper_rules, &nobody, "name");
    assert_true(store_undo(store, &what, &err));
    assert_true(keeper_of_tier(store, homes[0], tiers[0].head.id, &standing, &err));
    assert_string_equal(standing.name, "周敏");
    buffer_release(&what);
}

static void a_building_gets_one_keeper_in_one_change(void **state)
{
    struct keeper keeper = {.tier_id = tiers[2].head.id, .name = "吴芳", .phone = "13800001111"}, standing;
    struct buffer what = {0};
    struct err err = {0};
    int count = 0;
    (void)state;
    keep(homes[0], tiers[2].head.id, "周敏");
    assert_true(keeper_assign(store, "", "12", &keeper, &count, &err));
    assert_int_equal(count, 2);
    assert_true(keeper_of_tier(store, homes[1], tiers[2].head.id, &standing, &err));
    assert_string_equal(standing.name, "吴芳");
    assert_false(keeper_of_tier(store, homes[2], tiers[2].head.id, &standing, &err));
    assert_true(keeper_assign(store, "", "12", &keeper, &count, &err));
    assert_int_equal(count, 0);
    assert_false(keeper_assign(store, "", "7", &keeper, &count, &err));
    assert_string_equal(err.field, "building");
    assert_true(store_undo(store, &what, &err));
    assert_true(keeper_of_tier(store, homes[0], tiers[2].head.id, &standing, &err));
    assert_string_equal(standing.name, "周敏");
    assert_false(keeper_of_tier(store, homes[1], tiers[2].head.id, &standing, &err));
    buffer_release(&what);
}

/* ---- contacts ---- */

static void a_follow_up_is_completed(void **state)
{
    struct follow_up follow_up;
    struct err err = {0};
    (void)state;
    keep(homes[0], tiers[1].head.id, "郑文");
    assert_true(follow_up_tick(store, homes[0], tiers[1].head.id, FOLLOW_UP_REACHED, "无不适", &follow_up, &err));
    assert_string_equal(follow_up.by_whom, "郑文");
    assert_int_equal(follow_up.at, REGISTER_NOW);
    assert_int_equal(follow_up.officer_id, 1);
    struct follow_up of_person = {.observation_id = observations[1]};
    save(&follow_up_rules, &of_person);
    assert_int_equal(of_person.place_id, homes[1]);
    assert_string_equal(of_person.by_whom, "李卫国"); /* nobody's of the tiers: who writes it down */
    struct follow_up nowhere = {0};
    refused(&follow_up_rules, &nowhere, "place");
    struct follow_up elsewhere = {.place_id = homes[0], .observation_id = observations[1]};
    refused(&follow_up_rules, &elsewhere, "observation");
    struct follow_up early = {.place_id = homes[0], .next_at = REGISTER_NOW - 60};
    refused(&follow_up_rules, &early, "next_at");
    struct follow_up ahead = {.place_id = homes[0], .at = REGISTER_NOW + 3600};
    refused(&follow_up_rules, &ahead, "at");
    struct follow_up call = {.place_id = homes[0], .observation_id = observations[0], .release_day = 1};
    refused(&follow_up_rules, &call, "release_day"); /* not released */
    call.observation_id = 0;
    refused(&follow_up_rules, &call, "observation");
}

/* Who is missing of a tier, as rooms of homes[]: "0 2". */
static void missing(int64_t tier_id, char *text)
{
    struct tier_contact rows[20];
    struct contact_window window = {.rows = rows, .most = 20};
    struct err err = {0};
    int64_t count = 0;
    char *end = text;
    *end = '\0';
    assert_true(follow_up_contactless(store, tier_id, TODAY, &window, &err));
    assert_true(window.finished);
    assert_true(follow_up_contactless_count(store, tier_id, TODAY, &count, &err));
    assert_int_equal(count, window.count);
    for (int i = 0; i < window.count; i++)
        for (int k = 0; k < HOMES; k++)
            if (rows[i].place_id == homes[k])
                *end++ = (char)('0' + k);
    *end = '\0';
}

static void only_who_was_reached_today_is_not_missing(void **state)
{
    struct follow_up follow_up;
    struct err err = {0};
    char text[40];
    (void)state;
    missing(tiers[0].head.id, text);
    assert_string_equal(text, "201"); /* door by door: building 3 first */
    assert_true(follow_up_tick(store, homes[2], tiers[0].head.id, FOLLOW_UP_NO_ANSWER, "", &follow_up, &err));
    assert_true(follow_up_tick(store, homes[0], tiers[1].head.id, FOLLOW_UP_REACHED, "", &follow_up, &err));
    missing(tiers[0].head.id, text);
    assert_string_equal(text, "201"); /* a try, and another tier's contact */
    struct tier_contact row;
    struct contact_window window = {.rows = &row, .most = 1};
    assert_true(follow_up_contactless(store, tiers[0].head.id, TODAY, &window, &err));
    assert_int_equal(row.tries, 1);
    assert_int_equal(row.last_at, 0);
    assert_true(follow_up_tick(store, homes[2], tiers[0].head.id, FOLLOW_UP_REACHED, "", &follow_up, &err));
    missing(tiers[0].head.id, text);
    assert_string_equal(text, "01");
    assert_true(register_void(store, &follow_up_rules, follow_up.head.id, -1, "误登", &err));
    missing(tiers[0].head.id, text);
    assert_string_equal(text, "201");
    struct follow_up yesterday = {.place_id = homes[1], .tier_id = tiers[0].head.id, .at = clock_day_start(TODAY) - 60};
    save(&follow_up_rules, &yesterday);
    missing(tiers[0].head.id, text);
    assert_string_equal(text, "201");
    missing(0, text);
    assert_int_equal(strlen(text), 11); /* 3 households × 4 tiers, one reached */
    tiers[3].daily = false;
    save(&tier_rules, &tiers[3]);
    missing(0, text);
    assert_int_equal(strlen(text), 8);
    missing(tiers[3].head.id, text); /* asked for by name it is told all the same */
    assert_string_equal(text, "201");
}

static void who_began_late_today_is_not_missing(void **state)
{
    struct err err = {0};
    char text[40];
    (void)state;
    assert_true(setting_set(store, "follow_up.time", "08:00", &err));
    assert_true(store_begin(store, "test", &err));
    const struct row_value began = ROW_INT("began_at", REGISTER_NOW - 60);
    assert_true(row_update(store, "observation", observations[0], -1, &began, 1, &err));
    assert_true(store_commit(store, &err));
    missing(tiers[0].head.id, text);
    assert_string_equal(text, "21");
}

/* All of them forwards and backwards, a few at a time, are the same. */
static void contacts_are_walked_in_windows(void **state)
{
    struct tier_contact rows[5], anchor, all[20];
    struct err err = {0};
    int forwards = 0, backwards = 0;
    (void)state;
    for (int backward = 0; backward < 2; backward++) {
        struct contact_window window = {.rows = rows, .most = 5, .backwards = backward == 1};
        follow_up_day(store, TODAY, &window.day);
        do {
            assert_true(observed_contacts(store, &window, &err));
            for (int i = 0; i < window.count; i++) {
                if (backward == 0)
                    all[forwards++] = rows[i];
                else if (all[forwards - 1 - backwards++].tier_id != rows[i].tier_id ||
                         all[forwards - backwards].place_id != rows[i].place_id)
                    fail_msg("row %d from the end is another one", backwards);
            }
            if (window.count > 0)
                anchor = rows[window.count - 1];
            window.anchor = &anchor;
        } while (!window.finished);
    }
    assert_int_equal(forwards, 12);
    assert_int_equal(backwards, 12);
}

/* ---- visits ---- */

static void a_visit_is_open_until_done(void **state)
{
    struct team team = {.name = "第一小组", .cadre = "周敏", .doctor = "郑文"}, empty = {.name = "空"};
    struct err err = {0};
    (void)state;
    refused(&team_rules, &empty, "cadre");
    save(&team_rules, &team);
    struct visit visit = {.place_id = homes[0], .team_id = team.head.id, .needed = "降压药"},
                 nobody = {.place_id = homes[0]};
    save(&visit_rules, &visit);
    assert_string_equal(visit.who, "周敏、郑文");
    refused(&visit_rules, &nobody, "who");
    assert_true(visit_done(store, visit.head.id, -1, &err));
    assert_false(visit_done(store, visit.head.id, -1, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    struct visit nothing = {.place_id = homes[0], .who = "周敏"}, odd = {.place_id = homes[0], .who = "周敏"};
    save(&visit_rules, &nothing);
    assert_false(visit_done(store, nothing.head.id, -1, &err));
    odd.done_at = REGISTER_NOW;
    refused(&visit_rules, &odd, "needed");
}

/* ---- helpers ---- */

static void one_household_has_one_helper(void **state)
{
    struct pairing first = {.place_id = homes[0], .name = "何军"}, second = {.place_id = homes[0], .name = "梁永健"};
    struct pairing standing, own = {.place_id = homes[0], .person_id = people[0]};
    struct err err = {0};
    int64_t count = 0;
    (void)state;
    assert_true(pairing_missing_count(store, &count, &err));
    assert_int_equal(count, 3);
    save(&pairing_rules, &first);
    save(&pairing_rules, &second);
    assert_true(pairing_of_place(store, homes[0], &standing, &err));
    assert_string_equal(standing.name, "梁永健");
    assert_true(record_get(store, &pairing_table, first.head.id, &first, &err));
    assert_non_null(strstr(first.head.voided, "梁永健"));
    assert_true(pairing_missing_count(store, &count, &err));
    assert_int_equal(count, 2);
    struct pairing_missing rows[4];
    int found = 0;
    assert_true(pairing_missing(store, NULL, false, rows, 4, &found, &err));
    assert_int_equal(found, 2);
    assert_int_equal(rows[0].place_id, homes[2]);
    assert_true(pairing_missing(store, &rows[0], false, rows, 4, &found, &err));
    assert_int_equal(found, 1);
    assert_int_equal(rows[0].place_id, homes[1]);
    refused(&pairing_rules, &own, "person"); /* lives there */
    struct pairing same = {.place_id = homes[1], .name = "何军", .substitute = "何军"};
    refused(&pairing_rules, &same, "substitute");
    struct pairing number = {.place_id = homes[1], .name = "何军", .substitute_phone = "13800001111"};
    refused(&pairing_rules, &number, "substitute");
}

/* The gates tell people to call the helper: never with the number of the one before. */
static void another_helper_brings_another_number(void **state)
{
    (void)state;
    struct pairing pairing = {.place_id = homes[0], .name = "何军", .phone = "13812340001"};
    save(&pairing_rules, &pairing);
    pairing.person_id = register_person(store, "梁永健", "13812340009", 0);
    save(&pairing_rules, &pairing);
    assert_string_equal(pairing.name, "梁永健");
    assert_string_equal(pairing.phone, "13812340009");
    pairing.person_id = register_person(store, "梁永建", "13812340008", 0);
    text_copy(pairing.phone, sizeof pairing.phone, "13812340007"); /* typed with it */
    save(&pairing_rules, &pairing);
    assert_string_equal(pairing.phone, "13812340007");
}

static void a_helper_is_not_voided_away(void **state)
{
    struct pairing pairing = {.place_id = homes[0], .person_id = 0, .name = "何军"};
    struct err err = {0};
    (void)state;
    pairing.substitute_id = register_person(store, "梁永健", "", 0);
    save(&pairing_rules, &pairing);
    assert_string_equal(pairing.substitute, "梁永健");
    assert_false(people_void_person(store, pairing.substitute_id, -1, "搬走", &err));
    assert_true(register_void(store, &pairing_rules, pairing.head.id, -1, "已解除", &err));
    assert_true(people_void_person(store, pairing.substitute_id, -1, "搬走", &err));
}

static void nobody_steps_in_for_oneself_after_a_merge(void **state)
{
    struct pairing pairing = {.place_id = homes[0]};
    struct err err = {0};
    (void)state;
    assert_true(store_sign_on(store, 1, "test", true, &err));
    pairing.person_id = register_person(store, "梁永健", "13812340009", 0);
    pairing.substitute_id = register_person(store, "梁永建", "13812340008", 0);
    save(&pairing_rules, &pairing);
    assert_true(people_merge(store, pairing.substitute_id, pairing.person_id, &err));
    struct pairing after;
    assert_true(record_get(store, &pairing_table, pairing.head.id, &after, &err));
    assert_int_equal(after.person_id, pairing.person_id);
    assert_int_equal(after.substitute_id, 0);
    assert_string_equal(after.substitute, "");
    assert_string_equal(after.substitute_phone, "");
    assert_true(undo_last(store, NULL, &err));
    assert_true(record_get(store, &pairing_table, pairing.head.id, &after, &err));
    assert_int_equal(after.substitute_id, pairing.substitute_id);
    assert_string_equal(after.substitute, "梁永建");
}

/* ---- the plan of a day ---- */

static void a_plan_is_one_change_and_stays(void **state)
{
    struct team one = {.name = "一组", .cadre = "周敏"}, two = {.name = "二组", .cadre = "吴芳"};
    struct team_plan plan;
    struct buffer what = {0};
    struct err err = {0};
    int count = 0;
    (void)state;
    assert_false(team_plan_make(store, TODAY, false, &plan, &err)); /* no team yet */
    save(&team_rules, &one);
    save(&team_rules, &two);
    struct team_day yesterday = {.day = 20220410, .building = "12", .team_id = two.head.id};
    save(&team_day_rules, &yesterday);
    assert_true(team_plan_make(store, TODAY, false, &plan, &err));
    assert_int_equal(plan.count, 2); /* building 3 with one household, 12 with two */
    assert_int_equal(plan.proposed, 2);
    assert_int_equal(plan.rows[1].team_id, two.head.id);
    assert_int_equal(plan.rows[0].team_id, one.head.id);
    assert_true(team_plan_accept(store, &plan, &count, &err));
    assert_int_equal(count, 2);
    assert_false(team_plan_accept(store, &plan, &count, &err)); /* somebody was faster */
    team_plan_release(&plan);
    assert_true(team_plan_make(store, TODAY, false, &plan, &err));
    assert_int_equal(plan.proposed, 0);
    struct team_day other = {
        .head = {.id = plan.rows[0].stands_id, .rev = -1}, .day = TODAY, .building = "3", .team_id = two.head.id};
    team_plan_release(&plan);
    save(&team_day_rules, &other);
    assert_true(team_plan_make(store, TODAY, false, &plan, &err));
    assert_int_equal(plan.rows[0].team_id, two.head.id); /* by hand, however uneven */
    assert_int_equal(plan.proposed, 0);
    team_plan_release(&plan);
    assert_true(team_plan_make(store, TODAY, true, &plan, &err));
    assert_int_equal(plan.rows[0].team_id, one.head.id);
    assert_true(plan.rows[0].differs);
    team_plan_release(&plan);
    assert_true(store_undo(store, &what, &err) && store_undo(store, &what, &err));
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM team_day WHERE voided IS NULL"), 1);
    buffer_release(&what);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_tier_that_is_followed_stays),
        TEST(a_new_keeper_ends_the_one_before),
        TEST(a_building_gets_one_keeper_in_one_change),
        TEST(a_follow_up_is_completed),
        TEST(only_who_was_reached_today_is_not_missing),
        TEST(who_began_late_today_is_not_missing),
        TEST(contacts_are_walked_in_windows),
        TEST(a_visit_is_open_until_done),
        TEST(one_household_has_one_helper),
        TEST(another_helper_brings_another_number),
        TEST(a_helper_is_not_voided_away),
        TEST(nobody_steps_in_for_oneself_after_a_merge),
        TEST(a_plan_is_one_change_and_stays),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
