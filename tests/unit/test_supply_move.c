/* The way of a request: every way on, back and out, whose it is, who may. What is brought: test_supply_brought.c;
 * undone: test_supply_undo.c. */
#include "gatepost/clock.h"
#include "gatepost/errand.h"
#include "gatepost/observation.h"
#include "gatepost/pairing.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "tests/lib/goods.h"
#include "tests/lib/register.h"
#include "tests/lib/supply_desk.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* ---- the way ---- */

static void from_new_to_confirmed_and_back(void **state)
{
    (void)state;
    int64_t id = supply_asked("大米10斤 盐2包");
    enum supply_state back;
    supply_by(id, SUPPLY_ASSIGNED, "周敏");
    for (int at = SUPPLY_ASSIGNED; at < SUPPLY_CONFIRMED; at++) {
        clock_fix(REGISTER_NOW + at * 60);
        supply_done(supply_to(id, supply_next((enum supply_state)at)));
        assert_int_equal(supply_again(id).state, at + 1);
        assert_int_equal(supply_again(id).state_at, REGISTER_NOW + at * 60);
    }
    assert_int_equal(supply_next(SUPPLY_CONFIRMED), SUPPLY_CONFIRMED);
    for (int at = SUPPLY_CONFIRMED; at > SUPPLY_NEW; at--) {
        struct supply supply = supply_again(id);
        assert_true(supply_back(supplies.store, &supply, &back, NULL));
        assert_int_equal(back, at - 1);
        supply_done(supply_to(id, back));
        assert_int_equal(supply_again(id).state, at - 1);
    }
    assert_string_equal(supply_again(id).helper, "");
    assert_int_equal(supply_again(id).claimed_at, 0);
    assert_int_equal(register_count(supplies.store, "SELECT count(*) FROM supply_step WHERE supply_id = 1"), 8);
    assert_int_equal(stock_there(supplies.store, supplies.rice), 50);
    assert_int_equal(stock_reserved(supplies.rice) + stock_reserved(supplies.salt), 0);
}

static void any_state_of_the_way_is_one_move_away(void **state)
{
    (void)state;
    for (int from = SUPPLY_NEW; from <= SUPPLY_CONFIRMED; from++)
        for (int there = SUPPLY_NEW; there <= SUPPLY_CONFIRMED; there++) {
            if (there == from)
                continue;
            int64_t id = supply_asked("大米10斤");
            if (from != SUPPLY_NEW)
                supply_by(id, (enum supply_state)from, "周敏");
            struct supply_move move = supply_to(id, (enum supply_state)there);
            text_copy(move.helper, sizeof move.helper, from == SUPPLY_NEW ? "周敏" : "");
            supply_done(move);
            assert_int_equal(supply_again(id).state, there);
            assert_int_equal(supply_line_at(id, 1).delivered, there >= SUPPLY_LEFT ? 10 * THOUSAND : 0);
            bool kept = there == SUPPLY_ASSIGNED || there == SUPPLY_BUYING;
            assert_int_equal(supply_line_at(id, 1).reserved, kept ? 5 * THOUSAND : 0);
            if (there < SUPPLY_CONFIRMED)
                supply_done(supply_to(id, SUPPLY_CONFIRMED));
            supply_done(supply_to(id, SUPPLY_NEW));
        }
    assert_int_equal(stock_there(supplies.store, supplies.rice) +
                         register_count(supplies.store, "SELECT -SUM(change) / 1000 FROM stock_entry "
                                                        "WHERE kind = 'out' AND voided IS NULL"),
                     50);
}

static void the_same_state_is_no_move(void **state)
{
    (void)state;
    int64_t id = supply_asked("盐2包");
    supply_not_done(supply_to(id, SUPPLY_NEW), ERR_INPUT, "", "in that state already");
    struct supply_move named = supply_to(id, SUPPLY_NEW);
    text_copy(named.helper, sizeof named.helper, "周敏");
    supply_not_done(named, ERR_INPUT, "", "in that state already");
    supply_by(id, SUPPLY_BUYING, "周敏");
    supply_not_done(supply_to(id, SUPPLY_BUYING), ERR_INPUT, "", "in that state already");
    supply_not_done(supply_to(99, SUPPLY_LEFT), ERR_NOT_FOUND, "", "There is no request 99.");
}

