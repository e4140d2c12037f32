#include "gatepost/roster_gaps.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include <stdlib.h>

enum { ROOM_AT_FIRST = 64, DAYS_A_WEEK = 7 };

void roster_gaps_release(struct roster_gaps *gaps)
{
    free(gaps->rows);
    *gaps = (struct roster_gaps){0};
}

static struct roster_gap *add_gap(struct roster_gaps *gaps)
{
    if (gaps->count == gaps->room) {
        gaps->room = 2 * gaps->room + ROOM_AT_FIRST;
        gaps->rows = memory_resize(gaps->rows, (size_t)gaps->room, sizeof *gaps->rows);
    }
    return &gaps->rows[gaps->count++];
}

static void add_cell(const struct roster_week *week, int row, int day, int missing, struct roster_gaps *gaps)
{
    const struct post *post = &week->posts[week->rows[row].post];
    const struct roster_cell *cell = &week->rows[row].cells[day];
    struct roster_gap *gap = add_gap(gaps);
    *gap = (struct roster_gap){.shift = roster_cell_shift(week, row, day),
                               .day = cell->day,
                               .needs = post->needs,
                               .least = cell->least,
                               .there = cell->count,
                               .missing = missing,
                               .seeking = cell->seeking};
    text_copy(gap->post, sizeof gap->post, post->name);
    text_copy(gap->estate, sizeof gap->estate, post->estate);
    shift_span_text(week->rows[row].span, gap->span);
    gaps->missing += missing;
}

/* A day at a time, so that a stable sort by beginning keeps the order of the grid. */
static void add_day(const struct roster_week *week, int day, int64_t post_id, int64_t now, struct roster_gaps *gaps)
{
    int first = gaps->count;
    for (int row = 0; row < week->row_count; row++) {
        int missing = roster_cell_gap(&week->rows[row].cells[day], now);
        if (missing > 0 && (post_id == 0 || week->posts[week->rows[row].post].head.id == post_id))
            add_cell(week, row, day, missing, gaps);
    }
    for (int i = first + 1; i < gaps->count; i++) {
        const struct roster_gap moved = gaps->rows[i];
        int at = i;
        for (; at > first && gaps->rows[at - 1].shift.starts_at > moved.shift.starts_at; at--)
            gaps->rows[at] = gaps->rows[at - 1];
        gaps->rows[at] = moved;
    }
}

bool roster_gaps_read(struct store *store, int first_day, int last_day, int64_t post_id, int64_t now,
                      struct roster_gaps *gaps, struct err *err)
{
    *gaps = (struct roster_gaps){0};
    for (int monday = week_first_day(first_day); monday <= last_day; monday = clock_day_add(monday, DAYS_A_WEEK)) {
        struct roster_week *week = memory_new(1, sizeof *week);
        bool good = roster_week_read(store, monday, now, week, err);
        for (int day = 0; good && day < DAYS_A_WEEK; day++) {
            int date = clock_day_add(monday, day);
            if (date >= first_day && date <= last_day)
                add_day(week, day, post_id, now, gaps);
        }
        roster_week_release(week);
        free(week);
        if (!good)
            return false;
    }
    return true;
}
