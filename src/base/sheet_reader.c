#include "gatepost/buffer.h"
#include "gatepost/charset.h"
#include "gatepost/clock.h"
#include "gatepost/csv.h"
#include "gatepost/memory.h"
#include "gatepost/process.h"
#include "gatepost/sheet.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "sheet_kind.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ROWS_A_LOOK = 64, PART_BYTES = 64 << 10 }; /* between looks at the clock; read at once from the helper */

struct sheet_reader {
    struct sheet *sheet;
    struct buffer text; /* all of a CSV file; of the helper's output what is not read yet */
    struct csv csv;     /* of a CSV file */
    struct process helper;
    struct buffer said; /* by the helper on its standard error: percent lines, at last why it failed */
    int64_t line;       /* of the sheet: the helper's next line is this row */
    size_t cells, unfolded;
    int percent;
    bool is_finished;
};

/* ---- opening ---- */

static struct sheet_reader *reader_new(void)
{
    struct sheet_reader *reader = memory_new(1, sizeof *reader);
    reader->line = 1;
    return reader;
}

/* UTF-8 of the whole text; UTF-16 without a mark gets one, so that charset_to_utf8 knows it. */
static bool decode(struct buffer *out, const char *bytes, size_t length, struct err *err)
{
    const char *mark = memchr(bytes, '\0', length) != NULL ? kind_utf16_mark(bytes, length) : NULL;
    if (mark == NULL || memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0)
        return charset_to_utf8(out, bytes, length, err);
    struct buffer marked = {0};
    buffer_add_bytes(&marked, mark, 2);
    buffer_add_bytes(&marked, bytes, length);
    bool done = charset_to_utf8(out, buffer_text(&marked), marked.length, err);
    buffer_release(&marked);
    return done;
}

struct sheet_reader *sheet_reader_open_text(const char *bytes, size_t length, struct err *err)
{
    struct sheet_reader *reader = reader_new();
    if (length > SHEET_FILE_BYTES_MOST)
        err_set(err, ERR_INPUT, _("The file is larger than %d MiB. Split the list into several files."),
                SHEET_FILE_BYTES_MOST >> 20);
    else if (kind_may_be_text(bytes, length, err) && decode(&reader->text, bytes, length, err) &&
             kind_may_be_rows(buffer_text(&reader->text), err)) {
        csv_init(&reader->csv, buffer_text(&reader->text), reader->text.length, '\0');
        reader->sheet = sheet_new(SHEET_CSV, reader->csv.separator);
        return reader;
    }
    sheet_reader_close(reader);
    return NULL;
}

static struct sheet_reader *open_workbook(int descriptor, const char *sheet_name, struct err *err)
{
    struct buffer path = {0};
    struct sheet_reader *reader = reader_new();
    const char *argv[] = {"gatepost-convert", "rows", "--progress", sheet_name != NULL ? "--sheet" : NULL,
                          sheet_name,         NULL};
    process_path("gatepost-convert", &path);
    if (process_start(&reader->helper, buffer_text(&path), argv, descriptor, err)) {
        reader->sheet = sheet_new(SHEET_XLSX, ',');
    } else {
        sheet_reader_close(reader);
        reader = NULL;
    }
    buffer_release(&path);
    return reader;
}

static struct sheet_reader *open_whole(int descriptor, size_t size, struct err *err)
{
    struct sheet_reader *reader = NULL;
    char *bytes = memory_new(size + 1, 1);
    size_t length = 0;
    ssize_t got;
    while (length < size && (got = pread(descriptor, bytes + length, size - length, (off_t)length)) > 0)
        length += (size_t)got;
    if (length < size)
        err_set(err, ERR_SYSTEM, _("The file cannot be read to its end. Copy it again, or copy it from its source."));
    else
        reader = sheet_reader_open_text(bytes, length, err);
    free(bytes);
    return reader;
}

static bool check_is_file(const struct stat *status, struct err *err)
{
    if (S_ISDIR(status->st_mode))
        return err_set(err, ERR_INPUT, _("This is a folder. Name a file in it."));
    if (!S_ISREG(status->st_mode))
        return err_set(err, ERR_INPUT, _("This is a device or a pipe, not a file. Save the list as a file first."));
    if (status->st_size > SHEET_FILE_BYTES_MOST)
        return err_set(err, ERR_INPUT, _("The file is larger than %d MiB. Split the list into several files."),
                       SHEET_FILE_BYTES_MOST >> 20);
    return true;
}

