#include "commands.h"
#include "gatepost/buffer.h"
#include "gatepost/csv.h"
#include "gatepost/sheet.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { PART_BYTES = 64 << 10, WIDTH_LEAST = 6, WIDTH_MOST = 40 };

struct writing {
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    lxw_format *text, *heading;
    int widths[CSV_COLUMNS_MOST];
    int columns;
    lxw_row_t row;
};

static bool refuse(const char *why, struct err *err)
{
    return err_set(err, ERR_SYSTEM, _("The workbook could not be made: %s."), why);
}

bool write_all(int descriptor, const char *bytes, size_t length, struct err *err)
{
    while (length > 0) {
        ssize_t written = write(descriptor, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return err_set(err, ERR_SYSTEM, _("The result could not be written: %s."), strerror(errno));
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

bool read_input(struct buffer *text, int bytes_most, const char *too_large, struct err *err)
{
    char part[PART_BYTES];
    ssize_t got;
    while ((got = read(STDIN_FILENO, part, sizeof part)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_set(err, ERR_SYSTEM, _("Standard input could not be read: %s."), strerror(errno));
        buffer_add_bytes(text, part, (size_t)got);
        if (text->length > (size_t)bytes_most)
            return err_set(err, ERR_INPUT, too_large, bytes_most >> 20);
    }
    return true;
}

/* What XML cannot hold becomes a space, or no program would open the workbook. */
static void add_storable(struct buffer *out, const char *cell)
{
    const char *at = cell, *end = cell + strlen(cell);
    while (at < end) {
        const char *start = at;
        int32_t code_point = utf8_next(&at, end);
        bool is_control = code_point < ' ' && code_point != '\t' && code_point != '\n';
        if (is_control || code_point == 0xFFFE || code_point == 0xFFFF)
            buffer_add_byte(out, ' ');
        else
            buffer_add_bytes(out, start, (size_t)(at - start));
    }
}

static bool write_cell(struct writing *writing, int column, const char *cell, struct err *err)
{
    struct buffer text = {0};
    add_storable(&text, cell);
    int width = text_width(buffer_text(&text));
    if (width > writing->widths[column])
        writing->widths[column] = width;
    lxw_format *format = writing->row == 0 ? writing->heading : writing->text;
    lxw_error error = LXW_NO_ERROR;
    if (text.length > 0)
        error = worksheet_write_string(writing->sheet, writing->row, (lxw_col_t)column, text.bytes, format);
    buffer_release(&text);
    return error == LXW_NO_ERROR || refuse(lxw_strerror(error), err);
}

static bool write_rows(struct writing *writing, struct csv *csv, struct err *err)
{
    struct csv_row row;
    for (bool end = false;; writing->row++) {
        if (!csv_next(csv, &row, &end, err))
            return false;
        if (end)
            return true;
        if (writing->row == LXW_ROW_MAX)
            return err_set(err, ERR_INPUT, _("The list has more rows than a workbook can."));
        for (int column = 0; column < row.count; column++)
            if (!write_cell(writing, column, row.cells[column], err))
                return false;
        if (row.count > writing->columns)
            writing->columns = row.count;
    }
}

static void set_up(struct writing *writing)
{
    writing->sheet = workbook_add_worksheet(writing->workbook, NULL);
    writing->text = workbook_add_format(writing->workbook);
    writing->heading = workbook_add_format(writing->workbook);
    format_set_num_format_index(writing->text, 49); /* @: what is typed into the column stays text too */
    format_set_num_format_index(writing->heading, 49);
    format_set_bold(writing->heading);
    worksheet_freeze_panes(writing->sheet, 1, 0);
    worksheet_ignore_errors(writing->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
}

static void set_widths(struct writing *writing)
{
    for (int column = 0; column < writing->columns; column++) {
        int width = writing->widths[column] + 2;
        width = width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : width;
        worksheet_set_column(writing->sheet, (lxw_col_t)column, (lxw_col_t)column, width, writing->text);
    }
}

/* libxlsxwriter writes to a name only and goes back in what it wrote; the name is that of a file in memory. */
static bool make_workbook(const struct buffer *text, int memory, struct err *err)
{
    char name[40];
    struct csv csv;
    snprintf(name, sizeof name, "/proc/self/fd/%d", memory);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    struct writing writing = {.workbook = workbook_new_opt(name, &options)};
    if (writing.workbook == NULL)
        return refuse(_("no memory"), err);
    set_up(&writing);
    bool marked = text->length >= 3 && memcmp(text->bytes, "\xEF\xBB\xBF", 3) == 0;
    size_t start = marked ? 3 : 0;
    csv_init(&csv, buffer_text(text) + start, text->length - start, ',');
    bool done = write_rows(&writing, &csv, err);
    csv_release(&csv);
    set_widths(&writing);
    lxw_error error = workbook_close(writing.workbook);
    return done && (error == LXW_NO_ERROR || refuse(lxw_strerror(error), err));
}

static bool copy_out(int memory, struct err *err)
{
    char part[PART_BYTES];
    ssize_t got;
    off_t at = 0;
    while ((got = pread(memory, part, sizeof part, at)) > 0) {
        if (!write_all(STDOUT_FILENO, part, (size_t)got, err))
            return false;
        at += got;
    }
    return got == 0 || refuse(strerror(errno), err);
}

bool xlsx_write(struct err *err)
{
    struct buffer text = {0};
    int memory = memfd_create("workbook", MFD_CLOEXEC);
    bool done = memory >= 0 || refuse(strerror(errno), err);
    done = done && read_input(&text, SHEET_TEXT_BYTES_MOST, _("The list is larger than %d MiB."), err) &&
           make_workbook(&text, memory, err) && copy_out(memory, err);
    if (memory >= 0)
        close(memory);
    buffer_release(&text);
    return done;
}
