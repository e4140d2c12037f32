#include "gatepost/csv.h"
#include "gatepost/words.h"
#include <string.h>
#include <strings.h>

/* ---- which separator ---- */

enum { LOOK_LINES_MOST = 32, LOOK_BYTES_MOST = 64 << 10 };
static const char candidates[] = {',', ';', '\t'};
enum { CANDIDATES = sizeof candidates };

struct look {
    int lines;
    int counts[CANDIDATES][LOOK_LINES_MOST];
};

static bool is_break(char byte)
{
    return byte == '\n' || byte == '\r';
}

/* Steps over the line break at `at`. */
static const char *skip_break(const char *at, const char *end)
{
    return at + (*at == '\r' && at + 1 < end && at[1] == '\n' ? 2 : 1);
}

static const char *find_candidate(char byte)
{
    return memchr(candidates, byte, CANDIDATES);
}

/* Counts the candidates of each of the first lines, outside quotes. */
static void look_at_lines(struct look *look, const char *at, const char *end)
{
    bool is_quoted = false, cell_begins = true;
    if (end - at > LOOK_BYTES_MOST)
        end = at + LOOK_BYTES_MOST;
    for (; at < end && look->lines < LOOK_LINES_MOST; at++) {
        const char *found = find_candidate(*at);
        if (*at == '"' && (is_quoted || cell_begins))
            is_quoted = !is_quoted;
        if (found != NULL && !is_quoted)
            look->counts[found - candidates][look->lines]++;
        if (is_break(*at) && !is_quoted)
            look->lines++;
        cell_begins = found != NULL || is_break(*at);
    }
    if (look->lines < LOOK_LINES_MOST)
        look->lines++;
}

/* In how many lines the most common count above nothing stands, and that count. */
static int most_common(const int *counts, int lines, int *common)
{
    int most = 0;
    for (int i = 0; i < lines; i++) {
        int same = 0;
        for (int j = 0; j < lines; j++)
            same += counts[j] == counts[i];
        if (counts[i] > 0 && (same > most || (same == most && counts[i] > *common))) {
            most = same;
            *common = counts[i];
        }
    }
    return most;
}

/* The one that stands equally often in the most lines: in text it comes and goes, between columns it does not. */
static char find_separator(const char *text, const char *end)
{
    struct look look = {0};
    int best = 0, best_lines = 0, best_count = 0;
    look_at_lines(&look, text, end);
    for (int i = 0; i < CANDIDATES; i++) {
        int count = 0, lines = most_common(look.counts[i], look.lines, &count);
        if (lines > best_lines || (lines == best_lines && count > best_count)) {
            best = i;
            best_lines = lines;
            best_count = count;
        }
    }
    return candidates[best];
}

/* Excel's first line `sep=;` names the separator and is no row. */
static bool take_said_separator(struct csv *csv)
{
    const char *at = csv->at;
    if (csv->end - at < 5 || strncasecmp(at, "sep=", 4) != 0 || is_break(at[4]) || at[4] == '"' || at[4] <= 0)
        return false;
    if (csv->end - at > 5 && !is_break(at[5]))
        return false;
    csv->separator = at[4];
    csv->at = at + 5 < csv->end ? skip_break(at + 5, csv->end) : csv->end;
    csv->line++;
    return true;
}

void csv_init(struct csv *csv, const char *text, size_t length, char separator)
{
    *csv = (struct csv){.start = text, .at = text, .end = text + length, .line = 1, .separator = separator};
    if (separator == '\0' && !take_said_separator(csv))
        csv->separator = find_separator(text, csv->end);
}

void csv_release(struct csv *csv)
{
    buffer_release(&csv->row);
}

/* ---- rows ---- */

static bool refuse_quote(int64_t line, struct err *err)
{
    return err_set(
        err, ERR_INPUT,
        _("Line %lld: a cell begins with a quotation mark that is never closed. Close or remove the mark, or "
          "copy the file again if its end is missing."),
        (long long)line);
}

