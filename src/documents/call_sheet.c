/* The call list (应急通讯录): whom to call, in which order (domain.md §1). On the wall it tells who does what; the
 * numbers stand on the internal one alone. */
#include "call_section.h"
#include "gatepost/contact.h"
#include "gatepost/words.h"
#include "kinds.h"

static bool make(struct store *store, const struct document_request *request, struct document *document,
                 struct document_kept *kept, struct err *err)
{
    (void)kept;
    document_init(document, _("Call list"));
    document_section(document, "");
    document_footnote(document, _("Called in this order, from the top. 24 h: reached day and night."));
    if (request->level == LEVEL_POSTED)
        document_footnote(document, _("The numbers are kept at the duty desk."));
    return call_section(store, CONTACTS_ALL, request->level, document, err);
}

const struct document_kind call_sheet = {
    .name = "calls",
    .label = N_("Call list"),
    .help = N_("whom to call, in which order; posted without numbers"),
    .scope = DOCUMENT_NOW,
    .paper = {.size = PAPER_A4, .type = TYPE_MEDIUM, .fit = FIT_FLOW, .signature = false},
    .make = make,
};
