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
    if (!roster_days_read(store, clock_day_add(clock_day(now), -1), days, 0, &week, &all, err))
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

static void count_entry(const struct assignment *assignment, int64_t now, int late_s, struct roster_numbers *numbers)
{
    bool runs = assignment->starts_at <= now && now < assignment->ends_at;
    bool awaited = assignment->state <= ASSIGNMENT_CONFIRMED;
    numbers->on_duty += assignment->state == ASSIGNMENT_ARRIVED;
    numbers->expected += runs && assignment_counts(assignment);
    numbers->late += runs && awaited && assignment->starts_at + late_s <= now;
}

static void count_cell(const struct roster_cell *cell, int64_t now, int soon_s, struct roster_numbers *numbers)
{
    int gap = roster_cell_gap(cell, now);
    if (cell->day >= clock_day(now))
        numbers->gaps += gap;
    numbers->soon += gap > 0 && cell->starts_at <= now + soon_s;
}

bool roster_count(struct store *store, int64_t now, struct roster_numbers *numbers, struct err *err)
{
    enum { DAYS = 3 }; /* the night of yesterday, today, tomorrow */
    struct roster_week week;
    int all = 0;
    *numbers = (struct roster_numbers){0};
    if (!roster_days_read(store, clock_day_add(clock_day(now), -1), DAYS, 0, &week, &all, err))
        return false;
    int late_s = setting_integer(store, "roster.late_minutes") * MINUTE_S;
    int soon_s = setting_integer(store, "roster.uncovered_hours") * HOUR_S;
    for (int i = 0; i < week.entry_count; i++)
        count_entry(&week.entries[i].assignment, now, late_s, numbers);
    for (int i = 0; i < week.row_count; i++)
        for (int d = 0; d < DAYS; d++)
            count_cell(&week.rows[i].cells[d], now, soon_s, numbers);
    roster_week_release(&week);
    return roster_seeking(store, now, &numbers->seeking, err);
}
