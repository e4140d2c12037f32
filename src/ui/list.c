/* Loading and reloading. Reading again keeps the record that was selected (screens.md rule 9), never its line. */
#include "gatepost/list.h"
#include "gatepost/clock.h"
#include "list_parts.h"
#include <stdlib.h>
#include <string.h>

void list_init(struct list *list, const struct list_def *def)
{
    *list = (struct list){.def = def, .selected = -1, .sort_column = -1, .following = true, .at_first = true};
    list_watch(list);
}

/* Who has just come here or asked for the newest watches the log and means no record in particular. */
void list_watch(struct list *list)
{
    list->touched_ms = clock_monotonic_ms() - LIST_IDLE_MS;
}

void list_release(struct list *list)
{
    free(list->rows);
    free(list->page_rows);
    free(list->gather.rows);
    *list = (struct list){.selected = -1, .sort_column = -1};
}

const void *list_selected(const struct list *list)
{
    return list->selected >= 0 && list->selected < list->count ? list_row(list, list->selected) : NULL;
}

static int page_rows(const struct list *list)
{
    return list->capacity + LIST_MARGIN;
}

static void begin_with(struct list *list, const struct list_page *page)
{
    list_replace(list, page, LIST_DOWN);
    list->at_first = true;
    list->at_last = false;
    list_note_end(list, page, LIST_DOWN);
    list->top = 0;
}

static bool load_first(struct list *list, struct view *view, struct err *err)
{
    struct list_page page;
    if (!list_fetch(list, view, NULL, LIST_DOWN, page_rows(list), &page, err))
        return false;
    begin_with(list, &page);
    return true;
}

static bool load_last(struct list *list, struct view *view, struct err *err)
{
    struct list_page page;
    if (!list_fetch(list, view, NULL, LIST_UP, page_rows(list), &page, err))
        return false;
    list_replace(list, &page, LIST_UP);
    list->at_first = false;
    list->at_last = true;
    list_note_end(list, &page, LIST_UP);
    list->selected = list->count - 1;
    list->top = list->count - list->capacity;
    return true;
}

static int find_in_page(const struct list *list, const struct list_page *page, int64_t id)
{
    for (int i = 0; i < page->count; i++) {
        struct list_key key = {0};
        list->def->key((const char *)page->rows + (size_t)i * list->def->row_size, &key);
        if (key.id == id)
            return i;
    }
    return -1;
}

bool list_load_around(struct list *list, struct view *view, const struct list_key *key, int offset, struct err *err)
{
    struct list_page page;
    struct list_key anchor = {0};
    /* One row more than wanted above: the window begins behind it, so that the record itself is read again too. */
    if (!list_fetch_on(list, view, key, LIST_UP, offset + 1, &page, err))
        return false;
    bool from_first = page.finished && page.count <= offset;
    int above = page.count > offset ? offset : page.count;
    if (page.count > offset)
        list->def->key((const char *)page.rows + (size_t)offset * list->def->row_size, &anchor);
    else if (!from_first)
        anchor = page.reached;
    if (!list_fetch_on(list, view, from_first ? NULL : &anchor, LIST_DOWN, above + page_rows(list), &page, err))
        return false;
    int found = find_in_page(list, &page, key->id);
    if (found < 0 && list_is_cut(&page)) {
        list->slow = true;
        return true;
    }
    list_replace(list, &page, LIST_DOWN);
    list->at_first = from_first;
    list->at_last = false;
    list_note_end(list, &page, LIST_DOWN);
    list->selected = found >= 0 ? found : above;
    list->top = list->selected - offset;
    return list_fill(list, view, err);
}

/* The newest rows are on the screen. The selected record may have been pushed out of it, or be gone. */
static bool reload_following(struct list *list, struct view *view, struct err *err)
{
    int index = list->selected;
    struct list_key key;
    struct list_page page;
    if (index >= 0)
        list_row_key(list, index, &key);
    if (!list_fetch(list, view, NULL, LIST_DOWN, page_rows(list), &page, err))
        return false;
    int found = index >= 0 ? find_in_page(list, &page, key.id) : 0;
    if (found < 0 && list_is_cut(&page)) /* not gone: not reached yet */
        return list_load_around(list, view, &key, index, err);
    begin_with(list, &page);
    list->selected = found;
    if (found >= 0 && (found < list->capacity || list->capacity == 0))
        return list_fill(list, view, err);
    list->selected = 0;
    bool is_typed_into = list->def->field != NULL; /* then it is meant, however long that takes */
    if (!is_typed_into && clock_monotonic_ms() - list->touched_ms >= LIST_IDLE_MS)
        return list_fill(list, view, err);
    if (!list_fetch(list, view, &key, LIST_UP, list->capacity, &page, err))
        return false;
    if (page.finished && page.count < list->capacity) {
        list->selected = page.count; /* gone: what took its place */
        return list_fill(list, view, err);
    }
    return list_load_around(list, view, &key, index, err);
}

static void remove_row(struct list *list, int index)
{
    size_t size = list->def->row_size;
    char *row = list->rows + (size_t)index * size;
    memmove(row, row + size, (size_t)(list->count - index - 1) * size);
    list->count--;
    list->selected -= list->selected > index;
}

static bool reread_shown(struct list *list, struct view *view, struct err *err)
{
    int first = list->top > 0 ? list->top : 0, end = list->top + list->capacity;
    for (int i = (end < list->count ? end : list->count) - 1; list->def->reread != NULL && i >= first; i--) {
        bool gone = false;
        if (!list->def->reread(view, list->rows + (size_t)i * list->def->row_size, &gone, err))
            return false;
        if (gone)
            remove_row(list, i);
    }
    return list_fill(list, view, err);
}

