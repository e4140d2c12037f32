/* The window of rows a list holds, and how it grows at both ends. */
#include "gatepost/memory.h"
#include "list_parts.h"
#include <stdlib.h>
#include <string.h>

enum {
    SLICES_MOST = 16, /* in a row, where a record must be found */
    SLICES_FEW = 4,
};

const void *list_row(const struct list *list, int index)
{
    return list->rows + (size_t)index * list->def->row_size;
}

void list_row_key(const struct list *list, int index, struct list_key *key)
{
    *key = (struct list_key){0};
    list->def->key(list_row(list, index), key);
}

int list_find(const struct list *list, int64_t id)
{
    for (int i = 0; i < list->count; i++) {
        struct list_key key;
        list_row_key(list, i, &key);
        if (key.id == id)
            return i;
    }
    return -1;
}

bool list_fetch(struct list *list, struct view *view, const struct list_key *anchor, enum list_direction direction,
                int most, struct list_page *page, struct err *err)
{
    if (most > list->page_room) {
        list->page_rows = memory_resize(list->page_rows, (size_t)most, list->def->row_size);
        list->page_room = most;
    }
    *page = (struct list_page){.rows = list->page_rows, .most = most};
    if (!list->def->fetch(view, anchor, direction, page, err))
        return false;
    return true;
}

bool list_fetch_on(struct list *list, struct view *view, const struct list_key *anchor, enum list_direction direction,
                   int most, struct list_page *page, struct err *err)
{
    if (!list_fetch(list, view, anchor, direction, most, page, err))
        return false;
    for (int i = 1; i < SLICES_MOST && list_is_cut(page); i++) {
        struct list_key reached = page->reached;
        struct list_page more = {.rows = list->page_rows + (size_t)page->count * list->def->row_size,
                                 .most = most - page->count};
        if (!list->def->fetch(view, &reached, direction, &more, err))
            return false;
        page->count += more.count;
        page->finished = more.finished;
        page->reached = more.reached;
    }
    return true;
}

bool list_is_cut(const struct list_page *page)
{
    return !page->finished && page->count < page->most;
}

static void reserve(struct list *list, int rows)
{
    if (rows <= list->room)
        return;
    list->room = rows + rows / 2;
    list->rows = memory_resize(list->rows, (size_t)list->room, list->def->row_size);
}

/* Copies rows of a page to the window; a page towards the first row comes nearest first and is turned round. */
static void copy_rows(struct list *list, int at, const struct list_page *page, int count, enum list_direction direction)
{
    size_t size = list->def->row_size;
    const char *from = page->rows;
    char *to = list->rows + (size_t)at * size;
    if (direction == LIST_DOWN) {
        if (count > 0)
            memcpy(to, from, (size_t)count * size);
        return;
    }
    for (int i = 0; i < count; i++)
        memcpy(to + (size_t)(count - 1 - i) * size, from + (size_t)i * size, size);
}

void list_replace(struct list *list, const struct list_page *page, enum list_direction direction)
{
    reserve(list, page->count);
    copy_rows(list, 0, page, page->count, direction);
    list->count = page->count;
    list->searching = false;
}

/* The window stays a few screens long. */
static int most_rows(const struct list *list)
{
    return 128 + 6 * list->capacity;
}

static void drop_front(struct list *list)
{
    int top = list->top < list->count ? list->top : list->count;
    int drop = top - 2 * list->capacity - LIST_MARGIN;
    if (list->count <= most_rows(list) || drop <= 0)
        return;
    size_t size = list->def->row_size;
    memmove(list->rows, list->rows + (size_t)drop * size, (size_t)(list->count - drop) * size);
    list->count -= drop;
    list->top -= drop;
    list->selected -= drop;
    list->at_first = false;
}

