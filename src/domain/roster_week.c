#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "roster_part.h"
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 4096, CLOSED_MOST = POSTS_MOST * 8, MARGIN_S = 2 * 86400 };

/* ---- rows ---- */

static int post_index(const struct roster_week *week, int64_t post_id)
{
    for (int i = 0; i < week->post_count; i++)
        if (week->posts[i].head.id == post_id)
            return i;
    return -1;
}

static int compare_rows(const void *one, const void *other)
{
    const struct roster_row *a = one, *b = other;
    if (a->post != b->post)
        return a->post - b->post;
    return a->span.from != b->span.from ? a->span.from - b->span.from : a->span.until - b->span.until;
}

/* -1: no such row. They are in order. */
static int row_index(const struct roster_week *week, int post, struct shift_span span)
{
    struct roster_row wanted = {.post = post, .span = span};
    if (post < 0 || week->row_count == 0)
        return -1;
    const struct roster_row *found =
        bsearch(&wanted, week->rows, (size_t)week->row_count, sizeof *week->rows, compare_rows);
    return found ? (int)(found - week->rows) : -1;
}

struct shift_span roster_span(struct roster_time *known, int day, int64_t starts_at, int64_t ends_at)
{
    if (known->day != day || known->starts_at != starts_at || known->ends_at != ends_at)
        *known = (struct roster_time){day, starts_at, ends_at, shift_span_of(day, starts_at, ends_at)};
    return known->span;
}

static struct shift_span span_of(struct roster_time *known, const struct assignment *assignment)
{
    return roster_span(known, assignment->day, assignment->starts_at, assignment->ends_at);
}

/* On a day with an hour the zone leaves out a shift begins later by the clock than its pattern says: it is found by its
 * moments. */
static int row_of(const struct roster_week *week, int post, struct roster_time *known,
                  const struct assignment *assignment)
{
    int row = row_index(week, post, span_of(known, assignment));
    for (int i = 0; row < 0 && i < week->row_count; i++)
        if (week->rows[i].post == post &&
            shift_starts_at(assignment->day, week->rows[i].span) == assignment->starts_at &&
            shift_ends_at(assignment->day, week->rows[i].span) == assignment->ends_at)
            row = i;
    return row;
}

/* There is room for the next power of two. */
static void add_row(struct roster_week *week, int post, struct shift_span span, bool in_pattern)
{
    if ((week->row_count & (week->row_count - 1)) == 0)
        week->rows = memory_resize(week->rows, 2 * (size_t)week->row_count + 1, sizeof *week->rows);
    week->rows[week->row_count++] = (struct roster_row){.post = post, .span = span, .in_pattern = in_pattern};
}

/* In the order of the rows. Most posts have the pattern of the one before. One that cannot be read has no shifts: what
 * stands there is shown all the same. */
static void add_patterns(struct roster_week *week)
{
    const char *text = "";
    struct shift_pattern pattern = {0};
    for (int post = 0; post < week->post_count; post++) {
        if (strcmp(text, week->posts[post].pattern) != 0 &&
            !shift_pattern_parse(week->posts[post].pattern, &pattern, NULL))
            pattern.count = 0;
        text = week->posts[post].pattern;
        for (int i = 0; i < pattern.count; i++)
            add_row(week, post, pattern.spans[i], true);
    }
}

/* The post of somebody who stands at one that was given up. */
static bool add_post(struct store *store, struct roster_week *week, int64_t post_id, struct err *err)
{
    week->posts = memory_resize(week->posts, (size_t)week->post_count + 1, sizeof *week->posts);
    return record_get(store, &post_table, post_id, &week->posts[week->post_count++], err);
}

static bool is_within(const struct roster_week *week, int days, const struct assignment *assignment)
{
    return assignment->day >= week->first_day && assignment->day < clock_day_add(week->first_day, days);
}

static void sort_rows(struct roster_week *week)
{
    if (week->row_count > 0)
        qsort(week->rows, (size_t)week->row_count, sizeof *week->rows, compare_rows);
}

/* Beside those of the patterns, the rows on which somebody stands all the same. */
static bool add_others(struct store *store, struct roster_week *week, int days, int all, struct err *err)
{
    struct roster_time known = {0};
    for (int i = 0; i < all; i++) {
        const struct assignment *assignment = &week->entries[i].assignment;
        if (!assignment_counts(assignment) || !is_within(week, days, assignment))
            continue;
        int post = post_index(week, assignment->post_id);
        if (post < 0 && !add_post(store, week, assignment->post_id, err))
            return false;
        post = post < 0 ? week->post_count - 1 : post;
        if (row_of(week, post, &known, assignment) >= 0)
            continue;
        add_row(week, post, span_of(&known, assignment), false);
        sort_rows(week);
    }
    return true;
}

/* ---- cells ---- */

