/* A window over the log: the streams of the plan merged by (at, id), each row tested once (architecture.md §3). */
#include "crossing_plan.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include <stdlib.h>

enum { ROWS_BETWEEN_LOOKS = 64 }; /* at the clock */

/* Streams by their next row, the nearest on top. Only streams that have one are in it. */
struct heap {
    struct heap_entry {
        struct crossing_stream *stream;
        const struct crossing_row *row;
    } * entries;
    int count;
    bool newer;
};

static int place_compare(struct crossing_place left, struct crossing_place right)
{
    if (left.at != right.at)
        return left.at < right.at ? -1 : 1;
    return (left.id > right.id) - (left.id < right.id);
}

static bool is_nearer(const struct heap *heap, int left, int right)
{
    int order = place_compare(heap->entries[left].row->place, heap->entries[right].row->place);
    return heap->newer ? order < 0 : order > 0;
}

static void heap_sink(struct heap *heap, int at)
{
    for (;;) {
        int nearest = at;
        for (int child = at * 2 + 1; child <= at * 2 + 2 && child < heap->count; child++)
            if (is_nearer(heap, child, nearest))
                nearest = child;
        if (nearest == at)
            return;
        struct heap_entry moved = heap->entries[at];
        heap->entries[at] = heap->entries[nearest];
        heap->entries[nearest] = moved;
        at = nearest;
    }
}

static bool heap_init(struct store *store, struct heap *heap, struct crossing_plan *plan, struct err *err)
{
    *heap = (struct heap){.newer = plan->range.newer};
    heap->entries = memory_new((size_t)plan->stream_count + 1, sizeof *heap->entries);
    for (int i = 0; i < plan->stream_count; i++) {
        struct heap_entry *entry = &heap->entries[heap->count];
        entry->stream = &plan->streams[i];
        if (!crossing_stream_peek(store, entry->stream, &plan->range, &entry->row, err))
            return false;
        heap->count += entry->row != NULL;
    }
    for (int i = heap->count / 2 - 1; i >= 0; i--)
        heap_sink(heap, i);
    return true;
}

/* The top stream moves on by one row. */
static bool heap_next(struct store *store, struct heap *heap, const struct crossing_range *range, struct err *err)
{
    struct heap_entry *top = &heap->entries[0];
    top->stream->next++;
    if (!crossing_stream_peek(store, top->stream, range, &top->row, err))
        return false;
    if (top->row == NULL)
        *top = heap->entries[--heap->count];
    heap_sink(heap, 0);
    return true;
}

static bool window_fill(struct store *store, struct crossing_window *window, struct crossing_plan *plan,
                        struct heap *heap, int64_t until_ms, struct err *err)
{
    bool any = false;
    for (int tested = 1; heap->count > 0 && window->count < window->most; tested++) {
        const struct crossing_row *row = heap->entries[0].row;
        bool again = any && place_compare(row->place, window->reached) == 0; /* one row in two streams */
        any = true;
        window->reached = row->place;
        if (!again && crossing_plan_passes(store, plan, row)) {
            if (!crossing_get(store, row->place.id, &window->rows[window->count], err))
                return false;
            window->count++;
        }
        if (!heap_next(store, heap, &plan->range, err))
            return false;
        if (window->budget_ms > 0 && tested % ROWS_BETWEEN_LOOKS == 0 && clock_real_ms() >= until_ms)
            break;
    }
    window->finished = heap->count == 0;
    return true;
}

bool crossing_window(struct store *store, struct crossing_window *window, struct err *err)
{
    int64_t until_ms = clock_real_ms() + window->budget_ms;
    struct crossing_plan plan;
    struct heap heap = {0};
    window->count = 0;
    window->finished = false;
    window->reached = window->anchor != NULL ? *window->anchor : (struct crossing_place){0, 0};
    /* one state of the file for all of it, and one lock instead of one for each statement */
    if (!store_read_begin(store, err))
        return false;
    bool filled = crossing_plan_init(store, &plan, window->filter, window->anchor, window->newer, err) &&
                  heap_init(store, &heap, &plan, err) && window_fill(store, window, &plan, &heap, until_ms, err);
    store_read_end(store);
    free(heap.entries);
    crossing_plan_release(&plan);
    return filled;
}