/* A filter that must look through the rows would begin again at every change elsewhere and never end. So only the
 * newest rows are looked at again, as far as one slice goes, and those on the screen; F5 reads all. */
static bool reload_newest(struct list *list, struct view *view, struct err *err)
{
    struct list_page page;
    if (!list->at_first)
        return true;
    if (!list_fetch(list, view, NULL, LIST_DOWN, page_rows(list), &page, err))
        return false;
    size_t size = list->def->row_size;
    int fresh = -1;
    for (int i = 0; i < page.count; i++) {
        const char *row = (const char *)page.rows + (size_t)i * size;
        struct list_key key = {0};
        list->def->key(row, &key);
        int found = list_find(list, key.id);
        if (found >= 0)
            memcpy(list->rows + (size_t)found * size, row, size);
        if (found >= 0 && fresh < 0)
            fresh = i;
    }
    if (fresh < 0 && page.count == page.most) {
        list_replace(list, &page, LIST_DOWN);
        list->at_last = false;
        list_note_end(list, &page, LIST_DOWN);
        return list_fill(list, view, err);
    }
    bool following = list->following, empty = list->count == 0;
    fresh = fresh < 0 ? page.count : fresh;
    for (int i = fresh - 1; i >= 0; i--) {
        struct list_page one = {.rows = (char *)page.rows + (size_t)i * size, .most = 1, .count = 1};
        list_prepend(list, &one, 1);
    }
    if (following)
        list->top = 0;
    if (empty)
        list->selected = 0;
    list_clamp(list);
    return true;
}

static bool reload(struct list *list, struct view *view, struct err *err)
{
    if (list->sort_column >= 0) {
        list_sort_start(list);
        return true;
    }
    if (!list->loaded) {
        list->slow = list->searching = false;
        if (!load_first(list, view, err))
            return false;
        list->selected = 0;
        return list_fill(list, view, err);
    }
    if (list->slow)
        return reload_newest(list, view, err) && reread_shown(list, view, err);
    if (list->following || list->selected < 0)
        return reload_following(list, view, err);
    struct list_key key;
    list_row_key(list, list->selected, &key);
    return list_load_around(list, view, &key, list->selected - list->top, err);
}

static bool go(struct list *list, struct view *view, struct err *err)
{
    enum list_want want = list->want;
    int selected = list->want_selected, top = list->want_top;
    list->want = LIST_STAY;
    list->want_selected = list->want_top = 0;
    switch (want) {
    case LIST_TO_FIRST:
        list->selected = 0;
        return load_first(list, view, err) && list_fill(list, view, err);
    case LIST_TO_LAST:
        return load_last(list, view, err) && list_fill(list, view, err);
    case LIST_MOVE:
        list->selected += selected;
        list->top += top;
        return list_fill(list, view, err);
    case LIST_STAY:
        break;
    }
    return true;
}

void list_read_again(struct list *list)
{
    list->loaded = false;
    if (list->want == LIST_STAY)
        list->want = LIST_MOVE;
}

bool list_load(struct list *list, struct view *view, struct err *err)
{
    bool again = view->stale || !list->loaded || list->want == LIST_STAY;
    bool jump = list->want == LIST_TO_FIRST || list->want == LIST_TO_LAST; /* reads everything itself */
    if ((again && !jump && !reload(list, view, err)) || !go(list, view, err)) {
        list_clamp(list);
        if (list->failed_since == 0)
            list->failed_since = list->loaded_at > 0 ? list->loaded_at : clock_now();
        return false;
    }
    list->loaded = true;
    if (again || jump) {
        list->failed_since = 0;
        list->loaded_at = clock_now();
    }
    return true;
}

bool list_work(struct list *list, struct view *view)
{
    struct err err = {0};
    struct list_page page;
    if (!list->searching)
        return false;
    if (list->gather.active) {
        list->searching = list_sort_work(list, view, &err);
        return list->searching;
    }
    bool down = list->search_direction == LIST_DOWN;
    int missing = down ? list->top + page_rows(list) - list->count : LIST_MARGIN - list->top;
    if (missing <= 0) {
        list->searching = false;
        return false;
    }
    if (!list_fetch(list, view, &list->reached, list->search_direction, missing, &page, &err)) {
        list->searching = false;
        list->failed_since = list->loaded_at;
        return false;
    }
    if (down)
        list_append(list, &page);
    else
        list_prepend(list, &page, page.count);
    list_note_end(list, &page, list->search_direction);
    list_clamp(list);
    return list->searching;
}

bool list_show(struct list *list, struct view *view, const struct list_key *key, struct err *err)
{
    int found = list_find(list, key->id);
    if (found >= 0) {
        list->selected = found;
        list_clamp(list);
        return true;
    }
    list->sort_column = -1;
    list->gather.active = list->searching = false;
    return list_load_around(list, view, key, list->capacity / 2, err);
}

void list_show_added(struct list *list, struct view *view, const struct list_key *key)
{
    struct err ignored = {0};
    struct list_key before = {0};
    bool plain = list->loaded && list->sort_column < 0 && list->filter.text[0] == '\0';
    if (!plain || list->selected >= list->count)
        return;
    if (list->selected >= 0)
        list->def->key(list_row(list, list->selected), &before);
    list_show(list, view, key, &ignored);
    if (list_find(list, key->id) < 0 && before.id != 0)
        list_show(list, view, &before, &ignored);
}

void list_resize(struct list *list, int rows)
{
    if (rows == list->capacity || rows < 0)
        return;
    list->capacity = rows;
    if (!list->loaded)
        return;
    bool missing = list->top + rows > list->count && !(list->at_first && list->at_last);
    if (missing && list->want == LIST_STAY)
        list->want = LIST_MOVE;
    list_clamp(list);
}
