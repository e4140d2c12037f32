/* Home observations opened and edited (domain.md §4). */
#include "gatepost/observation_rules.h"
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "observation_flag.h"
#include "verb.h"
#include <stdio.h>
#include <string.h>

enum { DAY_BYTES = 24, DAY_LAST = 99991231 };

static void begin(void *record)
{
    struct observation *observation = record;
    observation->state = OBSERVATION_OBSERVING;
    observation->basis = BASIS_BEGAN;
}

static bool is_running(const struct observation *observation)
{
    return observation->ended_at == 0 && observation->head.voided[0] == '\0';
}

/* ---- in words ---- */

/* "04-16", with its year when that is another. */
static void write_day(int day, char text[DAY_BYTES])
{
    if (day / 10000 == clock_day(clock_now()) / 10000)
        snprintf(text, DAY_BYTES, "%02d-%02d", day / 100 % 100, day % 100);
    else
        snprintf(text, DAY_BYTES, "%04d-%02d-%02d", day / 10000 % 10000, day / 100 % 100, day % 100);
}

static void write_running(const struct observation *observation, int64_t now, char *text, size_t size)
{
    char day[DAY_BYTES];
    int number = observation_day_number(observation, clock_day(now));
    write_day(number < 1 ? observation->first_day : observation->last_day, day);
    if (observation->state == OBSERVATION_TO_VERIFY)
        text_copy(text, size, _("to be verified"));
    else if (observation_awaits_release(observation, now))
        snprintf(text, size, _("term complete since %s, awaiting release"), day);
    else if (number < 1)
        snprintf(text, size, _("day 1 is %s"), day);
    else
        snprintf(text, size, _("day %1$d of %2$d, until %3$s"), number, observation_day_count(observation), day);
}

void observation_words(const struct observation *observation, int64_t now, char *text, size_t size)
{
    char when[TIME_SIZE];
    if (observation->head.voided[0] != '\0') {
        text_copy(text, size, observation->head.voided);
    } else if (observation->ended_at == 0) {
        write_running(observation, now, text, size);
    } else {
        moment_label(observation->ended_at, when);
        snprintf(text, size, "%s %s", _(observation_state_labels[observation->state]), when);
    }
}

/* ---- refusals ---- */

static bool refuse_double(struct store *store, const struct observation *observation, enum err_code code,
                          const char *format, struct err *err)
{
    struct observation other;
    struct person person = {0};
    char words[NAME_BYTES];
    if (!observation_double(store, observation, &other, NULL))
        return true;
    person_get(store, observation->person_id, &person, NULL);
    observation_words(&other, clock_now(), words, sizeof words);
    return err_field(err, code, "person", format, person.name, words);
}

static bool check_place(struct store *store, struct observation *observation, struct err *err)
{
    struct person person;
    struct place place;
    char sort[PLACE_SORT_BYTES];
    if (!person_get(store, observation->person_id, &person, err))
        return false;
    if (observation->place_id == 0)
        observation->place_id = person.place_id;
    if (observation->place_id == 0)
        return err_field(err, ERR_INPUT, "place", _("%s lives nowhere in the register. Where is the observation kept?"),
                         person.name);
    if (!place_get(store, observation->place_id, &place, err)) {
        if (err != NULL)
            err->field = "place";
        return false;
    }
    if (place.voided[0] != '\0')
        return err_field(err, ERR_INPUT, "place", _("This household was voided. Choose another."));
    place_sort_key(&place, sort, sizeof sort);
    text_copy(observation->door, sizeof observation->door, sort);
    return true;
}

/* ---- the term ---- */

/* The days move together with the basis day, whatever the settings have become since: the term keeps its length. */
static void set_days(struct store *store, struct observation *observation, const struct observation *before)
{
    if (observation->basis_day == 0)
        observation->basis_day = clock_day(observation->basis == BASIS_BEGAN ? observation->began_at : clock_now());
    if (before == NULL) {
        observation->first_day = observation_first_day(store, observation->basis_day);
        observation->last_day = observation_last_day(store, observation->first_day);
    } else {
        int moved = day_distance(before->basis_day, observation->basis_day);
        observation->first_day = clock_day_add(before->first_day, moved);
        observation->last_day = clock_day_add(before->last_day, moved);
    }
    observation->ends_at = clock_day_start(clock_day_add(observation->last_day, 1));
}

