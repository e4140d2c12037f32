#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "pages_parts.h"
#include <string.h>

enum { PAGE_NUMBER_CELLS = 20 /* "Page 1999 of 2000" and room before it */ };

static void keep_line(struct pages *pages, struct page_lines *lines, const struct page_line *line)
{
    end_line(pages, line);
    if (lines->count < FRAME_LINES_MOST)
        lines->line[lines->count++] = *line;
}

static void add_empty(struct page_lines *lines)
{
    if (lines->count < FRAME_LINES_MOST)
        lines->line[lines->count++] = (struct page_line){PAGE_TEXT, 0};
}

/* A text in as many lines as it takes, from the left or in the middle. */
static void add_wrapped(struct pages *pages, struct page_lines *lines, enum page_line_style style, bool centred,
                        const char *text)
{
    struct buffer clean = {0};
    text_clean(&clean, text, strlen(text));
    for (const char *at = buffer_text(&clean), *next; *at != '\0'; at = next) {
        size_t length = wrap_line(at, pages->grid.columns, &next);
        struct page_line line = begin_line(pages, style);
        if (centred)
            add_blanks(&pages->text, (pages->grid.columns - words_width(at, length)) / 2);
        add_words(&pages->text, at, length);
        keep_line(pages, lines, &line);
    }
    buffer_release(&clean);
}

/* Short ones stand beside each other: a line more is a row less on every page. */
static void add_footnotes(struct pages *pages, struct page_lines *lines, const struct document *document)
{
    struct buffer joined = {0};
    for (int i = 0; i < document->footnote_count; i++) {
        const char *note = document->footnotes[i];
        if (joined.length > 0 && text_width(joined.bytes) + 3 + text_width(note) > pages->grid.columns) {
            add_wrapped(pages, lines, PAGE_TEXT, false, joined.bytes);
            buffer_clear(&joined);
        }
        add_blanks(&joined, joined.length > 0 ? 3 : 0);
        buffer_add(&joined, note);
    }
    add_wrapped(pages, lines, PAGE_TEXT, false, buffer_text(&joined));
    buffer_release(&joined);
}

/* Twice as large where that fits: its blanks are those of a line that is drawn twice as wide. */
static void add_title(struct pages *pages, struct page_lines *lines, const char *title, bool large)
{
    int width = text_width(title), half = pages->grid.columns / 2;
    if (!large || width > half) {
        add_wrapped(pages, lines, PAGE_BOLD, true, title);
        return;
    }
    struct page_line line = begin_line(pages, PAGE_TITLE);
    add_blanks(&pages->text, (half - width) / 2);
    add_words(&pages->text, title, strlen(title));
    keep_line(pages, lines, &line);
    add_empty(lines);
}

/* One line: a text at the left, one in the middle, one at the right; false when they do not fit beside each other. */
static bool add_three(struct pages *pages, struct page_lines *lines, enum page_line_style style, const char *left,
                      const char *middle, const char *right)
{
    int columns = pages->grid.columns, centre = text_width(middle), at = (columns - centre) / 2;
    int from = text_width(left), end = columns - text_width(right);
    if (centre == 0)
        at = from;
    if (at < from + (from > 0 && centre > 0 ? 2 : 0) || end < at + centre + (right[0] != '\0' ? 2 : 0))
        return false;
    struct page_line line = begin_line(pages, style);
    add_words(&pages->text, left, strlen(left));
    add_blanks(&pages->text, at - from);
    add_words(&pages->text, middle, strlen(middle));
    add_blanks(&pages->text, end - at - centre);
    add_words(&pages->text, right, strlen(right));
    keep_line(pages, lines, &line);
    return true;
}

/* Who issues it, what it is about, and that it is for nobody else: on every page. */
static void add_about(struct pages *pages, struct page_lines *lines, const struct document *document)
{
    struct buffer unit = {0}, subtitle = {0};
    text_clean(&unit, document->unit, strlen(document->unit));
    text_clean(&subtitle, document->subtitle, strlen(document->subtitle));
    const char *internal = document->internal ? _("Internal: not to be posted") : "";
    bool any = unit.length > 0 || subtitle.length > 0 || internal[0] != '\0';
    if (any && !add_three(pages, lines, PAGE_TEXT, buffer_text(&unit), buffer_text(&subtitle), internal)) {
        if (!add_three(pages, lines, PAGE_TEXT, buffer_text(&unit), "", internal)) {
            add_wrapped(pages, lines, PAGE_TEXT, false, buffer_text(&unit));
            add_wrapped(pages, lines, PAGE_TEXT, false, internal);
        }
        add_wrapped(pages, lines, PAGE_TEXT, true, buffer_text(&subtitle));
    }
    buffer_release(&unit);
    buffer_release(&subtitle);
}

