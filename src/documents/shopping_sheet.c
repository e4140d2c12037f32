/* The shopping list (采购单): all a volunteer still has to get, added up. Which household wants what stands on the
 * internal one alone, for a medicine tells of an illness; the posted one can be handed over a counter. */
#include "deliveries.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include "kinds.h"
#include <stdio.h>
#include <stdlib.h>

struct shopping_sheet {
    struct store *store;
    struct document *document;
    enum document_level level;
    struct shopping *shopping;
};

/* "10斤"; "" for nothing. */
static void write_amount(int64_t amount, const char *unit, char text[AMOUNT_BYTES])
{
    text[0] = '\0';
    if (amount != 0)
        amount_with_unit(amount, unit, text);
}

static void add_line(struct shopping_sheet *sheet, int i)
{
    const struct shopping_line *line = &sheet->shopping->lines[i];
    char to_buy[AMOUNT_BYTES], from_stock[AMOUNT_BYTES];
    struct buffer rooms = {0};
    write_amount(line->to_buy, line->unit, to_buy);
    write_amount(line->from_stock, line->unit, from_stock);
    shopping_rooms(sheet->store, sheet->shopping, i, &rooms);
    const char *const cells[] = {"[ ]", line->item, to_buy, from_stock, "", buffer_text(&rooms)};
    document_row(sheet->document, cells, sheet->level == LEVEL_INTERNAL ? 6 : 5);
    buffer_release(&rooms);
}

static bool add_helper(struct shopping_sheet *sheet, int64_t errand_id, int64_t helper_id, const char *helper,
                       struct err *err)
{
    char name[NAME_BYTES], title[NAME_BYTES + 64];
    if (!shopping_read(sheet->store, errand_id, helper_id, helper, sheet->shopping, err))
        return false;
    if (sheet->shopping->line_count == 0)
        return true;
    snprintf(title, sizeof title, _("%1$s  things to get: %2$d"),
             document_name(sheet->level, helper, name, sizeof name), sheet->shopping->line_count);
    document_group(sheet->document, title)->breaks_page = true;
    for (int i = 0; i < sheet->shopping->line_count; i++)
        add_line(sheet, i);
    document_note(sheet->document, _("Money given along ________   Spent ________   Change back ________"));
    return true;
}

static bool add_all(struct shopping_sheet *sheet, struct err *err)
{
    struct deliveries deliveries;
    bool good = deliveries_read(sheet->store, 0, &deliveries, err);
    for (int i = 0; good && i < deliveries.count; i++)
        if (deliveries.rows[i].helper[0] != '\0' && deliveries_begin_helper(&deliveries, i))
            good = add_helper(sheet, 0, deliveries.rows[i].helper_id, deliveries.rows[i].helper, err);
    deliveries_release(&deliveries);
    return good;
}

static bool add_errand(struct shopping_sheet *sheet, int64_t errand_id, struct err *err)
{
    struct errand errand;
    return record_get(sheet->store, &errand_table, errand_id, &errand, err) &&
           add_helper(sheet, errand_id, errand.helper_id, errand.helper, err);
}

static void add_columns(struct document *document, enum document_level level)
{
    document_section(document, "");
    document_column(document, "", 3, 3);
    document_column(document, words_context(N_("delivery|Things")), 12, 30)->wrap = DOCUMENT_WRAP;
    document_column(document, words_context(N_("shopping|To buy")), 8, 12)->right = true;
    document_column(document, words_context(N_("shopping|From the stock")), 8, 14)->right = true;
    document_column(document, words_context(N_("shopping|Price")), 10, 12);
    if (level == LEVEL_INTERNAL)
        document_column(document, words_context(N_("shopping|For")), 16, 0)->wrap = DOCUMENT_WRAP;
}

static bool make(struct store *store, const struct document_request *request, struct document *document,
                 struct document_kept *kept, struct err *err)
{
    struct shopping_sheet sheet = {.store = store, .document = document, .level = request->level};
    (void)kept;
    document_init(document, _("Shopping list"));
    add_columns(document, request->level);
    sheet.shopping = memory_new(1, sizeof *sheet.shopping);
    bool good = request->id != 0 ? add_errand(&sheet, request->id, err) : add_all(&sheet, err);
    free(sheet.shopping);
    return good;
}

const struct document_kind shopping_sheet = {
    .name = "shopping",
    .label = N_("Shopping list"),
    .help = N_("what volunteers still have to get, added up; posted without households"),
    .scope = DOCUMENT_ERRAND,
    .paper = {.size = PAPER_A4, .type = TYPE_MEDIUM, .fit = FIT_SPLIT},
    .make = make,
};
