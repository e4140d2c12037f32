/* What # opens: the household that a record or an alarm is about. */
#include "gatepost/alarm.h"
#include "gatepost/clock.h"
#include "gatepost/observation.h"
#include "gatepost/people_rules.h"
#include "gatepost/reading.h"
#include "gatepost/registers.h"
#include "gatepost/supply.h"
#include "gatepost/utf8.h"
#include "screens/booklet.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct store *store;
static int64_t home, person, crossing_id, observation_id, reading_id;

static int setup(void **state)
{
    struct err err = {0};
    (void)state;
    store = register_open();
    home = register_household(store, "望江苑", "12-2-1203");
    person = register_person(store, "刘洋", "", home);
    struct crossing crossing = {.at = clock_now(),
                                .checkpoint_id = register_checkpoint(store, "南门"),
                                .person_id = person,
                                .place_id = home,
                                .affected_area = -1};
    crossing_id = register_crossing(store, &crossing);
    struct observation observation;
    register_new(&observation_rules, &observation);
    observation.person_id = person;
    observation.state = OBSERVATION_OBSERVING;
    observation.began_at = clock_now() - 86400;
    assert_true(register_save(store, &observation_rules, &observation, &err));
    observation_id = observation.head.id;
    struct reading reading;
    register_new(&reading_rules, &reading);
    reading.observation_id = observation_id;
    reading.day = clock_day(clock_now());
    reading.tenths = 365;
    if (!register_save(store, &reading_rules, &reading, &err))
        fail_msg("%s", err.text);
    reading_id = reading.head.id;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

static void records_name_their_household(void **state)
{
    (void)state;
    assert_int_equal(booklet_place_of(store, "place", home), home);
    assert_int_equal(booklet_place_of(store, "person", person), home);
    assert_int_equal(booklet_place_of(store, "crossing", crossing_id), home);
    assert_int_equal(booklet_place_of(store, "observation", observation_id), home);
    assert_int_equal(booklet_place_of(store, "reading", reading_id), home);
    assert_int_equal(booklet_place_of(store, "flag", 1), home);
    assert_int_equal(booklet_place_of(store, "person", 999), 0);
    assert_int_equal(booklet_place_of(store, "contact", 1), 0);
    assert_int_equal(booklet_place_of(store, "nothing", 1), 0);
}

static int64_t place_of(const char *rule, const char *occasion, int64_t subject)
{
    struct alarm alarm = {.subject = subject};
    text_copy(alarm.rule, sizeof alarm.rule, rule);
    text_copy(alarm.occasion, sizeof alarm.occasion, occasion);
    return booklet_place_of_alarm(store, &alarm);
}

static void alarms_name_it_by_their_rule(void **state)
{
    (void)state;
    assert_int_equal(place_of("fever", "1", crossing_id), home);
    assert_int_equal(place_of("abnormal", "1", reading_id), home);
    assert_int_equal(place_of("term", "1", observation_id), home);
    assert_int_equal(place_of("contactless", "1", home), home);
    assert_int_equal(place_of("contradiction", "elsewhere", observation_id), home);
    assert_int_equal(place_of("contradiction", "flag_left", 1), home);
    struct supply supply = {.place_id = home, .items = "大米10斤"};
    struct err err = {0};
    assert_true(register_save(store, &supply_rules, &supply, &err));
    assert_int_equal(place_of("supply_over", "1", supply.head.id), home);
    assert_int_equal(place_of("supply_urgent", "2", supply.head.id), home);
    static const char *const supplies[] = {"asked_twice", "asked_vacant", "volunteer"};
    for (int i = 0; i < 3; i++)
        assert_int_equal(place_of("contradiction", supplies[i], supply.head.id), home);
    assert_int_equal(place_of("stock_short", "1", 1), 0);
    assert_int_equal(place_of("contradiction", "reserved", 1), 0);
    assert_int_equal(place_of("clock", "", crossing_id), 0);
    assert_int_equal(place_of("backup", "", 1), 0);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_name_their_household),
        cmocka_unit_test(alarms_name_it_by_their_rule),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
