/* Signing in and out (domain.md §6): which shift is meant, when it may begin and end, what was worked, and the shifts
 * nobody signed out of. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/words.h"
#include "roster_act.h"
#include "verb.h"
#include <stdlib.h>

enum {
    FORGOTTEN_S = 1800,  /* behind the end: nobody signs out any more */
    OWN_MOST = 96,       /* shifts of one volunteer looked at */
    FORGOTTEN_MOST = 500 /* at a time; the rest with the next minute */
};

/* ---- which shift is meant ---- */

static bool is_to_begin(const struct assignment *one)
{
    return roster_is_ahead(one) || one->state == ASSIGNMENT_NO_SHOW;
}

static bool is_time_for(const struct assignment *one, int64_t at)
{
    return at >= one->starts_at - SIGN_IN_EARLY_S && at < one->ends_at;
}

/* The lower, the more it is meant. */
enum { MEANT_NOW, MEANT_STANDING, MEANT_TODAY, MEANT_TODAY_SETTLED, MEANT_NEXT, MEANT_NOT };
static int how_meant(const struct assignment *one, int64_t at)
{
    if (is_to_begin(one) && is_time_for(one, at))
        return MEANT_NOW;
    if (one->state == ASSIGNMENT_ARRIVED)
        return MEANT_STANDING;
    if (one->day == clock_day(at))
        return roster_is_ahead(one) ? MEANT_TODAY : MEANT_TODAY_SETTLED;
    return roster_is_ahead(one) && one->starts_at > at ? MEANT_NEXT : MEANT_NOT;
}

static int64_t distance(const struct assignment *one, int64_t at)
{
    return at < one->starts_at ? one->starts_at - at : at >= one->ends_at ? at - one->ends_at : 0;
}

static bool is_nearer(const struct assignment *one, const struct assignment *other, int64_t at)
{
    int how = how_meant(one, at), before = how_meant(other, at);
    return how != before ? how < before : distance(one, at) < distance(other, at);
}

/* post_id 0: wherever it is. */
static bool nearest(struct store *store, int64_t volunteer_id, int64_t post_id, int64_t at, struct roster_entry *entry,
                    bool *found, struct err *err)
{
    struct roster_entry *own = memory_new(OWN_MOST, sizeof *own);
    int count = 0;
    const struct roster_entry *best = NULL;
    bool good = roster_read(store, at - 86400, INT64_MAX, post_id, volunteer_id, own, OWN_MOST, &count, err);
    for (int i = 0; i < count && i < OWN_MOST; i++)
        if (how_meant(&own[i].assignment, at) != MEANT_NOT &&
            (best == NULL || is_nearer(&own[i].assignment, &best->assignment, at)))
            best = &own[i];
    *found = best != NULL;
    if (best != NULL)
        *entry = *best;
    free(own);
    return good;
}

bool shift_meant(struct store *store, int64_t volunteer_id, int64_t at, struct roster_entry *entry, struct err *err)
{
    char name[NAME_BYTES];
    bool found = false;
    if (!nearest(store, volunteer_id, 0, at != 0 ? at : clock_now(), entry, &found, err))
        return false;
    volunteer_told(store, volunteer_id, name);
    return found || err_field(err, ERR_NOT_FOUND, "volunteer", _("%s is on no shift, neither today nor later."), name);
}

bool shift_meant_at(struct store *store, int64_t volunteer_id, int64_t post_id, int64_t at, struct roster_entry *entry,
                    struct err *err)
{
    struct roster_entry right;
    struct post post;
    char name[NAME_BYTES], words[SHIFT_WORDS_BYTES];
    bool found = false;
    at = at != 0 ? at : clock_now();
    if (post_id == 0)
        return shift_meant(store, volunteer_id, at, entry, err);
    if (!nearest(store, volunteer_id, post_id, at, entry, &found, err))
        return false;
    if (found && how_meant(&entry->assignment, at) <= MEANT_STANDING)
        return true;
    if (!record_get(store, &post_table, post_id, &post, err) || !shift_meant(store, volunteer_id, at, &right, err))
        return false;
    if (right.assignment.post_id == post_id) {
        *entry = right;
        return true;
    }
    volunteer_told(store, volunteer_id, name);
    shift_words(store, &right.assignment, words);
    return err_field(err, ERR_INPUT, "post", _("%1$s is not at %2$s then but on %3$s: sign in there."), name, post.name,
                     words);
}