static void refuse_open(const char *path, int error, struct err *err)
{
    if (error == ENOENT || error == ENOTDIR)
        err_set(err, ERR_NOT_FOUND, _("There is no file \"%s\". Look at its name and folder."), path);
    else if (error == EACCES || error == EPERM)
        err_set(err, ERR_SYSTEM, _("You may not read \"%s\". Ask its owner for the right, or for a copy."), path);
    else if (error == ENXIO || error == ENODEV)
        err_set(err, ERR_INPUT, _("This is a device or a pipe, not a file. Save the list as a file first."));
    else
        err_set(err, ERR_SYSTEM, _("\"%s\" cannot be opened: %s."), path, strerror(error));
}

struct sheet_reader *sheet_reader_open(const char *path, const char *sheet_name, struct err *err)
{
    struct sheet_reader *reader = NULL;
    struct stat status;
    /* O_NONBLOCK: a named pipe without a writer would hold us here. */
    int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0 || fstat(descriptor, &status) != 0) {
        refuse_open(path, errno, err);
    } else if (check_is_file(&status, err)) {
        char begin[4];
        ssize_t length = pread(descriptor, begin, sizeof begin, 0);
        if (length > 0 && kind_is_zip(begin, (size_t)length))
            reader = open_workbook(descriptor, sheet_name, err);
        else
            reader = open_whole(descriptor, (size_t)status.st_size, err);
    }
    if (descriptor >= 0)
        close(descriptor);
    return reader;
}

/* ---- rows ---- */

static bool add_row(struct sheet_reader *reader, int64_t line, const char *const *cells, int count, struct err *err)
{
    int64_t rows = sheet_rows(reader->sheet);
    sheet_add_row(reader->sheet, line, cells, count);
    if (sheet_rows(reader->sheet) == rows)
        return true;
    reader->cells += (size_t)sheet_cells(reader->sheet, rows);
    if (rows == SHEET_ROWS_MOST || reader->cells > SHEET_CELLS_MOST)
        return err_set(err, ERR_INPUT,
                       _("Line %lld: the list is too long (most: %d rows, %d million cells). Split it into several "
                         "files."),
                       (long long)line, SHEET_ROWS_MOST, SHEET_CELLS_MOST >> 20);
    return true;
}

static bool finish(struct sheet_reader *reader, struct err *err)
{
    reader->is_finished = true;
    reader->percent = 100;
    return sheet_rows(reader->sheet) > 0 ||
           err_set(err, ERR_INPUT, _("Nothing stands in this file. Save or copy it again."));
}

static bool step_text(struct sheet_reader *reader, int64_t until, struct err *err)
{
    struct csv *csv = &reader->csv;
    struct csv_row row;
    do {
        for (int i = 0; i < ROWS_A_LOOK; i++) {
            bool end;
            if (!csv_next(csv, &row, &end, err))
                return false;
            if (end)
                return finish(reader, err);
            if (!add_row(reader, row.line, row.cells, row.count, err))
                return false;
        }
    } while (clock_real_ms() < until);
    reader->percent = (int)((csv->at - csv->start) * 100 / (csv->end - csv->start));
    return true;
}

/* ---- the helper ---- */

static bool refuse_helper(struct err *err)
{
    return err_set(
        err, ERR_INPUT,
        _("The workbook could not be read: it is damaged, or needs more time or memory than is allowed. Save "
          "the list alone as a new .xlsx or as CSV."));
}

/* Line n of the helper's output is row n of the sheet, and no cell holds a line break (convert/rows.c). */
static bool take_lines(struct sheet_reader *reader, struct err *err)
{
    struct buffer *text = &reader->text;
    const char *last = text->length > 0 ? memrchr(text->bytes, '\n', text->length) : NULL;
    if (last == NULL)
        return true;
    size_t length = (size_t)(last + 1 - text->bytes);
    if (!utf8_valid(text->bytes, length))
        return refuse_helper(err);
    struct csv csv;
    struct csv_row row;
    csv_init(&csv, text->bytes, length, ',');
    bool done = true, end = false;
    while (done && !end) {
        done = csv_next(&csv, &row, &end, err);
        if (done && !end)
            done = add_row(reader, reader->line++, row.cells, row.count, err);
    }
    csv_release(&csv);
    memmove(text->bytes, text->bytes + length, text->length - length);
    text->length -= length;
    return done;
}

