/* Supply requests (物资需求, domain.md §5): what the list, the board and the screen of one request share. */
#ifndef SCREENS_SUPPLIES_H
#define SCREENS_SUPPLIES_H
#include "gatepost/supply_rules.h"
#include "screens/history.h"
#include "screens/register.h"
#include "screens/registry.h"

enum { SUPPLY_AGE_BYTES = 32 };

/* The first member of the state of each of these screens. */
struct supply_screen {
    struct register_list list; /* also where there is no list: what asks for a reason */
    /* As the last move left it, until it is read again: keys typed ahead act on that. */
    struct supply moved;
};
/* What the small forms are opened with; the first member of their state is the request. */
struct supply_open {
    struct supply supply;
    bool hand_over; /* to somebody else than who has it */
};

/* Selects an open request in the list, unless another scope, a filter or an order stands there. */
void supplies_show(struct view *list, const struct supply *supply);
/* The request that keys mean; NULL: none. */
const struct supply *supply_here(const struct view *view);
/* "#214 5-1-802". */
void supply_name(const struct view *view, const void *record, char *text, size_t size);
/* The title of a small form. */
void supply_open_heading(const struct view *view, struct buffer *out);
/* "3:12/4:00!": how long it has waited, its limit, ! when that is over; of others when they came to where they are. */
void supply_age(const struct supply *supply, char text[SUPPLY_AGE_BYTES]);
/* 急, 超, 急超 while it waits, else "". */
const char *supply_sign(const struct supply *supply);
enum style supply_style(const struct supply *supply);
/* Of the titles: "to do 12, over 3, urgent 2, at the door 3, today 21"; the first two alone where there is less room.
 */
void supply_numbers_words(const struct supply_numbers *numbers, bool brief, struct buffer *out);

/* Somebody who may bring it, in a list of candidates: whether they fit what was typed (all do when nothing is), and
 * their line with the msgid of what speaks for them, NULL: nothing. */
bool supply_helper_fits(const struct supply_helper *helper, const char *typed);
void supply_helper_words(const struct view *view, const struct supply_helper *helper, const char *why, char *text,
                         size_t size);

/* Behind a move: says what became of it and how to undo that. `view` is the screen that shows requests. */
void supply_tell_moved(struct view *view, int64_t id);
/* After a refusal: what others did meanwhile was told, the next Enter is about that. Gives false. */
bool supply_refused(const struct view *view, struct supply *supply, const struct err *err);

const char *supply_why_none(const struct view *view);
const char *supply_why_not_on(const struct view *view);
const char *supply_why_not_back(const struct view *view);
const char *supply_why_not_hand(const struct view *view);
const char *supply_why_not_part(const struct view *view);
const char *supply_why_not_end(const struct view *view);
const char *supply_why_not_shopping(const struct view *view);
const char *supply_on_label(const struct view *view);
void supply_run_on(struct view *view);
void supply_run_back(struct view *view);
void supply_run_hand(struct view *view);
void supply_run_part(struct view *view);
void supply_run_end(struct view *view);
void supply_run_shopping(struct view *view);

