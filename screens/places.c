/* The places: households in the natural order of their rooms, and enterprises, small places, rented houses. */
#include "gatepost/labels.h"
#include "gatepost/memory.h"
#include "gatepost/people_rules.h"
#include "gatepost/search.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/flags.h"
#include "screens/history.h"
#include "screens/look.h"
#include "screens/registry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOUND_MOST = 500, MEMBERS_MOST = 12 };
enum {
    COLUMN_ROOM,
    COLUMN_KIND,
    COLUMN_HEAD,
    COLUMN_PHONE,
    COLUMN_MEMBERS,
    COLUMN_GRID,
    COLUMN_RESPONSIBLE,
    COLUMN_NOTE
};
struct places {
    char word[CELL_BYTES];
};
struct place_row {
    struct place place;
    int members; /* registered at this place */
};

static void key(const void *row, struct list_key *key)
{
    const struct place *place = &((const struct place_row *)row)->place;
    key->id = place->id;
    place_sort_key(place, key->text, sizeof key->text);
}

static int order(const void *one, const void *two)
{
    struct list_key a = {0}, b = {0};
    key(one, &a);
    key(two, &b);
    int texts = strcmp(a.text, b.text);
    return texts ? texts : (a.id > b.id) - (a.id < b.id);
}

static void count_members(struct store *store, struct place_row *row)
{
    struct person *members = memory_new(MEMBERS_MOST, sizeof *members);
    struct err ignored = {0};
    person_of_place(store, row->place.id, members, MEMBERS_MOST, &row->members, &ignored);
    free(members);
}

/* A word finds its places by the search keys; they are few and sorted here. */
static bool fetch_found(struct view *view, const struct list_key *anchor, enum list_direction direction,
                        struct list_page *page, struct err *err)
{
    struct store *store = application_store(view);
    struct place_row *rows = memory_new(FOUND_MOST, sizeof *rows), start = {0};
    int64_t ids[FOUND_MOST];
    int found = 0, count = 0;
    bool more, read = search_ids(store, SEARCH_PLACE, ((const struct places *)view->state)->word, ids, FOUND_MOST,
                                 &found, &more, err);
    for (int i = 0; read && i < found; i++)
        count += place_get(store, ids[i], &rows[count].place, err) && !rows[count].place.voided[0];
    qsort(rows, (size_t)count, sizeof *rows, order);
    bool anchored = anchor && place_get(store, anchor->id, &start.place, &(struct err){0});
    int step = direction == LIST_DOWN ? 1 : -1, index = direction == LIST_DOWN ? 0 : count - 1;
    for (; index >= 0 && index < count && page->count < page->most; index += step) {
        if (!anchored || order(&rows[index], &start) * step > 0)
            ((struct place_row *)page->rows)[page->count++] = rows[index];
    }
    page->finished = index < 0 || index >= count;
    free(rows);
    return read;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    struct store *store = application_store(view);
    struct place_row *rows = page->rows;
    bool read;
    page->count = 0;
    if (((const struct places *)view->state)->word[0]) {
        read = fetch_found(view, anchor, direction, page, err);
    } else {
        struct place *places = memory_new((size_t)page->most, sizeof *places);
        read = place_window(store, anchor ? anchor->text : "", anchor ? anchor->id : 0, direction == LIST_UP, places,
                            page->most, &page->count, err);
        for (int i = 0; i < page->count; i++)
            rows[i].place = places[i];
        page->finished = page->count < page->most;
        free(places);
    }
    for (int i = 0; read && i < page->count; i++)
        count_members(store, &rows[i]);
    return read;
}

static void cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct place_row *entry = row;
    const struct place *place = &entry->place;
    const struct application *application = application_of(view);
    switch (column) {
    case COLUMN_ROOM:
        place_label(place, true, cell->text, sizeof cell->text);
        break;
    case COLUMN_KIND:
        text_copy(cell->text, sizeof cell->text, _(place_kind_labels[place->kind]));
        break;
    case COLUMN_HEAD:
        application_mask(application, MASK_NAME, place->head, cell->text, sizeof cell->text);
        break;
    case COLUMN_PHONE:
        application_mask(application, MASK_PHONE, place->phone, cell->text, sizeof cell->text);
        break;
    case COLUMN_MEMBERS: /* listed / reported: a mismatch shows (domain.md §3) */
        snprintf(cell->text, sizeof cell->text, "%d/%d", entry->members, place->reported_persons);
        cell->style =
            place->reported_persons && entry->members != place->reported_persons ? STYLE_WARNING : STYLE_NORMAL;
        break;
    case COLUMN_GRID:
        text_copy(cell->text, sizeof cell->text, place->grid);
        break;
    case COLUMN_RESPONSIBLE:
        application_mask(application, MASK_NAME, place->responsible, cell->text, sizeof cell->text);
        break;
    default:
        text_copy(cell->text, sizeof cell->text, place->note);
    }
}

