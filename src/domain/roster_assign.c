/* Somebody is put on a shift, taken off it, or takes it over: under the lock, so that of two officers one wins and the
 * other is told by whom the place was taken. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "roster_act.h"
#include "verb.h"
#include <stdlib.h>
#include <string.h>

/* ---- the shift ---- */

static bool check_post(struct store *store, int64_t post_id, struct post *post, struct err *err)
{
    return record_get(store, &post_table, post_id, post, err) &&
           (post->head.voided[0] == '\0' ||
            err_field(err, ERR_INPUT, "post", _("There is no post %s any more. Choose another."), post->name));
}

static bool check_times(const struct assignment *assignment, struct err *err)
{
    int64_t seconds = assignment->ends_at - assignment->starts_at;
    if (!clock_day_valid(assignment->day) || clock_day(assignment->starts_at) != assignment->day)
        return err_field(err, ERR_INPUT, "day", _("A shift belongs to the day it starts on."));
    return (seconds >= SHIFT_MINUTES_LEAST * 60 && seconds <= SHIFT_MINUTES_MOST * 60) ||
           err_field(err, ERR_INPUT, "shift", _("A shift lasts from %d minutes to %d hours."), SHIFT_MINUTES_LEAST,
                     SHIFT_MINUTES_MOST / 60);
}

/* ---- the cell ---- */

struct cell {
    struct roster_entry *entries;
    int count;
    int sure;                         /* who holds a place */
    const struct assignment *last;    /* put there last */
    const struct assignment *seeking; /* looks for a stand-in */
    const struct assignment *own;     /* of the volunteer who is to be put there */
};

static void look_at_cell(struct cell *cell, int64_t volunteer_id)
{
    for (int i = 0; i < cell->count; i++) {
        const struct assignment *one = &cell->entries[i].assignment;
        if (one->volunteer_id == volunteer_id)
            cell->own = one;
        if (!assignment_counts(one))
            continue;
        cell->sure += roster_is_sure(&cell->entries[i]);
        if (cell->last == NULL || one->assigned_at > cell->last->assigned_at ||
            (one->assigned_at == cell->last->assigned_at && one->head.id > cell->last->head.id))
            cell->last = one;
        if (one->seeking_at != 0 && cell->seeking == NULL)
            cell->seeking = one;
    }
}

static bool refuse_own(struct store *store, const struct assignment *own, struct err *err)
{
    char words[SHIFT_WORDS_BYTES], name[NAME_BYTES], when[TIME_SIZE], officer[NAME_BYTES];
    shift_words(store, own, words);
    volunteer_told(store, own->volunteer_id, name);
    officer_told(store, own->officer_id, officer);
    moment_label(own->assigned_at, when);
    return err_field(err, ERR_CONFLICT, "volunteer", _("%1$s is on %2$s already, since %3$s, by %4$s."), name, words,
                     when, officer);
}

static bool refuse_full(struct store *store, const struct cell *cell, struct err *err)
{
    char words[SHIFT_WORDS_BYTES], name[NAME_BYTES], when[TIME_SIZE], officer[NAME_BYTES];
    if (cell->seeking != NULL) {
        shift_words(store, cell->seeking, words);
        volunteer_told(store, cell->seeking->volunteer_id, name);
        return err_field(err, ERR_CONFLICT, "volunteer",
                         _("%1$s is full, but %2$s looks for a stand-in: take the shift over from them."), words, name);
    }
    shift_words(store, cell->last, words);
    volunteer_told(store, cell->last->volunteer_id, name);
    officer_told(store, cell->last->officer_id, officer);
    moment_label(cell->last->assigned_at, when);
    return err_field(err, ERR_CONFLICT, "volunteer", _("%1$s is full: the last place went to %2$s, at %3$s, by %4$s."),
                     words, name, when, officer);
}

/* ---- the rules ---- */

static bool refuse_bars(struct store *store, const struct assignment *assignment, const struct shift_fit *fit,
                        bool by_oneself, struct err *err)
{
    char words[SHIFT_WORDS_BYTES], name[NAME_BYTES], why[FIT_WHY_BYTES];
    shift_words(store, assignment, words);
    volunteer_told(store, assignment->volunteer_id, name);
    shift_fit_why(store, fit, why);
    if (by_oneself || shift_fit_forbidden(fit))
        return err_field(err, ERR_INPUT, "volunteer", _("%1$s cannot take %2$s: %3$s."), name, words, why);
    return err_field(err, ERR_INPUT, "reason", _("%1$s on %2$s: %3$s. Give a reason to do it all the same."), name,
                     words, why);
}

static bool check_fit(struct store *store, const struct assignment *assignment, bool by_oneself, struct err *err)
{
    const struct fit_shift shift = shift_of(assignment);
    struct shift_fit fit;
    if (!shift_fit(store, assignment->volunteer_id, &shift, &fit, err))
        return false;
    bool good = fit.bars == 0 || (!by_oneself && !shift_fit_forbidden(&fit) && assignment->reason[0] != '\0');
    return good || refuse_bars(store, assignment, &fit, by_oneself, err);
}

