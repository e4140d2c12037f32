/* The shared terminal shows what the own paired household waits for, and the connection itself no other: nothing for
 * four digits alone, nothing of anybody else's household, nothing once a pairing has ended. */
#include "gatepost/clock.h"
#include "gatepost/kiosk.h"
#include "gatepost/pairing.h"
#include "gatepost/row.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 8, HOUR = 3600 };
static struct store *desk, *kiosk;
static int64_t helper, other, home, strange;
static struct kiosk_request requests[MOST];
static int count, households;

static int64_t pair(int64_t place_id, int64_t volunteer_id, bool substitute, int days_ago)
{
    struct volunteer volunteer;
    assert_true(record_get(desk, &volunteer_table, volunteer_id, &volunteer, NULL));
    struct pairing pairing = {.place_id = place_id, .from_at = clock_now() - (int64_t)days_ago * 24 * HOUR};
    text_copy(pairing.name, sizeof pairing.name, "有人");
    if (substitute)
        pairing.substitute_id = volunteer.person_id;
    else
        pairing.person_id = volunteer.person_id;
    roster_put(desk, &pairing_table, &pairing);
    return pairing.head.id;
}

static int64_t ask(int64_t place_id, const char *items, bool urgent)
{
    struct err err = {0};
    struct supply supply;
    register_new(&supply_rules, &supply);
    supply.place_id = place_id;
    supply.urgent = urgent;
    supply.asked_at = clock_now();
    text_copy(supply.items, sizeof supply.items, items);
    text_copy(supply.asked_by, sizeof supply.asked_by, "金丝雀");
    text_copy(supply.note, sizeof supply.note, "金丝雀");
    if (!register_save(desk, &supply_rules, &supply, &err))
        fail_msg("%s", err.text);
    return supply.head.id;
}

/* Brought are `things`; "": all of it. */
static void move(int64_t id, enum supply_state to, const char *things)
{
    struct err err = {0};
    struct supply_part parts[ITEMS_MOST];
    struct supply_move move = {.id = id, .rev = -1, .to = to, .helper = "金丝雀", .remark = "说明"};
    if (things[0] != '\0' && !supply_parts_parse(desk, id, things, parts, &move.part_count, &err))
        fail_msg("%s", err.text);
    move.parts = move.part_count > 0 ? parts : NULL;
    if (!supply_move(desk, &move, &err))
        fail_msg("%s", err.text);
}

static int setup(void **state)
{
    (void)state;
    desk = register_open();
    helper = roster_volunteer(desk, "黄磊");
    other = roster_volunteer(desk, "李娜");
    home = register_household(desk, "望江苑", "12-2-1203");
    strange = register_household(desk, "望江苑", "9-1-101");
    kiosk = store_file_kiosk(store_path(desk), "hall");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    store_close(kiosk);
    register_close(desk);
    return 0;
}

static void read_requests(void)
{
    struct err err = {0};
    if (!kiosk_requests(kiosk, requests, MOST, &count, &households, &err))
        fail_msg("%s", err.text);
}

/* The connection, asked for all there is. */
static void assert_rows(int pairings, int supplies, int lines)
{
    assert_int_equal(register_count(kiosk, "SELECT COUNT(*) FROM pairing"), pairings);
    assert_int_equal(register_count(kiosk, "SELECT COUNT(*) FROM supply"), supplies);
    assert_int_equal(register_count(kiosk, "SELECT COUNT(*) FROM supply_line"), lines);
}

static void without_a_pin_the_connection_has_no_row(void **state)
{
    (void)state;
    pair(home, helper, false, 3);
    ask(home, "大米10斤 盐2包", false);
    assert_rows(0, 0, 0);
    store_act_for(kiosk, helper, false); /* four digits alone */
    assert_rows(0, 0, 0);
    read_requests();
    assert_int_equal(count, 0);
    assert_int_equal(households, 0);
    store_act_for(kiosk, helper, true);
    assert_rows(1, 1, 2);
    store_act_for(kiosk, 0, false); /* gone */
    assert_rows(0, 0, 0);
}

