/* Survey rounds, surveys, arrivals: what is refused, and what the register of places learns from an answer. */
#include "gatepost/arrival.h"
#include "gatepost/clock.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/survey_rules.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { TODAY = 20220411, DAY_SECONDS = 86400 };

static int64_t home;

static int setup(void **state)
{
    struct err err = {0};
    *state = register_open();
    assert_true(store_sign_on(*state, 1, "test", true, &err));
    home = register_household(*state, "望江苑", "12-2-1203");
    return 0;
}

static int teardown(void **state)
{
    register_close(*state);
    return 0;
}

/* ---- made with few words ---- */

static struct survey_round new_round(const char *name, int began, int ended)
{
    struct survey_round round;
    register_new(&survey_round_rules, &round);
    text_copy(round.name, sizeof round.name, name);
    round.began_day = began;
    round.ended_day = ended;
    return round;
}

static int64_t begin_round(struct store *store, const char *name, int began)
{
    struct survey_round round = new_round(name, began, 0);
    struct err err = {0};
    if (!register_save(store, &survey_round_rules, &round, &err))
        fail_msg("%s", err.text);
    return round.head.id;
}

static struct survey_round stored_round(struct store *store, int64_t id)
{
    struct survey_round round;
    assert_true(record_get(store, &survey_round_table, id, &round, NULL));
    return round;
}

static struct survey new_survey(enum survey_result result, int persons)
{
    struct survey survey;
    register_new(&survey_rules, &survey);
    survey.place_id = home;
    survey.result = result;
    survey.persons = persons;
    return survey;
}

static struct survey save(struct store *store, struct survey survey)
{
    struct err err = {0};
    if (!register_save(store, &survey_rules, &survey, &err))
        fail_msg("%s", err.text);
    return survey;
}

static struct survey ask(struct store *store, enum survey_result result, int persons, int64_t at)
{
    struct survey survey = new_survey(result, persons);
    survey.at = at;
    return save(store, survey);
}

static void void_survey(struct store *store, int64_t id)
{
    struct err err = {0};
    if (!register_void(store, &survey_rules, id, -1, "记错", &err))
        fail_msg("%s", err.text);
}

static void assert_refused(struct store *store, struct survey survey, const char *field, const char *words)
{
    struct err err = {0};
    assert_false(register_save(store, &survey_rules, &survey, &err));
    assert_string_equal(err.field, field);
    if (strstr(err.text, words) == NULL)
        fail_msg("%s", err.text);
}

static void assert_place(struct store *store, int64_t id, int persons, enum occupancy occupancy)
{
    struct place place;
    assert_true(place_get(store, id, &place, NULL));
    assert_int_equal(place.reported_persons, persons);
    assert_int_equal(place.occupancy, occupancy);
}

static void set_place(struct store *store, int64_t id, int persons, enum occupancy occupancy)
{
    struct err err = {0};
    struct place place;
    assert_true(place_get(store, id, &place, &err));
    place.reported_persons = persons;
    place.occupancy = occupancy;
    assert_true(people_add_place(store, &place, &err));
}

/* ---- rounds ---- */

