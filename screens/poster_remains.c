/* What remains of posters, banners and leaflets, one line a building. */
#include "gatepost/poster.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/registry.h"
#include "screens/small_list.h"
#include <stdio.h>
#include <string.h>

enum { BUILDINGS_MOST = 1000 };
/* Kinds that remain somewhere, as columns. */
static const enum poster_kind kinds[] = {POSTER_POSTER, POSTER_BANNER, POSTER_LEAFLET, POSTER_OTHER};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

struct row {
    int64_t id; /* place in the order */
    char building[NAME_BYTES];
    int64_t pieces[KINDS], sum;
};
struct remains {
    struct poster_remains buildings[BUILDINGS_MOST];
    struct row rows[BUILDINGS_MOST];
    struct poster_remains total;
};

static int64_t id_of(const void *row)
{
    return ((const struct row *)row)->id;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    struct remains *state = view->state;
    int count = 0;
    if (!poster_remains(application_store(view), state->buildings, BUILDINGS_MOST, &count, &state->total, err))
        return false;
    for (int i = 0; i < count; i++) {
        struct row *row = &state->rows[i];
        *row = (struct row){.id = i + 1};
        text_copy(row->building, sizeof row->building, state->buildings[i].building);
        for (int k = 0; k < KINDS; k++) {
            row->pieces[k] = state->buildings[i].pieces[kinds[k]];
            row->sum += row->pieces[k];
        }
    }
    small_list_page(page, state->rows, count, sizeof state->rows[0], anchor, direction, id_of);
    return true;
}

static void key(const void *row, struct list_key *key)
{
    key->id = id_of(row);
}

static void cell(const struct view *view, const void *data, int column, struct cell *cell)
{
    const struct row *row = data;
    (void)view;
    if (column == 0) {
        text_copy(cell->text, sizeof cell->text, row->building);
        return;
    }
    int64_t pieces = column <= KINDS ? row->pieces[column - 1] : row->sum;
    if (pieces)
        snprintf(cell->text, sizeof cell->text, "%lld", (long long)pieces);
}

static void status(const struct view *view, struct buffer *out)
{
    const struct remains *state = view->state;
    int64_t sum = 0;
    for (int k = 0; k < KINDS; k++)
        sum += state->total.pieces[kinds[k]];
    buffer_format(out, _("In all: %lld"), (long long)sum);
}

static const struct column columns[] = {
    {.heading = N_("Building"), .name = "building", .width = 16, .grow = 1, .priority = 9},
    {.heading = N_("Poster"), .name = "poster", .width = 8, .priority = 8, .right = true},
    {.heading = N_("Banner"), .name = "banner", .width = 8, .priority = 8, .right = true},
    {.heading = N_("Leaflet"), .name = "leaflet", .width = 8, .priority = 8, .right = true},
    {.heading = N_("Other"), .name = "other", .width = 8, .priority = 7, .right = true},
    {.heading = N_("In all"), .name = "sum", .width = 8, .priority = 9, .right = true},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct row),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .empty = N_("Nothing hangs anywhere. Esc, then F7 writes down what is put up."),
};
const struct screen_def screen_poster_remains = {
    .name = "poster_remains",
    .title = N_("What remains by building"),
    .state_size = sizeof(struct remains),
    .list = &list,
    .topics = TOPIC_NOTICE | TOPIC_SESSION,
    .status = status,
};
