#include "gatepost/reading_rules.h"
#include "gatepost/alarm_rules.h"
#include "gatepost/clock.h"
#include "gatepost/gate.h"
#include "gatepost/habits.h"
#include "gatepost/memory.h"
#include "gatepost/observation_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "incident_cause.h"
#include "verb.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WHEN_BYTES = 32 };

/* ---- which cell ---- */

static void name_of(struct store *store, const struct observation *observation, char *name, size_t size)
{
    struct person person = {0};
    person_get(store, observation->person_id, &person, NULL);
    text_copy(name, size, person.name);
}

/* 04-11 06:00. */
static void write_when(int64_t at, char when[WHEN_BYTES])
{
    struct civil_time civil;
    clock_civil(at, &civil);
    snprintf(when, WHEN_BYTES, "%02d-%02d %02d:%02d", civil.month, civil.day, civil.hour, civil.minute);
}

/* With its year when that is another: a day to come may have been read as one of last year. */
static void label_cell(struct half_day half_day, char *label, size_t size)
{
    int year = half_day.day / 10000, used = 0;
    if (year != clock_day(clock_now()) / 10000)
        used = snprintf(label, size, "%d-", year);
    half_day_label(half_day, label + used, size - (size_t)used);
}

static bool refuse_cell(struct store *store, const struct observation *observation, struct half_day half_day,
                        struct err *err)
{
    char label[WHEN_BYTES], when[WHEN_BYTES];
    label_cell(half_day, label, sizeof label);
    if (half_day.day < observation->first_day || half_day_missed_at(store, half_day) <= observation->began_at) {
        int64_t first = clock_day_start(observation->first_day);
        write_when(observation->began_at > first ? observation->began_at : first, when);
        return err_field(err, ERR_INPUT, "day", _("%1$s: the observation began only on %2$s."), label, when);
    }
    if (half_day.day > observation->last_day)
        return err_field(err, ERR_INPUT, "day", _("%1$s: the term ended with %2$02d-%3$02d."), label,
                         observation->last_day / 100 % 100, observation->last_day % 100);
    write_when(observation->ended_at, when);
    return err_field(err, ERR_INPUT, "day", _("%1$s: the observation ended on %2$s."), label, when);
}

bool reading_accepts(struct store *store, const struct observation *observation, struct half_day half_day, int64_t now,
                     struct err *err)
{
    char label[WHEN_BYTES], when[WHEN_BYTES];
    int64_t due_at = half_day_due_at(store, half_day);
    if (!half_day_belongs(store, observation, half_day))
        return refuse_cell(store, observation, half_day, err);
    if (due_at <= now)
        return true;
    half_day_label(half_day, label, sizeof label);
    write_when(due_at, when);
    return err_field(err, ERR_INPUT, "day", _("%1$s: not due yet, only from %2$s on."), label, when);
}

/* ---- a record ---- */

static struct half_day half_day_of(const struct reading *reading)
{
    return (struct half_day){reading->day, reading->half};
}

static bool check_values(struct reading *reading, const struct reading *before, struct err *err)
{
    if (reading->tenths != 0 && before != NULL && before->tenths == 0 && reading->outcome == before->outcome)
        reading->outcome = READING_VALUE;
    if (reading->outcome != READING_VALUE && (reading->tenths != 0 || reading->retest_tenths != 0))
        return err_field(err, ERR_INPUT, "temp", _("%s: then there is no temperature. Empty it."),
                         _(reading_outcome_labels[reading->outcome]));
    if (reading->tenths == 0 && reading->retest_tenths != 0)
        return err_field(err, ERR_INPUT, "retest", _("A second reading needs a first one."));
    return reading->outcome != READING_VALUE || reading->tenths != 0 ||
           err_field(err, ERR_INPUT, "temp", _("The temperature is missing. 365 is 36.5."));
}

static bool check_free(struct store *store, const struct reading *reading, struct err *err)
{
    struct reading other;
    char label[WHEN_BYTES];
    if (!reading_of_cell(store, reading->observation_id, reading->day, reading->half, &other, NULL) ||
        other.head.id == reading->head.id)
        return true;
    half_day_label(half_day_of(reading), label, sizeof label);
    return err_field(err, ERR_INPUT, "day", _("%1$s has an entry already, number %2$lld. Edit that one."), label,
                     (long long)other.head.id);
}

