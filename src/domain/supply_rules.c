/* What a request must say (domain.md §5): a household, things and amounts; the same twice within a day is asked about.
 */
#include "gatepost/supply_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/observation.h"
#include "gatepost/registers.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "named.h"
#include "supply_part.h"
#include "supply_said.h"
#include <string.h>

enum { MINUTE = 60, TWICE_SECONDS = 86400 };

int64_t supply_limit_seconds(struct store *store, bool urgent)
{
    return (int64_t)setting_integer(store, urgent ? "supply.urgent_minutes" : "supply.limit_minutes") * MINUTE;
}

bool supply_is_over(const struct supply *supply, int64_t now)
{
    return supply->head.voided[0] == '\0' && supply_is_waiting(supply->state) && supply->due_at < now;
}

bool supply_leave_at_door(struct store *store, int64_t place_id)
{
    return observation_flags_place(store, place_id);
}

/* ---- twice ---- */

bool supply_asked_twice(struct store *store, int64_t place_id, const char *items, int64_t at, int64_t except_id,
                        char item[ITEM_BYTES], struct supply *found, struct err *err)
{
    struct item things[ITEMS_MOST];
    struct goods goods;
    int count = 0;
    *found = (struct supply){0};
    item[0] = '\0';
    if (!items_parse(items, REQUEST_MOST, goods_known, store, things, &count, err))
        return false;
    for (int i = 0; i < count && found->head.id == 0; i++) {
        if (!goods_named(store, things[i].name, &goods, err))
            return false;
        text_copy(item, ITEM_BYTES, goods.head.id != 0 ? goods.name : things[i].name);
        if (!supply_same(store, place_id, goods.head.id, item, at, TWICE_SECONDS, except_id, found, err))
            return false;
    }
    return true;
}

static bool refuse_twice(struct store *store, const struct supply *supply, const struct supply *before, struct err *err)
{
    struct supply found;
    char item[ITEM_BYTES], when[TIME_SIZE];
    if (supply->again || (before != NULL && strcmp(before->items, supply->items) == 0 &&
                          before->place_id == supply->place_id && before->asked_at == supply->asked_at))
        return true;
    if (!supply_asked_twice(store, supply->place_id, supply->items, supply->asked_at, supply->head.id, item, &found,
                            err))
        return false;
    if (found.head.id == 0)
        return true;
    moment_label(found.asked_at, when);
    return err_field(err, ERR_CONFLICT, "again",
                     _("This household asked for %1$s already, %2$s (#%3$lld, %4$s). If it is wanted once more, say so "
                       "in \"once more\"."),
                     item, when, (long long)found.head.id, words_context(supply_state_labels[found.state]));
}

/* ---- the record ---- */

static bool complete_who(struct store *store, struct supply *supply, const struct supply *before, struct err *err)
{
    const struct supply nobody = {0}, *was = before != NULL ? before : &nobody;
    struct person person;
    const struct named asker = {&supply->person_id, supply->asked_by, supply->phone, was->person_id,
                                was->asked_by,      was->phone,       "asked_by"};
    if (supply->person_id != 0 && supply->place_id == 0) {
        if (!person_get(store, supply->person_id, &person, err))
            return false;
        supply->place_id = person.place_id;
    }
    if (supply->place_id == 0)
        return err_field(err, ERR_INPUT, "place",
                         _("Which household is it for? Type initials, the end of a phone or a room."));
    return named_complete(store, &asker, err);
}

static bool complete_times(struct store *store, struct supply *supply, struct err *err)
{
    if (supply->asked_at == 0)
        supply->asked_at = clock_now();
    if (supply->wanted_at != 0 && supply->wanted_at <= supply->asked_at)
        return err_field(err, ERR_INPUT, "wanted_at", _("They would want it before they asked."));
    supply->due_at =
        supply->wanted_at != 0 ? supply->wanted_at : supply->asked_at + supply_limit_seconds(store, supply->urgent);
    return true;
}

static bool read_items(struct store *store, const char *text, struct item items[ITEMS_MOST], int *count,
                       struct err *err)
{
    bool good = items_parse(text, REQUEST_MOST, goods_known, store, items, count, err);
    if (!good && err != NULL)
        err->field = "items";
    return good;
}