static void with_a_pin_it_has_the_own_household_alone(void **state)
{
    (void)state;
    pair(home, helper, false, 3);
    pair(strange, other, false, 3);
    ask(home, "大米10斤", true);
    int64_t theirs = ask(strange, "电饭锅1台", false);
    store_act_for(kiosk, helper, true);
    assert_rows(1, 1, 1);
    read_requests();
    assert_int_equal(count, 1);
    assert_int_equal(households, 1);
    assert_string_equal(requests[0].items, "大米 10斤");
    assert_true(requests[0].urgent);
    assert_false(requests[0].claimed);
    struct supply supply;
    struct err err = {0};
    assert_false(record_get(kiosk, &supply_table, theirs, &supply, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void a_substitute_sees_it_too(void **state)
{
    (void)state;
    pair(home, other, true, 3);
    ask(home, "大米10斤", false);
    store_act_for(kiosk, other, true);
    read_requests();
    assert_int_equal(count, 1);
}

static void a_pairing_that_ended_shows_nothing(void **state)
{
    struct err err = {0};
    (void)state;
    int64_t id = pair(home, helper, false, 3);
    ask(home, "大米10斤", false);
    store_act_for(kiosk, helper, true);
    read_requests();
    assert_int_equal(count, 1);
    register_begin(desk);
    if (!row_void(desk, "pairing", id, 1, "换人", &err))
        fail_msg("%s", err.text);
    register_commit(desk);
    assert_int_equal(register_count(kiosk, "SELECT COUNT(*) FROM supply"), 0);
    assert_int_equal(register_count(kiosk, "SELECT COUNT(*) FROM supply_line"), 0);
    read_requests();
    assert_int_equal(count, 0);
    assert_int_equal(households, 0);
}

static void a_removed_volunteer_sees_nothing(void **state)
{
    struct err err = {0};
    (void)state;
    pair(home, helper, false, 3);
    ask(home, "大米10斤", false);
    register_begin(desk);
    if (!row_void(desk, "volunteer", helper, 1, "不再参加", &err))
        fail_msg("%s", err.text);
    register_commit(desk);
    store_act_for(kiosk, helper, true);
    assert_rows(0, 0, 0);
}

static void who_asked_and_remarks_stay_closed(void **state)
{
    struct supply supply;
    struct pairing pairing;
    struct err err = {0};
    (void)state;
    int64_t pairing_id = pair(home, helper, false, 3), id = ask(home, "降压药1盒", false);
    move(id, SUPPLY_ASSIGNED, "");
    store_act_for(kiosk, helper, true);
    read_requests();
    assert_string_equal(requests[0].items, "降压药 1盒"); /* their helper is who buys it */
    assert_true(requests[0].claimed);
    assert_true(record_get(kiosk, &supply_table, id, &supply, &err));
    assert_string_equal(supply.asked_by, "");
    assert_string_equal(supply.helper, "");
    assert_string_equal(supply.note, "");
    assert_true(record_get(kiosk, &pairing_table, pairing_id, &pairing, &err));
    assert_string_equal(pairing.name, "");
}

static void households_are_numbered_by_how_long_they_are_paired(void **state)
{
    (void)state;
    pair(strange, helper, false, 2);
    pair(home, helper, true, 9);
    ask(strange, "盐2包", false);
    int64_t first = ask(home, "大米10斤", false);
    clock_advance_ms(1000);
    int64_t urgent = ask(home, "口罩1包", true);
    store_act_for(kiosk, helper, true);
    read_requests();
    assert_int_equal(households, 2);
    assert_int_equal(count, 3);
    assert_int_equal(requests[0].household, 1);
    assert_int_equal(requests[0].id, urgent); /* due first */
    assert_int_equal(requests[1].id, first);
    assert_int_equal(requests[2].household, 2);
    assert_string_equal(requests[2].items, "盐 2包");
}

static void what_was_brought_is_not_asked_for_again(void **state)
{
    (void)state;
    pair(home, helper, false, 3);
    int64_t id = ask(home, "大米10斤 盐2包", false);
    move(id, SUPPLY_ASSIGNED, "");
    move(id, SUPPLY_LEFT, "大米10斤");
    store_act_for(kiosk, helper, true);
    read_requests();
    assert_int_equal(count, 1);
    assert_string_equal(requests[0].items, "盐 2包");
    assert_false(requests[0].at_door);
    move(id, SUPPLY_LEFT, "盐2包");
    read_requests();
    assert_string_equal(requests[0].items, "大米 10斤、盐 2包");
    assert_true(requests[0].at_door);
}

static void another_connection_shows_nothing_here(void **state)
{
    (void)state;
    pair(home, helper, false, 3);
    ask(home, "大米10斤", false);
    store_act_for(desk, helper, true);
    assert_true(kiosk_requests(desk, requests, MOST, &count, &households, NULL));
    assert_int_equal(count, 0);
    assert_int_equal(households, 0);
}

#define PAIRED_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        PAIRED_TEST(without_a_pin_the_connection_has_no_row),
        PAIRED_TEST(with_a_pin_it_has_the_own_household_alone),
        PAIRED_TEST(a_substitute_sees_it_too),
        PAIRED_TEST(a_pairing_that_ended_shows_nothing),
        PAIRED_TEST(a_removed_volunteer_sees_nothing),
        PAIRED_TEST(who_asked_and_remarks_stay_closed),
        PAIRED_TEST(households_are_numbered_by_how_long_they_are_paired),
        PAIRED_TEST(what_was_brought_is_not_asked_for_again),
        PAIRED_TEST(another_connection_shows_nothing_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
