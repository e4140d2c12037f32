/* A plan of assignments: its memory, and how it is saved. How one is made is roster_plan_days.c's. */
#include "gatepost/roster_plan.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
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

struct saving {
    struct store *store;
    const struct roster_plan *plan;
    struct err *err;
    const char *reason;
    struct post *posts; /* the valid ones */
    int post_count;
    struct roster_entry *entries; /* of one cell */
    int entry_room, saved;
};

/* Somebody who breaks a rule is taken knowingly, or not at all. */
static bool reason_is_said(const struct roster_plan *plan, const char *reason, struct err *err)
{
    for (int i = 0; i < plan->count && reason[0] == '\0'; i++)
        if (plan->rows[i].chosen && plan->rows[i].fit.bars != 0)
            return err_field(err, ERR_INPUT, "reason", _("Why in spite of it? %1$s, %2$s: %3$s."), plan->rows[i].name,
                             plan->rows[i].post, plan->rows[i].why);
    return true;
}

static const struct post *post_of(const struct saving *saving, int64_t id)
{
    for (int i = 0; i < saving->post_count; i++)
        if (saving->posts[i].head.id == id)
            return &saving->posts[i];
    return NULL;
}

/* How many count in a cell, rows of this plan that are saved already among them. */
static bool count_cell(struct saving *saving, const struct fit_shift *shift, int *there)
{
    int count = 0;
    *there = 0;
    for (;;) {
        if (!roster_read(saving->store, shift->starts_at, shift->starts_at + 1, shift->post_id, 0, saving->entries,
                         saving->entry_room, &count, saving->err))
            return false;
        if (count <= saving->entry_room)
            break;
        saving->entry_room = count;
        saving->entries = memory_resize(saving->entries, (size_t)count, sizeof *saving->entries);
    }
    for (int i = 0; i < count; i++)
        *there += saving->entries[i].assignment.starts_at == shift->starts_at &&
                  assignment_counts(&saving->entries[i].assignment);
    return true;
}

/* The cell and the person are still as they were when the row was chosen. *stands: so is it. */
static bool look_again(struct saving *saving, const struct roster_planned *row, bool *stands)
{
    const struct post *post = post_of(saving, row->shift.post_id);
    struct volunteer volunteer;
    struct shift_fit fit = {0};
    int there = 0;
    *stands = false;
    if (post == NULL)
        return true;
    if (!record_get(saving->store, &volunteer_table, row->volunteer_id, &volunteer, saving->err) ||
        !count_cell(saving, &row->shift, &there))
        return false;
    if (volunteer.head.voided[0] != '\0' || (there >= post->wanted && !row->full))
        return true;
    if (!shift_fit(saving->store, row->volunteer_id, &row->shift, &fit, saving->err))
        return false;
    *stands = !shift_fit_forbidden(&fit) && (fit.bars & ~row->fit.bars) == 0;
    return true;
}

static bool save_row(struct saving *saving, const struct roster_planned *row)
{
    bool stands = false;
    if (!look_again(saving, row, &stands))
        return false;
    if (!stands)
        return true;
    struct assignment assignment = {.post_id = row->shift.post_id,
                                    .day = row->shift.day,
                                    .starts_at = row->shift.starts_at,
                                    .ends_at = row->shift.ends_at,
                                    .volunteer_id = row->volunteer_id,
                                    .state = ASSIGNMENT_PLANNED,
                                    .via = saving->plan->kind == PLAN_FILL ? VIA_FILL : VIA_COPY,
                                    .assigned_at = clock_now(),
                                    .officer_id = store_officer(saving->store)};
    text_copy(assignment.reason, sizeof assignment.reason, row->fit.bars != 0 ? saving->reason : "");
    saving->saved++;
    return record_save(saving->store, &assignment_table, &assignment, saving->err);
}

static bool save_rows(struct saving *saving)
{
    bool good = post_list(saving->store, saving->posts, POSTS_MOST, &saving->post_count, saving->err);
    for (int i = 0; good && i < saving->plan->count; i++)
        good = !saving->plan->rows[i].chosen || save_row(saving, &saving->plan->rows[i]);
    return good;
}

static int count_chosen(const struct roster_plan *plan)
{
    int chosen = 0;
    for (int i = 0; i < plan->count; i++)
        chosen += plan->rows[i].chosen;
    return chosen;
}

bool roster_plan_save(struct store *store, const struct roster_plan *plan, const char *reason, int *saved,
                      int *left_out, struct err *err)
{
    char why[NOTE_BYTES];
    *saved = *left_out = 0;
    text_copy(why, sizeof why, reason);
    if (!text_accept(why, sizeof why, "reason", N_("Reason"), err) || !reason_is_said(plan, why, err) ||
        !verb_begin(store, plan->kind == PLAN_FILL ? "roster.fill" : "roster.copy", err))
        return false;
    struct saving saving = {.store = store,
                            .plan = plan,
                            .err = err,
                            .reason = why,
                            .posts = memory_new(POSTS_MOST, sizeof *saving.posts),
                            .entries = memory_new(ROOM_AT_FIRST, sizeof *saving.entries),
                            .entry_room = ROOM_AT_FIRST};
    bool good = verb_end(store, save_rows(&saving), err);
    free(saving.posts);
    free(saving.entries);
    *saved = good ? saving.saved : 0;
    *left_out = good ? count_chosen(plan) - saving.saved : 0;
    return good;
}