static void side_exits_need_a_reason_and_lead_back_where_they_left(void **state)
{
    (void)state;
    static const enum supply_state exits[] = {SUPPLY_OUT_OF_STOCK, SUPPLY_CANCELLED, SUPPLY_DUPLICATE,
                                              SUPPLY_NOT_NEEDED};
    for (int i = 0; i < 4; i++)
        for (int from = SUPPLY_NEW; from <= SUPPLY_BUYING; from++) {
            int64_t id = supply_asked("大米10斤");
            enum supply_state back;
            if (from != SUPPLY_NEW)
                supply_by(id, (enum supply_state)from, "周敏");
            struct supply_move move = supply_to(id, exits[i]);
            text_copy(move.remark, sizeof move.remark, "  ");
            if (exits[i] == SUPPLY_OUT_OF_STOCK || exits[i] == SUPPLY_CANCELLED)
                supply_not_done(move, ERR_INPUT, "remark", "Why?");
            text_copy(move.remark, sizeof move.remark, " 亲戚已送到 ");
            supply_done(move);
            assert_int_equal(supply_again(id).state, exits[i]);
            assert_int_equal(stock_reserved(supplies.rice), 0);
            supply_not_done(supply_to(id, SUPPLY_LEFT), ERR_CONFLICT, "", "is closed");
            supply_not_done(supply_to(id, SUPPLY_CONFIRMED), ERR_CONFLICT, "", "is closed");
            struct supply supply = supply_again(id);
            assert_true(supply_back(supplies.store, &supply, &back, NULL));
            assert_int_equal(back, from);
            supply_done(supply_to(id, back));
            assert_int_equal(stock_reserved(supplies.rice), from == SUPPLY_NEW ? 0 : 5);
            supply_done(supply_to(id, SUPPLY_NOT_NEEDED));
        }
    assert_int_equal(register_count(supplies.store, "SELECT count(*) FROM supply_step WHERE remark = '亲戚已送到'"),
                     12);
}

static void what_stands_at_the_door_is_not_given_up(void **state)
{
    (void)state;
    int64_t id = supply_asked("盐2包");
    supply_done(supply_to(id, SUPPLY_LEFT));
    struct supply_move move = supply_to(id, SUPPLY_CANCELLED);
    text_copy(move.remark, sizeof move.remark, "x");
    supply_not_done(move, ERR_INPUT, "", "stands at the door");
    supply_not_done(supply_to(id, SUPPLY_NOT_NEEDED), ERR_INPUT, "", "stands at the door");
    supply_done(supply_to(id, SUPPLY_CONFIRMED));
    supply_not_done(move, ERR_CONFLICT, "", "is closed: Confirmed, 14:32, by 李卫国");
}

static void closed_says_who_and_when(void **state)
{
    (void)state;
    int64_t id = supply_asked("盐2包"), other = register_officer(supplies.store, "王秀英");
    struct err err = {0};
    clock_fix(REGISTER_NOW + HOUR);
    assert_true(store_sign_on(supplies.store, other, "test", true, &err));
    struct supply_move move = supply_to(id, SUPPLY_CANCELLED);
    text_copy(move.remark, sizeof move.remark, "x");
    supply_done(move);
    clock_fix(REGISTER_NOW + 2 * HOUR);
    assert_true(store_sign_on(supplies.store, 1, "test", true, &err));
    supply_not_done(supply_to(id, SUPPLY_CONFIRMED), ERR_CONFLICT, "",
                    "Request #1 is closed: Cancelled, 15:32, by 王秀英");
    supply_not_done(supply_to(id, SUPPLY_DUPLICATE), ERR_CONFLICT, "", "by 王秀英");
    supply_not_done(supply_to(id, SUPPLY_CANCELLED), ERR_CONFLICT, "", "is closed");
}

/* ---- whose it is ---- */

static void observe(int64_t place_id, int64_t person_id)
{
    struct err err = {0};
    struct observation observation = {.person_id = person_id,
                                      .place_id = place_id,
                                      .kind = OBSERVED_CLOSE,
                                      .basis = BASIS_CONTACT,
                                      .basis_day = 20220405,
                                      .first_day = 20220405,
                                      .last_day = 20220418,
                                      .ends_at = clock_day_start(20220419),
                                      .began_at = clock_day_start(20220405),
                                      .state = OBSERVATION_OBSERVING};
    text_copy(observation.door, sizeof observation.door, "望江苑 12-2-1203");
    register_begin(supplies.store);
    assert_true(record_save(supplies.store, &observation_table, &observation, &err));
    register_commit(supplies.store);
}

