/* A volunteer's own shifts of the next four weeks (本人班次), to take home: when, where, with whom, and the hours so
 * far. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/shift_fit.h"
#include "gatepost/utf8.h"
#include "gatepost/volunteer_hours.h"
#include "gatepost/words.h"
#include "kinds.h"
#include <stdio.h>
#include <stdlib.h>

enum { DAYS = 28, ROOM = DAYS * SHIFTS_A_DAY * 2, OTHERS_MOST = 32, CELLS = 5 };

struct own_shifts {
    enum document_level level;
    struct document *document;
    struct roster_entry *entries;
    int count;          /* of entries that are shown */
    int minutes, night; /* of those */
    int night_from, night_until;
};

/* "徐*远、李*": who stands there at the same time. */
static bool add_others(struct store *store, const struct own_shifts *sheet, const struct assignment *own,
                       struct buffer *words, struct err *err)
{
    struct roster_entry *others = memory_resize(NULL, OTHERS_MOST, sizeof *others);
    char name[NAME_BYTES];
    int count = 0;
    bool good = roster_of_shift(store, own->post_id, own->starts_at, others, OTHERS_MOST, &count, err);
    for (int i = 0; good && i < count && i < OTHERS_MOST; i++)
        if (assignment_counts(&others[i].assignment) && others[i].assignment.volunteer_id != own->volunteer_id)
            buffer_format(words, "%s%s", words->length > 0 ? _(", ") : "",
                          document_name(sheet->level, others[i].name, name, sizeof name));
    free(others);
    return good;
}

static bool add_shift(struct store *store, struct own_shifts *sheet, const struct roster_entry *entry, struct err *err)
{
    const struct assignment *own = &entry->assignment;
    struct buffer others = {0};
    char day[32], span[SHIFT_SPAN_BYTES], hours[HOURS_BYTES];
    int minutes = (int)(own->ends_at - own->starts_at) / 60;
    snprintf(day, sizeof day, "%02d-%02d %s", own->day / 100 % 100, own->day % 100,
             words_weekday(week_day(own->day) + 1));
    shift_span_text(shift_span_of(own->day, own->starts_at, own->ends_at), span);
    hours_text(minutes, hours);
    bool good = add_others(store, sheet, own, &others, err);
    const char *const cells[CELLS] = {day, span, entry->post, hours, buffer_text(&others)};
    document_row(sheet->document, cells, CELLS);
    sheet->minutes += minutes;
    sheet->night += shift_night_minutes(own->starts_at, own->ends_at, sheet->night_from, sheet->night_until);
    sheet->count++;
    buffer_release(&others);
    return good;
}

static bool add_shifts(struct store *store, struct own_shifts *sheet, int64_t volunteer_id, struct err *err)
{
    int64_t now = clock_now(), until_at = clock_day_start(clock_day_add(clock_day(now), DAYS));
    int all = 0;
    bool good = roster_read(store, now, until_at, 0, volunteer_id, sheet->entries, ROOM, &all, err);
    for (int i = 0; good && i < all && i < ROOM; i++)
        if (assignment_counts(&sheet->entries[i].assignment))
            good = add_shift(store, sheet, &sheet->entries[i], err);
    return good;
}

static void add_columns(struct document *document)
{
    document_column(document, _("Day"), 10, 11);
    document_column(document, words_context(N_("roster|Shift")), 5, 11);
    document_column(document, words_context(N_("shift|Post")), 8, 14)->wrap = DOCUMENT_WRAP;
    document_column(document, words_context(N_("sheet|Hours")), 6, 7)->right = true;
    document_column(document, words_context(N_("sheet|With")), 8, 0)->wrap = DOCUMENT_WRAP;
}

static const char *hours_or_none(int minutes, char text[HOURS_BYTES])
{
    hours_text(minutes, text);
    return text[0] != '\0' ? text : "0:00";
}

/* Worked until now, as the list of hours counts it. */
static bool add_sums(struct store *store, const struct own_shifts *sheet, int64_t volunteer_id, struct err *err)
{
    struct volunteer_span span;
    struct buffer words = {0};
    char hours[HOURS_BYTES], night[HOURS_BYTES];
    if (!volunteer_span_of(store, volunteer_id, 0, clock_day(clock_now()), &span, err))
        return false;
    buffer_format(&words, _("To come: %1$d shifts, %2$s hours, %3$s of them at night"), sheet->count,
                  hours_or_none(sheet->minutes, hours), hours_or_none(sheet->night, night));
    document_note(sheet->document, buffer_text(&words));
    buffer_clear(&words);
    buffer_format(&words, _("Done so far: %1$d shifts, %2$s hours, %3$s of them at night"), span.shifts,
                  hours_or_none(span.minutes, hours), hours_or_none(span.night_minutes, night));
    document_note(sheet->document, buffer_text(&words));
    buffer_release(&words);
    return true;
}

static void add_subtitle(const struct own_shifts *sheet, const char *name)
{
    struct buffer words = {0};
    char shown[NAME_BYTES];
    int first = clock_day(clock_now()), last = clock_day_add(first, DAYS - 1);
    buffer_format(&words, _("%1$s, %2$d-%3$02d-%4$02d to %5$02d-%6$02d"),
                  document_name(sheet->level, name, shown, sizeof shown), first / 10000, first / 100 % 100, first % 100,
                  last / 100 % 100, last % 100);
    text_copy(sheet->document->subtitle, sizeof sheet->document->subtitle, buffer_text(&words));
    buffer_release(&words);
}

static bool make(struct store *store, const struct document_request *request, struct document *document,
                 struct document_kept *kept, struct err *err)
{
    struct own_shifts sheet = {.level = request->level, .document = document};
    struct volunteer volunteer;
    struct fit_rules rules;
    (void)kept;
    if (!record_get(store, &volunteer_table, request->id, &volunteer, err))
        return false;
    fit_rules_read(store, &rules);
    sheet.night_from = rules.night_from;
    sheet.night_until = rules.night_until;
    sheet.entries = memory_resize(NULL, ROOM, sizeof *sheet.entries);
    document_init(document, _("Own shifts"));
    add_subtitle(&sheet, volunteer.name);
    document_section(document, "");
    add_columns(document);
    bool good = add_shifts(store, &sheet, request->id, err) && add_sums(store, &sheet, request->id, err);
    document_footnote(document,
                      _("Please be there 10 minutes early. Who has to change a shift tells the officer on duty."));
    free(sheet.entries);
    return good;
}

const struct document_kind own_shifts_sheet = {
    .name = "shifts",
    .label = N_("A volunteer's shifts"),
    .help = N_("the next four weeks of one volunteer, and the hours so far"),
    .scope = DOCUMENT_VOLUNTEER,
    .paper = {.size = PAPER_A5, .type = TYPE_MEDIUM, .fit = FIT_FLOW, .signature = false},
    .make = make,
};