static bool is_closed(const struct post_closed *closed, int count, int64_t post_id, int day)
{
    for (int i = 0; i < count; i++)
        if (closed[i].day == day && (closed[i].post_id == 0 || closed[i].post_id == post_id))
            return true;
    return false;
}

static void make_cell(const struct post *post, const struct roster_row *row, bool closed, struct roster_cell *cell)
{
    bool works = post->weekdays[0] == '\0' || strchr(post->weekdays, '1' + week_day(cell->day)) != NULL;
    cell->closed = closed && row->in_pattern && works;
    cell->manned = row->in_pattern && works && !closed;
    cell->least = cell->manned ? post->least : 0;
    cell->wanted = cell->manned ? post->wanted : 0;
}

/* Of the rows just above mostly one has the same span: the times of its cells are taken over. */
static const struct roster_row *same_span_above(const struct roster_week *week, int row)
{
    for (int i = row - 1; i >= 0 && i >= row - SHIFTS_A_DAY; i--)
        if (week->rows[i].span.from == week->rows[row].span.from &&
            week->rows[i].span.until == week->rows[row].span.until)
            return &week->rows[i];
    return NULL;
}

static void set_times(struct roster_week *week, int days, int row)
{
    const struct roster_row *above = same_span_above(week, row);
    for (int d = 0; d < days; d++) {
        struct roster_cell *cell = &week->rows[row].cells[d];
        cell->day = above != NULL ? above->cells[d].day : clock_day_add(week->first_day, d);
        cell->starts_at = above != NULL ? above->cells[d].starts_at : shift_starts_at(cell->day, week->rows[row].span);
        cell->ends_at = above != NULL ? above->cells[d].ends_at : shift_ends_at(cell->day, week->rows[row].span);
    }
}

static bool make_cells(struct store *store, struct roster_week *week, int days, struct err *err)
{
    struct post_closed *closed = memory_resize(NULL, CLOSED_MOST, sizeof *closed);
    int count = 0;
    bool good = post_closed_list(store, week->first_day, clock_day_add(week->first_day, days - 1), closed, CLOSED_MOST,
                                 &count, err);
    for (int i = 0; good && i < week->row_count; i++) {
        struct roster_row *row = &week->rows[i];
        const struct post *post = &week->posts[row->post];
        set_times(week, days, i);
        for (int d = 0; d < days; d++)
            make_cell(post, row, is_closed(closed, count, post->head.id, row->cells[d].day), &row->cells[d]);
    }
    free(closed);
    return good;
}

static bool read_posts(struct store *store, int first_day, struct roster_week *week, struct err *err)
{
    *week = (struct roster_week){.first_day = first_day, .posts = memory_resize(NULL, POSTS_MOST, sizeof *week->posts)};
    if (!post_list(store, week->posts, POSTS_MOST, &week->post_count, err))
        return false;
    add_patterns(week);
    return true;
}

bool roster_cells_read(struct store *store, int first_day, int days, struct roster_week *week, struct err *err)
{
    if (read_posts(store, first_day, week, err) && make_cells(store, week, days, err))
        return true;
    roster_week_release(week);
    return false;
}

struct roster_cell *roster_cell_at(struct roster_week *week, int days, int64_t post_id, int day, struct shift_span span)
{
    int row = row_index(week, post_index(week, post_id), span);
    for (int d = 0; row >= 0 && d < days; d++)
        if (week->rows[row].cells[d].day == day)
            return &week->rows[row].cells[d];
    return NULL;
}

/* ---- entries ---- */

struct spot { /* where an entry stands; row INT32_MAX: in no cell */
    int row, day, from;
    int64_t starts_at, id;
};

static int compare_spots(const void *one, const void *other)
{
    const struct spot *a = one, *b = other;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->day != b->day)
        return a->day - b->day;
    if (a->starts_at != b->starts_at)
        return a->starts_at < b->starts_at ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

static struct spot spot_of(const struct roster_week *week, int days, int from, struct roster_time *known)
{
    const struct assignment *assignment = &week->entries[from].assignment;
    struct spot spot = {.row = INT32_MAX, .from = from, .starts_at = assignment->starts_at, .id = assignment->head.id};
    if (!is_within(week, days, assignment))
        return spot;
    int row = row_of(week, post_index(week, assignment->post_id), known, assignment);
    spot.row = row < 0 ? INT32_MAX : row;
    while (row >= 0 && spot.day < days - 1 && week->rows[row].cells[spot.day].day != assignment->day)
        spot.day++;
    return spot;
}

