/* What becomes of a request: every way on, back and out; whose it is; what is brought, reserved, issued and given back;
 * and each of it undone and done again. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/errand.h"
#include "gatepost/observation.h"
#include "gatepost/pairing.h"
#include "gatepost/registers.h"
#include "gatepost/supply_rules.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "src/store/database.h"
#include "tests/lib/goods.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { HOUR = 3600 };
static struct store *store;
static int64_t home, neighbour, resident, helper, rice, salt, masks;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    home = register_household(store, "望江苑", "12-2-1203");
    neighbour = register_household(store, "望江苑", "8-1-302");
    resident = register_person(store, "刘洋", "13812343821", home);
    helper = register_person(store, "黄磊", "13900001111", neighbour);
    rice = goods_add(store, "大米", "公斤");
    salt = goods_add(store, "盐", "包");
    masks = goods_add(store, "口罩", "个");
    stock_enter(store, rice, STOCK_IN, 50);
    stock_enter(store, salt, STOCK_IN, 10);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    clock_fix(REGISTER_NOW);
    return 0;
}

/* ---- with few words ---- */

static int64_t asked(const char *items)
{
    struct supply supply;
    struct err err = {0};
    register_new(&supply_rules, &supply);
    supply.place_id = home;
    supply.again = true;
    text_copy(supply.items, sizeof supply.items, items);
    if (!register_save(store, &supply_rules, &supply, &err))
        fail_msg("%s", err.text);
    return supply.head.id;
}

static struct supply again(int64_t id)
{
    struct supply supply;
    assert_true(record_get(store, &supply_table, id, &supply, NULL));
    return supply;
}

static struct supply_line line_of(int64_t id, int position)
{
    struct supply_line lines[ITEMS_MOST];
    int count = 0;
    assert_true(supply_lines(store, id, lines, ITEMS_MOST, &count, NULL));
    assert_true(position <= count);
    return lines[position - 1];
}

static struct supply_move to(int64_t id, enum supply_state state)
{
    return (struct supply_move){.id = id, .rev = -1, .to = state};
}

static void done(struct supply_move move)
{
    struct err err = {0};
    if (!supply_move(store, &move, &err))
        fail_msg("%s", err.text);
}

static void by(int64_t id, enum supply_state state, const char *name)
{
    struct supply_move move = to(id, state);
    text_copy(move.helper, sizeof move.helper, name);
    done(move);
}

/* Refused with a code, a field ("" for none) and words; nothing is written. */
static void refused(struct supply_move move, enum err_code code, const char *field, const char *words)
{
    struct err err = {0};
    int64_t before = register_count(store, "SELECT MAX(id) FROM audit");
    assert_false(supply_move(store, &move, &err));
    if (strstr(err.text, words) == NULL)
        fail_msg("%s", err.text);
    assert_int_equal(err.code, code);
    assert_string_equal(err.field != NULL ? err.field : "", field);
    assert_int_equal(register_count(store, "SELECT MAX(id) FROM audit"), before);
}

static void with_parts(int64_t id, enum supply_state state, const char *things)
{
    struct supply_part parts[ITEMS_MOST];
    struct supply_move move = to(id, state);
    struct err err = {0};
    if (!supply_parts_parse(store, id, things, parts, &move.part_count, &err))
        fail_msg("%s", err.text);
    move.parts = parts;
    done(move);
}

static int64_t reserved(int64_t goods_id)
{
    struct stock_level level;
    assert_true(stock_level(store, goods_id, &level, NULL));
    return level.reserved / THOUSAND;
}

static void assert_line(int64_t id, int position, int64_t delivered, int64_t kept)
{
    struct supply_line line = line_of(id, position);
    assert_int_equal(line.delivered, delivered * THOUSAND);
    assert_int_equal(line.reserved, kept * THOUSAND);
}

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
    register_begin(store);
    assert_true(record_save(store, &observation_table, &observation, &err));
    register_commit(store);
}

static void pair(int64_t place_id, int64_t person_id)
{
    struct pairing pairing;
    struct err err = {0};
    register_new(&pairing_rules, &pairing);
    pairing.place_id = place_id;
    pairing.person_id = person_id;
    if (!register_save(store, &pairing_rules, &pairing, &err))
        fail_msg("%s", err.text);
}

/* ---- the way ---- */

