/* What the board shows: a window of each column by keyset, the selected request followed by its id. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/record_text.h"
#include "gatepost/utf8.h"
#include "screens/supply_board.h"
#include <stdlib.h>
#include <string.h>

enum { SLICE_MS = 6 };

static const struct {
    const struct record_table *table;
    int scope;
} sources[BOARD_COLUMNS] = {[BOARD_NEW] = {&supply_table, SUPPLIES_NEW},
                            [BOARD_UNDER_WAY] = {&supply_table, SUPPLIES_UNDER_WAY},
                            [BOARD_LEFT] = {&supply_table, SUPPLIES_LEFT},
                            [BOARD_CONFIRMED] = {&supply_confirmed_table, 0}};

int board_room(const struct view *view)
{
    int room = (view->inside.rows - 1) / CARD_ROWS; /* a line says what is below */
    return room < 1 ? 1 : room < BOARD_CARDS ? room : BOARD_CARDS - 1;
}

const struct board_card *board_selected(const struct view *view)
{
    const struct supply_board *board = view->state;
    const struct board_column *column = &board->columns[board->focus];
    return board->index >= 0 && board->index < column->count ? &column->cards[board->index] : NULL;
}

int board_total(const struct supply_board *board, int column)
{
    const int totals[BOARD_COLUMNS] = {board->numbers.fresh, board->numbers.waiting - board->numbers.fresh,
                                       board->numbers.left, board->numbers.delivered};
    return totals[column];
}

/* ---- windows ---- */

static bool keeps(void *context, const void *record)
{
    const struct view *view = context;
    const struct supply_board *board = view->state;
    return record_matches(application_store(view), &supply_table, record, board->shared.list.words);
}

/* Records beyond the anchor, nearest first. */
static bool read_window(struct view *view, int column, const struct record_key *anchor, bool backwards,
                        struct record_window *window, int most, struct err *err)
{
    const struct supply_board *board = view->state;
    *window = (struct record_window){.scope = sources[column].scope,
                                     .now = board->day_start,
                                     .anchor = anchor,
                                     .backwards = backwards,
                                     .keep = board->shared.list.words[0] ? keeps : NULL,
                                     .context = view,
                                     /* Only a filter reads on later; without one few rows are looked at. */
                                     .budget_ms = board->shared.list.words[0] ? SLICE_MS : 0,
                                     .rows = memory_new((size_t)most + 1, sizeof(struct supply)),
                                     .most = most};
    bool good = record_window(application_store(view), sources[column].table, window, err);
    if (!good)
        window->count = 0;
    return good;
}

static void fill_card(struct store *store, const struct supply *supply, struct board_card *card)
{
    struct place place;
    card->supply = *supply;
    card->observed = supply_leave_at_door(store, supply->place_id);
    card->place[0] = card->head[0] = '\0';
    place_label_of(store, supply->place_id, card->place, sizeof card->place);
    if (place_get(store, supply->place_id, &place, NULL))
        text_copy(card->head, sizeof card->head, place.head);
}

static void key_of(int column, const struct supply *supply, struct record_key *key)
{
    record_key_of(sources[column].table, supply, key);
}

/* Just before a card in the order of its column. */
static struct record_key before(int column, const struct record_key *key)
{
    struct record_key at = *key;
    at.id += sources[column].table->newest_first ? 1 : -1;
    return at;
}

/* More cards behind those that were read. */
static bool add_cards(struct view *view, int number, const struct record_key *anchor, struct err *err)
{
    struct supply_board *board = view->state;
    struct board_column *column = &board->columns[number];
    struct record_window window;
    bool good = read_window(view, number, anchor, false, &window, BOARD_CARDS - column->count, err);
    const struct supply *found = window.rows;
    for (int i = 0; i < window.count; i++)
        fill_card(application_store(view), &found[i], &column->cards[column->count++]);
    column->finished = window.finished;
    column->reached = window.reached;
    free(window.rows);
    return good;
}

static bool read_column(struct view *view, int number, struct err *err)
{
    struct board_column *column = &((struct supply_board *)view->state)->columns[number];
    struct record_key anchor = before(number, &column->top);
    column->count = 0;
    if (column->top.id == 0)
        return add_cards(view, number, NULL, err);
    if (!add_cards(view, number, &anchor, err))
        return false;
    if (column->count > 0)
        return true;
    column->top = (struct record_key){0}; /* the last ones have gone */
    return add_cards(view, number, NULL, err);
}

/* ---- the selected card ---- */

static int index_of(const struct board_column *column, int64_t id)
{
    for (int i = 0; i < column->count; i++)
        if (column->cards[i].supply.head.id == id)
            return i;
    return NO_CARD;
}

static void select_card(struct supply_board *board, int index)
{
    const struct board_column *column = &board->columns[board->focus];
    board->index = index < column->count ? index : column->count - 1;
    board->selected_id = board->index >= 0 ? column->cards[board->index].supply.head.id : 0;
}

