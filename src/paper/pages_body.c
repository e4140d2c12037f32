#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "pages_parts.h"
#include <string.h>

enum { TITLE_LINES_MOST = 8 /* of a column's title */ };

/* What the last line of a page's body is, or the next one will be: it decides whether a rule stands between them. */
enum body_kind { KIND_NONE, KIND_HEAD, KIND_ROW, KIND_GROUP, KIND_NOTE, KIND_END };

struct body {
    struct pages *pages;
    const struct document *document;
    const struct page_frame *frame;
    const struct document_section *section;
    struct page_columns columns;
    bool ruled;        /* a rule between rows */
    bool parted;       /* one before the next row: a group without a text */
    int row_least;     /* lines of a row at least */
    const char *group; /* over the rows that come; NULL: none */
    int line, end;     /* of the page: the next line, and the one behind the body's last */
    bool placed;       /* a row or a note of this page stands */
    enum body_kind above;
    enum paper_fit fit;
    int pages_most;
    enum body_end failed; /* BODY_DONE: nothing did */
};

/* ---- lines ---- */

static struct page_line *line_of_page(struct body *body, int line)
{
    return &body->pages->lines[(body->pages->count - 1) * body->pages->grid.rows + line];
}

static bool begin_page(struct body *body)
{
    struct pages *pages = body->pages;
    int rows = pages->grid.rows;
    if (pages->count == body->pages_most)
        return body->failed = BODY_LONG, false;
    if ((pages->count & (pages->count - 1)) == 0)
        pages->lines = memory_resize(pages->lines, (size_t)(2 * pages->count + 1) * (size_t)rows, sizeof *pages->lines);
    const struct page_lines *head = pages->count == 0 ? &body->frame->first : &body->frame->later;
    const struct page_lines *foot = &body->frame->foot;
    pages->count++;
    memset(line_of_page(body, 0), 0, (size_t)rows * sizeof *pages->lines);
    body->line = head->count;
    body->end = rows - foot->count;
    if (body->end - body->line < 3)
        return body->failed = BODY_TIGHT, false;
    memcpy(line_of_page(body, 0), head->line, (size_t)head->count * sizeof *head->line);
    memcpy(line_of_page(body, body->end), foot->line, (size_t)foot->count * sizeof *foot->line);
    body->placed = false;
    body->above = KIND_NONE;
    return true;
}

static void put_line(struct body *body, const struct page_line *line)
{
    end_line(body->pages, line);
    if (body->line < body->end)
        *line_of_page(body, body->line++) = *line;
    else
        body->pages->cut++;
}

static bool has_bars(enum body_kind kind)
{
    return kind == KIND_HEAD || kind == KIND_ROW;
}

static bool rule_between(const struct body *body, enum body_kind above, enum body_kind below)
{
    if (body->section->column_count == 0)
        return false;
    switch (above) {
    case KIND_NONE:
        return below != KIND_NOTE && below != KIND_END;
    case KIND_HEAD:
        return true;
    case KIND_ROW:
        return below != KIND_ROW || body->ruled || body->parted;
    case KIND_GROUP:
        return below == KIND_END || (below != KIND_NOTE && body->ruled);
    case KIND_NOTE:
        return has_bars(below) || below == KIND_GROUP;
    case KIND_END:
        return false;
    }
    return false;
}

/* ─ all along, with ┬ ┴ ┼ where bars end or begin. */
static void put_rule(struct body *body, bool bars_above, bool bars_below)
{
    const char *cross = bars_above && bars_below ? "┼" : bars_above ? "┴" : bars_below ? "┬" : "─";
    struct page_line line = begin_line(body->pages, PAGE_RULE);
    int column = 1, count = body->section->column_count;
    for (int at = 0; at < body->columns.table; at++) {
        bool bar = column < count && at == columns_bar(&body->columns, column);
        buffer_add(&body->pages->text, bar ? cross : "─");
        column += bar;
    }
    put_line(body, &line);
}