static void from_new_to_confirmed_and_back(void **state)
{
    (void)state;
    int64_t id = asked("大米10斤 盐2包");
    enum supply_state back;
    by(id, SUPPLY_ASSIGNED, "周敏");
    for (int at = SUPPLY_ASSIGNED; at < SUPPLY_CONFIRMED; at++) {
        clock_fix(REGISTER_NOW + at * 60);
        done(to(id, supply_next((enum supply_state)at)));
        assert_int_equal(again(id).state, at + 1);
        assert_int_equal(again(id).state_at, REGISTER_NOW + at * 60);
    }
    assert_int_equal(supply_next(SUPPLY_CONFIRMED), SUPPLY_CONFIRMED);
    for (int at = SUPPLY_CONFIRMED; at > SUPPLY_NEW; at--) {
        struct supply supply = again(id);
        assert_true(supply_back(store, &supply, &back, NULL));
        assert_int_equal(back, at - 1);
        done(to(id, back));
        assert_int_equal(again(id).state, at - 1);
    }
    assert_string_equal(again(id).helper, "");
    assert_int_equal(again(id).claimed_at, 0);
    assert_int_equal(register_count(store, "SELECT count(*) FROM supply_step WHERE supply_id = 1"), 8);
    assert_int_equal(stock_there(store, rice), 50);
    assert_int_equal(reserved(rice) + reserved(salt), 0);
}

static void any_state_of_the_way_is_one_move_away(void **state)
{
    (void)state;
    for (int from = SUPPLY_NEW; from <= SUPPLY_CONFIRMED; from++)
        for (int there = SUPPLY_NEW; there <= SUPPLY_CONFIRMED; there++) {
            if (there == from)
                continue;
            int64_t id = asked("大米10斤");
            if (from != SUPPLY_NEW)
                by(id, (enum supply_state)from, "周敏");
            struct supply_move move = to(id, (enum supply_state)there);
            text_copy(move.helper, sizeof move.helper, from == SUPPLY_NEW ? "周敏" : "");
            done(move);
            assert_int_equal(again(id).state, there);
            assert_int_equal(line_of(id, 1).delivered, there >= SUPPLY_LEFT ? 10 * THOUSAND : 0);
            bool kept = there == SUPPLY_ASSIGNED || there == SUPPLY_BUYING;
            assert_int_equal(line_of(id, 1).reserved, kept ? 5 * THOUSAND : 0);
            if (there < SUPPLY_CONFIRMED)
                done(to(id, SUPPLY_CONFIRMED));
            done(to(id, SUPPLY_NEW));
        }
    assert_int_equal(stock_there(store, rice) + register_count(store, "SELECT -SUM(change) / 1000 FROM stock_entry "
                                                                      "WHERE kind = 'out' AND voided IS NULL"),
                     50);
}

static void the_same_state_is_no_move(void **state)
{
    (void)state;
    int64_t id = asked("盐2包");
    refused(to(id, SUPPLY_NEW), ERR_INPUT, "", "in that state already");
    struct supply_move named = to(id, SUPPLY_NEW);
    text_copy(named.helper, sizeof named.helper, "周敏");
    refused(named, ERR_INPUT, "", "in that state already");
    by(id, SUPPLY_BUYING, "周敏");
    refused(to(id, SUPPLY_BUYING), ERR_INPUT, "", "in that state already");
    refused(to(99, SUPPLY_LEFT), ERR_NOT_FOUND, "", "There is no request 99.");
}

static void side_exits_need_a_reason_and_lead_back_where_they_left(void **state)
{
    (void)state;
    static const enum supply_state exits[] = {SUPPLY_OUT_OF_STOCK, SUPPLY_CANCELLED, SUPPLY_DUPLICATE,
                                              SUPPLY_NOT_NEEDED};
    for (int i = 0; i < 4; i++)
        for (int from = SUPPLY_NEW; from <= SUPPLY_BUYING; from++) {
            int64_t id = asked("大米10斤");
            enum supply_state back;
            if (from != SUPPLY_NEW)
                by(id, (enum supply_state)from, "周敏");
            struct supply_move move = to(id, exits[i]);
            text_copy(move.remark, sizeof move.remark, "  ");
            if (exits[i] == SUPPLY_OUT_OF_STOCK || exits[i] == SUPPLY_CANCELLED)
                refused(move, ERR_INPUT, "remark", "Why?");
            text_copy(move.remark, sizeof move.remark, " 亲戚已送到 ");
            done(move);
            assert_int_equal(again(id).state, exits[i]);
            assert_int_equal(reserved(rice), 0);
            refused(to(id, SUPPLY_LEFT), ERR_CONFLICT, "", "is closed");
            refused(to(id, SUPPLY_CONFIRMED), ERR_CONFLICT, "", "is closed");
            struct supply supply = again(id);
            assert_true(supply_back(store, &supply, &back, NULL));
            assert_int_equal(back, from);
            done(to(id, back));
            assert_int_equal(reserved(rice), from == SUPPLY_NEW ? 0 : 5);
            done(to(id, SUPPLY_NOT_NEEDED));
        }
    assert_int_equal(register_count(store, "SELECT count(*) FROM supply_step WHERE remark = '亲戚已送到'"), 12);
}

