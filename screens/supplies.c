/* Pane 3 and the list: requests by when they are due; what waits, what stands at the door, what is done. */
#include "screens/supplies.h"

#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/supply_detail.h"
#include <stdio.h>
#include <string.h>

enum { TITLE_FRAME = 11 }; /* corners, brackets, the pane's key */

struct supplies {
    struct supply_screen shared;
    struct supply_numbers numbers;
    bool counted;
    struct supply_detail detail;
};
static const char *const scope_labels[] = {N_("supplies|Open"),
                                           N_("supplies|New"),
                                           N_("supplies|Under way"),
                                           N_("supplies|At the door"),
                                           N_("supplies|Done"),
                                           N_("supplies|All"),
                                           NULL};

static bool load(struct view *view, struct err *err)
{
    struct supplies *state = view->state;
    int64_t now = clock_now();
    state->detail.id = 0;
    state->counted = supply_count(application_store(view), now, clock_day_start(clock_day(now)), &state->numbers, err);
    return state->counted;
}

static bool is_idle(const struct view *view)
{
    const struct supplies *state = view->state;
    return !state->counted || state->numbers.waiting + state->numbers.left == 0;
}

/* For all the numbers, in the border beside the title. */
static bool has_room(const struct view *view, const struct supply_numbers *numbers)
{
    struct buffer words = {0};
    int columns = view->detail.rows > 0 ? view->detail.column - view->outer.column + 1 : view->outer.columns;
    supply_numbers_words(numbers, false, &words);
    bool room = text_width(buffer_text(&words)) <= columns - TITLE_FRAME - text_width(_(screen_supplies.title));
    buffer_release(&words);
    return room;
}

static void status(const struct view *view, struct buffer *out)
{
    const struct supplies *state = view->state;
    const struct list *list = &view->list;
    if (state->shared.list.words[0])
        buffer_format(out, "%d%s/%d", list->count, list->at_first && list->at_last ? "" : "+",
                      state->numbers.waiting + state->numbers.left);
    else
        supply_numbers_words(&state->numbers, !has_room(view, &state->numbers), out);
}

/* What is open is what the pane is for: that needs no word. */
static void heading(const struct view *view, struct buffer *out)
{
    if (((const struct supplies *)view->state)->shared.list.scope != SUPPLIES_OPEN)
        register_heading(view, out);
}

/* ---- rows ---- */

enum { COLUMN_NUMBER, COLUMN_SIGN, COLUMN_PLACE, COLUMN_ITEMS, COLUMN_AGE, COLUMN_STATE, COLUMN_HELPER };

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct supply *supply = record;
    char age[SUPPLY_AGE_BYTES];
    (void)view;
    const char *words = supply->state == SUPPLY_LEFT ? _("At door") : words_context(supply_state_labels[supply->state]);
    if (!strcmp(column, "number")) {
        snprintf(cell->text, sizeof cell->text, "#%lld", (long long)supply->head.id);
    } else if (!strcmp(column, "sign")) {
        text_copy(cell->text, sizeof cell->text, supply_sign(supply));
    } else if (!strcmp(column, "age")) {
        supply_age(supply, age);
        text_copy(cell->text, sizeof cell->text, age);
    } else if (!strcmp(column, "state")) {
        text_copy(cell->text, sizeof cell->text, supply->head.voided[0] ? supply->head.voided : words);
    } else {
        return false;
    }
    return true;
}

static enum style row_style(const struct view *view, const void *record)
{
    (void)view;
    return supply_style(record);
}

static const struct supply *supply_of(const void *row)
{
    return (const void *)&((const struct register_row *)row)->record;
}

/* Of the names of a row, which has read this one: the household is the first its fields name. */
static const char *place_of(const void *row)
{
    return ((const struct register_row *)row)->names[0];
}

static int compare_integers(int64_t one, int64_t other)
{
    return (one > other) - (one < other);
}

/* The longest waiting first, then the longest at the door. */
static int compare_ages(const struct supply *one, const struct supply *other)
{
    int order = compare_integers(supply_is_waiting(other->state), supply_is_waiting(one->state));
    return order ? order
                 : compare_integers(supply_is_waiting(one->state) ? one->asked_at : one->state_at,
                                    supply_is_waiting(one->state) ? other->asked_at : other->state_at);
}

static int compare(const void *one, const void *two, int column)
{
    const struct supply *a = supply_of(one), *b = supply_of(two);
    switch (column) {
    case COLUMN_NUMBER:
        return compare_integers(a->head.id, b->head.id);
    case COLUMN_SIGN:
        return compare_integers(b->urgent, a->urgent);
    case COLUMN_PLACE:
        return text_compare_naturally(place_of(one), place_of(two));
    case COLUMN_ITEMS:
        return strcmp(a->items, b->items);
    case COLUMN_STATE:
        return compare_integers(a->state, b->state);
    case COLUMN_HELPER:
        return strcmp(a->helper, b->helper);
    default:
        return compare_ages(a, b);
    }
}

