/* The shopping list of an errand (domain.md §5): what is to be bought, what comes from the stock, for which household.
 */
#include "gatepost/buffer.h"
#include "gatepost/memory.h"
#include "gatepost/quantity.h"
#include "gatepost/record_text.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "screens/application.h"
#include "screens/booklet.h"
#include "screens/errands.h"
#include "screens/registry.h"
#include "screens/small_list.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A thing, or below it a household that wants some of it. */
struct row {
    int64_t id; /* place in the list, from 1 */
    int line;
    int64_t supply_id, place_id, amount; /* of a household; supply_id 0: a thing */
    char place[NAME_BYTES], who[NAME_BYTES];
    bool observed;
};
struct shopping_view {
    struct errand errand; /* head.id 0: everything the helper has */
    struct shopping shopping;
    struct row *rows;
    int count;
    bool all;   /* not of this errand alone */
    bool fresh; /* read for the load that is going on */
};

static bool open_shopping(struct view *view, const void *argument, struct err *err)
{
    struct shopping_view *state = view->state;
    (void)err;
    if (argument)
        state->errand = ((const struct shopping_open *)argument)->errand;
    return true;
}

static void close_shopping(struct view *view)
{
    free(((struct shopping_view *)view->state)->rows);
}

int64_t shopping_errand(const struct view *view)
{
    return ((const struct shopping_view *)view->state)->errand.head.id;
}

/* ---- rows ---- */

/* Who asked; where nobody said, the head of the household. */
static void fill_who(struct store *store, const struct supply *supply, struct row *row)
{
    struct place place;
    text_copy(row->who, sizeof row->who, supply->asked_by);
    if (!row->who[0] && place_get(store, row->place_id, &place, NULL))
        text_copy(row->who, sizeof row->who, place.head);
}

static void fill_part(struct store *store, const struct shopping_part *part, struct row *row)
{
    struct supply supply = {.place_id = part->place_id};
    *row = (struct row){
        .line = part->line, .supply_id = part->supply_id, .place_id = part->place_id, .amount = part->wanted};
    record_get(store, &supply_table, part->supply_id, &supply, NULL);
    record_refers(store, record_find(supply_fields, "place"), &supply, row->place, sizeof row->place);
    fill_who(store, &supply, row);
    row->observed = supply_leave_at_door(store, part->place_id);
}

static bool read_rows(struct view *view, struct err *err)
{
    struct shopping_view *state = view->state;
    struct shopping *shopping = &state->shopping;
    if (!shopping_read(application_store(view), state->all ? 0 : state->errand.head.id, state->errand.helper_id,
                       state->errand.helper, shopping, err))
        return false;
    free(state->rows);
    state->rows = memory_new((size_t)(shopping->line_count + shopping->part_count) + 1, sizeof *state->rows);
    state->count = 0;
    int part = 0;
    for (int i = 0; i < shopping->line_count; i++) {
        state->rows[state->count++] = (struct row){.line = i};
        for (; part < shopping->part_count && shopping->parts[part].line == i; part++)
            fill_part(application_store(view), &shopping->parts[part], &state->rows[state->count++]);
    }
    for (int i = 0; i < state->count; i++)
        state->rows[i].id = i + 1;
    state->fresh = true;
    return true;
}

static int64_t id_of(const void *row)
{
    return ((const struct row *)row)->id;
}

/* A list asks several times in one load; it is read once for it. */
static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    struct shopping_view *state = view->state;
    if (!state->fresh && !read_rows(view, err))
        return false;
    small_list_page(page, state->rows, state->count, sizeof state->rows[0], anchor, direction, id_of);
    return true;
}

static bool load(struct view *view, struct err *err)
{
    struct shopping_view *state = view->state;
    (void)err;
    state->fresh = false;
    if (state->errand.head.id)
        record_get(application_store(view), &errand_table, state->errand.head.id, &state->errand, NULL);
    return true;
}

static void key(const void *row, struct list_key *key)
{
    key->id = id_of(row);
}

/* ---- cells ---- */

static const struct shopping_line *line_of(const struct view *view, const struct row *row)
{
    return &((const struct shopping_view *)view->state)->shopping.lines[row->line];
}

/* "4斤"; nothing for none. */
static void write_amount(int64_t amount, const char *unit, char *text, size_t size)
{
    char words[AMOUNT_BYTES];
    amount_with_unit(amount, unit, words);
    text_copy(text, size, amount ? words : "");
}

enum { COLUMN_WHAT, COLUMN_ALL, COLUMN_BUY, COLUMN_STOCK, COLUMN_WHO };

static void write_part(const struct view *view, const struct row *row, int column, struct cell *cell)
{
    char who[NAME_BYTES];
    if (column == COLUMN_WHAT) {
        snprintf(cell->text, sizeof cell->text, "  %s", row->place);
    } else if (column == COLUMN_ALL) {
        write_amount(row->amount, line_of(view, row)->unit, cell->text, sizeof cell->text);
    } else if (column == COLUMN_WHO) {
        application_mask(application_of(view), MASK_NAME, row->who, who, sizeof who);
        snprintf(cell->text, sizeof cell->text, "#%lld %s%s%s", (long long)row->supply_id, who,
                 who[0] && row->observed ? "  " : "", row->observed ? _("leave at the door") : "");
    }
}