static void what_stands_at_the_door_is_not_given_up(void **state)
{
    (void)state;
    int64_t id = asked("盐2包");
    done(to(id, SUPPLY_LEFT));
    struct supply_move move = to(id, SUPPLY_CANCELLED);
    text_copy(move.remark, sizeof move.remark, "x");
    refused(move, ERR_INPUT, "", "stands at the door");
    refused(to(id, SUPPLY_NOT_NEEDED), ERR_INPUT, "", "stands at the door");
    done(to(id, SUPPLY_CONFIRMED));
    refused(move, ERR_CONFLICT, "", "is closed: Confirmed, 14:32, by 李卫国");
}

static void closed_says_who_and_when(void **state)
{
    (void)state;
    int64_t id = asked("盐2包"), other = register_officer(store, "王秀英");
    struct err err = {0};
    clock_fix(REGISTER_NOW + HOUR);
    assert_true(store_sign_on(store, other, "test", true, &err));
    struct supply_move move = to(id, SUPPLY_CANCELLED);
    text_copy(move.remark, sizeof move.remark, "x");
    done(move);
    clock_fix(REGISTER_NOW + 2 * HOUR);
    assert_true(store_sign_on(store, 1, "test", true, &err));
    refused(to(id, SUPPLY_CONFIRMED), ERR_CONFLICT, "", "Request #1 is closed: Cancelled, 15:32, by 王秀英");
    refused(to(id, SUPPLY_DUPLICATE), ERR_CONFLICT, "", "by 王秀英");
    refused(to(id, SUPPLY_CANCELLED), ERR_CONFLICT, "", "is closed");
}

/* ---- whose it is ---- */

static void somebody_must_have_it(void **state)
{
    (void)state;
    int64_t id = asked("盐2包");
    refused(to(id, SUPPLY_ASSIGNED), ERR_INPUT, "helper", "Who brings it?");
    refused(to(id, SUPPLY_BUYING), ERR_INPUT, "helper", "Who brings it?");
    struct supply_move move = to(id, SUPPLY_ASSIGNED);
    text_copy(move.helper, sizeof move.helper, "周*");
    refused(move, ERR_INPUT, "helper", "masked");
    text_copy(move.helper, sizeof move.helper, "周敏");
    text_copy(move.helper_phone, sizeof move.helper_phone, "138****3821");
    refused(move, ERR_INPUT, "helper_phone", "masked");
    text_copy(move.helper_phone, sizeof move.helper_phone, "12");
    refused(move, ERR_INPUT, "helper_phone", "one phone number");
    text_copy(move.helper_phone, sizeof move.helper_phone, "138 1111 2222");
    done(move);
    assert_string_equal(again(id).helper_phone, "13811112222");
    assert_int_equal(again(id).claimed_at, REGISTER_NOW);
    assert_int_equal(again(id).claimed_by, 1);
    assert_int_equal(again(id).helper_id, 0);
}

static void one_wins_and_the_other_is_told(void **state)
{
    (void)state;
    int64_t id = asked("盐2包");
    int64_t rev = again(id).head.rev;
    by(id, SUPPLY_ASSIGNED, "周敏");
    clock_fix(REGISTER_NOW + HOUR);
    struct supply_move late = to(id, SUPPLY_ASSIGNED);
    text_copy(late.helper, sizeof late.helper, "黄磊");
    refused(late, ERR_CONFLICT, "helper", "Request #1 is taken already: 周敏 has it, since 14:32");
    late.rev = rev; /* read before the other took it: still by whom and when */
    refused(late, ERR_CONFLICT, "helper", "周敏 has it, since 14:32");
    done(to(id, SUPPLY_BUYING));
    refused(late, ERR_CONFLICT, "helper", "周敏 has it");
    late.rev = -1;
    refused(late, ERR_CONFLICT, "helper", "周敏 has it");
    late.to = SUPPLY_LEFT;
    refused(late, ERR_CONFLICT, "helper", "周敏 has it");
    late.to = SUPPLY_LEFT;
    late.helper[0] = '\0';
    late.rev = rev;
    refused(late, ERR_CONFLICT, "", "李卫国");
    assert_string_equal(again(id).helper, "周敏");
    assert_int_equal(again(id).claimed_at, REGISTER_NOW);
}

