#include "merges.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include <stdlib.h>

enum { MERGES_MOST = 1 << 20 };

bool merges_add(struct merges *merges, const char *reference, struct err *err)
{
    struct merge merge;
    int last_column;
    const char *rest = cell_name_parse(reference, &merge.first_row, &merge.column);
    if (rest == NULL || *rest != ':' || cell_name_parse(rest + 1, &merge.last_row, &last_column) == NULL)
        return true;
    if (merge.last_row <= merge.first_row || merge.column >= SHEET_COLUMNS_MOST)
        return true;
    if (merges->count == MERGES_MOST)
        return err_set(err, ERR_INPUT, _("The sheet has more merged cells than a list can. Save the list alone."));
    if (merges->count == merges->capacity) {
        merges->capacity = merges->capacity > 0 ? merges->capacity * 2 : 64;
        merges->list = memory_resize(merges->list, merges->capacity, sizeof *merges->list);
    }
    merges->list[merges->count++] = merge;
    return true;
}

static int compare(const void *left, const void *right)
{
    const struct merge *a = left, *b = right;
    return a->first_row != b->first_row ? (a->first_row < b->first_row ? -1 : 1) : a->column - b->column;
}

void merges_sort(struct merges *merges)
{
    if (merges->count > 0)
        qsort(merges->list, merges->count, sizeof *merges->list, compare);
    merges->next = 0;
}

/* Merges that begin in this row take its value along. One that began in a row that is not in the file has none. */
static void begin_merges(struct merges *merges, int64_t row, const struct cells *cells)
{
    for (; merges->next < merges->count && merges->list[merges->next].first_row <= row; merges->next++) {
        const struct merge *merge = &merges->list[merges->next];
        if (merge->first_row < row)
            continue;
        free(merges->active[merge->column].value);
        merges->active[merge->column].value = memory_copy(cells_at(cells, merge->column));
        merges->active[merge->column].last_row = merge->last_row;
        if (merge->column >= merges->columns)
            merges->columns = merge->column + 1;
    }
}

void merges_fill(struct merges *merges, int64_t row, struct cells *cells)
{
    if (cells->count > 0)
        for (int column = 0; column < merges->columns; column++)
            if (merges->active[column].last_row >= row && cells_at(cells, column)[0] == '\0')
                cells_set(cells, row, column, merges->active[column].value, NULL);
    begin_merges(merges, row, cells);
}

void merges_release(struct merges *merges)
{
    for (int column = 0; column < merges->columns; column++)
        free(merges->active[column].value);
    free(merges->list);
    *merges = (struct merges){0};
}
