/* What becomes of an observation (domain.md §4): verified, released, left, its term changed. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/observation_rules.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "observation_flag.h"
#include "verb.h"
#include <stdio.h>
#include <stdlib.h>

enum { LISTED = 4, READINGS_MOST = 2 * (TERM_DAYS_MOST + 4) };

/* ---- readings ---- */

static bool has_temperature(const struct reading *readings, int count, struct half_day half_day)
{
    for (int i = 0; i < count; i++)
        if (readings[i].day == half_day.day && readings[i].half == half_day.half)
            return readings[i].outcome == READING_VALUE || readings[i].outcome == READING_EXCUSED;
    return false;
}

bool observation_missing(struct store *store, const struct observation *observation, int64_t now,
                         struct half_day *missing, int most, int *count, struct err *err)
{
    struct reading *readings = memory_new(READINGS_MOST, sizeof *readings);
    int read = 0;
    *count = 0;
    bool good = reading_list(store, observation->head.id, observation->first_day, observation->last_day, readings,
                             READINGS_MOST, &read, err);
    struct half_day half_day = {observation->first_day, HALF_MORNING};
    for (; good && half_day.day <= observation->last_day && half_day_missed_at(store, half_day) <= now;
         half_day = half_day_add(half_day, 1)) {
        if (!half_day_belongs(store, observation, half_day) || has_temperature(readings, read, half_day))
            continue;
        if (*count < most)
            missing[*count] = half_day;
        ++*count;
    }
    free(readings);
    return good;
}

/* "04-05 evening, 04-06 morning and 3 more". */
static void list_missing(const struct half_day *missing, int count, struct buffer *out)
{
    char label[48];
    for (int i = 0; i < count && i < LISTED; i++) {
        half_day_label(missing[i], label, sizeof label);
        buffer_format(out, "%s%s", i > 0 ? _(", ") : "", label);
    }
    if (count > LISTED)
        buffer_format(out, ngettext(" and %d more", " and %d more", (unsigned long)(count - LISTED)), count - LISTED);
}

/* ---- what all of them share ---- */

static bool refuse_ended(struct store *store, const struct observation *observation, struct err *err)
{
    struct officer officer = {0};
    struct person person = {0};
    char words[NAME_BYTES];
    if (observation->ended_at == 0)
        return true;
    officer_get(store, observation->ended_by, &officer, NULL);
    person_get(store, observation->person_id, &person, NULL);
    observation_words(observation, clock_now(), words, sizeof words);
    return err_set(err, ERR_CONFLICT, _("The observation of %1$s has ended already: %2$s, by %3$s."), person.name,
                   words, officer.name);
}

static bool read_running(struct store *store, int64_t id, int64_t rev, struct observation *observation, struct err *err)
{
    return register_read(store, &observation_rules, id, rev, observation, err) && refuse_ended(store, observation, err);
}

static void end(struct store *store, struct observation *observation, enum observation_state how)
{
    observation->state = how;
    observation->ended_at = clock_now();
    observation->ended_by = store_officer(store);
}

/* ---- verified ---- */

static bool verify(struct store *store, int64_t id, int64_t rev, struct err *err)
{
    struct observation observation;
    if (!read_running(store, id, rev, &observation, err))
        return false;
    if (observation.state != OBSERVATION_TO_VERIFY)
        return err_set(err, ERR_INPUT, _("It is verified already."));
    observation.state = OBSERVATION_OBSERVING;
    return observation_flag_set(store, &observation, err) && record_save(store, &observation_table, &observation, err);
}

bool observation_verify(struct store *store, int64_t id, int64_t rev, struct err *err)
{
    return verb_begin(store, "observation.verify", err) && verb_end(store, verify(store, id, rev, err), err);
}

/* ---- released ---- */

static bool check_papers(const struct observation *observation, struct err *err)
{
    static const char *const needed[] = {"applied_by", "verified_by", "issued_by", "paper_number"};
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        const struct record_field *field = record_find(observation_fields, needed[i]);
        if (((const char *)observation)[field->offset] == '\0')
            return err_field(err, ERR_INPUT, field->name, _("%s is missing."), words_context(field->label));
    }
    return true;
}

