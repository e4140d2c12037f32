/* Home observations: who may be observed from when to when, their ends, the household's flag at the gate. */
#include "gatepost/clock.h"
#include "gatepost/observation_rules.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/setting_table.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include "tests/unit/observed_home.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void days_and_household_follow(void **state)
{
    struct observation observation;
    struct err err = {0};
    (void)state;
    register_new(&observation_rules, &observation);
    observation.person_id = wife;
    assert_true(register_save(store, &observation_rules, &observation, &err));
    assert_int_equal(observation.place_id, home);
    assert_int_equal(observation.basis_day, TODAY);
    assert_int_equal(observation.first_day, TODAY);
    assert_int_equal(observation.last_day, 20220424);
    assert_int_equal(observation.ends_at, clock_day_start(20220425));
    assert_int_equal(observation.began_at, REGISTER_NOW);
    assert_int_equal(observation.opened_by, 1);
    assert_int_equal(observation.state, OBSERVATION_OBSERVING);
    assert_true(observation.door[0] != '\0');

    assert_true(setting_set(store, "observation.first_day", "after", &err));
    assert_true(setting_set(store, "observation.days", "7", &err));
    observation = read_one(observe(holder, 20220409));
    assert_int_equal(observation.first_day, 20220410);
    assert_int_equal(observation.last_day, 20220416);
}

static void a_person_is_observed_once(void **state)
{
    struct observation twice = new_observation(wife, TODAY);
    struct err err = {0};
    int64_t id = observe(wife, 20220403);
    (void)state;
    assert_false(register_save(store, &observation_rules, &twice, &err));
    assert_string_equal(err.field, "person");
    assert_string_equal(err.text, "刘洋 is under observation already: day 9 of 14, until 04-16.");
    assert_true(observation_leave(store, id, -1, OBSERVATION_MISTAKE, "同名", &err));
    assert_true(register_save(store, &observation_rules, &twice, &err));
}

static void opening_denies_out_at_once_and_the_last_end_allows_again(void **state)
{
    struct observation_release papers = {"张医生", "王主任", "街道办", "2022-0411", 0, "提前"};
    struct err err = {0};
    (void)state;
    assert_false(is_denied_out(wife));
    int64_t one = observe(wife, 20220403), other = observe(holder, 20220405);
    assert_true(is_denied_out(wife));
    assert_true(is_denied_out(holder));
    assert_int_equal(valid_flags(), 1);
    assert_int_equal(read_one(one).flag_id, read_one(other).flag_id);
    assert_true(observation_release(store, one, -1, &papers, &err));
    assert_true(is_denied_out(wife)); /* the household's */
    assert_true(observation_leave(store, other, -1, OBSERVATION_HOSPITAL, "市医院，发热", &err));
    assert_false(is_denied_out(wife));
    assert_int_equal(valid_flags(), 0);
    assert_true(undo_last(store, NULL, &err));
    assert_true(is_denied_out(wife));
    assert_int_equal(read_one(other).state, OBSERVATION_OBSERVING);
    assert_true(redo_last(store, NULL, &err));
    assert_false(is_denied_out(wife));
}

static void what_cannot_be_is_refused_by_name(void **state)
{
    struct observation observation = new_observation(visitor, TODAY);
    struct err err = {0};
    (void)state;
    assert_false(register_save(store, &observation_rules, &observation, &err));
    assert_string_equal(err.field, "place");
    assert_non_null(strstr(err.text, "孙丽"));
    observation.place_id = 999;
    assert_false(register_save(store, &observation_rules, &observation, &err));
    assert_string_equal(err.field, "place");
    assert_true(people_void_place(store, next_door, -1, "空户", &err));
    observation.place_id = next_door;
    assert_false(register_save(store, &observation_rules, &observation, &err));
    assert_non_null(strstr(err.text, "voided"));
    observation.place_id = home;
    observation.basis_day = TODAY + 1;
    assert_false(register_save(store, &observation_rules, &observation, &err));
    assert_string_equal(err.field, "basis_day");
    observation.basis_day = 20220301;
    observation.began_at = REGISTER_NOW;
    assert_false(register_save(store, &observation_rules, &observation, &err));
    assert_string_equal(err.text, "The term was over on 03-14 at 24:00, before the observation begins (14:32). Look at "
                                  "the basis day.");
    observation.basis_day = TODAY;
    observation.state = OBSERVATION_RELEASED;
    assert_false(register_save(store, &observation_rules, &observation, &err));
    assert_string_equal(err.field, "state");
    observation.state = OBSERVATION_OBSERVING;
    text_copy(observation.issued_by, sizeof observation.issued_by, "街道办");
    assert_false(register_save(store, &observation_rules, &observation, &err));
    assert_string_equal(err.field, "applied_by");
    assert_int_equal(valid_flags(), 0);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM observation"), 0);
}

