#include "screens/roster_row.h"

#include "gatepost/clock.h"
#include "gatepost/mask.h"
#include "gatepost/moment.h"
#include "gatepost/own_act.h"
#include "gatepost/posting.h"
#include "gatepost/roster_move.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include <stdio.h>
#include <string.h>

enum { MINUTE = 60, HOUR = 3600 };

void roster_take_moment(struct store *store, struct roster_moment *moment)
{
    moment->now = clock_now();
    moment->late_s = (int)setting_integer(store, "roster.late_minutes") * MINUTE;
    moment->soon_s = (int)setting_integer(store, "roster.uncovered_hours") * HOUR;
}

bool shift_is_late(const struct assignment *assignment, const struct roster_moment *moment)
{
    return assignment->state <= ASSIGNMENT_CONFIRMED && moment->now < assignment->ends_at &&
           assignment->starts_at + moment->late_s <= moment->now;
}

/* ---- a line ---- */

static void add_name(char text[CELL_BYTES], const char *name, const char *sign)
{
    size_t length = strlen(text);
    snprintf(text + length, CELL_BYTES - length, "%s%s%s", length ? " " : "", name, sign);
}

/* Who is not there yet is marked with !, who looks for a stand-in with ?; who does not come any more is left out. */
static void add_person(const struct roster_moment *moment, const struct roster_entry *entry, struct roster_line *line)
{
    const struct assignment *assignment = &entry->assignment;
    bool late = shift_is_late(assignment, moment), seeks = assignment->seeking_at != 0;
    const char *sign = seeks ? "?" : late ? "!" : "";
    char name[NAME_BYTES];
    if (!assignment_counts(assignment))
        return;
    line->arrived += assignment->state == ASSIGNMENT_ARRIVED || assignment->state == ASSIGNMENT_DONE;
    line->confirmed += assignment->state == ASSIGNMENT_CONFIRMED;
    line->late += late;
    add_name(line->people, entry->name, sign);
    mask_value(MASK_NAME, entry->name, name, sizeof name);
    add_name(line->said, name, sign);
}

static enum roster_rank rank_of(const struct roster_line *line, const struct roster_moment *moment)
{
    bool near = line->shift.starts_at <= moment->now + moment->soon_s;
    if (near && roster_signs(line))
        return ROSTER_CALLS;
    return line->running ? ROSTER_RUNS : ROSTER_COMES;
}

void roster_fill_line(const struct roster_moment *moment, const struct roster_now *from,
                      const struct roster_entry *entries, struct roster_line *line)
{
    const struct roster_cell *cell = &from->cell;
    *line = (struct roster_line){.shift = {.post_id = from->post.head.id,
                                           .starts_at = cell->starts_at,
                                           .ends_at = cell->ends_at,
                                           .day = cell->day},
                                 .position = from->post.position,
                                 .least = cell->least,
                                 .wanted = cell->wanted,
                                 .running = from->running,
                                 .count = cell->count,
                                 .seeking = cell->seeking,
                                 .doubtful = cell->doubtful,
                                 .gap = roster_cell_gap(cell, moment->now)};
    text_copy(line->post, sizeof line->post, from->post.name);
    for (int i = 0; i < cell->entries; i++)
        add_person(moment, &entries[cell->first + i], line);
    line->rank = rank_of(line, moment);
}

unsigned roster_signs(const struct roster_line *line)
{
    return (line->gap ? SIGN_GAP : 0U) | (line->late ? SIGN_LATE : 0U) | (line->seeking ? SIGN_SEEKING : 0U) |
           (line->doubtful ? SIGN_DOUBTFUL : 0U);
}

static int compare_integers(int64_t one, int64_t other)
{
    return (one > other) - (one < other);
}

static int compare_times(const struct roster_line *one, const struct roster_line *other)
{
    int order = compare_integers(one->shift.starts_at, other->shift.starts_at);
    order = order ? order : compare_integers(one->position, other->position);
    return order ? order : compare_integers(one->shift.post_id, other->shift.post_id);
}

int roster_compare_lines(const void *one, const void *other)
{
    const struct roster_line *a = one, *b = other;
    int order = compare_integers(a->rank, b->rank);
    return order ? order : compare_times(a, b);
}

int roster_line_compare(const void *one, const void *other, int column)
{
    const struct roster_line *a = one, *b = other;
    switch (column) {
    case ROSTER_POST:
        return compare_integers(a->position, b->position);
    case ROSTER_PEOPLE:
        return strcmp(a->people, b->people);
    case ROSTER_STATE:
        return compare_integers(b->gap, a->gap);
    default:
        return compare_times(a, b);
    }
}

/* ---- in words ---- */

