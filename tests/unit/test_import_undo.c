/* An import is not undone while somebody uses a row of it, nor redone when somebody took its place. */
#include "gatepost/buffer.h"
#include "gatepost/crossing.h"
#include "gatepost/errand.h"
#include "gatepost/expected.h"
#include "gatepost/pairing.h"
#include "gatepost/parcel.h"
#include "gatepost/pass.h"
#include "gatepost/row.h"
#include "gatepost/vehicle.h"
#include "tests/lib/imported.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void check_refused(bool (*verb)(struct store *, struct buffer *, struct err *), const char *words)
{
    assert_false(verb(imported.one, NULL, &imported.err));
    assert_int_equal(imported.err.code, ERR_CONFLICT);
    if (strstr(imported.err.text, words) == NULL)
        fail_msg("%s, not %s", imported.err.text, words);
    imported.err = (struct err){0};
}

/* ---- undo refused ---- */

static void a_row_somebody_changed_keeps_its_import(void **state)
{
    (void)state;
    struct imported_rows rows;
    imported_run(&rows);
    imported_rename(imported.two, rows.person.id, "张卫明");
    check_refused(store_undo, "张卫明");
    assert_int_equal(imported_seen_in_window("张卫明"), 1);
}

static void an_edit_that_was_taken_back_does_not_keep_it(void **state)
{
    (void)state;
    struct imported_rows rows;
    imported_run(&rows);
    imported_rename(imported.one, rows.person.id, "张卫明");
    imported_undo();
    imported_undo();
    imported_check_seen(&rows, false);
    imported_redo();
    imported_tidy();
    imported_check_seen(&rows, true);
    imported_redo();
    assert_int_equal(imported_seen_in_window("张卫明"), 1);
}

static void log_person(const struct imported_rows *rows, enum decision decision)
{
    struct checkpoint gate = {.name = "南门"};
    struct crossing crossing = {.class = CLASS_RESIDENT,
                                .person_id = rows->person.id,
                                .place_id = rows->place.id,
                                .at = IMPORTED_NOW,
                                .decision = decision,
                                .affected_area = -1};
    imported_begin(imported.two, "gate.add");
    imported_done(checkpoint_save(imported.two, &gate, &imported.err));
    crossing.checkpoint_id = gate.id;
    imported_done(crossing_save(imported.two, &crossing, &imported.err));
    imported_commit(imported.two);
}

static void who_was_logged_at_a_gate_keeps_the_import(void **state)
{
    (void)state;
    struct imported_rows rows;
    imported_run(&rows);
    log_person(&rows, DECISION_ADMITTED);
    check_refused(store_undo, "张伟明 12-2-1203 was logged at a gate");
}

static void who_was_turned_away_at_a_gate_keeps_it_too(void **state)
{
    (void)state;
    struct imported_rows rows;
    imported_run(&rows);
    log_person(&rows, DECISION_TURNED_AWAY);
    check_refused(store_undo, "张伟明 12-2-1203 was logged at a gate");
}

static void after_a_redo_it_is_asked_again_who_is_in_use(void **state)
{
    (void)state;
    struct imported_rows rows;
    imported_run(&rows);
    imported_undo();
    imported_redo();
    log_person(&rows, DECISION_ADMITTED);
    check_refused(store_undo, "张伟明 12-2-1203 was logged at a gate");
    imported_check_seen(&rows, true);
}

static void set_flag(int64_t person_id, int64_t place_id)
{
    struct flag flag = {.person_id = person_id, .place_id = place_id, .say = "居家观察", .from_at = IMPORTED_NOW};
    imported_begin(imported.two, "flag.set");
    imported_done(flag_save(imported.two, &flag, &imported.err));
    imported_commit(imported.two);
}

