/* The booklet of a household on paper: what stands in it, and nothing of any other household. */
#include "gatepost/clock.h"
#include "gatepost/follow_up.h"
#include "gatepost/observation_rules.h"
#include "gatepost/pairing.h"
#include "gatepost/reading_rules.h"
#include "gatepost/registers.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "tests/lib/document_case.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { HOUR = 3600 };
static int64_t home, person, observed;

static int setup(void **state)
{
    document_case_open(state);
    home = register_household(store, "望江苑", "12-2-1203");
    person = register_person(store, "刘洋", "13812343821", home);
    register_person(store, "林芳雪", "13812345678", home);
    observed = register_observed(store, person, home, OBSERVED_CLOSE, 20220409, 8);
    return 0;
}

static void read_at(int day, enum half half, int tenths, const char *symptoms)
{
    struct err err = {0};
    struct reading_entry entry = {.observation_id = observed,
                                  .half_day = {day, half},
                                  .outcome = tenths != 0 ? READING_VALUE : READING_NO_ANSWER,
                                  .tenths = tenths,
                                  .symptoms = symptoms};
    clock_fix(clock_day_start(day) + (half == HALF_MORNING ? 8 : 18) * HOUR);
    if (!reading_take(store, &entry, READING_ASK, NULL, &err))
        fail_msg("%s", err.text);
    clock_fix(REGISTER_NOW);
}

static void make(int blank_rows)
{
    struct document_request request = {.id = home, .blank_rows = blank_rows};
    document_text_make(store, "booklet", LEVEL_INTERNAL, &request, &text);
}

static void members_and_whoever_is_observed_there(void **state)
{
    (void)state;
    int64_t elsewhere = register_household(store, "望江苑", "3-1-101");
    int64_t guest = register_person(store, "周桐", "13700009999", elsewhere);
    register_observed(store, guest, home, OBSERVED_CLOSE, 20220411, 8);
    make(0);
    assert_non_null(strstr(buffer_text(&text), "## 望江苑 12-2-1203\n"));
    has_lines("刘洋||Resident|13812343821|Close contact|day 3 of 14, until 04-22");
    has_lines("林芳雪||Resident|13812345678");
    has_lines("周桐||Resident|13700009999|Close contact|day 1 of 14, until 04-24");
    assert_null(strstr(buffer_text(&text), "By hand"));
}

static void a_day_has_its_numbers_and_its_marks(void **state)
{
    (void)state;
    read_at(20220409, HALF_MORNING, 365, "");
    read_at(20220409, HALF_EVENING, 366, "");
    read_at(20220410, HALF_MORNING, 364, "");
    read_at(20220410, HALF_EVENING, 364, "");
    read_at(20220411, HALF_MORNING, 381, "咽干");
    make(0);
    /* 35.5 is the first cell, each next one a tenth more: 37.3 is the 19th. */
    has_lines("[Temp  刘洋] Day|Date|am|pm|     36        37        38        39    |Symptoms");
    has_lines("1|04-09|36.5|36.6|          *o      :                      ");
    has_lines("2|04-10|36.4|36.4|         @        :                      ");
    has_lines("3|04-11|38.1!||                  :       *              |咽干");
    has_lines("4|04-12|||                  :                      ");
    has_lines("14|04-22|||                  :                      ");
}

static void what_was_done_stands_under_its_heading(void **state)
{
    (void)state;
    struct follow_up follow_up;
    struct supply supply;
    struct pairing pairing;
    register_new(&pairing_rules, &pairing);
    pairing.place_id = home;
    text_copy(pairing.name, sizeof pairing.name, "吴浩");
    text_copy(pairing.phone, sizeof pairing.phone, "13600005555");
    register_put(store, &pairing_rules, &pairing);
    register_new(&follow_up_rules, &follow_up);
    follow_up.place_id = home;
    follow_up.at = clock_now() - HOUR;
    text_copy(follow_up.by_whom, sizeof follow_up.by_whom, "叶丽");
    text_copy(follow_up.words, sizeof follow_up.words, "睡眠差");
    register_put(store, &follow_up_rules, &follow_up);
    register_new(&supply_rules, &supply);
    supply.place_id = home;
    supply.asked_at = clock_now() - HOUR;
    text_copy(supply.items, sizeof supply.items, "米10斤");
    register_put(store, &supply_rules, &supply);
    make(2);
    has_lines("Helper|吴浩 13600005555");
    const char *contacts =
        strstr(buffer_text(&text), "\n[Contacts] When|Details|By\n2022-04-11 13:32|By phone 叶丽 睡眠差\n");
    const char *visits = strstr(buffer_text(&text), "\n[Visits] When|Details|By\n- none yet\n");
    const char *supplies = strstr(buffer_text(&text), "\n[Supplies] When|Details|By\n2022-04-11 13:32|#1 New");
    const char *records = strstr(buffer_text(&text), "\n[Records] When|Kind|Details|By\n");
    const char *blank = strstr(buffer_text(&text), "\n[By hand] When|Details|By\n\n\n");
    if (!contacts || !visits || !supplies || !records || !blank)
        fail_msg("%s", strstr(buffer_text(&text), "\n[Contacts]"));
    assert_true(contacts < visits && visits < supplies && supplies < records && records < blank);
    assert_null(strstr(records, "睡眠差"));
}

static void no_other_household_is_in_it(void **state)
{
    (void)state;
    int64_t other = register_household(store, "望江苑", "12-2-1204");
    register_observed(store, register_person(store, "欧阳明", "13911112222", other), other, OBSERVED_CLOSE, 20220411,
                      8);
    make(0);
    assert_null(strstr(buffer_text(&text), "欧阳明"));
    assert_null(strstr(buffer_text(&text), "13911112222"));
}

static void a_household_that_is_not_there_makes_nothing(void **state)
{
    (void)state;
    struct err err = {0};
    struct document document;
    struct document_kept kept;
    struct document_request request = {
        .kind = document_kind_find("booklet"), .level = LEVEL_INTERNAL, .id = home + 1000};
    assert_false(document_make(store, &request, &document, &kept, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    document_release(&document);
    request.id = home;
    request.level = LEVEL_POSTED;
    assert_false(document_make(store, &request, &document, &kept, &err));
    assert_int_equal(err.code, ERR_INPUT);
    document_release(&document);
}

static void its_printing_is_named_by_a_number_alone(void **state)
{
    (void)state;
    char subject[64], job[64], number[32];
    struct document_request request = {.kind = document_kind_find("booklet"), .id = home, .day = 20220411};
    document_subject(&request, subject, sizeof subject);
    document_job(&request, job, sizeof job);
    snprintf(number, sizeof number, "%lld", (long long)home);
    assert_string_equal(subject, number);
    assert_string_equal(job, "booklet-20220411");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, document_case_close)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(members_and_whoever_is_observed_there),       TEST(a_day_has_its_numbers_and_its_marks),
        TEST(what_was_done_stands_under_its_heading),      TEST(no_other_household_is_in_it),
        TEST(a_household_that_is_not_there_makes_nothing), TEST(its_printing_is_named_by_a_number_alone),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
