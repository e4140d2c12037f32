/* What is kept for a request, brought in parts or whole and given back agrees with its lines and with the stock, though
 * what was asked for changes meanwhile. */
#include "gatepost/clock.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "tests/lib/goods.h"
#include "tests/lib/register.h"
#include "tests/lib/supply_desk.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* ---- what is brought ---- */

static void taken_it_is_kept_and_left_it_is_gone(void **state)
{
    (void)state;
    int64_t id = supply_asked("大米10斤 盐2包 酱油1瓶 口罩5个");
    assert_int_equal(stock_reserved(supplies.rice) + stock_reserved(supplies.salt), 0);
    supply_by(id, SUPPLY_ASSIGNED, "周敏");
    assert_int_equal(stock_reserved(supplies.rice), 5); /* 10斤 are 5公斤 */
    assert_int_equal(stock_reserved(supplies.salt), 2);
    assert_int_equal(stock_reserved(supplies.masks), 0); /* there are none: to be bought */
    assert_int_equal(stock_there(supplies.store, supplies.rice), 50);
    supply_done(supply_to(id, SUPPLY_BUYING));
    assert_int_equal(stock_reserved(supplies.rice), 5);
    supply_done(supply_to(id, SUPPLY_LEFT));
    assert_int_equal(stock_there(supplies.store, supplies.rice), 45);
    assert_int_equal(stock_there(supplies.store, supplies.salt), 8);
    assert_int_equal(stock_there(supplies.store, supplies.masks), 0);
    assert_int_equal(stock_reserved(supplies.rice) + stock_reserved(supplies.salt), 0);
    for (int i = 1; i <= 4; i++)
        assert_int_equal(supply_line_at(id, i).delivered, supply_line_at(id, i).quantity);
    assert_int_equal(register_count(supplies.store,
                                    "SELECT count(*) FROM stock_entry WHERE supply_step_id IS NOT NULL AND "
                                    "place_id = 1 AND whom = '周敏' AND officer_id = 1"),
                     2);
    supply_done(supply_to(id, SUPPLY_BUYING));
    assert_int_equal(stock_there(supplies.store, supplies.rice), 50);
    assert_int_equal(stock_there(supplies.store, supplies.salt), 10);
    assert_int_equal(stock_reserved(supplies.rice), 5);
    assert_int_equal(supply_line_at(id, 3).delivered, 0);
}

static void all_of_a_line_is_kept_or_nothing(void **state)
{
    (void)state;
    int64_t first = supply_asked("盐8包"), second = supply_asked("盐3包"), third = supply_asked("盐2包");
    supply_by(first, SUPPLY_ASSIGNED, "周敏");
    supply_by(second, SUPPLY_ASSIGNED, "黄磊");
    supply_by(third, SUPPLY_ASSIGNED, "黄磊");
    supply_line_is(first, 1, 0, 8);
    supply_line_is(second, 1, 0, 0);
    supply_line_is(third, 1, 0, 2);
    supply_done(supply_to(first, SUPPLY_NEW)); /* lets go */
    supply_done(supply_to(second, SUPPLY_BUYING));
    supply_line_is(second, 1, 0, 3);
    supply_done(supply_to(second, SUPPLY_LEFT));
    assert_int_equal(stock_there(supplies.store, supplies.salt), 7);
}

