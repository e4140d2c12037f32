/* The stock (domain.md §5): an entry is written once and for all; there is never less than nothing, and never less than
 * what is reserved for households. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/stock.h"
#include "gatepost/supply.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>

/* ---- an amount ---- */

#define DIGITS "0123456789"

/* 2,080: three digits behind the comma. 2,5 is no 25. */
static bool stands_between_thousands(const char *text, const char *comma)
{
    return comma > text && strspn(comma + 1, DIGITS) == 3 && strspn(comma - 1, DIGITS) > 0;
}

/* Without the commas of 2,080. */
static void copy_number(const char *text, char *number, size_t size)
{
    size_t length = 0;
    for (const char *at = text; *at != '\0' && length + 1 < size; at++)
        if (*at != ',' || !stands_between_thousands(text, at))
            number[length++] = *at;
    number[length] = '\0';
}

bool stock_amount_parse(const struct goods *goods, const char *text, int64_t *amount, struct err *err)
{
    struct item items[ITEMS_MOST];
    char narrow[48], number[48];
    struct buffer words = {0};
    int count = 0;
    text_copy_narrow(narrow, sizeof narrow, text);
    bool less = narrow[0] == '-', is_signed = less || narrow[0] == '+';
    copy_number(narrow + is_signed, number, sizeof number);
    *amount = 0;
    size_t zeros = strspn(number, "0.");
    if (zeros > 0 && (number[zeros] == '\0' || unit_find(number + zeros) != NULL))
        return true;
    buffer_format(&words, "物 %s", number);
    bool good = items_parse(buffer_text(&words), STOCK_MOST, NULL, NULL, items, &count, NULL) && count == 1;
    buffer_release(&words);
    if (!good || number[0] == '\0' || strchr(number, ',') != NULL || strcmp(items[0].name, "物") != 0)
        return err_field(err, ERR_INPUT, "quantity", _("\"%.40s\" is no amount of %s."), text, goods->name);
    const char *unit = items[0].unit[0] != '\0' ? items[0].unit : goods->unit;
    if (!unit_convert(items[0].quantity, unit, goods->unit, amount))
        return err_field(err, ERR_INPUT, "quantity",
                         _("%1$s is kept in %2$s, and nobody can tell how much of that %3$s are: write it in %2$s."),
                         goods->name, goods->unit, unit);
    *amount = less ? -*amount : *amount;
    return true;
}

/* ---- what goes out ---- */

bool stock_refuse_more(struct store *store, const struct goods *goods, int64_t amount, int64_t own, struct err *err)
{
    struct stock_level level;
    char there[AMOUNT_BYTES], asked[AMOUNT_BYTES], reserved[AMOUNT_BYTES];
    if (!stock_level(store, goods->head.id, &level, err))
        return false;
    if (amount <= level.balance - (level.reserved - own))
        return true;
    amount_with_unit(level.balance, goods->unit, there);
    amount_with_unit(amount, goods->unit, asked);
    amount_with_unit(level.reserved - own, goods->unit, reserved);
    return err_field(err, ERR_INPUT, "quantity",
                     _("%1$s: there are %2$s, %3$s of them reserved for requests; %4$s were asked for."), goods->name,
                     there, reserved, asked);
}

/* What a count has closed stays closed. */
static bool refuse_closed(struct store *store, const struct goods *goods, int64_t at, int64_t entry_id, struct err *err)
{
    struct stock_level level;
    char when[TIME_SIZE];
    if (!stock_level(store, goods->head.id, &level, err))
        return false;
    if (level.count_id == 0 || (at >= level.counted_at && (entry_id == 0 || entry_id > level.count_id)) ||
        entry_id == level.count_id)
        return true;
    moment_label(level.counted_at, when);
    return err_field(err, ERR_INPUT, "at",
                     _("%1$s was counted %2$s: what was before is closed. Write a correction, or count again."),
                     goods->name, when);
}

