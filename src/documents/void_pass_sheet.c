/* The list of void passes (作废出入证) for the gates: whoever shows one of these numbers is held up. Numbers are
 * nobody's name, so it may hang at the gate; who held them stands on the internal one alone. What is new since the last
 * list is marked. */
#include "changes.h"
#include "gatepost/words.h"
#include "kinds.h"
#include "void_passes.h"
#include <stdio.h>

static void keep(const struct void_passes *passes, struct document_kept *kept)
{
    char content[64];
    for (int i = 0; i < passes->count; i++) {
        const struct pass *pass = &passes->rows[i];
        snprintf(content, sizeof content, "%s", pass_state_names[pass->state]);
        document_keep(kept, pass->number, pass->head.id, content);
    }
}

static bool fill(struct store *store, const struct document_request *request, const struct void_passes *passes,
                 struct document *document, struct document_kept *kept, struct err *err)
{
    struct document_changes changes;
    keep(passes, kept);
    if (!document_changes_read(store, request, "", kept, &changes, err))
        return false;
    bool all = !request->only_changed || changes.first;
    int rows = 0;
    for (int i = 0; i < passes->count; i++) {
        bool changed = !changes.first && document_changed(&changes, &kept->rows[i]);
        if (!all && !changed)
            continue;
        void_passes_row(store, document, request->level, &passes->rows[i])->marked = changed;
        rows++;
    }
    snprintf(document->subtitle, sizeof document->subtitle,
             all ? _("Numbers that no longer hold: %d") : _("New on the list of void passes: %d"), rows);
    document_changes_release(&changes);
    return true;
}

static bool make(struct store *store, const struct document_request *request, struct document *document,
                 struct document_kept *kept, struct err *err)
{
    struct void_passes passes;
    document_init(document, _("Void passes"));
    document_section(document, "");
    void_passes_columns(document, request->level);
    document_footnote(document, _("Whoever shows one of these: keep the pass and call the duty desk."));
    bool good = void_passes_read(store, &passes, err) && fill(store, request, &passes, document, kept, err);
    void_passes_release(&passes);
    return good;
}

const struct document_kind void_pass_sheet = {
    .name = "passes",
    .label = N_("Void passes"),
    .help = N_("numbers of passes that are lost, void or expired, for the gates; new ones are marked"),
    .scope = DOCUMENT_NOW,
    .keeps_rows = true,
    .marks_changes = true,
    .paper = {.size = PAPER_A4, .type = TYPE_MEDIUM, .fit = FIT_FLOW},
    .make = make,
};
