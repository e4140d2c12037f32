/* What a crossing opens, corrects and takes back: its incident, by edit, void and undo. */
#include "gatepost/alarm_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/gate.h"
#include "gatepost/incident_rules.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include "tests/unit/incident_gate.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

/* ---- what a crossing opens ---- */

static void a_confirmed_fever_opens_one_in_the_same_batch(void **state)
{
    struct crossing fever = crossing_of(person, 378, 376);
    save(*state, &fever);
    struct incident incident = only_open(*state);
    assert_int_equal(incident.kind, INCIDENT_FEVER);
    assert_int_equal(incident.crossing_id, fever.id);
    assert_int_equal(incident.person_id, person);
    assert_int_equal(incident.place_id, home);
    assert_int_equal(incident.checkpoint_id, gate);
    assert_int_equal(incident.first_tenths, 378);
    assert_int_equal(incident.retest_tenths, 376);
    assert_int_equal(incident.opened_by, officer);
    assert_int_equal(incident.opened_at, fever.at);
    assert_int_equal(register_count(*state,
                                    "SELECT count(DISTINCT batch_id) FROM audit WHERE table_name IN ('crossing', "
                                    "'incident')"),
                     1);
}

static void what_confirms_nothing_opens_nothing(void **state)
{
    struct crossing cool = crossing_of(person, 365, 0), single = crossing_of(person, 378, 368);
    save(*state, &cool);
    save(*state, &single);
    assert_int_equal(valid_count(*state), 0);
}

static struct crossing kept_of(int64_t who)
{
    struct crossing kept = crossing_of(who, 365, 0);
    kept.decision = DECISION_HELD;
    text_copy(kept.reason, sizeof kept.reason, "密接，等人来");
    return kept;
}

static int open_alarms(struct store *store, const char *rule)
{
    struct alarm_standing *standing = NULL;
    struct err err = {0};
    int count = 0;
    assert_true(alarm_standing_list(store, rule, &standing, &count, &err));
    free(standing);
    return count;
}

/* "Keep the person here until someone comes": so somebody must be told. */
static void who_is_held_without_a_fever_opens_one_and_rings(void **state)
{
    struct crossing kept = kept_of(person);
    save(*state, &kept);
    struct incident incident = only_open(*state);
    assert_int_equal(incident.kind, INCIDENT_OTHER);
    assert_string_equal(incident.note, "密接，等人来");
    assert_int_equal(incident.crossing_id, kept.id);
    assert_int_equal(incident.person_id, person);
    assert_int_equal(open_alarms(*state, "held"), 1);
    assert_int_equal(open_alarms(*state, "fever"), 0);
    text_copy(kept.reason, sizeof kept.reason, "有咳嗽");
    save(*state, &kept);
    assert_string_equal(only_open(*state).note, "有咳嗽");
}

static void a_fever_held_rings_once(void **state)
{
    struct crossing fever = crossing_of(person, 378, 376);
    save(*state, &fever);
    assert_int_equal(open_alarms(*state, "held"), 0);
    assert_int_equal(open_alarms(*state, "fever"), 1);
}

static void held_corrected_voided_and_undone_is_as_with_a_fever(void **state)
{
    struct err err = {0};
    struct buffer what = {0};
    struct crossing kept = kept_of(person);
    save(*state, &kept);
    assert_true(store_undo(*state, &what, &err));
    assert_int_equal(valid_count(*state), 0);
    assert_true(store_redo(*state, &what, &err));
    assert_int_equal(valid_count(*state), 1);
    buffer_release(&what);
    assert_true(crossing_get(*state, kept.id, &kept, &err));
    kept.decision = DECISION_TURNED_AWAY;
    save(*state, &kept);
    assert_int_equal(valid_count(*state), 0);
    assert_int_equal(open_alarms(*state, "held"), 0);
    struct crossing again = kept_of(person);
    save(*state, &again);
    struct incident incident = only_open(*state);
    step(*state, &incident, STEP_ISOLATED, "南门留观帐篷");
    assert_true(gate_void(*state, again.id, -1, "重复", &err));
    assert_true(only_open(*state).cause_void);
    assert_int_equal(open_alarms(*state, "held"), 0);
}

