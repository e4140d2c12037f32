#include "gatepost/stock.h"
#include "gatepost/donation.h"
#include "gatepost/supply.h"
#include "gatepost/words.h"
#include "stock_sql.h"
#include "table.h"
#include <stddef.h>

const char *const stock_kind_names[] = {"in", "out", "adjust", "count", NULL};
const char *const stock_kind_labels[] = {N_("stock|In"), N_("stock|Out"), N_("stock|Corrected"), N_("stock|Counted"),
                                         NULL};

#define ENTRY(member) RECORD_AT(struct stock_entry, member)
const struct record_field stock_entry_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, ENTRY(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, ENTRY(head.rev)},
    {"at", "TIME", N_("when; now if nothing is said"), RECORD_MOMENT, RECORD_BOTH, ENTRY(at), .width = 19,
     .column = "at", .label = N_("When")},
    {"goods", "GOODS", N_("which goods, by name"), RECORD_ROW, RECORD_NEEDED, ENTRY(goods_id), .width = 16,
     .column = "goods_id", .label = N_("Goods"), .of = &goods_table},
    {"kind", "KIND", N_("in, out, adjust, count"), RECORD_CHOICE, RECORD_BOTH, ENTRY(kind), .choices = stock_kind_names,
     .width = 8, .column = "kind", .label = N_("stock|Kind"), .labels = stock_kind_labels},
    {"quantity", "AMOUNT", N_("how much came, went or was counted; of adjust with its sign"), RECORD_AMOUNT,
     RECORD_INPUT, ENTRY(quantity), .least = -1, .label = N_("Amount")},
    {"change", NULL, NULL, RECORD_AMOUNT, RECORD_SHOWN, ENTRY(change), .least = -1, .width = 10, .column = "change",
     .label = N_("Change")},
    {"counted", NULL, NULL, RECORD_AMOUNT, RECORD_SHOWN, ENTRY(counted), .least = 1, .width = 10, .column = "counted",
     .label = N_("Counted")},
    {"donation", NULL, NULL, RECORD_ROW, RECORD_SHOWN, ENTRY(donation_id), .column = "donation_id",
     .label = N_("Donation"), .of = &donation_table},
    {"line", NULL, NULL, RECORD_ROW, RECORD_SHOWN, ENTRY(supply_line_id), .column = "supply_line_id",
     .label = N_("Line of a request"), .of = &supply_line_table},
    {"step", NULL, NULL, RECORD_ROW, RECORD_SHOWN, ENTRY(supply_step_id), .column = "supply_step_id",
     .label = N_("Step of a request"), .of = &supply_step_table},
    {"post", "NAME", N_("issued to this post"), RECORD_CHECKPOINT, RECORD_BOTH, ENTRY(checkpoint_id), .width = 10,
     .column = "checkpoint_id", .label = N_("Post")},
    {"place", "ROOM", N_("issued to this household"), RECORD_PLACE, RECORD_BOTH, ENTRY(place_id), .width = 12,
     .column = "place_id", .label = N_("Household")},
    {"whom", "WORDS", N_("from whom or to whom"), RECORD_TEXT, RECORD_BOTH, ENTRY(whom), .width = 14, .said = SAID_NAME,
     .column = "whom", .label = N_("From or to")},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, ENTRY(note), .column = "note", .label = N_("Remark")},
    {"officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, ENTRY(officer_id), .column = "officer_id",
     .label = N_("Officer")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ENTRY(head.voided)},
    {0},
};
static const struct record_scope stock_entry_scopes[] = {
    [STOCK_ENTRIES_VALID] = {"valid", "voided IS NULL"},
    [STOCK_ENTRIES_IN] = {"in", "kind = 'in' AND voided IS NULL"},
    [STOCK_ENTRIES_OUT] = {"out", "kind = 'out' AND voided IS NULL"},
    [STOCK_ENTRIES_COUNTS] = {"counts", "kind = 'count' AND voided IS NULL"},
    [STOCK_ENTRIES_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table stock_entry_table = {
    .name = "stock_entry",
    .size = sizeof(struct stock_entry),
    .fields = stock_entry_fields,
    .order = "at",
    .newest_first = true,
    .scopes = stock_entry_scopes,
    .none = N_("There is no entry %lld in the stock's ledger."),
    .what = N_("stock entry"),
    .called = "goods_id",
};

static const char level_sql[] = "SELECT " STOCK_BALANCE("g.id") ", " STOCK_RESERVED("g.id") ", " STOCK_LAST_COUNT(
    "g.id") ", (SELECT c.at FROM stock_entry c WHERE c.id = " STOCK_LAST_COUNT("g.id") ") FROM goods g WHERE g.id = "
                                                                                       ":id";

bool stock_level(struct store *store, int64_t goods_id, struct stock_level *level, struct err *err)
{
    *level = (struct stock_level){0};
    struct statement *statement = statement_take(store, level_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", goods_id);
    if (statement_row(statement)) {
        level->balance = column_integer(statement, 0);
        level->reserved = column_integer(statement, 1);
        level->count_id = column_integer(statement, 2);
        level->counted_at = column_integer(statement, 3);
    }
    return statement_done(statement, err);
}

bool stock_moved_since(struct store *store, int64_t goods_id, int64_t entry_id, int64_t at, bool *moved,
                       struct err *err)
{
    int64_t found = 0;
    struct statement *statement = statement_take(
        store,
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM stock_entry e WHERE e.goods_id = :goods_id AND e.voided IS NULL AND "
        "e.id > :entry_id) OR EXISTS (SELECT 1 FROM stock_entry e WHERE e.goods_id = :goods_id AND e.voided IS NULL "
        "AND e.at > :at) THEN 1 ELSE 0 END",
        err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "goods_id", goods_id);
    statement_integer(statement, "entry_id", entry_id);
    statement_integer(statement, "at", at);
    bool good = table_integer(statement, &found, err);
    *moved = found != 0;
    return good;
}

bool stock_was_kept(struct store *store, int64_t goods_id, bool *kept, struct err *err)
{
    int64_t found = 0;
    struct statement *statement =
        statement_take(store, "SELECT id FROM stock_entry WHERE goods_id = :goods_id ORDER BY at LIMIT 1", err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "goods_id", goods_id);
    bool good = table_integer(statement, &found, err);
    *kept = found != 0;
    return good;
}