static bool filter(struct view *view, const char *text, struct err *err)
{
    struct places *state = view->state;
    (void)err;
    text_copy(state->word, sizeof state->word, text);
    return true;
}

static const struct place *selected(const struct view *view)
{
    return &((const struct place_row *)list_selected(&view->list))->place;
}

static void run_flags(struct view *view)
{
    flags_open(view, 0, selected(view)->id);
}

static void run_add(struct view *view)
{
    ui_open(view->ui, &screen_place_new, NULL);
}

static void run_edit(struct view *view)
{
    ui_open(view->ui, &screen_place_form, &selected(view)->id);
}

static void run_history(struct view *view)
{
    char label[200];
    place_label(selected(view), true, label, sizeof label);
    history_open(view, "place", selected(view)->id, label);
}

static void run_look(struct view *view)
{
    look_open(view, 0, selected(view)->id);
}

static const struct column columns[] = {
    [COLUMN_ROOM] = {.heading = N_("Room or name"), .name = "room", .width = 14, .grow = 2, .most = 36, .priority = 9},
    [COLUMN_KIND] = {.heading = N_("Kind"), .name = "kind", .width = 9, .priority = 3},
    [COLUMN_HEAD] = {.heading = N_("Head"), .name = "head", .width = 8, .grow = 1, .most = 16, .priority = 8},
    [COLUMN_PHONE] = {.heading = N_("Phone"), .name = "phone", .width = 13, .priority = 6},
    [COLUMN_MEMBERS] = {.heading = N_("Persons"), .name = "persons", .width = 7, .priority = 7},
    [COLUMN_GRID] = {.heading = N_("Grid"), .name = "grid", .width = 6, .grow = 1, .most = 16, .priority = 5},
    [COLUMN_RESPONSIBLE] = {.heading = N_("In charge"), .name = "responsible", .width = 9, .most = 16, .priority = 4},
    [COLUMN_NOTE] = {.heading = N_("Remark"), .name = "note", .width = 6, .grow = 2, .priority = 2, .free_text = true},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct place_row),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .filter = filter,
    .empty = N_("Households and other places stand here. F7 adds the first."),
    .empty_filtered = N_("No place matches. Esc shows all again, F7 adds one."),
};
static const struct action actions[] = {
    {.name = "place.flags",
     .label = N_("Flags"),
     .help = N_("Shows and changes what speaks at the gate for the selected household."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW,
     .run = run_flags,
     .opens = &screen_flags},
    {.name = "place.add",
     .label = N_("New"),
     .help = N_("Adds a household or another place."),
     .keys = {KEY_F(7), KEY_CTRL('N'), KEY_INSERT, 'a', KEY_ALT('7')},
     .priority = 75,
     .flags = ACTION_WRITES,
     .verb = "household.add",
     .run = run_add,
     .opens = &screen_place_new},
    {.name = "place.edit",
     .label = N_("Edit"),
     .help = N_("Corrects the selected place."),
     .keys = {KEY_F(2), 'e', KEY_ALT('2')},
     .priority = 70,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .verb = "household.edit",
     .run = run_edit,
     .opens = &screen_place_form},
    {.name = "place.history",
     .label = N_("History"),
     .help = N_("Who changed what of the selected place, and when."),
     .keys = {KEY_CTRL('O')},
     .priority = 30,
     .flags = ACTION_NEEDS_ROW,
     .run = run_history,
     .opens = &screen_history},
    LOOK_ACTION("place.look", run_look),
};
const struct screen_def screen_places = {
    .name = "places",
    .title = N_("Places"),
    .state_size = sizeof(struct places),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_PEOPLE | TOPIC_SESSION,
};
