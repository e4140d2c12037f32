/* The roster of a week for the wall (排班表): posts × days, names one under the other, room to write where somebody is
 * missing. What changed since the version before is marked without colours. */
#include "changes.h"
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/roster_week.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "kinds.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAYS = 7, ROW_NAME_BYTES = 64, POST_COLUMNS = 16, DAY_COLUMNS = 8 };
static const char *const blank = "____";

struct roster_sheet {
    const struct document_request *request;
    struct document *document;
    struct roster_week week;
    struct document_changes changes;
    char about[ROW_NAME_BYTES]; /* the names of its rows begin so */
    int own;                    /* rows of `kept` that are on it: the first */
    bool marks, gaps, nights;   /* what the page says in words below */
};

static bool is_asked(const struct roster_sheet *sheet, const struct roster_row *row)
{
    int64_t post_id = sheet->request->post_id;
    return post_id == 0 || sheet->week.posts[row->post].head.id == post_id;
}

/* Whoever lacks for the shift to run, over or not: what was printed is not other because time went by. */
static int missing(const struct roster_cell *cell)
{
    int missing = cell->least - roster_cell_sure(cell);
    return cell->manned && missing > 0 ? missing : 0;
}

/* ---- what is kept ---- */

static void row_name(const struct roster_week *week, const struct roster_row *row, char name[ROW_NAME_BYTES])
{
    int from = row->span.from, until = row->span.until % (24 * 60);
    snprintf(name, ROW_NAME_BYTES, "post %" PRId64 " %02d:%02d-%02d:%02d", week->posts[row->post].head.id, from / 60,
             from % 60, until / 60, until % 60);
}

/* As it is printed, in no language; with the numbers of the people, for two of them may have the same masked name. */
static void cell_content(const struct roster_sheet *sheet, const struct roster_cell *cell, struct buffer *content)
{
    char name[NAME_BYTES];
    for (int i = cell->first; i < cell->first + cell->entries; i++) {
        const struct roster_entry *entry = &sheet->week.entries[i];
        if (assignment_counts(&entry->assignment))
            buffer_format(content, "%s %" PRId64 "\n",
                          document_name(sheet->request->level, entry->name, name, sizeof name),
                          entry->assignment.volunteer_id);
    }
    buffer_format(content, "%d %d\t", missing(cell), cell->closed);
}

static void keep_rows(const struct roster_sheet *sheet, struct document_kept *kept)
{
    struct buffer content = {0};
    char name[ROW_NAME_BYTES];
    for (int i = 0; i < sheet->week.row_count; i++) {
        const struct roster_row *row = &sheet->week.rows[i];
        if (!is_asked(sheet, row))
            continue;
        buffer_clear(&content);
        buffer_format(&content, "%s\t", sheet->week.posts[row->post].name);
        for (int d = 0; d < DAYS; d++)
            cell_content(sheet, &row->cells[d], &content);
        row_name(&sheet->week, row, name);
        document_keep(kept, name, 0, buffer_text(&content));
    }
    buffer_release(&content);
}

static int compare_names(const void *one, const void *other)
{
    return strcmp(((const struct document_kept_row *)one)->name, ((const struct document_kept_row *)other)->name);
}

/* One post alone, or the posts in another order, is no other version. */
static void sort_kept(struct document_kept *kept)
{
    if (kept->count > 1)
        qsort(kept->rows, (size_t)kept->count, sizeof *kept->rows, compare_names);
}

/* ---- columns ---- */

static void add_columns(struct roster_sheet *sheet)
{
    char title[48], span[SHIFT_SPAN_BYTES];
    int post_width = 4, span_width = 5;
    for (int i = 0; i < sheet->week.row_count; i++) {
        int width = text_width(sheet->week.posts[sheet->week.rows[i].post].name);
        post_width = width > post_width ? width : post_width;
        shift_span_text(sheet->week.rows[i].span, span);
        span_width = text_width(span) > span_width ? text_width(span) : span_width;
    }
    post_width = post_width > POST_COLUMNS ? POST_COLUMNS : post_width;
    document_column(sheet->document, words_context(N_("shift|Post")), post_width, post_width)->wrap = DOCUMENT_WRAP;
    document_column(sheet->document, words_context(N_("roster|Shift")), span_width, span_width);
    for (int d = 0; d < DAYS; d++) {
        int day = clock_day_add(sheet->week.first_day, d);
        snprintf(title, sizeof title, "%s\n%02d-%02d", words_weekday(d + 1), day / 100 % 100, day % 100);
        document_column(sheet->document, title, DAY_COLUMNS, 0)->wrap = DOCUMENT_WRAP;
    }
}

