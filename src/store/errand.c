#include "gatepost/errand.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "record_sql.h"
#include "table.h"
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define ERRAND(member) RECORD_AT(struct errand, member)
const struct record_field errand_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, ERRAND(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, ERRAND(head.rev)},
    {"begun_at", "TIME", N_("when; now if nothing is said"), RECORD_MOMENT, RECORD_BOTH, ERRAND(begun_at), .width = 19,
     .column = "begun_at", .label = N_("Begun")},
    {"person", "WHO", N_("the volunteer, as in the gate form, when in the register"), RECORD_PERSON, RECORD_BOTH,
     ERRAND(helper_id), .column = "helper_id", .label = N_("Person")},
    {"helper", "NAME", N_("the volunteer"), RECORD_TEXT, RECORD_BOTH, ERRAND(helper), .width = 12, .said = SAID_NAME,
     .column = "helper", .label = N_("Volunteer")},
    {"phone", "PHONE", N_("the volunteer's phone"), RECORD_PHONE, RECORD_BOTH, ERRAND(phone), .width = 14,
     .column = "phone", .label = N_("Phone")},
    {"requests", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, ERRAND(requests), .most = 1000000, .width = 8,
     .derived = "(SELECT COUNT(*) FROM supply s WHERE s.errand_id = errand.id AND s.voided IS NULL)",
     .label = N_("Requests")},
    {"given", "MONEY", N_("money given along"), RECORD_MONEY, RECORD_BOTH, ERRAND(given), .width = 10,
     .column = "given", .label = N_("Given along")},
    {"received", "MONEY", N_("money the households paid the volunteer"), RECORD_MONEY, RECORD_BOTH, ERRAND(received),
     .width = 10, .column = "received", .label = N_("Received")},
    {"spent", "MONEY", N_("money spent in shops"), RECORD_MONEY, RECORD_BOTH, ERRAND(spent), .width = 10,
     .column = "spent", .label = N_("Spent")},
    {"returned", "MONEY", N_("change brought back; -12.50: paid out to the volunteer"), RECORD_MONEY, RECORD_BOTH,
     ERRAND(returned), .least = -1, .width = 10, .column = "returned", .label = N_("Change back")},
    {"settled_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, ERRAND(settled_at), .width = 19, .column = "settled_at",
     .label = N_("Settled")},
    {"settled_by", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, ERRAND(settled_by), .column = "settled_by",
     .label = N_("Settled by")},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, ERRAND(note), .column = "note", .label = N_("Remark")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ERRAND(head.voided)},
    {0},
};
static const struct record_scope errand_scopes[] = {
    [ERRANDS_OPEN] = {"open", "settled_at IS NULL AND voided IS NULL"},
    [ERRANDS_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table errand_table = {
    .name = "errand",
    .size = sizeof(struct errand),
    .fields = errand_fields,
    .order = "begun_at",
    .newest_first = true,
    .scopes = errand_scopes,
    .none = N_("There is no errand %lld."),
    .what = N_("errand"),
    .called = "helper",
};

int64_t errand_owed(const struct errand *errand)
{
    return errand->given + errand->received - errand->spent - errand->returned;
}

bool errand_requests(struct store *store, int64_t errand_id, int scope, struct supply *requests, int most, int *count,
                     struct err *err)
{
    struct record_window window = {
        .scope = scope, .column = "errand_id", .value = errand_id, .rows = requests, .most = most};
    bool good = record_window(store, &supply_table, &window, err);
    *count = window.count;
    return good;
}

/* ---- the shopping list ---- */

/* Lines still to be brought, of requests that somebody has. CROSS: the requests first, few are under way. */
#define OPEN_LINES(condition)                                                                                         \
    "SELECT s.id, s.place_id, v.goods_id, COALESCE(g.name, v.item) AS called, v.unit, v.quantity, v.delivered, "      \
    "v.amount, v.reserved, g.unit FROM supply s CROSS JOIN supply_line v ON v.supply_id = s.id LEFT JOIN goods g ON " \
    "g.id = v.goods_id WHERE " condition                                                                              \
    " AND s.voided IS NULL AND (s.state = 'assigned' OR s.state = 'buying') AND v.voided IS NULL AND "                \
    "v.delivered < v.quantity ORDER BY CASE g.category WHEN 'food' THEN 0 WHEN 'medicine' THEN 1 WHEN "               \
    "'protection' THEN 2 WHEN 'daily' THEN 3 WHEN 'baby' THEN 4 WHEN 'tool' THEN 5 ELSE 6 END, called, s.due_at, "    \
    "s.id, v.position"

static const char errand_lines_sql[] = OPEN_LINES("s.errand_id = :errand_id");
/* Who is known by name in one place and in the register in another is the same volunteer. */
static const char helper_lines_sql[] =
    OPEN_LINES("((:helper_id > 0 AND s.helper_id = :helper_id) OR (s.helper = :helper AND (s.helper_id IS NULL OR "
               ":helper_id = 0)))");

/* The line it can be added to, and how much it is there; a new one where there is none. NULL: no room. */
static struct shopping_line *line_for(struct shopping *shopping, const struct shopping_line *wanted, int most,
                                      int64_t *amount)
{
    for (int i = 0; i < shopping->line_count; i++) {
        struct shopping_line *line = &shopping->lines[i];
        bool same = wanted->goods_id != 0 ? line->goods_id == wanted->goods_id
                                          : line->goods_id == 0 && strcmp(line->item, wanted->item) == 0;
        if (same && (strcmp(wanted->unit, line->unit) == 0 || unit_convert(*amount, wanted->unit, line->unit, amount)))
            return line;
    }
    if (shopping->line_count == most)
        return NULL;
    shopping->lines[shopping->line_count] = *wanted;
    return &shopping->lines[shopping->line_count++];
}

/* What is wanted of a line of a request, in the unit of the stock where it has a measure in it. */
static int64_t read_wanted(const struct statement *statement, struct shopping_line *line, int64_t *reserved)
{
    const struct supply_line asked = {.quantity = column_integer(statement, 5),
                                      .delivered = column_integer(statement, 6),
                                      .amount = column_integer(statement, 7)};
    *line = (struct shopping_line){.goods_id = column_integer(statement, 2)};
    column_copy(statement, 3, line->item, sizeof line->item);
    column_copy(statement, asked.amount != 0 ? 9 : 4, line->unit, sizeof line->unit);
    *reserved = column_integer(statement, 8);
    int64_t wanted = asked.amount != 0 ? supply_line_owed(&asked) : asked.quantity - asked.delivered;
    return wanted > *reserved ? wanted : *reserved;
}

/* What the same request wanted of the line before; NULL: nothing yet. */
static struct shopping_part *part_for(struct shopping *shopping, int line, int64_t supply_id)
{
    for (int i = shopping->part_count - 1; i >= 0 && shopping->parts[i].supply_id == supply_id; i--)
        if (shopping->parts[i].line == line)
            return &shopping->parts[i];
    return NULL;
}

static bool add_line(struct shopping *shopping, const struct statement *statement, int most)
{
    struct shopping_line wanted;
    int64_t reserved = 0, amount = read_wanted(statement, &wanted, &reserved);
    struct shopping_line *line = line_for(shopping, &wanted, most, &amount);
    if (line == NULL || shopping->part_count == SHOPPING_PARTS)
        return false;
    int index = (int)(line - shopping->lines);
    int64_t supply_id = column_integer(statement, 0);
    line->from_stock += reserved;
    line->to_buy += amount - reserved;
    struct shopping_part *part = part_for(shopping, index, supply_id);
    if (part != NULL) {
        part->wanted += amount;
        return true;
    }
    line->requests++;
    shopping->parts[shopping->part_count++] = (struct shopping_part){
        .line = index, .supply_id = supply_id, .place_id = column_integer(statement, 1), .wanted = amount};
    return true;
}

/* Those of one line behind each other, the rest as it was; nearly in order already. */
static void order_parts(struct shopping *shopping)
{
    for (int i = 1; i < shopping->part_count; i++) {
        struct shopping_part part = shopping->parts[i];
        int at = i;
        for (; at > 0 && shopping->parts[at - 1].line > part.line; at--)
            shopping->parts[at] = shopping->parts[at - 1];
        shopping->parts[at] = part;
    }
}

static bool read_shopping(struct store *store, int64_t errand_id, int64_t helper_id, const char *helper, int most,
                          struct shopping *shopping, struct err *err)
{
    struct statement *statement = statement_take(store, errand_id != 0 ? errand_lines_sql : helper_lines_sql, err);
    bool fits = true;
    shopping->line_count = shopping->part_count = 0;
    if (statement == NULL)
        return false;
    if (errand_id != 0) {
        statement_integer(statement, "errand_id", errand_id);
    } else {
        statement_integer(statement, "helper_id", helper_id);
        statement_text(statement, "helper", helper);
    }
    while (fits && statement_row(statement))
        fits = add_line(shopping, statement, most);
    return statement_done(statement, err) &&
           (fits || err_set(err, ERR_INPUT, _("That is more than one shopping list holds: split it into errands.")));
}

bool shopping_read(struct store *store, int64_t errand_id, int64_t helper_id, const char *helper,
                   struct shopping *shopping, struct err *err)
{
    if (!read_shopping(store, errand_id, helper_id, helper, SHOPPING_LINES, shopping, err))
        return false;
    order_parts(shopping);
    return true;
}

bool shopping_list(struct store *store, int64_t errand_id, int64_t helper_id, const char *helper,
                   struct shopping_line *lines, int most, int *count, struct err *err)
{
    struct shopping *shopping = memory_new(1, sizeof *shopping);
    bool good = read_shopping(store, errand_id, helper_id, helper, most < SHOPPING_LINES ? most : SHOPPING_LINES,
                              shopping, err);
    *count = good ? shopping->line_count : 0;
    memcpy(lines, shopping->lines, (size_t)*count * sizeof *lines);
    free(shopping);
    return good;
}

/* ---- what is not settled ---- */

bool errand_balances(struct store *store, struct errand_balance *rows, int most, int *count, struct err *err)
{
    struct statement *statement = statement_take(
        store,
        "SELECT MAX(helper), helper_id, SUM(given + received - spent - returned) AS owed, COUNT(*) FROM errand WHERE "
        "settled_at IS NULL AND voided IS NULL GROUP BY CASE WHEN helper_id IS NULL THEN helper ELSE helper_id END "
        "ORDER BY owed = 0, MIN(begun_at), MIN(id)",
        err);
    *count = 0;
    if (statement == NULL)
        return false;
    while (*count < most && statement_row(statement)) {
        struct errand_balance *row = &rows[(*count)++];
        *row = (struct errand_balance){.helper_id = column_integer(statement, 1),
                                       .owed = column_integer(statement, 2),
                                       .errands = (int)column_integer(statement, 3)};
        column_copy(statement, 0, row->helper, sizeof row->helper);
    }
    return statement_done(statement, err);
}
