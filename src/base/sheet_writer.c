#include "gatepost/buffer.h"
#include "gatepost/csv.h"
#include "gatepost/memory.h"
#include "gatepost/process.h"
#include "gatepost/sheet.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FLUSH_BYTES = 64 << 10 };

struct sheet_writer {
    char *path, *temporary;
    int descriptor;     /* of the file under its temporary name */
    int rows;           /* where the rows go as CSV: the file itself, or memory for the helper to make .xlsx of */
    struct buffer text; /* rows not written yet */
    char separator;
    bool has_failed;
};

static bool refuse(const char *path, int error, struct err *err)
{
    return err_set(err, ERR_SYSTEM, _("\"%s\" cannot be written: %s."), path, strerror(error));
}

static bool write_all(int descriptor, const char *bytes, size_t length)
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
    struct buffer temporary = {0};
    buffer_format(&temporary, "%s.XXXXXX", path);
    writer->path = memory_copy(path);
    writer->temporary = buffer_take(&temporary);
    writer->separator = separator;
    writer->rows = -1;
    writer->descriptor = mkostemp(writer->temporary, O_CLOEXEC); /* 0600 */
    if (writer->descriptor >= 0)
        writer->rows = format == SHEET_CSV ? writer->descriptor : memfd_create("rows", MFD_CLOEXEC);
    if (writer->rows < 0) {
        refuse(path, errno, err);
        sheet_writer_close(writer, false, NULL);
        return NULL;
    }
    if (format == SHEET_CSV)
        buffer_add(&writer->text, "\xEF\xBB\xBF"); /* without it Excel takes UTF-8 for the local charset */
    else
        writer->separator = ',';
    return writer;
}

static bool flush(struct sheet_writer *writer, struct err *err)
{
    if (!write_all(writer->rows, buffer_text(&writer->text), writer->text.length)) {
        writer->has_failed = true;
        return refuse(writer->path, errno, err);
    }
    buffer_clear(&writer->text);
    return true;
}

bool sheet_writer_row(struct sheet_writer *writer, const char *const *cells, int count, struct err *err)
{
    csv_write_row(&writer->text, cells, count, writer->separator);
    return writer->text.length < FLUSH_BYTES || flush(writer, err);
}

static bool copy_output(int from, int to)
{
    char part[FLUSH_BYTES];
    ssize_t got;
    while ((got = read(from, part, sizeof part)) != 0)
        if (got < 0 ? errno != EINTR : !write_all(to, part, (size_t)got))
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
    bool done = lseek(writer->rows, 0, SEEK_SET) == 0 || refuse(writer->path, errno, err);
    done = done && process_start(&helper, buffer_text(&path), argv, writer->rows, err);
    if (done) {
        bool copied = copy_output(helper.output, writer->descriptor);
        int error = errno;
        read_reason(copied ? helper.errors : -1, &reason);
        done = process_end(&helper, !copied) == 0 && copied;
        if (!copied)
            refuse(writer->path, error, err);
        else if (!done)
            err_set(err, ERR_SYSTEM, "%s", reason.length > 0 ? reason.bytes : _("The workbook could not be made."));
    }
    buffer_release(&path);
    buffer_release(&reason);
    return done;
}

/* Never over what stands there: it may be a list that somebody mended, or the database. */
static bool give_name(struct sheet_writer *writer, struct err *err)
{
    if (fsync(writer->descriptor) != 0)
        return refuse(writer->path, errno, err);
    bool named = renameat2(AT_FDCWD, writer->temporary, AT_FDCWD, writer->path, RENAME_NOREPLACE) == 0;
    if (!named && errno != EEXIST) { /* a file system that does not know it knows hard links */
        named = link(writer->temporary, writer->path) == 0;
        if (named)
            unlink(writer->temporary);
    }
    if (named)
        return true;
    return errno == EEXIST
               ? err_set(err, ERR_SYSTEM, _("There is a file %s already; it was not changed."), writer->path)
               : refuse(writer->path, errno, err);
}

bool sheet_writer_close(struct sheet_writer *writer, bool keep, struct err *err)
{
    if (writer == NULL)
        return true;
    bool is_workbook = writer->rows != writer->descriptor;
    bool kept = keep && !writer->has_failed && flush(writer, err) && (!is_workbook || convert(writer, err)) &&
                give_name(writer, err);
    if (keep && writer->has_failed && err != NULL && err->code == ERR_NONE)
        err_set(err, ERR_SYSTEM, _("\"%s\" was not written whole and is not kept."), writer->path);
    if (!kept && writer->descriptor >= 0)
        unlink(writer->temporary);
    if (is_workbook && writer->rows >= 0)
        close(writer->rows);
    if (writer->descriptor >= 0)
        close(writer->descriptor);
    buffer_release(&writer->text);
    free(writer->path);
    free(writer->temporary);
    free(writer);
    return kept || !keep;
}
