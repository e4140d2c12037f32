#include "gatepost/supply.h"
#include "gatepost/errand.h"
#include "gatepost/words.h"
#include "record_sql.h"
#include "table.h"
#include <stddef.h>

const char *const supply_state_names[] = {"new",          "assigned",  "buying",    "left",       "confirmed",
                                          "out_of_stock", "cancelled", "duplicate", "not_needed", NULL};
const char *const supply_state_labels[] = {N_("supply|New"),
                                           N_("supply|Assigned"),
                                           N_("supply|Buying"),
                                           N_("supply|At the door"),
                                           N_("supply|Confirmed"),
                                           N_("supply|Not to be had"),
                                           N_("supply|Cancelled"),
                                           N_("supply|Twice"),
                                           N_("supply|Not needed any more"),
                                           NULL};
const char *const supply_via_names[] = {"phone", "chat", "door", "visit", "other", NULL};
const char *const supply_via_labels[] = {N_("via|Phone"), N_("via|Chat"),  N_("via|At the door"),
                                         N_("via|Visit"), N_("via|Other"), NULL};

bool supply_is_waiting(enum supply_state state)
{
    return state <= SUPPLY_BUYING;
}

bool supply_is_open(enum supply_state state)
{
    return state <= SUPPLY_LEFT;
}

#define SUPPLY(member) RECORD_AT(struct supply, member)
const struct record_field supply_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, SUPPLY(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, SUPPLY(head.rev)},
    {"state", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, SUPPLY(state), .choices = supply_state_names, .width = 10,
     .column = "state", .label = N_("State"), .labels = supply_state_labels},
    {"place", "ROOM", N_("the household: 12-2-1203; of --person the own one"), RECORD_PLACE, RECORD_BOTH,
     SUPPLY(place_id), .width = 12, .column = "place_id", .label = N_("Household")},
    {"person", "WHO", N_("who asks, as in the gate form"), RECORD_PERSON, RECORD_BOTH, SUPPLY(person_id),
     .column = "person_id", .label = N_("Person")},
    {"items", "THINGS", N_("what they need: 米10斤 盐2包"), RECORD_TEXT, RECORD_NEEDED, SUPPLY(items), .width = 24,
     .said = SAID_AS_IT_IS, .column = "items", .label = N_("Needed")},
    {"urgent", "YES", N_("it is urgent: yes"), RECORD_SWITCH, RECORD_BOTH, SUPPLY(urgent), .width = 7,
     .column = "urgent", .label = N_("Urgent")},
    {"asked_at", "TIME", N_("when they asked; now if nothing is said"), RECORD_MOMENT, RECORD_BOTH, SUPPLY(asked_at),
     .width = 19, .column = "asked_at", .label = N_("Asked at")},
    {"wanted_at", "TIME", N_("by when they want it; else by the limit"), RECORD_DEADLINE, RECORD_BOTH,
     SUPPLY(wanted_at), .column = "wanted_at", .label = N_("Wanted by")},
    {"due_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, SUPPLY(due_at), .width = 19, .column = "due_at",
     .label = N_("Due by")},
    {"asked_by", "NAME", N_("who asks, when not in the register"), RECORD_TEXT, RECORD_BOTH, SUPPLY(asked_by),
     .said = SAID_NAME, .column = "asked_by", .label = N_("Who asks")},
    {"phone", "PHONE", N_("on which they are reached"), RECORD_PHONE, RECORD_BOTH, SUPPLY(phone), .width = 14,
     .column = "phone", .label = N_("Phone")},
    {"via", "HOW", N_("how they asked: phone, chat, door, visit, other"), RECORD_CHOICE, RECORD_BOTH, SUPPLY(via),
     .choices = supply_via_names, .column = "via", .label = N_("Through"), .labels = supply_via_labels},
    {"state_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, SUPPLY(state_at), .column = "state_at",
     .label = N_("supply|Since")},
    {"helper_person", NULL, NULL, RECORD_PERSON, RECORD_SHOWN, SUPPLY(helper_id), .column = "helper_id",
     .label = N_("Volunteer in the register")},
    {"helper", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, SUPPLY(helper), .width = 12, .said = SAID_NAME,
     .column = "helper", .label = N_("Volunteer")},
    {"helper_phone", NULL, NULL, RECORD_PHONE, RECORD_SHOWN, SUPPLY(helper_phone), .column = "helper_phone",
     .label = N_("Volunteer's phone")},
    {"claimed_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, SUPPLY(claimed_at), .column = "claimed_at",
     .label = N_("Taken at")},
    {"claimed_by", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, SUPPLY(claimed_by), .column = "claimed_by",
     .label = N_("Written down by")},
    {"errand", NULL, NULL, RECORD_ROW, RECORD_SHOWN, SUPPLY(errand_id), .column = "errand_id", .label = N_("Errand"),
     .of = &errand_table},
    {"again", "YES", N_("the same within 24 hours is meant once more: yes"), RECORD_SWITCH, RECORD_BOTH, SUPPLY(again),
     .column = "again", .label = N_("supply|Once more")},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, SUPPLY(note), .column = "note", .label = N_("Remark")},
    {"officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, SUPPLY(officer_id), .column = "officer_id",
     .label = N_("Officer")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, SUPPLY(head.voided)},
    {0},
};
#define WAITS "(state = 'new' OR state = 'assigned' OR state = 'buying')"
#define OPEN "(state = 'new' OR state = 'assigned' OR state = 'buying' OR state = 'left')"
#define CLOSED                                                                                                 \
    "(state = 'confirmed' OR state = 'out_of_stock' OR state = 'cancelled' OR state = 'duplicate' OR state = " \
    "'not_needed')"