static void a_part_now_and_the_rest_later(void **state)
{
    (void)state;
    int64_t id = supply_asked("大米10斤 盐4包");
    supply_by(id, SUPPLY_BUYING, "周敏");
    supply_with_parts(id, SUPPLY_BUYING, "大米4斤 盐1包 盐1包");
    supply_line_is(id, 1, 4, 3);
    supply_line_is(id, 2, 2, 2);
    assert_int_equal(stock_there(supplies.store, supplies.rice), 48);
    assert_int_equal(stock_there(supplies.store, supplies.salt), 8);
    assert_int_equal(supply_again(id).state, SUPPLY_BUYING);
    supply_with_parts(id, SUPPLY_LEFT, "盐1");
    supply_line_is(id, 1, 4, 3); /* still kept for them */
    supply_line_is(id, 2, 3, 1);
    supply_with_parts(id, SUPPLY_LEFT, "盐1包");
    supply_line_is(id, 2, 4, 0);
    assert_int_equal(stock_there(supplies.store, supplies.salt), 6);
    supply_done(supply_to(id, SUPPLY_CONFIRMED)); /* the household waits for nothing more */
    supply_line_is(id, 1, 4, 0);
    supply_done(supply_to(id, SUPPLY_LEFT));
    supply_done(supply_to(id, SUPPLY_ASSIGNED)); /* all that came to the door since it was on its way */
    supply_line_is(id, 1, 4, 0);
    supply_line_is(id, 2, 2, 2);
    assert_int_equal(stock_there(supplies.store, supplies.salt), 8);
    assert_int_equal(stock_there(supplies.store, supplies.rice), 48);
    assert_int_equal(register_count(supplies.store, "SELECT SUM(quantity) FROM supply_delivery WHERE voided IS NULL"),
                     6 * THOUSAND);
}

static void back_and_on_again_takes_the_same_from_the_stock(void **state)
{
    (void)state;
    int64_t id = supply_asked("盐9包");
    supply_by(id, SUPPLY_BUYING, "周敏");
    supply_with_parts(id, SUPPLY_BUYING, "盐2包");
    for (int i = 0; i < 3; i++) {
        supply_done(supply_to(id, SUPPLY_LEFT));
        assert_int_equal(stock_there(supplies.store, supplies.salt), 1);
        supply_line_is(id, 1, 9, 0);
        supply_done(supply_to(id, SUPPLY_BUYING));
        assert_int_equal(stock_there(supplies.store, supplies.salt), 8);
        supply_line_is(id, 1, 2, 7);
    }
}

static void fetched_by_nobody_it_leaves_the_stock_too(void **state)
{
    (void)state;
    int64_t id = supply_asked("盐3包"), more = supply_asked("盐8包");
    supply_done(supply_to(id, SUPPLY_CONFIRMED));
    assert_int_equal(stock_there(supplies.store, supplies.salt), 7);
    supply_done(supply_to(more, SUPPLY_LEFT));
    assert_int_equal(stock_there(supplies.store, supplies.salt),
                     7); /* there were not so many: they came from elsewhere */
    enum supply_state back;
    struct supply supply = supply_again(more);
    assert_true(supply_back(supplies.store, &supply, &back, NULL));
    assert_int_equal(back, SUPPLY_NEW);
    supply_done(supply_to(more, back));
}

/* Thirds of a pound are no whole grams: what leaves the stock is all the same what was kept. */
static void parts_add_up_to_the_whole(void **state)
{
    (void)state;
    int64_t id = supply_asked("大米0.01斤");
    supply_by(id, SUPPLY_BUYING, "周敏");
    assert_int_equal(supply_line_at(id, 1).reserved, 5);
    for (int i = 0; i < 10; i++)
        supply_with_parts(id, SUPPLY_BUYING, "大米0.001斤");
    assert_int_equal(supply_line_at(id, 1).reserved, 0);
    assert_int_equal(supply_line_at(id, 1).delivered, 10);
    assert_int_equal(register_count(supplies.store, "SELECT SUM(change) FROM stock_entry WHERE kind = 'out'"), -5);
}

