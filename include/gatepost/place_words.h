/* What people call kinds of places, lines, occupancies and needs (domain.md §1, §3), in Chinese and English: typed in a
 * filter or a form, written in a list that is imported. */
#ifndef GATEPOST_PLACE_WORDS_H
#define GATEPOST_PLACE_WORDS_H
#include "gatepost/buffer.h"
#include "gatepost/people.h"

/* False when the text is none of them. */
bool place_kind_of(const char *text, enum place_kind *kind);
bool place_line_of(const char *text, enum place_line *line);
bool place_occupancy_of(const char *text, enum occupancy *occupancy);
/* The bit of one need; 0: none. */
unsigned place_need_of(const char *text);
/* Takes the needs out of a text, "独居、透析 每周三次": words between blanks, commas and the like, and the digits 1 to
 * 5 alone or together as they stand on the form. What is no need is appended to `rest`, as it was written; NULL: it is
 * refused (ERR_INPUT, field "needs"). */
bool place_needs_parse(const char *text, unsigned *needs, struct buffer *rest, struct err *err);
/* The stored words with commas between them ("alone,dialysis"), as place_needs_parse reads them back. */
enum { PLACE_NEEDS_BYTES = 120 };
void place_needs_format(unsigned needs, char *text, size_t size);
#endif
