/* Donations (domain.md §5): each thing enters the stock once, with the donation; what is new is new on the list of
 * goods.
 */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/donation.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "named.h"
#include "verb.h"
#include <string.h>

enum { SPARE_BYTES = 8 }; /* text_accept refuses a text that fills its array */

/* ---- what is given ---- */

/* Nobody says a unit of what they count one by one. */
static const char *unit_of(const struct item *item)
{
    return item->unit[0] != '\0' ? item->unit : "个";
}

static struct donation_thing *thing_of(struct donation_thing *things, int count, const struct goods *goods)
{
    for (int i = 0; i < count; i++)
        if (strcmp(things[i].goods.name, goods->name) == 0)
            return &things[i];
    return NULL;
}

static bool read_thing(struct store *store, const struct item *item, int64_t at, struct donation_thing *thing,
                       struct err *err)
{
    struct stock_level level;
    *thing = (struct donation_thing){.amount = 0};
    if (!goods_named(store, item->name, &thing->goods, err))
        return false;
    if (thing->goods.head.id == 0) {
        register_new(&goods_rules, &thing->goods);
        thing->goods.category = GOODS_OTHER;
        text_copy(thing->goods.name, sizeof thing->goods.name, item->name);
        text_copy(thing->goods.unit, sizeof thing->goods.unit, unit_of(item));
        return true;
    }
    if (!stock_level(store, thing->goods.head.id, &level, err))
        return false;
    thing->counted_at = level.count_id != 0 && at < level.counted_at ? level.counted_at : 0;
    return true;
}

static bool add_amount(struct donation_thing *thing, const struct item *item, struct err *err)
{
    int64_t amount = 0;
    if (!unit_convert(item->quantity, unit_of(item), thing->goods.unit, &amount))
        return err_field(err, ERR_INPUT, "items",
                         _("%1$s is kept in %2$s, and nobody can tell how much of that %3$s are: write it in %2$s."),
                         thing->goods.name, thing->goods.unit, unit_of(item));
    thing->amount += amount;
    return true;
}

static bool read_items(struct store *store, const char *text, struct item items[ITEMS_MOST], int *count,
                       struct err *err)
{
    if (items_parse(text, STOCK_MOST, goods_known, store, items, count, err))
        return true;
    if (err != NULL)
        err->field = "items";
    return false;
}

bool donation_things(struct store *store, const char *text, int64_t at, struct donation_thing things[ITEMS_MOST],
                     int *count, struct buffer *items, struct err *err)
{
    struct item given[ITEMS_MOST];
    struct donation_thing thing;
    int given_count = 0;
    *count = 0;
    if (!read_items(store, text, given, &given_count, err))
        return false;
    for (int i = 0; i < given_count; i++) {
        if (!read_thing(store, &given[i], at != 0 ? at : clock_now(), &thing, err))
            return false;
        struct donation_thing *known = thing_of(things, *count, &thing.goods);
        if (known == NULL) {
            known = &things[(*count)++];
            *known = thing;
        }
        if (!add_amount(known, &given[i], err))
            return false;
        text_copy(given[i].name, sizeof given[i].name, known->goods.name);
        text_copy(given[i].unit, sizeof given[i].unit, unit_of(&given[i]));
    }
    if (items != NULL)
        items_format(given, given_count, items);
    return true;
}

/* ---- the record ---- */

static bool complete_items(struct store *store, struct donation *donation, struct err *err)
{
    struct donation_thing things[ITEMS_MOST];
    struct buffer items = {0};
    int count = 0;
    bool good = donation_things(store, donation->items, donation->at, things, &count, &items, err);
    if (good && items.length >= sizeof donation->items - SPARE_BYTES)
        good = err_field(err, ERR_INPUT, "items", _("That is too much for one donation: make two of it."));
    if (good)
        text_copy(donation->items, sizeof donation->items, buffer_text(&items));
    buffer_release(&items);
    return good;
}

static bool complete_received(struct store *store, struct donation *donation, struct err *err)
{
    struct officer officer;
    if (donation->received_by[0] != '\0' || store_officer(store) == 0)
        return true;
    if (!officer_get(store, store_officer(store), &officer, err))
        return false;
    text_copy(donation->received_by, sizeof donation->received_by, officer.name);
    return true;
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct donation *donation = record;
    if (donation->at == 0)
        donation->at = clock_now();
    if (before == NULL)
        donation->officer_id = store_officer(store);
    if (donation->thanked_at != 0 && donation->thanked_at < donation->at)
        return err_field(err, ERR_INPUT, "thanked_at", _("They would have been thanked before they gave it."));
    return complete_items(store, donation, err) && complete_received(store, donation, err);
}