static const struct record_scope supply_scopes[] = {
    [SUPPLIES_OPEN] = {"open", "voided IS NULL AND " OPEN},
    [SUPPLIES_NEW] = {"new", "voided IS NULL AND state = 'new'"},
    [SUPPLIES_UNDER_WAY] = {"under-way", "voided IS NULL AND (state = 'assigned' OR state = 'buying')"},
    [SUPPLIES_LEFT] = {"left", "voided IS NULL AND state = 'left'"},
    [SUPPLIES_DONE] = {"done", "voided IS NULL AND " CLOSED},
    [SUPPLIES_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table supply_table = {
    .name = "supply",
    .size = sizeof(struct supply),
    .fields = supply_fields,
    .order = "due_at",
    .scopes = supply_scopes,
    .turned = 1u << SUPPLIES_DONE | 1u << SUPPLIES_ALL,
    .none = N_("There is no request %lld."),
    .what = N_("supply request"),
    .called = "place_id",
};

static const struct record_scope confirmed_scopes[] = {
    {"confirmed", "voided IS NULL AND " CLOSED " AND state = 'confirmed' AND state_at >= :now"}, {0}};
const struct record_table supply_confirmed_table = {
    .name = "supply",
    .size = sizeof(struct supply),
    .fields = supply_fields,
    .order = "state_at",
    .newest_first = true,
    .scopes = confirmed_scopes,
    .none = N_("There is no request %lld."),
    .what = N_("supply request"),
    .called = "place_id",
};

/* ---- lines, steps, deliveries ---- */

#define LINE(member) RECORD_AT(struct supply_line, member)
const struct record_field supply_line_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, LINE(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, LINE(head.rev)},
    {"request", NULL, NULL, RECORD_ROW, RECORD_SHOWN, LINE(supply_id), .column = "supply_id", .label = N_("Request"),
     .of = &supply_table},
    {"position", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, LINE(position), .most = ITEMS_MOST, .width = 4,
     .column = "position", .label = N_("Line")},
    {"goods", NULL, NULL, RECORD_ROW, RECORD_SHOWN, LINE(goods_id), .column = "goods_id", .label = N_("Goods"),
     .of = &goods_table},
    {"item", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, LINE(item), .width = 16, .said = SAID_AS_IT_IS, .column = "item",
     .label = N_("supply|Item")},
    {"quantity", NULL, NULL, RECORD_AMOUNT, RECORD_SHOWN, LINE(quantity), .width = 8, .said = SAID_AS_IT_IS,
     .column = "quantity", .label = N_("Amount")},
    {"unit", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, LINE(unit), .width = 6, .said = SAID_AS_IT_IS, .column = "unit",
     .label = N_("Unit")},
    {"amount", NULL, NULL, RECORD_AMOUNT, RECORD_SHOWN, LINE(amount), .least = 1, .column = "amount",
     .label = N_("In the unit of the stock"), .nullable = true},
    {"reserved", NULL, NULL, RECORD_AMOUNT, RECORD_SHOWN, LINE(reserved), .width = 9, .column = "reserved",
     .label = N_("Reserved")},
    {"delivered", NULL, NULL, RECORD_AMOUNT, RECORD_SHOWN, LINE(delivered), .width = 9, .column = "delivered",
     .label = N_("Delivered")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, LINE(head.voided)},
    {0},
};
static const struct record_scope part_scopes[] = {{"valid", "voided IS NULL"}, {"all", "1 = 1"}, {0}};
const struct record_table supply_line_table = {
    .name = "supply_line",
    .size = sizeof(struct supply_line),
    .fields = supply_line_fields,
    .order = "supply_id",
    .scopes = part_scopes,
    .none = N_("There is no line %lld of a request."),
    .what = N_("line of a request"),
    .called = "item",
};

#define STEP(member) RECORD_AT(struct supply_step, member)
const struct record_field supply_step_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, STEP(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, STEP(head.rev)},
    {"request", NULL, NULL, RECORD_ROW, RECORD_SHOWN, STEP(supply_id), .column = "supply_id", .label = N_("Request"),
     .of = &supply_table},
    {"at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, STEP(at), .width = 19, .column = "at", .label = N_("When")},
    {"from_state", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, STEP(from_state), .choices = supply_state_names,
     .column = "from_state", .label = N_("Before"), .labels = supply_state_labels},
    {"state", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, STEP(state), .choices = supply_state_names, .width = 12,
     .column = "state", .label = N_("State"), .labels = supply_state_labels},
    {"helper", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, STEP(helper), .width = 12, .said = SAID_NAME, .column = "helper",
     .label = N_("Volunteer")},
    {"remark", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, STEP(remark), .width = 20, .column = "remark",
     .label = N_("Remark")},
    {"officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, STEP(officer_id), .width = 12, .column = "officer_id",
     .label = N_("Officer")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, STEP(head.voided)},
    {0},
};
const struct record_table supply_step_table = {
    .name = "supply_step",
    .size = sizeof(struct supply_step),
    .fields = supply_step_fields,
    .order = "supply_id",
    .scopes = part_scopes,
    .none = N_("There is no step %lld of a request."),
    .what = N_("step of a request"),
    .called = "supply_id",
};

#define DELIVERY(member) RECORD_AT(struct supply_delivery, member)
const struct record_field supply_delivery_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, DELIVERY(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, DELIVERY(head.rev)},
    {"step", NULL, NULL, RECORD_ROW, RECORD_SHOWN, DELIVERY(step_id), .column = "supply_step_id",
     .label = N_("Step of a request"), .of = &supply_step_table},
    {"line", NULL, NULL, RECORD_ROW, RECORD_SHOWN, DELIVERY(line_id), .column = "supply_line_id",
     .label = N_("Line of a request"), .of = &supply_line_table},
    {"quantity", NULL, NULL, RECORD_AMOUNT, RECORD_SHOWN, DELIVERY(quantity), .column = "quantity",
     .label = N_("Amount")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, DELIVERY(head.voided)},
    {0},
};
const struct record_table supply_delivery_table = {
    .name = "supply_delivery",
    .size = sizeof(struct supply_delivery),
    .fields = supply_delivery_fields,
    .order = "supply_step_id",
    .scopes = part_scopes,
    .none = N_("There is no delivery %lld."),
    .what = N_("delivery"),
    .called = "supply_line_id",
};

