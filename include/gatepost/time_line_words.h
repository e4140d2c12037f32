/* The words of a line of a household's time line (time_line.h), for screens and commands alike. */
#ifndef GATEPOST_TIME_LINE_WORDS_H
#define GATEPOST_TIME_LINE_WORDS_H
#include "gatepost/time_line.h"

struct buffer;
/* What kind of line it is, translated: "Follow-up". */
const char *time_line_kind_words(enum time_line_kind kind);
/* What happened, the person first. Names stand there as they stand in the row: whoever calls masks them in it before. A
 * line that is alarming begins with '!'. */
void time_line_words(const struct time_line_row *row, struct buffer *out);
/* Whether the words say who did it. */
bool time_line_says_who(enum time_line_kind kind);
#endif