/* Nothing is said about symptoms by saying that there are none. */
static void forget_no_symptoms(struct reading *reading)
{
    static const char *const nothing[] = {"无", "没有", "无症状", "正常", "none", "no", "-"};
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++)
        if (strcmp(reading->symptoms, nothing[i]) == 0)
            reading->symptoms[0] = '\0';
}

static bool is_moved(const struct reading *reading, const struct reading *before)
{
    return before == NULL || reading->observation_id != before->observation_id || reading->day != before->day ||
           reading->half != before->half;
}

static bool set_time(struct store *store, struct reading *reading, const struct reading *before, int64_t now,
                     struct err *err)
{
    struct half_day half_day = half_day_of(reading);
    bool present = half_day_compare(half_day, half_day_now(store, now)) == 0;
    if (before != NULL && is_moved(reading, before) && reading->at == before->at)
        reading->at = 0;
    if (reading->at == 0)
        reading->at = present ? now : half_day_missed_at(store, half_day);
    if (reading->at > now)
        reading->at = now;
    return reading->at >= clock_day_start(reading->day) ||
           err_field(err, ERR_INPUT, "at", _("This time is before the half-day."));
}

/* The fever line may have been another one when the values were written. */
static bool measures_anew(const struct reading *reading, const struct reading *before)
{
    return before == NULL || reading->tenths != before->tenths || reading->retest_tenths != before->retest_tenths;
}

static void complete(struct store *store, struct reading *reading, const struct reading *before, int64_t now)
{
    int last = reading_last_tenths(reading);
    bool first_value = before == NULL || (before->outcome != READING_VALUE && reading->outcome == READING_VALUE);
    if (measures_anew(reading, before))
        reading->abnormal = last != 0 && gate_is_fever(store, last);
    if (first_value)
        reading->officer_id = store_officer(store);
    if (first_value || is_moved(reading, before))
        reading->late = half_day_missed_at(store, half_day_of(reading)) <= now;
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct reading *reading = record;
    struct observation observation;
    int64_t now = clock_now();
    if (!record_get(store, &observation_table, reading->observation_id, &observation, err))
        return false;
    if (reading->day == 0)
        reading->day = clock_day(now);
    forget_no_symptoms(reading);
    if (is_moved(reading, before) &&
        (!reading_accepts(store, &observation, half_day_of(reading), now, err) || !check_free(store, reading, err)))
        return false;
    if (!check_values(reading, before, err) || !set_time(store, reading, before, now, err))
        return false;
    complete(store, reading, before, now);
    return true;
}

/* ---- what follows ---- */

static bool is_cause(const struct reading *reading)
{
    return reading->abnormal || reading->symptoms[0] != '\0';
}

static bool cause_of(struct store *store, const struct reading *reading, struct incident_cause *cause, struct err *err)
{
    struct observation observation;
    if (!record_get(store, &observation_table, reading->observation_id, &observation, err))
        return false;
    *cause = (struct incident_cause){
        .holds = is_cause(reading),
        .reading_id = reading->head.id,
        .at = reading->at,
        .person_id = observation.person_id,
        .place_id = observation.place_id,
        .first_tenths = reading->tenths,
        .retest_tenths = reading->retest_tenths,
        .kind = reading->abnormal ? INCIDENT_FEVER : INCIDENT_SYMPTOMS,
        .note = "",
        .symptoms = reading->symptoms,
    };
    return true;
}

/* What a reading may have joined: the incident of another reading, or of a crossing of the person. */
struct first {
    int64_t observation_id, reading_id, at;
};

static bool first_of_incident(struct store *store, const struct incident *incident, struct first *first)
{
    struct reading reading;
    struct observation observation;
    *first = (struct first){.at = incident->opened_at};
    if (incident->reading_id != 0 && record_get(store, &reading_table, incident->reading_id, &reading, NULL))
        *first = (struct first){reading.observation_id, reading.head.id, reading.at};
    else if (observation_of_person(store, incident->person_id, &observation, NULL))
        first->observation_id = observation.head.id;
    return first->observation_id != 0;
}

