#include "page_stream.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <string.h>

enum {
    LINE_BYTES_MOST = 16 * STREAM_COLUMNS_MOST + 1, /* cells of clusters (utf8.h) */
    PAPER_LEAST = 5000,                             /* hundredths of a millimetre */
    PAPER_MOST = 60000,
    CELL_LEAST = 30,
    CELL_MOST = 5000,
    TYPE_LEAST = 20, /* tenths of a point */
    TYPE_MOST = 1000,
};

static bool refuse(const struct page_stream *stream, struct err *err)
{
    return err_set(err, ERR_INPUT, _("The pages are damaged at line %lld."), (long long)stream->at);
}

/* The next line without its end. A last line that has none is cut off, and so refused. */
static bool read_line(struct page_stream *stream, struct err *err)
{
    int byte;
    buffer_clear(&stream->line);
    stream->at++;
    while ((byte = getc_unlocked(stream->file)) != EOF && byte != '\n') {
        if (stream->line.length == LINE_BYTES_MOST)
            return refuse(stream, err);
        buffer_add_byte(&stream->line, (char)byte);
    }
    if (byte == EOF)
        return err_set(err, ERR_INPUT, _("The pages break off at line %lld."), (long long)stream->at);
    return text_is_clean(buffer_text(&stream->line), stream->line.length) || refuse(stream, err);
}

static bool take_number(const char **at, int *number)
{
    int digits = 0;
    for (*number = 0; **at >= '0' && **at <= '9' && digits < 6; ++*at, digits++)
        *number = *number * 10 + (**at - '0');
    return digits > 0;
}

/* A line of a name and `count` numbers, a blank before each. */
static bool read_numbers(struct page_stream *stream, const char *name, int *const *numbers, int count, struct err *err)
{
    if (!read_line(stream, err))
        return false;
    const char *at = buffer_text(&stream->line);
    size_t length = strlen(name);
    bool is_so = strncmp(at, name, length) == 0;
    at += is_so ? length : 0;
    for (int i = 0; is_so && i < count; i++)
        is_so = *at++ == ' ' && take_number(&at, numbers[i]);
    return (is_so && *at == '\0') || refuse(stream, err);
}

static bool read_title(struct page_stream *stream, struct err *err)
{
    if (!read_line(stream, err))
        return false;
    const char *line = buffer_text(&stream->line);
    if (strncmp(line, "title ", 6) != 0 || stream->line.length - 6 >= sizeof stream->title)
        return refuse(stream, err);
    text_copy(stream->title, sizeof stream->title, line + 6);
    return true;
}

static bool is_within(int number, int least, int most)
{
    return number >= least && number <= most;
}

static bool has_sound_paper(const struct page_stream *stream)
{
    return is_within(stream->paper_width, PAPER_LEAST, PAPER_MOST) &&
           is_within(stream->paper_height, PAPER_LEAST, PAPER_MOST);
}

static bool has_sound_cells(const struct page_stream *stream)
{
    return is_within(stream->cell_width, CELL_LEAST, CELL_MOST) &&
           is_within(stream->cell_height, CELL_LEAST, CELL_MOST) &&
           is_within(stream->type_tenths, TYPE_LEAST, TYPE_MOST);
}

/* The grid lies on the paper. Each factor is within its bounds, so that nothing overflows. */
static bool has_sound_grid(const struct page_stream *stream)
{
    return is_within(stream->columns, 1, STREAM_COLUMNS_MOST) && is_within(stream->rows, 1, STREAM_ROWS_MOST) &&
           stream->left + stream->columns * stream->cell_width <= stream->paper_width &&
           stream->top + stream->rows * stream->cell_height <= stream->paper_height;
}

bool page_stream_open(struct page_stream *stream, FILE *file, struct err *err)
{
    *stream = (struct page_stream){.file = file};
    int *const paper[] = {&stream->paper_width, &stream->paper_height, &stream->left, &stream->top};
    int *const cell[] = {&stream->cell_width, &stream->cell_height, &stream->type_tenths};
    int *const grid[] = {&stream->columns, &stream->rows};
    if (!read_line(stream, err))
        return false;
    if (strcmp(buffer_text(&stream->line), "gatepost-pages 1") != 0)
        return err_set(err, ERR_INPUT, _("These are no pages of gatepost."));
    return read_title(stream, err) && read_numbers(stream, "paper", paper, 4, err) &&
           (has_sound_paper(stream) || refuse(stream, err)) && read_numbers(stream, "cell", cell, 3, err) &&
           (has_sound_cells(stream) || refuse(stream, err)) && read_numbers(stream, "grid", grid, 2, err) &&
           (has_sound_grid(stream) || refuse(stream, err));
}

static bool end_pages(struct page_stream *stream, enum page_event *event, struct err *err)
{
    *event = PAGES_END;
    if (stream->page == 0)
        return refuse(stream, err);
    if (getc_unlocked(stream->file) == EOF)
        return true;
    stream->at++;
    return refuse(stream, err);
}

static bool begin_page(struct page_stream *stream, enum page_event *event, struct err *err)
{
    *event = PAGE_BEGINS;
    stream->row = 0;
    return ++stream->page <= STREAM_PAGES_MOST || refuse(stream, err);
}

bool page_stream_next(struct page_stream *stream, enum page_event *event, char *style, const char **text,
                      struct err *err)
{
    if (!read_line(stream, err))
        return false;
    const char *line = buffer_text(&stream->line);
    if (strcmp(line, "page") == 0)
        return begin_page(stream, event, err);
    if (strcmp(line, "end") == 0)
        return end_pages(stream, event, err);
    bool is_line = line[0] != '\0' && strchr("=*- ", line[0]) != NULL;
    if (!is_line || stream->page == 0 || stream->row == stream->rows || text_width(line + 1) > stream->columns)
        return refuse(stream, err);
    stream->row++;
    *event = PAGE_LINE;
    *style = line[0];
    *text = line + 1;
    return true;
}

void page_stream_release(struct page_stream *stream)
{
    buffer_release(&stream->line);
}