/* What was typed as it was said: 要米10斤（好一点的），急. */
static void take_said(struct store *store, struct supply *supply)
{
    struct buffer remark = {0}, words = {0};
    supply_said_things(store, supply->items, &supply->urgent, &remark, &words);
    text_copy(supply->items, sizeof supply->items, buffer_text(&words));
    if (remark.length > 0 && strstr(supply->note, buffer_text(&remark)) == NULL) {
        buffer_format(&remark, "%s%s", supply->note[0] != '\0' ? " " : "", supply->note);
        text_copy(supply->note, sizeof supply->note, buffer_text(&remark));
    }
    buffer_release(&remark);
    buffer_release(&words);
}

static bool write_items(struct supply *supply, const struct item *items, int count, struct err *err)
{
    struct buffer text = {0};
    items_format(items, count, &text);
    bool fits = text.length < sizeof supply->items - 8;
    if (fits)
        text_copy(supply->items, sizeof supply->items, buffer_text(&text));
    buffer_release(&text);
    return fits || err_field(err, ERR_INPUT, "items", _("That is too much for one request: make two of it."));
}

/* Goods under the name the list has them by, amounts in one way of writing; read again, what is the same by another
 * word is added up. */
static bool complete_items(struct store *store, struct supply *supply, struct err *err)
{
    struct item items[ITEMS_MOST];
    struct goods goods;
    int count = 0;
    if (!read_items(store, supply->items, items, &count, err))
        return false;
    for (int i = 0; i < count; i++) {
        if (!goods_named(store, items[i].name, &goods, err))
            return false;
        if (goods.head.id != 0)
            text_copy(items[i].name, sizeof items[i].name, goods.name);
    }
    return write_items(supply, items, count, err) && read_items(store, supply->items, items, &count, err) &&
           write_items(supply, items, count, err);
}

/* What was brought was brought to that household. */
static bool refuse_brought(struct store *store, int64_t supply_id, const char *field, struct err *err)
{
    struct supply_line lines[ITEMS_MOST];
    int count = 0;
    if (!supply_lines(store, supply_id, lines, ITEMS_MOST, &count, err))
        return false;
    for (int i = 0; i < count; i++)
        if (lines[i].delivered != 0)
            return err_field(err, ERR_INPUT, field, _("%s was brought for it already: move it back first."),
                             lines[i].item);
    return true;
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct supply *supply = record;
    const struct supply *was = before;
    if (was != NULL && !supply_is_open(was->state))
        return err_set(err, ERR_INPUT, _("Request #%1$lld is closed (%2$s): move it back before it is changed."),
                       (long long)was->head.id, words_context(supply_state_labels[was->state]));
    if (was == NULL || strcmp(was->items, supply->items) != 0)
        take_said(store, supply);
    if (!complete_who(store, supply, was, err) ||
        (was != NULL && was->place_id != supply->place_id && !refuse_brought(store, supply->head.id, "place", err)) ||
        !complete_times(store, supply, err) || !complete_items(store, supply, err) ||
        !refuse_twice(store, supply, was, err))
        return false;
    if (was == NULL) {
        supply->state = SUPPLY_NEW;
        supply->state_at = supply->asked_at;
        supply->officer_id = store_officer(store);
    }
    return true;
}

static bool follow(struct store *store, const void *record, const void *before, struct err *err)
{
    const struct supply *supply = record;
    (void)before;
    bool under_way = supply->state == SUPPLY_ASSIGNED || supply->state == SUPPLY_BUYING;
    return supply_write_lines(store, supply, err) && (!under_way || supply_reserve(store, supply->head.id, err));
}

static bool check_void(struct store *store, const void *record, struct err *err)
{
    return refuse_brought(store, ((const struct supply *)record)->head.id, NULL, err);
}

static bool follow_void(struct store *store, const void *record, struct err *err)
{
    return supply_let_go(store, ((const struct supply *)record)->head.id, err);
}

const struct register_rules supply_rules = {
    .table = &supply_table,
    .verb_add = "supply.add",
    .verb_edit = "supply.edit",
    .verb_void = "supply.void",
    .check = check,
    .follow = follow,
    .check_void = check_void,
    .follow_void = follow_void,
};
