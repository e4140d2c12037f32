#include "commands.h"
#include "gatepost/csv.h"
#include "gatepost/words.h"
#include "workbook.h"
#include "worksheet.h"
#include <string.h>
#include <unistd.h>

enum { FLUSH_BYTES = 64 << 10 };

struct output {
    struct buffer text;
    int64_t line; /* the next one */
    bool has_failed;
    struct err *err;
};

static void flush(struct output *output)
{
    if (!output->has_failed)
        output->has_failed = !write_all(STDOUT_FILENO, buffer_text(&output->text), output->text.length, output->err);
    buffer_clear(&output->text);
}

static void write_row(void *context, int64_t number, const struct cells *cells)
{
    struct output *output = context;
    const char *texts[SHEET_COLUMNS_MOST];
    for (int column = 0; column < cells->count; column++)
        texts[column] = cells_at(cells, column);
    for (; output->line < number; output->line++)
        buffer_add_byte(&output->text, '\n');
    csv_write_row(&output->text, texts, cells->count, ',');
    output->line++;
    if (output->text.length >= FLUSH_BYTES)
        flush(output);
}

static void add_names(struct buffer *names, const struct workbook *workbook)
{
    for (size_t i = 0; i < workbook->count; i++) {
        buffer_add(names, i > 0 ? _(", ") : "");
        buffer_add(names, workbook->sheets[i].name);
    }
}

static bool refuse_sheet(const struct workbook *workbook, const char *sheet_name, struct err *err)
{
    struct buffer names = {0};
    add_names(&names, workbook);
    if (sheet_name != NULL)
        err_set(err, ERR_INPUT, _("The workbook has no sheet \"%s\". It has: %s."), sheet_name, buffer_text(&names));
    else
        err_set(err, ERR_INPUT, _("Nothing stands in the visible sheets of this workbook. It has: %s."),
                buffer_text(&names));
    buffer_release(&names);
    return false;
}

/* Reads a sheet for the first time; the second reading is expected too. */
static bool look_at(struct worksheet *worksheet, const char *part, bool *has_values, struct err *err)
{
    merges_release(&worksheet->merges);
    worksheet->part = part;
    worksheet->archive->expected += 2 * archive_size(worksheet->archive, part);
    return worksheet_look(worksheet, has_values, err);
}

static bool choose_sheet(struct worksheet *worksheet, const struct workbook *workbook, const char *sheet_name,
                         struct err *err)
{
    for (size_t i = 0; i < workbook->count; i++) {
        const struct workbook_sheet *sheet = &workbook->sheets[i];
        bool has_values = false;
        if (sheet_name != NULL ? strcmp(sheet->name, sheet_name) != 0 : sheet->is_hidden)
            continue;
        if (!look_at(worksheet, sheet->part, &has_values, err))
            return false;
        if (has_values || sheet_name != NULL)
            return true;
    }
    return refuse_sheet(workbook, sheet_name, err);
}

static bool read_sheet(struct worksheet *worksheet, const struct workbook *workbook, struct err *err)
{
    struct output output = {.line = 1, .err = err};
    worksheet->is_1904 = workbook->is_1904;
    bool done = strings_read(&worksheet->strings, worksheet->archive, workbook->strings_part, err) &&
                styles_read(&worksheet->styles, worksheet->archive, workbook->styles_part, err) &&
                worksheet_read(worksheet, write_row, &output, err);
    if (done)
        flush(&output);
    buffer_release(&output.text);
    return done && !output.has_failed;
}

bool rows_write(const char *sheet_name, bool says_progress, struct err *err)
{
    struct archive archive;
    struct workbook workbook = {0};
    struct worksheet worksheet = {.archive = &archive};
    bool done = archive_open(&archive, err);
    archive.says_progress = says_progress;
    done = done && workbook_read(&workbook, &archive, err);
    if (done && workbook.strings_part != NULL)
        archive.expected += archive_size(&archive, workbook.strings_part);
    done = done && choose_sheet(&worksheet, &workbook, sheet_name, err) && read_sheet(&worksheet, &workbook, err);
    worksheet_release(&worksheet);
    workbook_release(&workbook);
    archive_close(&archive);
    return done;
}