bool shift_standing(struct store *store, int64_t volunteer_id, int64_t at, struct roster_entry *entry, struct err *err)
{
    struct roster_entry *own = memory_new(OWN_MOST, sizeof *own);
    const struct roster_entry *best = NULL;
    char name[NAME_BYTES];
    int count = 0;
    at = at != 0 ? at : clock_now();
    bool good = roster_read(store, at - 86400, at + SIGN_IN_EARLY_S + 1, 0, volunteer_id, own, OWN_MOST, &count, err);
    for (int i = 0; i < count && i < OWN_MOST; i++)
        if (own[i].assignment.state == ASSIGNMENT_ARRIVED ||
            (own[i].assignment.not_signed_out && (best == NULL || best->assignment.state != ASSIGNMENT_ARRIVED)))
            best = &own[i];
    if (best != NULL)
        *entry = *best;
    bool found = best != NULL;
    free(own);
    volunteer_told(store, volunteer_id, name);
    return good && (found || err_field(err, ERR_NOT_FOUND, "volunteer",
                                       _("%s is not signed in: there is nothing to sign out."), name));
}

/* ---- what was worked ---- */

/* From the handover before the start on; whoever came earlier waited. */
bool shift_count_minutes(struct store *store, struct assignment *one, struct err *err)
{
    struct post post;
    struct fit_rules rules;
    if (!record_get(store, &post_table, one->post_id, &post, err))
        return false;
    fit_rules_read(store, &rules);
    int64_t earliest = one->starts_at - (int64_t)post.overlap * 60;
    int64_t from = one->arrived_at > earliest ? one->arrived_at : earliest;
    one->minutes = one->left_at > from ? (int)((one->left_at - from + 30) / 60) : 0;
    one->night_minutes =
        one->minutes > 0 ? shift_night_minutes(from, one->left_at, rules.night_from, rules.night_until) : 0;
    if (one->night_minutes > one->minutes)
        one->night_minutes = one->minutes;
    return true;
}

static void forget_times(struct assignment *one)
{
    one->arrived_at = one->left_at = 0;
    one->minutes = one->night_minutes = 0;
    one->not_signed_out = false;
}

bool shift_leave(struct store *store, struct assignment *one, int64_t at, bool not_signed_out, struct err *err)
{
    one->state = ASSIGNMENT_DONE;
    one->left_at = at > one->arrived_at ? at : one->arrived_at;
    one->not_signed_out = not_signed_out;
    return shift_count_minutes(store, one, err) && roster_write(store, one, err);
}

int shift_late_minutes(const struct assignment *assignment)
{
    return assignment->arrived_at > assignment->starts_at ? (int)((assignment->arrived_at - assignment->starts_at) / 60)
                                                          : 0;
}

/* ---- in ---- */

/* The right one is named where there is one. */
static bool refuse_time(struct store *store, const struct assignment *one, int64_t at, struct err *err)
{
    struct roster_entry right;
    char name[NAME_BYTES], words[SHIFT_WORDS_BYTES], other[SHIFT_WORDS_BYTES], when[TIME_SIZE];
    volunteer_told(store, one->volunteer_id, name);
    shift_words(store, one, words);
    if (shift_meant(store, one->volunteer_id, at, &right, NULL) && right.assignment.head.id != one->head.id &&
        how_meant(&right.assignment, at) <= MEANT_TODAY) {
        shift_words(store, &right.assignment, other);
        return err_field(err, ERR_INPUT, "shift", _("%1$s is not on %2$s then but on %3$s: sign in there."), name,
                         words, other);
    }
    moment_label(at >= one->ends_at ? one->ends_at : one->starts_at, when);
    if (at >= one->ends_at)
        return err_field(err, ERR_INPUT, "shift", _("%1$s is over since %2$s: nobody signs in any more."), words, when);
    return err_field(err, ERR_INPUT, "shift", _("%1$s begins at %2$s: sign in at most %3$d hours before."), words, when,
                     SIGN_IN_EARLY_S / 3600);
}

static bool check_future(int64_t at, struct err *err)
{
    return at <= clock_now() + SIGN_AHEAD_S || err_field(err, ERR_INPUT, "at", _("This time is in the future."));
}