static bool check_due(struct store *store, const struct observation *observation, const char *end_reason,
                      struct err *err)
{
    struct half_day missing[LISTED];
    struct buffer list = {0};
    char words[NAME_BYTES];
    int count = 0;
    if (observation->state == OBSERVATION_TO_VERIFY)
        return err_set(err, ERR_INPUT,
                       _("This observation was never verified. Verify it first, or end it as entered by mistake."));
    if (end_reason[0] != '\0')
        return true;
    observation_words(observation, clock_now(), words, sizeof words);
    if (!observation_awaits_release(observation, clock_now()))
        return err_field(err, ERR_INPUT, "end_reason",
                         _("The term is not over yet (%s). Why is the person released before its end?"), words);
    if (!observation_missing(store, observation, clock_now(), missing, LISTED, &count, err))
        return false;
    if (count == 0)
        return true;
    list_missing(missing, count, &list);
    err_field(err, ERR_INPUT, "end_reason",
              _("Readings are missing: %s. Why is the person released nevertheless? Write the reason."),
              buffer_text(&list));
    buffer_release(&list);
    return false;
}

static bool check_release(struct store *store, void *record, const void *before, struct err *err)
{
    struct observation *observation = record;
    if (before == NULL)
        die("an observation is released that was never opened");
    if (!refuse_ended(store, before, err) || !check_papers(observation, err) ||
        !check_due(store, before, observation->end_reason, err))
        return false;
    end(store, observation, OBSERVATION_RELEASED);
    return true;
}

static bool follow_release(struct store *store, const void *record, const void *before, struct err *err)
{
    (void)before;
    return observation_flag_clear(store, record, err);
}

const struct register_rules observation_release_rules = {
    .table = &observation_table,
    .verb_add = "observation.release",
    .verb_edit = "observation.release",
    .verb_void = "observation.void",
    .check = check_release,
    .follow = follow_release,
};

bool observation_release(struct store *store, int64_t id, int64_t rev, const struct observation_release *release,
                         struct err *err)
{
    struct observation observation;
    if (!record_get(store, &observation_table, id, &observation, err))
        return false;
    observation.head.rev = rev >= 0 ? rev : observation.head.rev;
    text_copy(observation.applied_by, sizeof observation.applied_by, release->applied_by);
    text_copy(observation.verified_by, sizeof observation.verified_by, release->verified_by);
    text_copy(observation.issued_by, sizeof observation.issued_by, release->issued_by);
    text_copy(observation.paper_number, sizeof observation.paper_number, release->paper_number);
    text_copy(observation.end_reason, sizeof observation.end_reason, release->end_reason);
    observation.delivered_at = release->delivered_at;
    return register_save(store, &observation_release_rules, &observation, err);
}

/* ---- left otherwise ---- */

/* What is asked where the reason is missing. */
static const char *const questions[OBSERVATION_STATE_COUNT] = {
    [OBSERVATION_HOSPITAL] = N_("To which hospital, and why? Write it down."),
    [OBSERVATION_ISOLATION] = N_("To which isolation site, and why? Write it down."),
    [OBSERVATION_MOVED] = N_("Where did they move to? Write it down."),
    [OBSERVATION_LOST] = N_("How was contact lost, and what was tried? Write it down."),
    [OBSERVATION_MISTAKE] = N_("What was the mistake? Write it down."),
};

static bool leave(struct store *store, int64_t id, int64_t rev, enum observation_state how, const char *reason,
                  struct err *err)
{
    struct observation observation;
    if (!read_running(store, id, rev, &observation, err))
        return false;
    bool flagged = observation.state == OBSERVATION_OBSERVING;
    text_copy(observation.end_reason, sizeof observation.end_reason, reason);
    end(store, &observation, how);
    return record_save(store, &observation_table, &observation, err) &&
           (!flagged || observation_flag_clear(store, &observation, err)) &&
           (how != OBSERVATION_LOST || observation_wanted_set(store, &observation, err));
}

bool observation_leave(struct store *store, int64_t id, int64_t rev, enum observation_state how, const char *reason,
                       struct err *err)
{
    char why[NOTE_BYTES];
    if (how < OBSERVATION_HOSPITAL || how >= OBSERVATION_STATE_COUNT)
        return err_field(err, ERR_INPUT, "state",
                         _("An observation is left to hospital, to isolation, by moving, by being lost or as a "
                           "mistake."));
    text_copy(why, sizeof why, reason);
    if (!text_accept(why, sizeof why, "end_reason", N_("About the end"), err))
        return false;
    if (why[0] == '\0')
        return err_field(err, ERR_INPUT, "end_reason", "%s", _(questions[how]));
    return verb_begin(store, "observation.leave", err) && verb_end(store, leave(store, id, rev, how, why, err), err);
}

