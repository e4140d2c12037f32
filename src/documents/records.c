#include "records.h"
#include "gatepost/memory.h"
#include <stdlib.h>

enum { SLICE = 64 };

bool records_each(struct store *store, const struct record_table *table, int scope, record_take_fn *take, void *context,
                  struct err *err)
{
    struct record_key from;
    struct record_window window = {.scope = scope, .most = SLICE};
    window.rows = memory_new(SLICE, table->size);
    bool good = true;
    while (good && !window.finished) {
        good = record_window(store, table, &window, err);
        for (int i = 0; good && i < window.count; i++)
            good = take(context, (const char *)window.rows + (size_t)i * table->size, err);
        if (!good || window.count < SLICE)
            break;
        record_key_of(table, (const char *)window.rows + (SLICE - 1) * table->size, &from);
        window.anchor = &from;
    }
    free(window.rows);
    return good;
}
