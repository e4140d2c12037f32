/* A shift as it was in truth: any state, with its times and a reason. */
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "roster_act.h"
#include "verb.h"

static bool has_times(enum assignment_state state)
{
    return state == ASSIGNMENT_ARRIVED || state == ASSIGNMENT_DONE;
}

/* Around the shift: a time of another day was mistyped. */
static bool check_time(const struct assignment *one, int64_t at, const char *field, struct err *err)
{
    char from[TIME_SIZE], until[TIME_SIZE];
    if (at > clock_now() + SIGN_AHEAD_S)
        return err_field(err, ERR_INPUT, field, _("This time is in the future."));
    if (at >= one->starts_at - SIGN_IN_EARLY_S && at <= one->ends_at + SIGN_OUT_LATE_S)
        return true;
    full_label(one->starts_at, from);
    full_label(one->ends_at, until);
    return err_field(err, ERR_INPUT, field, _("This time is far from the shift, which is from %1$s to %2$s."), from,
                     until);
}

static bool check_times(const struct assignment *one, struct err *err)
{
    if (one->arrived_at == 0)
        return err_field(err, ERR_INPUT, "arrived_at", _("Since when? Give the time they came."));
    if (one->state == ASSIGNMENT_DONE && one->left_at == 0)
        return err_field(err, ERR_INPUT, "left_at", _("Until when? Give the time they left."));
    if (one->state == ASSIGNMENT_ARRIVED && one->left_at != 0)
        return err_field(err, ERR_INPUT, "left_at", _("Whoever is still on duty has not left."));
    if (!check_time(one, one->arrived_at, "arrived_at", err))
        return false;
    if (one->left_at != 0 && one->left_at < one->arrived_at)
        return err_field(err, ERR_INPUT, "left_at", _("They left before they came: check the two times."));
    return one->left_at == 0 || check_time(one, one->left_at, "left_at", err);
}

/* What was typed is not passed over; what stood there goes with the state. */
static bool check_no_times(const struct assignment *one, const struct assignment *before, struct err *err)
{
    bool typed = (one->arrived_at != 0 && one->arrived_at != before->arrived_at) ||
                 (one->left_at != 0 && one->left_at != before->left_at);
    return !typed || err_field(err, ERR_INPUT, "state",
                               _("With these times they were there: the state is then on duty or done."));
}

/* The one who stands in and the one who is stood in for do not both count. */
static bool check_stand_in(struct store *store, const struct assignment *one, struct err *err)
{
    struct assignment stand_in;
    char name[NAME_BYTES], words[SHIFT_WORDS_BYTES];
    bool stands = roster_stand_in(store, one->head.id, &stand_in, NULL) && assignment_counts(&stand_in);
    shift_words(store, one, words);
    if (one->state == ASSIGNMENT_REPLACED)
        return stands ||
               err_field(err, ERR_INPUT, "state", _("Nobody stands in on %s: let somebody take it over."), words);
    if (!stands || !assignment_counts(one))
        return true;
    volunteer_told(store, stand_in.volunteer_id, name);
    return err_field(err, ERR_INPUT, "state", _("%1$s stands in on %2$s: take them off it first."), name, words);
}

/* Who is put down again must not stand elsewhere then. */
static bool check_free(struct store *store, const struct assignment *one, const struct assignment *before,
                       struct err *err)
{
    const struct fit_shift shift = shift_of(one);
    struct shift_fit fit;
    char name[NAME_BYTES], words[SHIFT_WORDS_BYTES], why[FIT_WHY_BYTES];
    if (!roster_is_ahead(one) || assignment_counts(before))
        return true;
    if (!shift_fit(store, one->volunteer_id, &shift, &fit, err))
        return false;
    if (!shift_fit_forbidden(&fit))
        return true;
    shift_fit_why(store, &fit, why);
    volunteer_told(store, one->volunteer_id, name);
    shift_words(store, one, words);
    return err_field(err, ERR_INPUT, "state", _("%1$s cannot take %2$s: %3$s."), name, words, why);
}

static bool check(struct store *store, const struct assignment *one, const struct assignment *before, struct err *err)
{
    bool good = has_times(one->state) ? check_times(one, err) : check_no_times(one, before, err);
    return good && check_stand_in(store, one, err) && check_free(store, one, before, err);
}

bool roster_correct_within(struct store *store, const struct assignment *wanted, const char *why, struct err *err)
{
    struct assignment one, before;
    if (!roster_get(store, wanted->head.id, &before, err) ||
        !roster_refuse_stale(store, wanted->head.rev, &before, err))
        return false;
    one = before;
    one.state = wanted->state;
    one.arrived_at = wanted->arrived_at;
    one.left_at = wanted->left_at;
    if (!check(store, &one, &before, err))
        return false;
    if (!has_times(one.state))
        one.arrived_at = one.left_at = 0;
    if (!roster_is_ahead(&one))
        one.seeking_at = 0;
    one.not_signed_out = false;
    note_behind(&one, why);
    bool comes_back = before.state == ASSIGNMENT_REPLACED && one.state != ASSIGNMENT_REPLACED;
    return shift_count_minutes(store, &one, err) && roster_write(store, &one, err) &&
           (!comes_back || roster_free_stand_in(store, one.head.id, 0, err));
}

bool roster_correct(struct store *store, const struct assignment *assignment, const char *reason, struct err *err)
{
    char why[NOTE_BYTES];
    text_copy(why, sizeof why, reason != NULL ? reason : "");
    if (!text_accept(why, sizeof why, "reason", N_("Reason"), err))
        return false;
    if (why[0] == '\0')
        return err_field(err, ERR_INPUT, "reason", _("Why? Give the reason: it stays with the shift."));
    return verb_begin(store, "roster.correct", err) &&
           verb_end(store, roster_correct_within(store, assignment, why, err), err);
}
