/* The selected member's temperatures: who it is, the marks of the days, the numbers under them. */
#include "gatepost/chart.h"
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/labels.h"
#include "gatepost/utf8.h"
#include "screens/booklet.h"
#include <stdio.h>
#include <string.h>

enum {
    SLOT = 5, /* columns of a day */
    EVENING = 2,
    NUMBER_ROWS = 3,
    CHART_LEAST = 4,
    TEXT_BYTES = 400,
};

static struct rect below(struct rect rect, int rows)
{
    return (struct rect){rect.row + rows, rect.column, rect.rows - rows, rect.columns};
}

static struct rect top(struct rect rect, int rows)
{
    rect.rows = rows;
    return rect;
}

/* ---- words ---- */

void booklet_mask_name(const struct view *view, const char *name, char out[NAME_BYTES])
{
    application_mask(application_of(view), MASK_NAME, name, out, NAME_BYTES);
}

static void day_words(int day, char text[8])
{
    snprintf(text, 8, "%02d-%02d", day / 100 % 100, day % 100);
}

/* "9/14"; how it ended when it has. */
void booklet_observed_words(const struct observation *observation, char *text, size_t size)
{
    if (!observation->head.id)
        text_copy(text, size, "");
    else if (observation->ended_at || observation->state == OBSERVATION_TO_VERIFY)
        text_copy(text, size, words_context(observation_state_labels[observation->state]));
    else if (observation_awaits_release(observation, clock_now()))
        text_copy(text, size, _("!term over"));
    else
        observation_day_text(observation, clock_day(clock_now()), text, size);
}

static void person_words(const struct view *view, const struct booklet_member *member, char *text, size_t size)
{
    const struct observation *observation = &member->observation;
    const struct person *person = &member->person;
    char name[NAME_BYTES], first[8], last[8], state[64];
    struct buffer words = {0};
    booklet_mask_name(view, person->name, name);
    buffer_add(&words, name);
    if (person->sex && person->birth_day)
        buffer_format(&words, person->sex == 'm' ? _(" male %d") : _(" female %d"),
                      (clock_day(clock_now()) - person->birth_day) / 10000);
    if (observation->head.id) {
        day_words(observation->first_day, first);
        day_words(observation->last_day, last);
        booklet_observed_words(observation, state, sizeof state);
        buffer_format(&words, "  %s  ", words_context(observation_kind_labels[observation->kind]));
        buffer_format(&words, _("from %1$s  day %2$s  release after %3$s"), first, state, last);
    } else {
        buffer_format(&words, "  %s  %s", _(person_kind_labels[person->kind]), _("not under observation"));
    }
    text_copy(text, size, buffer_text(&words));
    buffer_release(&words);
}

/* ---- the chart ---- */

static int days_shown(struct rect rect)
{
    int days = (rect.columns - CHART_SCALE + 1) / SLOT;
    return days > 0 ? days : 0;
}

/* The first day in sight: the chosen one is always among them. */
static int first_shown(const struct booklet *state, struct rect rect)
{
    int days = days_shown(rect), chosen = state->cell / 2, first = 0;
    if (state->day_count > days && chosen >= days)
        first = chosen - days + 1;
    return first;
}

static void label_degrees(int tenths, char *text, size_t size)
{
    char degrees[8];
    temperature_format(tenths, degrees);
    text_copy(text, size, degrees);
}

/* Two characters where the number would stand, so that a gap to the next day remains. */
static const char *cell_words(const struct booklet_cell *cell)
{
    switch (cell->sign) {
    case SIGN_DUE:
        return words_context(N_("chart|due"));
    case SIGN_NO_ANSWER:
        return words_context(N_("chart|none"));
    case SIGN_REFUSED:
        return words_context(N_("chart|ref."));
    case SIGN_NOT_DONE:
        return words_context(N_("chart|miss"));
    case SIGN_EXCUSED:
        return words_context(N_("chart|exc."));
    default:
        return cell->text;
    }
}

static const char *cell_mark(const struct booklet_cell *cell, int half)
{
    switch (cell->sign) {
    case SIGN_ABNORMAL:
        return "!";
    case SIGN_NORMAL:
        return half == HALF_MORNING ? "*" : "o";
    case SIGN_NOT_DONE:
        return "?";
    case SIGN_NO_ANSWER:
        return "-";
    case SIGN_REFUSED:
        return "/";
    default:
        return NULL;
    }
}

static void draw_points(const struct booklet *state, struct canvas *canvas, struct rect rect)
{
    struct chart_point points[BOOKLET_DAYS * 2];
    struct chart chart = {.points = points, .line = state->fever_line, .step = 3, .label = label_degrees};
    int first = first_shown(state, rect), days = days_shown(rect);
    for (int i = first * 2; i < state->day_count * 2 && i < (first + days) * 2; i++) {
        const struct booklet_cell *cell = &state->cells[i];
        const char *mark = cell_mark(cell, i % 2);
        if (!mark)
            continue;
        points[chart.count++] = (struct chart_point){
            .column = (i / 2 - first) * SLOT + i % 2 * EVENING,
            .value = cell->tenths ? cell->tenths : CHART_NOTHING,
            .mark = mark,
            .style = cell->sign == SIGN_ABNORMAL ? STYLE_ALARM
                     : cell->sign == SIGN_NORMAL ? STYLE_NORMAL
                                                 : STYLE_WARNING,
        };
    }
    chart_draw(canvas, rect, &chart);
}

