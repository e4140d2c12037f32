/* Vehicles: what a plate says, one record of a plate, how often a day one comes in. */
#include "gatepost/alarm.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/gate.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/vehicle.h"
#include "src/store/statement.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 4 };
static struct store *store;
static int64_t gate, home, driver, car;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    gate = register_checkpoint(store, "南门");
    home = register_household(store, "望江苑", "12-2-1203");
    driver = register_person(store, "张伟明", "13812343821", home);
    car = register_vehicle(store, "粤E12345", home);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

static struct vehicle read_vehicle(int64_t id)
{
    struct vehicle vehicle;
    struct err err = {0};
    assert_true(vehicle_get(store, id, &vehicle, &err));
    return vehicle;
}

static void a_plate_says_what_it_is(void **state)
{
    static const struct {
        const char *plate;
        enum plate_kind kind;
    } plates[] = {
        {"粤E12345", PLATE_ORDINARY},   {"粤ED12345", PLATE_NEW_ENERGY}, {"粤E12345D", PLATE_NEW_ENERGY},
        {"粤E1234警", PLATE_POLICE},    {"粤E1234挂", PLATE_TRAILER},    {"粤E1234学", PLATE_LEARNER},
        {"沪A1234领", PLATE_CONSULATE}, {"粤Z1234港", PLATE_HONGKONG},   {"粤Z1234澳", PLATE_MACAO},
        {"粤E1234应急", PLATE_RESCUE},  {"E12345", PLATE_OTHER},
    };
    (void)state;
    for (size_t i = 0; i < sizeof plates / sizeof plates[0]; i++)
        assert_int_equal(plate_kind_of(plates[i].plate), plates[i].kind);
    assert_int_equal(read_vehicle(car).kind, PLATE_ORDINARY);
}

static void a_second_record_of_a_plate_names_the_first(void **state)
{
    struct vehicle twice = {.plate = "e12345", .driver_id = driver};
    struct err err = {0};
    (void)state;
    assert_false(register_save(store, &vehicle_rules, &twice, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_string_equal(err.field, "plate");
    assert_non_null(strstr(err.text, "粤E12345"));
    assert_non_null(strstr(err.text, "12-2-1203"));
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM vehicle"), 1);
    /* Voided, it may be registered anew. */
    assert_true(register_void(store, &vehicle_rules, car, -1, "已转卖", &err));
    assert_true(register_save(store, &vehicle_rules, &twice, &err));
    assert_string_equal(twice.plate, "粤E12345");
    assert_int_not_equal(twice.head.id, car);
}

static void a_plate_only_seen_at_a_gate_is_completed(void **state)
{
    int64_t seen = register_vehicle(store, "粤E77777", 0);
    struct vehicle vehicle = {.plate = "Ｅ77777", .company = "顺达快递", .usual_class = CLASS_COURIER + 1};
    struct err err = {0};
    (void)state;
    assert_true(vehicle_is_bare(&(struct vehicle){.plate = "粤E77777"}));
    assert_true(register_save(store, &vehicle_rules, &vehicle, &err));
    assert_int_equal(vehicle.head.id, seen);
    assert_string_equal(read_vehicle(seen).company, "顺达快递");
    assert_int_equal(read_vehicle(seen).usual_class, CLASS_COURIER + 1);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM vehicle"), 2);
    /* Completed, it is a record like any other. */
    struct vehicle twice = {.plate = "E77777", .company = "别家"};
    assert_false(register_save(store, &vehicle_rules, &twice, &err));
    assert_non_null(strstr(err.text, "顺达快递"));
    struct vehicle both = {.plate = "E88888", .company = "别家", .place_id = home};
    assert_false(register_save(store, &vehicle_rules, &both, &err));
    assert_string_equal(err.field, "company");
}

/* Columns that came later are not in a snapshot while they hold nothing: undo empties them all the same. */
static void undo_empties_what_a_later_step_brought(void **state)
{
    struct vehicle vehicle = read_vehicle(car);
    struct err err = {0};
    struct buffer what = {0};
    (void)state;
    vehicle.trips_per_day = 3;
    vehicle.driver_id = driver;
    text_copy(vehicle.phone, sizeof vehicle.phone, "13800001111");
    assert_true(register_save(store, &vehicle_rules, &vehicle, &err));
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM vehicle WHERE trips_per_day = 3 AND company IS NULL "
                                           "AND usual_class IS NULL AND driver_id IS NOT NULL"),
                     1);
    assert_true(store_undo(store, &what, &err));
    assert_non_null(strstr(buffer_text(&what), "3 → (empty)"));
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM vehicle WHERE trips_per_day IS NULL AND driver_id IS "
                                           "NULL AND company_phone IS NULL"),
                     1);
    assert_true(store_redo(store, NULL, &err));
    assert_int_equal(read_vehicle(car).trips_per_day, 3);
    assert_int_equal(read_vehicle(car).driver_id, driver);
    buffer_release(&what);
}

