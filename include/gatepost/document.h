/* A document before it is laid out (domain.md §8): titles and sections of rows and columns, with groups and notes among
 * the rows. Who makes one says what stands in it, never how wide or on which page: pages.h does. All texts are copied
 * and cleaned (text_clean); "\n" in a cell begins a new line of it, as with names one under the other. */
#ifndef GATEPOST_DOCUMENT_H
#define GATEPOST_DOCUMENT_H
#include "gatepost/buffer.h"
#include <stdbool.h>
#include <stdint.h>

enum {
    DOCUMENT_COLUMNS_MOST = 16,
    DOCUMENT_TITLE_BYTES = 96,
    DOCUMENT_FOOTNOTES_MOST = 6,
};
enum document_wrap {
    DOCUMENT_CUT,  /* a text that is too long is cut and ends with ~ */
    DOCUMENT_WRAP, /* it goes on in the next line, between words or Chinese characters */
};
struct document_column {
    char title[DOCUMENT_TITLE_BYTES]; /* "" for none; "\n" parts its lines */
    int least, most; /* character cells without the margin; most 0: as much as the others leave. Narrow paper shrinks
                        all below their least; most is passed where paper would stay empty beside a text that is cut */
    enum document_wrap wrap;
    bool right; /* numbers */
};
enum document_row_kind {
    DOCUMENT_ROW,   /* cells */
    DOCUMENT_GROUP, /* a heading over the rows below it: a building, a post; stays with the first of them. Without a
                     * text it takes no line: only a rule between rows, or a new page where it breaks one or
                     * where its rows would be parted */
    DOCUMENT_NOTE,  /* a text over the whole width */
};
struct document_row {
    enum document_row_kind kind;
    bool marked;                           /* changed since the last printing: bold, and a mark before it */
    bool breaks_page;                      /* a group: begins a new page when pages are split by group */
    uint32_t cells[DOCUMENT_COLUMNS_MOST]; /* offsets into document->text; a group and a note have one */
};
struct document_section {
    char title[DOCUMENT_TITLE_BYTES]; /* over its columns; "" for none */
    bool new_page;
    struct document_column columns[DOCUMENT_COLUMNS_MOST];
    int column_count; /* 0: only notes */
    int row_mm;       /* a row is at least so high: 8 to sign in it; 0: as its text */
    int64_t first_row, row_count;
};
struct document {
    char title[DOCUMENT_TITLE_BYTES], subtitle[2 * DOCUMENT_TITLE_BYTES];
    char unit[DOCUMENT_TITLE_BYTES];  /* who issues it: "望江社区疫情防控指挥部" */
    char maker[DOCUMENT_TITLE_BYTES]; /* who prints it, for the signature line */
    int64_t made_at;                  /* UTC seconds */
    int version;                      /* 0: none is shown */
    int64_t number;                   /* of the printing, for what is posted back; 0: none is shown */
    bool internal;                    /* says so on every page */
    char footnotes[DOCUMENT_FOOTNOTES_MOST][2 * DOCUMENT_TITLE_BYTES];
    int footnote_count;
    struct document_section *sections;
    int section_count;
    struct document_row *rows;
    int64_t row_count;
    struct buffer text; /* of all rows, each with a NUL behind it; offset 0 is "" */
};

/* Makes it empty, with this title. */
void document_init(struct document *document, const char *title);
/* Begins a section; "" for one without a title. Borrowed until the next. */
struct document_section *document_section(struct document *document, const char *title);
/* Adds a column to the last section. Beyond DOCUMENT_COLUMNS_MOST it is a bug. */
struct document_column *document_column(struct document *document, const char *title, int least, int most);
/* Adds a row to the last section; missing cells are empty. */
struct document_row *document_row(struct document *document, const char *const *cells, int count);
struct document_row *document_group(struct document *document, const char *text);
void document_note(struct document *document, const char *text);
/* `count` rows with nothing in them, to be filled in by hand. */
void document_blank_rows(struct document *document, int count);
/* Stands at the foot of every page, short ones beside each other. Beyond DOCUMENT_FOOTNOTES_MOST it is left out. */
void document_footnote(struct document *document, const char *text);
/* Text of a cell; "" beyond the row's. */
const char *document_cell(const struct document *document, const struct document_row *row, int column);
void document_release(struct document *document);
#endif