void shift_label(const struct fit_shift *shift, char words[SHIFT_LABEL_BYTES])
{
    char span[SHIFT_SPAN_BYTES];
    int today = clock_day(clock_now());
    shift_span_text(shift_span_of(shift->day, shift->starts_at, shift->ends_at), span);
    if (shift->day == today)
        text_copy(words, SHIFT_LABEL_BYTES, span);
    else if (shift->day == clock_day_add(today, 1))
        snprintf(words, SHIFT_LABEL_BYTES, words_context(N_("shift of tomorrow|+%s")), span);
    else if (shift->day == clock_day_add(today, -1))
        snprintf(words, SHIFT_LABEL_BYTES, words_context(N_("shift of yesterday|-%s")), span);
    else
        snprintf(words, SHIFT_LABEL_BYTES, "%02d-%02d %s", shift->day / 100 % 100, shift->day % 100, span);
}

void shift_state_words(const struct assignment *assignment, int64_t now, char *text, size_t size)
{
    struct buffer words = {0};
    char when[TIME_SIZE];
    int late = shift_late_minutes(assignment);
    time_label(assignment->arrived_at, when);
    buffer_add(&words, words_context(assignment_state_labels[assignment->state]));
    if (assignment->arrived_at)
        buffer_format(&words, " %s", when);
    if (late)
        buffer_format(&words, _(", %d min late"), late);
    if (assignment->state <= ASSIGNMENT_CONFIRMED && assignment->starts_at < now && now < assignment->ends_at)
        buffer_add(&words, _(", not there yet"));
    if (assignment->left_at) {
        time_label(assignment->left_at, when);
        buffer_format(&words, " - %s", when);
    }
    if (assignment->not_signed_out)
        buffer_add(&words, _(", not signed out"));
    if (assignment->seeking_at)
        buffer_add(&words, _(", stand-in wanted"));
    text_copy(text, size, buffer_text(&words));
    buffer_release(&words);
}

void shift_own_words(struct store *store, const struct assignment *assignment, char *text, size_t size)
{
    struct own_act act;
    char when[TIME_SIZE];
    text[0] = '\0';
    if (!own_act_last(store, "assignment", assignment->head.id, &act, NULL) || act.at == 0)
        return;
    moment_label(act.at, when);
    snprintf(text, size, _("by themselves %1$s %2$s"), when, act.terminal);
}

/* The gravest of it: a column says one thing. */
static void write_state(const struct roster_line *line, char *text, size_t size)
{
    if (line->gap)
        snprintf(text, size, words_context(N_("shift|short %d")), line->gap);
    else if (line->late)
        snprintf(text, size, words_context(N_("shift|late %d")), line->late);
    else if (line->seeking)
        snprintf(text, size, words_context(N_("shift|swap %d")), line->seeking);
    else if (line->doubtful)
        snprintf(text, size, words_context(N_("shift|check %d")), line->doubtful);
    else if (line->running)
        snprintf(text, size, words_context(N_("shift|in %1$d/%2$d")), line->arrived, line->count);
    else
        snprintf(text, size, words_context(N_("shift|yes %1$d/%2$d")), line->confirmed + line->arrived, line->count);
}

const struct column roster_columns[] = {
    [ROSTER_POST] = {.heading = N_("shift|Post"), .name = "post", .width = 8, .grow = 1, .most = 16, .priority = 9},
    [ROSTER_SHIFT] = {.heading = N_("shift|Shift"), .name = "shift", .width = 7, .grow = 1, .most = 12, .priority = 9},
    [ROSTER_PEOPLE] = {.heading = N_("shift|Who"), .name = "people", .width = 8, .grow = 6, .priority = 9},
    [ROSTER_STATE] = {.heading = N_("State"), .name = "state", .width = 8, .priority = 9},
};

void roster_line_cell(const struct view *view, const void *row, int column, struct cell *cell)
{
    const struct roster_line *line = row;
    const char *people = application_masks_names(application_of(view)) ? line->said : line->people;
    char words[SHIFT_LABEL_BYTES];
    switch (column) {
    case ROSTER_POST:
        text_copy(cell->text, sizeof cell->text, line->post);
        break;
    case ROSTER_SHIFT:
        shift_label(&line->shift, words);
        text_copy(cell->text, sizeof cell->text, words);
        break;
    case ROSTER_PEOPLE:
        text_copy(cell->text, sizeof cell->text, people[0] ? people : words_context(N_("shift|(nobody)")));
        break;
    default:
        write_state(line, cell->text, sizeof cell->text);
    }
}

/* The chat gets masked names whatever the screen shows. */
bool roster_line_post(const struct view *view, const void *row, struct posting *posting)
{
    struct cell cell;
    for (int column = 0; posting && column < ROSTER_COLUMNS; column++) {
        cell.text[0] = '\0';
        roster_line_cell(view, row, column, &cell);
        posting_cell(posting, column == ROSTER_PEOPLE ? ((const struct roster_line *)row)->said : cell.text);
    }
    return true;
}

enum style roster_line_style(const struct view *view, const void *row)
{
    const struct roster_line *line = row;
    (void)view;
    if (line->gap && line->rank == ROSTER_CALLS)
        return STYLE_ALARM;
    return roster_signs(line) ? STYLE_WARNING : STYLE_NORMAL;
}
