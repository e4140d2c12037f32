#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "pages_parts.h"
#include <string.h>

enum { NO_LIMIT = 1 << 20 };

const char *change_mark(void)
{
    return words_context(N_("print|*"));
}

static int larger(int one, int other)
{
    return one > other ? one : other;
}

/* The widest line of a column's title. */
static int title_width(const char *title)
{
    int widest = 0;
    while (*title != '\0') {
        char line[DOCUMENT_TITLE_BYTES];
        size_t length = strcspn(title, "\n");
        memcpy(line, title, length);
        line[length] = '\0';
        widest = larger(widest, text_width(line));
        title += length + (title[length] == '\n');
    }
    return widest;
}

/* How wide each column would have to be to hold its longest text in one line; and whether a row is marked. */
static bool measure_texts(const struct document *document, const struct document_section *section, int *wanted)
{
    bool marked = false;
    for (int i = 0; i < section->column_count; i++)
        wanted[i] = title_width(section->columns[i].title);
    for (int64_t at = 0; at < section->row_count; at++) {
        const struct document_row *row = &document->rows[section->first_row + at];
        marked |= row->marked;
        for (int i = 0; row->kind == DOCUMENT_ROW && i < section->column_count; i++)
            if (row->cells[i] != 0)
                wanted[i] = larger(wanted[i], text_width(document_cell(document, row, i)));
    }
    return marked;
}

/* Hands out `left` cells one by one, so that all columns grow alike, none beyond its limit. Returns what is over. */
static int share(int *width, const int *limit, int count, int left)
{
    for (bool grown = true; grown && left > 0;) {
        grown = false;
        for (int i = 0; i < count && left > 0; i++) {
            if (width[i] >= limit[i])
                continue;
            width[i]++;
            left--;
            grown = true;
        }
    }
    return left;
}

/* First what the texts need, then what the column may have, then the columns without a limit. */
static void grow(const struct document_section *section, const int *wanted, int left, int *width)
{
    int limit[DOCUMENT_COLUMNS_MOST];
    for (int pass = 0; pass < 3; pass++) {
        for (int i = 0; i < section->column_count; i++) {
            int most = section->columns[i].most == 0 ? NO_LIMIT : section->columns[i].most;
            if (pass == 0)
                limit[i] = wanted[i] < most ? wanted[i] : most;
            else
                limit[i] = (pass == 2) == (most == NO_LIMIT) ? most : 0;
        }
        left = share(width, limit, section->column_count, left);
    }
}

/* All as much narrower as the paper wants. */
static void shrink(int *width, int count, int sum, int room)
{
    int least[DOCUMENT_COLUMNS_MOST];
    for (int i = 0; i < count; i++) {
        least[i] = width[i];
        width[i] = larger(1, width[i] * room / sum);
    }
    int used = 0;
    for (int i = 0; i < count; i++)
        used += width[i];
    share(width, least, count, room - used);
}

void columns_measure(const struct document *document, const struct document_section *section, int cells,
                     struct page_columns *columns)
{
    int wanted[DOCUMENT_COLUMNS_MOST], sum = 0, count = section->column_count;
    *columns = (struct page_columns){.before = 1, .behind = 1};
    if (measure_texts(document, section, wanted) && count > 0)
        columns->mark = text_width(change_mark());
    for (int i = 0; i < count; i++)
        sum += columns->width[i] = larger(1, section->columns[i].least);
    /* Narrow paper takes the blanks beside the bars first, then the columns. */
    int room = cells - columns->mark - 3 * (count - 1);
    if (room < sum) {
        columns->behind = 0;
        room += count - 1;
    }
    if (room < sum) {
        columns->before = 0;
        room += count - 1;
    }
    if (room < sum)
        shrink(columns->width, count, sum, room);
    else
        grow(section, wanted, room - sum, columns->width);
    columns->table = columns_bar(columns, count) - columns->behind;
}

int columns_bar(const struct page_columns *columns, int column)
{
    int at = columns->mark;
    for (int i = 0; i < column; i++)
        at += (i > 0 ? 1 + columns->before : 0) + columns->width[i] + columns->behind;
    return at;
}