static void a_flag_on_a_person_or_household_keeps_the_import(void **state)
{
    (void)state;
    struct imported_rows rows;
    imported_run(&rows);
    set_flag(rows.person.id, 0);
    check_refused(store_undo, "张伟明 12-2-1203 has a flag");
    imported_done(store_undo(imported.two, NULL, &imported.err));
    set_flag(0, rows.place.id);
    check_refused(store_undo, "12-2-1203 has a flag");
    imported_done(store_undo(imported.two, NULL, &imported.err));
    imported_undo();
    imported_check_seen(&rows, false);
}

static void a_household_somebody_else_moved_into_keeps_it(void **state)
{
    (void)state;
    struct imported_rows rows;
    struct person person;
    struct vehicle car = {.plate = "粤E12345"};
    imported_run(&rows);
    imported_begin(imported.two, "person.add");
    imported_add_person(imported.two, "黄磊", "", rows.place.id, 0, &person);
    imported_commit(imported.two);
    check_refused(store_undo, "12-2-1203 is somebody else's home");
    imported_done(store_undo(imported.two, NULL, &imported.err));
    imported_begin(imported.two, "vehicle.add");
    car.place_id = rows.place.id;
    imported_done(vehicle_save(imported.two, &car, &imported.err));
    imported_commit(imported.two);
    check_refused(store_undo, "12-2-1203 has a vehicle");
    imported_done(store_undo(imported.two, NULL, &imported.err));
    imported_begin(imported.two, "vehicle.add");
    car = (struct vehicle){.plate = "粤E12345", .driver_id = rows.person.id};
    imported_done(vehicle_save(imported.two, &car, &imported.err));
    imported_commit(imported.two);
    check_refused(store_undo, "drives a vehicle");
    imported_done(store_undo(imported.two, NULL, &imported.err));
    imported_begin(imported.two, "pass.add");
    struct pass pass = {.number = "A-1", .person_id = rows.person.id, .issued_at = 1};
    imported_done(record_save(imported.two, &pass_table, &pass, &imported.err));
    imported_commit(imported.two);
    check_refused(store_undo, "has a pass");
    imported_done(store_undo(imported.two, NULL, &imported.err));
    imported_begin(imported.two, "pass.add");
    pass = (struct pass){.number = "A-1", .place_id = rows.place.id, .issued_at = 1};
    imported_done(record_save(imported.two, &pass_table, &pass, &imported.err));
    imported_commit(imported.two);
    check_refused(store_undo, "12-2-1203 has a pass");
    imported_done(store_undo(imported.two, NULL, &imported.err));
    imported_undo();
    imported_check_seen(&rows, false);
}

static void parcels_and_expected_visitors_keep_it(void **state)
{
    (void)state;
    struct imported_rows rows;
    imported_run(&rows);
    struct parcel parcel = {.place_id = rows.place.id, .pieces = 1, .arrived_at = IMPORTED_NOW};
    imported_begin(imported.two, "parcel.add");
    imported_done(record_save(imported.two, &parcel_table, &parcel, &imported.err));
    imported_commit(imported.two);
    check_refused(store_undo, "12-2-1203 has parcels on the shelf");
    imported_done(store_undo(imported.two, NULL, &imported.err));
    struct expected expected = {.place_id = rows.place.id,
                                .name = "周文明",
                                .people = 1,
                                .from_at = IMPORTED_NOW,
                                .until_at = IMPORTED_NOW + 60,
                                .announced_at = IMPORTED_NOW};
    imported_begin(imported.two, "visitor.add");
    imported_done(record_save(imported.two, &expected_table, &expected, &imported.err));
    imported_commit(imported.two);
    check_refused(store_undo, "12-2-1203 expects visitors");
    imported_done(store_undo(imported.two, NULL, &imported.err));
    imported_undo();
    imported_check_seen(&rows, false);
}

static void keep(const struct record_table *table, void *record)
{
    imported_begin(imported.two, "test");
    imported_done(record_save(imported.two, table, record, &imported.err));
    imported_commit(imported.two);
}

