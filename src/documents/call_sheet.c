/* The call list (应急通讯录): whom to call, in which order (domain.md §1). On the wall it tells who does what; the
 * numbers stand on the internal one alone. */
#include "gatepost/contact.h"
#include "gatepost/words.h"
#include "kinds.h"
#include "records.h"
#include <stdio.h>

struct call_sheet {
    struct document *document;
    enum document_level level;
};

static bool add_contact(void *context, const void *record, struct err *err)
{
    const struct call_sheet *sheet = context;
    const struct contact *contact = record;
    char rank[12], name[NAME_BYTES];
    (void)err;
    snprintf(rank, sizeof rank, "%d", contact->position);
    document_name(sheet->level, contact->name, name, sizeof name);
    const char *const cells[] = {rank,
                                 contact->team,
                                 name,
                                 _(contact_post_labels[contact->post]),
                                 contact->day_night ? _("24 h") : "",
                                 document_phone(sheet->level, contact->phone),
                                 document_phone(sheet->level, contact->phone2),
                                 contact->note};
    /* A remark may hold anything, a number too. */
    int count = sheet->level == LEVEL_INTERNAL ? 8 : 5;
    document_row(sheet->document, cells, count);
    return true;
}

static void add_columns(struct document *document, enum document_level level)
{
    document_column(document, _("Rank"), 4, 4)->right = true;
    document_column(document, _("Group"), 8, 20)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Name"), 6, 20)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Position"), 6, 12);
    document_column(document, _("24 h"), 6, 6);
    if (level == LEVEL_POSTED)
        return;
    document_column(document, _("Phone"), 12, 13);
    document_column(document, _("2nd phone"), 12, 13);
    document_column(document, _("Remark"), 8, 0)->wrap = DOCUMENT_WRAP;
}

static bool make(struct store *store, const struct document_request *request, struct document *document,
                 struct document_kept *kept, struct err *err)
{
    struct call_sheet sheet = {.document = document, .level = request->level};
    (void)kept;
    document_init(document, _("Call list"));
    document_section(document, "");
    add_columns(document, request->level);
    document_footnote(document, _("Called in this order, from the top. 24 h: reached day and night."));
    if (request->level == LEVEL_POSTED)
        document_footnote(document, _("The numbers are kept at the duty desk."));
    return records_each(store, &contact_table, CONTACTS_ALL, add_contact, &sheet, err);
}

const struct document_kind call_sheet = {
    .name = "calls",
    .label = N_("Call list"),
    .help = N_("whom to call, in which order; posted without numbers"),
    .scope = DOCUMENT_NOW,
    .paper = {.size = PAPER_A4, .type = TYPE_MEDIUM, .fit = FIT_FLOW, .signature = false},
    .make = make,
};