/* ---- trips ---- */

static struct crossing entry(int minutes_ago)
{
    return (struct crossing){.at = REGISTER_NOW - minutes_ago * 60,
                             .checkpoint_id = gate,
                             .direction = DIRECTION_IN,
                             .class = CLASS_COURIER,
                             .vehicle_id = car,
                             .affected_area = -1,
                             .mask = true,
                             .temp_tenths = 365};
}

static void logged(struct crossing crossing)
{
    register_crossing(store, &crossing);
}

static void limit_to(int trips)
{
    struct vehicle vehicle = read_vehicle(car);
    struct err err = {0};
    vehicle.trips_per_day = trips;
    assert_true(register_save(store, &vehicle_rules, &vehicle, &err));
}

static bool is_denied(const struct crossing *crossing, struct gate_advice *first)
{
    struct gate_advice advice[MOST];
    int count = gate_assess(store, crossing, advice, MOST);
    if (count > 0 && first != NULL)
        *first = advice[0];
    return count > 0 && advice[0].level == ADVICE_DENY;
}

static void at_its_limit_a_vehicle_is_denied_with_the_times(void **state)
{
    struct crossing now = entry(0);
    struct gate_advice advice = {0};
    (void)state;
    logged(entry(300));
    logged(entry(120));
    assert_false(is_denied(&now, NULL)); /* no limit of its own, none of the community */
    limit_to(3);
    assert_false(is_denied(&now, &advice));
    assert_int_equal(advice.level, ADVICE_NOTE);
    assert_non_null(strstr(advice.say, "Trip 3 of 3"));
    limit_to(2);
    assert_true(is_denied(&now, &advice));
    assert_non_null(strstr(advice.say, "2 times today (09:32, 12:32), the limit is 2"));
    assert_non_null(advice.reason);
    now.direction = DIRECTION_OUT;
    assert_false(is_denied(&now, NULL));
    now.direction = DIRECTION_IN;
    now.class = CLASS_EMERGENCY;
    assert_false(is_denied(&now, NULL));
}

static void only_valid_admitted_entries_of_the_day_count(void **state)
{
    struct crossing now = entry(0), other = entry(60);
    int count = 0;
    struct err err = {0};
    (void)state;
    limit_to(1);
    logged(entry(24 * 60));      /* yesterday */
    logged(entry(14 * 60 + 33)); /* 23:59 of yesterday */
    other.direction = DIRECTION_OUT;
    logged(other);
    other.direction = DIRECTION_IN;
    other.decision = DECISION_TURNED_AWAY;
    text_copy(other.reason, sizeof other.reason, "无出入证");
    logged(other);
    other = entry(50);
    int64_t voided = register_crossing(store, &other);
    register_begin(store);
    assert_true(row_void(store, "crossing", voided, -1, "重复", &err));
    register_commit(store);
    assert_false(is_denied(&now, NULL));
    other = entry(14 * 60 + 32); /* 00:00 of today */
    other.id = register_crossing(store, &other);
    assert_true(is_denied(&now, NULL));
    assert_false(is_denied(&other, NULL)); /* its own correction */
    assert_true(vehicle_trips(store, car, clock_day(REGISTER_NOW), 0, NULL, &count, &err));
    assert_int_equal(count, 1);
}

static void the_setting_is_for_vehicles_without_a_limit_of_their_own(void **state)
{
    struct crossing now = entry(0);
    struct err err = {0};
    struct vehicle vehicle = read_vehicle(car);
    (void)state;
    logged(entry(300));
    assert_int_equal(vehicle_trip_limit(store, &vehicle), 0);
    assert_true(setting_set(store, "vehicle.trips", "1", &err));
    assert_int_equal(vehicle_trip_limit(store, &vehicle), 1);
    assert_true(is_denied(&now, NULL));
    limit_to(5);
    assert_false(is_denied(&now, NULL));
}

static void an_override_carries_a_reason_and_a_name(void **state)
{
    struct crossing now = entry(0);
    struct err err = {0};
    (void)state;
    logged(entry(300));
    limit_to(1);
    now.at = 0;
    assert_false(gate_save(store, &now, NULL, &err));
    assert_int_equal(err.code, ERR_DENIED);
    assert_string_equal(err.field, "override_reason");
    text_copy(now.override_reason, sizeof now.override_reason, "送药");
    assert_true(gate_save(store, &now, NULL, &err));
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM crossing WHERE override_reason = '送药' AND "
                                           "officer_id IS NOT NULL"),
                     1);
}

