/* Documents laid out and looked at: what must hold of any pages, a page as text, what stands where. */
#ifndef GATEPOST_TEST_PAGES_LOOK_H
#define GATEPOST_TEST_PAGES_LOOK_H
#include "gatepost/pages.h"

extern const struct paper paper_wall, paper_slip;

/* Speaks Chinese, at a fixed time. */
void pages_look_start(void);
/* With a unit, a maker and a time. */
void document_begin(struct document *document, const char *title);
/* The week of so many posts; the third is marked. */
void document_roster(struct document *document, int posts);

/* What must hold of any pages: no line wider than the grid, none with blanks at its end or half a character, bars at
 * the same place all along a table, the numbers of the pages, plain text without a sign it cannot print. */
void pages_check(const struct pages *pages);
/* Laid out and checked; the test fails when it has no room. Releases the document. */
void pages_lay_out(struct pages *pages, struct document *document, const struct paper *paper);
/* A page as plain text, kept until the next; empty lines, when there are more than two, are their number: "(20)". */
const char *pages_page_text(const struct pages *pages, int page);
bool pages_page_has(const struct pages *pages, int page, const char *text);
/* A page and a line on which this text stands, counted from 0; how often it does. */
int pages_find_line(const struct pages *pages, const char *text, int *page, int *line);
/* How often a sign stands in a text. */
int text_count_of(const char *text, const char *sign);
#endif
