/* Do requests, stock and errands agree with the rows they follow from? */
#include "supply_check.h"
#include "contrary.h"
#include "database.h"
#include "gatepost/quantity.h"
#include "gatepost/words.h"
#include "stock_sql.h"
#include <string.h>

static const struct contrary contraries[] = {
    {"SELECT v.supply_id, v.item FROM supply_line v LEFT JOIN (SELECT d.supply_line_id AS line_id, SUM(d.quantity) AS "
     "brought FROM supply_delivery d JOIN supply_step s ON s.id = d.supply_step_id WHERE d.voided IS NULL AND s.voided "
     "IS NULL GROUP BY d.supply_line_id) b ON b.line_id = v.id WHERE v.delivered <> COALESCE(b.brought, 0) ORDER BY "
     "v.id",
     N_("request #%1$lld, %2$s: what was brought is not the sum of its deliveries")},
    {"SELECT v.supply_id, v.item FROM supply_line v JOIN supply s ON s.id = v.supply_id WHERE v.reserved > 0 AND "
     "v.voided IS NULL AND (s.voided IS NOT NULL OR (s.state <> 'assigned' AND s.state <> 'buying' AND s.state <> "
     "'left') OR v.goods_id IS NULL OR v.reserved > COALESCE(v.amount, 0)) ORDER BY v.id",
     N_("request #%1$lld, %2$s: more is kept for it in the stock than it waits for")},
    {"SELECT s.id, s.items FROM supply s WHERE s.voided IS NULL AND s.state <> COALESCE((SELECT p.state FROM "
     "supply_step p WHERE p.supply_id = s.id AND p.voided IS NULL ORDER BY p.id DESC LIMIT 1), 'new') ORDER BY s.id",
     N_("request #%1$lld, %2$s: its state is not that of its last step")},
    {"SELECT g.id, g.name FROM goods g WHERE " STOCK_BALANCE("g.id") " < 0 ORDER BY g.id",
     N_("goods #%1$lld, %2$s: the stock is below nothing")},
    {"SELECT g.id, g.name FROM goods g WHERE " STOCK_BALANCE(
         "g.id") " <> COALESCE((SELECT SUM(a.change) FROM stock_entry a WHERE a.goods_id = g.id AND a.voided IS NULL), "
                 "0) ORDER BY g.id",
     N_("goods #%1$lld, %2$s: the changes in the ledger do not add up to the stock")},
    {"SELECT e.id, g.name FROM stock_entry e JOIN goods g ON g.id = e.goods_id LEFT JOIN donation d ON d.id = "
     "e.donation_id LEFT JOIN supply_step s ON s.id = e.supply_step_id WHERE e.voided IS NULL AND (d.voided IS NOT "
     "NULL OR s.voided IS NOT NULL) ORDER BY e.id",
     N_("stock entry #%1$lld, %2$s: it stands, but what it belongs to is void")},
    {"SELECT e.id, e.helper FROM errand e WHERE e.voided IS NULL AND e.settled_at IS NOT NULL AND e.given + e.received "
     "<> e.spent + e.returned ORDER BY e.id",
     N_("errand #%1$lld is settled, and its money does not add up")},
};

/* ---- a request in words and its lines ---- */

static const char lines_sql[] = "SELECT s.id, s.items, v.item, v.quantity, v.unit FROM supply s LEFT JOIN supply_line "
                                "v ON v.supply_id = s.id AND v.voided IS NULL WHERE s.voided IS NULL ORDER BY s.id, "
                                "v.position, v.id";

struct request_words {
    int64_t id;
    struct buffer said, lines;
};

static bool words_agree(const struct request_words *words, struct buffer *report)
{
    if (words->id == 0 || strcmp(buffer_text(&words->said), buffer_text(&words->lines)) == 0)
        return true;
    buffer_format(report, _("request #%1$lld says %2$s, and its lines say %3$s"), (long long)words->id,
                  buffer_text(&words->said), buffer_text(&words->lines));
    buffer_add(report, "\n");
    return false;
}

static void begin_words(struct request_words *words, const struct statement *row)
{
    words->id = column_integer(row, 0);
    buffer_clear(&words->said);
    buffer_clear(&words->lines);
    buffer_add(&words->said, column_text(row, 1));
}

static bool check_words(struct store *store, struct buffer *report, struct err *err)
{
    struct request_words words = {0};
    struct statement *row = statement_take_text(store, lines_sql, err);
    if (row == NULL)
        return false;
    bool good = true;
    while (statement_row(row)) {
        if (column_integer(row, 0) != words.id) {
            good = words_agree(&words, report) && good;
            begin_words(&words, row);
        }
        if (column_is_null(row, 3))
            continue;
        buffer_add(&words.lines, words.lines.length > 0 ? "、" : "");
        item_format(column_text(row, 2), column_integer(row, 3), column_text(row, 4), &words.lines);
    }
    good = words_agree(&words, report) && good;
    buffer_release(&words.said);
    buffer_release(&words.lines);
    return statement_done(row, err) && good;
}

bool supply_rows_check(struct store *store, struct buffer *report, struct err *err)
{
    bool good = contraries_check(store, contraries, sizeof contraries / sizeof contraries[0], report, err);
    return check_words(store, report, err) && good;
}
