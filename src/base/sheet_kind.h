/* What a file is, from its bytes: for sheet_reader.c. */
#ifndef GATEPOST_SHEET_KIND_H
#define GATEPOST_SHEET_KIND_H
#include "gatepost/err.h"
#include <stddef.h>

/* True when the file begins like a zip file, as every .xlsx does. */
bool kind_is_zip(const char *bytes, size_t length);
/* True when no known foreign format begins like this; else ERR_INPUT says what it seems to be and what to do. */
bool kind_may_be_text(const char *bytes, size_t length, struct err *err);
/* The same for what is text but no list: web pages and XML, whatever charset they came in. */
bool kind_may_be_rows(const char *text, struct err *err);
/* "UTF-16" of either byte order as its mark (two bytes) when the bytes are that without a mark, else NULL. */
const char *kind_utf16_mark(const char *bytes, size_t length);
#endif