static void handed_over_it_leaves_the_other_ones_errand(void **state)
{
    (void)state;
    int64_t id = asked("盐2包");
    struct errand errand;
    struct err err = {0};
    register_new(&errand_rules, &errand);
    text_copy(errand.helper, sizeof errand.helper, "周敏");
    if (!register_save(store, &errand_rules, &errand, &err))
        fail_msg("%s", err.text);
    struct supply_move move = to(id, SUPPLY_ASSIGNED);
    text_copy(move.helper, sizeof move.helper, "周敏");
    move.errand_id = errand.head.id;
    done(move);
    assert_int_equal(again(id).errand_id, errand.head.id);
    clock_fix(REGISTER_NOW + HOUR);
    struct supply_move over = to(id, SUPPLY_ASSIGNED);
    over.helper_id = helper;
    over.hand_over = true;
    done(over);
    assert_string_equal(again(id).helper, "黄磊");
    assert_string_equal(again(id).helper_phone, "13900001111");
    assert_int_equal(again(id).helper_id, helper);
    assert_int_equal(again(id).claimed_at, REGISTER_NOW + HOUR);
    assert_int_equal(again(id).errand_id, 0);
    assert_int_equal(again(id).state, SUPPLY_ASSIGNED);
    assert_int_equal(register_count(store, "SELECT count(*) FROM supply_step WHERE helper = '黄磊'"), 1);
}

/* A form that was open meanwhile must not take back what was brought. */
static void what_was_brought_is_not_handed_over(void **state)
{
    (void)state;
    int64_t id = asked("盐2包");
    struct supply_move over = to(id, SUPPLY_ASSIGNED);
    over.helper_id = helper;
    done(over);
    done(to(id, SUPPLY_LEFT));
    text_copy(over.helper, sizeof over.helper, "周敏");
    over.helper_id = 0;
    over.hand_over = true;
    refused(over, ERR_CONFLICT, "helper", "stands at the door already");
    done(to(id, SUPPLY_CONFIRMED));
    refused(over, ERR_CONFLICT, "", "is closed: Confirmed");
    assert_int_equal(line_of(id, 1).delivered, 2 * THOUSAND);
}

static void the_paired_helper_of_an_observed_household_is_first(void **state)
{
    (void)state;
    pair(home, helper);
    int64_t id = asked("盐2包");
    refused(to(id, SUPPLY_ASSIGNED), ERR_INPUT, "helper", "Who brings it?"); /* not observed: nobody is asked first */
    observe(home, resident);
    done(to(id, SUPPLY_ASSIGNED));
    assert_string_equal(again(id).helper, "黄磊");
    assert_int_equal(again(id).helper_id, helper);
    assert_string_equal(again(id).helper_phone, "13900001111");
    id = asked("盐1包");
    by(id, SUPPLY_ASSIGNED, "周敏"); /* somebody else is no less welcome */
    assert_string_equal(again(id).helper, "周敏");
}

static void nobody_runs_for_the_own_observed_household(void **state)
{
    (void)state;
    int64_t id = asked("盐2包");
    struct supply_move move = to(id, SUPPLY_ASSIGNED);
    move.helper_id = resident;
    done(move); /* not observed: somebody of the household may fetch it */
    done(to(id, SUPPLY_NEW));
    observe(home, resident);
    refused(move, ERR_INPUT, "helper", "刘洋 lives in this observed household");
    move.helper_id = 0;
    text_copy(move.helper, sizeof move.helper, "刘洋"); /* nor by name alone */
    refused(move, ERR_INPUT, "helper", "刘洋 lives in this observed household");
    move.helper_id = helper;
    done(move);
}

/* ---- what is brought ---- */

static void taken_it_is_kept_and_left_it_is_gone(void **state)
{
    (void)state;
    int64_t id = asked("大米10斤 盐2包 酱油1瓶 口罩5个");
    assert_int_equal(reserved(rice) + reserved(salt), 0);
    by(id, SUPPLY_ASSIGNED, "周敏");
    assert_int_equal(reserved(rice), 5); /* 10斤 are 5公斤 */
    assert_int_equal(reserved(salt), 2);
    assert_int_equal(reserved(masks), 0); /* there are none: to be bought */
    assert_int_equal(stock_there(store, rice), 50);
    done(to(id, SUPPLY_BUYING));
    assert_int_equal(reserved(rice), 5);
    done(to(id, SUPPLY_LEFT));
    assert_int_equal(stock_there(store, rice), 45);
    assert_int_equal(stock_there(store, salt), 8);
    assert_int_equal(stock_there(store, masks), 0);
    assert_int_equal(reserved(rice) + reserved(salt), 0);
    for (int i = 1; i <= 4; i++)
        assert_int_equal(line_of(id, i).delivered, line_of(id, i).quantity);
    assert_int_equal(register_count(store, "SELECT count(*) FROM stock_entry WHERE supply_step_id IS NOT NULL AND "
                                           "place_id = 1 AND whom = '周敏' AND officer_id = 1"),
                     2);
    done(to(id, SUPPLY_BUYING));
    assert_int_equal(stock_there(store, rice), 50);
    assert_int_equal(stock_there(store, salt), 10);
    assert_int_equal(reserved(rice), 5);
    assert_int_equal(line_of(id, 3).delivered, 0);
}