static void drop_back(struct list *list)
{
    int keep = (list->top > 0 ? list->top : 0) + 3 * list->capacity + LIST_MARGIN;
    keep = keep > list->selected ? keep : list->selected + 1;
    if (list->count <= most_rows(list) || keep >= list->count)
        return;
    list->count = keep;
    list->at_last = false;
}

void list_append(struct list *list, const struct list_page *page)
{
    reserve(list, list->count + page->count);
    copy_rows(list, list->count, page, page->count, LIST_DOWN);
    list->count += page->count;
    drop_front(list);
}

void list_prepend(struct list *list, const struct list_page *page, int count)
{
    reserve(list, list->count + count);
    size_t size = list->def->row_size;
    if (list->count > 0)
        memmove(list->rows + (size_t)count * size, list->rows, (size_t)list->count * size);
    copy_rows(list, 0, page, count, LIST_UP);
    list->selected = list->count > 0 ? list->selected + count : count - 1;
    list->count += count;
    list->top += count;
    drop_back(list);
}

void list_note_end(struct list *list, const struct list_page *page, enum list_direction direction)
{
    if (page->finished && direction == LIST_DOWN)
        list->at_last = true;
    if (page->finished && direction == LIST_UP)
        list->at_first = true;
    bool searched = list->searching;
    list->searching = list_is_cut(page);
    if (list->searching) {
        list->search_direction = direction;
        list->reached = page->reached;
        list->slices = searched ? list->slices + 1 : 1;
        list->slow = true;
    } else if (searched && list->slices <= SLICES_FEW) {
        list->slow = false; /* not the filter: the machine had other things to do */
    }
}

static bool extend(struct list *list, struct view *view, enum list_direction direction, int most, struct err *err)
{
    struct list_key anchor;
    struct list_page page;
    if (list->count > 0)
        list_row_key(list, direction == LIST_DOWN ? list->count - 1 : 0, &anchor);
    if (!list_fetch(list, view, list->count > 0 ? &anchor : NULL, direction, most < LIST_CHUNK ? most : LIST_CHUNK,
                    &page, err))
        return false;
    if (direction == LIST_DOWN)
        list_append(list, &page);
    else
        list_prepend(list, &page, page.count);
    list_note_end(list, &page, direction);
    return true;
}

static bool search_goes(const struct list *list, enum list_direction direction)
{
    return list->searching && list->search_direction == direction;
}

static int lowest_needed(const struct list *list)
{
    int bottom = list->top + list->capacity;
    return bottom > list->selected + 1 ? bottom : list->selected + 1;
}

bool list_fill(struct list *list, struct view *view, struct err *err)
{
    bool ok = true;
    while (ok && list->top < 0 && !list->at_first && !search_goes(list, LIST_UP))
        ok = extend(list, view, LIST_UP, LIST_MARGIN - list->top, err);
    while (ok && lowest_needed(list) > list->count && !list->at_last && !search_goes(list, LIST_DOWN))
        ok = extend(list, view, LIST_DOWN, LIST_MARGIN + lowest_needed(list) - list->count, err);
    /* At the end of the list the last rows fill the screen. */
    int spare = list->top + list->capacity - list->count;
    if (ok && list->at_last && spare > 0 && list->top < spare && !list->at_first && !list->searching)
        ok = extend(list, view, LIST_UP, spare + LIST_MARGIN, err);
    list_clamp(list);
    return ok;
}

void list_clamp(struct list *list)
{
    int capacity = list->capacity > 0 ? list->capacity : 1, count = list->count;
    if (list->selected >= count)
        list->selected = count - 1;
    if (list->selected < 0)
        list->selected = count > 0 ? 0 : -1;
    if (list->top > count - capacity)
        list->top = count - capacity;
    if (list->top < 0)
        list->top = 0;
    if (list->selected >= 0 && list->selected < list->top)
        list->top = list->selected;
    if (list->selected >= list->top + capacity)
        list->top = list->selected - capacity + 1;
    list->following = list->at_first && list->top == 0;
}
