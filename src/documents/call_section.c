#include "call_section.h"
#include "gatepost/contact.h"
#include "gatepost/words.h"
#include "records.h"
#include <stdio.h>

struct call_section {
    struct document *document;
    enum document_level level;
    bool everybody;
};

static void add_columns(const struct call_section *section)
{
    struct document *document = section->document;
    document_column(document, _("Rank"), 4, 4)->right = true;
    document_column(document, _("Group"), 8, 20)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Name"), 6, 20)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Position"), 6, 12);
    if (section->everybody)
        document_column(document, _("24 h"), 6, 6);
    if (section->level == LEVEL_POSTED)
        return;
    document_column(document, _("Phone"), 12, 13);
    document_column(document, _("2nd phone"), 12, 13);
    document_column(document, _("Remark"), 8, 0)->wrap = DOCUMENT_WRAP;
}

static bool add_contact(void *context, const void *record, struct err *err)
{
    const struct call_section *section = context;
    const struct contact *contact = record;
    const char *cells[8];
    char rank[12], name[NAME_BYTES];
    int count = 0;
    (void)err;
    snprintf(rank, sizeof rank, "%d", contact->position);
    cells[count++] = rank;
    cells[count++] = contact->team;
    cells[count++] = document_name(section->level, contact->name, name, sizeof name);
    cells[count++] = _(contact_post_labels[contact->post]);
    if (section->everybody)
        cells[count++] = contact->day_night ? _("24 h") : "";
    if (section->level == LEVEL_INTERNAL) {
        cells[count++] = contact->phone;
        cells[count++] = contact->phone2;
        cells[count++] = contact->note;
    }
    document_row(section->document, cells, count);
    return true;
}

bool call_section(struct store *store, int scope, enum document_level level, struct document *document, struct err *err)
{
    struct call_section section = {.document = document, .level = level, .everybody = scope == CONTACTS_ALL};
    add_columns(&section);
    return records_each(store, &contact_table, scope, add_contact, &section, err);
}
