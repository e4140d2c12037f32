/* Files with rows in tests: a folder for them, written, read to the end, rows as one line. */
#ifndef SHEET_FILE_H
#define SHEET_FILE_H
#include "gatepost/sheet.h"

/* cmocka's setup and teardown: a folder of its own for the files of one test. */
int sheet_folder_make(void **state);
int sheet_folder_remove(void **state);
/* Path of a file in it; borrowed until the next call. */
const char *sheet_file_path(const char *name);
const char *sheet_file_write(const char *name, const void *bytes, size_t length);

/* Reads to the end in slices of a millisecond; NULL with err when it cannot be read. */
struct sheet *sheet_file_read(const char *path, const char *sheet_name, struct err *err);
struct sheet *sheet_text_read(const char *bytes, size_t length, struct err *err);
/* "line: a|b|c"; borrowed until the next call. */
const char *sheet_row_text(const struct sheet *sheet, int64_t row);
/* Reads and fails the test unless the rows are these, the last one followed by NULL. */
void sheet_check(struct sheet *sheet, const struct err *err, const char *const *rows);
/* Fails the test unless reading fails with a sentence that holds `words`. */
void sheet_check_refused(const char *path, const char *words);
#endif