/* ---- in the stock ---- */

static bool standing_entries(struct store *store, int64_t donation_id, struct stock_entry entries[ITEMS_MOST],
                             int *count, struct err *err)
{
    struct record_window window = {.scope = STOCK_ENTRIES_VALID,
                                   .column = "donation_id",
                                   .value = donation_id,
                                   .rows = entries,
                                   .most = ITEMS_MOST};
    if (!record_window(store, &stock_entry_table, &window, err))
        return false;
    *count = window.count;
    return true;
}

static struct stock_entry *entry_of(struct stock_entry *entries, int count, const struct donation_thing *thing,
                                    int64_t at)
{
    for (int i = 0; i < count; i++)
        if (entries[i].goods_id == thing->goods.head.id && entries[i].change == thing->amount && entries[i].at == at)
            return &entries[i];
    return NULL;
}

/* The same as before; the donor's name may have been written better. */
static bool keep_entry(struct store *store, const struct donation *donation, struct stock_entry *entry, struct err *err)
{
    struct stock_entry kept = *entry;
    entry->goods_id = 0; /* not taken back */
    if (strcmp(kept.whom, donation->donor) == 0)
        return true;
    text_copy(kept.whom, sizeof kept.whom, donation->donor);
    return record_save(store, &stock_entry_table, &kept, err);
}

static bool enter_thing(struct store *store, const struct donation *donation, struct donation_thing *thing,
                        struct stock_entry *standing, int count, struct err *err)
{
    struct stock_entry *same = entry_of(standing, count, thing, donation->at);
    if (same != NULL)
        return keep_entry(store, donation, same, err);
    if (thing->counted_at != 0)
        return true;
    if (thing->goods.head.id == 0 && !register_save_within(store, &goods_rules, &thing->goods, err))
        return false;
    struct stock_entry entry = {.at = donation->at,
                                .goods_id = thing->goods.head.id,
                                .kind = STOCK_IN,
                                .quantity = thing->amount,
                                .donation_id = donation->head.id};
    text_copy(entry.whom, sizeof entry.whom, donation->donor);
    return stock_write(store, &entry, err);
}

/* What is new enters before what it replaces goes: in between there is never less than there will be. */
static bool follow(struct store *store, const void *record, const void *before, struct err *err)
{
    const struct donation *donation = record;
    struct donation_thing things[ITEMS_MOST];
    struct stock_entry standing[ITEMS_MOST];
    int count = 0, stood = 0;
    if (!donation_things(store, donation->items, donation->at, things, &count, NULL, err) ||
        (before != NULL && !standing_entries(store, donation->head.id, standing, &stood, err)))
        return false;
    for (int i = 0; i < count; i++)
        if (!enter_thing(store, donation, &things[i], standing, stood, err))
            return false;
    for (int i = 0; i < stood; i++)
        if (standing[i].goods_id != 0 &&
            !stock_take_back(store, standing[i].head.id, _("the donation was corrected"), err))
            return false;
    return true;
}

static bool follow_void(struct store *store, const void *record, struct err *err)
{
    const struct donation *donation = record;
    struct stock_entry standing[ITEMS_MOST];
    int stood = 0;
    bool good = standing_entries(store, donation->head.id, standing, &stood, err);
    for (int i = 0; good && i < stood; i++)
        good = stock_take_back(store, standing[i].head.id, _("the donation was voided"), err);
    return good;
}

const struct register_rules donation_rules = {
    .table = &donation_table,
    .verb_add = "donation.add",
    .verb_edit = "donation.edit",
    .verb_void = "donation.void",
    .check = check,
    .follow = follow,
    .follow_void = follow_void,
};

static bool thank(struct store *store, int64_t id, int64_t rev, struct err *err)
{
    struct donation donation;
    char donor[NAME_BYTES];
    if (!register_read(store, &donation_rules, id, rev, &donation, err))
        return false;
    named_told(store, donation.donor, donor);
    if (donation.thanked_at != 0)
        return err_set(err, ERR_CONFLICT, _("%s was thanked already."), donor);
    donation.thanked_at = clock_now();
    return record_save(store, &donation_table, &donation, err);
}

bool donation_thank(struct store *store, int64_t id, int64_t rev, struct err *err)
{
    return verb_begin(store, "donation.thank", err) && verb_end(store, thank(store, id, rev, err), err);
}
