#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/setting_table.h"
#include "roster_part.h"
#include <stdlib.h>

enum { DAY_S = 86400, HOUR_S = 3600, MINUTE_S = 60 };

struct line { /* a cell that runs or comes */
    int row, day;
    int64_t starts_at; /* 0 for those that run: they come first, by post */
};

static int compare_lines(const void *one, const void *other)
{
    const struct line *a = one, *b = other;
    if (a->starts_at != b->starts_at)
        return a->starts_at < b->starts_at ? -1 : 1;
    return a->row - b->row;
}

static int collect_lines(const struct roster_week *week, int days, int64_t now, int ahead_s, struct line *lines)
{
    int count = 0;
    for (int i = 0; i < week->row_count; i++)
        for (int d = 0; d < days; d++) {
            const struct roster_cell *cell = &week->rows[i].cells[d];
            bool shown = cell->manned || cell->count > 0;
            if (shown && cell->ends_at > now && cell->starts_at <= now + ahead_s)
                lines[count++] = (struct line){i, d, cell->starts_at > now ? cell->starts_at : 0};
        }
    if (count > 0)
        qsort(lines, (size_t)count, sizeof *lines, compare_lines);
    return count;
}

/* The line and its entries; false when there is no room for them. */
static bool fill_line(const struct roster_week *week, const struct line *from, struct roster_now *line,
                      struct roster_entry *entries, int entries_most, int *entry_count)
{
    const struct roster_row *row = &week->rows[from->row];
    const struct roster_cell *cell = &row->cells[from->day];
    if (*entry_count + cell->entries > entries_most)
        return false;
    *line = (struct roster_now){.post = week->posts[row->post], .cell = *cell, .running = from->starts_at == 0};
    line->cell.first = *entry_count;
    for (int i = 0; i < cell->entries; i++)
        entries[(*entry_count)++] = week->entries[cell->first + i];
    return true;
}

bool roster_now(struct store *store, int64_t now, int ahead_s, struct roster_now *lines, int most, int *count,
                struct roster_entry *entries, int entries_most, int *entry_count, struct err *err)
{
    int days = 2 + (ahead_s + DAY_S - 1) / DAY_S, all = 0;
    struct roster_week week;
    days = days < WEEK_DAYS ? days : WEEK_DAYS;
    *count = *entry_count = 0;
    /* Of the days' cells only those are filled that go on or begin until then: no other is asked for. */
    if (!roster_days_read(store, clock_day_add(clock_day(now), -1), days, now, now + ahead_s + 1, &week, &all, err))
        return false;
    struct line *found = memory_new((size_t)(week.row_count * days) + 1, sizeof *found);
    int found_count = collect_lines(&week, days, now, ahead_s, found);
    while (*count < found_count && *count < most &&
           fill_line(&week, &found[*count], &lines[*count], entries, entries_most, entry_count))
        (*count)++;
    free(found);
    roster_week_release(&week);
    return true;
}

/* ---- the numbers ---- */

enum { COUNTED_DAYS = 3, STANDS_MOST = POSTS_MOST * 32, DAY_AND_A_BIT_S = DAY_S + 2 * HOUR_S };

struct count {
    struct roster_week week; /* the night of yesterday, today, tomorrow: the cells of the patterns */
    struct roster_observed observed;
    struct roster_time known;
    int64_t now;
    int late_s, soon_s;
};

static void count_stand(struct count *count, const struct roster_stand *stand, struct roster_numbers *numbers)
{
    bool runs = stand->starts_at <= count->now && count->now < stand->ends_at;
    bool awaited = stand->state <= ASSIGNMENT_CONFIRMED;
    numbers->on_duty += stand->state == ASSIGNMENT_ARRIVED;
    numbers->expected += runs;
    numbers->late += runs && awaited && stand->starts_at + count->late_s <= count->now;
    struct shift_span span = roster_span(&count->known, stand->day, stand->starts_at, stand->ends_at);
    struct roster_cell *cell = roster_cell_at(&count->week, COUNTED_DAYS, stand->post_id, stand->day, span);
    if (cell == NULL)
        return;
    cell->count++;
    cell->doubtful += roster_is_doubtful(&count->observed, stand->state, stand->volunteer_id);
}

static void count_gaps(const struct count *count, struct roster_numbers *numbers)
{
    for (int i = 0; i < count->week.row_count; i++)
        for (int d = 0; d < COUNTED_DAYS; d++) {
            const struct roster_cell *cell = &count->week.rows[i].cells[d];
            int gap = roster_cell_gap(cell, count->now);
            numbers->gaps += cell->starts_at <= count->now + ROSTER_AHEAD_S ? gap : 0;
            numbers->soon += gap > 0 && cell->starts_at <= count->now + count->soon_s;
        }
}

/* In numbers only: pane 4 says them at every start, before anything else is read of it. */
bool roster_count(struct store *store, int64_t now, struct roster_numbers *numbers, struct err *err)
{
    struct count count = {.now = now};
    int first_day = clock_day_add(clock_day(now), -1), stand_count = 0;
    *numbers = (struct roster_numbers){0};
    if (!roster_cells_read(store, first_day, COUNTED_DAYS, &count.week, err))
        return false;
    if ((numbers->posts = count.week.post_count) == 0) {
        roster_week_release(&count.week);
        return true;
    }
    struct roster_stand *stands = memory_resize(NULL, STANDS_MOST, sizeof *stands);
    count.late_s = setting_integer(store, "roster.late_minutes") * MINUTE_S;
    count.soon_s = setting_integer(store, "roster.uncovered_hours") * HOUR_S;
    bool good = roster_observed_read(store, &count.observed, err) &&
                roster_stands(store, now - DAY_AND_A_BIT_S, clock_day_start(clock_day_add(first_day, COUNTED_DAYS)),
                              now, stands, STANDS_MOST, &stand_count, err);
    for (int i = 0; good && i < stand_count; i++)
        count_stand(&count, &stands[i], numbers);
    count_gaps(&count, numbers);
    free(stands);
    roster_week_release(&count.week);
    return good && roster_seeking(store, now, &numbers->seeking, err);
}
