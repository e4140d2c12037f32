/* A document as text, so that a test compares its rows and looks for what must not stand there. */
#ifndef TESTS_DOCUMENT_TEXT_H
#define TESTS_DOCUMENT_TEXT_H
#include "gatepost/buffer.h"
#include "gatepost/documents.h"

/* Everything of it, a line each: "# title", "## subtitle", "[section] column|column", rows "cell|cell" (trailing empty
 * cells left out, '*' before a marked one), "= group", "- note", "^ footnote". Appends. */
void document_text(const struct document *document, struct buffer *text);
/* Makes a document of this kind and level about `request` (NULL: nothing more is said) and its text; the test fails
 * when it is refused. Clears `text` before. */
void document_text_make(struct store *store, const char *kind, enum document_level level,
                        const struct document_request *request, struct buffer *text);
/* How many digits follow each other at most: a phone number has 11, a part of one that nobody may see 4. */
int document_text_digits(const struct buffer *text);
#endif
