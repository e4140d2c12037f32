/* The observation list (居家观察名单): who is observed at home, by building, so that each building's helpers get theirs
 * and no other. It tells who may be ill, where they live and how to reach them: it never hangs on a wall (domain.md
 * §12). */
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/words.h"
#include "kinds.h"
#include "observed_section.h"
#include <stdio.h>

static bool make(struct store *store, const struct document_request *request, struct document *document,
                 struct document_kept *kept, struct err *err)
{
    struct observed_total total;
    char when[TIME_SIZE];
    (void)request;
    (void)kept;
    document_init(document, _("Home observation list"));
    document_footnote(document, observed_section_legend());
    if (!observed_section(store, "", document, &total, err))
        return false;
    full_label(clock_now(), when);
    snprintf(document->subtitle, sizeof document->subtitle,
             _("as of %1$s   people %2$d, households %3$d, awaiting release %4$d"), when, total.people,
             total.households, total.awaiting);
    return true;
}

const struct document_kind observed_sheet = {
    .name = "observed",
    .label = N_("Home observation list"),
    .help = N_("who is observed at home, by building: last temperatures, phones, helpers; internal only"),
    .scope = DOCUMENT_NOW,
    .internal_only = true,
    .paper = {.size = PAPER_A4_LANDSCAPE, .type = TYPE_MEDIUM, .fit = FIT_SPLIT},
    .make = make,
};
