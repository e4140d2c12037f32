/* Readings of the round: which cell, a second entry, tries, late ones, the incident of a fever, midnight. */
#include "gatepost/clock.h"
#include "gatepost/incident_rules.h"
#include "gatepost/reading_rules.h"
#include "gatepost/row.h"
#include "gatepost/setting_table.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { HOUR = 3600 };
static int64_t home, person, observed;
static const struct half_day morning = {20220411, HALF_MORNING}, yesterday = {20220410, HALF_EVENING};

static int64_t observe(struct store *store, int64_t who)
{
    struct err err = {0};
    struct observation observation = {.person_id = who,
                                      .place_id = home,
                                      .kind = OBSERVED_CLOSE,
                                      .basis = BASIS_CONTACT,
                                      .basis_day = 20220405,
                                      .first_day = 20220405,
                                      .last_day = 20220418,
                                      .ends_at = clock_day_start(20220419),
                                      .began_at = clock_day_start(20220405) + 13 * HOUR,
                                      .state = OBSERVATION_OBSERVING};
    text_copy(observation.door, sizeof observation.door, "望江苑 12-2-1203");
    register_begin(store);
    assert_true(record_save(store, &observation_table, &observation, &err));
    register_commit(store);
    return observation.head.id;
}

static int setup(void **state)
{
    struct err err = {0};
    *state = register_open();
    home = register_household(*state, "望江苑", "12-2-1203");
    person = register_person(*state, "刘洋", "13812343821", home);
    observed = observe(*state, person);
    assert_true(store_sign_on(*state, 1, "test", true, &err));
    return 0;
}

static int teardown(void **state)
{
    register_close(*state);
    clock_fix(REGISTER_NOW);
    return 0;
}

static struct reading_entry entry_of(struct half_day half_day, int tenths)
{
    return (struct reading_entry){.observation_id = observed,
                                  .half_day = half_day,
                                  .outcome = tenths != 0 ? READING_VALUE : READING_NO_ANSWER,
                                  .tenths = tenths};
}

static struct reading take(struct store *store, struct reading_entry entry, enum reading_again again)
{
    struct err err = {0};
    struct reading reading;
    if (!reading_take(store, &entry, again, &reading, &err))
        fail_msg("%s", err.text);
    return reading;
}

static void refused(struct store *store, struct reading_entry entry, enum reading_again again, const char *field,
                    const char *words)
{
    struct err err = {0};
    assert_false(reading_take(store, &entry, again, NULL, &err));
    assert_non_null(err.field);
    assert_string_equal(err.field, field);
    if (strstr(err.text, words) == NULL)
        fail_msg("%s", err.text);
}

static int64_t incidents(struct store *store)
{
    return register_count(store, "SELECT count(*) FROM incident WHERE voided IS NULL");
}

static void a_value_fills_its_cell(void **state)
{
    struct store *store = *state;
    clock_fix(REGISTER_NOW - 6 * HOUR); /* 08:32 */
    struct reading reading = take(store, entry_of(morning, 365), READING_ASK);
    assert_int_equal(reading.tenths, 365);
    assert_int_equal(reading.at, REGISTER_NOW - 6 * HOUR);
    assert_int_equal(reading.officer_id, 1);
    assert_false(reading.late);
    assert_false(reading.abnormal);
    assert_int_equal(incidents(store), 0);
}

static void a_cell_must_belong_and_be_due(void **state)
{
    struct store *store = *state;
    refused(store, entry_of((struct half_day){20220411, HALF_EVENING}, 365), READING_ASK, "day", "04-11 16:00");
    refused(store, entry_of((struct half_day){20220412, HALF_MORNING}, 365), READING_ASK, "day", "04-12 06:00");
    refused(store, entry_of((struct half_day){20220405, HALF_MORNING}, 365), READING_ASK, "day", "04-05 13:00");
    refused(store, entry_of((struct half_day){20220404, HALF_EVENING}, 365), READING_ASK, "day", "04-05 13:00");
    refused(store, entry_of((struct half_day){20220419, HALF_MORNING}, 365), READING_ASK, "day", "04-18");
    take(store, entry_of((struct half_day){20220405, HALF_EVENING}, 365), READING_ASK);
    assert_int_equal(register_count(store, "SELECT count(*) FROM reading"), 1);
}

