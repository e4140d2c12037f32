/* The observation list: who stands on it, in which order, with what; and who may have it. */
#include "gatepost/clock.h"
#include "gatepost/follow_up.h"
#include "gatepost/observation_rules.h"
#include "gatepost/pairing.h"
#include "gatepost/people_rules.h"
#include "gatepost/reading_rules.h"
#include "gatepost/registers.h"
#include "gatepost/tier.h"
#include "gatepost/tier_rules.h"
#include "gatepost/utf8.h"
#include "tests/lib/document_case.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { TODAY = 20220411, HOUR = 3600 };

static int64_t observe(int64_t person, int day, int hour)
{
    return register_observed(store, person, 0, OBSERVED_RETURNED, day, hour);
}

static void read_at(int64_t observation_id, int day, enum half half, enum reading_outcome outcome, int tenths)
{
    struct err err = {0};
    struct reading_entry entry = {
        .observation_id = observation_id, .half_day = {day, half}, .outcome = outcome, .tenths = tenths};
    clock_fix(clock_day_start(day) + (half == HALF_MORNING ? 8 : 18) * HOUR);
    if (!reading_take(store, &entry, READING_ASK, NULL, &err))
        fail_msg("%s", err.text);
    clock_fix(REGISTER_NOW);
}

static void make(void)
{
    document_text_make(store, "observed", LEVEL_INTERNAL, NULL, &text);
}

static void people_stand_by_building_in_the_order_of_the_doors(void **state)
{
    (void)state;
    int64_t far = register_household(store, "望江苑", "12-1-301");
    int64_t near = register_household(store, "望江苑", "2-2-1203");
    int64_t other = register_household(store, "荷花池", "2-1-101");
    observe(register_person(store, "刘洋", "13812343821", far), 20220405, 8);
    observe(register_person(store, "欧阳明", "13900001111", near), 20220405, 8);
    observe(register_person(store, "张伟明", "13900002222", near), 20220411, 8);
    observe(register_person(store, "孙丽", "13900003333", other), 20220410, 20);
    make();
    const char *expected[] = {"= 望江苑 building 2   households 1, people 2",
                              "\n2-2-1203|欧阳明\n",
                              "\n2-2-1203|张伟明\n",
                              "= 望江苑 building 12   households 1, people 1",
                              "\n12-1-301|刘洋\n",
                              "= 荷花池 building 2   households 1, people 1",
                              "\n2-1-101|孙丽\n"};
    const char *at = buffer_text(&text);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        const char *found = strstr(at, expected[i]);
        if (found == NULL)
            fail_msg("\"%s\" does not follow in:\n%s", expected[i], buffer_text(&text));
        at = found;
    }
    has_lines("## as of 2022-04-11 14:32   people 4, households 3, awaiting release 0");
    int groups = 0;
    for (at = strstr(buffer_text(&text), "\n= "); at != NULL; at = strstr(at + 1, "\n= "))
        groups++;
    assert_int_equal(groups, 3);
}

static void readings_stand_in_signs_and_what_comes_is_left_open(void **state)
{
    (void)state;
    int64_t home = register_household(store, "", "12-2-1203");
    int64_t observed = observe(register_person(store, "刘洋", "13812343821", home), 20220410, 13);
    int64_t other = observe(register_person(store, "孙丽", "", home), 20220409, 8);
    read_at(observed, 20220410, HALF_EVENING, READING_VALUE, 381);
    read_at(observed, 20220411, HALF_MORNING, READING_VALUE, 365);
    read_at(other, 20220410, HALF_EVENING, READING_NO_ANSWER, 0);
    make();
    has_lines("[] Room|Name|Day n|04-10\nam|04-10\npm|04-11\nam|04-11\npm|Phone|Helper|Next "
              "call|Remark");
    has_lines("12-2-1203|刘洋\nFrom elsewhere|2/14|x|38.1!|36.5||13812343821");
    has_lines("12-2-1203|孙丽\nFrom elsewhere|3/14|?miss|-none|?miss");
}