static void look(struct view *view)
{
    struct supplies *state = view->state;
    const struct supply *supply = supply_here(view);
    struct store *store = application_store(view);
    if (!supply || state->detail.id == supply->head.id || !store_read_begin(store, NULL))
        return;
    supply_detail_load(view, supply->head.id, &state->detail); /* a dozen reads, SQLite's locks taken once */
    store_read_end(store);
}

static void detail(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct supplies *state = view->state;
    const struct supply *supply = supply_here(view);
    if (supply && state->detail.id == supply->head.id)
        supply_detail_draw(&state->detail, 0, canvas, rect);
}

void supplies_show(struct view *view, const struct supply *supply)
{
    const struct supplies *state = view->state;
    struct record_key place;
    struct list_key key;
    struct err ignored = {0}; /* what was selected stays */
    if (state->shared.list.scope != SUPPLIES_OPEN || view->list.filter.text[0] || view->list.sort_column >= 0)
        return;
    record_key_of(&supply_table, supply, &place);
    list_key_of_record(&place, &key);
    list_show(&view->list, view, &key, &ignored);
}

/* ---- keys ---- */

static void run_open(struct view *view)
{
    ui_open(view->ui, &screen_supply, &supply_here(view)->head.id);
}

/* On the desk Tab goes to the next pane. */
static const char *not_zoomed(const struct view *view)
{
    return view->wide ? NULL : "";
}

/* The board takes the place of the list, at the same request. */
static void run_board(struct view *view)
{
    const struct supply *supply = supply_here(view);
    int64_t id = supply ? supply->head.id : 0;
    ui_open(view->ui, &screen_supply_board, &id);
}

static const struct register_screen subject = {
    .rules = &supply_rules,
    .form = &screen_supply_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .named = "place",
    .row_style = row_style,
    .name = supply_name,
};
static const struct column columns[] = {
    [COLUMN_NUMBER] = {.heading = N_("No."), .name = "number", .width = 5, .grow = 1, .most = 8, .priority = 9},
    [COLUMN_SIGN] = {.heading = " ", .name = "sign", .width = 4, .priority = 9},
    [COLUMN_PLACE] = {.heading = N_("Household"), .name = "place", .width = 9, .grow = 1, .most = 20, .priority = 9},
    [COLUMN_ITEMS] = {.heading = N_("Needed"), .name = "items", .width = 12, .grow = 5, .priority = 9},
    [COLUMN_AGE] = {.heading = N_("Age/limit"), .name = "age", .width = 11, .priority = 8},
    [COLUMN_STATE] = {.heading = N_("State"), .name = "state", .width = 9, .grow = 1, .most = 16, .priority = 7},
    [COLUMN_HELPER] = {.heading = N_("Volunteer"), .name = "helper", .width = 9, .grow = 1, .most = 14, .priority = 6},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct register_row),
    .fetch = register_fetch,
    .reread = register_reread,
    .key = register_key,
    .cell = register_cell,
    .row_style = register_row_style,
    .compare = compare,
    .order_column = COLUMN_AGE,
    .filter = register_filter,
    .filter_example = N_("Such as: rice   12-2   the volunteer's name   #214   !cancelled"),
    .empty = N_("No request is open. Who needs something calls the command post; F7 writes it down."),
    .empty_filtered = N_("Nothing open matches. Zoomed, Tab looks among the others, too. Esc shows all again."),
};
static const struct action actions[] = {
    {.name = "supplies.open",
     .label = N_("Details"),
     .help = N_("The selected request whole: each thing, who has it, what became of it."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 76,
     .flags = ACTION_NEEDS_ROW,
     .run = run_open,
     .opens = &screen_supply},
    SUPPLY_ADD,
    SUPPLY_ACTIONS,
    {.name = "supplies.which",
     .label = N_("Which"),
     .help = N_("Zoomed: shows what is open, new, under way, at the door, done, or all."),
     .keys = {KEY_TAB},
     .priority = 45,
     .run = register_turn,
     .why_not = not_zoomed},
    {.name = "supplies.board",
     .label = N_("Board"),
     .help = N_("The requests as a board by state: new, under way, at the door, confirmed today."),
     .keys = {KEY_CTRL('G'), '*'},
     .priority = 72,
     .run = run_board,
     .opens = &screen_supply_board},
};
const struct screen_def screen_supplies = {
    .name = "supplies",
    .title = N_("Supply requests"),
    .subject = &subject,
    .state_size = sizeof(struct supplies),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_SUPPLY | TOPIC_STOCK | TOPIC_OBSERVATION | TOPIC_PEOPLE | TOPIC_FOLLOW_UP | TOPIC_SETTING |
              TOPIC_CLOCK | TOPIC_DAY | TOPIC_SESSION,
    .load = load,
    .is_idle = is_idle,
    .status = status,
    .heading = heading,
    .look = look,
    .detail = detail,
};
