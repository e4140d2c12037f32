/* What the files of the layout share: wrapping, columns, what stands above and below the body, the body. */
#ifndef GATEPOST_PAGES_PARTS_H
#define GATEPOST_PAGES_PARTS_H
#include "gatepost/pages.h"

/* ---- pages_wrap.c ---- */

/* Bytes of the first line of text, at most `columns` wide and up to a "\n"; *next is where the following one begins,
 * at the end the NUL. 0: an empty line, or not even one character fits, and *next is behind it. */
size_t wrap_line(const char *text, int columns, const char **next);
/* The same without wrapping: what does not fit is lost, *cut says so, and leaves room for a ~. */
size_t cut_line(const char *text, int columns, const char **next, bool *cut);
/* How many lines that makes; 0 for "". */
int wrap_count(const char *text, int columns);
/* How many a text has of itself, and the columns of the widest. */
int line_count(const char *text);
int widest_line(const char *text);
/* Columns of so many bytes. */
int words_width(const char *text, size_t length);
/* Appends so many bytes; a │ of the text would part cells and becomes |. */
void add_words(struct buffer *buffer, const char *text, size_t length);
void add_blanks(struct buffer *buffer, int count);
/* Begins a line in the pages' text; end_line takes the blanks at its end away and closes it. */
struct page_line begin_line(struct pages *pages, enum page_line_style style);
void end_line(struct pages *pages, const struct page_line *line);

/* ---- pages_columns.c ---- */

struct page_columns {
    int width[DOCUMENT_COLUMNS_MOST];
    int before, behind; /* blanks beside a bar */
    int mark;           /* before the first column, for rows that changed; 0: none did */
    int table;          /* all of it */
};
/* How wide the columns of a section are in so many cells. */
void columns_measure(const struct document *document, const struct document_section *section, int cells,
                     struct page_columns *columns);
/* Where the bar before this column stands. */
int columns_bar(const struct page_columns *columns, int column);
/* What stands before a row that changed. */
const char *change_mark(void);

/* ---- pages_frame.c ---- */

enum { FRAME_LINES_MOST = 64 };
struct page_lines {
    struct page_line line[FRAME_LINES_MOST];
    int count;
};
/* Above the body of the first page and of the others, and below it; the last line of the foot is made at the end. */
struct page_frame {
    struct page_lines first, later, foot;
};
void frame_make(struct pages *pages, const struct document *document, bool signature, struct page_frame *frame);
/* Now that it is known how many pages there are: their last lines. */
void frame_number(struct pages *pages, const struct document *document);

/* ---- pages_body.c ---- */

enum body_end {
    BODY_DONE,
    BODY_LONG,  /* more than pages_most pages */
    BODY_TIGHT, /* not even a line fits between heads and foot */
};
/* Fills pages with the sections. */
enum body_end body_make(struct pages *pages, const struct document *document, const struct page_frame *frame,
                        enum paper_fit fit, int pages_most);
#endif
