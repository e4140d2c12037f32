/* Own shifts at the shared terminal, and what is done to them there. */
#include "gatepost/clock.h"
#include "gatepost/kiosk_act.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "kiosk_part.h"
#include "roster_act.h"
#include "verb.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_S = 86400 };

/* ---- in words ---- */

void kiosk_add_name(char *names, size_t size, const char *name)
{
    size_t length = strlen(names);
    const char *between = length > 0 ? words_context(N_("names|, ")) : "";
    if (length + strlen(between) + strlen(name) < size)
        snprintf(names + length, size - length, "%s%s", between, name);
}

void kiosk_name_people(const struct roster_entry *entries, int count, int64_t but, char names[NOTE_BYTES])
{
    names[0] = '\0';
    for (int there = 1; there >= 0; there--)
        for (int i = 0; i < count; i++) {
            const struct assignment *one = &entries[i].assignment;
            if ((one->state == ASSIGNMENT_ARRIVED) == there && assignment_counts(one) && one->volunteer_id != but)
                kiosk_add_name(names, NOTE_BYTES, entries[i].name);
        }
}

/* A leave is told no more than illness: were it told, "ask at the desk" alone would say that somebody is ill. */
enum { NOBODYS_BUSINESS = 1u << BAR_OBSERVED | 1u << BAR_UNFIT | 1u << BAR_ABSENT };

void kiosk_fit_why(struct store *store, const struct shift_fit *fit, char why[KIOSK_REFUSAL_BYTES])
{
    struct shift_fit told = *fit;
    char words[FIT_WHY_BYTES];
    told.bars &= ~(unsigned)NOBODYS_BUSINESS;
    shift_fit_why(store, &told, words);
    if (told.bars == 0 && fit->bars != 0)
        text_copy(words, sizeof words, _("please ask at the desk"));
    text_copy(why, KIOSK_REFUSAL_BYTES, words);
}

/* ---- own ones ---- */

static bool is_to_begin(const struct assignment *one)
{
    return roster_is_ahead(one) || one->state == ASSIGNMENT_NO_SHOW;
}

static bool is_shown(const struct assignment *one, int64_t now)
{
    if (is_to_begin(one))
        return one->ends_at > now;
    if (one->state == ASSIGNMENT_DONE && !one->not_signed_out)
        return now - one->left_at <= KIOSK_BACK_S;
    return one->state == ASSIGNMENT_ARRIVED || one->state == ASSIGNMENT_DONE;
}

static bool is_time_to_sign_in(const struct assignment *one, int64_t now)
{
    return is_to_begin(one) && now >= one->starts_at - SIGN_IN_EARLY_S && now < one->ends_at;
}

/* The last thing that became of it was their own doing, just now, and it is still so. */
static bool may_take_back(const struct kiosk_act *act, const struct assignment *one, int64_t now)
{
    if (act->volunteer_id != one->volunteer_id || now - act->at > KIOSK_BACK_S)
        return false;
    if (strcmp(act->verb, "kiosk.in") == 0)
        return one->state == ASSIGNMENT_ARRIVED || one->state == ASSIGNMENT_DONE; /* signing in elsewhere ended it */
    if (strcmp(act->verb, "kiosk.out") == 0)
        return one->state == ASSIGNMENT_DONE;
    return strcmp(act->verb, "kiosk.take") == 0 && roster_is_ahead(one);
}

static void judge(const struct kiosk_act *act, const struct assignment *one, int64_t now, struct kiosk_shift *shift)
{
    char when[TIME_SIZE];
    bool open = one->state == ASSIGNMENT_ARRIVED || one->not_signed_out;
    if (is_time_to_sign_in(one, now))
        shift->can = KIOSK_IN;
    else if (may_take_back(act, one, now))
        shift->can = KIOSK_BACK;
    else if (open && now <= one->ends_at + SIGN_OUT_LATE_S)
        shift->can = KIOSK_OUT;
    else if (one->state == ASSIGNMENT_DONE) {
        time_label(one->left_at, when);
        snprintf(shift->why, sizeof shift->why, _("signed out at %s"), when);
    } else if (is_to_begin(one) && one->starts_at - now <= DAY_S) {
        time_label(one->starts_at - SIGN_IN_EARLY_S, when);
        snprintf(shift->why, sizeof shift->why, _("sign in from %s on"), when);
    }
}

