/* The board (mockup supply-board): requests as cards by state, moved on and back by a key. */
#include "screens/supply_board.h"

#include "gatepost/buffer.h"
#include "gatepost/moment.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include <stdio.h>

static bool open_board(struct view *view, const void *argument, struct err *err)
{
    struct supply_board *board = view->state;
    (void)err;
    board->index = NO_CARD;
    board->selected_id = argument ? *(const int64_t *)argument : 0;
    return true;
}

static const void *selected(const struct view *view)
{
    const struct board_card *card = board_selected(view);
    return card ? &card->supply : NULL;
}

static bool work(struct view *view)
{
    struct err ignored = {0}; /* the next load tells */
    return board_work(view, &ignored);
}

/* How to bring the selected one, who brings it, whom to call; one row. */
static void note(const struct view *view, struct buffer *out)
{
    const struct board_card *card = board_selected(view);
    char name[NAME_BYTES], phone[PHONE_SIZE];
    struct buffer words = {0};
    if (!card)
        return;
    const struct supply *supply = &card->supply;
    application_mask(application_of(view), MASK_NAME, supply->helper, name, sizeof name);
    application_mask(application_of(view), MASK_PHONE, supply->helper_phone, phone, sizeof phone);
    buffer_format(&words, "#%lld", (long long)supply->head.id);
    if (card->observed && supply_is_open(supply->state))
        buffer_format(&words, "  %s", _("Observed: leave at the door, no contact"));
    if (name[0])
        buffer_format(&words, "  %s %s %s", _("Volunteer"), name, phone);
    buffer_format(&words, "  %s", supply->items);
    text_cut(out, buffer_text(&words), view->outer.columns, false);
    buffer_release(&words);
}

/* ---- keys ---- */

static void run_turn(struct view *view)
{
    int column = ((const struct supply_board *)view->state)->focus + (int)view->running->argument;
    if (column >= 0 && column < BOARD_COLUMNS)
        board_turn(view, column);
}

static void run_column(struct view *view)
{
    board_turn(view, (int)view->running->argument);
}

static void run_step(struct view *view)
{
    struct err err = {0};
    int step = (int)view->running->argument;
    if (step == BOARD_PAGE || step == -BOARD_PAGE)
        step = step > 0 ? board_room(view) : -board_room(view);
    if (!board_step(view, step, &err))
        ui_say_err(view->ui, &err);
}

static void run_open(struct view *view)
{
    ui_open(view->ui, &screen_supply, &supply_here(view)->head.id);
}

static void show_filter(struct view *view, const char *words)
{
    struct supply_board *board = view->state;
    text_copy(board->shared.list.words, sizeof board->shared.list.words, words);
    for (int i = 0; i < BOARD_COLUMNS; i++)
        board->columns[i].top = (struct record_key){0};
    view_stale(view);
}

static bool filter_answered(struct view *view, const char *words, struct err *err)
{
    (void)err;
    if (words)
        show_filter(view, words);
    return true;
}

static void run_filter(struct view *view)
{
    const struct supply_board *board = view->state;
    prompt_line(view, _("Such as: rice   12-2   the volunteer's name   #214   !cancelled"), _("Filter"),
                board->shared.list.words, filter_answered);
}

static void run_all(struct view *view)
{
    show_filter(view, "");
}

static const char *not_filtered(const struct view *view)
{
    return ((const struct supply_board *)view->state)->shared.list.words[0] ? NULL : "";
}

/* Back in the list the request is selected that was the selected card. */
static void run_list(struct view *view)
{
    const struct supply *supply = supply_here(view);
    if (supply && supply_is_open(supply->state) && view->opener && view->opener->def == &screen_supplies)
        supplies_show(view->opener, supply);
    view_close(view);
}

static const struct register_screen subject = {
    .rules = &supply_rules,
    .form = &screen_supply_form,
    .selected = selected,
    .name = supply_name,
};
#define MOVES(name_, label_, help_, run_, argument_, ...)                                                          \
    {                                                                                                              \
        .name = name_, .label = label_, .help = help_, .keys = {__VA_ARGS__}, .flags = ACTION_HIDDEN, .run = run_, \
        .argument = argument_                                                                                      \
    }
static const struct action actions[] = {
    {.name = "board.open",
     .label = N_("Details"),
     .help = N_("The selected request whole: each thing, who has it, what became of it."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 76,
     .run = run_open,
     .why_not = supply_why_none,
     .opens = &screen_supply},
    SUPPLY_ADD,
    SUPPLY_ACTIONS,
    {.name = "board.list",
     .label = N_("List"),
     .help = N_("Back to the list."),
     .keys = {KEY_CTRL('G'), '*'},
     .priority = 72,
     .run = run_list},
    {.name = "board.filter",
     .label = N_("Filter"),
     .help = N_("Only cards that match: things, place, volunteer, number."),
     .keys = {KEY_F(4), 'f', KEY_ALT('4')},
     .priority = 50,
     .run = run_filter},
    {.name = "board.all",
     .label = N_("Show all"),
     .help = N_("Shows all cards again."),
     .keys = {KEY_ESC},
     .priority = 66,
     .run = run_all,
     .why_not = not_filtered},
    MOVES("board.left", N_("Left"), N_("The column to the left."), run_turn, -1, KEY_LEFT, 'h', KEY_BACK_TAB),
    MOVES("board.right", N_("Right"), N_("The column to the right."), run_turn, 1, KEY_RIGHT, 'l', KEY_TAB),
    MOVES("board.column1", N_("New"), N_("To the column of new requests."), run_column, BOARD_NEW, '1'),
    MOVES("board.column2", N_("UnderWay"), N_("To the column of those under way."), run_column, BOARD_UNDER_WAY, '2'),
    MOVES("board.column3", N_("At door"), N_("To the column of those at the door."), run_column, BOARD_LEFT, '3'),
    MOVES("board.column4", N_("Done"), N_("To the column of those confirmed today."), run_column, BOARD_CONFIRMED, '4'),
    MOVES("board.up", N_("Up"), N_("The card above."), run_step, -1, KEY_UP, 'k'),
    MOVES("board.down", N_("Down"), N_("The card below."), run_step, 1, KEY_DOWN, 'j'),
    MOVES("board.page-up", N_("Page up"), N_("As many cards up as are shown."), run_step, -BOARD_PAGE, KEY_PAGE_UP),
    MOVES("board.page-down", N_("Page dn"), N_("As many cards down as are shown."), run_step, BOARD_PAGE,
          KEY_PAGE_DOWN),
    MOVES("board.first", N_("First"), N_("The first card of the column."), run_step, -BOARD_FAR, KEY_HOME, 'g'),
    MOVES("board.last", N_("Last"), N_("The last card of the column."), run_step, BOARD_FAR, KEY_END, 'G'),
};
const struct screen_def screen_supply_board = {
    .name = "supply_board",
    .title = N_("Board of requests"),
    .subject = &subject,
    .state_size = sizeof(struct supply_board),
    .actions = ACTION_TABLE(actions),
    .topics = TOPIC_SUPPLY | TOPIC_STOCK | TOPIC_OBSERVATION | TOPIC_PEOPLE | TOPIC_SETTING | TOPIC_CLOCK | TOPIC_DAY |
              TOPIC_SESSION,
    .open = open_board,
    .load = board_load,
    .work = work,
    .note = note,
    .draw = board_draw,
};