static void trips_are_read_by_the_index_on_vehicle_and_time(void **state)
{
    struct err err = {0};
    (void)state;
    struct statement *statement = statement_take_text(
        store,
        "EXPLAIN QUERY PLAN SELECT at FROM crossing WHERE vehicle_id = :v AND at >= 1 AND at < 2 AND direction "
        "= 'in' AND decision = 'admitted' AND voided IS NULL AND id <> 3 ORDER BY at, id LIMIT 100",
        &err);
    assert_non_null(statement);
    statement_integer(statement, "v", 1);
    assert_true(statement_row(statement));
    assert_non_null(strstr(column_text(statement, 3), "crossing_vehicle (vehicle_id=? AND at>? AND at<?)"));
    assert_false(statement_row(statement)); /* and no sorting */
    assert_true(statement_done(statement, &err));
}

/* ---- found ---- */

static void a_part_of_a_known_plate_is_enough(void **state)
{
    static const char *const parts[] = {"2345", "E12345", "粤E12345", "１２３４５"};
    char plate[24];
    struct err err = {0};
    struct crossing crossing = entry(0);
    struct gate_visitor visitor = {.plate = "2345"};
    (void)state;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        assert_true(gate_plate_parse(store, parts[i], plate, &err));
        assert_string_equal(plate, "粤E12345");
    }
    crossing.at = crossing.vehicle_id = 0;
    assert_true(gate_save(store, &crossing, &visitor, &err));
    assert_int_equal(crossing.vehicle_id, car);
    assert_false(gate_plate_parse(store, "234", plate, &err)); /* too little */
    register_vehicle(store, "粤E54321D", 0);
    assert_true(gate_plate_parse(store, "E54321", plate, &err)); /* another one, of which that is no part */
    assert_string_equal(plate, "粤E54321");
    register_vehicle(store, "粤E92345", 0); /* two of them: it must be said whole */
    assert_false(gate_plate_parse(store, "2345", plate, &err));
    assert_string_equal(err.field, "plate");
}

static void a_candidate_brings_what_the_register_and_the_last_time_say(void **state)
{
    struct crossing last = entry(60);
    struct candidate found[MOST];
    struct vehicle vehicle = read_vehicle(car);
    struct err err = {0};
    int count = 0, left = 0;
    (void)state;
    last.occupants = 3;
    logged(last);
    vehicle.driver_id = driver;
    vehicle.usual_class = CLASS_SERVICE + 1;
    assert_true(register_save(store, &vehicle_rules, &vehicle, &err));
    assert_true(candidate_find(store, "2345", gate, found, MOST, &count, &left, &err));
    assert_int_equal(count, 1);
    assert_int_equal(found[0].vehicle_id, car);
    assert_int_equal(found[0].driver_id, driver);
    assert_int_equal(found[0].usual_class, CLASS_SERVICE + 1);
    assert_int_equal(found[0].last_occupants, 3);
}

static void a_merged_driver_drives_on(void **state)
{
    int64_t twin = register_person(store, "张伟明", "", 0);
    struct vehicle vehicle = read_vehicle(car);
    struct err err = {0};
    (void)state;
    vehicle.driver_id = twin;
    assert_true(register_save(store, &vehicle_rules, &vehicle, &err));
    assert_true(people_merge(store, twin, driver, &err));
    assert_int_equal(read_vehicle(car).driver_id, driver);
    assert_true(store_undo(store, NULL, &err));
    assert_int_equal(read_vehicle(car).driver_id, twin);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_plate_says_what_it_is),
        TEST(a_second_record_of_a_plate_names_the_first),
        TEST(a_plate_only_seen_at_a_gate_is_completed),
        TEST(undo_empties_what_a_later_step_brought),
        TEST(at_its_limit_a_vehicle_is_denied_with_the_times),
        TEST(only_valid_admitted_entries_of_the_day_count),
        TEST(the_setting_is_for_vehicles_without_a_limit_of_their_own),
        TEST(an_override_carries_a_reason_and_a_name),
        TEST(trips_are_read_by_the_index_on_vehicle_and_time),
        TEST(a_part_of_a_known_plate_is_enough),
        TEST(a_candidate_brings_what_the_register_and_the_last_time_say),
        TEST(a_merged_driver_drives_on),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
