/* audit list, verify. */
#include "gatepost/audit.h"
#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { ENTRIES_AT_ONCE = 100, DIFFERENCE_BYTES = 400 };

struct audit_row {
    struct audit_entry entry;
    char difference[DIFFERENCE_BYTES];
};

#define AUDIT(member) RECORD_AT(struct audit_row, entry.member)
static const struct record_field audit_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, AUDIT(id), .width = 8},
    {"batch", NULL, NULL, RECORD_ID, RECORD_SHOWN, AUDIT(batch_id), .width = 7},
    {"at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, AUDIT(at), .width = 19},
    {"officer", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, AUDIT(officer), .width = 10, .said = SAID_NAME},
    {"by_volunteer", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, AUDIT(by_volunteer), .width = 4, .said = SAID_AS_IT_IS},
    {"terminal", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, AUDIT(terminal), .width = 14, .said = SAID_AS_IT_IS},
    {"verb", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, AUDIT(verb), .width = 14, .said = SAID_AS_IT_IS},
    {"table", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, AUDIT(table), .width = 10, .said = SAID_AS_IT_IS},
    {"row", NULL, NULL, RECORD_ID, RECORD_SHOWN, AUDIT(row_id), .width = 8},
    {"change", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, AUDIT(change), .width = 6, .said = SAID_AS_IT_IS},
    {"difference", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, RECORD_AT(struct audit_row, difference), .width = 1},
    {0},
};

/* Rows of people hold phones and ID numbers, which are not shown whole: only that they changed is said. */
static bool holds_personal_data(const char *table)
{
    return strcmp(table, "person") == 0 || strcmp(table, "place") == 0;
}

static bool print_entry(const struct command_call *call, const struct audit_entry *entry)
{
    struct audit_row row = {.entry = *entry};
    if (!holds_personal_data(entry->table)) {
        struct buffer text = {0};
        audit_difference(call->store, entry, false, &text);
        text_copy(row.difference, sizeof row.difference, buffer_text(&text));
        buffer_release(&text);
    }
    return print_row(call, audit_fields, &row);
}

static bool list_entries(const struct command_call *call, int64_t limit, struct err *err)
{
    struct audit_entry entries[ENTRIES_AT_ONCE];
    int64_t below = 0;
    int count = 0, most = 0;
    bool writable = true;
    do {
        most = limit < ENTRIES_AT_ONCE ? (int)limit : ENTRIES_AT_ONCE;
        if (!audit_list(call->store, below, entries, most, &count, err))
            return false;
        for (int i = 0; i < count; i++) {
            writable = writable && print_entry(call, &entries[i]);
            below = entries[i].id;
            audit_entry_release(&entries[i]);
        }
        limit -= count;
    } while (writable && !interrupted && limit > 0 && count == most);
    return true;
}

static int run_list(const struct command_call *call)
{
    struct err err = {0};
    int64_t limit;
    if (!call_limit(call, &limit, &err))
        return report_error(&err);
    if (!print_header(call, audit_fields) || list_entries(call, limit, &err))
        return EXIT_DONE;
    return report_error(&err);
}

static const struct command_option list_options[] = {
    OPTIONS_OF_LISTS,
    {"limit", "COUNT", N_("at most so many rows")},
    {0},
};
const struct command audit_list_command = {
    .name = "audit list",
    .usage = "[--json | --tsv | --chat] [--limit COUNT]",
    .help = N_("List who changed what, when and at which terminal, newest first."),
    .title = N_("History"),
    .more = N_("by_volunteer: done by a volunteer, at a shared terminal. What changed in a person or household is not "
               "shown here; the history of the record (Ctrl-O) shows it "
               "masked."),
    .examples = "  gatepost audit list --limit 20\n",
    .options = list_options,
    .access = ACCESS_READ,
    .verb = "audit.list",
    .run = run_list,
};

static bool show_progress(void *context, int percent)
{
    (void)context;
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%3d %%%s", percent, percent >= 100 ? "\r     \r" : "");
    return !interrupted;
}

static int run_verify(const struct command_call *call)
{
    struct audit_verdict verdict = {0};
    struct err err = {0};
    interrupt_softly();
    if (!audit_verify(call->store, &verdict, show_progress, NULL, &err))
        return report_error(&err);
    if (verdict.first_bad == 0) {
        printf(_("The audit holds: %lld entries, head %s\n"), (long long)verdict.count, verdict.head);
        return EXIT_DONE;
    }
    report(_("The audit was changed at entry %lld: %s"), (long long)verdict.first_bad, verdict.what);
    return EXIT_FAILED;
}

const struct command audit_verify_command = {
    .name = "audit verify",
    .usage = "",
    .help = N_("Prove that nothing was changed behind the audit's back."),
    .more =
        N_("Checks every entry's hash, that none is missing in between or at the end, and that every record is what "
           "its last entry says. The head belongs on the printed handover."),
    .access = ACCESS_READ,
    .verb = "audit.verify",
    .run = run_verify,
};
