/* Errands (domain.md §5): requests go along once, the money comes out even. What is to be bought: test_shopping.c. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/registers.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "tests/lib/errand_desk.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* ---- begun ---- */

static void requests_go_along_in_one_step(void **state)
{
    (void)state;
    struct err err = {0};
    struct buffer what = {0};
    const int64_t ids[] = {errand_request(errands.home, "大米 1斤"), errand_request(errands.neighbour, "食盐 1包")};
    struct errand errand = {.helper_id = errands.volunteer, .given = 200 * YUAN};
    errand = errand_begun(errand, ids, 2);
    assert_string_equal(errand.helper, "陈静");
    assert_string_equal(errand.phone, "13800000002");
    assert_int_equal(errand.begun_at, REGISTER_NOW);
    struct supply taken = errand_supply_now(ids[1]);
    assert_int_equal(taken.state, SUPPLY_ASSIGNED);
    assert_int_equal(taken.helper_id, errands.volunteer);
    assert_int_equal(taken.errand_id, errand.head.id);
    assert_int_equal(taken.claimed_by, 1);
    /* One more joins while the volunteer is out. */
    int64_t more = errand_request(errands.home, "面粉 1斤");
    errand = errand_begun(errand, &more, 1);
    assert_int_equal(errand.requests, 3);
    errand_done(undo_last(errands.store, &what, &err), &err);
    assert_int_equal(errand_supply_now(more).state, SUPPLY_NEW);
    errand_done(undo_last(errands.store, &what, &err), &err); /* asking for it */
    errand_done(undo_last(errands.store, &what, &err), &err);
    buffer_release(&what);
    assert_int_equal(errand_supply_now(ids[0]).state, SUPPLY_NEW);
    assert_string_equal(errand_supply_now(ids[0]).helper, "");
    assert_int_equal(register_count(errands.store, "SELECT COUNT(*) FROM errand WHERE voided IS NULL"), 0);
}

static void what_the_helper_has_already_joins(void **state)
{
    (void)state;
    struct err err = {0};
    int64_t id = errand_request(errands.home, "大米 1斤"), bought = errand_request(errands.neighbour, "大米 1斤"),
            fresh = errand_request(errands.home, "食盐 1包");
    errand_claim(id, "陈静");
    clock_fix(REGISTER_NOW + HOUR);
    struct supply_move buying = {.id = bought, .rev = -1, .to = SUPPLY_BUYING, .helper_id = errands.volunteer};
    errand_done(supply_move(errands.store, &buying, &err), &err);
    const int64_t ids[] = {id, bought, fresh};
    struct errand errand = errand_begun((struct errand){.helper_id = errands.volunteer}, ids, 3);
    assert_int_equal(errand_supply_now(id).state, SUPPLY_ASSIGNED);
    assert_int_equal(errand_supply_now(bought).state, SUPPLY_BUYING); /* not one step back */
    assert_int_equal(errand_supply_now(fresh).state, SUPPLY_ASSIGNED);
    assert_int_equal(errand.requests, 3);
}

