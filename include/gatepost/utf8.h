/* UTF-8 and display width. Width is columns on a terminal: 0 combining, 1, or 2 (East Asian wide, UAX #11; ambiguous
 * characters count 1, screens.md rule 8). Uses the C library's wcwidth, so a UTF-8 locale must be set (words_start). */
#ifndef GATEPOST_UTF8_H
#define GATEPOST_UTF8_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer;

/* Decodes one code point at *at (before end) and moves *at behind it. Invalid, overlong, surrogate or truncated
 * sequences (RFC 3629) give -1 and move one byte. */
int32_t utf8_next(const char **at, const char *end);
/* Appends one code point; a value that is no scalar value appends U+FFFD. */
void utf8_add(struct buffer *buffer, int32_t code_point);
bool utf8_valid(const char *text, size_t length);

/* Columns of one code point: 0, 1 or 2; control characters 0. */
int utf8_width(int32_t code_point);
/* Bytes of the cluster that starts at text (a base and its combining marks, at most 16 bytes are taken), its columns in
 * *width. 0 at the end. */
size_t cluster_next(const char *text, size_t length, int *width);
/* Columns of a whole text. */
int text_width(const char *text);
/* Longest prefix in bytes that fits into `columns`; its width in *used if not NULL. */
size_t text_fit(const char *text, int columns, int *used);
/* Copies text into buffer, cut to `columns` with `~` as last column where cut, padded with spaces to it when pad. */
void text_cut(struct buffer *buffer, const char *text, int columns, bool pad);

/* The one text cleaner. Appends text with everything a terminal could obey or a reader could not see made harmless:
 * C0/C1 controls, DEL, ESC, bidi embeddings/overrides/isolates (U+202A–202E, 2066–2069, 200E, 200F, 061C), zero-width
 * (200B–200D, 2060, FEFF, 00AD, 180E), tag characters (E0000–E0FFF), variation selectors beyond one, line/paragraph
 * separators, noncharacters and invalid UTF-8 each become '?'; tab and newline become a space. At most 8 combining
 * marks per base are kept. */
void text_clean(struct buffer *buffer, const char *text, size_t length);
/* True when text_clean would change nothing. */
bool text_is_clean(const char *text, size_t length);

/* Full-width ASCII (U+FF01–FF5E), ideographic space and 。 in numbers as half-width; other characters as they are.
 * domain.md §13. Appends. */
void text_fold_width(struct buffer *buffer, const char *text);
/* Appends text without leading and trailing white space (ideographic space too). */
void text_trim(struct buffer *buffer, const char *text);
/* Case-insensitive (ASCII) search of needle in text; true when found, always for an empty needle. */
bool text_contains(const char *text, const char *needle);
/* A number in digits, or up to ninety-nine as Chinese writes it (十二): *at goes behind it. False when none begins
 * there. */
bool text_take_number(const char **at, int64_t *value);
/* As strcmp, numbers by what they are worth: 2栋 before 12栋, 第二网格 before 第十网格. */
int text_compare_naturally(const char *one, const char *other);
/* snprintf-like copy into a fixed array that never splits a UTF-8 character. */
void text_copy(char *target, size_t size, const char *text);
/* The same half-width (text_fold_width): a number typed full-width is three times as long as its array expects. */
void text_copy_narrow(char *target, size_t size, const char *text);
#endif