/* A shift that is over is closed as the clock would have closed it; at one that runs they are still needed. */
static bool leave_before(struct store *store, const struct assignment *next, int64_t at, struct err *err)
{
    struct roster_entry other;
    char name[NAME_BYTES], words[SHIFT_WORDS_BYTES];
    if (!shift_standing(store, next->volunteer_id, at, &other, NULL) || other.assignment.state != ASSIGNMENT_ARRIVED ||
        other.assignment.head.id == next->head.id)
        return true;
    if (other.assignment.ends_at <= at || other.assignment.ends_at <= next->starts_at)
        return shift_leave(store, &other.assignment, at < other.assignment.ends_at ? at : other.assignment.ends_at,
                           at >= other.assignment.ends_at, err);
    volunteer_told(store, next->volunteer_id, name);
    shift_words(store, &other.assignment, words);
    return err_field(err, ERR_INPUT, "shift", _("%1$s is signed in on %2$s: sign out there first."), name, words);
}

bool shift_in_within(struct store *store, int64_t id, int64_t rev, int64_t at, struct err *err)
{
    struct assignment one;
    if (!check_future(at, err) || !roster_get(store, id, &one, err))
        return false;
    if (!is_to_begin(&one))
        return refuse_state(store, rev, &one, err);
    if (!is_time_for(&one, at))
        return refuse_time(store, &one, at, err);
    if (!roster_refuse_stale(store, rev, &one, err) || !leave_before(store, &one, at, err))
        return false;
    forget_times(&one);
    one.state = ASSIGNMENT_ARRIVED;
    one.arrived_at = at;
    one.seeking_at = 0;
    return roster_write(store, &one, err);
}

bool shift_in(struct store *store, int64_t id, int64_t rev, int64_t at, struct err *err)
{
    return verb_begin(store, "shift.in", err) &&
           verb_end(store, shift_in_within(store, id, rev, at != 0 ? at : clock_now(), err), err);
}

/* ---- out ---- */

static bool check_out(struct store *store, const struct assignment *one, int64_t rev, int64_t at, struct err *err)
{
    char name[NAME_BYTES], words[SHIFT_WORDS_BYTES], when[TIME_SIZE];
    volunteer_told(store, one->volunteer_id, name);
    shift_words(store, one, words);
    if (roster_is_ahead(one))
        return err_field(err, ERR_INPUT, "shift", _("%1$s has not signed in on %2$s."), name, words);
    if (one->state != ASSIGNMENT_ARRIVED && !one->not_signed_out)
        return refuse_state(store, rev, one, err);
    moment_label(one->arrived_at, when);
    if (at < one->arrived_at)
        return err_field(err, ERR_INPUT, "at", _("%1$s signed in at %2$s: signing out comes behind that."), name, when);
    moment_label(one->ends_at, when);
    return at <= one->ends_at + SIGN_OUT_LATE_S ||
           err_field(err, ERR_INPUT, "at", _("%1$s ended at %2$s, long ago: give the time they left, or correct it."),
                     words, when);
}

bool shift_out_within(struct store *store, int64_t id, int64_t rev, int64_t at, struct err *err)
{
    struct assignment one;
    return check_future(at, err) && roster_get(store, id, &one, err) && check_out(store, &one, rev, at, err) &&
           roster_refuse_stale(store, rev, &one, err) && shift_leave(store, &one, at, false, err);
}

bool shift_out(struct store *store, int64_t id, int64_t rev, int64_t at, struct err *err)
{
    return verb_begin(store, "shift.out", err) &&
           verb_end(store, shift_out_within(store, id, rev, at != 0 ? at : clock_now(), err), err);
}

/* ---- nobody signed out ---- */

bool roster_close_due(struct store *store, int64_t now)
{
    int64_t id = 0;
    int count = 0;
    return roster_forgotten(store, now - FORGOTTEN_S, &id, 1, &count, NULL) && count > 0;
}

bool roster_close_ended(struct store *store, int64_t now, int *count, struct err *err)
{
    int64_t *ids = memory_new(FORGOTTEN_MOST, sizeof *ids);
    struct assignment one;
    bool good = roster_forgotten(store, now - FORGOTTEN_S, ids, FORGOTTEN_MOST, count, err);
    for (int i = 0; good && i < *count; i++)
        good =
            record_get(store, &assignment_table, ids[i], &one, err) && shift_leave(store, &one, one.ends_at, true, err);
    free(ids);
    return good;
}

bool roster_close_run(struct store *store, int64_t now, struct err *err)
{
    int count = 0;
    store_act_alone(store);
    return roster_close_ended(store, now, &count, err);
}