/* Reads what is there; *ended at the end of the pipe. */
static bool take_output(struct sheet_reader *reader, bool *ended, struct err *err)
{
    char part[PART_BYTES];
    ssize_t got = read(reader->helper.output, part, sizeof part);
    if (got < 0)
        return errno == EINTR || refuse_helper(err);
    *ended = got == 0;
    reader->unfolded += (size_t)got;
    if (reader->unfolded > SHEET_TEXT_BYTES_MOST)
        return err_set(err, ERR_INPUT,
                       _("The workbook unfolds to more than %d MiB. Split the list into several files."),
                       SHEET_TEXT_BYTES_MOST >> 20);
    buffer_add_bytes(&reader->text, part, (size_t)got);
    return take_lines(reader, err);
}

/* Percent lines come one by one; what else stands there is the reason of a failure. */
static void take_said(struct sheet_reader *reader)
{
    char *end;
    while ((end = strstr(buffer_text(&reader->said), "%\n")) != NULL) {
        size_t length = (size_t)(end + 2 - reader->said.bytes);
        reader->percent = atoi(reader->said.bytes);
        memmove(reader->said.bytes, end + 2, reader->said.length - length + 1);
        reader->said.length -= length;
    }
}

static bool read_said(struct sheet_reader *reader)
{
    char part[1024];
    ssize_t got = read(reader->helper.errors, part, sizeof part);
    if (got > 0 && reader->said.length < PART_BYTES)
        buffer_add_bytes(&reader->said, part, (size_t)got);
    take_said(reader);
    return got > 0 || (got < 0 && errno == EINTR);
}

static bool finish_helper(struct sheet_reader *reader, struct err *err)
{
    while (read_said(reader))
        continue;
    int code = process_end(&reader->helper, false);
    if (code == 0)
        return finish(reader, err);
    struct buffer reason = {0};
    text_trim(&reason, buffer_text(&reader->said));
    if (code >= 128 || reason.length == 0)
        refuse_helper(err);
    else
        err_set(err, ERR_INPUT, "%s", buffer_text(&reason));
    buffer_release(&reason);
    return false;
}

static bool step_helper(struct sheet_reader *reader, int64_t until, struct err *err)
{
    for (int64_t left; (left = until - clock_real_ms()) > 0;) {
        struct pollfd polls[] = {{.fd = reader->helper.output, .events = POLLIN},
                                 {.fd = reader->helper.errors, .events = POLLIN}};
        if (poll(polls, 2, (int)left) <= 0)
            return true;
        if (polls[1].revents != 0 && !read_said(reader))
            polls[0].revents |= POLLHUP; /* it has ended: what is left of its output comes without waiting */
        bool ended = false;
        if (polls[0].revents != 0 && !take_output(reader, &ended, err))
            return false;
        if (ended)
            return finish_helper(reader, err);
    }
    return true;
}

bool sheet_reader_step(struct sheet_reader *reader, int budget_ms, bool *finished, struct err *err)
{
    int64_t until = clock_real_ms() + (budget_ms > 0 ? budget_ms : 1);
    bool done = reader->is_finished ||
                (reader->helper.pid != 0 ? step_helper(reader, until, err) : step_text(reader, until, err));
    *finished = done && reader->is_finished;
    return done;
}

int sheet_reader_percent(const struct sheet_reader *reader)
{
    return reader->percent;
}

struct sheet *sheet_reader_take(struct sheet_reader *reader)
{
    struct sheet *sheet = reader->sheet;
    reader->sheet = NULL;
    return sheet;
}

void sheet_reader_close(struct sheet_reader *reader)
{
    if (reader == NULL)
        return;
    process_end(&reader->helper, true);
    sheet_free(reader->sheet);
    csv_release(&reader->csv);
    buffer_release(&reader->text);
    buffer_release(&reader->said);
    free(reader);
}
