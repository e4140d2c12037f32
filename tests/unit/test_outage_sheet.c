/* The outage pack: everything the desk needs when the screens are dark. */
#include "gatepost/clock.h"
#include "gatepost/contact.h"
#include "gatepost/observation_rules.h"
#include "gatepost/pass.h"
#include "gatepost/registers.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "tests/lib/document_case.h"
#include "tests/lib/roster.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { TODAY = 20220411, TOMORROW = 20220412, HOUR = 3600 };
static int64_t home, person;

static int setup(void **state)
{
    document_case_open(state);
    home = register_household(store, "望江苑", "12-2-1204");
    person = register_person(store, "刘洋", "13812343821", home);
    return 0;
}

static void make(void)
{
    document_text_make(store, "outage", LEVEL_INTERNAL, NULL, &text);
}

static void add_contact(int rank, const char *name, const char *phone, bool day_night)
{
    struct contact contact;
    register_new(&contact_rules, &contact);
    contact.position = rank;
    contact.post = POST_MEMBER;
    contact.day_night = day_night;
    text_copy(contact.name, sizeof contact.name, name);
    text_copy(contact.phone, sizeof contact.phone, phone);
    register_put(store, &contact_rules, &contact);
}

static int64_t add_volunteer(const char *name, const char *phone)
{
    struct err err = {0};
    struct volunteer volunteer;
    struct person somebody;
    int64_t id = roster_volunteer(store, name);
    assert_true(record_get(store, &volunteer_table, id, &volunteer, &err));
    assert_true(person_get(store, volunteer.person_id, &somebody, &err));
    text_copy(somebody.phone, sizeof somebody.phone, phone);
    register_begin(store);
    assert_true(person_save(store, &somebody, &err));
    register_commit(store);
    return id;
}

static void parts_without_anything_say_so(void **state)
{
    (void)state;
    make();
    has_lines("- Nobody on the call list is reached day and night.");
    has_lines("- Nobody is under observation.");
    has_lines("- No shift runs or begins in the next 24 hours.");
    has_lines("- No request is open.");
    has_lines("- No pass is lost, void or expired.");
    has_lines("## as of 2022-04-11 14:32   observed 0, missing on duty 0, requests 0, void passes 0");
}

static void only_who_is_reached_at_night_is_on_it(void **state)
{
    (void)state;
    add_contact(2, "陈国梁", "13900001111", true);
    add_contact(1, "王秀英", "13900002222", false);
    make();
    has_lines("[Reached day and night] Rank|Group|Name|Position|Phone|2nd phone|Remark\n2||陈国梁|Member|13900001111");
    assert_null(strstr(buffer_text(&text), "王秀英"));
}

static void observed_people_are_on_it_with_their_phones(void **state)
{
    (void)state;
    struct observation observation;
    register_new(&observation_rules, &observation);
    observation.person_id = person;
    observation.state = OBSERVATION_OBSERVING;
    register_put(store, &observation_rules, &observation);
    make();
    const char *part = strstr(buffer_text(&text), "\n[Home observation list] ");
    assert_non_null(part);
    assert_non_null(strstr(part, "\n12-2-1204|刘洋\n"));
    assert_non_null(strstr(part, "|13812343821\n"));
    assert_non_null(strstr(buffer_text(&text), "observed 1,"));
}

static void the_next_day_of_duty_with_its_gaps(void **state)
{
    (void)state;
    int64_t post = roster_post(store, "南门", "06-14 14-22 22-06", 2, 2);
    int64_t first = add_volunteer("吴浩", "13600005555"), second = add_volunteer("叶丽", "13600006666");
    roster_stand(store, post, TODAY, "14-22", first);
    roster_stand(store, post, TODAY, "14-22", second);
    roster_stand(store, post, TOMORROW, "06-14", first);
    roster_stand(store, post, TOMORROW, "22-06", second); /* later than the pack reaches */
    make();
    has_lines("[On duty in the next 24 hours] Shift|Post|Name|Phone|State|Remark\n"
              "= Now\n"
              "04-11 14-22|南门|吴浩|13600005555|Planned\n"
              "04-11 14-22|南门|叶丽|13600006666|Planned\n"
              "= from 04-11 22:00\n"
              "04-11 22-06|南门|____||2 missing\n"
              "= from 04-12 06:00\n"
              "04-12 06-14|南门|吴浩|13600005555|Planned\n"
              "04-12 06-14|南门|____||1 missing\n"
              "= from 04-12 14:00\n"
              "04-12 14-22|南门|____||2 missing\n"
              "[Open requests] Request|Room|Needed|Phone|Asked at|Due by|State|Volunteer");
    assert_non_null(strstr(buffer_text(&text), "missing on duty 5,"));
}