bool supply_lines(struct store *store, int64_t supply_id, struct supply_line *lines, int most, int *count,
                  struct err *err)
{
    struct statement *statement = statement_take(
        store, "SELECT id FROM supply_line WHERE supply_id = :id AND voided IS NULL ORDER BY position, id", err);
    if (statement != NULL)
        statement_integer(statement, "id", supply_id);
    return record_found_all(store, statement, &supply_line_table, lines, most, count, err);
}

int64_t supply_line_owed(const struct supply_line *line)
{
    int64_t whole = line->amount / line->quantity, rest = line->amount % line->quantity;
    return line->amount - (whole * line->delivered + rest * line->delivered / line->quantity);
}

bool supply_steps(struct store *store, int64_t supply_id, struct supply_step *steps, int most, int *count,
                  struct err *err)
{
    struct statement *statement = statement_take(
        store,
        "SELECT id FROM (SELECT id FROM supply_step WHERE supply_id = :id AND voided IS NULL ORDER BY id DESC LIMIT "
        ":most) last ORDER BY id",
        err);
    if (statement != NULL) {
        statement_integer(statement, "id", supply_id);
        statement_integer(statement, "most", most);
    }
    return record_found_all(store, statement, &supply_step_table, steps, most, count, err);
}

bool supply_steps_at_door(struct store *store, int64_t supply_id, struct supply_step *steps, int most, int *count,
                          struct err *err)
{
    struct statement *statement = statement_take(
        store,
        "SELECT s.id FROM supply_step s WHERE s.supply_id = :id AND s.voided IS NULL AND s.id >= (SELECT MAX(a.id) "
        "FROM "
        "supply_step a WHERE a.supply_id = :id AND a.voided IS NULL AND (a.state = 'left' OR a.state = 'confirmed') "
        "AND "
        "a.from_state <> 'left' AND a.from_state <> 'confirmed') AND EXISTS (SELECT 1 FROM supply_delivery d WHERE "
        "d.supply_step_id = s.id AND d.voided IS NULL) ORDER BY s.id DESC",
        err);
    if (statement != NULL)
        statement_integer(statement, "id", supply_id);
    return record_found_all(store, statement, &supply_step_table, steps, most, count, err);
}

