/* A list of a million rows that are computed, not stored: ids count down from the newest. */
#ifndef GATEPOST_TEST_LIST_ROWS_H
#define GATEPOST_TEST_LIST_ROWS_H
#include "gatepost/clock.h"
#include "gatepost/view.h"
#include "gatepost/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MILLION = 1000000, CAPACITY = 20 };

struct row {
    int64_t id, version;
};
static int64_t newest, voided, version;
static int fetches, fetched, slice, down_slice; /* slice: rows looked at in one fetch, 0: all */
static int64_t every;                           /* only ids divisible by it match */
static bool fail;
static struct view view;
static struct screen_def screen;

static inline bool exists(int64_t id)
{
    return id != voided && id % every == 0;
}

static inline bool fetch(struct view *of, const struct list_key *anchor, enum list_direction direction,
                         struct list_page *page, struct err *err)
{
    (void)of;
    fetches++;
    if (fail)
        return err_set(err, ERR_DATABASE, "no disk");
    int64_t step = direction == LIST_DOWN ? -1 : 1;
    int64_t id = anchor != NULL ? anchor->id + step : direction == LIST_DOWN ? newest : 1;
    struct row *rows = page->rows;
    int looked = 0, most = direction == LIST_DOWN && down_slice > 0 ? down_slice : slice;
    for (; id >= 1 && id <= newest && page->count < page->most; id += step) {
        if (looked++ == most && most > 0) {
            page->reached.id = id - step;
            return true;
        }
        if (exists(id))
            rows[page->count++] = (struct row){id, version};
    }
    fetched += page->count;
    page->finished = id < 1 || id > newest;
    return true;
}
static inline void key(const void *row, struct list_key *out)
{
    out->id = ((const struct row *)row)->id;
}
static inline bool reread(struct view *of, void *row, bool *gone, struct err *err)
{
    struct row *shown = row;
    (void)of;
    (void)err;
    shown->version = version;
    *gone = !exists(shown->id);
    return true;
}
static inline void cell(const struct view *of, const void *row, int column, struct cell *out)
{
    (void)of;
    (void)row;
    (void)column;
    memcpy(out->text, "x", 2);
}
static inline int field(const struct view *of, int *cursor)
{
    (void)of;
    *cursor = 0;
    return 1;
}
/* The first column is the order of the list, the second sorts by the last two digits. */
static inline int compare(const void *one, const void *two, int column)
{
    int64_t a = ((const struct row *)one)->id, b = ((const struct row *)two)->id;
    if (column == 1)
        a %= 100, b %= 100;
    return (a > b) - (a < b);
}
static inline bool filter(struct view *of, const char *text, struct err *err)
{
    (void)of;
    if (text[0] == 'x')
        return err_set(err, ERR_INPUT, "x is nothing");
    every = text[0] != '\0' ? atoi(text) : 1;
    return true;
}
static const struct column columns[] = {
    {.heading = "Id", .name = "id", .width = 10, .priority = 9},
    {.heading = "Digits", .name = "digits", .width = 4, .priority = 5},
    {.heading = "Grows", .name = "grows", .width = 4, .grow = 1, .most = 8, .priority = 1},
    {.heading = "Wide", .name = "wide", .width = 4, .priority = 3, .zoomed_only = true},
};
static const struct list_def def = {
    .columns = columns,
    .column_count = 4,
    .row_size = sizeof(struct row),
    .fetch = fetch,
    .key = key,
    .reread = reread,
    .cell = cell,
    .compare = compare,
    .filter = filter,
};

static struct terminal *terminal;
static const struct ui_hooks hooks;

static inline void load(void)
{
    struct err err = {0};
    assert_true(list_load(&view.list, &view, &err));
    view.stale = false;
}
static inline void reload(void)
{
    view.stale = true;
    load();
}

static inline int start(void **state)
{
    (void)state;
    struct err err = {0};
    words_start(NULL, "en");
    clock_fix(1649660000);
    newest = MILLION;
    voided = version = 0;
    every = 1;
    fetches = fetched = slice = down_slice = 0;
    fail = false;
    screen = (struct screen_def){.name = "test", .title = "Test", .list = &def};
    terminal = terminal_open_script("", "list", &err);
    view = (struct view){.def = &screen, .stale = true, .ui = ui_new(terminal, &hooks)};
    list_init(&view.list, &def);
    list_resize(&view.list, CAPACITY);
    load();
    return 0;
}
static inline int stop(void **state)
{
    (void)state;
    list_release(&view.list);
    ui_free(view.ui);
    terminal->ops->close(terminal);
    return 0;
}

static inline int64_t selected(void)
{
    const struct row *row = list_selected(&view.list);
    return row != NULL ? row->id : 0;
}
static inline int64_t row_at(int index)
{
    return ((const struct row *)view.list.rows)[view.list.top + index].id;
}
static inline void press_only(int32_t pressed)
{
    const struct action *action = action_find(&list_actions, pressed);
    assert_non_null(action);
    view.list.touched_ms = clock_monotonic_ms();
    action->run(&view);
}
/* A key, and what the loop does after it. */
static inline void press(int32_t pressed)
{
    press_only(pressed);
    if (view.stale || view.list.want != LIST_STAY)
        load();
    while (list_work(&view.list, &view))
        continue;
}
static inline void type_filter(const char *text)
{
    press(KEY_F(4));
    for (; *text != '\0'; text++) {
        struct key_event event = {.key = *text};
        assert_true(list_filter_key(&view.list, &view, &event));
        if (view.stale)
            load();
    }
}
#endif