static void pair(int64_t place_id, int64_t person_id)
{
    struct pairing pairing;
    struct err err = {0};
    register_new(&pairing_rules, &pairing);
    pairing.place_id = place_id;
    pairing.person_id = person_id;
    if (!register_save(supplies.store, &pairing_rules, &pairing, &err))
        fail_msg("%s", err.text);
}

static void somebody_must_have_it(void **state)
{
    (void)state;
    int64_t id = supply_asked("盐2包");
    supply_not_done(supply_to(id, SUPPLY_ASSIGNED), ERR_INPUT, "helper", "Who brings it?");
    supply_not_done(supply_to(id, SUPPLY_BUYING), ERR_INPUT, "helper", "Who brings it?");
    struct supply_move move = supply_to(id, SUPPLY_ASSIGNED);
    text_copy(move.helper, sizeof move.helper, "周*");
    supply_not_done(move, ERR_INPUT, "helper", "masked");
    text_copy(move.helper, sizeof move.helper, "周敏");
    text_copy(move.helper_phone, sizeof move.helper_phone, "138****3821");
    supply_not_done(move, ERR_INPUT, "helper_phone", "masked");
    text_copy(move.helper_phone, sizeof move.helper_phone, "12");
    supply_not_done(move, ERR_INPUT, "helper_phone", "one phone number");
    text_copy(move.helper_phone, sizeof move.helper_phone, "138 1111 2222");
    supply_done(move);
    assert_string_equal(supply_again(id).helper_phone, "13811112222");
    assert_int_equal(supply_again(id).claimed_at, REGISTER_NOW);
    assert_int_equal(supply_again(id).claimed_by, 1);
    assert_int_equal(supply_again(id).helper_id, 0);
}

static void one_wins_and_the_other_is_told(void **state)
{
    (void)state;
    int64_t id = supply_asked("盐2包");
    int64_t rev = supply_again(id).head.rev;
    supply_by(id, SUPPLY_ASSIGNED, "周敏");
    clock_fix(REGISTER_NOW + HOUR);
    struct supply_move late = supply_to(id, SUPPLY_ASSIGNED);
    text_copy(late.helper, sizeof late.helper, "黄磊");
    supply_not_done(late, ERR_CONFLICT, "helper", "Request #1 is taken already: 周敏 has it, since 14:32");
    late.rev = rev; /* read before the other took it: still by whom and when */
    supply_not_done(late, ERR_CONFLICT, "helper", "周敏 has it, since 14:32");
    supply_done(supply_to(id, SUPPLY_BUYING));
    supply_not_done(late, ERR_CONFLICT, "helper", "周敏 has it");
    late.rev = -1;
    supply_not_done(late, ERR_CONFLICT, "helper", "周敏 has it");
    late.to = SUPPLY_LEFT;
    supply_not_done(late, ERR_CONFLICT, "helper", "周敏 has it");
    late.to = SUPPLY_LEFT;
    late.helper[0] = '\0';
    late.rev = rev;
    supply_not_done(late, ERR_CONFLICT, "", "李卫国");
    assert_string_equal(supply_again(id).helper, "周敏");
    assert_int_equal(supply_again(id).claimed_at, REGISTER_NOW);
}

static void handed_over_it_leaves_the_other_ones_errand(void **state)
{
    (void)state;
    int64_t id = supply_asked("盐2包");
    struct errand errand;
    struct err err = {0};
    register_new(&errand_rules, &errand);
    text_copy(errand.helper, sizeof errand.helper, "周敏");
    if (!register_save(supplies.store, &errand_rules, &errand, &err))
        fail_msg("%s", err.text);
    struct supply_move move = supply_to(id, SUPPLY_ASSIGNED);
    text_copy(move.helper, sizeof move.helper, "周敏");
    move.errand_id = errand.head.id;
    supply_done(move);
    assert_int_equal(supply_again(id).errand_id, errand.head.id);
    clock_fix(REGISTER_NOW + HOUR);
    struct supply_move over = supply_to(id, SUPPLY_ASSIGNED);
    over.helper_id = supplies.helper;
    over.hand_over = true;
    supply_done(over);
    assert_string_equal(supply_again(id).helper, "黄磊");
    assert_string_equal(supply_again(id).helper_phone, "13900001111");
    assert_int_equal(supply_again(id).helper_id, supplies.helper);
    assert_int_equal(supply_again(id).claimed_at, REGISTER_NOW + HOUR);
    assert_int_equal(supply_again(id).errand_id, 0);
    assert_int_equal(supply_again(id).state, SUPPLY_ASSIGNED);
    assert_int_equal(register_count(supplies.store, "SELECT count(*) FROM supply_step WHERE helper = '黄磊'"), 1);
}