/* ---- rows ---- */

static void cell_text(struct roster_sheet *sheet, const struct roster_cell *cell, struct buffer *text)
{
    char name[NAME_BYTES];
    buffer_clear(text);
    for (int i = cell->first; i < cell->first + cell->entries; i++)
        if (assignment_counts(&sheet->week.entries[i].assignment))
            buffer_format(text, "%s%s", text->length > 0 ? "\n" : "",
                          document_name(sheet->request->level, sheet->week.entries[i].name, name, sizeof name));
    for (int i = missing(cell); i > 0; i--) {
        buffer_format(text, "%s%s", text->length > 0 ? "\n" : "", blank);
        sheet->gaps = true;
    }
    if (cell->closed && text->length == 0)
        buffer_add(text, words_context(N_("roster|closed")));
}

static void add_row(struct roster_sheet *sheet, const struct roster_row *row, bool marked)
{
    struct buffer texts[DAYS] = {0};
    const char *cells[DOCUMENT_COLUMNS_MOST];
    char span[SHIFT_SPAN_BYTES];
    int count = 0;
    shift_span_text(row->span, span);
    cells[count++] = sheet->week.posts[row->post].name;
    cells[count++] = span;
    for (int d = 0; d < DAYS; d++) {
        cell_text(sheet, &row->cells[d], &texts[d]);
        cells[count++] = buffer_text(&texts[d]);
    }
    document_row(sheet->document, cells, count)->marked = marked;
    sheet->nights |= row->span.until > 24 * 60;
    for (int d = 0; d < DAYS; d++)
        buffer_release(&texts[d]);
}

/* Whether a cell of the row has more than one line. */
static bool is_high(const struct roster_row *row)
{
    for (int d = 0; d < DAYS; d++)
        if (row->cells[d].count + missing(&row->cells[d]) > 1)
            return true;
    return false;
}

/* A rule between posts, and below a shift of several lines: seen from afar, it is clear where it ends. */
static void add_rule(struct roster_sheet *sheet, const struct roster_row *above, const struct roster_row *row)
{
    if (above == NULL || above->post != row->post)
        document_group(sheet->document, "")->breaks_page = true;
    else if (is_high(above))
        document_group(sheet->document, "");
}

static void add_rows(struct roster_sheet *sheet, const struct document_kept *kept)
{
    const struct roster_row *above = NULL;
    int at = 0;
    for (int i = 0; i < sheet->week.row_count; i++) {
        const struct roster_row *row = &sheet->week.rows[i];
        if (!is_asked(sheet, row))
            continue;
        bool marked = document_changed(&sheet->changes, &kept->rows[at++]);
        if (sheet->request->only_changed && !sheet->changes.first && !marked)
            continue;
        add_rule(sheet, above, row);
        add_row(sheet, row, marked);
        above = row;
    }
}

/* ---- what is gone ---- */

static bool is_kept(const struct document_kept *kept, const char *name)
{
    for (int i = 0; i < kept->count; i++)
        if (strcmp(kept->rows[i].name, name) == 0)
            return true;
    return false;
}

/* "东门 22-06", from the name of the row. */
static bool add_gone(struct store *store, const char *name, struct buffer *words, struct err *err)
{
    struct post post;
    struct shift_span span;
    int64_t id = 0;
    int read = 0;
    char text[SHIFT_SPAN_BYTES];
    if (sscanf(name, "post %" SCNd64 " %n", &id, &read) < 1 || !shift_span_parse(name + read, &span, NULL))
        return true;
    if (!record_get(store, &post_table, id, &post, err))
        return false;
    shift_span_text(span, text);
    buffer_format(words, "%s%s %s", words->length > 0 ? _(", ") : "", post.name, text);
    return true;
}