/* The quoted part of a cell, behind its opening quote, to behind the closing one. */
static bool read_quoted(struct csv *csv, struct err *err)
{
    int64_t line = csv->line;
    while (csv->at < csv->end) {
        const char *start = csv->at;
        while (csv->at < csv->end && *csv->at != '"' && !is_break(*csv->at))
            csv->at++;
        buffer_add_bytes(&csv->row, start, (size_t)(csv->at - start));
        if (csv->at == csv->end)
            break;
        if (is_break(*csv->at)) {
            csv->at = skip_break(csv->at, csv->end);
            csv->line++;
            buffer_add_byte(&csv->row, '\n');
            continue;
        }
        csv->at++;
        if (csv->at == csv->end || *csv->at != '"')
            return true;
        csv->at++;
        buffer_add_byte(&csv->row, '"');
    }
    return refuse_quote(line, err);
}

/* One cell; `at` is left at the separator, the line break or the end. */
static bool read_cell(struct csv *csv, struct err *err)
{
    int64_t line = csv->line;
    size_t begun = csv->row.length;
    if (csv->at < csv->end && *csv->at == '"') {
        csv->at++;
        if (!read_quoted(csv, err))
            return false;
    }
    const char *start = csv->at;
    while (csv->at < csv->end && *csv->at != csv->separator && !is_break(*csv->at))
        csv->at++;
    buffer_add_bytes(&csv->row, start, (size_t)(csv->at - start));
    if (csv->row.length - begun > CSV_CELL_BYTES_MOST)
        return err_set(err, ERR_INPUT,
                       _("Line %lld: a cell holds more than %d KiB of text. A quotation mark that is never closed does "
                         "this too: look there."),
                       (long long)line, CSV_CELL_BYTES_MOST >> 10);
    buffer_add_byte(&csv->row, '\0');
    return true;
}

bool csv_next(struct csv *csv, struct csv_row *row, bool *end, struct err *err)
{
    row->count = 0;
    row->line = csv->line;
    *end = csv->at == csv->end;
    if (*end)
        return true;
    buffer_clear(&csv->row);
    for (bool more = true; more;) {
        if (row->count == CSV_COLUMNS_MOST)
            return err_set(err, ERR_INPUT,
                           _("Line %lld has more than %d columns. Save only the columns with the list."),
                           (long long)row->line, CSV_COLUMNS_MOST);
        csv->offsets[row->count++] = (uint32_t)csv->row.length;
        if (!read_cell(csv, err))
            return false;
        more = csv->at < csv->end && !is_break(*csv->at);
        csv->at += more;
    }
    if (csv->at < csv->end) {
        csv->at = skip_break(csv->at, csv->end);
        csv->line++;
    }
    for (int i = 0; i < row->count; i++)
        row->cells[i] = csv->row.bytes + csv->offsets[i];
    return true;
}

/* ---- writing ---- */

/* White space at the ends is quoted too: some readers trim it otherwise. */
static bool needs_quotes(const char *cell, char separator)
{
    size_t length = strlen(cell);
    if (length == 0)
        return false;
    return strpbrk(cell, "\"\r\n") != NULL || strchr(cell, separator) != NULL || cell[0] == ' ' ||
           cell[length - 1] == ' ';
}

static void write_quoted(struct buffer *out, const char *cell)
{
    buffer_add_byte(out, '"');
    for (; *cell != '\0'; cell++) {
        if (*cell == '"')
            buffer_add_byte(out, '"');
        buffer_add_byte(out, *cell);
    }
    buffer_add_byte(out, '"');
}

void csv_write_row(struct buffer *out, const char *const *cells, int count, char separator)
{
    for (int i = 0; i < count; i++) {
        if (i > 0)
            buffer_add_byte(out, separator);
        if (needs_quotes(cells[i], separator))
            write_quoted(out, cells[i]);
        else
            buffer_add(out, cells[i]);
    }
    buffer_add_bytes(out, "\r\n", 2);
}

/* +86… and -3 are numbers. */
bool csv_is_formula(const char *cell)
{
    bool sign = (cell[0] == '+' || cell[0] == '-') && !(cell[1] >= '0' && cell[1] <= '9');
    return (cell[0] == '=' || cell[0] == '@' || sign) && cell[1] != '\0';
}
