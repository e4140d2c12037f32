#include "gatepost/buffer.h"
#include "gatepost/csv.h"
#include "gatepost/memory.h"
#include "gatepost/process.h"
#include "gatepost/sheet.h"
#include "gatepost/utf8.h"
#include "gatepost/whole_file.h"
#include "gatepost/words.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FLUSH_BYTES = 64 << 10 };

struct sheet_writer {
    struct whole_file file;
    int rows;           /* memory the rows go to as CSV for the helper to make .xlsx of; -1: they go to the file */
    struct buffer text; /* rows not written yet */
    char separator;
    bool has_failed;
};

static bool refuse(const char *path, int error, struct err *err)
{
    return err_set(err, ERR_SYSTEM, _("\"%s\" cannot be written: %s."), path, strerror(error));
}

static bool write_memory(int descriptor, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(descriptor, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

struct sheet_writer *sheet_writer_open(const char *path, enum sheet_format format, char separator, struct err *err)
{
    struct sheet_writer *writer = memory_new(1, sizeof *writer);
    writer->separator = format == SHEET_CSV ? separator : ',';
    writer->rows = -1;
    bool opened = whole_file_open(&writer->file, path, err);
    if (opened && format == SHEET_XLSX) {
        writer->rows = memfd_create("rows", MFD_CLOEXEC);
        opened = writer->rows >= 0 || refuse(path, errno, err);
    }
    if (!opened) {
        sheet_writer_close(writer, false, NULL);
        return NULL;
    }
    if (format == SHEET_CSV)
        buffer_add(&writer->text, "\xEF\xBB\xBF"); /* without it Excel takes UTF-8 for the local charset */
    return writer;
}

static bool flush(struct sheet_writer *writer, struct err *err)
{
    const char *bytes = buffer_text(&writer->text);
    bool written = writer->rows < 0 ? whole_file_write(&writer->file, bytes, writer->text.length, err)
                                    : write_memory(writer->rows, bytes, writer->text.length) ||
                                          refuse(writer->file.path, errno, err);
    writer->has_failed |= !written;
    buffer_clear(&writer->text);
    return written;
}

bool sheet_writer_row(struct sheet_writer *writer, const char *const *cells, int count, struct err *err)
{
    csv_write_row(&writer->text, cells, count, writer->separator);
    return writer->text.length < FLUSH_BYTES || flush(writer, err);
}

static bool copy_output(int from, struct whole_file *to, struct err *err)
{
    char part[FLUSH_BYTES];
    ssize_t got;
    while ((got = read(from, part, sizeof part)) != 0)
        if (got < 0 ? errno != EINTR && !refuse(to->path, errno, err) : !whole_file_write(to, part, (size_t)got, err))
            return false;
    return true;
}

static void read_reason(int errors, struct buffer *reason)
{
    char part[1024];
    ssize_t got;
    struct buffer said = {0};
    while ((got = read(errors, part, sizeof part)) > 0)
        buffer_add_bytes(&said, part, (size_t)got);
    text_trim(reason, buffer_text(&said));
    buffer_release(&said);
}

/* The helper makes .xlsx of the rows and writes it to its standard output. */
static bool convert(struct sheet_writer *writer, struct err *err)
{
    struct buffer path = {0}, reason = {0};
    struct process helper;
    const char *argv[] = {"gatepost-convert", "xlsx", NULL};
    process_path("gatepost-convert", &path);
    bool done = lseek(writer->rows, 0, SEEK_SET) == 0 || refuse(writer->file.path, errno, err);
    done = done && process_start(&helper, buffer_text(&path), argv, writer->rows, err);
    if (done) {
        bool copied = copy_output(helper.output, &writer->file, err);
        read_reason(copied ? helper.errors : -1, &reason);
        done = process_end(&helper, !copied) == 0 && copied;
        if (copied && !done)
            err_set(err, ERR_SYSTEM, "%s", reason.length > 0 ? reason.bytes : _("The workbook could not be made."));
    }
    buffer_release(&path);
    buffer_release(&reason);
    return done;
}

bool sheet_writer_close(struct sheet_writer *writer, bool keep, struct err *err)
{
    if (writer == NULL)
        return true;
    bool kept = keep && !writer->has_failed && flush(writer, err) && (writer->rows < 0 || convert(writer, err)) &&
                whole_file_keep(&writer->file, false, err);
    if (keep && writer->has_failed && err != NULL && err->code == ERR_NONE)
        err_set(err, ERR_SYSTEM, _("\"%s\" was not written whole and is not kept."), writer->file.path);
    if (writer->rows >= 0)
        close(writer->rows);
    whole_file_close(&writer->file);
    buffer_release(&writer->text);
    free(writer);
    return kept || !keep;
}
