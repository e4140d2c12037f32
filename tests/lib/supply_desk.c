#include "supply_desk.h"
#include "gatepost/clock.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "goods.h"
#include "register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct supply_desk supplies;

int supply_desk_open(void **state)
{
    (void)state;
    supplies.store = register_open();
    supplies.home = register_household(supplies.store, "望江苑", "12-2-1203");
    supplies.neighbour = register_household(supplies.store, "望江苑", "8-1-302");
    supplies.resident = register_person(supplies.store, "刘洋", "13812343821", supplies.home);
    supplies.helper = register_person(supplies.store, "黄磊", "13900001111", supplies.neighbour);
    supplies.rice = goods_add(supplies.store, "大米", "公斤");
    supplies.salt = goods_add(supplies.store, "盐", "包");
    supplies.masks = goods_add(supplies.store, "口罩", "个");
    stock_enter(supplies.store, supplies.rice, STOCK_IN, 50);
    stock_enter(supplies.store, supplies.salt, STOCK_IN, 10);
    return 0;
}

int supply_desk_close(void **state)
{
    (void)state;
    register_close(supplies.store);
    clock_fix(REGISTER_NOW);
    return 0;
}

int64_t supply_asked(const char *items)
{
    struct supply supply;
    struct err err = {0};
    register_new(&supply_rules, &supply);
    supply.place_id = supplies.home;
    supply.again = true;
    text_copy(supply.items, sizeof supply.items, items);
    if (!register_save(supplies.store, &supply_rules, &supply, &err))
        fail_msg("%s", err.text);
    return supply.head.id;
}

struct supply supply_again(int64_t id)
{
    struct supply supply;
    assert_true(record_get(supplies.store, &supply_table, id, &supply, NULL));
    return supply;
}

struct supply_line supply_line_at(int64_t id, int position)
{
    struct supply_line lines[ITEMS_MOST];
    int count = 0;
    assert_true(supply_lines(supplies.store, id, lines, ITEMS_MOST, &count, NULL));
    assert_true(position <= count);
    return lines[position - 1];
}

struct supply_move supply_to(int64_t id, enum supply_state state)
{
    return (struct supply_move){.id = id, .rev = -1, .to = state};
}

void supply_done(struct supply_move move)
{
    struct err err = {0};
    if (!supply_move(supplies.store, &move, &err))
        fail_msg("%s", err.text);
}

void supply_by(int64_t id, enum supply_state state, const char *name)
{
    struct supply_move move = supply_to(id, state);
    text_copy(move.helper, sizeof move.helper, name);
    supply_done(move);
}

void supply_not_done(struct supply_move move, enum err_code code, const char *field, const char *words)
{
    struct err err = {0};
    int64_t before = register_count(supplies.store, "SELECT MAX(id) FROM audit");
    assert_false(supply_move(supplies.store, &move, &err));
    if (strstr(err.text, words) == NULL)
        fail_msg("%s", err.text);
    assert_int_equal(err.code, code);
    assert_string_equal(err.field != NULL ? err.field : "", field);
    assert_int_equal(register_count(supplies.store, "SELECT MAX(id) FROM audit"), before);
}

void supply_with_parts(int64_t id, enum supply_state state, const char *things)
{
    struct supply_part parts[ITEMS_MOST];
    struct supply_move move = supply_to(id, state);
    struct err err = {0};
    if (!supply_parts_parse(supplies.store, id, things, parts, &move.part_count, &err))
        fail_msg("%s", err.text);
    move.parts = parts;
    supply_done(move);
}

int64_t stock_reserved(int64_t goods_id)
{
    struct stock_level level;
    assert_true(stock_level(supplies.store, goods_id, &level, NULL));
    return level.reserved / THOUSAND;
}

void supply_line_is(int64_t id, int position, int64_t delivered, int64_t kept)
{
    struct supply_line line = supply_line_at(id, position);
    assert_int_equal(line.delivered, delivered * THOUSAND);
    assert_int_equal(line.reserved, kept * THOUSAND);
}