/* The rule before a line of this kind, if one is due. */
static void put_before(struct body *body, enum body_kind below)
{
    if (rule_between(body, body->above, below))
        put_rule(body, has_bars(body->above), has_bars(below));
    body->above = below;
    body->parted = false;
}

static void put_wrapped(struct body *body, enum page_line_style style, const char *text)
{
    for (const char *next; *text != '\0'; text = next) {
        size_t length = wrap_line(text, body->pages->grid.columns, &next);
        struct page_line line = begin_line(body->pages, style);
        add_words(&body->pages->text, text, length);
        put_line(body, &line);
    }
}

/* ---- cells ---- */

/* What is left of each cell of a row. */
struct cells {
    const char *rest[DOCUMENT_COLUMNS_MOST];
};

static void pad_cell(struct body *body, int column, const char *text, size_t length, bool tilde)
{
    struct buffer *target = &body->pages->text;
    bool last = column == body->section->column_count - 1;
    int blanks = body->columns.width[column] - words_width(text, length) - tilde;
    if (body->section->columns[column].right)
        add_blanks(target, blanks);
    add_words(target, text, length);
    if (tilde)
        buffer_add_byte(target, '~');
    if (!body->section->columns[column].right)
        add_blanks(target, blanks);
    if (last)
        return;
    add_blanks(target, body->columns.behind);
    buffer_add(target, "│");
    add_blanks(target, body->columns.before);
}

/* Takes what fits into a line of the cell. */
static void put_cell(struct body *body, int column, const char **rest, bool wrap)
{
    const char *text = *rest;
    int width = body->columns.width[column];
    bool cut;
    size_t length = wrap ? wrap_line(text, width, rest) : cut_line(text, width, rest, &cut);
    if (wrap)
        cut = length == 0 && *text != '\0' && *text != '\n'; /* a Chinese character in a column of one cell */
    body->pages->cut += cut;
    pad_cell(body, column, text, length, cut);
}

static void put_cells(struct body *body, const struct document_row *row, struct cells *cells, const char *mark)
{
    struct page_line line = begin_line(body->pages, row->marked ? PAGE_BOLD : PAGE_TEXT);
    add_words(&body->pages->text, mark, strlen(mark));
    add_blanks(&body->pages->text, body->columns.mark - text_width(mark));
    for (int i = 0; i < body->section->column_count; i++)
        put_cell(body, i, &cells->rest[i], body->section->columns[i].wrap == DOCUMENT_WRAP);
    put_line(body, &line);
}

static int cells_height(const struct body *body, const struct document_row *row)
{
    int height = body->row_least;
    for (int i = 0; i < body->section->column_count; i++) {
        const char *text = document_cell(body->document, row, i);
        bool wrap = body->section->columns[i].wrap == DOCUMENT_WRAP;
        int lines = wrap ? wrap_count(text, body->columns.width[i]) : line_count(text);
        height = lines > height ? lines : height;
    }
    return height;
}

/* ---- heads ---- */

/* 0: the columns have no titles. */
static int heads_height(const struct body *body)
{
    int height = 0;
    for (int i = 0; i < body->section->column_count; i++) {
        int lines = wrap_count(body->section->columns[i].title, body->columns.width[i]);
        height = lines > height ? lines : height;
    }
    return height < TITLE_LINES_MOST ? height : TITLE_LINES_MOST;
}

static void put_heads(struct body *body)
{
    struct cells titles;
    int height = heads_height(body), cut = body->pages->cut;
    if (height == 0)
        return;
    put_before(body, KIND_HEAD);
    for (int i = 0; i < body->section->column_count; i++)
        titles.rest[i] = body->section->columns[i].title;
    for (int line = 0; line < height; line++) {
        struct page_line head = begin_line(body->pages, PAGE_BOLD);
        add_blanks(&body->pages->text, body->columns.mark);
        for (int i = 0; i < body->section->column_count; i++)
            put_cell(body, i, &titles.rest[i], true);
        put_line(body, &head);
    }
    body->pages->cut = cut; /* cells are counted, not the same heads on every page */
}

