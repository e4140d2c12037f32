/* What volunteers do by themselves at the shared terminal, the desk sees: at once, in words, and without any desk
 * looking because of what a desk saved. */
#include "gatepost/alarm_rules.h"
#include "gatepost/audit.h"
#include "gatepost/clock.h"
#include "gatepost/duty.h"
#include "gatepost/kiosk.h"
#include "gatepost/own_act.h"
#include "gatepost/pin.h"
#include "gatepost/setting_table.h"
#include "gatepost/words.h"
#include "tests/lib/fixture.h"
#include "tests/lib/fixture_volunteers.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[40], path[60];
static struct store *desk, *kiosk;

static struct store *open_as(const char *terminal, int flags)
{
    struct err err = {0};
    int64_t officer_id = 0;
    struct store *store = store_open(path, flags, &err);
    if (store == NULL || (flags == 0 && !officer_find(store, "王秀英", &officer_id, &err)) ||
        !store_sign_on(store, officer_id, terminal, false, &err))
        fail_msg("%s", err.text);
    return store;
}

static int setup(void **state)
{
    (void)state;
    struct err err = {0};
    int again_ms = 0;
    snprintf(folder, sizeof folder, "/tmp/gatepost-kiosk-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/gatepost.db", folder);
    fixture_make(path, FIXTURE_FULL);
    fixture_volunteers(path);
    desk = open_as("指挥台", 0);
    kiosk = open_as("大厅", STORE_KIOSK);
    assert_true(duty_run(desk, clock_now(), &err));
    store_changed(desk, &again_ms);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    static const char *const ends[] = {"", "-wal", "-shm", ".lock"};
    store_close(kiosk);
    store_close(desk);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        char name[80];
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
    return rmdir(folder);
}

/* As screens/application.c does it. */
static unsigned look(struct store *store)
{
    struct err err = {0};
    int again_ms = 0;
    unsigned topics = store_changed(store, &again_ms);
    if ((topics & TOPIC_KIOSK) != 0 && !duty_follow_volunteers(store, clock_now(), &err))
        fail_msg("%s", err.text);
    return topics | store_changed(store, &again_ms);
}

static int open_of(const char *rule, struct alarm *newest)
{
    struct alarm alarms[32];
    struct err err = {0};
    int count = 0, total = 0, found = 0;
    assert_true(alarm_open_list(desk, alarms, 32, &count, &total, &err));
    for (int i = 0; i < count; i++)
        if (strcmp(alarms[i].rule, rule) == 0 && found++ == 0)
            *newest = alarms[i];
    return found;
}

/* Somebody stands at the shared terminal and has typed their PIN. */
static struct kiosk_person stand(const char *digits)
{
    struct kiosk_person person;
    struct err err = {0};
    int count = 0;
    assert_true(kiosk_who(kiosk, digits, "", &person, 1, &count, &err));
    assert_int_equal(count, 1);
    store_act_for(kiosk, person.id, true);
    return person;
}

/* Their shift that begins next. */
static struct kiosk_shift next_shift(int64_t volunteer_id)
{
    struct kiosk_shift shifts[KIOSK_SHIFTS];
    struct err err = {0};
    int count = 0;
    assert_true(kiosk_own(kiosk, volunteer_id, clock_now(), shifts, KIOSK_SHIFTS, &count, &err));
    for (int i = 0; i < count; i++)
        if (shifts[i].shift.starts_at > clock_now())
            return shifts[i];
    fail_msg("no shift");
    return shifts[0];
}

static void cannot_come(const char *digits, bool cannot)
{
    struct kiosk_person person = stand(digits);
    struct kiosk_shift shift = next_shift(person.id);
    struct err err = {0};
    if (!kiosk_cannot_come(kiosk, person.id, &shift, cannot, &err))
        fail_msg("%s", err.text);
    store_act_for(kiosk, 0, false);
}

static void who_cannot_come_rings_at_once_and_is_silent_when_they_can(void **state)
{
    (void)state;
    struct alarm alarm;
    int before = open_of("stand_in", &alarm); /* 陈静 said so already */
    assert_int_equal(before, 1);
    assert_string_equal(alarm.words, "04-12 14:00 东门 陈静");
    cannot_come("0001", true);
    unsigned topics = look(desk);
    assert_true((topics & (TOPIC_ROSTER | TOPIC_KIOSK | TOPIC_ALARM)) == (TOPIC_ROSTER | TOPIC_KIOSK | TOPIC_ALARM));
    assert_int_equal(open_of("stand_in", &alarm), 2);
    assert_string_equal(alarm.words, "04-12 14:00 南门 张伟明");
    cannot_come("0001", false);
    look(desk);
    assert_int_equal(open_of("stand_in", &alarm), 1);
    cannot_come("0001", true); /* and once more: it rings once more */
    look(desk);
    assert_int_equal(open_of("stand_in", &alarm), 2);
}