/* What came or went behind the moment of a count is not in what was counted. */
static bool refuse_counted_late(struct store *store, const struct goods *goods, const struct stock_entry *entry,
                                struct err *err)
{
    bool moved = false;
    char when[TIME_SIZE];
    if (entry->kind != STOCK_COUNT)
        return true;
    if (!stock_moved_since(store, goods->head.id, INT64_MAX, entry->at, &moved, err))
        return false;
    moment_label(entry->at, when);
    return !moved ||
           err_field(err, ERR_INPUT, "at",
                     _("%1$s came or went after %2$s: count it now, and write it without a time."), goods->name, when);
}

static bool set_change(struct store *store, struct stock_entry *entry, const struct goods *goods, struct err *err)
{
    struct stock_level level;
    if (entry->quantity > STOCK_MOST * THOUSAND || entry->quantity < -STOCK_MOST * THOUSAND)
        return err_field(err, ERR_INPUT, "quantity", _("So much %s? That cannot be right: check the number."),
                         goods->name);
    if (entry->kind == STOCK_ADJUST ? entry->quantity == 0 : entry->quantity < (entry->kind != STOCK_COUNT))
        return err_field(err, ERR_INPUT, "quantity", _("How much %s? Give an amount above 0."), goods->name);
    if (!stock_level(store, goods->head.id, &level, err))
        return false;
    entry->counted = entry->kind == STOCK_COUNT ? entry->quantity : 0;
    entry->change = entry->kind == STOCK_COUNT ? entry->quantity - level.balance
                    : entry->kind == STOCK_OUT ? -entry->quantity
                                               : entry->quantity;
    return true;
}

/* What a line delivers was reserved for it; where a count found less than is reserved, who stands at the door is served
 * before those who wait. */
static bool own_reservation(struct store *store, const struct stock_entry *entry, int64_t *own, struct err *err)
{
    struct stock_level level = {0};
    bool good = entry->supply_line_id == 0 || stock_level(store, entry->goods_id, &level, err);
    *own = level.reserved;
    return good;
}

/* A count says what is there: what was promised of it and is not there any more is told by a contradiction. */
static bool check_entry(struct store *store, struct stock_entry *entry, struct err *err)
{
    struct goods goods;
    int64_t own = 0;
    if (entry->at == 0)
        entry->at = clock_now();
    if (!record_get(store, &goods_table, entry->goods_id, &goods, err))
        return false;
    if (goods.head.voided[0] != '\0')
        return err_field(err, ERR_INPUT, "goods", _("%s is not kept any more: choose other goods."), goods.name);
    return refuse_closed(store, &goods, entry->at, 0, err) && refuse_counted_late(store, &goods, entry, err) &&
           set_change(store, entry, &goods, err) && own_reservation(store, entry, &own, err) &&
           (entry->kind == STOCK_COUNT || entry->change >= 0 ||
            stock_refuse_more(store, &goods, -entry->change, own, err));
}

bool stock_write(struct store *store, struct stock_entry *entry, struct err *err)
{
    entry->officer_id = store_officer(store);
    return check_entry(store, entry, err) && record_save(store, &stock_entry_table, entry, err);
}

static bool check_take_back(struct store *store, const struct stock_entry *entry, struct err *err)
{
    struct goods goods;
    return record_get(store, &goods_table, entry->goods_id, &goods, err) &&
           refuse_closed(store, &goods, entry->at, entry->head.id, err) &&
           (entry->change <= 0 || stock_refuse_more(store, &goods, entry->change, 0, err));
}

bool stock_take_back(struct store *store, int64_t entry_id, const char *reason, struct err *err)
{
    struct stock_entry entry;
    return record_get(store, &stock_entry_table, entry_id, &entry, err) &&
           (entry.head.voided[0] != '\0' || (check_take_back(store, &entry, err) &&
                                             row_void(store, "stock_entry", entry_id, entry.head.rev, reason, err)));
}

