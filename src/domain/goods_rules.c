/* Goods (domain.md §5): one name once, a unit that exists and stays while there is a ledger in it. */
#include "gatepost/goods.h"
#include "gatepost/people.h"
#include "gatepost/registers.h"
#include "gatepost/stock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <string.h>

static bool check_names(struct store *store, const struct goods *goods, struct err *err)
{
    struct goods other;
    char words[NOTE_BYTES], *rest = words, *word;
    if (!goods_named(store, goods->name, &other, err))
        return false;
    if (other.head.id != 0 && other.head.id != goods->head.id)
        return err_field(err, ERR_CONFLICT, "name", _("%1$s is on the list already, as %2$s."), goods->name,
                         other.name);
    text_copy(words, sizeof words, goods->aliases);
    while ((word = strsep(&rest, " ")) != NULL) {
        if (word[0] == '\0')
            continue;
        if (!goods_named(store, word, &other, err))
            return false;
        if (other.head.id != 0 && other.head.id != goods->head.id)
            return err_field(err, ERR_CONFLICT, "aliases", _("%1$s is %2$s already: one word means one thing."), word,
                             other.name);
    }
    return true;
}

static bool check_unit(struct store *store, struct goods *goods, const struct goods *before, struct err *err)
{
    bool kept = false;
    const char *unit = unit_find(goods->unit);
    if (unit == NULL)
        return err_field(err, ERR_INPUT, "unit",
                         _("\"%.20s\" is no unit here. Known are 个 包 盒 袋 瓶 桶 箱 斤 公斤 升 and others."),
                         goods->unit);
    text_copy(goods->unit, sizeof goods->unit, unit);
    if (before == NULL || strcmp(before->unit, goods->unit) == 0)
        return true;
    return stock_was_kept(store, goods->head.id, &kept, err) &&
           (!kept || err_field(err, ERR_INPUT, "unit",
                               _("The ledger of %1$s is kept in %2$s: make other goods for another unit."),
                               before->name, before->unit));
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct goods *goods = record;
    char narrow[sizeof goods->aliases];
    text_copy_narrow(narrow, sizeof narrow, goods->aliases);
    text_copy(goods->aliases, sizeof goods->aliases, narrow);
    if (strpbrk(goods->name, " ,;") != NULL || strstr(goods->name, "、") != NULL)
        return err_field(err, ERR_INPUT, "name",
                         _("Write the name as one word: spaces and commas stand between things."));
    return check_names(store, goods, err) && check_unit(store, goods, before, err);
}

static bool check_void(struct store *store, const void *record, struct err *err)
{
    const struct goods *goods = record;
    struct stock_level level;
    char number[24];
    if (!stock_level(store, goods->head.id, &level, err))
        return false;
    amount_format(level.balance, number);
    if (level.balance != 0 || level.reserved != 0)
        return err_set(err, ERR_INPUT, _("There are still %2$s%3$s of %1$s: issue or correct that first."), goods->name,
                       number, goods->unit);
    return dependents_none(store, "goods", goods->head.id, err);
}

const struct register_rules goods_rules = {
    .table = &goods_table,
    .verb_add = "goods.add",
    .verb_edit = "goods.edit",
    .verb_void = "goods.void",
    .check = check,
    .check_void = check_void,
};
