/* Refused rows as a file of the same form: headings, the rows as they were, the reason in a last column. Mended there,
 * it can be imported as it is. */
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include "import_register.h"
#include <stdlib.h>
#include <string.h>

const char *importer_refused_path(const struct importer *importer)
{
    return importer->refused_path != NULL ? importer->refused_path : "";
}

char *importer_name_refused(const char *path, enum sheet_format format)
{
    struct buffer name = {0};
    const char *slash = strrchr(path, '/'), *dot = strrchr(slash != NULL ? slash : path, '.');
    size_t length = dot != NULL && dot != path ? (size_t)(dot - path) : strlen(path), word = strlen(_("refused")) + 1;
    bool again =
        length > word && path[length - word] == '-' && memcmp(path + length - word + 1, _("refused"), word - 1) == 0;
    buffer_add_bytes(&name, path, length);
    if (again) /* what is still refused of a mended file: never over the file itself */
        buffer_add(&name, "2");
    else
        buffer_format(&name, "-%s", _("refused"));
    buffer_add(&name, format == SHEET_XLSX ? ".xlsx" : ".csv");
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

static bool write_row(struct sheet_writer *writer, const struct importer *importer, int64_t row, const char *last,
                      struct err *err)
{
    const char *cells[SHEET_COLUMNS_MOST + 1];
    int columns = columns_kept(importer);
    for (int column = 0; column < columns; column++)
        cells[column] = sheet_cell(importer->sheet, row, column);
    cells[columns] = last;
    return sheet_writer_row(writer, cells, columns + 1, err);
}

bool importer_write_refused(const struct importer *importer, const char *path, struct err *err)
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