/* As with its alarm: what comes to light a day later goes into the log alone. */
static void an_old_fever_opens_nothing(void **state)
{
    struct crossing old = crossing_of(person, 378, 378), fresh = crossing_of(person, 378, 378);
    old.at = REGISTER_NOW - 24 * 3600;
    save(*state, &old);
    assert_int_equal(valid_count(*state), 0);
    fresh.at = REGISTER_NOW - 24 * 3600 + 60;
    save(*state, &fresh);
    assert_int_equal(valid_count(*state), 1);
}

static void an_edit_opens_no_second_one_and_corrects_it(void **state)
{
    struct crossing fever = crossing_of(person, 378, 376);
    int64_t other = register_person(*state, "张伟明", "", 0);
    save(*state, &fever);
    text_copy(fever.remark, sizeof fever.remark, "穿红衣");
    save(*state, &fever);
    fever.retest_tenths = 381;
    fever.person_id = other;
    fever.place_id = 0;
    save(*state, &fever);
    struct incident incident = only_open(*state);
    assert_int_equal(incident.retest_tenths, 381);
    assert_int_equal(incident.person_id, other);
    assert_int_equal(valid_count(*state), 1);
}

static void a_corrected_reading_opens_one_afterwards(void **state)
{
    struct crossing crossing = crossing_of(person, 365, 0);
    save(*state, &crossing);
    crossing.temp_tenths = crossing.retest_tenths = 382;
    crossing.decision = DECISION_HELD;
    text_copy(crossing.reason, sizeof crossing.reason, "发热");
    save(*state, &crossing);
    assert_int_equal(only_open(*state).retest_tenths, 382);
}

static void who_has_an_open_one_gets_no_second(void **state)
{
    struct err err = {0};
    struct incident suspicion;
    register_new(&incident_rules, &suspicion);
    suspicion.person_id = person;
    assert_true(register_save(*state, &incident_rules, &suspicion, &err));
    struct crossing fever = crossing_of(person, 378, 376), again = crossing_of(person, 379, 379);
    save(*state, &fever);
    save(*state, &again);
    struct incident incident = only_open(*state);
    assert_int_equal(incident.crossing_id, fever.id);
    assert_int_equal(incident.retest_tenths, 376);
    assert_int_equal(incident.kind, INCIDENT_SYMPTOMS);
}

static void a_vehicle_alone_is_named_by_its_plate(void **state)
{
    struct crossing fever = crossing_of(0, 378, 376);
    char title[NAME_BYTES];
    fever.class = CLASS_COURIER;
    text_copy(fever.purpose, sizeof fever.purpose, "送货");
    fever.vehicle_id = register_vehicle(*state, "粤E12345", 0);
    save(*state, &fever);
    struct incident incident = only_open(*state);
    incident_title(*state, &incident, title, sizeof title);
    assert_string_equal(title, "粤E12345");
}

/* ---- and what takes it back ---- */

static void a_voided_cause_takes_an_untouched_one_with_it(void **state)
{
    struct err err = {0};
    struct crossing fever = crossing_of(person, 378, 376);
    save(*state, &fever);
    int64_t id = only_open(*state).head.id;
    assert_true(gate_void(*state, fever.id, -1, "重复", &err));
    assert_int_equal(valid_count(*state), 0);
    assert_string_not_equal(read(*state, id).head.voided, "");
    struct buffer what = {0};
    assert_true(store_undo(*state, &what, &err)); /* of the void: both are back */
    assert_int_equal(only_open(*state).head.id, id);
    buffer_release(&what);
}