static void all_of_a_line_is_kept_or_nothing(void **state)
{
    (void)state;
    int64_t first = asked("盐8包"), second = asked("盐3包"), third = asked("盐2包");
    by(first, SUPPLY_ASSIGNED, "周敏");
    by(second, SUPPLY_ASSIGNED, "黄磊");
    by(third, SUPPLY_ASSIGNED, "黄磊");
    assert_line(first, 1, 0, 8);
    assert_line(second, 1, 0, 0);
    assert_line(third, 1, 0, 2);
    done(to(first, SUPPLY_NEW)); /* lets go */
    done(to(second, SUPPLY_BUYING));
    assert_line(second, 1, 0, 3);
    done(to(second, SUPPLY_LEFT));
    assert_int_equal(stock_there(store, salt), 7);
}

static void a_part_now_and_the_rest_later(void **state)
{
    (void)state;
    int64_t id = asked("大米10斤 盐4包");
    by(id, SUPPLY_BUYING, "周敏");
    with_parts(id, SUPPLY_BUYING, "大米4斤 盐1包 盐1包");
    assert_line(id, 1, 4, 3);
    assert_line(id, 2, 2, 2);
    assert_int_equal(stock_there(store, rice), 48);
    assert_int_equal(stock_there(store, salt), 8);
    assert_int_equal(again(id).state, SUPPLY_BUYING);
    with_parts(id, SUPPLY_LEFT, "盐1");
    assert_line(id, 1, 4, 3); /* still kept for them */
    assert_line(id, 2, 3, 1);
    with_parts(id, SUPPLY_LEFT, "盐1包");
    assert_line(id, 2, 4, 0);
    assert_int_equal(stock_there(store, salt), 6);
    done(to(id, SUPPLY_CONFIRMED)); /* the household waits for nothing more */
    assert_line(id, 1, 4, 0);
    done(to(id, SUPPLY_LEFT));
    done(to(id, SUPPLY_ASSIGNED)); /* all that came to the door since it was on its way */
    assert_line(id, 1, 4, 0);
    assert_line(id, 2, 2, 2);
    assert_int_equal(stock_there(store, salt), 8);
    assert_int_equal(stock_there(store, rice), 48);
    assert_int_equal(register_count(store, "SELECT SUM(quantity) FROM supply_delivery WHERE voided IS NULL"),
                     6 * THOUSAND);
}

static void back_and_on_again_takes_the_same_from_the_stock(void **state)
{
    (void)state;
    int64_t id = asked("盐9包");
    by(id, SUPPLY_BUYING, "周敏");
    with_parts(id, SUPPLY_BUYING, "盐2包");
    for (int i = 0; i < 3; i++) {
        done(to(id, SUPPLY_LEFT));
        assert_int_equal(stock_there(store, salt), 1);
        assert_line(id, 1, 9, 0);
        done(to(id, SUPPLY_BUYING));
        assert_int_equal(stock_there(store, salt), 8);
        assert_line(id, 1, 2, 7);
    }
}

static void fetched_by_nobody_it_leaves_the_stock_too(void **state)
{
    (void)state;
    int64_t id = asked("盐3包"), more = asked("盐8包");
    done(to(id, SUPPLY_CONFIRMED));
    assert_int_equal(stock_there(store, salt), 7);
    done(to(more, SUPPLY_LEFT));
    assert_int_equal(stock_there(store, salt), 7); /* there were not so many: they came from elsewhere */
    enum supply_state back;
    struct supply supply = again(more);
    assert_true(supply_back(store, &supply, &back, NULL));
    assert_int_equal(back, SUPPLY_NEW);
    done(to(more, back));
}

/* Thirds of a pound are no whole grams: what leaves the stock is all the same what was kept. */
static void parts_add_up_to_the_whole(void **state)
{
    (void)state;
    int64_t id = asked("大米0.01斤");
    by(id, SUPPLY_BUYING, "周敏");
    assert_int_equal(line_of(id, 1).reserved, 5);
    for (int i = 0; i < 10; i++)
        with_parts(id, SUPPLY_BUYING, "大米0.001斤");
    assert_int_equal(line_of(id, 1).reserved, 0);
    assert_int_equal(line_of(id, 1).delivered, 10);
    assert_int_equal(register_count(store, "SELECT SUM(change) FROM stock_entry WHERE kind = 'out'"), -5);
}