static void no_more_is_brought_than_was_asked_for(void **state)
{
    (void)state;
    int64_t id = supply_asked("盐4包 大米10斤");
    supply_by(id, SUPPLY_BUYING, "周敏");
    supply_with_parts(id, SUPPLY_BUYING, "盐3包");
    int64_t line = supply_line_at(id, 1).head.id;
    struct supply_part much[] = {{line, 2 * THOUSAND}}, twice[] = {{line, 700}, {line, 400}};
    struct supply_part nothing[] = {{line, 0}}, less[] = {{line, -THOUSAND}}, strange[] = {{99, THOUSAND}};
    struct supply_move move = supply_to(id, SUPPLY_LEFT);
    move.part_count = 1;
    move.parts = much;
    supply_not_done(move, ERR_INPUT, "parts", "盐: 4包 were asked for and 3 brought before; 2 more would be too much.");
    move.parts = nothing;
    supply_not_done(move, ERR_INPUT, "parts", "How much 盐? Give an amount above 0.");
    move.parts = less;
    supply_not_done(move, ERR_INPUT, "parts", "above 0");
    move.parts = strange;
    supply_not_done(move, ERR_NOT_FOUND, "", "Request #1 has no line 99.");
    move.parts = twice;
    move.part_count = 2;
    supply_not_done(move, ERR_INPUT, "parts", "1.1 more would be too much");
    move.part_count = 0;
    supply_not_done(move, ERR_INPUT, "parts", "What was brought?");
    move.part_count = 1;
    move.to = SUPPLY_ASSIGNED;
    supply_not_done(move, ERR_INPUT, "parts", "What was brought is said when");
    supply_line_is(id, 1, 3, 1);
    assert_int_equal(stock_there(supplies.store, supplies.salt), 7);
}

static void things_are_said_as_they_were_asked_for(void **state)
{
    (void)state;
    int64_t id = supply_asked("大米10斤 酱油2瓶 酱油1箱");
    struct supply_part parts[ITEMS_MOST];
    struct err err = {0};
    int count = 0;
    assert_true(supply_parts_parse(supplies.store, id, "大米2公斤 酱油1箱 酱油1", parts, &count, &err));
    assert_int_equal(count, 3);
    assert_int_equal(parts[0].quantity, 4 * THOUSAND);
    assert_int_equal(parts[1].line_id, supply_line_at(id, 3).head.id);
    assert_int_equal(parts[2].line_id, supply_line_at(id, 2).head.id);
    assert_false(supply_parts_parse(supplies.store, id, "醋1瓶", parts, &count, &err));
    assert_string_equal(err.text, "醋 is not asked for in this request.");
    assert_string_equal(err.field, "parts");
    assert_false(supply_parts_parse(supplies.store, id, "酱油1桶", parts, &count, &err));
    assert_non_null(strstr(err.text, "酱油 is asked for in"));
    assert_false(supply_parts_parse(supplies.store, id, "米0斤", parts, &count, &err));
    assert_string_equal(err.field, "parts");
}

static void a_count_in_between_closes_what_was_before(void **state)
{
    (void)state;
    int64_t id = supply_asked("盐4包");
    supply_by(id, SUPPLY_LEFT, "周敏");
    clock_fix(REGISTER_NOW + HOUR);
    stock_enter(supplies.store, supplies.salt, STOCK_COUNT, 5);
    supply_not_done(supply_to(id, SUPPLY_BUYING), ERR_INPUT, "at", "盐 was counted 15:32: what was before is closed.");
    supply_line_is(id, 1, 4, 0);
    assert_int_equal(supply_again(id).state, SUPPLY_LEFT);
    supply_done(supply_to(id, SUPPLY_CONFIRMED)); /* on it goes */
    int64_t other = supply_asked("盐2包");        /* counted this very second: what comes now is behind it */
    supply_by(other, SUPPLY_LEFT, "周敏");
    assert_int_equal(stock_there(supplies.store, supplies.salt), 3);
    supply_done(supply_to(other, SUPPLY_BUYING));
    assert_int_equal(stock_there(supplies.store, supplies.salt), 5);
}

