#include "sheet_file.h"
#include "gatepost/buffer.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[200];

int sheet_folder_make(void **state)
{
    (void)state;
    const char *scratch = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/gatepost-sheet-XXXXXX", scratch != NULL ? scratch : "/tmp");
    return mkdtemp(folder) == NULL;
}

int sheet_folder_remove(void **state)
{
    (void)state;
    return rmdir(folder);
}

const char *sheet_file_path(const char *name)
{
    static char path[300];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

const char *sheet_file_write(const char *name, const void *bytes, size_t length)
{
    const char *path = sheet_file_path(name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    return path;
}

static struct sheet *read_on(struct sheet_reader *reader, struct err *err)
{
    bool finished = false, done = reader != NULL;
    while (done && !finished)
        done = sheet_reader_step(reader, 1, &finished, err);
    struct sheet *sheet = done ? sheet_reader_take(reader) : NULL;
    sheet_reader_close(reader);
    return sheet;
}

struct sheet *sheet_file_read(const char *path, const char *sheet_name, struct err *err)
{
    return read_on(sheet_reader_open(path, sheet_name, err), err);
}

struct sheet *sheet_text_read(const char *bytes, size_t length, struct err *err)
{
    return read_on(sheet_reader_open_text(bytes, length, err), err);
}

const char *sheet_row_text(const struct sheet *sheet, int64_t row)
{
    static char text[4096];
    int length = snprintf(text, sizeof text, "%d:", (int)sheet_line(sheet, row));
    for (int column = 0; column < sheet_cells(sheet, row) && length < (int)sizeof text; column++)
        length += snprintf(text + length, sizeof text - (size_t)length, "%c%s", column > 0 ? '|' : ' ',
                           sheet_cell(sheet, row, column));
    return text;
}

void sheet_check(struct sheet *sheet, const struct err *err, const char *const *rows)
{
    if (sheet == NULL)
        fail_msg("%s", err->text);
    int64_t row = 0;
    for (; rows[row] != NULL && row < sheet_rows(sheet); row++)
        assert_string_equal(sheet_row_text(sheet, row), rows[row]);
    assert_null(rows[row]);
    assert_int_equal(sheet_rows(sheet), row);
    sheet_free(sheet);
}

void sheet_check_refused(const char *path, const char *words)
{
    struct err err = {0};
    assert_null(sheet_file_read(path, NULL, &err));
    if (strstr(err.text, words) == NULL)
        fail_msg("%s, not %s", err.text, words);
}
