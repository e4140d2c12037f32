/* The board drawn: as many columns side by side as there is room for, the one with the selected card among them. */
#include "gatepost/buffer.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "screens/supply_board.h"
#include <stdio.h>
#include <string.h>

enum { COLUMN_LEAST = 19, TITLE_FRAME = 6 };

static const char *const titles[BOARD_COLUMNS] = {N_("board|New"), N_("board|Taken"), N_("board|At door"),
                                                  N_("board|Done today")};

static void write_count(const struct supply_board *board, int number, struct buffer *out)
{
    const struct board_column *column = &board->columns[number];
    bool all = column->finished && column->top.id == 0;
    if (board->shared.list.words[0])
        buffer_format(out, "%d%s/", column->count, all ? "" : "+");
    buffer_format(out, "%d", board_total(board, number));
}

/* A count that is cut would be read as another: where there is no room the column's key goes, then its name. */
static void write_title(const struct supply_board *board, int number, int room, struct buffer *out)
{
    struct buffer count = {0}, name = {0};
    bool focused = number == board->focus;
    write_count(board, number, &count);
    buffer_format(&name, "%d %s ", number + 1, words_context(titles[number]));
    room -= text_width(buffer_text(&count)) + (focused ? 2 : 0);
    const char *words = buffer_text(&name);
    if (text_width(words) > room)
        words += strcspn(words, " ") + 1;
    if (text_width(words) > room)
        words = "";
    buffer_format(out, "%s%s%s%s", focused ? ">" : "", words, buffer_text(&count), focused ? "<" : "");
    buffer_release(&count);
    buffer_release(&name);
}

static void write_first_line(const struct view *view, const struct board_card *card, int number, struct buffer *out)
{
    char text[SUPPLY_AGE_BYTES], helper[NAME_BYTES];
    const struct supply *supply = &card->supply;
    const char *sign = supply_sign(supply);
    supply_age(supply, text);
    text[strcspn(text, "/")] = '\0'; /* the limit stands in the details */
    buffer_format(out, "#%lld %s%s%s", (long long)supply->head.id, sign, sign[0] ? " " : "", text);
    if (number == BOARD_UNDER_WAY)
        buffer_format(out, " %s",
                      words_context(supply->state == SUPPLY_BUYING ? N_("card|buying") : N_("card|assigned")));
    application_mask(application_of(view), MASK_NAME, supply->helper, helper, sizeof helper);
    if (helper[0])
        buffer_format(out, " %s", helper);
}

static void draw_card(const struct view *view, const struct board_card *card, int number, bool selected,
                      struct canvas *canvas, struct rect rect)
{
    struct buffer first = {0}, second = {0};
    char name[NAME_BYTES];
    enum style style = selected ? STYLE_SELECTED : STYLE_NORMAL;
    write_first_line(view, card, number, &first);
    application_mask(application_of(view), MASK_NAME, card->head, name, sizeof name);
    buffer_format(&second, "%s %s", card->place, name);
    if (selected)
        canvas_fill(canvas, (struct rect){rect.row, rect.column, CARD_ROWS - 1, rect.columns}, STYLE_SELECTED);
    canvas_text(canvas, rect.row, rect.column, 1, selected ? ">" : " ", style);
    canvas_cut(canvas, rect.row, rect.column + 1, rect.columns - 2, buffer_text(&first),
               selected ? STYLE_SELECTED : supply_style(&card->supply));
    if (selected)
        canvas_text(canvas, rect.row, rect.column + rect.columns - 1, 1, "<", style);
    canvas_cut(canvas, rect.row + 1, rect.column + 2, rect.columns - 2, buffer_text(&second), style);
    canvas_cut(canvas, rect.row + 2, rect.column + 2, rect.columns - 2, card->supply.items, style);
    buffer_release(&first);
    buffer_release(&second);
}

/* How many are not shown, above and below; with a filter nobody has counted them. */
static void say_more(const struct supply_board *board, int number, int shown, struct canvas *canvas, struct rect rect)
{
    const struct board_column *column = &board->columns[number];
    char text[CELL_BYTES] = "";
    bool filtered = board->shared.list.words[0] != '\0', above = column->top.id != 0;
    bool below = !column->finished || shown < column->count;
    int total = board_total(board, number);
    if (above && below)
        text_copy(text, sizeof text, _("more up and down"));
    else if (above && filtered)
        text_copy(text, sizeof text, _("more above (PgUp)"));
    else if (above)
        snprintf(text, sizeof text, _("%d more (PgUp)"), total - column->count);
    else if (below && filtered)
        text_copy(text, sizeof text, _("more below (PgDn)"));
    else if (below)
        snprintf(text, sizeof text, _("%d more (PgDn)"), total - shown);
    canvas_cut(canvas, rect.row + rect.rows - 1, rect.column + 1, rect.columns - 1, text, STYLE_MUTED);
}

static void draw_column(const struct view *view, int number, struct canvas *canvas, struct rect box)
{
    const struct supply_board *board = view->state;
    const struct board_column *column = &board->columns[number];
    struct rect inside = {box.row + 1, box.column + 1, box.rows - 2, box.columns - 2};
    struct buffer title = {0};
    int room = board_room(view), shown = 0;
    bool focused = number == board->focus;
    int first = focused && board->index >= room ? board->index - room + 1 : 0;
    write_title(board, number, box.columns - TITLE_FRAME, &title);
    canvas_box(canvas, box, buffer_text(&title), "", focused ? STYLE_FOCUS : STYLE_BORDER);
    for (int i = first; i < column->count && shown < room; i++, shown++)
        draw_card(view, &column->cards[i], number, focused && i == board->index, canvas,
                  (struct rect){inside.row + shown * CARD_ROWS, inside.column, CARD_ROWS - 1, inside.columns});
    if (column->count == 0 && column->finished)
        canvas_cut(canvas, inside.row, inside.column + 1, inside.columns - 1, _("none"), STYLE_MUTED);
    say_more(board, number, first + shown, canvas, inside);
    buffer_release(&title);
}

/* An active filter must be seen: in the lowest line. */
static void draw_filter(const struct supply_board *board, struct canvas *canvas, struct rect all)
{
    struct buffer text = {0};
    buffer_format(&text, " %s%s  %s ", _("Filter: "), board->shared.list.words, _("(Esc shows all)"));
    if (board->shared.list.words[0])
        canvas_cut(canvas, all.row + all.rows - 1, all.column + 2, all.columns - 4, buffer_text(&text), STYLE_WARNING);
    buffer_release(&text);
}

/* The boxes share their lines, and the frame of the screen. */
void board_draw(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct supply_board *board = view->state;
    struct rect all = {rect.row - 1, rect.column - 1, rect.rows + 2, rect.columns + 2};
    int count = all.columns / COLUMN_LEAST;
    count = count < 1 ? 1 : count > BOARD_COLUMNS ? BOARD_COLUMNS : count;
    int first = board->focus >= count ? board->focus - count + 1 : 0;
    struct rect focused = {0};
    for (int i = 0; i < count; i++) {
        int from = (all.columns - 1) * i / count, until = (all.columns - 1) * (i + 1) / count;
        struct rect box = {all.row, all.column + from, all.rows, until - from + 1};
        if (first + i == board->focus)
            focused = box;
        else
            draw_column(view, first + i, canvas, box);
    }
    draw_column(view, board->focus, canvas, focused); /* its lines lie over those of its neighbours */
    draw_filter(board, canvas, all);
}