/* A request that was called in. */
#define SUPPLY_ADD REGISTER_ADD("supply.add", &screen_supply_form, N_("Writes down what a household asks for."))
/* What becomes of a request, the same keys on every screen of it. */
#define SUPPLY_ACTIONS                                                                                                 \
    {.name = "supply.on",                                                                                              \
     .verb = "supply.move",                                                                                            \
     .label = N_("Move on"),                                                                                           \
     .help = N_("Moves the request on: taken by a volunteer, buying, left at the door, confirmed."),                   \
     .keys = {' ', '+'},                                                                                               \
     .priority = 80,                                                                                                   \
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,                                                                        \
     .run = supply_run_on,                                                                                             \
     .why_not = supply_why_not_on,                                                                                     \
     .label_now = supply_on_label},                                                                                    \
        {.name = "supply.back",                                                                                        \
         .verb = "supply.move",                                                                                        \
         .label = N_("Back one"),                                                                                      \
         .help = N_("Takes the last step back: what was brought in it goes back into the stock."),                     \
         .keys = {'-', KEY_BACKSPACE},                                                                                 \
         .priority = 60,                                                                                               \
         .flags = ACTION_NEEDS_ROW | ACTION_WRITES,                                                                    \
         .run = supply_run_back,                                                                                       \
         .why_not = supply_why_not_back},                                                                              \
        {.name = "supply.hand",                                                                                        \
         .verb = "supply.move",                                                                                        \
         .label = N_("Give to"),                                                                                       \
         .help = N_("Gives the request to a volunteer, or to another one than has it now."),                           \
         .keys = {KEY_CTRL('A')},                                                                                      \
         .priority = 58,                                                                                               \
         .flags = ACTION_NEEDS_ROW | ACTION_WRITES,                                                                    \
         .run = supply_run_hand,                                                                                       \
         .why_not = supply_why_not_hand,                                                                               \
         .opens = &screen_supply_helper},                                                                              \
        {.name = "supply.part",                                                                                        \
         .verb = "supply.move",                                                                                        \
         .label = N_("In part"),                                                                                       \
         .help = N_("Only a part of it is brought now: how much of each thing; the rest stays to be brought."),        \
         .keys = {KEY_CTRL('U')},                                                                                      \
         .priority = 50,                                                                                               \
         .flags = ACTION_NEEDS_ROW | ACTION_WRITES,                                                                    \
         .run = supply_run_part,                                                                                       \
         .why_not = supply_why_not_part,                                                                               \
         .opens = &screen_supply_parts},                                                                               \
        {.name = "supply.end",                                                                                         \
         .verb = "supply.move",                                                                                        \
         .label = N_("Give up"),                                                                                       \
         .help = N_("Ends the request without delivery: not to be had, cancelled, asked twice, not needed any more."), \
         .keys = {KEY_CTRL('W')},                                                                                      \
         .priority = 48,                                                                                               \
         .flags = ACTION_NEEDS_ROW | ACTION_WRITES,                                                                    \
         .run = supply_run_end,                                                                                        \
         .why_not = supply_why_not_end,                                                                                \
         .opens = &screen_supply_end},                                                                                 \
        {.name = "supply.edit",                                                                                        \
         .verb = "supply.edit",                                                                                        \
         .label = N_("Edit"),                                                                                          \
         .help = N_("Corrects the request: household, things, by when, who asked."),                                   \
         .keys = {KEY_F(2), 'e', KEY_ALT('2')},                                                                        \
         .priority = 70,                                                                                               \
         .flags = ACTION_NEEDS_ROW | ACTION_WRITES,                                                                    \
         .run = register_edit,                                                                                         \
         .why_not = supply_why_none,                                                                                   \
         .opens = &screen_supply_form},                                                                                \
        {.name = "supply.void",                                                                                        \
         .verb = "supply.void",                                                                                        \
         .label = N_("Void"),                                                                                          \
         .help = N_("Voids the request, with a reason: it was never asked for."),                                      \
         .keys = {KEY_DELETE, 'x'},                                                                                    \
         .priority = 40,                                                                                               \
         .flags = ACTION_NEEDS_ROW | ACTION_WRITES,                                                                    \
         .run = register_ask_void,                                                                                     \
         .why_not = supply_why_none},                                                                                  \
        {.name = "supply.history",                                                                                     \
         .label = N_("History"),                                                                                       \
         .help = N_("Who changed what of the request, and when."),                                                     \
         .keys = {KEY_CTRL('O')},                                                                                      \
         .priority = 30,                                                                                               \
         .flags = ACTION_NEEDS_ROW,                                                                                    \
         .run = register_history,                                                                                      \
         .why_not = supply_why_none,                                                                                   \
         .opens = &screen_history},                                                                                    \
        {.name = "supply.booklet",                                                                                     \
         .label = N_("Booklet"),                                                                                       \
         .help = N_("Opens the booklet of the household that asked: everything that is known of it."),                 \
         .keys = {'#', 'b'},                                                                                           \
         .priority = 14,                                                                                               \
         .flags = ACTION_NEEDS_ROW,                                                                                    \
         .run = register_booklet,                                                                                      \
         .why_not = supply_why_none,                                                                                   \
         .opens = &screen_booklet},                                                                                    \
        {.name = "supply.goods",                                                                                       \
         .label = N_("Stock"),                                                                                         \
         .help = N_("The list of goods with what there is of each, what is reserved, what is short."),                 \
         .keys = {'/'},                                                                                                \
         .priority = 34,                                                                                               \
         .opens = &screen_goods},                                                                                      \
        {.name = "supply.errands",                                                                                     \
         .label = N_("Errands"),                                                                                       \
         .help = N_("Errands of the volunteers: requests that go along, shopping lists, money, what is not settled."), \
         .keys = {KEY_CTRL('E'), ','},                                                                                 \
         .priority = 33,                                                                                               \
         .opens = &screen_errands},                                                                                    \
        {.name = "supply.shopping",                                                                                    \
         .label = N_("Shopping"),                                                                                      \
         .help = N_("The shopping list of the volunteer who has the selected request."),                               \
         .keys = {'.'},                                                                                                \
         .priority = 32,                                                                                               \
         .flags = ACTION_NEEDS_ROW,                                                                                    \
         .run = supply_run_shopping,                                                                                   \
         .why_not = supply_why_not_shopping,                                                                           \
         .opens = &screen_shopping},                                                                                   \
        LOOK_ACTION("supply.look", register_look, .why_not = supply_why_none)
#endif