static void cell(const struct view *view, const void *data, int column, struct cell *cell)
{
    const struct row *row = data;
    const struct shopping_line *line = line_of(view, row);
    if (row->supply_id)
        write_part(view, row, column, cell);
    else if (column == COLUMN_WHAT)
        text_copy(cell->text, sizeof cell->text, line->item);
    else if (column == COLUMN_ALL)
        write_amount(line->to_buy + line->from_stock, line->unit, cell->text, sizeof cell->text);
    else if (column == COLUMN_BUY)
        write_amount(line->to_buy, line->unit, cell->text, sizeof cell->text);
    else if (column == COLUMN_STOCK)
        write_amount(line->from_stock, line->unit, cell->text, sizeof cell->text);
}

static enum style row_style(const struct view *view, const void *data)
{
    const struct row *row = data;
    (void)view;
    return row->supply_id ? STYLE_MUTED : STYLE_NORMAL;
}

/* ---- for the chat ---- */

/* The list begins the row itself. */
static bool post(const struct view *view, const void *data, struct posting *posting)
{
    const struct shopping_view *state = view->state;
    const struct row *row = data;
    if (!row->supply_id && posting)
        shopping_post(application_store(view), &state->shopping, row->line, posting);
    return !row->supply_id;
}

/* Masked whatever the screen shows. */
static void post_title(const struct view *view, char *text, size_t size)
{
    const struct shopping_view *state = view->state;
    char helper[NAME_BYTES];
    mask_value(MASK_NAME, state->errand.helper, helper, sizeof helper);
    snprintf(text, size, "%s  %s", _("Shopping list"), helper);
}

/* ---- around it ---- */

static void heading(const struct view *view, struct buffer *out)
{
    const struct shopping_view *state = view->state;
    char helper[NAME_BYTES], money[24];
    application_mask(application_of(view), MASK_NAME, state->errand.helper, helper, sizeof helper);
    buffer_add(out, helper);
    if (state->all)
        buffer_format(out, "  %s", _("everything this volunteer has"));
    else if (state->errand.given) {
        money_format(state->errand.given, money);
        buffer_format(out, _("  given along %s"), money);
    }
}

static void status(const struct view *view, struct buffer *out)
{
    const struct shopping *shopping = &((const struct shopping_view *)view->state)->shopping;
    int from_stock = 0;
    for (int i = 0; i < shopping->line_count; i++)
        from_stock += shopping->lines[i].from_stock != 0;
    buffer_format(out, _("things %1$d, from the stock %2$d"), shopping->line_count, from_stock);
}

/* What it is there for comes first. */
static void note(const struct view *view, struct buffer *out)
{
    if (view->list.count)
        buffer_add(out, _("Ctrl-C makes a text of it for the chat."));
}

static void run_booklet(struct view *view)
{
    const struct row *row = list_selected(&view->list);
    booklet_open(view, row->place_id);
}

static void run_turn(struct view *view)
{
    struct shopping_view *state = view->state;
    state->all = !state->all;
    view->list.want = LIST_TO_FIRST;
    view_stale(view);
}

static const char *turn_why_not(const struct view *view)
{
    const struct shopping_view *state = view->state;
    return state->errand.head.id ? NULL : _("It is the list of everything this volunteer has.");
}

static const struct column columns[] = {
    [COLUMN_WHAT] = {.heading = N_("supply|Item"), .name = "item", .width = 20, .grow = 2, .most = 36, .priority = 9},
    [COLUMN_ALL] = {.heading = N_("In all"), .name = "all", .width = 8, .priority = 9, .right = true},
    [COLUMN_BUY] = {.heading = N_("To buy"), .name = "buy", .width = 8, .priority = 8, .right = true},
    [COLUMN_STOCK] = {.heading = N_("In stock"), .name = "stock", .width = 9, .priority = 8, .right = true},
    [COLUMN_WHO] = {.heading = N_("For whom"), .name = "who", .width = 12, .grow = 2, .priority = 7},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct row),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .row_style = row_style,
    .post = post,
    .post_title = post_title,
    .empty = N_("Nothing is to be bought or fetched any more."),
};
static const struct action actions[] = {
    {.name = "shopping.which",
     .label = N_("Which"),
     .help = N_("Shows what this errand is for, or everything its volunteer has taken."),
     .keys = {KEY_TAB},
     .priority = 45,
     .run = run_turn,
     .why_not = turn_why_not},
    BOOKLET_ACTION("shopping.booklet", run_booklet),
};
const struct screen_def screen_shopping = {
    .name = "shopping",
    .title = N_("Shopping list"),
    .state_size = sizeof(struct shopping_view),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_SUPPLY | TOPIC_STOCK | TOPIC_PEOPLE | TOPIC_OBSERVATION | TOPIC_SESSION,
    .open = open_shopping,
    .close = close_shopping,
    .load = load,
    .heading = heading,
    .status = status,
    .note = note,
};
