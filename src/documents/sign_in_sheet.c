/* The sign-in sheet of a day or a shift (签到表): numbered rows to sign in, and some for whoever comes as well. What is
 * written on it is posted back by these numbers (sheet_marks.h); those of the rows by hand go on behind the others. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/roster_week.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "kinds.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROOM = 2048, BLANK_ROWS = 5, BLANK_ROWS_MOST = 200, ROW_MM = 8, ROW_NAME_BYTES = 64, CELLS = 8 };
enum { POST_LEAST = 4, POST_MOST = 14, NAME_LEAST = 8, NAME_MOST = 16, SPAN_COLUMNS = 11, TIME_COLUMNS = 8 };

struct sign_in {
    const struct document_request *request;
    struct document *document;
    struct roster_entry *entries; /* by post as in the grid, then beginning */
    int count, number;
};

/* ---- who is to sign ---- */

static bool is_asked(const struct document_request *request, const struct assignment *assignment)
{
    bool whole_day = request->from_at == 0 && request->until_at == 0;
    return assignment_counts(assignment) && assignment->day == request->day &&
           (whole_day || (assignment->starts_at >= request->from_at && assignment->starts_at < request->until_at));
}

static int compare_entries(const void *one, const void *other)
{
    const struct roster_entry *a = one, *b = other;
    const struct assignment *x = &a->assignment, *y = &b->assignment;
    if (a->position != b->position)
        return a->position < b->position ? -1 : 1;
    if (x->post_id != y->post_id)
        return x->post_id < y->post_id ? -1 : 1;
    if (x->starts_at != y->starts_at)
        return x->starts_at < y->starts_at ? -1 : 1;
    return (x->head.id > y->head.id) - (x->head.id < y->head.id);
}

/* Once more with room for all when they were more than expected. */
static bool read_entries(struct store *store, struct sign_in *sheet, struct err *err)
{
    int64_t from_at = clock_day_start(sheet->request->day);
    int64_t until_at = clock_day_start(clock_day_add(sheet->request->day, 1));
    int room = ROOM, all = 0;
    bool good = true;
    for (int i = 0; i < 2 && good && (i == 0 || all > room); i++) {
        room = all > room ? all : room;
        sheet->entries = memory_resize(sheet->entries, (size_t)room, sizeof *sheet->entries);
        good = roster_read(store, from_at, until_at, sheet->request->post_id, 0, sheet->entries, room, &all, err);
    }
    for (int i = 0; good && i < all && i < room; i++)
        if (is_asked(sheet->request, &sheet->entries[i].assignment))
            sheet->entries[sheet->count++] = sheet->entries[i];
    if (sheet->count > 1)
        qsort(sheet->entries, (size_t)sheet->count, sizeof *sheet->entries, compare_entries);
    return good;
}

/* ---- rows ---- */

static int wider(int width, const char *text, int most)
{
    int own = text_width(text);
    return own > most ? most : own > width ? own : width;
}

static void add_columns(const struct sign_in *sheet)
{
    char name[NAME_BYTES], span[SHIFT_SPAN_BYTES];
    int post_width = POST_LEAST, name_width = NAME_LEAST, span_width = 5;
    for (int i = 0; i < sheet->count; i++) {
        const struct roster_entry *entry = &sheet->entries[i];
        const struct assignment *shift = &entry->assignment;
        shift_span_text(shift_span_of(shift->day, shift->starts_at, shift->ends_at), span);
        document_name(sheet->request->level, entry->name, name, sizeof name);
        post_width = wider(post_width, entry->post, POST_MOST);
        name_width = wider(name_width, name, NAME_MOST);
        span_width = wider(span_width, span, SPAN_COLUMNS);
    }
    document_column(sheet->document, words_context(N_("sheet|No.")), 4, 4)->right = true;
    document_column(sheet->document, words_context(N_("shift|Post")), post_width, post_width)->wrap = DOCUMENT_WRAP;
    document_column(sheet->document, words_context(N_("roster|Shift")), span_width, span_width);
    document_column(sheet->document, _("Name"), name_width, name_width)->wrap = DOCUMENT_WRAP;
    document_column(sheet->document, words_context(N_("sheet|In at")), TIME_COLUMNS, TIME_COLUMNS);
    document_column(sheet->document, words_context(N_("sheet|Signature")), 12, 0);
    document_column(sheet->document, words_context(N_("sheet|Out at")), TIME_COLUMNS, TIME_COLUMNS);
    document_column(sheet->document, _("Remark"), 8, 0);
}