static void requests_helpers_and_errands_keep_it(void **state)
{
    (void)state;
    struct imported_rows rows;
    imported_run(&rows);
    struct supply supply = {.place_id = rows.place.id,
                            .asked_at = IMPORTED_NOW,
                            .due_at = IMPORTED_NOW,
                            .state_at = IMPORTED_NOW,
                            .items = "大米 10斤"};
    keep(&supply_table, &supply);
    check_refused(store_undo, "12-2-1203 asked for supplies");
    imported_done(store_undo(imported.two, NULL, &imported.err));
    imported_begin(imported.two, "test");
    struct place other = {0};
    imported_add_place(imported.two, "9-1-901", 0, &other);
    imported_commit(imported.two);
    supply = (struct supply){.place_id = other.id,
                             .asked_at = IMPORTED_NOW,
                             .due_at = IMPORTED_NOW,
                             .state_at = IMPORTED_NOW,
                             .items = "大米 10斤",
                             .state = SUPPLY_ASSIGNED,
                             .helper_id = rows.person.id,
                             .helper = "刘洋",
                             .claimed_at = IMPORTED_NOW};
    keep(&supply_table, &supply);
    check_refused(store_undo, "brings supplies");
    imported_done(store_undo(imported.two, NULL, &imported.err));
    struct errand errand = {.helper_id = rows.person.id, .helper = "刘洋", .begun_at = IMPORTED_NOW};
    keep(&errand_table, &errand);
    check_refused(store_undo, "runs errands");
    imported_done(store_undo(imported.two, NULL, &imported.err));
    struct pairing pairing = {.place_id = other.id,
                              .from_at = IMPORTED_NOW,
                              .name = "梁永健",
                              .substitute_id = rows.person.id,
                              .substitute = "刘洋"};
    keep(&pairing_table, &pairing);
    check_refused(store_undo, "helps a household");
    imported_done(store_undo(imported.two, NULL, &imported.err)); /* the pairing, */
    imported_done(store_undo(imported.two, NULL, &imported.err)); /* and its household */
    imported_undo();
    imported_check_seen(&rows, false);
}

/* ---- redo refused ---- */

static void a_room_given_away_meanwhile_stays_theirs(void **state)
{
    (void)state;
    struct imported_rows rows;
    struct place theirs;
    imported_run(&rows);
    imported_undo();
    imported_begin(imported.two, "household.add");
    imported_add_place(imported.two, "12-2-1203", 0, &theirs);
    imported_commit(imported.two);
    check_refused(store_redo, "12-2-1203 was added meanwhile");
    imported_done(store_undo(imported.two, NULL, &imported.err));
    imported_redo();
    imported_tidy();
    imported_check_seen(&rows, true);
}

static void an_id_number_given_away_meanwhile_stays_theirs(void **state)
{
    (void)state;
    struct imported_rows rows;
    struct person theirs;
    imported_run(&rows);
    imported_undo();
    imported_begin(imported.two, "person.add");
    imported_add_person(imported.two, "张伟铭", imported_id_number, 0, 0, &theirs);
    imported_commit(imported.two);
    check_refused(store_redo, "张伟铭 was added meanwhile");
}

#define ON_FILE(test) cmocka_unit_test_setup_teardown(test, imported_make, imported_clear)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        ON_FILE(a_row_somebody_changed_keeps_its_import),
        ON_FILE(an_edit_that_was_taken_back_does_not_keep_it),
        ON_FILE(who_was_logged_at_a_gate_keeps_the_import),
        ON_FILE(who_was_turned_away_at_a_gate_keeps_it_too),
        ON_FILE(after_a_redo_it_is_asked_again_who_is_in_use),
        ON_FILE(a_flag_on_a_person_or_household_keeps_the_import),
        ON_FILE(a_household_somebody_else_moved_into_keeps_it),
        ON_FILE(parcels_and_expected_visitors_keep_it),
        ON_FILE(requests_helpers_and_errands_keep_it),
        ON_FILE(a_room_given_away_meanwhile_stays_theirs),
        ON_FILE(an_id_number_given_away_meanwhile_stays_theirs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