bool supply_deliveries(struct store *store, int64_t step_id, struct supply_delivery *deliveries, int most, int *count,
                       struct err *err)
{
    struct statement *statement = statement_take(
        store, "SELECT id FROM supply_delivery WHERE supply_step_id = :id AND voided IS NULL ORDER BY id", err);
    if (statement != NULL)
        statement_integer(statement, "id", step_id);
    return record_found_all(store, statement, &supply_delivery_table, deliveries, most, count, err);
}

bool supply_open_of_place(struct store *store, int64_t place_id, struct supply *rows, int most, int *count,
                          struct err *err)
{
    struct statement *statement = statement_take(
        store,
        "SELECT id FROM supply WHERE place_id = :place_id AND voided IS NULL AND (" WAITS " OR state = 'left') "
        "ORDER BY asked_at DESC, id DESC LIMIT :most",
        err);
    if (statement != NULL) {
        statement_integer(statement, "place_id", place_id);
        statement_integer(statement, "most", most);
    }
    return record_found_all(store, statement, &supply_table, rows, most, count, err);
}

bool supply_same(struct store *store, int64_t place_id, int64_t goods_id, const char *item, int64_t at, int seconds,
                 int64_t except_id, struct supply *found, struct err *err)
{
    int64_t id = 0;
    struct statement *statement = statement_take(
        store,
        "SELECT s.id FROM supply s WHERE s.place_id = :place_id AND s.asked_at > :from_at AND s.asked_at <= :at AND "
        "s.id <> :except_id AND s.voided IS NULL AND s.state <> 'cancelled' AND s.state <> 'duplicate' AND s.state <> "
        "'not_needed' AND EXISTS (SELECT 1 FROM supply_line v WHERE v.supply_id = s.id AND v.voided IS NULL AND "
        "(v.goods_id = :goods_id OR v.item = :item)) ORDER BY s.asked_at DESC, s.id DESC LIMIT 1",
        err);
    *found = (struct supply){0};
    if (statement == NULL)
        return false;
    statement_integer(statement, "place_id", place_id);
    statement_integer(statement, "goods_id", goods_id != 0 ? goods_id : -1);
    statement_text(statement, "item", item);
    statement_integer(statement, "from_at", at - seconds);
    statement_integer(statement, "at", at);
    statement_integer(statement, "except_id", except_id);
    return table_integer(statement, &id, err) && (id == 0 || record_get(store, &supply_table, id, found, err));
}

bool supply_helpers(struct store *store, struct supply_helper *helpers, int most, int *count, struct err *err)
{
    struct statement *statement = statement_take(
        store,
        "SELECT helper_id, helper, MAX(helper_phone), COUNT(*), MAX(id) FROM (SELECT id, helper_id, helper, "
        "helper_phone, voided FROM supply ORDER BY id DESC LIMIT 400) newest WHERE helper <> '' AND voided IS NULL "
        "GROUP BY helper_id, helper ORDER BY 4 DESC, 5 DESC LIMIT :most",
        err);
    *count = 0;
    if (statement == NULL)
        return false;
    statement_integer(statement, "most", most);
    while (*count < most && statement_row(statement)) {
        struct supply_helper *helper = &helpers[(*count)++];
        helper->person_id = column_integer(statement, 0);
        column_copy(statement, 1, helper->name, sizeof helper->name);
        column_copy(statement, 2, helper->phone, sizeof helper->phone);
    }
    return statement_done(statement, err);
}