static void who_is_in_doubt_is_to_be_confirmed(void **state)
{
    (void)state;
    int64_t post = roster_post(store, "南门", "14-22", 1, 1);
    int64_t volunteer = add_volunteer("吴浩", "13600005555");
    roster_stand(store, post, TODAY, "14-22", volunteer);
    roster_observe(store, volunteer);
    make();
    has_lines("04-11 14-22|南门|吴浩|13600005555|household observed: confirm\n04-11 14-22|南门|____||1 missing");
}

static void shifts_that_find_no_room_are_not_kept_silent(void **state)
{
    (void)state;
    enum { POSTS = 130 }; /* four shifts each */
    char name[32];
    for (int i = 0; i < POSTS; i++) {
        snprintf(name, sizeof name, "岗%d", i + 1);
        roster_post(store, name, "06-14 14-22 22-06", 1, 1);
        if (i == 0) {
            make();
            assert_null(strstr(buffer_text(&text), "More shifts"));
        }
    }
    make();
    has_lines("- More shifts stand in the register only.");
}

static void requests_that_wait_and_no_other(void **state)
{
    (void)state;
    struct err err = {0};
    struct supply supply;
    for (int i = 0; i < 2; i++) {
        register_new(&supply_rules, &supply);
        supply.place_id = home;
        supply.urgent = i == 0;
        supply.asked_at = clock_now() - 3 * HOUR;
        text_copy(supply.phone, sizeof supply.phone, "13700001234");
        text_copy(supply.items, sizeof supply.items, i == 0 ? "胰岛素1支" : "盐2包");
        register_put(store, &supply_rules, &supply);
    }
    struct supply_move move = {.id = supply.head.id, .rev = -1, .to = SUPPLY_CANCELLED, .remark = "不要了"};
    if (!supply_move(store, &move, &err))
        fail_msg("%s", err.text);
    make();
    has_lines("#1|12-2-1204|胰岛素 1支|13700001234|04-11 11:32|04-11 13:32|urgent New !over its limit");
    assert_null(strstr(buffer_text(&text), "盐"));
    assert_non_null(strstr(buffer_text(&text), "requests 1,"));
}

static void passes_that_no_longer_hold(void **state)
{
    (void)state;
    struct err err = {0};
    struct pass pass;
    for (int i = 0; i < 2; i++) {
        register_new(&pass_rules, &pass);
        pass.person_id = i == 0 ? person : register_person(store, "孙丽", "", home);
        snprintf(pass.number, sizeof pass.number, "WJ0000%d", i + 1);
        register_put(store, &pass_rules, &pass);
    }
    if (!pass_lose(store, 1, -1, "买菜时丢失", &err))
        fail_msg("%s", err.text);
    make();
    has_lines("WJ00001||Lost|2022-04-11 14:32|刘洋|买菜时丢失");
    assert_null(strstr(buffer_text(&text), "WJ00002"));
}

static void every_part_begins_a_page_and_none_hangs_on_a_wall(void **state)
{
    (void)state;
    struct err err = {0};
    struct document document;
    struct document_kept kept;
    struct document_request request = {.kind = document_kind_find("outage"), .level = LEVEL_INTERNAL};
    assert_true(document_make(store, &request, &document, &kept, &err));
    assert_int_equal(document.section_count, 5);
    for (int i = 0; i < document.section_count; i++)
        assert_int_equal(document.sections[i].new_page, i > 0);
    assert_true(document.internal);
    document_release(&document);
    request.level = LEVEL_POSTED;
    assert_false(document_make(store, &request, &document, &kept, &err));
    assert_int_equal(err.code, ERR_INPUT);
    document_release(&document);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, document_case_close)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(parts_without_anything_say_so),
        TEST(only_who_is_reached_at_night_is_on_it),
        TEST(observed_people_are_on_it_with_their_phones),
        TEST(the_next_day_of_duty_with_its_gaps),
        TEST(who_is_in_doubt_is_to_be_confirmed),
        TEST(shifts_that_find_no_room_are_not_kept_silent),
        TEST(requests_that_wait_and_no_other),
        TEST(passes_that_no_longer_hold),
        TEST(every_part_begins_a_page_and_none_hangs_on_a_wall),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
