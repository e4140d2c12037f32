/* What the tests of documents have in common: a register, and the text of the document that was made of it last. */
#ifndef TESTS_DOCUMENT_CASE_H
#define TESTS_DOCUMENT_CASE_H
#include "document_text.h"
#include "register.h"

/* Of the test that runs; two plain names, because every line of such a test says one of them. */
extern struct store *store;
extern struct buffer text;

/* For cmocka: a new register (register.h) in `store`; all of it gone, the clock where it was. */
int document_case_open(void **state);
int document_case_close(void **state);

/* Fails the test unless these lines stand in `text`, whole and one below the other. */
void has_lines(const char *lines);
#endif