static bool has_joined(struct store *store, const struct reading *reading, const struct first *first)
{
    struct incident incident;
    bool later = reading->at >= first->at || (first->reading_id != 0 && reading->head.id > first->reading_id);
    return is_cause(reading) && reading->head.id != first->reading_id && later &&
           !incident_of_reading(store, reading->head.id, &incident, NULL);
}

/* The newest one that joined without being named there; head.id 0: none. */
static bool find_joined(struct store *store, const struct first *first, struct reading *joined, struct err *err)
{
    enum { READINGS_MOST = 2 * (TERM_DAYS_MOST + 4) };
    struct reading *readings = memory_new(READINGS_MOST, sizeof *readings);
    int count = 0;
    *joined = (struct reading){0};
    bool good = reading_list(store, first->observation_id, 0, 99991231, readings, READINGS_MOST, &count, err);
    for (int i = count - 1; good && i >= 0 && joined->head.id == 0; i--)
        if (has_joined(store, &readings[i], first))
            *joined = readings[i];
    free(readings);
    return good;
}

bool reading_incident_take(struct store *store, const struct incident *gone, struct err *err)
{
    struct incident incident;
    struct incident_cause cause;
    struct reading joined;
    struct first first;
    if (!record_get(store, &incident_table, gone->head.id, &incident, err))
        return false;
    if (incident.head.voided[0] == '\0' || !first_of_incident(store, &incident, &first))
        return true;
    if (!find_joined(store, &first, &joined, err))
        return false;
    return joined.head.id == 0 ||
           (cause_of(store, &joined, &cause, err) && incident_cause_follow(store, &cause, NULL, "", err));
}

bool reading_incident_fits(struct store *store, const char *table, int64_t id, struct err *err)
{
    struct incident incident;
    struct reading joined;
    struct first first;
    struct person person = {0};
    char label[WHEN_BYTES];
    if (strcmp(table, "incident") != 0)
        return true;
    if (!record_get(store, &incident_table, id, &incident, err))
        return false;
    if (strcmp(incident.head.voided, _("undone")) != 0 || !first_of_incident(store, &incident, &first))
        return true;
    if (!find_joined(store, &first, &joined, err))
        return false;
    if (joined.head.id == 0)
        return true;
    person_get(store, incident.person_id, &person, NULL);
    half_day_label(half_day_of(&joined), label, sizeof label);
    return err_set(err, ERR_DENIED,
                   _("Not undone: the incident is also that of %1$s, %2$s. Correct the record (F2), or void it with a "
                     "reason (Delete)."),
                   person.name, label);
}

/* An abnormal one rings at once, one that was put right no more; what is entered late was not forgotten. */
static bool follow_alarms(struct store *store, const struct reading *reading, const struct reading *was,
                          struct err *err)
{
    if ((reading->abnormal || (was != NULL && was->abnormal)) && !alarm_scan_rule(store, "abnormal", clock_now(), err))
        return false;
    return !reading->late || alarm_settle(store, "missed", reading->observation_id, err);
}

static bool follow(struct store *store, const void *record, const void *before, struct err *err)
{
    const struct reading *reading = record, *was = before;
    struct incident_cause cause, former = {0};
    if (!cause_of(store, reading, &cause, err) || (was != NULL && !cause_of(store, was, &former, err)))
        return false;
    if (!cause.holds && !former.holds)
        return follow_alarms(store, reading, was, err);
    const char *reason = reading->retest_tenths != 0 ? _("The retest is below the fever line.")
                                                     : _("The reading was corrected: nothing is wrong.");
    if (!incident_cause_follow(store, &cause, was != NULL ? &former : NULL, reason, err))
        return false;
    return follow_alarms(store, reading, was, err);
}

static bool follow_void(struct store *store, const void *record, struct err *err)
{
    const struct reading *reading = record;
    struct incident_cause cause;
    if (!cause_of(store, reading, &cause, err))
        return false;
    return !cause.holds || (incident_cause_gone(store, &cause, NULL, _("The reading was voided."), err) &&
                            alarm_scan_rule(store, "abnormal", clock_now(), err));
}

const struct register_rules reading_rules = {
    .table = &reading_table,
    .verb_add = "reading.add",
    .verb_edit = "reading.edit",
    .verb_void = "reading.void",
    .check = check,
    .follow = follow,
    .follow_void = follow_void,
};

/* ---- the round ---- */