/* ---- rows on pages ---- */

static void put_continued(struct body *body, const char *text, bool continued)
{
    struct buffer words = {0};
    if (continued)
        buffer_format(&words, _("%s (cont.)"), text);
    put_wrapped(body, PAGE_BOLD, continued ? buffer_text(&words) : text);
    buffer_release(&words);
}

/* Title and heads of the section; false when they leave no room for a row. */
static bool put_opening(struct body *body, bool continued)
{
    if (body->section->title[0] != '\0')
        put_continued(body, body->section->title, continued);
    put_heads(body);
    if (body->line >= body->end - 2)
        body->failed = BODY_TIGHT;
    return body->failed == BODY_DONE;
}

/* A new page, which begins with what stands over the rows. */
static bool turn_page(struct body *body, bool continued)
{
    put_before(body, KIND_END);
    if (!begin_page(body) || !put_opening(body, continued))
        return false;
    if (continued && body->group != NULL) {
        put_before(body, KIND_GROUP);
        put_continued(body, body->group, true);
    }
    return true;
}

static enum body_kind kind_of(const struct document_row *row)
{
    return row->kind == DOCUMENT_ROW ? KIND_ROW : row->kind == DOCUMENT_GROUP ? KIND_GROUP : KIND_NOTE;
}

static bool only_parts(const struct body *body, const struct document_row *row)
{
    return row->kind == DOCUMENT_GROUP && document_cell(body->document, row, 0)[0] == '\0';
}

static int height_of(const struct body *body, const struct document_row *row)
{
    if (row->kind == DOCUMENT_ROW)
        return cells_height(body, row);
    int lines = wrap_count(document_cell(body->document, row, 0), body->pages->grid.columns);
    return lines > 0 ? lines : 1;
}

/* Lines of the row at `at` with its rule, and, for a group, of what must stand below it; one more closes the table. */
static int lines_needed(const struct body *body, int64_t at)
{
    enum body_kind above = body->above;
    int need = body->section->column_count > 0;
    for (; at < body->section->row_count; at++) {
        const struct document_row *row = &body->document->rows[body->section->first_row + at];
        if (only_parts(body, row))
            continue;
        need += rule_between(body, above, kind_of(row)) + height_of(body, row);
        above = kind_of(row);
        if (above != KIND_GROUP || need > body->pages->grid.rows)
            break;
    }
    return need;
}

/* Cells of a row line by line; one that is higher than a page goes on at the next. */
static bool place_cells(struct body *body, const struct document_row *row)
{
    struct cells cells;
    int height = cells_height(body, row);
    for (int i = 0; i < body->section->column_count; i++)
        cells.rest[i] = document_cell(body->document, row, i);
    for (int line = 0; line < height; line++) {
        if (body->line >= body->end - 1) {
            if (!turn_page(body, true))
                return false;
            put_before(body, KIND_ROW);
            if (body->line >= body->end - 1)
                return body->failed = BODY_TIGHT, false;
        }
        put_cells(body, row, &cells, row->marked && line == 0 ? change_mark() : "");
    }
    return true;
}

static bool place_text(struct body *body, const struct document_row *row)
{
    const char *text = document_cell(body->document, row, 0);
    if (row->kind == DOCUMENT_GROUP) {
        body->group = text;
        put_wrapped(body, PAGE_BOLD, text);
        return true;
    }
    if (text[0] == '\0')
        put_line(body, &(struct page_line){PAGE_TEXT, (uint32_t)body->pages->text.length});
    for (const char *next; *text != '\0'; text = next) {
        size_t length = wrap_line(text, body->pages->grid.columns, &next);
        if (body->line >= body->end - 1 && !turn_page(body, true))
            return false;
        struct page_line line = begin_line(body->pages, PAGE_TEXT);
        add_words(&body->pages->text, text, length);
        put_line(body, &line);
    }
    return true;
}

