/* The lines of a request: written from its items, reserved in the stock while somebody has it. */
#include "gatepost/buffer.h"
#include "gatepost/row.h"
#include "gatepost/stock.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "supply_part.h"
#include <string.h>

static bool fill_line(struct store *store, const struct item *item, struct supply_line *line, struct err *err)
{
    struct goods goods;
    if (!goods_named(store, item->name, &goods, err))
        return false;
    bool named = goods.head.id != 0;
    /* the goods it was written with may be called something else by now */
    if (!named && line->goods_id != 0 && !record_get(store, &goods_table, line->goods_id, &goods, err))
        return false;
    line->goods_id = goods.head.id;
    text_copy(line->item, sizeof line->item, named ? goods.name : item->name);
    text_copy(line->unit, sizeof line->unit, item->unit);
    line->quantity = item->quantity;
    line->amount = 0;
    if (goods.head.id != 0 && !unit_convert(item->quantity, item->unit, goods.unit, &line->amount))
        line->amount = 0;
    return true;
}

static bool refuse_less(const struct supply_line *line, int64_t quantity, struct err *err)
{
    char delivered[24];
    if (quantity >= line->delivered)
        return true;
    amount_format(line->delivered, delivered);
    return err_field(err, ERR_INPUT, "items",
                     _("%1$s: %2$s%3$s were brought already; less than that cannot be asked for."), line->item,
                     delivered, line->unit);
}

/* The item's line among those that stand; NULL: none yet. */
static struct supply_line *line_of(struct supply_line *lines, int count, const struct item *item, int64_t goods_id)
{
    for (int i = 0; i < count; i++) {
        bool same = (goods_id != 0 && lines[i].goods_id == goods_id) || strcmp(lines[i].item, item->name) == 0;
        if (lines[i].position != 0 && same && strcmp(lines[i].unit, item->unit) == 0)
            return &lines[i];
    }
    return NULL;
}

static bool write_line(struct store *store, int64_t supply_id, const struct item *item, int position,
                       struct supply_line *standing, int count, struct err *err)
{
    struct supply_line line = {.supply_id = supply_id};
    struct goods goods;
    if (!goods_named(store, item->name, &goods, err))
        return false;
    struct supply_line *found = line_of(standing, count, item, goods.head.id);
    if (found != NULL)
        line = *found;
    if (!refuse_less(&line, item->quantity, err) || !fill_line(store, item, &line, err))
        return false;
    if (line.reserved > supply_line_owed(&line))
        line.reserved = supply_line_owed(&line);
    line.position = position;
    if (found != NULL)
        found->position = 0; /* kept */
    return record_save(store, &supply_line_table, &line, err);
}

static bool drop_line(struct store *store, const struct supply_line *line, struct err *err)
{
    struct supply_line none = *line;
    none.reserved = 0;
    return refuse_less(line, 0, err) && (line->reserved == 0 || record_save(store, &supply_line_table, &none, err)) &&
           row_void(store, "supply_line", line->head.id, none.head.rev, _("not asked for any more"), err);
}

bool supply_write_lines(struct store *store, const struct supply *supply, struct err *err)
{
    struct item items[ITEMS_MOST];
    struct supply_line standing[ITEMS_MOST];
    int count = 0, stood = 0;
    if (!items_parse(supply->items, REQUEST_MOST, goods_known, store, items, &count, err) ||
        !supply_lines(store, supply->head.id, standing, ITEMS_MOST, &stood, err))
        return false;
    for (int i = 0; i < count; i++)
        if (!write_line(store, supply->head.id, &items[i], i + 1, standing, stood, err))
            return false;
    for (int i = 0; i < stood; i++)
        if (standing[i].position != 0 && !drop_line(store, &standing[i], err))
            return false;
    return true;
}

/* ---- the stock ---- */

