/* Refused rows as a file of the same form: headings, the rows as they were, the reason in a last column. Mended there,
 * it can be imported as it is. */
#include "gatepost/csv.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "import_register.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *importer_refused_path(const struct importer *importer)
{
    return importer->refused_path != NULL ? importer->refused_path : "";
}

/* NAME-refused.csv, else NAME-refused2.csv …: never a name that is taken. A mended file's name goes on counting. */
char *importer_name_refused(const char *path, enum sheet_format format)
{
    struct buffer name = {0};
    struct stat status;
    const char *slash = strrchr(path, '/'), *dot = strrchr(slash != NULL ? slash : path, '.');
    size_t length = dot != NULL && dot != path ? (size_t)(dot - path) : strlen(path), word = strlen(_("refused"));
    while (length > 0 && path[length - 1] >= '0' && path[length - 1] <= '9' && length > word + 1 &&
           memcmp(path + length - 1 - word, _("refused"), word) == 0)
        length--;
    if (length > word + 1 && path[length - word - 1] == '-' && memcmp(path + length - word, _("refused"), word) == 0)
        length -= word + 1;
    for (int number = 1; number == 1 || lstat(buffer_text(&name), &status) == 0; number++) {
        buffer_clear(&name);
        buffer_add_bytes(&name, path, length);
        buffer_format(&name, "-%s", _("refused"));
        if (number > 1)
            buffer_format(&name, "%d", number);
        buffer_add(&name, format == SHEET_XLSX ? ".xlsx" : ".csv");
    }
    return buffer_take(&name);
}

/* A mended file brings the reasons of the last time along: they give way to the new ones. */
static int columns_kept(const struct importer *importer)
{
    int columns = importer->columns;
    if (columns > 1 && strcmp(importer_heading(importer, columns - 1), _("Why refused")) == 0)
        columns--;
    return columns;
}

/* What strangers wrote into a form: a terminal must not obey it, a spreadsheet program not compute it. */
static void add_harmless(struct buffer *out, const char *cell)
{
    buffer_add(out, csv_is_formula(cell) ? "'" : "");
    text_clean(out, cell, strlen(cell));
}

static bool write_row(struct sheet_writer *writer, const struct importer *importer, int64_t row, const char *last,
                      struct err *err)
{
    const char *cells[SHEET_COLUMNS_MOST + 1];
    size_t starts[SHEET_COLUMNS_MOST];
    struct buffer text = {0};
    int columns = columns_kept(importer);
    for (int column = 0; column < columns; column++) {
        starts[column] = text.length;
        add_harmless(&text, sheet_cell(importer->sheet, row, column));
        buffer_add_byte(&text, '\0');
    }
    for (int column = 0; column < columns; column++)
        cells[column] = text.bytes + starts[column];
    cells[columns] = last;
    bool done = sheet_writer_row(writer, cells, columns + 1, err);
    buffer_release(&text);
    return done;
}

static bool write_file(const struct importer *importer, const char *path, struct err *err)
{
    struct sheet_writer *writer =
        sheet_writer_open(path, sheet_format(importer->sheet), sheet_separator(importer->sheet), err);
    if (writer == NULL)
        return false;
    bool done = importer->heading < 0 || write_row(writer, importer, importer->heading, _("Why refused"), err);
    for (int64_t i = 0; done && i < importer->count; i++)
        if (importer->rows[i].verdict == IMPORT_REFUSED)
            done = write_row(writer, importer, importer->first + i, importer->whys.bytes + importer->rows[i].why, err);
    return sheet_writer_close(writer, done, done ? err : NULL) && done;
}

bool importer_write_refused(struct importer *importer, const char *path, struct err *err)
{
    if (path != NULL)
        return write_file(importer, path, err);
    if (importer->refused_written == importer->counts[IMPORT_REFUSED])
        return true;
    free(importer->refused_path);
    importer->refused_path = importer_name_refused(importer->path, sheet_format(importer->sheet));
    if (!write_file(importer, importer->refused_path, err))
        return false;
    importer->refused_written = importer->counts[IMPORT_REFUSED];
    return true;
}