static void no_more_is_brought_than_was_asked_for(void **state)
{
    (void)state;
    int64_t id = asked("盐4包 大米10斤");
    by(id, SUPPLY_BUYING, "周敏");
    with_parts(id, SUPPLY_BUYING, "盐3包");
    int64_t line = line_of(id, 1).head.id;
    struct supply_part much[] = {{line, 2 * THOUSAND}}, twice[] = {{line, 700}, {line, 400}};
    struct supply_part nothing[] = {{line, 0}}, less[] = {{line, -THOUSAND}}, strange[] = {{99, THOUSAND}};
    struct supply_move move = to(id, SUPPLY_LEFT);
    move.part_count = 1;
    move.parts = much;
    refused(move, ERR_INPUT, "parts", "盐: 4包 were asked for and 3 brought before; 2 more would be too much.");
    move.parts = nothing;
    refused(move, ERR_INPUT, "parts", "How much 盐? Give an amount above 0.");
    move.parts = less;
    refused(move, ERR_INPUT, "parts", "above 0");
    move.parts = strange;
    refused(move, ERR_NOT_FOUND, "", "Request #1 has no line 99.");
    move.parts = twice;
    move.part_count = 2;
    refused(move, ERR_INPUT, "parts", "1.1 more would be too much");
    move.part_count = 0;
    refused(move, ERR_INPUT, "parts", "What was brought?");
    move.part_count = 1;
    move.to = SUPPLY_ASSIGNED;
    refused(move, ERR_INPUT, "parts", "What was brought is said when");
    assert_line(id, 1, 3, 1);
    assert_int_equal(stock_there(store, salt), 7);
}

static void things_are_said_as_they_were_asked_for(void **state)
{
    (void)state;
    int64_t id = asked("大米10斤 酱油2瓶 酱油1箱");
    struct supply_part parts[ITEMS_MOST];
    struct err err = {0};
    int count = 0;
    assert_true(supply_parts_parse(store, id, "大米2公斤 酱油1箱 酱油1", parts, &count, &err));
    assert_int_equal(count, 3);
    assert_int_equal(parts[0].quantity, 4 * THOUSAND);
    assert_int_equal(parts[1].line_id, line_of(id, 3).head.id);
    assert_int_equal(parts[2].line_id, line_of(id, 2).head.id);
    assert_false(supply_parts_parse(store, id, "醋1瓶", parts, &count, &err));
    assert_string_equal(err.text, "醋 is not asked for in this request.");
    assert_string_equal(err.field, "parts");
    assert_false(supply_parts_parse(store, id, "酱油1桶", parts, &count, &err));
    assert_non_null(strstr(err.text, "酱油 is asked for in"));
    assert_false(supply_parts_parse(store, id, "米0斤", parts, &count, &err));
    assert_string_equal(err.field, "parts");
}

static void a_count_in_between_closes_what_was_before(void **state)
{
    (void)state;
    int64_t id = asked("盐4包");
    by(id, SUPPLY_LEFT, "周敏");
    clock_fix(REGISTER_NOW + HOUR);
    stock_enter(store, salt, STOCK_COUNT, 5);
    refused(to(id, SUPPLY_BUYING), ERR_INPUT, "at", "盐 was counted 15:32: what was before is closed.");
    assert_line(id, 1, 4, 0);
    assert_int_equal(again(id).state, SUPPLY_LEFT);
    done(to(id, SUPPLY_CONFIRMED)); /* on it goes */
    int64_t other = asked("盐2包"); /* counted this very second: what comes now is behind it */
    by(other, SUPPLY_LEFT, "周敏");
    assert_int_equal(stock_there(store, salt), 3);
    done(to(other, SUPPLY_BUYING));
    assert_int_equal(stock_there(store, salt), 5);
}

/* Nobody brings that often; all of it comes back all the same. */
static void however_many_steps_it_took(void **state)
{
    (void)state;
    int64_t id = asked("盐8包 酱油1瓶");
    by(id, SUPPLY_ASSIGNED, "周敏");
    with_parts(id, SUPPLY_LEFT, "盐1包");
    for (int i = 0; i < 70; i++)
        with_parts(id, SUPPLY_LEFT, "盐0.1包");
    for (int i = 0; i < 70; i++)
        done(to(id, i % 2 == 0 ? SUPPLY_CONFIRMED : SUPPLY_LEFT));
    assert_int_equal(line_of(id, 1).delivered, 8 * THOUSAND);
    assert_int_equal(stock_there(store, salt), 2);
    done(to(id, SUPPLY_ASSIGNED));
    assert_line(id, 1, 0, 8);
    assert_int_equal(stock_there(store, salt), 10);
    assert_int_equal(register_count(store, "SELECT count(*) FROM supply_delivery WHERE voided IS NULL"), 0);
}