static void one_round_goes_on_at_a_time(void **state)
{
    struct store *store = *state;
    struct survey_round current;
    struct err err = {0};
    assert_false(survey_round_current(store, &current, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    int64_t first = begin_round(store, "第1轮", 20220401), second = begin_round(store, "第2轮", 20220408);
    assert_int_equal(stored_round(store, first).ended_day, 20220407);
    assert_true(survey_round_current(store, &current, NULL));
    assert_int_equal(current.head.id, second);
    int64_t third = begin_round(store, "第3轮", 20220408); /* the same day: a round has at least one */
    assert_int_equal(stored_round(store, second).ended_day, 20220408);
    struct survey_round past = new_round("第0轮", 20220301, 20220310);
    assert_true(register_save(store, &survey_round_rules, &past, &err));
    assert_true(survey_round_current(store, &current, NULL));
    assert_int_equal(current.head.id, third);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM survey_round WHERE ended_day IS NULL"), 1);
}

static void a_round_has_a_name_of_its_own_and_ends_behind_its_beginning(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    begin_round(store, "第1轮", 20220401);
    struct survey_round round = new_round("第1轮", TODAY, 0);
    assert_false(register_save(store, &survey_round_rules, &round, &err));
    assert_string_equal(err.field, "name");
    round = new_round("第2轮", 20220405, 20220404);
    assert_false(register_save(store, &survey_round_rules, &round, &err));
    assert_string_equal(err.field, "ended");
    round = new_round("补登", 20220301, 0); /* before the one that goes on: it cannot be the one */
    assert_false(register_save(store, &survey_round_rules, &round, &err));
    assert_string_equal(err.field, "ended");
    round = new_round("第3轮", 0, 0);
    assert_true(register_save(store, &survey_round_rules, &round, &err));
    assert_int_equal(round.began_day, TODAY);
}

static void a_round_is_ended_once_and_not_before_it_began(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t id = begin_round(store, "第1轮", 20220405);
    assert_false(survey_round_end(store, id, -1, 20220404, &err));
    assert_false(survey_round_end(store, id, 7, 0, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_true(survey_round_end(store, id, -1, 0, &err));
    assert_int_equal(stored_round(store, id).ended_day, TODAY);
    assert_false(survey_round_end(store, id, -1, 0, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
}

static void an_undo_leaves_no_two_rounds_going_on(void **state)
{
    struct store *store = *state;
    struct survey_round current;
    struct err err = {0};
    int64_t first = begin_round(store, "第1轮", 20220405);
    assert_true(survey_round_end(store, first, -1, 0, &err));
    struct store *other = store_open(store_path(store), 0, &err); /* meanwhile at another terminal */
    assert_true(other != NULL && store_sign_on(other, 1, "other", true, &err));
    begin_round(other, "第2轮", TODAY);
    store_close(other);
    assert_false(undo_last(store, NULL, &err));
    assert_int_equal(err.code, ERR_DENIED);
    assert_non_null(strstr(err.text, "第2轮"));
    assert_true(survey_round_current(store, &current, NULL));
    assert_string_equal(current.name, "第2轮");
}

static void an_undo_of_a_beginning_lets_the_other_go_on(void **state)
{
    struct store *store = *state;
    struct survey_round current;
    struct err err = {0};
    begin_round(store, "第1轮", 20220405);
    begin_round(store, "第2轮", TODAY);
    assert_true(undo_last(store, NULL, &err));
    assert_true(survey_round_current(store, &current, NULL));
    assert_string_equal(current.name, "第1轮");
}

static void a_round_with_surveys_is_not_voided(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t id = begin_round(store, "第1轮", TODAY);
    struct survey survey = ask(store, SURVEY_DONE, 3, 0);
    assert_false(register_void(store, &survey_round_rules, id, -1, "重复", &err));
    assert_non_null(strstr(err.text, "1"));
    void_survey(store, survey.head.id);
    assert_true(register_void(store, &survey_round_rules, id, -1, "重复", &err));
}

/* ---- surveys ---- */

static void a_survey_belongs_to_the_round_that_goes_on(void **state)
{
    struct store *store = *state;
    assert_refused(store, new_survey(SURVEY_DONE, 3), "round", "Begin one first");
    int64_t first = begin_round(store, "第1轮", 20220405);
    struct survey survey = ask(store, SURVEY_DONE, 3, 0);
    assert_int_equal(survey.round_id, first);
    assert_int_equal(survey.at, REGISTER_NOW);
    assert_int_equal(survey.officer_id, 1);
    survey = new_survey(SURVEY_DONE, 3);
    survey.at = REGISTER_NOW - INT64_C(7) * DAY_SECONDS;
    assert_refused(store, survey, "at", "before");
    begin_round(store, "第2轮", 20220410);
    survey.at = REGISTER_NOW;
    survey.round_id = first;
    assert_refused(store, survey, "at", "had ended");
    survey.at = REGISTER_NOW - INT64_C(3) * DAY_SECONDS; /* a paper that comes late */
    save(store, survey);
}

static void who_did_not_answer_has_no_answers(void **state)
{
    struct store *store = *state;
    begin_round(store, "第1轮", TODAY);
    static const enum survey_result silent[] = {SURVEY_NOT_HOME, SURVEY_REFUSED, SURVEY_VACANT};
    for (size_t i = 0; i < sizeof silent / sizeof silent[0]; i++) {
        assert_refused(store, new_survey(silent[i], 2), "result", "answer");
        struct survey survey = new_survey(silent[i], 0);
        survey.returned = 0;
        assert_refused(store, survey, "result", "answer");
        survey = new_survey(silent[i], 0);
        text_copy(survey.symptoms, sizeof survey.symptoms, "咳嗽");
        assert_refused(store, survey, "result", "answer");
    }
}

static void who_answered_says_how_many_live_there(void **state)
{
    struct store *store = *state;
    begin_round(store, "第1轮", TODAY);
    assert_refused(store, new_survey(SURVEY_DONE, 0), "persons", "How many");
    struct survey survey = new_survey(SURVEY_DONE, 3);
    survey.unwell = 0;
    text_copy(survey.symptoms, sizeof survey.symptoms, "咳嗽");
    assert_refused(store, survey, "unwell", "yes");
    survey.unwell = -1;
    assert_int_equal(save(store, survey).unwell, 1);
    set_place(store, home, 0, OCCUPANCY_VACANT); /* there nobody is an answer */
    assert_int_equal(save(store, new_survey(SURVEY_DONE, 0)).result, SURVEY_VACANT);
    survey = new_survey(SURVEY_DONE, 0);
    survey.returned = 1;
    assert_refused(store, survey, "persons", "How many");
}

static void a_voided_household_is_not_screened(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    begin_round(store, "第1轮", TODAY);
    assert_true(people_void_place(store, home, -1, "拆除", &err));
    assert_refused(store, new_survey(SURVEY_DONE, 3), "place", "voided");
}

static void tries_are_counted_within_their_round(void **state)
{
    struct store *store = *state;
    struct survey survey;
    int tries = 0;
    int64_t first = begin_round(store, "第1轮", 20220410);
    ask(store, SURVEY_NOT_HOME, 0, REGISTER_NOW - 300);
    int64_t second = ask(store, SURVEY_REFUSED, 0, REGISTER_NOW - 200).head.id;
    int64_t third = ask(store, SURVEY_NOT_HOME, 0, REGISTER_NOW - 100).head.id;
    assert_true(survey_of_place(store, first, home, &survey, &tries, NULL));
    assert_int_equal(survey.head.id, third);
    assert_int_equal(tries, 3);
    assert_int_equal(survey.tries, 3);
    void_survey(store, second);
    assert_true(survey_of_place(store, first, home, &survey, &tries, NULL));
    assert_int_equal(survey.tries, 2);
    int64_t round = begin_round(store, "第2轮", TODAY);
    assert_false(survey_of_place(store, round, home, &survey, &tries, NULL));
    assert_int_equal(ask(store, SURVEY_NOT_HOME, 0, 0).round_id, round);
    assert_true(survey_of_place(store, round, home, &survey, &tries, NULL));
    assert_int_equal(survey.tries, 1);
}

/* ---- the register of places ---- */

static void an_answer_corrects_the_household(void **state)
{
    struct store *store = *state;
    begin_round(store, "第1轮", 20220410);
    ask(store, SURVEY_NOT_HOME, 0, REGISTER_NOW - 600);
    assert_place(store, home, 0, OCCUPANCY_NOT_HOME);
    ask(store, SURVEY_DONE, 4, REGISTER_NOW - 500);
    assert_place(store, home, 4, OCCUPANCY_UNKNOWN);
    set_place(store, home, 4, OCCUPANCY_OWNER);
    ask(store, SURVEY_NOT_HOME, 0, REGISTER_NOW - 400); /* that nobody is home now says nothing of who lives there */
    assert_place(store, home, 4, OCCUPANCY_OWNER);
    ask(store, SURVEY_REFUSED, 0, REGISTER_NOW - 300);
    assert_place(store, home, 4, OCCUPANCY_OWNER);
    ask(store, SURVEY_DONE, 5, REGISTER_NOW - 200);
    assert_place(store, home, 5, OCCUPANCY_OWNER);
    ask(store, SURVEY_VACANT, 0, REGISTER_NOW - 100);
    assert_place(store, home, 0, OCCUPANCY_VACANT);
    ask(store, SURVEY_DONE, 1, 0);
    assert_place(store, home, 1, OCCUPANCY_UNKNOWN);
    assert_int_equal(register_count(store, "SELECT COUNT(DISTINCT batch_id) FROM audit WHERE table_name = 'survey' AND "
                                           "batch_id IN (SELECT batch_id FROM audit WHERE table_name = 'place')"),
                     5); /* in one step: one undo takes both back */
}

static void an_older_answer_does_not_overrule_a_newer_one(void **state)
{
    struct store *store = *state;
    begin_round(store, "第1轮", 20220410);
    ask(store, SURVEY_DONE, 4, 0);
    int64_t older = ask(store, SURVEY_DONE, 2, REGISTER_NOW - 600).head.id;
    assert_place(store, home, 4, OCCUPANCY_UNKNOWN);
    set_place(store, home, 5, OCCUPANCY_OWNER);
    void_survey(store, older);
    assert_place(store, home, 5, OCCUPANCY_OWNER);
}

static void a_voided_answer_gives_way_to_the_one_before(void **state)
{
    struct store *store = *state;
    begin_round(store, "第1轮", 20220410);
    int64_t first = ask(store, SURVEY_DONE, 2, REGISTER_NOW - 600).head.id;
    int64_t second = ask(store, SURVEY_DONE, 7, REGISTER_NOW - 500).head.id;
    int64_t vacant = ask(store, SURVEY_VACANT, 0, REGISTER_NOW - 400).head.id;
    assert_place(store, home, 0, OCCUPANCY_VACANT);
    void_survey(store, vacant);
    assert_place(store, home, 7, OCCUPANCY_UNKNOWN);
    void_survey(store, second);
    assert_place(store, home, 2, OCCUPANCY_UNKNOWN);
    void_survey(store, first);
    assert_place(store, home, 0, OCCUPANCY_UNKNOWN);
    int64_t tried = ask(store, SURVEY_NOT_HOME, 0, 0).head.id;
    assert_place(store, home, 0, OCCUPANCY_NOT_HOME);
    void_survey(store, tried);
    assert_place(store, home, 0, OCCUPANCY_UNKNOWN);
}

static void what_was_written_by_hand_since_stays(void **state)
{
    struct store *store = *state;
    begin_round(store, "第1轮", 20220410);
    struct survey survey = ask(store, SURVEY_DONE, 2, REGISTER_NOW - 600);
    set_place(store, home, 3, OCCUPANCY_OWNER);
    text_copy(survey.note, sizeof survey.note, "有狗");
    survey = save(store, survey);
    assert_place(store, home, 3, OCCUPANCY_OWNER);
    void_survey(store, survey.head.id);
    assert_place(store, home, 3, OCCUPANCY_OWNER);
}

static void a_survey_of_the_wrong_household_is_moved(void **state)
{
    struct store *store = *state;
    begin_round(store, "第1轮", 20220410);
    int64_t right = register_household(store, "望江苑", "12-2-1204");
    ask(store, SURVEY_DONE, 2, REGISTER_NOW - 600);
    struct survey survey = ask(store, SURVEY_DONE, 6, 0);
    assert_place(store, home, 6, OCCUPANCY_UNKNOWN);
    survey.place_id = right;
    survey = save(store, survey);
    assert_place(store, home, 2, OCCUPANCY_UNKNOWN);
    assert_place(store, right, 6, OCCUPANCY_UNKNOWN);
    survey.result = SURVEY_NOT_HOME;
    survey.persons = 0;
    save(store, survey);
    assert_place(store, right, 0, OCCUPANCY_NOT_HOME);
}

/* ---- arrivals ---- */

static struct arrival new_arrival(const char *name, int left, int returned)
{
    struct arrival arrival;
    register_new(&arrival_rules, &arrival);
    arrival.place_id = home;
    text_copy(arrival.name, sizeof arrival.name, name);
    arrival.left_day = left;
    arrival.returned_day = returned;
    return arrival;
}

static void an_arrival_is_somebody(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t other = register_person(store, "张五妹", "13812340002", home);
    struct arrival arrival = new_arrival("", 0, 0);
    assert_false(register_save(store, &arrival_rules, &arrival, &err));
    assert_string_equal(err.field, "name");
    arrival.person_id = register_person(store, "张伟明", "13812340001", home);
    assert_true(register_save(store, &arrival_rules, &arrival, &err));
    assert_string_equal(arrival.name, "张伟明");
    assert_string_equal(arrival.phone, "13812340001");
    assert_int_equal(arrival.at, REGISTER_NOW);
    arrival.person_id = other;
    assert_true(register_save(store, &arrival_rules, &arrival, &err));
    assert_string_equal(arrival.name, "张五妹"); /* never the one before under another's number */
    arrival = new_arrival("表弟", 0, 0);
    assert_true(register_save(store, &arrival_rules, &arrival, &err));
}

static void a_masked_name_is_no_name(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct arrival arrival = new_arrival("张*明", 0, 0);
    assert_false(register_save(store, &arrival_rules, &arrival, &err));
    assert_string_equal(err.field, "name");
    begin_round(store, "第1轮", TODAY);
    struct survey survey = new_survey(SURVEY_DONE, 3);
    text_copy(survey.by_whom, sizeof survey.by_whom, "网格员 吴＊");
    assert_refused(store, survey, "by", "asterisks");
}

static void an_arrival_left_before_it_came(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct arrival arrival = new_arrival("表弟", 20220410, 20220409);
    assert_false(register_save(store, &arrival_rules, &arrival, &err));
    assert_string_equal(err.field, "returned");
    arrival = new_arrival("表弟", 20220410, 20220410);
    assert_true(register_save(store, &arrival_rules, &arrival, &err));
    arrival = new_arrival("表弟", 20220410, 0);
    assert_true(register_save(store, &arrival_rules, &arrival, &err));
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_round_goes_on_at_a_time),
        TEST(a_round_has_a_name_of_its_own_and_ends_behind_its_beginning),
        TEST(a_round_is_ended_once_and_not_before_it_began),
        TEST(an_undo_leaves_no_two_rounds_going_on),
        TEST(an_undo_of_a_beginning_lets_the_other_go_on),
        TEST(a_round_with_surveys_is_not_voided),
        TEST(a_survey_belongs_to_the_round_that_goes_on),
        TEST(who_did_not_answer_has_no_answers),
        TEST(who_answered_says_how_many_live_there),
        TEST(a_voided_household_is_not_screened),
        TEST(tries_are_counted_within_their_round),
        TEST(an_answer_corrects_the_household),
        TEST(an_older_answer_does_not_overrule_a_newer_one),
        TEST(a_voided_answer_gives_way_to_the_one_before),
        TEST(what_was_written_by_hand_since_stays),
        TEST(a_survey_of_the_wrong_household_is_moved),
        TEST(an_arrival_is_somebody),
        TEST(a_masked_name_is_no_name),
        TEST(an_arrival_left_before_it_came),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