static void take_reading(int64_t observation_id, int day, enum half half, enum reading_outcome outcome)
{
    struct reading reading = {.observation_id = observation_id,
                              .day = day,
                              .half = half,
                              .outcome = outcome,
                              .tenths = outcome == READING_VALUE ? 365 : 0,
                              .at = clock_day_start(day) + 9 * 3600};
    struct err err = {0};
    register_begin(store);
    if (!record_save(store, &reading_table, &reading, &err))
        fail_msg("%s", err.text);
    register_commit(store);
}

static void a_changed_basis_day_moves_the_whole_term(void **state)
{
    struct err err = {0};
    int64_t id = observe(wife, 20220403);
    (void)state;
    assert_true(observation_change_term(store, id, -1, 20220420, "核酸结果未出", &err));
    assert_true(setting_set(store, "observation.days", "7", &err));
    assert_true(setting_set(store, "observation.first_day", "after", &err));
    struct observation observation = read_one(id);
    observation.basis_day = 20220405;
    assert_true(register_save(store, &observation_rules, &observation, &err));
    assert_int_equal(observation.first_day, 20220405); /* day 1 by the rule of then */
    assert_int_equal(observation.last_day, 20220422);
    assert_int_equal(observation.ends_at, clock_day_start(20220423));
    take_reading(id, 20220405, HALF_MORNING, READING_VALUE);
    observation.basis_day = 20220406;
    assert_false(register_save(store, &observation_rules, &observation, &err));
    assert_non_null(strstr(err.text, "04-05"));
    observation.basis_day = 20220405;
    observation.began_at = clock_day_start(20220405) + 13 * 3600;
    assert_false(register_save(store, &observation_rules, &observation, &err));
    observation = read_one(id);
    observation.state = OBSERVATION_RELEASED;
    assert_false(register_save(store, &observation_rules, &observation, &err));
    assert_string_equal(err.field, "state");
    observation.state = OBSERVATION_OBSERVING;
    observation.person_id = holder;
    assert_false(register_save(store, &observation_rules, &observation, &err));
    assert_string_equal(err.field, "person");
    observation.person_id = wife;
    text_copy(observation.paper_number, sizeof observation.paper_number, "12");
    assert_false(register_save(store, &observation_rules, &observation, &err));
    assert_int_equal(read_one(id).last_day, 20220422);
}

static void another_household_gets_the_flag_and_the_old_one_loses_it(void **state)
{
    struct err err = {0};
    int64_t id = observe(wife, 20220403);
    (void)state;
    struct observation observation = read_one(id);
    int64_t old_flag = observation.flag_id;
    observation.place_id = next_door;
    assert_true(register_save(store, &observation_rules, &observation, &err));
    assert_int_equal(valid_flags(), 1);
    assert_int_not_equal(observation.flag_id, old_flag);
    assert_false(is_denied_out(holder));
    assert_true(undo_last(store, NULL, &err));
    assert_true(is_denied_out(holder));
    assert_int_equal(valid_flags(), 1);
    assert_int_equal(read_one(id).flag_id, old_flag);
}

static void to_verify_says_nothing_at_the_gate_until_verified(void **state)
{
    struct observation observation = new_observation(wife, 20220403);
    struct observation_release papers = {"张医生", "王主任", "街道办", "1", 0, "提前"};
    struct err err = {0};
    (void)state;
    observation.state = OBSERVATION_TO_VERIFY;
    assert_true(register_save(store, &observation_rules, &observation, &err));
    assert_false(is_denied_out(wife));
    assert_false(observation_release(store, observation.head.id, -1, &papers, &err));
    assert_true(observation_verify(store, observation.head.id, observation.head.rev, &err));
    assert_true(is_denied_out(wife));
    assert_false(observation_verify(store, observation.head.id, -1, &err));
    assert_true(undo_last(store, NULL, &err));
    assert_false(is_denied_out(wife));
    assert_int_equal(read_one(observation.head.id).state, OBSERVATION_TO_VERIFY);
    assert_int_equal(valid_flags(), 0);
    assert_true(redo_last(store, NULL, &err));
    assert_true(is_denied_out(wife));
}

