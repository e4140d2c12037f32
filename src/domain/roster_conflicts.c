#include "gatepost/memory.h"
#include "roster_part.h"
#include <stdlib.h>

enum { BREAKS = 1 << BAR_OVERLAP | 1 << BAR_REST | 1 << BAR_CAP };

/* Somebody's shift: those of a volunteer stand together, in order of time. */
struct theirs {
    int64_t volunteer_id;
    struct fit_shift shift;
    int entry;
};

static int compare_theirs(const void *one, const void *other)
{
    const struct theirs *a = one, *b = other;
    if (a->volunteer_id != b->volunteer_id)
        return a->volunteer_id < b->volunteer_id ? -1 : 1;
    if (a->shift.starts_at != b->shift.starts_at)
        return a->shift.starts_at < b->shift.starts_at ? -1 : 1;
    return (a->shift.id > b->shift.id) - (a->shift.id < b->shift.id);
}

static int collect(const struct roster_week *week, int all, struct theirs *theirs)
{
    int count = 0;
    for (int i = 0; i < all; i++) {
        const struct assignment *assignment = &week->entries[i].assignment;
        if (!assignment_counts(assignment))
            continue;
        theirs[count++] = (struct theirs){.volunteer_id = assignment->volunteer_id,
                                          .shift = {.id = assignment->head.id,
                                                    .post_id = assignment->post_id,
                                                    .starts_at = assignment->starts_at,
                                                    .ends_at = assignment->ends_at,
                                                    .day = assignment->day},
                                          .entry = i};
    }
    if (count > 0)
        qsort(theirs, (size_t)count, sizeof *theirs, compare_theirs);
    return count;
}

/* The cell an entry of the week is in; false for one of the time around it. */
static bool cell_of(struct roster_week *week, int entry, int *row, int *day)
{
    for (*row = 0; *row < week->row_count; (*row)++)
        for (*day = 0; *day < WEEK_DAYS; (*day)++) {
            const struct roster_cell *cell = &week->rows[*row].cells[*day];
            if (cell->entries > 0 && entry >= cell->first && entry < cell->first + cell->entries)
                return true;
        }
    return false;
}

static void add_conflict(struct roster_week *week, int entry, const struct shift_fit *fit)
{
    int row = 0, day = 0;
    if (!cell_of(week, entry, &row, &day))
        return;
    week->rows[row].cells[day].conflict = true;
    if (week->conflict_count++ < ROSTER_CONFLICTS)
        week->conflicts[week->conflict_count - 1] =
            (struct roster_conflict){.row = row, .day = day, .entry = entry, .fit = *fit};
}

static const struct post *post_of(const struct roster_week *week, int64_t post_id)
{
    for (int i = 0; i < week->post_count; i++)
        if (week->posts[i].head.id == post_id)
            return &week->posts[i];
    return NULL;
}

/* The shifts of one volunteer, each judged with those before it: the later of two is the one that breaks the rule. */
static void judge(struct roster_week *week, const struct fit_rules *rules, const struct theirs *theirs, int count,
                  struct fit_shift *shifts)
{
    struct fit_person person = {.volunteer.head.id = theirs->volunteer_id, .shifts = shifts};
    for (int day = 0; day < WEEK_DAYS; day++)
        person.availability.hours[day] = (1U << 24) - 1;
    for (int i = 0; i < count; i++) {
        const struct post *post = post_of(week, theirs[i].shift.post_id);
        struct shift_fit fit = {0};
        shifts[i] = theirs[i].shift;
        person.shift_count = i + 1;
        if (theirs[i].entry >= week->entry_count || post == NULL)
            continue;
        shift_fit_judge(rules, &person, post, false, &shifts[i], &fit);
        fit.bars &= BREAKS;
        if (fit.bars != 0)
            add_conflict(week, theirs[i].entry, &fit);
    }
}

static int compare_conflicts(const void *one, const void *other)
{
    const struct roster_conflict *a = one, *b = other;
    return a->day != b->day ? a->day - b->day : a->entry - b->entry;
}

void roster_find_conflicts(struct store *store, struct roster_week *week, int all)
{
    struct theirs *theirs = memory_new((size_t)all + 1, sizeof *theirs);
    struct fit_shift *shifts = memory_new((size_t)all + 1, sizeof *shifts);
    struct fit_rules rules;
    int count = collect(week, all, theirs);
    fit_rules_read(store, &rules);
    for (int from = 0, to = 0; from < count; from = to) {
        while (to < count && theirs[to].volunteer_id == theirs[from].volunteer_id)
            to++;
        judge(week, &rules, &theirs[from], to - from, shifts);
    }
    int kept = week->conflict_count < ROSTER_CONFLICTS ? week->conflict_count : ROSTER_CONFLICTS;
    if (kept > 0)
        qsort(week->conflicts, (size_t)kept, sizeof *week->conflicts, compare_conflicts);
    free(theirs);
    free(shifts);
}
