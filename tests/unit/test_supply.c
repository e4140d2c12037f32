/* Supply requests: what they must say, their lines and when they are due, the same twice, and how fast 200,000 of them
 * are counted and listed. What becomes of them: test_supply_move.c. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/setting_table.h"
#include "gatepost/supply_rules.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "src/store/database.h"
#include "src/store/record_sql.h"
#include "tests/lib/goods.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { HOUR = 3600, DAY = 86400 };
static struct store *store;
static int64_t home, neighbour, resident, rice;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    home = register_household(store, "望江苑", "12-2-1203");
    neighbour = register_household(store, "望江苑", "8-1-302");
    resident = register_person(store, "刘洋", "13812343821", home);
    rice = goods_add(store, "大米", "公斤");
    goods_add(store, "盐", "包");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    clock_fix(REGISTER_NOW);
    return 0;
}

static struct supply request(int64_t place_id, const char *items)
{
    struct supply supply;
    register_new(&supply_rules, &supply);
    supply.place_id = place_id;
    text_copy(supply.items, sizeof supply.items, items);
    return supply;
}

static struct supply saved(struct supply supply)
{
    struct err err = {0};
    if (!register_save(store, &supply_rules, &supply, &err))
        fail_msg("%s", err.text);
    return supply;
}

static void refused(struct supply supply, enum err_code code, const char *field, const char *words)
{
    struct err err = {0};
    int64_t before = register_count(store, "SELECT MAX(id) FROM audit");
    assert_false(register_save(store, &supply_rules, &supply, &err));
    if (strstr(err.text, words) == NULL)
        fail_msg("%s", err.text);
    assert_int_equal(err.code, code);
    assert_string_equal(err.field != NULL ? err.field : "", field);
    assert_int_equal(register_count(store, "SELECT MAX(id) FROM audit"), before);
}

static void set(const char *name, const char *value)
{
    struct err err = {0};
    if (!setting_set(store, name, value, &err))
        fail_msg("%s", err.text);
}

static void add_alias(int64_t goods_id, const char *name, const char *alias)
{
    struct goods goods;
    assert_true(record_get(store, &goods_table, goods_id, &goods, NULL));
    text_copy(goods.name, sizeof goods.name, name);
    text_copy(goods.aliases, sizeof goods.aliases, alias);
    assert_true(register_save(store, &goods_rules, &goods, NULL));
}

/* "大米 10000斤 5000/0 1;" of each line: the item, its quantity in thousandths and unit, in the unit of the stock, what
 * was brought, its row. */
static void assert_lines(int64_t id, const char *expected)
{
    struct supply_line lines[ITEMS_MOST];
    struct buffer text = {0};
    int count = 0;
    assert_true(supply_lines(store, id, lines, ITEMS_MOST, &count, NULL));
    for (int i = 0; i < count; i++) {
        assert_int_equal(lines[i].position, i + 1);
        buffer_format(&text, "%s %lld%s %lld/%lld %lld;", lines[i].item, (long long)lines[i].quantity, lines[i].unit,
                      (long long)lines[i].amount, (long long)lines[i].delivered, (long long)lines[i].head.id);
    }
    assert_string_equal(buffer_text(&text), expected);
    buffer_release(&text);
}

/* ---- what it says ---- */

static void household_and_things_are_enough(void **state)
{
    (void)state;
    struct supply supply = saved(request(home, "米10斤 盐2包"));
    assert_string_equal(supply.items, "米 10斤、盐 2包");
    assert_int_equal(supply.state, SUPPLY_NEW);
    assert_int_equal(supply.asked_at, REGISTER_NOW);
    assert_int_equal(supply.state_at, REGISTER_NOW);
    assert_int_equal(supply.officer_id, 1);
    assert_int_equal(supply.due_at, REGISTER_NOW + supply_limit_seconds(store, false));
    assert_lines(supply.head.id, "米 10000斤 0/0 1;盐 2000包 2000/0 2;");
    add_alias(rice, "大米", "米");
    supply = saved(request(neighbour, "10斤米，两包盐；酱油"));
    assert_string_equal(supply.items, "大米 10斤、盐 2包、酱油 1");
    assert_lines(supply.head.id, "大米 10000斤 5000/0 3;盐 2000包 2000/0 4;酱油 1000 0/0 5;");
}