static void a_release_needs_its_papers_and_a_reason_for_what_is_missing(void **state)
{
    struct observation_release papers = {.applied_by = "张医生", .verified_by = "王主任", .issued_by = "街道办"};
    struct half_day missing[3];
    struct err err = {0};
    int64_t id = observe(wife, 20220329); /* complete with 04-11 */
    int count = 0;
    (void)state;
    assert_false(observation_release(store, id, -1, &papers, &err));
    assert_string_equal(err.field, "paper_number");
    text_copy(papers.paper_number, sizeof papers.paper_number, "2022-031");
    assert_false(observation_release(store, id, -1, &papers, &err));
    assert_string_equal(err.field, "end_reason");
    assert_non_null(strstr(err.text, "day 14 of 14, until 04-11"));
    for (int day = 0; day < 14; day++)
        for (int half = 0; half < 2; half++)
            if (day != 2 && !(day == 5 && half == 1))
                take_reading(id, clock_day_add(20220329, day), (enum half)half,
                             day == 7 ? READING_EXCUSED : READING_VALUE);
    take_reading(id, 20220331, HALF_EVENING, READING_REFUSED);
    clock_fix(clock_day_start(20220412) + 9 * 3600);
    struct observation observation = read_one(id);
    assert_true(observation_awaits_release(&observation, clock_now()));
    assert_true(observation_missing(store, &observation, clock_now(), missing, 2, &count, &err));
    assert_int_equal(count, 3);
    assert_int_equal(missing[0].day, 20220331);
    assert_int_equal(missing[0].half, HALF_MORNING);
    assert_int_equal(missing[1].half, HALF_EVENING);
    assert_false(observation_release(store, id, -1, &papers, &err));
    assert_string_equal(err.text,
                        "Readings are missing: 03-31 Morning, 03-31 Evening, 04-03 Evening. Why is the person "
                        "released nevertheless? Write the reason.");
    assert_true(is_denied_out(wife));
    text_copy(papers.end_reason, sizeof papers.end_reason, "医生同意");
    papers.delivered_at = clock_now() + 86400;
    assert_false(observation_release(store, id, -1, &papers, &err));
    assert_string_equal(err.field, "delivered_at");
    papers.delivered_at = 0;
    assert_false(observation_release(store, id, observation.head.rev + 1, &papers, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_true(observation_release(store, id, observation.head.rev, &papers, &err));
    assert_false(is_denied_out(wife));
    observation = read_one(id);
    assert_int_equal(observation.state, OBSERVATION_RELEASED);
    assert_int_equal(observation.ended_by, 1);
    assert_int_equal(observation.ended_at, clock_now());
    assert_string_equal(observation.end_reason, "医生同意");
    observation.delivered_at = clock_now();
    assert_true(register_save(store, &observation_rules, &observation, &err));
    observation.basis_day = 20220330;
    assert_false(register_save(store, &observation_rules, &observation, &err));
    assert_false(observation_release(store, id, -1, &papers, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_non_null(strstr(err.text, "李卫国"));
}

static void who_is_lost_is_wanted_until_found(void **state)
{
    struct err err = {0};
    int64_t id = observe(wife, 20220403);
    (void)state;
    assert_false(observation_leave(store, id, -1, OBSERVATION_LOST, " ", &err));
    assert_string_equal(err.field, "end_reason");
    assert_false(observation_leave(store, id, -1, OBSERVATION_RELEASED, "x", &err));
    assert_true(observation_leave(store, id, -1, OBSERVATION_LOST, "电话不通，家中无人", &err));
    assert_int_equal(valid_flags(), 0);
    const char *wanted = "SELECT COUNT(*) FROM flag WHERE kind = 'wanted' AND person_id IS NOT NULL AND voided IS NULL";
    assert_int_equal(register_count(store, wanted), 1);
    assert_true(undo_last(store, NULL, &err));
    assert_int_equal(register_count(store, wanted), 0);
    assert_true(redo_last(store, NULL, &err));
    assert_int_equal(register_count(store, wanted), 1);
    clock_fix(REGISTER_NOW + 7200);
    observe(wife, TODAY);
    assert_int_equal(register_count(store, wanted), 0);
}

static void a_term_changes_with_a_reason_that_stays(void **state)
{
    struct err err = {0};
    int64_t id = observe(wife, 20220403);
    (void)state;
    take_reading(id, 20220411, HALF_MORNING, READING_VALUE);
    const struct {
        int day;
        const char *reason, *field;
    } refused[] = {
        {20220416, "x", "to"}, {20220402, "x", "to"},    {20220410, "x", "to"},
        {20220231, "x", "to"}, {20220630, "太长", "to"}, {20220418, "", "reason"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        assert_false(observation_change_term(store, id, -1, refused[i].day, refused[i].reason, &err));
        assert_string_equal(err.field, refused[i].field);
    }
    /* Yesterday without its year is read as of next year. */
    assert_false(observation_change_term(store, id, -1, 20230410, "x", &err));
    assert_non_null(strstr(err.text, "04-10 is past"));
    assert_true(observation_change_term(store, id, -1, 20220418, "同住者阳性", &err));
    assert_int_equal(read_one(id).ends_at, clock_day_start(20220419));
    assert_true(observation_change_term(store, id, -1, 20220412, "专家意见", &err));
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM term_change WHERE voided IS NULL"), 2);
    assert_int_equal(register_count(store, "SELECT from_day FROM term_change ORDER BY id DESC LIMIT 1"), 20220418);
    struct term_change stale = {.observation_id = id, .from_day = 20220418, .to_day = 20220420, .reason = "x"};
    assert_false(register_save(store, &term_change_rules, &stale, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_true(undo_last(store, NULL, &err));
    assert_int_equal(read_one(id).last_day, 20220418);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM term_change WHERE voided IS NULL"), 1);
}

static void a_flag_that_stands_is_taken_over(void **state)
{
    struct flag flag = {.place_id = home, .kind = FLAG_OBSERVATION, .say = "居家观察", .until_at = REGISTER_NOW + 600};
    struct err err = {0};
    (void)state;
    assert_true(people_set_flag(store, &flag, &err));
    int64_t id = observe(wife, 20220403);
    assert_int_equal(valid_flags(), 1);
    assert_int_equal(read_one(id).flag_id, flag.id);
    clock_fix(REGISTER_NOW + DAY);
    assert_true(is_denied_out(wife)); /* it would have ended, and it denied nothing */
    assert_true(flag_get(store, flag.id, &flag, &err));
    flag.denies = DENIES_NOTHING;
    assert_false(people_set_flag(store, &flag, &err));
    assert_non_null(strstr(err.text, "刘洋"));
    assert_false(people_clear_flag(store, flag.id, -1, "误", &err));
    flag.denies = DENIES_OUT;
    text_copy(flag.call, sizeof flag.call, "王主任");
    assert_true(people_set_flag(store, &flag, &err));
    assert_true(observation_leave(store, id, -1, OBSERVATION_MOVED, "回老家", &err));
    assert_int_equal(valid_flags(), 0);
}

#define OBSERVATION(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        OBSERVATION(days_and_household_follow),
        OBSERVATION(a_person_is_observed_once),
        OBSERVATION(what_cannot_be_is_refused_by_name),
        OBSERVATION(a_changed_basis_day_moves_the_whole_term),
        OBSERVATION(another_household_gets_the_flag_and_the_old_one_loses_it),
        OBSERVATION(to_verify_says_nothing_at_the_gate_until_verified),
        OBSERVATION(opening_denies_out_at_once_and_the_last_end_allows_again),
        OBSERVATION(a_release_needs_its_papers_and_a_reason_for_what_is_missing),
        OBSERVATION(who_is_lost_is_wanted_until_found),
        OBSERVATION(a_term_changes_with_a_reason_that_stays),
        OBSERVATION(a_flag_that_stands_is_taken_over),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