/* The goods may be kept in another unit since it was asked for. */
static bool measure_line(struct store *store, struct supply_line *line, struct err *err)
{
    struct goods goods;
    int64_t before = line->amount;
    if (!record_get(store, &goods_table, line->goods_id, &goods, err))
        return false;
    if (!unit_convert(line->quantity, line->unit, goods.unit, &line->amount))
        line->amount = 0;
    return line->amount == before || record_save(store, &supply_line_table, line, err);
}

/* All that is owed of a line or nothing of it: half of it would be two ways for one thing. What was begun without the
 * stock is ended without it. */
static bool reserve_line(struct store *store, struct supply_line *line, struct err *err)
{
    struct stock_level level;
    if (line->goods_id == 0 || (line->delivered != 0 && line->reserved == 0))
        return true;
    if (line->reserved == 0 && !measure_line(store, line, err))
        return false;
    int64_t owed = supply_line_owed(line);
    if (line->reserved == owed)
        return true;
    if (!stock_level(store, line->goods_id, &level, err))
        return false;
    int64_t free = level.balance - (level.reserved - line->reserved), before = line->reserved;
    line->reserved = free >= owed ? owed : 0;
    return line->reserved == before || record_save(store, &supply_line_table, line, err);
}

static bool let_go_line(struct store *store, struct supply_line *line, struct err *err)
{
    if (line->reserved == 0)
        return true;
    line->reserved = 0;
    return record_save(store, &supply_line_table, line, err);
}

static bool each_line(struct store *store, int64_t supply_id,
                      bool (*change)(struct store *store, struct supply_line *line, struct err *err), struct err *err)
{
    struct supply_line lines[ITEMS_MOST];
    int count = 0;
    bool good = supply_lines(store, supply_id, lines, ITEMS_MOST, &count, err);
    for (int i = 0; good && i < count; i++)
        good = change(store, &lines[i], err);
    return good;
}

bool supply_reserve(struct store *store, int64_t supply_id, struct err *err)
{
    return each_line(store, supply_id, reserve_line, err);
}

bool supply_let_go(struct store *store, int64_t supply_id, struct err *err)
{
    return each_line(store, supply_id, let_go_line, err);
}

/* ---- parts ---- */

/* As much of the line's unit as was said of the item; without a unit the line's own is meant. */
static bool in_unit_of(const struct supply_line *line, const struct item *item, int64_t *quantity)
{
    *quantity = item->quantity;
    return item->unit[0] == '\0' || strcmp(item->unit, line->unit) == 0 ||
           unit_convert(item->quantity, item->unit, line->unit, quantity);
}

static bool find_part(struct store *store, const struct supply_line *lines, int count, const struct item *item,
                      struct supply_part *part, struct err *err)
{
    struct goods goods;
    const struct supply_line *asked = NULL;
    if (!goods_named(store, item->name, &goods, err))
        return false;
    for (int i = 0; i < count; i++) {
        if ((goods.head.id == 0 || lines[i].goods_id != goods.head.id) && strcmp(lines[i].item, item->name) != 0)
            continue;
        asked = &lines[i];
        part->line_id = lines[i].head.id;
        if (in_unit_of(&lines[i], item, &part->quantity))
            return true;
    }
    if (asked == NULL)
        return err_field(err, ERR_INPUT, "parts", _("%s is not asked for in this request."), item->name);
    return err_field(err, ERR_INPUT, "parts", _("%1$s is asked for in %2$s: say how much of that."), asked->item,
                     asked->unit);
}

bool supply_parts_parse(struct store *store, int64_t supply_id, const char *text, struct supply_part *parts, int *count,
                        struct err *err)
{
    struct item items[ITEMS_MOST];
    struct supply_line lines[ITEMS_MOST];
    int line_count = 0;
    bool good = supply_lines(store, supply_id, lines, ITEMS_MOST, &line_count, err);
    if (good && !items_parse(text, REQUEST_MOST, goods_known, store, items, count, err)) {
        if (err != NULL)
            err->field = "parts";
        return false;
    }
    for (int i = 0; good && i < *count; i++)
        good = find_part(store, lines, line_count, &items[i], &parts[i], err);
    return good;
}