/* Pages after the first: title and what it is about in one line where they fit, for one more row on each of them. */
static void add_later(struct pages *pages, struct page_lines *lines, const struct document *document, const char *title)
{
    struct buffer unit = {0}, middle = {0};
    text_clean(&unit, document->unit, strlen(document->unit));
    text_clean(&middle, title, strlen(title));
    buffer_add(&middle, document->subtitle[0] != '\0' ? "  " : "");
    text_clean(&middle, document->subtitle, strlen(document->subtitle));
    const char *internal = document->internal ? _("Internal: not to be posted") : "";
    if (!add_three(pages, lines, PAGE_BOLD, buffer_text(&unit), buffer_text(&middle), internal)) {
        add_title(pages, lines, title, false);
        add_about(pages, lines, document);
    }
    buffer_release(&unit);
    buffer_release(&middle);
}

static void add_signature(struct pages *pages, struct page_lines *lines, const char *maker)
{
    struct buffer clean = {0}, made = {0};
    text_clean(&clean, maker, strlen(maker));
    buffer_format(&made, _("Made by %s"), clean.length > 0 ? clean.bytes : "____________");
    add_empty(lines); /* room for a hand, and for the seal */
    const char *checked = _("Checked by ____________"), *seal = _("(seal)");
    if (!add_three(pages, lines, PAGE_TEXT, buffer_text(&made), checked, seal)) {
        add_wrapped(pages, lines, PAGE_TEXT, false, buffer_text(&made));
        add_empty(lines);
        add_three(pages, lines, PAGE_TEXT, checked, "", seal);
    }
    buffer_release(&clean);
    buffer_release(&made);
}

/* When it was printed, which version, which printing. */
static void print_words(const struct document *document, struct buffer *text)
{
    char at[TIME_SIZE];
    full_label(document->made_at, at);
    buffer_format(text, _("Printed %s"), at);
    if (document->version > 0) {
        buffer_add(text, "  ");
        buffer_format(text, _("Version %d"), document->version);
    }
    if (document->number > 0) {
        buffer_add(text, "  ");
        buffer_format(text, _("Printing no. %lld"), (long long)document->number);
    }
}

static bool numbers_stand_beside(const struct pages *pages, const char *printed)
{
    return text_width(printed) + PAGE_NUMBER_CELLS <= pages->grid.columns;
}

void frame_make(struct pages *pages, const struct document *document, bool signature, struct page_frame *frame)
{
    struct buffer title = {0}, printed = {0};
    *frame = (struct page_frame){0};
    text_clean(&title, document->title, strlen(document->title));
    add_title(pages, &frame->first, buffer_text(&title), true);
    add_about(pages, &frame->first, document);
    add_later(pages, &frame->later, document, buffer_text(&title));
    add_footnotes(pages, &frame->foot, document);
    if (signature)
        add_signature(pages, &frame->foot, document->maker);
    print_words(document, &printed);
    if (!numbers_stand_beside(pages, buffer_text(&printed)))
        add_wrapped(pages, &frame->foot, PAGE_TEXT, false, buffer_text(&printed));
    add_empty(&frame->foot);
    buffer_release(&title);
    buffer_release(&printed);
}

void frame_number(struct pages *pages, const struct document *document)
{
    struct buffer printed = {0}, number = {0};
    print_words(document, &printed);
    if (!numbers_stand_beside(pages, buffer_text(&printed)))
        buffer_clear(&printed);
    for (int page = 0; page < pages->count; page++) {
        struct page_lines last = {.count = 0};
        buffer_clear(&number);
        buffer_format(&number, _("Page %1$d of %2$d"), page + 1, pages->count);
        add_three(pages, &last, PAGE_TEXT, buffer_text(&printed), "", buffer_text(&number));
        pages->lines[(page + 1) * pages->grid.rows - 1] = last.line[0];
    }
    buffer_release(&printed);
    buffer_release(&number);
}