static bool check_term(const struct observation *observation, struct err *err)
{
    char end[DAY_BYTES], begun[TIME_SIZE], first[DAY_BYTES];
    if (observation->basis_day > clock_day(clock_now()))
        return err_field(err, ERR_INPUT, "basis_day", _("%s: this day is in the future."), _("Basis day"));
    write_day(observation->last_day, end);
    write_day(observation->first_day, first);
    moment_label(observation->began_at, begun);
    if (observation->last_day < observation->first_day)
        return err_field(err, ERR_INPUT, "basis_day", _("The term would end on %1$s, before its day 1, %2$s."), end,
                         first);
    return observation->ends_at > observation->began_at ||
           err_field(err, ERR_INPUT, "basis_day",
                     _("The term was over on %1$s at 24:00, before the observation begins (%2$s). Look at the basis "
                       "day."),
                     end, begun);
}

/* A reading that stands would be outside. */
static bool check_readings(struct store *store, const struct observation *observation, struct err *err)
{
    struct reading first;
    char label[TIME_SIZE * 2];
    int count = 0;
    if (!reading_list(store, observation->head.id, 0, observation->last_day, &first, 1, &count, err))
        return false;
    struct half_day half_day = {first.day, first.half};
    bool outside = count == 1 && !half_day_belongs(store, observation, half_day);
    if (!outside && !reading_list(store, observation->head.id, clock_day_add(observation->last_day, 1), DAY_LAST,
                                  &first, 1, &count, err))
        return false;
    if (!outside && count == 0)
        return true;
    half_day_label((struct half_day){first.day, first.half}, label, sizeof label);
    return err_field(err, ERR_INPUT, "basis_day",
                     _("There is a reading of %s, which would be outside of the observation."), label);
}

/* ---- a new one, an edited one ---- */

static bool check_new(struct store *store, struct observation *observation, struct err *err)
{
    if (observation->state != OBSERVATION_TO_VERIFY && observation->state != OBSERVATION_OBSERVING)
        return err_field(err, ERR_INPUT, "state",
                         _("A new observation is to be verified or under observation, not %s."),
                         _(observation_state_labels[observation->state]));
    if (observation->applied_by[0] != '\0' || observation->verified_by[0] != '\0' ||
        observation->issued_by[0] != '\0' || observation->paper_number[0] != '\0' || observation->delivered_at != 0 ||
        observation->end_reason[0] != '\0')
        return err_field(err, ERR_INPUT, "applied_by", _("Papers of the release are written when it is released."));
    observation->opened_by = store_officer(store);
    observation->ended_at = observation->ended_by = observation->flag_id = 0;
    return refuse_double(store, observation, ERR_INPUT, _("%1$s is under observation already: %2$s."), err);
}

static bool is_moved(const struct observation *observation, const struct observation *before)
{
    return observation->basis_day != before->basis_day || observation->began_at != before->began_at;
}

static bool has_release(const struct observation *observation)
{
    return observation->applied_by[0] != '\0' || observation->verified_by[0] != '\0' ||
           observation->issued_by[0] != '\0' || observation->paper_number[0] != '\0' || observation->delivered_at != 0;
}

static bool check_edit(const struct observation *observation, const struct observation *before, struct err *err)
{
    if (observation->state != before->state)
        return err_field(err, ERR_INPUT, "state",
                         _("The state follows from what is done: verify, release, leave. It is not edited."));
    if (observation->person_id != before->person_id)
        return err_field(err, ERR_INPUT, "person",
                         _("Another person is another observation: void this one, and open one for them."));
    if (before->ended_at != 0 && (is_moved(observation, before) || observation->place_id != before->place_id))
        return err_field(err, ERR_INPUT, observation->place_id != before->place_id ? "place" : "basis_day",
                         _("This observation has ended: its household and days stay as they are."));
    if (before->state != OBSERVATION_RELEASED && has_release(observation) && !has_release(before))
        return err_field(err, ERR_INPUT, "applied_by", _("Papers of the release are written when it is released."));
    return true;
}

/* Orders are given once somebody is to be observed, but the letter may have been given at the station. */
bool observation_complete(struct store *store, struct observation *observation, const struct observation *before,
                          struct err *err)
{
    if (before != NULL && !check_edit(observation, before, err))
        return false;
    if (before != NULL && before->ended_at != 0)
        return true;
    if (observation->began_at == 0)
        observation->began_at = clock_now();
    if (!check_place(store, observation, err))
        return false;
    set_days(store, observation, before);
    if (before == NULL && !check_new(store, observation, err))
        return false;
    return (before != NULL && !is_moved(observation, before)) ||
           (check_term(observation, err) && (before == NULL || check_readings(store, observation, err)));
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct observation *observation = record;
    const struct observation *was = before;
    if (!observation_complete(store, observation, was, err))
        return false;
    bool elsewhere = was == NULL || was->place_id != observation->place_id;
    return observation->state != OBSERVATION_OBSERVING || !elsewhere || observation_flag_set(store, observation, err);
}

