/* Leave (请假, domain.md §6): who is on leave comes to no shift, so those that stand look for a stand-in. */
#include "gatepost/assignment.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/volunteer_rules.h"
#include "gatepost/words.h"
#include <stdlib.h>

enum { SHIFTS_OVER = 400 /* more than a year of them, one a day */, ABSENCES_OVER = 2000 };

static bool is_coming(const struct assignment *assignment)
{
    return (assignment->state == ASSIGNMENT_PLANNED || assignment->state == ASSIGNMENT_CONFIRMED) &&
           assignment->ends_at > clock_now();
}

/* The shifts over it that are still to come, and since when they look for a stand-in. */
static bool shifts_over(struct store *store, const struct absence *absence, int64_t *ids, int64_t *seeking, int *count,
                        struct err *err)
{
    struct roster_entry *entries = memory_new(SHIFTS_OVER, sizeof *entries);
    int found = 0;
    *count = 0;
    bool good = roster_read(store, absence->from_at, absence->until_at, 0, absence->volunteer_id, entries, SHIFTS_OVER,
                            &found, err);
    for (int i = 0; good && i < found && i < SHIFTS_OVER; i++)
        if (is_coming(&entries[i].assignment)) {
            ids[*count] = entries[i].assignment.head.id;
            seeking[(*count)++] = entries[i].assignment.seeking_at;
        }
    free(entries);
    return good;
}

bool absence_shifts(struct store *store, const struct absence *absence, int *count, struct err *err)
{
    int64_t ids[SHIFTS_OVER], seeking[SHIFTS_OVER];
    return shifts_over(store, absence, ids, seeking, count, err);
}

/* The same leave written down twice would be taken back once. */
static bool refuse_twice(struct store *store, const struct absence *absence, struct err *err)
{
    struct absence *rows = memory_resize(NULL, ABSENCES_OVER, sizeof *rows);
    char from[TIME_SIZE], until[TIME_SIZE];
    int count = 0;
    bool good = roster_absences(store, absence->from_at, absence->until_at, rows, ABSENCES_OVER, &count, err);
    for (int i = 0; good && i < count && i < ABSENCES_OVER; i++) {
        if (rows[i].volunteer_id != absence->volunteer_id || rows[i].head.id == absence->head.id)
            continue;
        full_label(rows[i].from_at, from);
        full_label(rows[i].until_at, until);
        good = err_field(err, ERR_INPUT, "from",
                         _("They are on leave already from %1$s to %2$s (no. %3$lld): change that."), from, until,
                         (long long)rows[i].head.id);
    }
    free(rows);
    return good;
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    const struct absence *absence = record, *was = before;
    if (was != NULL && was->volunteer_id != absence->volunteer_id)
        return err_field(err, ERR_INPUT, "volunteer", _("This leave is somebody else's: void it and write a new one."));
    if (absence->until_at <= absence->from_at)
        return err_field(err, ERR_INPUT, "until", _("The end is before the beginning."));
    return refuse_twice(store, absence, err);
}

static bool follow(struct store *store, const void *record, const void *before, struct err *err)
{
    int64_t ids[SHIFTS_OVER], seeking[SHIFTS_OVER];
    int count = 0;
    (void)before;
    bool good = shifts_over(store, record, ids, seeking, &count, err);
    const struct row_value value = ROW_INT("seeking_at", clock_now());
    for (int i = 0; good && i < count; i++)
        good = seeking[i] != 0 || row_update(store, "assignment", ids[i], -1, &value, 1, err);
    return good;
}

const struct register_rules absence_rules = {
    .table = &absence_table,
    .verb_add = "absence.add",
    .verb_edit = "absence.edit",
    .verb_void = "absence.void",
    .check = check,
    .follow = follow,
};
