/* The board of requests by state: what its files share. */
#ifndef SCREENS_SUPPLY_BOARD_H
#define SCREENS_SUPPLY_BOARD_H
#include "screens/supplies.h"

enum { BOARD_NEW, BOARD_UNDER_WAY, BOARD_LEFT, BOARD_CONFIRMED, BOARD_COLUMNS };
enum { BOARD_CARDS = 24, CARD_ROWS = 4, NO_CARD = -1 };
enum { BOARD_FAR = 1000000, BOARD_PAGE = BOARD_FAR / 2 }; /* steps: to the end, as many cards as are shown */

struct board_card {
    struct supply supply;
    char place[96], head[NAME_BYTES];
    bool observed; /* to be left at the door, no contact */
};
/* A window of the requests of one column. */
struct board_column {
    struct record_key top; /* of the first card; id 0: the first there is */
    struct board_card cards[BOARD_CARDS];
    int count;
    bool finished;             /* nothing behind the last card */
    struct record_key reached; /* of a filter that has not looked at all: it goes on there */
};
struct supply_board {
    struct supply_screen shared;
    struct supply_numbers numbers;
    int64_t day_start;
    struct board_column columns[BOARD_COLUMNS];
    int focus;           /* the column with the selected card */
    int index;           /* of the selected card among its cards; NO_CARD: the column is empty */
    int64_t selected_id; /* followed through the columns */
};
/* Cards that have room, one below the other. */
int board_room(const struct view *view);
/* Reads what is shown; the selected request stays selected, wherever it is now. */
bool board_load(struct view *view, struct err *err);
/* Another column. */
void board_turn(struct view *view, int column);
/* So many cards down (below 0: up) in the column; far beyond its end: the first, the last. */
bool board_step(struct view *view, int step, struct err *err);
/* Goes on with a filter that has not looked at everything; false when all has. */
bool board_work(struct view *view, struct err *err);
/* The selected card; NULL: the column is empty. */
const struct board_card *board_selected(const struct view *view);
/* How many there are in the column, whatever the filter. */
int board_total(const struct supply_board *board, int column);
void board_draw(const struct view *view, struct canvas *canvas, struct rect rect);
#endif
