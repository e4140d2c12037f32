#include "goods.h"
#include "gatepost/registers.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void save(struct store *store, const struct register_rules *rules, void *record)
{
    struct err err = {0};
    if (!register_save(store, rules, record, &err))
        fail_msg("%s", err.text);
}

int64_t goods_add(struct store *store, const char *name, const char *unit)
{
    struct goods goods;
    register_new(&goods_rules, &goods);
    text_copy(goods.name, sizeof goods.name, name);
    text_copy(goods.unit, sizeof goods.unit, unit);
    save(store, &goods_rules, &goods);
    return goods.head.id;
}

int64_t stock_enter(struct store *store, int64_t goods_id, enum stock_kind kind, int64_t amount)
{
    struct stock_entry entry;
    register_new(&stock_entry_rules, &entry);
    entry.goods_id = goods_id;
    entry.kind = kind;
    entry.quantity = amount * THOUSAND;
    text_copy(entry.whom, sizeof entry.whom, kind == STOCK_OUT ? "消杀组" : "");
    save(store, &stock_entry_rules, &entry);
    return entry.head.id;
}

int64_t supply_taken(struct store *store, int64_t place_id, const char *items)
{
    struct supply supply;
    struct err err = {0};
    register_new(&supply_rules, &supply);
    supply.place_id = place_id;
    supply.again = true;
    text_copy(supply.items, sizeof supply.items, items);
    save(store, &supply_rules, &supply);
    struct supply_move move = {.id = supply.head.id, .rev = -1, .to = SUPPLY_ASSIGNED, .helper = "黄磊"};
    if (!supply_move(store, &move, &err))
        fail_msg("%s", err.text);
    return supply.head.id;
}

int64_t stock_there(struct store *store, int64_t goods_id)
{
    struct stock_level level;
    assert_true(stock_level(store, goods_id, &level, NULL));
    return level.balance / THOUSAND;
}
