/* Numbers of a workbook as text: what they are, the number format says (ECMA-376 part 1, 18.8.30). */
#ifndef GATEPOST_NUMBER_H
#define GATEPOST_NUMBER_H
#include "gatepost/buffer.h"
#include <stdbool.h>

struct number_format {
    bool has_date, has_time;
    bool is_elapsed;     /* [h]: hours beyond 24 */
    unsigned char zeros; /* "0000": whole numbers have so many digits at least */
};

/* The format of an id without a code of its own; of a code such as yyyy"年"m"月"d"日". */
struct number_format number_format_builtin(int id);
struct number_format number_format_parse(const char *code);

/* Appends the number written as `digits`: a date as 2022-04-11, a moment as 2022-04-11 08:30, a time as 08:30; a whole
 * number as its digits, from 16 digits on as 1.10105E+17, because a spreadsheet has lost the rest; others in their
 * shortest form. False for what is no number: nothing is appended. */
bool number_add(struct buffer *out, const char *digits, struct number_format format, bool is_1904);
/* The same for a date written as ISO 8601 (strict workbooks). */
bool number_add_iso(struct buffer *out, const char *date, struct number_format format);
#endif