static void the_person_brings_household_name_and_phone(void **state)
{
    (void)state;
    struct supply supply = request(0, "盐2包");
    supply.person_id = resident;
    supply = saved(supply);
    assert_int_equal(supply.place_id, home);
    assert_string_equal(supply.asked_by, "刘洋");
    assert_string_equal(supply.phone, "13812343821");
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    refused(request(0, "盐2包"), ERR_INPUT, "place", "Which household");
    refused(request(99, "盐2包"), ERR_NOT_FOUND, "place", "");
    refused(request(home, ""), ERR_INPUT, "items", "is missing");
    refused(request(home, "、、"), ERR_INPUT, "items", "What is it?");
    refused(request(home, "盐0包"), ERR_INPUT, "items", "How much 盐? 0 is nothing.");
    refused(request(home, "盐99999包"), ERR_INPUT, "items", "So much 盐? More than 9999");
    refused(request(home, "盐6000包 盐6000包"), ERR_INPUT, "items", "So much 盐?");
    refused(request(home, "盐10坛"), ERR_INPUT, "items", "is no unit here");
    struct supply supply = request(home, "盐2包");
    supply.wanted_at = REGISTER_NOW - 1;
    refused(supply, ERR_INPUT, "wanted_at", "before they asked");
    supply.wanted_at = 0;
    supply.asked_at = REGISTER_NOW + HOUR;
    refused(supply, ERR_INPUT, "asked_at", "in the future");
    supply.asked_at = 0;
    text_copy(supply.asked_by, sizeof supply.asked_by, "刘*");
    refused(supply, ERR_INPUT, "asked_by", "masked");
    supply.asked_by[0] = '\0';
    text_copy(supply.phone, sizeof supply.phone, "138****3821");
    refused(supply, ERR_INPUT, "phone", "masked");
    supply.phone[0] = '\0';
    text_copy(supply.note, sizeof supply.note, "\x1b[2J");
    refused(supply, ERR_INPUT, "note", "cannot be shown");
}

static void more_than_fits_is_told(void **state)
{
    (void)state;
    struct buffer items = {0};
    for (int i = 0; i < ITEMS_MOST + 1; i++)
        buffer_format(&items, "东西%c1包 ", 'a' + i);
    refused(request(home, buffer_text(&items)), ERR_INPUT, "items", "More than 24 things");
    buffer_release(&items);
}

/* The same by two words is one line. */
static void the_same_by_another_word_is_added_up(void **state)
{
    (void)state;
    add_alias(rice, "大米", "米 粳米");
    struct supply supply = saved(request(home, "米10斤 粳米5斤 大米1公斤"));
    assert_string_equal(supply.items, "大米 15斤、大米 1公斤");
    assert_lines(supply.head.id, "大米 15000斤 7500/0 1;大米 1000公斤 1000/0 2;");
    refused(request(neighbour, "米9000斤 粳米9000斤"), ERR_INPUT, "items", "So much 大米?");
}

/* ---- when it is due ---- */

static void urgent_and_wanted_by_move_the_limit(void **state)
{
    (void)state;
    set("supply.limit_minutes", "240");
    set("supply.urgent_minutes", "60");
    struct supply supply = saved(request(home, "盐2包"));
    assert_int_equal(supply.due_at, REGISTER_NOW + 4 * HOUR);
    supply.urgent = true;
    supply = saved(supply);
    assert_int_equal(supply.due_at, REGISTER_NOW + HOUR);
    supply.wanted_at = REGISTER_NOW + 9 * HOUR;
    supply = saved(supply);
    assert_int_equal(supply.due_at, REGISTER_NOW + 9 * HOUR);
    supply.wanted_at = 0;
    supply.urgent = false;
    supply = saved(supply);
    assert_int_equal(supply.due_at, REGISTER_NOW + 4 * HOUR);
    assert_false(supply_is_over(&supply, REGISTER_NOW + 4 * HOUR));
    assert_true(supply_is_over(&supply, REGISTER_NOW + 4 * HOUR + 1));
    supply.state = SUPPLY_LEFT;
    assert_false(supply_is_over(&supply, REGISTER_NOW + 5 * HOUR));
}

/* ---- twice ---- */