static bool fill_own(struct store *store, const struct roster_entry *entry, int64_t now, struct roster_entry *beside,
                     struct kiosk_shift *shift, struct err *err)
{
    const struct assignment *one = &entry->assignment;
    struct kiosk_act act;
    int count = 0;
    if (!kiosk_act_newest(store, one->head.id, &act, err) ||
        !roster_of_shift(store, one->post_id, one->starts_at, beside, CELL_MOST, &count, err))
        return false;
    *shift = (struct kiosk_shift){
        .shift = shift_of(one), .rev = one->head.rev, .state = one->state, .seeking = one->seeking_at != 0};
    text_copy(shift->post, sizeof shift->post, entry->post);
    kiosk_name_people(beside, count, one->volunteer_id, shift->with);
    judge(&act, one, now, shift);
    return true;
}

bool kiosk_own(struct store *store, int64_t volunteer_id, int64_t now, struct kiosk_shift *shifts, int most, int *count,
               struct err *err)
{
    struct roster_entry *entries = memory_new(KIOSK_SHIFTS, sizeof *entries);
    struct roster_entry *beside = memory_new(CELL_MOST, sizeof *beside);
    struct kiosk_person person;
    int found = 0;
    *count = 0;
    bool good = kiosk_person_read(store, volunteer_id, &person, err) &&
                roster_read(store, now - SIGN_OUT_LATE_S, now + KIOSK_AHEAD_DAYS * DAY_S, 0, volunteer_id, entries,
                            KIOSK_SHIFTS, &found, err);
    for (int i = 0; good && i < found && i < KIOSK_SHIFTS && *count < most; i++)
        if (is_shown(&entries[i].assignment, now))
            good = fill_own(store, &entries[i], now, beside, &shifts[(*count)++], err);
    free(beside);
    free(entries);
    if (!good)
        *count = 0;
    return good;
}

/* ---- done ---- */

static bool refuse_gone(struct err *err)
{
    return err_set(err, ERR_CONFLICT,
                   _("This shift is not yours any more: the desk has changed it. Please ask there."));
}

/* The own one, as it stands now. */
static bool get_own(struct store *store, int64_t volunteer_id, const struct kiosk_shift *shift, struct assignment *one,
                    struct err *err)
{
    if (!record_get(store, &assignment_table, shift->shift.id, one, err))
        return false;
    if (one->volunteer_id != volunteer_id || one->head.voided[0] != '\0')
        return refuse_gone(err);
    return roster_refuse_stale(store, shift->rev, one, err);
}

/* Whoever signs in and takes it back, and again, buys no guesses with it. */
static bool forget_guesses(struct store *store, const struct assignment *one, struct err *err)
{
    struct kiosk_act act;
    if (!kiosk_act_newest(store, one->head.id, &act, err))
        return false;
    bool again = act.volunteer_id == one->volunteer_id && clock_now() - act.at <= KIOSK_BACK_S;
    return again || kiosk_was_right(store, err);
}

static bool sign_in(struct store *store, int64_t volunteer_id, const struct kiosk_shift *shift, struct err *err)
{
    struct assignment one;
    return get_own(store, volunteer_id, shift, &one, err) && forget_guesses(store, &one, err) &&
           shift_in_within(store, one.head.id, one.head.rev, clock_now(), err);
}

static bool sign_out(struct store *store, int64_t volunteer_id, const struct kiosk_shift *shift, struct err *err)
{
    struct assignment one;
    return get_own(store, volunteer_id, shift, &one, err) && forget_guesses(store, &one, err) &&
           shift_out_within(store, one.head.id, one.head.rev, clock_now(), err);
}

/* Signed out by the clock before they did it themselves: so it is again. */
static bool undo_sign_out(struct store *store, const struct kiosk_act *act, struct assignment *one, struct err *err)
{
    if (act->not_signed_out)
        return shift_leave(store, one, one->ends_at, true, err);
    one->state = ASSIGNMENT_ARRIVED;
    one->left_at = 0;
    one->not_signed_out = false;
    one->minutes = one->night_minutes = 0;
    return roster_write(store, one, err);
}

