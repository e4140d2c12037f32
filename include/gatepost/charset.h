/* Bytes from outside → UTF-8, by iconv: BOM, then strict UTF-8, then GB18030 (architecture.md §6). */
#ifndef GATEPOST_CHARSET_H
#define GATEPOST_CHARSET_H
#include "gatepost/err.h"
#include <stddef.h>

struct buffer;

/* Appends bytes as UTF-8. Understands UTF-8 and UTF-16 with BOM, UTF-8 without, else GB18030 (superset of GBK).
 * ERR_INPUT when the bytes are none of these; the text names the first bad byte's offset, and says so where
 * the end cuts a character. */
bool charset_to_utf8(struct buffer *out, const char *bytes, size_t length, struct err *err);
/* UTF-8 → the named charset ("GB18030"); characters it lacks become '?'. */
bool charset_from_utf8(struct buffer *out, const char *text, const char *charset, struct err *err);
#endif