static int compare_ids(const void *one, const void *other)
{
    int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

bool roster_observed_read(struct store *store, struct roster_observed *observed, struct err *err)
{
    observed->count = 0;
    return volunteers_observed(store, observed->ids, OBSERVED_MOST, &observed->count, err);
}

bool roster_is_doubtful(const struct roster_observed *observed, enum assignment_state state, int64_t volunteer_id)
{
    return state <= ASSIGNMENT_CONFIRMED && observed->count > 0 &&
           bsearch(&volunteer_id, observed->ids, (size_t)observed->count, sizeof *observed->ids, compare_ids) != NULL;
}

static void count_entry(struct roster_cell *cell, const struct assignment *assignment, int at, bool doubtful)
{
    if (cell->entries++ == 0)
        cell->first = at;
    if (!assignment_counts(assignment))
        return;
    cell->count++;
    cell->seeking += assignment->seeking_at != 0 && assignment->state <= ASSIGNMENT_CONFIRMED;
    cell->doubtful += doubtful;
}

/* Puts the entries in the order of the cells, those of none behind, and counts them there. */
static void place_entries(struct roster_week *week, int days, int all, const struct roster_observed *observed)
{
    struct spot *spots = memory_resize(NULL, (size_t)all, sizeof *spots);
    struct roster_entry *sorted = memory_resize(NULL, (size_t)all, sizeof *sorted);
    struct roster_time known = {0};
    for (int i = 0; i < all; i++)
        spots[i] = spot_of(week, days, i, &known);
    qsort(spots, (size_t)all, sizeof *spots, compare_spots);
    for (int i = 0; i < all; i++) {
        const struct assignment *assignment = &sorted[i].assignment;
        sorted[i] = week->entries[spots[i].from];
        if (spots[i].row == INT32_MAX)
            continue;
        week->entry_count = i + 1;
        count_entry(&week->rows[spots[i].row].cells[spots[i].day], assignment, i,
                    roster_is_doubtful(observed, assignment->state, assignment->volunteer_id));
    }
    free(spots);
    free(week->entries);
    week->entries = sorted;
}

/* Once more with room for all when they were more than expected. */
static bool read_entries(struct store *store, int64_t from_at, int64_t until_at, struct roster_week *week, int *all,
                         struct err *err)
{
    int room = FIRST_ROOM;
    bool good = false;
    for (int i = 0; i < 2; i++) {
        week->entries = memory_resize(week->entries, (size_t)room, sizeof *week->entries);
        good = roster_read(store, from_at, until_at, 0, 0, week->entries, room, all, err);
        if (!good || *all <= room)
            break;
        room = *all;
    }
    *all = *all > room ? room : *all;
    return good;
}

bool roster_days_read(struct store *store, int first_day, int days, int64_t from_at, int64_t until_at,
                      struct roster_week *week, int *all, struct err *err)
{
    struct roster_observed observed;
    *all = 0;
    bool good = read_posts(store, first_day, week, err) && roster_observed_read(store, &observed, err) &&
                read_entries(store, from_at, until_at, week, all, err) && add_others(store, week, days, *all, err) &&
                make_cells(store, week, days, err);
    if (good)
        place_entries(week, days, *all, &observed);
    else
        roster_week_release(week);
    return good;
}

/* ---- the week ---- */

static void count_gaps(struct roster_week *week, int64_t now)
{
    int today = clock_day(now);
    for (int i = 0; i < week->row_count; i++)
        for (int d = 0; d < WEEK_DAYS; d++) {
            const struct roster_cell *cell = &week->rows[i].cells[d];
            int gap = roster_cell_gap(cell, now);
            week->gaps += gap;
            week->gap_cells += gap > 0;
            week->gaps_today += gap > 0 && cell->day == today;
        }
}

bool roster_week_read(struct store *store, int first_day, int64_t now, struct roster_week *week, struct err *err)
{
    int64_t from_at = clock_day_start(first_day) - MARGIN_S;
    int64_t until_at = clock_day_start(clock_day_add(first_day, WEEK_DAYS)) + MARGIN_S;
    int all = 0;
    if (!roster_days_read(store, first_day, WEEK_DAYS, from_at, until_at, week, &all, err))
        return false;
    count_gaps(week, now);
    roster_find_conflicts(store, week, all);
    return true;
}

void roster_week_release(struct roster_week *week)
{
    free(week->posts);
    free(week->rows);
    free(week->entries);
    *week = (struct roster_week){0};
}

enum roster_fill_state roster_cell_state(const struct roster_cell *cell)
{
    int sure = cell->count - cell->doubtful;
    if (!cell->manned)
        return cell->count > 0 ? CELL_FULL : CELL_EMPTY;
    if (sure < cell->least)
        return CELL_SHORT;
    return sure < cell->wanted ? CELL_COVERED : CELL_FULL;
}

int roster_cell_gap(const struct roster_cell *cell, int64_t now)
{
    int missing = cell->least - (cell->count - cell->doubtful);
    return cell->manned && cell->ends_at > now && missing > 0 ? missing : 0;
}

struct fit_shift roster_cell_shift(const struct roster_week *week, int row, int day)
{
    const struct roster_cell *cell = &week->rows[row].cells[day];
    return (struct fit_shift){.post_id = week->posts[week->rows[row].post].head.id,
                              .starts_at = cell->starts_at,
                              .ends_at = cell->ends_at,
                              .day = cell->day};
}