/* ---- what was asked for changes while somebody has it ---- */

static void edit(int64_t id, const char *items, const char *words)
{
    struct supply supply = again(id);
    struct err err = {0};
    text_copy(supply.items, sizeof supply.items, items);
    bool saved = register_save(store, &supply_rules, &supply, &err);
    if (words == NULL ? !saved : (saved || strstr(err.text, words) == NULL))
        fail_msg("%s", err.text);
}

static void the_stock_follows_an_edit(void **state)
{
    (void)state;
    int64_t id = asked("盐4包");
    by(id, SUPPLY_ASSIGNED, "周敏");
    edit(id, "盐6包 大米2斤", NULL);
    assert_line(id, 1, 0, 6);
    assert_line(id, 2, 0, 1);
    edit(id, "盐3包", NULL);
    assert_line(id, 1, 0, 3);
    assert_int_equal(reserved(rice), 0);
    edit(id, "盐12包", NULL); /* not so many there: all of them are bought */
    assert_line(id, 1, 0, 0);
    edit(id, "盐8包", NULL);
    with_parts(id, SUPPLY_ASSIGNED, "盐5包");
    assert_line(id, 1, 5, 3);
    edit(id, "盐6包", NULL);
    assert_line(id, 1, 5, 1);
    done(to(id, SUPPLY_LEFT));
    assert_int_equal(stock_there(store, salt), 4); /* 6 went out */
    edit(id, "盐5包", "盐: 6包 were brought already");
    edit(id, "大米2斤", "盐: 6包 were brought already");
    edit(id, "盐6袋", "盐: 6包 were brought already");
}

/* What is kept for the rest is never more than the rest. */
static void at_the_door_an_edit_lets_go_of_what_is_not_owed(void **state)
{
    (void)state;
    int64_t id = asked("盐8包");
    by(id, SUPPLY_ASSIGNED, "周敏");
    with_parts(id, SUPPLY_LEFT, "盐5包");
    assert_line(id, 1, 5, 3);
    edit(id, "盐6包", NULL);
    assert_line(id, 1, 5, 1);
    with_parts(id, SUPPLY_LEFT, "盐1包");
    assert_int_equal(stock_there(store, salt), 4);
}

/* ---- undone and done again ---- */

static const char *const kept[] = {
    "SELECT s.id || '|' || s.state || '|' || s.state_at || '|' || COALESCE(s.helper_id, 0) || s.helper || "
    "s.helper_phone || COALESCE(s.claimed_at, 0) || '|' || COALESCE(s.claimed_by, 0) || '|' || COALESCE(s.errand_id, "
    "0) "
    "|| s.items || s.due_at FROM supply s WHERE voided IS NULL ORDER BY id",
    "SELECT id || '|' || supply_id || '|' || position || item || quantity || unit || COALESCE(amount, 0) || '|' || "
    "reserved || '|' || delivered FROM supply_line WHERE voided IS NULL ORDER BY id",
    "SELECT id || '|' || from_state || state || helper || remark FROM supply_step WHERE voided IS NULL ORDER BY id",
    "SELECT id || '|' || supply_step_id || '|' || supply_line_id || '|' || quantity FROM supply_delivery WHERE voided "
    "IS NULL ORDER BY id",
    "SELECT id || '|' || goods_id || '|' || change || '|' || COALESCE(supply_step_id, 0) FROM stock_entry WHERE voided "
    "IS NULL ORDER BY id",
};

static void snapshot(struct buffer *out)
{
    struct err err = {0};
    buffer_clear(out);
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        struct statement *statement = statement_take_text(store, kept[i], &err);
        assert_non_null(statement);
        while (statement_row(statement))
            buffer_format(out, "%s\n", column_text(statement, 0));
        assert_true(statement_done(statement, &err));
    }
}

static void assert_same(const struct buffer *one, const struct buffer *other)
{
    assert_string_equal(buffer_text(one), buffer_text(other));
}