static void a_value_is_a_temperature(void **state)
{
    struct store *store = *state;
    struct reading_entry nothing = entry_of(morning, 0);
    refused(store, entry_of(morning, 339), READING_ASK, "temp", "34.0");
    refused(store, entry_of(morning, 430), READING_ASK, "temp", "42.9");
    nothing.outcome = READING_VALUE;
    refused(store, nothing, READING_ASK, "temp", "");
    nothing.outcome = READING_REFUSED;
    nothing.tenths = 365;
    refused(store, nothing, READING_ASK, "temp", "");
    take(store, entry_of(morning, 340), READING_ASK);
}

static void a_try_is_replaced_without_a_question(void **state)
{
    struct store *store = *state;
    struct reading tried = take(store, entry_of(morning, 0), READING_ASK);
    assert_int_equal(tried.outcome, READING_NO_ANSWER);
    struct reading_entry refusing = entry_of(morning, 0);
    refusing.outcome = READING_REFUSED;
    assert_int_equal(take(store, refusing, READING_ASK).outcome, READING_REFUSED);
    struct reading reading = take(store, entry_of(morning, 366), READING_ASK);
    assert_int_equal(reading.head.id, tried.head.id);
    assert_int_equal(reading.outcome, READING_VALUE);
    assert_int_equal(reading.tenths, 366);
}