static bool follow(struct store *store, const void *record, const void *before, struct err *err)
{
    const struct observation *observation = record, *was = before;
    return was == NULL || was->state != OBSERVATION_OBSERVING || was->place_id == observation->place_id ||
           observation_flag_clear(store, was, err);
}

static bool follow_void(struct store *store, const void *record, struct err *err)
{
    const struct observation *observation = record;
    return observation->state != OBSERVATION_OBSERVING || observation_flag_clear(store, observation, err);
}

const struct register_rules observation_rules = {
    .table = &observation_table,
    .verb_add = "observation.open",
    .verb_edit = "observation.edit",
    .verb_void = "observation.void",
    .begin = begin,
    .check = check,
    .follow = follow,
    .follow_void = follow_void,
};

/* ---- what an undo may leave ---- */

/* Readings that others took since are not left without their observation, or outside of its term. One that was voided
 * by hand keeps them: its reason tells it from one whose opening was undone. */
static bool readings_fit(struct store *store, const struct observation *observation, const char *name, struct err *err)
{
    struct reading reading;
    char label[TIME_SIZE * 2];
    int count = 0, first = observation->first_day, behind = clock_day_add(observation->last_day, 1);
    bool opened_no_more = strcmp(observation->head.voided, _("undone")) == 0;
    if (!opened_no_more && !is_running(observation))
        return true;
    if (!reading_list(store, observation->head.id, 0, opened_no_more ? DAY_LAST : clock_day_add(first, -1), &reading, 1,
                      &count, err) ||
        (count == 0 && !reading_list(store, observation->head.id, behind, DAY_LAST, &reading, 1, &count, err)))
        return false;
    if (count == 0)
        return true;
    half_day_label((struct half_day){reading.day, reading.half}, label, sizeof label);
    return err_set(err, ERR_DENIED,
                   opened_no_more ? _("Not undone: %1$s has readings since (%2$s). Void the observation with a reason "
                                      "(Delete).")
                                  : _("Not undone: the reading of %1$s of %2$s would be outside of the observation."),
                   name, label);
}

static bool observation_row_fits(struct store *store, int64_t id, struct err *err)
{
    struct observation observation;
    struct person person = {0};
    struct flag flag = {0};
    if (!record_get(store, &observation_table, id, &observation, err))
        return false;
    person_get(store, observation.person_id, &person, NULL);
    if (is_running(&observation) &&
        !refuse_double(store, &observation, ERR_DENIED,
                       _("Not undone: %1$s would be under observation twice (the other: %2$s)."), err))
        return false;
    if (!readings_fit(store, &observation, person.name, err))
        return false;
    bool flagged = observation.flag_id != 0 && flag_get(store, observation.flag_id, &flag, NULL);
    if (!flagged)
        return true;
    bool needs = is_running(&observation) && observation.state == OBSERVATION_OBSERVING;
    if (needs && flag.voided[0] != '\0')
        return err_set(err, ERR_DENIED,
                       _("Not undone: the flag of %s's household was cleared since. Open the observation anew."),
                       person.name);
    return needs || flag.voided[0] != '\0' || observation_flags_place(store, observation.place_id) ||
           !observation_shares_flag(store, &observation) ||
           err_set(
               err, ERR_DENIED,
               _("Not undone: the household of %s would keep its flag, and nobody there would be under observation. "
                 "Void the observation with a reason (Delete)."),
               person.name);
}

static bool flag_row_fits(struct store *store, int64_t id, struct err *err)
{
    struct observation observation;
    struct person person = {0};
    struct flag flag;
    if (!flag_get(store, id, &flag, err))
        return false;
    if (flag.voided[0] == '\0' || !observation_of_flag(store, &flag, &observation, NULL))
        return true;
    person_get(store, observation.person_id, &person, NULL);
    return err_set(err, ERR_DENIED, _("Not undone: %s is under observation there, and the household needs its flag."),
                   person.name);
}

bool observation_fits(struct store *store, const char *table, int64_t id, struct err *err)
{
    if (strcmp(table, "observation") == 0)
        return observation_row_fits(store, id, err);
    return strcmp(table, "flag") != 0 || flag_row_fits(store, id, err);
}
