/* The places: households in the natural order of their rooms, and enterprises, small places, rented houses. */
#include "gatepost/labels.h"
#include "gatepost/people_rules.h"
#include "gatepost/place_filter.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/booklet.h"
#include "screens/flags.h"
#include "screens/history.h"
#include "screens/look.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

enum { SLICE_MS = 8 };
enum {
    COLUMN_ROOM,
    COLUMN_KIND,
    COLUMN_PERSONS,
    COLUMN_HEAD,
    COLUMN_PHONE,
    COLUMN_NEEDS,
    COLUMN_OCCUPANCY,
    COLUMN_GRID,
    COLUMN_LINE,
    COLUMN_RESPONSIBLE,
    COLUMN_LEADER,
    COLUMN_NOTE
};
struct places {
    enum place_scope scope;
    struct place_filter filter;
    int64_t voiding, voiding_rev; /* being asked why */
    char voided[200];             /* how it is called */
};
static const char *const scope_labels[PLACE_SCOPE_COUNT] = {
    [PLACES_ALL] = N_("All"),
    [PLACES_HOUSEHOLDS] = N_("Households"),
    [PLACES_ENTERPRISES] = N_("Enterprises"),
    [PLACES_SMALL] = N_("Small places"),
    [PLACES_RENTED] = N_("Rented houses"),
    [PLACES_MISMATCH] = N_("Reported is not listed"),
    [PLACES_NEEDS] = N_("Special needs"),
};

static void key(const void *row, struct list_key *key)
{
    const struct place *place = &((const struct place_row *)row)->place;
    key->id = place->id;
    place_sort_key(place, key->text, sizeof key->text);
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    const struct places *state = view->state;
    struct place_list list = {.scope = state->scope,
                              .after_sort = anchor ? anchor->text : "",
                              .after_id = anchor ? anchor->id : 0,
                              .backwards = direction == LIST_UP,
                              .keep = state->filter.count ? place_filter_keeps : NULL,
                              .context = &state->filter,
                              .budget_ms = SLICE_MS,
                              .rows = page->rows,
                              .most = page->most};
    bool read = place_list_read(application_store(view), &list, err);
    page->count = list.count;
    page->finished = list.finished;
    page->reached.id = list.reached_id;
    text_copy(page->reached.text, sizeof page->reached.text, list.reached_sort);
    return read;
}

static bool reread(struct view *view, void *row, bool *gone, struct err *err)
{
    const struct places *state = view->state;
    struct place_row *shown = row;
    if (!place_row_get(application_store(view), shown->place.id, shown, err))
        return false;
    *gone =
        shown->place.voided[0] || !place_in_scope(shown, state->scope) || !place_filter_keeps(&state->filter, shown);
    return true;
}

/* Reported against listed: 4/3 ! (domain.md §3). */
static void write_persons(const struct place_row *row, struct cell *cell)
{
    bool differs = place_is_mismatch(&row->place, row->listed);
    if (row->place.reported_persons)
        snprintf(cell->text, sizeof cell->text, "%d/%d%s", row->place.reported_persons, row->listed,
                 differs ? " !" : "");
    else
        snprintf(cell->text, sizeof cell->text, "-/%d%s", row->listed, differs ? " !" : "");
    cell->style = differs ? STYLE_WARNING : STYLE_NORMAL;
}

static void write_somebody(const struct view *view, const char *name, struct cell *cell)
{
    application_mask(application_of(view), MASK_NAME, name, cell->text, sizeof cell->text);
}

static void cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct place_row *entry = row;
    const struct place *place = &entry->place;
    const char *text = "";
    if (column == COLUMN_ROOM)
        place_label(place, true, cell->text, sizeof cell->text);
    else if (column == COLUMN_PERSONS)
        write_persons(entry, cell);
    else if (column == COLUMN_PHONE)
        application_mask(application_of(view), MASK_PHONE, place->phone, cell->text, sizeof cell->text);
    else if (column == COLUMN_NEEDS)
        place_needs_label(place->needs, place->needs_note, cell->text, sizeof cell->text);
    else if (column == COLUMN_HEAD)
        write_somebody(view, place->head, cell);
    else if (column == COLUMN_RESPONSIBLE)
        write_somebody(view, place->responsible, cell);
    else if (column == COLUMN_LEADER)
        write_somebody(view, place->leader, cell);
    else
        text = column == COLUMN_KIND        ? _(place_kind_labels[place->kind])
               : column == COLUMN_OCCUPANCY ? (place->occupancy ? _(occupancy_labels[place->occupancy]) : "")
               : column == COLUMN_LINE      ? _(place_line_labels[place->line])
               : column == COLUMN_GRID      ? place->grid
                                            : place->note;
    if (text[0])
        text_copy(cell->text, sizeof cell->text, text);
}

static bool filter(struct view *view, const char *text, struct err *err)
{
    struct places *state = view->state;
    return place_filter_parse(application_store(view), text, &state->filter, err);
}

static void heading(const struct view *view, struct buffer *out)
{
    buffer_add(out, _(scope_labels[((const struct places *)view->state)->scope]));
}