static void the_same_within_a_day_is_asked_about(void **state)
{
    (void)state;
    add_alias(rice, "大米", "米");
    struct supply first = saved(request(home, "米10斤 醋1瓶"));
    saved(request(neighbour, "米10斤"));
    saved(request(home, "盐2包"));
    clock_fix(REGISTER_NOW + DAY - 1);
    refused(request(home, "牛奶1箱 大米2公斤"), ERR_CONFLICT, "again",
            "This household asked for 大米 already, 04-11 14:32 (#1, New).");
    refused(request(home, "醋"), ERR_CONFLICT, "again", "asked for 醋 already");
    struct supply more = request(home, "大米2公斤");
    more.again = true;
    more = saved(more);
    text_copy(more.note, sizeof more.note, "要快");
    saved(more); /* a change of something else asks nothing */
    clock_fix(REGISTER_NOW + DAY);
    saved(request(home, "醋")); /* a day is over */
    struct supply note = first;
    assert_true(record_get(store, &supply_table, first.head.id, &note, NULL));
    text_copy(note.note, sizeof note.note, "x");
    saved(note);
}

static void what_was_given_up_was_not_asked_for(void **state)
{
    (void)state;
    static const enum supply_state exits[] = {SUPPLY_CANCELLED, SUPPLY_DUPLICATE, SUPPLY_NOT_NEEDED};
    for (int i = 0; i < 3; i++) {
        struct supply supply = saved(request(home, "醋1瓶"));
        struct supply_move move = {.id = supply.head.id, .rev = -1, .to = exits[i], .remark = "x"};
        assert_true(supply_move(store, &move, NULL));
    }
    struct supply supply = saved(request(home, "醋1瓶"));
    struct supply_move move = {.id = supply.head.id, .rev = -1, .to = SUPPLY_OUT_OF_STOCK, .remark = "x"};
    assert_true(supply_move(store, &move, NULL));
    refused(request(home, "醋1瓶"), ERR_CONFLICT, "again", "Not to be had"); /* they still want it */
    assert_true(register_void(store, &supply_rules, supply.head.id, -1, "x", NULL));
    saved(request(home, "醋1瓶"));
}

/* ---- its lines ---- */

static void lines_follow_the_items(void **state)
{
    (void)state;
    struct supply supply = saved(request(home, "大米10斤 盐2包 醋1瓶"));
    assert_lines(supply.head.id, "大米 10000斤 5000/0 1;盐 2000包 2000/0 2;醋 1000瓶 0/0 3;");
    text_copy(supply.items, sizeof supply.items, "醋2瓶 大米10斤 牛奶1箱");
    supply = saved(supply);
    assert_lines(supply.head.id, "醋 2000瓶 0/0 3;大米 10000斤 5000/0 1;牛奶 1000箱 0/0 4;");
    assert_int_equal(register_count(store, "SELECT count(*) FROM supply_line WHERE voided = 'not asked for any more'"),
                     1);
    struct buffer what = {0};
    struct err err = {0};
    if (!undo_last(store, &what, &err))
        fail_msg("%s", err.text);
    assert_lines(supply.head.id, "大米 10000斤 5000/0 1;盐 2000包 2000/0 2;醋 1000瓶 0/0 3;");
    if (!redo_last(store, &what, &err))
        fail_msg("%s", err.text);
    assert_lines(supply.head.id, "醋 2000瓶 0/0 3;大米 10000斤 5000/0 1;牛奶 1000箱 0/0 4;");
    buffer_release(&what);
}

/* Goods come onto the list, and get another name, while requests of them are open. */
static void a_line_stays_the_same_when_its_goods_are_renamed(void **state)
{
    (void)state;
    struct supply supply = saved(request(home, "醋2瓶 大米4斤"));
    struct supply_move move = {.id = supply.head.id, .rev = -1, .helper = "黄磊", .to = SUPPLY_BUYING};
    struct supply_part part[1];
    stock_enter(store, rice, STOCK_IN, 10);
    assert_true(supply_move(store, &move, NULL));
    assert_true(supply_parts_parse(store, supply.head.id, "醋1瓶", part, &move.part_count, NULL));
    move.parts = part;
    assert_true(supply_move(store, &move, NULL));
    int64_t vinegar = goods_add(store, "醋", "瓶");
    add_alias(rice, "东北大米", "");
    assert_true(record_get(store, &supply_table, supply.head.id, &supply, NULL));
    text_copy(supply.note, sizeof supply.note, "要快");
    supply = saved(supply);
    text_copy(supply.note, sizeof supply.note, "不急");
    supply = saved(supply);
    assert_lines(supply.head.id, "醋 2000瓶 2000/1000 1;大米 4000斤 2000/0 2;"); /* as the request says */
    assert_int_equal(register_count(store, "SELECT goods_id FROM supply_line WHERE id = 1"), vinegar);
    assert_int_equal(register_count(store, "SELECT goods_id FROM supply_line WHERE id = 2"), rice);
    assert_int_equal(register_count(store, "SELECT reserved FROM supply_line WHERE id = 2"), 2 * THOUSAND);
}

