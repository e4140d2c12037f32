/* What the own paired household waits for. The connection shows pairings, requests and their lines of no other
 * household, and none before the PIN (store/kiosk_openings.c); so nothing is chosen here but the order. A list of
 * things may name a medicine: their own helper is who buys it, and without the list there is nothing to help with. Who
 * asked, where they live and how they are reached stay out of reach: the helper knows, the terminal need not. */
#include "gatepost/buffer.h"
#include "gatepost/kiosk.h"
#include "gatepost/memory.h"
#include "gatepost/pairing.h"
#include "gatepost/supply.h"
#include "gatepost/utf8.h"
#include <stdlib.h>
#include <string.h>

enum { HOUSEHOLDS = 16, REQUESTS_EACH = 16 };

/* What of it is still to be brought, in the words of the shopping list; what was asked for when all of it was. */
static bool write_items(struct store *store, const struct supply *supply, struct kiosk_request *request,
                        struct err *err)
{
    struct supply_line *lines = memory_new(ITEMS_MOST, sizeof *lines);
    struct buffer text = {0};
    int count = 0;
    bool good = supply_lines(store, supply->head.id, lines, ITEMS_MOST, &count, err);
    for (int i = 0; good && i < count; i++) {
        if (lines[i].delivered >= lines[i].quantity)
            continue;
        buffer_add(&text, text.length > 0 ? "、" : "");
        item_format(lines[i].item, lines[i].quantity - lines[i].delivered, lines[i].unit, &text);
    }
    text_copy(request->items, sizeof request->items, text.length > 0 ? buffer_text(&text) : supply->items);
    request->at_door = supply->state == SUPPLY_LEFT && text.length == 0;
    buffer_release(&text);
    free(lines);
    return good;
}

static bool add_household(struct store *store, const struct pairing *pairing, int number,
                          struct kiosk_request *requests, int most, int *count, struct err *err)
{
    struct supply *rows = memory_new(REQUESTS_EACH, sizeof *rows);
    int found = 0;
    bool good = supply_open_of_place(store, pairing->place_id, rows, REQUESTS_EACH, &found, err);
    for (int i = 0; good && i < found && *count < most; i++) {
        struct kiosk_request *request = &requests[*count];
        *request = (struct kiosk_request){.id = rows[i].head.id,
                                          .due_at = rows[i].due_at,
                                          .household = number,
                                          .urgent = rows[i].urgent,
                                          .claimed = rows[i].state != SUPPLY_NEW};
        good = write_items(store, &rows[i], request, err);
        *count += good;
    }
    free(rows);
    return good;
}

/* By household; there the one that is due first. */
static int compare_requests(const void *left, const void *right)
{
    const struct kiosk_request *one = left, *other = right;
    if (one->household != other->household)
        return one->household < other->household ? -1 : 1;
    if (one->due_at != other->due_at)
        return one->due_at < other->due_at ? -1 : 1;
    return one->id < other->id ? -1 : one->id > other->id;
}

bool kiosk_requests(struct store *store, struct kiosk_request *requests, int most, int *count, int *households,
                    struct err *err)
{
    struct pairing *pairings = memory_new(HOUSEHOLDS, sizeof *pairings);
    *count = *households = 0;
    bool good = !store_is_kiosk(store) || pairings_shown(store, pairings, HOUSEHOLDS, households, err);
    for (int i = 0; good && i < *households; i++)
        good = add_household(store, &pairings[i], i + 1, requests, most, count, err);
    qsort(requests, (size_t)*count, sizeof *requests, compare_requests);
    free(pairings);
    return good;
}