/* A form that was open meanwhile must not take back what was brought. */
static void what_was_brought_is_not_handed_over(void **state)
{
    (void)state;
    int64_t id = supply_asked("盐2包");
    struct supply_move over = supply_to(id, SUPPLY_ASSIGNED);
    over.helper_id = supplies.helper;
    supply_done(over);
    supply_done(supply_to(id, SUPPLY_LEFT));
    text_copy(over.helper, sizeof over.helper, "周敏");
    over.helper_id = 0;
    over.hand_over = true;
    supply_not_done(over, ERR_CONFLICT, "helper", "stands at the door already");
    supply_done(supply_to(id, SUPPLY_CONFIRMED));
    supply_not_done(over, ERR_CONFLICT, "", "is closed: Confirmed");
    assert_int_equal(supply_line_at(id, 1).delivered, 2 * THOUSAND);
}

static void the_paired_helper_of_an_observed_household_is_first(void **state)
{
    (void)state;
    pair(supplies.home, supplies.helper);
    int64_t id = supply_asked("盐2包");
    supply_not_done(supply_to(id, SUPPLY_ASSIGNED), ERR_INPUT, "helper",
                    "Who brings it?"); /* not observed: nobody is asked first */
    observe(supplies.home, supplies.resident);
    supply_done(supply_to(id, SUPPLY_ASSIGNED));
    assert_string_equal(supply_again(id).helper, "黄磊");
    assert_int_equal(supply_again(id).helper_id, supplies.helper);
    assert_string_equal(supply_again(id).helper_phone, "13900001111");
    id = supply_asked("盐1包");
    supply_by(id, SUPPLY_ASSIGNED, "周敏"); /* somebody else is no less welcome */
    assert_string_equal(supply_again(id).helper, "周敏");
}

static void nobody_runs_for_the_own_observed_household(void **state)
{
    (void)state;
    int64_t id = supply_asked("盐2包");
    struct supply_move move = supply_to(id, SUPPLY_ASSIGNED);
    move.helper_id = supplies.resident;
    supply_done(move); /* not observed: somebody of the household may fetch it */
    supply_done(supply_to(id, SUPPLY_NEW));
    observe(supplies.home, supplies.resident);
    supply_not_done(move, ERR_INPUT, "helper", "刘洋 lives in this observed household");
    move.helper_id = 0;
    text_copy(move.helper, sizeof move.helper, "刘洋"); /* nor by name alone */
    supply_not_done(move, ERR_INPUT, "helper", "刘洋 lives in this observed household");
    move.helper_id = supplies.helper;
    supply_done(move);
}

/* ---- who may ---- */

static void gate_clerks_may_and_viewers_may_not(void **state)
{
    (void)state;
    int64_t id = supply_asked("盐2包");
    struct officer officer = {.role = ROLE_VIEWER, .name = "陈静"};
    struct err err = {0};
    register_begin(supplies.store);
    assert_true(officer_save(supplies.store, &officer, &err));
    register_commit(supplies.store);
    assert_true(store_sign_on(supplies.store, officer.id, "test", true, &err));
    supply_not_done(supply_to(id, SUPPLY_NOT_NEEDED), ERR_ROLE, "", "陈静");
    officer.role = ROLE_GATE;
    officer.rev = -1;
    assert_true(store_sign_on(supplies.store, 1, "test", true, &err));
    register_begin(supplies.store);
    if (!officer_save(supplies.store, &officer, &err))
        fail_msg("%s", err.text);
    register_commit(supplies.store);
    assert_true(store_sign_on(supplies.store, officer.id, "test", true, &err));
    supply_done(supply_to(id, SUPPLY_NOT_NEEDED));
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, supply_desk_open, supply_desk_close)
    const struct CMUnitTest tests[] = {
        TEST(from_new_to_confirmed_and_back),
        TEST(any_state_of_the_way_is_one_move_away),
        TEST(the_same_state_is_no_move),
        TEST(side_exits_need_a_reason_and_lead_back_where_they_left),
        TEST(what_stands_at_the_door_is_not_given_up),
        TEST(closed_says_who_and_when),
        TEST(somebody_must_have_it),
        TEST(one_wins_and_the_other_is_told),
        TEST(handed_over_it_leaves_the_other_ones_errand),
        TEST(what_was_brought_is_not_handed_over),
        TEST(the_paired_helper_of_an_observed_household_is_first),
        TEST(nobody_runs_for_the_own_observed_household),
        TEST(gate_clerks_may_and_viewers_may_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
