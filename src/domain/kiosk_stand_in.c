/* "I cannot come", and standing in for somebody who cannot: by oneself, behind the own PIN (domain.md §6, §7). What was
 * read before a key was pressed may be long past: everything is looked at again under the lock. */
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "kiosk_part.h"
#include "roster_act.h"
#include "verb.h"

/* Whoever stands there typed their PIN, and is a volunteer still. */
static bool check_hand(struct store *store, int64_t volunteer_id, struct err *err)
{
    struct kiosk_person person;
    if (volunteer_id == 0 || store_volunteer(store) != volunteer_id || !store_volunteer_proven(store))
        return err_field(err, ERR_ROLE, "pin", _("This is done with your own PIN."));
    return kiosk_person_read(store, volunteer_id, &person, err);
}

/* The shift as it was shown: still there, and at the same time. */
static bool read_shown(struct store *store, const struct kiosk_shift *shown, struct assignment *one, struct err *err)
{
    char words[SHIFT_WORDS_BYTES];
    if (!record_get(store, &assignment_table, shown->shift.id, one, err))
        return false;
    shift_words(store, one, words);
    if (one->head.voided[0] != '\0')
        return err_set(err, ERR_CONFLICT, _("The desk has taken %s off the roster meanwhile."), words);
    return (one->post_id == shown->shift.post_id && one->starts_at == shown->shift.starts_at &&
            one->ends_at == shown->shift.ends_at) ||
           err_set(err, ERR_CONFLICT, _("The desk has changed the shift meanwhile: now it is %s."), words);
}

/* Who stands in, masked; "" when nobody does. */
static void read_stand_in(struct store *store, const struct assignment *one, char name[NAME_BYTES])
{
    struct assignment stand_in = {0};
    name[0] = '\0';
    if (one->state == ASSIGNMENT_REPLACED && roster_stand_in(store, one->head.id, &stand_in, NULL))
        volunteer_told(store, stand_in.volunteer_id, name);
}

/* ---- I cannot come ---- */

static bool refuse_past(struct store *store, const struct assignment *one, struct err *err)
{
    char words[SHIFT_WORDS_BYTES], name[NAME_BYTES];
    shift_words(store, one, words);
    read_stand_in(store, one, name);
    if (name[0] != '\0')
        return err_set(err, ERR_CONFLICT, _("%1$s has taken over %2$s from you already."), name, words);
    if (one->state == ASSIGNMENT_EXCUSED)
        return err_set(err, ERR_CONFLICT, _("You are excused from %s already: you need not come."), words);
    return err_set(err, ERR_CONFLICT, _("%s has begun. Please tell the staff at the desk."), words);
}

static bool seek_own(struct store *store, int64_t volunteer_id, const struct kiosk_shift *shift, bool cannot,
                     struct err *err)
{
    struct assignment one;
    if (!check_hand(store, volunteer_id, err) || !read_shown(store, shift, &one, err))
        return false;
    if (one.volunteer_id != volunteer_id)
        return err_set(err, ERR_ROLE, _("This is not your shift."));
    if (!roster_is_ahead(&one) || one.starts_at <= clock_now())
        return refuse_past(store, &one, err);
    return roster_seek_within(store, one.head.id, one.head.rev, cannot, NULL, err);
}

bool kiosk_cannot_come(struct store *store, int64_t volunteer_id, const struct kiosk_shift *shift, bool cannot,
                       struct err *err)
{
    return verb_begin(store, "kiosk.cannot", err) &&
           verb_end(store, seek_own(store, volunteer_id, shift, cannot, err), err);
}

/* ---- standing in ---- */

static bool refuse_settled(struct store *store, const struct assignment *before, struct err *err)
{
    char words[SHIFT_WORDS_BYTES], name[NAME_BYTES];
    shift_words(store, before, words);
    read_stand_in(store, before, name);
    if (name[0] != '\0')
        return err_set(err, ERR_CONFLICT, _("%1$s was faster and stands in on %2$s already. Thank you all the same."),
                       name, words);
    return err_set(err, ERR_CONFLICT, _("Nobody is needed on %s any more. Thank you all the same."), words);
}

static bool check_fit(struct store *store, int64_t volunteer_id, const struct assignment *before, struct err *err)
{
    const struct fit_shift shift = shift_of(before);
    struct shift_fit fit;
    char words[SHIFT_WORDS_BYTES], why[KIOSK_REFUSAL_BYTES];
    if (!shift_fit(store, volunteer_id, &shift, &fit, err))
        return false;
    kiosk_fit_why(store, &fit, why);
    shift_words(store, before, words);
    return why[0] == '\0' || err_set(err, ERR_INPUT, _("You cannot take %1$s: %2$s."), words, why);
}

static bool take_over(struct store *store, int64_t volunteer_id, const struct kiosk_shift *shift, struct err *err)
{
    struct assignment before;
    const struct take_over take = {
        .id = shift->shift.id, .rev = -1, .volunteer_id = volunteer_id, .by_oneself = true, .promised = true};
    int64_t stand_in = 0;
    if (!check_hand(store, volunteer_id, err) || !read_shown(store, shift, &before, err))
        return false;
    if (!roster_is_ahead(&before) || before.seeking_at == 0)
        return refuse_settled(store, &before, err);
    return check_fit(store, volunteer_id, &before, err) && roster_take_over_within(store, &take, &stand_in, err);
}

bool kiosk_stand_in(struct store *store, int64_t volunteer_id, const struct kiosk_shift *shift, struct err *err)
{
    return verb_begin(store, "kiosk.stand_in", err) && verb_end(store, take_over(store, volunteer_id, shift, err), err);
}