/* ---- what a household waits for ---- */

/* What is late comes first, what stands at the door last; of each the urgent. */
bool supply_need(struct store *store, int64_t place_id, int64_t now, struct supply_need *need, struct err *err)
{
    int64_t first = 0;
    struct statement *statement = statement_take(
        store,
        "SELECT id, CASE WHEN state <> 'left' AND due_at < :now THEN 1 ELSE 0 END FROM supply WHERE place_id = "
        ":place_id AND voided IS NULL AND " OPEN " ORDER BY CASE WHEN state = 'left' THEN 2 WHEN due_at < :now THEN 0 "
        "ELSE 1 END, urgent DESC, due_at, id",
        err);
    *need = (struct supply_need){0};
    if (statement == NULL)
        return false;
    statement_integer(statement, "place_id", place_id);
    statement_integer(statement, "now", now);
    while (statement_row(statement)) {
        first = first != 0 ? first : column_integer(statement, 0);
        need->open++;
        need->over += (int)column_integer(statement, 1);
    }
    return statement_done(statement, err) && (first == 0 || record_get(store, &supply_table, first, &need->first, err));
}

/* ---- what waits too long ---- */

#define WAITING(index, where, order)                                                                        \
    "SELECT id, place_id, asked_at, items FROM supply INDEXED BY " index " WHERE voided IS NULL AND " where \
    " ORDER BY " order " DESC, id DESC LIMIT :most"

static bool list_waiting(struct store *store, const char *sql, int64_t at, struct supply_waiting *rows, int most,
                         int *count, struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(store, sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "at", at);
    statement_integer(statement, "most", most);
    while (*count < most && statement_row(statement)) {
        struct supply_waiting *row = &rows[(*count)++];
        row->id = column_integer(statement, 0);
        row->place_id = column_integer(statement, 1);
        row->asked_at = column_integer(statement, 2);
        column_copy(statement, 3, row->items, sizeof row->items);
    }
    return statement_done(statement, err);
}

bool supply_over_list(struct store *store, int64_t now, struct supply_waiting *rows, int most, int *count,
                      struct err *err)
{
    static const char sql[] = WAITING("supply_todo", WAITS " AND due_at < :at", "due_at");
    return list_waiting(store, sql, now, rows, most, count, err);
}

bool supply_unclaimed_list(struct store *store, int64_t before, struct supply_waiting *rows, int most, int *count,
                           struct err *err)
{
    static const char sql[] = WAITING("supply_new", "state = 'new' AND urgent = 1 AND state_at < :at", "due_at");
    return list_waiting(store, sql, before, rows, most, count, err);
}

/* ---- numbers ---- */

static const char count_sql[] =
    "SELECT COUNT(*), SUM(CASE WHEN due_at < :now THEN 1 ELSE 0 END), SUM(urgent), (SELECT COUNT(*) FROM supply WHERE "
    "voided IS NULL AND state = 'left'), (SELECT COUNT(*) FROM supply WHERE voided IS NULL AND " CLOSED
    " AND state_at >= :day_start AND state = 'confirmed'), (SELECT COUNT(*) FROM supply WHERE voided IS NULL AND state "
    "= "
    "'new') FROM supply INDEXED BY supply_todo WHERE voided IS NULL "
    "AND " WAITS;

bool supply_count(struct store *store, int64_t now, int64_t day_start, struct supply_numbers *numbers, struct err *err)
{
    struct statement *statement = statement_take(store, count_sql, err);
    *numbers = (struct supply_numbers){0};
    if (statement == NULL)
        return false;
    statement_integer(statement, "now", now);
    statement_integer(statement, "day_start", day_start);
    if (statement_row(statement)) {
        numbers->waiting = (int)column_integer(statement, 0);
        numbers->over = (int)column_integer(statement, 1);
        numbers->urgent = (int)column_integer(statement, 2);
        numbers->left = (int)column_integer(statement, 3);
        numbers->delivered = (int)column_integer(statement, 4);
        numbers->fresh = (int)column_integer(statement, 5);
    }
    return statement_done(statement, err);
}