static enum style cell_style(const struct booklet_cell *cell)
{
    switch (cell->sign) {
    case SIGN_ABNORMAL:
        return STYLE_ALARM;
    case SIGN_NORMAL:
    case SIGN_EXCUSED:
        return STYLE_NORMAL;
    case SIGN_NOT_YET:
        return STYLE_MUTED;
    default:
        return STYLE_WARNING;
    }
}

/* The cursor of the terminal stands in the chosen cell: it is seen without colour. */
static void draw_numbers(const struct booklet *state, struct canvas *canvas, struct rect rect)
{
    const char *const labels[] = {N_("chart|am *"), N_("chart|pm o")};
    int first = first_shown(state, rect), days = days_shown(rect);
    char text[16];
    if (rect.rows <= 0)
        return;
    canvas_text(canvas, rect.row, rect.column, CHART_SCALE - 1, words_context(N_("chart|Day")), STYLE_MUTED);
    for (int i = first; i < state->day_count && i < first + days; i++) {
        bool chosen = state->cell / 2 == i;
        int number = day_distance(state->members[state->selected].observation.first_day, state->first_day) + i + 1;
        snprintf(text, sizeof text, chosen ? "[%d]" : "%d", number);
        canvas_text(canvas, rect.row, rect.column + CHART_SCALE + (i - first) * SLOT, SLOT, text,
                    chosen ? STYLE_TITLE : STYLE_MUTED);
    }
    for (int half = 0; half < 2 && half + 1 < rect.rows; half++) {
        int row = rect.row + 1 + half;
        canvas_text(canvas, row, rect.column, CHART_SCALE - 1, words_context(labels[half]), STYLE_MUTED);
        for (int i = first; i < state->day_count && i < first + days; i++) {
            const struct booklet_cell *cell = &state->cells[i * 2 + half];
            int column = rect.column + CHART_SCALE + (i - first) * SLOT;
            bool chosen = state->cell == i * 2 + half;
            canvas_text(canvas, row, column, SLOT, cell_words(cell), chosen ? STYLE_SELECTED : cell_style(cell));
            if (chosen && state->tab == TAB_TEMPERATURE) {
                canvas->cursor_row = row;
                canvas->cursor_column = column;
            }
        }
    }
}

static void others_words(const struct view *view, char *text, size_t size)
{
    const struct booklet *state = view->state;
    struct buffer words = {0};
    char name[NAME_BYTES], observed[64];
    for (int i = 0; i < state->member_count; i++) {
        const struct booklet_member *member = &state->members[i];
        if (i == state->selected || !member->observation.head.id || member->observation.ended_at)
            continue;
        booklet_mask_name(view, member->person.name, name);
        booklet_observed_words(&member->observation, observed, sizeof observed);
        buffer_format(&words, "%s%s(%s)", words.length ? " " : _("Others: "), name, observed);
    }
    if (state->members[state->selected].missed)
        buffer_format(&words, _("%1$smissed %2$d"), words.length ? "   " : "", state->members[state->selected].missed);
    buffer_format(&words, _("%1$s?=missed  !=fever  -----=line %2$d.%3$d"), words.length ? "   " : "",
                  state->fever_line / 10, state->fever_line % 10);
    text_copy(text, size, buffer_text(&words));
    buffer_release(&words);
}

void booklet_draw_chart(const struct view *view, struct canvas *canvas, struct rect rect, const char *title)
{
    const struct booklet *state = view->state;
    const struct booklet_member *member = booklet_member(view);
    char text[TEXT_BYTES];
    int at = canvas_text(canvas, rect.row, rect.column, rect.columns, title, STYLE_FOCUS);
    if (rect.rows <= 0)
        return;
    if (!member) {
        canvas_cut(canvas, rect.row + (title[0] ? 1 : 0), rect.column, rect.columns,
                   _("Nobody of this household is in the register. F7 in part 5 adds somebody."), STYLE_MUTED);
        return;
    }
    person_words(view, member, text, sizeof text);
    at += at ? 1 : 0;
    canvas_cut(canvas, rect.row, rect.column + at, rect.columns - at, text, STYLE_TITLE);
    int words = rect.rows > NUMBER_ROWS + 2 ? 2 : 1;
    if (state->tab == TAB_TEMPERATURE) {
        canvas->cursor_row = rect.row;
        canvas->cursor_column = rect.column + at;
    }
    if (!state->day_count)
        return;
    if (words > 1) {
        others_words(view, text, sizeof text);
        canvas_cut(canvas, rect.row + 1, rect.column, rect.columns, text, STYLE_NORMAL);
    }
    struct rect picture = below(rect, words);
    int rows = picture.rows - NUMBER_ROWS;
    if (rows >= CHART_LEAST)
        draw_points(state, canvas, top(picture, rows));
    draw_numbers(state, canvas, rows >= CHART_LEAST ? below(picture, rows) : picture);
}