/* Nobody brings that often; all of it comes back all the same. */
static void however_many_steps_it_took(void **state)
{
    (void)state;
    int64_t id = supply_asked("盐8包 酱油1瓶");
    supply_by(id, SUPPLY_ASSIGNED, "周敏");
    supply_with_parts(id, SUPPLY_LEFT, "盐1包");
    for (int i = 0; i < 70; i++)
        supply_with_parts(id, SUPPLY_LEFT, "盐0.1包");
    for (int i = 0; i < 70; i++)
        supply_done(supply_to(id, i % 2 == 0 ? SUPPLY_CONFIRMED : SUPPLY_LEFT));
    assert_int_equal(supply_line_at(id, 1).delivered, 8 * THOUSAND);
    assert_int_equal(stock_there(supplies.store, supplies.salt), 2);
    supply_done(supply_to(id, SUPPLY_ASSIGNED));
    supply_line_is(id, 1, 0, 8);
    assert_int_equal(stock_there(supplies.store, supplies.salt), 10);
    assert_int_equal(register_count(supplies.store, "SELECT count(*) FROM supply_delivery WHERE voided IS NULL"), 0);
}

/* ---- what was asked for changes while somebody has it ---- */

static void edit(int64_t id, const char *items, const char *words)
{
    struct supply supply = supply_again(id);
    struct err err = {0};
    text_copy(supply.items, sizeof supply.items, items);
    bool saved = register_save(supplies.store, &supply_rules, &supply, &err);
    if (words == NULL ? !saved : (saved || strstr(err.text, words) == NULL))
        fail_msg("%s", err.text);
}

static void the_stock_follows_an_edit(void **state)
{
    (void)state;
    int64_t id = supply_asked("盐4包");
    supply_by(id, SUPPLY_ASSIGNED, "周敏");
    edit(id, "盐6包 大米2斤", NULL);
    supply_line_is(id, 1, 0, 6);
    supply_line_is(id, 2, 0, 1);
    edit(id, "盐3包", NULL);
    supply_line_is(id, 1, 0, 3);
    assert_int_equal(stock_reserved(supplies.rice), 0);
    edit(id, "盐12包", NULL); /* not so many there: all of them are bought */
    supply_line_is(id, 1, 0, 0);
    edit(id, "盐8包", NULL);
    supply_with_parts(id, SUPPLY_ASSIGNED, "盐5包");
    supply_line_is(id, 1, 5, 3);
    edit(id, "盐6包", NULL);
    supply_line_is(id, 1, 5, 1);
    supply_done(supply_to(id, SUPPLY_LEFT));
    assert_int_equal(stock_there(supplies.store, supplies.salt), 4); /* 6 went out */
    edit(id, "盐5包", "盐: 6包 were brought already");
    edit(id, "大米2斤", "盐: 6包 were brought already");
    edit(id, "盐6袋", "盐: 6包 were brought already");
}

/* What is kept for the rest is never more than the rest. */
static void at_the_door_an_edit_lets_go_of_what_is_not_owed(void **state)
{
    (void)state;
    int64_t id = supply_asked("盐8包");
    supply_by(id, SUPPLY_ASSIGNED, "周敏");
    supply_with_parts(id, SUPPLY_LEFT, "盐5包");
    supply_line_is(id, 1, 5, 3);
    edit(id, "盐6包", NULL);
    supply_line_is(id, 1, 5, 1);
    supply_with_parts(id, SUPPLY_LEFT, "盐1包");
    assert_int_equal(stock_there(supplies.store, supplies.salt), 4);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, supply_desk_open, supply_desk_close)
    const struct CMUnitTest tests[] = {
        TEST(taken_it_is_kept_and_left_it_is_gone),
        TEST(all_of_a_line_is_kept_or_nothing),
        TEST(a_part_now_and_the_rest_later),
        TEST(back_and_on_again_takes_the_same_from_the_stock),
        TEST(fetched_by_nobody_it_leaves_the_stock_too),
        TEST(parts_add_up_to_the_whole),
        TEST(no_more_is_brought_than_was_asked_for),
        TEST(things_are_said_as_they_were_asked_for),
        TEST(a_count_in_between_closes_what_was_before),
        TEST(however_many_steps_it_took),
        TEST(the_stock_follows_an_edit),
        TEST(at_the_door_an_edit_lets_go_of_what_is_not_owed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