/* Whoever was excused or replaced there comes back with their own row: one row a person and shift. Who was asked and
 * said yes is given as confirmed. */
static void begin_again(struct assignment *assignment, const struct assignment *own)
{
    assignment->head = own != NULL ? own->head : (struct record_head){0};
    if (assignment->state != ASSIGNMENT_CONFIRMED)
        assignment->state = ASSIGNMENT_PLANNED;
    assignment->seeking_at = assignment->arrived_at = assignment->left_at = 0;
    assignment->not_signed_out = false;
    assignment->minutes = assignment->night_minutes = 0;
    assignment->assigned_at = clock_now();
}

bool roster_free_stand_in(struct store *store, int64_t id, int64_t for_id, struct err *err)
{
    struct assignment stand_in;
    while (roster_stand_in(store, id, &stand_in, NULL)) {
        stand_in.for_id = for_id;
        if (!roster_write(store, &stand_in, err))
            return false;
    }
    return true;
}

/* The desk may put down who has been there. */
static bool refuse_over(struct store *store, const struct assignment *assignment, struct err *err)
{
    char words[SHIFT_WORDS_BYTES];
    shift_words(store, assignment, words);
    return err_field(err, ERR_INPUT, "shift", _("%s is over: nobody can take it any more."), words);
}

/* Whoever was stood in for by somebody who now stands in for another need not come all the same. */
static bool let_go(struct store *store, int64_t id, struct err *err)
{
    struct assignment before;
    if (id == 0)
        return true;
    if (!record_get(store, &assignment_table, id, &before, err))
        return false;
    if (before.state != ASSIGNMENT_REPLACED || before.head.voided[0] != '\0')
        return true;
    before.state = ASSIGNMENT_EXCUSED;
    text_copy(before.reason, sizeof before.reason, _("somebody stood in"));
    return roster_write(store, &before, err);
}

static bool assign_in_cell(struct store *store, struct assignment *assignment, const struct cell *cell,
                           const struct post *post, bool by_oneself, bool beyond, struct err *err)
{
    if (by_oneself && assignment->ends_at <= clock_now())
        return refuse_over(store, assignment, err);
    if (cell->own != NULL && assignment_counts(cell->own))
        return refuse_own(store, cell->own, err);
    if (!beyond && cell->sure >= post->wanted)
        return refuse_full(store, cell, err);
    begin_again(assignment, cell->own);
    assignment->officer_id = store_officer(store);
    const int64_t before = cell->own != NULL ? cell->own->for_id : 0;
    if (assignment->for_id == 0)
        assignment->for_id = before;
    return check_fit(store, assignment, by_oneself, err) && roster_write(store, assignment, err) &&
           (cell->own == NULL || roster_free_stand_in(store, assignment->head.id, 0, err)) &&
           (before == assignment->for_id || let_go(store, before, err));
}

bool roster_assign_within(struct store *store, struct assignment *assignment, bool by_oneself, bool beyond,
                          struct err *err)
{
    struct assignment made = *assignment;
    struct post post;
    struct cell cell = {.entries = NULL};
    if (!text_accept(made.reason, sizeof made.reason, "reason", N_("Reason"), err) ||
        !text_accept(made.note, sizeof made.note, "note", N_("Remark"), err) ||
        !check_post(store, made.post_id, &post, err) || !check_times(&made, err))
        return false;
    cell.entries = memory_new(CELL_MOST, sizeof *cell.entries);
    bool good = roster_of_shift(store, made.post_id, made.starts_at, cell.entries, CELL_MOST, &cell.count, err);
    look_at_cell(&cell, made.volunteer_id);
    good = good && assign_in_cell(store, &made, &cell, &post, by_oneself, beyond, err);
    free(cell.entries);
    if (good)
        *assignment = made;
    return good;
}

bool roster_assign(struct store *store, struct assignment *assignment, bool by_oneself, bool beyond, struct err *err)
{
    assignment->for_id = 0; /* who stands in for somebody takes over */
    assignment->state = ASSIGNMENT_PLANNED;
    return verb_begin(store, "roster.assign", err) &&
           verb_end(store, roster_assign_within(store, assignment, by_oneself, beyond, err), err);
}

/* ---- off the shift ---- */

/* Responsible again, and looking for somebody else; excused when they were put elsewhere for that time since. */
static bool take_back(struct store *store, struct assignment *before, struct err *err)
{
    const struct fit_shift shift = shift_of(before);
    struct shift_fit fit;
    if (!shift_fit(store, before->volunteer_id, &shift, &fit, err))
        return false;
    bool stands_elsewhere = shift_fit_forbidden(&fit);
    before->state = stands_elsewhere ? ASSIGNMENT_EXCUSED : ASSIGNMENT_PLANNED;
    before->seeking_at = stands_elsewhere ? 0 : clock_now();
    if (stands_elsewhere)
        shift_fit_why(store, &fit, before->reason);
    return roster_write(store, before, err);
}