/* Who signed in at the terminal has the time there already. */
static void moment_cell(int64_t at, char text[TIME_SIZE])
{
    text[0] = '\0';
    if (at != 0)
        time_label(at, text);
}

static void add_entry(struct sign_in *sheet, const struct roster_entry *entry, struct document_kept *kept)
{
    const struct assignment *shift = &entry->assignment;
    char number[12], name[NAME_BYTES], span[SHIFT_SPAN_BYTES], in[TIME_SIZE], out[TIME_SIZE], about[ROW_NAME_BYTES];
    struct buffer content = {0};
    snprintf(number, sizeof number, "%d", ++sheet->number);
    shift_span_text(shift_span_of(shift->day, shift->starts_at, shift->ends_at), span);
    document_name(sheet->request->level, entry->name, name, sizeof name);
    moment_cell(shift->arrived_at, in);
    moment_cell(shift->left_at, out);
    const char *const cells[CELLS] = {number, entry->post, span, name, in, "", out, ""};
    document_row(sheet->document, cells, CELLS);
    snprintf(about, sizeof about, "assignment %" PRId64, shift->head.id);
    buffer_format(&content, "%s\t%s\t%s %" PRId64 "\t%s\t%s", entry->post, span, name, shift->volunteer_id, in, out);
    document_keep(kept, about, shift->head.id, buffer_text(&content));
    buffer_release(&content);
}

static void add_rows(struct sign_in *sheet, struct document_kept *kept)
{
    int64_t post_id = 0;
    for (int i = 0; i < sheet->count; i++) {
        if (post_id != sheet->entries[i].assignment.post_id)
            document_group(sheet->document, "")->breaks_page = true;
        post_id = sheet->entries[i].assignment.post_id;
        add_entry(sheet, &sheet->entries[i], kept);
    }
}

static void add_blank_rows(struct sign_in *sheet)
{
    int asked = sheet->request->blank_rows, count = asked < 0 ? BLANK_ROWS : asked;
    for (int i = 0; i < count && i < BLANK_ROWS_MOST; i++) {
        char number[12];
        snprintf(number, sizeof number, "%d", ++sheet->number);
        const char *const cells[] = {number};
        document_row(sheet->document, cells, 1);
    }
}

/* ---- the page ---- */

/* "2022-04-11 周一  06-14  南门  12人". */
static void add_subtitle(const struct sign_in *sheet, const char *post)
{
    const struct document_request *request = sheet->request;
    struct buffer words = {0};
    char span[SHIFT_SPAN_BYTES], date[TIME_SIZE];
    int day = request->day;
    date_label(day, date);
    buffer_format(&words, "%s %s", date, words_weekday(week_day(day) + 1));
    if (request->from_at != 0 || request->until_at != 0) {
        shift_span_text(shift_span_of(day, request->from_at, request->until_at), span);
        buffer_format(&words, "  %s", span);
    }
    buffer_format(&words, post[0] != '\0' ? "  %s" : "%s", post);
    buffer_format(&words, "  %s", "");
    buffer_format(&words, words_context(N_("sheet|people: %d")), sheet->count);
    text_copy(sheet->document->subtitle, sizeof sheet->document->subtitle, buffer_text(&words));
    buffer_release(&words);
}

static bool make(struct store *store, const struct document_request *request, struct document *document,
                 struct document_kept *kept, struct err *err)
{
    struct sign_in sheet = {.request = request, .document = document};
    struct post post = {0};
    if (request->post_id != 0 && !record_get(store, &post_table, request->post_id, &post, err))
        return false;
    bool good = read_entries(store, &sheet, err);
    if (good) {
        document_init(document, _("Sign-in sheet"));
        add_subtitle(&sheet, post.name);
        document_section(document, "")->row_mm = ROW_MM;
        add_columns(&sheet);
        add_rows(&sheet, kept);
        add_blank_rows(&sheet);
        document_footnote(document, _("Write the time and sign. In the remark: absent, or late and how many minutes."));
    }
    free(sheet.entries);
    return good;
}

const struct document_kind sign_in_sheet = {
    .name = "sign-in",
    .label = N_("Sign-in sheet"),
    .help = N_("the volunteers of a day or a shift, with room to sign"),
    .scope = DOCUMENT_SHIFT,
    .keeps_rows = true,
    .paper = {.size = PAPER_A4, .type = TYPE_MEDIUM, .fit = FIT_FLOW, .signature = true},
    .make = make,
};
