#include "screens/small_list.h"

#include <string.h>

void small_list_page(struct list_page *page, const void *rows, int count, size_t row_size,
                     const struct list_key *anchor, enum list_direction direction, int64_t (*id)(const void *row))
{
    const char *bytes = rows;
    int step = direction == LIST_DOWN ? 1 : -1;
    int index = direction == LIST_DOWN ? 0 : count - 1;
    page->count = 0;
    for (; index >= 0 && index < count && page->count < page->most; index += step) {
        const char *row = bytes + (size_t)index * row_size;
        bool beyond = !anchor || (direction == LIST_DOWN ? id(row) > anchor->id : id(row) < anchor->id);
        if (beyond)
            memcpy((char *)page->rows + (size_t)page->count++ * row_size, row, row_size);
    }
    page->finished = index < 0 || index >= count;
}