static bool name_gone(struct store *store, struct roster_sheet *sheet, const struct document_kept *kept,
                      struct err *err)
{
    struct buffer words = {0}, note = {0};
    bool good = true;
    for (int i = 0; good && !sheet->changes.first && i < sheet->changes.count; i++) {
        const char *name = sheet->changes.rows[i].name;
        if (strncmp(name, sheet->about, strlen(sheet->about)) == 0 && !is_kept(kept, name))
            good = add_gone(store, name, &words, err);
    }
    if (good && words.length > 0) {
        buffer_format(&note, _("No more on the roster: %s"), buffer_text(&words));
        document_note(sheet->document, buffer_text(&note));
    }
    buffer_release(&words);
    buffer_release(&note);
    return good;
}

/* ---- the page ---- */

/* "第15周 2022-04-11 至 04-17  南门". The year of its end only where it is another. */
static void add_subtitle(const struct roster_sheet *sheet, const char *post)
{
    struct buffer words = {0};
    char from[TIME_SIZE], until[TIME_SIZE];
    int first = sheet->week.first_day, last = clock_day_add(first, DAYS - 1);
    date_label(first, from);
    date_label(last, until);
    buffer_format(&words, _("Week %1$d, %2$s to %3$s"), week_number(first), from,
                  first / 10000 == last / 10000 ? strchr(until, '-') + 1 : until);
    buffer_format(&words, post[0] != '\0' ? "  %s" : "%s", post);
    if (sheet->request->only_changed && !sheet->changes.first)
        buffer_format(&words, "  %s", _("only what changed"));
    text_copy(sheet->document->subtitle, sizeof sheet->document->subtitle, buffer_text(&words));
    buffer_release(&words);
}

static void add_footnotes(const struct roster_sheet *sheet)
{
    document_footnote(sheet->document,
                      _("Please be there 10 minutes early. Who has to change a shift tells the officer on duty."));
    if (sheet->gaps)
        document_footnote(sheet->document,
                          _("____: somebody is missing here. Who can come tells the officer on duty."));
    if (sheet->nights)
        document_footnote(sheet->document, _("A night shift stands on the day it begins."));
    if (sheet->marks)
        document_footnote(sheet->document, _("*: changed since the version before."));
}

static bool any_changed(const struct roster_sheet *sheet, const struct document_kept *kept)
{
    for (int i = 0; i < sheet->own; i++)
        if (document_changed(&sheet->changes, &kept->rows[i]))
            return true;
    return false;
}

static bool fill(struct store *store, struct roster_sheet *sheet, const char *post, struct document_kept *kept,
                 struct err *err)
{
    if (sheet->request->post_id != 0)
        snprintf(sheet->about, sizeof sheet->about, "post %" PRId64 " ", sheet->request->post_id);
    keep_rows(sheet, kept);
    sheet->own = kept->count;
    if (!document_changes_read(store, sheet->request, sheet->about, kept, &sheet->changes, err))
        return false;
    sheet->marks = any_changed(sheet, kept);
    document_init(sheet->document, _("Roster of the volunteers"));
    add_subtitle(sheet, post);
    document_section(sheet->document, "");
    add_columns(sheet);
    add_rows(sheet, kept);
    bool good = name_gone(store, sheet, kept, err);
    if (sheet->request->only_changed && !sheet->changes.first && sheet->document->row_count == 0)
        document_note(sheet->document, _("Nothing changed since the version before."));
    add_footnotes(sheet);
    sort_kept(kept);
    return good;
}

static bool make(struct store *store, const struct document_request *request, struct document *document,
                 struct document_kept *kept, struct err *err)
{
    struct roster_sheet sheet = {.request = request, .document = document};
    struct post post = {0};
    if (request->post_id != 0 && !record_get(store, &post_table, request->post_id, &post, err))
        return false;
    if (!roster_week_read(store, request->day, clock_now(), &sheet.week, err))
        return false;
    bool good = fill(store, &sheet, post.name, kept, err);
    roster_week_release(&sheet.week);
    document_changes_release(&sheet.changes);
    return good;
}

const struct document_kind roster_sheet = {
    .name = "roster",
    .label = N_("Roster of a week"),
    .help = N_("the roster of a week for the wall, what changed is marked"),
    .scope = DOCUMENT_WEEK,
    .keeps_rows = true,
    .marks_changes = true,
    .paper = {.size = PAPER_A4_LANDSCAPE, .type = TYPE_LARGE, .fit = FIT_FLOW, .signature = true},
    .make = make,
};
