/* Finished pages as they come from gatepost (pages_stream of include/gatepost/pages.h), in UTF-8, a line each:
 *
 *     gatepost-pages 1
 *     title JOB                                  for the file's properties and the printer's queue
 *     paper WIDTH HEIGHT LEFT TOP                hundredths of a millimetre
 *     cell WIDTH HEIGHT TYPE                     the same; the size of the type in tenths of a point
 *     grid COLUMNS ROWS
 *     page                                       once for each page, then its lines, at most ROWS:
 *     =TEXT  title · *TEXT  bold · -TEXT  rule · " "TEXT  plain
 *     end
 *
 * A line's text is at most COLUMNS cells wide; Chinese characters take two. A title is drawn in the middle, twice the
 * size (less when it would not fit), over its line and the next; blanks around it say nothing. */
#ifndef GATEPOST_PAGE_STREAM_H
#define GATEPOST_PAGE_STREAM_H
#include "gatepost/buffer.h"
#include "gatepost/err.h"
#include <stdint.h>
#include <stdio.h>

enum { STREAM_PAGES_MOST = 2000, STREAM_COLUMNS_MOST = 400, STREAM_ROWS_MOST = 300 };
struct page_stream {
    FILE *file;
    struct buffer line;
    int64_t at; /* line of the stream, from 1 */
    char title[128];
    int paper_width, paper_height, left, top, cell_width, cell_height, type_tenths, columns, rows;
    int page, row; /* how many have begun; rows of this page so far */
};
enum page_event { PAGE_BEGINS, PAGE_LINE, PAGES_END };

/* Reads what stands before the first page. ERR_INPUT names the line that is none of the above. */
bool page_stream_open(struct page_stream *stream, FILE *file, struct err *err);
/* The next page or line; *style is the line's first character, *text the rest, borrowed until the next call. */
bool page_stream_next(struct page_stream *stream, enum page_event *event, char *style, const char **text,
                      struct err *err);
void page_stream_release(struct page_stream *stream);
#endif
