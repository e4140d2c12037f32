/* Pages given to gatepost-convert pdf, and programs run on bytes. */
#ifndef TESTS_PDF_PAGES_H
#define TESTS_PDF_PAGES_H
#include "gatepost/buffer.h"

/* 40 columns of 2 mm and 20 rows of 5 mm, 10 mm from the upper left corner of a sheet of 100 by 120 mm; type of 11 pt.
 */
#define PDF_HEAD "gatepost-pages 1\ntitle 排班表\npaper 10000 12000 1000 1000\ncell 200 500 110\ngrid 40 20\n"
#define PDF_PAGE(lines) PDF_HEAD "page\n" lines "end\n"

/* Runs a program with these bytes as standard input; its exit code. */
int pdf_run(const char *path, const char *const argv[], const char *bytes, size_t length, struct buffer *output,
            struct buffer *errors);
int pdf_convert(const char *pages, size_t length, const char *option, struct buffer *pdf, struct buffer *errors);
#endif
