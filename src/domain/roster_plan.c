/* A plan of assignments: its memory, and how it is saved. How one is made is roster_plan_days.c's. */
#include "gatepost/roster_plan.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "roster_act.h"
#include "verb.h"
#include <stdlib.h>
#include <string.h>

enum { ROOM_AT_FIRST = 64 };

void roster_plan_release(struct roster_plan *plan)
{
    free(plan->rows);
    free(plan->open);
    *plan = (struct roster_plan){.kind = plan->kind};
}

struct roster_planned *roster_plan_add_row(struct roster_plan *plan)
{
    if (plan->count == plan->room) {
        plan->room = 2 * plan->room + ROOM_AT_FIRST;
        plan->rows = memory_resize(plan->rows, (size_t)plan->room, sizeof *plan->rows);
    }
    return memset(&plan->rows[plan->count++], 0, sizeof *plan->rows);
}

struct roster_left_open *roster_plan_add_open(struct roster_plan *plan)
{
    if (plan->open_count == plan->open_room) {
        plan->open_room = 2 * plan->open_room + ROOM_AT_FIRST;
        plan->open = memory_resize(plan->open, (size_t)plan->open_room, sizeof *plan->open);
    }
    return memset(&plan->open[plan->open_count++], 0, sizeof *plan->open);
}

/* ---- saving ---- */

static const struct {
    const char *verb;
    enum assignment_via via;
} savings[] = {[PLAN_COPY] = {"roster.copy", VIA_COPY},
               [PLAN_PATTERN] = {"roster.copy", VIA_COPY},
               [PLAN_PASTE] = {"roster.copy", VIA_COPY},
               [PLAN_FILL] = {"roster.fill", VIA_FILL},
               [PLAN_IMPORT] = {"roster.import", VIA_IMPORT}};

/* Somebody who breaks a rule is taken knowingly, or not at all. */
static bool reason_is_said(const struct roster_plan *plan, const char *reason, struct err *err)
{
    for (int i = 0; i < plan->count && reason[0] == '\0'; i++)
        if (plan->rows[i].chosen && plan->rows[i].fit.bars != 0)
            return err_field(err, ERR_INPUT, "reason", _("Why in spite of it? %1$s, %2$s: %3$s."), plan->rows[i].name,
                             plan->rows[i].post, plan->rows[i].why);
    return true;
}

/* What speaks against it now was there to be seen when it was chosen. */
static bool is_as_seen(struct store *store, const struct roster_planned *row, bool *seen, struct err *err)
{
    struct shift_fit fit = {0};
    if (!shift_fit(store, row->volunteer_id, &row->shift, &fit, err))
        return false;
    *seen = (fit.bars & ~row->fit.bars) == 0;
    return true;
}

/* One row as if somebody assigned it by hand now. What is refused is left out; false only when nothing can be saved. */
static bool save_row(struct store *store, enum roster_plan_kind kind, const struct roster_planned *row,
                     const char *reason, int *saved, struct err *err)
{
    struct assignment assignment = {.post_id = row->shift.post_id,
                                    .day = row->shift.day,
                                    .starts_at = row->shift.starts_at,
                                    .ends_at = row->shift.ends_at,
                                    .volunteer_id = row->volunteer_id,
                                    .via = savings[kind].via};
    struct err refused = {0};
    bool seen = true;
    if (row->fit.bars != 0) {
        text_copy(assignment.reason, sizeof assignment.reason, reason);
        if (!is_as_seen(store, row, &seen, err))
            return false;
    }
    if (!seen)
        return true;
    if (roster_assign_within(store, &assignment, false, row->full, &refused)) {
        (*saved)++;
        return true;
    }
    bool is_refusal = refused.code == ERR_INPUT || refused.code == ERR_CONFLICT || refused.code == ERR_NOT_FOUND;
    if (!is_refusal && err != NULL)
        *err = refused;
    return is_refusal;
}

bool roster_plan_save(struct store *store, const struct roster_plan *plan, const char *reason, int *saved,
                      int *left_out, struct err *err)
{
    char why[NOTE_BYTES];
    int chosen = 0, done = 0;
    *saved = *left_out = 0;
    text_copy(why, sizeof why, reason);
    if (!text_accept(why, sizeof why, "reason", N_("Reason"), err) || !reason_is_said(plan, why, err) ||
        !verb_begin(store, savings[plan->kind].verb, err))
        return false;
    bool good = true;
    for (int i = 0; good && i < plan->count; i++) {
        if (!plan->rows[i].chosen)
            continue;
        chosen++;
        good = save_row(store, plan->kind, &plan->rows[i], why, &done, err);
    }
    if (!verb_end(store, good, err))
        return false;
    *saved = done;
    *left_out = chosen - done;
    return true;
}