static void the_household_says_what_the_person_does_not(void **state)
{
    (void)state;
    struct err err = {0};
    struct place place;
    struct pairing pairing;
    struct follow_up follow_up;
    int64_t home = register_household(store, "", "12-2-1203");
    assert_true(place_get(store, home, &place, &err));
    text_copy(place.phone, sizeof place.phone, "13700004444");
    register_begin(store);
    assert_true(place_save(store, &place, &err));
    register_commit(store);
    int64_t observed = observe(register_person(store, "刘洋", "", home), 20220411, 8);
    read_at(observed, TODAY, HALF_MORNING, READING_VALUE, 365);
    register_new(&pairing_rules, &pairing);
    pairing.place_id = home;
    text_copy(pairing.name, sizeof pairing.name, "吴浩");
    text_copy(pairing.phone, sizeof pairing.phone, "13600005555");
    register_put(store, &pairing_rules, &pairing);
    register_new(&follow_up_rules, &follow_up);
    follow_up.place_id = home;
    follow_up.at = clock_now() - HOUR;
    text_copy(follow_up.by_whom, sizeof follow_up.by_whom, "吴浩");
    follow_up.next_at = clock_day_start(20220412) + 9 * HOUR;
    register_put(store, &follow_up_rules, &follow_up);
    make();
    has_lines("12-2-1203|刘洋\nFrom elsewhere|1/14|x|x|36.5||13700004444|吴浩\n13600005555|04-12\n09:00");
}

static void who_has_no_helper_has_somebody_of_the_tiers(void **state)
{
    (void)state;
    struct err err = {0};
    struct tier tiers[TIERS_MOST];
    struct keeper keeper;
    int count = 0;
    int64_t home = register_household(store, "", "12-2-1203");
    observe(register_person(store, "刘洋", "13812343821", home), 20220411, 8);
    assert_true(tier_begin(store, &err) && tier_list(store, tiers, TIERS_MOST, &count, &err));
    register_new(&keeper_rules, &keeper);
    keeper.place_id = home;
    keeper.tier_id = tiers[1].head.id;
    text_copy(keeper.name, sizeof keeper.name, "钱进");
    text_copy(keeper.phone, sizeof keeper.phone, "13500006666");
    register_put(store, &keeper_rules, &keeper);
    make();
    has_lines("12-2-1203|刘洋\nFrom elsewhere|1/14|x|x|?miss||13812343821|钱进\n13500006666");
}

static void a_term_that_is_over_says_so(void **state)
{
    (void)state;
    int64_t home = register_household(store, "", "12-2-1203");
    observe(register_person(store, "刘洋", "13812343821", home), 20220320, 8);
    make();
    has_lines("## as of 2022-04-11 14:32   people 1, households 1, awaiting release 1");
    assert_non_null(strstr(buffer_text(&text), "\n12-2-1203|刘洋\nFrom elsewhere|end|x|x|x|x|"));
}

static void nobody_is_said(void **state)
{
    (void)state;
    make();
    has_lines("- Nobody is under observation.");
}

static void it_never_hangs_on_a_wall(void **state)
{
    (void)state;
    struct err err = {0};
    struct document document;
    struct document_kept kept;
    struct document_request request = {.kind = document_kind_find("observed"), .level = LEVEL_POSTED};
    assert_false(document_make(store, &request, &document, &kept, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_int_equal(document.row_count, 0);
}

static void who_may_not_see_it_gets_nothing(void **state)
{
    (void)state;
    struct err err = {0};
    struct document document;
    struct document_kept kept;
    struct officer officer;
    struct document_request request = {.kind = document_kind_find("observed"), .level = LEVEL_INTERNAL};
    assert_true(officer_get(store, 1, &officer, &err));
    officer.role = ROLE_GATE;
    register_begin(store);
    assert_true(officer_save(store, &officer, &err));
    register_commit(store);
    assert_false(document_make(store, &request, &document, &kept, &err));
    assert_int_equal(err.code, ERR_ROLE);
    assert_int_equal(document.row_count, 0);
}

static void longer_lists_than_a_slice_are_whole(void **state)
{
    (void)state;
    enum { HOMES = 150 };
    char room[32], name[32], line[80];
    for (int i = 0; i < HOMES; i++) {
        snprintf(room, sizeof room, "%d-1-101", i + 1);
        snprintf(name, sizeof name, "人%d", i + 1);
        observe(register_person(store, name, "", register_household(store, "", room)), 20220411, 8);
    }
    make();
    has_lines("## as of 2022-04-11 14:32   people 150, households 150, awaiting release 0");
    for (int i = 0; i < HOMES; i++) {
        snprintf(line, sizeof line, "\n%d-1-101|人%d\n", i + 1, i + 1);
        const char *found = strstr(buffer_text(&text), line);
        assert_non_null(found);
        assert_null(strstr(found + 1, line));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, document_case_open, document_case_close)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(people_stand_by_building_in_the_order_of_the_doors),
        TEST(readings_stand_in_signs_and_what_comes_is_left_open),
        TEST(the_household_says_what_the_person_does_not),
        TEST(who_has_no_helper_has_somebody_of_the_tiers),
        TEST(a_term_that_is_over_says_so),
        TEST(nobody_is_said),
        TEST(it_never_hangs_on_a_wall),
        TEST(who_may_not_see_it_gets_nothing),
        TEST(longer_lists_than_a_slice_are_whole),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
