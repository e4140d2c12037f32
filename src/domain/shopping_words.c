/* A shopping list in words: for which households, and as text for the chat (domain.md §12). */
#include "gatepost/buffer.h"
#include "gatepost/errand.h"
#include "gatepost/posting.h"
#include "gatepost/words.h"

static void add_amount(int64_t amount, const char *unit, struct buffer *out)
{
    char words[AMOUNT_BYTES];
    amount_with_unit(amount, unit, words);
    buffer_add(out, words);
}

void shopping_rooms(struct store *store, const struct shopping *shopping, int line, struct buffer *out)
{
    char room[NAME_BYTES];
    bool first = true;
    for (int i = 0; i < shopping->part_count; i++) {
        if (shopping->parts[i].line != line)
            continue;
        place_label_of(store, shopping->parts[i].place_id, room, sizeof room);
        buffer_format(out, "%s%s ", first ? "" : "、", room);
        add_amount(shopping->parts[i].wanted, shopping->lines[line].unit, out);
        first = false;
    }
}

static void post_stock(const struct shopping_line *line, struct posting *posting)
{
    struct buffer words = {0};
    if (line->from_stock == 0)
        return;
    if (line->to_buy == 0) {
        posting_cell(posting, _("all from the stock"));
        return;
    }
    add_amount(line->from_stock, line->unit, &words);
    posting_named(posting, _("from the stock"), buffer_text(&words));
    buffer_clear(&words);
    add_amount(line->to_buy, line->unit, &words);
    posting_named(posting, _("to buy"), buffer_text(&words));
    buffer_release(&words);
}

void shopping_post(struct store *store, const struct shopping *shopping, int line, struct posting *posting)
{
    const struct shopping_line *wanted = &shopping->lines[line];
    struct buffer text = {0};
    item_format(wanted->item, wanted->to_buy + wanted->from_stock, wanted->unit, &text);
    posting_cell(posting, buffer_text(&text));
    post_stock(wanted, posting);
    buffer_clear(&text);
    shopping_rooms(store, shopping, line, &text);
    posting_cell(posting, buffer_text(&text));
    buffer_release(&text);
}