/* ---- undone and done again ---- */

static bool refuse_short(struct store *store, int64_t goods_id, struct err *err)
{
    struct goods goods;
    struct stock_level level;
    char there[AMOUNT_BYTES], reserved[AMOUNT_BYTES];
    if (!record_get(store, &goods_table, goods_id, &goods, err) || !stock_level(store, goods_id, &level, err))
        return false;
    if (level.balance >= level.reserved)
        return true;
    amount_with_unit(level.balance, goods.unit, there);
    amount_with_unit(level.reserved, goods.unit, reserved);
    return err_set(err, ERR_DENIED,
                   _("Not undone: of %1$s there would be %2$s, and %3$s are reserved for requests. Others took of it "
                     "since."),
                   goods.name, there, reserved);
}

static bool entry_fits(struct store *store, int64_t id, struct err *err)
{
    struct stock_entry entry;
    struct stock_level level;
    struct goods goods;
    char when[TIME_SIZE];
    if (!record_get(store, &stock_entry_table, id, &entry, err) ||
        !record_get(store, &goods_table, entry.goods_id, &goods, err) ||
        !stock_level(store, entry.goods_id, &level, err))
        return false;
    if (id < level.count_id) {
        moment_label(level.counted_at, when);
        return err_set(err, ERR_DENIED,
                       _("Not undone: %1$s was counted since (%2$s), and that closed what was before."), goods.name,
                       when);
    }
    if (entry.kind == STOCK_COUNT && entry.head.voided[0] == '\0') {
        bool moved = false;
        if (!stock_moved_since(store, entry.goods_id, id, entry.at, &moved, err))
            return false;
        if (moved)
            return err_set(err, ERR_DENIED, _("Not undone: %s came or went since. Count it again."), goods.name);
    }
    bool takes = entry.head.voided[0] != '\0' ? entry.change > 0 : entry.kind != STOCK_COUNT && entry.change < 0;
    return !takes || refuse_short(store, entry.goods_id, err);
}

bool stock_fits(struct store *store, const char *table, int64_t id, struct err *err)
{
    struct supply_line line;
    if (strcmp(table, "stock_entry") == 0)
        return entry_fits(store, id, err);
    if (strcmp(table, "supply_line") != 0)
        return true;
    return record_get(store, &supply_line_table, id, &line, err) &&
           (line.reserved == 0 || line.head.voided[0] != '\0' || refuse_short(store, line.goods_id, err));
}

/* ---- the ledger as a register ---- */

/* Enter upon Enter would give it to nobody. */
static bool refuse_nobody(const struct stock_entry *entry, struct err *err)
{
    return entry->kind != STOCK_OUT || entry->checkpoint_id != 0 || entry->place_id != 0 || entry->whom[0] != '\0' ||
           err_field(err, ERR_INPUT, "post", _("Issued to whom? Write a checkpoint, a household or a name."));
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct stock_entry *entry = record;
    if (before != NULL)
        return err_set(err, ERR_INPUT, _("An entry of the ledger is not changed: void it and write another."));
    entry->officer_id = store_officer(store);
    return check_entry(store, entry, err) && refuse_nobody(entry, err);
}

static bool check_void(struct store *store, const void *record, struct err *err)
{
    const struct stock_entry *entry = record;
    if (entry->supply_step_id != 0)
        return err_set(err, ERR_INPUT, _("It was brought to a household: move that request back instead."));
    if (entry->donation_id != 0)
        return err_set(err, ERR_INPUT, _("It belongs to a donation: void or edit that."));
    return check_take_back(store, entry, err);
}

const struct register_rules stock_entry_rules = {
    .table = &stock_entry_table,
    .verb_add = "stock.add",
    .verb_edit = "stock.add", /* there is none */
    .verb_void = "stock.void",
    .check = check,
    .check_void = check_void,
};
