#include "supply_alarms.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/setting_table.h"
#include "gatepost/stock.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include <stdlib.h>
#include <string.h>

enum { MINUTE = 60 };

/* ---- requests ---- */

typedef bool waiting_fn(struct store *store, int64_t at, struct supply_waiting *rows, int most, int *count,
                        struct err *err);

/* "#12 12-2-1203 大米 10斤、盐 2包 04-11 13:02": the time does not grow old as an age would. */
static void say_request(struct store *store, const struct supply_waiting *request, struct alarm_matter *matter)
{
    struct buffer text = {0};
    char label[96] = "?", when[TIME_SIZE];
    place_label_of(store, request->place_id, label, sizeof label);
    stamp_label(request->asked_at, when);
    buffer_format(&text, "#%lld %s %s %s", (long long)request->id, label, request->items, when);
    *matter = (struct alarm_matter){.subject = request->id};
    text_copy(matter->words, sizeof matter->words, buffer_text(&text));
    buffer_release(&text);
}

static bool say_requests(struct store *store, waiting_fn *list, int64_t at, struct alarm_matter *matters, int most,
                         int *count, struct err *err)
{
    struct supply_waiting *rows = memory_new((size_t)most, sizeof *rows);
    bool good = list(store, at, rows, most, count, err);
    for (int i = 0; good && i < *count; i++)
        say_request(store, &rows[i], &matters[i]);
    free(rows);
    return good;
}

bool supply_over_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                         struct err *err)
{
    return say_requests(store, supply_over_list, now, matters, most, count, err);
}

bool supply_over_stands(struct store *store, int64_t supply_id, const char *occasion)
{
    struct supply supply;
    (void)occasion;
    return !record_get(store, &supply_table, supply_id, &supply, NULL) || supply_is_over(&supply, clock_now());
}

/* Nobody's since before this moment is too long. */
static int64_t unclaimed_before(struct store *store, int64_t now)
{
    return now - (int64_t)setting_integer(store, "supply.unclaimed_minutes") * MINUTE;
}

bool supply_urgent_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                           struct err *err)
{
    return say_requests(store, supply_unclaimed_list, unclaimed_before(store, now), matters, most, count, err);
}

bool supply_urgent_stands(struct store *store, int64_t supply_id, const char *occasion)
{
    struct supply supply;
    (void)occasion;
    return !record_get(store, &supply_table, supply_id, &supply, NULL) ||
           (supply.head.voided[0] == '\0' && supply.state == SUPPLY_NEW && supply.urgent &&
            supply.state_at < unclaimed_before(store, clock_now()));
}

/* ---- stock ---- */

/* "口罩 120个 < 200个" */
static void say_short(const struct goods *goods, struct alarm_matter *matter)
{
    struct buffer text = {0};
    char there[AMOUNT_BYTES], minimum[AMOUNT_BYTES];
    amount_with_unit(goods->balance, goods->unit, there);
    amount_with_unit(goods->minimum, goods->unit, minimum);
    buffer_format(&text, "%s %s < %s", goods->name, there, minimum);
    *matter = (struct alarm_matter){.subject = goods->head.id};
    text_copy(matter->words, sizeof matter->words, buffer_text(&text));
    buffer_release(&text);
}

bool stock_short_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                         struct err *err)
{
    struct goods *rows = memory_new((size_t)most, sizeof *rows);
    struct record_window window = {.scope = GOODS_SHORT, .rows = rows, .most = most};
    (void)now;
    bool good = record_window(store, &goods_table, &window, err);
    *count = good ? window.count : 0;
    for (int i = 0; i < *count; i++)
        say_short(&rows[i], &matters[i]);
    free(rows);
    return good;
}

bool stock_short_stands(struct store *store, int64_t goods_id, const char *occasion)
{
    struct goods goods;
    (void)occasion;
    return !record_get(store, &goods_table, goods_id, &goods, NULL) ||
           (goods.head.voided[0] == '\0' && goods.balance < goods.minimum);
}

bool supply_alarms_follow(struct store *store, const char *table, int64_t id, struct err *err)
{
    struct stock_entry entry;
    if (strcmp(table, "supply") == 0)
        return alarm_settle(store, "supply_over", id, err) && alarm_settle(store, "supply_urgent", id, err);
    if (strcmp(table, "goods") == 0)
        return alarm_settle(store, "stock_short", id, err);
    return strcmp(table, "stock_entry") != 0 || !record_get(store, &stock_entry_table, id, &entry, NULL) ||
           alarm_settle(store, "stock_short", entry.goods_id, err);
}
