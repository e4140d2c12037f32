/* The outage pack (应急包): what the desk needs on paper before the power goes (domain.md §8, §9): whom to call, who is
 * observed at home, who stands where in the next 24 hours, what is still to be brought, which passes no longer hold.
 * Each part begins a page, so that it can be handed to whoever works with it. */
#include "call_section.h"
#include "gatepost/clock.h"
#include "gatepost/contact.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/roster_week.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "kinds.h"
#include "observed_section.h"
#include "records.h"
#include "void_passes.h"
#include <stdio.h>
#include <stdlib.h>

enum { ENTRIES_MOST = 4096, ENTRIES_A_SHIFT = 64 };

struct outage {
    struct store *store;
    struct document *document;
    int64_t now;
    struct observed_total observed;
    int requests, gaps, passes;
};

static void begin_part(struct outage *outage, const char *title)
{
    document_section(outage->document, title)->new_page = outage->document->section_count > 1;
}

/* ---- whom to call ---- */

static bool add_contacts(struct outage *outage, struct err *err)
{
    struct document *document = outage->document;
    begin_part(outage, _("Reached day and night"));
    int64_t rows = document->row_count;
    if (!call_section(outage->store, CONTACTS_DAY_NIGHT, LEVEL_INTERNAL, document, err))
        return false;
    if (document->row_count == rows)
        document_note(document, _("Nobody on the call list is reached day and night."));
    return true;
}

/* ---- who stands where ---- */

static const char *entry_words(const struct roster_entry *entry)
{
    if (entry->doubtful)
        return words_context(N_("roster|household observed: confirm"));
    if (entry->assignment.seeking_at != 0)
        return _("Looks for a stand-in");
    return words_context(assignment_state_labels[entry->assignment.state]);
}

static bool add_entry(struct outage *outage, const char *shift, const char *post, const struct roster_entry *entry,
                      struct err *err)
{
    struct volunteer volunteer;
    if (!record_get(outage->store, &volunteer_table, entry->assignment.volunteer_id, &volunteer, err))
        return false;
    const char *const cells[] = {shift, post, entry->name, volunteer.phone, entry_words(entry)};
    document_row(outage->document, cells, sizeof cells / sizeof cells[0]);
    return true;
}

static void add_gap(struct outage *outage, const char *shift, const char *post, int gap)
{
    char words[48];
    snprintf(words, sizeof words, _("%d missing"), gap);
    const char *const cells[] = {shift, post, "____", "", words};
    document_row(outage->document, cells, sizeof cells / sizeof cells[0]);
    outage->gaps += gap;
}

static bool add_shift(struct outage *outage, const struct roster_now *line, const struct roster_entry *entries,
                      struct err *err)
{
    const struct roster_cell *cell = &line->cell;
    char span[SHIFT_SPAN_BYTES], shift[SHIFT_SPAN_BYTES + 8];
    int gap = roster_cell_gap(cell, outage->now);
    shift_span_text(shift_span_of(cell->day, cell->starts_at, cell->ends_at), span);
    snprintf(shift, sizeof shift, "%02d-%02d %s", cell->day / 100 % 100, cell->day % 100, span);
    for (int i = cell->first; i < cell->first + cell->entries; i++)
        if (assignment_counts(&entries[i].assignment) && !add_entry(outage, shift, line->post.name, &entries[i], err))
            return false;
    if (gap > 0)
        add_gap(outage, shift, line->post.name, gap);
    return true;
}

/* Those that run come first, then hour by hour. */
static void add_heading(struct outage *outage, const struct roster_now *line, const struct roster_now *before)
{
    char when[TIME_SIZE], heading[80];
    if (before != NULL && before->running == line->running &&
        (line->running || before->cell.starts_at == line->cell.starts_at))
        return;
    stamp_label(line->cell.starts_at, when);
    snprintf(heading, sizeof heading, _("from %s"), when);
    document_group(outage->document, line->running ? words_context(N_("roster|Now")) : heading);
}

static bool add_roster(struct outage *outage, struct err *err)
{
    struct document *document = outage->document;
    struct roster_now *lines = memory_new(ROSTER_NOW, sizeof *lines);
    struct roster_entry *entries = memory_new(ENTRIES_MOST, sizeof *entries);
    int count = 0, entry_count = 0;
    begin_part(outage, _("On duty in the next 24 hours"));

    document_column(document, words_context(N_("roster|Shift")), 11, 17);
    document_column(document, words_context(N_("shift|Post")), 8, 20)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Name"), 6, 20)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Phone"), 11, 13);
    document_column(document, _("State"), 6, 20)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Remark"), 12, 0);
    bool good = roster_now(outage->store, outage->now, ROSTER_AHEAD_S, lines, ROSTER_NOW, &count, entries, ENTRIES_MOST,
                           &entry_count, err);
    for (int i = 0; good && i < count; i++) {
        add_heading(outage, &lines[i], i > 0 ? &lines[i - 1] : NULL);
        good = add_shift(outage, &lines[i], entries, err);
    }
    if (good && count == 0)
        document_note(document, _("No shift runs or begins in the next 24 hours."));
    if (good && (count == ROSTER_NOW || entry_count > ENTRIES_MOST - ENTRIES_A_SHIFT))
        document_note(document, _("More shifts stand in the register only."));
    free(lines);
    free(entries);
    return good;
}

