/* The delivery slip (送货单): what each volunteer still has to bring, to which door, and room for a signature. Names,
 * rooms and phones, and "leave at the door" tells who is observed: it goes along with whoever brings it and never hangs
 * on a wall (domain.md §12). */
#include "deliveries.h"
#include "gatepost/moment.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "kinds.h"
#include <stdio.h>

enum { SIGN_MM = 12 };

/* What is still to be brought of it. */
static bool write_items(struct store *store, int64_t supply_id, struct buffer *out, struct err *err)
{
    struct supply_line lines[ITEMS_MOST];
    int count = 0;
    if (!supply_lines(store, supply_id, lines, ITEMS_MOST, &count, err))
        return false;
    for (int i = 0; i < count; i++) {
        int64_t left = lines[i].quantity - lines[i].delivered;
        if (left <= 0)
            continue;
        buffer_add(out, out->length > 0 ? "、" : "");
        item_format(lines[i].item, left, lines[i].unit, out);
    }
    return true;
}

static void add_part(struct buffer *text, const char *part)
{
    if (part[0] != '\0')
        buffer_format(text, "%s%s", text->length > 0 ? "  " : "", part);
}

static void write_remark(const struct supply *supply, bool observed, struct buffer *out)
{
    char due[TIME_SIZE], until[2 * TIME_SIZE];
    stamp_label(supply->due_at, due);
    snprintf(until, sizeof until, _("until %s"), due);
    add_part(out, supply->urgent ? words_context(N_("supply|urgent")) : "");
    add_part(out, observed ? _("Observed: leave at the door, no contact") : "");
    add_part(out, supply->due_at != 0 ? until : "");
    add_part(out, supply->note);
}

/* Who asked; where nobody said, the head of the household, and the phone likewise. */
static void write_who(struct store *store, const struct supply *supply, char name[NAME_BYTES], char phone[PHONE_SIZE])
{
    struct place place;
    text_copy(name, NAME_BYTES, supply->asked_by);
    text_copy(phone, PHONE_SIZE, supply->phone);
    if ((name[0] != '\0' && phone[0] != '\0') || !place_get(store, supply->place_id, &place, NULL))
        return;
    if (name[0] == '\0')
        text_copy(name, NAME_BYTES, place.head);
    if (phone[0] == '\0')
        text_copy(phone, PHONE_SIZE, place.phone);
}

static bool add_row(struct store *store, struct document *document, const struct supply *supply, struct err *err)
{
    char number[24], room[2 * NAME_BYTES] = "", name[NAME_BYTES], phone[PHONE_SIZE];
    struct buffer items = {0}, remark = {0};
    bool observed = supply_leave_at_door(store, supply->place_id);
    snprintf(number, sizeof number, "%lld", (long long)supply->head.id);
    place_label_of(store, supply->place_id, room, sizeof room);
    write_who(store, supply, name, phone);
    write_remark(supply, observed, &remark);
    bool good = write_items(store, supply->head.id, &items, err);
    /* Nobody signs where nobody is met. */
    const char *const cells[] = {
        number, room, name, phone, buffer_text(&items), buffer_text(&remark), observed ? _("left at ___:___") : ""};
    if (good)
        document_row(document, cells, 7);
    buffer_release(&items);
    buffer_release(&remark);
    return good;
}

/* How many of the rows from `i` on are the same volunteer's. */
static int count_helper(const struct deliveries *deliveries, int i)
{
    int end = i + 1;
    while (end < deliveries->count && !deliveries_begin_helper(deliveries, end))
        end++;
    return end - i;
}

/* "徐志远  13800000002  待送 3件": who brings what stands below. */
static void add_helper(struct document *document, const struct supply *supply, int requests)
{
    char who[NAME_BYTES + PHONE_SIZE + 4], title[sizeof who + 64];
    snprintf(who, sizeof who, "%s%s%s", supply->helper, supply->helper_phone[0] ? "  " : "", supply->helper_phone);
    snprintf(title, sizeof title, _("%1$s  to bring: %2$d"),
             supply->helper[0] != '\0' ? who : _("Nobody has these yet"), requests);
    document_group(document, title)->breaks_page = true;
}

static void add_columns(struct document *document)
{
    document_section(document, "")->row_mm = SIGN_MM;
    document_column(document, _("No."), 4, 6)->right = true;
    document_column(document, _("Room"), 9, 18)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Name"), 6, 10)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Phone"), 11, 13);
    document_column(document, words_context(N_("delivery|Things")), 14, 0)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Remark"), 10, 24)->wrap = DOCUMENT_WRAP;
    document_column(document, words_context(N_("delivery|Received by")), 18, 20)->wrap = DOCUMENT_WRAP;
}

static bool make(struct store *store, const struct document_request *request, struct document *document,
                 struct document_kept *kept, struct err *err)
{
    struct deliveries deliveries;
    struct supply supply;
    (void)kept;
    document_init(document, _("Delivery slip"));
    add_columns(document);
    document_footnote(document, _("Observed households: leave it at the door, step back, call; no contact."));
    bool good = deliveries_read(store, request->id, &deliveries, err);
    for (int i = 0; good && i < deliveries.count; i++) {
        good = record_get(store, &supply_table, deliveries.rows[i].supply_id, &supply, err);
        if (good && deliveries_begin_helper(&deliveries, i))
            add_helper(document, &supply, count_helper(&deliveries, i));
        good = good && add_row(store, document, &supply, err);
    }
    deliveries_release(&deliveries);
    return good;
}

const struct document_kind delivery_sheet = {
    .name = "delivery",
    .label = N_("Delivery slip"),
    .help = N_("what is still to be brought to which door, by volunteer; internal only"),
    .scope = DOCUMENT_ERRAND,
    .internal_only = true,
    .paper = {.size = PAPER_A4_LANDSCAPE, .type = TYPE_MEDIUM, .fit = FIT_SPLIT},
    .make = make,
};