/* What must hold whatever was done. */
static void assert_sound(void)
{
    static const char *const never[] = {
        "SELECT count(*) FROM supply_line v WHERE voided IS NULL AND delivered <> COALESCE((SELECT SUM(quantity) FROM "
        "supply_delivery d WHERE d.supply_line_id = v.id AND d.voided IS NULL), 0)",
        "SELECT count(*) FROM supply_line WHERE voided IS NULL AND (reserved < 0 OR delivered > quantity OR (delivered "
        "= "
        "quantity AND reserved > 0))",
        "SELECT count(*) FROM supply_line WHERE voided IS NOT NULL AND reserved <> 0",
        "SELECT count(*) FROM supply_line v JOIN supply s ON s.id = v.supply_id WHERE v.reserved > 0 AND (s.voided IS "
        "NOT "
        "NULL OR (s.state <> 'assigned' AND s.state <> 'buying' AND s.state <> 'left'))",
        "SELECT count(*) FROM supply_line v WHERE v.voided IS NULL AND v.reserved - COALESCE((SELECT SUM(e.change) "
        "FROM "
        "stock_entry e WHERE e.supply_line_id = v.id AND e.voided IS NULL), 0) > v.amount",
        "SELECT count(*) FROM supply WHERE (state = 'new') <> (helper = '') AND state <> 'left' AND state <> "
        "'confirmed' "
        "AND state <> 'out_of_stock' AND state <> 'cancelled' AND state <> 'duplicate' AND state <> 'not_needed'",
    };
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        if (register_count(store, never[i]) != 0)
            fail_msg("%s", never[i]);
    for (int64_t goods = rice; goods <= masks; goods++) {
        struct stock_level level;
        assert_true(stock_level(store, goods, &level, NULL));
        assert_true(level.reserved >= 0 && level.balance >= level.reserved);
    }
}

static unsigned dice(unsigned sides)
{
    static unsigned number = 20220411;
    number = number * 1103515245u + 12345u;
    return (number >> 16) % sides;
}

/* Anything at all, sensible or not. */
static bool try_something(int64_t id)
{
    static const char *const names[] = {"周敏", "黄磊", "", ""};
    static const char *const edits[] = {"盐4包 大米10斤", "盐2包 大米6斤", "盐7包", "大米3公斤 酱油1瓶"};
    struct supply_move move = to(id, dice(SUPPLY_NOT_NEEDED + 1));
    struct supply supply = again(id);
    struct supply_part part = {line_of(id, 1).head.id, dice(4) * 500};
    if (dice(8) == 0) {
        text_copy(supply.items, sizeof supply.items, edits[dice(4)]);
        return register_save(store, &supply_rules, &supply, NULL);
    }
    if (dice(3) == 0) {
        move.parts = &part;
        move.part_count = 1;
        move.to = dice(2) == 0 ? supply.state : SUPPLY_LEFT;
    }
    text_copy(move.helper, sizeof move.helper, names[dice(4)]);
    text_copy(move.remark, sizeof move.remark, "x");
    move.hand_over = dice(3) == 0;
    return supply_move(store, &move, NULL);
}

static void every_move_is_undone_and_done_again(void **state)
{
    (void)state;
    struct buffer before = {0}, after = {0}, now = {0}, what = {0};
    struct err err = {0};
    int64_t ids[4];
    int moved = 0;
    for (int i = 0; i < 4; i++)
        ids[i] = asked("盐4包 大米10斤");
    for (int i = 0; i < 600; i++) {
        snapshot(&before);
        bool saved = try_something(ids[dice(4)]);
        snapshot(&after);
        assert_sound();
        if (!saved || strcmp(buffer_text(&before), buffer_text(&after)) == 0)
            continue;
        moved++;
        if (!undo_last(store, &what, &err))
            fail_msg("%s", err.text);
        snapshot(&now);
        assert_same(&now, &before);
        assert_sound();
        if (!redo_last(store, &what, &err))
            fail_msg("%s", err.text);
        snapshot(&now);
        assert_same(&now, &after);
        buffer_clear(&what);
    }
    print_message("# %d of 600 were moves\n", moved);
    assert_true(moved > 150);
    buffer_release(&before);
    buffer_release(&after);
    buffer_release(&now);
    buffer_release(&what);
}

/* ---- who may ---- */

static void gate_clerks_may_and_viewers_may_not(void **state)
{
    (void)state;
    int64_t id = asked("盐2包");
    struct officer officer = {.role = ROLE_VIEWER, .name = "陈静"};
    struct err err = {0};
    register_begin(store);
    assert_true(officer_save(store, &officer, &err));
    register_commit(store);
    assert_true(store_sign_on(store, officer.id, "test", true, &err));
    refused(to(id, SUPPLY_NOT_NEEDED), ERR_ROLE, "", "陈静");
    officer.role = ROLE_GATE;
    officer.rev = -1;
    assert_true(store_sign_on(store, 1, "test", true, &err));
    register_begin(store);
    if (!officer_save(store, &officer, &err))
        fail_msg("%s", err.text);
    register_commit(store);
    assert_true(store_sign_on(store, officer.id, "test", true, &err));
    done(to(id, SUPPLY_NOT_NEEDED));
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
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
        TEST(every_move_is_undone_and_done_again),
        TEST(gate_clerks_may_and_viewers_may_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