static void a_second_value_is_asked_about(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct reading standing;
    struct reading_entry entry = entry_of(morning, 368);
    struct reading first = take(store, entry_of(morning, 365), READING_ASK);
    assert_false(reading_take(store, &entry, READING_ASK, &standing, &err));
    assert_int_equal(err.code, ERR_RETEST);
    assert_string_equal(err.field, "again");
    assert_int_equal(standing.tenths, 365);
    struct reading second = take(store, entry, READING_RETEST);
    assert_int_equal(second.tenths, 365);
    assert_int_equal(second.retest_tenths, 368);
    assert_int_equal(take(store, entry_of(morning, 364), READING_CORRECTION).retest_tenths, 364);
    entry.seen_rev = first.head.rev;
    err = (struct err){0};
    assert_false(reading_take(store, &entry, READING_CORRECTION, NULL, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    struct reading gone = take(store, entry_of(morning, 0), READING_CORRECTION);
    assert_int_equal(gone.outcome, READING_NO_ANSWER);
    assert_int_equal(gone.tenths + gone.retest_tenths, 0);
    assert_int_equal(register_count(store, "SELECT count(*) FROM reading"), 1);
}

static void what_is_entered_behind_its_half_day_is_late(void **state)
{
    struct store *store = *state;
    struct reading late = take(store, entry_of(yesterday, 365), READING_ASK);
    assert_true(late.late);
    assert_int_equal(late.at, half_day_missed_at(store, yesterday)); /* when it was measured nobody knows */
    clock_fix(REGISTER_NOW - 3 * HOUR);                              /* 11:32 */
    assert_false(take(store, entry_of(morning, 0), READING_ASK).late);
    clock_fix(REGISTER_NOW);
    struct reading value = take(store, entry_of(morning, 365), READING_ASK);
    assert_true(value.late);
    assert_int_equal(value.at, REGISTER_NOW);
    clock_fix(REGISTER_NOW + 2 * HOUR); /* 16:32 */
    const struct half_day evening = {20220411, HALF_EVENING};
    assert_false(take(store, entry_of(evening, 365), READING_ASK).late);
    clock_fix(REGISTER_NOW + 8 * HOUR); /* 22:32: a correction is no later than what it corrects */
    assert_false(take(store, entry_of(evening, 366), READING_CORRECTION).late);
}

static void behind_midnight_it_is_still_yesterdays_evening(void **state)
{
    struct store *store = *state;
    int64_t night = clock_day_start(20220412) + HOUR / 2;
    clock_fix(night);
    struct half_day now = half_day_now(store, night);
    assert_int_equal(now.day, 20220411);
    assert_int_equal(now.half, HALF_EVENING);
    struct reading reading = take(store, entry_of(now, 365), READING_ASK);
    assert_int_equal(reading.day, 20220411);
    assert_int_equal(reading.half, HALF_EVENING);
    assert_int_equal(reading.at, night);
    assert_true(reading.late);
    refused(store, entry_of((struct half_day){20220412, HALF_MORNING}, 365), READING_ASK, "day", "04-12 06:00");
}

static struct incident incident_by(struct store *store, const struct reading *reading)
{
    struct err err = {0};
    struct incident incident;
    if (!incident_of_reading(store, reading->head.id, &incident, &err))
        fail_msg("%s", err.text);
    return incident;
}

static void a_fever_opens_an_incident_at_once(void **state)
{
    struct store *store = *state;
    struct reading reading = take(store, entry_of(morning, 376), READING_ASK);
    assert_true(reading.abnormal);
    struct incident incident = incident_by(store, &reading);
    assert_int_equal(incident.kind, INCIDENT_FEVER);
    assert_int_equal(incident.person_id, person);
    assert_int_equal(incident.place_id, home);
    assert_int_equal(incident.first_tenths, 376);
    assert_int_equal(incident.opened_at, reading.at);
    reading = take(store, entry_of(morning, 378), READING_RETEST);
    assert_true(reading.abnormal);
    assert_int_equal(incident_by(store, &reading).retest_tenths, 378);
    take(store, entry_of(yesterday, 380), READING_ASK); /* the same person: no second one */
    assert_int_equal(incidents(store), 1);
    assert_true(store_undo(store, NULL, NULL));
    assert_int_equal(incidents(store), 1);
}

static void a_normal_retest_takes_it_back(void **state)
{
    struct store *store = *state;
    struct reading reading = take(store, entry_of(morning, 376), READING_ASK);
    reading = take(store, entry_of(morning, 366), READING_RETEST);
    assert_false(reading.abnormal);
    assert_int_equal(incidents(store), 0);
    reading = take(store, entry_of(morning, 379), READING_CORRECTION);
    assert_true(reading.abnormal);
    assert_int_equal(incident_by(store, &reading).retest_tenths, 379);
}

static void what_was_done_about_it_stays(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct reading reading = take(store, entry_of(morning, 376), READING_ASK);
    struct incident incident = incident_by(store, &reading);
    assert_true(incident_take_step(store, incident.head.id, -1, STEP_REPORTED, "疾控", &err));
    reading = take(store, entry_of(morning, 366), READING_RETEST);
    incident = incident_by(store, &reading);
    assert_true(incident.cause_void);
    assert_int_equal(incident.retest_tenths, 366);
    reading = take(store, entry_of(morning, 377), READING_RETEST);
    assert_false(incident_by(store, &reading).cause_void);
    assert_true(register_void(store, &reading_rules, reading.head.id, -1, "填错人", &err));
    assert_true(incident_by(store, &reading).cause_void);
    assert_int_equal(incidents(store), 1);
}

static void another_fever_keeps_an_incident(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct reading first = take(store, entry_of(yesterday, 380), READING_ASK);
    struct reading second = take(store, entry_of(morning, 376), READING_ASK);
    assert_int_equal(incidents(store), 1);
    first = take(store, entry_of(yesterday, 365), READING_CORRECTION);
    assert_int_equal(incidents(store), 1);
    assert_int_equal(incident_by(store, &second).first_tenths, 376);
    assert_true(undo_last(store, NULL, &err));
    assert_int_equal(incidents(store), 1);
    assert_true(redo_last(store, NULL, &err));
    assert_true(undo_last(store, NULL, &err));
    assert_true(register_void(store, &reading_rules, first.head.id, -1, "填错人", &err));
    assert_int_equal(incident_by(store, &second).first_tenths, 376);
    /* The second one is all there is. */
    take(store, entry_of(morning, 365), READING_CORRECTION);
    assert_int_equal(incidents(store), 0);
}

static void an_undo_leaves_no_fever_of_others_without_its_incident(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct store *other = store_open(store_path(store), 0, &err);
    assert_non_null(other);
    assert_true(store_sign_on(other, 1, "test2", true, &err));
    take(store, entry_of(yesterday, 380), READING_ASK);
    take(other, entry_of(morning, 376), READING_ASK);
    assert_false(undo_last(store, NULL, &err));
    assert_non_null(strstr(err.text, "04-11"));
    assert_true(undo_last(other, NULL, &err));
    assert_true(undo_last(store, NULL, &err));
    assert_int_equal(incidents(store), 0);
    store_close(other);
}

static void a_void_takes_the_incident_and_frees_the_cell(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct reading reading = take(store, entry_of(morning, 376), READING_ASK);
    assert_true(register_void(store, &reading_rules, reading.head.id, -1, "填错人", &err));
    assert_int_equal(incidents(store), 0);
    assert_true(store_undo(store, NULL, &err));
    assert_int_equal(incidents(store), 1);
    assert_true(store_redo(store, NULL, &err));
    assert_int_not_equal(take(store, entry_of(morning, 365), READING_ASK).head.id, reading.head.id);
}

static void symptoms_open_one_too(void **state)
{
    struct store *store = *state;
    struct reading_entry entry = entry_of(yesterday, 365);
    entry.symptoms = "无症状";
    assert_string_equal(take(store, entry, READING_ASK).symptoms, "");
    assert_int_equal(incidents(store), 0);
    entry = entry_of(morning, 365);
    entry.symptoms = "咳嗽";
    struct reading reading = take(store, entry, READING_ASK);
    assert_int_equal(incident_by(store, &reading).kind, INCIDENT_SYMPTOMS);
    assert_string_equal(incident_by(store, &reading).symptoms, "咳嗽");
    reading = take(store, entry_of(morning, 374), READING_RETEST);
    assert_int_equal(incident_by(store, &reading).kind, INCIDENT_FEVER);
    assert_int_equal(incidents(store), 1);
}

static void the_form_keeps_the_same_rules(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct reading reading = take(store, entry_of(morning, 365), READING_ASK), other;
    register_new(&reading_rules, &other);
    other.observation_id = observed;
    other.day = morning.day;
    other.tenths = 366;
    assert_false(register_save(store, &reading_rules, &other, &err));
    assert_string_equal(err.field, "day");
    other.half = HALF_EVENING;
    assert_false(register_save(store, &reading_rules, &other, &err)); /* not due */
    other.day = yesterday.day;
    assert_true(register_save(store, &reading_rules, &other, &err));
    reading.tenths = 0;
    assert_false(register_save(store, &reading_rules, &reading, &err));
    assert_string_equal(err.field, "temp");
    reading.tenths = 374;
    assert_true(register_save(store, &reading_rules, &reading, &err));
    assert_true(reading.abnormal);
    assert_int_equal(incidents(store), 1);
    assert_true(setting_set(store, "fever.line", "38.0", &err));
    text_copy(reading.symptoms, sizeof reading.symptoms, "none");
    assert_true(register_save(store, &reading_rules, &reading, &err));
    assert_true(reading.abnormal); /* by the line of then */
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_value_fills_its_cell, setup, teardown),
        cmocka_unit_test_setup_teardown(a_cell_must_belong_and_be_due, setup, teardown),
        cmocka_unit_test_setup_teardown(a_value_is_a_temperature, setup, teardown),
        cmocka_unit_test_setup_teardown(a_try_is_replaced_without_a_question, setup, teardown),
        cmocka_unit_test_setup_teardown(a_second_value_is_asked_about, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_entered_behind_its_half_day_is_late, setup, teardown),
        cmocka_unit_test_setup_teardown(behind_midnight_it_is_still_yesterdays_evening, setup, teardown),
        cmocka_unit_test_setup_teardown(a_fever_opens_an_incident_at_once, setup, teardown),
        cmocka_unit_test_setup_teardown(a_normal_retest_takes_it_back, setup, teardown),
        cmocka_unit_test_setup_teardown(what_was_done_about_it_stays, setup, teardown),
        cmocka_unit_test_setup_teardown(another_fever_keeps_an_incident, setup, teardown),
        cmocka_unit_test_setup_teardown(an_undo_leaves_no_fever_of_others_without_its_incident, setup, teardown),
        cmocka_unit_test_setup_teardown(a_void_takes_the_incident_and_frees_the_cell, setup, teardown),
        cmocka_unit_test_setup_teardown(symptoms_open_one_too, setup, teardown),
        cmocka_unit_test_setup_teardown(the_form_keeps_the_same_rules, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