static void another_household_is_another_request(void **state)
{
    (void)state;
    struct supply supply = saved(request(home, "盐2包"));
    struct supply_move move = {.id = supply.head.id, .rev = -1, .to = SUPPLY_LEFT};
    supply.place_id = neighbour;
    supply = saved(supply); /* written down for the wrong one */
    assert_true(supply_move(store, &move, NULL));
    assert_true(record_get(store, &supply_table, supply.head.id, &supply, NULL));
    supply.place_id = home;
    refused(supply, ERR_INPUT, "place", "盐 was brought for it already");
}

static void closed_ones_are_not_changed_and_brought_ones_not_voided(void **state)
{
    (void)state;
    struct supply supply = saved(request(home, "盐2包"));
    struct supply_move move = {.id = supply.head.id, .rev = -1, .to = SUPPLY_CONFIRMED};
    struct err err = {0};
    assert_true(supply_move(store, &move, NULL));
    assert_true(record_get(store, &supply_table, supply.head.id, &supply, NULL));
    refused(supply, ERR_INPUT, "", "Request #1 is closed (Confirmed)");
    assert_false(register_void(store, &supply_rules, supply.head.id, -1, "x", &err));
    assert_non_null(strstr(err.text, "盐 was brought for it already"));
    move.to = SUPPLY_NEW;
    assert_true(supply_move(store, &move, NULL));
    assert_false(register_void(store, &supply_rules, supply.head.id, -1, " ", &err));
    assert_true(register_void(store, &supply_rules, supply.head.id, -1, "重复", &err));
    move.to = SUPPLY_LEFT;
    assert_false(supply_move(store, &move, &err));
    assert_non_null(strstr(err.text, "voided already: 重复"));
}

static void voided_it_keeps_nothing_in_the_stock(void **state)
{
    (void)state;
    stock_enter(store, rice, STOCK_IN, 10);
    int64_t id = supply_taken(store, home, "大米4公斤");
    struct stock_level level;
    struct err err = {0};
    assert_true(stock_level(store, rice, &level, NULL));
    assert_int_equal(level.reserved, 4 * THOUSAND);
    assert_true(register_void(store, &supply_rules, id, -1, "重复", NULL));
    assert_true(stock_level(store, rice, &level, NULL));
    assert_int_equal(level.reserved, 0);
    struct buffer what = {0};
    if (!undo_last(store, &what, &err))
        fail_msg("%s", err.text);
    buffer_release(&what);
    assert_true(stock_level(store, rice, &level, NULL));
    assert_int_equal(level.reserved, 4 * THOUSAND);
}

static void somebody_changed_it_meanwhile(void **state)
{
    (void)state;
    struct supply supply = saved(request(home, "盐2包")), old = supply;
    text_copy(supply.note, sizeof supply.note, "要快");
    saved(supply);
    refused(old, ERR_CONFLICT, "", "李卫国");
}

/* ---- many ---- */

static void fill(int rows)
{
    struct err err = {0};
    static const char sql[] =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
        "INSERT INTO supply (place_id, via, asked_at, due_at, items, state, state_at) SELECT 1 + i %% 2, 'phone', "
        "%lld - i * 60, %lld - i * 60, '盐 1包', CASE WHEN i %% 200 = 0 THEN 'new' WHEN i %% 333 = 0 THEN 'left' ELSE "
        "'confirmed' END, %lld - i * 60 FROM n";
    struct buffer text = {0};
    long long now = REGISTER_NOW;
    buffer_format(&text, sql, rows, now, now, now);
    register_begin(store);
    struct statement *statement = statement_take_text(store, buffer_text(&text), &err);
    assert_non_null(statement);
    statement_row(statement);
    assert_true(statement_done(statement, &err));
    buffer_release(&text);
    register_commit(store);
}