/* What the list has no room for. */
static void note(const struct view *view, struct buffer *out)
{
    const struct place_row *row = list_selected(&view->list);
    char needs[NOTE_BYTES];
    if (!row)
        return;
    if (place_is_mismatch(&row->place, row->listed))
        buffer_format(out, _("Reported: %d, listed: %d."), row->place.reported_persons, row->listed);
    place_needs_label(row->place.needs, row->place.needs_note, needs, sizeof needs);
    if (needs[0])
        buffer_format(out, "%s%s", out->length ? "  " : "", needs);
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

static void run_turn(struct view *view)
{
    struct places *state = view->state;
    state->scope = (state->scope + 1) % PLACE_SCOPE_COUNT;
    view->list.empty_here = state->scope ? N_("There are none of these. Tab shows the others.") : NULL;
    view->list.want = LIST_TO_FIRST;
    view_stale(view);
}

static bool void_answered(struct view *view, const char *text, struct err *err)
{
    const struct places *state = view->state;
    if (!text)
        return true;
    if (!people_void_place(application_store(view), state->voiding, state->voiding_rev, text, err))
        return false;
    ui_say(view->ui, MESSAGE_GOOD, _("Voided: %s   Ctrl-Z undoes"), state->voided);
    application_saved(view);
    return true;
}

static void run_void(struct view *view)
{
    struct places *state = view->state;
    state->voiding = selected(view)->id;
    state->voiding_rev = selected(view)->rev;
    place_label(selected(view), true, state->voided, sizeof state->voided);
    prompt_line(view, state->voided, _("Why void"), "", void_answered);
}

static void run_booklet(struct view *view)
{
    booklet_open(view, selected(view)->id);
}

static void run_look(struct view *view)
{
    look_open(view, 0, selected(view)->id);
}

static const struct column columns[] = {
    [COLUMN_ROOM] = {.heading = N_("Room or name"), .name = "room", .width = 14, .grow = 2, .most = 36, .priority = 9},
    [COLUMN_KIND] = {.heading = N_("Kind"), .name = "kind", .width = 9, .priority = 2},
    [COLUMN_PERSONS] = {.heading = N_("Rep/list"), .name = "persons", .width = 9, .priority = 8},
    [COLUMN_HEAD] = {.heading = N_("Head"), .name = "head", .width = 8, .grow = 1, .most = 16, .priority = 8},
    [COLUMN_PHONE] = {.heading = N_("Phone"), .name = "phone", .width = 13, .priority = 7},
    [COLUMN_NEEDS] = {.heading = N_("In need"),
                      .name = "needs",
                      .width = 8,
                      .grow = 2,
                      .most = 40,
                      .priority = 6,
                      .free_text = true},
    [COLUMN_OCCUPANCY] = {.heading = N_("Lived in"), .name = "occupancy", .width = 8, .priority = 3},
    [COLUMN_GRID] = {.heading = N_("Grid"), .name = "grid", .width = 8, .most = 16, .priority = 3},
    [COLUMN_LINE] = {.heading = N_("Screened by"), .name = "line", .width = 12, .most = 18, .priority = 4},
    [COLUMN_RESPONSIBLE] =
        {.heading = N_("In charge"), .name = "responsible", .width = 11, .grow = 1, .most = 16, .priority = 5},
    [COLUMN_LEADER] = {.heading = N_("Leader"), .name = "leader", .width = 8, .most = 16, .priority = 3},
    [COLUMN_NOTE] = {.heading = N_("Remark"), .name = "note", .width = 6, .grow = 2, .priority = 1, .free_text = true},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct place_row),
    .fetch = fetch,
    .reread = reread,
    .key = key,
    .cell = cell,
    .filter = filter,
    .filter_example = N_("Such as: 12栋   3网格   孕妇   网格员   人数不符   !空置   zwm"),
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
    {.name = "place.which",
     .label = N_("Which"),
     .help = N_("Turns on: all places, households, enterprises, small places, rented houses, those whose numbers of "
                "persons differ, those with special needs."),
     .keys = {KEY_TAB},
     .priority = 45,
     .run = run_turn},
    {.name = "place.void",
     .label = N_("Void"),
     .help = N_("Voids the selected place, with a reason."),
     .keys = {KEY_DELETE, 'x'},
     .priority = 25,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .verb = "household.void",
     .run = run_void},
    {.name = "place.history",
     .label = N_("History"),
     .help = N_("Who changed what of the selected place, and when."),
     .keys = {KEY_CTRL('O')},
     .priority = 30,
     .flags = ACTION_NEEDS_ROW,
     .run = run_history,
     .opens = &screen_history},
    BOOKLET_ACTION("place.booklet", run_booklet),
    LOOK_ACTION("place.look", run_look),
};
const struct screen_def screen_places = {
    .name = "places",
    .title = N_("Places"),
    .state_size = sizeof(struct places),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_PEOPLE | TOPIC_SESSION,
    .heading = heading,
    .note = note,
};