static int opening_height(const struct body *body)
{
    int heads = heads_height(body);
    return wrap_count(body->section->title, body->pages->grid.columns) + (heads > 0 ? heads + 1 : 0);
}

/* A group without a text: its rows begin a new page when they fit on that one but no longer on this. */
static bool part_rows(struct body *body, int64_t at)
{
    int room = body->pages->grid.rows - body->frame->later.count - body->frame->foot.count - opening_height(body);
    int need = 2; /* the rules above and below them */
    int64_t first = at + 1;
    for (at = first; at < body->section->row_count && need <= room; at++) {
        const struct document_row *row = &body->document->rows[body->section->first_row + at];
        if (row->kind == DOCUMENT_GROUP)
            break;
        need += height_of(body, row) + body->ruled;
    }
    body->parted = true;
    if (at == first || !body->placed || need > room || body->line + need <= body->end)
        return true;
    return turn_page(body, true);
}

static bool place_row(struct body *body, int64_t at)
{
    const struct document_row *row = &body->document->rows[body->section->first_row + at];
    bool group = row->kind == DOCUMENT_GROUP;
    if (group)
        body->group = NULL;
    if (group && row->breaks_page && body->fit == FIT_SPLIT && body->placed) {
        if (!turn_page(body, false))
            return false;
    } else if (body->placed && body->line + lines_needed(body, at) > body->end) {
        if (!turn_page(body, true))
            return false;
    }
    if (only_parts(body, row))
        return part_rows(body, at);
    put_before(body, kind_of(row));
    body->placed |= !group;
    return group || row->kind == DOCUMENT_NOTE ? place_text(body, row) : place_cells(body, row);
}

/* ---- sections ---- */

static void measure_section(struct body *body, const struct document_section *section)
{
    int height = body->pages->grid.cell_height;
    body->section = section;
    body->group = NULL;
    body->ruled = section->row_mm > 0;
    /* From rule to rule is the height that was asked for: the rule's own line is half above and half below it. */
    int lines = (section->row_mm * 100 + height - 1) / height - 1;
    body->row_least = lines > 1 ? lines : 1;
    columns_measure(body->document, section, body->pages->grid.columns, &body->columns);
}

static bool open_section(struct body *body, const struct document_section *section)
{
    bool first = body->above == KIND_NONE && !body->placed;
    measure_section(body, section);
    body->above = KIND_NONE;
    if (!first) {
        bool fits = body->line + 1 + opening_height(body) + 1 + lines_needed(body, 0) <= body->end;
        if (!fits || section->new_page) {
            if (!begin_page(body))
                return false;
        } else {
            body->line++;
        }
    }
    return put_opening(body, false);
}

static void put_nothing(struct body *body)
{
    put_before(body, KIND_NOTE);
    put_wrapped(body, PAGE_TEXT, _("There is nothing in it."));
    body->placed = true;
}

enum body_end body_make(struct pages *pages, const struct document *document, const struct page_frame *frame,
                        enum paper_fit fit, int pages_most)
{
    static const struct document_section none = {0};
    struct body body = {.pages = pages, .document = document, .frame = frame, .fit = fit, .pages_most = pages_most};
    body.section = &none;
    if (!begin_page(&body))
        return body.failed;
    if (document->section_count == 0)
        put_nothing(&body);
    for (int i = 0; i < document->section_count; i++) {
        if (!open_section(&body, &document->sections[i]))
            return body.failed;
        if (body.section->row_count == 0)
            put_nothing(&body);
        for (int64_t at = 0; at < body.section->row_count; at++)
            if (!place_row(&body, at))
                return body.failed;
        put_before(&body, KIND_END);
    }
    return BODY_DONE;
}
