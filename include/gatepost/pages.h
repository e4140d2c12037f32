/* A document laid out on a grid of character cells, Chinese characters two wide: preview, text and PDF take the same
 * lines of the same pages, so all break at the same place (architecture.md §5). */
#ifndef GATEPOST_PAGES_H
#define GATEPOST_PAGES_H
#include "gatepost/document.h"
#include "gatepost/err.h"

enum paper_size { PAPER_A4, PAPER_A4_LANDSCAPE, PAPER_A5, PAPER_SIZE_COUNT };
enum paper_type { TYPE_SMALL, TYPE_MEDIUM, TYPE_LARGE, PAPER_TYPE_COUNT }; /* large: for the wall, read from 2 m */
/* Names and labels end with NULL; labels are msgids for words_context. */
extern const char *const paper_size_names[], *const paper_size_labels[]; /* "a4", "a4-landscape", "a5" */
extern const char *const paper_type_names[], *const paper_type_labels[]; /* "small" … */
enum paper_fit {
    FIT_FLOW,     /* as many pages as it takes */
    FIT_ONE_PAGE, /* smaller type until it is one page; when even the smallest is not enough it flows in that */
    FIT_SPLIT,    /* a new page where a group breaks it: each post on its own sheet */
    PAPER_FIT_COUNT
};
extern const char *const paper_fit_names[], *const paper_fit_labels[]; /* "flow", "one-page", "split" */
struct paper {
    enum paper_size size;
    enum paper_type type;
    enum paper_fit fit;
    bool signature; /* 制表 / 审核 / 公章 at the foot */
};
struct page_grid { /* lengths in hundredths of a millimetre */
    int columns, rows;
    int paper_width, paper_height, left, top;
    int cell_width, cell_height;
    int type_tenths; /* size of the type, tenths of a point */
};
enum page_line_style {
    PAGE_TEXT,
    PAGE_BOLD,
    PAGE_TITLE, /* drawn twice as high and wide over this line and the next, which is empty; the blanks before it are
                   twice as wide too, then it stands in the middle (pages_plain puts it there in cells of one) */
    PAGE_RULE,  /* a line of a table: ─ and ┼ ┬ ┴ */
};
struct page_line {
    enum page_line_style style;
    uint32_t text; /* offset into pages->text; │ parts cells (a text's own is |); at most grid.columns wide */
};
struct pages {
    struct page_grid grid;
    int count;
    struct page_line *lines; /* count × grid.rows */
    struct buffer text;
    bool too_big; /* FIT_ONE_PAGE could not be kept */
    int cut;      /* cells that were cut with ~ */
};

/* Lays it out. An empty document is one page that says so; a row that is higher than a page goes on at the next.
 * ERR_INPUT: titles and footnotes leave no room for a row, or more than PAGES_MOST pages. Release it in every case. */
enum { PAGES_MOST = 2000 };
bool pages_layout(struct pages *pages, const struct document *document, const struct paper *paper, struct err *err);
const char *pages_line(const struct pages *pages, int page, int line, enum page_line_style *style);
/* A line as plain text: rules and bars as - + |, a title centred as it is, no blanks at the end. Appends. */
void pages_plain(const struct pages *pages, int page, int line, struct buffer *text);
/* All pages as text, "\n" behind each line and a form feed behind each page. Appends. */
void pages_text(const struct pages *pages, struct buffer *text);
/* All pages as gatepost-convert reads them (src/convert/page_stream.h says how it looks). job: a title for the
 * printer's queue, without anybody's name. Appends. */
void pages_stream(const struct pages *pages, const char *job, struct buffer *stream);
void pages_release(struct pages *pages);
#endif
