#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "pages_parts.h"

enum { NO_LIMIT = 1 << 20 };

const char *change_mark(void)
{
    return words_context(N_("print|*"));
}

static int larger(int one, int other)
{
    return one > other ? one : other;
}

/* How wide each column would have to be to hold its texts unbroken; and whether a row is marked. */
static bool measure_texts(const struct document *document, const struct document_section *section, int *wanted)
{
    bool marked = false;
    for (int i = 0; i < section->column_count; i++)
        wanted[i] = widest_line(section->columns[i].title);
    for (int64_t at = 0; at < section->row_count; at++) {
        const struct document_row *row = &document->rows[section->first_row + at];
        marked |= row->marked;
        for (int i = 0; row->kind == DOCUMENT_ROW && i < section->column_count; i++)
            if (row->cells[i] != 0)
                wanted[i] = larger(wanted[i], widest_line(document_cell(document, row, i)));
    }
    return marked;
}

/* Hands out `left` cells one by one, in turn, none beyond its column's limit. Returns what is over. */
static int share_in_turn(int *width, const int *limit, int count, int left)
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

/* The same, to whoever is farthest from its limit: columns made alike become alike, whatever stands in them. */
static int share_alike(int *width, const int *limit, int count, int left)
{
    for (; left > 0; left--) {
        int farthest = 0;
        for (int i = 1; i < count; i++)
            if (limit[i] - width[i] > limit[farthest] - width[farthest])
                farthest = i;
        if (width[farthest] >= limit[farthest])
            break;
        width[farthest]++;
    }
    return left;
}

/* Who grows in which order. */
enum growth {
    GROW_NEEDED,    /* what the texts need, none beyond its most */
    GROW_TO_MOST,   /* those with a most, to it */
    GROW_UNLIMITED, /* those without one */
    GROW_BEYOND,    /* better wider than asked for than a text cut beside empty paper */
    GROW_END
};

static int limit_of(const struct document_column *column, enum growth growth, int wanted)
{
    bool unlimited = column->most == 0;
    switch (growth) {
    case GROW_NEEDED:
        return unlimited || wanted < column->most ? wanted : column->most;
    case GROW_TO_MOST:
        return column->most;
    case GROW_UNLIMITED:
        return unlimited ? NO_LIMIT : 0;
    case GROW_BEYOND:
        return wanted;
    case GROW_END:
        break;
    }
    return 0;
}

static void grow(const struct document_section *section, const int *wanted, int left, int *width)
{
    int limit[DOCUMENT_COLUMNS_MOST];
    for (enum growth growth = GROW_NEEDED; growth < GROW_END; growth++) {
        bool in_turn = growth == GROW_NEEDED || growth == GROW_BEYOND;
        for (int i = 0; i < section->column_count; i++)
            limit[i] = limit_of(&section->columns[i], growth, wanted[i]);
        left = (in_turn ? share_in_turn : share_alike)(width, limit, section->column_count, left);
    }
}

/* All as much narrower as the paper wants; none vanishes. */
static void shrink(int *width, int count, int sum, int room)
{
    int least[DOCUMENT_COLUMNS_MOST] = {0}, used = 0;
    for (int i = 0; i < count; i++) {
        least[i] = width[i];
        width[i] = 1 + width[i] * (room - count) / sum;
        used += width[i];
    }
    share_in_turn(width, least, count, room - used);
}

void columns_measure(const struct document *document, const struct document_section *section, int cells,
                     struct page_columns *columns)
{
    int wanted[DOCUMENT_COLUMNS_MOST], sum = 0, count = section->column_count;
    *columns = (struct page_columns){.before = 1, .behind = 1};
    if (measure_texts(document, section, wanted) && count > 0)
        columns->mark = text_width(change_mark()) + 1; /* not glued to the first column */
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
