/* What the grid of the round shows: cells, headings, counts, the legend, and what of it goes into a chat. */
#include "gatepost/clock.h"
#include "gatepost/posting.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/round.h"
#include <stdio.h>

enum { LEGEND_LEAST = 6 }; /* rows before the legend takes one */

static enum style cell_style(enum reading_sign sign)
{
    static const enum style styles[SIGN_COUNT] = {
        [SIGN_NOT_YET] = STYLE_MUTED,     [SIGN_ABNORMAL] = STYLE_ALARM,  [SIGN_NOT_DONE] = STYLE_WARNING,
        [SIGN_NO_ANSWER] = STYLE_WARNING, [SIGN_REFUSED] = STYLE_WARNING,
    };
    return styles[sign];
}

static bool is_typed(const struct view *view, const struct round_row *row, int place)
{
    const struct round *state = view->state;
    return state->typed[0] && state->typed_for == row->key.id && place == round_place(view);
}

static void write_cell(const struct view *view, const struct round_row *row, int place, struct cell *cell)
{
    const struct round *state = view->state;
    if (is_typed(view, row, place)) {
        text_copy(cell->text, sizeof cell->text, state->typed);
        return;
    }
    text_copy(cell->text, sizeof cell->text, row->cells[place].text);
    cell->style = cell_style(row->cells[place].sign);
}

static void write_day(const struct round_row *row, struct cell *cell)
{
    int64_t now = clock_now();
    if (observation_awaits_release(&row->observation, now))
        text_copy(cell->text, sizeof cell->text, words_context(N_("term|over")));
    else
        observation_day_text(&row->observation, clock_day(now), cell->text, sizeof cell->text);
}

void round_cell(const struct view *view, const void *from, int column, struct cell *cell)
{
    const struct round_row *row = from;
    const struct application *application = application_of(view);
    if (column >= COLUMN_CELLS)
        write_cell(view, row, column - COLUMN_CELLS, cell);
    else if (column == COLUMN_ROOM)
        text_copy(cell->text, sizeof cell->text, row->room);
    else if (column == COLUMN_NAME)
        application_mask(application, MASK_NAME, row->name, cell->text, sizeof cell->text);
    else if (column == COLUMN_DAY)
        write_day(row, cell);
    else
        application_mask(application, MASK_PHONE, row->phone, cell->text, sizeof cell->text);
}

void round_column(const struct view *view, int column, char *text, size_t size)
{
    static const char *const halves[] = {N_("half-day|am"), N_("half-day|pm")};
    const struct round *state = view->state;
    if (column < COLUMN_CELLS)
        return;
    struct half_day half_day = half_day_add(state->newest, column - COLUMN_CELLS - ROUND_CELLS + 1);
    snprintf(text, size, "%02d-%02d%s%s", half_day.day / 100 % 100, half_day.day % 100,
             words_context(halves[half_day.half]), half_day_compare(half_day, state->at) == 0 ? "<" : "");
}

int round_field(const struct view *view, int *cursor)
{
    const struct round *state = view->state;
    const struct round_row *row = round_selected(view);
    *cursor = row && is_typed(view, row, round_place(view)) ? text_width(state->typed) : 0;
    return COLUMN_CELLS + round_place(view);
}

enum style round_row_style(const struct view *view, const void *row)
{
    (void)view;
    return observation_awaits_release(&((const struct round_row *)row)->observation, clock_now()) ? STYLE_MUTED
                                                                                                  : STYLE_NORMAL;
}

void round_heading(const struct view *view, struct buffer *out)
{
    const struct round *state = view->state;
    char label[32];
    half_day_label(state->at, label, sizeof label);
    buffer_format(out, _("filling in %s"), label);
    if (state->open_only)
        buffer_format(out, "  %s", _("not measured only"));
}

static void add_count(struct buffer *out, const char *label, int count, bool always)
{
    if (count || always)
        buffer_format(out, "%s%s %d", out->length ? "  " : "", _(label), count);
}

void round_add_counts(const struct round_counts *counts, struct buffer *out)
{
    add_count(out, N_("measured"), counts->outcomes[READING_VALUE], true);
    add_count(out, reading_sign_labels[SIGN_ABNORMAL], counts->abnormal, false);
    add_count(out, reading_sign_labels[SIGN_NO_ANSWER], counts->outcomes[READING_NO_ANSWER], false);
    add_count(out, reading_sign_labels[SIGN_REFUSED], counts->outcomes[READING_REFUSED], false);
    add_count(out, reading_sign_labels[SIGN_EXCUSED], counts->outcomes[READING_EXCUSED], false);
}

/* Beside a filter there is no room for more. */
static void add_matching(const struct view *view, struct buffer *out)
{
    const struct round *state = view->state;
    int people = state->counts.open;
    for (int i = READING_VALUE; i <= READING_EXCUSED; i++)
        people += state->counts.outcomes[i];
    buffer_format(out, "%d%s/%d", view->list.count, view->list.at_first && view->list.at_last ? "" : "+", people);
}

void round_status(const struct view *view, struct buffer *out)
{
    const struct round *state = view->state;
    struct store *store = application_store(view);
    int64_t now = clock_now();
    if (half_day_due_at(store, state->at) > now) {
        buffer_add(out, _(reading_sign_labels[SIGN_NOT_YET]));
        return;
    }
    if (state->words[0]) {
        add_matching(view, out);
        return;
    }
    bool over = half_day_missed_at(store, state->at) <= now;
    add_count(out, reading_sign_labels[over ? SIGN_NOT_DONE : SIGN_DUE], state->counts.open, true);
    round_add_counts(&state->counts, out);
}

/* The legend stands below the list, where there is room: every sign is read without colour. */
struct rect round_list_place(const struct view *view, struct rect inside)
{
    (void)view;
    inside.rows -= inside.rows > LEGEND_LEAST;
    return inside;
}

void round_draw(const struct view *view, struct canvas *canvas, struct rect rect)
{
    struct rect list = round_list_place(view, rect);
    list_draw(view, &view->list, canvas, list, view == ui_top(view->ui), view->wide);
    if (list.rows < rect.rows)
        canvas_text(canvas, rect.row + list.rows, rect.column + 1, rect.columns - 1,
                    _(". not yet  due  36.5  37.6! fever  -none  /refused  ?missed  *excused  ~late"), STYLE_MUTED);
}

/* ---- who has not been measured, for the chat ---- */

bool round_post(const struct view *view, const void *from, struct posting *posting)
{
    const struct round_row *row = from;
    char text[CELL_BYTES];
    int place = round_place(view);
    if (!round_is_open(row->cells[place].sign))
        return false;
    if (!posting)
        return true;
    posting_cell(posting, row->room);
    application_mask(application_of(view), MASK_NAME, row->name, text, sizeof text);
    posting_cell(posting, text);
    posting_cell(posting, _(reading_sign_labels[row->cells[place].sign]));
    return true;
}

void round_post_title(const struct view *view, char *text, size_t size)
{
    const struct round *state = view->state;
    char label[32];
    half_day_label(state->at, label, sizeof label);
    snprintf(text, size, _("Not measured, %s"), label);
}
