#include "observation_flag.h"
#include "gatepost/clock.h"
#include "gatepost/contact_rules.h"
#include "gatepost/pairing.h"
#include "gatepost/row.h"
#include "gatepost/tier.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>

enum { FLAGS_MOST = 16 };

/* ---- whom to call ---- */

static void write_call(struct store *store, int64_t person_id, const char *name, const char *phone, char *text,
                       size_t size)
{
    struct person person = {0};
    if (person_id != 0 && person_get(store, person_id, &person, NULL)) {
        name = person.name;
        phone = phone[0] != '\0' ? phone : person.phone;
    }
    snprintf(text, size, "%.85s%s%s", name, phone[0] != '\0' ? " " : "", phone);
}

void observation_call(struct store *store, int64_t place_id, char *text, size_t size)
{
    struct pairing pairing;
    struct keeper keeper;
    int count = 0;
    text[0] = '\0';
    if (pairing_of_place(store, place_id, &pairing, NULL))
        write_call(store, pairing.person_id, pairing.name, pairing.phone, text, size);
    else if (keeper_of_place(store, place_id, &keeper, 1, &count, NULL) && count == 1)
        write_call(store, keeper.person_id, keeper.name, keeper.phone, text, size);
    if (text[0] == '\0')
        contact_call(store, text, size);
}

/* ---- the household's flag ---- */

/* The one its observations named, else any of the kind that holds. */
static bool find_flag(struct store *store, const struct observation *observation, struct flag *flag, bool *found,
                      struct err *err)
{
    struct flag flags[FLAGS_MOST];
    int count = 0;
    *found = true;
    if (observation->flag_id != 0 && flag_get(store, observation->flag_id, flag, NULL) && flag->voided[0] == '\0' &&
        flag->place_id == observation->place_id)
        return true;
    *found = false;
    if (!flag_in_force(store, 0, observation->place_id, clock_now(), flags, FLAGS_MOST, &count, err))
        return false;
    for (int i = 0; i < count && !*found; i++) {
        *found = flags[i].kind == FLAG_OBSERVATION;
        *flag = flags[i];
    }
    return true;
}

/* Who is found is not wanted any more. */
static bool clear_wanted(struct store *store, const struct observation *observation, struct err *err)
{
    struct flag flags[FLAGS_MOST];
    int count = 0;
    if (!flag_in_force(store, observation->person_id, 0, clock_now(), flags, FLAGS_MOST, &count, err))
        return false;
    for (int i = 0; i < count; i++)
        if (flags[i].kind == FLAG_WANTED && observation_was_lost(store, observation->person_id, flags[i].from_at) &&
            !row_void(store, "flag", flags[i].id, -1, _("found: under observation again"), err))
            return false;
    return true;
}

bool observation_flag_set(struct store *store, struct observation *observation, struct err *err)
{
    struct flag flag = {0};
    bool found = false;
    if (!find_flag(store, observation, &flag, &found, err))
        return false;
    bool holds = found && (flag.denies == DENIES_OUT || flag.denies == DENIES_BOTH) && flag.until_at == 0;
    if (!found) {
        flag = (struct flag){.place_id = observation->place_id, .kind = FLAG_OBSERVATION, .from_at = clock_now()};
        text_copy(flag.say, sizeof flag.say,
                  _("This household is under home observation: nobody goes out. Ask them to go home; what they need is "
                    "brought to the door."));
        observation_call(store, flag.place_id, flag.call, sizeof flag.call);
    }
    if (!holds) {
        flag.denies = flag.denies == DENIES_IN || flag.denies == DENIES_BOTH ? DENIES_BOTH : DENIES_OUT;
        flag.until_at = 0;
        if (!flag_save(store, &flag, err))
            return false;
    }
    observation->flag_id = flag.id;
    return clear_wanted(store, observation, err);
}

static void write_why(struct store *store, const struct observation *observation, char *why, size_t size)
{
    struct person person = {0};
    person_get(store, observation->person_id, &person, NULL);
    if (observation->ended_at == 0)
        snprintf(why, size, _("observation of %.90s voided"), person.name);
    else
        snprintf(why, size, _("observation of %1$.90s ended: %2$s"), person.name,
                 _(observation_state_labels[observation->state]));
}

/* All of the kind: an end that was taken back may have brought a second one. */
bool observation_flag_clear(struct store *store, const struct observation *observation, struct err *err)
{
    struct flag flag = {0};
    char why[NOTE_BYTES];
    bool found = true;
    if (observation_flags_place(store, observation->place_id))
        return true;
    write_why(store, observation, why, sizeof why);
    for (int i = 0; found && i < FLAGS_MOST; i++)
        if (!find_flag(store, observation, &flag, &found, err) ||
            (found && !row_void(store, "flag", flag.id, -1, why, err)))
            return false;
    return true;
}

/* ---- wanted ---- */

bool observation_wanted_set(struct store *store, const struct observation *observation, struct err *err)
{
    struct flag flag = {.person_id = observation->person_id,
                        .kind = FLAG_WANTED,
                        .denies = DENIES_NOTHING,
                        .from_at = observation->ended_at};
    text_copy(flag.say, sizeof flag.say,
              _("Left home observation without contact: ask them to wait apart, and call at once."));
    observation_call(store, observation->place_id, flag.call, sizeof flag.call);
    return flag_save(store, &flag, err);
}

/* ---- what others may do with it ---- */

bool observation_flag_refuse(struct store *store, const struct flag *flag, const struct flag *changed, struct err *err)
{
    struct observation observation;
    struct person person = {0};
    if (flag->kind != FLAG_OBSERVATION || !observation_of_flag(store, flag, &observation, NULL))
        return true;
    if (changed != NULL && changed->kind == flag->kind && changed->place_id == flag->place_id &&
        (changed->denies == DENIES_OUT || changed->denies == DENIES_BOTH) && changed->until_at == 0)
        return true;
    person_get(store, observation.person_id, &person, NULL);
    return err_set(err, ERR_INPUT,
                   _("%s is under observation there: this flag goes when the observation ends, and denies out until "
                     "then."),
                   person.name);
}
