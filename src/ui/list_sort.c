/* Another order than the list's own: up to LIST_SORT_MOST rows are read in slices, then sorted in memory. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "list_parts.h"
#include <stdlib.h>
#include <string.h>

enum { SLICE_MS = 5 };

void list_sort_start(struct list *list)
{
    struct list_gather *gather = &list->gather;
    if (gather->active)
        return; /* goes on: beginning again at every change it might never end */
    gather->count = 0;
    gather->active = true;
    gather->started = false;
    list->searching = true;
}

static int compare_rows(const void *one, const void *two, void *context)
{
    const struct list *list = context;
    const char *a = *(const char *const *)one, *b = *(const char *const *)two;
    int order = list->def->compare(a, b, list->sort_column);
    if (list->sort_reverse)
        order = -order;
    /* Equal ones keep the list's own order. */
    return order != 0 ? order : (a > b) - (a < b);
}

/* Shows what has been gathered, in order. */
static void publish(struct list *list)
{
    const struct list_gather *gather = &list->gather;
    size_t size = list->def->row_size;
    struct list_key key = {0};
    bool had = list->selected >= 0 && list->selected < list->count;
    if (had)
        list_row_key(list, list->selected, &key);
    const char **order = memory_new((size_t)gather->count, sizeof *order);
    for (int i = 0; i < gather->count; i++)
        order[i] = gather->rows + (size_t)i * size;
    qsort_r(order, (size_t)gather->count, sizeof *order, compare_rows, list);
    if (gather->count > list->room) {
        list->rows = memory_resize(list->rows, (size_t)gather->count, size);
        list->room = gather->count;
    }
    for (int i = 0; i < gather->count; i++)
        memcpy(list->rows + (size_t)i * size, order[i], size);
    free(order);
    list->count = gather->count;
    list->at_first = list->at_last = true;
    int found = had ? list_find(list, key.id) : -1;
    if (found >= 0)
        list->top += found - list->selected;
    if (found >= 0)
        list->selected = found;
    list_clamp(list);
}

static bool gather_page(struct list *list, struct view *view, struct list_page *page, struct err *err)
{
    struct list_gather *gather = &list->gather;
    size_t size = list->def->row_size;
    int most = LIST_SORT_MOST - gather->count < LIST_CHUNK ? LIST_SORT_MOST - gather->count : LIST_CHUNK;
    if (!list_fetch(list, view, gather->started ? &gather->anchor : NULL, LIST_DOWN, most, page, err))
        return false;
    if (gather->count + page->count > gather->room) {
        gather->room = gather->count + page->count + 4 * LIST_CHUNK;
        gather->rows = memory_resize(gather->rows, (size_t)gather->room, size);
    }
    if (page->count > 0)
        memcpy(gather->rows + (size_t)gather->count * size, page->rows, (size_t)page->count * size);
    gather->count += page->count;
    gather->started = true;
    if (page->count == page->most) {
        gather->anchor = (struct list_key){0};
        list->def->key(gather->rows + (size_t)(gather->count - 1) * size, &gather->anchor);
    } else {
        gather->anchor = page->reached;
    }
    list->reached = gather->anchor;
    return true;
}

bool list_sort_work(struct list *list, struct view *view, struct err *err)
{
    struct list_gather *gather = &list->gather;
    struct list_page page;
    int64_t until = clock_monotonic_ms() + SLICE_MS;
    do {
        if (!gather_page(list, view, &page, err)) {
            gather->active = false;
            list->failed_since = list->loaded_at;
            return false;
        }
        gather->active = !page.finished && gather->count < LIST_SORT_MOST;
        list->sort_cut = !page.finished;
    } while (gather->active && page.count == page.most && clock_monotonic_ms() < until);
    publish(list);
    if (!gather->active) {
        free(gather->rows);
        *gather = (struct list_gather){0};
    }
    return gather->active;
}

void list_sort_by(struct list *list, struct view *view, int column)
{
    list->gather.active = list->searching = false;
    if (column < 0) {
        /* Back in its own order: read around the selected record, which keeps its place on the screen. */
        list->sort_column = -1;
        list->sort_cut = list->sort_reverse = false;
        list->at_first = list->following = list->slow = false;
        view_stale(view);
        return;
    }
    list->sort_reverse = list->sort_column == column && !list->sort_reverse;
    list->sort_column = column;
    list->want = LIST_STAY;
    list_sort_start(list);
}