static void what_somebody_else_has_is_told(void **state)
{
    (void)state;
    struct err err = {0};
    const int64_t ids[] = {errand_request(errands.home, "大米 1斤"), errand_request(errands.neighbour, "大米 1斤")};
    clock_fix(REGISTER_NOW + HOUR);
    errand_claim(ids[1], "李明");
    clock_fix(REGISTER_NOW + 2 * HOUR);
    struct errand errand = errand_named("陈静");
    assert_false(errand_begin(errands.store, &errand, ids, 2, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_non_null(strstr(err.text, "李明"));
    assert_non_null(strstr(err.text, "15:32"));
    assert_int_equal(errand.head.id, 0);
    assert_int_equal(register_count(errands.store, "SELECT COUNT(*) FROM errand"), 0);
    assert_int_equal(errand_supply_now(ids[0]).state, SUPPLY_NEW);
    /* What stands at the door goes with nobody. */
    struct supply_move left = {.id = ids[1], .rev = -1, .to = SUPPLY_LEFT};
    errand_done(supply_move(errands.store, &left, &err), &err);
    assert_false(errand_begin(errands.store, &errand, &ids[1], 1, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_int_equal(errand_supply_now(ids[1]).state, SUPPLY_LEFT);
    assert_false(errand_begin(errands.store, &errand, &(int64_t){999}, 1, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void of_two_desks_one_wins(void **state)
{
    (void)state;
    struct err err = {0};
    const int64_t ids[] = {errand_request(errands.home, "大米 1斤"), errand_request(errands.neighbour, "大米 1斤")};
    struct errand here = errand_named("陈静"), there = errand_named("李明");
    errand_done(errand_begin(errands.other, &there, ids, 1, &err), &err);
    assert_false(errand_begin(errands.store, &here, ids, 2, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_non_null(strstr(err.text, "李明"));
    assert_int_equal(register_count(errands.store, "SELECT COUNT(*) FROM errand"), 1);
    assert_int_equal(errand_supply_now(ids[1]).state, SUPPLY_NEW);
    assert_int_equal(errand_supply_now(ids[0]).errand_id, there.head.id);
}

static void an_errand_is_somebodys(void **state)
{
    (void)state;
    struct err err = {0};
    struct errand errand = errand_named("");
    assert_false(errand_begin(errands.store, &errand, NULL, 0, &err));
    assert_string_equal(err.field, "helper");
    errand = errand_named("陈*");
    assert_false(errand_begin(errands.store, &errand, NULL, 0, &err));
    assert_string_equal(err.field, "helper");
    errand = errand_named("陈静");
    errand_done(errand_begin(errands.store, &errand, NULL, 0, &err), &err); /* it may begin with nothing */
    int64_t many[ERRAND_REQUESTS + 1];
    for (int i = 0; i <= ERRAND_REQUESTS; i++)
        many[i] = errand_request(errands.home, "大米 1斤");
    assert_false(errand_begin(errands.store, &errand, many, ERRAND_REQUESTS + 1, &err));
    assert_non_null(strstr(err.text, "60"));
    errand_done(errand_begin(errands.store, &errand, many, ERRAND_REQUESTS, &err), &err);
    assert_false(errand_begin(errands.store, &errand, &many[ERRAND_REQUESTS], 1, &err));
}

static void another_goes_instead(void **state)
{
    (void)state;
    struct err err = {0};
    const int64_t ids[] = {errand_request(errands.home, "大米 1斤"), errand_request(errands.neighbour, "大米 1斤")};
    struct errand errand = errand_begun(errand_named("陈静"), ids, 2);
    struct supply_move left = {.id = ids[0], .rev = -1, .to = SUPPLY_LEFT};
    errand_done(supply_move(errands.store, &left, &err), &err);
    text_copy(errand.helper, sizeof errand.helper, "李明");
    errand_done(register_save(errands.store, &errand_rules, &errand, &err), &err);
    assert_string_equal(errand_supply_now(ids[0]).helper, "陈静"); /* who brought it */
    assert_string_equal(errand_supply_now(ids[1]).helper, "李明");
    assert_int_equal(errand_supply_now(ids[1]).errand_id, errand.head.id);
    /* A request that is handed to a third leaves the errand. */
    struct supply_move over = {.id = ids[1], .rev = -1, .to = SUPPLY_ASSIGNED, .hand_over = true, .helper = "赵强"};
    errand_done(supply_move(errands.store, &over, &err), &err);
    assert_int_equal(errand_supply_now(ids[1]).errand_id, 0);
}

/* ---- money ---- */

static void settled_when_it_comes_out_even(void **state)
{
    (void)state;
    struct err err = {0};
    struct errand errand = errand_named("陈静");
    errand.given = 200 * YUAN;
    errand = errand_begun(errand, NULL, 0);
    assert_int_equal(errand_owed(&errand), 200 * YUAN);
    errand.received = 30 * YUAN;
    errand.spent = 187 * YUAN + 50;
    errand.returned = 30 * YUAN;
    errand_done(register_save(errands.store, &errand_rules, &errand, &err), &err);
    assert_false(errand_settle(errands.store, errand.head.id, -1, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_non_null(strstr(err.text, "陈静 still has 12.50 to give back"));
    errand.returned = 45 * YUAN + 50;
    errand_done(register_save(errands.store, &errand_rules, &errand, &err), &err);
    assert_false(errand_settle(errands.store, errand.head.id, -1, &err));
    assert_non_null(strstr(err.text, "the post still owes 陈静 3.00"));
    errand.returned = 42 * YUAN + 50;
    errand_done(register_save(errands.store, &errand_rules, &errand, &err), &err);
    assert_false(errand_settle(errands.store, errand.head.id, errand.head.rev - 1, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    errand_done(errand_settle(errands.store, errand.head.id, errand.head.rev, &err), &err);
    errand = errand_again(errand.head.id);
    assert_int_equal(errand.settled_at, REGISTER_NOW);
    assert_int_equal(errand.settled_by, 1);
    assert_false(errand_settle(errands.store, errand.head.id, -1, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_non_null(strstr(err.text, "李卫国"));
    assert_false(errand_begin(errands.store, &errand, NULL, 0, &err)); /* nothing joins it any more */
}

static void what_is_settled_is_corrected_by_an_officer(void **state)
{
    (void)state;
    struct err err = {0};
    struct buffer what = {0};
    struct errand errand = errand_named("陈静");
    errand.given = errand.spent = 50 * YUAN;
    errand = errand_begun(errand, NULL, 0);
    errand_done(errand_settle(errands.store, errand.head.id, -1, &err), &err);
    errand_done(undo_last(errands.store, &what, &err), &err); /* whoever settled it may take that back */
    buffer_release(&what);
    assert_int_equal(errand_again(errand.head.id).settled_at, 0);
    errand_done(errand_settle(errands.store, errand.head.id, -1, &err), &err);
    errand = errand_again(errand.head.id);
    text_copy(errand.note, sizeof errand.note, "小票在抽屉里");
    struct officer clerk = {.name = "孙丽", .role = ROLE_CLERK};
    register_begin(errands.store);
    errand_done(officer_save(errands.store, &clerk, &err), &err);
    register_commit(errands.store);
    errand_done(store_sign_on(errands.store, clerk.id, "desk", true, &err), &err);
    assert_false(register_save(errands.store, &errand_rules, &errand, &err));
    assert_int_equal(err.code, ERR_ROLE);
    errand_done(store_sign_on(errands.store, 1, "desk", true, &err), &err);
    errand_done(register_save(errands.store, &errand_rules, &errand, &err), &err);
    assert_int_equal(errand.settled_at, REGISTER_NOW);
    errand.spent = 48 * YUAN;
    errand_done(register_save(errands.store, &errand_rules, &errand, &err), &err);
    assert_int_equal(errand.settled_at, 0); /* not even any more: open again */
    assert_int_equal(errand.settled_by, 0);
}

static void assert_refused(struct errand errand, const char *field)
{
    struct err err = {0};
    text_copy(errand.helper, sizeof errand.helper, "陈静");
    assert_false(register_save(errands.store, &errand_rules, &errand, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_string_equal(err.field, field);
}

static void money_that_cannot_be_is_refused(void **state)
{
    (void)state;
    assert_refused((struct errand){.given = -1}, "given");
    assert_refused((struct errand){.received = -1}, "received");
    assert_refused((struct errand){.spent = -1}, "spent");
    assert_refused((struct errand){.given = 100001 * YUAN}, "given");
    assert_refused((struct errand){.returned = INT64_MIN}, "returned");
    assert_refused((struct errand){.begun_at = REGISTER_NOW + DAY}, "begun_at");
    assert_int_equal(register_count(errands.store, "SELECT COUNT(*) FROM errand"), 0);
}

static void void_lets_its_requests_go(void **state)
{
    (void)state;
    struct err err = {0};
    struct buffer what = {0};
    int64_t id = errand_request(errands.home, "大米 1斤");
    struct errand errand = errand_named("陈静");
    errand.given = 100 * YUAN;
    errand = errand_begun(errand, &id, 1);
    errand.spent = 5 * YUAN;
    errand_done(register_save(errands.store, &errand_rules, &errand, &err), &err);
    assert_false(register_void(errands.store, &errand_rules, errand.head.id, -1, "登记有误", &err));
    assert_non_null(strstr(err.text, "5.00"));
    errand.spent = 0;
    errand_done(register_save(errands.store, &errand_rules, &errand, &err), &err);
    errand_done(register_void(errands.store, &errand_rules, errand.head.id, -1, "登记有误", &err), &err);
    assert_int_equal(errand_supply_now(id).errand_id, 0);
    assert_string_equal(errand_supply_now(id).helper, "陈静");
    errand_done(undo_last(errands.store, &what, &err), &err);
    buffer_release(&what);
    assert_int_equal(errand_supply_now(id).errand_id, errand.head.id);
}

static void what_is_not_settled_is_told_of_each(void **state)
{
    (void)state;
    struct err err = {0};
    struct errand_balance rows[4];
    int count = 0;
    errand_begun((struct errand){.helper_id = errands.volunteer, .given = 100 * YUAN}, NULL, 0);
    clock_fix(REGISTER_NOW + HOUR);
    errand_begun((struct errand){.helper_id = errands.volunteer, .given = 20 * YUAN, .spent = 7 * YUAN + 50}, NULL, 0);
    struct errand even = errand_named("赵强"), owed = errand_named("李明"), settled = errand_named("孙丽");
    even = errand_begun(even, NULL, 0);
    owed.spent = 3 * YUAN;
    errand_begun(owed, NULL, 0);
    settled = errand_begun(settled, NULL, 0);
    errand_done(errand_settle(errands.store, settled.head.id, -1, &err), &err);
    errand_done(errand_balances(errands.store, rows, 4, &count, &err), &err);
    assert_int_equal(count, 3);
    assert_string_equal(rows[0].helper, "陈静");
    assert_int_equal(rows[0].helper_id, errands.volunteer);
    assert_int_equal(rows[0].owed, 112 * YUAN + 50);
    assert_int_equal(rows[0].errands, 2);
    assert_string_equal(rows[1].helper, "李明");
    assert_int_equal(rows[1].owed, -3 * YUAN);
    assert_string_equal(rows[2].helper, "赵强"); /* nothing owed, but nobody has said so */
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, errand_desk_open, errand_desk_close)
    const struct CMUnitTest tests[] = {
        TEST(requests_go_along_in_one_step),
        TEST(what_the_helper_has_already_joins),
        TEST(what_somebody_else_has_is_told),
        TEST(of_two_desks_one_wins),
        TEST(an_errand_is_somebodys),
        TEST(another_goes_instead),
        TEST(settled_when_it_comes_out_even),
        TEST(what_is_settled_is_corrected_by_an_officer),
        TEST(money_that_cannot_be_is_refused),
        TEST(void_lets_its_requests_go),
        TEST(what_is_not_settled_is_told_of_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