static bool ask(struct store *store, const struct reading_entry *entry, const struct reading *standing, struct err *err)
{
    struct observation observation = {0};
    char name[NAME_BYTES], label[WHEN_BYTES], value[8];
    record_get(store, &observation_table, entry->observation_id, &observation, NULL);
    name_of(store, &observation, name, sizeof name);
    half_day_label(entry->half_day, label, sizeof label);
    temperature_format(reading_last_tenths(standing), value);
    return err_field(err, ERR_RETEST, "again",
                     _("%1$s, %2$s: there is %3$s already. Is this a retest or a correction?"), name, label, value);
}

static void take_symptoms(const struct reading_entry *entry, struct reading *reading)
{
    if (entry->symptoms != NULL && entry->symptoms[0] != '\0')
        text_copy(reading->symptoms, sizeof reading->symptoms, entry->symptoms);
}

static void take_new(const struct reading_entry *entry, struct reading *reading)
{
    reading->observation_id = entry->observation_id;
    reading->day = entry->half_day.day;
    reading->half = entry->half_day.half;
    reading->outcome = entry->outcome;
    reading->tenths = entry->tenths;
    reading->retest_tenths = 0;
    reading->at = entry->at;
    reading->via = entry->via;
    take_symptoms(entry, reading);
}

/* What stands is corrected where it is wrong: in the measurement that counts. */
static void take_correction(const struct reading_entry *entry, struct reading *reading)
{
    reading->outcome = entry->outcome;
    if (entry->outcome != READING_VALUE)
        reading->tenths = reading->retest_tenths = 0;
    else if (reading->retest_tenths != 0)
        reading->retest_tenths = entry->tenths;
    else
        reading->tenths = entry->tenths;
    take_symptoms(entry, reading);
}

static bool take_retest(const struct reading_entry *entry, struct reading *reading, struct err *err)
{
    if (entry->outcome != READING_VALUE || entry->tenths == 0)
        return err_field(err, ERR_INPUT, "temp", _("A retest is a temperature. 365 is 36.5."));
    reading->retest_tenths = entry->tenths;
    take_symptoms(entry, reading);
    return true;
}

static bool take_again(struct store *store, const struct reading_entry *entry, enum reading_again again,
                       struct reading *reading, struct err *err)
{
    if (again == READING_ASK)
        return ask(store, entry, reading, err);
    if (entry->seen_rev != 0)
        reading->head.rev = entry->seen_rev;
    if (again == READING_RETEST)
        return take_retest(entry, reading, err);
    take_correction(entry, reading);
    return true;
}

/* The fields would say of tomorrow only that it is in the future. */
static bool begin_new(struct store *store, const struct reading_entry *entry, struct reading *reading, struct err *err)
{
    struct observation observation;
    register_new(&reading_rules, reading);
    return record_get(store, &observation_table, entry->observation_id, &observation, err) &&
           reading_accepts(store, &observation, entry->half_day, clock_now(), err);
}

bool reading_take_within(struct store *store, const struct reading_entry *entry, enum reading_again again,
                         struct reading *result, struct err *err)
{
    struct reading reading;
    struct err why = {0};
    bool found =
        reading_of_cell(store, entry->observation_id, entry->half_day.day, entry->half_day.half, &reading, &why);
    if (!found && why.code != ERR_NOT_FOUND)
        return err_set(err, why.code, "%s", why.text);
    if (!found && !begin_new(store, entry, &reading, err))
        return false;
    if (result != NULL)
        *result = reading;
    if (!found || reading.outcome != READING_VALUE)
        take_new(entry, &reading);
    else if (!take_again(store, entry, again, &reading, err))
        return false;
    if (!register_save_within(store, &reading_rules, &reading, err))
        return false;
    if (result != NULL)
        *result = reading;
    return true;
}

bool reading_take(struct store *store, const struct reading_entry *entry, enum reading_again again,
                  struct reading *result, struct err *err)
{
    struct reading standing;
    /* Only what the step is called hangs on this look. */
    bool found =
        reading_of_cell(store, entry->observation_id, entry->half_day.day, entry->half_day.half, &standing, NULL);
    return verb_begin(store, found ? "reading.edit" : "reading.add", err) &&
           verb_end(store, reading_take_within(store, entry, again, result, err), err);
}