/* ---- the term ---- */

static bool check_last_day(struct store *store, const struct observation *observation, int last_day, struct err *err)
{
    struct reading reading;
    char label[48];
    int count = 0, today = clock_day(clock_now());
    if (!clock_day_valid(last_day))
        return err_field(err, ERR_INPUT, "to", _("%s: this is no day."), _("Last day"));
    snprintf(label, sizeof label, "%02d-%02d", last_day / 100 % 100, last_day % 100);
    if (last_day == observation->last_day)
        return err_field(err, ERR_INPUT, "to", _("The term ends on %s already."), label);
    if (last_day < observation->first_day)
        return err_field(err, ERR_INPUT, "to", _("The term would end before it begins: day 1 is %02d-%02d."),
                         observation->first_day / 100 % 100, observation->first_day % 100);
    /* Without its year a day of the term that is over is read as one of next year. */
    int said = last_day - 10000;
    if (last_day < today || (said >= observation->first_day && said < today))
        return err_field(err, ERR_INPUT, "to",
                         _("%s is past: a term ends today or on a later day. What is over is released."), label);
    if (day_distance(observation->first_day, last_day) + 1 > TERM_DAYS_MOST)
        return err_field(err, ERR_INPUT, "to", _("A term has at most %d days."), TERM_DAYS_MOST);
    if (!reading_list(store, observation->head.id, clock_day_add(last_day, 1), 99991231, &reading, 1, &count, err))
        return false;
    if (count == 0)
        return true;
    half_day_label((struct half_day){reading.day, reading.half}, label, sizeof label);
    return err_field(err, ERR_INPUT, "to", _("There is a reading of %s, which would be outside of the observation."),
                     label);
}

/* What was seen of the term must still stand. */
static bool refuse_moved(const struct observation *observation, const struct term_change *change, struct err *err)
{
    if (change->from_day == 0 || change->from_day == observation->last_day)
        return true;
    return err_field(err, ERR_CONFLICT, "to", _("Meanwhile the term was changed: its last day is %02d-%02d now."),
                     observation->last_day / 100 % 100, observation->last_day % 100);
}

static bool check_change(struct store *store, void *record, const void *before, struct err *err)
{
    struct term_change *change = record;
    struct observation observation;
    if (before != NULL)
        return err_set(err, ERR_INPUT, _("A change of a term is history. Change the term again."));
    if (!read_running(store, change->observation_id, -1, &observation, err) ||
        !refuse_moved(&observation, change, err) || !check_last_day(store, &observation, change->to_day, err))
        return false;
    change->at = clock_now();
    change->from_day = observation.last_day;
    change->officer_id = store_officer(store);
    return true;
}

static bool follow_change(struct store *store, const void *record, const void *before, struct err *err)
{
    const struct term_change *change = record;
    struct observation observation;
    (void)before;
    if (!record_get(store, &observation_table, change->observation_id, &observation, err))
        return false;
    observation.last_day = change->to_day;
    observation.ends_at = clock_day_start(clock_day_add(change->to_day, 1));
    return record_save(store, &observation_table, &observation, err);
}

const struct register_rules term_change_rules = {
    .table = &term_change_table,
    .verb_add = "observation.term",
    .verb_edit = "observation.term",
    .verb_void = "observation.term",
    .check = check_change,
    .follow = follow_change,
};

static bool change_term(struct store *store, int64_t id, int64_t rev, struct term_change *change, struct err *err)
{
    struct observation observation;
    return read_running(store, id, rev, &observation, err) &&
           register_save_within(store, &term_change_rules, change, err);
}

bool observation_change_term(struct store *store, int64_t id, int64_t rev, int last_day, const char *reason,
                             struct err *err)
{
    struct term_change change = {.observation_id = id, .to_day = last_day};
    text_copy(change.reason, sizeof change.reason, reason);
    return verb_begin(store, "observation.term", err) &&
           verb_end(store, change_term(store, id, rev, &change, err), err);
}