static void a_voided_cause_leaves_a_touched_one_open_and_marked(void **state)
{
    struct err err = {0};
    struct crossing fever = crossing_of(person, 378, 376);
    save(*state, &fever);
    struct incident incident = only_open(*state);
    step(*state, &incident, STEP_ISOLATED, "南门留观帐篷");
    assert_true(gate_void(*state, fever.id, -1, "重复", &err));
    incident = only_open(*state);
    assert_true(incident.cause_void);
    assert_string_equal(incident.isolated, "南门留观帐篷");
    struct buffer what = {0};
    assert_true(store_undo(*state, &what, &err));
    assert_false(only_open(*state).cause_void);
    buffer_release(&what);
}

static void a_reading_corrected_to_none_is_the_same(void **state)
{
    struct crossing fever = crossing_of(person, 378, 376);
    save(*state, &fever);
    fever.retest_tenths = 368;
    fever.decision = DECISION_ADMITTED;
    fever.reason[0] = '\0';
    save(*state, &fever);
    assert_int_equal(valid_count(*state), 0);
    fever.retest_tenths = 377; /* and it was a fever after all */
    fever.decision = DECISION_HELD;
    text_copy(fever.reason, sizeof fever.reason, "发热");
    save(*state, &fever);
    struct incident incident = only_open(*state);
    step(*state, &incident, STEP_CALLED, "");
    fever.retest_tenths = 368;
    fever.decision = DECISION_ADMITTED;
    fever.reason[0] = '\0';
    save(*state, &fever);
    assert_true(only_open(*state).cause_void);
    fever.retest_tenths = 379;
    fever.decision = DECISION_HELD;
    text_copy(fever.reason, sizeof fever.reason, "发热");
    save(*state, &fever);
    assert_false(only_open(*state).cause_void);
}

static void undo_and_redo_take_both(void **state)
{
    struct err err = {0};
    struct buffer what = {0};
    struct crossing fever = crossing_of(person, 378, 376);
    save(*state, &fever);
    assert_true(store_undo(*state, &what, &err));
    assert_int_equal(valid_count(*state), 0);
    assert_true(store_redo(*state, &what, &err));
    assert_int_equal(valid_count(*state), 1);
    assert_int_equal(register_count(*state, "SELECT count(*) FROM crossing WHERE voided IS NULL"), 1);
    /* another terminal has gone on with it: the fever cannot be taken back any more */
    struct store *desk = store_open(store_path(*state), 0, &err);
    assert_non_null(desk);
    assert_true(store_sign_on(desk, 1, "desk", true, &err));
    struct incident incident = only_open(desk);
    step(desk, &incident, STEP_ISOLATED, "南门留观帐篷");
    store_close(desk);
    assert_false(store_undo(*state, &what, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_int_equal(valid_count(*state), 1);
    buffer_release(&what);
}

#define INCIDENT_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        INCIDENT_TEST(a_confirmed_fever_opens_one_in_the_same_batch),
        INCIDENT_TEST(what_confirms_nothing_opens_nothing),
        INCIDENT_TEST(who_is_held_without_a_fever_opens_one_and_rings),
        INCIDENT_TEST(a_fever_held_rings_once),
        INCIDENT_TEST(held_corrected_voided_and_undone_is_as_with_a_fever),
        INCIDENT_TEST(an_old_fever_opens_nothing),
        INCIDENT_TEST(an_edit_opens_no_second_one_and_corrects_it),
        INCIDENT_TEST(a_corrected_reading_opens_one_afterwards),
        INCIDENT_TEST(who_has_an_open_one_gets_no_second),
        INCIDENT_TEST(a_vehicle_alone_is_named_by_its_plate),
        INCIDENT_TEST(a_voided_cause_takes_an_untouched_one_with_it),
        INCIDENT_TEST(a_voided_cause_leaves_a_touched_one_open_and_marked),
        INCIDENT_TEST(a_reading_corrected_to_none_is_the_same),
        INCIDENT_TEST(undo_and_redo_take_both),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