/* The card as many before this one as there is room becomes the first. */
static bool show_from(struct view *view, int back, const struct record_key *key, struct err *err)
{
    struct supply_board *board = view->state;
    struct board_column *column = &board->columns[board->focus];
    struct record_window window = {0};
    column->top = *key;
    if (back > 0 && !read_window(view, board->focus, key, true, &window, back, err))
        return false;
    if (window.count > 0)
        key_of(board->focus, (const struct supply *)window.rows + window.count - 1, &column->top);
    if (window.finished && window.count < back)
        column->top = (struct record_key){0};
    free(window.rows);
    return read_column(view, board->focus, err);
}

/* The column with the request is read around it, so that it is in sight. */
static bool show_supply(struct view *view, const struct supply *supply, struct err *err)
{
    struct supply_board *board = view->state;
    struct board_column *column = &board->columns[board->focus];
    struct record_key key;
    int room = board_room(view), index = index_of(column, supply->head.id);
    if (index < 0 || index >= room) {
        bool above = index < 0 && column->count > 0;
        struct record_key first;
        key_of(board->focus, supply, &key);
        if (above)
            key_of(board->focus, &column->cards[0].supply, &first);
        int sign = sources[board->focus].table->newest_first ? -1 : 1;
        above = above && (key.integer != first.integer ? (key.integer < first.integer) == (sign > 0)
                                                       : (key.id < first.id) == (sign > 0));
        if (!show_from(view, above ? 0 : room - 1, &key, err))
            return false;
        index = index_of(column, supply->head.id);
    }
    select_card(board, index);
    return true;
}

/* Where a request stands now; BOARD_COLUMNS: not on the board. */
static int column_of(const struct supply_board *board, const struct supply *supply)
{
    if (supply->head.id == 0 || supply->head.voided[0])
        return BOARD_COLUMNS;
    if (supply->state == SUPPLY_CONFIRMED)
        return supply->state_at >= board->day_start ? BOARD_CONFIRMED : BOARD_COLUMNS;
    return supply->state == SUPPLY_NEW        ? BOARD_NEW
           : supply_is_waiting(supply->state) ? BOARD_UNDER_WAY
           : supply->state == SUPPLY_LEFT     ? BOARD_LEFT
                                              : BOARD_COLUMNS;
}

static bool follow(struct view *view, struct err *err)
{
    struct supply_board *board = view->state;
    struct supply supply = {0};
    if (board->selected_id)
        record_get(application_store(view), &supply_table, board->selected_id, &supply, NULL);
    int column = column_of(board, &supply);
    if (column == BOARD_COLUMNS || (board->shared.list.words[0] && !keeps(view, &supply))) {
        select_card(board, board->index < 0 ? 0 : board->index); /* the one in its place */
        return true;
    }
    board->focus = column;
    return show_supply(view, &supply, err);
}

bool board_load(struct view *view, struct err *err)
{
    struct supply_board *board = view->state;
    int64_t now = clock_now();
    board->day_start = clock_day_start(clock_day(now));
    if (!supply_count(application_store(view), now, board->day_start, &board->numbers, err))
        return false;
    for (int i = 0; i < BOARD_COLUMNS; i++)
        if (!read_column(view, i, err))
            return false;
    return follow(view, err);
}

void board_turn(struct view *view, int column)
{
    struct supply_board *board = view->state;
    int row = board->index < 0 ? 0 : board->index;
    board->focus = column;
    select_card(board, row < board_room(view) ? row : 0);
}

/* Up beyond the first card that was read. */
static bool step_above(struct view *view, int back, struct err *err)
{
    struct supply_board *board = view->state;
    struct board_column *column = &board->columns[board->focus];
    struct record_key first;
    if (back >= BOARD_FAR || column->count == 0) {
        column->top = (struct record_key){0};
        if (!read_column(view, board->focus, err))
            return false;
    } else {
        key_of(board->focus, &column->cards[0].supply, &first);
        if (!show_from(view, back, &first, err))
            return false;
    }
    select_card(board, 0);
    return true;
}

static bool step_to_last(struct view *view, struct err *err)
{
    struct supply_board *board = view->state;
    struct record_window window;
    if (!read_window(view, board->focus, NULL, true, &window, 1, err))
        return false;
    struct supply last = {0};
    if (window.count > 0)
        last = *(const struct supply *)window.rows;
    free(window.rows);
    return last.head.id == 0 || show_supply(view, &last, err);
}

bool board_step(struct view *view, int step, struct err *err)
{
    struct supply_board *board = view->state;
    struct board_column *column = &board->columns[board->focus];
    int wanted = board->index + step;
    if (step >= BOARD_FAR)
        return step_to_last(view, err);
    if (wanted < 0)
        return step_above(view, step <= -BOARD_FAR ? BOARD_FAR : -wanted, err);
    if (column->count == 0)
        return true;
    struct supply supply = column->cards[wanted < column->count ? wanted : column->count - 1].supply;
    return show_supply(view, &supply, err);
}

bool board_work(struct view *view, struct err *err)
{
    struct supply_board *board = view->state;
    for (int i = 0; i < BOARD_COLUMNS; i++) {
        struct board_column *column = &board->columns[i];
        struct record_key anchor = column->reached;
        if (column->finished || column->count == BOARD_CARDS || !board->shared.list.words[0])
            continue;
        if (!add_cards(view, i, &anchor, err))
            return false;
        if (board->index < 0)
            select_card(board, 0);
        return true;
    }
    return false;
}