static char plan[2000];

/* How the question is answered: nothing is read as a whole and nothing is sorted. */
static void look_at_plan(const char *fragment)
{
    register_plan(store, fragment, plan, sizeof plan);
    if (strstr(plan, "SCAN supply;") != NULL || strstr(plan, "TEMP B-TREE") != NULL)
        fail_msg("%s", plan);
}

static void assert_walks(const char *index, int times)
{
    int found = 0;
    for (const char *at = plan; (at = strstr(at, index)) != NULL; at += strlen(index))
        found++;
    if (found != times)
        fail_msg("%s: %s", index, plan);
}

static void numbers_come_from_what_is_open(void **state)
{
    (void)state;
    struct supply_numbers numbers;
    fill(6000);
    assert_true(supply_count(store, REGISTER_NOW, REGISTER_NOW - HOUR, &numbers, NULL));
    assert_int_equal(numbers.waiting, 30);
    assert_int_equal(numbers.over, 30);
    assert_int_equal(numbers.left, 18);
    assert_int_equal(numbers.delivered, 60);
    look_at_plan("SELECT COUNT(*), SUM(CASE");
    assert_walks("INDEX supply_todo", 1);
    assert_walks("INDEX supply_left", 1);
    assert_walks("INDEX supply_closed (state_at>?)", 1);
}

static void windows_walk_the_index_of_their_scope(void **state)
{
    (void)state;
    static const char *const indexes[] = {
        [SUPPLIES_OPEN] = "supply_open", [SUPPLIES_NEW] = "supply_new",  [SUPPLIES_UNDER_WAY] = "supply_under_way",
        [SUPPLIES_LEFT] = "supply_left", [SUPPLIES_DONE] = "supply_due", [SUPPLIES_ALL] = "supply_due",
    };
    struct supply rows[4];
    struct record_key key = {.integer = REGISTER_NOW - HOUR, .id = 60};
    fill(6000);
    for (int scope = 0; scope <= SUPPLIES_ALL; scope++)
        for (int way = 0; way < 4; way++) {
            struct record_window window = {.scope = scope, .rows = rows, .most = 4, .backwards = way % 2 != 0};
            struct buffer sql = {0};
            window.anchor = way > 1 ? &key : NULL;
            assert_true(record_window(store, &supply_table, &window, NULL));
            record_window_sql(&supply_table, &window, &sql);
            look_at_plan(buffer_text(&sql));
            assert_walks(indexes[scope], 1);
            buffer_release(&sql);
        }
}

static void one_request_is_read_by_its_own_rows(void **state)
{
    (void)state;
    struct supply supply = saved(request(home, "盐2包"));
    struct supply_move move = {.id = supply.head.id, .rev = -1, .to = SUPPLY_LEFT};
    assert_true(supply_move(store, &move, NULL));
    move.to = SUPPLY_NEW;
    assert_true(supply_move(store, &move, NULL));
    refused(request(home, "盐2包"), ERR_CONFLICT, "again", "");
    look_at_plan("SELECT s.id FROM supply_step s");
    assert_walks("supply_step_supply", 2);
    assert_walks("supply_delivery_step", 1);
    look_at_plan("SELECT s.id FROM supply s WHERE s.place_id");
    assert_walks("supply_place (place_id=? AND asked_at>? AND asked_at<?)", 1);
    assert_walks("supply_line_supply", 1);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(household_and_things_are_enough),
        TEST(the_person_brings_household_name_and_phone),
        TEST(what_cannot_be_is_refused),
        TEST(more_than_fits_is_told),
        TEST(the_same_by_another_word_is_added_up),
        TEST(urgent_and_wanted_by_move_the_limit),
        TEST(the_same_within_a_day_is_asked_about),
        TEST(what_was_given_up_was_not_asked_for),
        TEST(lines_follow_the_items),
        TEST(a_line_stays_the_same_when_its_goods_are_renamed),
        TEST(another_household_is_another_request),
        TEST(closed_ones_are_not_changed_and_brought_ones_not_voided),
        TEST(voided_it_keeps_nothing_in_the_stock),
        TEST(somebody_changed_it_meanwhile),
        TEST(numbers_come_from_what_is_open),
        TEST(windows_walk_the_index_of_their_scope),
        TEST(one_request_is_read_by_its_own_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