static bool undo_sign_in(struct store *store, const struct kiosk_act *act, struct assignment *one, struct err *err)
{
    one->state = act->state;
    one->seeking_at = act->seeking_at;
    one->arrived_at = 0;
    return roster_write(store, one, err);
}

/* Whoever was excused there before is so again; whoever stood in meanwhile stays in their own right. */
static bool undo_take(struct store *store, const struct kiosk_act *act, struct assignment *one, struct err *err)
{
    if (!act->began)
        return roster_remove_within(store, one->head.id, one->head.rev, _("taken back at the shared terminal"), err);
    one->state = act->state == ASSIGNMENT_REPLACED ? ASSIGNMENT_EXCUSED : act->state;
    return roster_write(store, one, err);
}

static bool take_back(struct store *store, int64_t volunteer_id, const struct kiosk_shift *shift, struct err *err)
{
    struct assignment one;
    struct kiosk_act act;
    if (!get_own(store, volunteer_id, shift, &one, err) || !kiosk_act_newest(store, one.head.id, &act, err))
        return false;
    if (!may_take_back(&act, &one, clock_now()))
        return err_set(err, ERR_INPUT, _("More than %d minutes ago: please ask at the desk."), KIOSK_BACK_S / 60);
    if (one.state == ASSIGNMENT_DONE)
        return undo_sign_out(store, &act, &one, err);
    return one.state == ASSIGNMENT_ARRIVED ? undo_sign_in(store, &act, &one, err) : undo_take(store, &act, &one, err);
}

static bool take(struct store *store, int64_t volunteer_id, const struct kiosk_shift *shift, struct err *err)
{
    struct assignment new = {.post_id = shift->shift.post_id,
                             .day = shift->shift.day,
                             .starts_at = shift->shift.starts_at,
                             .ends_at = shift->shift.ends_at,
                             .volunteer_id = volunteer_id,
                             .via = VIA_SELF};
    struct shift_fit fit;
    struct err refused = {0};
    char why[KIOSK_REFUSAL_BYTES], words[SHIFT_WORDS_BYTES];
    if (!shift_fit(store, volunteer_id, &shift->shift, &fit, err))
        return false;
    kiosk_fit_why(store, &fit, why);
    if (why[0] != '\0')
        return err_set(err, ERR_INPUT, _("You cannot take this shift: %s."), why);
    if (roster_assign_within(store, &new, true, false, &refused))
        return true;
    shift_words(store, &new, words);
    if (refused.code == ERR_CONFLICT)
        return err_set(err, ERR_CONFLICT, _("Somebody was faster: %s is full now."), words);
    *err = refused;
    return false;
}

bool kiosk_person_read(struct store *store, int64_t volunteer_id, struct kiosk_person *person, struct err *err)
{
    struct err refused = {0};
    if (kiosk_person_get(store, volunteer_id, person, &refused))
        return true;
    if (refused.code == ERR_NOT_FOUND)
        return err_set(err, ERR_NOT_FOUND, _("You are not among the volunteers any more. Please ask at the desk."));
    return err_set(err, refused.code, "%s", refused.text);
}

static const struct deed {
    const char *verb;
    bool (*run)(struct store *store, int64_t volunteer_id, const struct kiosk_shift *shift, struct err *err);
} deeds[] = {
    [KIOSK_IN] = {"kiosk.in", sign_in},
    [KIOSK_OUT] = {"kiosk.out", sign_out},
    [KIOSK_BACK] = {"kiosk.back", take_back},
    [KIOSK_TAKE] = {"kiosk.take", take},
};

bool kiosk_do(struct store *store, int64_t volunteer_id, const struct kiosk_shift *shift, struct err *err)
{
    struct kiosk_person person;
    const struct deed *deed = &deeds[shift->can];
    if (shift->stands_in) /* behind the own PIN: kiosk_stand_in */
        return err_set(err, ERR_ROLE, _("For this your own PIN is asked for."));
    if (deed->run == NULL)
        return err_set(err, ERR_INPUT, "%s",
                       shift->why[0] != '\0' ? shift->why : _("There is nothing to do here yet."));
    return verb_begin(store, deed->verb, err) &&
           verb_end(store,
                    kiosk_person_read(store, volunteer_id, &person, err) && deed->run(store, volunteer_id, shift, err),
                    err);
}