/* ---- what is to be brought ---- */

static bool add_request(void *context, const void *record, struct err *err)
{
    struct outage *outage = context;
    const struct supply *supply = record;
    struct place place;
    char number[24], room[200], asked[TIME_SIZE], due[TIME_SIZE], state[96], who[NAME_BYTES + PHONE_SIZE + 1];
    if (!place_get(outage->store, supply->place_id, &place, err))
        return false;
    place_label(&place, place_is_ambiguous(outage->store, &place), room, sizeof room);
    snprintf(number, sizeof number, "#%lld", (long long)supply->head.id);
    stamp_label(supply->asked_at, asked);
    stamp_label(supply->due_at, due);
    snprintf(state, sizeof state, "%s%s%s%s%s", supply->urgent ? words_context(N_("supply|urgent")) : "",
             supply->urgent ? " " : "", words_context(supply_state_labels[supply->state]),
             supply_is_over(supply, outage->now) ? " !" : "",
             supply_is_over(supply, outage->now) ? _("over its limit") : "");
    snprintf(who, sizeof who, "%s%s%s", supply->helper,
             supply->helper[0] != '\0' && supply->helper_phone[0] != '\0' ? "\n" : "", supply->helper_phone);
    const char *const cells[] = {number, room, supply->items, supply->phone[0] != '\0' ? supply->phone : place.phone,
                                 asked,  due,  state,         who};
    document_row(outage->document, cells, sizeof cells / sizeof cells[0]);
    outage->requests++;
    return true;
}

static bool add_requests(struct outage *outage, struct err *err)
{
    struct document *document = outage->document;
    begin_part(outage, _("Open requests"));
    document_column(document, _("Request"), 4, 8);
    document_column(document, _("Room"), 8, 20)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Needed"), 16, 0)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Phone"), 11, 13);
    document_column(document, _("Asked at"), 11, 11);
    document_column(document, _("Due by"), 11, 11);
    document_column(document, _("State"), 6, 16)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Volunteer"), 11, 20)->wrap = DOCUMENT_WRAP;
    if (!records_each(outage->store, &supply_table, SUPPLIES_OPEN, add_request, outage, err))
        return false;
    if (outage->requests == 0)
        document_note(document, _("No request is open."));
    return true;
}

/* ---- passes ---- */

static bool add_passes(struct outage *outage, struct err *err)
{
    struct void_passes passes;
    begin_part(outage, _("Void passes"));
    void_passes_columns(outage->document, LEVEL_INTERNAL);
    bool good = void_passes_read(outage->store, &passes, err);
    for (int i = 0; good && i < passes.count; i++)
        void_passes_row(outage->store, outage->document, LEVEL_INTERNAL, &passes.rows[i]);
    if (good && passes.count == 0)
        document_note(outage->document, _("No pass is lost, void or expired."));
    outage->passes = passes.count;
    void_passes_release(&passes);
    return good;
}

/* ---- all of it ---- */

static bool add_observed(struct outage *outage, struct err *err)
{
    bool good = observed_section(outage->store, _("Home observation list"), outage->document, &outage->observed, err);
    outage->document->sections[outage->document->section_count - 1].new_page = true;
    if (outage->observed.people > 0)
        document_note(outage->document, observed_section_legend());
    return good;
}

static bool make(struct store *store, const struct document_request *request, struct document *document,
                 struct document_kept *kept, struct err *err)
{
    struct outage outage = {.store = store, .document = document, .now = clock_now()};
    char when[TIME_SIZE];
    (void)request;
    (void)kept;
    document_init(document, _("Outage pack"));
    if (!store_read_begin(store, err))
        return false;
    bool good = add_contacts(&outage, err) && add_observed(&outage, err) && add_roster(&outage, err) &&
                add_requests(&outage, err) && add_passes(&outage, err);
    store_read_end(store);
    full_label(outage.now, when);
    snprintf(document->subtitle, sizeof document->subtitle,
             _("as of %1$s   observed %2$d, missing on duty %3$d, requests %4$d, void passes %5$d"), when,
             outage.observed.people, outage.gaps, outage.requests, outage.passes);
    return good;
}

const struct document_kind outage_sheet = {
    .name = "outage",
    .label = N_("Outage pack"),
    .help = N_("for when the power goes: who to call, observed people, duty of 24 hours, open requests, void passes; "
               "internal only"),
    .scope = DOCUMENT_NOW,
    .internal_only = true,
    .paper = {.size = PAPER_A4_LANDSCAPE, .type = TYPE_MEDIUM, .fit = FIT_FLOW},
    .make = make,
};
