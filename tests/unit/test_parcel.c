/* The parcel shelf (domain.md §2): taken in, handed out once and as one, put back, said at the gate. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/gate.h"
#include "gatepost/parcel_rules.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { HOUR = 3600, DAY = 86400 };
static struct store *store;
static int64_t gate, home, neighbour, person;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    gate = register_checkpoint(store, "南门");
    home = register_household(store, "望江苑", "12-2-1203");
    neighbour = register_household(store, "望江苑", "8-1-302");
    person = register_person(store, "刘洋", "13800000001", home);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

static struct parcel taken_in(int64_t place_id, int pieces, const char *shelf)
{
    struct parcel parcel = {.place_id = place_id, .pieces = pieces};
    struct err err = {0};
    text_copy(parcel.shelf, sizeof parcel.shelf, shelf);
    if (!register_save(store, &parcel_rules, &parcel, &err))
        fail_msg("%s", err.text);
    return parcel;
}

static struct parcel again(const struct parcel *parcel)
{
    struct parcel now;
    assert_true(record_get(store, &parcel_table, parcel->head.id, &now, NULL));
    return now;
}

static int on_shelf(int64_t place_id)
{
    struct parcel rows[8];
    int count = 0, pieces = 0;
    assert_true(parcel_of_place(store, place_id, rows, 8, &count, &pieces, NULL));
    return pieces;
}

static void a_household_is_enough(void **state)
{
    (void)state;
    struct parcel parcel = taken_in(home, 0, "");
    assert_int_equal(parcel.pieces, 1);
    assert_int_equal(parcel.state, PARCEL_SHELF);
    assert_int_equal(parcel.arrived_at, REGISTER_NOW);
    assert_int_equal(parcel.officer_id, 1);
    assert_int_equal(parcel.done_at, 0);
    taken_in(home, 2, "A3");
    assert_int_equal(on_shelf(home), 3);
    assert_int_equal(on_shelf(neighbour), 0);
    assert_int_equal(on_shelf(0), 0);
}

static void assert_refused(struct parcel parcel, const char *field)
{
    struct err err = {0};
    assert_false(register_save(store, &parcel_rules, &parcel, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_string_equal(err.field, field);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM parcel"), 0);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    assert_refused((struct parcel){.pieces = 1}, "place");
    assert_refused((struct parcel){.place_id = home, .pieces = 1000}, "pieces");
    assert_refused((struct parcel){.place_id = home, .pieces = -1}, "pieces");
    assert_refused((struct parcel){.place_id = home, .arrived_at = REGISTER_NOW + HOUR}, "arrived_at");
    assert_refused((struct parcel){.place_id = home, .shelf = "A\x1b[3"}, "shelf");
    assert_refused((struct parcel){.place_id = home, .carrier = "\xff"}, "carrier");
    assert_refused((struct parcel){.place_id = home,
                                   .note = "\xe2\x80\xae"
                                           "3A"},
                   "note");
}

static void handed_out_once(void **state)
{
    (void)state;
    struct err err = {0};
    struct parcel parcel = taken_in(home, 2, "A3");
    clock_fix(REGISTER_NOW + HOUR);
    assert_false(parcel_hand_out(store, &parcel.head.id, 1, PARCEL_COLLECTED, "  ", &err));
    assert_string_equal(err.field, "by");
    assert_false(parcel_hand_out(store, &parcel.head.id, 1, PARCEL_COLLECTED, "刘*", &err));
    assert_false(parcel_hand_out(store, &parcel.head.id, 1, PARCEL_COLLECTED, "a\x1b[2J", &err));
    assert_int_equal(on_shelf(home), 2);
    assert_true(parcel_hand_out(store, &parcel.head.id, 1, PARCEL_COLLECTED, " 刘洋 ", &err));
    struct parcel now = again(&parcel);
    assert_int_equal(now.state, PARCEL_COLLECTED);
    assert_string_equal(now.done_by, "刘洋");
    assert_int_equal(now.done_at, REGISTER_NOW + HOUR);
    assert_int_equal(now.done_officer_id, 1);
    assert_int_equal(on_shelf(home), 0);
    assert_false(parcel_hand_out(store, &parcel.head.id, 1, PARCEL_DELIVERED, "志愿者", &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_non_null(strstr(err.text, "刘洋"));
    assert_string_equal(again(&parcel).done_by, "刘洋");
}

static void all_of_a_household_are_one_step(void **state)
{
    (void)state;
    struct err err = {0};
    struct parcel one = taken_in(home, 1, "A1"), two = taken_in(home, 3, "A2");
    const int64_t ids[] = {one.head.id, two.head.id};
    assert_true(parcel_hand_out(store, ids, 2, PARCEL_DELIVERED, "志愿者", &err));
    assert_int_equal(on_shelf(home), 0);
    assert_true(store_undo(store, NULL, &err));
    assert_int_equal(on_shelf(home), 4);
    assert_true(store_redo(store, NULL, &err));
    assert_int_equal(on_shelf(home), 0);
}

/* One of them was gone: none is handed out. */
static void all_or_none(void **state)
{
    (void)state;
    struct err err = {0};
    struct parcel one = taken_in(home, 1, "A1"), two = taken_in(home, 1, "A2");
    const int64_t ids[] = {one.head.id, two.head.id};
    struct store *other = store_open(store_path(store), 0, &err);
    assert_non_null(other);
    assert_true(store_sign_on(other, 1, "desk 2", false, &err));
    assert_true(parcel_hand_out(other, &ids[1], 1, PARCEL_COLLECTED, "刘洋", &err));
    store_close(other);
    assert_false(parcel_hand_out(store, ids, 2, PARCEL_COLLECTED, "刘洋", &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_int_equal(again(&one).state, PARCEL_SHELF);
    assert_false(parcel_hand_out(store, ids, 0, PARCEL_COLLECTED, "刘洋", &err));
}

static void put_back_and_void(void **state)
{
    (void)state;
    struct err err = {0};
    struct parcel parcel = taken_in(home, 1, "A1");
    assert_false(parcel_put_back(store, parcel.head.id, &err));
    assert_true(parcel_hand_out(store, &parcel.head.id, 1, PARCEL_RETURNED, "圆通", &err));
    assert_true(parcel_put_back(store, parcel.head.id, &err));
    struct parcel now = again(&parcel);
    assert_int_equal(now.state, PARCEL_SHELF);
    assert_int_equal(now.done_at, 0);
    assert_string_equal(now.done_by, "");
    assert_int_equal(on_shelf(home), 1);
    assert_true(register_void(store, &parcel_rules, parcel.head.id, -1, "twice", &err));
    assert_int_equal(on_shelf(home), 0);
    assert_false(parcel_hand_out(store, &parcel.head.id, 1, PARCEL_COLLECTED, "刘洋", &err));
    assert_false(parcel_put_back(store, parcel.head.id, &err));
}

/* An edit leaves where it stands alone. */
static void an_edit_does_not_hand_out(void **state)
{
    (void)state;
    struct err err = {0};
    struct parcel parcel = taken_in(home, 1, "A1");
    assert_true(parcel_hand_out(store, &parcel.head.id, 1, PARCEL_COLLECTED, "刘洋", &err));
    struct parcel now = again(&parcel);
    text_copy(now.note, sizeof now.note, "box was wet");
    assert_true(register_save(store, &parcel_rules, &now, &err));
    assert_int_equal(again(&parcel).state, PARCEL_COLLECTED);
}

static void late_after_days(void **state)
{
    (void)state;
    struct err err = {0};
    struct parcel parcel = taken_in(home, 1, "A1");
    assert_false(parcel_is_late(store, &parcel, REGISTER_NOW + 3 * DAY));
    assert_true(parcel_is_late(store, &parcel, REGISTER_NOW + 3 * DAY + 1));
    assert_true(setting_set(store, "parcel.days", "1", &err));
    assert_true(parcel_is_late(store, &parcel, REGISTER_NOW + DAY + 1));
    parcel.state = PARCEL_COLLECTED;
    assert_false(parcel_is_late(store, &parcel, REGISTER_NOW + 9 * DAY));
}

static void a_household_with_parcels_stays(void **state)
{
    (void)state;
    struct err err = {0};
    struct parcel parcel = taken_in(neighbour, 1, "A1");
    assert_false(dependents_none(store, "place", neighbour, &err));
    assert_true(parcel_hand_out(store, &parcel.head.id, 1, PARCEL_COLLECTED, "张伟明", &err));
    assert_true(dependents_none(store, "place", neighbour, &err));
}

/* ---- at the gate ---- */

static const char *said(int64_t who, enum direction direction, int64_t place_id)
{
    static struct gate_advice advice[4];
    struct crossing crossing = {
        .at = REGISTER_NOW, .checkpoint_id = gate, .person_id = who, .place_id = place_id, .direction = direction};
    int count = gate_assess(store, &crossing, advice, 4);
    for (int i = 0; i < count; i++)
        if (strstr(advice[i].say, "shelf") != NULL) {
            assert_int_equal(advice[i].level, ADVICE_NOTE);
            return advice[i].say;
        }
    return "";
}

static void members_hear_of_them_both_ways(void **state)
{
    (void)state;
    struct err err = {0};
    assert_string_equal(said(person, DIRECTION_IN, home), "");
    struct parcel parcel = taken_in(home, 2, "A3");
    taken_in(home, 1, "A3");
    taken_in(home, 1, "B1");
    taken_in(neighbour, 1, "C9");
    assert_string_equal(said(person, DIRECTION_IN, home), "On the parcel shelf: 4 (A3 B1)");
    assert_string_equal(said(person, DIRECTION_OUT, 0), "On the parcel shelf: 4 (A3 B1)");
    assert_true(parcel_hand_out(store, &parcel.head.id, 1, PARCEL_COLLECTED, "刘洋", &err));
    assert_string_equal(said(person, DIRECTION_IN, home), "On the parcel shelf: 2 (A3 B1)");
}

/* What stands there for a household is no visitor's business. */
static void visitors_hear_nothing(void **state)
{
    (void)state;
    struct err err = {0};
    struct person visitor = {.name = "周文明", .kind = PERSON_VISITOR};
    taken_in(home, 2, "A3");
    assert_true(people_add_person(store, &visitor, &err));
    assert_string_equal(said(visitor.id, DIRECTION_IN, home), "");
    assert_string_equal(said(0, DIRECTION_IN, home), "");
}

static void an_observed_household_gets_them_at_the_door(void **state)
{
    (void)state;
    struct err err = {0};
    struct parcel medicine = {.place_id = home, .urgent = true};
    struct flag flag = {.place_id = home,
                        .kind = FLAG_OBSERVATION,
                        .denies = DENIES_OUT,
                        .say = "day 9 of 14",
                        .from_at = REGISTER_NOW};
    assert_true(register_save(store, &parcel_rules, &medicine, &err));
    assert_string_equal(said(person, DIRECTION_IN, home), "On the parcel shelf: 1, urgent");
    assert_true(people_set_flag(store, &flag, &err));
    assert_string_equal(said(person, DIRECTION_IN, home), "On the parcel shelf: 1, urgent, bring it to the door");
}

static void the_shelf_of_a_household_is_found_by_an_index(void **state)
{
    (void)state;
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'parcel_place_shelf'"), 1);
    static const char plan[] =
        "SELECT COUNT(*) FROM parcel INDEXED BY parcel_place_shelf WHERE (state = 'shelf' AND voided IS NULL) AND "
        "place_id = 3 ORDER BY arrived_at, id";
    assert_int_equal(register_count(store, plan), 0); /* refused when the index could not serve it */
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        TEST(a_household_is_enough),
        TEST(what_cannot_be_is_refused),
        TEST(handed_out_once),
        TEST(all_of_a_household_are_one_step),
        TEST(all_or_none),
        TEST(put_back_and_void),
        TEST(an_edit_does_not_hand_out),
        TEST(late_after_days),
        TEST(a_household_with_parcels_stays),
        TEST(members_hear_of_them_both_ways),
        TEST(visitors_hear_nothing),
        TEST(an_observed_household_gets_them_at_the_door),
        TEST(the_shelf_of_a_household_is_found_by_an_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