static bool give_back(struct store *store, int64_t for_id, struct err *err)
{
    struct assignment before;
    if (!record_get(store, &assignment_table, for_id, &before, err))
        return false;
    if (before.state != ASSIGNMENT_REPLACED || before.head.voided[0] != '\0')
        return true;
    return take_back(store, &before, err);
}

bool roster_remove_within(struct store *store, int64_t id, int64_t rev, const char *why, struct err *err)
{
    struct assignment assignment;
    if (!roster_get(store, id, &assignment, err))
        return false;
    if (assignment.state == ASSIGNMENT_ARRIVED || assignment.state == ASSIGNMENT_DONE)
        return refuse_state(store, rev, &assignment, err);
    if (!roster_refuse_stale(store, rev, &assignment, err) ||
        !row_void(store, "assignment", id, assignment.head.rev, why, err))
        return false;
    if (assignment.state == ASSIGNMENT_REPLACED) /* whoever came after them stands in for those before */
        return roster_free_stand_in(store, id, assignment.for_id, err);
    return assignment.for_id == 0 || give_back(store, assignment.for_id, err);
}

bool roster_remove(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err)
{
    char why[NOTE_BYTES];
    bool said = reason != NULL && reason[0] != '\0';
    if (!reason_accept(said ? reason : _("taken off the roster"), why, err) || !verb_begin(store, "roster.remove", err))
        return false;
    return verb_end(store, roster_remove_within(store, id, rev, why, err), err);
}

/* ---- taken over ---- */

static bool check_take_over(struct store *store, const struct take_over *take, const struct assignment *before,
                            struct err *err)
{
    char words[SHIFT_WORDS_BYTES], name[NAME_BYTES];
    if (!roster_is_ahead(before))
        return refuse_state(store, take->rev, before, err);
    shift_words(store, before, words);
    volunteer_told(store, before->volunteer_id, name);
    if (before->volunteer_id == take->volunteer_id)
        return err_field(err, ERR_INPUT, "volunteer", _("%1$s is on %2$s already: choose somebody else."), name, words);
    if (take->by_oneself && before->seeking_at == 0)
        return err_set(err, ERR_CONFLICT, _("%1$s looks for a stand-in no more on %2$s."), name, words);
    return roster_refuse_stale(store, take->rev, before, err);
}

bool roster_take_over_within(struct store *store, const struct take_over *take, int64_t *stand_in, struct err *err)
{
    struct assignment before;
    if (!roster_get(store, take->id, &before, err) || !check_take_over(store, take, &before, err))
        return false;
    struct assignment new = {.post_id = before.post_id,
                             .day = before.day,
                             .starts_at = before.starts_at,
                             .ends_at = before.ends_at,
                             .volunteer_id = take->volunteer_id,
                             .for_id = before.head.id,
                             .state = take->promised ? ASSIGNMENT_CONFIRMED : ASSIGNMENT_PLANNED,
                             .via = take->by_oneself ? VIA_SELF : VIA_DESK};
    text_copy(new.reason, sizeof new.reason, take->reason != NULL ? take->reason : "");
    before.state = ASSIGNMENT_REPLACED;
    before.seeking_at = 0;
    if (!roster_write(store, &before, err) || !roster_assign_within(store, &new, take->by_oneself, true, err))
        return false;
    *stand_in = new.head.id;
    return true;
}

bool roster_take_over(struct store *store, int64_t id, int64_t rev, int64_t volunteer_id, const char *reason,
                      bool by_oneself, int64_t *stand_in, struct err *err)
{
    const struct take_over take = {id, rev, volunteer_id, reason, by_oneself, false};
    int64_t made = 0;
    if (!verb_begin(store, "roster.move", err) ||
        !verb_end(store, roster_take_over_within(store, &take, &made, err), err))
        return false;
    if (stand_in != NULL)
        *stand_in = made;
    return true;
}

/* ---- several at once ---- */

static bool assign_one(struct store *store, struct assignment *assignment, const struct assignment *replaced,
                       bool beyond, struct err *err)
{
    if (replaced == NULL)
        return roster_assign_within(store, assignment, false, beyond, err);
    const struct take_over take = {
        replaced->head.id, replaced->head.rev, assignment->volunteer_id, assignment->reason, false, false};
    return roster_take_over_within(store, &take, &assignment->head.id, err);
}

bool roster_assign_several(struct store *store, struct assignment *assignments, int count,
                           const struct assignment *replaced, bool beyond, int *at, struct err *err)
{
    bool good = true;
    *at = 0;
    if (!verb_begin(store, replaced != NULL ? "roster.move" : "roster.assign", err))
        return false;
    for (int i = 0; good && i < count; i++) {
        *at = i;
        assignments[i].for_id = 0;
        assignments[i].state = ASSIGNMENT_PLANNED;
        good = assign_one(store, &assignments[i], i == 0 ? replaced : NULL, beyond, err);
    }
    return verb_end(store, good, err);
}