/* Whoever was told on the phone knows it. */
static void what_the_desk_writes_down_rings_not(void **state)
{
    (void)state;
    struct alarm alarm;
    struct err err = {0};
    struct kiosk_shift shift = next_shift(stand("0001").id);
    store_act_for(kiosk, 0, false);
    assert_true(roster_seek(desk, shift.shift.id, -1, true, "", &err));
    assert_int_equal(look(desk) & TOPIC_KIOSK, 0);
    assert_true(alarm_scan(desk, clock_now(), &err));
    assert_int_equal(open_of("stand_in", &alarm), 1);
}

/* A desk looks at what shared terminals saved, not at what desks did. */
static void what_desks_save_makes_no_desk_look(void **state)
{
    (void)state;
    struct err err = {0};
    int again_ms = 0;
    assert_true(setting_set(desk, "roster.late_minutes", "20", &err));
    struct store *second = open_as("东门1", 0);
    store_changed(second, &again_ms);
    assert_true(setting_set(desk, "roster.late_minutes", "15", &err));
    assert_int_equal(store_changed(desk, &again_ms) & TOPIC_KIOSK, 0);
    assert_int_equal(store_changed(second, &again_ms), TOPIC_SETTING);
    store_close(second);
}

/* Of many desks one looks: the one that keeps the alarms. */
static void another_desk_leaves_it_to_the_one_that_keeps_the_alarms(void **state)
{
    (void)state;
    struct alarm alarm;
    struct store *second = open_as("东门1", 0);
    int again_ms = 0;
    store_changed(second, &again_ms);
    cannot_come("0001", true);
    look(second);
    assert_int_equal(open_of("stand_in", &alarm), 1);
    look(desk);
    assert_int_equal(open_of("stand_in", &alarm), 2);
    clock_advance_ms(200000); /* it has ended, and with it the lease */
    cannot_come("0001", false);
    look(second);
    assert_int_equal(open_of("stand_in", &alarm), 1);
    store_close(second);
}

static void guesses_of_digits_are_told_in_words(void **state)
{
    (void)state;
    struct alarm alarm;
    struct kiosk_person person;
    struct err err = {0};
    int count = 0;
    for (int i = 0; i < PIN_TOLD; i++) {
        assert_int_equal(open_of("pin", &alarm), 0);
        kiosk_who(kiosk, "9182", "", &person, 1, &count, &err);
        look(desk);
        clock_advance_ms(301000);
    }
    assert_int_equal(open_of("pin", &alarm), 1);
    assert_string_equal(alarm.words, "大厅");
    assert_string_equal(alarm_label(alarm.rule, alarm.occasion), "Wrong guesses at the shared terminal");
}

static void guesses_of_a_pin_name_whose_it_is(void **state)
{
    (void)state;
    struct alarm alarm;
    struct kiosk_person person = stand("0001");
    struct err err = {0};
    store_act_for(kiosk, person.id, false);
    for (int i = 0; i < PIN_TOLD; i++) {
        assert_int_equal(open_of("pin", &alarm), 0);
        assert_false(kiosk_prove(kiosk, &person, "0000", &err));
        look(desk);
        clock_advance_ms(301000);
    }
    assert_int_equal(open_of("pin", &alarm), 1);
    assert_string_equal(alarm.words, "张伟明 (大厅)");
    assert_string_equal(alarm_label(alarm.rule, alarm.occasion), "Wrong guesses at the shared terminal");
}

/* Where and when, and in the history who: not an officer of the same name. */
static void who_signed_in_by_themselves_is_said(void **state)
{
    (void)state;
    struct own_act act;
    struct err err = {0};
    struct audit_entry entry;
    int count = 0;
    int64_t id = register_count(desk, "SELECT a.id FROM assignment a JOIN volunteer v ON v.id = a.volunteer_id WHERE "
                                      "v.name = '黄磊' AND a.state = 'arrived'");
    assert_true(own_act_last(desk, "assignment", id, &act, &err));
    assert_int_equal(act.at, clock_now() - 30 * 60);
    assert_string_equal(act.terminal, "大厅");
    assert_true(audit_history(desk, "assignment", id, 0, &entry, 1, &count, &err));
    assert_true(entry.by_volunteer);
    assert_string_equal(entry.officer, "黄磊");
    audit_entry_release(&entry);
    id = register_count(desk, "SELECT a.id FROM assignment a JOIN volunteer v ON v.id = a.volunteer_id WHERE v.name = "
                              "'马小军' AND a.state = 'arrived'");
    assert_true(own_act_last(desk, "assignment", id, &act, &err)); /* signed in at the desk */
    assert_int_equal(act.at, 0);
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(who_cannot_come_rings_at_once_and_is_silent_when_they_can),
        DESK_TEST(what_the_desk_writes_down_rings_not),
        DESK_TEST(what_desks_save_makes_no_desk_look),
        DESK_TEST(another_desk_leaves_it_to_the_one_that_keeps_the_alarms),
        DESK_TEST(guesses_of_digits_are_told_in_words),
        DESK_TEST(guesses_of_a_pin_name_whose_it_is),
        DESK_TEST(who_signed_in_by_themselves_is_said),
    };
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
