/* Observed households without a helper (一户一帮对, domain.md §4), from door to door. */
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/pairing.h"
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct helperless {
    int64_t count;
};
struct row {
    struct pairing_missing missing;
    char place[NAME_BYTES];
};

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    struct pairing_missing *rows = memory_new((size_t)page->most + 1, sizeof *rows), from = {0};
    struct store *store = application_store(view);
    if (anchor) {
        from.place_id = anchor->id;
        text_copy(from.door, sizeof from.door, anchor->text);
    }
    bool good =
        pairing_missing(store, anchor ? &from : NULL, direction == LIST_UP, rows, page->most, &page->count, err);
    for (int i = 0; good && i < page->count; i++) {
        struct row *row = (struct row *)page->rows + i;
        const struct pairing pairing = {.place_id = rows[i].place_id};
        row->missing = rows[i];
        record_refers(store, record_find(pairing_fields, "place"), &pairing, row->place, sizeof row->place);
    }
    page->finished = page->count < page->most;
    free(rows);
    return good;
}

static void key(const void *row, struct list_key *key)
{
    const struct pairing_missing *missing = &((const struct row *)row)->missing;
    key->id = missing->place_id;
    text_copy(key->text, sizeof key->text, missing->door);
}

static bool load(struct view *view, struct err *err)
{
    return pairing_missing_count(application_store(view), &((struct helperless *)view->state)->count, err);
}

enum { COLUMN_PLACE, COLUMN_HEAD, COLUMN_PEOPLE };

static void cell(const struct view *view, const void *data, int column, struct cell *cell)
{
    const struct row *row = data;
    char when[TIME_SIZE];
    if (column == COLUMN_PLACE) {
        text_copy(cell->text, sizeof cell->text, row->place);
    } else if (column == COLUMN_HEAD) {
        application_mask(application_of(view), MASK_NAME, row->missing.head, cell->text, sizeof cell->text);
    } else if (column == COLUMN_PEOPLE) {
        snprintf(cell->text, sizeof cell->text, "%d", row->missing.people);
    } else {
        moment_label(row->missing.began_at, when);
        text_copy(cell->text, sizeof cell->text, when);
    }
}

static void status(const struct view *view, struct buffer *out)
{
    buffer_format(out, _("without a helper: %lld"), (long long)((const struct helperless *)view->state)->count);
}

static void run_pair(struct view *view)
{
    const struct row *row = list_selected(&view->list);
    struct pairing pairing;
    register_new(&pairing_rules, &pairing);
    pairing.place_id = row->missing.place_id;
    const struct register_open open = {.preset = &pairing};
    ui_open(view->ui, &screen_pairing_form, &open);
}

static const struct column columns[] = {
    {.heading = N_("Household"), .name = "place", .width = 12, .grow = 1, .most = 24, .priority = 9},
    {.heading = N_("Head"), .name = "head", .width = 10, .grow = 1, .most = 20, .priority = 8},
    {.heading = N_("Observed"), .name = "people", .width = 8, .priority = 8, .right = true},
    {.heading = N_("Since"), .name = "since", .width = 11, .priority = 7},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct row),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .empty = N_("Every observed household has a helper."),
};
static const struct action actions[] = {
    {.name = "pairing.find",
     .verb = "pairing.add",
     .label = N_("Pair"),
     .help = N_("Pairs the selected household with a helper."),
     .keys = {KEY_ENTER, KEY_F(7), KEY_CTRL('N'), KEY_INSERT, 'a', KEY_ALT('7'), 'o'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_pair,
     .opens = &screen_pairing_form},
};
const struct screen_def screen_helperless = {
    .name = "helperless",
    .title = N_("Without a helper"),
    .state_size = sizeof(struct helperless),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_FOLLOW_UP | TOPIC_OBSERVATION | TOPIC_PEOPLE | TOPIC_SESSION,
    .load = load,
    .status = status,
};
